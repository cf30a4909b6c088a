//! One write to a group, in the way that its server takes: by the group, by the record of each user, or in a way by
//! which some servers change more than they were asked for, and then that is put back.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::partly;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, is_held};
use crate::lifecycle::groups::bring::{LOOKS, is_too_many};
use crate::lifecycle::result::Result;
use crate::lifecycle::settle::outcome_unknown;
use crate::model::{Group, UserId};
use crate::provider::Draft;
use crate::provider::groups::{Edit, Groups, MANY};
use crate::time::Millis;
use std::cell::RefCell;

/// Who waits for a turn at a group looks again after so many ms, and believes for so many that somebody has it: in
/// workerd a call can end without a word.
const TURN: u64 = 20;
const LONGEST_TURN: u64 = 60_000;

/// So often is put back what went with a blunt write.
const MAX_REPAIRS: u32 = 3;

/// So many ms each are waited for a blunt write to be seen.
const LATE_LOOKS: [u64; 4] = [500, 1_000, 2_000, 4_000];

/// So many members are named in a message.
const MOST_NAMED: usize = 50;

/// Somebody's turn at a group.
pub(crate) struct Turn<'a>(&'a RefCell<Vec<(String, Millis)>>, (String, Millis));

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().retain(|turn| *turn != self.1);
    }
}

impl<H: Host> Client<H> {
    /// Asks for one part, alone with the group where that is needed.
    pub(super) async fn write_to_group(
        &self,
        call: &Call,
        groups: &dyn Groups,
        group: &Group,
        part: &Edit,
    ) -> Result<()> {
        let _turn = self.turn(call, groups, &group.id, part).await;
        let is_left = || groups.goes_by_record(part) || groups.is_blunt(part);
        let mut first = None;
        if !is_left() {
            let question = groups.edit(group, part)?;
            match self.session.ask(call, question).await {
                // The group itself took none of its ways.
                Err(error) if !error.ambiguous && is_left() => first = Some(error),
                asked => return asked,
            }
        }
        if groups.goes_by_record(part) {
            return self.by_record(call, group, part).await;
        }
        self.bluntly(call, groups, &UserId::new(&group.id)?, part, first)
            .await
    }

