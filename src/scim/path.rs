//! Attribute paths (RFC 7644 §3.10): `name.givenName`, `urn:…:User:department`. Names and URNs have no case
//! (RFC 7643 §2.1), so a record is searched without, and written in the spelling that it has.

use seatwarden_json::{Map, Text, Value};

/// The URN of a schema and the rest of the path; `None` for a path into the core schema.
#[must_use]
pub fn split_urn(path: &str) -> Option<(&str, &str)> {
    let prefix = path.get(..4)?;
    prefix
        .eq_ignore_ascii_case("urn:")
        .then(|| path.rsplit_once(':'))
        .flatten()
}

/// A field of an object, whatever the case of its name.
#[must_use]
pub fn field<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.as_object()?.get_ignoring_case(name)
}

/// What a record has at `path`: an attribute, one of its sub-attributes, or an extension's. The name of an
/// extension's attribute may have dots in it.
#[must_use]
pub fn get<'v>(record: &'v Value, path: &str) -> Option<&'v Value> {
    if let Some(found) = field(record, path) {
        return Some(found);
    }
    let (object, rest) = match split_urn(path) {
        Some((urn, rest)) if urn.eq_ignore_ascii_case(super::USER) => (record, rest),
        Some((urn, rest)) => (field(record, urn)?, rest),
        None => return part(record, path),
    };
    field(object, rest).or_else(|| part(object, rest))
}

/// A sub-attribute.
fn part<'v>(object: &'v Value, path: &str) -> Option<&'v Value> {
    let (head, sub) = path.split_once('.')?;
    field(field(object, head)?, sub)
}

/// Puts `value` at `path`, making what is on the way there.
pub fn set(record: &mut Map, path: &str, value: Value) {
    let (head, rest) = match split_urn(path) {
        Some((urn, rest)) if urn.eq_ignore_ascii_case(super::USER) => {
            return set(record, rest, value);
        }
        Some((urn, rest)) => (urn, Some(rest)),
        None => match path.split_once('.') {
            Some((head, sub)) => (head, Some(sub)),
            None => (path, None),
        },
    };
    let Some(rest) = rest else {
        record.insert(spelled(record, head), value);
        return;
    };
    let name = spelled(record, head);
    let inner = record.field(&name);
    if !inner.is_object() {
        *inner = Value::Object(Map::new());
    }
    if let Some(inner) = inner.as_object_mut() {
        inner.insert(spelled(inner, rest), value);
    }
}

/// The name as the record spells it.
fn spelled(record: &Map, name: &str) -> Text {
    let mut known = record.keys();
    let known = known.find(|key| key.eq_ignore_ascii_case(name));
    known.cloned().unwrap_or_else(|| Text::from(name))
}

/// A caller's vendor attributes with one path a key: the parts of an extension, and of `name`, become keys of their
/// own, so that only what is given is compared and written.
#[must_use]
pub fn flattened(extra: Map) -> Map {
    let mut flat = Map::new();
    for (key, value) in extra {
        let separator = match &value {
            Value::Object(_) if key.eq_ignore_ascii_case("name") => '.',
            // An attribute of an extension, and not the extension itself, begins in lower case.
            Value::Object(_)
                if split_urn(&key).is_some_and(|(_, last)| {
                    !last.starts_with(|c: char| c.is_ascii_lowercase())
                }) =>
            {
                ':'
            }
            _ => {
                flat.insert(key, value);
                continue;
            }
        };
        if let Value::Object(parts) = value {
            for (name, part) in parts {
                flat.insert(format!("{key}{separator}{name}"), part);
            }
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::ENTERPRISE;
    use seatwarden_json::json;

    #[test]
    fn names_and_urns_have_no_case() {
        let record = json!({
            "USERNAME": "jane", "Name": { "GIVENNAME": "Jane" },
            "urn:IETF:params:scim:schemas:extension:enterprise:2.0:user": { "Department": "IT" },
        });
        let found = |path: &str| {
            get(&record, path)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        assert_eq!(found("userName").as_deref(), Some("jane"));
        assert_eq!(found("name.givenName").as_deref(), Some("Jane"));
        assert_eq!(
            found(&format!("{ENTERPRISE}:department")).as_deref(),
            Some("IT")
        );
        assert_eq!(
            found("urn:ietf:params:scim:schemas:core:2.0:User:userName").as_deref(),
            Some("jane")
        );
        assert_eq!(found("title"), None);
    }

    #[test]
    fn what_is_written_keeps_the_spelling_that_is_there() {
        let mut record = json!({ "NAME": { "givenname": "Jane" }, "title": "x" });
        let map = record.as_object_mut().unwrap();
        set(map, "name.givenName", json!("Joan"));
        set(map, "name.familyName", json!("Doe"));
        set(map, "Title", json!(null));
        set(map, &format!("{ENTERPRISE}:department"), json!("IT"));
        assert_eq!(
            record,
            json!({
                "NAME": { "givenname": "Joan", "familyName": "Doe" }, "title": null,
                ENTERPRISE: { "department": "IT" },
            })
        );
    }

    #[test]
    fn an_extension_is_taken_apart_and_its_attributes_are_not() {
        let extra = json!({
            "urn:vendor:1.0:User": { "Current State": "CA", "a.b": 1 },
            "urn:vendor:1.0:User:manager": { "value": "1" },
            "name": { "middleName": "X" }, "addresses": [{ "type": "work" }],
        });
        let Value::Object(extra) = extra else {
            unreachable!()
        };
        assert_eq!(
            Value::Object(flattened(extra)),
            json!({
                "urn:vendor:1.0:User:Current State": "CA", "urn:vendor:1.0:User:a.b": 1,
                "urn:vendor:1.0:User:manager": { "value": "1" },
                "name.middleName": "X", "addresses": [{ "type": "work" }],
            })
        );
    }
}
