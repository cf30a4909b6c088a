//! Verifying and parsing as steps: JSON in, JSON out. They need no connection, and never fail but in their result.

use super::delivery::Delivery;
use super::ed25519::{Answer, Question};
use super::event::LifecycleEvent;
use super::parse::parse;
use super::source::Source;
use super::value::{Value, object};
use super::verify::{Verdict, verify};
use super::{delivery, failure};
use crate::error::Error;
use crate::input::expected;
use crate::time::Millis;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;

/// What a step came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The step's result as JSON: `{"ok": …}`.
    Done(String),
    /// Ed25519 decides: run the step again with the answers.
    Asks(Question),
}

/// Runs a step whose action is `verifyWebhook` or `parseWebhook`. A connection and options may be there, as in any step;
/// neither is looked at. `now` and `answers` as for [`verify`].
#[must_use]
pub fn run(text: &str, now: Millis, answers: &[Answer]) -> Outcome {
    let mut action = String::new();
    let done = |ok, action: String, name, json: &str| {
        let action = Value::from(action).json();
        Outcome::Done(format!(
            "{{\"ok\":{ok},\"action\":{action},\"{name}\":{json}"
        ))
    };
    match data(text, &mut action, now, answers) {
        Ok(Ok(data)) => done(true, action, "data", &format!("{data},\"warnings\":[]}}")),
        Ok(Err(question)) => Outcome::Asks(question),
        Err(error) => done(
            false,
            action,
            "error",
            &format!("{}}}", failure(&error).json()),
        ),
    }
}

/// The step's data as JSON, or a question. The action goes into `action` first, so that a refusal can name it.
fn data(
    text: &str,
    action: &mut String,
    now: Millis,
    answers: &[Answer],
) -> Result<Result<String, Question>, Error> {
    let (mut asked, mut input) = (None, Value::Object(Vec::new()));
    for (name, value) in delivery::fields("step", delivery::json("step", text)?)? {
        match (&*name, value) {
            ("action", value) => asked = delivery::text("step.action", value)?,
            ("input", Value::Null) | ("connection" | "options", _) => {}
            ("input", value) => input = value,
            _ => return Err(delivery::unknown("step.", &name)),
        }
    }
    *action = asked
        .ok_or_else(|| Error::invalid_input("step.action", "is missing"))?
        .into_owned();
    let verifies = match action.as_str() {
        "verifyWebhook" => true,
        "parseWebhook" => false,
        _ => return Err(expected("action", "verifyWebhook or parseWebhook")),
    };
    let delivery = Delivery::of(input)?;
    let source = delivery.source.as_deref();
    let source = source.ok_or_else(|| Error::invalid_input("source", "is missing"))?;
    let (source, body) = (Source::of(source)?, body(&delivery)?);
    if verifies {
        return Ok(match verify(source, &delivery, &body, now, answers)? {
            Verdict::Passed(verified) => Ok(verified.json().json()),
            Verdict::Asks(question) => Err(question),
        });
    }
    let events = parse(source, &delivery, &body)?.into_iter();
    let events = Value::List(events.map(LifecycleEvent::json).collect());
    Ok(Ok(object(&mut [("events", Some(events))]).json()))
}

fn body<'a>(delivery: &'a Delivery<'_>) -> Result<Cow<'a, [u8]>, Error> {
    match (&delivery.body, &delivery.body_base64) {
        (Some(text), None) => Ok(Cow::Borrowed(text.as_bytes())),
        (None, Some(text)) => match STANDARD.decode(text.as_bytes()) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(_) => Err(Error::invalid_input("bodyBase64", "is not base64")),
        },
        _ => Err(Error::invalid_input(
            "body",
            "expected either body or bodyBase64",
        )),
    }
}
