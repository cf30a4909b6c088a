//! `/scim2/Users`: list, create, read, update, switch on and off, delete. One function an operation
//! of the document.

use serde_json::{Map, Value};

use super::errors::{
    ADMIN_DELETE, ADMIN_MAIL, BAD_USER_NAME, DOMAIN, FORCE_INACTIVE, HUB_ASSETS, LOCKED, NO_ACTIVE,
    NO_USER, Outcome, PROTECTED, ROOM_TO_FREE, Refused,
};
use super::record::{self, View, ZOOM, email, emails, is, is_admin, named, sent_email, show};
use super::{Zoom, licences};
use crate::fold::lower;
use crate::http::{Response, Target};
use crate::json::{array, flag, items, object, set, text};
use crate::store::Stored;
use crate::tenant::{Answer, Call};

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// What a page has when `count` doesn't say: the document's example.
const DEFAULT_COUNT: usize = 10;
/// Roles that SCIM gives. The owner's it doesn't.
const ROLES: [&str; 3] = ["Admin", "Member", "Developer"];

/// List users.
pub(crate) fn list(tenant: &Zoom, target: &Target) -> Outcome<Answer> {
    let filter = target.parameter("filter");
    let fits = match filter.as_deref() {
        None => None,
        Some(filter) => Some(filter_of(tenant, filter)?),
    };
    let found: Vec<&Stored> = tenant
        .users
        .visible()
        .filter(|user| {
            fits.as_ref()
                .is_none_or(|(name, value)| matches(user, name, value))
        })
        .collect();
    let rows = |user: &&Stored| show(&user.record, View::Row, tenant.sparse);
    Ok(page(target, tenant.options.page_cap, &found, rows))
}

/// A page of a list.
pub(crate) fn page(
    target: &Target,
    cap: usize,
    found: &[&Stored],
    row: impl Fn(&&Stored) -> Value,
) -> Answer {
    let number = |name| {
        target
            .parameter(name)
            .and_then(|text| text.parse::<usize>().ok())
    };
    let count = number("count").unwrap_or(DEFAULT_COUNT).min(cap);
    let start = number("startIndex").unwrap_or(1).max(1);
    let rows: Vec<Value> = found.iter().skip(start - 1).take(count).map(row).collect();
    Answer::read(Response::json(
        200,
        &object! {
            "schemas": array![LIST_RESPONSE],
            "totalResults": found.len(),
            "startIndex": start,
            // What a page may have, not what this one has: the example says 10 and shows one.
            "itemsPerPage": count,
            "Resources": rows,
        },
    ))
}

/// The attribute and the value of a filter that Zoom knows. Values may come unquoted.
pub(crate) fn split_filter(filter: &str) -> (&str, Option<String>) {
    let filter = filter.trim();
    let (name, rest) = filter.split_once(' ').unwrap_or((filter, ""));
    let rest = rest.trim_start();
    let value = match rest.split_once(' ') {
        Some((operator, value)) if operator.eq_ignore_ascii_case("eq") => Some(value.trim()),
        _ => None,
    };
    let value = value.and_then(|value| {
        if value.starts_with('"') {
            serde_json::from_str::<Value>(value)
                .ok()?
                .as_str()
                .map(str::to_owned)
        } else {
            Some(value.to_owned())
        }
    });
    (name, value)
}

fn filter_of(tenant: &Zoom, filter: &str) -> Outcome<(String, String)> {
    let (name, value) = split_filter(filter);
    let known = ["userName", "externalId", "userType"].contains(&name);
    let Some(value) = value.filter(|_| known) else {
        let detail = format!("The current filter is not supported, the filter name: {name}");
        return Err(Refused(400, detail));
    };
    // A pending user is no empty list (devforum.zoom.us 7646).
    let mut users = tenant.users.visible();
    if users.any(|user| is(&user.record, "pending") && matches(user, name, &value)) {
        let detail = format!("User {value} not exist or not belong to this account.");
        return Err(Refused(400, detail));
    }
    Ok((name.to_owned(), value))
}

fn matches(user: &Stored, name: &str, value: &str) -> bool {
    match name {
        // `externalId` is Zoom's own id.
        "externalId" => user.id() == value,
        "userName" => lower(text(&user.record, name)) == lower(value),
        _ => text(&user.record, name) == value,
    }
}

