//! PATCH (RFC 7644 §3.5.2): all operations or none. It may not know who is stored.

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::filter::{self, Filter};
use super::path::{Place, Scope};
use super::resource::{element, is_primary, listed, object, read};
use super::schema::{Attribute, Schema, Type, value};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Add,
    Replace,
    Remove,
}

/// Where it does it.
enum Target<'a> {
    /// Every attribute of an extension.
    Extension(&'a Schema),
    /// An attribute, or a sub-attribute.
    Attribute(Place<'a>),
    /// The values of an attribute that fit a filter, or a sub-attribute of theirs.
    Elements(Place<'a>, Filter<'a>, Option<&'a Attribute>),
}

/// What becomes of a resource.
pub(crate) fn apply(
    kind: &Type,
    record: &Map<String, Value>,
    body: &Value,
) -> Outcome<Map<String, Value>> {
    let body = object(body)?;
    listed(body, PATCH_OP)?;
    let operations = value(body, "Operations").and_then(Value::as_array);
    let Some(operations) = operations.filter(|operations| !operations.is_empty()) else {
        return Err(Refused::syntax(
            "\"Operations\" must be an array of operations",
        ));
    };
    let mut record = record.clone();
    for operation in operations {
        let operation = object(operation)?;
        let op = match value(operation, "op").and_then(Value::as_str) {
            Some("add") => Op::Add,
            Some("replace") => Op::Replace,
            Some("remove") => Op::Remove,
            _ => return Err(Refused::syntax("\"op\" must be add, replace or remove")),
        };
        let given = value(operation, "value");
        match value(operation, "path") {
            Some(Value::String(path)) => {
                let target = target(kind, path)?;
                operate(&mut record, op, &target, given)?;
            }
            Some(_) => return Err(Refused::path("\"path\" must be a string")),
            None if op == Op::Remove => return Err(Refused::target("remove needs a path")),
            None => whole(kind, &mut record, op, needed(given)?)?,
        }
    }
    Ok(record)
}

fn needed(given: Option<&Value>) -> Outcome<&Value> {
    given.ok_or_else(|| Refused::value("\"value\" is missing"))
}

/// Reads a path.
fn target<'a>(kind: &'a Type, path: &str) -> Outcome<Target<'a>> {
    if let Some(extension) = kind.extension(path) {
        return Ok(Target::Extension(extension));
    }
    let scope = Scope::Resource(kind);
    let (place, target) = if path.contains('[') {
        let (place, filter, rest) = filter::read_element(path, scope)?;
        let sub = match rest.strip_prefix('.') {
            Some(sub) => Some(place.attribute.sub(sub).ok_or_else(|| no_attribute(path))?),
            None if rest.is_empty() => None,
            None => return Err(no_attribute(path)),
        };
        let last = Place { sub, ..place };
        (last, Target::Elements(place, filter, sub))
    } else {
        let place = scope.place(path).ok_or_else(|| no_attribute(path))?;
        (place, Target::Attribute(place))
    };
    // An immutable sub-attribute, such as a member's id, has its value once it is there.
    let fixed = place.sub.is_some_and(|sub| sub.mutability == "immutable");
    if place.attribute.read_only() || place.last().read_only() || fixed {
        return Err(Refused::read_only(path));
    }
    Ok(target)
}

fn no_attribute(path: &str) -> Refused {
    Refused::path(format!("there is no attribute \"{path}\""))
}

/// An operation without a path: its value has the attributes.
fn whole(kind: &Type, record: &mut Map<String, Value>, op: Op, given: &Value) -> Outcome<()> {
    for (name, value) in object(given)? {
        if name.eq_ignore_ascii_case("schemas") {
            continue;
        }
        let target = target(kind, name)?;
        match target {
            Target::Attribute(Place { sub: Some(_), .. }) | Target::Elements(..) => {
                return Err(no_attribute(name));
            }
            _ => operate(record, op, &target, Some(value))?,
        }
    }
    Ok(())
}

