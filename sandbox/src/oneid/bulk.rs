//! `POST /Users/bulk` and `POST /Users/delete`: a bare array, no BulkRequest, and no word on each
//! element. What fails is only missing in the answer.

use serde_json::Value;

use super::options::BulkDelete;
use super::record::{View, show};
use super::{OneId, body, groups, list, users};
use crate::http::Response;
use crate::scim::errors::{Outcome, Refused};
use crate::tenant::{Answer, Call};

/// Elements that one request may have, as the service provider's configuration says.
pub(crate) const MOST_OPERATIONS: usize = 1000;
/// Bytes that one request may have, as it says, too: some 19 users.
pub(crate) const MOST_PAYLOAD: usize = 10_000;

/// The elements of a request.
fn elements(call: Call<'_>) -> Outcome<Vec<Value>> {
    if call.request.body.len() > MOST_PAYLOAD {
        let detail = format!("the body is larger than maxPayloadSize ({MOST_PAYLOAD})");
        return Err(Refused::new(413, "", detail));
    }
    let Value::Array(elements) = body(call.request)? else {
        return Err(Refused::syntax("the body must be an array"));
    };
    if elements.len() > MOST_OPERATIONS {
        let detail = format!("there are more than maxOperations ({MOST_OPERATIONS})");
        return Err(Refused::new(413, "", detail));
    }
    Ok(elements)
}

/// Create many.
pub(crate) fn create(tenant: &mut OneId, call: Call<'_>, of_users: bool) -> Outcome<Answer> {
    let mut made = Vec::new();
    for element in elements(call)? {
        let id = if of_users {
            users::make(tenant, &element, call.now_ms)
        } else {
            groups::make(tenant, &element, call.now_ms)
        };
        made.extend(id);
    }
    let rows = made.iter().filter_map(|id| {
        if of_users {
            let record = &users::one(tenant, id).ok()?.record;
            Some(show(&tenant.options, record, View::Bulk))
        } else {
            groups::shown(tenant, id, None)
        }
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Answer {
        response: Response::json(tenant.created, &list::body(rows.len(), 1, rows)),
        committed: !made.is_empty(),
    })
}

/// Delete many, by id: users are switched off, groups are gone.
pub(crate) fn delete(tenant: &mut OneId, call: Call<'_>, of_users: bool) -> Outcome<Answer> {
    let mut committed = false;
    let mut rows = Vec::new();
    let how = match tenant.options.bulk_delete {
        BulkDelete::Refused if of_users => {
            return Err(Refused::new(405, "", "POST is not allowed here"));
        }
        how => how,
    };
    for (at, element) in elements(call)?.into_iter().enumerate() {
        let id = element.as_str().unwrap_or_default();
        if !of_users {
            let row = groups::shown(tenant, id, None);
            committed |= row.is_some();
            rows.extend(row);
            tenant.groups.remove(id);
            continue;
        }
        let changed = match how {
            BulkDelete::Partly if at % 2 == 1 => continue,
            BulkDelete::Ignored => users::one(tenant, id).map(|_| false),
            _ => users::switch_off(tenant, call, id),
        };
        if let Ok(changed) = changed {
            committed |= changed;
            let record = &users::one(tenant, id)?.record;
            rows.push(show(&tenant.options, record, View::Deleted));
        }
    }
    Ok(Answer {
        response: Response::json(200, &list::body(rows.len(), 1, rows)),
        committed,
    })
}