    /// Waits until nobody else on this connection writes to the group, where its whole record goes back: of two who had
    /// read it, the second would write the first one's member away.
    async fn turn(
        &self,
        call: &Call,
        groups: &dyn Groups,
        id: &str,
        part: &Edit,
    ) -> Option<Turn<'_>> {
        if groups.goes_alone(part) {
            self.alone(call, id).await
        } else {
            None
        }
    }

    /// Waits until nobody else on this connection writes to the user: of two who had read a whole record, the second
    /// would take the first one's change back.
    pub(crate) async fn user_turn(&self, call: &Call, id: &UserId) -> Option<Turn<'_>> {
        self.alone(call, &["user ", id.as_str()].concat()).await
    }

    /// A turn at what has that key, once nobody else has it.
    pub(super) async fn alone(&self, call: &Call, key: &str) -> Option<Turn<'_>> {
        let turns = &self.session.shared.turns;
        loop {
            let now = self.session.host.now();
            turns.borrow_mut().retain(|(_, until)| *until > now);
            if !turns.borrow().iter().any(|(taken, _)| taken == key) {
                let turn = (key.to_owned(), now + LONGEST_TURN);
                turns.borrow_mut().push(turn.clone());
                return Some(Turn(turns, turn));
            }
            if call.deadline.is_some_and(|deadline| now >= deadline) {
                return None;
            }
            self.session.host.sleep(TURN).await;
        }
    }

    /// Puts users into the group, or takes them out, each by their own record.
    async fn by_record(&self, call: &Call, group: &Group, part: &Edit) -> Result<()> {
        let (Edit::Add(ids) | Edit::Remove(ids)) = part else {
            return Ok(());
        };
        let mut was_taken = false;
        for id in ids {
            match self
                .one_by_record(call, group, part, &UserId::new(id)?)
                .await
            {
                Ok(is_there) => was_taken |= is_there,
                Err(error) if was_taken => return Err(partly(error)),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// One of them. False if nobody has that id any more.
    async fn one_by_record(
        &self,
        call: &Call,
        group: &Group,
        part: &Edit,
        id: &UserId,
    ) -> Result<bool> {
        let directory = self.session.directory.as_ref();
        let _turn = self.user_turn(call, id).await;
        let Some(account) = self.read(call, id).await? else {
            return Ok(false);
        };
        let held = account.user.raw.as_ref().and_then(|raw| {
            let groups = directory.groups().ok()?;
            groups.held(raw)
        });
        let held = held.unwrap_or_default().into_iter();
        let others = held.filter(|held| !is_held(held, group));
        let mut draft = Draft {
            groups: Some(others.map(|held| held.name).collect()),
            ..Draft::default()
        };
        match (part, &mut draft.groups) {
            (Edit::Add(_), Some(names)) => names.push(group.name.clone()),
            _ => draft.leaves.push(group.name.clone()),
        }
        let question = directory.update(id, &draft, &account);
        self.session.ask(call, question).await?;
        Ok(true)
    }

    /// Asks in a way by which some servers clear the group, or its name (RFC 7644 §3.5.2.2: without a filter everybody
    /// is meant), and puts that back. `first`: why the other ways were refused.
    async fn bluntly(
        &self,
        call: &Call,
        groups: &dyn Groups,
        id: &UserId,
        part: &Edit,
        first: Option<Error>,
    ) -> Result<()> {
        let before = self.session.ask(call, groups.get(id)).await?;
        if before.members.is_none() {
            // Who would have to be put back isn't known.
            groups.forget(part);
            return Err(first.unwrap_or_else(hidden));
        }
        let question = groups.edit(&before, part)?;
        let told = self.session.ask(call, question).await;
        match &told {
            Err(error) if !error.ambiguous && is_too_many(error, part) => return told,
            Err(error) if !error.ambiguous => {
                groups.forget(part);
                return first.map_or(told, Err);
            }
            _ => {}
        }
        match self.put_back(call, groups, id, &before, part).await {
            Ok(()) => told,
            Err(error) => Err(harmed(error, &before)),
        }
    }

    /// Looks what is left of a group, again where nothing is to be seen of the write yet, and puts back what else is gone.
    async fn put_back(
        &self,
        call: &Call,
        groups: &dyn Groups,
        id: &UserId,
        before: &Group,
        part: &Edit,
    ) -> Result<()> {
        let mut kept = Aim {
            name: Some(before.name.clone()),
            add: ids(before),
            remove: Vec::new(),
        };
        let mut own = Aim::default();
        match part {
            Edit::Name(name) => own.name = Some(name.clone()),
            Edit::Add(ids) => own.add.clone_from(ids),
            Edit::Remove(ids) => {
                own.remove.clone_from(ids);
                kept.add.retain(|id| !ids.contains(id));
            }
        }
        let (mut repairs, mut looks) = (0, LATE_LOOKS.into_iter());
        loop {
            let group = match self.session.ask(call, groups.get(id)).await {
                // Whoever went with the others waits for nobody else.
                Err(_) if repairs < MAX_REPAIRS => {
                    repairs += 1;
                    self.session.host.sleep(LOOKS[0]).await;
                    continue;
                }
                group => group?,
            };
            let seen = Seen::of(groups, group, &[]);
            kept.name = Some(match &own.name {
                // What was renamed and isn't either of the two has lost its name.
                Some(name) if seen.group.name != before.name => name.clone(),
                _ => before.name.clone(),
            });
            let lost = kept.undone(&seen);
            if lost.is_empty() {
                if own.undone(&seen).is_empty() {
                    return Ok(());
                }
                // Nothing is to be seen of the write, and so nothing of what it may have cleared.
                let Some(wait) = looks.next() else {
                    if groups.is_prompt() {
                        return Ok(());
                    }
                    return Err(Error::new(
                        ErrorCode::OutcomeUnknown,
                        "the tenant took the change, and doesn't show it",
                    ));
                };
                self.session.host.sleep(wait).await;
                continue;
            }
            repairs += 1;
            for part in lost.into_iter().flat_map(in_handfuls) {
                let question = groups.edit(&seen.group, &part)?;
                match self.session.ask(call, question).await {
                    Err(error) if repairs > MAX_REPAIRS => return Err(error),
                    _ => {}
                }
            }
            if repairs > MAX_REPAIRS {
                return Err(Error::new(
                    ErrorCode::VendorRejected,
                    "the tenant changed more of the group than it was asked for, and didn't take it back",
                ));
            }
            if repairs > 1 {
                self.session.host.sleep(LOOKS[0]).await;
            }
        }
    }
}

/// An edit in parts that any server takes.
fn in_handfuls(edit: Edit) -> Vec<Edit> {
    match edit {
        Edit::Add(ids) => {
            let some = ids.chunks(MANY);
            some.map(|some| Edit::Add(some.to_vec())).collect()
        }
        edit => vec![edit],
    }
}

/// Who is in a group, by id.
fn ids(group: &Group) -> Vec<String> {
    let members = group.members.iter().flatten();
    let users = members.filter(|member| !member.nested);
    users.map(|member| member.id.clone()).collect()
}

/// Whoever isn't shown can't be put back.
fn hidden() -> Error {
    Error::new(
        ErrorCode::NotSupported,
        "the server takes this change only in a way that may clear the group, and doesn't show who is in it",
    )
}

/// Nobody can tell who is left of those who were in the group.
fn harmed(error: Error, before: &Group) -> Error {
    let mut error = outcome_unknown(error);
    // It isn't the write that is to be looked for.
    error.ambiguous = false;
    let mut were = ids(before);
    let more = were.len().saturating_sub(MOST_NAMED);
    were.truncate(MOST_NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    error.hint = Some(format!(
        "Look at group \"{}\": some servers clear it by such a write. In it were, by id: {}{more}.",
        before.name,
        were.join(", ")
    ));
    error
}
