//! What refusals cost: a third of all requests refused at random, and a tenant that answers nothing at all.

use super::land::{LANDS, Land};
use super::runtime;
use crate::support::{Bench, no_options, options, person, who};
use futures_util::future::join_all;
use seatwarden_sandbox::{Config, Faults};
use serde_json::json;

const PEOPLE: usize = 40;

fn bench(land: Land, settings: &serde_json::Value) -> Bench {
    let config = Config {
        provider: land.provider(),
        users: 0,
        latency_ms: (20, 60),
        ..Config::default()
    };
    let bench = Bench::with(config, settings);
    for number in 0..PEOPLE {
        let record = land.record(&format!("p{number}@here.example"), true);
        bench.world.sandbox(|sandbox| sandbox.add_user(record, 0));
    }
    bench
}

/// Switches everybody off, changes everybody and looks for everybody, eight at a time. Gives how many calls failed, of how
/// many, and the requests that they made.
async fn work(bench: &Bench) -> (usize, usize, usize) {
    let (client, none) = (&bench.client, no_options());
    let quick = options(json!({ "verify": false }));
    let (mut failed, mut calls) = (0, 0);
    let people: Vec<_> = (0..PEOPLE)
        .map(|number| format!("p{number}@here.example"))
        .collect();
    for some in people.chunks(8) {
        let change = person(json!({ "givenName": "Ann", "familyName": "Ng" }));
        let ended = join_all(some.iter().map(|name| {
            let (none, quick, change) = (&none, &quick, &change);
            async move {
                [
                    client.update(&who(name), change, quick).await.is_err(),
                    client.deactivate(&who(name), none).await.is_err(),
                ]
            }
        }))
        .await;
        calls += 2 * ended.len();
        failed += ended.into_iter().flatten().filter(|failed| *failed).count();
    }
    (
        failed,
        calls,
        bench.world.sandbox(|sandbox| sandbox.requests().len()),
    )
}

#[test]
fn with_three_in_ten_refused_every_call_succeeds_with_at_most_twice_the_requests() {
    for land in LANDS {
        let calm = runtime().block_on(async { work(&bench(land, &json!({}))).await });
        let rough = runtime().block_on(async {
            let bench = bench(land, &json!({ "maxAttempts": 12 }));
            let faults = Faults {
                too_many: 150,
                unavailable: 150,
                ..Faults::default()
            };
            bench.world.sandbox(|sandbox| sandbox.set_faults(faults));
            work(&bench).await
        });
        let times = rough.2 as f64 / calm.2 as f64;
        println!(
            "{land:?}: {} calls made {} requests; with 30 % refused {}, {times:.2} times as many, and {} failed",
            calm.1, calm.2, rough.2, rough.0
        );
        assert_eq!((calm.0, rough.0), (0, 0), "{land:?}");
        assert!(times <= 2.0, "{land:?}: {times}");
    }
}

#[test]
fn in_a_full_outage_a_thousand_calls_make_a_hundred_requests_more_at_most() {
    for land in LANDS {
        for (what, calls, faults) in [
            (
                "503",
                1000,
                Faults {
                    unavailable: 1000,
                    ..Faults::default()
                },
            ),
            (
                "429",
                300,
                Faults {
                    too_many: 1000,
                    ..Faults::default()
                },
            ),
            (
                "no answer",
                300,
                Faults {
                    lost_before: 1000,
                    ..Faults::default()
                },
            ),
        ] {
            let requests = runtime().block_on(async {
                let bench = bench(land, &json!({}));
                let _ = bench
                    .client
                    .find(&who("p1@here.example"), &no_options())
                    .await;
                bench.world.sandbox(|sandbox| {
                    sandbox.clear_requests();
                    sandbox.set_faults(faults);
                });
                let none = no_options();
                let sought = who("p1@here.example");
                let calls = (0..calls).map(|_| bench.client.find(&sought, &none));
                let ended = join_all(calls).await;
                assert!(ended.iter().all(Result::is_err));
                bench.world.sandbox(|sandbox| sandbox.requests().len())
            });
            println!("{land:?}: {what}: {calls} calls made {requests} requests");
            assert!(requests <= calls + 100, "{land:?} {what}: {requests}");
        }
    }
}
