//! JSON as vendors write it, with no digit lost: JavaScript reads integers beyond ±2^53 wrongly, so they become strings.

use std::borrow::Cow;

/// Digits of 2^53 (9007199254740992). Shorter integers are always safe.
const SAFE_DIGITS: usize = 15;
const MAX_SAFE: u64 = 1 << 53;

/// `text` with each integer beyond ±2^53 in quotes. Nothing else changes; the text needn't be valid JSON.
#[must_use]
pub fn quote_large_integers(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                let end = end_of_number(bytes, at);
                let number = text.get(at..end).unwrap_or_default();
                if is_large_integer(number) {
                    out.push_str(text.get(kept..at).unwrap_or_default());
                    out.push('"');
                    out.push_str(number);
                    out.push('"');
                    kept = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start + 1..).unwrap_or_default();
    let length = rest
        .iter()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
        .count();
    start + 1 + length
}

/// Whether a number, as it is spelled, is an integer beyond ±2^53.
pub(crate) fn is_large_integer(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() > SAFE_DIGITS
        // Not JSON, and not made JSON by quotes (RFC 8259 §6).
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse::<u64>().map_or(true, |value| value > MAX_SAFE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_integers_beyond_two_to_the_53_are_quoted() {
        for (given, wanted) in [
            (
                "[9007199254740992,-9007199254740992]",
                "[9007199254740992,-9007199254740992]",
            ),
            (
                "[9007199254740993,-9007199254740993]",
                "[\"9007199254740993\",\"-9007199254740993\"]",
            ),
            (
                "{\"a\":123456789012345678901234567890}",
                "{\"a\":\"123456789012345678901234567890\"}",
            ),
            (
                "{\"9007199254740993\":\"9007199254740993\"}",
                "{\"9007199254740993\":\"9007199254740993\"}",
            ),
            (
                "[1.12345678901234567890,1e30,\"\\\"9007199254740993\"]",
                "[1.12345678901234567890,1e30,\"\\\"9007199254740993\"]",
            ),
            ("", ""),
            (
                "\"never closed 9007199254740993",
                "\"never closed 9007199254740993",
            ),
            ("\"\\", "\"\\"),
            ("[0009007199254740993]", "[0009007199254740993]"),
        ] {
            assert_eq!(quote_large_integers(given), wanted);
        }
    }
}
