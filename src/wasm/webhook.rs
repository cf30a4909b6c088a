//! What JavaScript sees of the webhooks. Headers and options cross as JSON, bodies as bytes: they needn't be text.

use super::hooks::Hooks;
use super::host::JsHost;
use super::promise::of_text;
use crate::error::Error;
use crate::step::{envelope, failed, run_webhook};
use crate::webhook::challenge::{Answer, challenge};
use crate::webhook::delivery::Delivery;
use crate::webhook::event::LifecycleEvent;
use crate::webhook::parse::parse;
use crate::webhook::source::Source;
use crate::webhook::verify::{Verified, verify};
use js_sys::Promise;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

fn answer(result: Result<Value, Error>) -> String {
    match result {
        Ok(value) => envelope(value),
        Err(error) => failed(&error),
    }
}

/// Verifies a delivery. Resolves with `{"value": …}` or `{"error": …}` as JSON.
#[wasm_bindgen]
pub fn verify_webhook(source: String, delivery: String, body: Vec<u8>) -> Promise {
    let delivery = Zeroizing::new(delivery);
    of_text(async move {
        answer(
            verified(&source, &delivery, &body)
                .await
                .map(Verified::json),
        )
    })
}

async fn verified(source: &str, delivery: &str, body: &[u8]) -> Result<Verified, Error> {
    let source = Source::of(source)?;
    let host = JsHost(Hooks::default());
    verify(source, &Delivery::read(delivery)?, body, &host).await
}

/// Runs a step that verifies or reads a delivery: JSON in, JSON out. Resolves with the step's result.
#[wasm_bindgen]
pub fn webhook_step(step: String, hooks: &JsValue) -> Promise {
    let (step, host) = (Zeroizing::new(step), JsHost(Hooks::read(hooks)));
    of_text(async move { run_webhook(&step, &host).await })
}

/// Reads a delivery: `{"value": […]}` or `{"error": …}` as JSON.
#[wasm_bindgen]
pub fn parse_webhook(source: &str, delivery: &str, body: &[u8]) -> String {
    let events =
        Source::of(source).and_then(|source| parse(source, &Delivery::read(delivery)?, body));
    answer(events.map(|events| events.into_iter().map(LifecycleEvent::json).collect()))
}

/// The answer to a vendor's try: `{"value": {…}}`, `{"value": null}` if it is none, or `{"error": …}` as JSON.
#[wasm_bindgen]
pub fn webhook_challenge(source: &str, request: &str, body: &[u8]) -> String {
    let reply =
        Source::of(source).and_then(|source| challenge(source, &Delivery::read(request)?, body));
    answer(reply.map(|reply| reply.map_or(Value::Null, Answer::json)))
}
