//! Each fault: what is delivered, and whether the tenant did what was asked.

use std::collections::BTreeSet;

use seatwarden_sandbox::{
    Config, Delivery, Exchange, FaultKind, Faults, Response, RetryAfter, ScriptedFault,
};
use serde_json::{Value, json};

use crate::world::{World, got, john};

/// John is created while this goes wrong. Gives what came, and whether he is there.
fn create_under(fault: ScriptedFault) -> (Exchange, bool) {
    let mut world = World::of(3);
    let kind = fault.kind;
    world.sandbox.script(fault);
    let exchange = world.exchange("POST", "/v1/users", &john());
    let there = world.sandbox.users().len() == 4;
    let recorded = &world.sandbox.requests()[0];
    assert_eq!((recorded.fault, recorded.committed), (Some(kind), there));
    // The next request is spared.
    assert_eq!(world.get("/v1/users").status, 200);
    (exchange, there)
}

fn answer(delivery: Delivery) -> Response {
    match delivery {
        Delivery::Response(response) => response,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_lost_before_the_commit_leaves_nothing_behind() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::LostBefore));
    assert_eq!((exchange.delivery, there), (Delivery::Never, false));
}

#[test]
fn an_answer_lost_after_the_commit_leaves_the_user_behind() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::LostAfter));
    assert_eq!((exchange.delivery, there), (Delivery::Never, true));
}

#[test]
fn a_reset_comes_before_the_commit_or_after_it() {
    let fault = ScriptedFault::next(FaultKind::Reset);
    let (exchange, there) = create_under(fault.clone());
    assert_eq!((exchange.delivery, there), (Delivery::Reset, false));
    let (exchange, there) = create_under(fault.applied());
    assert_eq!((exchange.delivery, there), (Delivery::Reset, true));
}

#[test]
fn a_plain_429_says_nothing_of_how_long() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::TooMany).applied());
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (429, false));
    assert_eq!(response.header("retry-after"), None);
    assert_eq!(response.header("ratelimit-reset"), None);
}

#[test]
fn a_429_with_retry_after_says_how_long() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::TooManyRetryAfter));
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (429, false));
    assert_eq!(response.header("retry-after"), Some("2"));
    assert_eq!(response.header("ratelimit-remaining"), Some("0"));
    assert_eq!(response.header("ratelimit-reset"), Some("2"));
}

#[test]
fn a_503_is_no_json_and_has_no_vendor_headers() {
    let fault = ScriptedFault::next(FaultKind::Unavailable);
    let (exchange, there) = create_under(fault.clone());
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (503, false));
    assert!(serde_json::from_slice::<Value>(&response.body).is_err());
    assert_eq!(response.header("concurrency-limit-limit"), None);
    assert!(create_under(fault.applied()).1);
}

#[test]
fn a_cut_body_is_half_of_what_its_head_promises() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Cut));
    assert!(there);
    let Delivery::Cut(response) = exchange.delivery else {
        panic!("{:?}", exchange.delivery);
    };
    let promised: usize = response.header("content-length").unwrap().parse().unwrap();
    assert_eq!(response.body.len(), promised / 2);
    assert!(serde_json::from_slice::<Value>(&response.body).is_err());
}

#[test]
fn a_page_of_html_comes_with_200() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Html));
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (200, false));
    assert_eq!(response.header("content-type"), Some("text/html"));
    assert!(response.body.starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn a_redirect_leads_to_another_host() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Redirect));
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (302, false));
    assert!(
        response
            .header("location")
            .unwrap()
            .starts_with("https://login.elsewhere.example/")
    );
}

#[test]
fn a_slow_answer_is_whole_and_late() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Slow));
    assert_eq!((exchange.delay_ms, there), (45_000, true));
    assert_eq!(answer(exchange.delivery).status, 200);
}

#[test]
fn a_server_error_is_500_502_or_504_and_comes_before_the_commit_or_after_it() {
    let fault = ScriptedFault::next(FaultKind::ServerError);
    let (exchange, there) = create_under(fault.clone());
    let response = answer(exchange.delivery);
    assert!(matches!(response.status, 500 | 502 | 504) && !there);
    assert!(create_under(fault.applied()).1);
    let mut world = World::of(1);
    world
        .sandbox
        .script(ScriptedFault::next(FaultKind::ServerError).times(9));
    let met: BTreeSet<_> = (0..9).map(|_| world.get("/v1/users").status).collect();
    assert_eq!(met, BTreeSet::from([500, 502, 504]));
}

#[test]
fn a_garbled_answer_is_json_under_200_that_names_nobody() {
    let fault = ScriptedFault::next(FaultKind::Garbled);
    for (fault, applied) in [(fault.clone(), false), (fault.applied(), true)] {
        let (exchange, there) = create_under(fault);
        let response = answer(exchange.delivery);
        assert_eq!((response.status, there), (200, applied));
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        assert!(body.get("id").is_none() && body.get("success").is_none());
    }
}

#[test]
fn a_mistyped_answer_is_whole_and_says_that_it_is_text() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Mistyped));
    let response = answer(exchange.delivery);
    assert_eq!((response.status, there), (200, true));
    assert_eq!(response.header("content-type"), Some("text/plain"));
    assert!(serde_json::from_slice::<Value>(&response.body).unwrap()["id"].is_string());
}

#[test]
fn a_huge_answer_is_more_than_sixteen_mebibytes() {
    let (exchange, there) = create_under(ScriptedFault::next(FaultKind::Huge).applied());
    assert!(there && answer(exchange.delivery).body.len() > 16 << 20);
}

