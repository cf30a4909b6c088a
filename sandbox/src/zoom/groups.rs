//! `/scim2/Groups`: list, create, read, change, delete. Who is in a group stands on the users, and
//! no answer shows it.

use serde_json::{Map, Value};

use super::errors::{
    BAD_GROUP_NAME, BAD_OPERATIONS, DEFAULT_GROUP, NO_GROUP, Outcome, Refused, TOO_LONG,
};
use super::record::{groups, is, named};
use super::users::{page, split_filter};
use super::{Zoom, body};
use crate::http::{Response, Target};
use crate::json::{array, items, object, set, text};
use crate::scim::MemberRemoval;
use crate::store::Stored;
use crate::tenant::{Answer, Call};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ZOOM: &str = "urn:ietf:params:scim:schemas:extension:zoom:2.0:Group";
/// A PATCH may not be longer.
const LONGEST: usize = 100_000;

/// List groups.
pub(crate) fn list(tenant: &Zoom, target: &Target) -> Outcome<Answer> {
    let filter = target.parameter("filter");
    let name = match filter.as_deref().map(split_filter) {
        None => None,
        Some(("displayName", Some(name))) => Some(name),
        Some((name, _)) => {
            let detail = format!("The current filter does not support the filter name: {name}");
            return Err(Refused(400, detail));
        }
    };
    let found: Vec<&Stored> = tenant
        .groups
        .visible()
        .filter(|group| {
            name.as_ref()
                .is_none_or(|name| text(&group.record, "displayName") == name)
        })
        .collect();
    Ok(page(target, tenant.options.page_cap, &found, |group| {
        show(&group.record)
    }))
}

/// Create a group.
pub(crate) fn create(tenant: &mut Zoom, call: Call<'_>) -> Outcome<Answer> {
    let sent = body(call.request)?;
    let name = text(&sent, "displayName").trim().to_owned();
    if name.is_empty() {
        return Err(Refused::new(400, BAD_GROUP_NAME));
    }
    if tenant.groups.holds_name(&name) {
        return Err(Refused(409, format!("Group {name} exists.")));
    }
    let mut record = Map::new();
    set(&mut record, "displayName", Value::from(name));
    let alias = sent.get(ZOOM).and_then(|zoom| zoom.get("emailAlias"));
    set(
        &mut record,
        "emailAlias",
        alias.cloned().unwrap_or_default(),
    );
    let id = tenant.keep_group(record, call.now_ms);
    let body = show(&one(tenant, &id)?.record);
    Ok(Answer::wrote(Response::json(201, &body)))
}

/// Get a group.
pub(crate) fn get(tenant: &Zoom, id: &str) -> Outcome<Answer> {
    let body = show(&one(tenant, id)?.record);
    Ok(Answer::read(Response::json(200, &body)))
}

/// Delete a group.
pub(crate) fn delete(tenant: &mut Zoom, id: &str) -> Outcome<Answer> {
    let record = &one(tenant, id)?.record;
    if is(record, "default") {
        return Err(Refused::new(400, DEFAULT_GROUP));
    }
    let name = text(record, "displayName").to_owned();
    regroup(tenant, &name, None, &|_, has| has);
    tenant.groups.remove(id);
    Ok(Answer::wrote(Response::empty(204)))
}

/// Update a group: its name, its alias, its members.
pub(crate) fn update(tenant: &mut Zoom, call: Call<'_>, id: &str) -> Outcome<Answer> {
    one(tenant, id)?;
    if String::from_utf8_lossy(&call.request.body).chars().count() > LONGEST {
        return Err(Refused::new(400, TOO_LONG));
    }
    let removal = tenant.options.member_removal;
    let sent = body(call.request)?;
    let operations = items(&sent, "Operations");
    let wrong = || Refused::new(400, BAD_OPERATIONS);
    if operations.is_empty() || !operations.iter().all(is_operation) {
        return Err(wrong());
    }
    for operation in operations.iter().filter_map(Value::as_object) {
        let (op, path) = (text(operation, "op"), text(operation, "path"));
        let name = text(&one(tenant, id)?.record, "displayName").to_owned();
        let named: Vec<&str> = items(operation, "value")
            .iter()
            .filter_map(|member| member.get("value")?.as_str())
            .collect();
        let among = |id: &str| named.contains(&id);
        match (op, path) {
            ("add", "members") => regroup(tenant, &name, Some(&name), &|id, _| among(id)),
            ("replace", "members") => {
                regroup(tenant, &name, Some(&name), &|id, _| among(id));
                regroup(tenant, &name, None, &|id, has| has && !among(id));
            }
            ("remove", "members") => {
                let takes_none = matches!(removal, MemberRemoval::Filter | MemberRemoval::All);
                let all = named.is_empty() || takes_none;
                let leaves = |id: &str| all || among(id);
                regroup(tenant, &name, None, &|id, has| has && leaves(id));
            }
            ("remove", path) => {
                let member = path
                    .strip_prefix("members[")
                    .and_then(|rest| rest.strip_suffix(']'));
                let Some(("value", Some(member))) = member.map(split_filter) else {
                    return Err(wrong());
                };
                match removal {
                    MemberRemoval::Value | MemberRemoval::All => return Err(wrong()),
                    MemberRemoval::Silent => continue,
                    MemberRemoval::Filter | MemberRemoval::Either => {}
                }
                regroup(tenant, &name, None, &|id, has| has && id == member);
            }
            (_, "") => amend(tenant, call, id, &name, operation)?,
            _ => return Err(wrong()),
        }
    }
    Ok(Answer::wrote(Response::empty(204)))
}

