//! After a write: is the account as it was asked to be? Vendors accept what they then drop.

use crate::error::Error;
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::result::{Change, Warning};
use crate::lifecycle::wanted::{unapplied, unseen};
use crate::model::{Account, UserId};
use crate::provider::{Directory, Draft};

/// A tenant may show a write a moment late: the account is read once more after so many ms.
pub(crate) const SECOND_LOOK: u64 = 500;

/// What an account is after a write.
pub(crate) struct ReadBack {
    /// The account; `None` if it couldn't be read.
    pub(crate) account: Option<Account>,
    /// Fields that were sent, can be seen, and are not as sent.
    pub(crate) unapplied: Vec<String>,
    /// What a person should know.
    pub(crate) warnings: Vec<Warning>,
}

impl ReadBack {
    /// The changes that took effect.
    pub(crate) fn applied(&self, changes: Vec<Change>) -> Vec<Change> {
        changes
            .into_iter()
            .filter(|change| !self.unapplied.contains(&change.field))
            .collect()
    }
}

impl<H: Host> Client<H> {
    /// Reads the account after `draft` was written to it. A failure to read is a warning: the write was done.
    pub(crate) async fn read_back(&self, call: &Call, id: &UserId, draft: &Draft) -> ReadBack {
        let mut seen = self.read(call, id).await;
        let directory = self.session.directory.as_ref();
        if !shows(&seen, draft, directory) {
            self.session.host.sleep(SECOND_LOOK).await;
            let again = self.read(call, id).await;
            // What was seen once isn't unseen because the second look failed.
            if again.is_ok() || seen.is_err() {
                seen = again;
            }
        }
        let vendor = directory.facts().vendor;
        let mut warnings = Vec::new();
        let account = match seen {
            Ok(Some(account)) => account,
            failed => {
                let why = match failed {
                    Err(error) => error.message.clone(),
                    Ok(_) => String::from("the account can't be seen yet"),
                };
                warnings.push(Warning::new(
                    "not_verified",
                    format!("{vendor} took the write, but it couldn't be read back: {why}."),
                ));
                return ReadBack {
                    account: None,
                    unapplied: Vec::new(),
                    warnings,
                };
            }
        };
        let unapplied = unapplied(draft, &account, directory);
        if !unapplied.is_empty() {
            let fields = unapplied.join(", ");
            warnings.push(Warning::new(
                "not_applied",
                format!("{vendor} took {fields} and kept its own value."),
            ));
        }
        let unseen = unseen(draft, &account, directory);
        if !unseen.is_empty() {
            warnings.push(not_verifiable(vendor, &unseen));
        }
        ReadBack {
            account: Some(account),
            unapplied,
            warnings,
        }
    }
}

fn shows(seen: &Result<Option<Account>, Error>, draft: &Draft, directory: &dyn Directory) -> bool {
    match seen {
        Ok(Some(account)) => unapplied(draft, account, directory).is_empty(),
        Ok(None) => false,
        Err(_) => true, // its own retries were made
    }
}

/// Fields that were sent, or would be, and that the tenant doesn't show.
pub(crate) fn not_verifiable<S: AsRef<str>>(vendor: &str, fields: &[S]) -> Warning {
    let fields: Vec<_> = fields.iter().map(AsRef::as_ref).collect();
    Warning::new(
        "not_verifiable",
        format!(
            "{vendor} doesn't show {} in a user's record, so nobody can tell what it is.",
            fields.join(", ")
        ),
    )
}

/// What was written and couldn't be looked at.
pub(crate) fn not_verified(vendor: &str, error: &crate::error::Error) -> Warning {
    Warning::new(
        "not_verified",
        format!(
            "{vendor} took the write, but it couldn't be read back: {}.",
            error.message
        ),
    )
}
