//! BulkRequest (RFC 7644 §3.7) on a server that announces it, and what becomes of people when an answer of it is lost.

use super::feed::{People, counts, deactivate, joiner, joiners, provision, run};
use crate::support::Bench;
use seatwarden::lifecycle::batch::Verb;
use seatwarden::lifecycle::options::Options;
use seatwarden_sandbox::{Config, FaultKind, Provider, ScriptedFault};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BULK: &str = "/scim/v2/Bulk";

fn config(users: usize) -> Config {
    let mut config = Config {
        provider: Provider::Scim,
        users,
        latency_ms: (5, 80),
        duplicate_names: true,
        ..Config::default()
    };
    config.scim.bulk = true;
    config
}

fn names(bench: &Bench) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for user in bench.world.sandbox(|sandbox| sandbox.users()) {
        let name = user["userName"].as_str().unwrap().to_lowercase();
        *names.entry(name).or_insert(0) += 1;
    }
    names
}

fn sent(bench: &Bench) -> BTreeMap<String, usize> {
    let mut sent = BTreeMap::new();
    for (method, path, _) in bench.writes() {
        let path = if path.starts_with("/scim/v2/Users/") {
            "/scim/v2/Users/{id}"
        } else {
            &path
        };
        *sent.entry(format!("{method} {path}")).or_insert(0) += 1;
    }
    sent
}

#[tokio::test(start_paused = true)]
async fn joiners_and_leavers_go_in_bulk_where_the_server_announces_it() {
    let bench = Bench::new(config(50));
    let (joined, ended) = provision(&bench.client, joiners(250)).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 250)]));
    assert_eq!(sent(&bench), BTreeMap::from([(format!("POST {BULK}"), 3)]));
    let record = joined.result(249);
    assert_eq!(record.user.unwrap().user_name, "joiner-249@example.com");
    assert_eq!(bench.world.audit.borrow().len(), 250);
    let body = &bench.writes()[0].2;
    assert_eq!(
        body["schemas"],
        json!(["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])
    );
    assert_eq!(body["Operations"][1]["method"], "POST");
    assert_eq!(body["Operations"][1]["path"], "/Users");
    assert_eq!(body["Operations"][1]["bulkId"], "1");
    assert_eq!(
        body["Operations"][1]["data"]["userName"],
        "joiner-1@example.com"
    );

    let whos = (0..250)
        .map(|n| json!(format!("joiner-{n}@example.com")))
        .collect();
    let (left, ended) = deactivate(&bench.client, whos).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("deactivated", 250)]),
        "{:?}",
        left.words()
    );
    assert_eq!(sent(&bench), BTreeMap::from([(format!("POST {BULK}"), 6)]));
    let bulk = bench.client.capabilities().bulk;
    assert!(bulk.create && bulk.deactivate);
    assert_eq!(
        (bulk.max_operations, bulk.max_payload_bytes),
        (Some(100), Some(100_000))
    );
}

#[tokio::test(start_paused = true)]
async fn capabilities_of_a_server_that_was_not_asked_yet_are_asked_for_once() {
    let bench = Bench::new(config(5));
    assert!(!bench.client.capabilities().bulk.create);
    bench.client.inquire(&Options::default()).await;
    assert!(bench.client.capabilities().bulk.create);
    bench.client.inquire(&Options::default()).await;
    assert_eq!(bench.requests().len(), 1);
    let mut none = config(5);
    none.scim.bulk = false;
    let bench = Bench::new(none);
    bench.client.inquire(&Options::default()).await;
    assert!(!bench.client.capabilities().bulk.create);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_too_large_is_halved_and_the_size_remembered() {
    let bench = Bench::new(config(5));
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::refuse(413, "too large", "POST", BULK));
    });
    let (_, ended) = provision(&bench.client, joiners(100)).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 100)]));
    let sizes: Vec<_> = bench
        .writes()
        .iter()
        .map(|(_, _, body)| body["Operations"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [100, 50, 50]);
    assert_eq!(bench.client.capabilities().bulk.max_operations, Some(50));
}

