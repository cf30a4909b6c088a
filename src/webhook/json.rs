//! What callers get, as JSON. Made field by field: a derived `Serialize` is there once for text and once for values.

use crate::error::Error;
use serde_json::{Map, Value};

/// An object of the fields that are there.
#[must_use]
pub fn object(fields: &mut [(&str, Option<Value>)]) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        if let Some(value) = value.take() {
            object.insert((*name).to_owned(), value);
        }
    }
    Value::Object(object)
}

/// A refusal. Nothing was sent, so there is no more to it.
#[must_use]
pub fn failure(error: &Error) -> Value {
    object(&mut [
        ("code", Some(error.code.to_string().into())),
        ("message", Some(error.message.as_str().into())),
        ("hint", error.hint.as_deref().map(Value::from)),
        ("retryable", Some(error.retryable.into())),
    ])
}
