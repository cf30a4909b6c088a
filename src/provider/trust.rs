//! How far a server's filter is believed. Real ones lose people, or answer nothing to what they don't understand.

use super::Directory;
use std::cell::Cell;

/// What a server's filter was seen to do.
#[derive(Debug, Default)]
pub struct Trust {
    /// It has found somebody: it is one.
    finds: Cell<bool>,
    /// It lost somebody.
    loses: Cell<bool>,
}

impl Trust {
    /// Nothing was seen yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            finds: Cell::new(false),
            loses: Cell::new(false),
        }
    }

    /// Whether somebody was there whom it hadn't found.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.loses.get()
    }
}

impl dyn Directory {
    /// Somebody was there whom a filter hadn't found: its empty answers are not to be believed any more.
    pub fn distrust_filter(&self) {
        if let Some(trust) = self.trust() {
            trust.loses.set(true);
        }
    }

    /// Whether its filter is known to find people: an empty answer of another proves nothing.
    #[must_use]
    pub fn filter_finds(&self) -> bool {
        self.trust().is_none_or(|trust| trust.finds.get())
    }

    /// Its filter found somebody.
    pub fn trust_filter(&self) {
        if let Some(trust) = self.trust() {
            trust.finds.set(true);
        }
    }
}