fn operate(
    record: &mut Map<String, Value>,
    op: Op,
    target: &Target<'_>,
    given: Option<&Value>,
) -> Outcome<()> {
    match target {
        Target::Extension(extension) => {
            if op == Op::Remove {
                record.remove(extension.id);
                return Ok(());
            }
            let given = object(needed(given)?)?;
            let fields = container(record, Some(extension))?;
            for (name, value) in given {
                if name.eq_ignore_ascii_case("schemas") {
                    continue;
                }
                let attribute = super::schema::find(&extension.attributes, name);
                let attribute = attribute.ok_or_else(|| no_attribute(name))?;
                set(fields, attribute, op, value)?;
            }
            Ok(())
        }
        Target::Attribute(place) => at(container(record, place.extension)?, place, op, given),
        Target::Elements(place, filter, sub) => {
            let fields = container(record, place.extension)?;
            among(fields, place.attribute, filter, *sub, op, given)
        }
    }
}

/// The fields of the core, or those of an extension.
fn container<'r>(
    record: &'r mut Map<String, Value>,
    extension: Option<&Schema>,
) -> Outcome<&'r mut Map<String, Value>> {
    match extension {
        None => Ok(record),
        Some(extension) => inside(record, extension.id),
    }
}

/// The fields of a complex value, made if it isn't there.
fn inside<'r>(
    fields: &'r mut Map<String, Value>,
    name: &str,
) -> Outcome<&'r mut Map<String, Value>> {
    if !fields.get(name).is_some_and(Value::is_object) {
        fields.insert(name.to_owned(), Value::Object(Map::new()));
    }
    let inner = fields.get_mut(name).and_then(Value::as_object_mut);
    inner.ok_or_else(|| Refused::value(format!("\"{name}\" must be an object")))
}

/// An operation on an attribute or on a sub-attribute.
fn at(
    fields: &mut Map<String, Value>,
    place: &Place<'_>,
    op: Op,
    given: Option<&Value>,
) -> Outcome<()> {
    let attribute = place.attribute;
    let Some(sub) = place.sub else {
        return match op {
            Op::Remove if attribute.required => Err(Refused::read_only(attribute.name)),
            Op::Remove => {
                fields.remove(attribute.name);
                Ok(())
            }
            _ => set(fields, attribute, op, needed(given)?),
        };
    };
    if attribute.multi {
        return among(
            fields,
            attribute,
            &Filter::And(Vec::new()),
            Some(sub),
            op,
            given,
        );
    }
    if op == Op::Remove {
        if let Some(inner) = fields
            .get_mut(attribute.name)
            .and_then(Value::as_object_mut)
        {
            inner.remove(sub.name);
        }
    } else {
        set(inside(fields, attribute.name)?, sub, op, needed(given)?)?;
    }
    prune(fields, attribute);
    Ok(())
}

/// A complex value without sub-attributes is unassigned.
fn prune(fields: &mut Map<String, Value>, attribute: &Attribute) {
    let value = fields.get(attribute.name).and_then(Value::as_object);
    if value.is_some_and(Map::is_empty) {
        fields.remove(attribute.name);
    }
}

/// Adds or replaces an attribute.
fn set(
    fields: &mut Map<String, Value>,
    attribute: &Attribute,
    op: Op,
    given: &Value,
) -> Outcome<()> {
    if attribute.read_only() {
        return Err(Refused::read_only(attribute.name));
    }
    if attribute.multi {
        return set_all(fields, attribute, op, given);
    }
    if attribute.is("complex") && !given.is_null() {
        // What isn't named stays (RFC 7644 §3.5.2.3).
        let inner = inside(fields, attribute.name)?;
        for (name, value) in object(given)? {
            let sub = attribute.sub(name).ok_or_else(|| no_attribute(name))?;
            if !sub.read_only() {
                set(inner, sub, op, value)?;
            }
        }
        prune(fields, attribute);
        return Ok(());
    }
    match read(attribute, given)? {
        Some(value) => fields.insert(attribute.name.to_owned(), value),
        None => fields.remove(attribute.name),
    };
    Ok(())
}

