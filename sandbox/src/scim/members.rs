//! What real servers do with groups that RFC 7644 doesn't: what a PATCH takes, how a member is
//! removed, how a group is renamed, and when its members are shown. It may not know who is stored.

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::schema::value;
use crate::http::Target;
use crate::json::{items, object, text};
use crate::reading::Reading;

/// How a member is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MemberRemoval {
    /// By a path with a filter: `members[value eq "…"]`. A `remove` of `members` removes all, whatever
    /// its value (RFC 7644 §3.5.2.2).
    #[default]
    Filter,
    /// By the path `members` and a value; a filter in the path is 400.
    Value,
    /// By the path `members` and a value; a filter in the path is taken, and does nothing.
    Silent,
    /// Either way.
    Either,
    /// Alone all of them: a filter in the path is 400, and a `remove` of `members` removes all, whatever its
    /// value.
    All,
}

/// By what a group is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rename {
    /// PATCH or PUT.
    #[default]
    Either,
    /// PATCH; a PUT with another name is 400.
    Patch,
    /// PUT; a PATCH of the name is 400.
    Put,
}

/// When a group shows its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MembersShown {
    /// In each answer.
    #[default]
    Always,
    /// In every answer but lists.
    One,
    /// Never; a user's `groups` tell.
    Never,
}

/// What a PATCH of a group takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupPatch {
    /// Operations with a path and without.
    #[default]
    Either,
    /// Operations with a path; others are 400.
    Paths,
    /// Operations without a path, whose value has the attributes; others are 400.
    Whole,
    /// Nothing: 501.
    None,
}

/// What groups are like, where servers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupOptions {
    /// What a PATCH of a group takes (`either`).
    pub patch: GroupPatch,
    /// How a member is removed (`filter`; for OneID `either`).
    pub removal: MemberRemoval,
    /// By what a group is renamed (`either`).
    pub rename: Rename,
    /// Whether a create keeps the members that it names (true).
    pub on_create: bool,
    /// When members are shown (`always`).
    pub shown: MembersShown,
    /// The most members in one answer; of one group, more come with `startIndex` (as many as it has).
    pub page: Option<u64>,
    /// Whether a user shows the groups he is in (true; for OneID false).
    pub on_users: bool,
}

impl Default for GroupOptions {
    fn default() -> Self {
        Self {
            patch: GroupPatch::default(),
            removal: MemberRemoval::default(),
            rename: Rename::default(),
            on_create: true,
            shown: MembersShown::default(),
            page: None,
            on_users: true,
        }
    }
}

impl GroupOptions {
    /// Takes them out of a configuration.
    pub(crate) fn read(&mut self, reading: &mut Reading) {
        let rename = [
            ("either", Rename::Either),
            ("patch", Rename::Patch),
            ("put", Rename::Put),
        ];
        let shown = [
            ("always", MembersShown::Always),
            ("one", MembersShown::One),
            ("never", MembersShown::Never),
        ];
        let patch = [
            ("either", GroupPatch::Either),
            ("paths", GroupPatch::Paths),
            ("whole", GroupPatch::Whole),
            ("none", GroupPatch::None),
        ];
        reading.word("groupPatch", &patch, &mut self.patch);
        self.removal.read(reading);
        reading.word("rename", &rename, &mut self.rename);
        reading.flag("membersOnCreate", &mut self.on_create);
        reading.word("membersShown", &shown, &mut self.shown);
        reading.number_or_null("membersPage", &mut self.page);
        reading.flag("groupsOnUsers", &mut self.on_users);
    }

    /// Takes members away where they aren't shown: for a row of a list, or for one group and what is
    /// asked of it.
    pub(crate) fn hide(self, group: &mut Map<String, Value>, target: Option<&Target>) {
        let one_only = self.shown == MembersShown::One && target.is_none();
        if self.shown == MembersShown::Never || one_only {
            group.remove("members");
        }
        let page = self.page.and_then(|page| usize::try_from(page).ok());
        let Some((page, Value::Array(members))) = page.zip(group.get_mut("members")) else {
            return;
        };
        let total = members.len();
        let start = target.and_then(|target| target.parameter("startIndex"));
        let start = start
            .and_then(|start| start.parse::<usize>().ok())
            .unwrap_or(1);
        members.drain(..total.min(start.max(1) - 1));
        members.truncate(page);
        if target.is_some() {
            group.insert("totalResults".to_owned(), Value::from(total));
        }
    }

