//! Numbers as they are spelled (RFC 8259 §6), and as the few that compute with them want them.

/// Digits of 2^53 (9007199254740992). Shorter integers are always safe.
const SAFE_DIGITS: usize = 15;
const MAX_SAFE: u64 = 1 << 53;

/// Whether a number, as it is spelled, is an integer beyond ±2^53, which JavaScript would read wrongly.
#[must_use]
pub fn is_large_integer(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() > SAFE_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse::<u64>().map_or(true, |value| value > MAX_SAFE)
}

/// A number as a float: exact with up to 15 digits and 22 places, else within some units of its last bit. std's own way,
/// which is always exact, is 14 KB of wasm.
#[allow(clippy::as_conversions)] // at most 2^53 of the one, and some thousands of the other
pub(crate) fn to_f64(number: &str) -> Option<f64> {
    let (negative, rest) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        // Beyond i32, it is nothing or without end, whatever is in front of it.
        Some((mantissa, text)) => (mantissa, exponent(text)?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (mut value, mut places) = (0_u64, i64::from(exponent));
    for digit in whole.bytes() {
        match with_digit(value, digit)? {
            Some(longer) => value = longer,
            None => places += 1,
        }
    }
    for digit in fraction.bytes() {
        if let Some(longer) = with_digit(value, digit)? {
            value = longer;
            places -= 1;
        }
    }
    let mut float = value as f64;
    // Powers of ten up to 22 are exact, so one step is rounded once.
    while places != 0 && float != 0.0 && float.is_finite() {
        let step = places.clamp(-22, 22);
        let power = (0..step.abs()).fold(1.0, |power: f64, _| power * 10.0);
        float = if step < 0 {
            float / power
        } else {
            float * power
        };
        places -= step;
    }
    Some(if negative { -float } else { float })
}

fn exponent(text: &str) -> Option<i32> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(1_000_000);
    Some(if negative { -size } else { size })
}

/// The number with a digit more; `Some(None)` if a float couldn't hold it.
fn with_digit(value: u64, digit: u8) -> Option<Option<u64>> {
    let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
    let longer = value
        .checked_mul(10)
        .and_then(|value| value.checked_add(u64::from(digit)));
    Some(longer.filter(|value| *value <= MAX_SAFE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_floats_that_std_reads() {
        for text in [
            "0",
            "-0",
            "1",
            "-1",
            "0.5",
            "2.5e0",
            "1e3",
            "1E+3",
            "1e-3",
            "123456789012345",
            "0.000001",
            "9007199254740992",
            "1e22",
            "1e-22",
            "1e400",
            "-1e400",
            "1e-400",
            "0e999999999999",
        ] {
            assert_eq!(to_f64(text), text.parse().ok(), "{text}");
        }
        for text in [
            "1.7976931348623157e308",
            "2.2250738585072014e-308",
            "0.1234567890123456789",
        ] {
            let (ours, exact) = (to_f64(text).unwrap(), text.parse::<f64>().unwrap());
            assert!((ours - exact).abs() <= exact * 1e-14, "{text}: {ours}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["x", "1x", "1e", "1e+", "1.x", "--1"] {
            assert_eq!(to_f64(text), None, "{text}");
        }
    }
}
