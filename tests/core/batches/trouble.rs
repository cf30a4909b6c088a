//! What goes wrong while many are settled: deadlines, lost answers, refusals, and whoever is not let in.

use super::feed::{People, counts, joiners, listings, provision, run, try_run, with_role};
use crate::support::Bench;
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::batch::Verb;
use seatwarden::lifecycle::options::Options;
use seatwarden_sandbox::{Config, FaultKind, Provider, ScriptedFault};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

fn zuora(users: usize) -> Config {
    Config {
        users,
        latency_ms: (40, 160),
        duplicate_names: true,
        ..Config::default()
    }
}

fn people(count: usize) -> Vec<Value> {
    joiners(count).into_iter().map(with_role).collect()
}

/// Each userName of `people`, and how many accounts have it.
fn doubles(bench: &Bench) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let users = bench.world.sandbox(|sandbox| sandbox.users());
    let key = |user: &Value| {
        let name = user.get("username").or_else(|| user.get("userName"));
        name.unwrap().as_str().unwrap().to_lowercase()
    };
    users
        .iter()
        .map(key)
        .filter(|name| !seen.insert(name.clone()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn after_a_deadline_the_rest_is_done_by_handing_resume_back() {
    let bench = Bench::new(zuora(90));
    let mut given = people(400);
    given[7] = json!({ "email": 7 });
    let mut resume = Value::Null;
    let mut done = BTreeMap::new();
    let mut calls = 0;
    loop {
        let before = bench.world.now();
        let people = People::new(given.clone());
        let asked = json!({ "deadlineMs": 1_500, "resume": resume });
        let ended = run(&bench.client, Verb::ProvisionAll, &people, asked).await;
        assert!(bench.world.now() - before <= 1_500);
        for (index, result) in people.results.take() {
            assert!(
                done.insert(index, super::feed::word(&result)).is_none(),
                "{index} twice"
            );
        }
        calls += 1;
        match ended.resume {
            Some(text) => resume = json!(text),
            None => break,
        }
        assert!(calls < 40, "it gets nowhere: {}", done.len());
    }
    assert!(calls > 2, "{calls}");
    assert_eq!(done.len(), 400);
    assert_eq!(done[&7], "invalid_input");
    assert_eq!(doubles(&bench), [""; 0]);
    assert_eq!(
        bench.world.sandbox(|sandbox| sandbox.users().len()),
        90 + 399
    );
    let posts = bench.writes().len();
    assert_eq!(posts, 399, "a write was done twice");
    assert_eq!(bench.world.audit.borrow().len(), 399);
}

#[tokio::test(start_paused = true)]
async fn resume_is_refused_with_another_input_and_another_verb() {
    let bench = Bench::new(zuora(40));
    let asked = json!({ "deadlineMs": 1_000 });
    let batch = People::new(people(300));
    let ended = run(&bench.client, Verb::ProvisionAll, &batch, asked).await;
    let resume = ended.resume.unwrap();
    let writes = bench.writes().len();
    assert!(writes > 0);
    let mut other = people(300);
    other[0]["title"] = json!("Another");
    for (verb, given, dry) in [
        (Verb::ProvisionAll, other, false),
        (Verb::ProvisionAll, people(3), false),
        (Verb::ProvisionAll, people(300), true),
        (Verb::DeactivateAll, people(300), false),
    ] {
        let asked = json!({ "resume": resume, "dryRun": dry });
        let error = try_run(&bench.client, verb, &People::new(given), asked)
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput, "{error}");
        assert!(error.message.starts_with("options.resume"), "{error}");
    }
    assert_eq!(bench.writes().len(), writes);
}

#[tokio::test(start_paused = true)]
async fn lost_answers_of_many_creates_are_looked_into_together_and_make_nobody_twice() {
    for kind in [
        FaultKind::LostAfter,
        FaultKind::Reset,
        FaultKind::Unavailable,
    ] {
        let bench = Bench::new(zuora(200));
        for skip in 0..20 {
            bench.world.sandbox(|sandbox| {
                sandbox.script(ScriptedFault {
                    skip,
                    applied: skip % 2 == 0,
                    ..ScriptedFault::on(kind, "POST", "/v1/users")
                });
            });
        }
        let (joined, ended) = provision(&bench.client, people(60)).await;
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("created", 60)]),
            "{:?}",
            joined.words()
        );
        assert_eq!(doubles(&bench), [""; 0]);
        assert_eq!(bench.world.sandbox(|sandbox| sandbox.users().len()), 260);
        assert_eq!(bench.world.audit.borrow().len(), 60);
        // Five pages a pass, and what is asked for ahead: a handful of passes, and not one for each of twenty.
        let looked = listings(&bench, "/v1/users");
        assert!(looked <= 60, "{kind:?}: {looked} pages");
    }
}

#[tokio::test(start_paused = true)]
async fn refused_creates_share_the_proof_that_nobody_is_there() {
    let taken: Vec<_> = (0..30).map(|n| format!("joiner-{n}@example.com")).collect();
    let bench = Bench::new(Config {
        taken,
        duplicate_names: false,
        ..zuora(200)
    });
    let (joined, ended) = provision(&bench.client, people(40)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("created", 10), ("failed", 30)])
    );
    let error = joined.error(3);
    assert_eq!(error.code, ErrorCode::Conflict);
    assert!(
        error.hint.as_deref().unwrap().contains("not visible here"),
        "{error:?}"
    );
    assert!(error.message.contains("joiner-3@example.com"), "{error}");
    let looked = listings(&bench, "/v1/users");
    assert!(looked <= 40, "{looked} pages");
    assert_eq!(bench.world.audit.borrow().len(), 40);
}

