//! The options of `plan` and `apply`; what a plan is, `plans/` says.

use super::{Cell, cell, done, input, run, tenant};
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

pub fn cells() -> Vec<Cell> {
    vec![
        cell("apply", "dryRun", a_dry_run_writes_nothing),
        cell("apply", "verify", verify_reads_after_the_write),
        cell("apply", "confirm", only_the_plans_own_id_confirms),
        cell("apply", "resume", what_was_done_is_not_done_again),
    ]
}

/// A plan for the tenant of [`tenant`], made elsewhere: it is a world of its own.
pub fn a_plan(input: Value) -> Value {
    let made = std::thread::spawn(move || {
        crate::simulation::runtime().block_on(async {
            let bench = tenant(Config::default());
            let output = done(&bench, "plan", input, json!({})).await;
            output["data"].clone()
        })
    });
    made.join().unwrap()
}

fn outcome(output: &Value) -> &Value {
    &output["data"]["results"][0]["result"]["outcome"]
}

async fn a_dry_run_writes_nothing() {
    let bench = tenant(Config::default());
    let dry = done(&bench, "apply", input("apply"), json!({ "dryRun": true })).await;
    assert_eq!(dry["data"]["results"][0]["result"]["dryRun"], true);
    assert!(bench.writes().is_empty());
    assert!(bench.world.audit.borrow().is_empty());
    let real = done(&bench, "apply", input("apply"), json!({ "dryRun": false })).await;
    assert_eq!(outcome(&real), outcome(&dry));
    assert_eq!(bench.writes().len(), 1);
}

async fn verify_reads_after_the_write() {
    for (options, reads) in [
        (json!({}), true),
        (json!({ "verify": true }), true),
        (json!({ "verify": false }), false),
    ] {
        let bench = tenant(Config::default());
        done(&bench, "apply", input("apply"), options).await;
        let last = bench.requests().pop().unwrap();
        assert_eq!(last.method == "GET", reads, "{}", last.method);
    }
}

async fn only_the_plans_own_id_confirms() {
    let scope = json!({ "domains": ["example.com"] });
    let policy = json!({ "onMissing": "deactivate", "scope": scope, "maxRemovals": 1 });
    let kim = json!({ "userName": "kim@example.com" });
    let plan = a_plan(json!({ "roster": [kim], "policy": policy }));
    let bench = tenant(Config::default());
    let input = json!({ "plan": plan });
    for options in [json!({}), json!({ "confirm": "yes" })] {
        let output = run(&bench, "apply", input.clone(), options).await;
        assert_eq!(output["error"]["code"], "guard_tripped", "{output}");
    }
    assert!(bench.requests().is_empty());
    let options = json!({ "confirm": plan["id"] });
    let output = done(&bench, "apply", input, options).await;
    assert_eq!(outcome(&output), "deactivated");
}

async fn what_was_done_is_not_done_again() {
    let bench = tenant(Config {
        latency_ms: (300, 300),
        ..Config::default()
    });
    let hurry = json!({ "deadlineMs": 200 });
    let output = done(&bench, "apply", input("apply"), hurry).await;
    let resume = output["data"]["resume"].clone();
    assert!(bench.writes().is_empty() && resume.is_string(), "{output}");
    let rest = json!({ "resume": resume });
    let rest = done(&bench, "apply", input("apply"), rest).await;
    assert_eq!(rest["data"]["counts"], json!({ "created": 1 }), "{rest}");
    assert_eq!(bench.writes().len(), 1);
    assert!(rest["data"].get("resume").is_none());
    let other = json!({ "resume": "nonsense" });
    let other = run(&bench, "apply", input("apply"), other).await;
    assert_eq!(other["error"]["code"], "invalid_input", "{other}");
}
