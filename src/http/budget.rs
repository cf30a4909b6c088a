//! The retry budget of a connection: retries are paid for by successes, so that an outage isn't answered by a storm.

/// What a full budget holds. A retry costs 5, so an outage sees at most 100 requests beyond one a call.
const FULL: u32 = 500;
const RETRY: u32 = 5;
const TIME_OUT: u32 = 10;

/// Tokens for retries (DESIGN section 8).
#[derive(Debug)]
pub struct RetryBudget(u32);

/// What a retry follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// A refusal, a broken connection, or a look-up after a lost answer.
    Retry,
    /// An attempt that ran into its time-out.
    TimeOut,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self(FULL)
    }
}

impl RetryBudget {
    /// Pays for one retry. False if there is not enough left: then there is none.
    pub fn pay(&mut self, cost: Cost) -> bool {
        let price = match cost {
            Cost::Retry => RETRY,
            Cost::TimeOut => TIME_OUT,
        };
        match self.0.checked_sub(price) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// A request succeeded.
    pub fn earn(&mut self) {
        self.0 = (self.0 + 1).min(FULL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_sees_a_hundred_retries_and_no_more() {
        let mut budget = RetryBudget::default();
        assert_eq!((0..1000).filter(|_| budget.pay(Cost::Retry)).count(), 100);
        for _ in 0..10 {
            budget.earn();
        }
        assert!(budget.pay(Cost::TimeOut));
        assert!(!budget.pay(Cost::Retry));
    }
}
