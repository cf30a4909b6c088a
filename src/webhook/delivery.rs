//! A delivery as a caller hands it over: JSON, with the raw body beside it.

use super::generic::GenericScheme;
use super::headers::Headers;
use crate::error::Error;
use crate::input::{self, Fields};
use crate::secret::Secret;
use crate::time::Millis;
use serde_json::Value;
use std::fmt;

/// A delivery without its body, and what to hold it to. The same value serves `verify` and `parse`; the latter looks
/// at the headers alone.
#[derive(Default)]
pub struct Delivery {
    /// Where it is from, by name. Only in a step: elsewhere it stands beside.
    pub source: Option<String>,
    /// The body as text. Only in a step.
    pub body: Option<String>,
    /// The body in base64, for one that is no text. Only in a step.
    pub body_base64: Option<String>,
    /// The method that it came by, where the caller knows.
    pub method: Option<String>,
    /// The headers.
    pub headers: Value,
    /// The address that it came to. Nothing depends on it.
    pub url: Option<String>,
    /// The secret.
    pub secret: Option<Secret>,
    /// More secrets, any of which is good: for the time of a rotation.
    pub secrets: Option<Vec<Secret>>,
    /// The time of day in milliseconds since 1970, in place of the host's.
    pub now: Option<f64>,
    /// How old a signed time may be, in place of the source's own figure.
    pub tolerance_seconds: Option<f64>,
    /// The scheme of the source `generic`.
    pub generic: Option<GenericScheme>,
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers can hold the secret, the body is somebody's personal data.
        f.write_str("Delivery")
    }
}

impl Delivery {
    /// Reads a delivery from JSON.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(json: &str) -> Result<Self, Error> {
        Self::of(input::parse("", json)?)
    }

    /// Reads a delivery from a value.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    // One value that grows is a third of the code of thirteen that are dropped one by one.
    #[allow(clippy::field_reassign_with_default)]
    pub fn of(value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of("", value)?;
        let mut delivery = Self::default();
        delivery.source = fields.text("source")?;
        delivery.body = fields.text("body")?;
        delivery.body_base64 = fields.text("bodyBase64")?;
        delivery.method = fields.text("method")?;
        delivery.headers = fields.value("headers").unwrap_or_default();
        delivery.url = fields.text("url")?;
        delivery.secret = fields.text("secret")?.map(Secret::new);
        let secrets = fields.texts("secrets")?;
        delivery.secrets = secrets.map(|texts| texts.into_iter().map(Secret::new).collect());
        delivery.now = fields.number("now")?;
        delivery.tolerance_seconds = fields.number("toleranceSeconds")?;
        let generic = fields.value("generic");
        delivery.generic = generic.map(GenericScheme::read).transpose()?;
        fields.end()?;
        Ok(delivery)
    }

    /// The headers.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn headers(&self) -> Result<Headers<'_>, Error> {
        Headers::read(&self.headers)
    }

    /// The time of day, if the caller said so.
    ///
    /// # Errors
    /// `invalid_input` if it is no time.
    pub fn now(&self) -> Result<Option<Millis>, Error> {
        self.now.map(|ms| whole("now", ms)).transpose()
    }

    /// How old a signed time may be in milliseconds, if the caller said so.
    ///
    /// # Errors
    /// `invalid_input` if it is no span of time.
    pub fn tolerance(&self) -> Result<Option<Millis>, Error> {
        self.tolerance_seconds
            .map(|seconds| whole("toleranceSeconds", seconds * 1000.0))
            .transpose()
    }
}

#[allow(clippy::as_conversions)] // just found to fit
fn whole(path: &str, number: f64) -> Result<Millis, Error> {
    const SAFE: f64 = 9_007_199_254_740_992.0;
    if (0.0..=SAFE).contains(&number) {
        return Ok(number as Millis);
    }
    Err(Error::invalid_input(path, "expected a number from 0"))
}
