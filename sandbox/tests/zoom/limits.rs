//! Rate limits by label and plan, and how Zoom speaks of them.

use seatwarden_sandbox::{Config, FaultKind, Plan, RateLimit, ScriptedFault, ZoomOptions};
use serde_json::Value;

use crate::account::{Account, fixture, group, user};

/// How many of these come through within one second.
fn admitted(plan: Plan, method: &str, path: &str) -> usize {
    let options = ZoomOptions {
        plan,
        ..ZoomOptions::default()
    };
    let mut account = Account::with(1, options);
    (0..100)
        .filter(|_| account.call(method, path, &Value::Null).status != 429)
        .count()
}

#[test]
fn every_operation_has_the_limit_of_its_label_under_each_plan() {
    for operation in fixture("operations").as_array().unwrap() {
        let word = |name: &str| operation[name].as_str().unwrap();
        let path = word("path")
            .replace("{userId}", "nobody")
            .replace("{groupId}", "none");
        for (plan, light, medium) in [
            (Plan::Free, 4, 2),
            (Plan::Pro, 30, 20),
            (Plan::Business, 80, 60),
        ] {
            let wanted = if word("label") == "LIGHT" {
                light
            } else {
                medium
            };
            assert_eq!(
                admitted(plan, word("method"), &path),
                wanted,
                "{}",
                word("operation")
            );
        }
    }
}

#[test]
fn labels_are_counted_apart_and_the_second_ends() {
    let options = ZoomOptions {
        plan: Plan::Free,
        ..ZoomOptions::default()
    };
    let mut account = Account::with(1, options);
    assert_eq!(account.get("/scim2/Users").status, 200);
    assert_eq!(account.get("/scim2/Groups").status, 200);
    let refused = account.get("/scim2/Users");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.body["code"], 429);
    assert!(refused.says().contains("per-second"));
    assert_eq!(refused.response.header("retry-after"), None);
    assert_eq!(account.get(&user("nobody")).status, 404);
    assert_eq!(account.get(&group("none")).status, 404);
    account.now += 1000;
    assert_eq!(account.get("/scim2/Users").status, 200);
}

#[test]
fn answers_say_how_a_label_stands() {
    let got = Account::of(1).get("/scim2/Users");
    for (name, value) in [
        ("x-ratelimit-category", "Medium"),
        ("x-ratelimit-type", "QPS"),
        ("x-ratelimit-limit", "60"),
        ("x-ratelimit-remaining", "59"),
    ] {
        assert_eq!(got.response.header(name), Some(value), "{name}");
    }
}

#[test]
fn the_limit_of_a_day_says_when_the_next_one_begins() {
    let options = ZoomOptions {
        plan: Plan::Free,
        ..ZoomOptions::default()
    };
    let mut account = Account::with(0, options);
    for _ in 0..2000 {
        account.now += 500;
        assert_eq!(account.get("/scim2/Users").status, 200);
    }
    account.now += 1000;
    let got = account.get("/scim2/Users");
    assert_eq!(got.status, 429);
    assert!(got.says().contains("daily"));
    assert_eq!(
        got.response.header("retry-after"),
        Some("2026-03-18T00:00:00.000Z")
    );
    assert_eq!(got.response.header("x-ratelimit-type"), Some("Daily-limit"));
}

#[test]
fn a_limit_that_is_given_holds_for_both_labels_and_may_say_nothing() {
    let mut account = Account::new(Config {
        users: 1,
        rate_limit: Some(RateLimit::hidden_bucket(1, 2)),
        ..Config::default()
    });
    assert_eq!(account.get("/scim2/Users").status, 200);
    assert_eq!(account.get(&user("nobody")).status, 404);
    let got = account.get("/scim2/Users");
    assert_eq!(got.status, 429);
    assert_eq!(got.response.header("x-ratelimit-category"), None);
}

#[test]
fn busy_is_503_from_the_gateway() {
    let mut account = Account::of(1);
    account.sandbox.script(ScriptedFault::next(FaultKind::Busy));
    let got = account.get("/scim2/Users");
    assert_eq!((got.status, got.body["code"].as_u64()), (503, Some(503)));
    account
        .sandbox
        .script(ScriptedFault::next(FaultKind::TooManyRetryAfter));
    let got = account.get("/scim2/Users");
    assert_eq!(got.response.header("retry-after"), Some("2"));
    assert_eq!(got.response.header("x-ratelimit-remaining"), Some("0"));
}
