//! A stored group in one shape for all tenants: what a test compares answers with. It may not know HTTP or any vendor.

use serde_json::Value;

use crate::json::{items, object, text};
use crate::store::{Store, Stored};

/// A group as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The ids of those who are in it.
    pub members: Vec<String>,
}

/// The groups of a tenant that keeps the members on the group.
pub(crate) fn all(groups: &Store) -> Vec<Group> {
    groups.iter().map(one).collect()
}

fn one(stored: &Stored) -> Group {
    let members = items(&stored.record, "members").iter();
    let ids = members.filter_map(|member| member.get("value")?.as_str());
    Group {
        id: stored.id().to_owned(),
        name: text(&stored.record, "displayName").to_owned(),
        members: ids.map(str::to_owned).collect(),
    }
}

/// Puts a user, who is there, into a group of such a tenant, or takes him out. False when there is no such group.
pub(crate) fn set_member(groups: &mut Store, group: &str, user: &str, is_in: bool) -> bool {
    let Some(stored) = groups.get(group) else {
        return false;
    };
    let mut record = stored.record.clone();
    let member = object! { "value": user };
    let mut members = items(&record, "members").to_vec();
    members.retain(|known| *known != member);
    if is_in {
        members.push(member);
    }
    record.insert("members".to_owned(), Value::Array(members));
    groups.replace(group, record)
}
