//! Who is in a tenant: the same for a seed, and awkward enough.

use std::collections::BTreeSet;

use seatwarden_sandbox::{Config, Faults, LEAVER_EMAIL, LEAVER_USERNAME, Sandbox};
use serde_json::{Value, json};

use crate::world::{NOW, object, text};

fn users(seed: u64) -> Vec<Value> {
    Sandbox::new(Config {
        seed,
        ..Config::default()
    })
    .users()
}

#[test]
fn the_same_seed_makes_the_same_tenant_whatever_else_is_switched() {
    assert_eq!(users(5), users(5));
    let other = Sandbox::new(Config {
        seed: 5,
        sparse: true,
        faults: Faults::each(50),
        latency_ms: (1, 900),
        ..Config::default()
    });
    assert_eq!(other.users(), users(5));
    assert_eq!(
        other.connection(),
        Sandbox::new(Config {
            seed: 5,
            ..Config::default()
        })
        .connection()
    );
}

#[test]
fn another_seed_makes_another_tenant() {
    assert_ne!(users(5), users(6));
}

#[test]
fn no_id_and_no_name_is_there_twice_in_any_of_fifty_tenants() {
    for seed in 0..50 {
        let users = users(seed);
        assert_eq!(users.len(), 120);
        let ids: BTreeSet<&str> = users.iter().map(|user| text(user, "id")).collect();
        let names: BTreeSet<String> = users
            .iter()
            .map(|user| text(user, "username").to_lowercase())
            .collect();
        assert_eq!((ids.len(), names.len()), (120, 120), "seed {seed}");
    }
}

#[test]
fn one_in_eight_is_inactive() {
    let off = users(1)
        .iter()
        .filter(|user| user["status"] == "Inactive")
        .count();
    assert_eq!(off, 15);
}

#[test]
fn the_leaver_is_active_and_her_address_is_nobody_s_name() {
    for seed in 0..20 {
        let users = users(seed);
        let leaver = users
            .iter()
            .find(|user| text(user, "email") == LEAVER_EMAIL)
            .unwrap();
        assert_eq!(
            (text(leaver, "username"), text(leaver, "status")),
            (LEAVER_USERNAME, "Active")
        );
        assert!(
            users
                .iter()
                .all(|user| text(user, "username") != LEAVER_EMAIL)
        );
    }
}

#[test]
fn some_addresses_differ_from_the_name_and_some_names_are_no_address() {
    let users = users(1);
    let differ = users
        .iter()
        .filter(|user| user["email"] != user["username"])
        .count();
    let bare = users
        .iter()
        .filter(|user| !text(user, "username").contains('@'))
        .count();
    assert!(differ > 20 && bare > 5, "{differ}, {bare}");
}

#[test]
fn every_record_has_integers_and_fields_that_no_document_names() {
    for user in users(1) {
        assert!(user["lastSessionNumber"].as_u64().unwrap() > 1 << 53);
        assert!(user["ledgerOffset"].as_i64().unwrap() < -(1 << 53));
        assert!(user["accessFlags"].is_object());
        assert!(user.as_object().unwrap().contains_key("legacyRef__c"));
    }
}

#[test]
fn dates_are_written_in_both_forms_over_the_seeds() {
    let dates: Vec<String> = (0..20)
        .map(|seed| text(&users(seed)[0], "createdDate").to_owned())
        .collect();
    assert!(dates.iter().any(|date| date.ends_with('Z')));
    assert!(dates.iter().any(|date| date.ends_with("-08:00")));
}

#[test]
fn users_can_be_put_there_changed_and_removed_behind_the_api() {
    let mut sandbox = Sandbox::new(Config {
        users: 0,
        ..Config::default()
    });
    assert!(sandbox.users().is_empty());
    let id = sandbox.add_user(
        object(
            json!({ "id": "odd/id", "username": "Twin@example.com", "email": null, "extra": 1 }),
        ),
        NOW,
    );
    assert_eq!(id, "odd/id");
    let twin = sandbox.add_user(object(json!({ "username": "twin@EXAMPLE.com" })), NOW);
    assert_ne!(twin, id);
    let stored = &sandbox.users()[0];
    assert_eq!(stored.get("email"), None);
    assert_eq!(stored["extra"], 1);
    assert_eq!(stored["status"], "Active");

    assert!(sandbox.set_user(
        "odd/id",
        object(json!({ "extra": null, "status": "Pending", "id": "x" }))
    ));
    let stored = &sandbox.users()[0];
    assert_eq!(
        (stored.get("extra"), &stored["status"], &stored["id"]),
        (None, &json!("Pending"), &json!("odd/id"))
    );

    assert!(sandbox.remove_user("odd/id"));
    assert!(!sandbox.remove_user("odd/id"));
    assert!(!sandbox.set_user("odd/id", object(json!({}))));
    assert!(!sandbox.hide_user("odd/id", true));
    assert_eq!(sandbox.users().len(), 1);
}

#[test]
fn options_are_read_in_camel_case_and_unknown_ones_refused() {
    let config = Config::read(&json!({
        "seed": 3, "users": 2, "sparse": true, "record": "guide", "latencyMs": [1, 2], "concurrency": null,
        "errors": "flat", "codes": "string", "token": "reference", "tokenSeconds": 9,
        "rateLimit": { "count": { "bucket": { "perSecond": 20, "burst": 5 } }, "retryAfter": "iso", "headers": false },
        "faults": { "lostAfter": 7, "script": [{ "kind": "tooManyRetryAfter", "method": "GET" }] },
    }).to_string())
    .unwrap();
    assert_eq!(
        (config.seed, config.faults.lost_after, config.concurrency),
        (3, 7, None)
    );
    for broken in [
        json!({ "sede": 1 }),
        json!({ "faults": { "lost": 1 } }),
        json!({ "errors": "html" }),
    ] {
        assert!(Config::read(&broken.to_string()).is_err());
    }
}
