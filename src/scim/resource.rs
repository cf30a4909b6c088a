//! A user on the wire (RFC 7643 §4) and in our flat shape: one read out of the other.

use super::ENTERPRISE;
use super::dialect::Dialect;
use super::groups;
use super::path::{self, field, get};
use crate::attribute::Attribute;
use crate::error::Error;
use crate::http::message::unexpected;
use crate::model::{Account, User};
use crate::provider::Draft;
use crate::time;
use seatwarden_json::{Map, Value, json};

/// Where each attribute is (RFC 7643 §4.1, §4.3), in the order in which a write sends them.
pub const PATHS: [(Attribute, &str); 16] = [
    (Attribute::UserName, "userName"),
    (Attribute::Email, "emails"),
    (Attribute::GivenName, "name.givenName"),
    (Attribute::FamilyName, "name.familyName"),
    (Attribute::DisplayName, "displayName"),
    (Attribute::Title, "title"),
    (
        Attribute::Department,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    ),
    (
        Attribute::Organization,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization",
    ),
    (
        Attribute::CostCenter,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
    ),
    (
        Attribute::EmployeeNumber,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
    ),
    (
        Attribute::Manager,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
    ),
    (Attribute::Phone, "phoneNumbers"),
    (Attribute::Locale, "locale"),
    (Attribute::Timezone, "timezone"),
    (Attribute::UserType, "userType"),
    (Attribute::ExternalId, "externalId"),
];

/// The attribute that holds the roles.
pub const ROLES: &str = "roles";
/// The attribute that holds the groups.
pub const GROUPS: &str = "groups";
/// The attribute that says whether a user may log in.
pub const ACTIVE: &str = "active";

/// Where an attribute is.
#[must_use]
pub fn path_of(attribute: Attribute) -> &'static str {
    let found = PATHS.iter().find(|(known, _)| *known == attribute);
    found.map_or("", |(_, path)| path)
}

/// The attribute at a path.
#[must_use]
pub fn attribute_at(path: &str) -> Option<Attribute> {
    let found = PATHS
        .iter()
        .find(|(_, known)| known.eq_ignore_ascii_case(path));
    found.map(|(attribute, _)| *attribute)
}

/// A text, or a number as text.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.as_str().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The version of a record, as `If-Match` wants it (RFC 7644 §3.14).
pub(crate) fn version(record: &Value) -> Option<String> {
    path::get(record, "meta.version").and_then(text)
}

fn is_of_type(item: &Value, kind: &str) -> bool {
    let is = field(item, "type").and_then(Value::as_str);
    is.is_some_and(|is| is.eq_ignore_ascii_case(kind))
}

fn is_primary(item: &Value) -> bool {
    field(item, "primary").and_then(flag) == Some(true)
}

/// Whether a number may be `phone`: one for work (Zoom's word is `office`, Z:571), or of no type. Were others taken
/// where there is none, whoever takes the number away would find the next one in its place, and lose one a time.
fn is_work_phone(item: &Value) -> bool {
    let kind = field(item, "type").filter(|kind| !kind.is_null());
    kind.is_none() || is_of_type(item, "work") || is_of_type(item, "office")
}

/// The place of the value that counts among those of several that `may`: the primary one, else the one for work, else
/// the first (RFC 7643 §2.4).
fn chosen(items: &[Value], may: fn(&Value) -> bool) -> Option<usize> {
    let first = |is: &dyn Fn(&Value) -> bool| items.iter().position(|item| may(item) && is(item));
    first(&is_primary)
        .or_else(|| first(&|item| is_of_type(item, "work")))
        .or_else(|| first(&|_| true))
}

fn any(_: &Value) -> bool {
    true
}

/// Which of several values can be an attribute.
fn choice(attribute: Attribute) -> fn(&Value) -> bool {
    match attribute {
        Attribute::Phone => is_work_phone,
        _ => any,
    }
}

/// An attribute as one text: of several the one that counts, of an object (Zoom's `roles` and `groups`) the first of
/// `keys` that it has.
fn one_text(value: &Value, keys: [&str; 2], may: fn(&Value) -> bool) -> Option<String> {
    let item = match value {
        Value::Array(items) => items.get(chosen(items, may)?)?,
        other => other,
    };
    let told = |value: &Value| text(value).filter(|text| !text.is_empty());
    let inner = keys.iter().find_map(|key| field(item, key).and_then(told));
    inner.or_else(|| told(item))
}

