//! Everything that is left to chance in a simulation: splitmix64, from one seed.

use seatwarden_sandbox::{Config, ErrorShape, Faults, RecordShape};

pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn in_ten(&mut self, tenths: u64) -> bool {
        self.below(10) < tenths
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }
}

/// A tenant of that seed, in trouble or not.
pub fn tenant(seed: u64, chance: &mut Chance) -> Config {
    let mut faults = match chance.below(4) {
        0 => Faults::default(),
        1 => Faults::each(10),
        2 => Faults::each(40),
        _ => Faults {
            lost_before: 60,
            lost_after: 150,
            reset: 150,
            unavailable: 100,
            ..Faults::default()
        },
    };
    faults.slow_ms = *chance.pick(&[2_000, 29_000, 45_000]);
    Config {
        seed,
        users: *chance.pick(&[0, 1, 39, 40, 41, 90]),
        sparse: chance.in_ten(3),
        record: *chance.pick(&[RecordShape::Full, RecordShape::Guide]),
        errors: Some(*chance.pick(&[
            ErrorShape::Ok,
            ErrorShape::Status,
            ErrorShape::Flat,
            ErrorShape::Errors,
            ErrorShape::Fault,
        ])),
        unique_email: chance.in_ten(3),
        token_seconds: chance.in_ten(3).then_some(90),
        latency_ms: *chance.pick(&[(0, 0), (1, 50), (200, 4_000)]),
        client_secret: Some(format!("canary-secret-{seed:016x}")),
        faults,
        ..Config::default()
    }
}
