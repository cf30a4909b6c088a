//! The id of a plan: a hash of all that is in it and of the tenant that it is of. The same whatever the order of the keys,
//! the white space, and the spelling of a number, which other programs change when they read and write JSON.

use crate::connection::Tenant;
use seatwarden_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Beyond this, a float has no place for every whole number.
const WHOLE: f64 = 9_007_199_254_740_992.0;

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

/// Which tenant a plan is of: by its place, and by the caller's name for it; where it has none, by the client that reads it,
/// since many tenants of a vendor are in one place.
pub(super) fn of(tenant: &Tenant, name: &str) -> String {
    let (base, client) = (&tenant.base, tenant.oauth.as_ref());
    let client = client.filter(|_| name == base.host());
    let client = client.map_or("", |client| client.id.as_str());
    format!(
        "{}{}\n{name}\n{client}\n",
        base.origin().as_str(),
        base.path()
    )
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
        Value::Number(_) => {
            let number = value.as_f64().unwrap_or_default();
            to(b"#");
            if number.trunc() == number && number.abs() < WHOLE {
                // -0 is 0.
                to(&(number + 0.0).to_bits().to_be_bytes());
            } else {
                // Another program may write fewer digits.
                #[allow(clippy::as_conversions, clippy::cast_possible_truncation)]
                to(&(number as f32).to_bits().to_be_bytes());
            }
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
