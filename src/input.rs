//! Reads what a caller gave: JSON in, checked values out, and a message that names the path of what is wrong.
//! No value of the input is ever repeated in a message: it might be a secret in the wrong place.
//!
//! Read field by field and not by derived code: for eight shapes, derives with `serde_path_to_error` came to
//! 124 KB of wasm, a third of the core (HACKING.md).

mod fields;
mod place;
pub mod trace;

pub use fields::Fields;

use crate::error::Error;
use seatwarden_json::{Privacy, Problem, Value};

/// The longest text that any field takes, in bytes. The longest that a vendor documents is 255 characters.
pub const MAX_TEXT: usize = 16 * 1024;
/// The largest input that is read at all, in bytes (a batch of people is the largest honest one).
pub const MAX_INPUT: usize = 64 * 1024 * 1024;
const MAX_DEPTH: usize = 32;

/// Reads JSON. `name` stands at the beginning of the path in messages, unless it is empty: `person.email: …`.
///
/// # Errors
/// `invalid_input` naming the path where the text stops being JSON.
pub fn parse(name: &str, text: &str) -> Result<Value, Error> {
    if text.len() > MAX_INPUT {
        return Err(Error::invalid_input(
            root(name),
            format_args!("is larger than {MAX_INPUT} bytes"),
        ));
    }
    seatwarden_json::from_string(text.to_owned(), Privacy::Private).map_err(|(error, _)| {
        let problem = match error.problem {
            Problem::Surrogate => "has a lone surrogate, which is not a character",
            Problem::Depth => "is nested too deeply",
            Problem::Fields => "has an object of too many fields",
            Problem::Syntax => "is not JSON",
        };
        let path = place::path_at(text, error.at);
        Error::invalid_input(&join(name, &path), problem)
    })
}

fn root(name: &str) -> &str {
    if name.is_empty() { "input" } else { name }
}

fn join(name: &str, key: &str) -> String {
    match (name, key) {
        (name, "") => root(name).to_owned(),
        ("", key) => key.to_owned(),
        (name, key) if key.starts_with('[') => format!("{name}{key}"),
        (name, key) => format!("{name}.{key}"),
    }
}

/// Something else was expected.
#[must_use]
pub fn expected(path: &str, what: &str) -> Error {
    Error::invalid_input(path, format_args!("expected {what}"))
}

/// Refuses a text that no vendor would take.
///
/// # Errors
/// `invalid_input` if it is longer than [`MAX_TEXT`] or holds a control character.
pub fn check_text(path: &str, text: &str) -> Result<(), Error> {
    if text.len() > MAX_TEXT {
        return Err(Error::invalid_input(
            path,
            format_args!("is {} bytes long; {MAX_TEXT} are taken", text.len()),
        ));
    }
    if text.chars().any(char::is_control) {
        return Err(Error::invalid_input(path, "has a control character"));
    }
    Ok(())
}

/// As [`check_text`], for what names somebody: not empty and no white space around it.
///
/// # Errors
/// `invalid_input` if it is empty, blank at an end, too long, or holds a control character.
pub fn check_name(path: &str, text: &str) -> Result<(), Error> {
    check_text(path, text)?;
    if text.is_empty() {
        return Err(Error::invalid_input(path, "is empty"));
    }
    if text.trim().len() != text.len() {
        return Err(Error::invalid_input(path, "has white space around it"));
    }
    Ok(())
}

/// Refuses texts over [`MAX_TEXT`] and nesting anywhere inside a free-form value. Line breaks are allowed here.
///
/// # Errors
/// `invalid_input` naming the path.
pub fn check_value(path: &str, value: &Value) -> Result<(), Error> {
    check_value_at(path, value, 0)
}

fn check_value_at(path: &str, value: &Value, depth: usize) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::invalid_input(path, "is nested too deeply"));
    }
    match value {
        Value::String(text) if text.len() > MAX_TEXT => Err(Error::invalid_input(
            path,
            format_args!("is {} bytes long; {MAX_TEXT} are taken", text.len()),
        )),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(at, item)| check_value_at(&format!("{path}[{at}]"), item, depth + 1)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, item)| {
            check_text(path, key)?;
            check_value_at(&format!("{path}.{key}"), item, depth + 1)
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_json_is_named_by_its_path() {
        for (text, wanted) in [
            (
                "{\"who\":\"\\ud800\"}",
                "who: has a lone surrogate, which is not a character",
            ),
            (
                "{\"a\":{\"b\":[1,{\"c\":\"\\udfff x\"}]}}",
                "a.b[1].c: has a lone surrogate, which is not a character",
            ),
            ("{\"a\":1,\n \"b\":[2,\n nope]}", "b[1]: is not JSON"),
            ("{\"who\"", "input: is not JSON"),
            ("", "input: is not JSON"),
            ("{} {}", "input: is not JSON"),
        ] {
            assert_eq!(parse("", text).unwrap_err().message, wanted, "{text}");
        }
        let error = parse("options", "{\"a\": nope}").unwrap_err();
        assert_eq!(error.message, "options.a: is not JSON");
    }

    #[test]
    fn a_message_names_the_path_and_never_the_value() {
        let fields = |value: Value| Fields::of("connection", value).unwrap();
        let mut given = fields(seatwarden_json::json!({
            "secret": 4711, "sizes": ["canary", 1], "flag": "canary", "colour": "canary",
        }));
        for (error, wanted) in [
            (
                given.text("secret").unwrap_err(),
                "connection.secret: expected a string",
            ),
            (
                given.texts("sizes").unwrap_err(),
                "connection.sizes[1]: expected a string",
            ),
            (
                given.flag("flag").unwrap_err(),
                "connection.flag: expected a boolean",
            ),
            (given.missing("clientId"), "connection.clientId: is missing"),
            (given.end().unwrap_err(), "connection.colour: unknown field"),
        ] {
            assert_eq!(error.message, wanted);
        }
        let error = Fields::of("connection", Value::String("canary".into()))
            .err()
            .unwrap();
        assert_eq!(error.message, "connection: expected an object");
    }

    #[test]
    fn names_are_not_empty_blank_endless_or_controlled() {
        for bad in [
            "",
            " jane",
            "jane ",
            "ja\nne",
            "ja\0ne",
            &"x".repeat(MAX_TEXT + 1),
        ] {
            assert!(check_name("who", bad).is_err());
        }
        assert!(check_name("who", "o\"brien+x@example.com").is_ok());
    }
}
