//! Looks through a whole tenant for somebody: the way to find people where the server has no filter, and the only
//! proof that nobody is there.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::exchange::{Pending, all};
use crate::lifecycle::client::Client;
use crate::lifecycle::pages::{Fingerprint, Flight, Pages, incomplete};
use crate::lifecycle::result::Result;
use crate::model::{Account, UserId};

/// So many passes are made until two agree.
pub(crate) const MAX_PASSES: u32 = 3;

/// Who is sought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sought<'a> {
    /// By userName: a byte-exact one ends the scan.
    pub(crate) user_name: Option<&'a str>,
    /// By another attribute: a mail address without case, an externalId to the letter.
    pub(crate) other: Option<(Attribute, &'a str)>,
}

impl Sought<'_> {
    fn is_other(&self, account: &Account) -> bool {
        self.other.is_some_and(|(attribute, wanted)| {
            attribute.of_user(&account.user).is_some_and(|has| {
                has == wanted || (attribute == Attribute::Email && folds(has, wanted))
            })
        })
    }
}

/// What a scan found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The user with exactly that userName. The rest is then not complete.
    pub(crate) exact: Option<Account>,
    /// Those whose userName differs only by case.
    pub(crate) folded: Vec<Account>,
    /// Those with that other attribute.
    pub(crate) others: Vec<Account>,
    /// Those whose row doesn't show that other attribute: they have to be read by id.
    pub(crate) hidden: Vec<Account>,
    /// Whether full records were read that don't show that other attribute either.
    pub(crate) hides: bool,
    ids: Vec<Fingerprint>,
}

/// How much a scan that finds nobody has to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Nobody is there, as far as the tenant was read.
    Any,
    /// Nobody is there now: what was read before doesn't count.
    Fresh,
    /// And two passes agree on who is there.
    Twice,
}

impl Scan {
    /// The one who has that userName.
    ///
    /// # Errors
    /// `ambiguous_match` if several match without case and none to the letter.
    pub(crate) fn user_name(&mut self) -> Result<Option<Account>> {
        if let Some(exact) = self.exact.take() {
            return Ok(Some(exact));
        }
        one(std::mem::take(&mut self.folded), "userName")
    }

    /// Sorts a row in. False if it is nobody who was sought.
    pub(super) fn sort_in(&mut self, sought: Sought<'_>, account: Account) -> bool {
        let name = account.user.user_name.as_str();
        if sought.user_name == Some(name) {
            self.exact = Some(account);
        } else if sought.user_name.is_some_and(|wanted| folds(wanted, name)) {
            self.folded.push(account);
        } else if sought.is_other(&account) {
            self.others.push(account);
        } else {
            if sought
                .other
                .is_some_and(|(attribute, _)| !account.shown.contains(attribute))
            {
                self.hidden.push(account);
            }
            return false;
        }
        true
    }

    pub(crate) fn found_nobody(&self) -> bool {
        self.exact.is_none() && self.folded.is_empty() && self.others.is_empty()
    }
}

/// The only one of several.
pub(crate) fn one(mut matches: Vec<Account>, what: &str) -> Result<Option<Account>> {
    if matches.len() > 1 {
        let ids: Vec<_> = matches
            .iter()
            .map(|account| account.user.id.as_str())
            .collect();
        return Err(Error::new(
            ErrorCode::AmbiguousMatch,
            format!(
                "{} accounts match by {what}: ids {}",
                matches.len(),
                ids.join(", ")
            ),
        )
        .hint("Point at one of them by { id }."));
    }
    Ok(matches.pop())
}

impl<H: Host> Client<H> {
    /// Reads the tenant to its end, or to the user with exactly that userName; in a batch, once for all of it.
    pub(crate) async fn scan(&self, call: &Call, sought: Sought<'_>, proof: Proof) -> Result<Scan> {
        match call.ledger() {
            Some(ledger) => ledger.scan(sought, proof).await,
            None if proof == Proof::Twice => self.scan_twice(call, sought).await,
            None => self.pass(call, sought).await,
        }
    }

    async fn pass(&self, call: &Call, sought: Sought<'_>) -> Result<Scan> {
        let session = &self.session;
        let (mut pages, mut flight) = (Pages::default(), Flight::to_the_end());
        let mut scan = Scan::default();
        let form = (session.directory.facts().page_size, true);
        while let Some(page) = pages.next(session, call, form, None, &mut flight).await? {
            for account in page.accounts {
                scan.sort_in(sought, account);
                if scan.exact.is_some() {
                    return Ok(scan);
                }
            }
        }
        scan.ids = pages.ids();
        Ok(scan)
    }

    /// Scans until two passes agree on who is there, so that absence can be acted on. Whoever is found ends it.
    ///
    /// # Errors
    /// `incomplete_listing` if three passes saw three different tenants.
    async fn scan_twice(&self, call: &Call, sought: Sought<'_>) -> Result<Scan> {
        let mut last = self.pass(call, sought).await?;
        for _ in 1..MAX_PASSES {
            if !last.found_nobody() {
                return Ok(last);
            }
            let next = self.pass(call, sought).await?;
            if next.ids == last.ids {
                return Ok(next);
            }
            last = next;
        }
        Err(disagreeing())
    }

    /// The only one who has that attribute; rows that don't show it are read by id.
    ///
    /// # Errors
    /// `not_supported` if nobody has it and a full record hides it too: that proves nothing.
    pub(crate) async fn one_other(
        &self,
        call: &Call,
        mut scan: Scan,
        sought: Sought<'_>,
    ) -> Result<Option<Account>> {
        let Some((attribute, _)) = sought.other else {
            return Ok(None);
        };
        let mut hides = scan.hides;
        for account in self.read_each(call, scan.hidden).await? {
            if sought.is_other(&account) {
                scan.others.push(account);
            } else {
                hides |= !account.shown.contains(attribute);
            }
        }
        if scan.others.is_empty() && hides {
            return Err(hidden(attribute.name()));
        }
        one(scan.others, attribute.name())
    }

    /// The full records of `rows`; those who are gone meanwhile are left out.
    pub(crate) async fn read_each(&self, call: &Call, rows: Vec<Account>) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for rows in rows.chunks(self.session.most_at_once().max(1)) {
            let reads = rows.iter().map(|row| -> Pending<'_, _> {
                Box::pin(async move {
                    let id = UserId::new(&row.user.id)?;
                    self.read(call, &id).await
                })
            });
            for account in all(reads.collect()).await {
                accounts.extend(account?);
            }
        }
        Ok(accounts)
    }

    /// The full record of a user; `None` if nobody has that id.
    pub(crate) async fn read(&self, call: &Call, id: &UserId) -> Result<Option<Account>> {
        let question = self.session.directory.get(id);
        match self.session.ask(call, question).await {
            Ok(account) => Ok(Some(account)),
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// No two passes saw the same users.
pub(crate) fn disagreeing() -> Error {
    incomplete("no two passes saw the same users")
}

/// A field that no record shows can't be searched by.
pub(crate) fn hidden(field: &str) -> Error {
    Error::new(
        ErrorCode::NotSupported,
        format!("this tenant doesn't show the {field} of its users, so nobody can be found by it"),
    )
    .hint("Point at the user by { userName } or { id }.")
}
