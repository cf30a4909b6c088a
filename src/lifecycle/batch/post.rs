//! Writes of a batch that wait for others to go with, and what becomes of them.

use super::ledger::Ledger;
use crate::http::call::Call;
use crate::provider::{BulkKind, BulkOutcome, BulkWrite, Directory};
use seatwarden_json::Value;
use std::cell::{Cell, RefMut};
use std::rc::Rc;

/// A write that waits for others to go with.
pub(crate) struct Posted {
    /// By which its answer is found.
    pub(crate) ticket: u64,
    pub(crate) kind: BulkKind,
    pub(crate) part: Value,
    /// In bytes.
    pub(crate) size: usize,
    /// Whether the request that it is in went out.
    pub(crate) sent: Rc<Cell<bool>>,
}

/// What became of a posted write.
pub(crate) enum Reply {
    /// It went with others; the vendor's ids of that request.
    Together(BulkOutcome, Vec<String>),
    /// It is to go alone.
    Alone,
}

impl Ledger {
    /// Posts a write, and waits for what becomes of it. [`Reply::Alone`] at once if it doesn't go with others.
    pub(crate) async fn post(
        &self,
        call: &Call,
        directory: &dyn Directory,
        write: BulkWrite<'_>,
    ) -> Reply {
        let Some(part) = directory.bulk_part(write) else {
            return Reply::Alone;
        };
        let ticket = self.last_ticket.get() + 1;
        self.last_ticket.set(ticket);
        let sent = Rc::new(Cell::new(false));
        call.go_together(Some(Rc::clone(&sent)));
        self.posted.borrow_mut().push(Posted {
            ticket,
            kind: match write {
                BulkWrite::Create(_) => BulkKind::Create,
                BulkWrite::Update(..) => BulkKind::Update,
            },
            size: seatwarden_json::to_string(&part).len() + 1,
            part,
            sent,
        });
        let reply = self.until(|| {
            let mut replies = self.replies.borrow_mut();
            let at = replies.iter().position(|(known, _)| *known == ticket)?;
            Some(replies.swap_remove(at).1)
        });
        let reply = reply.await;
        call.go_together(None);
        reply
    }

    /// The writes that wait to go.
    pub(crate) fn posted(&self) -> RefMut<'_, Vec<Posted>> {
        self.posted.borrow_mut()
    }

    /// What became of a write.
    pub(crate) fn reply(&self, ticket: u64, reply: Reply) {
        self.replies.borrow_mut().push((ticket, reply));
    }
}
