//! A value that must never be seen: it can't be printed or serialized, and its memory is wiped.
//! Knows nothing of what the secret is for.

use std::fmt;
use zeroize::Zeroizing;

/// A client secret, a bearer, a password. `Debug` prints `[secret]`; there is no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; the copy that is kept is wiped when the last owner drops it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. Each call of this is a place where a secret leaves its box: keep them few.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// What stands where a secret stood.
pub const MASK: &str = "[secret]";

/// The secrets that are known on a connection, so that vendor text which echoes one can be masked.
/// A secret shorter than four bytes is not looked for: masking it would garble every message.
#[derive(Default)]
pub struct Redactor {
    /// Each with how often it was learned.
    forms: Vec<(Zeroizing<String>, usize)>,
}

impl Redactor {
    /// Adds a secret in the forms in which it travels: as it is, percent-encoded, as a JSON string and in base64.
    pub fn learn(&mut self, secret: &str) {
        for form in forms(secret) {
            match self.forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, times)) => *times += 1,
                None => self.forms.push((form, 1)),
            }
        }
        // The longest first, so that a form that contains another is masked whole.
        self.forms
            .sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }

    /// Takes a secret out again, once for each time that it was learned.
    pub fn forget(&mut self, secret: &str) {
        for form in forms(secret) {
            self.forms.retain_mut(|(known, times)| {
                *times -= usize::from(*known == form);
                *times > 0
            });
        }
    }

    /// `text` with every known secret replaced by [`MASK`].
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for (form, _) in &self.forms {
            if masked.contains(form.as_str()) {
                masked = masked.replace(form.as_str(), MASK);
            }
        }
        masked
    }
}

/// A secret in the forms in which it travels; none if it is too short to be looked for.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    if secret.len() < 4 {
        return Vec::new();
    }
    let quoted = seatwarden_json::to_private_string(secret);
    let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    [
        secret.to_owned(),
        crate::http::percent_encode(secret),
        crate::http::base64(secret.as_bytes()),
        inside.to_owned(),
    ]
    .map(Zeroizing::new)
    .into()
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.forms.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(
            format!("{:?}", Secret::new("hunter2-canary".into())),
            "[secret]"
        );
    }

    #[test]
    fn a_secret_is_masked_in_each_form_it_travels_in() {
        let mut redactor = Redactor::default();
        redactor.learn("p\"ss w+rd/ü");
        for echoed in [
            "bad secret p\"ss w+rd/ü here",
            "client_secret=p%22ss%20w%2Brd%2F%C3%BC",
            "{\"secret\":\"p\\\"ss w+rd/ü\"}",
            "Basic cCJzcyB3K3JkL8O8",
        ] {
            assert!(
                redactor.mask(echoed).contains(MASK),
                "{echoed} was not masked"
            );
        }
        assert_eq!(redactor.mask("nothing to hide"), "nothing to hide");
    }

    #[test]
    fn a_secret_is_forgotten_as_often_as_it_was_learned() {
        let mut redactor = Redactor::default();
        redactor.learn("hunter2-canary");
        redactor.learn("hunter2-canary");
        redactor.learn("abc");
        redactor.forget("abc");
        redactor.forget("hunter2-canary");
        assert_eq!(redactor.mask("hunter2-canary abc"), "[secret] abc");
        redactor.forget("hunter2-canary");
        redactor.forget("hunter2-canary");
        assert_eq!(redactor.mask("hunter2-canary"), "hunter2-canary");
    }
}
