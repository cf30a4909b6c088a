//! The gate before the tenant, shared by all calls on a connection: so many at once, so many a second,
//! nobody before the time that the tenant asked for.
//!
//! Nobody wakes anybody: each waiter sleeps on its own timer and looks again, because in workerd one request
//! must not complete another's promise. A permit ends by itself, because a request that workerd drops never
//! gives its permit back.

use crate::time::Millis;

/// Added to an attempt's time-out: after that its permit is taken back.
const GRACE: Millis = 1_000;
/// How long a waiter sleeps before it looks again, in ms, when it can't know better.
const POLL: Millis = 10;

/// Who may send now.
#[derive(Debug, Default)]
pub struct Gate {
    last_start: Option<f64>,
    not_before: Millis,
    permits: Vec<(u64, Millis)>,
    last_id: u64,
}

/// What a client may use of the gate that it shares with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// So many at once.
    pub concurrency: usize,
    /// So many starts a second.
    pub per_second: Option<f64>,
}

/// The answer to "may I?".
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// Yes; to be given back by this number.
    Permit(u64),
    /// Not before so many ms have passed.
    Wait(Millis),
}

impl Gate {
    /// Asks for a permit for an attempt of at most `timeout` ms.
    #[allow(clippy::as_conversions)] // times of day are far below 2^53
    pub fn enter(&mut self, limits: Limits, now: Millis, timeout: Millis) -> Entry {
        self.permits.retain(|(_, ends)| *ends > now);
        if now < self.not_before {
            return Entry::Wait(self.not_before - now);
        }
        if self.permits.len() >= limits.concurrency.max(1) {
            return Entry::Wait(POLL);
        }
        let time = now as f64;
        if let (Some(rate), Some(last)) = (limits.per_second, self.last_start) {
            // An idle second is not saved up: the rate is an upper bound, not an average.
            let next = last + 1000.0 / rate;
            if next > time {
                return Entry::Wait((next - time).ceil() as Millis);
            }
        }
        self.last_start = Some(time);
        self.last_id += 1;
        self.permits.push((self.last_id, now + timeout + GRACE));
        Entry::Permit(self.last_id)
    }

    /// Gives a permit back.
    pub fn leave(&mut self, id: u64) {
        self.permits.retain(|(known, _)| *known != id);
    }

    /// Nobody enters before `at`: the tenant asked for it.
    pub fn hold_until(&mut self, at: Millis) {
        self.not_before = self.not_before.max(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn limits(concurrency: usize, per_second: Option<f64>) -> Limits {
        Limits {
            concurrency,
            per_second,
        }
    }

    #[test]
    fn no_more_than_the_limit_are_inside() {
        let (mut gate, two) = (Gate::default(), limits(2, None));
        assert_eq!(gate.enter(two, 0, 100), Entry::Permit(1));
        assert_eq!(gate.enter(two, 0, 100), Entry::Permit(2));
        assert_eq!(gate.enter(two, 0, 100), Entry::Wait(POLL));
        gate.leave(1);
        assert_eq!(gate.enter(two, 0, 100), Entry::Permit(3));
    }

    #[test]
    fn a_permit_that_is_never_given_back_ends_by_itself() {
        let (mut gate, one) = (Gate::default(), limits(1, None));
        assert_eq!(gate.enter(one, 0, 100), Entry::Permit(1));
        assert_eq!(gate.enter(one, 1_099, 100), Entry::Wait(POLL));
        assert_eq!(gate.enter(one, 1_100, 100), Entry::Permit(2));
    }

    #[test]
    fn starts_are_spread_over_the_second() {
        let (mut gate, four) = (Gate::default(), limits(100, Some(4.0)));
        assert_eq!(gate.enter(four, 1_000, 100), Entry::Permit(1));
        assert_eq!(gate.enter(four, 1_000, 100), Entry::Wait(250));
        assert_eq!(gate.enter(four, 1_250, 100), Entry::Permit(2));
        assert_eq!(gate.enter(four, 9_000, 100), Entry::Permit(3));
        assert_eq!(gate.enter(four, 9_000, 100), Entry::Wait(250));
    }

    #[test]
    fn nobody_enters_before_the_time_the_tenant_asked_for() {
        let (mut gate, many) = (Gate::default(), limits(100, None));
        gate.hold_until(5_000);
        gate.hold_until(3_000);
        assert_eq!(gate.enter(many, 2_000, 100), Entry::Wait(3_000));
        assert_eq!(gate.enter(many, 5_000, 100), Entry::Permit(1));
    }
}
