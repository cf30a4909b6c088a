//! Whether a delivery is the vendor's own and fresh: the signature over the raw bytes first, then the age, then the id.
//! Messages say what failed; never the signature that was expected, never the secret.

use super::age;
use super::content;
use super::delivery::Delivery;
use super::headers::Headers;
use super::invalid;
use super::key::{self, Key};
use super::mac;
use super::scheme::{Encoding, Layout, Mac, Part, Proof, Scheme};
use super::source::Source;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::time;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Serialize;

/// Merge's padding is disputed (HR-WEBHOOKS), so it may be there or not. The bits behind the last byte are zero.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// More signatures than any rotation has. Each may cost an Ed25519 verification.
const MOST_SIGNATURES: usize = 16;

/// What is known of a delivery that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Where it is from.
    pub source: Source,
    /// The same for each delivery of the same event.
    pub id: String,
    /// When it was signed, RFC 3339, where that is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// How much the proof is worth.
    pub strength: Strength,
    /// Whether a vendor's own page or SDK confirms every part of the scheme.
    pub confirmed: bool,
}

/// How much a proof is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// The body is signed: nobody without the secret has changed it.
    Signature,
    /// The secret came along and the body is not signed: whoever has seen one delivery can make others.
    SharedSecret,
}

/// Verifies a delivery.
///
/// # Errors
/// `webhook_invalid` if it is not authentic or too old; `invalid_input` for a secret or a scheme that can't be used;
/// `not_supported` where only an Ed25519 signature is there and the runtime can't verify one.
pub async fn verify<H: Host>(
    source: Source,
    delivery: &Delivery,
    body: &[u8],
    host: &H,
) -> Result<Verified, Error> {
    let scheme = source.scheme(delivery.generic.as_ref())?;
    let secrets = key::given(delivery.secret.as_ref(), delivery.secrets.as_deref())?;
    let headers = delivery.headers()?;
    let tolerance = delivery.tolerance()?;
    let now = delivery.now()?.unwrap_or_else(|| host.now());
    check_method(&scheme, delivery.method.as_deref())?;

    let mut timestamp = None;
    let strength = match &scheme.proof {
        Proof::SharedSecret { header, bearer } => {
            check_shared_secret(&headers, header, *bearer, &secrets)?;
            Strength::SharedSecret
        }
        Proof::Signature(signature) => {
            let keys = secrets
                .iter()
                .map(|(path, text)| Key::read(signature.key, path, text))
                .collect::<Result<Vec<_>, _>>()?;
            let signed = Signed::read(&scheme, signature, &headers)?;
            signed.check(&keys, body, host).await?;
            if let (Some(time), Some(text)) = (&scheme.time, signed.time) {
                let at = time
                    .unit
                    .read(text)
                    .filter(|_| !age::is_ambiguous(&signature.signed, signed.id.unwrap_or_default(), text, body))
                    .ok_or_else(|| invalid("the time of signing is not a time as this source writes it"))?;
                let tolerance = tolerance.unwrap_or(u64::from(time.tolerance) * 1000);
                age::check(at, now, tolerance)?;
                timestamp = Some(time::to_rfc3339(at));
            }
            Strength::Signature
        }
    };
    let id = content::id(source, &headers, scheme.id_header, content::of(&headers, body).ok().as_ref(), body)?;
    Ok(Verified { source, id, timestamp, strength, confirmed: scheme.confirmed })
}

fn check_method(scheme: &Scheme<'_>, given: Option<&str>) -> Result<(), Error> {
    match (scheme.method, given) {
        (Some(wanted), Some(given)) if !given.eq_ignore_ascii_case(wanted) => Err(invalid(format!(
            "the method is not {wanted}, the only one that this source signs"
        ))),
        _ => Ok(()),
    }
}

fn check_shared_secret(
    headers: &Headers<'_>,
    header: &str,
    bearer: bool,
    secrets: &[(String, &str)],
) -> Result<(), Error> {
    let bare = |text| if bearer { without_bearer(text) } else { text };
    let value = bare(headers.needed(header)?);
    for (path, secret) in secrets {
        let secret = bare(secret);
        if secret.trim().is_empty() {
            return Err(Error::invalid_input(path, "is empty behind \"Bearer\""));
        }
        if mac::same_secret(value.as_bytes(), secret.as_bytes()) {
            return Ok(());
        }
    }
    Err(invalid(format!("the header {header} does not hold the secret")).hint(
        "Compare the value that the vendor was given with the secret here: white space and line ends count.",
    ))
}

/// The value of an Authorization header without the scheme `Bearer`, whose name has no case (RFC 9110 §11.1).
fn without_bearer(value: &str) -> &str {
    match value.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => rest,
        _ => value,
    }
}

