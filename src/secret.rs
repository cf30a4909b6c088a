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
    /// Adds a secret in the forms in which it travels: as it is, as a JSON string and in base64. What escapes single
    /// characters (percent-encoding, forms, HTML) is read when it is looked for.
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
            if let Some(clean) = without(form.as_bytes(), &masked) {
                masked = clean;
            }
        }
        masked
    }
}

/// `text` with [`MASK`] wherever it says `form`; `None` if it doesn't.
fn without(form: &[u8], text: &str) -> Option<String> {
    let (mut clean, mut shown, mut at) = (None::<String>, 0, 0);
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        match length(form, rest) {
            Some(length) => {
                let clean = clean.get_or_insert_default();
                clean.push_str(text.get(shown..at).unwrap_or_default());
                clean.push_str(MASK);
                at += length;
                shown = at;
            }
            None => at += 1,
        }
    }
    let mut clean = clean?;
    clean.push_str(text.get(shown..).unwrap_or_default());
    Some(clean)
}

/// How long `form` is at the beginning of `text`, as it is or with characters escaped; `None` if it isn't there.
fn length(form: &[u8], text: &[u8]) -> Option<usize> {
    let first = text.first()?;
    if first.is_ascii_alphanumeric() && Some(first) != form.first() {
        // Nearly everywhere, and no escape begins so.
        return None;
    }
    if text.starts_with(form) {
        return Some(form.len());
    }
    let mut rest = text;
    for wanted in form {
        let (byte, length) = match unescape(rest) {
            Some((byte, length)) if byte == *wanted => (byte, length),
            _ => (*rest.first()?, 1),
        };
        if byte != *wanted {
            return None;
        }
        rest = rest.get(length..)?;
    }
    Some(text.len() - rest.len())
}

/// The byte that an escape at the beginning of `text` stands for, and its length: percent-encoding in either case and the
/// plus of a form (WHATWG URL §5.1), HTML's references, JSON's strings, and base64url (RFC 4648 §5).
fn unescape(text: &[u8]) -> Option<(u8, usize)> {
    let number = |digits: &[u8], radix| {
        u8::from_str_radix(std::str::from_utf8(digits).unwrap_or_default(), radix).ok()
    };
    Some(match text {
        [b'%', a, b, ..] => (number(&[*a, *b], 16)?, 3),
        [b'+', ..] => (b' ', 1),
        [b'-', ..] => (b'+', 1),
        [b'_', ..] => (b'/', 1),
        [b'\\', b'u', b'0', b'0', a, b, ..] => (number(&[*a, *b], 16)?, 6),
        [b'\\', byte, ..] => (*byte, 2),
        [b'&', rest @ ..] => {
            let end = rest.iter().take(8).position(|byte| *byte == b';')?;
            let byte = match rest.get(..end)? {
                b"amp" => b'&',
                b"lt" => b'<',
                b"gt" => b'>',
                b"quot" => b'"',
                b"apos" => b'\'',
                [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
                [b'#', digits @ ..] => number(digits, 10)?,
                _ => return None,
            };
            (byte, end + 2)
        }
        _ => return None,
    })
}

/// A secret in the forms in which it travels; none if it is too short to be looked for.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    if secret.len() < 4 {
        return Vec::new();
    }
    let quoted = seatwarden_json::to_private_string(secret);
    let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    let mut base64 = crate::http::base64(secret.as_bytes());
    // base64url mostly has no padding.
    base64.truncate(base64.trim_end_matches('=').len());
    [secret.to_owned(), base64, inside.to_owned()]
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
        redactor.learn("'(a<b>c&d)*~??>>");
        for echoed in [
            "p%22ss%20w%2brd%2f%c3%bc",
            "p&quot;ss w+rd/ü",
            "p&#34;ss w&#x2B;rd&#x2f;ü",
            "p%22ss+w%2Brd%2F%C3%BC",
            "p\\u0022ss w\\u002brd\\/ü",
            "%22p\\\"ss w+rd/ü",
            "'(a%3Cb%3Ec%26d)*~%3F%3F%3E%3E",
            "%27%28a%3Cb%3Ec%26d%29*%7E%3F%3F%3E%3E",
            "&#39;(a&lt;b&gt;c&amp;d)*~??&gt;&gt;",
            "JyhhPGI-YyZkKSp-Pz8-Pg",
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
        for plain in [
            "nothing to hide",
            "p%22ss%20w%2brd%2f%c3",
            "100 % &amp; \\u00",
            "",
        ] {
            assert_eq!(redactor.mask(plain), plain);
        }
    }

    #[test]
    fn a_secret_that_looks_like_an_escape_is_masked_as_it_is() {
        for secret in ["a&amp;b", "100%25x", "a\\u0062c", "x+y-z_%"] {
            let mut redactor = Redactor::default();
            redactor.learn(secret);
            let told = format!("ü{secret}ü{secret}");
            assert_eq!(redactor.mask(&told), "ü[secret]ü[secret]");
        }
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
