//! OneID's own bulk: a bare array, no word on each, and names in the wrong order; `POST /Users/delete`, which switches off.

use super::feed::{counts, deactivate, joiners, provision};
use crate::support::Bench;
use seatwarden_sandbox::{Config, FaultKind, Provider, ScriptedFault};
use serde_json::json;
use std::collections::BTreeMap;

const BULK: &str = "/scim/v2/Users/bulk";
const DELETE: &str = "/scim/v2/Users/delete";

fn config(users: usize) -> Config {
    Config {
        provider: Provider::OneId,
        users,
        latency_ms: (5, 80),
        duplicate_names: true,
        ..Config::default()
    }
}

/// Writes but for the token: how often each.
fn sent(bench: &Bench) -> BTreeMap<String, usize> {
    let mut sent = BTreeMap::new();
    for (method, path, _) in bench.writes() {
        if !path.ends_with("/token") {
            *sent.entry(format!("{method} {path}")).or_insert(0) += 1;
        }
    }
    sent
}

fn names(bench: &Bench) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for user in bench.world.sandbox(|sandbox| sandbox.users()) {
        let name = user["userName"].as_str().unwrap().to_lowercase();
        *names.entry(name).or_insert(0) += 1;
    }
    names
}

#[tokio::test(start_paused = true)]
async fn joiners_go_as_bare_arrays_within_ten_thousand_bytes() {
    let bench = Bench::new(config(150));
    let (joined, ended) = provision(&bench.client, joiners(100)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("created", 100)]),
        "{:?}",
        joined.words()
    );
    let sent = sent(&bench);
    assert_eq!(sent.keys().collect::<Vec<_>>(), [&format!("POST {BULK}")]);
    for (_, path, body) in bench.writes() {
        if path == BULK {
            assert!(body.to_string().len() <= 10_000);
            assert!(body.as_array().unwrap().len() > 10);
            assert!(body[0].get("active").is_none());
        }
    }
    assert_eq!(bench.world.audit.borrow().len(), 100);
    assert_eq!(names(&bench).len(), 250);
}

#[tokio::test(start_paused = true)]
async fn names_that_are_swapped_in_a_bulk_answer_are_never_believed() {
    let bench = Bench::new(config(20));
    let (joined, _) = provision(&bench.client, joiners(30)).await;
    for index in [0, 17, 29] {
        let user = joined.result(index).user.unwrap();
        assert_eq!(user.given_name, Some(format!("J{index}")));
        assert_eq!(user.family_name.as_deref(), Some("Oiner"));
        assert_eq!(user.user_name, format!("joiner-{index}@example.com"));
    }
    let writes = sent(&bench);
    let (again, ended) = provision(&bench.client, joiners(30)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("unchanged", 30)]),
        "{:?}",
        again.words()
    );
    assert_eq!(sent(&bench), writes);
}

#[tokio::test(start_paused = true)]
async fn leavers_go_by_their_ids_and_only_a_read_counts() {
    let bench = Bench::new(config(20));
    provision(&bench.client, joiners(60)).await;
    let whos = (0..60)
        .map(|n| json!(format!("joiner-{n}@example.com")))
        .collect();
    let (left, ended) = deactivate(&bench.client, whos).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("deactivated", 60)]),
        "{:?}",
        left.words()
    );
    assert!(sent(&bench)[&format!("POST {DELETE}")] <= 2);
    let result = left.result(59);
    assert!(!result.user.unwrap().active);
    assert_eq!(result.warnings[0].code, "identity_may_be_anonymized");
}

#[tokio::test(start_paused = true)]
async fn whoever_is_missing_in_the_answer_is_looked_for_and_then_told_why() {
    let taken: Vec<_> = [3, 8].map(|n| format!("joiner-{n}@example.com")).to_vec();
    let bench = Bench::new(Config {
        taken,
        duplicate_names: false,
        ..config(50)
    });
    let (joined, ended) = provision(&bench.client, joiners(20)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("created", 18), ("failed", 2)]),
        "{:?}",
        joined.words()
    );
    for index in [3, 8] {
        assert_eq!(
            joined.error(index).code.to_string(),
            "conflict",
            "{}",
            joined.error(index)
        );
    }
    assert_eq!(bench.world.audit.borrow().len(), 20);
}

#[tokio::test(start_paused = true)]
async fn an_organization_without_bulk_is_asked_one_by_one() {
    let mut config = config(20);
    config.oneid.bulk = false;
    let bench = Bench::new(config);
    let (_, ended) = provision(&bench.client, joiners(25)).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 25)]));
    assert_eq!(sent(&bench)["POST /scim/v2/Users"], 25);
    assert!(!bench.client.capabilities().bulk.create);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_answer_that_is_lost_makes_nobody_twice() {
    for kind in [FaultKind::LostAfter, FaultKind::Cut, FaultKind::LostBefore] {
        let bench = Bench::new(config(130));
        let mut fault = ScriptedFault::on(kind, "POST", BULK);
        fault.times = 2;
        bench.world.sandbox(|sandbox| sandbox.script(fault));
        let (joined, ended) = provision(&bench.client, joiners(60)).await;
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("created", 60)]),
            "{kind:?}: {:?}",
            joined.words()
        );
        let names = names(&bench);
        assert_eq!(names.len(), 190);
        assert!(names.values().all(|count| *count == 1), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn capabilities_say_what_goes_in_bulk() {
    let bench = Bench::new(config(1));
    let bulk = bench.client.capabilities().bulk;
    assert!(bulk.create && bulk.deactivate);
    assert_eq!(
        (bulk.max_operations, bulk.max_payload_bytes),
        (Some(1_000), Some(10_000))
    );
    assert!(bench.requests().is_empty());
    // Changes of other kinds go alone.
    provision(&bench.client, joiners(2)).await;
    let mut changed = joiners(2);
    changed[0]["familyName"] = json!("Other");
    changed[1]["familyName"] = json!("Other");
    let (_, ended) = provision(&bench.client, changed).await;
    assert_eq!(counts(&ended), BTreeMap::from([("updated", 2)]));
}