/// What the headers say of a signature.
struct Signed<'a> {
    scheme: &'a Mac<'a>,
    /// HMACs.
    symmetric: Vec<Vec<u8>>,
    /// Ed25519 signatures.
    asymmetric: Vec<Vec<u8>>,
    time: Option<&'a str>,
    id: Option<&'a str>,
}

impl<'a> Signed<'a> {
    fn read(scheme: &Scheme<'a>, signature: &'a Mac<'a>, headers: &Headers<'a>) -> Result<Self, Error> {
        let header = signature.header;
        let value = headers.needed(header)?;
        let mut signed = Self { scheme: signature, symmetric: Vec::new(), asymmetric: Vec::new(), time: None, id: None };
        let decoded = |text: &str| {
            decode(signature.encoding, text)
                .ok_or_else(|| invalid(format!("the header {header} holds no signature in {}", name(signature.encoding))))
        };
        match signature.layout {
            Layout::Whole { prefix } => {
                let text = value.strip_prefix(prefix).ok_or_else(|| {
                    invalid(format!("the header {header} does not begin as generic.prefix says"))
                })?;
                signed.symmetric.push(decoded(text)?);
            }
            Layout::Fields => {
                let (time, text) = fields(value)
                    .ok_or_else(|| invalid(format!("the header {header} is not one t=…, and one v1=…")))?;
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
            return Err(invalid(format!("the header {header} holds more than {MOST_SIGNATURES} signatures")));
        }
        for entry in entries {
            let (version, text) = entry.split_once(',').unwrap_or((entry, ""));
            if text.contains(',') {
                // `Headers` of a runtime joins what was sent twice with a comma (RFC 9110 §5.3).
                return Err(invalid(format!("the header {header} is there more than once")));
            }
            let list = match version {
                "v1" => &mut self.symmetric,
                "v1a" => &mut self.asymmetric,
                _ => continue,
            };
            list.extend(decode(self.scheme.encoding, text));
        }
        if self.symmetric.is_empty() && self.asymmetric.is_empty() {
            return Err(invalid(format!("the header {header} holds no signature of a version that is known (v1,… in base64)")));
        }
        Ok(())
    }

    async fn check<H: Host>(&self, keys: &[Key], body: &[u8], host: &H) -> Result<(), Error> {
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in self.scheme.signed.iter() {
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
            if self.symmetric.iter().any(|given| mac::same(given, &expected)) {
                return Ok(());
            }
        }
        for key in keys {
            let Key::Public(key) = key else { continue };
            let message = parts.concat();
            for signature in &self.asymmetric {
                match host.verify_ed25519(key, &message, signature).await {
                    Some(true) => return Ok(()),
                    Some(false) => {}
                    None => return Err(without_ed25519()),
                }
            }
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
            return invalid(format!("the header {header} holds no signature of the kind that the secret is for"))
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

/// The bytes of a signature. `None` if it is empty or not written so.
fn decode(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    let bytes = match encoding {
        Encoding::Hex => hex(text),
        Encoding::Base64 => STANDARD.decode(text).ok(),
        Encoding::Base64Url => BASE64URL.decode(text).ok(),
    };
    bytes.filter(|bytes| !bytes.is_empty())
}

fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "hexadecimal",
        Encoding::Base64 => "base64",
        Encoding::Base64Url => "base64url",
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_whole_bytes_in_either_case() {
        assert_eq!(decode(Encoding::Hex, "00fFa9"), Some(vec![0, 255, 169]));
        for bad in ["", "0", "0g", "0x00", "+1", "é0", "00 "] {
            assert_eq!(decode(Encoding::Hex, bad), None, "{bad}");
        }
    }

    #[test]
    fn base64_is_canonical_and_its_alphabets_are_not_mixed() {
        assert_eq!(decode(Encoding::Base64, "+/8="), Some(vec![251, 255]));
        assert_eq!(decode(Encoding::Base64Url, "-_8="), decode(Encoding::Base64Url, "-_8"));
        for bad in ["", "+/8", "-_8=", "+/9=", "+/8==", "+/8=\n"] {
            assert_eq!(decode(Encoding::Base64, bad), None, "{bad}");
        }
        for bad in ["+/8=", "-_9", "-_8=="] {
            assert_eq!(decode(Encoding::Base64Url, bad), None, "{bad}");
        }
    }

    #[test]
    fn each_field_is_there_once() {
        assert_eq!(fields("t=1, v1=ab"), Some(("1", "ab")));
        assert_eq!(fields("v0=x,v1=ab,t=1"), Some(("1", "ab")));
        for bad in ["", "t=1", "v1=ab", "t=1, v1=a, v1=b", "t=1, t=2, v1=a", "t=1 v1=ab", "t=1, v1=ab, t=1, v1=ab"] {
            assert_eq!(fields(bad), None, "{bad}");
        }
    }
}
