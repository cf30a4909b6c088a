//! BulkRequest and BulkResponse (RFC 7644 §3.7): several writes in one request, each with a status of its own.
//! `failOnErrors` is left out: the server then does all it can (§3.7.3).

use super::dialect::Dialect;
use super::path::field;
use super::{error, patch, resource, users};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::Exchange;
use crate::http::message::{Answer, ApiRequest, Method, Repeat, Subject, unexpected};
use crate::model::UserId;
use crate::provider::{BulkKind, BulkOutcome, Draft};
use seatwarden_json::{Value, json};

const REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// A new user as one operation. What its `bulkId` is, is said when it is sent.
#[must_use]
pub fn create(dialect: &Dialect, draft: &Draft) -> Value {
    let user = resource::resource(users::new_user(dialect, draft), dialect.schema);
    json!({ "method": "POST", "path": dialect.users, "bulkId": "000", "data": user })
}

/// A change to a user as one operation, for a version if there is one.
#[must_use]
pub fn change(
    dialect: &Dialect,
    id: &UserId,
    changes: Vec<(String, Value)>,
    version: Option<String>,
) -> Value {
    let path = users::member(dialect, id);
    let data = patch::with_paths(dialect, changes);
    let mut operation = json!({ "method": "PATCH", "path": path, "bulkId": "000", "data": data });
    if let (Some(version), Value::Object(fields)) = (version, &mut operation) {
        fields.insert("version", Value::from(version));
    }
    operation
}

/// Sends operations of one kind: what became of each, in order.
pub fn send<'a>(
    dialect: &'static Dialect,
    kind: BulkKind,
    operations: &[Value],
) -> Exchange<'a, Vec<BulkOutcome>> {
    let mut operations = operations.to_vec();
    for (at, operation) in operations.iter_mut().enumerate() {
        if let Value::Object(fields) = operation {
            fields.insert("bulkId", Value::from(at.to_string()));
        }
    }
    let places: Vec<_> = operations.iter().map(|one| id_at(one, "path")).collect();
    let (method, repeat) = match kind {
        BulkKind::Create => (Method::Post, Repeat::OnlyIfRefused),
        BulkKind::Update => (Method::Patch, Repeat::Safe),
    };
    let body = json!({ "schemas": [REQUEST], "Operations": operations });
    let target = String::from("/Bulk");
    let request = ApiRequest::write(Method::Post, target, body, repeat, Subject::Anything);
    let mut one = request.clone();
    (one.method, one.body) = (method, None);
    Exchange::new(request, move |answer| {
        let body = answer.into_json()?;
        let answers = field(&body, "Operations").and_then(Value::as_array);
        let answers = answers.ok_or_else(|| unexpected("something else than a BulkResponse"))?;
        let outcomes = places.into_iter().enumerate();
        let outcomes = outcomes.map(|(at, id)| outcome(dialect, &one, find(answers, at, id)));
        Ok(outcomes.collect())
    })
}

/// The answer to an operation: by its `bulkId`, which servers needn't give back but for a POST; else by where the user is,
/// which all say but for a refused POST (RFC 7644 §3.7.3). Its place among the others says nothing.
fn find(answers: &[Value], at: usize, id: Option<String>) -> Option<&Value> {
    let own = Some(at.to_string());
    let named = |answer: &Value| field(answer, "bulkId").and_then(resource::text);
    let mut answers = answers.iter();
    let by_id = answers.clone().find(|answer| named(answer) == own);
    by_id.or_else(|| {
        answers.find(|answer| {
            named(answer).is_none() && id.is_some() && id_at(answer, "location") == id
        })
    })
}

/// The id at the end of a URL, which is never asked for (RFC 7644 §3.7: "location").
fn id_at(part: &Value, key: &str) -> Option<String> {
    let url = field(part, key).and_then(resource::text)?;
    let last = url.rsplit('/').next()?;
    let id = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    Some(id.into_owned())
}

/// What an answer to one operation means. None at all: nobody knows.
fn outcome(dialect: &Dialect, request: &ApiRequest, answer: Option<&Value>) -> BulkOutcome {
    let lost = || {
        let mut error = Error::new(
            ErrorCode::InvalidResponse,
            "the server's bulk answer says nothing of this one",
        );
        error.ambiguous = true;
        error
    };
    let answer = answer.ok_or_else(lost)?;
    // A text; an object with a code in SCIM 1.1, and in servers that came from there.
    let status = field(answer, "status").ok_or_else(lost)?;
    let status = field(status, "code").unwrap_or(status);
    let status: Option<u16> = resource::text(status).and_then(|text| text.trim().parse().ok());
    let status = status.ok_or_else(lost)?;
    let said = field(answer, "response").cloned().unwrap_or(Value::Null);
    let id = field(&said, "id").and_then(resource::text);
    error::classify(dialect, request, &Answer::of(status, said)).map_err(|refusal| {
        let mut error = refusal.error;
        error.status = Some(status);
        error.retryable |= refusal.retry;
        error
    })?;
    let id = id.or_else(|| id_at(answer, "location"));
    Ok(id.filter(|id| !id.is_empty()))
}
