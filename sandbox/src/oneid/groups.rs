//! `/Groups`: list, create, read, change by PUT or PATCH, delete for good.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::list::{self, Pages, alone};
use super::options::PutBody;
use super::record::LOCATION;
use super::users::operations;
use super::{OneId, body};
use crate::clock;
use crate::http::{Response, Target};
use crate::json::{items, object, set, text};
use crate::scim::FilterSupport;
use crate::scim::errors::{Outcome, Refused};
use crate::scim::patch;
use crate::scim::resource;
use crate::scim::schema::GROUP;
use crate::store::Stored;
use crate::tenant::{Answer, Call};

/// List groups: 10 in a page, 100 at most, and `startIndex` is a page's number.
pub(crate) fn list(tenant: &OneId, target: &Target) -> Outcome<Answer> {
    let support = if tenant.options.group_filter {
        FilterSupport::Full
    } else {
        FilterSupport::Refused
    };
    let clauses = list::filter(target, support, &["displayName"])?.unwrap_or_default();
    let found: Vec<&Stored> = tenant
        .groups
        .visible()
        .filter(|group| {
            let name = text(&group.record, "displayName");
            clauses.iter().all(|(_, value)| value == name)
        })
        .collect();
    let pages = Pages {
        usual: 10,
        most: 100,
        numbered: tenant.options.group_page_numbers,
    };
    let body = pages.body(target, found.len(), &mut |at| {
        let row = found
            .get(at)
            .and_then(|group| shown(tenant, group.id(), None));
        row.unwrap_or_default()
    })?;
    Ok(Answer::read(Response::json(200, &body)))
}

/// Create a group.
pub(crate) fn create(tenant: &mut OneId, call: Call<'_>) -> Outcome<Answer> {
    let sent = body(call.request)?;
    let one = alone(&sent).ok_or_else(|| Refused::syntax("the body must have one group"))?;
    let id = make(tenant, &Value::Object(one.clone()), call.now_ms)?;
    let body = shown(tenant, &id, Some(call.target)).unwrap_or_default();
    Ok(Answer::wrote(Response::json(tenant.created, &body)))
}

/// Stores a new group, and gives its id.
pub(crate) fn make(tenant: &mut OneId, sent: &Value, now_ms: u64) -> Outcome<String> {
    let types = Arc::clone(&tenant.types);
    let [_, kind] = types.as_ref();
    let mut record = resource::accept(kind, sent)?;
    if !tenant.options.members.on_create {
        record.remove("members");
    }
    settle(tenant, &mut record, "")?;
    Ok(tenant.keep_group(record, now_ms))
}

/// Get a group.
pub(crate) fn get(tenant: &OneId, call: Call<'_>, id: &str) -> Outcome<Answer> {
    one(tenant, id)?;
    let body = shown(tenant, id, Some(call.target)).unwrap_or_default();
    Ok(Answer::read(Response::json(200, &body)))
}

/// Change a group: by PATCH, or by PUT of a PatchOp, as the sample has it, or of a whole group.
pub(crate) fn change(tenant: &mut OneId, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let before = one(tenant, id)?.record.clone();
    let sent = body(call.request)?;
    let types = Arc::clone(&tenant.types);
    let [_, kind] = types.as_ref();
    let by_put = call.request.method == "PUT";
    let has_operations = sent.get("operations").is_some();
    let refused = match tenant.options.group_put {
        PutBody::Either => false,
        PutBody::PatchOp => !has_operations,
        PutBody::Group => has_operations,
    };
    if by_put && refused {
        return Err(Refused::syntax("that isn't what a PUT of a group takes"));
    }
    let quirks = tenant.options.members;
    let mut record = if by_put && !has_operations {
        let mut record = resource::accept(kind, &sent)?;
        for name in ["id", "meta"] {
            set(
                &mut record,
                name,
                before.get(name).cloned().unwrap_or_default(),
            );
        }
        quirks.check_put(&before, &record)?;
        record
    } else {
        let sent = operations(&sent, tenant.options.paths)?;
        patch::apply(kind, &before, &quirks.rewritten(&before, &sent)?)?
    };
    settle(tenant, &mut record, text(&before, "displayName"))?;
    let committed = record != before;
    if committed {
        if let Some(Value::Object(meta)) = record.get_mut("meta") {
            set(meta, "lastModified", Value::from(clock::iso(call.now_ms)));
        }
        tenant.groups.replace(id, record);
    }
    let response = if tenant.options.empty_patch && !by_put {
        Response::empty(204)
    } else {
        Response::json(
            200,
            &shown(tenant, id, Some(call.target)).unwrap_or_default(),
        )
    };
    Ok(Answer {
        response,
        committed,
    })
}

