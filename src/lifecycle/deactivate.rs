//! The verb `deactivate`: takes a leaver's access away, and believes it only when the tenant shows it.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::find::nobody;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, Warning, WriteResult};
use crate::lifecycle::settle::{activity, taken_over};
use crate::model::{Account, UserId, Who};
use crate::provider::Draft;

impl<H: Host> Client<H> {
    /// Finds the account, switches it off, and reads it back. Nobody there, or off already, is no error.
    ///
    /// # Errors
    /// `not_found` with `strict`; `ambiguous_match`; `vendor_rejected` if the account is still active although the
    /// tenant said otherwise; `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn deactivate(&self, who: &Who, options: &Options) -> Result<WriteResult> {
        let call = self.begin("deactivate", options);
        let verb = async {
            let Some(account) = self.locate(&call, who).await? else {
                if options.strict == Some(true) {
                    return Err(nobody().hint("Without strict this is no error."));
                }
                let dry = options.is_dry_run();
                return Ok(WriteResult::new(&call, Outcome::NotFound, dry, None));
            };
            self.switch_off(&call, account, options).await
        };
        self.within(&call, verb).await
    }

    async fn switch_off(
        &self,
        call: &Call,
        account: Account,
        options: &Options,
    ) -> Result<WriteResult> {
        let mut warnings = self.session.directory.leaver_warnings();
        let dry = options.is_dry_run();
        if !account.user.active {
            let result = WriteResult::new(call, Outcome::AlreadyInactive, dry, Some(account.user));
            return Ok(result.with(Vec::new(), warnings));
        }
        let changes = vec![activity(true, false)];
        if dry {
            let result = WriteResult::new(call, Outcome::Deactivated, true, Some(account.user));
            return Ok(result.with(changes, warnings));
        }
        let id = UserId::new(&account.user.id)?;
        let draft = Draft {
            active: Some(false),
            ..Draft::default()
        };
        let record = Write::to(&self.session, call, "deactivate", &account.user);
        if let Err(error) = self.update_for_certain(call, &id, &draft).await {
            record.failed(&error);
            if error.code == ErrorCode::NotFound && options.strict != Some(true) {
                // Removed by somebody else since it was found.
                let result = WriteResult::new(call, Outcome::NotFound, false, None);
                return Ok(result.with(Vec::new(), warnings));
            }
            return Err(error);
        }
        let user = if options.verifies() {
            match self.proof(call, &id, &draft, account, &mut warnings).await {
                Ok(account) => account.user,
                Err(error) => {
                    record.failed(&error);
                    return Err(error);
                }
            }
        } else {
            taken_over(account, &draft).user
        };
        record.done(Outcome::Deactivated.as_str(), Some(&user));
        Ok(WriteResult::new(call, Outcome::Deactivated, false, Some(user)).with(changes, warnings))
    }

    /// The account, shown to be off.
    async fn proof(
        &self,
        call: &Call,
        id: &UserId,
        draft: &Draft,
        before: Account,
        warnings: &mut Vec<Warning>,
    ) -> Result<Account> {
        let back = self.read_back(call, id, draft).await;
        if back.unapplied.is_empty() {
            warnings.extend(back.warnings);
            return Ok(back.account.unwrap_or_else(|| taken_over(before, draft)));
        }
        let mut error = Error::new(
            ErrorCode::VendorRejected,
            format!(
                "{} said yes, but the account is still active",
                self.session.directory.facts().vendor
            ),
        )
        .hint("Switch it off in the vendor's own console, and look for what switches it on again (an identity provider?).");
        error.retryable = true;
        Err(error)
    }
}
