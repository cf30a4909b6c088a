//! A body as a value, and the id of a delivery. Says nothing of what it means.

use super::headers::Headers;
use super::source::Source;
use super::{form, invalid, mac};
use crate::error::Error;
use crate::input;
use crate::json;
use serde_json::Value;

/// A longer id is no vendor's, and has no place in a caller's index.
const LONGEST_ID: usize = 255;

/// The body as JSON; integers beyond ±2^53 are decimal strings. HTML forms become objects: BambooHR and Rippling can
/// send them.
///
/// # Errors
/// `webhook_invalid` if it is empty, not UTF-8, or neither JSON nor a form.
pub fn of(headers: &Headers<'_>, body: &[u8]) -> Result<Value, Error> {
    let text = std::str::from_utf8(body).map_err(|_| invalid("the body is not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(invalid("the body is empty"));
    }
    // curl calls everything a form unless told otherwise.
    let is_form = !text.starts_with('{') && headers.one("content-type")?.is_some_and(form::is_form);
    if is_form {
        return Ok(form::read(text));
    }
    serde_json::from_str(&json::quote_large_integers(text)).map_err(|error| {
        // serde's own words may quote the body, which is somebody's personal data.
        invalid(format!(
            "the body is not JSON (line {}, column {})",
            error.line(),
            error.column()
        ))
    })
}

/// The id of a delivery, the same each time it is delivered: the vendor's own from its header or its body, else the
/// SHA-256 of source, line feed and body.
///
/// # Errors
/// `webhook_invalid` if the header of the id is there more than once.
pub fn id(
    source: Source,
    headers: &Headers<'_>,
    header: Option<&str>,
    content: Option<&Value>,
    body: &[u8],
) -> Result<String, Error> {
    let fit = |id: &str| id.len() <= LONGEST_ID && input::check_name("id", id).is_ok();
    if let Some(id) = header
        .map(|name| headers.one(name))
        .transpose()?
        .flatten()
        .filter(|id| fit(id))
    {
        return Ok(id.to_owned());
    }
    let own = || content?.pointer(source.room().id?).and_then(text);
    Ok(own()
        .filter(|id| fit(id))
        .unwrap_or_else(|| mac::sha256_hex(&[source.name().as_bytes(), b"\n", body])))
}

/// A text, or a number as text.
#[must_use]
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
