//! The headers of a delivery, whatever the runtime calls them. Names have no case; a header that matters is there once.

use super::invalid;
use super::value::Value;
use crate::error::Error;
use crate::input::{self, expected};

const PAIRS: &str = "pairs of name and value";

/// The headers as they came.
#[derive(Debug, Default)]
pub struct Headers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Headers<'a> {
    /// Reads `[[name, value], …]` or `{ name: value | [value, …] }`. `null` is a header that isn't there.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(given: &'a Value<'_>) -> Result<Self, Error> {
        let mut headers = Vec::new();
        match given {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::Text(text) => headers.push((&**name, &**text)),
                        Value::List(items) => {
                            for item in items {
                                headers.push((name, item.as_text().ok_or_else(|| bad(name))?));
                            }
                        }
                        Value::Null => {}
                        _ => return Err(bad(name)),
                    }
                }
            }
            Value::List(pairs) => {
                for pair in pairs {
                    let Value::List(pair) = pair else {
                        return Err(expected("headers", PAIRS));
                    };
                    let [Value::Text(name), Value::Text(value)] = pair.as_slice() else {
                        return Err(expected("headers", PAIRS));
                    };
                    headers.push((name, value));
                }
            }
            _ => return Err(expected("headers", "an object")),
        }
        Ok(Self(headers))
    }

    /// The value of a header, without the white space around it (RFC 9110 §5.5).
    ///
    /// # Errors
    /// `webhook_invalid` if it is there more than once: which of them is meant can't be told.
    pub fn one(&self, name: &str) -> Result<Option<&'a str>, Error> {
        let mut values = self
            .0
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_matches([' ', '\t']));
        match (values.next(), values.next()) {
            (Some(_), Some(_)) => Err(invalid(format!(
                "the header {name} is there more than once"
            ))),
            (value, _) => Ok(value),
        }
    }

    /// As [`Headers::one`], for a header that has to be there.
    ///
    /// # Errors
    /// `webhook_invalid` if it is missing, empty or there more than once.
    pub fn needed(&self, name: &str) -> Result<&'a str, Error> {
        self.one(name)?
            .filter(|value| !value.is_empty())
            .ok_or_else(|| invalid(format!("the header {name} is missing")))
    }
}

fn bad(name: &str) -> Error {
    // The name is shown if it can be one; what else it is might be a secret in the wrong place.
    let path = match input::check_name("headers", name) {
        Ok(()) => format!("headers.{name}"),
        Err(_) => String::from("headers"),
    };
    expected(&path, "a string or an array of strings")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with<T>(given: serde_json::Value, look: impl FnOnce(Result<Headers<'_>, Error>) -> T) -> T {
        let text = given.to_string();
        look(Headers::read(&Value::read(&text).unwrap()))
    }

    #[test]
    fn names_have_no_case_and_values_no_white_space_around_them() {
        let given = json!({ "X-Signature": " \tabc ", "other": ["1"], "none": null });
        with(given, |headers| {
            let headers = headers.unwrap();
            assert_eq!(headers.one("x-signature").unwrap(), Some("abc"));
            assert_eq!(headers.one("OTHER").unwrap(), Some("1"));
            assert_eq!(headers.one("none").unwrap(), None);
            assert!(headers.needed("none").is_err());
        });
    }

    #[test]
    fn a_header_in_two_spellings_is_there_twice() {
        for given in [
            json!({ "X-Signature": "a", "x-signature": "a" }),
            json!({ "x-signature": ["a", "a"] }),
            json!([["x-signature", "a"], ["X-SIGNATURE", "b"]]),
        ] {
            with(given, |headers| {
                assert!(headers.unwrap().one("x-signature").is_err());
            });
        }
    }

    #[test]
    fn what_is_no_header_is_named_by_its_path() {
        for (given, wanted) in [
            (
                json!({ "x": 1 }),
                "headers.x: expected a string or an array of strings",
            ),
            (
                json!({ "x": [1] }),
                "headers.x: expected a string or an array of strings",
            ),
            (json!([["x"]]), "headers: expected pairs of name and value"),
            (json!("x: y"), "headers: expected an object"),
        ] {
            with(given, |headers| {
                assert_eq!(headers.unwrap_err().message, wanted)
            });
        }
    }
}