#[test]
fn an_echo_shows_what_was_sent_with_its_credentials_and_does_nothing() {
    let mut world = World::of(1);
    world
        .sandbox
        .script(ScriptedFault::next(FaultKind::Echo).times(2));
    let shown: Vec<_> = (0..2)
        .map(|_| world.exchange("POST", "/v1/users", &john()))
        .collect();
    for exchange in shown {
        let response = answer(exchange.delivery);
        let text = String::from_utf8(response.body).unwrap();
        assert_eq!(response.status, 400);
        assert!(text.contains("Bearer ") && text.contains("POST"), "{text}");
    }
    assert_eq!(world.sandbox.users().len(), 1);
}

#[test]
fn the_time_to_wait_is_said_in_the_form_that_was_asked_for() {
    for (form, wanted) in [
        (RetryAfter::None, None),
        (RetryAfter::Seconds, Some("3")),
        (RetryAfter::Date, Some("GMT")),
        (RetryAfter::Iso, Some("Z")),
    ] {
        let mut world = World::of(1);
        world.sandbox.set_faults(Faults {
            too_many_retry_after: 1000,
            retry_after_seconds: 3,
            retry_after: form,
            ..Faults::default()
        });
        let response = answer(world.exchange("GET", "/v1/users", &Value::Null).delivery);
        let said = response.header("retry-after");
        assert_eq!(said.is_some(), wanted.is_some(), "{form:?}");
        assert!(
            said.is_none_or(|said| said.ends_with(wanted.unwrap())),
            "{said:?}"
        );
    }
}

#[test]
fn a_busy_tenant_says_so_under_200_with_a_category_to_be_tried_again() {
    let mut categories = BTreeSet::new();
    for seed in 0..40 {
        let mut world = World::new(Config {
            seed,
            users: 1,
            ..Config::default()
        });
        world.sandbox.script(ScriptedFault::next(FaultKind::Busy));
        let got = world.call("POST", "/v1/users", &john());
        assert_eq!((got.status, &got.body["success"]), (200, &json!(false)));
        let code = &got.body["reasons"][0]["code"];
        let code = code.as_str().map_or(code.to_string(), str::to_owned);
        categories.insert(code[6..].to_owned());
        assert_eq!(world.sandbox.users().len(), 1);
    }
    assert!(categories.iter().eq(["50", "60", "61", "70", "99"]));
}

#[test]
fn a_fault_waits_for_its_method_and_path() {
    let mut world = World::of(3);
    world
        .sandbox
        .script(ScriptedFault::on(FaultKind::Unavailable, "PUT", "/v1/users/*").times(2));
    assert_eq!(world.get("/v1/users/u-001").status, 200);
    let update = json!({ "title": "x" });
    let statuses: Vec<u16> = (0..3)
        .map(|_| world.call("PUT", "/v1/users/u-001", &update).status)
        .collect();
    assert_eq!(statuses, [503, 503, 200]);
}

#[test]
fn the_token_request_meets_faults_too() {
    let mut world = World::of(1);
    world.sandbox.script(ScriptedFault::on(
        FaultKind::Unavailable,
        "POST",
        "/oauth/token",
    ));
    let form = world.token_form();
    let exchange = world.send("POST", "/oauth/token", &crate::world::FORM, form.as_bytes());
    assert_eq!(got(exchange).status, 503);
}

#[test]
fn every_fault_comes_by_chance_and_the_same_ones_for_the_same_seed() {
    let run = |seed| -> Vec<Option<FaultKind>> {
        let mut world = World::new(Config {
            seed,
            users: 1,
            ..Config::default()
        });
        world.sandbox.set_faults(Faults::each(20));
        for _ in 0..1000 {
            world.exchange("GET", "/v1/users", &Value::Null);
        }
        world
            .sandbox
            .requests()
            .iter()
            .map(|request| request.fault)
            .collect()
    };
    let met = run(8);
    for kind in FaultKind::ALL {
        let count = met.iter().filter(|fault| **fault == Some(kind)).count();
        assert!((4..50).contains(&count), "{kind:?}: {count}");
    }
    assert_eq!(met, run(8));
}

#[test]
fn faults_by_chance_strike_before_and_after_the_commit() {
    for kind in [FaultKind::Reset, FaultKind::Unavailable, FaultKind::Html] {
        let mut world = World::of(1);
        let faults = match kind {
            FaultKind::Reset => Faults {
                reset: 1000,
                ..Faults::default()
            },
            FaultKind::Html => Faults {
                html: 1000,
                ..Faults::default()
            },
            _ => Faults {
                unavailable: 1000,
                ..Faults::default()
            },
        };
        world.sandbox.set_faults(faults);
        for number in 0..40 {
            world.exchange(
                "PUT",
                "/v1/users/u-001",
                &json!({ "title": number.to_string() }),
            );
        }
        let committed = world
            .sandbox
            .requests()
            .iter()
            .filter(|request| request.committed)
            .count();
        assert!((5..35).contains(&committed), "{kind:?}: {committed}");
    }
}

#[test]
fn faults_can_be_ended() {
    let mut world = World::of(1);
    world.sandbox.set_faults(Faults {
        html: 1000,
        ..Faults::default()
    });
    world
        .sandbox
        .script(ScriptedFault::next(FaultKind::Slow).times(9));
    world.sandbox.set_faults(Faults::default());
    assert_eq!(world.get("/v1/users").body["users"][0]["id"], "u-001");
}
