//! Upper and lower case, where they don't count: names, mail addresses, a vendor's words.

/// In lower case, as Unicode has it.
#[must_use]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Every runtime has Unicode's tables: in wasm they need not come along.
    #[cfg(all(target_arch = "wasm32", feature = "client"))]
    return crate::wasm::lower_case(text);
    #[cfg(not(all(target_arch = "wasm32", feature = "client")))]
    text.to_lowercase()
}

/// The same in another case; as it is if it has no letter.
#[must_use]
pub fn other(text: &str) -> String {
    let lower = lower(text);
    if lower == text {
        text.to_ascii_uppercase()
    } else {
        lower
    }
}

/// Whether two texts are the same but for case.
#[must_use]
pub fn folds(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && lower(one) == lower(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_counts_in_no_language() {
        for (one, other) in [
            ("Ann", "aNN"),
            ("Zoë", "ZOË"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("K", "k"),
        ] {
            assert!(folds(one, other), "{one} {other}");
        }
        for (one, other) in [("Ann", "Anna"), ("Zoë", "Zoe"), ("", "a")] {
            assert!(!folds(one, other), "{one} {other}");
        }
    }
}
