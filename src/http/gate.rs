//! The gate before the tenant, shared by all calls on a connection: so many at once, so many a second,
//! nobody before the time that the tenant asked for.
//!
//! Nobody wakes anybody: each waiter sleeps on its own timer and looks again, because in workerd one request
//! must not complete another's promise. How soon it looks again depends on how many came before it, so that a
//! thousand waiters don't all look at each place. A permit ends by itself, because a request that workerd drops
//! never gives its permit back.

use crate::http::pace::Pace;
use crate::time::Millis;

/// Added to an attempt's time-out: after that its permit is taken back.
const GRACE: Millis = 1_000;
/// A waiter looks again after so many ms at the earliest, when it can't know better, and at the latest.
const SOONEST: Millis = 2;
const LATEST: Millis = 500;
/// A start that comes late by so much doesn't put off the next one, in ms: timers are late.
const SLACK: f64 = 5.0;

/// Who may send now.
#[derive(Debug, Default)]
pub struct Gate {
    /// What was learned of the tenant's pace.
    pub pace: Pace,
    announced: Limits,
    last_start: Option<f64>,
    not_before: Millis,
    permits: Vec<Permit>,
    /// Who waits, in the order of arrival, and until when each is taken to be there.
    waiting: Vec<(u64, Millis)>,
    last_id: u64,
    /// How long a permit was held on average, in ms.
    held: f64,
}

/// What bounds the requests. Without a figure there is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// So many at once.
    pub concurrency: Option<usize>,
    /// So many starts a second.
    pub per_second: Option<f64>,
}

/// Leave to send one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    /// Its number.
    pub id: u64,
    /// When it was given.
    pub started: Millis,
    /// Whether it had to be waited for.
    pub held_back: bool,
    ends: Millis,
}

/// The answer to "may I?".
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// Yes; to be given back.
    Permit(Permit),
    /// Not before so many ms have passed.
    Wait(Millis),
}

/// The lower of two bounds.
fn lower<T: PartialOrd>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other < one { other } else { one }),
        (one, other) => one.or(other),
    }
}

impl Limits {
    /// Both bounds at once.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            concurrency: lower(self.concurrency, other.concurrency),
            per_second: lower(self.per_second, other.per_second),
        }
    }
}

impl Gate {
    /// A gate that begins with a pace.
    #[must_use]
    pub fn with(pace: Pace) -> Self {
        Self {
            pace,
            ..Self::default()
        }
    }

    /// Takes a number, by which a waiter asks; to be given back with [`Gate::give_up`] if it stops waiting.
    pub fn arrive(&mut self, now: Millis) -> u64 {
        self.last_id += 1;
        self.waiting.push((self.last_id, now + GRACE));
        self.last_id
    }

    /// A waiter waits no more.
    pub fn give_up(&mut self, id: u64) {
        self.waiting.retain(|(known, _)| *known != id);
    }

    /// Asks for a permit for an attempt of at most `timeout` ms. `looked` says how often this waiter has asked before.
    pub fn enter(
        &mut self,
        id: u64,
        looked: u32,
        limits: Limits,
        now: Millis,
        timeout: Millis,
    ) -> Entry {
        // Whoever doesn't look again was dropped by its runtime, and stands in nobody's way.
        self.waiting.retain(|(_, until)| *until > now);
        let entry = self.decide(id, looked, limits, now, timeout);
        if let Entry::Wait(wait) = entry {
            match self.waiting.iter_mut().find(|(known, _)| *known == id) {
                Some(waiter) => waiter.1 = now + wait + GRACE,
                None => self.waiting.push((id, now + wait + GRACE)),
            }
        }
        entry
    }

    #[allow(clippy::as_conversions)] // times of day are far below 2^53, waits far below 2^63
    fn decide(
        &mut self,
        id: u64,
        looked: u32,
        limits: Limits,
        now: Millis,
        timeout: Millis,
    ) -> Entry {
        self.permits.retain(|permit| permit.ends > now);
        if now < self.not_before {
            return Entry::Wait(self.not_before - now);
        }
        let before = self.waiting.iter().take_while(|(known, _)| *known != id);
        let ahead = before.count() as f64;
        let limits = limits.and(self.announced);
        let places = limits
            .concurrency
            .unwrap_or(usize::MAX)
            .min(self.pace.window())
            .max(1);
        if self.permits.len() >= places {
            let turns = (ahead / places as f64 * self.held) as Millis;
            return Entry::Wait(turns.clamp(SOONEST, LATEST));
        }
        let time = now as f64;
        let learned = self.pace.rate();
        let mut start = time;
        if let Some(rate) = lower(limits.per_second, learned) {
            let interval = 1000.0 / rate;
            let next = self.last_start.map_or(time, |last| last + interval);
            if next > time {
                let wait = (next - time + ahead * interval).ceil() as Millis;
                return Entry::Wait(wait.clamp(1, LATEST.max((next - time).ceil() as Millis)));
            }
            // An idle second is not saved up, and a bound that was given is no average.
            if time - next <= SLACK && limits.per_second.is_none_or(|bound| bound > rate) {
                start = next;
            }
        }
        self.last_start = Some(start);
        self.give_up(id);
        let permit = Permit {
            id,
            started: now,
            held_back: looked > 0,
            ends: now + timeout + GRACE,
        };
        self.permits.push(permit);
        Entry::Permit(permit)
    }

