//! What a group shall be, measured against what it is: pure, it only decides.

use crate::case::folds;
use crate::lifecycle::result::{Change, Warning};
use crate::model::{Account, Group};
use crate::provider::groups::{Edit, Groups, Held};
use seatwarden_json::Value;

/// What a group shall be. What isn't said stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aim {
    /// Its name.
    pub(crate) name: Option<String>,
    /// Who shall be in it, by id.
    pub(crate) add: Vec<String>,
    /// Who shall not.
    pub(crate) remove: Vec<String>,
}

/// A group as it was seen, and who of those who are asked about is in it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) group: Group,
    /// Whether the group itself shows who is in it.
    shows: bool,
    /// What users' own records say: id, and whether it names the group.
    told: Vec<(String, bool)>,
}

impl Seen {
    /// A group, and the records of users who are asked about, for tenants whose groups don't show their members.
    pub(crate) fn of(groups: &dyn Groups, group: Group, users: &[Account]) -> Self {
        let told = users.iter().filter_map(|account| {
            let held = groups.held(account.user.raw.as_ref()?)?;
            let is_in = held.iter().any(|held| is_held(held, &group));
            Some((account.user.id.clone(), is_in))
        });
        let told: Vec<_> = told.collect();
        // An empty group that somebody says to be in hides who is in it.
        let shows = group.members.as_ref().is_some_and(|members| {
            !members.is_empty() || (groups.shows_members() && !told.iter().any(|(_, is_in)| *is_in))
        });
        Self {
            shows,
            told: if shows { Vec::new() } else { told },
            group,
        }
    }

    /// Whether it shows members, and has none.
    pub(crate) fn is_bare(&self) -> bool {
        self.group.members.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether it is known who of `ids` is in the group.
    pub(crate) fn knows(&self, ids: &[String]) -> bool {
        ids.iter().all(|id| self.is_in(id).is_some())
    }

    /// Whether somebody is in the group; `None` if nobody can tell.
    pub(crate) fn is_in(&self, id: &str) -> Option<bool> {
        if self.shows {
            let members = self.group.members.as_deref().unwrap_or_default();
            return Some(members.iter().any(|member| member.is(id)));
        }
        let told = self.told.iter().find(|(known, _)| known == id);
        told.map(|(_, is_in)| *is_in)
    }
}

/// Whether what a user's record names is this group: by its id (RFC 7643 §4.1.2), or by name where users show no ids
/// at all. Two groups may have one name.
pub(crate) fn is_held(held: &Held, group: &Group) -> bool {
    held.value == group.id || (held.value == held.name && folds(&held.name, &group.name))
}

impl Aim {
    /// Everybody who is asked about.
    pub(crate) fn asked(&self) -> Vec<String> {
        [self.add.as_slice(), self.remove.as_slice()].concat()
    }

    /// What is to be done before anything was: those who may be missing too.
    pub(crate) fn missing(&self, seen: &Seen) -> Vec<Edit> {
        // A record without members is one of an empty group (RFC 7643 §2.5), unless a user says otherwise.
        let is_empty = seen.is_bare() && !seen.told.iter().any(|(_, is_in)| *is_in);
        self.edits(
            seen,
            |is_in| is_in != Some(true),
            |is_in| is_in.unwrap_or(!is_empty),
        )
    }

    /// What is known not to have been done.
    pub(crate) fn undone(&self, seen: &Seen) -> Vec<Edit> {
        self.edits(
            seen,
            |is_in| is_in == Some(false),
            |is_in| is_in == Some(true),
        )
    }

    fn edits(
        &self,
        seen: &Seen,
        adds: fn(Option<bool>) -> bool,
        removes: impl Fn(Option<bool>) -> bool,
    ) -> Vec<Edit> {
        let pick = |ids: &[String], wanted: &dyn Fn(Option<bool>) -> bool| -> Vec<String> {
            let picked = ids.iter().filter(|id| wanted(seen.is_in(id)));
            picked.cloned().collect()
        };
        let name = self.name.iter().filter(|name| **name != seen.group.name);
        let mut edits: Vec<_> = name.map(|name| Edit::Name(name.clone())).collect();
        for edit in [
            Edit::Remove(pick(&self.remove, &removes)),
            Edit::Add(pick(&self.add, &adds)),
        ] {
            if !matches!(&edit, Edit::Remove(ids) | Edit::Add(ids) if ids.is_empty()) {
                edits.push(edit);
            }
        }
        edits
    }
}

/// What edits change, in words for the caller.
pub(crate) fn changes(edits: &[Edit], group: &Group) -> Vec<Change> {
    let ids = |ids: &[String]| Value::from(ids);
    let change = |edit: &Edit| {
        let (field, from, to) = match edit {
            Edit::Name(name) => ("name", group.name.as_str().into(), name.as_str().into()),
            Edit::Add(added) => ("members", Value::Null, ids(added)),
            Edit::Remove(removed) => ("members", ids(removed), Value::Null),
        };
        Change {
            field: field.to_owned(),
            from,
            to,
        }
    };
    edits.iter().map(change).collect()
}

/// Edits without those parts that were not applied.
pub(crate) fn without(edits: Vec<Edit>, undone: &[Edit]) -> Vec<Edit> {
    let is_left = |id: &String, added: bool| {
        undone.iter().any(|edit| match edit {
            Edit::Add(ids) => added && ids.contains(id),
            Edit::Remove(ids) => !added && ids.contains(id),
            Edit::Name(_) => false,
        })
    };
    let done = edits.into_iter().filter_map(|edit| match edit {
        Edit::Name(_) if undone.iter().any(|edit| matches!(edit, Edit::Name(_))) => None,
        Edit::Add(mut ids) => {
            ids.retain(|id| !is_left(id, true));
            (!ids.is_empty()).then_some(Edit::Add(ids))
        }
        Edit::Remove(mut ids) => {
            ids.retain(|id| !is_left(id, false));
            (!ids.is_empty()).then_some(Edit::Remove(ids))
        }
        name => Some(name),
    });
    done.collect()
}

/// What the tenant took and didn't do.
pub(crate) fn not_applied(vendor: &str, undone: &[Edit], group: &Group) -> Option<Warning> {
    let what = |edit: &Edit| match edit {
        Edit::Name(name) => format!("the name \"{name}\""),
        Edit::Add(ids) => format!("{} in it: {}", ids.len(), ids.join(", ")),
        Edit::Remove(ids) => format!("{} out of it: {}", ids.len(), ids.join(", ")),
    };
    let what: Vec<_> = undone.iter().map(what).collect();
    (!what.is_empty()).then(|| {
        Warning::new(
            "not_applied",
            format!(
                "{vendor} took the change of group \"{}\", and it isn't there: {}.",
                group.name,
                what.join("; ")
            ),
        )
    })
}
