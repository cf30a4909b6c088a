//! Brings a group to what it shall be: writes what is missing, looks whether it is so, and if the server took it and
//! did nothing asks in its other ways.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::budget::Cost;
use crate::http::call::Call;
use crate::http::session::partly;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::aim::{Aim, Seen, without};
use crate::lifecycle::groups::find::no_group;
use crate::lifecycle::read_back::not_verified;
use crate::lifecycle::result::{Result, Warning};
use crate::lifecycle::settle::{outcome_unknown, unsettled};
use crate::model::{Account, Group, User, UserId};
use crate::provider::groups::{Edit, MANY};

/// A tenant may show a write a moment late: the group is read again after so many ms each.
pub(super) const LOOKS: [u64; 2] = [500, 1_500];

/// So often a server is asked in another way: as many as there are beside the first.
const MAX_WAYS: u32 = 3;

/// What a group is after it was written to.
pub(crate) struct Brought {
    /// As it was last seen.
    pub(crate) seen: Seen,
    /// What the tenant took and didn't do.
    pub(crate) undone: Vec<Edit>,
    /// Why that couldn't be seen.
    pub(crate) unseen: Option<Warning>,
}

/// How far it has come.
#[derive(Default)]
struct Round {
    /// So often was looked again.
    looked: usize,
    /// So often another way was tried.
    ways: u32,
    /// The last write whose answer was lost: it was sent as often as that is safe.
    lost: Option<Error>,
}

/// What comes next.
enum Next {
    End(Vec<Edit>),
    Write(Vec<Edit>),
    Look(u64),
}

impl<H: Host> Client<H> {
    /// Writes `edits`, and whatever then still is missing for `aim`.
    ///
    /// # Errors
    /// Why it was refused, though parts of it may have been done; `outcome_unknown` if an answer was lost and nobody
    /// can tell.
    pub(crate) async fn bring(
        &self,
        call: &Call,
        aim: Aim,
        mut seen: Seen,
        mut edits: Vec<Edit>,
        verify: bool,
    ) -> Result<Brought> {
        let session = &self.session;
        let groups = session.directory.groups()?;
        let mut round = Round::default();
        let asked = edits.clone();
        let was_missing = !aim.undone(&seen).is_empty();
        loop {
            let mut parts: Vec<_> = edits
                .drain(..)
                .flat_map(|edit| groups.parts(edit))
                .collect();
            parts.reverse();
            let mut was_taken = false;
            while let Some(part) = parts.pop() {
                match self.write_to_group(call, groups, &seen.group, &part).await {
                    Ok(()) => was_taken = true,
                    Err(error) if is_too_many(&error, &part) => {
                        let half = part.size() / 2;
                        groups.limit(if error.status == Some(413) {
                            half
                        } else {
                            MANY
                        });
                        parts.extend(groups.parts(part).into_iter().rev());
                    }
                    // An earlier way was taken, and something came of it: what is there now is the result.
                    Err(error) if round.ways > 0 && !error.ambiguous => {
                        groups.forget(&part);
                        if without(asked.clone(), &aim.undone(&seen)).is_empty() {
                            return Err(error);
                        }
                        round.ways = MAX_WAYS;
                    }
                    Err(error) if error.ambiguous => {
                        round.lost = Some(error);
                        break;
                    }
                    Err(error) if was_taken => return Err(partly(error)),
                    Err(error) => return Err(error),
                }
            }
            if round.lost.is_none() {
                if !verify {
                    let group = as_asked(seen.group, &aim);
                    let seen = Seen::of(groups, group, &[]);
                    return Ok(done(seen, Vec::new()));
                }
            } else if !self.pays() {
                return Err(outcome_unknown(round.lost.take().unwrap_or_else(no_group)));
            }
            loop {
                match self.look(call, &seen.group.id, &aim.asked()).await {
                    Ok(looked) => seen = looked,
                    Err(error) => match round.lost.take() {
                        Some(lost) => return Err(outcome_unknown(lost)),
                        None if error.code == ErrorCode::NotFound => return Err(error),
                        // It was taken; that it can't be read back changes nothing.
                        None => {
                            let mut brought = done(seen, Vec::new());
                            brought.unseen =
                                Some(not_verified(session.directory.facts().vendor, &error));
                            return Ok(brought);
                        }
                    },
                }
                let knows = seen.knows(&aim.asked());
                if was_missing && knows && round.is_first() && aim.undone(&seen).is_empty() {
                    groups.saw_effect();
                }
                match round.next(aim.undone(&seen), knows, &|edit| groups.adapt(edit))? {
                    Next::End(undone) => {
                        let mut brought = done(seen, undone);
                        if !knows {
                            brought.unseen = Some(not_verifiable(session.directory.facts().vendor));
                        }
                        return Ok(brought);
                    }
                    Next::Write(again) => {
                        edits = again;
                        break;
                    }
                    Next::Look(wait) => session.host.sleep(wait).await,
                }
            }
        }
    }

