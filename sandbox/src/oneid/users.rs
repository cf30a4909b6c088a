//! `/Users`: list, create, read, replace, change, delete. One function an operation.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::list::{self, LIST_RESPONSE, Pages, alone};
use super::options::{CreateBody, DeleteKey, PathForm, PutAnswer};
use super::record::{self, EXTENSION, View, show};
use super::{OneId, body, groups};
use crate::clock;
use crate::fold::lower;
use crate::http::{Response, Target};
use crate::json::{array, fields, object, set, text};
use crate::scim::errors::{Outcome, Refused};
use crate::scim::patch;
use crate::scim::resource;
use crate::scim::schema::USER;
use crate::store::Stored;
use crate::tenant::{Answer, Call};

/// List users: 100 in a page, 1,000 at most.
pub(crate) fn list(tenant: &OneId, target: &Target) -> Outcome<Answer> {
    let known = ["userName", "id", "status"];
    let clauses = list::filter(target, tenant.options.filter, &known)?.unwrap_or_default();
    let fits = |user: &&Stored| {
        clauses.iter().all(|(name, value)| match *name {
            "id" => user.id() == value,
            "status" => shown_status(tenant, user) == *value,
            _ => lower(text(&user.record, "userName")) == lower(value),
        })
    };
    let found: Vec<&Stored> = tenant.users.visible().filter(fits).collect();
    let pages = Pages {
        usual: 100,
        most: 1000,
        numbered: tenant.options.page_numbers,
    };
    let body = pages.body(target, found.len(), &mut |at| {
        found.get(at).map_or(Value::Null, |user| {
            show(&tenant.options, &user.record, View::Plain)
        })
    })?;
    Ok(Answer::read(Response::json(200, &body)))
}

fn shown_status(tenant: &OneId, user: &Stored) -> String {
    let shown = show(&tenant.options, &user.record, View::Plain);
    shown.as_object().map_or("", record::status).to_owned()
}

/// Create a user: an array of one, as the reference has it, and an object for an answer.
pub(crate) fn create(tenant: &mut OneId, call: Call<'_>) -> Outcome<Answer> {
    let sent = body(call.request)?;
    let refused = match tenant.options.create {
        CreateBody::Array => !sent.is_array(),
        CreateBody::Object => sent.is_array(),
        CreateBody::Both => false,
    };
    if refused {
        let other = if sent.is_array() {
            "an object"
        } else {
            "an array"
        };
        return Err(Refused::syntax(format!("the body must be {other}")));
    }
    let one = alone(&sent).ok_or_else(|| Refused::syntax("the body must have one user"))?;
    let id = make(tenant, &Value::Object(one.clone()), call.now_ms)?;
    let status = tenant.created;
    Ok(Answer::wrote(shown(tenant, &id, status)?))
}

/// Stores a new user, and gives its id.
pub(crate) fn make(tenant: &mut OneId, sent: &Value, now_ms: u64) -> Outcome<String> {
    let given = resource::object(sent)?;
    let extension = given.get(EXTENSION).and_then(Value::as_object);
    let organization = extension.map_or("", |fields| text(fields, "organizationId"));
    if organization.is_empty() {
        let detail = format!("{EXTENSION}: organizationId is required");
        return Err(Refused::value(detail));
    }
    if organization != tenant.tokens.organization_id {
        return Err(Refused::value(
            "organizationId: there is no such organization",
        ));
    }
    let types = Arc::clone(&tenant.types);
    let [kind, _] = types.as_ref();
    let mut made = record::accept(kind, sent)?;
    let status = if tenant.options.pending {
        "PENDING_ACTIVATION"
    } else {
        "ACTIVE"
    };
    set(&mut made, "active", Value::Bool(true));
    if !made.contains_key("roles") {
        set(&mut made, "roles", array![object! { "value": "USER" }]);
    }
    if !made.contains_key("externalId") {
        // Nobody gave one, and there it is.
        let name = text(&made, "userName").to_owned();
        set(&mut made, "externalId", Value::from(name));
    }
    record::name_to_show(&mut made);
    made.retain(|name, _| !tenant.ignored.contains(name));
    set(
        &mut made,
        EXTENSION,
        record::extension(&tenant.shown_organization, status),
    );
    record::settle(kind, &mut made)?;
    check_name(tenant, &made, "")?;
    Ok(tenant.keep_user(made, now_ms))
}

