//! Who is meant: turns what a caller says into the one account, or into proof that there is none.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode, Mistaken};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::Sought;
use crate::model::{Account, Person, User, UserId, Who};
use crate::provider::Question;

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
        let found = self.look_for(call, who).await?;
        if found.is_some() || matches!(who, Who::Id(_)) || !self.is_unsure(call) {
            return Ok(found);
        }
        // Nobody is said to be gone after one such look.
        self.look_anew(call).await?;
        self.look_for(call, who).await
    }

    /// Whether somebody may have been passed over who wasn't found in one look: a page that somebody is removed from
    /// shifts those behind it, and where a tenant neither filters nor says how many users it has, nothing shows that.
    pub(crate) fn is_unsure(&self, call: &Call) -> bool {
        let is_sure = call.ledger().is_some_and(Ledger::is_sure);
        !self.session.directory.facts().counts_users && !is_sure
    }

    /// Before a second look: a batch reads the tenant once more, for all of it.
    pub(crate) async fn look_anew(&self, call: &Call) -> Result<()> {
        match call.ledger() {
            Some(ledger) => ledger.read_again().await,
            None => Ok(()),
        }
    }

    async fn look_for(&self, call: &Call, who: &Who) -> Result<Option<Account>> {
        who.check("who")?;
        call.concern(who.text());
        match who {
            Who::Id(id) => self.by_id(call, &UserId::new(id)?).await,
            Who::UserName(name) => self.by_user_name(call, name, false).await,
            Who::Email(email) => self.by_other(call, Attribute::Email, email).await,
            Who::ExternalId(id) => self.by_other(call, Attribute::ExternalId, id).await,
            Who::Text(text) if text.contains('@') => self.by_name_or_mail(call, text).await,
            Who::Text(text) => {
                // A batch that has read the whole tenant knows who has no such id.
                let excludes = |ledger: &Ledger| ledger.excludes(text);
                if let Ok(id) = UserId::new(text)
                    && !call.ledger().is_some_and(excludes)
                {
                    match self.by_id(call, &id).await {
                        Ok(None) => {}
                        Err(error) if is_no_id(&error) => {}
                        found => return found,
                    }
                }
                self.by_user_name(call, text, false).await
            }
        }
    }

    /// By id. A tenant that doesn't offer the user API at all answers 404 too, so a 404 is believed only once
    /// the collection itself has answered.
    pub(crate) async fn by_id(&self, call: &Call, id: &UserId) -> Result<Option<Account>> {
        if let Some(account) = self.read_alone(call, id).await? {
            return self.with_status(account).map(Some);
        }
        // A batch that has read the collection knows that it answers.
        if call.ledger().is_some_and(Ledger::is_whole) {
            return Ok(None);
        }
        let collection = self.session.directory.list(Question {
            position: None,
            size: 1,
            keep_raw: false,
            filter: None,
        });
        self.session.ask(call, collection).await?;
        Ok(None)
    }

    /// By userName: to the letter, else the only one that differs by case. `certain`: nobody is nobody only if the
    /// whole tenant was read.
    pub(crate) async fn by_user_name(
        &self,
        call: &Call,
        name: &str,
        certain: bool,
    ) -> Result<Option<Account>> {
        let sought = Sought {
            user_name: Some(name),
            other: None,
        };
        let found = self.seek(call, sought, certain).await?.user_name()?;
        self.in_full(call, found).await
    }

    /// The row of the account that a person has: by externalId, then by userName, and by email only if no userName was given.
    ///
    /// # Errors
    /// `ambiguous_match`; `not_supported` if only the email is given and the tenant shows nobody's.
    pub(crate) async fn row_of(&self, call: &Call, person: &Person) -> Result<Option<Account>> {
        let facts = self.session.directory.facts();
        if let Some(id) = &person.external_id
            && facts.attributes.contains(Attribute::ExternalId)
        {
            let sought = Sought {
                user_name: None,
                other: Some((Attribute::ExternalId, id)),
            };
            let scan = self.seek(call, sought, false).await?;
            match self.one_other(call, scan, sought).await {
                Ok(None) => {}
                // The tenant shows nobody's.
                Err(hidden) if hidden.code == ErrorCode::NotSupported => {}
                found => return found,
            }
        }
        let name = person.user_name.as_deref();
        let email = person.email.as_deref().filter(|_| name.is_none());
        let sought = Sought {
            user_name: name.or(email),
            other: email.map(|email| (Attribute::Email, email)),
        };
        let mut scan = self.seek(call, sought, false).await?;
        match scan.user_name()? {
            None => self.one_other(call, scan, sought).await,
            found => Ok(found),
        }
    }

    /// By mail address or externalId, over the whole tenant.
    ///
    /// # Errors
    /// `not_supported` if this provider or this tenant doesn't show it.
    pub(crate) async fn by_other(
        &self,
        call: &Call,
        attribute: Attribute,
        text: &str,
    ) -> Result<Option<Account>> {
        let facts = self.session.directory.facts();
        if !facts.attributes.contains(attribute) {
            return Err(Error::new(
                ErrorCode::NotSupported,
                format!("{} has no {}", facts.vendor, attribute.name()),
            )
            .hint("Point at the user by { userName }, { email } or { id }."));
        }
        let sought = Sought {
            user_name: None,
            other: Some((attribute, text)),
        };
        let scan = self.seek(call, sought, false).await?;
        let found = self.one_other(call, scan, sought).await?;
        self.in_full(call, found).await
    }

    /// By userName, and only if nobody has it by mail address.
    pub(crate) async fn by_name_or_mail(&self, call: &Call, text: &str) -> Result<Option<Account>> {
        let sought = Sought {
            user_name: Some(text),
            other: Some((Attribute::Email, text)),
        };
        let mut scan = self.seek(call, sought, false).await?;
        let found = match scan.user_name()? {
            Some(account) => Some(account),
            None => self.one_other(call, scan, sought).await?,
        };
        self.in_full(call, found).await
    }

    /// The full record of a row; `None` if it is gone meanwhile.
    ///
    /// # Errors
    /// `invalid_response` if reading it by id finds nobody, and the list still shows it.
    pub(crate) async fn in_full(
        &self,
        call: &Call,
        row: Option<Account>,
    ) -> Result<Option<Account>> {
        let Some(row) = row else { return Ok(None) };
        let id = UserId::new(&row.user.id)?;
        let Some(account) = self.read_alone(call, &id).await? else {
            return self.check_gone(call, &row).await.map(|()| None);
        };
        let by = [Attribute::UserName, Attribute::Email, Attribute::ExternalId];
        // A batch looks at the tenant once, and some time may have passed since.
        let by = by.get(..if call.ledger.is_some() { 3 } else { 1 });
        check_same(&row, &account, by.unwrap_or_default())?;
        self.with_status(account).map(Some)
    }

    /// Nobody has the id of a row that was listed a moment ago: is the account gone, or only hidden?
    pub(crate) async fn check_gone(&self, call: &Call, row: &Account) -> Result<()> {
        let sought = Sought {
            user_name: Some(&row.user.user_name),
            other: None,
        };
        // What a batch has read is the list of before.
        let scan = self.seek(call, sought, call.ledger().is_some()).await?;
        let mut same_name = scan.exact.iter().chain(&scan.folded);
        if !same_name.any(|listed| listed.user.id == row.user.id) {
            return Ok(());
        }
        let mut error = Error::new(
            ErrorCode::InvalidResponse,
            format!(
                "account {} is listed, but reading it by id finds nobody",
                row.user.id
            ),
        )
        .hint("Try again in a moment. If it stays so, look at the account in the vendor's own console, and at which users the credentials may read.");
        error.retryable = true;
        Err(error)
    }

    /// The full record; in a batch, once nobody else of it is at that account.
    async fn read_alone(&self, call: &Call, id: &UserId) -> Result<Option<Account>> {
        if let Some((ledger, person)) = &call.ledger {
            ledger.claim(*person, id).await;
        }
        self.read(call, id).await
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
}

