//! The verb `resetPassword`: the vendor mails the user a way to set a new one. No password passes through here.

use crate::error::ErrorCode;
use crate::host::Host;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::find::nobody;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::Result;
use crate::lifecycle::settle::outcome_unknown;
use crate::model::{UserId, Who};
use serde::Serialize;

/// What `resetPassword` gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Sent {
    /// The vendor took it. Whether the mail arrives is between it and the user.
    pub sent: bool,
}

impl<H: Host> Client<H> {
    /// Has the vendor send the mail. A lost answer is not sent again: the mail may be on its way.
    ///
    /// # Errors
    /// `not_found`; `ambiguous_match`; `outcome_unknown` if the answer was lost.
    pub async fn reset_password(&self, who: &Who, options: &Options) -> Result<Sent> {
        let call = self.begin("resetPassword", options);
        let verb = async {
            self.session.directory.facts().check_verb("resetPassword")?;
            let Some(account) = self.locate(&call, who).await? else {
                return Err(nobody());
            };
            let id = UserId::new(&account.user.id)?;
            let record = Write::to(&self.session, &call, "resetPassword", &account.user);
            let question = self.session.directory.reset_password(&id)?;
            match self.session.ask(&call, question).await {
                Ok(()) => {
                    record.done("sent", None);
                    Ok(Sent { sent: true })
                }
                Err(mut error) => {
                    if error.code == ErrorCode::NotFound
                        && let Ok(Some(_)) = self.read(&call, &id).await
                    {
                        error = self.contradicted(error);
                    }
                    if error.ambiguous {
                        error = outcome_unknown(error);
                        error.hint = Some(String::from(
                            "Another try sends another mail, which does no harm.",
                        ));
                    }
                    record.failed(&error);
                    Err(error)
                }
            }
        };
        self.within(&call, verb).await
    }
}
