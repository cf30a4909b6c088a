//! A caller's secrets, as the bytes that a scheme signs with. No message of this room repeats any of them.

use super::scheme::KeyForm;
use crate::error::Error;
use crate::secret::Secret;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// Padding is a matter of taste where people copy secrets about.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Standard Webhooks, "Signature scheme": a secret for HMAC.
const SYMMETRIC: &str = "whsec_";
/// Standard Webhooks, "Signature scheme": a public key for Ed25519.
const PUBLIC: &str = "whpk_";
/// Standard Webhooks, "Signature scheme": the key that the sender signs with. It has no business here.
const PRIVATE: &str = "whsk_";
/// An Ed25519 public key (RFC 8032 §5.1.5), in bytes.
const PUBLIC_LENGTH: usize = 32;

/// A secret, ready to be used.
pub enum Key {
    /// For an HMAC.
    Symmetric(Zeroizing<Vec<u8>>),
    /// For Ed25519.
    Public(Vec<u8>),
}

/// The secrets that the caller gave, with their paths.
///
/// # Errors
/// `invalid_input` if there is none, or one is empty: anybody can sign with an empty secret.
pub fn given<'a>(
    secret: Option<&'a Secret>,
    secrets: Option<&'a [Secret]>,
) -> Result<Vec<(String, &'a str)>, Error> {
    let one = secret.map(|secret| (String::from("secret"), secret.expose()));
    let list = secrets.unwrap_or_default().iter().enumerate();
    let list = list.map(|(at, secret)| (format!("secrets[{at}]"), secret.expose()));
    let all: Vec<_> = one.into_iter().chain(list).collect();
    if all.is_empty() {
        return Err(Error::invalid_input("secret", "is missing")
            .hint("Give secret, or secrets while you rotate. An environment variable that isn't set is a common cause."));
    }
    match all.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((path, _)) => Err(Error::invalid_input(path, "is empty")),
        None => Ok(all),
    }
}

impl Key {
    /// Reads a secret. `path` is where the caller put it.
    ///
    /// # Errors
    /// `invalid_input` if it isn't written as the scheme wants it.
    pub fn read(form: KeyForm, path: &str, text: &str) -> Result<Self, Error> {
        let text = match form {
            KeyForm::Text => return Ok(Key::Symmetric(Zeroizing::new(text.as_bytes().to_vec()))),
            KeyForm::Base64 | KeyForm::StandardWebhooks => text.trim(),
        };
        let standard = form == KeyForm::StandardWebhooks;
        if standard && text.starts_with(PRIVATE) {
            return Err(Error::invalid_input(path, "is the sender's private key (whsk_)")
                .hint("Ask the sender for the public key, whpk_…, and for a new pair: nobody but the sender may have that key."));
        }
        let public = text.strip_prefix(PUBLIC).filter(|_| standard);
        let symmetric = text.strip_prefix(SYMMETRIC).filter(|_| standard);
        let bytes = BASE64
            .decode(public.or(symmetric).unwrap_or(text))
            .map(Zeroizing::new)
            .map_err(|_| {
                Error::invalid_input(path, "is not base64, which the secrets of this source are")
            })?;
        match public {
            Some(_) if bytes.len() == PUBLIC_LENGTH => Ok(Key::Public(bytes.to_vec())),
            Some(_) => Err(Error::invalid_input(
                path,
                format_args!(
                    "is no Ed25519 public key: it has {} bytes and not {PUBLIC_LENGTH}",
                    bytes.len()
                ),
            )),
            None if bytes.is_empty() => Err(Error::invalid_input(path, "is empty")),
            None => Ok(Key::Symmetric(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(form: KeyForm, text: &str) -> String {
        match Key::read(form, "secrets[1]", text) {
            Ok(_) => String::new(),
            Err(error) => error.message.clone(),
        }
    }

    #[test]
    fn a_secret_that_cannot_be_one_is_refused_without_being_repeated() {
        for (form, text) in [
            (KeyForm::StandardWebhooks, "whsec_"),
            (KeyForm::StandardWebhooks, "whsec_canary!"),
            (KeyForm::StandardWebhooks, "whpk_Y2FuYXJ5"),
            (KeyForm::StandardWebhooks, "whsk_Y2FuYXJ5"),
            (KeyForm::Base64, "canary!"),
            (KeyForm::Base64, "whsec_Y2FuYXJ5"),
        ] {
            let problem = problem(form, text);
            assert!(problem.starts_with("secrets[1]: is "), "{text}: {problem}");
            assert!(
                !problem.contains("canary") && !problem.contains("Y2FuYXJ5"),
                "{problem}"
            );
        }
    }

    #[test]
    fn a_list_with_an_empty_secret_is_refused_whole() {
        let secrets = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| Secret::new((*text).into()))
                .collect::<Vec<_>>()
        };
        let problem = |one: Option<&Secret>, list: Option<&[Secret]>| {
            given(one, list).err().map(|error| error.message.clone())
        };
        assert_eq!(problem(None, None).as_deref(), Some("secret: is missing"));
        assert_eq!(
            problem(None, Some(&[])).as_deref(),
            Some("secret: is missing")
        );
        assert_eq!(
            problem(Some(&secrets(&[""])[0]), None).as_deref(),
            Some("secret: is empty")
        );
        assert_eq!(
            problem(None, Some(&secrets(&["a", " \n"]))).as_deref(),
            Some("secrets[1]: is empty")
        );
        assert_eq!(
            problem(Some(&secrets(&["a"])[0]), Some(&secrets(&["b"]))),
            None
        );
    }
}
