//! Every verb on groups × every option that it takes: which there are is asked of the core's own reader.

use super::{people, run, scim};
use crate::matrix::options_of;
use crate::support::Bench;
use seatwarden::step::ACTIONS;
use seatwarden_sandbox::{FaultKind, ScriptedFault};
use serde_json::{Value, json};

/// What a verb is asked: something that works, and writes if it can.
async fn input(bench: &Bench, verb: &str) -> Value {
    let [(_, jane)] = people(bench, 1).await.try_into().unwrap();
    match verb {
        "groups.list" => json!({}),
        "groups.get" | "groups.remove" => json!({ "group": "Sales" }),
        "groups.create" => json!({ "name": "Pilots", "members": [jane] }),
        "groups.rename" => json!({ "group": "Sales", "name": "Vendors" }),
        "groups.addMembers" => {
            run(
                bench,
                "groups.removeMembers",
                json!({ "group": "Sales", "members": [jane] }),
                json!({}),
            )
            .await;
            json!({ "group": "Sales", "members": [jane] })
        }
        _ => json!({ "group": "Everyone", "members": [jane] }),
    }
}

fn with(verb: &str, option: &str, value: Value) -> Value {
    let mut options = match verb {
        "groups.remove" => json!({ "confirm": "Sales" }),
        _ => json!({}),
    };
    options[option] = value;
    options
}

#[tokio::test(start_paused = true)]
async fn every_option_of_every_verb_on_groups_does_what_it_says() {
    let verbs = ACTIONS
        .into_iter()
        .filter(|verb| verb.starts_with("groups."));
    let mut tried = 0;
    for verb in verbs {
        for option in options_of(verb) {
            eprintln!("{verb} with {option}");
            tried += 1;
            match option.as_str() {
                "timeoutMs" => an_attempt_ends_in_time(verb).await,
                "deadlineMs" => the_call_ends_in_time(verb).await,
                "dryRun" => a_dry_run_writes_nothing(verb).await,
                "verify" => verify_reads_after_the_write(verb).await,
                // `a_removal_that_isnt_confirmed_removes_nothing`; no SCIM vendor documents the key.
                "confirm" | "idempotencyKey" => {}
                option => panic!("{verb} takes {option}, and nobody tries it"),
            }
        }
    }
    assert_eq!(tried, 7 * 3 + 5 * 2 + 1);
}

async fn an_attempt_ends_in_time(verb: &str) {
    let bench = scim(json!({}));
    let input = input(&bench, verb).await;
    bench
        .world
        .sandbox(|sandbox| sandbox.script(ScriptedFault::next(FaultKind::LostBefore)));
    let began = bench.world.now();
    let output = run(&bench, verb, input, with(verb, "timeoutMs", json!(2_000))).await;
    assert_eq!(output["ok"], true, "{output}");
    let took = bench.world.now() - began;
    assert!((2_000..=7_000).contains(&took), "{verb} took {took} ms");
}

async fn the_call_ends_in_time(verb: &str) {
    let bench = scim(json!({}));
    let input = input(&bench, verb).await;
    bench
        .world
        .sandbox(|sandbox| sandbox.set_latency_ms((900, 900)));
    let began = bench.world.now();
    let options = with(verb, "deadlineMs", json!(800));
    let output = run(&bench, verb, input.clone(), options).await;
    assert_eq!(output["error"]["code"], "timeout", "{output}");
    assert!(bench.world.now() - began <= 800);
}

async fn a_dry_run_writes_nothing(verb: &str) {
    let bench = scim(json!({}));
    let input = input(&bench, verb).await;
    let (writes, records) = (bench.writes().len(), bench.world.audit.borrow().len());
    let dry = run(
        &bench,
        verb,
        input.clone(),
        with(verb, "dryRun", json!(true)),
    )
    .await;
    assert_eq!(dry["data"]["dryRun"], true, "{dry}");
    assert_eq!(
        (bench.writes().len(), bench.world.audit.borrow().len()),
        (writes, records)
    );
    let real = run(&bench, verb, input, with(verb, "dryRun", json!(false))).await;
    assert_eq!(real["data"]["dryRun"], false);
    assert_eq!(
        (&real["outcome"], &real["data"]["changes"]),
        (&dry["outcome"], &dry["data"]["changes"])
    );
    assert_eq!(
        (bench.writes().len(), bench.world.audit.borrow().len()),
        (writes + 1, records + 1)
    );
}

async fn verify_reads_after_the_write(verb: &str) {
    for (verify, last) in [(true, true), (false, false)] {
        let bench = scim(json!({}));
        let input = input(&bench, verb).await;
        let output = run(&bench, verb, input, with(verb, "verify", json!(verify))).await;
        assert_eq!(output["ok"], true, "{output}");
        let method = bench.requests().pop().unwrap().method;
        assert_eq!(method == "GET", last, "{verb}: {method}");
    }
}
