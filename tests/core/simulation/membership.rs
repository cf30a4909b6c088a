//! Groups by the sandbox's own word, and what became of them in one call: who made one, who is in it now and wasn't.
//! Nothing here knows how the client looks at groups.

use super::truth::Episode;
use seatwarden_sandbox::Sandbox;
use std::collections::{BTreeMap, BTreeSet};

/// A group as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    pub name: String,
    pub members: BTreeSet<String>,
}

impl Circle {
    /// All groups, by id.
    pub fn all(sandbox: &Sandbox) -> BTreeMap<String, Self> {
        let groups = sandbox.groups().into_iter();
        groups
            .map(|group| {
                let circle = Self {
                    name: group.name,
                    members: group.members.into_iter().collect(),
                };
                (group.id, circle)
            })
            .collect()
    }
}

/// What became of one group, by its id, and of one user in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    Made(String),
    Gone(String),
    Renamed(String),
    Joined(String, String),
    Left(String, String),
}

/// What became of groups in a call, but for what somebody else did. Who isn't there any more has left nothing.
pub fn turns(episode: &Episode) -> Vec<Turn> {
    let (before, after) = (&episode.before.groups, &episode.after.groups);
    let nobody = BTreeSet::new();
    let ids: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut turns = Vec::new();
    for id in ids.into_iter().filter(|id| !episode.meddled.contains(*id)) {
        let (was, is) = (before.get(id), after.get(id));
        match (was, is) {
            (None, _) => turns.push(Turn::Made(id.clone())),
            (_, None) => {
                turns.push(Turn::Gone(id.clone()));
                continue;
            }
            (Some(was), Some(is)) if was.name != is.name => turns.push(Turn::Renamed(id.clone())),
            _ => {}
        }
        let had = was.map_or(&nobody, |was| &was.members);
        let has = is.map_or(&nobody, |is| &is.members);
        let own = |user: &&String| !episode.moved.contains_key(&(id.clone(), (*user).clone()));
        let joined = has.difference(had).filter(own);
        turns.extend(joined.map(|user| Turn::Joined(id.clone(), user.clone())));
        let there =
            |one: &&String| episode.after.users.contains_key(*one) || after.contains_key(*one);
        let left = had.difference(has).filter(own).filter(there);
        turns.extend(left.map(|user| Turn::Left(id.clone(), user.clone())));
    }
    turns
}
