//! Headers on the way in and out, latency, other hosts, and what is put on record.

use seatwarden_sandbox::{Config, Delivery, Request};
use serde_json::json;

use crate::world::{World, got, john, text};

#[test]
fn every_answer_has_a_request_id_of_its_own() {
    let mut world = World::of(1);
    let mut ids: Vec<String> = ["/v1/users", "/v1/users", "/nowhere", "/v1/users/x"]
        .into_iter()
        .map(|path| {
            world
                .get(path)
                .response
                .header("Zuora-Request-Id")
                .unwrap()
                .to_owned()
        })
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[test]
fn answers_under_v1_tell_of_rate_and_concurrency_in_the_documented_form() {
    let mut world = World::new(Config {
        latency_ms: (50, 50),
        ..Config::default()
    });
    world.get("/v1/users");
    let got = world.get("/v1/users");
    let header = |name| got.response.header(name);
    assert_eq!(header("ratelimit-limit"), Some("2250000, 50000;w=60"));
    assert_eq!(header("ratelimit-remaining"), Some("49998"));
    assert_eq!(header("ratelimit-reset"), Some("60"));
    assert_eq!(header("concurrency-limit-type"), Some("default"));
    assert_eq!(header("concurrency-limit-limit"), Some("40"));
    assert_eq!(header("concurrency-limit-remaining"), Some("38"));
    assert_eq!(
        header("content-length"),
        Some(got.response.body.len().to_string().as_str())
    );
}

#[test]
fn a_token_s_answer_has_no_concurrency_headers() {
    let mut world = World::of(1);
    let form = world.token_form();
    let got = got(world.send("POST", "/oauth/token", &crate::world::FORM, form.as_bytes()));
    assert_eq!(got.response.header("concurrency-limit-limit"), None);
    assert!(got.response.header("zuora-request-id").is_some());
}

#[test]
fn a_track_id_or_a_key_against_the_rules_is_400() {
    let mut world = World::of(1);
    let bearer = format!("Bearer {}", world.token);
    let long = "x".repeat(65);
    for (name, value, status) in [
        ("zuora-track-id", "abc-123", 200),
        ("zuora-track-id", long.as_str(), 400),
        ("zuora-track-id", "a:b", 400),
        ("zuora-track-id", "ü", 400),
        ("idempotency-key", "on a GET", 400),
        ("zuora-entity-ids", "e-1,e-2", 200),
        ("zuora-version", "2026-01-01", 200),
    ] {
        let headers = [("authorization", bearer.as_str()), (name, value)];
        let got = got(world.send("GET", "/v1/users", &headers, b""));
        assert_eq!(got.status, status, "{name}: {value}");
    }
}

#[test]
fn latency_stays_in_its_range_and_is_the_seed_s() {
    let delays = |seed| -> Vec<u64> {
        let mut world = World::new(Config {
            seed,
            latency_ms: (20, 80),
            ..Config::default()
        });
        world.now += 1000;
        (0..30)
            .map(|_| world.exchange("GET", "/v1/users", &json!(null)).delay_ms)
            .collect()
    };
    let drawn = delays(4);
    assert!(drawn.iter().all(|delay| (20..=80).contains(delay)));
    assert!(drawn.iter().max() > drawn.iter().min());
    assert_eq!(drawn, delays(4));
    assert_ne!(drawn, delays(5));
}

#[test]
fn another_host_does_not_answer_and_what_was_sent_there_is_on_record() {
    let mut world = World::of(30);
    let next = text(&world.get("/v1/users").body, "nextPage").to_owned();
    let request = Request {
        method: "GET".to_owned(),
        url: next,
        headers: vec![("Authorization".to_owned(), "Bearer secret".to_owned())],
        body: Vec::new(),
    };
    let now = world.now;
    assert_eq!(
        world.sandbox.handle(&request, now).delivery,
        Delivery::Reset
    );
    let recorded = world.sandbox.requests().last().unwrap();
    assert!(recorded.foreign);
    assert_eq!(recorded.origin, "https://rest.zuora.com");
    assert_eq!(
        recorded.headers,
        [("Authorization".to_owned(), "Bearer".to_owned())]
    );
}

#[test]
fn a_tenant_of_another_origin_answers_there() {
    let mut world = World::new(Config {
        base_url: "http://127.0.0.1:8080".to_owned(),
        ..Config::default()
    });
    assert_eq!(world.origin(), "http://127.0.0.1:8080");
    assert_eq!(world.get("/v1/users").status, 200);
}

#[test]
fn requests_are_on_record_without_credentials() {
    let mut world = World::of(1);
    world.get("/v1/users?page=1");
    world.call("POST", "/v1/users", &john());
    world.sign_in();
    let requests = world.sandbox.requests();
    let first = &requests[0];
    assert_eq!(
        (
            first.method.as_str(),
            first.path.as_str(),
            first.query.as_str()
        ),
        ("GET", "/v1/users", "page=1")
    );
    assert_eq!(
        (first.status, first.committed, first.fault),
        (Some(200), false, None)
    );
    assert_eq!(
        (requests[1].body.as_ref(), requests[1].committed),
        (Some(&john()), true)
    );
    assert_eq!(requests[2].body, None);
    let record = serde_json::to_string(requests).unwrap();
    assert!(!record.contains(&world.token));
    assert!(!record.contains(text(&world.sandbox.connection(), "clientSecret")));
}
