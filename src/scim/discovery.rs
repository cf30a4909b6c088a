//! ServiceProviderConfig (RFC 7643 §5, RFC 7644 §4): advice, read once. What it denies is believed; what it promises
//! is tried. Absent, wrong or unreadable, it does no harm.

use super::path::get;
use seatwarden_json::Value;

/// Where it is, below the base.
pub const TARGET: &str = "/ServiceProviderConfig";

/// What a server says of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Config {
    /// It says that it has no filters.
    pub no_filter: bool,
    /// It says that it has no PATCH.
    pub no_patch: bool,
    /// It has ETags: a write says which version it changes (RFC 7644 §3.14).
    pub etag: bool,
    /// It pages by cursor (RFC 9865 §4).
    pub cursor: bool,
    /// It gives so many at most.
    pub max_results: Option<u32>,
    /// It takes several writes in one request (RFC 7644 §3.7), so many, in so many bytes.
    pub bulk: Option<(Option<u32>, Option<u32>)>,
}

/// Reads what a server says of itself.
#[must_use]
pub fn read(body: &Value) -> Config {
    let says = |path: &str| get(body, path).and_then(Value::as_bool);
    let number = |path: &str| {
        let number = get(body, path)?.as_u64()?;
        u32::try_from(number).ok().filter(|number| *number > 0)
    };
    Config {
        bulk: (says("bulk.supported") == Some(true))
            .then(|| (number("bulk.maxOperations"), number("bulk.maxPayloadSize"))),
        no_filter: says("filter.supported") == Some(false),
        no_patch: says("patch.supported") == Some(false),
        etag: says("etag.supported") == Some(true),
        // Where both are there, an index can go on anywhere, and a cursor runs out.
        cursor: says("pagination.cursor") == Some(true) && says("pagination.index") == Some(false),
        max_results: [
            number("filter.maxResults"),
            number("pagination.maxPageSize"),
        ]
        .into_iter()
        .flatten()
        .min(),
    }
}
