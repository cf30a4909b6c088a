//! A million deliveries that differ from a good one in something that is signed, that is secret or that ages: none is
//! accepted. One number decides all of them, and a failure says which delivery it was.

use crate::support::{Vector, deliveries, verified};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use seatwarden::secret::Secret;
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::generic::GenericScheme;
use seatwarden::webhook::source::Source;
use seatwarden::webhook::value;
use serde_json::Value;

/// 13 sources at this many each are 1,000,012.
const EACH: u32 = 76_924;

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// A good delivery, taken apart.
#[derive(Clone)]
struct Good {
    name: String,
    source: Source,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    secrets: Vec<String>,
    generic: Option<GenericScheme>,
    now: u64,
    tolerance: Option<u64>,
    /// Whether body and time are signed.
    signed: bool,
    timed: bool,
}

impl Good {
    fn of(vector: &Vector) -> Self {
        let json = vector.json();
        let given = Delivery::read(&json).unwrap();
        let flat = |value: &Value| match value {
            Value::Array(items) => items
                .iter()
                .map(|item| item.as_str().unwrap().to_owned())
                .collect(),
            value => vec![value.as_str().unwrap().to_owned()],
        };
        let headers = match &vector.delivery["headers"] {
            Value::Array(pairs) => pairs
                .iter()
                .map(|pair| (flat(&pair[0])[0].clone(), flat(&pair[1])[0].clone()))
                .collect(),
            Value::Object(fields) => fields
                .iter()
                .flat_map(|(name, value)| {
                    flat(value)
                        .into_iter()
                        .map(move |value| (name.clone(), value))
                })
                .collect(),
            _ => panic!("{}", vector.name),
        };
        let one = vector.delivery.get("secret").and_then(Value::as_str);
        let list = vector.delivery["secrets"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|secret| secret.as_str().unwrap());
        let verified = &vector.expect["ok"];
        Self {
            name: vector.name.clone(),
            source: vector.source(),
            headers,
            body: vector.body(),
            secrets: one.into_iter().chain(list).map(str::to_owned).collect(),
            generic: given.generic,
            now: vector.delivery["now"].as_u64().unwrap(),
            tolerance: given.tolerance,
            signed: verified["strength"] == "signature",
            timed: verified.get("timestamp").is_some(),
        }
    }

    fn passes(&self) -> bool {
        let pair = |(name, value): &(String, String)| {
            let text = |text: &str| value::Value::from(text.to_owned());
            value::Value::List(vec![text(name), text(value)])
        };
        let delivery = Delivery {
            headers: value::Value::List(self.headers.iter().map(pair).collect()),
            secrets: Some(self.secrets.iter().cloned().map(Secret::new).collect()),
            now: Some(self.now),
            tolerance: self.tolerance,
            generic: self.generic.clone(),
            ..Delivery::default()
        };
        verified(self.source, &delivery, &self.body).is_ok()
    }

    /// Where in `headers` those are that prove something.
    fn proving(&self) -> Vec<usize> {
        const BESIDE: [&str; 2] = ["content-type", "x-forwarded-for"];
        (0..self.headers.len())
            .filter(|at| !BESIDE.contains(&self.headers[*at].0.to_lowercase().as_str()))
            .collect()
    }
}

/// Changes text in one place.
fn change_text(chance: &mut Chance, text: &str) -> String {
    const LETTERS: &[u8] = b"0123456789abcdefABCDEFghXYZ+/-_=,. \t:|\"'v1t%\0";
    let mut letters: Vec<char> = text.chars().collect();
    let letter = char::from(LETTERS[chance.below(LETTERS.len())]);
    let at = chance.below(letters.len() + 1);
    match chance.below(6) {
        0 => letters.insert(at, letter),
        1 if at < letters.len() => drop(letters.remove(at)),
        2 if at < letters.len() => letters[at] = letter,
        3 => letters.truncate(at),
        4 => letters.extend(text.chars().take(at)),
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.push(letter),
    }
    letters.into_iter().collect()
}

/// Changes bytes in one place.
fn change_bytes(chance: &mut Chance, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = chance.below(bytes.len() + 1);
    let byte = chance.next() as u8;
    match chance.below(6) {
        0 => bytes.insert(at, byte),
        1 if at < bytes.len() => drop(bytes.remove(at)),
        2 if at < bytes.len() => bytes[at] ^= 1 << (byte % 8),
        3 => bytes.truncate(at),
        4 => bytes.extend_from_slice(&[byte % 10 + b'0'; 4][..chance.below(4) + 1]),
        _ if at + 1 < bytes.len() => bytes.swap(at, at + 1),
        _ => bytes.push(byte),
    }
    bytes
}

/// What a header's value amounts to, so that two writings of one thing are not taken for two things.
fn amount(source: Source, value: &str) -> Vec<String> {
    let value = value.trim_matches([' ', '\t']);
    match source {
        Source::Finch | Source::StandardWebhooks => value
            .split(' ')
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect(),
        Source::WorkOs => {
            let mut fields: Vec<_> = value
                .split(',')
                .map(|field| field.trim_matches([' ', '\t']).to_lowercase())
                .collect();
            fields.retain(|field| field.starts_with("t=") || field.starts_with("v1="));
            fields.sort();
            vec![fields.join(",")]
        }
        Source::Okta => {
            let bare = value
                .get(..7)
                .filter(|scheme| scheme.eq_ignore_ascii_case("bearer "));
            vec![value[bare.map_or(0, str::len)..].to_owned()]
        }
        Source::Factorial => vec![value.to_owned()],
        Source::Merge | Source::Generic => vec![value.trim_end_matches('=').to_owned()],
        Source::HiBob => vec![value.to_owned()],
        _ => vec![value.to_lowercase()],
    }
}

