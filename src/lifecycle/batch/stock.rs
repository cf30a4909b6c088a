//! One look at the whole tenant for all people of a batch: as many passes as the proof needs, and no row kept.

use super::Came;
use super::index::Index;
use super::ledger::{Ledger, Need};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::pages::{Flight, Pages};
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::MAX_PASSES;
use std::rc::Rc;

/// What came of a look at the tenant.
#[derive(Debug)]
pub(super) enum Stock {
    /// What was asked for is in the ledger; or why it couldn't be read.
    Taken(Result<()>),
    /// It takes so many requests: more than looking for each one.
    Dear(usize),
}

impl<H: Host> Client<H> {
    /// Looks after what is asked for. `worth`: it is given up if it takes more requests than that.
    pub(super) async fn take_stock(
        &self,
        call: &Call,
        ledger: &Ledger,
        need: Need,
        worth: Option<usize>,
    ) -> Came {
        if need.roles {
            let roles = self.read_roles(call).await;
            ledger.roles.replace(Some(roles));
        }
        if need.groups {
            let groups = self.read_groups(call).await.map(Rc::new);
            ledger.groups.replace(Some(groups));
        }
        let mut passes = match need {
            Need { proof: true, .. } => MAX_PASSES,
            Need { fresh: true, .. } => 1,
            Need { again: true, .. } if !ledger.is_sure() => 1,
            Need { tenant: true, .. } if !ledger.is_whole() => 1,
            _ => 0,
        };
        let adds = need.again && !need.proof && !need.fresh;
        while passes > 0 {
            passes -= 1;
            let session = &self.session;
            let form = (session.directory.facts().page_size, false);
            let (mut pages, mut flight) = (Pages::default(), Flight::to_the_end());
            let mut index = Index::default();
            let (mut read, mut count) = (0, 0_usize);
            loop {
                let page = match pages.next(session, call, form, None, &mut flight).await {
                    Ok(Some(page)) => page,
                    Ok(None) => break,
                    Err(error) => return Came::Stocked(Stock::Taken(Err(error))),
                };
                read += 1;
                count += page.accounts.len();
                for account in &page.accounts {
                    index.add(account, false, false);
                }
                if let Some(cost) = worth.and_then(|worth| too_dear(worth, read, count, page.total))
                {
                    return Came::Stocked(Stock::Dear(cost));
                }
            }
            if ledger.take_in(index, pages.ids(), adds) {
                break;
            }
        }
        let mut result = Ok(());
        if let Some(attribute) = need.full {
            let rows = ledger.unread(attribute);
            result = self
                .read_each(call, rows)
                .await
                .map(|accounts| ledger.learn(&accounts));
        }
        Came::Stocked(Stock::Taken(result))
    }
}

/// The requests that the whole takes, if those to come are more than looking for each one.
fn too_dear(worth: usize, read: usize, count: usize, total: Option<u64>) -> Option<usize> {
    let left = match total.and_then(|total| usize::try_from(total).ok()) {
        Some(total) => {
            let a_page = (count / read).max(1);
            total.saturating_sub(count).div_ceil(a_page)
        }
        // Nobody knows how many there are: as many again, for all that is known.
        None => read,
    };
    (left > worth).then_some(read + left)
}
