//! Calls that are stopped: dropped at each point at which they wait, or out of time at each millisecond. Nothing is left
//! behind, no timer and no request, and the next call on the same client works.

use super::land::{LANDS, Land};
use super::runtime;
use crate::support::{Bench, no_options, person, who};
use futures_util::future::LocalBoxFuture;
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::step;
use seatwarden_sandbox::{Config, FaultKind, RateLimit, ScriptedFault};
use serde_json::{Value, json};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

const VERBS: [&str; 10] = [
    "provision",
    "deactivate",
    "reactivate",
    "update",
    "remove",
    "list",
    "find",
    "token",
    "plan",
    "apply",
];

/// A tenant slow enough to be waited for, with a limit that holds everybody back, a 429 and a lost answer.
fn bench(land: Land) -> Bench {
    let bench = Bench::new(Config {
        provider: land.provider(),
        users: 12,
        latency_ms: (3, 3),
        rate_limit: Some(RateLimit::hidden_bucket(50, 2)),
        ..Config::default()
    });
    for (name, active) in [("kim@here.example", true), ("bea@here.example", false)] {
        let record = land.record(name, active);
        bench.world.sandbox(|sandbox| sandbox.add_user(record, 0));
    }
    bench.world.sandbox(|sandbox| {
        let lists = |kind| ScriptedFault {
            method: Some("GET".to_owned()),
            ..ScriptedFault::next(kind)
        };
        sandbox.script(lists(FaultKind::TooMany));
        sandbox.script(lists(FaultKind::Reset).after(2));
    });
    bench
}

/// Somebody to be made, changed, and switched on.
fn roster(land: Land) -> Value {
    let mut roster = json!([
        { "userName": "ann@new.example", "givenName": "Ann", "familyName": "Ng" },
        { "userName": "kim@here.example", "familyName": "After" },
        { "userName": "bea@here.example" },
    ]);
    if let [role, ..] = land.roles() {
        roster[0]["role"] = json!(role);
    }
    roster
}

/// The plan for that roster, made in a world of its own.
fn planned(land: Land) -> Value {
    let made = std::thread::spawn(move || {
        runtime().block_on(async {
            let input = json!({ "roster": roster(land) });
            let step = json!({ "action": "plan", "input": input }).to_string();
            let output = step::run_on(&bench(land).client, &step).await;
            serde_json::from_str::<Value>(&output).unwrap()["data"].clone()
        })
    });
    made.join().unwrap()
}

/// How a step ended; a plan of which something is left is out of time.
fn ended(output: &Value) -> Result<(), Error> {
    let is_cut = output["data"].get("resume").is_some();
    if output["ok"] == true && !is_cut {
        return Ok(());
    }
    let codes = [
        ErrorCode::Timeout,
        ErrorCode::OutcomeUnknown,
        ErrorCode::RateLimited,
        ErrorCode::Network,
    ];
    let mut codes = codes.into_iter();
    let code = codes.find(|code| is_cut || output["error"]["code"] == code.to_string());
    let code = code.unwrap_or(ErrorCode::Internal);
    Err(Error::new(code, output.to_string()))
}

fn call<'b>(
    bench: &'b Bench,
    land: Land,
    verb: &str,
    given: Value,
) -> LocalBoxFuture<'b, Result<(), Error>> {
    let client = &bench.client;
    let verb = verb.to_owned();
    Box::pin(async move {
        let options = Options::read(&verb, given.clone().into()).unwrap();
        match verb.as_str() {
            "provision" => {
                let mut ann = json!({ "userName": "ann@new.example", "givenName": "Ann", "familyName": "Ng" });
                if let [role, ..] = land.roles() {
                    ann["role"] = json!(role);
                }
                client.provision(&person(ann), &options).await.map(drop)
            }
            "deactivate" => client
                .deactivate(&who("kim@here.example"), &options)
                .await
                .map(drop),
            "reactivate" => client
                .reactivate(&who("bea@here.example"), &options)
                .await
                .map(drop),
            "update" => {
                let change = person(json!({ "givenName": "Zoe", "familyName": "Ng" }));
                client
                    .update(&who("kim@here.example"), &change, &options)
                    .await
                    .map(drop)
            }
            "remove" => {
                let mut confirmed = given;
                confirmed["confirm"] = json!("kim@here.example");
                let options = Options::read("remove", confirmed.into()).unwrap();
                client
                    .remove(&who("kim@here.example"), &options)
                    .await
                    .map(drop)
            }
            "list" => {
                let query = ListQuery::read(json!({ "pageSize": 5 }).into()).unwrap();
                let mut listing = client.list(query, &options)?;
                while client.next_page(&mut listing).await?.is_some() {}
                Ok(())
            }
            "plan" | "apply" => {
                let input = match verb.as_str() {
                    "plan" => json!({ "roster": roster(land) }),
                    _ => json!({ "plan": planned(land) }),
                };
                let step = json!({ "action": verb, "input": input, "options": given });
                let output = step::run_on(client, &step.to_string()).await;
                ended(&serde_json::from_str(&output).unwrap())
            }
            "find" => client
                .find(&who("nobody@here.example"), &options)
                .await
                .map(drop),
            _ => client.token(&options).await.map(drop),
        }
    })
}

