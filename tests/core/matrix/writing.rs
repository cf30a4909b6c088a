//! The options of the verbs that write.

use super::{Cell, cell, done, input, needed, run, tenant, with};
use crate::support::{Bench, joiner};
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

const WRITES: [&str; 5] = ["provision", "update", "deactivate", "reactivate", "remove"];

pub fn cells() -> Vec<Cell> {
    let mut cells = vec![
        cell("provision", "match", match_names_the_account),
        cell("provision", "update", without_update_nothing_is_changed),
        cell("provision", "reactivate", without_reactivate_it_stays_off),
        cell("provision", "groupsMode", zuora_has_no_groups),
        cell("deactivate", "strict", with_strict_nobody_is_an_error),
        cell("deactivate", "transferTo", zuora_hands_no_data_over),
        cell("remove", "confirm", only_the_accounts_own_name_confirms),
    ];
    for verb in WRITES {
        cells.push(cell(verb, "dryRun", move || a_dry_run_writes_nothing(verb)));
        cells.push(cell(verb, "verify", move || {
            verify_reads_after_the_write(verb)
        }));
    }
    cells
}

/// It says what a real one then does.
async fn a_dry_run_writes_nothing(verb: &'static str) {
    let bench = tenant(Config::default());
    let dry = done(&bench, verb, input(verb), with(verb, "dryRun", json!(true))).await;
    assert_eq!(dry["data"]["dryRun"], true);
    assert!(bench.writes().is_empty());
    assert!(bench.world.audit.borrow().is_empty());
    let real = done(
        &bench,
        verb,
        input(verb),
        with(verb, "dryRun", json!(false)),
    )
    .await;
    assert_eq!(real["data"]["dryRun"], false);
    assert_eq!(
        (&real["outcome"], &real["data"]["changes"]),
        (&dry["outcome"], &dry["data"]["changes"])
    );
    assert_eq!(bench.writes().len(), 1);
    assert_eq!(bench.world.audit.borrow().len(), 1);
}

/// By default the last request reads; with `verify: false` it is the write itself.
async fn verify_reads_after_the_write(verb: &'static str) {
    let mut outcomes = Vec::new();
    for (options, last) in [
        (needed(verb), "GET"),
        (with(verb, "verify", json!(true)), "GET"),
        (with(verb, "verify", json!(false)), "a write"),
    ] {
        let bench = tenant(Config::default());
        let output = done(&bench, verb, input(verb), options).await;
        let method = bench.requests().pop().unwrap().method;
        assert_eq!(method == "GET", last == "GET", "{verb}: {method}");
        outcomes.push(output["outcome"].clone());
    }
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]));
}

/// It says so, whichever way they are wanted; another word is none.
async fn zuora_has_no_groups() {
    for mode in ["add", "exact"] {
        let bench = tenant(Config::default());
        let wanted = json!({ "userName": "kim@example.com", "groups": ["Sales"] });
        let options = json!({ "groupsMode": mode });
        let output = done(&bench, "provision", json!({ "person": wanted }), options).await;
        assert_eq!(output["outcome"], "unchanged");
        assert_eq!(warned(&output), ["unsupported_field"]);
    }
    let bench = tenant(Config::default());
    let options = json!({ "groupsMode": "all" });
    let output = run(&bench, "provision", input("provision"), options).await;
    assert_eq!(output["error"]["code"], "invalid_input");
}

/// Whatever the person's own names: that account, or a new one.
async fn match_names_the_account() {
    let bench = tenant(Config::default());
    let id = bench.stored("kim@example.com")[0]["id"].clone();
    let renamed = json!({ "userName": "kim@example.com", "email": "kim.new@example.com" });
    for who in [
        json!({ "id": id }),
        json!("kim@example.com"),
        json!({ "userName": "kim@example.com" }),
    ] {
        let dry = json!({ "match": who, "dryRun": true });
        let output = done(&bench, "provision", json!({ "person": renamed }), dry).await;
        assert_eq!(output["outcome"], "updated");
        assert_eq!(output["data"]["user"]["id"], id);
    }
    let options = json!({ "match": { "email": "kim@example.com" } });
    let output = done(&bench, "provision", json!({ "person": renamed }), options).await;
    assert_eq!(output["data"]["user"]["email"], "kim.new@example.com");
    assert_eq!(bench.stored("kim@example.com").len(), 1);
    let nobody = json!({ "match": { "userName": "ghost@example.com" } });
    let output = done(&bench, "provision", json!({ "person": joiner() }), nobody).await;
    assert_eq!(output["outcome"], "created");
}

