//! Time: what a tenant asks to wait, how many go at once, time-outs, deadlines, and calls that are cut off.

use crate::faults::{tenant, world};
use crate::support::{Bench, Script, World, no_options, options, reply, who};
use futures_util::future::join_all;
use seatwarden::error::ErrorCode;
use seatwarden_sandbox::{Config, FaultKind, Faults, Request, ScriptedFault};
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_tenant_asks_for_is_waited_by_everybody() {
    let bench = Bench::new(Config {
        faults: Faults {
            retry_after_seconds: 7,
            ..Faults::default()
        },
        ..Config::default()
    });
    bench.client.token(&no_options()).await.unwrap();
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::next(FaultKind::TooManyRetryAfter));
    });
    let began = bench.world.now();
    let none = no_options();
    let second = async {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        bench.client.roles(&none).await
    };
    let (first, second) = tokio::join!(bench.client.roles(&none), second);
    assert!(first.is_ok() && second.is_ok());
    let times: Vec<_> = bench
        .requests()
        .iter()
        .map(|request| request.at_ms - began)
        .collect();
    assert_eq!(times.len(), 3);
    assert!(times[1..].iter().all(|at| *at >= 7_000), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_call_may_take_fails_at_once() {
    for (options, asked) in [(json!({ "deadlineMs": 5000 }), "30"), (json!({}), "3600")] {
        let world = world(move |_| reply(429, &[("Retry-After", asked)], &json!({})));
        let client = world.client(&tenant(), &json!({}));
        let began = world.now();
        let error = client.roles(&self::options(options)).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::RateLimited);
        assert_eq!(
            error.retry_after_ms,
            Some(asked.parse::<u64>().unwrap() * 1000)
        );
        assert!(error.retryable);
        assert_eq!(world.now(), began);
    }
}

#[tokio::test(start_paused = true)]
async fn at_most_forty_are_under_way_and_fewer_if_the_caller_says_so() {
    for (settings, most) in [
        (json!({}), 40),
        (json!({ "concurrency": 3 }), 3),
        (json!({ "concurrency": 900 }), 40),
    ] {
        let bench = Bench::with(
            Config {
                latency_ms: (100, 100),
                concurrency: None,
                ..Config::default()
            },
            &settings,
        );
        let none = no_options();
        let results = join_all((0..120).map(|_| bench.client.roles(&none))).await;
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(bench.world.most_in_flight.get(), most);
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_a_second_than_the_caller_allows() {
    let bench = Bench::with(Config::default(), &json!({ "maxRequestsPerSecond": 5 }));
    let none = no_options();
    join_all((0..20).map(|_| bench.client.roles(&none))).await;
    let times: Vec<_> = bench
        .requests()
        .iter()
        .map(|request| request.at_ms)
        .collect();
    for pair in times.windows(6) {
        assert!(pair[5] - pair[0] >= 1000, "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_time_out_ends_an_attempt_and_what_is_behind_it() {
    let bench = Bench::with(
        Config::default(),
        &json!({ "timeoutMs": 1000, "maxAttempts": 2 }),
    );
    bench.world.sandbox(|sandbox| {
        sandbox
            .script(ScriptedFault::on(FaultKind::LostBefore, "GET", "/v1/user-profiles").times(2));
    });
    let error = bench.client.roles(&no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Timeout);
    assert_eq!(error.attempts, 2);
    assert_eq!(bench.world.in_flight.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_in_the_middle_of_a_write_says_that_it_was_sent() {
    let bench = Bench::new(Config {
        users: 1,
        ..Config::default()
    });
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(
            FaultKind::LostAfter,
            "PUT",
            "/v1/users/*",
        ));
    });
    let began = bench.world.now();
    let error = bench
        .client
        .deactivate(
            &who("jane@example.com"),
            &options(json!({ "deadlineMs": 3000 })),
        )
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Timeout);
    assert!(
        error
            .hint
            .as_deref()
            .unwrap()
            .contains("may have been done")
    );
    assert!(bench.world.now() - began <= 3000);
    assert_eq!(bench.world.audit.borrow()[0]["outcome"], "unknown");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_cut_off_leaves_nothing_behind_but_its_audit_record() {
    let bench = Bench::new(Config {
        users: 1,
        latency_ms: (100, 100),
        ..Config::default()
    });
    let none = no_options();
    let leaver = who("jane@example.com");
    let call = bench.client.deactivate(&leaver, &none);
    // Token, list and get take 300 ms; the write is then under way.
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(350), call)
            .await
            .is_err()
    );
    assert_eq!(bench.world.in_flight.get(), 0);
    let audit = bench.world.audit.borrow();
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["outcome"], "unknown");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_cannot_outwait_what_another_was_told_is_rate_limited_at_once() {
    for (status, headers) in [
        (429, &[("retry-after", "60")][..]),
        (
            200,
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "60")],
        ),
    ] {
        let asked = Rc::new(Cell::new(0));
        let counter = Rc::clone(&asked);
        let world = world(move |_| {
            counter.set(counter.get() + 1);
            reply(status, headers, &json!({ "profiles": [] }))
        });
        let client = world.client(&tenant(), &json!({}));
        let hurried = options(json!({ "deadlineMs": 5000 }));
        let first = client.roles(&hurried).await;
        assert_eq!(first.is_ok(), status == 200);
        let (began, before) = (world.now(), asked.get());
        let error = client.roles(&hurried).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::RateLimited, "{error}");
        assert!(
            error.retry_after_ms.is_some_and(|wait| wait > 50_000),
            "{error:?}"
        );
        assert!(error.retryable);
        assert_eq!((world.now() - began, asked.get()), (0, before));
        // Who has the time waits.
        let patient = options(json!({ "deadlineMs": 90_000 }));
        assert_eq!(client.roles(&patient).await.is_ok(), status == 200);
        assert!(world.now() - began >= 50_000);
        assert!(asked.get() > before);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_not_waited_for_beyond_the_deadline_either() {
    let asked = Rc::new(Cell::new(0));
    let counter = Rc::clone(&asked);
    let world = World::new(
        Box::new(Script(move |_: &Request| {
            counter.set(counter.get() + 1);
            let first = counter.get() == 1;
            let token = json!({ "access_token": "abcdef", "expires_in": 3600 });
            reply(
                if first { 429 } else { 200 },
                if first { &[("retry-after", "60")] } else { &[] },
                &token,
            )
        })),
        7,
    );
    let client = world.client(&tenant(), &json!({}));
    let hurried = options(json!({ "deadlineMs": 5000 }));
    client.token(&hurried).await.unwrap_err();
    let (began, none) = (world.now(), no_options());
    let (error, patient) = tokio::join!(client.token(&hurried), client.token(&none));
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::RateLimited, "{error}");
    assert!(error.retry_after_ms.is_some_and(|wait| wait > 50_000));
    assert!(patient.is_ok(), "{patient:?}");
    assert!(world.now() - began >= 50_000);
    assert_eq!(asked.get(), 2);
}
