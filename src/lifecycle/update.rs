//! The verb `update`: changes fields of an account that is there, and nothing else.

use crate::host::Host;
use crate::lifecycle::client::Client;
use crate::lifecycle::find::nobody;
use crate::lifecycle::options::Options;
use crate::lifecycle::read_back::not_verifiable;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::lifecycle::settle::Planned;
use crate::lifecycle::wanted::{Reason, Wanted};
use crate::model::{Person, Who};

impl<H: Host> Client<H> {
    /// Writes what differs from `change`; fields that the tenant doesn't show are written too, since they were asked
    /// for. An account that is off stays off.
    ///
    /// # Errors
    /// `not_found`, `ambiguous_match`, `invalid_input` for an empty change or an unknown role, `conflict` for a userName
    /// or a mail address that somebody holds, `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn update(
        &self,
        who: &Who,
        change: &Person,
        options: &Options,
    ) -> Result<WriteResult> {
        let call = self.begin("update", options);
        let verb = async {
            self.hide_passwords(&call, &change.extra);
            change.check_fields("change")?;
            if *change == Person::default() {
                return Err(crate::error::Error::invalid_input("change", "is empty"));
            }
            let directory = self.session.directory.as_ref();
            let mut wanted = Wanted::new("change", change, directory)?;
            let facts = directory.facts();
            let Some(mut account) = self.locate(&call, who).await? else {
                return Err(nobody().hint("`provision` creates who isn't there."));
            };
            self.look_up_role(&call, &mut wanted).await?;
            self.look_up_groups(&call, &mut wanted, Some(&account), options)
                .await?;
            wanted.name_role(&mut account);
            let mut difference = wanted.difference(&account, directory, Reason::Update, false);
            let mut warnings = wanted.warnings.clone();
            warnings.append(&mut difference.warnings);
            let outcome = if difference.changes.is_empty() {
                Outcome::Unchanged
            } else {
                Outcome::Updated
            };
            if outcome == Outcome::Unchanged || options.is_dry_run() {
                if !difference.unknown.is_empty() {
                    warnings.push(not_verifiable(facts.vendor, &difference.unknown));
                }
                let dry = options.is_dry_run();
                let result = WriteResult::new(&call, outcome, dry, Some(account.user));
                return Ok(result.with(difference.changes, warnings));
            }
            let planned = Planned {
                before: account,
                outcome,
                difference,
                warnings,
            };
            self.carry_out(&call, planned, &wanted, options).await
        };
        self.within(&call, verb).await
    }
}
