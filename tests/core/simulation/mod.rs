//! The whole client against the sandbox, in virtual time, from one seed: latency, faults, others who write, aborts and
//! deadlines. After every call the tenant is asked what is true, and the caller must have been told just that.
//!
//! `SEEDS=100000 cargo nextest run simulation` runs more; `SEED=4711` replays one and prints its story.

mod act;
pub mod chance;
mod crowd;
mod group_act;
mod group_verdict;
mod kept;
pub mod land;
mod lost_creates;
mod meddle;
mod membership;
mod outage;
mod plan_act;
mod plan_story;
mod plan_verdict;
mod refusals;
mod stops;
mod story;
pub mod truth;
mod verdict;

use chance::Chance;
use land::Land;
use truth::Verdict;

/// So many seeds in all, unless `SEEDS` says otherwise.
const SEEDS: u64 = 20_000;

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

/// What is simulated: a land, from a seed, telling its story or not.
type Simulated = fn(Land, u64, bool) -> Verdict;

const STORY: Simulated =
    |land, seed, tell| runtime().block_on(story::run(story::PEOPLE, land, seed, tell));
const GROUPS: Simulated =
    |land, seed, tell| runtime().block_on(story::run(story::GROUPS, land, seed, tell));
const CROWD: Simulated = |land, seed, tell| runtime().block_on(crowd::run(land, seed, tell));
const PLANS: Simulated = |land, seed, tell| runtime().block_on(plan_story::run(land, seed, tell));
const OUTAGE: Simulated = |land, seed, tell| runtime().block_on(outage::run(land, seed, tell));

/// Runs a share of all seeds.
fn simulate(name: &str, what: Simulated, land: Land, hundredths: u64) {
    let seeds = number("SEEDS").unwrap_or(SEEDS) * hundredths / 100;
    simulate_so_often(name, what, land, seeds);
}

/// Runs so many seeds, those that failed once first; or the one that is to be replayed. Says which failed, and why.
fn simulate_so_often(name: &str, what: Simulated, land: Land, seeds: u64) {
    let salt = name.bytes().fold(0_u64, |salt, byte| {
        salt.wrapping_mul(131).wrapping_add(byte.into())
    });
    let kept = kept::SEEDS.iter().filter(|(of, _)| *of == name);
    let kept = kept.map(|(_, seed)| *seed).collect();
    run(kept, salt << 32, seeds.max(1), |seed, tell| {
        what(land, seed, tell).map_err(|why| format!("simulation_{name}: {why}"))
    });
}

/// Runs `story` for so many seeds, or as the environment says.
pub fn for_each_seed_of(salt: u64, seeds: u64, story: impl Fn(u64, bool) -> Verdict) {
    run(Vec::new(), salt, number("SEEDS").unwrap_or(seeds), story);
}

/// Runs `story` for the seeds that are kept, then for so many of that salt; or for the one that is to be replayed.
fn run(kept: Vec<u64>, salt: u64, seeds: u64, story: impl Fn(u64, bool) -> Verdict) {
    if let Some(seed) = number("SEED") {
        story(seed, true).unwrap();
        return;
    }
    let drawn = (0..seeds).map(|n| Chance::new(salt.wrapping_add(n)).next());
    let mut failed = Vec::new();
    for seed in kept.into_iter().chain(drawn) {
        if let Err(why) = story(seed, false) {
            failed.push(format!("SEED={seed} cargo nextest run {why}"));
            if failed.len() >= 5 {
                break;
            }
        }
    }
    assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
}

/// A test for each land: one story each, and its share of the seeds in hundredths.
macro_rules! simulations {
    ($($test:ident: $name:literal, $what:expr, $land:expr, $share:literal;)*) => {
        $(
            #[test]
            fn $test() {
                simulate($name, $what, $land, $share);
            }
        )*

        #[test]
        fn the_shares_of_all_simulations_are_all_seeds() {
            assert_eq!([$($share),*].iter().sum::<u64>(), 100);
        }
    };
}

simulations! {
    simulation_zuora_story_a_lone_caller_is_always_told_the_truth: "zuora_story", STORY, Land::Zuora, 14;
    simulation_zoom_story_a_lone_caller_is_always_told_the_truth: "zoom_story", STORY, Land::Zoom, 14;
    simulation_scim_story_a_lone_caller_is_always_told_the_truth: "scim_story", STORY, Land::Scim, 14;
    simulation_oneid_story_a_lone_caller_is_always_told_the_truth: "oneid_story", STORY, Land::OneId, 14;
    simulation_zoom_groups_have_who_was_asked_for_and_nobody_else_leaves: "zoom_groups", GROUPS, Land::Zoom, 8;
    simulation_scim_groups_have_who_was_asked_for_and_nobody_else_leaves: "scim_groups", GROUPS, Land::Scim, 8;
    simulation_oneid_groups_have_who_was_asked_for_and_nobody_else_leaves: "oneid_groups", GROUPS, Land::OneId, 8;
    simulation_zuora_crowd_never_makes_two_users_for_one_person: "zuora_crowd", CROWD, Land::Zuora, 4;
    simulation_zoom_crowd_never_makes_two_users_for_one_person: "zoom_crowd", CROWD, Land::Zoom, 4;
    simulation_scim_crowd_never_makes_two_users_for_one_person: "scim_crowd", CROWD, Land::Scim, 4;
    simulation_oneid_crowd_never_makes_two_users_for_one_person: "oneid_crowd", CROWD, Land::OneId, 4;
    simulation_zuora_outage_sees_one_request_a_call_and_a_hundred_more: "zuora_outage", OUTAGE, Land::Zuora, 1;
    simulation_zoom_outage_sees_one_request_a_call_and_a_hundred_more: "zoom_outage", OUTAGE, Land::Zoom, 1;
    simulation_scim_outage_sees_one_request_a_call_and_a_hundred_more: "scim_outage", OUTAGE, Land::Scim, 1;
    simulation_oneid_outage_sees_one_request_a_call_and_a_hundred_more: "oneid_outage", OUTAGE, Land::OneId, 1;
}

/// So many seeds for each land, unless `SEEDS` says otherwise: a plan reads the whole tenant, and each story makes several.
const PLAN_SEEDS: u64 = 300;

macro_rules! plans {
    ($($test:ident: $name:literal, $land:expr;)*) => {
        $(
            #[test]
            fn $test() {
                let seeds = number("SEEDS").unwrap_or(PLAN_SEEDS);
                simulate_so_often($name, PLANS, $land, seeds);
            }
        )*
    };
}

plans! {
    simulation_zuora_plans_touch_nobody_else_and_leave_nothing_to_do: "zuora_plans", Land::Zuora;
    simulation_zoom_plans_touch_nobody_else_and_leave_nothing_to_do: "zoom_plans", Land::Zoom;
    simulation_scim_plans_touch_nobody_else_and_leave_nothing_to_do: "scim_plans", Land::Scim;
    simulation_oneid_plans_touch_nobody_else_and_leave_nothing_to_do: "oneid_plans", Land::OneId;
}
