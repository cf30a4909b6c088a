//! `POST /Users/delete` where it isn't there, does nothing, or does half: each leaver is switched off as `deactivate` does it,
//! and whether he is, only a read tells.

use super::feed::{People, counts, deactivate, joiners, provision, run};
use crate::support::Bench;
use seatwarden::lifecycle::batch::Verb;
use seatwarden_sandbox::{
    BulkDelete, Config, FaultKind, OneIdErrors, OneIdOptions, Provider, ScriptedFault,
};
use serde_json::{Value, json};

const DELETE: &str = "/scim/v2/Users/delete";
const PEOPLE: usize = 30;

fn tenant(change: impl Fn(&mut OneIdOptions)) -> Bench {
    let mut config = Config {
        provider: Provider::OneId,
        users: 10,
        latency_ms: (5, 80),
        ..Config::default()
    };
    change(&mut config.oneid);
    Bench::new(config)
}

fn leavers() -> Vec<Value> {
    (0..PEOPLE)
        .map(|n| json!(format!("joiner-{n}@example.com")))
        .collect()
}

fn whether_on(bench: &Bench) -> Vec<bool> {
    let users = bench.world.sandbox(|sandbox| sandbox.users());
    let is_joiner = |user: &&Value| user["userName"].as_str().unwrap().starts_with("joiner-");
    users
        .iter()
        .filter(is_joiner)
        .map(|user| user["active"] == true)
        .collect()
}

/// How often a write of this method, whose path ends so, was sent.
fn sent(bench: &Bench, wanted: &str, end: &str) -> usize {
    let writes = bench.writes();
    let is_meant = |(method, path, _): &&(String, String, Value)| {
        method == wanted && path.ends_with(end) && !path.ends_with("/token")
    };
    writes.iter().filter(is_meant).count()
}

/// Everybody is off, by one way or the other, and said to be so in order.
async fn all_leave(bench: &Bench, what: &str) {
    provision(&bench.client, joiners(PEOPLE)).await;
    let (left, ended) = deactivate(&bench.client, leavers()).await;
    assert_eq!(
        counts(&ended),
        [("deactivated", PEOPLE as u64)].into(),
        "{what}: {:?}",
        left.words()
    );
    for index in [0, 1, PEOPLE - 1] {
        let user = left.result(index).user.unwrap();
        assert_eq!(
            (user.user_name, user.active),
            (format!("joiner-{index}@example.com"), false),
            "{what}"
        );
    }
    assert_eq!(whether_on(bench), [false; PEOPLE], "{what}");
    assert_eq!(bench.world.audit.borrow().len(), 2 * PEOPLE, "{what}");
}