/// Get a user.
pub(crate) fn get(tenant: &OneId, id: &str) -> Outcome<Answer> {
    Ok(Answer::read(shown(tenant, id, 200)?))
}

/// Update a user: PUT, and what is not sent is gone. Who is not said to be active is not.
pub(crate) fn put(tenant: &mut OneId, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let before = one(tenant, id)?.record.clone();
    let types = Arc::clone(&tenant.types);
    let [kind, _] = types.as_ref();
    let mut record = record::accept(kind, &body(call.request)?)?;
    record::name_to_show(&mut record);
    for name in ["id", "meta", EXTENSION] {
        set(
            &mut record,
            name,
            before.get(name).cloned().unwrap_or_default(),
        );
    }
    let committed = change(tenant, call, &before, record)?;
    let user = show(&tenant.options, &one(tenant, id)?.record, View::Plain);
    let body = match (tenant.options.put_answer, user) {
        (PutAnswer::List, user) => list::body(1, 1, vec![user]),
        (PutAnswer::Mixed, Value::Object(mut mixed)) => {
            let list = fields! {
                "totalResults": 1,
                "startIndex": 1,
                "itemsPerPage": 1,
                "resources": array![mixed.clone()],
                "schemas": array![LIST_RESPONSE, EXTENSION, USER],
            };
            mixed.extend(list);
            Value::Object(mixed)
        }
        (_, user) => user,
    };
    let response = Response::json(200, &body);
    Ok(Answer {
        response,
        committed,
    })
}

/// Change a user: PATCH, with `operations` in lower case.
pub(crate) fn patch(tenant: &mut OneId, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let before = one(tenant, id)?.record.clone();
    let sent = operations(&body(call.request)?, tenant.options.paths)?;
    if let Some(status) = tenant.options.patch_active
        && touches_active(&sent)
    {
        let status = u16::try_from(status).unwrap_or(400);
        return Err(Refused::new(status, "", "active can't be changed by PATCH"));
    }
    let types = Arc::clone(&tenant.types);
    let [kind, _] = types.as_ref();
    let mut patched = Value::Object(patch::apply(kind, &before, &sent)?);
    clear(&mut patched);
    let record = resource::object(&patched)?.clone();
    let committed = change(tenant, call, &before, record)?;
    let response = if tenant.options.empty_patch {
        Response::empty(204)
    } else {
        shown(tenant, id, 200)?
    };
    Ok(Answer {
        response,
        committed,
    })
}

/// Delete a user, which switches him off; the answer says that he is on.
pub(crate) fn delete(tenant: &mut OneId, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let keyed = call.request.header("idempotency-key").is_some();
    match tenant.options.delete_key {
        DeleteKey::Required if !keyed => {
            return Err(Refused::value("Idempotency-Key is required"));
        }
        DeleteKey::Refused if keyed => {
            return Err(Refused::value("Idempotency-Key is for POST and PATCH"));
        }
        _ => {}
    }
    let committed = switch_off(tenant, call, id)?;
    let response = if tenant.options.empty_delete {
        Response::empty(204)
    } else {
        let record = &one(tenant, id)?.record;
        Response::json(200, &show(&tenant.options, record, View::Deleted))
    };
    Ok(Answer {
        response,
        committed,
    })
}

/// Switches somebody off, and says whether that made a difference.
pub(crate) fn switch_off(tenant: &mut OneId, call: Call<'_>, id: &str) -> Outcome<bool> {
    let before = one(tenant, id)?.record.clone();
    let mut record = before.clone();
    set(&mut record, "active", Value::Bool(false));
    change(tenant, call, &before, record)
}