    /// Whether another name may come by PUT.
    pub(crate) fn check_put(
        self,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
    ) -> Outcome<()> {
        if self.rename == Rename::Patch && text(before, "displayName") != text(after, "displayName")
        {
            return Err(Refused::read_only("displayName"));
        }
        Ok(())
    }

    /// A PATCH of a group with these members, as RFC 7644 would have it written.
    pub(crate) fn rewritten(self, group: &Map<String, Value>, body: &Value) -> Outcome<Value> {
        let mut body = body.clone();
        let Some(fields) = body.as_object_mut() else {
            return Ok(body);
        };
        let key = fields
            .keys()
            .find(|key| key.eq_ignore_ascii_case("operations"));
        let Some(key) = key.cloned() else {
            return Ok(body);
        };
        let mut written = Vec::new();
        for operation in items(fields, &key) {
            match operation.as_object() {
                Some(given) => self.operation(group, given, &mut written)?,
                None => written.push(operation.clone()),
            }
        }
        if written.is_empty() && !items(fields, &key).is_empty() {
            // Nothing is left to do: the name is what it is.
            let name = object! { "displayName": text(group, "displayName") };
            written.push(object! { "op": "replace", "value": name });
        }
        fields.insert(key, Value::Array(written));
        Ok(body)
    }

    fn operation(
        self,
        group: &Map<String, Value>,
        given: &Map<String, Value>,
        written: &mut Vec<Value>,
    ) -> Outcome<()> {
        let word = |name| {
            value(given, name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (op, path) = (word("op"), word("path"));
        let refused = match self.patch {
            GroupPatch::Either => false,
            GroupPatch::Paths => path.is_empty(),
            GroupPatch::Whole => !path.is_empty(),
            GroupPatch::None => return Err(Refused::new(501, "", "groups have no PATCH")),
        };
        if refused {
            let how = if path.is_empty() { "without" } else { "with" };
            return Err(Refused::path(format!("no operation {how} a path is taken")));
        }
        let names = |fields: &Map<String, Value>| value(fields, "displayName").is_some();
        let inside = path.is_empty()
            && value(given, "value")
                .and_then(Value::as_object)
                .is_some_and(names);
        if self.rename == Rename::Put && (inside || path.eq_ignore_ascii_case("displayName")) {
            return Err(Refused::read_only("displayName"));
        }
        if op == "remove" && path.starts_with("members[") {
            match self.removal {
                MemberRemoval::Value | MemberRemoval::All => {
                    return Err(Refused::path("no filter is taken in a path"));
                }
                MemberRemoval::Silent => return Ok(()),
                MemberRemoval::Filter | MemberRemoval::Either => {}
            }
        }
        let leaving = match value(given, "value") {
            Some(Value::Array(members)) => members.clone(),
            Some(member @ Value::Object(_)) => vec![member.clone()],
            _ => Vec::new(),
        };
        let takes_values = !matches!(self.removal, MemberRemoval::Filter | MemberRemoval::All);
        let by_value = takes_values && !leaving.is_empty();
        if op != "remove" || path != "members" || !by_value {
            written.push(Value::Object(given.clone()));
            return Ok(());
        }
        let ids = leaving.iter().filter_map(|one| one.get("value")?.as_str());
        for id in ids {
            let there = |one: &Value| one.get("value").and_then(Value::as_str) == Some(id);
            if items(group, "members").iter().any(there) {
                let path = format!("members[value eq {}]", Value::from(id));
                written.push(object! { "op": "remove", "path": path });
            }
        }
        Ok(())
    }
}

impl MemberRemoval {
    /// Takes it out of a configuration.
    pub(crate) fn read(&mut self, reading: &mut Reading) {
        let words = [
            ("filter", Self::Filter),
            ("value", Self::Value),
            ("silent", Self::Silent),
            ("either", Self::Either),
            ("all", Self::All),
        ];
        reading.word("memberRemoval", &words, self);
    }
}
