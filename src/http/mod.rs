//! One request, done safely: to the right origin, with the right credentials, in time, repeated only where that is safe.
//! Knows nothing of users; what an answer means is said by the provider.

pub mod announced;
mod attempt;
mod authorize;
pub mod budget;
pub mod call;
pub mod exchange;
pub mod gate;
pub mod message;
pub mod origin;
pub mod pace;
pub mod retry;
pub mod session;
pub mod token;

use base64::Engine as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `text` so that it can stand as one path segment, or as a value in a query or a form.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Standard base64 with padding (RFC 4648 §4).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// 32 random bits out of a fraction in 0..1.
#[allow(clippy::as_conversions)] // a fraction of 2^32 fits
pub(crate) fn fraction_to_bits(fraction: f64) -> u32 {
    (fraction.clamp(0.0, 1.0) * f64::from(u32::MAX)) as u32
}
