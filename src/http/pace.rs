//! How fast a tenant can be asked that doesn't say so: grows until the first refusal, then measures what the
//! tenant lets through and stays just under it. Pure; the gate asks it, the session tells it what happened.
//!
//! Between two refusals a limiter was drained twice, so what it let through meanwhile, over the time, is its rate:
//! the longer the time, the better the figure. After a refusal the rate starts a little under that figure, comes back
//! to it, and only long after goes beyond it: the cubic curve of CUBIC (RFC 9438 §4.2).

use crate::time::Millis;

/// So many requests at once before anything is known, where a vendor documents how many it takes, and where none does.
const FIRST_WINDOW: (f64, f64) = (8.0, 3.0);
/// The first pause after a refusal that tells nothing of a rate, in ms: at least, and for each request that is still under
/// way and will be refused, too. It doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: (Millis, Millis) = (100, 25);
const LONGEST_PAUSE: Millis = 5_000;
/// No rate is believed to be lower, in requests a second.
const SLOWEST: f64 = 0.2;
/// So much under the measured rate, at least and at most, it goes on after a refusal.
const MARGIN: (f64, f64) = (0.05, 0.5);
/// The time in which the rate comes back to the measured one, in seconds of use.
const PERIOD: (f64, f64) = (0.25, 5.0);
/// What was let through is also counted over the last of these, up to twice, in ms: a tenant that was asked too slowly for
/// long has let through less than it would have.
const LATELY: Millis = 1_000;
/// After so many refusals at a rate that should have done, they have another reason than the rate.
const FUTILE: u32 = 3;
/// What was known before counts as so many requests beside a new count.
const PRIOR: f64 = 5.0;

/// After so long without a request that could have been sent, in ms, nobody can tell how much a limiter has saved up.
const REST: Millis = 2_000;

/// What is known of a tenant's pace.
#[derive(Debug)]
pub struct Pace {
    /// So many at once while no rate is known.
    window: f64,
    /// Whether the window doubles in the time of a request. If not, it grows by one in that of two, and by one in that of
    /// one after the first refusal.
    doubles: bool,
    learned: Option<Learned>,
    /// When the tenant was last found drained: a refused request was sent then.
    drained_at: Option<Millis>,
    /// Until then nobody could heed what the last refusal taught.
    decided_at: Millis,
    /// What it let through since.
    accepted: u32,
    /// Two moments not long ago, the earlier first, and what had been let through by then.
    lately: [(Millis, u32); 2],
    /// When something last came, or may have: nobody sends before a pause is over.
    last: Millis,
    pause: Millis,
    futile: u32,
}

/// A measured rate.
#[derive(Debug, Clone, Copy)]
struct Learned {
    /// Requests a second.
    estimate: f64,
    /// How far under it the curve begins, as a part of it.
    margin: f64,
    /// In which time the curve comes back to it, in seconds.
    period: f64,
    /// How long it has been made use of, in seconds.
    used: f64,
}

impl Learned {
    fn new(estimate: f64, counted: f64, seconds: f64) -> Self {
        let estimate = estimate.max(SLOWEST);
        Self {
            estimate,
            // One request more or less is the error of a count.
            margin: (1.5 / counted).clamp(MARGIN.0, MARGIN.1),
            // Ten requests at least: a curve needs points.
            period: (2.0 * seconds)
                .clamp(PERIOD.0, PERIOD.1)
                .max(10.0 / estimate),
            used: 0.0,
        }
    }

    fn rate(&self) -> f64 {
        let along = self.used / self.period - 1.0;
        (self.estimate * (1.0 + self.margin * along * along * along)).max(SLOWEST)
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            window: FIRST_WINDOW.1,
            doubles: false,
            learned: None,
            drained_at: None,
            decided_at: 0,
            accepted: 0,
            lately: [(0, 0); 2],
            last: 0,
            pause: 0,
            futile: 0,
        }
    }
}

impl Pace {
    /// A pace that begins at so many requests a second, for vendors whose limits are known to be tight.
    #[must_use]
    pub fn starting_at(per_second: f64) -> Self {
        const SECONDS: f64 = 2.0;
        Self {
            // On the plateau of the curve: it only grows from here.
            learned: Some(Learned {
                estimate: per_second,
                margin: MARGIN.1,
                period: SECONDS,
                used: SECONDS,
            }),
            ..Self::default()
        }
    }

    /// A pace that soon comes to the number at once that the vendor documents: there it needn't feel its way.
    #[must_use]
    pub fn documented() -> Self {
        Self {
            window: FIRST_WINDOW.0,
            doubles: true,
            ..Self::default()
        }
    }

