//! Which attributes an answer has: `attributes` and `excludedAttributes` (RFC 7644 §3.9).

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::path::{Place, Scope};
use super::schema::Type;

/// What a client wants to see.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// Only these, if there are any.
    pub(crate) attributes: Vec<String>,
    /// All but these.
    pub(crate) excluded: Vec<String>,
}

impl Wanted {
    /// What the two parameters say.
    pub(crate) fn new(attributes: Vec<String>, excluded: Vec<String>) -> Outcome<Self> {
        if !attributes.is_empty() && !excluded.is_empty() {
            let detail = "\"attributes\" and \"excludedAttributes\" exclude each other";
            return Err(Refused::value(detail));
        }
        Ok(Self {
            attributes,
            excluded,
        })
    }

    /// What is left of a resource. Names that mean nothing are ignored.
    pub(crate) fn of(&self, kind: &Type, mut resource: Map<String, Value>) -> Map<String, Value> {
        let scope = Scope::Resource(kind);
        for name in &self.excluded {
            if let Some(extension) = kind.extension(name) {
                resource.remove(extension.id);
            } else if let Some(place) = scope.place(name) {
                exclude(&mut resource, &place);
            }
        }
        if self.attributes.is_empty() {
            return resource;
        }
        let mut kept = Map::new();
        for attribute in kind.core().filter(|one| one.returned == "always") {
            keep(&mut kept, attribute.name, resource.get(attribute.name));
        }
        for name in &self.attributes {
            if let Some(extension) = kind.extension(name) {
                keep(&mut kept, extension.id, resource.get(extension.id));
            } else if let Some(place) = scope.place(name) {
                include(&mut kept, &resource, &place);
            }
        }
        kept
    }
}

fn keep(kept: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    if let Some(value) = value {
        kept.insert(name.to_owned(), value.clone());
    }
}

fn exclude(resource: &mut Map<String, Value>, place: &Place<'_>) {
    if place.last().returned == "always" {
        return;
    }
    let name = place.attribute.name;
    let fields = match place.extension {
        None => Some(resource),
        Some(extension) => resource
            .get_mut(extension.id)
            .and_then(Value::as_object_mut),
    };
    let Some(fields) = fields else { return };
    let Some(sub) = place.sub else {
        fields.remove(name);
        return;
    };
    match fields.get_mut(name) {
        Some(Value::Object(value)) => drop(value.remove(sub.name)),
        Some(Value::Array(values)) => {
            for value in values.iter_mut().filter_map(Value::as_object_mut) {
                value.remove(sub.name);
            }
        }
        _ => {}
    }
}

fn include(kept: &mut Map<String, Value>, resource: &Map<String, Value>, place: &Place<'_>) {
    let name = place.attribute.name;
    let from = match place.extension {
        None => Some(resource),
        Some(extension) => resource.get(extension.id).and_then(Value::as_object),
    };
    let Some(value) = from.and_then(|from| from.get(name)) else {
        return;
    };
    let into = match place.extension {
        None => kept,
        Some(extension) => {
            let inner = kept
                .entry(extension.id)
                .or_insert_with(|| Value::Object(Map::new()));
            match inner.as_object_mut() {
                Some(inner) => inner,
                None => return,
            }
        }
    };
    let Some(sub) = place.sub else {
        into.insert(name.to_owned(), value.clone());
        return;
    };
    // Two sub-attributes of one attribute come together.
    match (value, into.get_mut(name)) {
        (Value::Object(value), Some(Value::Object(there))) => {
            keep(there, sub.name, value.get(sub.name))
        }
        (Value::Array(values), Some(Value::Array(there))) => {
            for (value, there) in values.iter().zip(there) {
                if let Some(there) = there.as_object_mut() {
                    keep(there, sub.name, value.get(sub.name));
                }
            }
        }
        (value, _) => {
            let only = |value: &Value| {
                let mut fields = Map::new();
                keep(&mut fields, sub.name, value.get(sub.name));
                Value::Object(fields)
            };
            let cut = match value {
                Value::Array(values) => Value::Array(values.iter().map(only).collect()),
                one => only(one),
            };
            into.insert(name.to_owned(), cut);
        }
    }
}
