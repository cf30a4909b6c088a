//! The step: JSON in, JSON out, for every verb; it never fails but in its result.

use crate::support::{Bench, joiner};
use seatwarden::step;
use seatwarden_sandbox::{Config, FaultKind, LEAVER_EMAIL, ScriptedFault};
use serde_json::{Value, json};
use std::rc::Rc;

async fn run(bench: &Bench, step: Value) -> Value {
    run_text(bench, &step.to_string()).await
}

async fn run_text(bench: &Bench, text: &str) -> Value {
    let world = Rc::clone(&bench.world);
    let result = step::run(text, |connection| world.try_client(&connection, &json!({}))).await;
    serde_json::from_str(&result).unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_verb_is_a_step() {
    let bench = Bench::new(Config::default());
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    let step = |action: &str, input: Value| json!({ "action": action, "connection": connection, "input": input });
    let result = run(&bench, step("provision", json!({ "person": joiner() }))).await;
    assert_eq!(
        (&result["ok"], &result["outcome"]),
        (&json!(true), &json!("created"))
    );
    assert_eq!(result["data"]["user"]["userName"], "nia.okafor@example.com");
    assert_eq!(result["warnings"], json!([]));
    let result = run(&bench, step("deactivate", json!({ "who": LEAVER_EMAIL }))).await;
    assert_eq!(result["outcome"], "deactivated");
    assert_eq!(result["warnings"][0]["code"], "oauth_clients_survive");
    let result = run(&bench, step("get", json!({ "who": "u-001" }))).await;
    assert_eq!(result["data"]["user"]["id"], "u-001");
    let result = run(&bench, step("find", json!({ "who": "ghost@example.com" }))).await;
    assert_eq!(
        (&result["ok"], &result["data"]["user"]),
        (&json!(true), &Value::Null)
    );
    let result = run(&bench, step("roles", json!({}))).await;
    assert_eq!(result["data"]["roles"].as_array().unwrap().len(), 3);
    let result = run(&bench, step("capabilities", json!({}))).await;
    assert_eq!(result["data"]["verbs"]["provision"], true);
    let result = run(
        &bench,
        step(
            "request",
            json!({ "method": "get", "path": "/v1/users/ghost" }),
        ),
    )
    .await;
    assert_eq!(
        (&result["ok"], &result["data"]["status"]),
        (&json!(true), &json!(404))
    );
}

#[tokio::test(start_paused = true)]
async fn a_long_listing_is_cut_and_goes_on_with_its_cursor() {
    let bench = Bench::new(Config {
        users: 130,
        ..Config::default()
    });
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    let mut seen = std::collections::BTreeSet::new();
    let mut input = json!({ "limit": 50 });
    let mut steps = 0;
    loop {
        steps += 1;
        let result = run(
            &bench,
            json!({ "action": "list", "connection": connection, "input": input }),
        )
        .await;
        for user in result["data"]["users"].as_array().unwrap() {
            assert!(seen.insert(user["id"].as_str().unwrap().to_owned()));
        }
        match result.get("cursor") {
            Some(cursor) => input["cursor"] = cursor.clone(),
            None => break,
        }
    }
    assert_eq!((seen.len(), steps), (130, 3));
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_is_in_the_result() {
    let bench = Bench::new(Config::default());
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    bench.world.sandbox(|sandbox| {
        sandbox
            .script(ScriptedFault::on(FaultKind::Unavailable, "GET", "/v1/user-profiles").times(9));
    });
    let result = run(
        &bench,
        json!({ "action": "roles", "connection": connection }),
    )
    .await;
    assert_eq!(result["ok"], false);
    assert_eq!(result["error"]["code"], "vendor_unavailable");
    assert_eq!(
        (&result["error"]["retryable"], &result["error"]["status"]),
        (&json!(true), &json!(503))
    );
    for text in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"action\":\"list\"}",
        "{\"action\":1,\"connection\":{}}",
    ] {
        let result = run_text(&bench, text).await;
        assert_eq!(result["ok"], false, "{text}");
        assert_eq!(result["error"]["code"], "invalid_input", "{text}");
    }
    let unknown = json!({ "action": "list", "connection": connection, "inptu": {} });
    let result = run(&bench, unknown).await;
    assert_eq!(result["error"]["code"], "invalid_input");
}

/// What is a query to the client is the input of a step.
#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_a_list_is_named_as_the_step_has_it() {
    let bench = Bench::new(Config::default());
    for (input, path) in [
        (json!({ "limit": 0 }), "input.limit: "),
        (json!({ "colour": 1 }), "input.colour: "),
        (json!({ "cursor": "x" }), "input.cursor: "),
        (json!({ "role": "Nobody's" }), "input.role: "),
        (json!({ "userName": "" }), "input.userName: "),
        (json!([]), "input: "),
    ] {
        let step = json!({ "action": "list", "input": input }).to_string();
        let told: Value = serde_json::from_str(&step::run_on(&bench.client, &step).await).unwrap();
        assert_eq!(told["error"]["code"], "invalid_input", "{told}");
        let message = told["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(path), "{message}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_step_on_a_client_takes_the_clients_connection_and_no_other() {
    let bench = Bench::new(Config::default());
    let run = async |step: Value| -> Value {
        let output = step::run_on(&bench.client, &step.to_string()).await;
        serde_json::from_str(&output).unwrap()
    };
    let input = json!({ "who": LEAVER_EMAIL });
    let done = run(json!({ "action": "deactivate", "input": input })).await;
    assert_eq!(
        (&done["ok"], &done["outcome"]),
        (&json!(true), &json!("deactivated"))
    );
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    let refused = run(json!({ "action": "roles", "connection": connection })).await;
    assert_eq!(refused["ok"], false);
    assert_eq!(
        refused["error"]["message"],
        "step.connection: is the client's own: leave it out, or use run without a client"
    );
    let unknown = run(json!({ "action": "fly" })).await;
    assert_eq!(unknown["action"], "fly");
    assert!(
        unknown["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("action: expected one of token, list, ")
    );
}
