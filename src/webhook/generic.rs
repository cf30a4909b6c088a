//! A scheme that the caller describes: for the vendor that isn't listed, and for a listed one that has changed.

use super::age::{TOLERANCE, Unit};
use super::delivery::{fields, text, unknown};
use super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time};
use super::value::Value;
use crate::error::Error;
use crate::input::expected;
use std::borrow::Cow;

/// What is signed if the caller doesn't say.
const BODY: &[Part<'static>] = &[Part::Body];

/// A scheme as JSON.
#[derive(Debug, Clone)]
pub struct GenericScheme {
    /// The header with the signature.
    pub signature_header: String,
    /// The hash of the HMAC.
    pub algorithm: Algorithm,
    /// How the signature is written.
    pub encoding: Encoding,
    /// What stands before the signature in its header.
    pub prefix: Option<String>,
    /// What is signed, in order. The body alone if absent.
    pub signed: Option<Vec<SignedPart>>,
    /// The header with the time of signing.
    pub timestamp_header: Option<String>,
    /// The header with the id of the delivery.
    pub id_header: Option<String>,
}

/// `{ "part": "body" }` or `{ "text": "." }`.
#[derive(Debug, Clone)]
pub struct SignedPart {
    /// Something of the delivery.
    pub part: Option<PartName>,
    /// Fixed text.
    pub text: Option<String>,
}

/// Something of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartName {
    /// Its raw body.
    Body,
    /// The value of the time's header.
    Timestamp,
    /// The value of the id's header.
    Id,
}

impl GenericScheme {
    /// Reads a scheme.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(value: Value<'_>) -> Result<Option<Self>, Error> {
        if value == Value::Null {
            return Ok(None);
        }
        let (mut header, mut algorithm, mut encoding) = (None, None, None);
        let (mut prefix, mut signed, mut timestamp, mut id) = (None, None, None, None);
        for (name, value) in fields("generic", value)? {
            let path = format!("generic.{name}");
            match &*name {
                "signed" => signed = parts(value)?,
                "signatureHeader" => header = text(&path, value)?,
                "algorithm" => algorithm = text(&path, value)?,
                "encoding" => encoding = text(&path, value)?,
                "prefix" => prefix = text(&path, value)?,
                "timestampHeader" => timestamp = text(&path, value)?,
                "idHeader" => id = text(&path, value)?,
                _ => return Err(unknown("generic.", &name)),
            }
        }
        Ok(Some(Self {
            signature_header: needed("generic.signatureHeader", header)?.into_owned(),
            algorithm: match &*needed("generic.algorithm", algorithm)? {
                "sha1" => Algorithm::Sha1,
                "sha256" => Algorithm::Sha256,
                "sha512" => Algorithm::Sha512,
                _ => return Err(expected("generic.algorithm", "sha1, sha256 or sha512")),
            },
            encoding: match &*needed("generic.encoding", encoding)? {
                "hex" => Encoding::Hex,
                "base64" => Encoding::Base64,
                "base64url" => Encoding::Base64Url,
                _ => return Err(expected("generic.encoding", "hex, base64 or base64url")),
            },
            prefix: prefix.map(Cow::into_owned),
            signed,
            timestamp_header: timestamp.map(Cow::into_owned),
            id_header: id.map(Cow::into_owned),
        }))
    }

    /// The scheme, if it makes sense.
    ///
    /// # Errors
    /// `invalid_input` naming the path: a header's name that can't be one, a part without its header, an unsigned body.
    pub fn scheme(&self) -> Result<Scheme<'_>, Error> {
        let header = header_name("generic.signatureHeader", &self.signature_header)?;
        let timestamp = self.timestamp_header.as_deref();
        let timestamp = timestamp
            .map(|name| header_name("generic.timestampHeader", name))
            .transpose()?;
        let id = self.id_header.as_deref();
        let id = id
            .map(|name| header_name("generic.idHeader", name))
            .transpose()?;
        let signed = match &self.signed {
            None => Parts::Fixed(BODY),
            Some(parts) => parts
                .iter()
                .enumerate()
                .map(|(at, part)| part.meant(&format!("generic.signed[{at}]"), timestamp, id))
                .collect::<Result<Vec<_>, _>>()
                .map(Parts::Given)?,
        };
        let has = |part| signed.list().contains(&part);
        if !has(Part::Body) {
            return Err(Error::invalid_input(
                "generic.signed",
                "has no { \"part\": \"body\" }: a body that isn't signed can't be trusted",
            ));
        }
        if timestamp.is_some() && !has(Part::Timestamp) {
            return Err(Error::invalid_input(
                "generic.timestampHeader",
                "is not in generic.signed: a time that isn't signed proves nothing",
            ));
        }
        Ok(Scheme {
            proof: Proof::Signature(Mac {
                header,
                layout: Layout::Whole {
                    prefix: self.prefix.as_deref().unwrap_or_default(),
                },
                algorithm: self.algorithm,
                encoding: self.encoding,
                key: KeyForm::Text,
                signed,
            }),
            time: timestamp.map(|name| Time {
                header: Some(name),
                unit: Unit::Any,
                tolerance: TOLERANCE,
            }),
            id_header: id,
            method: None,
            // What a caller describes nobody has confirmed.
            confirmed: false,
        })
    }
}

