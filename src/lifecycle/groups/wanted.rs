//! Which groups an account shall join and leave, measured against those that it is in: pure, it only decides.

use crate::lifecycle::groups::aim::{Aim, is_held};
use crate::lifecycle::result::Change;
use crate::model::Group;
use crate::provider::groups::Held;
use seatwarden_json::Value;

/// What is to become of the groups of an account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memberships {
    /// Those to join.
    pub(super) join: Vec<Group>,
    /// Those to leave.
    pub(super) leave: Vec<Group>,
    /// Those that the account is in.
    pub(super) held: Vec<Held>,
    /// Whether the account's own record takes them.
    pub(super) in_record: bool,
}

impl Memberships {
    pub(super) fn is_empty(&self) -> bool {
        self.join.is_empty() && self.leave.is_empty()
    }

    /// Whether groups are written to apart from the account.
    pub(crate) fn is_apart(&self) -> bool {
        !self.in_record && !self.is_empty()
    }

    /// The names of all groups, as they shall be.
    fn all(&self) -> Vec<String> {
        self.but(&[])
    }

    /// The names of the groups that the account is in.
    pub(super) fn before(&self) -> Vec<String> {
        self.held.iter().map(|held| held.name.clone()).collect()
    }

    /// The names of all groups that the account is in, if nothing came of some changes.
    pub(super) fn but(&self, left_over: &[&Group]) -> Vec<String> {
        let is_done = |group: &&Group| !left_over.iter().any(|left| left.id == group.id);
        let leaves = |held: &&Held| {
            let mut left = self.leave.iter().filter(is_done);
            left.any(|group| is_held(held, group))
        };
        let stay = self.held.iter().filter(|held| !leaves(held));
        let joined = self.join.iter().filter(is_done);
        stay.map(|held| held.name.clone())
            .chain(joined.map(|group| group.name.clone()))
            .collect()
    }

    /// Notes a group that is wanted, whether by its name or by its id.
    pub(super) fn want(&mut self, group: &Group, is_in: bool) {
        if is_in && !self.held.iter().any(|held| is_held(held, group)) {
            self.held.push(Held {
                value: group.id.clone(),
                name: group.name.clone(),
                indirect: false,
            });
        }
        if !is_in && !self.join.iter().any(|known| known.id == group.id) {
            self.join.push(group.clone());
        }
    }

    /// The change, if there is one.
    pub(crate) fn change(&self) -> Option<Change> {
        (!self.is_empty()).then(|| Change {
            field: String::from("groups"),
            from: if self.held.is_empty() {
                Value::Null
            } else {
                self.before().into()
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
    pub(super) fn edits(&self, id: &str) -> Vec<(&Group, Aim)> {
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
    pub(super) fn unproven(&self, id: &str, held: Option<&[Held]>) -> Vec<(&Group, Aim)> {
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
pub(super) struct Plan {
    /// Those that the account shall be in and may not be: where they stand in the input, and their names.
    pub(super) sought: Vec<(usize, String)>,
    /// Those that the account is in and shall not be.
    pub(super) leaving: Vec<Held>,
}

impl Plan {
    /// A name that differs from what is shown by case alone may be another group's: it is looked up.
    pub(super) fn new(names: &[String], held: &[Held], exact: bool) -> Self {
        let is = |held: &Held, name: &String| held.name == *name || held.value == *name;
        let mut sought: Vec<(usize, String)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let is_there = held.iter().any(|held| is(held, name))
                || sought.iter().any(|(_, known)| known == name);
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
