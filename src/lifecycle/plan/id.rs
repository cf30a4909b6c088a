//! The id of a plan: a hash of all that is in it and of the tenant that it is of. The same whatever the order of the keys,
//! the white space, and the spelling of a number, which other programs change when they read and write JSON.

use crate::provider::Directory;
use seatwarden_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The id of a plan without one. `tenant`: which one it is of, see [`of`].
pub(super) fn id(plan: &Map, tenant: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(tenant);
    fields(plan, &mut |bytes| hash.update(bytes), true);
    let mut id = String::new();
    for byte in hash.finalize() {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Which tenant a plan is of. Many tenants of a vendor are in one place, so the client that reads it counts, too, and what
/// it says of itself: the account, the entities.
pub(super) fn of(directory: &dyn Directory) -> String {
    let (tenant, base) = (directory.tenant(), &directory.tenant().base);
    let client = tenant.oauth.as_ref();
    let (client, form) = client.map_or(("", ""), |client| (&client.id, &client.form));
    let mut of = format!(
        "{}{}\n{client}\n{form}\n",
        base.origin().as_str(),
        base.path()
    );
    for (name, value) in directory.headers() {
        of.push_str(&format!("{name}: {value}\n"));
    }
    of
}

/// Whether two values are the same, however their numbers are spelled and their keys ordered.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    let bytes = |value: &Value| {
        let mut all = Vec::new();
        feed(value, &mut |bytes| all.extend_from_slice(bytes));
        all
    };
    one == other || bytes(one) == bytes(other)
}

fn feed(value: &Value, to: &mut dyn FnMut(&[u8])) {
    match value {
        Value::Null => to(b"n"),
        Value::Bool(true) => to(b"t"),
        Value::Bool(false) => to(b"f"),
        Value::Number(number) => {
            let (is_negative, digits, places) = decimal(number);
            to(if is_negative { b"-" } else { b"#" });
            string(&digits, to);
            to(&places.to_be_bytes());
        }
        Value::String(text) => string(text, to),
        Value::Array(items) => {
            to(b"[");
            items.iter().for_each(|item| feed(item, to));
            to(b"]");
        }
        Value::Object(map) => fields(map, to, false),
    }
}

/// The fields by their names; without the `id` of the whole.
fn fields(map: &Map, to: &mut dyn FnMut(&[u8]), whole: bool) {
    to(b"{");
    let mut last: Option<&str> = None;
    // The next name each time: an object has few.
    while let Some((name, value)) = map
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, _)| last.is_none_or(|last| *name > last))
        .min_by_key(|(name, _)| *name)
    {
        if !(whole && name == "id") {
            string(name, to);
            feed(value, to);
        }
        last = Some(name);
    }
    to(b"}");
}

fn string(text: &str, to: &mut dyn FnMut(&[u8])) {
    to(b"\"");
    // The length, so that no text can look like the end of it and something else.
    to(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
    to(text.as_bytes());
}

/// So many digits of a fraction count: other programs keep 15 of them for certain, and some write 17.
const DIGITS: usize = 15;
/// Those of 2^53: up to there whole numbers stay as they are.
const WHOLE_DIGITS: usize = 16;

/// A number as its digits, without zeros around them, and the place of the first one: the same however it is spelled.
fn decimal(number: &str) -> (bool, String, i64) {
    let rest = number.strip_prefix('-');
    let (mantissa, exponent) = match rest.unwrap_or(number).split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().unwrap_or(i64::MAX)),
        None => (rest.unwrap_or(number), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let led = all.trim_start_matches('0');
    let zeros = i64::try_from(all.len() - led.len()).unwrap_or(0);
    let mut places = i64::try_from(whole.len()).unwrap_or(0) - zeros;
    let is_whole = exponent == 0 && fraction.trim_end_matches('0').is_empty();
    let most = if is_whole { WHOLE_DIGITS } else { DIGITS };
    let mut digits: String = led.chars().take(most).collect();
    if led.chars().nth(most).is_some_and(|digit| digit >= '5') {
        // Rounded up: nines become nothing, and the digit before them is one more.
        let kept = digits.trim_end_matches('9').len();
        digits.truncate(kept);
        match digits.pop().and_then(|last| last.to_digit(10)) {
            Some(last) => digits.extend(char::from_digit(last + 1, 10)),
            None => {
                digits.push('1');
                places += 1;
            }
        }
    }
    let digits = digits.trim_end_matches('0').to_owned();
    if digits.is_empty() {
        return (false, digits, 0);
    }
    (rest.is_some(), digits, exponent.saturating_add(places))
}