/// Adds values to a multi-valued attribute, or replaces them all.
fn set_all(
    fields: &mut Map<String, Value>,
    attribute: &Attribute,
    op: Op,
    given: &Value,
) -> Outcome<()> {
    let new = match given {
        Value::Array(_) | Value::Null => read(attribute, given)?,
        one => element(attribute, one)?.map(|one| Value::Array(vec![one])),
    };
    let Some(Value::Array(new)) = new else {
        if op == Op::Replace {
            fields.remove(attribute.name);
        }
        return Ok(());
    };
    let mut values = match fields.remove(attribute.name) {
        Some(Value::Array(values)) if op == Op::Add => values,
        _ => Vec::new(),
    };
    if op == Op::Add && new.iter().any(is_primary) {
        unprefer(&mut values);
    }
    for value in new {
        let there = values.iter().any(|known| same(attribute, known, &value));
        if op == Op::Replace || !there {
            values.push(value);
        }
    }
    fields.insert(attribute.name.to_owned(), Value::Array(values));
    Ok(())
}

/// Whether two values of an attribute are one: members are told by their id.
fn same(attribute: &Attribute, a: &Value, b: &Value) -> bool {
    a == b || (attribute.name == "members" && a.get("value") == b.get("value"))
}

/// There is one preferred value: when another becomes it, the others no longer are (RFC 7644 §3.5.2).
fn unprefer(values: &mut [Value]) {
    for value in values {
        if is_primary(value)
            && let Some(fields) = value.as_object_mut()
        {
            fields.insert("primary".to_owned(), Value::Bool(false));
        }
    }
}

/// An operation on the values that fit, or on a sub-attribute of theirs.
fn among(
    fields: &mut Map<String, Value>,
    attribute: &Attribute,
    filter: &Filter<'_>,
    sub: Option<&Attribute>,
    op: Op,
    given: Option<&Value>,
) -> Outcome<()> {
    let fits = |value: &Value| value.as_object().is_some_and(|value| filter.fits(value));
    let Some(Value::Array(mut values)) = fields.get(attribute.name).cloned() else {
        return Err(no_value(attribute));
    };
    if !values.iter().any(fits) {
        return Err(no_value(attribute));
    }
    if op == Op::Remove && sub.is_none() {
        values.retain(|value| !fits(value));
    } else {
        let hits: Vec<usize> = (0..values.len())
            .filter(|at| values.get(*at).is_some_and(fits))
            .collect();
        let prefers = match sub {
            Some(sub) => sub.name == "primary" && given == Some(&Value::Bool(true)),
            None => given.is_some_and(is_primary),
        };
        if prefers {
            unprefer(&mut values);
        }
        for hit in hits {
            let Some(Value::Object(value)) = values.get_mut(hit) else {
                continue;
            };
            match sub {
                Some(sub) if op == Op::Remove => drop(value.remove(sub.name)),
                Some(sub) => set(value, sub, op, needed(given)?)?,
                None => {
                    let given = needed(given)?;
                    let Some(Value::Object(new)) = element(attribute, given)? else {
                        return Err(Refused::value("\"value\" must be an object"));
                    };
                    if op == Op::Replace {
                        value.clear();
                    }
                    value.extend(new);
                }
            }
        }
        values.retain(|value| value.as_object().is_none_or(|value| !value.is_empty()));
    }
    if values.is_empty() {
        fields.remove(attribute.name);
    } else {
        fields.insert(attribute.name.to_owned(), Value::Array(values));
    }
    Ok(())
}

fn no_value(attribute: &Attribute) -> Refused {
    Refused::target(format!("no value of \"{}\" fits the path", attribute.name))
}
