//! What differs between people and their accounts. A row of a list that doesn't show a field proves nothing: that account
//! is read by id, unless the tenant has been seen to hide the field from its full records, too.

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

/// So many full records that hide a field say that the tenant hides it.
const HIDDEN: usize = 3;

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
    unknown: Vec<&'static str>,
}

/// Which fields full records hide.
#[derive(Default)]
struct Hidden {
    seen: Vec<(&'static str, usize, bool)>,
}

impl Hidden {
    /// A full record was read for `sought` and hides `still`.
    fn note(&mut self, sought: &[&'static str], still: &[&'static str]) {
        for field in sought {
            let at = self.seen.iter().position(|(known, ..)| known == field);
            let at = at.unwrap_or_else(|| {
                self.seen.push((field, 0, false));
                self.seen.len() - 1
            });
            if let Some((_, hidden, shown)) = self.seen.get_mut(at) {
                let is_hidden = still.contains(field);
                *hidden += usize::from(is_hidden);
                *shown |= !is_hidden;
            }
        }
    }

    /// Whether it is of no use to read a record for these. What `extra` is, differs from person to person.
    fn are_all(&self, fields: &[&'static str]) -> bool {
        fields.iter().all(|field| {
            let mut seen = self.seen.iter();
            let known = seen.find(|(known, ..)| known == field);
            *field != "extra" && known.is_some_and(|(_, hidden, shown)| *hidden >= HIDDEN && !shown)
        })
    }
}

/// What stands for the status among the fields that a row hides.
const ACTIVE: &str = "active";

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
            let unknown = self.hidden_of(account, &difference);
            if unknown.is_empty() {
                let done = self.compared(known, row, wanted, account, Some(difference));
                if let Some(place) = compared.get_mut(at) {
                    *place = faults.check(done.await)?;
                }
            } else {
                unclear.push(Unclear {
                    at,
                    row,
                    wanted,
                    unknown,
                });
            }
        }
        let mut hidden = Hidden::default();
        let size = self.session.most_at_once().max(1);
        let mut unclear = unclear.into_iter().peekable();
        while unclear.peek().is_some() {
            let mut some = Vec::new();
            while some.len() < size
                && let Some(one) = unclear.next()
            {
                if hidden.are_all(&one.unknown) {
                    if let Some(account) = whole.rows.get(one.row) {
                        let done = self.compared(known, one.row, one.wanted, account, None);
                        if let Some(place) = compared.get_mut(one.at) {
                            *place = faults.check(done.await)?;
                        }
                    }
                } else {
                    some.push(one);
                }
                // Few at first: they tell what the tenant hides.
                if hidden.seen.is_empty() && some.len() >= HIDDEN {
                    break;
                }
            }
            let rows = some.iter().filter_map(|one| whole.rows.get(one.row));
            self.read_rows(call, rows.cloned().collect(), whole).await?;
            for one in some {
                if let Some(account) = whole.rows.get(one.row) {
                    let difference =
                        one.wanted
                            .difference(account, directory, Reason::Provision, false);
                    hidden.note(&one.unknown, &self.hidden_of(account, &difference));
                    let done = self.compared(known, one.row, one.wanted, account, Some(difference));
                    if let Some(place) = compared.get_mut(one.at) {
                        *place = faults.check(done.await)?;
                    }
                }
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

    /// What an account doesn't show of what is wanted.
    fn hidden_of(&self, account: &Account, difference: &Difference) -> Vec<&'static str> {
        let mut unknown = difference.unknown.clone();
        if !self.tells_active(account) {
            unknown.push(ACTIVE);
        }
        unknown
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
        difference: Option<Difference>,
    ) -> Result<Compared> {
        let directory = self.session.directory.as_ref();
        let has_groups = wanted.named_groups.is_some();
        if has_groups {
            self.look_up_groups(known, &mut wanted, Some(account), &Options::default())
                .await?;
        }
        let Difference {
            changes,
            unknown,
            warnings: told,
            ..
        } = match difference.filter(|_| !has_groups) {
            Some(difference) => difference,
            None => wanted.difference(account, directory, Reason::Provision, false),
        };
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