#[tokio::test(start_paused = true)]
async fn leavers_whom_many_at_once_left_in_go_one_by_one() {
    for (how, alone) in [
        (BulkDelete::Refused, PEOPLE),
        (BulkDelete::Ignored, PEOPLE),
        (BulkDelete::Partly, PEOPLE / 2),
    ] {
        let bench = tenant(|oneid| oneid.bulk_delete = how);
        all_leave(&bench, &format!("{how:?}")).await;
        assert_eq!(sent(&bench, "POST", DELETE), 1, "{how:?}");
        assert_eq!(sent(&bench, "PATCH", ""), alone, "{how:?}");
        assert_eq!(sent(&bench, "DELETE", ""), 0, "{how:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn where_patch_is_refused_too_each_one_is_deleted() {
    for patch in [400, 405, 501] {
        for how in [BulkDelete::Refused, BulkDelete::Ignored, BulkDelete::Partly] {
            let bench = tenant(|oneid| {
                oneid.bulk_delete = how;
                oneid.patch_active = Some(patch);
            });
            all_leave(&bench, &format!("{how:?}, {patch}")).await;
            let alone = sent(&bench, "PATCH", "");
            assert_eq!(sent(&bench, "DELETE", ""), alone, "{how:?}, {patch}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_refusal_of_many_at_once_leads_to_one_by_one() {
    for status in [400, 403, 404, 405, 409, 413, 422, 501] {
        let bench = tenant(|_| {});
        provision(&bench.client, joiners(PEOPLE)).await;
        let mut fault = ScriptedFault::refuse(status, "not so", "POST", DELETE);
        fault.times = 1_000;
        bench.world.sandbox(|sandbox| sandbox.script(fault));
        let (left, ended) = deactivate(&bench.client, leavers()).await;
        assert_eq!(
            counts(&ended),
            [("deactivated", PEOPLE as u64)].into(),
            "{status}: {:?}",
            left.words()
        );
        assert_eq!(whether_on(&bench), [false; PEOPLE], "{status}");
    }
}

/// Zuora's other APIs refuse under HTTP 200 (G:119).
#[tokio::test(start_paused = true)]
async fn a_refusal_under_200_is_one() {
    let bench = tenant(|oneid| {
        oneid.bulk_delete = BulkDelete::Refused;
        oneid.errors = OneIdErrors::Ok;
    });
    all_leave(&bench, "200").await;
}

#[tokio::test(start_paused = true)]
async fn what_many_at_once_do_not_do_is_not_asked_of_them_again() {
    for how in [BulkDelete::Refused, BulkDelete::Ignored] {
        let bench = tenant(|oneid| oneid.bulk_delete = how);
        all_leave(&bench, &format!("{how:?}")).await;
        let bulk = bench.client.capabilities().bulk;
        assert_eq!((bulk.create, bulk.deactivate), (true, false), "{how:?}");
        provision(&bench.client, joiners(2)).await;
        let (left, _) = deactivate(&bench.client, leavers()[..2].to_vec()).await;
        assert_eq!(left.words(), ["deactivated", "deactivated"], "{how:?}");
        assert_eq!(sent(&bench, "POST", DELETE), 1, "{how:?}");
    }
    // New people still go together.
    let bench = tenant(|oneid| oneid.bulk_delete = BulkDelete::Refused);
    all_leave(&bench, "joiners").await;
    let before = sent(&bench, "POST", "/Users/bulk");
    let more = joiners(PEOPLE + 5)[PEOPLE..].to_vec();
    let (joined, _) = provision(&bench.client, more).await;
    assert_eq!(joined.words(), ["created"; 5]);
    assert_eq!(sent(&bench, "POST", "/Users/bulk"), before + 1);
    assert_eq!(sent(&bench, "POST", "/scim/v2/Users"), 0);
}

/// Only a later GET counts, or that the answer names him: not that there was one.
#[tokio::test(start_paused = true)]
async fn unverified_leavers_whom_the_answer_leaves_out_are_read_all_the_same() {
    let bench = tenant(|oneid| oneid.bulk_delete = BulkDelete::Partly);
    provision(&bench.client, joiners(PEOPLE)).await;
    let people = People::new(leavers());
    run(
        &bench.client,
        Verb::DeactivateAll,
        &people,
        json!({ "verify": false }),
    )
    .await;
    assert_eq!(whether_on(&bench), [false; PEOPLE]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_keeps_nobody_in() {
    for kind in [FaultKind::LostBefore, FaultKind::LostAfter] {
        let bench = tenant(|_| {});
        provision(&bench.client, joiners(PEOPLE)).await;
        let mut fault = ScriptedFault::on(kind, "POST", DELETE);
        fault.times = 1_000;
        bench.world.sandbox(|sandbox| sandbox.script(fault));
        let (left, ended) = deactivate(&bench.client, leavers()).await;
        assert_eq!(
            counts(&ended),
            [("deactivated", PEOPLE as u64)].into(),
            "{kind:?}: {:?}",
            left.words()
        );
        assert_eq!(whether_on(&bench), [false; PEOPLE], "{kind:?}");
        let alone = sent(&bench, "PATCH", "");
        let wanted = if kind == FaultKind::LostBefore {
            PEOPLE
        } else {
            0
        };
        assert_eq!(alone, wanted, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_way_back_too_and_the_next_call_goes_on() {
    let bench = tenant(|oneid| oneid.bulk_delete = BulkDelete::Ignored);
    provision(&bench.client, joiners(PEOPLE)).await;
    let mut asked = json!({ "deadlineMs": 900 });
    let (mut calls, mut done) = (0, 0);
    loop {
        calls += 1;
        let people = People::new(leavers());
        let ended = run(&bench.client, Verb::DeactivateAll, &people, asked.clone()).await;
        done += people.words().len();
        let Some(resume) = ended.resume else { break };
        asked["resume"] = json!(resume);
        assert!(calls < 100, "it gets nowhere");
    }
    assert!(calls > 1, "it was over before the deadline");
    assert_eq!(done, PEOPLE, "each has one result");
    assert_eq!(whether_on(&bench), [false; PEOPLE]);
}
