//! Makes a group that isn't there: never two of one name, whatever becomes of the answers.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, changes};
use crate::lifecycle::groups::bring::not_verifiable;
use crate::lifecycle::groups::find::named;
use crate::lifecycle::groups::result::GroupResult;
use crate::lifecycle::options::Options;
use crate::lifecycle::read_back::not_verified;
use crate::lifecycle::result::{Change, Outcome, Result};
use crate::lifecycle::settle::outcome_unknown;
use crate::model::Group;
use crate::provider::groups::{Edit, MANY};
use seatwarden_json::Value;

impl<H: Host> Client<H> {
    /// Makes the group, or adds to the one that turns out to be there.
    pub(crate) async fn create_group(
        &self,
        call: &Call,
        name: &str,
        members: Vec<String>,
        options: &Options,
    ) -> Result<GroupResult> {
        let groups = self.session.directory.groups()?;
        let mut group = Group {
            name: name.to_owned(),
            members: Some(Vec::new()),
            ..Group::default()
        };
        let aim = Aim {
            add: members,
            ..Aim::default()
        };
        if options.is_dry_run() {
            let seen = Seen::of(groups, group, &[]);
            let mut result = GroupResult::new(call, Outcome::Created, true, None);
            result.changes = as_new(name);
            result
                .changes
                .extend(changes(&aim.missing(&seen), &seen.group));
            return Ok(result);
        }
        let first = if groups.creates_with_members() && aim.add.len() <= MANY {
            aim.add.clone()
        } else {
            Vec::new()
        };
        let mut record = Write::to_group(
            &self.session,
            call,
            "groups.create",
            (None, name),
            first.clone(),
        );
        let made = match self.create_group_once(call, name, &first).await {
            Ok(made) => made,
            Err(error) => {
                record.failed(&error);
                return Err(error);
            }
        };
        let (id, is_new) = made;
        record.made(&id);
        group.id.clone_from(&id);
        let mut warning = None;
        let mut seen = Seen::of(groups, group, &[]);
        if !is_new || options.verifies() {
            match self.look(call, &id, &aim.add).await {
                Ok(looked) => seen = looked,
                Err(error) if is_new => {
                    warning = Some(not_verified(self.session.directory.facts().vendor, &error));
                }
                Err(error) => {
                    record.failed(&error);
                    return Err(error);
                }
            }
        }
        if is_new {
            record.done(Outcome::Created.as_str(), None);
        } else {
            record.failed(&Error::new(
                ErrorCode::Conflict,
                "the group was already there, and is added to instead",
            ));
        }
        let outcome = if is_new {
            Outcome::Created
        } else {
            Outcome::Updated
        };
        // Those who were sent along are believed to be in, unless the group was looked at.
        let unsaid = is_new && !first.is_empty() && (!options.verifies() || warning.is_some());
        let rest = if unsaid {
            Vec::new()
        } else {
            aim.missing(&seen)
        };
        let is_dark = is_new && !first.is_empty() && !seen.knows(&first);
        if is_new && !first.is_empty() && !rest.is_empty() && !is_dark {
            groups.drops_members();
        }
        let mut result = if rest.is_empty() {
            let outcome = if is_new { outcome } else { Outcome::Unchanged };
            GroupResult::new(call, outcome, false, Some(seen.group))
        } else {
            let done = ("groups.addMembers", Outcome::Updated);
            let made = seen.group.clone();
            let filled = self.change_group(call, seen, aim.clone(), done, options);
            match filled.await {
                // They were sent along, and may well be in it.
                Err(error) if is_dark && error.code != ErrorCode::OutcomeUnknown => {
                    warning = Some(not_verifiable(self.session.directory.facts().vendor));
                    GroupResult::new(call, outcome, false, Some(made))
                }
                Err(error) if is_new => return Err(made_and_empty(error)),
                filled => filled?,
            }
        };
        if is_new {
            result.outcome = Outcome::Created;
            if !first.is_empty() && result.changes.is_empty() {
                let sent = Group::default();
                result.changes = changes(&[Edit::Add(first)], &sent);
            }
            result.changes.splice(0..0, as_new(name));
        }
        result.warnings.extend(warning);
        Ok(result)
    }

    /// Sends the create: the id, and whether the group is new. A lost answer is looked into, and the create never sent
    /// again: names of groups need not be unique (RFC 7643 §4.2), and a list may be late.
    async fn create_group_once(
        &self,
        call: &Call,
        name: &str,
        members: &[String],
    ) -> Result<(String, bool)> {
        let groups = self.session.directory.groups()?;
        let error = match self.session.ask(call, groups.create(name, members)).await {
            Ok(Some(id)) if !id.is_empty() => return Ok((id, true)),
            // The vendor said yes and not which: found by its name.
            Ok(_) => None,
            Err(error) if error.ambiguous || error.duplicate => Some(error),
            Err(error) => return Err(error),
        };
        let is_lost = error.as_ref().is_some_and(|error| error.ambiguous);
        if is_lost && !self.pays() {
            return Err(outcome_unknown(error.unwrap_or_else(unseen)));
        }
        let like = self.groups_like(call, name).await;
        let found = like.and_then(|like| Ok(named(&like, name)?.map(|group| group.id.clone())));
        match (found, error) {
            (Ok(Some(id)), error) => Ok((id, is_lost || error.is_none())),
            (Ok(None), Some(error)) if !is_lost => Err(error),
            (_, error) => Err(outcome_unknown(error.unwrap_or_else(unseen))),
        }
    }
}

/// What is said where the group was made, and not all are in it.
fn made_and_empty(mut error: Error) -> Error {
    error.message = format!(
        "the group is made, but not that everybody is in it: {}",
        error.message
    );
    error
}

/// A new group as a change from nothing.
fn as_new(name: &str) -> Vec<Change> {
    vec![Change {
        field: String::from("name"),
        from: Value::Null,
        to: name.into(),
    }]
}

fn unseen() -> Error {
    Error::new(
        ErrorCode::InvalidResponse,
        "the tenant took the group, and shows none of that name",
    )
}
