//! Rate and concurrency limits, and how a tenant speaks of them.

use seatwarden_sandbox::{Config, RateLimit, RetryAfter};

use crate::world::{FORM, NOW, World, got};

fn limited(rate_limit: RateLimit) -> World {
    World::new(Config {
        rate_limit: Some(rate_limit),
        ..Config::default()
    })
}

#[test]
fn requests_over_the_limit_are_429_until_the_window_ends() {
    let mut world = limited(RateLimit::window(3, 60_000));
    let statuses: Vec<u16> = (0..5).map(|_| world.get("/v1/users").status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    world.now += 60_000;
    assert_eq!(world.get("/v1/users").status, 200);
}

#[test]
fn the_sample_of_a_429_has_no_retry_after_but_the_rate_headers() {
    let mut world = limited(RateLimit::window(1, 60_000));
    world.now += 12_345;
    world.get("/v1/users");
    let got = world.get("/v1/users");
    assert_eq!(got.status, 429);
    assert_eq!(got.response.header("retry-after"), None);
    assert_eq!(got.response.header("ratelimit-remaining"), Some("0"));
    assert_eq!(got.response.header("ratelimit-reset"), Some("48"));
    assert_eq!(got.body["success"], false);
}

#[test]
fn retry_after_comes_in_each_form_when_asked_for() {
    for (form, value) in [
        (RetryAfter::Seconds, "60"),
        (RetryAfter::Date, "Tue, 17 Mar 2026 08:01:00 GMT"),
        (RetryAfter::Iso, "2026-03-17T08:01:00.000Z"),
    ] {
        let mut world = limited(RateLimit {
            retry_after: form,
            ..RateLimit::window(0, 60_000)
        });
        assert_eq!(world.now, NOW);
        let got = world.get("/v1/users");
        assert_eq!(got.response.header("retry-after"), Some(value));
    }
}

#[test]
fn a_hidden_bucket_refuses_and_says_nothing() {
    let mut world = limited(RateLimit::hidden_bucket(20, 2));
    assert_eq!(world.get("/v1/users").status, 200);
    assert_eq!(world.get("/v1/users").status, 200);
    let got = world.get("/v1/users");
    assert_eq!(got.status, 429);
    let names = [
        "retry-after",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
    ];
    assert!(names.iter().all(|name| got.response.header(name).is_none()));
    world.now += 50;
    assert_eq!(world.get("/v1/users").status, 200);
}

#[test]
fn tokens_have_a_limit_of_their_own() {
    let mut world = World::new(Config {
        rate_limit: Some(RateLimit::window(0, 1000)),
        token_rate_limit: Some(RateLimit::window(2, 60_000)),
        ..Config::default()
    });
    world.sign_in();
    let form = world.token_form();
    let refused = got(world.send("POST", "/oauth/token", &FORM, form.as_bytes()));
    assert_eq!(refused.status, 429);
}

#[test]
fn the_forty_first_request_at_once_is_429() {
    let mut world = World::new(Config {
        latency_ms: (100, 100),
        ..Config::default()
    });
    let statuses: Vec<u16> = (0..41).map(|_| world.get("/v1/users").status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 40);
    assert_eq!(statuses[40], 429);
    world.now += 100;
    assert_eq!(world.get("/v1/users").status, 200);
}

#[test]
fn without_a_concurrency_limit_any_number_is_taken() {
    let mut world = World::new(Config {
        latency_ms: (100, 100),
        concurrency: None,
        ..Config::default()
    });
    assert!((0..300).all(|_| world.get("/v1/users").status == 200));
}

#[test]
fn the_documented_limit_holds_when_none_is_given() {
    let mut world = World::of(1);
    let admitted = (0..50_010)
        .filter(|_| world.get("/v1/users/nobody").status == 404)
        .count();
    assert_eq!(admitted, 50_000);
}

#[test]
fn a_limit_can_be_set_later() {
    let mut world = World::of(1);
    world.sandbox.set_rate_limit(RateLimit::window(0, 1000));
    assert_eq!(world.get("/v1/users").status, 429);
}
