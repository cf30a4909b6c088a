//! The whole client against the sandbox, in virtual time, from one seed: latency, faults, aborts and deadlines.
//! After every call the tenant is asked what is true, and the caller must have been told just that.
//!
//! `SEEDS=100000 cargo nextest run simulation` runs more; `SEED=4711` replays one and prints its story.

pub mod chance;
mod crowd;
mod story;
mod truth;
mod verdict;

use chance::Chance;

const SEEDS: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
}

/// Runs `story` for every seed, or for the one that is to be replayed. Says which seeds failed, and why.
fn for_each_seed(salt: u64, story: impl Fn(u64, bool) -> Result<(), String>) {
    for_each_seed_of(salt, SEEDS, story);
}

/// As [`for_each_seed`], so many unless the environment says otherwise.
pub fn for_each_seed_of(salt: u64, seeds: u64, story: impl Fn(u64, bool) -> Result<(), String>) {
    if let Some(seed) = number("SEED") {
        story(seed, true).unwrap();
        return;
    }
    let seeds = number("SEEDS").unwrap_or(seeds);
    let mut failed = Vec::new();
    for n in 0..seeds {
        let seed = Chance::new(salt.wrapping_add(n)).next();
        if let Err(why) = story(seed, false) {
            failed.push(format!("SEED={seed}: {why}"));
            if failed.len() >= 5 {
                break;
            }
        }
    }
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

#[test]
fn simulation_a_lone_caller_is_always_told_the_truth() {
    for_each_seed(1, |seed, tell| runtime().block_on(story::run(seed, tell)));
}

#[test]
fn simulation_a_crowd_of_callers_never_makes_two_users_for_one_person() {
    for_each_seed(1 << 32, |seed, tell| {
        runtime().block_on(crowd::run(seed, tell))
    });
}
