//! Many callers at once on one connection, for the same few people: the tenant keeps names unique, so the race is
//! settled there, and everybody is told how it ended.

use super::chance::{Chance, tenant};
use super::truth::{Snapshot, ensure, nothing_leaked};
use crate::support::{Bench, no_options, person, who};
use futures_util::future::join_all;
use seatwarden::lifecycle::result::{Outcome, WriteResult};
use serde_json::json;
use std::time::Duration;

const NAMES: [&str; 3] = ["ann@new.example", "bob@new.example", "cy@new.example"];

pub async fn run(seed: u64, tell: bool) -> Result<(), String> {
    let mut chance = Chance::new(seed);
    let config = tenant(seed, &mut chance);
    if tell {
        eprintln!("{config:#?}");
    }
    let quiet = config.faults
        == seatwarden_sandbox::Faults {
            slow_ms: config.faults.slow_ms,
            ..seatwarden_sandbox::Faults::default()
        };
    // A short-lived token is renewed in the middle of it.
    let long_lived = config.token_seconds.is_none();
    let bench = Bench::new(config);
    let calls: Vec<_> = (0..12)
        .map(|_| {
            let name = *chance.pick(&NAMES);
            (name, chance.below(500), chance.in_ten(7))
        })
        .collect();
    let bench = &bench;
    let crowd = calls.iter().map(|(name, delay, joins)| async move {
        tokio::time::sleep(Duration::from_millis(*delay)).await;
        let result = if *joins {
            bench.client.provision(&joiner(name), &no_options()).await
        } else {
            bench.client.deactivate(&who(name), &no_options()).await
        };
        (*name, result)
    });
    let ended = tokio::time::timeout(Duration::from_secs(24 * 3600), join_all(crowd))
        .await
        .map_err(|_| String::from("a call never ended"))?;
    let after = Snapshot::of(&bench.world);
    let shown = format!("{ended:?}");
    if tell {
        eprintln!("{shown}");
    }
    nothing_leaked(&bench.world, &shown)?;
    for name in NAMES {
        let of_name: Vec<&WriteResult> = ended
            .iter()
            .filter(|(whose, _)| *whose == name)
            .filter_map(|(_, result)| result.as_ref().ok())
            .collect();
        let made = of_name
            .iter()
            .filter(|result| result.outcome == Outcome::Created)
            .count();
        ensure(after.named(name).len() <= 1, "two users for one person")?;
        ensure(
            made == 0 || after.named(name).len() == 1,
            "created, and nobody is there",
        )?;
        // Where nothing goes wrong, just one of them made the account.
        ensure(
            !quiet || made <= 1,
            "two callers were told that they made it",
        )?;
    }
    ensure(
        !quiet || ended.iter().all(|(_, result)| fine(result)),
        "a call failed although nothing went wrong",
    )?;
    ensure(
        !quiet || !long_lived || bench.token_requests() == 1,
        "more than one token request",
    )
    .map_err(|why| format!("{why}\n    {shown}"))
}

fn joiner(name: &str) -> seatwarden::model::Person {
    person(json!({
        "userName": name,
        "email": name,
        "givenName": "Ann",
        "familyName": "Ng",
        "role": "Read Only",
    }))
}

/// A tenant that hides mail addresses can't say that nobody has one; and where one caller switches on what another
/// has just switched off, the other is told so.
fn fine(result: &Result<WriteResult, seatwarden::error::Error>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => {
            error.code == seatwarden::error::ErrorCode::NotSupported
                || error.message.contains("still active")
        }
    }
}
