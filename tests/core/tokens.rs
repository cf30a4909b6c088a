//! Access tokens: one request however many wait, kept until a minute before the end, renewed once after a 401.

use crate::support::{Bench, Script, World, no_options, options, reply, who};
use futures_util::future::join_all;
use seatwarden::error::ErrorCode;
use seatwarden_sandbox::{Config, FaultKind, Request, ScriptedFault, TokenShape};
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

fn slow() -> Config {
    Config {
        latency_ms: (40, 400),
        ..Config::default()
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_callers_cause_one_token_request() {
    let bench = Bench::new(slow());
    let none = no_options();
    let results = join_all((0..50).map(|_| bench.client.token(&none))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(bench.token_requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_first_of_fifty_going_away_leaves_the_others_with_a_token() {
    let bench = Bench::new(slow());
    let none = no_options();
    let first = tokio::time::timeout(Duration::from_millis(20), bench.client.token(&none));
    let others = async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        join_all((0..49).map(|_| bench.client.token(&none))).await
    };
    let (first, others) = tokio::join!(first, others);
    assert!(first.is_err());
    assert!(others.iter().all(Result::is_ok));
    assert!(bench.token_requests() <= 2);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_frozen_for_ever_is_taken_for_gone() {
    // workerd drops the work of a client that hung up without dropping the future: it is just never polled again.
    let bench = Bench::new(slow());
    let none = no_options();
    let mut frozen = Box::pin(bench.client.token(&none));
    assert!(futures_util::poll!(&mut frozen).is_pending());
    let other = tokio::time::timeout(Duration::from_secs(5), bench.client.token(&none)).await;
    assert!(other.expect("it waited for ever").is_ok());
    assert_eq!(bench.token_requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_slow_token_endpoint_is_not_asked_twice_while_its_caller_lives() {
    let bench = Bench::new(Config {
        latency_ms: (20_000, 20_000),
        ..Config::default()
    });
    let none = no_options();
    let results = join_all((0..10).map(|_| bench.client.token(&none))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(bench.token_requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_until_a_minute_before_its_end() {
    let bench = Bench::new(Config {
        token: Some(TokenShape::Guide),
        ..Config::default()
    });
    let first = bench.client.token(&no_options()).await.unwrap();
    tokio::time::advance(Duration::from_secs(3539)).await;
    bench.client.token(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 1);
    tokio::time::advance(Duration::from_secs(2)).await;
    let second = bench.client.token(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 2);
    assert_ne!(first.secret.expose(), second.secret.expose());
}

#[tokio::test(start_paused = true)]
async fn a_401_gets_one_fresh_token_and_one_more_try() {
    let bench = Bench::new(Config::default());
    bench.client.roles(&no_options()).await.unwrap();
    bench
        .world
        .sandbox(seatwarden_sandbox::Sandbox::expire_tokens);
    let user = bench
        .client
        .get(&who("u-001"), &no_options())
        .await
        .unwrap();
    assert_eq!(user.id, "u-001");
    assert_eq!(bench.token_requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_second_401_is_auth_failed() {
    let asked = Rc::new(Cell::new(0));
    let counter = Rc::clone(&asked);
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            if request.url.ends_with("/oauth/token") {
                counter.set(counter.get() + 1);
                let token = format!("token-{}", counter.get());
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": token, "expires_in": 3600 }),
                );
            }
            reply(401, &[], &json!({ "message": "Authentication error" }))
        })),
        1,
    );
    let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    let client = world.client(&connection, &json!({ "maxAttempts": 1 }));
    let error = client.roles(&no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AuthFailed);
    assert_eq!(asked.get(), 2);
    assert_eq!(error.attempts, 2);
}

#[tokio::test(start_paused = true)]
async fn wrong_credentials_are_auth_failed_and_all_who_wait_are_told() {
    let bench = Bench::new(slow());
    let mut connection = bench.world.sandbox(|sandbox| sandbox.connection());
    connection["clientSecret"] = json!("not-the-secret");
    let client = bench.world.client(&connection, &json!({}));
    let none = no_options();
    for result in join_all((0..10).map(|_| client.token(&none))).await {
        let error = result.unwrap_err();
        assert_eq!(error.code, ErrorCode::AuthFailed);
        assert!(error.hint.is_some() && !error.retryable);
    }
    assert_eq!(bench.token_requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_given_token_is_used_and_without_credentials_not_renewed() {
    let bench = Bench::new(Config::default());
    let token = bench.client.token(&no_options()).await.unwrap();
    let mut connection = bench.world.sandbox(|sandbox| sandbox.connection());
    let fields = connection.as_object_mut().unwrap();
    fields.remove("clientId");
    fields.remove("clientSecret");
    connection["accessToken"] = json!(token.secret.expose());
    let client = bench.world.client(&connection, &json!({}));
    client.roles(&no_options()).await.unwrap();
    assert_eq!(
        client.token(&no_options()).await.unwrap().secret,
        token.secret
    );
    bench
        .world
        .sandbox(seatwarden_sandbox::Sandbox::expire_tokens);
    let error = client.roles(&no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AuthFailed);
    assert_eq!(bench.token_requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_given_token_with_credentials_is_renewed_after_a_401() {
    let bench = Bench::new(Config::default());
    let mut connection = bench.world.sandbox(|sandbox| sandbox.connection());
    connection["accessToken"] = json!("stale-token-of-yesterday");
    let client = bench.world.client(&connection, &json!({}));
    client.roles(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_store_is_shared_and_a_refused_token_is_not_taken_from_it_again() {
    let bench = Bench::new(Config::default());
    bench.client.roles(&no_options()).await.unwrap();
    let store = bench.world.store.borrow().clone();
    let (key, value) = store.iter().next().unwrap();
    assert!(key.starts_with("seatwarden:") && key.len() == 11 + 64);
    let stored: serde_json::Value = serde_json::from_str(value).unwrap();
    assert!(stored["accessToken"].is_string() && stored["expiresAt"].is_string());
    // Another isolate finds it there.
    let other = bench.client_with(&json!({}));
    other.roles(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 1);
    bench
        .world
        .sandbox(seatwarden_sandbox::Sandbox::expire_tokens);
    other.roles(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_request_is_tried_again_where_that_helps() {
    let bench = Bench::new(Config::default());
    for kind in [FaultKind::Unavailable, FaultKind::TooMany, FaultKind::Reset] {
        bench
            .world
            .sandbox(|sandbox| sandbox.script(ScriptedFault::on(kind, "POST", "/oauth/token")));
    }
    bench.client.token(&no_options()).await.unwrap();
    assert_eq!(bench.token_requests(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_wait_for_a_token() {
    let bench = Bench::new(Config {
        latency_ms: (20_000, 20_000),
        ..Config::default()
    });
    let began = bench.world.now();
    let error = bench
        .client
        .token(&options(json!({ "deadlineMs": 1000 })))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Timeout);
    assert!(bench.world.now() - began <= 1000);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_is_passed_over() {
    let bench = Bench::new(Config::default());
    bench.world.store_hangs.set(true);
    let limited = options(json!({ "timeoutMs": 500 }));
    let began = bench.world.now();
    let found = bench.client.find(&who("u-001"), &limited).await;
    assert!(found.is_ok(), "{found:?}");
    assert!(bench.world.now() - began < 2_000);
    assert_eq!(bench.token_requests(), 1);
    let told = bench.world.told();
    for method in ["get", "set"] {
        let said = format!("tokenStore.{method} gave no answer within 500 ms");
        assert!(told.contains(&said), "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stored_token_that_cannot_stand_in_a_header_counts_as_none() {
    for token in ["a\nb", "ünïcode", "tab\t", "a b", ""] {
        let bench = Bench::new(Config::default());
        bench.client.token(&no_options()).await.unwrap();
        let entry = json!({ "accessToken": token, "expiresAt": "2099-01-01T00:00:00Z" });
        for stored in bench.world.store.borrow_mut().values_mut() {
            *stored = entry.to_string();
        }
        let other = bench.client_with(&json!({}));
        assert!(other.find(&who("u-001"), &no_options()).await.is_ok());
        assert_eq!(bench.token_requests(), 2, "{token:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_with_http_200_is_told_in_the_endpoints_words() {
    let reasons = |code: u32| json!({ "success": false, "reasons": [{ "code": code, "message": "no such client" }] });
    let oauth = json!({ "error": "invalid_client", "error_description": "no such client" });
    for (provider, body, code, wanted, asked) in [
        (
            "zuora",
            reasons(90_000_011),
            "90000011",
            ErrorCode::AuthFailed,
            1,
        ),
        (
            "zuora",
            reasons(90_000_060),
            "90000060",
            ErrorCode::VendorUnavailable,
            4,
        ),
        (
            "zuora",
            oauth.clone(),
            "invalid_client",
            ErrorCode::AuthFailed,
            1,
        ),
        ("zoom", oauth, "invalid_client", ErrorCode::AuthFailed, 1),
    ] {
        let counted = Rc::new(Cell::new(0));
        let counter = Rc::clone(&counted);
        let world = World::new(
            Box::new(Script(move |_: &Request| {
                counter.set(counter.get() + 1);
                reply(200, &[], &body)
            })),
            1,
        );
        let mut connection =
            json!({ "provider": provider, "clientId": "id", "clientSecret": "secret" });
        if provider == "zoom" {
            connection["accountId"] = json!("a");
        }
        let client = world.client(&connection, &json!({}));
        let error = client.token(&no_options()).await.unwrap_err();
        assert_eq!(error.code, wanted, "{error}");
        assert!(
            error.message.contains("answered 200: \"no such client\""),
            "{error}"
        );
        assert_eq!(
            error.vendor.as_ref().and_then(|said| said.code.as_deref()),
            Some(code)
        );
        assert_eq!(error.status, Some(200));
        assert_eq!(counted.get(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_token_and_without_a_reason_is_no_refusal_and_is_not_shown() {
    for body in [
        json!("eyJ-a-bare-token"),
        json!({ "token": "eyJ-a-token" }),
        json!([]),
    ] {
        let world = World::new(
            Box::new(Script(move |_: &Request| reply(200, &[], &body))),
            1,
        );
        let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
        let client = world.client(&connection, &json!({}));
        let error = client.token(&no_options()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidResponse, "{error}");
        assert!(!format!("{error:?}").contains("eyJ"), "{error:?}");
    }
}