#[tokio::test(start_paused = true)]
async fn people_of_whom_only_the_mail_is_known_are_read_once_where_rows_hide_it() {
    let bench = Bench::new(Config {
        sparse: true,
        ..zuora(100)
    });
    let given = people(12).into_iter().map(|mut person| {
        person.as_object_mut().unwrap().remove("userName");
        person
    });
    let given: Vec<_> = given.collect();
    let (_, ended) = provision(&bench.client, given.clone()).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 12)]));
    let before = bench.requests().len();
    let whos = People::new(
        (0..12)
            .map(|n| json!({ "email": format!("JOINER-{n}@example.com") }))
            .collect(),
    );
    let ended = run(&bench.client, Verb::DeactivateAll, &whos, json!({})).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("deactivated", 12)]),
        "{:?}",
        whos.words()
    );
    // 112 records in full, once; the pages; and four for each leaver.
    let sent = bench.requests().len() - before;
    assert!(sent < 112 + 12 + 12 * 4, "{sent}");
}

#[tokio::test(start_paused = true)]
async fn once_the_credentials_are_refused_nothing_more_is_sent() {
    let bench = Bench::new(zuora(10));
    let refuse = |method: &str| ScriptedFault {
        times: 10_000,
        ..ScriptedFault::refuse(401, "invalid token", method, "*")
    };
    bench.world.sandbox(|sandbox| {
        sandbox.script(refuse("POST"));
        sandbox.script(refuse("GET"));
    });
    let (joined, ended) = provision(&bench.client, people(500)).await;
    assert_eq!(counts(&ended), BTreeMap::from([("failed", 500)]));
    assert!(
        joined.words().iter().all(|word| word == "auth_failed"),
        "{:?}",
        joined.words()
    );
    assert!(
        joined.error(499).message.contains("joiner-499@example.com"),
        "{}",
        joined.error(499)
    );
    let sent = bench.world.sandbox(|sandbox| sandbox.requests().len());
    assert!(sent < 200, "{sent}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_is_cut_off_leaves_a_record_of_each_write() {
    let bench = Bench::new(zuora(10));
    let people = People::new(people(200));
    let options = Options::default();
    let batch = bench.client.batch(Verb::ProvisionAll, &people, &options);
    let cut = tokio::time::timeout(Duration::from_millis(700), batch).await;
    assert!(cut.is_err(), "it was over before");
    let writes = bench.writes().len();
    assert!(writes > 10, "{writes}");
    assert_eq!(bench.world.audit.borrow().len(), writes);
    let records = bench.world.audit.borrow();
    assert!(records.iter().any(|record| record["outcome"] == "unknown"));
}

#[tokio::test(start_paused = true)]
async fn no_more_of_a_long_input_is_read_than_is_being_settled() {
    let bench = Bench::new(zuora(10));
    let people = People::new(people(3_000));
    let options = Options::default();
    let mut most = 0;
    let mut batch = Box::pin(bench.client.batch(Verb::ProvisionAll, &people, &options));
    let ended = loop {
        let tick = tokio::time::timeout(Duration::from_millis(50), &mut batch).await;
        most = most.max(people.taken() - people.results.borrow().len());
        if let Ok(ended) = tick {
            break ended.unwrap();
        }
    };
    assert_eq!(counts(&ended), BTreeMap::from([("created", 3_000)]));
    // Those who are being settled, and a chunk or two.
    assert!(most <= 300, "{most} were read ahead");
    assert!(listings(&bench, "/v1/users") <= 4);
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_asks_to_wait_longer_than_the_deadline_is_gone_on_with_later() {
    let bench = Bench::new(Config {
        provider: Provider::Scim,
        users: 10,
        ..Config::default()
    });
    let mut fault = ScriptedFault::on(FaultKind::TooManyRetryAfter, "POST", "/scim/v2/Users");
    (fault.times, fault.skip) = (1_000, 5);
    bench.world.sandbox(|sandbox| sandbox.script(fault));
    let people = People::new(joiners(50));
    let asked = json!({ "deadlineMs": 1_500 });
    let ended = run(&bench.client, Verb::ProvisionAll, &people, asked).await;
    assert!(ended.resume.is_some(), "{:?}", ended.counts);
    assert!(people.results.borrow().len() < 50);
}

/// DESIGN section 6, audit: one record for each write that was attempted, those among others too.
#[tokio::test(start_paused = true)]
async fn whoever_goes_with_others_and_is_cut_off_is_in_the_audit() {
    for (verb, path, before) in [
        (Verb::ProvisionAll, "/scim/v2/Users/bulk", 0),
        (Verb::DeactivateAll, "/scim/v2/Users/delete", 12),
    ] {
        let bench = Bench::new(Config {
            provider: Provider::OneId,
            users: 10,
            latency_ms: (5, 80),
            ..Config::default()
        });
        if before > 0 {
            provision(&bench.client, joiners(before)).await;
        }
        let given = match verb {
            Verb::DeactivateAll => (0..12)
                .map(|n| json!(format!("joiner-{n}@example.com")))
                .collect(),
            _ => joiners(12),
        };
        let slow = ScriptedFault::on(FaultKind::Slow, "POST", path);
        bench.world.sandbox(|sandbox| sandbox.script(slow));
        let known = bench.world.audit.borrow().len();
        let people = People::new(given);
        let ended = run(&bench.client, verb, &people, json!({ "deadlineMs": 3_000 })).await;
        assert!(ended.resume.is_some(), "{:?}", ended.counts);
        let audit = bench.world.audit.borrow();
        let cut: Vec<_> = audit[known..]
            .iter()
            .map(|record| &record["outcome"])
            .collect();
        assert_eq!(cut, [&json!("unknown"); 12], "{path}");
        assert!(audit[known..].iter().all(|record| record["attempts"] == 1));
    }
}
