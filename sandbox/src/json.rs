//! JSON objects in few bytes of code: `json!` unrolls every field, and the tenants are full of them.

use serde_json::{Map, Value};

/// The fields of an object: `fields! { "id": id, "active": true }`. A value that is `None` or
/// `null` leaves its field out.
macro_rules! fields {
    ($($name:tt : $value:expr),* $(,)?) => {
        $crate::json::collect(&mut [$(($name, serde_json::Value::from($value))),*])
    };
}

/// An object as a value.
macro_rules! object {
    ($($fields:tt)*) => { serde_json::Value::Object($crate::json::fields! { $($fields)* }) };
}

/// An array: `array![1, "two"]`.
macro_rules! array {
    ($($value:expr),* $(,)?) => {
        serde_json::Value::Array(vec![$(serde_json::Value::from($value)),*])
    };
}

pub(crate) use {array, fields, object};

/// Takes the values out of the pairs.
pub(crate) fn collect(pairs: &mut [(&str, Value)]) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in pairs {
        set(&mut fields, name, value.take());
    }
    fields
}

/// Sets a field; `null` removes it.
pub(crate) fn set(fields: &mut Map<String, Value>, name: &str, value: Value) {
    if value.is_null() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), value);
    }
}

/// The text of a field; empty when it is absent or no text.
pub(crate) fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The elements of an array that is a field; none when it is absent or no array.
pub(crate) fn items<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    let items = fields.get(name).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

/// Whether a flag is set.
pub(crate) fn flag(fields: &Map<String, Value>, name: &str) -> bool {
    fields.get(name) == Some(&Value::Bool(true))
}
