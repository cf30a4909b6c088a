//! The groups of a person who is provisioned: which are to be joined and which left, and that in the fewest requests.
//! Where a user's record takes groups they go with it; else each group is told, and the record that is read back after
//! all writes shows whether it was done.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::audit::Write;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, is_held};
use crate::lifecycle::groups::bring::{Brought, not_verifiable};
use crate::lifecycle::groups::find::{listed, meant, named};
pub(crate) use crate::lifecycle::groups::wanted::Memberships;
use crate::lifecycle::groups::wanted::Plan;
use crate::lifecycle::options::Options;
use crate::lifecycle::read_back::{SECOND_LOOK, not_verified};
use crate::lifecycle::result::{Change, Result, Warning};
use crate::lifecycle::wanted::Wanted;
use crate::model::{Account, Group, User, UserId};
use crate::provider::groups::{Edit, Held};

/// So many groups are looked up one by one, by the server's filter; more are found in a listing of all.
const BY_FILTER: usize = 2;

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
        options: &Options,
    ) -> Result<()> {
        // An account that isn't to be changed stays in its groups, too.
        if account.is_some() && options.update == Some(false) {
            wanted.groups = Memberships::default();
            return Ok(());
        }
        let exact = options.exact_groups;
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
            held: held.clone(),
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
                if !few || !known.iter().any(|known| known.id == group.id) {
                    known.push(group);
                }
            }
        }
        let id = account.map(|account| account.user.id.as_str());
        let mut wanted_ids: Vec<&str> = Vec::new();
        for (at, name) in std::mem::take(&mut plan.sought) {
            let Some(group) = meant(&known, &name)? else {
                let path = format!("{}.groups[{at}]", wanted.path);
                return Err(self.no_such_group(&path, &name, &known));
            };
            wanted_ids.push(&group.id);
            plan.leaving.retain(|held| !is_held(held, group));
            let mut is_in = held.iter().any(|held| is_held(held, group));
            if !is_in && !is_told {
                let told = self.has_member(call, group, id).await?;
                // What nobody shows is no reason to write, where it was only looked.
                let looks = told.is_none() && call.ledger().is_some_and(Ledger::is_of_a_look);
                if looks {
                    wanted.warnings.push(not_verifiable(facts.vendor));
                    continue;
                }
                is_in = told == Some(true);
            }
            wanted.groups.want(group, is_in);
        }
        for held in plan.leaving {
            let group = known.iter().find(|group| is_held(&held, group));
            wanted
                .groups
                .leave
                .push(group.cloned().unwrap_or_else(|| left(held)));
        }
        if all {
            let mut is_dark = false;
            for group in &known {
                if wanted_ids.contains(&group.id.as_str()) {
                    continue;
                }
                match self.has_member(call, group, id).await? {
                    Some(true) => {
                        wanted.groups.want(group, true);
                        wanted.groups.leave.push(group.clone());
                    }
                    Some(false) => {}
                    None => is_dark = true,
                }
            }
            // Who came before the first group that shows its members was in none of those either.
            let shows = self.session.directory.groups()?.shows_members();
            if is_dark && !shows {
                wanted.warnings.push(not_verifiable(facts.vendor));
            }
        }
        Ok(())
    }

    /// The refusal of a group that there isn't.
    pub(crate) fn no_such_group(&self, path: &str, name: &str, known: &[Group]) -> Error {
        Error::invalid_input(
            path,
            format_args!(
                "{} tenant {} has no group \"{}\"; it has {}",
                self.session.directory.facts().vendor,
                self.session.tenant,
                name.chars().take(100).collect::<String>(),
                listed(known)
            ),
        )
    }

    /// The groups that an account's record shows.
    fn held(&self, account: &Account) -> Option<Vec<Held>> {
        let groups = self.session.directory.groups().ok()?;
        groups.held(account.user.raw.as_ref()?)
    }

    /// Whether a group shows that somebody is in it; `None` if it doesn't tell. A row may not show everybody: only the
    /// group itself proves that somebody isn't.
    async fn has_member(&self, call: &Call, row: &Group, id: Option<&str>) -> Result<Option<bool>> {
        let Some(id) = id else { return Ok(Some(false)) };
        let is_in = |group: &Group| {
            let members = group.members.as_deref()?;
            Some(members.iter().any(|member| member.is(id)))
        };
        let told = is_in(row);
        let is_old = call
            .ledger()
            .is_some_and(|ledger| ledger.has_written_to(&row.id));
        if told == Some(true) && !is_old {
            return Ok(told);
        }
        let known = |ledger: &Ledger| ledger.member(&row.id, id);
        if let Some(known) = call.ledger().filter(|_| !is_old).and_then(known) {
            return Ok(known);
        }
        let group = self.group_by_id(call, &UserId::new(&row.id)?).await?;
        Ok(group.map_or(Some(false), |group| is_in(&group)))
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
        let mut still_named = Vec::new();
        let groups = match self.session.directory.groups() {
            Ok(groups) if !wanted.groups.is_empty() => groups,
            _ => return Ok(warnings),
        };
        let held = user.raw.as_ref().and_then(|raw| groups.held(raw));
        let vendor = self.session.directory.facts().vendor;
        let mut changed = false;
        let unproven = wanted.groups.unproven(&user.id, held.as_deref());
        if unproven.is_empty() {
            groups.saw_effect();
        }
        for (group, aim) in unproven {
            changed = true;
            let seen = match self.look_at(call, group, &aim).await {
                Ok(Some(seen)) => seen,
                Ok(None) => {
                    left_over.push(group);
                    continue;
                }
                Err(error) => {
                    warnings.push(not_verified(vendor, &error));
                    continue;
                }
            };
            let edits = aim.undone(&seen);
            if edits.is_empty() {
                if seen.knows(&aim.asked()) {
                    groups.saw_effect();
                    still_named.extend((held.is_some() && aim.add.is_empty()).then_some(group));
                } else {
                    warnings.push(not_verifiable(vendor));
                }
                continue;
            }
            let brought = self.tell_group(call, seen, aim, edits, true).await?;
            left_over.extend((!brought.undone.is_empty()).then_some(group));
            warnings.extend(brought.unseen);
        }
        if !still_named.is_empty() {
            // The groups don't have her, and her record named them: it was late, or she is in them by way of another
            // group, which not every server says (RFC 7643 §4.1.2: `type` is optional). Those can't be left.
            self.session.host.sleep(SECOND_LOOK).await;
            let account = self.read(call, &UserId::new(&user.id)?).await;
            let named = account.ok().flatten();
            let named = named.and_then(|account| self.held(&account));
            let is_named = |group: &&Group| named.iter().flatten().any(|held| is_held(held, group));
            left_over.extend(still_named.into_iter().filter(is_named));
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
            change.field != "groups" || names != wanted.groups.before()
        });
        let left_over: Vec<_> = left_over.iter().map(|group| group.name.as_str()).collect();
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

    /// One write to one group, with its record.
    async fn tell_group(
        &self,
        call: &Call,
        seen: Seen,
        aim: Aim,
        edits: Vec<Edit>,
        verify: bool,
    ) -> Result<Brought> {
        let group = seen.group.clone();
        let action = if aim.remove.is_empty() {
            "groups.addMembers"
        } else {
            "groups.removeMembers"
        };
        let target = (Some(group.id.as_str()), group.name.as_str());
        let record = Write::to_group(&self.session, call, action, target, aim.asked());
        if let Some(ledger) = call.ledger() {
            ledger.note_group(&group.id);
        }
        match self.bring(call, aim, seen, edits, verify).await {
            Ok(brought) => {
                let is_done = brought.undone.is_empty();
                record.done(if is_done { "updated" } else { "unchanged" }, None);
                Ok(brought)
            }
            Err(mut error) => {
                record.failed(&error);
                if error.code != ErrorCode::OutcomeUnknown {
                    error.message = format!(
                        "the account is written, but not that it is in group \"{}\": {}",
                        group.name, error.message
                    );
                    // The account is there: it is the group that has gone.
                    if error.code == ErrorCode::NotFound {
                        error.code = ErrorCode::VendorRejected;
                    }
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
