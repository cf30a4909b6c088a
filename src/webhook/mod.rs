//! HR webhooks: is a delivery the vendor's own and fresh, and what does it say. Pure: bytes in, values out.
//! Knows no tenant, no provider and no JavaScript, awaits nothing and reads no clock; Ed25519 is asked of the caller.
//!
//! | room | what is in it |
//! |---|---|
//! | [`source`] | one small file a vendor: its constants, what it signs, what its events mean |
//! | [`value`] | JSON, in and out |
//! | [`delivery`], [`headers`], [`generic`] | what a caller hands over |
//! | [`scheme`], [`key`], [`mac`], [`encoding`], [`ed25519`], [`age`] | what a signature is made of |
//! | [`verify`], [`signature`] | the signature, then the age, then the id |
//! | [`content`], [`form`], [`shape`], [`vocabulary`], [`person`], [`day`] | from a body to what it means |
//! | [`event`], [`parse`], [`challenge`] | what a caller gets |
//! | [`step`] | the same as JSON in, JSON out |

pub mod age;
pub mod challenge;
pub mod content;
pub mod day;
pub mod delivery;
pub mod ed25519;
pub mod encoding;
pub mod event;
pub mod form;
pub mod generic;
pub mod headers;
pub mod key;
pub mod mac;
pub mod parse;
pub mod person;
pub mod scheme;
pub mod shape;
pub mod signature;
pub mod source;
pub mod step;
pub mod value;
pub mod verify;
pub mod vocabulary;

use crate::error::{Error, ErrorCode};
use value::{Value, object};

/// A delivery that can't be trusted, or not be read.
pub(crate) fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorCode::WebhookInvalid, message)
}

/// What callers see of a failure. Nothing was sent, so there is no more to it.
#[must_use]
pub fn failure(error: &Error) -> Value<'_> {
    object(&mut [
        ("code", Some(error.code.to_string().into())),
        ("message", Some(error.message.as_str().into())),
        ("hint", error.hint.as_deref().map(Value::from)),
        ("retryable", Some(error.retryable.into())),
    ])
}
