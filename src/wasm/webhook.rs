//! What JavaScript sees of the webhooks. Headers and options cross as JSON, bodies as bytes: they needn't be text.
//! Everything here answers at once: the clock, and what WebCrypto says of Ed25519, are handed in. So this module carries
//! no promises, and a panic may end it: the door then starts another.

use crate::error::Error;
use crate::time::Millis;
use crate::webhook::challenge::{Answer, challenge};
use crate::webhook::delivery::Delivery;
use crate::webhook::ed25519::{self, Question};
use crate::webhook::event::LifecycleEvent;
use crate::webhook::failure;
use crate::webhook::parse::parse;
use crate::webhook::source::Source;
use crate::webhook::step::{self, Outcome};
use crate::webhook::value::{Value, object};
use crate::webhook::verify::{Verdict, verify};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

fn envelope(name: &'static str, value: Value<'_>) -> String {
    object(&mut [(name, Some(value))]).json()
}

fn answer(result: Result<Value<'_>, Error>) -> String {
    match result {
        Ok(value) => envelope("value", value),
        Err(error) => envelope("error", failure(&error)),
    }
}

fn asked(question: &Question) -> String {
    envelope("ask", question.json())
}

#[allow(clippy::as_conversions)] // saturates at 0 for times before 1970
fn millis(now: f64) -> Millis {
    now as Millis
}

fn answers(numbers: &[u8]) -> Vec<ed25519::Answer> {
    numbers
        .iter()
        .map(|number| ed25519::Answer::of(*number))
        .collect()
}

/// Verifies a delivery: `{"value": …}`, `{"error": …}`, or `{"ask": …}` as JSON. After the last it is called again, with
/// one number for each pair of the question: 1 good, 0 bad, 2 can't be told.
#[wasm_bindgen]
pub fn verify_webhook(
    source: &str,
    delivery: String,
    body: &[u8],
    now: f64,
    numbers: &[u8],
) -> String {
    let delivery = Zeroizing::new(delivery);
    let verdict = Source::of(source).and_then(|source| {
        let delivery = Delivery::read(&delivery)?;
        verify(source, &delivery, body, millis(now), &answers(numbers))
    });
    match verdict {
        Ok(Verdict::Asks(question)) => asked(&question),
        Ok(Verdict::Passed(verified)) => answer(Ok(verified.json())),
        Err(error) => answer(Err(error)),
    }
}

/// Runs a step that verifies or reads a delivery: the step's result, or `{"ask": …}` as above.
#[wasm_bindgen]
pub fn webhook_step(step: String, now: f64, numbers: &[u8]) -> String {
    let step = Zeroizing::new(step);
    match step::run(&step, millis(now), &answers(numbers)) {
        Outcome::Done(result) => result,
        Outcome::Asks(question) => asked(&question),
    }
}

/// Reads a delivery: `{"value": […]}` or `{"error": …}` as JSON.
#[wasm_bindgen]
pub fn parse_webhook(source: &str, delivery: &str, body: &[u8]) -> String {
    let events =
        Source::of(source).and_then(|source| parse(source, &Delivery::read(delivery)?, body));
    answer(events.map(|events| Value::List(events.into_iter().map(LifecycleEvent::json).collect())))
}

/// The answer to a vendor's try: `{"value": {…}}`, `{"value": null}` if it is none, or `{"error": …}` as JSON.
#[wasm_bindgen]
pub fn webhook_challenge(source: &str, request: &str, body: &[u8]) -> String {
    let reply =
        Source::of(source).and_then(|source| challenge(source, &Delivery::read(request)?, body));
    answer(reply.map(|reply| reply.map_or(Value::Null, Answer::json)))
}
