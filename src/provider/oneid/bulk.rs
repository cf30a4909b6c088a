//! Many at once: `POST /Users/bulk`, a bare array and no BulkRequest of RFC 7644, and `POST /Users/delete`, which only
//! switches off. Neither says what became of each: whoever isn't in the answer is looked for before anything is sent
//! again. Names in the answer are in the wrong order (B:281), and nothing but ids is taken from it.

use super::{DIALECT, OneId, user};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::Exchange;
use crate::http::message::{ApiRequest, Body, Method, Repeat, Subject};
use crate::lifecycle::capabilities::Bulk;
use crate::provider::{BulkKind, BulkOutcome, BulkWrite};
use crate::scim::path::field;
use crate::scim::resource;
use seatwarden_json::Value;

/// FACTS §1, the configuration's sample: so many operations, and so few bytes.
const MAX_OPERATIONS: u32 = 1_000;
const MAX_BYTES: u32 = 10_000;

impl OneId {
    pub(super) fn bulk_limits(&self) -> Bulk {
        let parts = self.bulk_parts.get();
        let (create, deactivate) = (!self.makes_alone.get(), !self.leaves_alone.get());
        if parts < 2 || !(create || deactivate) {
            return Bulk::default();
        }
        Bulk {
            create,
            deactivate,
            max_operations: Some(parts.min(MAX_OPERATIONS)),
            max_payload_bytes: Some(MAX_BYTES),
        }
    }

    /// The two are two operations: one may be there, or be done, and the other not. Both are of one size.
    pub(super) fn limit(&self, kind: BulkKind, parts: usize) {
        match kind {
            _ if parts > 0 => {
                let parts = u32::try_from(parts).unwrap_or(u32::MAX);
                self.bulk_parts.set(parts.min(self.bulk_parts.get()));
            }
            BulkKind::Create => self.makes_alone.set(true),
            BulkKind::Update => self.leaves_alone.set(true),
        }
    }

    /// A new user as in B's request; a leaver as an id. Everything else goes alone.
    pub(super) fn part(&self, write: BulkWrite<'_>) -> Option<Value> {
        let takes = self.bulk_limits();
        match write {
            BulkWrite::Create(_) if !takes.create => None,
            BulkWrite::Update(..) if !takes.deactivate => None,
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
    // New ones are found by their names, leavers by their ids: their names may be overwritten.
    let key = match kind {
        BulkKind::Create => "userName",
        BulkKind::Update => "id",
    };
    let named = |user: &Value| match user {
        Value::String(id) => Some(id.as_str().to_owned()),
        user => field(user, key).and_then(resource::text),
    };
    let wanted: Vec<_> = parts.iter().map(named).collect();
    Exchange::new(request, move |answer| {
        // Nothing at all is a yes, too (RFC 7644 §3.6), and names nobody.
        let seen = match answer.body {
            Body::Empty if kind == BulkKind::Update => Vec::new(),
            _ => user::users_in(answer.into_json()?),
        };
        let of = |wanted: Option<String>| {
            let wanted = wanted.unwrap_or_default();
            let is_meant = |user: &&Value| {
                named(user).is_some_and(|name| match kind {
                    BulkKind::Create => name.eq_ignore_ascii_case(&wanted),
                    BulkKind::Update => name == wanted,
                })
            };
            let user = seen.iter().find(is_meant).ok_or_else(missing)?;
            if kind == BulkKind::Update {
                return Ok(None);
            }
            let id = field(user, "id").and_then(resource::text);
            let id = id.filter(|id| !id.is_empty());
            id.map(Some).ok_or_else(missing)
        };
        Ok(wanted.into_iter().map(of).collect())
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
