//! Which request meets which fault: by script first, else by chance. It may not know what a fault does.

use std::collections::VecDeque;

use crate::fault::{FaultKind, Faults, Refusal, ScriptedFault};
use crate::random::Random;

/// The fault that one request meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Struck {
    pub(crate) kind: FaultKind,
    /// Whether the tenant does what is asked.
    pub(crate) applied: bool,
    /// What the tenant says, if it is a refusal.
    pub(crate) refusal: Option<Refusal>,
}

/// Decides which request meets which fault.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) faults: Faults,
    script: VecDeque<ScriptedFault>,
    random: Random,
}

impl Trouble {
    pub(crate) fn new(seed: u64, faults: Faults) -> Self {
        let mut trouble = Self {
            faults: Faults::default(),
            script: VecDeque::new(),
            random: Random::new(seed, "faults"),
        };
        trouble.set(faults);
        trouble
    }

    /// Replaces chances and script.
    pub(crate) fn set(&mut self, mut faults: Faults) {
        self.script = faults.script.drain(..).collect();
        self.faults = faults;
    }

    pub(crate) fn add(&mut self, fault: ScriptedFault) {
        self.script.push_back(fault);
    }

    /// The fault of the next request, if any.
    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Struck> {
        // Drawn for each request, whether used or not: scripting one fault must not move the others.
        let lot = self.random.below(1000);
        let coin = self.random.chance(500);
        if let Some(fault) = self.scripted(method, path) {
            let applied = fault.kind.applies().unwrap_or(fault.applied);
            return Some(Struck {
                kind: fault.kind,
                applied,
                refusal: fault.refusal,
            });
        }
        let mut reach = 0;
        for kind in FaultKind::ALL {
            reach += u64::from(self.faults.chance(kind));
            if lot < reach {
                let applied = kind.applies().unwrap_or(coin);
                return Some(Struck {
                    kind,
                    applied,
                    refusal: None,
                });
            }
        }
        None
    }

    fn scripted(&mut self, method: &str, path: &str) -> Option<ScriptedFault> {
        let mut hit = None;
        for fault in &mut self.script {
            if !fault.fits(method, path) || fault.times == 0 {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            fault.times -= 1;
            hit = Some(fault.clone());
            break;
        }
        self.script.retain(|fault| fault.times > 0);
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Faults, ScriptedFault, Trouble};

    #[test]
    fn a_scripted_fault_waits_for_a_request_that_fits() {
        let mut trouble = Trouble::new(1, Faults::default());
        trouble.add(ScriptedFault::on(FaultKind::Reset, "POST", "/v1/users"));
        assert_eq!(trouble.strike("GET", "/v1/users"), None);
        assert_eq!(trouble.strike("POST", "/v1/users/a/password"), None);
        let struck = trouble.strike("POST", "/v1/users").unwrap();
        assert_eq!(struck.kind, FaultKind::Reset);
        assert_eq!(trouble.strike("POST", "/v1/users"), None);
    }

    #[test]
    fn a_scripted_fault_spares_and_repeats_as_told() {
        let mut trouble = Trouble::new(1, Faults::default());
        let fault = ScriptedFault::on(FaultKind::Cut, "GET", "/v1/*");
        trouble.add(fault.after(1).times(2));
        let struck: Vec<bool> = (0..4)
            .map(|_| trouble.strike("GET", "/v1/users").is_some())
            .collect();
        assert_eq!(struck, [false, true, true, false]);
    }

    #[test]
    fn scripting_a_fault_does_not_move_those_that_chance_brings() {
        let draw = |scripted: bool| -> Vec<bool> {
            let mut trouble = Trouble::new(9, Faults::each(30));
            if scripted {
                trouble.add(ScriptedFault::next(FaultKind::Slow));
            }
            (0..200)
                .map(|_| trouble.strike("GET", "/").is_some())
                .skip(1)
                .collect()
        };
        assert_eq!(draw(true), draw(false));
    }

    #[test]
    fn chances_are_kept_roughly() {
        let faults = Faults {
            html: 200,
            ..Faults::default()
        };
        let mut trouble = Trouble::new(3, faults);
        let hits = (0..5000)
            .filter(|_| trouble.strike("GET", "/").is_some())
            .count();
        assert!((850..1150).contains(&hits), "{hits} of 5000");
    }
}
