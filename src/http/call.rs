//! What one call of a verb carries along: its limits, and what it has cost so far.

use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::password::Hidden;
use crate::time::Millis;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// One call of a verb, from the caller's side. Made by the lifecycle, filled by the session.
#[derive(Debug)]
pub struct Call {
    /// The verb.
    pub operation: &'static str,
    /// One attempt may take so long, in ms.
    pub timeout: Millis,
    /// The whole call has to end by then.
    pub deadline: Option<Millis>,
    /// What the batch knows that it is a part of, and its place in there.
    pub(crate) ledger: Option<(Rc<Ledger>, usize)>,
    /// Whether its write went with others before, and goes alone from now on.
    pub(crate) goes_alone: Cell<bool>,
    /// Whether its last write went with others.
    pub(crate) went_together: Cell<bool>,
    /// What the caller gave as the key of this write.
    pub idempotency_key: Option<String>,
    subject: RefCell<String>,
    attempts: Cell<u32>,
    /// Its write among others that is on its way: whether that request went out.
    together: RefCell<Option<Rc<Cell<bool>>>>,
    keyed: Cell<u32>,
    request_ids: RefCell<Vec<String>>,
    write_in_flight: Cell<bool>,
    hidden: RefCell<Vec<Hidden>>,
}

impl Call {
    /// A call that hasn't sent anything yet.
    #[must_use]
    pub fn new(operation: &'static str, timeout: Millis, deadline: Option<Millis>) -> Self {
        Self {
            operation,
            timeout,
            deadline,
            ledger: None,
            goes_alone: Cell::new(false),
            went_together: Cell::new(false),
            idempotency_key: None,
            subject: RefCell::default(),
            attempts: Cell::new(0),
            together: RefCell::default(),
            keyed: Cell::new(0),
            request_ids: RefCell::default(),
            write_in_flight: Cell::new(false),
            hidden: RefCell::default(),
        }
    }

    /// Keeps a password masked for as long as the call lasts.
    pub(crate) fn hide(&self, password: Hidden) {
        self.hidden.borrow_mut().push(password);
    }

    /// What the batch knows that it is a part of.
    pub(crate) fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref().map(|(ledger, _)| &**ledger)
    }

    /// Names whom the call is about, for messages.
    pub fn concern(&self, subject: &str) {
        subject.clone_into(&mut self.subject.borrow_mut());
    }

    /// Whom the call is about.
    #[must_use]
    pub fn subject(&self) -> String {
        self.subject.borrow().clone()
    }

    /// Requests that were sent for the call so far, token requests not counted.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts.get() + u32::from(self.is_out())
    }

    /// Whether the request went out in which a write goes along with others.
    fn is_out(&self) -> bool {
        let together = self.together.borrow();
        together.as_ref().is_some_and(|sent| sent.get())
    }

    /// A write goes along with others from here on, until it has come back: `None`. What is given tells whether it went out.
    pub(crate) fn go_together(&self, sent: Option<Rc<Cell<bool>>>) {
        *self.together.borrow_mut() = sent;
    }

    /// One more request goes out.
    pub fn count_attempt(&self) {
        self.attempts.set(self.attempts.get() + 1);
    }

    /// One more request with an idempotency key goes out: which one it is, from 1.
    pub fn count_keyed(&self) -> u32 {
        self.keyed.set(self.keyed.get() + 1);
        self.keyed.get()
    }

    /// The vendor's ids of the requests so far.
    #[must_use]
    pub fn request_ids(&self) -> Vec<String> {
        self.request_ids.borrow().clone()
    }

    /// Keeps a vendor's request id.
    pub fn keep_request_id(&self, id: &str) {
        self.request_ids.borrow_mut().push(id.to_owned());
    }

    /// Whether a write was sent that was done, or may have been.
    #[must_use]
    pub fn has_write_in_flight(&self) -> bool {
        self.write_in_flight.get() || self.is_out()
    }

    /// A write goes out, or was refused for certain.
    pub fn set_write_in_flight(&self, in_flight: bool) {
        self.write_in_flight.set(in_flight);
    }
}
