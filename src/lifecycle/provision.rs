//! The verb `provision`: makes an account be as asked, whatever it was. Twice is the same as once.

use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Result, WriteResult};
use crate::lifecycle::wanted::{Reason, Wanted};
use crate::model::{Account, Person};

impl<H: Host> Client<H> {
    /// Creates, reactivates or updates the account of `person`, or leaves it as it is.
    ///
    /// # Errors
    /// `invalid_input` for a person who can't be created (all that is missing at once), `conflict` with who holds the
    /// mail address, `ambiguous_match`, `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn provision(&self, person: &Person, options: &Options) -> Result<WriteResult> {
        let call = self.begin("provision", options);
        let verb = self.provision_as(&call, "person", person, options);
        self.within(&call, verb).await
    }

    /// The verb inside its frame; `path` is where the person stands in the input.
    pub(crate) async fn provision_as(
        &self,
        call: &Call,
        path: &str,
        person: &Person,
        options: &Options,
    ) -> Result<WriteResult> {
        self.hide_passwords(call, &person.extra);
        person.check(path)?;
        let directory = self.session.directory.as_ref();
        let mut wanted = Wanted::new(path, person, directory)?;
        let subject = person.user_name.as_deref().or(person.email.as_deref());
        call.concern(subject.unwrap_or_default());
        self.look_up_role(call, &mut wanted).await?;
        let mut account = self.whom(call, person, options).await?;
        let by_mail = options.r#match.is_none() && person.user_name.is_none();
        if account.is_none()
            && (by_mail || !wanted.missing(directory).is_empty())
            && self.is_unsure(call)
        {
            // Nobody is told what a new account lacks where the old one was passed over, and nobody gets a second one who
            // has another userName. One by userName needs no second look: a create is refused if the name is taken.
            self.look_anew(call).await?;
            account = self.whom(call, person, options).await?;
        }
        self.look_up_groups(call, &mut wanted, account.as_ref(), options)
            .await?;
        match account {
            Some(account) => {
                self.settle(call, account, &wanted, options, Reason::Provision)
                    .await
            }
            None => self.create(call, &wanted, options).await,
        }
    }

    /// The account that a person has: by `match` if given, else by externalId, then by userName, and by email only if no userName was given.
    async fn whom(
        &self,
        call: &Call,
        person: &Person,
        options: &Options,
    ) -> Result<Option<Account>> {
        if let Some(who) = &options.r#match {
            return self.locate(call, who).await;
        }
        let Some(row) = self.row_of(call, person).await? else {
            return Ok(None);
        };
        let account = self.in_full(call, Some(row)).await?;
        if account.is_some() || person.external_id.is_none() {
            return Ok(account);
        }
        // Who had that externalId is gone meanwhile: somebody may have the name.
        let person = Person {
            external_id: None,
            ..person.clone()
        };
        let row = self.row_of(call, &person).await?;
        self.in_full(call, row).await
    }
}
