//! Every warning that the verbs give on Zuora, from each verb that gives it.

use super::writing::warned;
use super::{done, run, tenant};
use crate::support::joiner;
use seatwarden_sandbox::{Config, FaultKind, RecordShape, ScriptedFault};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One write: the verb, its input and options, how the tenant is, and what is warned of.
type Case = (&'static str, Value, Value, Config, &'static [&'static str]);

fn cases() -> Vec<Case> {
    let config = Config::default;
    let kim = |change: Value| json!({ "who": "kim@example.com", "change": change });
    let person = |person: Value| json!({ "person": person });
    let guide = || Config {
        record: RecordShape::Guide,
        ..config()
    };
    let drops_title = || Config {
        ignored_fields: vec![String::from("title")],
        ..config()
    };
    let none = || json!({});
    let mut joiner = joiner();
    joiner["title"] = json!("Lead");
    let mut elsewhere = joiner.clone();
    elsewhere["costCenter"] = json!("CC-42");
    elsewhere["groups"] = json!(["Sales"]);
    let bea = json!({ "userName": "bea@example.com" });
    let lead = json!({ "userName": "kim@example.com", "title": "Lead" });
    vec![
        ("provision", person(joiner.clone()), none(), config(), &[]),
        // A field that was never set isn't shown, so nobody can tell that it was dropped.
        (
            "provision",
            person(joiner.clone()),
            none(),
            drops_title(),
            &["not_verifiable"],
        ),
        (
            "provision",
            person(lead.clone()),
            none(),
            drops_title(),
            &["not_applied"],
        ),
        (
            "update",
            kim(json!({ "title": "Lead" })),
            none(),
            drops_title(),
            &["not_applied"],
        ),
        (
            "provision",
            person(joiner),
            none(),
            guide(),
            &["not_verifiable"],
        ),
        (
            "provision",
            person(lead),
            none(),
            guide(),
            &["not_verifiable"],
        ),
        (
            "update",
            kim(json!({ "title": "Lead" })),
            none(),
            guide(),
            &["not_verifiable"],
        ),
        (
            "update",
            kim(json!({ "title": "Lead" })),
            json!({ "dryRun": true }),
            guide(),
            &["not_verifiable"],
        ),
        (
            "provision",
            person(bea),
            json!({ "reactivate": false }),
            config(),
            &["left_inactive"],
        ),
        (
            "provision",
            person(elsewhere),
            none(),
            config(),
            &["unsupported_field", "unsupported_field"],
        ),
        (
            "update",
            kim(json!({ "familyName": "Roe", "externalId": "4711" })),
            none(),
            config(),
            &["unsupported_field"],
        ),
        (
            "update",
            kim(json!({ "costCenter": "CC-42" })),
            none(),
            config(),
            &["unsupported_field"],
        ),
        (
            "deactivate",
            json!({ "who": "kim@example.com" }),
            none(),
            config(),
            &["oauth_clients_survive"],
        ),
        (
            "deactivate",
            json!({ "who": "kim@example.com" }),
            json!({ "dryRun": true }),
            config(),
            &["oauth_clients_survive"],
        ),
        (
            "deactivate",
            json!({ "who": "bea@example.com" }),
            none(),
            config(),
            &["oauth_clients_survive"],
        ),
        (
            "reactivate",
            json!({ "who": "bea@example.com" }),
            none(),
            config(),
            &[],
        ),
        (
            "remove",
            json!({ "who": "kim@example.com" }),
            json!({ "confirm": "kim@example.com" }),
            config(),
            &[],
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn each_write_warns_of_what_a_person_should_know_and_of_nothing_else() {
    for (verb, input, options, config, wanted) in cases() {
        let bench = tenant(config);
        let output = done(&bench, verb, input.clone(), options).await;
        assert_eq!(warned(&output), wanted, "{verb} {input}");
        for warning in output["warnings"].as_array().unwrap() {
            let message = warning["message"].as_str().unwrap();
            assert!(message.ends_with('.') && message.len() > 20, "{message}");
        }
    }
}

/// The write was done: that it can't be read back is said, and is no failure.
#[tokio::test(start_paused = true)]
async fn a_write_that_cannot_be_read_back_is_done_and_not_verified() {
    for (verb, input, first) in [
        ("provision", super::input("provision"), "/v1/users/"),
        ("update", super::input("update"), "/v1/users/"),
        ("deactivate", super::input("deactivate"), "/v1/users/"),
        ("reactivate", super::input("reactivate"), "/v1/users/"),
    ] {
        let bench = tenant(Config {
            users: 0,
            ..Config::default()
        });
        // The read before the write is spared, those after it are not.
        let spared = u32::from(verb != "provision");
        bench.world.sandbox(|sandbox| {
            let fault = ScriptedFault::on(FaultKind::Unavailable, "GET", &format!("{first}*"));
            sandbox.script(fault.after(spared).times(50));
        });
        let output = run(&bench, verb, input, json!({})).await;
        assert_eq!(output["ok"], true, "{verb}: {output}");
        let codes = warned(&output);
        assert!(codes.contains(&"not_verified"), "{verb}: {codes:?}");
        assert_eq!(bench.writes().len(), 1);
    }
}

/// The codes are read from the sources: a new one without a case fails.
#[test]
fn every_warning_of_the_verbs_and_of_zuora_has_a_case() {
    let mut codes = BTreeSet::new();
    for folder in ["src/lifecycle", "src/provider/zuora"] {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = file.unwrap().path();
            // Those of groups, which Zuora has not, are in `groups/`.
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for made in text.split("Warning::new(").skip(1) {
                let code = made.trim_start().strip_prefix('"').unwrap();
                codes.insert(code.split('"').next().unwrap().to_owned());
            }
        }
    }
    let mut tried: BTreeSet<String> = cases()
        .into_iter()
        .flat_map(|(_, _, _, _, wanted)| wanted.iter().map(|code| (*code).to_owned()))
        .collect();
    tried.insert(String::from("not_verified")); // the test above
    assert_eq!(codes, tried);
}