    pub(crate) fn pays(&self) -> bool {
        self.session.shared.budget.borrow_mut().pay(Cost::Retry)
    }

    /// The group as it is; and where it doesn't show its members, what the records of `asked` say.
    pub(crate) async fn look(&self, call: &Call, id: &str, asked: &[String]) -> Result<Seen> {
        let groups = self.session.directory.groups()?;
        let question = groups.get(&UserId::new(id)?);
        let group = self.session.ask(call, question).await?;
        let seen = Seen::of(groups, group, &[]);
        // Some hide who is in a large group: the users themselves may tell.
        if !seen.is_bare() && seen.knows(asked) {
            return Ok(seen);
        }
        let rows = asked.iter().map(|id| row(id)).collect();
        let users = self.read_each(call, rows).await?;
        Ok(Seen::of(groups, seen.group, &users))
    }
}

impl Round {
    /// Whether this is the first look after the first write, and its answer came.
    const fn is_first(&self) -> bool {
        self.looked == 0 && self.ways == 0 && self.lost.is_none()
    }

    fn next(
        &mut self,
        undone: Vec<Edit>,
        knows: bool,
        adapt: &dyn Fn(&Edit) -> bool,
    ) -> Result<Next> {
        if let Some(lost) = self.lost.take()
            && !(undone.is_empty() && knows)
        {
            return Err(unsettled(lost));
        }
        if undone.is_empty() {
            return Ok(Next::End(undone));
        }
        if let Some(wait) = LOOKS.get(self.looked) {
            self.looked += 1;
            return Ok(Next::Look(*wait));
        }
        if self.ways >= MAX_WAYS {
            return Ok(Next::End(undone));
        }
        // Each kind of edit goes its own way; one that has another way left is reason enough to write again.
        let mut goes_on = false;
        for edit in &undone {
            goes_on |= adapt(edit);
        }
        self.ways += 1;
        Ok(if goes_on {
            Next::Write(undone)
        } else {
            Next::End(undone)
        })
    }
}

fn done(seen: Seen, undone: Vec<Edit>) -> Brought {
    Brought {
        seen,
        undone,
        unseen: None,
    }
}

/// Whether an edit may be taken in smaller parts: 413 (RFC 7644 §3.12), or 400 for more members than some servers take
/// at once without a word on it.
pub(super) fn is_too_many(error: &Error, edit: &Edit) -> bool {
    match error.status {
        Some(413) => edit.size() > 1,
        Some(400) => edit.size() > MANY,
        _ => false,
    }
}

/// The group as it is if the tenant did what it said: for callers who don't want it read back.
fn as_asked(mut group: Group, aim: &Aim) -> Group {
    if let Some(name) = &aim.name {
        group.name.clone_from(name);
    }
    if let Some(members) = &mut group.members {
        members.retain(|member| member.nested || !aim.remove.contains(&member.id));
        for id in &aim.add {
            if !members.iter().any(|member| member.is(id)) {
                members.push(crate::model::Member {
                    id: id.clone(),
                    display: None,
                    nested: false,
                });
            }
        }
    }
    group
}

/// A row for a user of whom only the id is known.
pub(crate) fn row(id: &str) -> Account {
    Account {
        user: User {
            id: id.to_owned(),
            ..User::default()
        },
        ..Account::default()
    }
}

pub(crate) fn not_verifiable(vendor: &str) -> Warning {
    Warning::new(
        "not_verifiable",
        format!(
            "{vendor} shows neither the members of a group nor the groups of a user, so nobody can tell who is in it."
        ),
    )
}
