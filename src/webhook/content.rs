//! A body as a value, and the id of a delivery. Says nothing of what it means.

use super::headers::Headers;
use super::source::Source;
use super::value::Value;
use super::{form, invalid, mac};
use crate::error::Error;
use crate::input;

/// A longer id is no vendor's, and has no place in a caller's index.
const LONGEST_ID: usize = 255;

/// The body as JSON; integers beyond ±2^53 are decimal strings. HTML forms become objects: BambooHR and Rippling can
/// send them.
///
/// # Errors
/// `webhook_invalid` if it is empty, not UTF-8, or neither JSON nor a form.
pub fn of<'a>(headers: &Headers<'_>, body: &'a [u8]) -> Result<Value<'a>, Error> {
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
    // No word of the body is repeated: it is somebody's personal data.
    Value::read(text).map_err(|at| invalid(format!("the body is not JSON (from byte {at} on)")))
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
    content: Option<&Value<'_>>,
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
    let own = || content?.at(source.room().id?).and_then(text);
    Ok(own()
        .filter(|id| fit(id))
        .unwrap_or_else(|| mac::sha256_hex(&[source.name().as_bytes(), b"\n", body])))
}

/// A text, or a number as text.
#[must_use]
pub fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) if !text.trim().is_empty() => {
            Some(text.clone().into_owned())
        }
        _ => None,
    }
}
