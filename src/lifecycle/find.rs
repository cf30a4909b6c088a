//! Who is meant: turns what a caller says into the one account, or into proof that there is none.

use crate::attribute::Attribute;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::{Sought, one};
use crate::model::{Account, User, UserId, Who};

impl<H: Host> Client<H> {
    /// The user, with all that the tenant shows of it.
    ///
    /// # Errors
    /// `not_found`, `ambiguous_match`, `not_supported`, and whatever reading can give.
    pub async fn get(&self, who: &Who, options: &Options) -> Result<User> {
        let call = self.begin("get", options);
        let verb = async {
            self.locate(&call, who).await?.map_or_else(
                || Err(nobody().hint("`find` gives null instead of an error.")),
                |account| Ok(account.user),
            )
        };
        self.within(&call, verb).await
    }

    /// As [`Client::get`], with `None` for nobody.
    ///
    /// # Errors
    /// `ambiguous_match`, `not_supported`, and whatever reading can give.
    pub async fn find(&self, who: &Who, options: &Options) -> Result<Option<User>> {
        let call = self.begin("find", options);
        let verb = async {
            let account = self.locate(&call, who).await?;
            Ok(account.map(|account| account.user))
        };
        self.within(&call, verb).await
    }

    /// The account that is meant, its full record; `None` only where nobody is there for certain.
    pub(crate) async fn locate(&self, call: &Call, who: &Who) -> Result<Option<Account>> {
        who.check("who")?;
        call.concern(who.text());
        match who {
            Who::Id(id) => self.by_id(call, &UserId::new(id)?).await,
            Who::UserName(name) => self.by_user_name(call, name).await,
            Who::Email(email) => self.by_email(call, email).await,
            Who::ExternalId(_) => Err(self.no_external_id()),
            Who::Text(text) if text.contains('@') => self.by_name_or_mail(call, text).await,
            Who::Text(text) => {
                if let Ok(id) = UserId::new(text)
                    && let Some(account) = self.by_id(call, &id).await?
                {
                    return Ok(Some(account));
                }
                self.by_user_name(call, text).await
            }
        }
    }

    /// By id. A tenant that doesn't offer the user API at all answers 404 too, so a 404 is believed only once
    /// the collection itself has answered.
    async fn by_id(&self, call: &Call, id: &UserId) -> Result<Option<Account>> {
        if let Some(account) = self.read(call, id).await? {
            return self.with_status(account).map(Some);
        }
        let collection = self.session.directory.list(None, 1, false);
        self.session.ask(call, collection).await?;
        Ok(None)
    }

    /// By userName: to the letter, else the only one that differs by case.
    pub(crate) async fn by_user_name(&self, call: &Call, name: &str) -> Result<Option<Account>> {
        let sought = Sought {
            user_name: Some(name),
            email: None,
        };
        let found = self.scan(call, sought).await?.user_name()?;
        self.in_full(call, found).await
    }

    /// By mail address, over the whole tenant.
    async fn by_email(&self, call: &Call, email: &str) -> Result<Option<Account>> {
        let sought = Sought {
            user_name: None,
            email: Some(email),
        };
        let mut scan = self.scan(call, sought).await?;
        scan.by_email
            .extend(self.by_hidden_email(call, scan.hidden, email).await?);
        self.in_full(call, one(scan.by_email, "email")?).await
    }

    /// By userName, and only if nobody has it by mail address; in one scan.
    pub(crate) async fn by_name_or_mail(&self, call: &Call, text: &str) -> Result<Option<Account>> {
        let sought = Sought {
            user_name: Some(text),
            email: Some(text),
        };
        let mut scan = self.scan(call, sought).await?;
        if let Some(account) = scan.user_name()? {
            return self.in_full(call, Some(account)).await;
        }
        scan.by_email
            .extend(self.by_hidden_email(call, scan.hidden, text).await?);
        self.in_full(call, one(scan.by_email, "email")?).await
    }

    /// The full record of a row; `None` if it is gone meanwhile.
    pub(crate) async fn in_full(
        &self,
        call: &Call,
        row: Option<Account>,
    ) -> Result<Option<Account>> {
        let Some(row) = row else { return Ok(None) };
        let id = UserId::new(&row.user.id)?;
        self.read(call, &id)
            .await?
            .map(|account| self.with_status(account))
            .transpose()
    }

    /// Refuses a record that doesn't say whether the account is active: no verb may guess that.
    fn with_status(&self, account: Account) -> Result<Account> {
        if account.shows_active {
            return Ok(account);
        }
        Err(Error::new(
            ErrorCode::InvalidResponse,
            format!(
                "the record of user {} doesn't say whether the account is active",
                account.user.id
            ),
        ))
    }

    fn no_external_id(&self) -> Error {
        let facts = self.session.directory.facts();
        debug_assert!(!facts.attributes.contains(Attribute::ExternalId));
        Error::new(
            ErrorCode::NotSupported,
            format!("{} has no externalId", facts.vendor),
        )
        .hint("Point at the user by { userName }, { email } or { id }.")
    }
}

/// Nobody is there.
pub(crate) fn nobody() -> Error {
    Error::new(ErrorCode::NotFound, "nobody is there")
}
