//! Looks through a whole tenant for somebody: the way to find people where the server has no filter, and the only
//! proof that nobody is there.

use crate::attribute::Attribute;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::exchange::{Pending, all};
use crate::lifecycle::client::Client;
use crate::lifecycle::pages::{Fingerprint, Pages, incomplete};
use crate::lifecycle::result::Result;
use crate::model::{Account, UserId};
use std::collections::BTreeSet;

/// So many users are read by id at once.
const READ_AT_ONCE: usize = 8;
/// So many passes are made until two agree.
const MAX_PASSES: u32 = 3;

/// Who is sought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sought<'a> {
    /// By userName: a byte-exact one ends the scan.
    pub(crate) user_name: Option<&'a str>,
    /// By mail address.
    pub(crate) email: Option<&'a str>,
}

/// What a scan found.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The user with exactly that userName. The rest is then not complete.
    pub(crate) exact: Option<Account>,
    /// Those whose userName differs only by case.
    pub(crate) folded: Vec<Account>,
    /// Those with that mail address.
    pub(crate) by_email: Vec<Account>,
    /// Those whose row doesn't show a mail address: they have to be read by id.
    pub(crate) hidden: Vec<Account>,
    ids: BTreeSet<Fingerprint>,
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

    fn found_nobody(&self) -> bool {
        self.exact.is_none() && self.folded.is_empty() && self.by_email.is_empty()
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

/// Without case.
pub(crate) fn folds(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

impl<H: Host> Client<H> {
    /// Reads the tenant to its end, or to the user with exactly that userName.
    pub(crate) async fn scan(&self, call: &Call, sought: Sought<'_>) -> Result<Scan> {
        let session = &self.session;
        let mut pages = Pages::default();
        let mut scan = Scan::default();
        let size = session.directory.facts().page_size;
        while let Some(page) = pages.next(session, call, size, true).await? {
            for account in page.accounts {
                let name = account.user.user_name.as_str();
                if sought.user_name == Some(name) {
                    scan.exact = Some(account);
                    return Ok(scan);
                }
                if sought.user_name.is_some_and(|wanted| folds(wanted, name)) {
                    scan.folded.push(account);
                } else if let Some(wanted) = sought.email {
                    match account.user.email.as_deref() {
                        Some(email) if folds(wanted, email) => scan.by_email.push(account),
                        None if !account.shown.contains(Attribute::Email) => {
                            scan.hidden.push(account);
                        }
                        _ => {}
                    }
                }
            }
        }
        scan.ids = pages.seen;
        Ok(scan)
    }

    /// Scans until two passes agree on who is there, so that absence can be acted on. Whoever is found ends it.
    ///
    /// # Errors
    /// `incomplete_listing` if three passes saw three different tenants.
    pub(crate) async fn scan_twice(&self, call: &Call, sought: Sought<'_>) -> Result<Scan> {
        let mut last = self.scan(call, sought).await?;
        for _ in 1..MAX_PASSES {
            if !last.found_nobody() {
                return Ok(last);
            }
            let next = self.scan(call, sought).await?;
            if next.ids == last.ids {
                return Ok(next);
            }
            last = next;
        }
        Err(incomplete("no two passes saw the same users"))
    }

    /// The ones among `rows` who have that mail address, each read by id because its row doesn't show one.
    ///
    /// # Errors
    /// `not_supported` if nobody has it and a full record hides it too: that proves nothing.
    pub(crate) async fn by_hidden_email(
        &self,
        call: &Call,
        rows: Vec<Account>,
        email: &str,
    ) -> Result<Vec<Account>> {
        let mut hides = false;
        let mut matches = Vec::new();
        for account in self.read_each(call, rows).await? {
            match account.user.email.as_deref() {
                Some(found) if folds(email, found) => matches.push(account),
                None if !account.shown.contains(Attribute::Email) => hides = true,
                _ => {}
            }
        }
        if matches.is_empty() && hides {
            return Err(hidden("email"));
        }
        Ok(matches)
    }

    /// The full records of `rows`; those who are gone meanwhile are left out.
    pub(crate) async fn read_each(&self, call: &Call, rows: Vec<Account>) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for rows in rows.chunks(READ_AT_ONCE) {
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

/// A field that no record shows can't be searched by.
pub(crate) fn hidden(field: &str) -> Error {
    Error::new(
        ErrorCode::NotSupported,
        format!("this tenant doesn't show the {field} of its users, so nobody can be found by it"),
    )
    .hint("Point at the user by { userName } or { id }.")
}
