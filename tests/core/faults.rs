//! Retries, back-off, budget and pace.

use crate::support::{Bench, Script, World, joiner, no_options, person, reply};
use futures_util::future::join_all;
use seatwarden::error::ErrorCode;
use seatwarden::host::MAX_BODY;
use seatwarden_sandbox::{
    Config, Delivery, Exchange, FaultKind, Faults, Request, Response, ScriptedFault,
};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

pub fn tenant() -> Value {
    json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" })
}

/// A tenant that gives a token and answers everything else as `answer` says.
pub fn world(mut answer: impl FnMut(&Request) -> Exchange + 'static) -> Rc<World> {
    World::new(
        Box::new(Script(move |request: &Request| {
            if request.url.ends_with("/oauth/token") {
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": "abcdef", "expires_in": 3600 }),
                );
            }
            answer(request)
        })),
        7,
    )
}

#[tokio::test(start_paused = true)]
async fn every_retryable_answer_is_tried_again_and_no_other() {
    for (status, body, retried) in [
        (408, json!({}), true),
        (425, json!({}), true),
        (429, json!({}), true),
        (500, json!({}), true),
        (502, json!({}), true),
        (503, json!({}), true),
        (504, json!({}), true),
        (400, json!({}), false),
        (403, json!({}), false),
        (404, json!({}), false),
        (501, json!({}), false),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": 58170050, "message": "locked" }] }),
            true,
        ),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": "58170060", "message": "" }] }),
            true,
        ),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": "58170061", "message": "" }] }),
            true,
        ),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": "58170070", "message": "" }] }),
            true,
        ),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": 58170099, "message": "" }] }),
            true,
        ),
        (
            200,
            json!({ "success": false, "reasons": [{ "code": 58170020, "message": "" }] }),
            false,
        ),
    ] {
        let asked = Rc::new(Cell::new(0));
        let counter = Rc::clone(&asked);
        let refusal = body.clone();
        let world = world(move |_| {
            counter.set(counter.get() + 1);
            reply(status, &[], &refusal)
        });
        let client = world.client(&tenant(), &json!({}));
        client.roles(&no_options()).await.unwrap_err();
        assert_eq!(asked.get(), if retried { 4 } else { 1 }, "{status} {body}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_category_and_status_has_its_code() {
    let category =
        |code: u64| json!({ "success": false, "reasons": [{ "code": code, "message": "no" }] });
    for (status, body, wanted) in [
        (200, category(58_170_010), ErrorCode::Forbidden),
        (200, category(58_170_011), ErrorCode::AuthFailed),
        (200, category(58_170_020), ErrorCode::VendorRejected),
        (200, category(58_170_030), ErrorCode::VendorRejected),
        // Of a list, as with 404: it is the list that isn't there.
        (200, category(58_170_040), ErrorCode::NotSupported),
        (200, category(58_170_045), ErrorCode::NotSupported),
        (200, category(58_170_050), ErrorCode::VendorUnavailable),
        (200, category(58_170_060), ErrorCode::VendorUnavailable),
        (200, category(58_170_061), ErrorCode::VendorUnavailable),
        (200, category(58_170_070), ErrorCode::RateLimited),
        (200, category(58_170_090), ErrorCode::VendorRejected),
        (200, category(58_170_099), ErrorCode::VendorUnavailable),
        (
            401,
            json!({ "message": "Authentication error" }),
            ErrorCode::AuthFailed,
        ),
        (401, category(90_000_011), ErrorCode::AuthFailed),
        (
            403,
            json!({ "code": "x", "message": "no" }),
            ErrorCode::Forbidden,
        ),
        (404, json!({}), ErrorCode::NotSupported),
        (405, json!({}), ErrorCode::NotSupported),
        (409, json!({}), ErrorCode::Conflict),
        (429, json!({}), ErrorCode::RateLimited),
        (
            500,
            json!({ "FaultCode": "UNKNOWN_ERROR", "FaultMessage": "oops" }),
            ErrorCode::VendorUnavailable,
        ),
        (
            418,
            json!({ "Success": false, "Errors": [{ "Code": "INVALID", "Message": "teapot" }] }),
            ErrorCode::VendorRejected,
        ),
    ] {
        let refusal = body.clone();
        let world = world(move |_| reply(status, &[], &refusal));
        let client = world.client(&tenant(), &json!({ "maxAttempts": 1 }));
        let error = client.roles(&no_options()).await.unwrap_err();
        assert_eq!(error.code, wanted, "{status} {body}");
        assert_eq!(error.status, Some(status));
    }
}

#[tokio::test(start_paused = true)]
async fn a_full_outage_sees_one_request_a_call_and_a_hundred_more() {
    let asked = Rc::new(Cell::new(0));
    let counter = Rc::clone(&asked);
    let world = world(move |_| {
        counter.set(counter.get() + 1);
        reply(503, &[], &json!({}))
    });
    let client = world.client(&tenant(), &json!({}));
    let none = no_options();
    let results = join_all((0..400).map(|_| client.roles(&none))).await;
    assert!(results.iter().all(Result::is_err));
    assert!(asked.get() <= 500, "{}", asked.get());
}

#[tokio::test(start_paused = true)]
async fn creates_in_an_outage_keep_to_the_budget_too() {
    let bench = Bench::new(Config {
        users: 0,
        ..Config::default()
    });
    bench.client.token(&no_options()).await.unwrap();
    bench.client.roles(&no_options()).await.unwrap();
    let before = bench.requests().len();
    bench.world.sandbox(|sandbox| {
        sandbox.set_faults(Faults {
            unavailable: 1000,
            ..Faults::default()
        });
    });
    let none = no_options();
    let nia = person(joiner());
    join_all((0..200).map(|_| bench.client.provision(&nia, &none))).await;
    assert!(bench.requests().len() - before <= 300);
}

#[tokio::test(start_paused = true)]
async fn endless_deep_and_wrong_bodies_are_told_apart() {
    let body = |bytes: Vec<u8>| Exchange {
        delay_ms: 0,
        delivery: Delivery::Response(Response {
            status: 200,
            headers: Vec::new(),
            body: bytes,
        }),
    };
    for (bytes, wanted) in [
        (vec![b' '; MAX_BODY + 1], ErrorCode::ResponseTooLarge),
        (
            [b"[".repeat(1000), b"]".repeat(1000)].concat(),
            ErrorCode::ResponseTooLarge,
        ),
        (b"<html>gateway</html>".to_vec(), ErrorCode::InvalidResponse),
        (b"{\"profiles\":[".to_vec(), ErrorCode::InvalidResponse),
        (b"".to_vec(), ErrorCode::InvalidResponse),
        (vec![0xff, 0xfe, 0x00], ErrorCode::InvalidResponse),
        (
            b"\xef\xbb\xbf{\"profiles\":[]}".to_vec(),
            ErrorCode::Internal,
        ),
    ] {
        let sent = bytes.clone();
        let world = world(move |_| body(sent.clone()));
        let client = world.client(&tenant(), &json!({ "maxAttempts": 1 }));
        match client.roles(&no_options()).await {
            Err(error) => assert_eq!(error.code, wanted, "{}", error.message),
            // A byte order mark is no fault.
            Ok(roles) => assert!(roles.is_empty() && wanted == ErrorCode::Internal),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn events_tell_the_story_in_order() {
    let bench = Bench::new(Config {
        users: 1,
        ..Config::default()
    });
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(
            FaultKind::TooMany,
            "GET",
            "/v1/user-profiles",
        ))
    });
    bench.client.roles(&no_options()).await.unwrap();
    let kinds: Vec<_> = bench
        .world
        .events
        .borrow()
        .iter()
        .map(|event| event["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "request", "response", "request", "response", "retry", "request", "response"
        ]
    );
    let first = &bench.world.events.borrow()[0];
    assert_eq!(
        (&first["operation"], &first["path"]),
        (&json!("roles"), &json!("/oauth/token"))
    );
    assert_eq!(first["at"], "2026-03-17T08:00:00Z");
}
