//! The options of the verbs for many.

use super::{Cell, cell, done, input, run, tenant, with};
use crate::support::joiner;
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

const BATCHES: [&str; 2] = ["provisionAll", "deactivateAll"];

pub fn cells() -> Vec<Cell> {
    let mut cells = vec![
        cell("provisionAll", "groupsMode", zuora_has_no_groups),
        cell("provisionAll", "update", without_update_nothing_is_changed),
        cell(
            "provisionAll",
            "reactivate",
            without_reactivate_it_stays_off,
        ),
        cell("deactivateAll", "strict", with_strict_nobody_is_an_error),
        cell("deactivateAll", "transferTo", zuora_hands_no_data_over),
    ];
    for verb in BATCHES {
        cells.push(cell(verb, "dryRun", move || a_dry_run_writes_nothing(verb)));
        cells.push(cell(verb, "verify", move || {
            verify_reads_after_the_write(verb)
        }));
        cells.push(cell(verb, "resume", move || {
            what_was_done_is_not_done_again(verb)
        }));
    }
    cells
}

fn outcome(output: &Value) -> &Value {
    &output["data"]["results"][0]["result"]["outcome"]
}

async fn a_dry_run_writes_nothing(verb: &'static str) {
    let bench = tenant(Config::default());
    let dry = done(&bench, verb, input(verb), json!({ "dryRun": true })).await;
    assert_eq!(dry["data"]["results"][0]["result"]["dryRun"], true);
    assert!(bench.writes().is_empty());
    assert!(bench.world.audit.borrow().is_empty());
    let real = done(&bench, verb, input(verb), json!({ "dryRun": false })).await;
    assert_eq!(outcome(&real), outcome(&dry));
    assert_eq!(bench.writes().len(), 1);
}

async fn verify_reads_after_the_write(verb: &'static str) {
    for (options, reads) in [
        (json!({}), true),
        (json!({ "verify": true }), true),
        (json!({ "verify": false }), false),
    ] {
        let bench = tenant(Config::default());
        done(&bench, verb, input(verb), options).await;
        let last = bench.requests().pop().unwrap();
        assert_eq!(last.method == "GET", reads, "{verb}: {}", last.method);
    }
}

async fn what_was_done_is_not_done_again(verb: &'static str) {
    let bench = tenant(Config {
        latency_ms: (300, 300),
        ..Config::default()
    });
    let output = run(
        &bench,
        verb,
        input(verb),
        with(verb, "deadlineMs", json!(200)),
    )
    .await;
    let resume = output["data"]["resume"].clone();
    assert!(bench.writes().is_empty(), "{output}");
    let rest = done(&bench, verb, input(verb), json!({ "resume": resume })).await;
    assert_eq!(
        rest["data"]["counts"].as_object().unwrap().len(),
        1,
        "{rest}"
    );
    assert_eq!(bench.writes().len(), 1);
    assert!(rest["data"].get("resume").is_none());
    let other = run(&bench, verb, input(verb), json!({ "resume": "nonsense" })).await;
    assert_eq!(other["error"]["code"], "invalid_input", "{other}");
}

async fn without_update_nothing_is_changed() {
    for (options, wanted) in [
        (json!({ "update": false }), "unchanged"),
        (json!({ "update": true }), "updated"),
    ] {
        let bench = tenant(Config::default());
        let people = json!({ "people": [{ "userName": "kim@example.com", "title": "Lead" }] });
        let output = done(&bench, "provisionAll", people, options).await;
        assert_eq!(outcome(&output), wanted);
    }
}

async fn without_reactivate_it_stays_off() {
    for (options, wanted) in [
        (json!({ "reactivate": false }), "unchanged"),
        (json!({ "reactivate": true }), "reactivated"),
    ] {
        let bench = tenant(Config::default());
        let people = json!({ "people": [{ "userName": "bea@example.com" }, joiner()] });
        let output = done(&bench, "provisionAll", people, options).await;
        assert_eq!(outcome(&output), wanted);
        assert_eq!(output["data"]["counts"]["created"], 1);
    }
}

async fn with_strict_nobody_is_an_error() {
    let bench = tenant(Config::default());
    let whos = json!({ "whos": ["ghost@example.com", "kim@example.com"] });
    let output = done(&bench, "deactivateAll", whos.clone(), json!({})).await;
    assert_eq!(
        output["data"]["counts"],
        json!({ "not_found": 1, "deactivated": 1 })
    );
    let output = done(&bench, "deactivateAll", whos, json!({ "strict": true })).await;
    assert_eq!(
        output["data"]["counts"],
        json!({ "failed": 1, "already_inactive": 1 })
    );
    assert_eq!(output["data"]["results"][0]["error"]["code"], "not_found");
}

async fn zuora_has_no_groups() {
    let bench = tenant(Config::default());
    let people = json!({ "people": [{ "userName": "kim@example.com", "groups": ["Sales"] }] });
    for mode in ["add", "exact"] {
        let options = json!({ "groupsMode": mode });
        let output = done(&bench, "provisionAll", people.clone(), options).await;
        let result = &output["data"]["results"][0]["result"];
        assert_eq!(result["outcome"], "unchanged");
        assert_eq!(result["warnings"][0]["code"], "unsupported_field");
    }
    let options = json!({ "groupsMode": "all" });
    let output = run(&bench, "provisionAll", people, options).await;
    assert_eq!(output["error"]["code"], "invalid_input", "{output}");
}

async fn zuora_hands_no_data_over() {
    let bench = tenant(Config::default());
    let options = with("deactivateAll", "transferTo", json!("bea@example.com"));
    let output = run(&bench, "deactivateAll", input("deactivateAll"), options).await;
    assert_eq!(output["error"]["code"], "not_supported", "{output}");
    assert!(bench.writes().is_empty());
}
