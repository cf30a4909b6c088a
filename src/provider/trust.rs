//! How far a server's filter is believed. Real ones lose people, or answer nothing to what they don't understand.

use super::Directory;
use crate::model::UserId;
use std::cell::{Cell, RefCell};

/// What a server's filter was seen to do.
#[derive(Debug, Default)]
pub struct Trust {
    /// By these comparisons, an attribute and an operator, it has found somebody who is there.
    finds: RefCell<Vec<String>>,
    /// It lost somebody.
    loses: Cell<bool>,
}

impl Trust {
    /// Nothing was seen yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            finds: RefCell::new(Vec::new()),
            loses: Cell::new(false),
        }
    }

    /// Whether somebody was there whom it hadn't found.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.loses.get()
    }
}

/// So many users' full records have to be silent before silence is how the tenant speaks.
const SEVERAL: usize = 3;

/// Whether a tenant's full records say nothing of being active.
#[derive(Debug, Default)]
pub struct Silence {
    /// Some whose records said nothing.
    silent: RefCell<Vec<UserId>>,
    /// One did say it: so it is that record alone that doesn't.
    broken: Cell<bool>,
}

impl Silence {
    /// Nobody was read yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            silent: RefCell::new(Vec::new()),
            broken: Cell::new(false),
        }
    }

    /// A full record was read, and this is whether it said nothing.
    pub fn heard(&self, id: UserId, is_silent: bool) {
        let mut silent = self.silent.borrow_mut();
        if !is_silent {
            self.broken.set(true);
        } else if silent.len() < SEVERAL && !silent.contains(&id) {
            silent.push(id);
        }
    }

    /// Whether a row that says nothing is no other than a full record.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        !self.broken.get() && self.silent.borrow().len() >= SEVERAL
    }
}

impl dyn Directory {
    /// Somebody was there whom a filter hadn't found: its empty answers are not to be believed any more.
    pub fn distrust_filter(&self) {
        if let Some(trust) = self.trust() {
            trust.loses.set(true);
        }
    }

    /// Whether its filter is known to find people by that comparison: an empty answer of another proves nothing.
    #[must_use]
    pub fn filter_finds(&self, comparison: &str) -> bool {
        self.trust()
            .is_some_and(|trust| trust.finds.borrow().iter().any(|known| known == comparison))
    }

    /// Its filter found somebody by that comparison.
    pub fn trust_filter(&self, comparison: &str) {
        if let Some(trust) = self.trust() {
            trust.finds.borrow_mut().push(comparison.to_owned());
        }
    }
}
