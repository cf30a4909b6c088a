//! The verb `remove`: deletes an account for good, behind a guard.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::read_back::{SECOND_LOOK, not_verified};
use crate::lifecycle::result::{Outcome, Result, Warning, WriteResult};
use crate::lifecycle::settle::outcome_unknown;
use crate::model::{UserId, Who};

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
            check_confirmed(Thing::User, &account.user.user_name, options)?;
            if dry {
                let user = Some(account.user);
                return Ok(WriteResult::new(&call, Outcome::Removed, true, user));
            }
            let id = UserId::new(&account.user.id)?;
            let record = Write::to(&self.session, &call, "remove", &account.user);
            match self
                .remove_for_certain(&call, Thing::User, &id, options)
                .await
            {
                Ok((outcome, warning)) => {
                    record.done(outcome.as_str(), None);
                    let result = WriteResult::new(&call, outcome, false, None);
                    Ok(result.with(Vec::new(), Vec::from_iter(warning)))
                }
                Err(error) => {
                    record.failed(&error);
                    Err(error)
                }
            }
        };
        self.within(&call, verb).await
    }

    /// Deletes, and looks that nothing is left; with a warning where that couldn't be seen.
    pub(crate) async fn remove_for_certain(
        &self,
        call: &Call,
        thing: Thing,
        id: &UserId,
        options: &Options,
    ) -> Result<(Outcome, Option<Warning>)> {
        let directory = self.session.directory.as_ref();
        let question = match thing {
            Thing::User => directory.remove(id),
            Thing::Group => directory.groups()?.remove(id),
        };
        let lost = match self.session.ask(call, question).await {
            Ok(()) => None,
            // The first try was lost, and may have done it.
            Err(error) if error.ambiguous => Some(error),
            // Somebody else was faster, unless a look shows otherwise.
            Err(error) if error.code == ErrorCode::NotFound => {
                return if self.is_there(call, thing, id).await? {
                    Err(still_there(
                        directory.facts().vendor,
                        "nobody is there",
                        thing,
                    ))
                } else {
                    Ok((Outcome::NotFound, None))
                };
            }
            Err(error) => return Err(error),
        };
        if lost.is_none() && !options.verifies() {
            return Ok((Outcome::Removed, None));
        }
        let vendor = directory.facts().vendor;
        match (self.is_there(call, thing, id).await, lost) {
            (Ok(false), _) => Ok((Outcome::Removed, None)),
            (_, Some(error)) => Err(outcome_unknown(error)),
            (Ok(true), None) => Err(still_there(vendor, "yes", thing)),
            // It was removed by the vendor's own word; that it can't be read back changes nothing.
            (Err(error), None) => Ok((Outcome::Removed, Some(not_verified(vendor, &error)))),
        }
    }

    /// Whether it is still there, in a second look too: what was seen once isn't unseen because that one failed.
    async fn is_there(&self, call: &Call, thing: Thing, id: &UserId) -> Result<bool> {
        let mut seen = false;
        loop {
            let found = match thing {
                Thing::User => self.read(call, id).await.map(|found| found.is_some()),
                Thing::Group => self
                    .group_by_id(call, id)
                    .await
                    .map(|found| found.is_some()),
            };
            match found {
                Ok(true) if !seen => seen = true,
                Err(_) if seen => return Ok(true),
                found => return found,
            }
            self.session.host.sleep(SECOND_LOOK).await;
        }
    }
}

fn still_there(vendor: &str, said: &str, thing: Thing) -> Error {
    let message = format!(
        "{vendor} said {said}, but the {} is still there",
        thing.word()
    );
    let mut error = Error::new(ErrorCode::VendorRejected, message);
    error.retryable = true;
    error
}

/// What is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    User,
    Group,
}

impl Thing {
    const fn word(self) -> &'static str {
        match self {
            Thing::User => "account",
            Thing::Group => "group",
        }
    }
}

/// Refuses a removal unless `confirm` is the userName of the account, or the name of the group, to the letter.
///
/// # Errors
/// `guard_tripped`.
pub(crate) fn check_confirmed(thing: Thing, name: &str, options: &Options) -> Result<()> {
    if options.confirm.as_deref() == Some(name) {
        return Ok(());
    }
    let problem = match (&options.confirm, thing) {
        (None, _) => "removing is for good, so it has to be confirmed",
        (_, Thing::User) => "confirm is not the userName of the account that was found",
        (_, Thing::Group) => "confirm is not the name of the group that was found",
    };
    let instead = match thing {
        Thing::User => "; deactivate can be undone",
        Thing::Group => "",
    };
    Err(Error::new(
        ErrorCode::GuardTripped,
        format!("{problem}; nothing was removed"),
    )
    .hint(format!(
        "Give {{ confirm: \"{name}\" }} if that {} is to be removed{instead}.",
        thing.word()
    )))
}
