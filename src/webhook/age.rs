//! How old a delivery is. A time is only as good as the signature over it, so this is asked last.

use super::invalid;
use super::scheme::Part;
use crate::error::Error;
use crate::time::{self, Millis};

/// How far ahead of our clock a time may be, for every source, in milliseconds: clocks drift, attackers leap.
/// WorkOS' own SDK takes any time in the future, so that a delivery signed for next year would be good until then.
pub const FUTURE: Millis = 300_000;

/// How old a delivery may be where the vendor names no figure, in seconds (Standard Webhooks' libraries; Finch's SDK).
pub const TOLERANCE: u32 = 300;

/// Digits of a time in seconds, from 2001 to 2286.
const SECONDS: usize = 10;
/// Digits of a time in milliseconds, from 2001 to 2286.
const MILLISECONDS: usize = 13;

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// Ten digits of seconds or thirteen of milliseconds.
    Either,
    /// As [`Unit::Either`], or an RFC 3339 time.
    Any,
}

impl Unit {
    /// The point in time. `None` if it isn't one: a sign, a space or a fraction is none.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Millis> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = || text.parse::<Millis>().ok().filter(|_| digits);
        let seconds = || number()?.checked_mul(1000);
        match self {
            Unit::Seconds => seconds(),
            Unit::Milliseconds => number(),
            Unit::Either | Unit::Any if text.len() == SECONDS && digits => seconds(),
            Unit::Either | Unit::Any if text.len() == MILLISECONDS && digits => number(),
            Unit::Any if !digits => time::instant(text),
            Unit::Either | Unit::Any => None,
        }
    }
}

/// Refuses a time that is too old or ahead of us.
///
/// # Errors
/// `webhook_invalid`, with the age.
pub fn check(at: Millis, now: Millis, tolerance: Millis) -> Result<(), Error> {
    let (age, ahead) = (now.saturating_sub(at), at.saturating_sub(now));
    if age > tolerance {
        return Err(invalid(format!(
            "the delivery was signed {} s ago; {} s are allowed",
            age.div_ceil(1000),
            tolerance / 1000
        ))
        .hint("A retry that comes late, or a replay. If it is your clock, set it; toleranceSeconds allows more."));
    }
    if ahead > FUTURE {
        return Err(invalid(format!(
            "the delivery was signed {} s in the future; {} s are allowed",
            ahead.div_ceil(1000),
            FUTURE / 1000
        ))
        .hint("Set your clock; the vendor's is hardly ever wrong."));
    }
    Ok(())
}

/// Whether digits could have wandered between neighbours without breaking the signature.
///
/// With nothing between body and time, `{…}` at 1781781781781 ms and `{…}178` at 1781781781 s are the same bytes; JSON
/// objects are never so, nor is a body whose digits would make a time that hasn't come. An id may hand over any of its
/// digits to a time beside it; one that ends in `.` and digits may have swallowed the time ("{id}.{time}.{body}": Standard
/// Webhooks, "Signature scheme", warns of a `.` in an id).
#[must_use]
pub fn is_ambiguous(signed: &[Part<'_>], id: &str, time: &str, body: &[u8], now: Millis) -> bool {
    const WANDERING: usize = MILLISECONDS - SECONDS;
    let digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(|byte| byte.is_ascii_digit());
    // Digits, or nothing, keep nobody apart.
    let parts: Vec<_> = signed
        .iter()
        .filter(|part| !matches!(part, Part::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit())))
        .collect();
    let in_digits = digits(time.as_bytes());
    let short = in_digits && time.len() == SECONDS;
    let has_come = |head: &[u8]| {
        let at = std::str::from_utf8(head).map(|head| format!("{head}{time}"));
        let at = at.ok().and_then(|text| Unit::Milliseconds.read(&text));
        at.is_some_and(|at| at <= now.saturating_add(FUTURE))
    };
    let tail = body.len().checked_sub(WANDERING);
    parts.windows(2).any(|pair| match pair {
        [Part::Body, Part::Timestamp] => {
            let tail = tail.and_then(|at| body.get(at..));
            short && tail.is_some_and(|tail| digits(tail) && has_come(tail))
        }
        [Part::Timestamp, Part::Body] => short && body.get(..WANDERING).is_some_and(digits),
        [Part::Id, Part::Timestamp] | [Part::Timestamp, Part::Id] => in_digits,
        _ => false,
    }) || parts.windows(3).any(|three| match three {
        [Part::Id, Part::Text(between), Part::Timestamp] => id.char_indices().any(|(at, _)| {
            let (head, tail) = (id.get(..at), id.get(at..));
            head.is_some_and(|head| head.ends_with(between))
                && tail.is_some_and(|tail| digits(tail.as_bytes()))
        }),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_digits_and_nothing_else() {
        assert_eq!(Unit::Seconds.read("1781771234"), Some(1_781_771_234_000));
        assert_eq!(
            Unit::Milliseconds.read("1781771234567"),
            Some(1_781_771_234_567)
        );
        assert_eq!(
            Unit::Either.read("1781771234"),
            Unit::Either.read("1781771234000")
        );
        assert_eq!(
            Unit::Any.read("2026-06-18T08:27:14Z"),
            Some(1_781_771_234_000)
        );
        for bad in [
            "",
            "+1781771234",
            "-1781771234",
            "1781771234.5",
            "1e9",
            " 1781771234",
            "17817712345",
            "soon",
        ] {
            assert_eq!(Unit::Either.read(bad), None, "{bad}");
            assert_eq!(Unit::Any.read(bad), None, "{bad}");
        }
        assert_eq!(Unit::Seconds.read("99999999999999999999"), None);
        assert_eq!(Unit::Seconds.read("18446744073709552"), None);
    }

    #[test]
    fn the_borders_of_an_age_are_inside() {
        let now = 1_781_771_234_000;
        assert!(check(now - 300_000, now, 300_000).is_ok());
        assert!(check(now - 300_001, now, 300_000).is_err());
        assert!(check(now + 300_000, now, 300_000).is_ok());
        assert!(check(now + 300_001, now, 300_000).is_err());
        assert!(check(0, now, u64::MAX).is_ok());
        assert!(check(u64::MAX, now, u64::MAX).is_err());
    }
}
