//! Makes an account that isn't there: never two for one person, whatever becomes of the answers.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::budget::Cost;
use crate::http::call::Call;
use crate::http::message::unexpected;
use crate::http::retry;
use crate::http::session::partly;
use crate::lifecycle::audit::Write;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::lifecycle::roles::listed;
use crate::lifecycle::scan::{Proof, Scan, Sought};
use crate::lifecycle::settle::outcome_unknown;
use crate::lifecycle::wanted::{Reason, Wanted, lacks, unapplied};
use crate::model::Account;
use crate::provider::{BulkWrite, Directory, Draft};

/// How a create ended.
enum Made {
    /// There is a new account, with this id.
    New(String),
    /// The tenant has one under that userName. `unsure`: an answer was lost before, so it may be the one that was sent.
    Held { account: Box<Account>, unsure: bool },
}

impl<H: Host> Client<H> {
    /// Creates the account, or settles the one that turns out to be there.
    pub(crate) async fn create(
        &self,
        call: &Call,
        wanted: &Wanted,
        options: &Options,
    ) -> Result<WriteResult> {
        self.check_complete(call, wanted).await?;
        if options.is_dry_run() {
            return Ok(WriteResult::new(call, Outcome::Created, true, None)
                .with(wanted.as_changes(), wanted.warnings.clone()));
        }
        let draft = wanted.whole();
        let record = Write::of(&self.session, call, "create", wanted.user_name());
        let id = match self.create_once(call, wanted, &draft).await {
            Ok(Made::New(id)) => id,
            Ok(Made::Held { account, unsure }) => {
                let mut held = Error::new(
                    ErrorCode::Conflict,
                    "the account was already there, and is brought into shape instead",
                );
                held.ambiguous = unsure;
                record.failed(&held);
                // Which groups are to be joined and left was found out for somebody who is in none.
                let mut wanted = wanted.clone();
                let options = &Options {
                    only_new: options.only_new && !unsure,
                    ..options.clone()
                };
                let settled = async {
                    self.look_up_groups(call, &mut wanted, Some(&account), options)
                        .await?;
                    self.settle(call, *account, &wanted, options, Reason::Provision)
                        .await
                };
                // It may be the one that was sent.
                return settled
                    .await
                    .map_err(|error| if unsure { partly(error) } else { error });
            }
            Err(error) => {
                record.failed(&error);
                return Err(error);
            }
        };
        let mut record = record;
        record.made(&id);
        if let Err(error) = self.refuse_replayed(call, &id, wanted).await {
            record.failed(&error);
            return Err(error);
        }
        let mut record = Some(record);
        if wanted.groups.is_apart()
            && let Some(record) = record.take()
        {
            record.done(Outcome::Created.as_str(), None);
        }
        let mut changes = wanted.as_changes();
        let made = self.as_created(call, id, wanted, &draft, options);
        let (account, mut warnings) = made.await?;
        let mut user = account.as_ref().map(|account| account.user.clone());
        if let Some(record) = record {
            record.done(Outcome::Created.as_str(), user.as_ref());
        }
        let is_meant = |name: &str| {
            let wanted = wanted.user_name();
            wanted.is_none_or(|wanted| folds(wanted, name))
        };
        if let Some(account) = account
            && !account.user.active
            && is_meant(&account.user.user_name)
        {
            user = Some(self.switch_on(call, account, options, &mut warnings).await);
        }
        if options.verifies()
            && let Some(user) = &mut user
        {
            let told = self.check_groups(call, user, wanted, &mut changes);
            warnings.extend(told.await?);
        }
        Ok(WriteResult::new(call, Outcome::Created, false, user).with(changes, warnings))
    }

    /// All that is missing at once, with the roles to choose from.
    async fn check_complete(&self, call: &Call, wanted: &Wanted) -> Result<()> {
        let directory = self.session.directory.as_ref();
        let missing = wanted.missing(directory);
        if missing.is_empty() {
            return Ok(());
        }
        let roles = if missing.contains(&"role") {
            Some(listed(&self.read_roles(call).await?))
        } else {
            None
        };
        Err(lacks(
            &wanted.path,
            directory.facts().vendor,
            &missing,
            roles.as_deref(),
        ))
    }

    /// Sends the create. A lost answer is looked into before it is sent again; a refusal too, whatever its words.
    async fn create_once(&self, call: &Call, wanted: &Wanted, draft: &Draft) -> Result<Made> {
        let directory = self.session.directory.as_ref();
        let (mut tries, mut was_lost, mut may_be_made) = (0, false, false);
        loop {
            tries += 1;
            let (error, answered) = match self.write(call, BulkWrite::Create(draft)).await {
                Ok(Some(id)) if !id.is_empty() => return Ok(Made::New(id)),
                // The tenant, or something in between, said yes and not which.
                Ok(_) => (yes_and_not_which(), true),
                // A 2xx that nobody can read is a yes: sent again, it may make a second one.
                Err(error) => {
                    let is_yes = error.code == ErrorCode::InvalidResponse
                        && matches!(error.status, Some(200..=299));
                    (error, is_yes)
                }
            };
            if !error.ambiguous {
                let lost = (was_lost, may_be_made);
                return self.refused(call, wanted, draft, error, lost).await;
            }
            was_lost = true;
            // A bulk answer that came and leaves somebody out is how some refuse.
            may_be_made |= !(call.went_together.get()
                && error.code == ErrorCode::InvalidResponse
                && error.status.is_none());
            // A batch that knows the whole tenant looks once for all of its people.
            let is_shared = call.ledger().is_some_and(Ledger::is_whole);
            if !is_shared && !answered && !self.pay(Cost::Retry) {
                return Err(outcome_unknown(error));
            }
            match self.look_up(call, wanted).await {
                Ok(Some(account)) => return Ok(made_or_held(account, draft, directory)),
                Ok(None)
                    if !answered
                        && tries < self.session.settings.max_attempts
                        && self.pay(Cost::Retry) =>
                {
                    let random = self.session.host.random();
                    self.session.host.sleep(retry::backoff(tries, random)).await;
                }
                Ok(None) | Err(_) => return Err(outcome_unknown(error)),
            }
        }
    }

