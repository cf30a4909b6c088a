//! Verifying and parsing as steps: JSON in, JSON out. They need no connection, and never fail but in their result.

use super::delivery::Delivery;
use super::ed25519::{Answer, Question};
use super::event::LifecycleEvent;
use super::json::{failure, object};
use super::parse::parse;
use super::source::Source;
use super::verify::{Verdict, verify};
use crate::error::Error;
use crate::input::{self, Fields, expected};
use crate::time::Millis;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What a step came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The step's result: `{"ok": …}`.
    Done(Value),
    /// Ed25519 decides: run the step again with the answers.
    Asks(Question),
}

/// Runs a step whose action is `verifyWebhook` or `parseWebhook`. A connection and options may be there, as in any step;
/// neither is looked at. `now` and `answers` as for [`verify`].
#[must_use]
pub fn run(text: &str, now: Millis, answers: &[Answer]) -> Outcome {
    let mut action = String::new();
    let data = match data(text, &mut action, now, answers) {
        Ok(Ok(data)) => data,
        Ok(Err(question)) => return Outcome::Asks(question),
        Err(error) => {
            return Outcome::Done(object(&mut [
                ("ok", Some(false.into())),
                ("action", Some(action.into())),
                ("error", Some(failure(&error))),
            ]));
        }
    };
    Outcome::Done(object(&mut [
        ("ok", Some(true.into())),
        ("action", Some(action.into())),
        ("data", Some(data)),
        ("warnings", Some(Value::Array(Vec::new()))),
    ]))
}

/// The step's data, or a question. The action goes into `action` first, so that a refusal can name it.
fn data(
    text: &str,
    action: &mut String,
    now: Millis,
    answers: &[Answer],
) -> Result<Result<Value, Question>, Error> {
    let mut step = Fields::of("step", input::parse("step", text)?)?;
    *action = step.text("action")?.ok_or_else(|| step.missing("action"))?;
    let given = step.value("input").unwrap_or(Value::Object(Map::new()));
    step.value("connection");
    step.value("options");
    step.end()?;
    let verifies = match action.as_str() {
        "verifyWebhook" => true,
        "parseWebhook" => false,
        _ => return Err(expected("action", "verifyWebhook or parseWebhook")),
    };
    let delivery = Delivery::of(given)?;
    let source = delivery
        .source
        .as_deref()
        .ok_or_else(|| Error::invalid_input("source", "is missing"))?;
    let source = Source::of(source)?;
    let body = body(&delivery)?;
    if verifies {
        return Ok(match verify(source, &delivery, &body, now, answers)? {
            Verdict::Passed(verified) => Ok(verified.json()),
            Verdict::Asks(question) => Err(question),
        });
    }
    let events = parse(source, &delivery, &body)?;
    let events = events.into_iter().map(LifecycleEvent::json).collect();
    Ok(Ok(object(&mut [("events", Some(Value::Array(events)))])))
}

fn body(delivery: &Delivery) -> Result<Cow<'_, [u8]>, Error> {
    match (&delivery.body, &delivery.body_base64) {
        (Some(text), None) => Ok(Cow::Borrowed(text.as_bytes())),
        (None, Some(text)) => match STANDARD.decode(text) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(_) => Err(Error::invalid_input("bodyBase64", "is not base64")),
        },
        _ => Err(Error::invalid_input(
            "body",
            "expected either body or bodyBase64",
        )),
    }
}