impl SignedPart {
    fn read(path: &str, value: Value<'_>) -> Result<Self, Error> {
        let (mut part, mut fixed) = (None, None);
        for (name, value) in fields(path, value)? {
            let path = format!("{path}.{name}");
            match &*name {
                "part" => {
                    part = match text(&path, value)?.as_deref() {
                        None => None,
                        Some("body") => Some(PartName::Body),
                        Some("timestamp") => Some(PartName::Timestamp),
                        Some("id") => Some(PartName::Id),
                        Some(_) => return Err(expected(&path, "body, timestamp or id")),
                    }
                }
                "text" => fixed = text(&path, value)?.map(Cow::into_owned),
                _ => return Err(unknown(&path, "")),
            }
        }
        Ok(Self { part, text: fixed })
    }

    fn meant(
        &self,
        path: &str,
        timestamp: Option<&str>,
        id: Option<&str>,
    ) -> Result<Part<'_>, Error> {
        let needs = |header: Option<&str>, part, name: &str| match header {
            Some(_) => Ok(part),
            None => Err(Error::invalid_input(
                path,
                format_args!("needs generic.{name}"),
            )),
        };
        match (self.part, self.text.as_deref()) {
            (Some(PartName::Body), None) => Ok(Part::Body),
            (Some(PartName::Timestamp), None) => {
                needs(timestamp, Part::Timestamp, "timestampHeader")
            }
            (Some(PartName::Id), None) => needs(id, Part::Id, "idHeader"),
            (None, Some(text)) => Ok(Part::Text(text)),
            _ => Err(Error::invalid_input(path, "expected either part or text")),
        }
    }
}

fn parts(value: Value<'_>) -> Result<Option<Vec<SignedPart>>, Error> {
    let parts = match value {
        Value::Null => return Ok(None),
        Value::List(parts) => parts.into_iter().enumerate(),
        _ => return Err(expected("generic.signed", "an array")),
    };
    parts
        .map(|(at, part)| SignedPart::read(&format!("generic.signed[{at}]"), part))
        .collect::<Result<_, _>>()
        .map(Some)
}

fn needed<'a>(path: &str, text: Option<Cow<'a, str>>) -> Result<Cow<'a, str>, Error> {
    text.ok_or_else(|| Error::invalid_input(path, "is missing"))
}

/// A field name of RFC 9110 §5.1.
fn header_name<'a>(path: &str, name: &'a str) -> Result<&'a str, Error> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.is_empty() && name.bytes().all(token) {
        return Ok(name);
    }
    Err(Error::invalid_input(path, "is no name of a header"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn problem(change: Value) -> String {
        let mut scheme =
            json!({ "signatureHeader": "x-sig", "algorithm": "sha256", "encoding": "hex" });
        for (key, value) in change.as_object().unwrap() {
            scheme[key] = value.clone();
        }
        let text = json!({ "generic": scheme }).to_string();
        let read = super::super::delivery::Delivery::read(&text);
        match read.and_then(|delivery| delivery.generic.unwrap().scheme().map(|_| ())) {
            Ok(()) => String::new(),
            Err(error) => error.message.clone(),
        }
    }

    #[test]
    fn a_scheme_that_makes_no_sense_is_refused_by_its_path() {
        for (change, wanted) in [
            (json!({}), ""),
            (
                json!({ "signatureHeader": "" }),
                "generic.signatureHeader: is no name of a header",
            ),
            (
                json!({ "idHeader": "a b" }),
                "generic.idHeader: is no name of a header",
            ),
            (
                json!({ "encoding": "base32" }),
                "generic.encoding: expected",
            ),
            (json!({ "algorithm": "md5" }), "generic.algorithm: expected"),
            (
                json!({ "signed": [] }),
                "generic.signed: has no { \"part\": \"body\" }",
            ),
            (
                json!({ "signed": [{ "text": "x" }] }),
                "generic.signed: has no { \"part\": \"body\" }",
            ),
            (
                json!({ "signed": [{ "part": "body" }, { "part": "id" }] }),
                "generic.signed[1]: needs generic.idHeader",
            ),
            (
                json!({ "signed": [{ "part": "timestamp" }] }),
                "generic.signed[0]: needs generic.timestampHeader",
            ),
            (
                json!({ "signed": [{}] }),
                "generic.signed[0]: expected either part or text",
            ),
            (
                json!({ "signed": [{ "part": "body", "text": "." }] }),
                "generic.signed[0]: expected either part or text",
            ),
            (
                json!({ "signed": [{ "part": "url" }] }),
                "generic.signed[0].part: expected",
            ),
            (
                json!({ "timestampHeader": "x-time" }),
                "generic.timestampHeader: is not in generic.signed",
            ),
            (json!({ "colour": 1 }), "generic.colour: unknown field"),
        ] {
            let said = problem(change.clone());
            assert!(
                said.starts_with(wanted) && said.is_empty() == wanted.is_empty(),
                "{change}: {said}"
            );
        }
    }
}
