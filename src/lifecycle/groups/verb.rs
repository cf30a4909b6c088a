//! The verbs on groups: which one, on what, and what comes of it.

use crate::case::{folds, lower};
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::input::{self, Fields};
use crate::lifecycle::audit::Write;
use crate::lifecycle::capabilities::VERBS;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, changes, not_applied, without};
use crate::lifecycle::groups::find::no_group;
use crate::lifecycle::groups::members::{refuse_missing, tell_missing};
use crate::lifecycle::groups::result::GroupResult;
use crate::lifecycle::options::Options;
use crate::lifecycle::remove::{Thing, check_confirmed};
use crate::lifecycle::result::{Outcome, Result};
use crate::model::{Group, UserId, WhichGroup, Who};

/// A verb on groups, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupVerb {
    /// All groups.
    List,
    /// One of them, with its members where the tenant shows them.
    Get(WhichGroup),
    /// Makes one, unless it is there; these shall be in it.
    Create(String, Vec<Who>),
    /// Gives it another name.
    Rename(WhichGroup, String),
    /// Removes it for good.
    Remove(WhichGroup),
    /// These shall be in it.
    AddMembers(WhichGroup, Vec<Who>),
    /// These shall not.
    RemoveMembers(WhichGroup, Vec<Who>),
}

/// What a verb on groups gave.
#[derive(Debug)]
pub enum GroupReply {
    /// All groups.
    Groups(Vec<Group>),
    /// One.
    Group(Box<Group>),
    /// What became of a write.
    Write(Box<GroupResult>),
}

impl GroupVerb {
    /// Reads the verb of that name from its input.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(action: &str, input: &mut Fields) -> Result<Self> {
        let verb = action.strip_prefix("groups.").unwrap_or_default();
        let group = match verb {
            "list" | "create" => None,
            _ => Some(input.value("group").ok_or_else(|| input.missing("group"))?),
        };
        let group = group.map(|group| WhichGroup::read("group", group));
        let group = group.unwrap_or_else(|| Ok(WhichGroup::Text(String::new())));
        let name = match verb {
            "create" | "rename" => input.text("name")?.ok_or_else(|| input.missing("name"))?,
            _ => String::new(),
        };
        let members = match verb {
            "create" => read_members(input)?,
            "addMembers" | "removeMembers" => {
                Some(read_members(input)?.ok_or_else(|| input.missing("members"))?)
            }
            _ => None,
        };
        let members = members.unwrap_or_default();
        let read = match verb {
            "list" => Self::List,
            "get" => Self::Get(group?),
            "create" => Self::Create(name, members),
            "rename" => Self::Rename(group?, name),
            "remove" => Self::Remove(group?),
            "addMembers" => Self::AddMembers(group?, members),
            _ => Self::RemoveMembers(group?, members),
        };
        if let Self::Create(name, _) | Self::Rename(_, name) = &read {
            input::check_name("name", name)?;
        }
        Ok(read)
    }

    /// Its name.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        // The last ones of the table.
        let [.., list, get, create, rename, remove, add, take] = VERBS;
        match self {
            Self::List => list,
            Self::Get(_) => get,
            Self::Create(..) => create,
            Self::Rename(..) => rename,
            Self::Remove(_) => remove,
            Self::AddMembers(..) => add,
            Self::RemoveMembers(..) => take,
        }
    }

    fn members(&self) -> &[Who] {
        match self {
            Self::Create(_, members)
            | Self::AddMembers(_, members)
            | Self::RemoveMembers(_, members) => members,
            _ => &[],
        }
    }
}

/// The members in an input, each as a `Who`.
fn read_members(input: &mut Fields) -> Result<Option<Vec<Who>>> {
    let members = match input.whos("members")? {
        None => return Ok(None),
        Some(members) => members,
    };
    let read = members.into_iter().enumerate();
    read.map(|(at, who)| Who::read(&format!("members[{at}]"), who))
        .collect::<Result<_>>()
        .map(Some)
}

impl<H: Host> Client<H> {
    /// Calls a verb on groups.
    ///
    /// # Errors
    /// `not_supported` where there are no groups, `not_found`, `ambiguous_match` for a name that several groups have,
    /// `conflict` for a name that another group has, `guard_tripped` for a removal that isn't confirmed,
    /// `incomplete_listing`, `outcome_unknown` if an answer was lost and nobody can tell.
    pub async fn groups(&self, verb: &GroupVerb, options: &Options) -> Result<GroupReply> {
        let call = self.begin(verb.action(), options);
        self.within(&call, self.group_verb(&call, verb, options))
            .await
    }

