//! What to answer when a vendor tries an address before it delivers. Pure: the caller sends the answer.

use super::content;
use super::delivery::Delivery;
use super::source::Source;
use super::value::{Value, object};
use crate::error::Error;

/// Okta: the header of its one-time GET; its value is to come back as `{"verification": …}` (V).
const OKTA: &str = "x-okta-verification-challenge";

/// An HTTP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: &'static [(&'static str, &'static str)],
    /// The body.
    pub body: String,
}

impl Answer {
    /// What callers see.
    #[must_use]
    pub fn json(self) -> Value<'static> {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| ((*name).into(), (*value).into()));
        object(&mut [
            (
                "status",
                Some(Value::Number(self.status.to_string().into())),
            ),
            ("headers", Some(Value::Object(headers.collect()))),
            ("body", Some(self.body.into())),
        ])
    }
}

/// The answer to a vendor's try; `None` if the request is none.
///
/// # Errors
/// `invalid_input` for headers that are none; `webhook_invalid` for a challenge that is there twice.
pub fn challenge(
    source: Source,
    request: &Delivery<'_>,
    body: &[u8],
) -> Result<Option<Answer>, Error> {
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
            let echo = object(&mut [("verification", Some(value.into()))]);
            Ok(Some(Answer {
                status: 200,
                headers: &[("content-type", "application/json")],
                body: echo.json(),
            }))
        }
        Source::HiBob if is("POST") => {
            let content = content::of(&request.headers()?, body).ok();
            let pings = (source.room().is_ping)(body, content.as_ref());
            Ok(pings.then(|| Answer {
                status: 200,
                headers: &[],
                body: String::new(),
            }))
        }
        _ => Ok(None),
    }
}
