//! Brings an account that is there into shape: only what differs is written, and it is read back.

use crate::error::{Error, ErrorCode, Mistaken};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::step::drifted;
use crate::lifecycle::read_back::not_verifiable;
use crate::lifecycle::result::{Change, Outcome, Result, Warning, WriteResult};
use crate::lifecycle::wanted::{Difference, Reason, Wanted, unapplied};
use crate::model::{Account, UserId};
use crate::provider::{BulkWrite, Draft, FOLLOWS};
use seatwarden_json::Value;

/// A write to an account that is there.
pub(crate) struct Planned {
    /// The account as it is.
    pub(crate) before: Account,
    /// What will have happened.
    pub(crate) outcome: Outcome,
    /// What to write.
    pub(crate) difference: Difference,
    /// What a person should know.
    pub(crate) warnings: Vec<Warning>,
}

impl<H: Host> Client<H> {
    /// Reactivates and updates as far as `options` allow.
    pub(crate) async fn settle(
        &self,
        call: &Call,
        mut account: Account,
        wanted: &Wanted,
        options: &Options,
        reason: Reason,
    ) -> Result<WriteResult> {
        let directory = self.session.directory.as_ref();
        let facts = directory.facts();
        wanted.name_role(&mut account);
        let mut warnings = wanted.warnings.clone();
        let was_off = !account.user.active;
        let reactivates = was_off && options.reactivate != Some(false);
        let mut difference = match options.update {
            Some(false) => Difference::default(),
            _ => wanted.difference(&account, directory, reason, reactivates),
        };
        if was_off && !reactivates {
            warnings.push(left_inactive());
        }
        warnings.append(&mut difference.warnings);
        if reactivates {
            difference.draft.active = Some(true);
            difference.changes.insert(0, activity(false, true));
        }
        // What it lacks may be what a create that was cut off had still to do.
        let mut others = difference.changes.iter().filter(|one| is_others(one));
        if let Some(first) = others.next().filter(|_| options.only_new) {
            let why = format!("is there meanwhile, and differs in {}", first.field);
            return Err(drifted("the account", &why));
        }
        if !difference.unknown.is_empty() {
            warnings.push(not_verifiable(facts.vendor, &difference.unknown));
        }
        let outcome = match (difference.changes.is_empty(), reactivates) {
            (true, _) => Outcome::Unchanged,
            (false, true) => Outcome::Reactivated,
            (false, false) => Outcome::Updated,
        };
        if outcome == Outcome::Unchanged || options.is_dry_run() {
            let result = WriteResult::new(call, outcome, options.is_dry_run(), Some(account.user));
            return Ok(result.with(difference.changes, warnings));
        }
        let planned = Planned {
            before: account,
            outcome,
            difference,
            warnings,
        };
        self.carry_out(call, planned, wanted, options).await
    }

    /// Writes what is planned, and reads it back.
    pub(crate) async fn carry_out(
        &self,
        call: &Call,
        planned: Planned,
        wanted: &Wanted,
        options: &Options,
    ) -> Result<WriteResult> {
        let Planned {
            before,
            outcome,
            difference,
            mut warnings,
        } = planned;
        let action = if outcome == Outcome::Reactivated {
            "reactivate"
        } else {
            "update"
        };
        let id = UserId::new(&before.user.id)?;
        // Groups alone may be no matter of the account's own record.
        let has_own = difference.draft != Draft::default();
        let record = has_own.then(|| Write::to(&self.session, call, action, &before.user));
        if has_own
            && let Err(error) = self
                .update_for_certain(call, &id, &difference.draft, &before)
                .await
        {
            if let Some(record) = record {
                record.failed(&error);
            }
            return Err(error);
        }
        if let Err(error) = self.join_groups(call, id.as_str(), wanted).await {
            if let Some(record) = record {
                record.done(outcome.as_str(), None);
            }
            return Err(error);
        }
        if !options.verifies() {
            if let Some(record) = record {
                record.done(outcome.as_str(), None);
            }
            let user = taken_over(before, &difference.draft).user;
            let result = WriteResult::new(call, outcome, false, Some(user));
            return Ok(result.with(difference.changes, warnings));
        }
        let back = self
            .read_back(call, &id, &without_groups(&difference.draft))
            .await;
        // Of fields: what nobody can see of groups stays so.
        warnings.retain(|one| one.code != "not_verifiable" || wanted.warnings.contains(one));
        warnings.extend(back.warnings.iter().cloned());
        let mut changes = back.applied(difference.changes);
        let mut account = match back.account {
            Some(account) => {
                let (was, is) = (&before.user.user_name, &account.user.user_name);
                if was == is {
                    warnings.retain(|one| one.code != FOLLOWS);
                } else if warnings.iter().any(|one| one.code == FOLLOWS)
                    && !changes.iter().any(|one| one.field == "userName")
                {
                    changes.push(Change {
                        field: String::from("userName"),
                        from: Value::from(was),
                        to: Value::from(is),
                    });
                }
                account
            }
            None => taken_over(before, &difference.draft),
        };
        let told = self
            .check_groups(call, &mut account.user, wanted, &mut changes)
            .await;
        let outcome = match outcome {
            _ if changes.is_empty() => Outcome::Unchanged,
            Outcome::Reactivated if !changes.iter().any(|change| change.field == "active") => {
                Outcome::Updated
            }
            outcome => outcome,
        };
        wanted.name_role(&mut account);
        if let Some(record) = record {
            record.done(outcome.as_str(), Some(&account.user));
        }
        warnings.extend(told?);
        Ok(WriteResult::new(call, outcome, false, Some(account.user)).with(changes, warnings))
    }