/// Delete a group, for good.
pub(crate) fn delete(tenant: &mut OneId, id: &str) -> Outcome<Answer> {
    one(tenant, id)?;
    tenant.groups.remove(id);
    Ok(Answer::wrote(Response::empty(204)))
}

/// What has to hold of a group before it is stored: a name of its own, members who exist.
fn settle(tenant: &OneId, record: &mut Map<String, Value>, own: &str) -> Outcome<()> {
    let types = Arc::clone(&tenant.types);
    let [_, kind] = types.as_ref();
    resource::settle(kind, record)?;
    let name = text(record, "displayName");
    if name != own && tenant.groups.holds_name(name) {
        let detail = format!("the displayName {name} is taken");
        return Err(Refused::new(409, "uniqueness", detail));
    }
    let mut members: Vec<Value> = Vec::new();
    for given in items(record, "members") {
        let id = given
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if tenant.users.get(id).is_none() {
            return Err(Refused::value(format!("there is no user {id}")));
        }
        let member = object! { "value": id };
        if !members.contains(&member) {
            members.push(member);
        }
    }
    set(record, "members", Value::Array(members));
    Ok(())
}

fn one<'t>(tenant: &'t OneId, id: &str) -> Outcome<&'t Stored> {
    let found = tenant.groups.get(id);
    found.ok_or_else(|| Refused::missing(&format!("group {id}")))
}

/// A group as an answer shows it, if there is one with that id: as a row of a list, or as what is
/// asked for.
pub(crate) fn shown(tenant: &OneId, id: &str, target: Option<&Target>) -> Option<Value> {
    let mut group = tenant.groups.get(id)?.record.clone();
    let members = group.get_mut("members").and_then(Value::as_array_mut);
    for member in members.into_iter().flatten() {
        let id = member
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let name = tenant
            .users
            .get(id)
            .map_or("", |user| text(&user.record, "userName"));
        let shown = object! { "value": id, "display": name, "type": "User" };
        *member = shown;
    }
    tenant.options.members.hide(&mut group, target);
    group.entry("externalId").or_insert(Value::Null);
    Some(Value::Object(group))
}

/// The groups that somebody is in, as a user shows them.
pub(crate) fn of(tenant: &OneId, id: &str) -> Value {
    let member = object! { "value": id };
    let groups = tenant
        .groups
        .visible()
        .filter(|group| items(&group.record, "members").contains(&member));
    let groups = groups.map(|group| {
        object! { "value": group.id(), "display": text(&group.record, "displayName") }
    });
    Value::Array(groups.collect())
}

/// The `meta` of a new resource.
pub(crate) fn meta(kind: &str, id: &str, now_ms: u64) -> Value {
    object! {
        "resourceType": kind,
        "created": clock::iso(now_ms),
        "location": format!("{LOCATION}/{kind}s/{id}"),
    }
}

/// A group of the census: a name, and who is in it.
pub(crate) fn record(name: &str, members: Vec<Value>) -> Map<String, Value> {
    crate::json::fields! {
        "schemas": crate::json::array![GROUP],
        "displayName": name,
        "members": members,
    }
}
