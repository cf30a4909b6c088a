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
    let whole = spelled(record, path);
    let (head, rest) = match split_urn(path) {
        // An extension that is there, and no attribute of another.
        _ if record.contains_key(&whole) => (path, None),
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
#[must_use]
pub fn spelled(record: &Map, name: &str) -> Text {
    let mut known = record.keys();
    let known = known.find(|key| key.eq_ignore_ascii_case(name));
    known.cloned().unwrap_or_else(|| Text::from(name))
}

/// A caller's vendor attributes with one path a key: the parts of `name` and of the schemas that are known become
/// keys of their own, in one spelling, so that only what is given is compared and written. `own`: the vendor's schema.
#[must_use]
pub fn flattened(extra: Map, own: &str) -> Map {
    let mut flat = Map::new();
    for (key, value) in extra {
        spread(&mut flat, &key, value, own);
    }
    flat
}

fn spread(flat: &mut Map, key: &str, value: Value, own: &str) {
    let known = |urn: &str| {
        let mut known = [super::USER, super::ENTERPRISE, own].into_iter();
        known.find(|known| known.eq_ignore_ascii_case(urn))
    };
    let inside = split_urn(key).and_then(|(urn, rest)| Some((known(urn)?, rest)));
    let start = match (known(key), inside, &value) {
        // The core schema's attributes need no URN (RFC 7644 §3.10).
        (Some(super::USER), _, Value::Object(_)) => String::new(),
        (_, Some((super::USER, rest)), _) => return spread(flat, rest, value, own),
        (Some(urn), _, Value::Object(_)) => format!("{urn}:"),
        (_, Some((urn, rest)), _) => {
            flat.insert(format!("{urn}:{rest}"), value);
            return;
        }
        (_, _, Value::Object(_)) if key.eq_ignore_ascii_case("name") => format!("{key}."),
        _ => {
            flat.insert(key, value);
            return;
        }
    };
    if let Value::Object(parts) = value {
        for (name, part) in parts {
            spread(flat, &format!("{start}{name}"), part, own);
        }
    }
}

/// The same for extensions that nobody knows beforehand. An object under a URN is one of them, unless what stands
/// before the last colon is a schema: one that is known, that `record` has, or of which `extra` has something else.
#[must_use]
pub fn unfolded(extra: &Map, record: Option<&Value>, own: &str) -> Map {
    let is_held = |urn: &str| record.is_some_and(|record| field(record, urn).is_some());
    let is_schema = |urn: &str| {
        let is_of = |(key, value): (&Text, &Value)| {
            let inside = split_urn(key).filter(|_| !value.is_object());
            let named = inside.map_or(key.as_str(), |(schema, _)| schema);
            named.eq_ignore_ascii_case(urn)
        };
        let mut known = [super::ENTERPRISE, own].into_iter();
        is_held(urn)
            || extra.iter().any(is_of)
            || known.any(|known| known.eq_ignore_ascii_case(urn))
    };
    let mut flat = Map::new();
    for (key, value) in extra {
        let is_whole = split_urn(key).is_some_and(|(urn, _)| is_held(key) || !is_schema(urn));
        match value {
            Value::Object(parts) if is_whole => {
                for (name, part) in parts {
                    flat.insert(format!("{key}:{name}"), part.clone());
                }
            }
            _ => drop(flat.insert(key.clone(), value.clone())),
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
        set(map, "urn:vendor:1.0:User:seat", json!(7));
        set(map, "URN:vendor:1.0:User", json!(null));
        assert_eq!(
            record,
            json!({
                "NAME": { "givenname": "Joan", "familyName": "Doe" }, "title": null,
                ENTERPRISE: { "department": "IT" }, "urn:vendor:1.0:User": null,
            })
        );
    }

    fn map(value: Value) -> Map {
        let Value::Object(map) = value else {
            unreachable!()
        };
        map
    }

    #[test]
    fn an_extension_is_taken_apart_and_its_attributes_are_not() {
        let extra = json!({
            "urn:vendor:1.0:User": { "Current State": "CA", "a.b": 1 },
            "urn:vendor:1.0:User:manager": { "value": "1" },
            "name": { "middleName": "X" }, "addresses": [{ "type": "work" }],
            "urn:other:1.0:user:seat": 7, "urn:other:1.0:user:place": { "floor": 2 },
        });
        let flat = flattened(map(extra), "urn:own");
        assert_eq!(
            Value::Object(unfolded(&flat, None, "urn:own")),
            json!({
                "urn:vendor:1.0:User:Current State": "CA", "urn:vendor:1.0:User:a.b": 1,
                "urn:vendor:1.0:User:manager": { "value": "1" },
                "name.middleName": "X", "addresses": [{ "type": "work" }],
                "urn:other:1.0:user:seat": 7, "urn:other:1.0:user:place": { "floor": 2 },
            })
        );
    }

    #[test]
    fn a_known_schema_has_no_case_and_that_of_the_core_is_not_named() {
        let extra = json!({
            (ENTERPRISE.to_lowercase()): { "division": "North", "manager": { "value": "1" } },
            "URN:OWN:user": { "seat": 7 }, "urn:own:USER:place": { "floor": 2 },
            "urn:ietf:params:scim:schemas:core:2.0:user": { "title": "Boss", "name": { "givenName": "Jane" } },
            "urn:ietf:params:scim:schemas:core:2.0:User:active": false,
        });
        let flat = flattened(map(extra), "urn:own:User");
        assert_eq!(
            Value::Object(unfolded(&flat, None, "urn:own:User")),
            json!({
                (format!("{ENTERPRISE}:division")): "North", (format!("{ENTERPRISE}:manager")): { "value": "1" },
                "urn:own:User:seat": 7, "urn:own:User:place": { "floor": 2 },
                "title": "Boss", "name.givenName": "Jane", "active": false,
            })
        );
    }

    #[test]
    fn whether_a_urn_is_an_extension_or_an_attribute_of_one_the_record_tells() {
        const ITS: &str = "urn:okta:acme:1.0:user:custom";
        let extra = map(json!({ ITS: { "badge": "7" } }));
        let whole = json!({ (format!("{ITS}:badge")): "7" });
        let records = [
            (None, &whole),
            (Some(json!({ (ITS.to_uppercase()): {} })), &whole),
            (
                Some(json!({ "urn:okta:acme:1.0:User": {}, ITS: {} })),
                &whole,
            ),
            (
                Some(json!({ "urn:okta:acme:1.0:User": {} })),
                &json!({ ITS: { "badge": "7" } }),
            ),
        ];
        for (record, wanted) in records {
            let unfolded = unfolded(&extra, record.as_ref(), "urn:own");
            assert_eq!(&Value::Object(unfolded), wanted, "{record:?}");
        }
    }
}