/// Create a user. `active` and `emails` are not the client's to say here.
pub(crate) fn create(tenant: &mut Zoom, call: Call<'_>) -> Outcome<Answer> {
    let sent = super::body(call.request)?;
    let user_name = text(&sent, "userName").to_owned();
    if !is_address(&user_name) {
        return Err(Refused::new(400, BAD_USER_NAME));
    }
    let mut record = Map::new();
    record::write(&mut record, &sent);
    if !record.contains_key("displayName") {
        let name = record.get("name").and_then(Value::as_object);
        let part = |part| name.map_or("", |name| text(name, part));
        let display = format!("{} {}", part("givenName"), part("familyName"));
        set(&mut record, "displayName", Value::from(display.trim()));
    }
    if !record.contains_key("userType") {
        set(&mut record, "userType", Value::from("Basic"));
    }
    set(&mut record, "userName", Value::from(user_name.as_str()));
    set(&mut record, "emails", emails(&user_name));
    set(&mut record, "active", Value::Bool(true));
    assign(tenant, &mut record, &sent);
    if !record.contains_key("roles") {
        set(&mut record, "roles", record::roles(&["Member".to_owned()]));
    }
    if tenant.options.pending {
        set(&mut record, "traits", array!["pending"]);
    }
    if !tenant.duplicate_names
        && (tenant.users.holds_name(&user_name) || holds(tenant, &user_name, ""))
    {
        let detail = format!("The email \"{user_name}\" is already in use.");
        return Err(Refused(400, detail));
    }
    check_address(tenant, &user_name)?;
    licences::check(&tenant.options, &tenant.users, "", &record)?;
    record.retain(|name, _| !tenant.ignored.contains(name));
    let id = tenant.keep_user(record, call.now_ms);
    Ok(Answer::wrote(shown(tenant, &id, View::Created, 201)?))
}

/// Get a user.
pub(crate) fn get(tenant: &Zoom, id: &str) -> Outcome<Answer> {
    Ok(Answer::read(shown(tenant, id, View::One, 200)?))
}

/// Update a user: PUT, and partial all the same. The user name changes with the e-mail address.
pub(crate) fn update(tenant: &mut Zoom, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let sent = super::body(call.request)?;
    let before = one(tenant, id)?.record.clone();
    let (was, wanted) = (
        flag(&before, "active"),
        sent.get("active").and_then(Value::as_bool),
    );
    if is(&before, "locked") || (!was && wanted != Some(true)) {
        return Err(Refused::new(400, LOCKED));
    }
    let mut record = before.clone();
    record::write(&mut record, &sent);
    assign(tenant, &mut record, &sent);
    if let Some(address) = sent_email(&sent).filter(|address| *address != email(&before)) {
        if is_admin(&before) {
            return Err(Refused::new(400, ADMIN_MAIL));
        }
        if holds(tenant, address, id) {
            return Err(already_used(address));
        }
        check_address(tenant, address)?;
        set(&mut record, "emails", emails(address));
        set(&mut record, "userName", Value::from(address));
    }
    if is(&before, "room") && text(&record, "userType") == "Basic" {
        return Err(Refused::new(400, ROOM_TO_FREE));
    }
    if let Some(wanted) = wanted.filter(|wanted| *wanted != was) {
        check_switch(tenant, &before, wanted)?;
        set(&mut record, "active", Value::Bool(wanted));
    }
    licences::check(&tenant.options, &tenant.users, id, &record)?;
    change(tenant, call, id, record)
}

/// Deactivate a user, or activate one: PATCH, and nothing else than `active`.
pub(crate) fn switch(tenant: &mut Zoom, call: Call<'_>, id: &str) -> Outcome<Answer> {
    let sent = super::body(call.request)?;
    let before = one(tenant, id)?.record.clone();
    // Names are told by case: lowercase `operations` is none.
    let operations = items(&sent, "Operations")
        .iter()
        .filter_map(Value::as_object);
    let wanted = operations
        .filter(|operation| text(operation, "op") == "replace")
        .filter_map(|operation| operation.get("value")?.get("active")?.as_bool())
        .next_back();
    let Some(wanted) = wanted else {
        return Err(Refused::new(400, NO_ACTIVE));
    };
    let mut record = before.clone();
    if wanted != flag(&before, "active") {
        check_switch(tenant, &before, wanted)?;
        set(&mut record, "active", Value::Bool(wanted));
    }
    change(tenant, call, id, record)
}

/// Delete a user.
pub(crate) fn delete(tenant: &mut Zoom, id: &str) -> Outcome<Answer> {
    let record = &one(tenant, id)?.record;
    if is_admin(record) {
        return Err(Refused::new(400, ADMIN_DELETE));
    }
    let record = record.clone();
    hand_over(tenant, &record);
    tenant.users.remove(id);
    Ok(Answer::wrote(Response::empty(204)))
}