    /// Gives a permit back.
    #[allow(clippy::as_conversions)] // times are far below 2^53
    pub fn leave(&mut self, permit: &Permit, now: Millis) {
        self.permits.retain(|known| known.id != permit.id);
        let held = now.saturating_sub(permit.started) as f64;
        self.held += (held - self.held) / 8.0;
    }

    /// How many requests are under way.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.permits.len()
    }

    /// Nobody enters before `at`: the tenant asked for it.
    pub fn hold_until(&mut self, at: Millis) {
        self.not_before = self.not_before.max(at);
        self.pace.holds(at);
    }

    /// For how many ms nobody may enter.
    #[must_use]
    pub fn held(&self, now: Millis) -> Millis {
        self.not_before.saturating_sub(now)
    }

    /// The tenant has said what it bears.
    pub fn announce(&mut self, limits: Limits) {
        self.announced = limits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn limits(concurrency: usize, per_second: Option<f64>) -> Limits {
        Limits {
            concurrency: Some(concurrency),
            per_second,
        }
    }

    /// Somebody new asks.
    fn ask(gate: &mut Gate, limits: Limits, now: Millis) -> Result<Permit, Millis> {
        let number = gate.arrive(now);
        match gate.enter(number, 0, limits, now, 100) {
            Entry::Permit(permit) => Ok(permit),
            Entry::Wait(wait) => {
                gate.give_up(number);
                Err(wait)
            }
        }
    }

    #[test]
    fn no_more_than_the_limit_are_inside() {
        let (mut gate, two) = (Gate::default(), limits(2, None));
        let first = ask(&mut gate, two, 0).unwrap_or_else(|wait| unreachable!("{wait}"));
        assert!(ask(&mut gate, two, 0).is_ok());
        assert_eq!(ask(&mut gate, two, 0), Err(SOONEST));
        gate.leave(&first, 50);
        assert!(ask(&mut gate, two, 50).is_ok());
        assert_eq!(gate.inside(), 2);
    }

    #[test]
    fn a_permit_that_is_never_given_back_ends_by_itself() {
        let (mut gate, one) = (Gate::default(), limits(1, None));
        assert!(ask(&mut gate, one, 0).is_ok());
        assert_eq!(ask(&mut gate, one, 1_099), Err(SOONEST));
        assert!(ask(&mut gate, one, 1_100).is_ok());
    }

    #[test]
    fn starts_are_spread_over_the_second_and_an_idle_one_is_not_saved_up() {
        let (mut gate, four) = (Gate::default(), limits(100, Some(4.0)));
        assert!(ask(&mut gate, four, 1_000).is_ok());
        assert_eq!(ask(&mut gate, four, 1_000), Err(250));
        assert!(ask(&mut gate, four, 1_250).is_ok());
        assert!(ask(&mut gate, four, 9_000).is_ok());
        assert_eq!(ask(&mut gate, four, 9_000), Err(250));
    }

    #[test]
    fn nobody_enters_before_the_time_the_tenant_asked_for() {
        let (mut gate, many) = (Gate::default(), limits(100, None));
        gate.hold_until(5_000);
        gate.hold_until(3_000);
        assert_eq!(ask(&mut gate, many, 2_000), Err(3_000));
        assert!(ask(&mut gate, many, 5_000).is_ok());
    }

    #[test]
    fn whoever_came_later_looks_again_later() {
        let (mut gate, slow) = (Gate::default(), limits(1, Some(10.0)));
        assert!(ask(&mut gate, slow, 1_000).is_ok());
        gate.permits.clear();
        let numbers: Vec<_> = (0..4).map(|_| gate.arrive(1_000)).collect();
        let waits: Vec<_> = numbers
            .iter()
            .map(|number| gate.enter(*number, 0, slow, 1_000, 100))
            .collect();
        assert_eq!(waits, [100, 200, 300, 400].map(Entry::Wait));
    }

    #[test]
    fn whoever_never_looks_again_stands_in_nobodys_way() {
        let (mut gate, slow) = (Gate::default(), limits(100, Some(10.0)));
        assert!(ask(&mut gate, slow, 1_000).is_ok());
        for _ in 0..100 {
            // A runtime dropped these without a word.
            let number = gate.arrive(1_000);
            assert!(matches!(
                gate.enter(number, 0, slow, 1_000, 100),
                Entry::Wait(_)
            ));
        }
        let wait = |now, gate: &mut Gate| ask(gate, slow, now).map(|permit| permit.held_back);
        assert_eq!(wait(1_050, &mut gate), Err(LATEST));
        assert_eq!(wait(4_000, &mut gate), Ok(false));
        assert_eq!(wait(4_000, &mut gate), Err(100));
    }
}
