//! Which group is meant, and all groups: by the server's filter where it finds one, else by reading them all.

use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::pages::{Flight, Pages};
use crate::lifecycle::result::Result;
use crate::model::{Group, UserId, WhichGroup};
use crate::provider::Question;
use crate::scim::error::may_be_of_filter;
use std::rc::Rc;

/// So many groups are named in a message.
const MOST_NAMED: usize = 50;

impl<H: Host> Client<H> {
    /// All groups of the tenant, as its listing shows them; in a batch they are read once.
    ///
    /// # Errors
    /// `incomplete_listing` if the listing can't be proven whole.
    pub(crate) async fn read_groups(&self, call: &Call) -> Result<Vec<Group>> {
        if let Some(ledger) = call.ledger() {
            return ledger.groups().await.map(Rc::unwrap_or_clone);
        }
        let groups = self.session.directory.groups()?;
        let session = &self.session;
        let (mut pages, mut flight) = (Pages::of_groups(), Flight::to_the_end());
        let form = (session.directory.facts().page_size, true);
        let mut all = Vec::new();
        while let Some(page) = pages.next(session, call, form, None, &mut flight).await? {
            all.extend(page.accounts);
        }
        // What a row doesn't say, a later one may tell.
        Ok(all.into_iter().map(|row| groups.of_row(row)).collect())
    }

    /// The groups that may have that name: those that the server finds, and all of them if it finds none. A filter
    /// that finds nothing proves nothing.
    pub(crate) async fn groups_like(&self, call: &Call, name: &str) -> Result<Vec<Group>> {
        let groups = self.session.directory.groups()?;
        if let Some(filter) = groups.filter(name) {
            let question = groups.list(Question {
                position: None,
                size: self.session.directory.facts().page_size,
                keep_raw: true,
                filter: Some(&filter),
            });
            match self.session.ask(call, question).await {
                Ok(page) => {
                    let received = u64::try_from(page.accounts.len()).ok();
                    let is_all = page.total.is_none() || page.total == received;
                    let rows = page.accounts.into_iter().map(|row| groups.of_row(row));
                    let rows: Vec<_> = rows.collect();
                    if is_all && rows.iter().any(|group| folds(&group.name, name)) {
                        return Ok(rows);
                    }
                }
                Err(error) if may_be_of_filter(&error) => {}
                Err(error) => return Err(error),
            }
        }
        self.read_groups(call).await
    }

    /// The group that is meant; `full`: with its members, where the tenant shows them.
    pub(crate) async fn group_of(
        &self,
        call: &Call,
        which: &WhichGroup,
        full: bool,
    ) -> Result<Option<Group>> {
        call.concern(&format!("group \"{}\"", which.text()));
        if let WhichGroup::Id(id) | WhichGroup::Text(id) = which
            && let Ok(id) = UserId::new(id)
        {
            match self.group_by_id(call, &id).await {
                Ok(None) => {}
                // A server that takes ids of one form alone: it is a name.
                Err(error) if error.status == Some(400) && matches!(which, WhichGroup::Text(_)) => {
                }
                found => return found,
            }
        }
        // A tenant without groups answers 404 too: only its listing tells.
        let like = self.groups_like(call, which.text()).await?;
        let found = match which {
            WhichGroup::Id(_) => None,
            WhichGroup::Name(name) => named(&like, name)?,
            WhichGroup::Text(text) => meant(&like, text)?,
        };
        match found {
            // A row may not show everybody.
            Some(row) if full => self.group_by_id(call, &UserId::new(&row.id)?).await,
            found => Ok(found.cloned()),
        }
    }

    /// The group that has that id; `None` if none has it.
    pub(crate) async fn group_by_id(&self, call: &Call, id: &UserId) -> Result<Option<Group>> {
        let question = self.session.directory.groups()?.get(id);
        match self.session.ask(call, question).await {
            Ok(group) => Ok(Some(group)),
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The group that a text means: by its name to the letter, else by its id, else by its name without case.
///
/// # Errors
/// `ambiguous_match` if several have that name.
pub(crate) fn meant<'g>(groups: &'g [Group], wanted: &str) -> Result<Option<&'g Group>> {
    let is_name = groups.iter().any(|group| group.name == wanted);
    match groups.iter().find(|group| group.id == wanted) {
        Some(group) if !is_name => Ok(Some(group)),
        _ => named(groups, wanted),
    }
}

/// The group of that name: to the letter, else the only one that differs by case.
///
/// # Errors
/// `ambiguous_match` if several have it.
pub(crate) fn named<'g>(groups: &'g [Group], wanted: &str) -> Result<Option<&'g Group>> {
    let all = |is_it: &dyn Fn(&str) -> bool| -> Vec<&Group> {
        groups.iter().filter(|group| is_it(&group.name)).collect()
    };
    let exact = all(&|name| name == wanted);
    let matches = if exact.is_empty() {
        all(&|name| folds(name, wanted))
    } else {
        exact
    };
    match matches.as_slice() {
        [] => Ok(None),
        [group] => Ok(Some(group)),
        several => {
            let ids: Vec<_> = several.iter().map(|group| group.id.as_str()).collect();
            Err(Error::new(
                ErrorCode::AmbiguousMatch,
                format!(
                    "{} groups have that name: ids {}",
                    ids.len(),
                    ids.join(", ")
                ),
            )
            .hint("Point at one of them by its id."))
        }
    }
}

/// The groups in words.
pub(crate) fn listed(groups: &[Group]) -> String {
    if groups.is_empty() {
        return String::from("none");
    }
    let named = groups.iter().take(MOST_NAMED);
    let mut names: Vec<_> = named.map(|group| format!("\"{}\"", group.name)).collect();
    if let Some(more) = groups
        .len()
        .checked_sub(MOST_NAMED)
        .filter(|more| *more > 0)
    {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}

/// No group is there.
pub(crate) fn no_group() -> Error {
    Error::new(ErrorCode::NotFound, "no such group is there")
        .hint("`groups.list` shows those that are.")
}