#[tokio::test(start_paused = true)]
async fn payloads_stay_within_the_servers_bytes() {
    let bench = Bench::new(config(5));
    let given = (0..60).map(|n| {
        let mut person = joiner(n);
        person["title"] = json!("t".repeat(4_000));
        person
    });
    let (_, ended) = provision(&bench.client, given.collect()).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 60)]));
    for (_, path, body) in bench.writes() {
        assert_eq!(path, BULK);
        assert!(body.to_string().len() <= 100_000);
    }
    assert_eq!(bench.writes().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_server_without_the_bulk_that_it_announces_is_asked_one_by_one() {
    for status in [404, 405, 501, 400, 403] {
        let bench = Bench::new(config(5));
        bench.world.sandbox(|sandbox| {
            sandbox.script(ScriptedFault {
                times: 100,
                ..ScriptedFault::refuse(status, "no bulk here", "POST", BULK)
            });
        });
        let (_, ended) = provision(&bench.client, joiners(30)).await;
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("created", 30)]),
            "{status}"
        );
        assert_eq!(names(&bench).len(), 35);
        assert_eq!(sent(&bench)["POST /scim/v2/Users"], 30);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_within_a_bulk_answer_is_that_persons_alone() {
    let taken = vec![
        "joiner-3@example.com".to_owned(),
        "joiner-7@example.com".to_owned(),
    ];
    let bench = Bench::new(Config {
        taken,
        duplicate_names: false,
        ..config(50)
    });
    let (joined, ended) = provision(&bench.client, joiners(20)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("created", 18), ("failed", 2)])
    );
    for index in [3, 7] {
        let error = joined.error(index);
        assert_eq!(error.code.to_string(), "conflict");
        assert_eq!(error.status, Some(409));
    }
    assert_eq!(bench.world.audit.borrow().len(), 20);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_answer_lost_after_the_commit_makes_nobody_twice() {
    for kind in [FaultKind::LostAfter, FaultKind::Cut] {
        let bench = Bench::new(config(150));
        let mut fault = ScriptedFault::on(kind, "POST", BULK);
        fault.times = 2;
        bench.world.sandbox(|sandbox| sandbox.script(fault));
        let (joined, ended) = provision(&bench.client, joiners(120)).await;
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("created", 120)]),
            "{:?}",
            joined.words()
        );
        let names = names(&bench);
        assert_eq!(names.len(), 270);
        assert!(names.values().all(|count| *count == 1), "{kind:?}");
        assert_eq!(bench.world.audit.borrow().len(), 120);
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_sends_nothing_in_bulk() {
    let bench = Bench::new(config(5));
    let people = People::new(joiners(30));
    let ended = run(
        &bench.client,
        Verb::ProvisionAll,
        &people,
        json!({ "dryRun": true }),
    )
    .await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 30)]));
    assert_eq!(bench.writes(), Vec::<(String, String, Value)>::new());
}

/// Who is read and waits for others to go with is sent for when the time is up: otherwise each call reads for the same
/// people again, and none of them ever writes.
#[tokio::test(start_paused = true)]
async fn calls_with_little_time_get_through_in_bulk() {
    for verb in [Verb::DeactivateAll, Verb::ProvisionAll] {
        let bench = Bench::with(config(150), &json!({ "maxRequestsPerSecond": 20 }));
        let users = bench.world.sandbox(|sandbox| sandbox.users());
        let given: Vec<_> = users
            .iter()
            .map(|user| match verb {
                Verb::DeactivateAll => user["userName"].clone(),
                _ => json!({ "userName": user["userName"], "title": "Pilot" }),
            })
            .collect();
        let (mut resume, mut calls) = (Value::Null, 0);
        loop {
            let people = People::new(given.clone());
            let asked = json!({ "deadlineMs": 4_000, "resume": resume });
            let ended = run(&bench.client, verb, &people, asked).await;
            calls += 1;
            assert!(calls < 30, "it gets nowhere: {:?}", ended.counts);
            match ended.resume {
                Some(text) => resume = json!(text),
                None => break,
            }
        }
        let users = bench.world.sandbox(|sandbox| sandbox.users());
        let is_done = |user: &&Value| match verb {
            Verb::DeactivateAll => user["active"] == false,
            _ => user["title"] == "Pilot",
        };
        assert_eq!(users.iter().filter(is_done).count(), 150, "{verb:?}");
    }
}