/// Polls a call until it has waited so often, then drops it. `None` if it was dropped.
async fn stopped<T>(waits: usize, call: impl Future<Output = T>) -> Option<T> {
    let mut call = pin!(call);
    let mut waited = 0;
    poll_fn(move |context| match call.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => {
            waited += 1;
            if waited >= waits {
                Poll::Ready(None)
            } else {
                Poll::Pending
            }
        }
    })
    .await
}

fn nothing_is_left(bench: &Bench, about: &str) {
    assert_eq!(bench.world.in_flight.get(), 0, "{about}: a request is left");
    assert_eq!(bench.world.timers.get(), 0, "{about}: a timer is left");
}

/// A later call on the same client ends, and soon.
async fn next_call_works(bench: &Bench, about: &str) {
    let none = no_options();
    let kim = who("kim@here.example");
    let next = bench.client.find(&kim, &none);
    let next = tokio::time::timeout(Duration::from_secs(120), next).await;
    assert!(
        matches!(next, Ok(Ok(_))),
        "{about}: the next call: {next:?}"
    );
    nothing_is_left(bench, about);
}

#[test]
fn a_call_dropped_at_any_point_leaves_no_timer_and_no_request() {
    let mut points = 0;
    for land in LANDS {
        for verb in VERBS.into_iter().filter(|verb| land.has(verb)) {
            for waits in 1.. {
                let ended = runtime().block_on(async {
                    let bench = bench(land);
                    let ended = stopped(waits, call(&bench, land, verb, json!({}))).await;
                    let about = format!("{land:?} {verb}, dropped at {waits}");
                    nothing_is_left(&bench, &about);
                    next_call_works(&bench, &about).await;
                    ended.is_some()
                });
                if ended {
                    break;
                }
                points += 1;
            }
        }
    }
    println!("{points} points");
    assert!(points > 200, "{points}");
}

#[test]
fn a_call_out_of_time_at_any_millisecond_ends_by_then_and_leaves_nothing() {
    let mut moments = 0;
    for land in LANDS {
        for verb in VERBS.into_iter().filter(|verb| land.has(verb)) {
            let mut ms = 1;
            loop {
                let in_time = runtime().block_on(async {
                    let bench = bench(land);
                    let began = bench.world.now();
                    let ended = call(&bench, land, verb, json!({ "deadlineMs": ms })).await;
                    let about = format!("{land:?} {verb}, {ms} ms");
                    nothing_is_left(&bench, &about);
                    let took = bench.world.now() - began;
                    if let Err(error) = &ended {
                        let told = matches!(
                            error.code,
                            ErrorCode::Timeout
                                | ErrorCode::OutcomeUnknown
                                | ErrorCode::RateLimited
                                | ErrorCode::Network
                        );
                        assert!(told, "{about}: {error:?}");
                        assert!(took <= ms, "{about}: {took}");
                    }
                    next_call_works(&bench, &about).await;
                    ended.is_ok()
                });
                moments += 1;
                if in_time || ms > 3_000 {
                    break;
                }
                ms += 2 + ms / 30;
            }
        }
    }
    println!("{moments} moments");
    assert!(moments > 200, "{moments}");
}