async fn without_update_nothing_is_changed() {
    let wanted = json!({ "userName": "kim@example.com", "title": "Lead" });
    let bench = tenant(Config::default());
    let off = json!({ "update": false });
    let output = done(&bench, "provision", json!({ "person": wanted }), off).await;
    assert_eq!(output["outcome"], "unchanged");
    assert!(bench.writes().is_empty());
    // Somebody new is made, and somebody who is off is switched on and else left alone.
    let off = json!({ "update": false });
    let output = done(&bench, "provision", input("provision"), off.clone()).await;
    assert_eq!(output["outcome"], "created");
    let bea = json!({ "userName": "bea@example.com", "title": "Lead" });
    let output = done(&bench, "provision", json!({ "person": bea }), off).await;
    assert_eq!(output["outcome"], "reactivated");
    assert_eq!(bench.writes()[1].2, json!({ "status": "Active" }));
    let on = json!({ "update": true });
    let output = done(&bench, "provision", json!({ "person": wanted }), on).await;
    assert_eq!(output["outcome"], "updated");
}

async fn without_reactivate_it_stays_off() {
    let bench = tenant(Config::default());
    let bea = json!({ "person": { "userName": "bea@example.com", "title": "Lead" } });
    let off = json!({ "reactivate": false });
    let output = done(&bench, "provision", bea.clone(), off).await;
    assert_eq!(output["outcome"], "updated");
    assert_eq!(warned(&output), ["left_inactive"]);
    assert_eq!(status(&bench, "bea@example.com"), "Inactive");
    let output = done(&bench, "provision", bea, json!({ "reactivate": true })).await;
    assert_eq!(output["outcome"], "reactivated");
    assert_eq!(status(&bench, "bea@example.com"), "Active");
}

async fn with_strict_nobody_is_an_error() {
    let bench = tenant(Config::default());
    let ghost = json!({ "who": "ghost@example.com" });
    for options in [json!({}), json!({ "strict": false })] {
        let output = done(&bench, "deactivate", ghost.clone(), options).await;
        assert_eq!(output["outcome"], "not_found");
    }
    let output = run(&bench, "deactivate", ghost, json!({ "strict": true })).await;
    assert_eq!(output["error"]["code"], "not_found");
    let kim = json!({ "who": "kim@example.com" });
    let output = done(&bench, "deactivate", kim.clone(), json!({ "strict": true })).await;
    assert_eq!(output["outcome"], "deactivated");
    let output = done(&bench, "deactivate", kim, json!({ "strict": true })).await;
    assert_eq!(output["outcome"], "already_inactive");
}

/// Nothing is sent: whoever asks for it shall not believe that it was done.
async fn zuora_hands_no_data_over() {
    let bench = tenant(Config::default());
    let kim = json!({ "who": "kim@example.com" });
    let options = json!({ "transferTo": "bea@example.com" });
    let output = run(&bench, "deactivate", kim, options).await;
    assert_eq!(output["error"]["code"], "not_supported");
    assert_eq!(status(&bench, "kim@example.com"), "Active");
}

async fn only_the_accounts_own_name_confirms() {
    let bench = tenant(Config::default());
    for options in [
        json!({}),
        json!({ "confirm": "" }),
        json!({ "confirm": "KIM@example.com" }),
        json!({ "confirm": "bea@example.com" }),
    ] {
        let output = run(&bench, "remove", input("remove"), options).await;
        assert_eq!(output["error"]["code"], "guard_tripped");
    }
    assert!(bench.writes().is_empty());
    let output = done(&bench, "remove", input("remove"), needed("remove")).await;
    assert_eq!(output["outcome"], "removed");
    assert_eq!(bench.stored("kim@example.com"), [Value::Null; 0]);
}

pub fn warned(output: &Value) -> Vec<&str> {
    let warnings = output["warnings"].as_array().unwrap();
    let codes = warnings.iter().map(|warning| warning["code"].as_str());
    codes.map(Option::unwrap).collect()
}

fn status(bench: &Bench, name: &str) -> Value {
    bench.stored(name)[0]["status"].clone()
}
