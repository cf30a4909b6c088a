//! A OneID user as stored, as written and as shown. It may not know who else is stored.

use serde_json::{Map, Value};

use super::options::{InactiveShape, OneIdOptions, SwappedNames};
use crate::json::{array, flag, items, object, set, text};
use crate::random::Random;
use crate::scim::errors::{Outcome, Refused};
use crate::scim::resource;
use crate::scim::schema::{Schema, Type, USER};

/// The extension that a create has to have.
pub(crate) const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
/// Where every location points, whatever the tenant's own host is.
pub(crate) const LOCATION: &str = "http://localhost:9900/scim/v2";
/// The status of somebody who is off. No document names it.
const OFF: &str = "INACTIVE";

/// What the reference lists and its samples show.
const USER_TABLE: &str = "\
userName required server|The username or login name of the user
name complex|The parts of the user's name
.formatted|The whole name
.familyName|The family name
.givenName|The given name
displayName|The name to show
preferredLanguage|The preferred language
locale|Where the user is at home
active boolean|Whether the user may sign in
emails multi complex|E-mail addresses
.value|The address
.display readOnly|The address to show
.type|What it is for
.primary boolean|Whether it is the preferred one
roles multi complex|The user's roles
.value|USER or ADMIN
.display readOnly|Its name to show";

const EXTENSION_TABLE: &str = "\
schemas multi reference exact|The schema of the extension
organizationId exact readOnly|The organization
status readOnly|Where the account stands
ssoEnabled boolean readOnly|Whether single sign-on is on
region readOnly|Where the data are";

/// Users: the core's attributes that OneID has, and its own.
pub(crate) fn user_type() -> Type {
    let schema = Schema::new(USER, "User", USER_TABLE);
    let extension = Schema::new(EXTENSION, "UserExtension", EXTENSION_TABLE);
    Type::new("User", "Users", schema, Some(extension))
}

/// Which answer shows a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Reading, creating or changing one; a row of a list.
    Plain,
    /// A bulk create.
    Bulk,
    /// A delete.
    Deleted,
}

/// A user as an answer shows it.
pub(crate) fn show(options: &OneIdOptions, record: &Map<String, Value>, view: View) -> Value {
    let mut shown = record.clone();
    let id = text(record, "id");
    let folder = if view == View::Bulk {
        "Users/bulk"
    } else {
        "Users"
    };
    if let Some(Value::Object(meta)) = shown.get_mut("meta") {
        set(
            meta,
            "location",
            Value::from(format!("{LOCATION}/{folder}/{id}")),
        );
    }
    let swaps = match options.swapped_names {
        SwappedNames::Bulk => view == View::Bulk,
        SwappedNames::Always => true,
        SwappedNames::Never => false,
    };
    if let Some(Value::Object(name)) = shown.get_mut("name")
        && swaps
    {
        let (given, family) = (name.remove("givenName"), name.remove("familyName"));
        set(name, "givenName", family.unwrap_or_default());
        set(name, "familyName", given.unwrap_or_default());
    }
    for list in ["emails", "roles"] {
        for one in shown
            .get_mut(list)
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            if let Some(fields) = one.as_object_mut() {
                let display = fields.get("value").cloned().unwrap_or_default();
                set(fields, "display", display);
            }
        }
    }
    if !flag(record, "active") {
        if options.inactive == InactiveShape::Active {
            set_status(&mut shown, "ACTIVE");
        }
        // The samples of answers to DELETE say so.
        let hides = options.inactive == InactiveShape::Status || view == View::Deleted;
        set(&mut shown, "active", Value::Bool(hides));
    }
    Value::Object(shown)
}

/// Reads what was sent as a user. What the reference doesn't list is dropped without a word.
pub(crate) fn accept(kind: &Type, sent: &Value) -> Outcome<Map<String, Value>> {
    let mut known = resource::object(sent)?.clone();
    known.retain(|name, _| kind.attribute(name).is_some() || kind.extension(name).is_some());
    let listed = items(&known, "schemas").iter().filter(|urn| {
        let urn = urn.as_str().unwrap_or_default();
        kind.schemas()
            .any(|schema| schema.id.eq_ignore_ascii_case(urn))
    });
    let listed: Vec<Value> = listed.cloned().collect();
    set(&mut known, "schemas", Value::Array(listed));
    let mut record = resource::accept(kind, &Value::Object(known))?;
    record.remove(EXTENSION);
    Ok(record)
}

/// What has to hold of a user before it is stored.
pub(crate) fn settle(kind: &Type, record: &mut Map<String, Value>) -> Outcome<()> {
    resource::settle(kind, record)?;
    let roles = items(record, "roles").iter().map(|role| role.get("value"));
    for role in roles.map(|role| role.and_then(Value::as_str)) {
        if !matches!(role, Some("USER" | "ADMIN")) {
            return Err(Refused::value("a role is USER or ADMIN"));
        }
    }
    set(record, "schemas", array![EXTENSION, USER]);
    Ok(())
}

/// The extension of a new user: an organization's id that isn't the one that was sent.
pub(crate) fn extension(organization_id: &str, status: &str) -> Value {
    object! {
        "schemas": array![EXTENSION],
        "organizationId": organization_id,
        "status": status,
        "ssoEnabled": true,
        "region": "EU",
    }
}

/// `displayName`, if nobody gave one: the formatted name.
pub(crate) fn name_to_show(record: &mut Map<String, Value>) {
    if record.contains_key("displayName") {
        return;
    }
    let Some(name) = record.get("name").and_then(Value::as_object) else {
        return;
    };
    let shown = match text(name, "formatted") {
        "" => format!("{} {}", text(name, "givenName"), text(name, "familyName")),
        formatted => formatted.to_owned(),
    };
    set(record, "displayName", Value::from(shown.trim()));
}

/// Follows `active` where it leads: the status with it, and what the policy takes when somebody is
/// switched off.
pub(crate) fn follow(
    before: &Map<String, Value>,
    record: &mut Map<String, Value>,
    anonymizes: Option<&mut Random>,
) {
    let (was, is) = (flag(before, "active"), flag(record, "active"));
    set(record, "active", Value::Bool(is));
    if was == is {
        return;
    }
    set_status(record, if is { "ACTIVE" } else { OFF });
    if let Some(random) = anonymizes.filter(|_| !is) {
        let id = random.uuid();
        let email = format!("{id}@anonymized.invalid");
        let name = object! { "givenName": "Anonymized", "familyName": "User", "formatted": "Anonymized User" };
        let emails = array![object! { "value": email, "type": "work", "primary": true }];
        set(record, "userName", Value::from(id.as_str()));
        set(record, "externalId", Value::from(id));
        set(record, "displayName", Value::from("Anonymized User"));
        set(record, "name", name);
        set(record, "emails", emails);
    }
}

fn set_status(record: &mut Map<String, Value>, status: &str) {
    if let Some(Value::Object(extension)) = record.get_mut(EXTENSION) {
        set(extension, "status", Value::from(status));
    }
}

/// The status of a user.
pub(crate) fn status(record: &Map<String, Value>) -> &str {
    let status = record
        .get(EXTENSION)
        .and_then(|fields| fields.get("status"));
    status.and_then(Value::as_str).unwrap_or_default()
}
