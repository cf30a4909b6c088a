//! Where each lane of a tenant stands with its limits. It may not know what a request asks for.

use crate::rate::{Allowance, Limiter, RateLimit};
use crate::tenant::{Lane, Tenant};

/// The limits of one tenant.
#[derive(Debug)]
pub(crate) struct Limits {
    /// In place of what is documented, for all lanes but that of tokens together.
    api: Option<RateLimit>,
    /// In place of what is documented for tokens.
    token: Option<RateLimit>,
    limiters: Vec<(Lane, Vec<Limiter>)>,
}

impl Limits {
    pub(crate) fn new(api: Option<RateLimit>, token: Option<RateLimit>) -> Self {
        Self {
            api,
            token,
            limiters: Vec::new(),
        }
    }

    /// Replaces the limit on everything but tokens; the count begins anew.
    pub(crate) fn set_api(&mut self, limit: RateLimit) {
        self.api = Some(limit);
        self.limiters.retain(|(lane, _)| *lane == Lane::Token);
    }

    /// Counts one request against every limit of its lane. What refuses speaks for all, else the
    /// first; nothing does where there is no limit.
    pub(crate) fn count(
        &mut self,
        lane: Lane,
        tenant: &dyn Tenant,
        now_ms: u64,
    ) -> Option<(RateLimit, Allowance)> {
        let own = match lane {
            Lane::Token => self.token,
            Lane::Api(_) => self.api,
        };
        let lane = match lane {
            Lane::Api(_) if own.is_some() => Lane::Api(""),
            lane => lane,
        };
        if !self.limiters.iter().any(|(known, _)| *known == lane) {
            let limits = own.map_or_else(|| tenant.limits(lane), |own| vec![own]);
            let limiters = limits.into_iter().map(Limiter::new).collect();
            self.limiters.push((lane, limiters));
        }
        let (_, limiters) = self.limiters.iter_mut().find(|(known, _)| *known == lane)?;
        let mut speaks = None;
        for limiter in limiters {
            let allowance = limiter.count(now_ms);
            if !allowance.admitted {
                return Some((limiter.limit, allowance));
            }
            speaks = speaks.or(Some((limiter.limit, allowance)));
        }
        speaks
    }
}
