//! What differs between people and their accounts. A row of a list that doesn't show a field proves nothing: that account
//! is read by id.

use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::pages::incomplete;
use crate::lifecycle::plan::roster::Faults;
use crate::lifecycle::plan::whole::Whole;
use crate::lifecycle::read_back::not_verifiable;
use crate::lifecycle::result::{Change, Result, Warning};
use crate::lifecycle::wanted::{Difference, Reason, Wanted};
use crate::model::{Account, Person};
use seatwarden_json::Value;

/// A person and the account that is his.
pub(super) struct Pair {
    /// The place in the roster.
    pub(super) at: usize,
    /// Where the person stands in the input.
    pub(super) path: String,
    /// As much of the person as is managed.
    pub(super) managed: Person,
    /// The place among the rows.
    pub(super) row: usize,
}

/// How an account differs from what is wanted.
pub(super) struct Compared {
    pub(super) row: usize,
    pub(super) changes: Vec<Change>,
    pub(super) warnings: Vec<Warning>,
}

/// A pair whose row doesn't show all that is to be compared.
struct Unclear {
    at: usize,
    row: usize,
    wanted: Wanted,
}

impl<H: Host> Client<H> {
    /// Compares all of them; each has its place of the roster. `known`: a call that knows the roles and the groups.
    ///
    /// # Errors
    /// What can't be read; `incomplete_listing` if somebody goes away meanwhile.
    pub(super) async fn compare(
        &self,
        (call, known): (&Call, &Call),
        whole: &mut Whole,
        pairs: Vec<Pair>,
        faults: &mut Faults,
    ) -> Result<Vec<Option<Compared>>> {
        let directory = self.session.directory.as_ref();
        let last = pairs.iter().map(|pair| pair.at + 1).max();
        let mut compared: Vec<Option<Compared>> = Vec::new();
        compared.resize_with(last.unwrap_or(0), || None);
        let mut unclear = Vec::new();
        for Pair {
            at,
            path,
            managed,
            row,
        } in pairs
        {
            let wanted = Wanted::new(&path, &managed, directory);
            let Some(mut wanted) = faults.check(wanted)? else {
                continue;
            };
            if faults
                .check(self.look_up_role(known, &mut wanted).await)?
                .is_none()
            {
                continue;
            }
            let Some(account) = whole.rows.get(row) else {
                continue;
            };
            let difference = wanted.difference(account, directory, Reason::Provision, false);
            if self.shows(account, &wanted, &difference) {
                let done = self.compared(known, row, wanted, account, difference);
                if let Some(place) = compared.get_mut(at) {
                    *place = faults.check(done.await)?;
                }
            } else {
                unclear.push(Unclear { at, row, wanted });
            }
        }
        let rows = unclear.iter().filter_map(|one| whole.rows.get(one.row));
        self.read_rows(call, rows.cloned().collect(), whole).await?;
        for Unclear { at, row, wanted } in unclear {
            if let Some(account) = whole.rows.get(row)
                && let Some(place) = compared.get_mut(at)
            {
                let difference = wanted.difference(account, directory, Reason::Provision, false);
                let done = self.compared(known, row, wanted, account, difference);
                *place = faults.check(done.await)?;
            }
        }
        Ok(compared)
    }

    /// Puts full records in the place of rows.
    ///
    /// # Errors
    /// `incomplete_listing` if somebody isn't there any more.
    pub(super) async fn read_rows(
        &self,
        call: &Call,
        rows: Vec<Account>,
        whole: &mut Whole,
    ) -> Result<()> {
        let count = rows.len();
        let accounts = self.read_each(call, rows).await?;
        if accounts.len() < count {
            let mut error = incomplete("somebody went away while the tenant was read");
            error.retryable = true;
            return Err(error);
        }
        whole.learn(accounts);
        Ok(())
    }

    /// Whether a row shows all that is to be compared.
    pub(super) fn shows(&self, row: &Account, wanted: &Wanted, difference: &Difference) -> bool {
        let groups = wanted.named_groups.is_none() || row.user.groups.is_some();
        groups
            && difference.unknown.is_empty()
            && !wanted.may_hide_extra(row, self.session.directory.as_ref())
            && self.tells_active(row)
    }

    /// Whether a record says if the account is active, as far as records here do.
    pub(super) fn tells_active(&self, account: &Account) -> bool {
        account.shows_active || self.session.directory.may_lack_active()
    }

    async fn compared(
        &self,
        known: &Call,
        row: usize,
        mut wanted: Wanted,
        account: &Account,
        mut difference: Difference,
    ) -> Result<Compared> {
        let directory = self.session.directory.as_ref();
        if wanted.named_groups.is_some() {
            self.look_up_groups(known, &mut wanted, Some(account), &Options::default())
                .await?;
            difference = wanted.difference(account, directory, Reason::Provision, false);
        }
        let Difference {
            mut changes,
            draft,
            unknown,
            warnings: told,
        } = difference;
        for change in changes.iter_mut().filter(|change| change.field == "role") {
            // Of several roles of one name, the one that is meant.
            if directory.facts().lists_roles() && draft.role_id.is_some() {
                let roles = self.read_roles(known).await?;
                let named = roles
                    .iter()
                    .filter(|role| change.to.as_str() == Some(&role.name));
                if named.count() > 1 {
                    change.to = Value::from(draft.role_id.as_deref());
                }
            }
        }
        let mut warnings = wanted.warnings;
        warnings.extend(told);
        if !unknown.is_empty() {
            warnings.push(not_verifiable(directory.facts().vendor, &unknown));
        }
        Ok(Compared {
            row,
            changes,
            warnings,
        })
    }
}
