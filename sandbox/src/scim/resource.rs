//! What a client sends as a resource, held against its schema (RFC 7643 §2, RFC 7644 §3.3). It may
//! not know who is stored.

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::schema::{Attribute, Type, value};

/// Reads a whole resource: canonical names, nothing read-only, nothing unassigned.
pub(crate) fn accept(kind: &Type, body: &Value) -> Outcome<Map<String, Value>> {
    let body = object(body)?;
    let listed = listed(body, kind.schema.id)?;
    if let Some(unknown) = listed.iter().find(|urn| {
        !kind
            .schemas()
            .any(|schema| schema.id.eq_ignore_ascii_case(urn))
    }) {
        return Err(Refused::syntax(format!("unknown schema \"{unknown}\"")));
    }
    let mut accepted = Map::new();
    for (name, value) in body {
        if let Some(extension) = kind.extension(name) {
            if !listed.iter().any(|urn| urn.eq_ignore_ascii_case(name)) {
                return Err(Refused::syntax(format!(
                    "\"{name}\" is not among the schemas"
                )));
            }
            if !value.is_null() {
                put(
                    &mut accepted,
                    extension.id,
                    fields(&extension.attributes, object(value)?)?,
                );
            }
        } else if let Some(attribute) = kind.attribute(name) {
            put(&mut accepted, attribute.name, read(attribute, value)?);
        } else {
            return Err(Refused::syntax(format!("unknown attribute \"{name}\"")));
        }
    }
    Ok(accepted)
}

/// What has to hold of every stored resource; its schemas are set to what it has.
pub(crate) fn settle(kind: &Type, record: &mut Map<String, Value>) -> Outcome<()> {
    for attribute in kind.core().filter(|attribute| attribute.required) {
        let text = record.get(attribute.name).and_then(Value::as_str);
        if text.unwrap_or_default().trim().is_empty() {
            return Err(Refused::value(format!(
                "\"{}\" is required",
                attribute.name
            )));
        }
    }
    for attribute in kind.core().filter(|attribute| attribute.multi) {
        let elements = record.get(attribute.name).and_then(Value::as_array);
        if elements.is_some_and(|all| all.iter().filter(|one| is_primary(one)).count() > 1) {
            let name = attribute.name;
            return Err(Refused::value(format!(
                "\"{name}\" has more than one primary"
            )));
        }
    }
    let mut schemas = vec![kind.schema.id];
    if let Some(extension) = &kind.extension {
        match record.get(extension.id).and_then(Value::as_object) {
            Some(fields) if !fields.is_empty() => schemas.push(extension.id),
            _ => drop(record.remove(extension.id)),
        }
    }
    record.insert("schemas".to_owned(), Value::from(schemas));
    // Never returned, so never kept.
    record.remove("password");
    Ok(())
}

/// The URNs in `schemas`, of which one has to be there.
pub(crate) fn listed(body: &Map<String, Value>, needed: &str) -> Outcome<Vec<String>> {
    let listed = value(body, "schemas").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    let listed: Vec<String> = listed.map(str::to_owned).collect();
    if listed.iter().any(|urn| urn.eq_ignore_ascii_case(needed)) {
        Ok(listed)
    } else {
        Err(Refused::syntax(format!(
            "\"schemas\" must hold \"{needed}\""
        )))
    }
}

pub(crate) fn object(value: &Value) -> Outcome<&Map<String, Value>> {
    value
        .as_object()
        .ok_or_else(|| Refused::syntax("expected a JSON object"))
}

/// The value of an attribute, all of it; nothing if it is unassigned or only the server writes it.
pub(crate) fn read(attribute: &Attribute, value: &Value) -> Outcome<Option<Value>> {
    // "SHALL be ignored" (RFC 7644 §3.3).
    if value.is_null() || attribute.read_only() || attribute.name == "schemas" {
        return Ok(None);
    }
    if !attribute.multi {
        return element(attribute, value);
    }
    let Some(items) = value.as_array() else {
        return Err(unfit(attribute, "an array"));
    };
    let mut elements = Vec::new();
    for item in items {
        elements.extend(element(attribute, item)?);
    }
    // An empty array is unassigned (RFC 7643 §2.5).
    Ok((!elements.is_empty()).then_some(Value::Array(elements)))
}

/// One value of an attribute.
pub(crate) fn element(attribute: &Attribute, value: &Value) -> Outcome<Option<Value>> {
    if value.is_null() {
        return Ok(None);
    }
    match attribute.kind {
        "complex" => match value.as_object() {
            Some(given) => fields(&attribute.subs, given),
            None => Err(unfit(attribute, "an object")),
        },
        "boolean" if !value.is_boolean() => Err(unfit(attribute, "true or false")),
        "boolean" => Ok(Some(value.clone())),
        _ if !value.is_string() => Err(unfit(attribute, "a string")),
        _ => Ok(Some(value.clone())),
    }
}

/// The fields of an object; nothing if none is left.
fn fields(attributes: &[Attribute], given: &Map<String, Value>) -> Outcome<Option<Value>> {
    let mut accepted = Map::new();
    for (name, value) in given {
        let Some(attribute) = super::schema::find(attributes, name) else {
            return Err(Refused::syntax(format!("unknown attribute \"{name}\"")));
        };
        put(&mut accepted, attribute.name, read(attribute, value)?);
    }
    Ok((!accepted.is_empty()).then_some(Value::Object(accepted)))
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value);
    }
}

fn unfit(attribute: &Attribute, wanted: &str) -> Refused {
    Refused::value(format!("\"{}\" must be {wanted}", attribute.name))
}

/// Whether an element says that it is the preferred one.
pub(crate) fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}
