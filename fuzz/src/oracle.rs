//! JSON as serde_json reads it, which shares nothing with our reader: each number keeps its digits, by its feature
//! `arbitrary_precision`, and integers that JavaScript could not hold are made texts here, in the tree.

use serde_json::Value;

/// ±2^53: beyond it JavaScript would read other integers than are written.
const LARGEST: &str = "9007199254740992";

/// Under this name serde_json hides a number from itself: an object with it is none that it could be asked about.
const HIDDEN: &str = "$serde_json::private";

/// What a text says. `None` if serde_json can't be asked: it stops a level before we do, and has a name of its own.
///
/// # Errors
/// What serde_json says of a text that is no JSON.
pub fn read(text: &str) -> Option<Result<Value, String>> {
    if text.contains(HIDDEN) {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(mut value) => {
            quote_large_integers(&mut value);
            Some(Ok(value))
        }
        Err(error) if error.to_string().starts_with("recursion limit") => None,
        Err(error) => Some(Err(error.to_string())),
    }
}

fn quote_large_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let spelled = number.to_string();
            if is_large_integer(&spelled) {
                *value = Value::String(spelled);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(quote_large_integers),
        Value::Object(fields) => fields.values_mut().for_each(quote_large_integers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// JSON's integers begin with no zero, so the longer of two is the larger.
fn is_large_integer(number: &str) -> bool {
    let digits = number.trim_start_matches('-');
    let whole = !digits.contains(['.', 'e', 'E']);
    whole && (digits.len(), digits) > (LARGEST.len(), LARGEST)
}
