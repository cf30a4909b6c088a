//! A delivery as a caller hands it over: JSON, with the raw body beside it.

use super::generic::GenericScheme;
use super::headers::Headers;
use super::value::Value;
use crate::error::Error;
use crate::input::expected;
use crate::secret::Secret;
use crate::time::Millis;
use std::borrow::Cow;
use std::fmt;

/// A delivery without its body, and what to hold it to. The same value serves `verify` and `parse`; the latter looks
/// at the headers alone.
#[derive(Default)]
pub struct Delivery<'a> {
    /// Where it is from, by name. Only in a step: elsewhere it stands beside.
    pub source: Option<Cow<'a, str>>,
    /// The body as text. Only in a step.
    pub body: Option<Cow<'a, str>>,
    /// The body in base64, for one that is no text. Only in a step.
    pub body_base64: Option<Cow<'a, str>>,
    /// The method that it came by, where the caller knows.
    pub method: Option<Cow<'a, str>>,
    /// The headers.
    pub headers: Value<'a>,
    /// The secret.
    pub secret: Option<Secret>,
    /// More secrets, any of which is good: for the time of a rotation.
    pub secrets: Option<Vec<Secret>>,
    /// The time of day, in place of the caller's clock.
    pub now: Option<Millis>,
    /// How old a signed time may be in milliseconds, in place of the source's own figure.
    pub tolerance: Option<Millis>,
    /// The scheme of the source `generic`.
    pub generic: Option<GenericScheme>,
}

impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers can hold the secret, the body is somebody's personal data.
        f.write_str("Delivery")
    }
}

impl<'a> Delivery<'a> {
    /// Reads a delivery from JSON.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(json: &'a str) -> Result<Self, Error> {
        Self::of(self::json("input", json)?)
    }

    /// Reads a delivery from a value.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn of(value: Value<'a>) -> Result<Self, Error> {
        let mut delivery = Self::default();
        for (name, value) in fields("input", value)? {
            match &*name {
                "source" => delivery.source = text("source", value)?,
                "body" => delivery.body = text("body", value)?,
                "bodyBase64" => delivery.body_base64 = text("bodyBase64", value)?,
                "method" => delivery.method = text("method", value)?,
                "headers" => delivery.headers = value,
                // Nothing depends on it.
                "url" => drop(text("url", value)?),
                "secret" => delivery.secret = text("secret", value)?.map(secret),
                "secrets" => delivery.secrets = secrets(value)?,
                "now" => delivery.now = number("now", value, 0)?,
                "toleranceSeconds" => {
                    delivery.tolerance = number("toleranceSeconds", value, 3)?;
                }
                "generic" => delivery.generic = GenericScheme::read(value)?,
                _ => return Err(unknown("", &name)),
            }
        }
        Ok(delivery)
    }

    /// The headers.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn headers(&self) -> Result<Headers<'_>, Error> {
        Headers::read(&self.headers)
    }
}

/// What a caller gave as JSON.
pub(super) fn json<'a>(path: &str, text: &'a str) -> Result<Value<'a>, Error> {
    Value::read(text).map_err(|_| {
        Error::invalid_input(
            path,
            "is not JSON, or has a lone surrogate, which is not a character",
        )
    })
}

/// The fields of an object.
pub(super) fn fields<'a>(
    path: &str,
    value: Value<'a>,
) -> Result<Vec<(Cow<'a, str>, Value<'a>)>, Error> {
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(expected(path, "an object")),
    }
}

/// A text; `null` is absent.
pub(super) fn text<'a>(path: &str, value: Value<'a>) -> Result<Option<Cow<'a, str>>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        _ => Err(expected(path, "a string")),
    }
}

/// The error for a field that there is none of.
pub(super) fn unknown(path: &str, name: &str) -> Error {
    // What is far longer than a name may be a secret in the wrong place.
    let name: String = name.chars().take(100).collect();
    Error::invalid_input(&format!("{path}{name}"), "unknown field")
}

fn secret(text: Cow<'_, str>) -> Secret {
    Secret::new(text.into_owned())
}

fn secrets(value: Value<'_>) -> Result<Option<Vec<Secret>>, Error> {
    let items = match value {
        Value::Null => return Ok(None),
        Value::List(items) => items,
        _ => return Err(expected("secrets", "an array")),
    };
    let mut secrets = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        let Value::Text(text) = item else {
            return Err(expected(&format!("secrets[{at}]"), "a string"));
        };
        secrets.push(secret(text));
    }
    Ok(Some(secrets))
}

/// A number from 0, in units of 10^-`places`; what is finer is cut off. Read by its digits: a parser of floating point
/// numbers is 15 KB of tables.
fn number(path: &str, value: Value<'_>, places: usize) -> Result<Option<u64>, Error> {
    let digits = match value {
        Value::Null => return Ok(None),
        Value::Number(digits) => digits,
        _ => return Err(expected(path, "a number")),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_plain = whole
        .bytes()
        .chain(part.bytes())
        .all(|byte| byte.is_ascii_digit());
    let mut part = part.bytes().chain(std::iter::repeat(b'0')).take(places);
    let mut scaled = whole.bytes().chain(&mut part).filter(|_| is_plain);
    let number = scaled.try_fold(0_u64, |number, digit| {
        number.checked_mul(10)?.checked_add(u64::from(digit & 15))
    });
    match number.filter(|_| is_plain) {
        None => Err(expected(path, "a number from 0, without an exponent")),
        number => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_by_its_digits() {
        let read = |digits: &'static str, places| {
            number("now", Value::Number(digits.into()), places)
                .ok()
                .flatten()
        };
        assert_eq!(read("1781771234250", 0), Some(1_781_771_234_250));
        assert_eq!(read("1781771234250.75", 0), Some(1_781_771_234_250));
        assert_eq!(read("180", 3), Some(180_000));
        assert_eq!(read("0.5", 3), Some(500));
        assert_eq!(read("1.23456", 3), Some(1_234));
        assert_eq!(read("0", 3), Some(0));
        for bad in [
            "-1",
            "1e3",
            "0.5e1",
            "99999999999999999999",
            "18446744073709551616",
        ] {
            assert_eq!(read(bad, 0), None, "{bad}");
        }
        assert_eq!(read("18446744073709552", 3), None);
    }
}
