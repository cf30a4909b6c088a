//! Bulk requests (RFC 7644 §3.7): operations one after another, each with a status of its own.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused, scim};
use super::resource::{listed, object};
use super::schema::value;
use super::{MOST_OPERATIONS, MOST_PAYLOAD, Scim, body};
use crate::json::{array, object};
use crate::tenant::{Answer, Call};

const BULK_REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const BULK_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// What an operation did: its status, and the type and id of what it did it to.
struct Done {
    status: u16,
    location: String,
    version: String,
}

/// Does all operations, or as many as `failOnErrors` allows.
pub(crate) fn run(tenant: &mut Scim, call: Call<'_>) -> Outcome<Answer> {
    if call.request.body.len() > MOST_PAYLOAD {
        let detail = format!("the request is larger than maxPayloadSize ({MOST_PAYLOAD})");
        return Err(Refused::new(413, "", detail));
    }
    let body = body(call.request)?;
    let body = object(&body)?;
    listed(body, BULK_REQUEST)?;
    let Some(operations) = value(body, "Operations").and_then(Value::as_array) else {
        return Err(Refused::syntax("\"Operations\" must be an array"));
    };
    if operations.len() > MOST_OPERATIONS {
        let detail = format!("there are more operations than maxOperations ({MOST_OPERATIONS})");
        return Err(Refused::new(413, "", detail));
    }
    let most_errors = value(body, "failOnErrors").and_then(Value::as_u64);
    let mut ids = Map::new();
    let mut responses = Vec::new();
    let (mut errors, mut committed) = (0, false);
    for operation in operations {
        let operation = object(operation)?;
        let method = text(operation, "method").to_ascii_uppercase();
        let bulk_id = text(operation, "bulkId");
        let mut response = Map::new();
        response.insert("method".to_owned(), Value::from(method.as_str()));
        if !bulk_id.is_empty() {
            response.insert("bulkId".to_owned(), Value::from(bulk_id));
        }
        let status = match one(tenant, &mut ids, operation, &method, call.now_ms) {
            Ok(done) => {
                committed = true;
                response.insert("location".to_owned(), Value::from(done.location));
                if !done.version.is_empty() {
                    response.insert("version".to_owned(), Value::from(done.version));
                }
                done.status
            }
            Err(refused) => {
                errors += 1;
                response.insert("response".to_owned(), refused.json());
                refused.status
            }
        };
        response.insert("status".to_owned(), Value::from(status.to_string()));
        responses.push(Value::Object(response));
        if most_errors.is_some_and(|most| most > 0 && errors >= most) {
            break;
        }
    }
    let body = object! { "schemas": array![BULK_RESPONSE], "Operations": responses };
    Ok(Answer {
        response: scim(200, &body),
        committed,
    })
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a str {
    value(fields, name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn one(
    tenant: &mut Scim,
    ids: &mut Map<String, Value>,
    operation: &Map<String, Value>,
    method: &str,
    now_ms: u64,
) -> Outcome<Done> {
    let path = resolved(ids, text(operation, "path"))?;
    let mut data = value(operation, "data").cloned().unwrap_or_default();
    resolve(ids, &mut data)?;
    let types = Arc::clone(&tenant.types);
    let (plural, id) = match path.trim_start_matches('/').split_once('/') {
        Some((plural, id)) => (plural, id.to_owned()),
        None => (path.trim_start_matches('/'), String::new()),
    };
    let Some(kind) = types.iter().find(|kind| kind.plural == plural) else {
        return Err(Refused::path(format!("there is no endpoint \"{path}\"")));
    };
    let version = text(operation, "version");
    if !version.is_empty() && tenant.version_of(kind, &id) != version {
        return Err(Refused::new(412, "", "the resource has another version"));
    }
    let (status, id) = match (method, id.is_empty()) {
        ("POST", true) => {
            let bulk_id = text(operation, "bulkId");
            if bulk_id.is_empty() {
                return Err(Refused::syntax("POST needs a bulkId"));
            }
            let id = tenant.make(kind, &data, now_ms)?;
            ids.insert(bulk_id.to_owned(), Value::from(id.as_str()));
            (201, id)
        }
        ("PUT", false) => {
            tenant.substitute(kind, &id, &data, now_ms)?;
            (200, id)
        }
        ("PATCH", false) if tenant.options.patch => {
            tenant.amend(kind, &id, &data, now_ms)?;
            (200, id)
        }
        ("DELETE", false) => {
            tenant.drop_one(kind, &id)?;
            (204, id)
        }
        _ => {
            return Err(Refused::syntax(format!(
                "\"{method}\" is not for \"{path}\""
            )));
        }
    };
    Ok(Done {
        status,
        location: tenant.location(kind, &id),
        version: tenant.version_of(kind, &id),
    })
}

/// Puts ids where data refers to them by `bulkId:`.
fn resolve(ids: &Map<String, Value>, data: &mut Value) -> Outcome<()> {
    match data {
        Value::String(text) => *text = resolved(ids, text)?,
        Value::Array(items) => {
            for item in items {
                resolve(ids, item)?;
            }
        }
        Value::Object(fields) => {
            for (_, value) in fields {
                resolve(ids, value)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn resolved(ids: &Map<String, Value>, text: &str) -> Outcome<String> {
    let Some((before, bulk_id)) = text.split_once("bulkId:") else {
        return Ok(text.to_owned());
    };
    match ids.get(bulk_id).and_then(Value::as_str) {
        Some(id) => Ok(format!("{before}{id}")),
        None => {
            let detail = format!("no operation before this one has the bulkId \"{bulk_id}\"");
            Err(Refused::new(409, "invalidValue", detail))
        }
    }
}
