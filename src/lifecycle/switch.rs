//! Switches an account on or off, and believes it only when the tenant shows it.

use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, Warning, WriteResult};
use crate::lifecycle::settle::{activity, taken_over};
use crate::model::{Account, UserId};
use crate::provider::{BulkKind, Draft};

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Switch {
    On,
    Off,
}

impl Switch {
    const fn active(self) -> bool {
        matches!(self, Switch::On)
    }

    const fn action(self) -> &'static str {
        match self {
            Switch::On => "reactivate",
            Switch::Off => "deactivate",
        }
    }

    const fn done(self) -> Outcome {
        match self {
            Switch::On => Outcome::Reactivated,
            Switch::Off => Outcome::Deactivated,
        }
    }

    const fn nothing_to_do(self) -> Outcome {
        match self {
            Switch::On => Outcome::AlreadyActive,
            Switch::Off => Outcome::AlreadyInactive,
        }
    }
}

impl<H: Host> Client<H> {
    /// Switches `account`, unless it is that way already.
    ///
    /// # Errors
    /// `vendor_rejected` if the tenant said yes and shows the contrary; `not_found` if the account went away meanwhile;
    /// `outcome_unknown` if an answer was lost and nobody can tell.
    pub(crate) async fn switch(
        &self,
        call: &Call,
        account: Account,
        switch: Switch,
        mut warnings: Vec<Warning>,
        options: &Options,
    ) -> Result<WriteResult> {
        let (dry, active) = (options.is_dry_run(), switch.active());
        let transfer_to = options.transfer_to.as_deref().filter(|_| !active);
        if let Some(name) = transfer_to {
            let user = &account.user;
            let own = [Some(&user.id), Some(&user.user_name), user.email.as_ref()];
            if own.into_iter().flatten().any(|own| folds(own, name)) {
                return Err(Error::invalid_input(
                    "options.transferTo",
                    "is whoever is switched off",
                ));
            }
        }
        if account.user.active == active {
            if let Some(name) = transfer_to {
                warnings.push(Warning::new(
                    "not_applied",
                    format!(
                        "The account was off already: nothing of it was handed over to {name}."
                    ),
                ));
            }
            let nothing = switch.nothing_to_do();
            let result = WriteResult::new(call, nothing, dry, Some(account.user));
            return Ok(result.with(Vec::new(), warnings));
        }
        let changes = vec![activity(!active, active)];
        if dry {
            let result = WriteResult::new(call, switch.done(), true, Some(account.user));
            return Ok(result.with(changes, warnings));
        }
        let id = UserId::new(&account.user.id)?;
        let draft = Draft {
            active: Some(active),
            transfer_to: transfer_to.map(str::to_owned),
            ..Draft::default()
        };
        let record = Write::to(&self.session, call, switch.action(), &account.user);
        let directory = self.session.directory.as_ref();
        let switched = async {
            let (mut was_among_others, mut led_on) = (false, false);
            loop {
                self.update_for_certain(call, &id, &draft, &account).await?;
                if !options.verifies() {
                    return Ok((taken_over(account, &draft), Vec::new()));
                }
                let proof = self.proof(call, &id, &draft, &account).await;
                match proof {
                    // Many at once were said to be switched, and this one wasn't: alone, as `deactivate` does it.
                    Err(_) if call.went_together.get() => was_among_others = true,
                    Err(_) if !active && !led_on && directory.adapt_switch() => led_on = true,
                    proof => {
                        if was_among_others && proof.is_ok() {
                            directory.limit_bulk(BulkKind::Update, 0);
                        }
                        return proof;
                    }
                }
            }
        };
        match switched.await {
            Ok((account, told)) => {
                warnings.extend(told);
                record.done(switch.done().as_str(), Some(&account.user));
                let result = WriteResult::new(call, switch.done(), false, Some(account.user));
                Ok(result.with(changes, warnings))
            }
            Err(error) => {
                record.failed(&error);
                Err(error)
            }
        }
    }

    /// The account, shown to be as it was switched, and what a person should know.
    async fn proof(
        &self,
        call: &Call,
        id: &UserId,
        draft: &Draft,
        before: &Account,
    ) -> Result<(Account, Vec<Warning>)> {
        let back = self.read_back(call, id, draft).await;
        if !back.unapplied.iter().any(|field| field == "active") {
            let account = back
                .account
                .unwrap_or_else(|| taken_over(before.clone(), draft));
            return Ok((account, back.warnings));
        }
        let still = if draft.active == Some(true) {
            "inactive"
        } else {
            "active"
        };
        let mut error = Error::new(
            ErrorCode::VendorRejected,
            format!(
                "{} said yes, but the account is still {still}",
                self.session.directory.facts().vendor
            ),
        )
        .hint("Switch it in the vendor's own console, and look for what switches it back (an identity provider?).");
        error.retryable = true;
        Err(error)
    }
}