/// Whether a changed header could rightly pass: some signature in it is still the old one.
fn still_right(source: Source, old: &str, new: &str) -> bool {
    let old = amount(source, old);
    amount(source, new).iter().any(|part| old.contains(part))
}

/// What a secret amounts to: HMAC fills a key up with zeros (RFC 2104 §2), base64 may be padded or not.
fn key(source: Source, secret: &str) -> Vec<u8> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let mut key = match source {
        Source::Finch | Source::StandardWebhooks => {
            let bare = secret.trim().trim_start_matches("whsec_");
            LENIENT
                .decode(bare)
                .unwrap_or_else(|_| secret.trim().trim_end_matches('=').as_bytes().to_vec())
        }
        Source::Okta => amount(source, secret).concat().into_bytes(),
        _ => secret.as_bytes().to_vec(),
    };
    while key.last() == Some(&0) {
        key.pop();
    }
    key
}

/// One delivery that must not pass; `None` if the dice gave one that may.
fn mutated(chance: &mut Chance, good: &Good, other: &Good) -> Option<Good> {
    let mut bad = good.clone();
    let proving = good.proving();
    let at = proving[chance.below(proving.len())];
    match chance.below(10) {
        0..=3 if good.signed => {
            bad.body = change_bytes(chance, &good.body);
            (bad.body != good.body).then_some(bad)
        }
        0..=5 => {
            let (_, value) = &good.headers[at];
            let changed = change_text(chance, value);
            let may = still_right(good.source, value, &changed);
            bad.headers[at].1 = changed;
            (!may).then_some(bad)
        }
        6 => {
            let [secret] = bad.secrets.as_mut_slice() else {
                return None;
            };
            let changed = change_text(chance, secret);
            let may = key(good.source, &changed) == key(good.source, secret);
            *secret = changed;
            (!may).then_some(bad)
        }
        7 => {
            let (name, value) = good.headers[at].clone();
            match chance.below(3) {
                0 => drop(bad.headers.remove(at)),
                1 => bad.headers.push((name.to_uppercase(), value)),
                _ => bad.headers[at].0 = change_text(chance, &name),
            }
            let renamed = bad.headers.len() == good.headers.len();
            (!renamed || !bad.headers[at].0.eq_ignore_ascii_case(&name)).then_some(bad)
        }
        8 if good.timed => {
            // Five years on or back, but not the hours that any tolerance of the fixture would bridge.
            let far = 100_000_000 + chance.next() % 157_680_000_000;
            bad.now = if chance.below(2) == 0 {
                good.now + far
            } else {
                good.now - far
            };
            Some(bad)
        }
        _ if good.signed => {
            // The headers of one delivery over another's body.
            bad.body.clone_from(&other.body);
            let same = bad.body == good.body;
            (!same).then_some(bad)
        }
        _ => None,
    }
}

fn none_is_accepted(source: Source) {
    let seeds: Vec<_> = deliveries()
        .iter()
        .filter(|vector| vector.source() == source && vector.expect.get("ok").is_some())
        // In a list of headers by name, one that is spelled twice would be lost.
        .map(Good::of)
        .collect();
    assert!(seeds.iter().all(Good::passes), "{source:?}");
    let mut chance = Chance(0x5EA7 ^ source as u64);
    let mut tried = 0;
    while tried < EACH {
        let good = &seeds[chance.below(seeds.len())];
        let other = &seeds[chance.below(seeds.len())];
        let Some(bad) = mutated(&mut chance, good, other) else {
            continue;
        };
        tried += 1;
        assert!(
            !bad.passes(),
            "delivery {tried} of {source:?} was accepted: {} became\nheaders {:?}\nbody {:?}\nsecrets {:?}\nnow {}",
            good.name,
            bad.headers,
            String::from_utf8_lossy(&bad.body),
            bad.secrets,
            bad.now
        );
    }
}

macro_rules! each_source {
    ($($test:ident: $source:ident),* $(,)?) => {
        $(#[test]
        fn $test() {
            none_is_accepted(Source::$source);
        })*

        #[test]
        fn the_mutations_are_a_million() {
            let sources = [$(Source::$source),*];
            assert_eq!(sources, Source::ALL);
            assert!(sources.len() as u32 * EACH >= 1_000_000);
        }
    };
}

each_source! {
    no_mutated_delivery_of_bamboohr_is_accepted: BambooHr,
    no_mutated_delivery_of_hibob_is_accepted: HiBob,
    no_mutated_delivery_of_gusto_is_accepted: Gusto,
    no_mutated_delivery_of_deel_is_accepted: Deel,
    no_mutated_delivery_of_personio_is_accepted: Personio,
    no_mutated_delivery_of_factorial_is_accepted: Factorial,
    no_mutated_delivery_of_merge_is_accepted: Merge,
    no_mutated_delivery_of_finch_is_accepted: Finch,
    no_mutated_delivery_of_workos_is_accepted: WorkOs,
    no_mutated_delivery_of_standard_webhooks_is_accepted: StandardWebhooks,
    no_mutated_delivery_of_okta_is_accepted: Okta,
    no_mutated_delivery_of_rippling_is_accepted: Rippling,
    no_mutated_delivery_of_a_described_scheme_is_accepted: Generic,
}
