//! What to answer when a vendor tries an address before it delivers. Pure: the caller sends the answer.

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
    let answer = |headers: Map<String, Value>, body: String| {
        Some(Answer {
            status: 200,
            headers,
            body,
        })
    };
    match source {
        Source::Okta if is("GET") => Ok(request
            .headers()?
            .one(OKTA)?
            .filter(|value| !value.is_empty())
            .and_then(|value| {
                let json = [(
                    String::from("content-type"),
                    Value::from("application/json"),
                )];
                answer(
                    json.into_iter().collect(),
                    object(&mut [("verification", Some(value.into()))]).to_string(),
                )
            })),
        Source::HiBob if is("POST") && (source.room().is_ping)(body) => {
            Ok(answer(Map::new(), String::new()))
        }
        _ => Ok(None),
    }
}
