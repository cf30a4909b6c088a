//! A Zoom user as stored, as written and as shown: the document's fields, one answer unlike the other.

use serde_json::{Map, Value};

use crate::json::{array, items, object, set, text};

/// The extension with licences and custom attributes.
pub(crate) const ZOOM: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
/// The other extension: how one logs in. Only reading shows it.
const LOGIN: &str = "urn:us:zoom:scim:schemas:extension:1.0:ZoomUser";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// What every user says is its schema, though it is that of a list.
const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// What is taken, and no answer shows, by the beginnings of its names.
const UNSHOWN: [&str; 4] = [
    "zoomPhone",
    "zoomContactCenter",
    "zoomRevenueAcceleratorSegment",
    "zoomRevenueAcceleratorRegion",
];

/// Which answer shows a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// A row of a list: no licences, no manager, no roles.
    Row,
    /// Reading one.
    One,
    /// Creating one.
    Created,
    /// Changing one.
    Changed,
}

/// A user as an answer shows it. `sparse`: only what the document's example of that answer has.
pub(crate) fn show(record: &Map<String, Value>, view: View, sparse: bool) -> Value {
    let mut shown = Map::new();
    let mut take = |names: &[&str]| {
        for name in names {
            if let Some(value) = record.get(*name) {
                set(&mut shown, name, value.clone());
            }
        }
    };
    take(&[
        "id",
        "meta",
        "name",
        "emails",
        "displayName",
        "userName",
        "active",
        "userType",
    ]);
    if view != View::Row {
        take(&["phoneNumbers", "roles", "groups", ENTERPRISE, ZOOM]);
        if view != View::One || !sparse {
            take(&["title", "locale"]);
        }
    }
    set(&mut shown, "schemas", array![LIST_RESPONSE]);
    if matches!(view, View::Row | View::One) {
        let login = object! { "workEmail": true, "sso": true };
        set(&mut shown, LOGIN, object! { "loginType": login });
    }
    if view == View::Row {
        let enterprise = record.get(ENTERPRISE).and_then(Value::as_object);
        let department = enterprise.and_then(|fields| fields.get("department"));
        if let Some(department) = department {
            set(
                &mut shown,
                ENTERPRISE,
                object! { "department": department.clone() },
            );
        }
    }
    if view == View::One {
        for name in ["roles", "groups"] {
            one_is_no_array(&mut shown, name);
        }
    }
    if let Some(Value::Object(enterprise)) = shown.get_mut(ENTERPRISE)
        && view == View::Changed
        && sparse
    {
        enterprise.retain(|name, _| matches!(name.as_str(), "department" | "organization"));
    }
    if let Some(Value::Object(zoom)) = shown.get_mut(ZOOM) {
        zoom.retain(|name, _| {
            let role = view == View::One && name == "zoomRevenueAcceleratorRole";
            !role && !UNSHOWN.iter().any(|beginning| name.starts_with(beginning))
        });
    }
    Value::Object(shown)
}

/// Reading one user shows his only role, and his only group, as an object; writing, as an array.
fn one_is_no_array(shown: &mut Map<String, Value>, name: &str) {
    if let [only] = items(shown, name) {
        let only = only.clone();
        set(shown, name, only);
    }
}

/// Writes what was sent into a record. Only what is sent changes: PUT is partial. What Zoom doesn't
/// know is ignored, names being told by case.
pub(crate) fn write(record: &mut Map<String, Value>, sent: &Map<String, Value>) {
    for name in ["displayName", "locale", "title", "userType"] {
        if let Some(value @ Value::String(_)) = sent.get(name) {
            set(record, name, value.clone());
        }
    }
    merge(record, sent, "name", |name, value| {
        matches!(name, "givenName" | "familyName") && value.is_string()
    });
    merge(record, sent, ENTERPRISE, |_, value| value.is_string());
    merge(record, sent, ZOOM, |_, value| {
        value.is_string() || value.is_boolean()
    });
    if let Some(Value::Array(phones)) = sent.get("phoneNumbers") {
        let phones = phones.iter().filter_map(Value::as_object).map(|phone| {
            let kind = match text(phone, "type") {
                "" => "work",
                kind => kind,
            };
            object! { "type": kind, "value": text(phone, "value") }
        });
        set(record, "phoneNumbers", Value::Array(phones.collect()));
    }
}

/// Merges the fields of an object that are taken; an empty text clears one.
fn merge(
    record: &mut Map<String, Value>,
    sent: &Map<String, Value>,
    name: &str,
    taken: fn(&str, &Value) -> bool,
) {
    let Some(Value::Object(sent)) = sent.get(name) else {
        return;
    };
    let mut fields = match record.remove(name) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    for (name, value) in sent {
        if value == "" {
            fields.remove(name);
        } else if taken(name, value) {
            set(&mut fields, name, value.clone());
        }
    }
    if !fields.is_empty() {
        set(record, name, Value::Object(fields));
    }
}

/// The primary e-mail address of what was sent, or its first.
pub(crate) fn sent_email(sent: &Map<String, Value>) -> Option<&str> {
    let emails = items(sent, "emails");
    let primary = emails
        .iter()
        .find(|one| one.get("primary") == Some(&Value::Bool(true)));
    primary.or(emails.first())?.get("value")?.as_str()
}

/// `emails` of one address.
pub(crate) fn emails(address: &str) -> Value {
    array![object! { "type": "work", "value": address, "primary": true }]
}

/// The address that a record has.
pub(crate) fn email(record: &Map<String, Value>) -> &str {
    sent_email(record).unwrap_or_default()
}

/// Whether somebody has a role that SCIM protects.
pub(crate) fn is_admin(record: &Map<String, Value>) -> bool {
    let mut roles = items(record, "roles")
        .iter()
        .filter_map(|role| role.get("value"));
    roles.any(|role| role == "Owner" || role == "Admin")
}

/// Whether a test gave somebody a trait: `pending`, `locked`, `room`, `hubAssets`, `forceInactive`;
/// or a group: `default`.
pub(crate) fn is(record: &Map<String, Value>, wanted: &str) -> bool {
    items(record, "traits").iter().any(|one| one == wanted)
}

/// Names as `roles` and `groups` have them: those of what was sent that are among the known.
pub(crate) fn named(sent: &[Value], known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    for one in sent {
        let name = one
            .get("value")
            .or(one.get("display"))
            .and_then(Value::as_str);
        if let Some(name) = name.filter(|name| known(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// `roles` of these names, the first of them primary.
pub(crate) fn roles(names: &[String]) -> Value {
    let roles = names.iter().enumerate().map(|(at, name)| {
        object! { "display": name.as_str(), "value": name.as_str(), "primary": at == 0 }
    });
    Value::Array(roles.collect())
}

/// `groups` of these names, `null` for none: `value` is the name, and not an id.
pub(crate) fn groups(names: &[String]) -> Value {
    if names.is_empty() {
        return Value::Null;
    }
    let groups = names.iter().map(|name| {
        object! { "display": name.as_str(), "type": "direct", "value": name.as_str() }
    });
    Value::Array(groups.collect())
}
