//! Attribute names as they stand in filters, paths and queries: `userName`, `name.givenName`,
//! `urn:…:User:department` (RFC 7644 §3.10). It may not know values.

use serde_json::{Map, Value};

use super::schema::{Attribute, Schema, Type};

/// What an attribute's name points at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The extension that it is in; none for the core and for sub-attributes by themselves.
    pub(crate) extension: Option<&'a Schema>,
    pub(crate) attribute: &'a Attribute,
    pub(crate) sub: Option<&'a Attribute>,
}

/// Where names are looked up: in a resource, or in one element of a complex attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    Resource(&'a Type),
    Element(&'a Attribute),
}

impl<'a> Scope<'a> {
    /// What a name points at, if there is such an attribute.
    pub(crate) fn place(self, name: &str) -> Option<Place<'a>> {
        let kind = match self {
            Self::Resource(kind) => kind,
            Self::Element(attribute) => {
                return Some(Place {
                    extension: None,
                    attribute: attribute.sub(name)?,
                    sub: None,
                });
            }
        };
        let (urn, name) = split_urn(kind, name);
        let (name, sub) = match name.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (name, None),
        };
        let extension = urn.and_then(|urn| kind.extension(urn));
        let attribute = match extension {
            Some(extension) => super::schema::find(&extension.attributes, name)?,
            None => kind.attribute(name)?,
        };
        let sub = match sub {
            Some(sub) => Some(attribute.sub(sub)?),
            None => None,
        };
        Some(Place {
            extension,
            attribute,
            sub,
        })
    }
}

/// The schema that a name begins with, and the rest of it.
fn split_urn<'n>(kind: &Type, name: &'n str) -> (Option<&'n str>, &'n str) {
    for schema in kind.schemas() {
        let length = schema.id.len();
        if let (Some(urn), Some(rest)) = (name.get(..length), name.get(length..))
            && urn.eq_ignore_ascii_case(schema.id)
            && let Some(rest) = rest.strip_prefix(':')
        {
            return (Some(urn), rest);
        }
    }
    (None, name)
}

impl<'a> Place<'a> {
    /// The attribute that is meant in the end.
    pub(crate) fn last(&self) -> &'a Attribute {
        self.sub.unwrap_or(self.attribute)
    }

    /// The values that it has in a resource or an element.
    pub(crate) fn values<'r>(&self, fields: &'r Map<String, Value>) -> Vec<&'r Value> {
        let fields = match self.extension {
            None => Some(fields),
            Some(extension) => fields.get(extension.id).and_then(Value::as_object),
        };
        let found: Vec<&Value> = match fields.and_then(|fields| fields.get(self.attribute.name)) {
            None => Vec::new(),
            Some(Value::Array(items)) => items.iter().collect(),
            Some(value) => vec![value],
        };
        match self.sub {
            None => found,
            Some(sub) => found
                .iter()
                .filter_map(|value| value.get(sub.name))
                .collect(),
        }
    }
}