    /// Updates, and if the answer was lost looks whether it was done. What was lost among others, and isn't done, goes
    /// once more, alone.
    ///
    /// # Errors
    /// `outcome_unknown` if nobody can tell; else why it was refused.
    pub(crate) async fn update_for_certain(
        &self,
        call: &Call,
        id: &UserId,
        draft: &Draft,
        before: &Account,
    ) -> Result<()> {
        let directory = self.session.directory.as_ref();
        let error = loop {
            let write = BulkWrite::Update(id, draft, before);
            let Err(error) = self.write(call, write).await else {
                return Ok(());
            };
            if !error.ambiguous && error.code != ErrorCode::NotFound {
                return Err(error);
            }
            let seen = self.read(call, id).await;
            if let Ok(Some(account)) = &seen
                && account.shows_active
                && unapplied(draft, account, directory).is_empty()
                && crate::lifecycle::wanted::unseen(draft, account, directory).is_empty()
            {
                return Ok(());
            }
            if error.mistaken == Some(Mistaken::Contrary) && matches!(seen, Ok(Some(_))) {
                let mut error = error;
                error.code = ErrorCode::VendorRejected;
                return Err(error);
            }
            if !error.ambiguous {
                return Err(match seen? {
                    Some(_) => self.contradicted(error),
                    None => error,
                });
            }
            // The tenant answers, and a change is the same twice.
            if !(call.went_together.get() && matches!(seen, Ok(Some(_)))) {
                break error;
            }
        };
        Err(unsettled(error))
    }
}

impl<H: Host> Client<H> {
    /// What the tenant says of somebody whom it shows: that he isn't there.
    pub(crate) fn contradicted(&self, mut error: Error) -> Error {
        let vendor = self.session.directory.facts().vendor;
        error.code = ErrorCode::VendorRejected;
        error.message = format!(
            "{vendor} says that the account isn't there, and shows it all the same: {}",
            error.message
        );
        error
    }
}

/// Whether a change writes over what somebody else has put there.
pub(crate) fn is_others(change: &Change) -> bool {
    change.field != "groups" && !change.from.is_null()
}

/// A write of which a part may have been done. Where the vendor said why the rest wasn't, that stays: that a part was done
/// is in the message.
pub(crate) fn unsettled(error: Error) -> Error {
    let refused = matches!(
        error.code,
        ErrorCode::VendorRejected
            | ErrorCode::Conflict
            | ErrorCode::Forbidden
            | ErrorCode::NotSupported
            | ErrorCode::ProtectedUser
            | ErrorCode::SeatUnavailable
    );
    if error.partly && refused {
        return error;
    }
    outcome_unknown(error)
}

/// A write whose answer was lost, and nobody can tell what became of it.
pub(crate) fn outcome_unknown(lost: Error) -> Error {
    let mut error = lost;
    error.message = format!(
        "the write was sent, but nobody can tell whether it was done: {}",
        error.message
    );
    error.code = ErrorCode::OutcomeUnknown;
    error.retryable = true;
    error.hint = Some(String::from(
        "Call the same verb again when the tenant answers: it looks first, and writes only what is missing.",
    ));
    error
}

pub(crate) fn left_inactive() -> Warning {
    Warning::new(
        "left_inactive",
        "The account is inactive and stays so, because reactivate is false.",
    )
}

/// What a read-back has to show: groups are looked at apart.
pub(crate) fn without_groups(draft: &Draft) -> Draft {
    Draft {
        groups: None,
        leaves: Vec::new(),
        ..draft.clone()
    }
}

/// The change of the active state.
pub(crate) fn activity(from: bool, to: bool) -> Change {
    Change {
        field: String::from("active"),
        from: Value::Bool(from),
        to: Value::Bool(to),
    }
}

/// The account as it is if the tenant did what it said: for callers who don't want it read back.
pub(crate) fn taken_over(mut account: Account, draft: &Draft) -> Account {
    for (attribute, text) in &draft.attributes {
        attribute.set_user(&mut account.user, Some(text.clone()));
    }
    if let Some(active) = draft.active {
        account.user.active = active;
        account.user.status = None; // the vendor's own word is not known
    }
    if let Some(id) = &draft.role_id {
        account.user.role_id = Some(id.clone());
        account.user.role = None;
    }
    account.user.raw = None; // it is the record of before
    account
}
