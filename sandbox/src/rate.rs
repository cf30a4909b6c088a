//! How many requests a tenant takes, and how it says so. It may not know what they ask for.

use serde_json::Value;

use crate::reading::Reading;

/// How requests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many in each window of so many milliseconds, counted from 1970.
    Window {
        /// Requests in a window.
        limit: u64,
        /// A window's length in milliseconds.
        ms: u64,
    },
    /// A bucket that fills by `per_second` and holds `burst`.
    Bucket {
        /// Requests added each second.
        per_second: u64,
        /// The most that it holds, and what it begins with.
        burst: u64,
    },
}

impl Count {
    /// Reads `{ "window": { "limit", "ms" } }` or `{ "bucket": { "perSecond", "burst" } }`.
    fn read(value: Value) -> Result<Self, String> {
        let mut reading = Reading::new(value);
        let forms = [("window", "limit", "ms"), ("bucket", "perSecond", "burst")];
        for (name, first, second) in forms {
            let Some(inner) = reading.take(name) else {
                continue;
            };
            reading.end()?;
            let mut inner = Reading::new(inner);
            let (mut a, mut b) = (None, None);
            inner.number_or_null(first, &mut a);
            inner.number_or_null(second, &mut b);
            inner.end()?;
            return match (a, b) {
                (Some(limit), Some(ms)) if name == "window" => Ok(Self::Window { limit, ms }),
                (Some(per_second), Some(burst)) => Ok(Self::Bucket { per_second, burst }),
                _ => Err(format!("missing field `{first}` or `{second}`")),
            };
        }
        reading.end()?;
        Err("expected `window` or `bucket`".to_owned())
    }
}

/// How a refusal says when to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RetryAfter {
    /// It does not.
    #[default]
    None,
    /// `Retry-After: 3`.
    Seconds,
    /// `Retry-After: Tue, 17 Mar 2026 08:00:00 GMT`.
    Date,
    /// `Retry-After: 2026-03-17T08:00:00.000Z`.
    Iso,
}

/// A limit on requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How requests are counted.
    pub count: Count,
    /// Whether a refused request is counted too (false).
    pub charge_refused: bool,
    /// Whether answers carry `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset` (true).
    pub headers: bool,
    /// How a refusal says when to come back (`none`).
    pub retry_after: RetryAfter,
}

impl RetryAfter {
    /// Its names in JSON.
    pub(crate) const WORDS: [(&'static str, Self); 4] = [
        ("none", Self::None),
        ("seconds", Self::Seconds),
        ("date", Self::Date),
        ("iso", Self::Iso),
    ];
}

impl RateLimit {
    /// Reads a limit in JSON.
    pub(crate) fn read(value: Value) -> Result<Self, String> {
        let mut reading = Reading::new(value);
        let count = reading.take("count").unwrap_or_default();
        let count = reading.settle("count", Count::read(count));
        let mut limit = Self {
            count: count.unwrap_or(Count::Window { limit: 0, ms: 1 }),
            charge_refused: false,
            headers: true,
            retry_after: RetryAfter::None,
        };
        reading.flag("chargeRefused", &mut limit.charge_refused);
        reading.flag("headers", &mut limit.headers);
        reading.word("retryAfter", &RetryAfter::WORDS, &mut limit.retry_after);
        reading.end().map(|()| limit)
    }

    /// So many requests in each window, with rate headers and without `Retry-After`.
    #[must_use]
    pub fn window(limit: u64, ms: u64) -> Self {
        Self {
            count: Count::Window { limit, ms },
            charge_refused: false,
            headers: true,
            retry_after: RetryAfter::None,
        }
    }

    /// A token bucket that says nothing of itself and charges refused requests.
    #[must_use]
    pub fn hidden_bucket(per_second: u64, burst: u64) -> Self {
        Self {
            count: Count::Bucket { per_second, burst },
            charge_refused: true,
            headers: false,
            retry_after: RetryAfter::None,
        }
    }
}

/// What is left of a limit once a request has been counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Whether the request was within the limit.
    pub(crate) admitted: bool,
    /// Requests that may still come.
    pub(crate) remaining: u64,
    /// Milliseconds until a refused request would be taken, or the count begins anew.
    pub(crate) reset_ms: u64,
}

