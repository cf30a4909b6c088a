//! `request`: what a tenant answers comes as it is, and what nobody knows is not called safe.

use crate::support::{Script, World, no_options, options, raw, reply};
use seatwarden::error::ErrorCode;
use seatwarden::http::message::Method;
use seatwarden::lifecycle::client::Client;
use seatwarden_sandbox::{Delivery, Exchange, Request};
use serde_json::json;

/// A client of a tenant that gives the token `abcdef` and answers everything else as `answer` says.
fn client(mut answer: impl FnMut() -> Exchange + 'static) -> Client<crate::support::SimHost> {
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            if request.url.ends_with("/oauth/token") {
                let token = json!({ "access_token": "abcdef", "expires_in": 3600 });
                return reply(200, &[], &token);
            }
            answer()
        })),
        7,
    );
    let tenant = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "canary" });
    world.client(&tenant, &json!({}))
}

#[tokio::test(start_paused = true)]
async fn a_raw_answer_that_is_no_json_comes_whole_and_masked() {
    for status in [200, 404] {
        let told = format!("a,{},b\n", "x".repeat(1_000));
        let echoed = format!("{{{told}abcdef");
        let client = client(move || raw(status, &echoed));
        let none = no_options();
        let asked = client.request(Method::Get, "/v1/report", None, &none);
        let answer = asked.await.unwrap();
        assert_eq!(answer.status, status);
        assert_eq!(answer.body.as_str(), Some(&*format!("{{{told}[secret]")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_raw_answer_that_is_nested_too_deeply_is_an_error() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let client = client(move || raw(200, &deep));
    let none = no_options();
    let asked = client.request(Method::Get, "/v1/report", None, &none);
    let error = asked.await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ResponseTooLarge, "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_raw_write_whose_answer_was_lost_is_not_told_to_be_safe_to_repeat() {
    for (method, delivery, limits, code) in [
        (
            Method::Post,
            Delivery::Never,
            json!({ "deadlineMs": 5000 }),
            ErrorCode::Timeout,
        ),
        (
            Method::Post,
            Delivery::Never,
            json!({ "timeoutMs": 5000 }),
            ErrorCode::Timeout,
        ),
        (
            Method::Patch,
            Delivery::Reset,
            json!({}),
            ErrorCode::Network,
        ),
        (Method::Put, Delivery::Reset, json!({}), ErrorCode::Network),
        (
            Method::Delete,
            Delivery::Never,
            json!({ "deadlineMs": 5000 }),
            ErrorCode::Timeout,
        ),
    ] {
        let client = client(move || Exchange {
            delay_ms: 0,
            delivery: delivery.clone(),
        });
        let body = Some(json!({}).into());
        let limits = options(limits);
        let asked = client.request(method, "/v1/things", body, &limits);
        let error = asked.await.unwrap_err();
        assert_eq!(error.code, code, "{error}");
        let repeats = matches!(method, Method::Put | Method::Delete);
        assert_eq!(error.retryable, repeats, "{method:?}: {error:?}");
        let hint = error.hint.as_deref().unwrap_or_default();
        assert_eq!(
            hint.contains("may have been carried out"),
            !repeats,
            "{hint}"
        );
    }
}
