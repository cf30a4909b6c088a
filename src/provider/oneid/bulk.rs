//! Many at once: `POST /Users/bulk`, a bare array and no BulkRequest of RFC 7644, and `POST /Users/delete`, which only
//! switches off. Neither says what became of each: whoever isn't in the answer is looked for before anything is sent
//! again. Names in the answer are in the wrong order (B:281), and nothing but ids is taken from it.

use super::{DIALECT, OneId, user};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::Exchange;
use crate::http::message::{ApiRequest, Method, Repeat, Subject};
use crate::lifecycle::capabilities::Bulk;
use crate::provider::{BulkKind, BulkOutcome, BulkWrite, accepted};
use crate::scim::path::field;
use crate::scim::resource;
use seatwarden_json::Value;

/// FACTS §1, the configuration's sample: so many operations, and so few bytes.
const MAX_OPERATIONS: u32 = 1_000;
const MAX_BYTES: u32 = 10_000;

impl OneId {
    pub(super) fn bulk_limits(&self) -> Bulk {
        let parts = self.bulk_parts.get();
        if parts < 2 {
            return Bulk::default();
        }
        Bulk {
            create: true,
            deactivate: true,
            max_operations: Some(parts.min(MAX_OPERATIONS)),
            max_payload_bytes: Some(MAX_BYTES),
        }
    }

    /// A new user as in B's request; a leaver as an id. Everything else goes alone.
    pub(super) fn part(&self, write: BulkWrite<'_>) -> Option<Value> {
        if self.bulk_parts.get() < 2 {
            return None;
        }
        match write {
            BulkWrite::Create(draft) => Some(Value::Object(self.new_user(draft))),
            BulkWrite::Update(id, draft, before) => {
                let changes = user::changes(draft, Some(before)).len();
                let is_leaver = draft.active == Some(false) && changes == 1;
                is_leaver.then(|| Value::from(id.as_str()))
            }
        }
    }
}

/// Sends parts of one kind.
pub(super) fn send<'a>(kind: BulkKind, parts: &[Value]) -> Exchange<'a, Vec<BulkOutcome>> {
    let (path, repeat) = match kind {
        BulkKind::Create => ("bulk", Repeat::OnlyIfRefused),
        BulkKind::Update => ("delete", Repeat::Safe),
    };
    let target = format!("{}/{path}", DIALECT.users);
    let body = Value::Array(parts.to_vec());
    let request = ApiRequest::write(Method::Post, target, body, repeat, Subject::Anything);
    let count = parts.len();
    if kind == BulkKind::Update {
        // Only a later GET counts.
        return Exchange::new(request, move |answer| {
            accepted(answer).map(|()| (0..count).map(|_| Ok(None)).collect())
        });
    }
    let name = |user: &Value| field(user, "userName").and_then(resource::text);
    let names: Vec<_> = parts.iter().map(name).collect();
    Exchange::new(request, move |answer| {
        let made = user::users_in(answer.into_json()?);
        let of = |wanted: Option<String>| {
            let wanted = wanted.unwrap_or_default();
            let is_meant =
                |user: &&Value| name(user).is_some_and(|name| name.eq_ignore_ascii_case(&wanted));
            let id = made.iter().find(is_meant).and_then(|user| {
                field(user, "id")
                    .and_then(resource::text)
                    .filter(|id| !id.is_empty())
            });
            id.map(Some).ok_or_else(missing)
        };
        Ok(names.into_iter().map(of).collect())
    })
}

/// Somebody who isn't in the answer: refused, or made and not told.
fn missing() -> Error {
    let mut error = Error::new(
        ErrorCode::InvalidResponse,
        "Zuora OneID's bulk answer says nothing of this one",
    );
    error.ambiguous = true;
    error
}
