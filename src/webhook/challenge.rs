//! What to answer when a vendor tries an address before it delivers. Pure: the caller sends the answer.

use super::content;
use super::delivery::Delivery;
use super::json::object;
use super::source::Source;
use crate::error::Error;
use serde_json::{Map, Value};

/// Okta: the header of its one-time GET; its value is to come back as `{"verification": …}` (V).
const OKTA: &str = "x-okta-verification-challenge";

/// An HTTP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Map<String, Value>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// What callers see.
    #[must_use]
    pub fn json(self) -> Value {
        object(&mut [
            ("status", Some(self.status.into())),
            ("headers", Some(self.headers.into())),
            ("body", Some(self.body.into())),
        ])
    }
}

/// The answer to a vendor's try; `None` if the request is none.
///
/// # Errors
/// `invalid_input` for headers that are none; `webhook_invalid` for a challenge that is there twice.
pub fn challenge(source: Source, request: &Delivery, body: &[u8]) -> Result<Option<Answer>, Error> {
    let is = |method: &str| {
        request
            .method
            .as_deref()
            .is_some_and(|given| given.eq_ignore_ascii_case(method))
    };
    match source {
        Source::Okta if is("GET") => {
            let challenge = request.headers()?.one(OKTA)?;
            let Some(value) = challenge.filter(|value| !value.is_empty()) else {
                return Ok(None);
            };
            let mut headers = Map::new();
            headers.insert("content-type".to_owned(), "application/json".into());
            let echo = object(&mut [("verification", Some(value.into()))]);
            // Not `to_string` of the value, which brings a printer of its own along.
            let body = serde_json::to_string(&echo).unwrap_or_default();
            Ok(Some(Answer {
                status: 200,
                headers,
                body,
            }))
        }
        Source::HiBob if is("POST") => {
            let content = content::of(&request.headers()?, body).ok();
            let pings = (source.room().is_ping)(body, content.as_ref());
            Ok(pings.then(|| Answer {
                status: 200,
                headers: Map::new(),
                body: String::new(),
            }))
        }
        _ => Ok(None),
    }
}