    /// Requests a second, once there is reason to limit them.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.learned.as_ref().map(Learned::rate)
    }

    /// So many requests at once, before a rate is known.
    #[must_use]
    #[allow(clippy::as_conversions)] // a window is far below 2^53
    pub const fn window(&self) -> usize {
        match self.learned {
            Some(_) => usize::MAX,
            None => self.window as usize,
        }
    }

    /// Nobody sends before then: the tenant asked for it, or the pace.
    pub fn holds(&mut self, until: Millis) {
        self.last = self.last.max(until);
    }

    /// Begins to count anew if nothing was asked for a while before `started`.
    #[allow(clippy::as_conversions)] // at the slowest rate five seconds
    fn rest(&mut self, started: Millis, now: Millis) {
        let between = self.rate().map_or(0.0, |rate| 1_000.0 / rate) as Millis;
        if started > self.last + between + REST {
            self.drained_at = None;
            self.accepted = 0;
            self.lately = [(started, 0); 2];
        }
        self.last = self.last.max(now);
    }

    /// A request that was sent at `started` was let through; `held_back` if it had to wait for its turn.
    pub fn accepted(&mut self, started: Millis, now: Millis, held_back: bool) {
        if self.drained_at.is_some_and(|drained| started < drained) {
            return;
        }
        self.rest(started, now);
        self.accepted = self.accepted.saturating_add(1);
        self.pause = 0;
        if started >= self.lately[1].0 + LATELY {
            self.lately = [self.lately[1], (started, self.accepted)];
        }
        match &mut self.learned {
            // What isn't made use of proves nothing.
            Some(learned) if held_back => learned.used += 1.0 / learned.rate(),
            Some(_) => {}
            None if self.doubles => self.window += 1.0,
            // Slowly: all that are under way when the limit is met are refused.
            None if self.drained_at.is_none() => self.window += 0.5 / self.window,
            None => self.window += 1.0 / self.window,
        }
        if let Some(learned) = &self.learned
            && learned.used > learned.period
        {
            self.futile = 0;
        }
    }

    /// A request that was sent at `started` was refused for being one too many. Gives how long nobody should send, in ms.
    #[allow(clippy::as_conversions)] // pauses are far below 2^63
    pub fn refused(&mut self, started: Millis, now: Millis, under_way: usize) -> Option<Millis> {
        if started < self.decided_at {
            return None;
        }
        self.rest(started, now);
        let (accepted, before) = (self.accepted, self.drained_at.replace(started));
        let seconds = before.map_or(0.0, |before| seconds_between(before, started));
        let measured = self.measured(started, seconds);
        self.decided_at = now;
        self.accepted = 0;
        self.lately = [(started, 0); 2];
        let counted = f64::from(accepted);
        let learned = match self.learned {
            // The first refusal comes after an unknown burst, and one after nothing tells nothing.
            None if before.is_none() || accepted == 0 => {
                (self.window, self.doubles) = (1.0, false);
                let all = FIRST_PAUSE.1 * Millis::try_from(under_way).unwrap_or(0);
                return Some(self.next_pause(FIRST_PAUSE.0.max(all)));
            }
            // Counted while the rate was still growing: a guess, to be left soon. One more is counted, because too low a
            // guess takes longer to leave than too high a one.
            None => Learned::new(measured * (1.0 + 1.0 / counted), 1.0, seconds.min(1.0)),
            // What was saved up before the first refusal is unknown: the rate is lower than it was, and that is all.
            Some(old) if before.is_none() => {
                let estimate = old.estimate.max(old.rate() / 2.0);
                Learned::new(estimate, counted + PRIOR, 1.0)
            }
            Some(old) => {
                self.futile = if old.used < old.period {
                    self.futile + 1
                } else {
                    0
                };
                // A short count says little: what was known before stands beside it.
                let both = (counted + PRIOR) / (seconds + PRIOR / old.estimate);
                let estimate = if self.futile > FUTILE {
                    old.estimate
                } else {
                    both.max(measured)
                };
                Learned::new(estimate, counted + PRIOR, seconds)
            }
        };
        self.learned = Some(learned);
        // Until the tenant has room again, if what it refused and will refuse is charged, too.
        let owed = 2.0 + under_way as f64;
        Some(self.next_pause((1_000.0 * owed / learned.estimate) as Millis))
    }

    /// A pause that doubles as long as nothing is let through.
    fn next_pause(&mut self, first: Millis) -> Millis {
        self.pause = match self.pause {
            0 => first.min(LONGEST_PAUSE),
            last => (last * 2).min(LONGEST_PAUSE),
        };
        self.pause
    }

    /// What was let through a second until `now`: since the tenant was drained, and lately if that is much more.
    fn measured(&self, now: Millis, seconds: f64) -> f64 {
        let whole = f64::from(self.accepted) / seconds;
        let (since, by_then) = self.lately[0];
        let recent = seconds_between(since, now);
        if recent < 0.5 {
            return whole;
        }
        let lately = f64::from(self.accepted.saturating_sub(by_then)) / recent;
        if whole > 0.8 * lately {
            whole
        } else {
            // The truth is between them: lately, what had been saved up was used up, too.
            (whole * lately).sqrt()
        }
    }
}

#[allow(clippy::as_conversions)] // times of day are far below 2^53
fn seconds_between(one: Millis, other: Millis) -> f64 {
    other.saturating_sub(one) as f64 / 1000.0
}