/// A limit and where it stands.
#[derive(Debug)]
pub(crate) struct Limiter {
    pub(crate) limit: RateLimit,
    /// Window: requests counted in it. Bucket: what it holds, in thousandths of a request.
    level: u64,
    /// Window: its number. Bucket: when its level was taken, in milliseconds.
    since: u64,
}

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        let level = match limit.count {
            Count::Window { .. } => 0,
            Count::Bucket { burst, .. } => burst.saturating_mul(1000),
        };
        Self {
            limit,
            level,
            since: 0,
        }
    }

    /// Counts one request.
    pub(crate) fn count(&mut self, now_ms: u64) -> Allowance {
        match self.limit.count {
            Count::Window { limit, ms } => self.count_in_window(limit, ms.max(1), now_ms),
            Count::Bucket { per_second, burst } => self.take(per_second.max(1), burst, now_ms),
        }
    }

    fn count_in_window(&mut self, limit: u64, ms: u64, now_ms: u64) -> Allowance {
        let window = now_ms / ms;
        if window != self.since {
            self.since = window;
            self.level = 0;
        }
        let admitted = self.level < limit;
        if admitted || self.limit.charge_refused {
            self.level += 1;
        }
        Allowance {
            admitted,
            remaining: limit.saturating_sub(self.level),
            reset_ms: ms - now_ms % ms,
        }
    }

    fn take(&mut self, per_second: u64, burst: u64, now_ms: u64) -> Allowance {
        // One request a second is one thousandth of a request a millisecond.
        let gained = now_ms.saturating_sub(self.since).saturating_mul(per_second);
        self.since = self.since.max(now_ms);
        self.level = self
            .level
            .saturating_add(gained)
            .min(burst.saturating_mul(1000));
        let admitted = self.level >= 1000;
        if admitted {
            self.level -= 1000;
        } else if self.limit.charge_refused {
            // A refused request takes what is there; the bucket never owes.
            self.level = 0;
        }
        let missing = 1000_u64.saturating_sub(self.level);
        Allowance {
            admitted,
            remaining: self.level / 1000,
            reset_ms: missing.div_ceil(per_second),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Limiter, RateLimit};

    #[test]
    fn a_window_takes_its_number_and_begins_anew() {
        let mut limiter = Limiter::new(RateLimit::window(2, 1000));
        let admitted: Vec<bool> = [0, 1, 999, 1000, 1001]
            .into_iter()
            .map(|now| limiter.count(now).admitted)
            .collect();
        assert_eq!(admitted, [true, true, false, true, true]);
    }

    #[test]
    fn a_window_says_how_much_is_left_and_for_how_long() {
        let mut limiter = Limiter::new(RateLimit::window(5, 60_000));
        let allowance = limiter.count(61_000);
        assert_eq!((allowance.remaining, allowance.reset_ms), (4, 59_000));
    }

    #[test]
    fn a_bucket_gives_its_burst_then_its_rate() {
        let mut limiter = Limiter::new(RateLimit::hidden_bucket(20, 20));
        let at_once = (0..30).filter(|_| limiter.count(0).admitted).count();
        assert_eq!(at_once, 20);
        let spaced = (1..=100).filter(|n| limiter.count(n * 50).admitted).count();
        assert_eq!(spaced, 100);
    }

    #[test]
    fn refused_requests_that_are_charged_keep_a_bucket_empty() {
        let mut limiter = Limiter::new(RateLimit::hidden_bucket(20, 1));
        assert!(limiter.count(0).admitted);
        let hammered = (1..=100)
            .filter(|ms| limiter.count(ms * 10).admitted)
            .count();
        assert_eq!(hammered, 0);
    }
}
