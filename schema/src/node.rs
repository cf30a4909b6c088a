//! JSON that keeps the order in which it was made. `serde_json` could do that too, but the feature would change the core's own maps
//! in every build of the workspace.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

/// A piece of a schema.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Value(Value),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// An object without fields.
    pub(crate) const fn object() -> Self {
        Node::Object(Vec::new())
    }

    /// The same with one more field.
    pub(crate) fn with(self, key: &str, value: impl Into<Node>) -> Self {
        let mut fields = match self {
            Node::Object(fields) => fields,
            _ => Vec::new(),
        };
        fields.push((key.to_owned(), value.into()));
        Node::Object(fields)
    }

    /// The same with another's fields behind its own.
    pub(crate) fn and(self, other: Node) -> Self {
        match other {
            Node::Object(fields) => fields
                .into_iter()
                .fold(self, |node, (key, value)| node.with(&key, value)),
            _ => self,
        }
    }

    /// `{"$ref": "#/$defs/NAME"}`
    pub(crate) fn reference(name: &str) -> Self {
        Self::object().with("$ref", format!("#/$defs/{name}"))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Value(value) => value.serialize(serializer),
            Node::List(items) => items.serialize(serializer),
            Node::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Node::Value(value)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::Value(Value::from(text))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::Value(Value::from(text))
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Self {
        Node::Value(Value::from(flag))
    }
}

impl From<u64> for Node {
    fn from(number: u64) -> Self {
        Node::Value(Value::from(number))
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(items: Vec<T>) -> Self {
        Node::List(items.into_iter().map(Into::into).collect())
    }
}