/// Whether the record is still that of the account that was found, by these attributes.
fn check_same(row: &Account, account: &Account, by: &[Attribute]) -> Result<()> {
    let is_same = |attribute: &Attribute| {
        let was = attribute.of_user(&row.user);
        let is = attribute.of_user(&account.user).unwrap_or_default();
        let is_known = *attribute == Attribute::UserName || account.shown.contains(*attribute);
        was.is_none_or(|was| was.is_empty() || folds(was, is)) || !is_known
    };
    if by.iter().all(is_same) {
        return Ok(());
    }
    let mut error = Error::new(
        ErrorCode::Conflict,
        format!(
            "account {} was changed by somebody else meanwhile",
            account.user.id
        ),
    )
    .hint("Try again: it is looked for afresh.");
    error.retryable = true;
    Err(error)
}

/// Whether a tenant, asked for an id, said that it is none: some take ids of one form alone, and some look for a userName
/// there. What an outage, a limit or a missing right answers says nothing of it.
fn is_no_id(error: &Error) -> bool {
    let is_refusal = match error.status {
        // Some refuse with 200, too.
        Some(200..300) => error.code == ErrorCode::VendorRejected,
        status => matches!(status, Some(400 | 405 | 406 | 410 | 414 | 415 | 422)),
    };
    is_refusal && error.code != ErrorCode::AuthFailed && error.code != ErrorCode::Forbidden
        || error.mistaken == Some(Mistaken::AnotherUser)
}

/// Nobody is there.
pub(crate) fn nobody() -> Error {
    Error::new(ErrorCode::NotFound, "nobody is there")
}
