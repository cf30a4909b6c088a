//! A create whose answer is lost, in ten thousand ways on each kind of tenant. None of them keeps user names unique: whoever
//! sends a create again without a look makes two users.

use super::chance::Chance;
use super::land::Land;
use super::runtime;
use super::truth::Snapshot;
use crate::support::{Bench, no_options, person};
use seatwarden_sandbox::{Config, FaultKind, Faults, ScriptedFault};
use serde_json::json;

const INTERLEAVINGS: u64 = 10_000;
const NAME: &str = "ann@new.example";
/// Ways in which an answer is lost.
const LOSSES: [FaultKind; 9] = [
    FaultKind::LostBefore,
    FaultKind::LostAfter,
    FaultKind::Reset,
    FaultKind::Unavailable,
    FaultKind::ServerError,
    FaultKind::Cut,
    FaultKind::Html,
    FaultKind::Garbled,
    FaultKind::Slow,
];

/// What ten thousand of them came to.
#[derive(Debug, Default)]
struct Tally {
    calls: usize,
    creates: usize,
    lost: usize,
    not_exactly_one: Vec<u64>,
}

async fn interleaving(land: Land, seed: u64, tally: &mut Tally) {
    let mut chance = Chance::new(seed);
    let bench = Bench::new(Config {
        provider: land.provider(),
        seed,
        users: chance.below(3) as usize,
        duplicate_names: true,
        latency_ms: *chance.pick(&[(0, 0), (1, 40), (100, 9_000)]),
        ..Config::default()
    });
    let world = &bench.world;
    world.sandbox(|sandbox| {
        for _ in 0..=chance.below(3) {
            let mut fault =
                ScriptedFault::next(*chance.pick(&LOSSES)).after(chance.below(2) as u32);
            fault.method = Some("POST".to_owned());
            fault.path = Some(land.create_path().to_owned());
            fault.applied = chance.in_ten(6);
            sandbox.script(fault);
        }
    });
    let mut looks = Faults {
        script: Vec::new(),
        ..Faults::default()
    };
    if chance.in_ten(5) {
        looks = Faults {
            lost_before: 50,
            reset: 100,
            too_many: 50,
            unavailable: 100,
            html: 20,
            ..looks
        };
    }
    let mut wanted =
        json!({ "userName": NAME, "email": NAME, "givenName": "Ann", "familyName": "Ng" });
    if let [role, ..] = land.roles() {
        wanted["role"] = json!(role);
    }
    let (ann, none) = (person(wanted), no_options());
    // Somebody who was told that nobody knows calls again.
    for call in 0..20 {
        tally.calls += 1;
        if bench.client.provision(&ann, &none).await.is_ok() {
            break;
        }
        let faults = if call < 4 {
            looks.clone()
        } else {
            Faults::default()
        };
        world.sandbox(|sandbox| sandbox.set_faults(faults));
    }
    let creates = world.sandbox(|sandbox| {
        let requests = sandbox.requests().iter();
        let creates = requests.filter(|one| one.method == "POST" && one.path == land.create_path());
        creates.map(|one| one.fault.is_some()).collect::<Vec<_>>()
    });
    tally.creates += creates.len();
    tally.lost += creates.iter().filter(|lost| **lost).count();
    if Snapshot::of(land, world).folded(NAME).len() != 1 {
        tally.not_exactly_one.push(seed);
    }
}

fn interleavings(land: Land) {
    let mut tally = Tally::default();
    for seed in 0..INTERLEAVINGS {
        runtime().block_on(interleaving(land, seed, &mut tally));
    }
    println!(
        "{land:?}: {INTERLEAVINGS} interleavings, {} calls, {} creates sent, {} of them lost or late, {} without exactly one user",
        tally.calls,
        tally.creates,
        tally.lost,
        tally.not_exactly_one.len()
    );
    assert!(tally.lost as u64 > INTERLEAVINGS / 2, "{tally:?}");
    assert!(tally.not_exactly_one.is_empty(), "{tally:?}");
}

#[test]
fn a_lost_create_answer_of_zuora_leaves_exactly_one_user_in_ten_thousand_interleavings() {
    interleavings(Land::Zuora);
}

#[test]
fn a_lost_create_answer_of_oneid_leaves_exactly_one_user_in_ten_thousand_interleavings() {
    interleavings(Land::OneId);
}

#[test]
fn a_lost_create_answer_of_zoom_leaves_exactly_one_user_in_ten_thousand_interleavings() {
    interleavings(Land::Zoom);
}

#[test]
fn a_lost_create_answer_of_scim_leaves_exactly_one_user_in_ten_thousand_interleavings() {
    interleavings(Land::Scim);
}
