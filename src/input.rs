//! Reads what a caller gave: JSON text in, typed values out, and a message that names the path of what is wrong.
//! No value of the input is ever repeated in a message: it might be a secret in the wrong place.

use crate::error::Error;
use serde::Deserialize;
use serde_json::Value;

/// The longest text that any field takes, in bytes. The longest that a vendor documents is 255 characters.
pub const MAX_TEXT: usize = 16 * 1024;
/// The largest input that is read at all, in bytes (a batch of people is the largest honest one).
pub const MAX_INPUT: usize = 64 * 1024 * 1024;
const MAX_DEPTH: usize = 32;

/// Reads `text` as a `T`. `name` stands at the beginning of the path in messages, unless it is empty:
/// `person.email: …`.
///
/// # Errors
/// `invalid_input` naming the path: unknown key, missing field, wrong type, not JSON, a text over [`MAX_TEXT`].
pub fn read<'a, T: Deserialize<'a>>(name: &str, text: &'a str) -> Result<T, Error> {
    if text.len() > MAX_INPUT {
        return Err(Error::invalid_input(
            name,
            format_args!("is larger than {MAX_INPUT} bytes"),
        ));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = join(name, &error.path().to_string());
        Error::invalid_input(&path, problem(&error.into_inner()))
    })?;
    json.end()
        .map_err(|_| Error::invalid_input(name, "has something behind the end of the JSON"))?;
    Ok(value)
}

fn join(name: &str, path: &str) -> String {
    match path {
        "" | "." if name.is_empty() => String::from("input"),
        "" | "." => name.to_owned(),
        path if name.is_empty() => path.to_owned(),
        path if path.starts_with('[') => format!("{name}{path}"),
        path => format!("{name}.{path}"),
    }
}

/// What serde says, without the value that it found.
fn problem(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said
        .rfind(" at line ")
        .and_then(|end| said.get(..end))
        .unwrap_or(&said);
    if error.is_data() {
        if said.starts_with("missing field")
            || said.starts_with("unknown field")
            || said.starts_with("duplicate field")
        {
            return said.replace('`', "\"");
        }
        let expected = said.rfind("expected ").and_then(|at| said.get(at + 9..));
        return format!(
            "expected {}",
            expected.map_or("something else", in_json_words)
        );
    }
    if said.contains("surrogate") || said.contains("hex escape") {
        return String::from("has a lone surrogate, which is not a character");
    }
    if said.contains("recursion limit") {
        return String::from("is nested too deeply");
    }
    format!("is not JSON ({said})")
}

/// What serde expects, in the words of JSON.
fn in_json_words(expected: &str) -> &str {
    match expected {
        "f64" | "f32" => "a number",
        "u64" | "u32" | "usize" => "a whole number from 0",
        "a sequence" => "an array",
        "a map" => "an object",
        rust if rust.starts_with("struct ") => "an object",
        other => other,
    }
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
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Probe {
        #[allow(dead_code)]
        client_secret: String,
        #[allow(dead_code)]
        sizes: Option<Vec<u32>>,
    }

    fn refused(text: &str) -> String {
        read::<Probe>("connection", text)
            .unwrap_err()
            .message
            .clone()
    }

    #[test]
    fn a_message_names_the_path_and_never_the_value() {
        for (text, wanted) in [
            (
                "{\"clientSecret\":4711}",
                "connection.clientSecret: expected a string",
            ),
            ("{}", "connection: missing field \"clientSecret\""),
            (
                "{\"clientSecret\":\"x\",\"sizes\":[1,\"canary\"]}",
                "connection.sizes[1]: expected a whole number from 0",
            ),
            ("\"canary\"", "connection: expected an object"),
            (
                "{\"clientSecret\":\"\\ud800\"}",
                "connection.clientSecret: has a lone surrogate, which is not a character",
            ),
        ] {
            assert_eq!(refused(text), wanted);
        }
        let unknown = refused("{\"clientSecret\":\"x\",\"colour\":\"canary\"}");
        assert!(
            unknown.starts_with("connection.colour: unknown field \"colour\""),
            "{unknown}"
        );
        assert!(refused("{\"clientSecret\":\"x\"} {").contains("behind the end"));
        assert!(refused("{\"clientSecret").contains("is not JSON"));
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
