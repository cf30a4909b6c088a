//! The headers of a delivery, whatever the runtime calls them. Names have no case; a header that matters is there once.

use super::invalid;
use crate::error::Error;
use crate::input;
use serde_json::Value;

/// The headers as they came.
#[derive(Debug, Default)]
pub struct Headers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Headers<'a> {
    /// Reads `[[name, value], …]` or `{ name: value | [value, …] }`. `null` is a header that isn't there.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(given: &'a Value) -> Result<Self, Error> {
        let mut headers = Vec::new();
        match given {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) => headers.push((name.as_str(), text.as_str())),
                        Value::Array(items) => {
                            for item in items {
                                headers.push((name, item.as_str().ok_or_else(|| bad(name))?));
                            }
                        }
                        Value::Null => {}
                        _ => return Err(bad(name)),
                    }
                }
            }
            Value::Array(pairs) => {
                for pair in pairs {
                    match pair.as_array().map(Vec::as_slice) {
                        Some([Value::String(name), Value::String(value)]) => {
                            headers.push((name, value));
                        }
                        _ => {
                            return Err(Error::invalid_input(
                                "headers",
                                "expected pairs of name and value",
                            ));
                        }
                    }
                }
            }
            _ => return Err(Error::invalid_input("headers", "expected an object")),
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
    Error::invalid_input(&path, "expected a string or an array of strings")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_have_no_case_and_values_no_white_space_around_them() {
        let given = json!({ "X-Signature": " \tabc ", "other": ["1"], "none": null });
        let headers = Headers::read(&given).unwrap();
        assert_eq!(headers.one("x-signature").unwrap(), Some("abc"));
        assert_eq!(headers.one("OTHER").unwrap(), Some("1"));
        assert_eq!(headers.one("none").unwrap(), None);
        assert!(headers.needed("none").is_err());
    }

    #[test]
    fn a_header_in_two_spellings_is_there_twice() {
        for given in [
            json!({ "X-Signature": "a", "x-signature": "a" }),
            json!({ "x-signature": ["a", "a"] }),
            json!([["x-signature", "a"], ["X-SIGNATURE", "b"]]),
        ] {
            assert!(
                Headers::read(&given).unwrap().one("x-signature").is_err(),
                "{given}"
            );
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
            assert_eq!(Headers::read(&given).unwrap_err().message, wanted);
        }
    }
}
