//! How far a server's filter is believed. Real ones lose people, or answer nothing to what they don't understand.

use super::Directory;
use std::cell::{Cell, RefCell};

/// What a server's filter was seen to do.
#[derive(Debug, Default)]
pub struct Trust {
    /// By these it has found somebody who is there.
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

impl dyn Directory {
    /// Somebody was there whom a filter hadn't found: its empty answers are not to be believed any more.
    pub fn distrust_filter(&self) {
        if let Some(trust) = self.trust() {
            trust.loses.set(true);
        }
    }

    /// Whether its filter is known to find people by that path: an empty answer of another proves nothing. Who is
    /// believed as the documents say is so for userNames alone.
    #[must_use]
    pub fn filter_finds(&self, path: &str) -> bool {
        match self.trust() {
            Some(trust) => trust.finds.borrow().iter().any(|known| known == path),
            None => path.eq_ignore_ascii_case("userName"),
        }
    }

    /// Its filter found somebody by that path.
    pub fn trust_filter(&self, path: &str) {
        if let Some(trust) = self.trust() {
            trust.finds.borrow_mut().push(path.to_owned());
        }
    }
}
