//! A signature: what the headers say of it, and whether it is one of the signed parts under one of the keys.

use super::ed25519::{Answer, Question};
use super::encoding::{decode, name};
use super::headers::Headers;
use super::invalid;
use super::key::Key;
use super::mac;
use super::scheme::{Layout, Mac, Part, Scheme};
use crate::error::{Error, ErrorCode};

/// More signatures than any rotation has. Each may cost an Ed25519 verification.
const MOST_SIGNATURES: usize = 16;

/// What the headers say of a signature.
pub(super) struct Signed<'a> {
    scheme: &'a Mac<'a>,
    /// HMACs.
    symmetric: Vec<Vec<u8>>,
    /// Ed25519 signatures.
    asymmetric: Vec<Vec<u8>>,
    /// The time of signing, as it is spelled.
    pub(super) time: Option<&'a str>,
    /// The id of the delivery.
    pub(super) id: Option<&'a str>,
}

impl<'a> Signed<'a> {
    pub(super) fn read(
        scheme: &Scheme<'a>,
        signature: &'a Mac<'a>,
        headers: &Headers<'a>,
    ) -> Result<Self, Error> {
        let header = signature.header;
        let value = headers.needed(header)?;
        let mut signed = Self {
            scheme: signature,
            symmetric: Vec::new(),
            asymmetric: Vec::new(),
            time: None,
            id: None,
        };
        let decoded = |text: &str| {
            decode(signature.encoding, text).ok_or_else(|| {
                invalid(format!(
                    "the header {header} holds no signature in {}",
                    name(signature.encoding)
                ))
            })
        };
        match signature.layout {
            Layout::Whole { prefix } => {
                let text = value.strip_prefix(prefix).ok_or_else(|| {
                    invalid(format!(
                        "the header {header} does not begin as generic.prefix says"
                    ))
                })?;
                signed.symmetric.push(decoded(text)?);
            }
            Layout::Fields => {
                let (time, text) = fields(value).ok_or_else(|| {
                    invalid(format!("the header {header} is not one t=…, and one v1=…"))
                })?;
                signed.time = Some(time);
                signed.symmetric.push(decoded(text)?);
            }
            Layout::Versions => signed.read_versions(value)?,
        }
        if let Some(name) = scheme.time.and_then(|time| time.header) {
            signed.time = Some(headers.needed(name)?);
        }
        if let Some(name) = scheme.id_header {
            signed.id = Some(headers.needed(name)?);
        }
        Ok(signed)
    }

    /// `v1,… v1a,…`, divided by spaces. A version that isn't known is left aside: a rotation may bring one.
    fn read_versions(&mut self, value: &str) -> Result<(), Error> {
        let header = self.scheme.header;
        let entries: Vec<_> = value.split(' ').filter(|entry| !entry.is_empty()).collect();
        if entries.len() > MOST_SIGNATURES {
            return Err(invalid(format!(
                "the header {header} holds more than {MOST_SIGNATURES} signatures"
            )));
        }
        for entry in entries {
            let (version, text) = entry.split_once(',').unwrap_or((entry, ""));
            if text.contains(',') {
                // `Headers` of a runtime joins what was sent twice with a comma (RFC 9110 §5.3).
                return Err(invalid(format!(
                    "the header {header} is there more than once"
                )));
            }
            let list = match version {
                "v1" => &mut self.symmetric,
                "v1a" => &mut self.asymmetric,
                _ => continue,
            };
            list.extend(decode(self.scheme.encoding, text));
        }
        if self.symmetric.is_empty() && self.asymmetric.is_empty() {
            return Err(invalid(format!(
                "the header {header} holds no signature of a version that is known (v1,… in base64)"
            )));
        }
        Ok(())
    }

    /// Gives what has to be asked first, if that decides and `answers` don't hold it yet.
    pub(super) fn check(
        &self,
        keys: &[Key],
        body: &[u8],
        answers: &[Answer],
    ) -> Result<Option<Question>, Error> {
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in self.scheme.signed.list() {
            parts.push(match part {
                Part::Body => body,
                Part::Timestamp => self.time.unwrap_or_default().as_bytes(),
                Part::Id => self.id.unwrap_or_default().as_bytes(),
                Part::Text(text) => text.as_bytes(),
            });
        }
        for key in keys {
            let Key::Symmetric(key) = key else { continue };
            let expected = mac::hmac(self.scheme.algorithm, key, &parts);
            if self
                .symmetric
                .iter()
                .any(|given| mac::same(given, &expected))
            {
                return Ok(None);
            }
        }
        let mut pairs = Vec::new();
        for key in keys {
            let Key::Public(key) = key else { continue };
            for signature in &self.asymmetric {
                pairs.push((key.clone(), signature.clone()));
            }
        }
        if pairs.is_empty() {
            return Err(self.refusal(keys));
        }
        if pairs.len() != answers.len() {
            return Ok(Some(Question {
                message: parts.concat(),
                pairs,
            }));
        }
        if answers.contains(&Answer::Good) {
            return Ok(None);
        }
        if answers.contains(&Answer::Unknown) {
            return Err(without_ed25519());
        }
        Err(self.refusal(keys))
    }

    fn refusal(&self, keys: &[Key]) -> Error {
        let header = self.scheme.header;
        let usable = keys.iter().any(|key| match key {
            Key::Symmetric(_) => !self.symmetric.is_empty(),
            Key::Public(_) => !self.asymmetric.is_empty(),
        });
        if !usable {
            return invalid(format!(
                "the header {header} holds no signature of the kind that the secret is for"
            ))
            .hint("v1 is checked with the secret whsec_…, v1a with the public key whpk_….");
        }
        let which = match keys.len() {
            1 => String::from("the secret"),
            count => format!("any of the {count} secrets"),
        };
        invalid(format!("the signature in {header} does not match the body with {which}")).hint(
            "Hand over the raw body, byte by byte as it came: JSON that was parsed and written again is another text. \
             Then check that the secret is this webhook's own.",
        )
    }
}

fn without_ed25519() -> Error {
    Error::new(ErrorCode::NotSupported, "this runtime's WebCrypto can't verify Ed25519, which a v1a signature is")
        .hint("Node from 18.4, Deno, Bun, workerd and browsers from 2025 can, in a secure context. Or have the sender sign with a whsec_ secret too.")
}

/// `t=…, v1=…` in any order. Each of the two is there once; other fields are left aside.
fn fields(value: &str) -> Option<(&str, &str)> {
    let (mut time, mut signature) = (None, None);
    for field in value.split(',') {
        let (name, text) = field.trim_matches([' ', '\t']).split_once('=')?;
        let place = match name {
            "t" => &mut time,
            "v1" => &mut signature,
            _ => continue,
        };
        if place.replace(text).is_some() {
            return None;
        }
    }
    time.zip(signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_there_once() {
        assert_eq!(fields("t=1, v1=ab"), Some(("1", "ab")));
        assert_eq!(fields("v0=x,v1=ab,t=1"), Some(("1", "ab")));
        for bad in [
            "",
            "t=1",
            "v1=ab",
            "t=1, v1=a, v1=b",
            "t=1, t=2, v1=a",
            "t=1 v1=ab",
            "t=1, v1=ab, t=1, v1=ab",
        ] {
            assert_eq!(fields(bad), None, "{bad}");
        }
    }
}
