//! The groups of a person who is provisioned: which are to be joined and which left, and that in the fewest requests.
//! Where a user's record takes groups they go with it; else each group is told, and the record that is read back after
//! all writes shows whether it was done.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, is_held};
use crate::lifecycle::groups::bring::{not_verifiable, not_verified};
use crate::lifecycle::groups::find::{listed, named};
use crate::lifecycle::result::{Change, Result, Warning};
use crate::lifecycle::scan::folds;
use crate::lifecycle::wanted::Wanted;
use crate::model::{Account, Group, User, UserId};
use crate::provider::groups::{Edit, Held};
use serde_json::Value;

/// So many groups are looked up one by one, by the server's filter; more are found in a listing of all.
const BY_FILTER: usize = 2;

/// What is to become of the groups of an account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memberships {
    /// Those to join.
    join: Vec<Group>,
    /// Those to leave.
    leave: Vec<Group>,
    /// The names of those that the account is in.
    held: Vec<String>,
    /// Whether the account's own record takes them.
    in_record: bool,
}

impl Memberships {
    fn is_empty(&self) -> bool {
        self.join.is_empty() && self.leave.is_empty()
    }

    /// Whether groups are written to apart from the account.
    pub(crate) fn is_apart(&self) -> bool {
        !self.in_record && !self.is_empty()
    }

    /// The names of all groups, as they shall be.
    fn all(&self) -> Vec<String> {
        let leaves = |name: &&String| self.leave.iter().any(|group| folds(&group.name, name));
        let stay = self.held.iter().filter(|name| !leaves(name)).cloned();
        stay.chain(self.join.iter().map(|group| group.name.clone()))
            .collect()
    }

    /// The names of all groups that the account is in, if nothing came of some changes.
    fn but(&self, left_over: &[String]) -> Vec<String> {
        let is_one = |name: &String| left_over.contains(name);
        let mut names = self.all();
        names.retain(|name| !is_one(name));
        names.extend(self.held.iter().filter(|name| is_one(name)).cloned());
        names
    }

    /// The change, if there is one.
    pub(crate) fn change(&self) -> Option<Change> {
        (!self.is_empty()).then(|| Change {
            field: String::from("groups"),
            from: if self.held.is_empty() {
                Value::Null
            } else {
                self.held.as_slice().into()
            },
            to: self.all().into(),
        })
    }

    /// What goes into the account's record. Whether a vendor adds or replaces is not always written: all of them mean
    /// the same both ways.
    pub(crate) fn in_record(&self) -> Option<Vec<String>> {
        (self.in_record && !self.is_empty()).then(|| self.all())
    }

    /// The names of those that the record shall not show any more.
    pub(crate) fn left(&self) -> Vec<String> {
        let left = self.leave.iter().filter(|_| self.in_record);
        left.map(|group| group.name.clone()).collect()
    }

    /// Each group, and what it is to be told of the account.
    fn edits(&self, id: &str) -> Vec<(&Group, Aim)> {
        let id = || vec![id.to_owned()];
        let join = self.join.iter().map(|group| {
            let aim = Aim {
                add: id(),
                ..Aim::default()
            };
            (group, aim)
        });
        let leave = self.leave.iter().map(|group| {
            let aim = Aim {
                remove: id(),
                ..Aim::default()
            };
            (group, aim)
        });
        join.chain(leave).collect()
    }

    /// What a record that was read back doesn't prove.
    fn unproven(&self, id: &str, held: Option<&[Held]>) -> Vec<(&Group, Aim)> {
        let mut edits = self.edits(id);
        if let Some(held) = held {
            edits.retain(|(group, aim)| {
                let is_in = held.iter().any(|held| is_held(held, group));
                is_in == aim.add.is_empty()
            });
        }
        edits
    }
}

/// What is known of the groups that are wanted.
struct Plan {
    /// Those that the account shall be in and may not be: where they stand in the input, and their names.
    sought: Vec<(usize, String)>,
    /// Those that the account is in and shall not be.
    leaving: Vec<Held>,
}

impl Plan {
    fn new(names: &[String], held: &[Held], exact: bool) -> Self {
        let is = |held: &Held, name: &String| folds(&held.name, name) || held.value == *name;
        let mut sought: Vec<(usize, String)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let is_there = held.iter().any(|held| is(held, name))
                || sought.iter().any(|(_, known)| folds(known, name));
            if !is_there {
                sought.push((at, name.clone()));
            }
        }
        let leaves =
            |held: &&Held| exact && !held.indirect && !names.iter().any(|name| is(held, name));
        Self {
            sought,
            leaving: held.iter().filter(leaves).cloned().collect(),
        }
    }
}