/// A boolean, also one that is written as a text (Entra ID sends `"False"`, and some servers keep it), as 0 or 1, or alone
/// in a list or as a `value`.
fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Array(items) => match items.as_slice() {
            [one] => flag(one),
            _ => None,
        },
        Value::Object(_) => field(value, "value").and_then(flag),
        _ => match text(value)?.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
    }
}

/// Whether an attribute says nothing: null, an empty list and absence are equal (RFC 7643 §2.5).
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Reads a user. In a `full` record what isn't there is empty, unless the dialect says that it may be hidden; in a
/// row of a list it is unknown.
///
/// # Errors
/// `invalid_response` if it has no id or no userName.
pub fn account(
    raw: Value,
    dialect: &Dialect,
    full: bool,
    keep_raw: bool,
) -> Result<Account, Error> {
    if !raw.is_object() {
        return Err(unexpected("a user that is no object"));
    }
    let mut account = Account::default();
    let at = |path: &str| get(&raw, path).filter(|value| !is_empty(value));
    let id = at("id").and_then(text).filter(|id| !id.is_empty());
    account.user = User {
        id: id.ok_or_else(|| unexpected("a user without an id"))?,
        created_at: at("meta.created")
            .and_then(text)
            .as_deref()
            .and_then(time::normalize),
        updated_at: at("meta.lastModified")
            .and_then(text)
            .as_deref()
            .and_then(time::normalize),
        ..User::default()
    };
    for (attribute, path) in PATHS {
        let value = at(path);
        if value.is_some() || (full && !dialect.hides(path)) {
            account.shown.insert(attribute);
        }
        let text =
            value.and_then(|value| one_text(value, ["value", "displayName"], choice(attribute)));
        attribute.set_user(&mut account.user, text);
    }
    if account.user.user_name.is_empty() {
        return Err(unexpected("a user without a userName"));
    }
    account.shows_role = full || at(ROLES).is_some();
    if let Some(roles) = at(ROLES) {
        account.user.role = one_text(roles, ["display", "value"], any);
        account.user.role_id = one_text(roles, ["value", "display"], any);
    }
    if let Some(groups) = at(GROUPS) {
        let groups = match groups {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let names = groups
            .iter()
            .filter_map(|group| one_text(group, ["display", "value"], any));
        account.user.groups = Some(names.collect());
    }
    // `active` has no default (RFC 7643 §4.1.1). Whoever isn't switched off counts as active, so that an absent one
    // never hides somebody who is inside. What is there and can't be read is no absence: nobody may guess then.
    let told = at(ACTIVE);
    let active = told.and_then(flag);
    account.shows_active = active.is_some() || full && told.is_none();
    account.user.active = active.unwrap_or(true);
    account.user.raw = keep_raw.then_some(raw);
    Ok(account)
}

/// What is to be put where, for a write: paths and values; null empties. `before` is the record as it is.
#[must_use]
pub fn changes(draft: &Draft, dialect: &Dialect, before: Option<&Value>) -> Vec<(String, Value)> {
    let mut changes = Vec::new();
    for (attribute, path) in PATHS {
        let Some((_, text)) = draft.attributes.iter().find(|(is, _)| *is == attribute) else {
            continue;
        };
        let held = before.and_then(|record| get(record, path));
        let value = match attribute {
            Attribute::Email | Attribute::Phone => several(held, text, attribute),
            _ if text.is_empty() => Value::Null,
            Attribute::Manager if !dialect.manager_is_text => json!({ "value": text }),
            _ => Value::from(text),
        };
        changes.push((path.to_owned(), value));
    }
    if let Some(role) = &draft.role_id {
        let held = before.filter(|_| dialect.several_roles);
        let held = held.and_then(|record| get(record, ROLES));
        changes.push((ROLES.to_owned(), with_role(held, role)));
    }
    if let Some(groups) = &draft.groups {
        let held = before.and_then(|record| get(record, GROUPS));
        changes.push((GROUPS.to_owned(), groups::on_user(groups, held)));
    }
    if let Some(active) = draft.active {
        changes.push((ACTIVE.to_owned(), Value::Bool(active)));
    }
    let extra = draft.extra.iter();
    changes.extend(extra.map(|(key, value)| (key.as_str().to_owned(), value.clone())));
    changes
}

/// A list of mail addresses or phone numbers in which the one that counts is `text`; the others stay. Without a text
/// none is left that could count: what was done once is done.
fn several(held: Option<&Value>, text: &str, attribute: Attribute) -> Value {
    let may = choice(attribute);
    let mut items = match held {
        Some(Value::Array(items)) => items.clone(),
        _ => Vec::new(),
    };
    // Some servers keep bare texts.
    for item in items.iter_mut().filter(|item| !item.is_object()) {
        *item = json!({ "value": item.take() });
    }
    let at = chosen(&items, may);
    // The new one may have been there as another one: it is not there twice.
    let mut place = 0;
    items.retain(|item| {
        let is_chosen = Some(place) == at;
        place += 1;
        let has = field(item, "value").and_then(Value::as_str);
        let is_same = has.is_some_and(|has| has.eq_ignore_ascii_case(text));
        !may(item) || (!text.is_empty() && (is_chosen || !is_same))
    });
    if text.is_empty() {
        return Value::Array(items);
    }
    match chosen(&items, may).and_then(|at| items.get_mut(at)?.as_object_mut()) {
        Some(item) => path::set(item, "value", Value::from(text)),
        None if attribute == Attribute::Email => {
            items.push(json!({ "type": "work", "value": text, "primary": true }));
        }
        None => items.push(json!({ "type": "work", "value": text })),
    }
    Value::Array(items)
}

/// A list of roles in which the one that counts is `role`: one that the user has is made the primary one, one that he
/// hasn't takes the place of the one that counted. The others stay.
fn with_role(held: Option<&Value>, role: &str) -> Value {
    let mut items = match held {
        Some(Value::Array(items)) => items.clone(),
        Some(one @ Value::Object(_)) => vec![one.clone()],
        _ => Vec::new(),
    };
    let is = |value: &Value| text(value).is_some_and(|text| text == role);
    let has = |item: &Value| {
        let inner = ["value", "display"].into_iter();
        is(item) || inner.flat_map(|key| field(item, key)).any(is)
    };
    let mut wanted = json!({ "display": role, "value": role });
    match items.iter().position(has) {
        Some(at) => wanted = items.remove(at),
        None => drop(chosen(&items, any).map(|at| items.remove(at))),
    }
    for item in items.iter_mut().filter(|item| is_primary(item)) {
        if let Some(item) = item.as_object_mut() {
            path::set(item, "primary", Value::Bool(false));
        }
    }
    if let Some(item) = wanted.as_object_mut() {
        path::set(item, "primary", Value::Bool(true));
    }
    items.insert(0, wanted);
    Value::Array(items)
}

/// A user to be created, or what a partial PUT sends: nothing but the changes, and the schemas that they are of.
#[must_use]
pub fn resource(changes: Vec<(String, Value)>, schema: &str) -> Value {
    let mut record = Map::new();
    for (path, value) in changes {
        path::set(&mut record, &path, value);
    }
    name_schemas(&mut record, schema);
    Value::Object(record)
}

/// Names the schemas that a record has something of (RFC 7643 §3): a server may drop what isn't named.
pub fn name_schemas(record: &mut Map, schema: &str) {
    let urns = record.keys().filter(|key| path::split_urn(key).is_some());
    let urns: Vec<_> = urns.cloned().map(Value::String).collect();
    let name = path::spelled(record, "schemas");
    let schemas = record.field(&name);
    if !schemas.is_array() {
        *schemas = json!([schema]);
    }
    let Some(schemas) = schemas.as_array_mut() else {
        return;
    };
    for urn in urns {
        let text = urn.as_str().unwrap_or_default();
        let is_it = |known: &Value| {
            known
                .as_str()
                .is_some_and(|known| known.eq_ignore_ascii_case(text))
        };
        if !schemas.iter().any(is_it) {
            schemas.push(urn);
        }
    }
}

/// Whether a path is one of the core schema of a user (RFC 7643 §4.1) or of an extension.
#[must_use]
pub fn is_known(path: &str) -> bool {
    const OTHERS: [&str; 17] = [
        "id",
        "schemas",
        "meta",
        "active",
        "name",
        "nickName",
        "profileUrl",
        "preferredLanguage",
        "password",
        "ims",
        "photos",
        "addresses",
        "groups",
        "entitlements",
        "roles",
        "x509Certificates",
        ENTERPRISE,
    ];
    let head = path.split('.').next().unwrap_or_default();
    path::split_urn(path).is_some()
        || attribute_at(path).is_some()
        || OTHERS.iter().any(|known| known.eq_ignore_ascii_case(head))
}
