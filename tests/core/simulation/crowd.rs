//! Many callers at once on one connection, for the same few people: the tenant keeps names unique, so the race is
//! settled there, and everybody is told how it ended.

use super::act::NEW;
use super::chance::{Chance, tenant};
use super::land::Land;
use super::truth::{Snapshot, Verdict, ensure, nothing_leaked};
use crate::support::{Bench, no_options, person, who};
use futures_util::future::join_all;
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::result::{Outcome, WriteResult};
use seatwarden::model::Person;
use seatwarden_sandbox::{Config, Faults, RetryAfter};
use serde_json::json;
use std::time::Duration;

const CALLERS: usize = 10;

pub async fn run(land: Land, seed: u64, tell: bool) -> Verdict {
    let mut chance = Chance::new(seed);
    let config = tenant(land, seed, &mut chance);
    if tell {
        eprintln!("{config:#?}");
    }
    let quiet = is_quiet(&config);
    // A short-lived token is renewed in the middle of it.
    let long_lived = config.token_seconds.is_none();
    let bench = Bench::new(config);
    let calls: Vec<_> = (0..CALLERS)
        .map(|_| {
            let cut_off = chance.in_ten(1).then(|| chance.below(5_000));
            let name = *chance.pick(&NEW);
            (name, chance.below(500), chance.in_ten(7), cut_off)
        })
        .collect();
    let bench = &bench;
    let crowd = calls
        .iter()
        .map(|(name, delay, joins, cut_off)| async move {
            tokio::time::sleep(Duration::from_millis(*delay)).await;
            let call = async {
                if *joins {
                    bench
                        .client
                        .provision(&joiner(land, name), &no_options())
                        .await
                } else {
                    bench.client.deactivate(&who(name), &no_options()).await
                }
            };
            let patience = cut_off.map_or(Duration::MAX, Duration::from_millis);
            (*name, tokio::time::timeout(patience, call).await.ok())
        });
    let ended = tokio::time::timeout(Duration::from_secs(24 * 3600), join_all(crowd))
        .await
        .map_err(|_| String::from("a call never ended"))?;
    let world = &bench.world;
    let after = Snapshot::of(land, world);
    let shown = format!("{ended:?}");
    if tell {
        super::truth::tell_requests(world);
        eprintln!("{shown}");
    }
    let all = || {
        nothing_leaked(world, &shown)?;
        ensure(world.in_flight.get() == 0, "a request was left behind")?;
        ensure(world.timers.get() == 0, "a timer was left behind")?;
        ensure(
            world.too_early.get() == 0,
            "a request before the time that the tenant asked for",
        )?;
        for name in NEW {
            let of_name = ended.iter().filter(|(whose, _)| *whose == name);
            let made = of_name
                .filter_map(|(_, result)| result.as_ref()?.as_ref().ok())
                .filter(|result| result.outcome == Outcome::Created)
                .count();
            let there = after.folded(name).len();
            ensure(there <= 1, "two users for one person")?;
            ensure(made == 0 || there == 1, "created, and nobody is there")?;
            // Where nothing goes wrong, just one of them made the account.
            ensure(
                !quiet || made <= 1,
                "two callers were told that they made it",
            )?;
        }
        let fails = ended.iter().filter_map(|(_, result)| result.as_ref());
        ensure(
            !quiet || fails.clone().all(fine),
            "a call failed although nothing went wrong",
        )?;
        let tokens = world.sandbox(|sandbox| {
            let requests = sandbox.requests().iter();
            requests
                .filter(|request| super::truth::is_token(request))
                .count()
        });
        let nobody_left = ended.iter().all(|(_, result)| result.is_some());
        ensure(
            !quiet || !long_lived || !nobody_left || tokens <= 1,
            "more than one token request",
        )
    };
    all().map_err(|why| format!("{why}\n    {shown}"))
}

/// Nothing goes wrong, and nothing is hidden.
fn is_quiet(config: &Config) -> bool {
    let calm = Faults {
        slow_ms: config.faults.slow_ms,
        retry_after_seconds: config.faults.retry_after_seconds,
        retry_after: config.faults.retry_after,
        ..Faults::default()
    };
    config.faults == calm
        && config.rate_limit.is_none()
        && config.concurrency.is_none_or(|limit| limit >= 40)
        && config.ignored_fields.is_empty()
        && !config.zoom.pending
        && config.faults.retry_after != RetryAfter::None
}

fn joiner(land: Land, name: &str) -> Person {
    let mut wanted =
        json!({ "userName": name, "email": name, "givenName": "Ann", "familyName": "Ng" });
    if let [role, ..] = land.roles() {
        wanted["role"] = json!(role);
    }
    person(wanted)
}

/// A tenant that hides mail addresses can't say that nobody has one; and where one caller switches on what another
/// has just switched off, the other is told so.
fn fine(result: &Result<WriteResult, Error>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => {
            error.code == ErrorCode::NotSupported || error.message.contains("still active")
        }
    }
}
