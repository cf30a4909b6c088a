//! When to try again: full jitter, and whatever the tenant asks for. Pure; the session waits.

use crate::http::message::Answer;
use crate::time::{self, Millis};

/// The first back-off at most, in ms; it doubles with each try.
const BASE: Millis = 500;
/// No back-off is longer, in ms.
const CAP: Millis = 20_000;
/// The longest wait that a tenant may ask for before the call gives up with `rate_limited`, in ms.
/// A call without a deadline must end too: daily limits ask for hours.
pub const MAX_WAIT: Millis = 120_000;

/// Full jitter on 0.5 s · 2ⁿ, at most 20 s. `n` counts from 0; `random` is in 0..1.
#[must_use]
#[allow(clippy::as_conversions)] // a fraction of at most 20 000 ms fits every type here
pub fn backoff(n: u32, random: f64) -> Millis {
    let ceiling = BASE.saturating_mul(1 << n.min(10)).min(CAP);
    (ceiling as f64 * random.clamp(0.0, 1.0)) as Millis
}

/// Whether a status means that the tenant may well answer later (DESIGN section 8).
#[must_use]
pub const fn is_retryable(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a status leaves open if the request was carried out. 425 and 429 refuse before doing anything.
#[must_use]
pub const fn is_ambiguous(status: u16) -> bool {
    status == 408 || status >= 500
}

/// How long the tenant asks to wait, in ms from `now`, in any form that vendors use: `Retry-After` in seconds,
/// as an HTTP date (RFC 9110 §10.2.3) or as an ISO time (Zoom); else `ratelimit-reset` or `X-RateLimit-Reset`
/// in seconds from now, or in seconds since 1970.
#[must_use]
pub fn asked_wait(answer: &Answer, now: Millis) -> Option<Millis> {
    if let Some(wait) = answer
        .header("retry-after")
        .and_then(|text| read_wait(text, now))
    {
        return Some(wait);
    }
    if answer.status != 429 {
        return None;
    }
    reset(answer, now)
}

/// When the window of a rate limit begins anew, in ms from `now`.
#[must_use]
pub fn reset(answer: &Answer, now: Millis) -> Option<Millis> {
    ["ratelimit-reset", "x-ratelimit-reset"]
        .iter()
        .find_map(|name| read_wait(answer.header(name)?, now))
}

fn read_wait(text: &str, now: Millis) -> Option<Millis> {
    /// A number from here is a time since 1970 and not a wait: 2001 as seconds, 31 years as a wait.
    const EPOCH_SECONDS: u64 = 1_000_000_000;
    /// A number from here is in milliseconds.
    const EPOCH_MILLIS: u64 = 1_000_000_000_000;
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if let Ok(number) = whole.parse::<u64>()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        // A part of a second is waited as a whole one.
        let number = number.saturating_add(u64::from(!fraction.is_empty()));
        return Some(match number {
            EPOCH_MILLIS.. => number.saturating_sub(now),
            EPOCH_SECONDS.. => (number * 1000).saturating_sub(now),
            _ => number * 1000,
        });
    }
    time::parse_date(text).map(|at| at.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::HttpResponse;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Answer {
        Answer::new(HttpResponse {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Vec::new(),
            redirected: false,
        })
    }

    #[test]
    fn a_back_off_doubles_to_a_cap_and_is_jittered_from_zero() {
        assert_eq!(backoff(0, 0.5), 250);
        assert_eq!(backoff(1, 0.5), 500);
        assert_eq!(backoff(20, 0.999_999), 19_999);
        assert_eq!(backoff(3, 0.0), 0);
    }

    #[test]
    fn every_form_of_retry_after_is_understood() {
        let now = 1_773_734_400_000; // 2026-03-17T08:00:00Z
        for (headers, wanted) in [
            (&[("retry-after", "7")][..], Some(7_000)),
            (
                &[("Retry-After", "Tue, 17 Mar 2026 08:00:05 GMT")],
                Some(5_000),
            ),
            (&[("retry-after", "2026-03-17T08:00:09Z")], Some(9_000)),
            (&[("retry-after", "2026-03-17T07:00:00Z")], Some(0)),
            (&[("ratelimit-reset", "12")], Some(12_000)),
            (&[("x-ratelimit-reset", "1773734403")], Some(3_000)),
            (
                &[("retry-after", "soon"), ("ratelimit-reset", "2")],
                Some(2_000),
            ),
            (&[("retry-after", "-5")], None),
            (&[], None),
        ] {
            assert_eq!(
                asked_wait(&answer(429, headers), now),
                wanted,
                "{headers:?}"
            );
        }
        // On a 503 only Retry-After speaks of the failure; a window's reset does not.
        assert_eq!(
            asked_wait(&answer(503, &[("ratelimit-reset", "12")]), now),
            None
        );
    }
}
