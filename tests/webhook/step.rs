//! Verifying and parsing as steps: JSON in, JSON out, no connection.

use crate::support::{NOW, answers, named};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use seatwarden::webhook::ed25519::Answer;
use seatwarden::webhook::step::{self, Outcome};
use serde_json::{Value, json};

/// The input of a step that verifies the delivery of this name.
fn input(name: &str) -> Value {
    let vector = named(name);
    let mut input = vector.delivery.clone();
    input["source"] = json!(vector.source);
    input["body"] = json!(String::from_utf8(vector.body()).unwrap());
    input
}

/// A whole step, as a platform hands it over.
fn whole(step: &Value) -> Value {
    let text = step.to_string();
    let done = match step::run(&text, NOW, &[]) {
        Outcome::Asks(question) => step::run(&text, NOW, &answers(&question)),
        done => done,
    };
    match done {
        Outcome::Done(json) => serde_json::from_str(&json).unwrap(),
        Outcome::Asks(_) => panic!("it asks again"),
    }
}

fn run(action: &str, input: &Value) -> Result<Value, (Value, String)> {
    let result = whole(&json!({ "action": action, "input": input }));
    assert_eq!(result["action"], action);
    if result["ok"] == true {
        return Ok(result["data"].clone());
    }
    let error = &result["error"];
    Err((
        error["code"].clone(),
        error["message"].as_str().unwrap().to_owned(),
    ))
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
    for (step, wanted) in [
        (
            json!({ "action": "list" }),
            "action: expected verifyWebhook or parseWebhook",
        ),
        (json!({}), "step.action: is missing"),
        (json!({ "action": "parseWebhook" }), "source: is missing"),
        (
            json!({ "action": "parseWebhook", "colour": 1 }),
            "step.colour: unknown field",
        ),
        (json!("parseWebhook"), "step: expected an object"),
        (
            json!({ "action": "parseWebhook", "input": "x" }),
            "input: expected an object",
        ),
    ] {
        let result = whole(&step);
        assert_eq!(result["error"]["code"], "invalid_input");
        assert_eq!(result["error"]["message"], wanted, "{step}");
    }
    let Outcome::Done(broken) = step::run("{oops", NOW, &[]) else {
        panic!("it asks")
    };
    assert!(broken.contains("step: is not JSON"), "{broken}");
}

#[test]
fn a_step_asks_for_ed25519_and_goes_by_the_answers() {
    let good = input("standard-webhooks: v1a with the public key");
    let text = json!({ "action": "verifyWebhook", "input": good }).to_string();
    let Outcome::Asks(question) = step::run(&text, NOW, &[]) else {
        panic!("it doesn't ask")
    };
    assert_eq!(question.pairs.len(), 1);
    for (answers, wanted) in [
        (&[Answer::Good], "\"strength\":\"signature\""),
        (&[Answer::Bad], "webhook_invalid"),
        (&[Answer::Unknown], "not_supported"),
    ] {
        let Outcome::Done(json) = step::run(&text, NOW, answers) else {
            panic!("it asks again")
        };
        assert!(json.contains(wanted), "{json}");
    }
    // An answer to nothing is none.
    assert!(matches!(
        step::run(&text, NOW, &[Answer::Good, Answer::Good]),
        Outcome::Asks(_)
    ));
    let forged = good["body"].as_str().unwrap().to_owned() + " ";
    let mut hmac = input("gusto: a delivery as the vendor sends it");
    hmac["body"] = json!(forged);
    let text = json!({ "action": "verifyWebhook", "input": hmac }).to_string();
    let Outcome::Done(json) = step::run(&text, NOW, &[Answer::Good]) else {
        panic!("it asks")
    };
    assert!(json.contains("webhook_invalid"), "{json}");
}