impl<H: Host> Client<H> {
    /// Finds out which groups are to be joined and left.
    ///
    /// # Errors
    /// `invalid_input` for a group that there isn't, with those that there are.
    pub(crate) async fn look_up_groups(
        &self,
        call: &Call,
        wanted: &mut Wanted,
        account: Option<&Account>,
        exact: bool,
    ) -> Result<()> {
        let Some(names) = wanted.named_groups.clone() else {
            return Ok(());
        };
        let facts = self.session.directory.facts();
        let held = match account {
            None => Some(Vec::new()),
            Some(account) => self.held(account),
        };
        let is_told = held.is_some();
        let held = held.unwrap_or_default();
        let mut plan = Plan::new(&names, &held, exact);
        wanted.groups = Memberships {
            in_record: facts.groups,
            held: held.iter().map(|held| held.name.clone()).collect(),
            ..Memberships::default()
        };
        // Where the record takes names, and where it shows ids, those to leave need no look-up.
        let nameless = |held: &&Held| !facts.groups && held.value == held.name;
        let nameless = plan.leaving.iter().filter(nameless).count();
        let all = exact && !is_told;
        if plan.sought.is_empty() && nameless == 0 && !all {
            wanted.groups.leave = plan.leaving.into_iter().map(left).collect();
            return Ok(());
        }
        // A batch reads all groups once.
        let few = plan.sought.len() <= BY_FILTER && nameless == 0 && !all;
        let few = few && call.ledger().is_none();
        let names_sought = plan.sought.iter().map(|(_, name)| Some(name.as_str()));
        let looks: Vec<Option<&str>> = if few {
            names_sought.collect()
        } else {
            vec![None]
        };
        let mut known: Vec<Group> = Vec::new();
        for look in looks {
            let found = match look {
                Some(name) => self.groups_like(call, name).await,
                None => self.read_groups(call).await,
            };
            let found = match found {
                // A field that the tenant doesn't have.
                Err(error) if matches!(error.status, Some(404 | 405 | 501)) => {
                    wanted.unsupported(facts.vendor, "groups");
                    return Ok(());
                }
                found => found?,
            };
            for group in found {
                if !known.iter().any(|known| known.id == group.id) {
                    known.push(group);
                }
            }
        }
        let id = account.map(|account| account.user.id.as_str());
        for (at, name) in std::mem::take(&mut plan.sought) {
            let Some(group) = named(&known, &name)? else {
                return Err(Error::invalid_input(
                    &format!("{}.groups[{at}]", wanted.path),
                    format_args!(
                        "{} tenant {} has no group \"{}\"; it has {}",
                        facts.vendor,
                        self.session.tenant,
                        name.chars().take(100).collect::<String>(),
                        listed(&known)
                    ),
                ));
            };
            plan.leaving.retain(|held| !is_held(held, group));
            let is_in = held.iter().any(|held| is_held(held, group))
                || (!is_told && self.has_member(call, group, id).await?);
            if is_in {
                wanted.groups.held.push(group.name.clone());
            } else {
                wanted.groups.join.push(group.clone());
            }
        }
        wanted.groups.held.dedup();
        for held in plan.leaving {
            let group = known.iter().find(|group| is_held(&held, group));
            wanted
                .groups
                .leave
                .push(group.cloned().unwrap_or_else(|| left(held)));
        }
        if all {
            for group in &known {
                let is_wanted = names
                    .iter()
                    .any(|name| folds(name, &group.name) || *name == group.id);
                if !is_wanted && self.has_member(call, group, id).await? {
                    wanted.groups.held.push(group.name.clone());
                    wanted.groups.leave.push(group.clone());
                }
            }
        }
        Ok(())
    }

    /// The groups that an account's record shows.
    fn held(&self, account: &Account) -> Option<Vec<Held>> {
        let groups = self.session.directory.groups().ok()?;
        groups.held(account.user.raw.as_ref()?)
    }

    /// Whether a group shows that somebody is in it. A row may not show everybody: only the group itself proves that
    /// somebody isn't.
    async fn has_member(&self, call: &Call, row: &Group, id: Option<&str>) -> Result<bool> {
        let Some(id) = id else { return Ok(false) };
        let is_in = |group: &Group| {
            let members = group.members.as_deref().unwrap_or_default();
            members.iter().any(|member| member.id == id)
        };
        if is_in(row) || row.members.as_ref().is_some_and(Vec::is_empty) {
            return Ok(is_in(row));
        }
        let group = self.group_by_id(call, &UserId::new(&row.id)?).await?;
        Ok(group.is_some_and(|group| is_in(&group)))
    }