/// Stores a changed record, unless the user is pending: then the answer tells of a change that is lost.
fn change(
    tenant: &mut Zoom,
    call: Call<'_>,
    id: &str,
    mut record: Map<String, Value>,
) -> Outcome<Answer> {
    let before = one(tenant, id)?.record.clone();
    if is(&before, "pending") {
        let body = show(&record, View::Changed, tenant.sparse);
        return Ok(Answer::read(Response::json(200, &body)));
    }
    for name in &tenant.ignored {
        let value = before.get(name).cloned().unwrap_or_default();
        set(&mut record, name, value);
    }
    let committed = record != before;
    if committed {
        tenant.stamp_modified(&mut record, call.now_ms);
        if flag(&before, "active") && !flag(&record, "active") {
            hand_over(tenant, &record);
        }
        tenant.users.replace(id, record);
    }
    Ok(Answer {
        response: shown(tenant, id, View::Changed, 200)?,
        committed,
    })
}

/// Whether somebody may be switched on or off.
fn check_switch(tenant: &Zoom, record: &Map<String, Value>, wanted: bool) -> Outcome<()> {
    if is_admin(record) || is(record, "room") {
        return Err(Refused::new(409, PROTECTED));
    }
    if wanted && is(record, "forceInactive") {
        // The document has it under both.
        let status = if tenant.force_inactive_is_conflict {
            409
        } else {
            400
        };
        return Err(Refused::new(status, FORCE_INACTIVE));
    }
    if !wanted && is(record, "hubAssets") {
        return Err(Refused::new(409, HUB_ASSETS));
    }
    Ok(())
}

/// The transferee gets a leaver's data: what he received is on his record, under `received`.
fn hand_over(tenant: &mut Zoom, leaver: &Map<String, Value>) {
    let transferee = leaver.get(ZOOM).and_then(|zoom| zoom.get("transferee"));
    let address = lower(transferee.and_then(Value::as_str).unwrap_or_default());
    let to = tenant
        .users
        .iter()
        .find(|user| !address.is_empty() && lower(email(&user.record)) == address);
    if let Some(to) = to {
        let id = to.id().to_owned();
        let mut received = items(&to.record, "received").to_vec();
        received.push(Value::from(text(leaver, "userName")));
        let mut fields = Map::new();
        set(&mut fields, "received", Value::Array(received));
        tenant.users.set(&id, fields, false);
    }
}

/// Roles and groups by name; what the account doesn't have is ignored.
fn assign(tenant: &Zoom, record: &mut Map<String, Value>, sent: &Map<String, Value>) {
    let roles = named(items(sent, "roles"), &|name| ROLES.contains(&name));
    if !roles.is_empty() {
        set(record, "roles", record::roles(&roles));
    }
    if sent.contains_key("groups") {
        let groups = named(items(sent, "groups"), &|name| {
            tenant.groups.holds_name(name)
        });
        set(record, "groups", record::groups(&groups));
    }
}

/// Whether an address can be had: of the account's domains, and nobody's elsewhere.
fn check_address(tenant: &Zoom, address: &str) -> Outcome<()> {
    let folded = lower(address);
    if tenant.taken.contains(&folded) {
        return Err(already_used(address));
    }
    let (_, domain) = folded.rsplit_once('@').unwrap_or_default();
    let domains = &tenant.options.domains;
    if domains.is_empty() || domains.iter().any(|own| own.eq_ignore_ascii_case(domain)) {
        return Ok(());
    }
    Err(Refused::new(409, DOMAIN))
}

fn already_used(address: &str) -> Refused {
    Refused(409, format!("Email ''{address}'' has already been used."))
}

/// Whether anybody but `own` has an address or a user name, in any case.
fn holds(tenant: &Zoom, address: &str, own: &str) -> bool {
    let address = lower(address);
    tenant.users.iter().any(|user| {
        let names = [email(&user.record), text(&user.record, "userName")];
        user.id() != own && names.iter().any(|name| lower(name) == address)
    })
}

fn is_address(text: &str) -> bool {
    let (mailbox, domain) = text.rsplit_once('@').unwrap_or_default();
    !mailbox.is_empty() && !domain.is_empty() && !text.contains(' ')
}

fn one<'t>(tenant: &'t Zoom, id: &str) -> Outcome<&'t Stored> {
    tenant
        .users
        .get(id)
        .ok_or_else(|| Refused::new(404, NO_USER))
}

fn shown(tenant: &Zoom, id: &str, view: View, status: u16) -> Outcome<Response> {
    let record = &one(tenant, id)?.record;
    Ok(Response::json(status, &show(record, view, tenant.sparse)))
}
