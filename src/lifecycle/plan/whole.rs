//! Everybody in a tenant: read until it is proven whole, since who isn't there is created, and who isn't wanted goes.

use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::batch::index::Index;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::pages::{Flight, Pages, fingerprint};
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::{MAX_PASSES, disagreeing};
use crate::model::Account;
use std::rc::Rc;

/// The rows of a tenant, in the order in which the ledger knows them.
pub(super) struct Whole {
    pub(super) rows: Vec<Account>,
    ledger: Rc<Ledger>,
}

impl Whole {
    /// The account with that id.
    pub(super) fn get(&self, id: &str) -> Option<&Account> {
        self.rows.get(self.ledger.place(id)?)
    }

    /// Takes in full records in place of rows.
    pub(super) fn learn(&mut self, accounts: Vec<Account>) {
        for account in accounts {
            let at = self.ledger.place(&account.user.id);
            if let Some(row) = at.and_then(|at| self.rows.get_mut(at)) {
                *row = account;
            }
        }
    }
}

impl<H: Host> Client<H> {
    /// Reads everybody; `ledger` knows them then, too. Where a tenant doesn't say how many users it has, two passes have
    /// to agree.
    ///
    /// # Errors
    /// `incomplete_listing` if it can't be proven whole.
    pub(super) async fn read_whole(
        &self,
        call: &Call,
        ledger: &Rc<Ledger>,
        keep_raw: bool,
    ) -> Result<Whole> {
        let session = &self.session;
        let facts = session.directory.facts();
        for _ in 0..MAX_PASSES {
            let (mut pages, mut flight) = (Pages::default(), Flight::to_the_end());
            let (mut rows, mut index) = (Vec::new(), Index::default());
            let form = (facts.page_size, keep_raw);
            while let Some(page) = pages.next(session, call, form, None, &mut flight).await? {
                rows.extend(page.accounts);
            }
            let ids = pages.ids();
            // Who was seen and was gone when it was begun anew isn't there.
            rows.retain(|row: &Account| ids.binary_search(&fingerprint(&row.user.id)).is_ok());
            rows.iter().for_each(|row| index.add(row, false, false));
            if ledger.take_in(index, ids, false) || pages.has_total() {
                return Ok(Whole {
                    rows,
                    ledger: Rc::clone(ledger),
                });
            }
        }
        Err(disagreeing())
    }
}
