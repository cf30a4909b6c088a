//! Verifying and parsing as steps: JSON in, JSON out, no connection.

use crate::support::{Native, named, now};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use seatwarden::error::Error;
use seatwarden::lifecycle::client::Client;
use seatwarden::webhook::step;
use serde_json::{Value, json};

/// The input of a step that verifies the delivery of this name.
fn input(name: &str) -> Value {
    let vector = named(name);
    let mut input = vector.delivery.clone();
    input["source"] = json!(vector.source);
    input["body"] = json!(String::from_utf8(vector.body()).unwrap());
    input
}

fn run(action: &str, input: &Value) -> Result<Value, (Value, String)> {
    now(step::run(action, input.clone(), &Native { ed25519: true }))
        .map_err(|error| (json!(error.code), error.message.clone()))
}

#[test]
fn a_delivery_is_verified_and_read_from_one_and_the_same_input() {
    let input = input("workos: a delivery as the vendor sends it");
    let verified = run("verifyWebhook", &input).unwrap();
    assert_eq!(verified["source"], "workos");
    assert_eq!(verified["strength"], "signature");
    let parsed = run("parseWebhook", &input).unwrap();
    assert_eq!(parsed["events"][0]["id"], verified["id"]);
    assert_eq!(parsed["events"][0]["source"], "workos");
}

#[test]
fn a_body_that_is_no_text_comes_in_base64() {
    let vector = named("gusto: a body that is not UTF-8");
    let mut input = vector.delivery.clone();
    input["source"] = json!("gusto");
    input["bodyBase64"] = json!(STANDARD.encode(vector.body()));
    assert!(run("verifyWebhook", &input).is_ok());
    let (code, message) = run("parseWebhook", &input).unwrap_err();
    assert_eq!(
        (code, message.as_str()),
        (json!("webhook_invalid"), "the body is not UTF-8 text")
    );
}

#[test]
fn a_step_that_is_not_whole_is_refused_by_its_path() {
    for (change, wanted) in [
        (json!({ "source": null }), "source: is missing"),
        (
            json!({ "source": "bamboo" }),
            "source: expected one of bamboohr",
        ),
        (
            json!({ "body": null }),
            "body: expected either body or bodyBase64",
        ),
        (
            json!({ "bodyBase64": "e30=" }),
            "body: expected either body or bodyBase64",
        ),
        (
            json!({ "body": null, "bodyBase64": "!" }),
            "bodyBase64: is not base64",
        ),
        (
            json!({ "body": { "already": "parsed" } }),
            "body: expected a string",
        ),
        (json!({ "secret": null }), "secret: is missing"),
    ] {
        let mut input = input("gusto: a delivery as the vendor sends it");
        for (key, value) in change.as_object().unwrap() {
            input[key] = value.clone();
        }
        let (code, message) = run("verifyWebhook", &input).unwrap_err();
        assert_eq!(code, json!("invalid_input"), "{message}");
        assert!(message.starts_with(wanted), "{change}: {message}");
    }
}

/// A whole step, as a platform hands it over.
fn whole(step: &Value) -> Value {
    let text = step.to_string();
    let run = seatwarden::step::run(
        &text,
        &Native { ed25519: true },
        |_| -> Result<Client<Native>, Error> { panic!("a webhook needs no connection") },
    );
    serde_json::from_str(&now(run)).unwrap()
}

#[test]
fn a_whole_step_needs_no_connection_and_never_fails_but_in_its_result() {
    let good = input("gusto: a delivery as the vendor sends it");
    let verified = whole(&json!({ "action": "verifyWebhook", "input": good }));
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["data"]["strength"], "signature");
    assert_eq!(verified["warnings"], json!([]));
    let parsed = whole(&json!({ "action": "parseWebhook", "input": good }));
    assert_eq!(parsed["data"]["events"][0]["source"], "gusto");
    // A platform that hands a connection to every step does no harm.
    let beside = whole(
        &json!({ "action": "parseWebhook", "connection": { "provider": "zuora" }, "input": good }),
    );
    assert_eq!(beside, parsed);

    let mut bad = good;
    bad["body"] = json!("{}");
    let refused = whole(&json!({ "action": "verifyWebhook", "input": bad }));
    assert_eq!(refused["ok"], false);
    assert_eq!(refused["action"], "verifyWebhook");
    assert_eq!(refused["error"]["code"], "webhook_invalid");
    assert_eq!(refused["error"]["retryable"], false);
    let unknown = now(seatwarden::step::run_webhook(
        "{\"action\":\"list\"}",
        &Native { ed25519: true },
    ));
    assert!(
        unknown.contains("expected verifyWebhook or parseWebhook"),
        "{unknown}"
    );
    let without = whole(&json!({ "action": "list", "input": {} }));
    assert_eq!(without["error"]["code"], "invalid_input");
}
