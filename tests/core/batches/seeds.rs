//! Many people, in bulk and one by one, on tenants in trouble: one seed decides latency, faults, duplicates, deadlines
//! and order. Nobody is ever there twice, and everybody is told what is true.
//!
//! `SEEDS=100000 cargo nextest run batches::seeds` runs more; `SEED=4711` replays one.

use super::feed::{People, counts, joiner, try_run, with_role};
use crate::simulation::chance::Chance;
use crate::simulation::{for_each_seed_of, runtime};
use crate::support::Bench;
use seatwarden::lifecycle::batch::Verb;
use seatwarden_sandbox::{Config, Faults, Provider};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// DESIGN asks for ten thousand interleavings.
const SEEDS: u64 = 10_000;

fn tenant(seed: u64, chance: &mut Chance) -> Config {
    let mut config = Config {
        seed,
        provider: *chance.pick(&[
            Provider::Scim,
            Provider::Scim,
            Provider::Scim,
            Provider::OneId,
            Provider::OneId,
            Provider::Zuora,
        ]),
        users: *chance.pick(&[0, 3, 41]),
        latency_ms: *chance.pick(&[(0, 0), (1, 50), (200, 4_000)]),
        // The server itself would take anybody twice.
        duplicate_names: chance.in_ten(8),
        faults: Faults {
            lost_before: *chance.pick(&[0, 60]),
            lost_after: *chance.pick(&[0, 150, 400]),
            reset: *chance.pick(&[0, 100]),
            unavailable: *chance.pick(&[0, 100]),
            cut: *chance.pick(&[0, 60]),
            too_many: *chance.pick(&[0, 60]),
            ..Faults::default()
        },
        ..Config::default()
    };
    config.scim.bulk = !chance.in_ten(2);
    config.scim.page_cap = *chance.pick(&[7, 100]);
    config.oneid.bulk = !chance.in_ten(2);
    config.idempotency = chance.in_ten(5);
    config
}

async fn story(seed: u64, tell: bool) -> Result<(), String> {
    let mut chance = Chance::new(seed);
    let config = tenant(seed, &mut chance);
    let zuora = config.provider == Provider::Zuora;
    let bench = Bench::new(config);
    let count = 2 + chance.below(9) as usize;
    let mut given: Vec<Value> = (0..count)
        .map(|_| joiner(chance.below(8) as usize))
        .map(|person| if zuora { with_role(person) } else { person })
        .collect();
    for person in &mut given {
        if chance.in_ten(2) {
            person["userName"] = json!(person["userName"].as_str().unwrap().to_uppercase());
        }
    }
    let deadline = chance.in_ten(3).then(|| 200 + chance.below(20_000));
    let mut resume = Value::Null;
    let mut told = BTreeMap::new();
    for _ in 0..30 {
        let mut people = People::new(given.clone());
        people.chunk = 1 + chance.below(10) as usize;
        people.knows_size = chance.in_ten(5);
        let asked = json!({ "deadlineMs": deadline, "resume": resume });
        let ended = try_run(&bench.client, Verb::ProvisionAll, &people, asked)
            .await
            .map_err(|error| error.to_string())?;
        let total: u64 = counts(&ended).values().sum();
        let results = people.results.take();
        if total != results.len() as u64 {
            return Err(format!("{total} counted, {} results", results.len()));
        }
        for (index, result) in results {
            if told.insert(index, result).is_some() {
                return Err(format!("{index} has a second result"));
            }
        }
        match ended.resume {
            Some(text) => resume = json!(text),
            None => break,
        }
    }
    let users = bench.world.sandbox(|sandbox| sandbox.users());
    let mut names = BTreeMap::new();
    for user in &users {
        let name = user.get("username").or_else(|| user.get("userName"));
        *names
            .entry(name.unwrap().as_str().unwrap().to_lowercase())
            .or_insert(0) += 1;
    }
    if tell {
        eprintln!("{names:?}\n{told:?}");
    }
    if let Some((name, count)) = names.iter().find(|(_, count)| **count > 1) {
        return Err(format!("{name} is there {count} times"));
    }
    let mut made = BTreeMap::new();
    for (index, result) in &told {
        let name = given[*index]["userName"].as_str().unwrap().to_lowercase();
        let there = names.contains_key(&name);
        match result {
            Ok(result) if !there => {
                return Err(format!("{name} is {:?} and isn't there", result.outcome));
            }
            Ok(result) if result.outcome.as_str() == "created" => {
                *made.entry(name).or_insert(0) += 1;
            }
            _ => {}
        }
    }
    if let Some((name, _)) = made.iter().find(|(_, count)| **count > 1) {
        return Err(format!("{name} was told to be created twice"));
    }
    Ok(())
}

#[test]
fn ten_thousand_batches_in_trouble_make_nobody_twice() {
    for_each_seed_of(7 << 32, SEEDS, |seed, tell| {
        runtime().block_on(story(seed, tell))
    });
}
