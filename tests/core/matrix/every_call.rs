//! The options that every verb takes.

use super::{Cell, cell, done, input, needed, run, tenant, with};
use seatwarden::step::ACTIONS;
use seatwarden_sandbox::{Config, FaultKind, ScriptedFault};
use serde_json::{Value, json};

pub fn cells() -> Vec<Cell> {
    let each = |option: &'static str| {
        let verbs = ACTIONS.into_iter();
        verbs
            .filter(|verb| !verb.starts_with("groups."))
            .map(move |verb| (verb, option))
    };
    each("timeoutMs")
        .map(|(verb, option)| cell(verb, option, move || an_attempt_ends_in_time(verb)))
        .chain(
            each("deadlineMs")
                .map(|(verb, option)| cell(verb, option, move || the_call_ends_in_time(verb))),
        )
        .chain(
            each("idempotencyKey")
                .map(|(verb, option)| cell(verb, option, move || the_key_goes_with_a_post(verb))),
        )
        .chain([cell("token", "reveal", the_token_is_shown_if_asked_for)])
        .collect()
}

/// An answer that never comes is waited for as long as the option says, and then the request is sent again.
async fn an_attempt_ends_in_time(verb: &'static str) {
    for (options, least, most) in [
        (needed(verb), 30_000, 35_000),
        (with(verb, "timeoutMs", json!(2_000)), 2_000, 7_000),
    ] {
        let bench = tenant(Config::default());
        if verb != "token" {
            done(&bench, "token", json!({}), json!({})).await;
        }
        bench
            .world
            .sandbox(|sandbox| sandbox.script(ScriptedFault::next(FaultKind::LostBefore)));
        let began = bench.world.now();
        done(&bench, verb, input(verb), options).await;
        let took = bench.world.now() - began;
        if verb == "capabilities" {
            assert_eq!(took, 0, "it sends nothing");
        } else {
            assert!((least..=most).contains(&took), "{verb} took {took} ms");
        }
    }
}

/// A tenant that is too slow for the whole call: `timeout`, before the time is over.
async fn the_call_ends_in_time(verb: &'static str) {
    let bench = tenant(Config {
        latency_ms: (900, 900),
        ..Config::default()
    });
    let began = bench.world.now();
    let options = with(verb, "deadlineMs", json!(800));
    let output = run(&bench, verb, input(verb), options).await;
    if verb == "capabilities" {
        assert_eq!(output["ok"], true);
        return;
    }
    if verb.ends_with("All") || verb == "apply" {
        assert!(output["data"]["resume"].is_string(), "{output}");
        assert_eq!(output["data"]["results"], json!([]));
        assert!(bench.world.now() - began <= 800);
        return;
    }
    assert_eq!(output["error"]["code"], "timeout", "{output}");
    assert_eq!(output["error"]["retryable"], true);
    assert!(bench.world.now() - began <= 800);
    let enough = with(verb, "deadlineMs", json!(120_000));
    done(&bench, verb, input(verb), enough).await;
}

/// The key stands in what is posted, and in nothing else (FACTS §1: "POST/PATCH only").
async fn the_key_goes_with_a_post(verb: &'static str) {
    let bench = tenant(Config::default());
    let options = with(verb, "idempotencyKey", json!("hr-event-17"));
    let input = match verb {
        "request" => {
            json!({ "method": "POST", "path": "/v1/users/u-001/password", "body": { "sendResetEmail": true } })
        }
        _ => input(verb),
    };
    done(&bench, verb, input, options).await;
    let keys = |posted: bool| -> Vec<String> {
        bench
            .requests()
            .into_iter()
            .filter(|request| (request.method == "POST") == posted)
            .flat_map(|request| request.headers)
            .filter(|(name, _)| name == "idempotency-key")
            .map(|(_, value)| value)
            .collect()
    };
    let posts = ["provision", "resetPassword", "request"].contains(&verb);
    let sent: &[&str] = match verb {
        // One key is for one write: each has its own.
        "provisionAll" | "apply" => &["hr-event-17-0"],
        _ if posts => &["hr-event-17"],
        _ => &[],
    };
    assert_eq!(keys(true), sent, "{verb}");
    assert_eq!(keys(false), [""; 0]);
}

async fn the_token_is_shown_if_asked_for() {
    let bench = tenant(Config::default());
    let hidden = done(&bench, "token", json!({}), json!({})).await;
    assert_eq!(hidden["data"].get("accessToken"), None);
    assert_eq!(hidden["data"]["tokenType"].as_str().map(str::len), Some(6));
    let hidden = done(&bench, "token", json!({}), json!({ "reveal": false })).await;
    assert_eq!(hidden["data"].get("accessToken"), None);
    let shown = done(&bench, "token", json!({}), json!({ "reveal": true })).await;
    let token = bench.world.tokens.borrow()[0].clone();
    assert_eq!(shown["data"]["accessToken"], Value::String(token));
}
