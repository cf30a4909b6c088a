//! Documents that a seed makes, and what becomes of them when a byte is changed: serde_json, which shares nothing with our
//! reader, must take the same ones and read the same in them.

use seatwarden_json::{Value, from_str, is_large_integer};
use serde_json::Value as Theirs;

/// Numbers from a seed (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap() % limit
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const SPACE: [&str; 6] = ["", "", "", " ", "\n\t", "\r\n  "];
const DIGITS: [&str; 16] = [
    "0",
    "-0",
    "1",
    "-17",
    "0.5",
    "1.10",
    "1e3",
    "-2.5E-2",
    "1e+5",
    "123456789012345",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "-9007199254740993",
    "18446744073709551616",
    "0.1234567890123456789",
];
const PARTS: [&str; 20] = [
    "a",
    "b",
    "id",
    "é",
    "€",
    "😀",
    "\u{7f}",
    "\u{2028}",
    " ",
    "/",
    "\\/",
    "\\\"",
    "\\\\",
    "\\n",
    "\\t",
    "\\u0000",
    "\\u00e9",
    "\\uD83D\\uDE00",
    "\\b\\f\\r",
    "longer than the others",
];

fn string(chance: &mut Chance, out: &mut String) {
    out.push('"');
    for _ in 0..chance.below(5) {
        out.push_str(chance.one(&PARTS));
    }
    out.push('"');
}

fn document(chance: &mut Chance, depth: usize, out: &mut String) {
    out.push_str(chance.one(&SPACE));
    match chance.below(if depth == 0 { 5 } else { 9 }) {
        0 => out.push_str(chance.one(&["null", "true", "false"])),
        1 | 2 => out.push_str(chance.one(&DIGITS)),
        3 | 4 => string(chance, out),
        5 | 6 => {
            out.push('[');
            for at in 0..chance.below(5) {
                out.push_str(if at > 0 { "," } else { "" });
                document(chance, depth - 1, out);
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for at in 0..chance.below(6) {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(chance.one(&SPACE));
                string(chance, out);
                out.push_str(chance.one(&SPACE));
                out.push(':');
                document(chance, depth - 1, out);
            }
            out.push('}');
        }
    }
    out.push_str(chance.one(&SPACE));
}

/// Whether ours says what theirs says.
fn agree(ours: &Value, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        (Value::String(ours), Theirs::String(theirs)) => ours == theirs.as_str(),
        // Too large for JavaScript: our text, their number.
        (Value::String(ours), Theirs::Number(theirs)) => {
            is_large_integer(ours) && near(ours.parse().unwrap(), theirs.as_f64().unwrap())
        }
        (Value::Number(digits), Theirs::Number(theirs)) => {
            let exact = theirs.as_i64().map(|whole| whole.to_string());
            !is_large_integer(digits)
                && near(digits.parse().unwrap(), theirs.as_f64().unwrap())
                && exact.is_none_or(|exact| *digits == *exact)
        }
        (Value::Array(ours), Theirs::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| agree(ours, theirs))
        }
        (Value::Object(ours), Theirs::Object(theirs)) => {
            let all_theirs = theirs
                .iter()
                .all(|(name, value)| ours.get(name).is_some_and(|ours| agree(ours, value)));
            all_theirs && ours.keys().all(|name| theirs.contains_key(&**name))
        }
        _ => false,
    }
}

fn near(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= one.abs() * 1e-15
}

/// Whether it was JSON.
fn compare(text: &str, seed: u64) -> bool {
    match (from_str(text), serde_json::from_str::<Theirs>(text)) {
        (Ok(ours), Ok(theirs)) => {
            assert!(
                agree(&ours, &theirs),
                "seed {seed}: {text}\n{ours:?}\n{theirs}"
            );
            let written = ours.to_string();
            assert_eq!(
                from_str(&written).as_ref(),
                Ok(&ours),
                "seed {seed}: {written}"
            );
            let again: Theirs = serde_json::from_str(&written).unwrap();
            assert!(agree(&ours, &again), "seed {seed}: {written}");
            true
        }
        (Err(error), Err(_)) => {
            assert!(error.at <= text.len(), "seed {seed}: {error:?}");
            false
        }
        // A float that none can hold keeps its digits here.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => true,
        (ours, theirs) => panic!("seed {seed}: {text:?}\n{ours:?}\n{theirs:?}"),
    }
}

#[test]
fn whatever_is_written_serde_json_reads_the_same() {
    for seed in 1..=4_000_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut text = String::new();
        document(&mut chance, 5, &mut text);
        assert!(compare(&text, seed), "seed {seed} is JSON: {text}");
    }
}

#[test]
fn whatever_is_damaged_serde_json_refuses_the_same() {
    const OTHERS: &[u8] = b"\"\\{}[]:,0123456789.eE+-untrfalse \n\t\x01/x";
    let (mut read, mut refused) = (0, 0);
    for seed in 1..=4_000_u64 {
        let mut chance = Chance(seed.wrapping_mul(0xbf58_476d_1ce4_e5b9));
        let mut text = String::new();
        document(&mut chance, 3, &mut text);
        for _ in 0..8 {
            let mut bytes = text.clone().into_bytes();
            let at = chance.below(bytes.len());
            match chance.below(4) {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, chance.one(OTHERS)),
                2 => bytes.truncate(at),
                _ => bytes[at] = chance.one(OTHERS),
            }
            // A text that is no Unicode doesn't come this far.
            let Ok(damaged) = String::from_utf8(bytes) else {
                continue;
            };
            if compare(&damaged, seed) {
                read += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(
        read > 5_000 && refused > 10_000,
        "{read} read, {refused} refused"
    );
}
