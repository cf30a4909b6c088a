//! Whether a delivery is the vendor's own and fresh: the signature over the raw bytes first, then the age, then the id.
//! Messages say what failed; never the signature that was expected, never the secret.

use super::age;
use super::content;
use super::delivery::Delivery;
use super::ed25519::{Answer, Question};
use super::headers::Headers;
use super::invalid;
use super::key::{self, Key};
use super::mac;
use super::scheme::{Proof, Scheme};
use super::signature::Signed;
use super::source::Source;
use super::value::{Value, object};
use crate::error::Error;
use crate::time::{self, Millis};

/// What is known of a delivery that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Where it is from.
    pub source: Source,
    /// The same for each delivery of the same event.
    pub id: String,
    /// When it was signed, RFC 3339, where that is signed.
    pub timestamp: Option<String>,
    /// How much the proof is worth.
    pub strength: Strength,
    /// Whether a vendor's own page or SDK confirms every part of the scheme.
    pub confirmed: bool,
}

/// How much a proof is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// The body is signed: nobody without the secret has changed it.
    Signature,
    /// The secret came along and the body is not signed: whoever has seen one delivery can make others.
    SharedSecret,
}

impl Verified {
    /// What callers see.
    #[must_use]
    pub fn json(self) -> Value<'static> {
        object(&mut [
            ("source", Some(self.source.name().into())),
            ("id", Some(self.id.into())),
            ("timestamp", self.timestamp.map(Value::from)),
            ("strength", Some(self.strength.name().into())),
            ("confirmed", Some(self.confirmed.into())),
        ])
    }
}

impl Strength {
    /// The word that callers see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Strength::Signature => "signature",
            Strength::SharedSecret => "shared_secret",
        }
    }
}

/// How far `verify` came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The delivery is the vendor's own and fresh.
    Passed(Verified),
    /// Ed25519 decides: verify again with the answers.
    Asks(Question),
}

/// Verifies a delivery at the time `now`, unless the delivery names another. `answers` are those to the question that
/// the call before asked, in its order; none at first.
///
/// # Errors
/// `webhook_invalid` if it is not authentic or too old; `invalid_input` for a secret or a scheme that can't be used;
/// `not_supported` where only an Ed25519 signature is there and the runtime can't verify one.
pub fn verify(
    source: Source,
    delivery: &Delivery<'_>,
    body: &[u8],
    now: Millis,
    answers: &[Answer],
) -> Result<Verdict, Error> {
    let scheme = source.scheme(delivery.generic.as_ref())?;
    let secrets = key::given(delivery.secret.as_ref(), delivery.secrets.as_deref())?;
    let headers = delivery.headers()?;
    let now = delivery.now.unwrap_or(now);
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
            if let Some(question) = signed.check(&keys, body, answers)? {
                return Ok(Verdict::Asks(question));
            }
            if let (Some(time), Some(text)) = (&scheme.time, signed.time) {
                let at = time.unit.read(text).ok_or_else(|| {
                    invalid("the time of signing is not a time as this source writes it")
                })?;
                let id = signed.id.unwrap_or_default();
                if age::is_ambiguous(signature.signed.list(), id, text, body, now) {
                    return Err(invalid(
                        "nothing tells where the time of signing ends and what is signed beside it begins, so it proves nothing",
                    )
                    .hint("Have the vendor send JSON in place of a form; in a scheme of your own, sign a \".\" between them."));
                }
                let own = u64::from(time.tolerance) * 1000;
                let tolerance = delivery.tolerance.unwrap_or(own);
                age::check(at, now, tolerance)?;
                timestamp = Some(time::to_rfc3339(at));
            }
            Strength::Signature
        }
    };
    let content = source
        .room()
        .id
        .and_then(|_| content::of(&headers, body).ok());
    let id = content::id(source, &headers, scheme.id_header, content.as_ref(), body)?;
    Ok(Verdict::Passed(Verified {
        source,
        id,
        timestamp,
        strength,
        confirmed: scheme.confirmed,
    }))
}

fn check_method(scheme: &Scheme<'_>, given: Option<&str>) -> Result<(), Error> {
    match (scheme.method, given) {
        (Some(wanted), Some(given)) if !given.eq_ignore_ascii_case(wanted) => Err(invalid(
            format!("the method is not {wanted}, the only one that this source signs"),
        )),
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