    async fn group_verb(
        &self,
        call: &Call,
        verb: &GroupVerb,
        options: &Options,
    ) -> Result<GroupReply> {
        let groups = self.session.directory.groups()?;
        let new;
        let mut _turn = None;
        let which = match verb {
            GroupVerb::List => return self.read_groups(call).await.map(GroupReply::Groups),
            GroupVerb::Create(name, _) => {
                // Of two who look for it at once, both would make it.
                _turn = self.alone(call, &format!("name {}", lower(name))).await;
                new = WhichGroup::Name(name.clone());
                &new
            }
            GroupVerb::Get(which)
            | GroupVerb::Rename(which, _)
            | GroupVerb::Remove(which)
            | GroupVerb::AddMembers(which, _)
            | GroupVerb::RemoveMembers(which, _) => which,
        };
        let full = matches!(verb, GroupVerb::Get(_)) || !verb.members().is_empty();
        let found = self.group_of(call, which, full).await?;
        if found.is_none() {
            match verb {
                GroupVerb::Create(..) => {}
                GroupVerb::Remove(_) => {
                    let dry = options.is_dry_run();
                    let result = GroupResult::new(call, Outcome::NotFound, dry, None);
                    return Ok(GroupReply::Write(Box::new(result)));
                }
                _ => return Err(no_group()),
            }
        }
        let (users, missing) = self.members(call, verb.members(), found.as_ref()).await?;
        call.concern(&format!("group \"{}\"", which.text()));
        let ids = users
            .iter()
            .map(|account| account.user.id.clone())
            .collect();
        let mut aim = Aim::default();
        let mut warning = None;
        let mut outcome = Outcome::Updated;
        match verb {
            GroupVerb::RemoveMembers(..) => {
                aim.remove = ids;
                warning = tell_missing(&missing);
            }
            GroupVerb::Rename(_, name) => {
                aim.name = Some(name.clone());
                outcome = Outcome::Renamed;
            }
            _ => {
                refuse_missing(&missing)?;
                aim.add = ids;
            }
        }
        let result = match (verb, found) {
            (GroupVerb::Get(_), Some(group)) => return Ok(GroupReply::Group(Box::new(group))),
            (GroupVerb::Remove(_), Some(group)) => self.remove_group(call, group, options).await,
            (GroupVerb::Create(name, _), None) => {
                self.create_group(call, name, aim.add, options).await
            }
            (_, Some(group)) => {
                if let GroupVerb::Rename(_, name) = verb
                    && *name != group.name
                {
                    refuse_taken(&self.groups_like(call, name).await?, &group, name)?;
                }
                let seen = Seen::of(groups, group, &users);
                let done = (verb.action(), outcome);
                self.change_group(call, seen, aim, done, options).await
            }
            (_, None) => Err(no_group()),
        };
        let mut result = result?;
        result.warnings.extend(warning);
        Ok(GroupReply::Write(Box::new(result)))
    }

    /// Makes the group what it shall be.
    pub(crate) async fn change_group(
        &self,
        call: &Call,
        seen: Seen,
        aim: Aim,
        (action, outcome): (&'static str, Outcome),
        options: &Options,
    ) -> Result<GroupResult> {
        let edits = aim.missing(&seen);
        let dry = options.is_dry_run();
        if edits.is_empty() || dry {
            let outcome = if edits.is_empty() {
                Outcome::Unchanged
            } else {
                outcome
            };
            let told = changes(&edits, &seen.group);
            let mut result = GroupResult::new(call, outcome, dry, Some(seen.group));
            result.changes = told;
            return Ok(result);
        }
        let before = seen.group.clone();
        let target = (Some(before.id.as_str()), before.name.as_str());
        let record = Write::to_group(&self.session, call, action, target, aim.asked());
        let brought = self.bring(call, aim, seen, edits.clone(), options.verifies());
        let brought = match brought.await {
            Ok(brought) => brought,
            Err(error) => {
                record.failed(&error);
                return Err(error);
            }
        };
        let done = without(edits, &brought.undone);
        let outcome = if done.is_empty() {
            Outcome::Unchanged
        } else {
            outcome
        };
        record.done(outcome.as_str(), None);
        let vendor = self.session.directory.facts().vendor;
        let mut result = GroupResult::new(call, outcome, false, Some(brought.seen.group));
        result.changes = changes(&done, &before);
        result.warnings = not_applied(vendor, &brought.undone, &before)
            .into_iter()
            .chain(brought.unseen)
            .collect();
        Ok(result)
    }

    async fn remove_group(
        &self,
        call: &Call,
        group: Group,
        options: &Options,
    ) -> Result<GroupResult> {
        check_confirmed(Thing::Group, &group.name, options)?;
        if options.is_dry_run() {
            return Ok(GroupResult::new(call, Outcome::Removed, true, Some(group)));
        }
        let id = UserId::new(&group.id)?;
        let target = (Some(group.id.as_str()), group.name.as_str());
        let record = Write::to_group(&self.session, call, "groups.remove", target, Vec::new());
        let removed = self.remove_for_certain(call, Thing::Group, &id, options);
        match removed.await {
            Ok((outcome, warning)) => {
                record.done(outcome.as_str(), None);
                let mut result = GroupResult::new(call, outcome, false, None);
                result.warnings.extend(warning);
                Ok(result)
            }
            Err(error) => {
                record.failed(&error);
                Err(error)
            }
        }
    }
}

/// A name that another group has is not given a second time, though the standard allows it: nobody could tell the two
/// apart.
fn refuse_taken(like: &[Group], group: &Group, name: &str) -> Result<()> {
    let holder = like
        .iter()
        .find(|other| other.id != group.id && folds(&other.name, name));
    holder.map_or(Ok(()), |holder| {
        Err(Error::new(
            ErrorCode::Conflict,
            format!("another group has that name (id {})", holder.id),
        )
        .hint("Give another name, or remove the other group first."))
    })
}
