//! The verb `remove`: deletes an account for good, behind a guard.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::lifecycle::settle::outcome_unknown;
use crate::model::{Account, UserId, Who};

impl<H: Host> Client<H> {
    /// Removes the account whose userName is `options.confirm`, to the letter. It can't be undone: `deactivate` can.
    ///
    /// # Errors
    /// `guard_tripped` if `confirm` is not the account's userName, and nothing is deleted; `ambiguous_match`;
    /// `outcome_unknown` if an answer was lost and nobody can tell; `not_supported` where users can only be switched off.
    pub async fn remove(&self, who: &Who, options: &Options) -> Result<WriteResult> {
        let call = self.begin("remove", options);
        let verb = async {
            self.session.directory.facts().check_verb("remove")?;
            let dry = options.is_dry_run();
            let Some(account) = self.locate(&call, who).await? else {
                return Ok(WriteResult::new(&call, Outcome::NotFound, dry, None));
            };
            check_confirmed(&account, options)?;
            if dry {
                let user = Some(account.user);
                return Ok(WriteResult::new(&call, Outcome::Removed, true, user));
            }
            let id = UserId::new(&account.user.id)?;
            let record = Write::to(&self.session, &call, "remove", &account.user);
            match self.remove_for_certain(&call, &id, options).await {
                Ok(outcome) => {
                    record.done(outcome.as_str(), None);
                    Ok(WriteResult::new(&call, outcome, false, None))
                }
                Err(error) => {
                    record.failed(&error);
                    Err(error)
                }
            }
        };
        self.within(&call, verb).await
    }

    /// Deletes, and looks that nobody is left.
    async fn remove_for_certain(
        &self,
        call: &Call,
        id: &UserId,
        options: &Options,
    ) -> Result<Outcome> {
        let question = self.session.directory.remove(id);
        let lost = match self.session.ask(call, question).await {
            Ok(()) => None,
            // The first try was lost and had done it, or somebody else was faster.
            Err(error) if error.code == ErrorCode::NotFound => {
                return Ok(if error.ambiguous {
                    Outcome::Removed
                } else {
                    Outcome::NotFound
                });
            }
            Err(error) if error.ambiguous => Some(error),
            Err(error) => return Err(error),
        };
        if lost.is_none() && !options.verifies() {
            return Ok(Outcome::Removed);
        }
        match (self.read(call, id).await, lost) {
            (Ok(None), _) => Ok(Outcome::Removed),
            (_, Some(error)) => Err(outcome_unknown(error)),
            (Ok(Some(_)), None) => {
                let vendor = self.session.directory.facts().vendor;
                Err(Error::new(
                    ErrorCode::VendorRejected,
                    format!("{vendor} said yes, but the account is still there"),
                ))
            }
            // It was removed by the vendor's own word; that it can't be read back changes nothing.
            (Err(_), None) => Ok(Outcome::Removed),
        }
    }
}

fn check_confirmed(account: &Account, options: &Options) -> Result<()> {
    if options.confirm.as_ref() == Some(&account.user.user_name) {
        return Ok(());
    }
    let problem = if options.confirm.is_some() {
        "confirm is not the userName of the account that was found"
    } else {
        "removing is for good, so it has to be confirmed"
    };
    Err(Error::new(
        ErrorCode::GuardTripped,
        format!("{problem}; nothing was removed"),
    )
    .hint(format!(
        "Give {{ confirm: \"{}\" }} if that account is to be removed; deactivate can be undone.",
        account.user.user_name
    )))
}
