//! ListResponse (RFC 7644 §3.4.2), in each form that servers give it.

use super::path::field;
use crate::error::Error;
use crate::http::message::unexpected;
use seatwarden_json::Value;

/// One page of resources.
#[derive(Debug)]
pub struct List {
    /// The resources.
    pub rows: Vec<Value>,
    /// How many there are in all.
    pub total: Option<u64>,
    /// Where to go on, where the server pages by cursor (RFC 9865).
    pub next_cursor: Option<String>,
}

/// A count, as a number or as a text.
pub(super) fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Reads a page. `Resources` may be `resources`, null or absent (RFC 7644 §3.4.2: at a total of 0).
///
/// # Errors
/// `invalid_response` for what is no ListResponse.
pub fn read(mut body: Value) -> Result<List, Error> {
    let total = field(&body, "totalResults").and_then(count);
    let next_cursor = field(&body, "nextCursor")
        .and_then(Value::as_str)
        .filter(|cursor| !cursor.is_empty())
        .map(str::to_owned);
    let names_itself = field(&body, "schemas")
        .and_then(Value::as_array)
        .is_some_and(|schemas| {
            schemas.iter().any(|schema| {
                schema
                    .as_str()
                    .is_some_and(|schema| schema.eq_ignore_ascii_case(super::LIST_RESPONSE))
            })
        });
    let key = body.as_object().and_then(|body| {
        body.keys()
            .find(|key| key.eq_ignore_ascii_case("Resources"))
            .cloned()
    });
    let rows = key.and_then(|key| body.get_mut(&key).map(Value::take));
    match rows {
        Some(Value::Array(rows)) => Ok(List {
            rows,
            total,
            next_cursor,
        }),
        // A user alone has the URN of a list at Zoom, and no totalResults.
        None | Some(Value::Null)
            if total.is_some() || (names_itself && field(&body, "id").is_none()) =>
        {
            Ok(List {
                rows: Vec::new(),
                total,
                next_cursor,
            })
        }
        _ => Err(unexpected("no list of resources")),
    }
}
