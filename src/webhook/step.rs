//! Verifying and parsing as steps: JSON in, JSON out. They need no connection.

use super::delivery::Delivery;
use super::event::LifecycleEvent;
use super::json::object;
use super::parse::parse;
use super::source::Source;
use super::verify::verify;
use crate::error::Error;
use crate::host::Host;
use crate::input::expected;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::borrow::Cow;

/// The actions of this room.
pub const ACTIONS: [&str; 2] = ["verifyWebhook", "parseWebhook"];

/// Runs one of [`ACTIONS`]; gives the step's data.
///
/// # Errors
/// Those of [`verify`] and [`parse`]; `invalid_input` naming the path.
pub async fn run<H: Host>(action: &str, given: Value, host: &H) -> Result<Value, Error> {
    if !ACTIONS.contains(&action) {
        return Err(expected("action", "verifyWebhook or parseWebhook"));
    }
    let delivery = Delivery::of(given)?;
    let source = delivery
        .source
        .as_deref()
        .ok_or_else(|| Error::invalid_input("source", "is missing"))?;
    let source = Source::of(source)?;
    let body = match (&delivery.body, &delivery.body_base64) {
        (Some(text), None) => Cow::Borrowed(text.as_bytes()),
        (None, Some(text)) => {
            let bytes = STANDARD.decode(text);
            Cow::Owned(bytes.map_err(|_| Error::invalid_input("bodyBase64", "is not base64"))?)
        }
        _ => {
            return Err(Error::invalid_input(
                "body",
                "expected either body or bodyBase64",
            ));
        }
    };
    if action == "parseWebhook" {
        let events = parse(source, &delivery, &body)?;
        let events = events.into_iter().map(LifecycleEvent::json).collect();
        return Ok(object(&mut [("events", Some(Value::Array(events)))]));
    }
    Ok(verify(source, &delivery, &body, host).await?.json())
}
