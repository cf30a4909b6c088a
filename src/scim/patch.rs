//! PatchOp (RFC 7644 §3.5.2), with paths and without.

use super::dialect::Dialect;
use super::path;
use seatwarden_json::{Map, Value, json};

/// One operation for each path: `replace` where there is a value, `remove` where there is none.
#[must_use]
pub fn with_paths(dialect: &Dialect, changes: Vec<(String, Value)>) -> Value {
    let mut operations = Vec::new();
    for (path, value) in changes {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        let op = if is_empty { "remove" } else { "replace" };
        let mut operation = json!({ "op": op, "path": path });
        if !is_empty && let Value::Object(fields) = &mut operation {
            fields.insert(String::from("value"), value);
        }
        operations.push(operation);
    }
    with_operations(dialect, operations)
}

/// One operation on the whole resource: its value holds what is to be replaced.
#[must_use]
pub fn without_path(dialect: &Dialect, changes: Vec<(String, Value)>) -> Value {
    let mut value = Map::new();
    for (path, part) in changes {
        path::set(&mut value, &path, part);
    }
    with_operations(dialect, vec![json!({ "op": "replace", "value": value })])
}

/// Operations as they stand.
#[must_use]
pub fn with_operations(dialect: &Dialect, operations: Vec<Value>) -> Value {
    json!({ "schemas": [super::PATCH_OP], (dialect.operations): operations })
}