    /// Tells the groups, where the account's own record doesn't take them. Nothing is looked at yet.
    ///
    /// # Errors
    /// Why a group was refused: the account itself was written.
    pub(crate) async fn join_groups(&self, call: &Call, id: &str, wanted: &Wanted) -> Result<()> {
        if wanted.groups.in_record {
            return Ok(());
        }
        for (group, aim) in wanted.groups.edits(id) {
            let groups = self.session.directory.groups()?;
            let seen = Seen::of(groups, group.clone(), &[]);
            let edits = as_edits(&aim);
            self.tell_group(call, seen, aim, edits, false).await?;
        }
        Ok(())
    }

    /// Looks whether the groups have it, and puts right what hasn't. What couldn't be made so is no change, and a
    /// warning.
    ///
    /// # Errors
    /// Why a group was refused: the account itself was written.
    pub(crate) async fn check_groups(
        &self,
        call: &Call,
        user: &mut User,
        wanted: &Wanted,
        changes: &mut Vec<Change>,
    ) -> Result<Vec<Warning>> {
        let (mut left_over, mut warnings) = (Vec::new(), Vec::new());
        let groups = match self.session.directory.groups() {
            Ok(groups) if !wanted.groups.is_empty() => groups,
            _ => return Ok(warnings),
        };
        let held = user.raw.as_ref().and_then(|raw| groups.held(raw));
        let vendor = self.session.directory.facts().vendor;
        let mut changed = false;
        for (group, aim) in wanted.groups.unproven(&user.id, held.as_deref()) {
            changed = true;
            let seen = match self.look_at(call, group, &aim).await {
                Ok(Some(seen)) => seen,
                Ok(None) => {
                    left_over.push(group.name.clone());
                    continue;
                }
                Err(error) => {
                    warnings.push(not_verified(vendor, &error));
                    continue;
                }
            };
            let edits = aim.undone(&seen);
            if edits.is_empty() {
                if !seen.knows(&aim.asked()) {
                    warnings.push(not_verifiable(vendor));
                }
                continue;
            }
            let undone = self.tell_group(call, seen, aim, edits, true).await?;
            left_over.extend(undone.then(|| group.name.clone()));
        }
        let names = wanted.groups.but(&left_over);
        if changed && held.is_some() {
            // The record was read before this was put right.
            user.groups = Some(names.clone());
        }
        if left_over.is_empty() {
            return Ok(warnings);
        }
        changes.retain_mut(|change| {
            if change.field == "groups" {
                change.to = names.as_slice().into();
            }
            change.field != "groups" || names != wanted.groups.held
        });
        warnings.push(Warning::new(
            "not_applied",
            format!(
                "{vendor} took the change of groups, and it isn't there: {}.",
                left_over.join(", ")
            ),
        ));
        Ok(warnings)
    }

    /// A group as it is; `None` if it is gone. One that only a user's record names is looked up.
    async fn look_at(&self, call: &Call, group: &Group, aim: &Aim) -> Result<Option<Seen>> {
        let mut id = Some(group.id.clone());
        if group.id == group.name {
            let like = self.groups_like(call, &group.name).await?;
            id = named(&like, &group.name)?.map(|group| group.id.clone());
        }
        let Some(id) = id else { return Ok(None) };
        match self.look(call, &id, &aim.asked()).await {
            Ok(seen) => Ok(Some(seen)),
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One write to one group, with its record. True if nothing came of it.
    async fn tell_group(
        &self,
        call: &Call,
        seen: Seen,
        aim: Aim,
        edits: Vec<Edit>,
        verify: bool,
    ) -> Result<bool> {
        let group = seen.group.clone();
        let action = if aim.remove.is_empty() {
            "groups.addMembers"
        } else {
            "groups.removeMembers"
        };
        let target = (Some(group.id.as_str()), group.name.as_str());
        let record = Write::to_group(&self.session, call, action, target, aim.asked());
        match self.bring(call, aim, seen, edits, verify).await {
            Ok(brought) if brought.undone.is_empty() => {
                record.done("updated", None);
                Ok(false)
            }
            Ok(_) => {
                record.done("unchanged", None);
                Ok(true)
            }
            Err(mut error) => {
                record.failed(&error);
                if error.code != ErrorCode::OutcomeUnknown {
                    error.message = format!(
                        "the account is written, but not that it is in group \"{}\": {}",
                        group.name, error.message
                    );
                }
                Err(error)
            }
        }
    }
}

fn as_edits(aim: &Aim) -> Vec<Edit> {
    if aim.remove.is_empty() {
        vec![Edit::Add(aim.add.clone())]
    } else {
        vec![Edit::Remove(aim.remove.clone())]
    }
}

/// A group as a user's record shows it.
fn left(held: Held) -> Group {
    Group {
        id: held.value,
        name: held.name,
        ..Group::default()
    }
}
