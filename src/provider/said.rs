//! The words of a refusal, whatever shape they came in: how they are told, and whether they say that somebody is there
//! already.

use crate::error::VendorError;

/// The vendor's words are cut to so many characters.
const LONGEST: usize = 500;

/// The vendor's words, not too many.
pub(crate) fn cut(words: &str) -> String {
    words.chars().take(LONGEST).collect()
}

/// What a vendor answered, in a sentence.
pub(crate) fn told(vendor: &str, status: u16, said: &VendorError) -> String {
    let mut told = format!("{vendor} answered {status}");
    if let Some(code) = said.code.as_deref().filter(|code| !code.is_empty()) {
        told.push_str(&format!(" (code {code})"));
    }
    if let Some(message) = &said.message {
        told.push_str(&format!(": \"{message}\""));
    }
    told
}

/// Whether words, in lower case, say that what shall be made is there already.
pub(crate) fn says_duplicate(words: &str) -> bool {
    [
        "already exist",
        "already in use",
        "already been used",
        "already been taken",
        "already taken",
        "already used",
        "is taken",
        "duplicate",
        "must be unique",
        "not unique",
    ]
    .iter()
    .any(|phrase| words.contains(phrase))
}
