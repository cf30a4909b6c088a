//! Everything that is left to chance in a simulation: splitmix64, from one seed.

use super::land::Land;
use seatwarden_sandbox::{
    ClientAuth, Config, CreateBody, DeleteKey, ErrorShape, Faults, FilterSupport, InactiveShape,
    OneIdErrors, OneIdOptions, Paging, PathForm, PutAnswer, RateLimit, RecordShape, RetryAfter,
    ScimAuth, ScimOptions, ZoomOptions,
};

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
pub fn tenant(land: Land, seed: u64, chance: &mut Chance) -> Config {
    let config = Config {
        provider: land.provider(),
        seed,
        users: *chance.pick(&[0, 1, 12, 39, 40, 41, 60]),
        sparse: chance.in_ten(3),
        record: *chance.pick(&[RecordShape::Full, RecordShape::Full, RecordShape::Guide]),
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
        client_secret: Some(secret(land, seed)),
        client_id: Some(format!("client-{seed:x}")),
        ..Config::default()
    };
    Config {
        faults: faults(chance),
        rate_limit: chance.in_ten(1).then(|| limit(chance)),
        concurrency: *chance.pick(&[Some(40), Some(40), Some(3), Some(1), None]),
        ignored_fields: ignored(land, chance),
        zoom: zoom(chance),
        scim: scim(chance),
        oneid: oneid(chance),
        ..config
    }
}

/// A form, a header and a JSON string must each write it in another way. Zoom's have letters and digits alone.
fn secret(land: Land, seed: u64) -> String {
    match land {
        Land::Zoom => format!("canarySecret{seed:016x}Zoom"),
        Land::Zuora | Land::Scim | Land::OneId => format!("canary+\"secret\"/{seed:016x}=&"),
    }
}

fn faults(chance: &mut Chance) -> Faults {
    let faults = match chance.below(5) {
        0 => Faults::default(),
        1 => Faults::each(8),
        2 => Faults::each(25),
        3 => Faults {
            lost_before: 60,
            lost_after: 150,
            reset: 150,
            unavailable: 60,
            server_error: 60,
            ..Faults::default()
        },
        _ => Faults {
            too_many: 100,
            too_many_retry_after: 150,
            busy: 60,
            garbled: 20,
            echo: 30,
            ..Faults::default()
        },
    };
    Faults {
        // Sixteen MiB take their time, for us too.
        huge: faults.huge.min(1),
        slow_ms: *chance.pick(&[2_000, 29_000, 45_000]),
        retry_after_seconds: *chance.pick(&[1, 2, 30]),
        retry_after: *chance.pick(&[
            RetryAfter::Seconds,
            RetryAfter::Date,
            RetryAfter::Iso,
            RetryAfter::None,
        ]),
        ..faults
    }
}

/// A limit that says nothing of itself, or does.
fn limit(chance: &mut Chance) -> RateLimit {
    let (rate, burst) = (1 + chance.below(20), 1 + chance.below(20));
    RateLimit {
        charge_refused: chance.in_ten(5),
        headers: chance.in_ten(3),
        retry_after: *chance.pick(&[
            RetryAfter::None,
            RetryAfter::Seconds,
            RetryAfter::Date,
            RetryAfter::Iso,
        ]),
        ..RateLimit::hidden_bucket(rate, burst)
    }
}

/// Fields that the tenant takes and drops without a word.
fn ignored(land: Land, chance: &mut Chance) -> Vec<String> {
    if !chance.in_ten(1) {
        return Vec::new();
    }
    let names = match land {
        Land::Zuora => ["title", "firstName", "status"],
        Land::Zoom | Land::Scim | Land::OneId => ["title", "name", "title"],
    };
    vec![(*chance.pick(&names)).to_owned()]
}

fn zoom(chance: &mut Chance) -> ZoomOptions {
    ZoomOptions {
        page_cap: *chance.pick(&[100, 100, 7, 30]),
        pending: chance.in_ten(1),
        ..ZoomOptions::default()
    }
}

fn oneid(chance: &mut Chance) -> OneIdOptions {
    OneIdOptions {
        create: *chance.pick(&[CreateBody::Array, CreateBody::Object, CreateBody::Both]),
        inactive: *chance.pick(&[
            InactiveShape::Both,
            InactiveShape::Active,
            InactiveShape::Status,
        ]),
        patch_active: *chance.pick(&[None, None, Some(400), Some(405), Some(501)]),
        pending: chance.in_ten(2),
        paths: *chance.pick(&[PathForm::Either, PathForm::Slash, PathForm::Plain]),
        empty_patch: chance.in_ten(3),
        put_answer: *chance.pick(&[PutAnswer::Mixed, PutAnswer::List, PutAnswer::User]),
        empty_delete: chance.in_ten(3),
        delete_key: *chance.pick(&[DeleteKey::Optional, DeleteKey::Required]),
        errors: *chance.pick(&[
            OneIdErrors::Status,
            OneIdErrors::Ok,
            OneIdErrors::Scim,
            OneIdErrors::Empty,
        ]),
        filter: *chance.pick(&[
            FilterSupport::Full,
            FilterSupport::Full,
            FilterSupport::Ignored,
            FilterSupport::Empty,
        ]),
        ..OneIdOptions::default()
    }
}

fn scim(chance: &mut Chance) -> ScimOptions {
    ScimOptions {
        auth: *chance.pick(&[
            ScimAuth::Bearer,
            ScimAuth::Basic,
            ScimAuth::ClientCredentials,
        ]),
        client_auth: *chance.pick(&[ClientAuth::Basic, ClientAuth::Post]),
        page_cap: *chance.pick(&[100, 100, 7, 30]),
        paging: *chance.pick(&[Paging::Index, Paging::Index, Paging::Cursor, Paging::Both]),
        filter: *chance.pick(&[
            FilterSupport::Full,
            FilterSupport::Full,
            FilterSupport::Unsupported,
            FilterSupport::Refused,
            FilterSupport::Ignored,
            FilterSupport::Empty,
        ]),
        patch: !chance.in_ten(2),
        empty_patch: chance.in_ten(2),
        etag: chance.in_ten(3),
        discovery: !chance.in_ten(3),
        ..ScimOptions::default()
    }
}
