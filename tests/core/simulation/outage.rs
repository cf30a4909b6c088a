//! Many calls while the tenant is out, for a while or for good: a storm of retries would keep it down.

use super::act::NEW;
use super::chance::Chance;
use super::land::Land;
use super::truth::{Snapshot, Verdict, ensure};
use crate::support::{Bench, no_options, options, person, who};
use futures_util::future::join_all;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden_sandbox::{Config, Faults, Paging, ScimOptions};
use serde_json::json;

/// So many requests a full outage may see beyond one a call.
const BEYOND: usize = 100;

pub async fn run(land: Land, seed: u64, tell: bool) -> Verdict {
    let mut chance = Chance::new(seed);
    let calls = 20 + chance.below(80) as usize;
    let bench = Bench::new(Config {
        provider: land.provider(),
        seed,
        users: 3,
        latency_ms: *chance.pick(&[(0, 0), (5, 500)]),
        scim: ScimOptions {
            paging: *chance.pick(&[Paging::Index, Paging::Cursor]),
            ..ScimOptions::default()
        },
        ..Config::default()
    });
    let (client, world, none) = (&bench.client, &bench.world, no_options());
    // What is looked up once is known.
    let _ = client.find(&who("nobody@example.com"), &none).await;
    if land == Land::Zuora {
        let _ = client.roles(&none).await;
    }
    let before = Snapshot::of(land, world);
    world.sandbox(|sandbox| {
        sandbox.clear_requests();
        sandbox.set_faults(trouble(&mut chance));
    });
    let kinds: Vec<_> = (0..calls)
        .map(|_| (chance.below(4), chance.below(3_000)))
        .collect();
    let ended = join_all(kinds.iter().map(|(kind, after)| {
        let none = &none;
        async move {
            tokio::time::sleep(std::time::Duration::from_millis(*after)).await;
            let failed = match kind {
                0 => client.find(&who("nobody@example.com"), none).await.is_err(),
                1 => client
                    .deactivate(&who("jane@example.com"), none)
                    .await
                    .is_err(),
                2 => {
                    let person = person(
                        json!({ "userName": NEW[0], "givenName": "Ann", "familyName": "Ng" }),
                    );
                    client.provision(&person, none).await.is_err()
                }
                _ => {
                    let mut listing = client.list(ListQuery::default(), &options(json!({})))?;
                    client.next_page(&mut listing).await.is_err()
                }
            };
            Ok::<_, seatwarden::error::Error>(failed)
        }
    }))
    .await;
    let requests = world.sandbox(|sandbox| sandbox.requests().len());
    if tell {
        eprintln!("{calls} calls made {requests} requests");
    }
    ensure(
        ended.iter().all(|failed| matches!(failed, Ok(true))),
        "a call succeeded although nothing was answered",
    )?;
    ensure(
        requests <= calls + BEYOND,
        &format!("{calls} calls made {requests} requests in an outage"),
    )?;
    ensure(
        world.in_flight.get() == 0 && world.timers.get() == 0,
        "something was left behind",
    )?;
    ensure(
        Snapshot::of(land, world).users == before.users,
        "the tenant changed",
    )?;
    // It is back: so is the client, as soon as successes have paid for retries again.
    world.sandbox(|sandbox| sandbox.set_faults(Faults::default()));
    let back = client.find(&who("nobody@example.com"), &none).await;
    ensure(back.is_ok(), "the tenant is back, and the client is not")
}

/// Nothing is answered any more, in one of several ways; nothing is done either.
fn trouble(chance: &mut Chance) -> Faults {
    let none = Faults::default();
    match chance.below(5) {
        0 => Faults {
            unavailable: 1000,
            ..none
        },
        1 => Faults {
            server_error: 1000,
            ..none
        },
        2 => Faults {
            lost_before: 1000,
            ..none
        },
        3 => Faults {
            too_many: 1000,
            ..none
        },
        _ => Faults {
            too_many: 300,
            lost_before: 200,
            busy: 500,
            ..none
        },
    }
}
