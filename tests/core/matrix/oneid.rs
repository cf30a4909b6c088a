//! The options of the verbs that write, and their warnings, on Zuora OneID, against its tenant in the sandbox.

use super::writing::warned;
use crate::support::Bench;
use seatwarden::step;
use seatwarden_sandbox::{Config, OneIdOptions, Provider};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
const WRITES: [&str; 4] = ["provision", "update", "deactivate", "reactivate"];

/// An organization with Kim, who is active, and Bea, who is not.
fn tenant(oneid: OneIdOptions) -> Bench {
    let bench = Bench::new(Config {
        provider: Provider::OneId,
        users: 0,
        oneid: OneIdOptions { groups: 0, ..oneid },
        ..Config::default()
    });
    for (name, active, status) in [("kim", true, "ACTIVE"), ("bea", false, "INACTIVE")] {
        let mail = format!("{name}@example.com");
        let Value::Object(fields) = json!({
            "userName": mail, "name": { "givenName": name, "familyName": "Lee", "formatted": format!("{name} Lee") },
            "emails": [{ "value": mail, "type": "work", "primary": true }], "active": active, "locale": "en-US",
            "roles": [{ "value": "USER", "display": "USER" }], EXTENSION: { "schemas": [EXTENSION], "status": status },
        }) else {
            unreachable!()
        };
        bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0));
    }
    bench
}

fn input(verb: &str) -> Value {
    let joiner = json!({
        "userName": "nia@example.com", "email": "nia@example.com", "givenName": "Nia", "familyName": "Okafor", "role": "user",
    });
    match verb {
        "provision" => json!({ "person": joiner }),
        "update" => json!({ "who": "kim@example.com", "change": { "familyName": "Roe" } }),
        "reactivate" => json!({ "who": "bea@example.com" }),
        _ => json!({ "who": "kim@example.com" }),
    }
}

async fn run(bench: &Bench, verb: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": verb, "input": input, "options": options });
    let output = step::run_on(&bench.client, &step.to_string()).await;
    serde_json::from_str(&output).unwrap()
}

/// The writes to users so far.
fn writes(bench: &Bench) -> Vec<String> {
    let writes = bench.writes().into_iter();
    writes
        .filter(|(_, path, _)| path.starts_with("/scim/v2/"))
        .map(|(method, ..)| method)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_on_oneid_says_what_a_real_one_then_does() {
    for verb in WRITES {
        let bench = tenant(OneIdOptions::default());
        let dry = run(&bench, verb, input(verb), json!({ "dryRun": true })).await;
        assert_eq!(dry["data"]["dryRun"], true, "{verb}: {dry}");
        assert!(writes(&bench).is_empty() && bench.world.audit.borrow().is_empty());
        let real = run(&bench, verb, input(verb), json!({})).await;
        assert_eq!(
            (&real["outcome"], &real["data"]["changes"]),
            (&dry["outcome"], &dry["data"]["changes"]),
            "{verb}"
        );
        assert_eq!(warned(&real), warned(&dry), "{verb}");
        assert_eq!(writes(&bench).len(), 1, "{verb}");
        assert_eq!(bench.world.audit.borrow().len(), 1);
        let again = run(&bench, verb, input(verb), json!({})).await;
        let nothing = ["unchanged", "already_inactive", "already_active"];
        assert!(
            nothing.contains(&again["outcome"].as_str().unwrap()),
            "{again}"
        );
        assert_eq!(writes(&bench).len(), 1, "{verb}");
    }
}

#[tokio::test(start_paused = true)]
async fn verify_reads_after_a_write_to_oneid_and_without_it_nothing_is_read() {
    for verb in WRITES {
        for (options, reads) in [(json!({}), true), (json!({ "verify": false }), false)] {
            let bench = tenant(OneIdOptions::default());
            let output = run(&bench, verb, input(verb), options).await;
            assert_eq!(output["ok"], true, "{verb}: {output}");
            let last = bench.requests().pop().unwrap().method;
            assert_eq!(last == "GET", reads, "{verb}: {last}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_options_of_single_verbs_do_on_oneid_what_they_do_elsewhere() {
    let bea = json!({ "person": { "userName": "bea@example.com", "familyName": "Roe" } });
    for (verb, input, options, wanted, warnings) in [
        (
            "provision",
            bea.clone(),
            json!({ "reactivate": false }),
            "updated",
            &["left_inactive"][..],
        ),
        (
            "provision",
            bea.clone(),
            json!({ "update": false }),
            "reactivated",
            &[],
        ),
        ("provision", bea, json!({}), "reactivated", &[]),
        (
            "provision",
            json!({ "person": { "userName": "new@example.com", "email": "new@example.com" } }),
            json!({ "match": { "email": "kim@example.com" } }),
            "updated",
            &[],
        ),
        (
            "deactivate",
            json!({ "who": "ghost@example.com" }),
            json!({}),
            "not_found",
            &[],
        ),
        (
            "deactivate",
            json!({ "who": "ghost@example.com" }),
            json!({ "strict": true }),
            "not_found",
            &[],
        ),
        (
            "deactivate",
            json!({ "who": "kim@example.com" }),
            json!({ "transferTo": "bea@example.com" }),
            "not_supported",
            &[],
        ),
        (
            "remove",
            json!({ "who": "kim@example.com" }),
            json!({ "confirm": "kim@example.com" }),
            "not_supported",
            &[],
        ),
    ] {
        let bench = tenant(OneIdOptions::default());
        let output = run(&bench, verb, input.clone(), options.clone()).await;
        let told = output["outcome"]
            .as_str()
            .or(output["error"]["code"].as_str());
        assert_eq!(told, Some(wanted), "{verb} {input} {options}: {output}");
        if output["ok"] == true {
            assert_eq!(warned(&output), warnings, "{verb} {input} {options}");
        }
    }
}

/// The codes are read from the sources: a new one without a case fails.
#[tokio::test(start_paused = true)]
async fn every_warning_of_oneid_has_a_case() {
    let mut codes = BTreeSet::new();
    for file in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/provider/oneid")).unwrap()
    {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for made in text.split("Warning::new(").skip(1) {
            let code = made.trim_start().strip_prefix('"').unwrap();
            codes.insert(code.split('"').next().unwrap().to_owned());
        }
    }
    for patch_active in [None, Some(400), Some(405), Some(501)] {
        let bench = tenant(OneIdOptions {
            patch_active,
            ..OneIdOptions::default()
        });
        let output = run(&bench, "deactivate", input("deactivate"), json!({})).await;
        assert_eq!(output["outcome"], "deactivated");
        let warned: BTreeSet<_> = warned(&output).into_iter().map(str::to_owned).collect();
        assert_eq!(warned, codes);
    }
}