fn is_operation(operation: &Value) -> bool {
    let op = operation.get("op").and_then(Value::as_str);
    matches!(op, Some("add" | "replace" | "remove"))
}

/// A new name or a new alias. The alias stands flat here: `urn:…:Group:emailAlias`.
fn amend(
    tenant: &mut Zoom,
    call: Call<'_>,
    id: &str,
    name: &str,
    operation: &Map<String, Value>,
) -> Outcome<()> {
    let Some(Value::Object(value)) = operation.get("value") else {
        return Err(Refused::new(400, BAD_OPERATIONS));
    };
    let mut record = one(tenant, id)?.record.clone();
    let new = text(value, "displayName");
    if !new.is_empty() && new != name {
        if tenant.groups.holds_name(new) {
            return Err(Refused(409, format!("Group {new} exists.")));
        }
        regroup(tenant, name, Some(new), &|_, has| has);
        set(&mut record, "displayName", Value::from(new));
    }
    if let Some(alias) = value.get(&format!("{ZOOM}:emailAlias")) {
        set(&mut record, "emailAlias", alias.clone());
    }
    tenant.stamp_modified(&mut record, call.now_ms);
    tenant.groups.replace(id, record);
    Ok(())
}

/// In place of the group `name`, some users are in the group `new`, or in none. `whom` is told a
/// user's id, and whether he is in the group `name`.
fn regroup(tenant: &mut Zoom, name: &str, new: Option<&str>, whom: &dyn Fn(&str, bool) -> bool) {
    let mut changes = Vec::new();
    for user in tenant.users.iter() {
        let mut names = named(items(&user.record, "groups"), &|_| true);
        let has = names.iter().any(|known| known == name);
        if whom(user.id(), has) && !(has && new == Some(name)) {
            names.retain(|known| known != name);
            names.extend(new.map(str::to_owned));
            changes.push((user.id().to_owned(), groups(&names)));
        }
    }
    for (id, groups) in changes {
        let mut fields = Map::new();
        fields.insert("groups".to_owned(), groups);
        tenant.users.set(&id, fields, true);
    }
}

/// All groups, and who is in them by the users' records.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn all(tenant: &Zoom) -> Vec<crate::Group> {
    let of = |group: &Stored| {
        let name = text(&group.record, "displayName");
        let is_in = |user: &&Stored| {
            let names = named(items(&user.record, "groups"), &|_| true);
            names.iter().any(|known| known == name)
        };
        let members = tenant.users.iter().filter(is_in);
        crate::Group {
            id: group.id().to_owned(),
            name: name.to_owned(),
            members: members.map(|user| user.id().to_owned()).collect(),
        }
    };
    tenant.groups.iter().map(of).collect()
}

/// Puts a user into a group, or takes him out; `None` when one of the two isn't there.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn put_in(tenant: &mut Zoom, group: &str, user: &str, is_in: bool) -> Option<()> {
    tenant.users.get(user)?;
    let name = text(&tenant.groups.get(group)?.record, "displayName").to_owned();
    let new = is_in.then_some(name.as_str());
    regroup(tenant, &name, new, &|id, _| id == user);
    Some(())
}

fn one<'t>(tenant: &'t Zoom, id: &str) -> Outcome<&'t Stored> {
    tenant
        .groups
        .get(id)
        .ok_or_else(|| Refused::new(404, NO_GROUP))
}

/// A group as every answer shows it: without members.
fn show(record: &Map<String, Value>) -> Value {
    let field = |name: &str| record.get(name).cloned().unwrap_or_default();
    let mut shown = Map::new();
    for name in ["id", "meta", "displayName"] {
        set(&mut shown, name, field(name));
    }
    set(&mut shown, "schemas", array![CORE, ZOOM]);
    let alias = field("emailAlias");
    if !alias.is_null() {
        set(&mut shown, ZOOM, object! { "emailAlias": alias });
    }
    Value::Object(shown)
}
