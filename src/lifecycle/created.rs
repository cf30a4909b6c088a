//! What becomes of an account once the tenant said that it is made: whose it is, its groups, and that it is on.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Result, Warning};
use crate::lifecycle::settle::{left_inactive, without_groups};
use crate::lifecycle::switch::Switch;
use crate::lifecycle::wanted::Wanted;
use crate::model::{Account, User, UserId};
use crate::provider::Draft;

impl<H: Host> Client<H> {
    /// With a key of the caller's own the answer may be that of an earlier create, and its account somebody else's by
    /// now, or gone; among others it may be the answer to another part. Nobody else shall come into the groups.
    ///
    /// # Errors
    /// `conflict` if it is another's, `outcome_unknown` if nobody is there.
    pub(super) async fn refuse_replayed(
        &self,
        call: &Call,
        id: &str,
        wanted: &Wanted,
    ) -> Result<()> {
        let Some(name) = wanted
            .user_name()
            .filter(|_| call.idempotency_key.is_some())
        else {
            return Ok(());
        };
        let (code, whose) = match self.read(call, &UserId::new(id)?).await {
            Ok(Some(account)) if folds(name, &account.user.user_name) => return Ok(()),
            Ok(Some(account)) => (
                if call.went_together.get() {
                    ErrorCode::OutcomeUnknown
                } else {
                    ErrorCode::Conflict
                },
                format!("that of {}", account.user.user_name),
            ),
            Ok(None) => (ErrorCode::OutcomeUnknown, String::from("shown to nobody")),
            // Whoever reads it back says what is to be said of it.
            Err(_) => return Ok(()),
        };
        let message = format!("the tenant answered with account {id}, which is {whose}");
        Err(Error::new(code, message).hint(if call.went_together.get() {
            "The tenant mixed up the answers to several creates: try again, it looks who is there."
        } else {
            "It may be the answer to an earlier call with the same idempotencyKey: give a new one, or none."
        }))
    }

    /// The new account in its groups, read back where that is wanted and possible.
    ///
    /// # Errors
    /// Why a group was refused.
    pub(super) async fn as_created(
        &self,
        call: &Call,
        id: String,
        wanted: &Wanted,
        draft: &Draft,
        options: &Options,
    ) -> Result<(Option<Account>, Vec<Warning>)> {
        let mut warnings = wanted.warnings.clone();
        let Ok(id) = UserId::new(&id) else {
            return Ok((None, warnings));
        };
        self.join_groups(call, id.as_str(), wanted).await?;
        let mut account = if options.verifies() {
            let back = self.read_back(call, &id, &without_groups(draft)).await;
            warnings.extend(back.warnings);
            back.account
        } else {
            None
        }
        .unwrap_or_else(|| as_sent(&id, draft));
        wanted.name_role(&mut account);
        Ok((Some(account), warnings))
    }

    /// A new account that came out inactive is switched on, as the next `provision` would: twice is the same as once.
    pub(super) async fn switch_on(
        &self,
        call: &Call,
        account: Account,
        options: &Options,
        warnings: &mut Vec<Warning>,
    ) -> User {
        let made = account.user.clone();
        if options.reactivate == Some(false) {
            warnings.push(left_inactive());
            return made;
        }
        let switched = self.switch(call, account, Switch::On, Vec::new(), options);
        match switched.await {
            Ok(result) => {
                warnings.extend(result.warnings);
                result.user.unwrap_or(made)
            }
            Err(error) => {
                warnings.push(Warning::new(
                    "not_applied",
                    format!(
                        "The new account is inactive, and couldn't be switched on: {}.",
                        error.message
                    ),
                ));
                made
            }
        }
    }
}

/// The account as it was sent, for callers who don't want it read back.
fn as_sent(id: &UserId, draft: &Draft) -> Account {
    let mut account = Account::default();
    account.user.id = id.as_str().to_owned();
    account.user.active = true;
    for (attribute, text) in &draft.attributes {
        attribute.set_user(&mut account.user, Some(text.clone()));
        account.shown.insert(*attribute);
    }
    debug_assert!(account.shown.contains(Attribute::UserName));
    account.user.role_id.clone_from(&draft.role_id);
    account
}