/// Stores a changed user, and says whether it is another.
fn change(
    tenant: &mut OneId,
    call: Call<'_>,
    before: &Map<String, Value>,
    mut record: Map<String, Value>,
) -> Outcome<bool> {
    for name in &tenant.ignored {
        let value = before.get(name).cloned().unwrap_or_default();
        set(&mut record, name, value);
    }
    let types = Arc::clone(&tenant.types);
    let [kind, _] = types.as_ref();
    record::settle(kind, &mut record)?;
    check_name(tenant, &record, text(before, "userName"))?;
    let random = tenant.options.anonymize.then_some(&mut tenant.random);
    record::follow(before, &mut record, random);
    if record == *before {
        return Ok(false);
    }
    if let Some(Value::Object(meta)) = record.get_mut("meta") {
        set(meta, "lastModified", Value::from(clock::iso(call.now_ms)));
    }
    let id = text(before, "id").to_owned();
    Ok(tenant.users.replace(&id, record))
}

/// Whether a user name can be had: it is nobody else's, here or elsewhere.
fn check_name(tenant: &OneId, record: &Map<String, Value>, own: &str) -> Outcome<()> {
    let name = text(record, "userName");
    let folded = lower(name);
    if folded == lower(own) {
        return Ok(());
    }
    let held = tenant.users.holds_name(name) && !tenant.duplicate_names;
    if held || tenant.taken.contains(&folded) {
        let detail = format!("a user with the userName {name} already exists");
        return Err(Refused::new(409, "uniqueness", detail));
    }
    Ok(())
}

/// A PatchOp with paths as RFC 7644 has them. Its key is `operations`, and no other.
pub(crate) fn operations(sent: &Value, form: PathForm) -> Outcome<Value> {
    let mut sent = resource::object(sent)?.clone();
    let Some(Value::Array(given)) = sent.get_mut("operations") else {
        return Err(Refused::syntax("operations is missing"));
    };
    for operation in given.iter_mut().filter_map(Value::as_object_mut) {
        if let Some(value) = operation.get_mut("value") {
            forget_empty(value);
        }
        let path = text(operation, "path").to_owned();
        let plain = path.strip_prefix('/');
        let refused = match form {
            PathForm::Either => false,
            PathForm::Slash => plain.is_none(),
            PathForm::Plain => plain.is_some(),
        };
        if refused {
            return Err(Refused::path(format!("there is no path \"{path}\"")));
        }
        if let Some(plain) = plain {
            // `/name/givenName`, as RFC 6901 writes a place in JSON.
            let plain = match plain.strip_prefix(EXTENSION) {
                Some(rest) => format!("{EXTENSION}{}", rest.replace('/', ":")),
                None => plain.replace('/', "."),
            };
            set(operation, "path", Value::from(plain));
        }
    }
    Ok(Value::Object(sent))
}

/// An empty text and `null` in what is sent change nothing: only `" "` clears.
fn forget_empty(value: &mut Value) {
    let none = |value: &Value| value.is_null() || value == "";
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !none(value));
            fields.values_mut().for_each(forget_empty);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_empty),
        _ => {}
    }
}

/// Removes what was set to `" "`.
fn clear(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(clear);
            fields.retain(|_, value| value != " " && *value != Value::Object(Map::new()));
        }
        Value::Array(items) => items.iter_mut().for_each(clear),
        _ => {}
    }
}

fn touches_active(sent: &Value) -> bool {
    let operations = sent.get("operations").and_then(Value::as_array);
    operations.into_iter().flatten().any(|operation| {
        let path = operation.get("path").and_then(Value::as_str);
        let value = operation.get("value").and_then(Value::as_object);
        match path.unwrap_or_default() {
            "" => value.is_some_and(|value| value.contains_key("active")),
            path => path.eq_ignore_ascii_case("active"),
        }
    })
}

pub(crate) fn one<'t>(tenant: &'t OneId, id: &str) -> Outcome<&'t Stored> {
    let found = tenant.users.get(id);
    found.ok_or_else(|| Refused::missing(&format!("user {id}")))
}

fn shown(tenant: &OneId, id: &str, status: u16) -> Outcome<Response> {
    let record = &one(tenant, id)?.record;
    let mut body = show(&tenant.options, record, View::Plain);
    if let Some(body) = body
        .as_object_mut()
        .filter(|_| tenant.options.members.on_users)
    {
        set(body, "groups", groups::of(tenant, id));
    }
    Ok(Response::json(status, &body))
}