    fn pay(&self, cost: Cost) -> bool {
        self.session.shared.budget.borrow_mut().pay(cost)
    }

    /// Who has the userName now.
    async fn look_up(&self, call: &Call, wanted: &Wanted) -> Result<Option<Account>> {
        match wanted.user_name() {
            Some(name) => self.by_user_name(call, name, true).await,
            None => Ok(None),
        }
    }

    /// A create was refused: somebody may hold the userName or the mail address. Whether an answer was lost before, and
    /// whether that create may have been done.
    async fn refused(
        &self,
        call: &Call,
        wanted: &Wanted,
        draft: &Draft,
        error: Error,
        (was_lost, may_be_made): (bool, bool),
    ) -> Result<Made> {
        let may_be_held = match error.code {
            ErrorCode::Conflict | ErrorCode::VendorRejected | ErrorCode::NotFound => true,
            ErrorCode::AuthFailed | ErrorCode::Forbidden => false,
            _ => matches!(error.status, Some(400 | 409)),
        };
        if !may_be_held {
            // A lost create went before this refusal, and nobody looked since.
            return Err(if was_lost {
                outcome_unknown(error)
            } else {
                error
            });
        }
        let sought = Sought {
            user_name: wanted.user_name(),
            other: wanted.email().map(|email| (Attribute::Email, email)),
        };
        let proof = if error.duplicate {
            Proof::Twice
        } else {
            Proof::Fresh
        };
        let scan = self.scan(call, sought, proof).await;
        let mut scan = scan.map_err(|failed| unless_lost(failed, was_lost))?;
        if let Some(row) = scan.user_name()?
            && let Some(account) = self
                .in_full(call, Some(row))
                .await
                .map_err(|failed| unless_lost(failed, was_lost))?
        {
            self.session.directory.distrust_filter();
            return Ok(if was_lost {
                made_or_held(account, draft, self.session.directory.as_ref())
            } else {
                Made::Held {
                    account: Box::new(account),
                    unsure: false,
                }
            });
        }
        let holder = self.holder_of_mail(call, scan, &error, sought).await;
        if let Some(holder) = holder.map_err(|failed| unless_lost(failed, was_lost))? {
            return Err(held_by(error, &holder));
        }
        // The create whose answer was lost may have made who isn't shown yet.
        if may_be_made {
            return Err(outcome_unknown(error));
        }
        if error.duplicate {
            let mut conflict = error;
            conflict.code = ErrorCode::Conflict;
            return Err(conflict.hint(
                "Nobody in this tenant has that userName or email, so the holder is not visible here: look in the vendor's other tenants, or ask its support.",
            ));
        }
        Err(error)
    }

    /// Who has the mail address. Rows that hide theirs are read one by one only if the vendor spoke of a duplicate.
    async fn holder_of_mail(
        &self,
        call: &Call,
        mut scan: Scan,
        error: &Error,
        sought: Sought<'_>,
    ) -> Result<Option<Account>> {
        if !error.duplicate || !scan.others.is_empty() {
            scan.hidden.clear();
        }
        match self.one_other(call, scan, sought).await {
            Err(hidden) if hidden.code == ErrorCode::NotSupported => Ok(None),
            found => found,
        }
    }
}

/// After a lost answer: the account that is there now is the one that was sent, if it is as it was sent. Else
/// somebody made another one meanwhile.
fn made_or_held(account: Account, draft: &Draft, directory: &dyn Directory) -> Made {
    if unapplied(draft, &account, directory).is_empty() && account.user.active {
        Made::New(account.user.id)
    } else {
        Made::Held {
            account: Box::new(account),
            unsure: true,
        }
    }
}

fn yes_and_not_which() -> Error {
    let mut error = unexpected("no id of the new account");
    error.ambiguous = true;
    error
}

fn unless_lost(failed: Error, was_lost: bool) -> Error {
    if was_lost {
        outcome_unknown(failed)
    } else {
        failed
    }
}

fn held_by(error: Error, holder: &Account) -> Error {
    let mut conflict = error;
    conflict.code = ErrorCode::Conflict;
    conflict.message = format!(
        "{}; the mail address belongs to {} (id {})",
        conflict.message, holder.user.user_name, holder.user.id
    );
    conflict.hint(
        "If that is the same person, give { match: { id } } so that this account is brought into shape.",
    )
}
