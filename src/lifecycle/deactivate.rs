//! The verbs `deactivate` and `reactivate`: takes a leaver's access away, and gives it back.

use crate::error::ErrorCode;
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::find::nobody;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::lifecycle::switch::Switch;
use crate::model::{Account, Who};

impl<H: Host> Client<H> {
    /// Finds the account, switches it off, and reads it back. Nobody there, or off already, is no error.
    ///
    /// # Errors
    /// `not_found` with `strict`; `ambiguous_match`; `vendor_rejected` if the account is still active although the
    /// tenant said otherwise; `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn deactivate(&self, who: &Who, options: &Options) -> Result<WriteResult> {
        let call = self.begin("deactivate", options);
        let verb = self.deactivate_as(&call, who, options);
        self.within(&call, verb).await
    }

    /// The verb inside its frame.
    pub(crate) async fn deactivate_as(
        &self,
        call: &Call,
        who: &Who,
        options: &Options,
    ) -> Result<WriteResult> {
        let strict = options.strict == Some(true);
        if options.transfer_to.is_some() {
            self.session.directory.facts().check_verb("transferTo")?;
        }
        match self.locate(call, who).await? {
            None if strict => Err(nobody().hint("Without strict this is no error.")),
            account => self.switch_off(call, account, options).await,
        }
    }

    /// Switches off whoever was found.
    pub(crate) async fn switch_off(
        &self,
        call: &Call,
        account: Option<Account>,
        options: &Options,
    ) -> Result<WriteResult> {
        let not_found = || WriteResult::new(call, Outcome::NotFound, options.is_dry_run(), None);
        let Some(account) = account else {
            return Ok(not_found());
        };
        let strict = options.strict == Some(true);
        let warnings = self.session.directory.leaver_warnings();
        let told = warnings.clone();
        match self
            .switch(call, account, Switch::Off, warnings, options)
            .await
        {
            // Removed by somebody else since it was found: nobody is shown any more.
            Err(error) if error.code == ErrorCode::NotFound && !strict => {
                Ok(not_found().with(Vec::new(), told))
            }
            result => result,
        }
    }

    /// Finds the account, switches it on, and reads it back. On already is no error.
    ///
    /// # Errors
    /// `not_found`; `ambiguous_match`; `vendor_rejected` if the account is still inactive although the tenant said
    /// otherwise; `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn reactivate(&self, who: &Who, options: &Options) -> Result<WriteResult> {
        let call = self.begin("reactivate", options);
        let verb = async {
            let Some(account) = self.locate(&call, who).await? else {
                return Err(nobody().hint("`provision` creates who isn't there."));
            };
            self.switch(&call, account, Switch::On, Vec::new(), options)
                .await
        };
        self.within(&call, verb).await
    }
}
