//! PatchOp (RFC 7644 §3.5.2), with paths and without.

use super::path;
use serde_json::{Map, Value, json};

/// One operation for each path: `replace` where there is a value, `remove` where there is none.
#[must_use]
pub fn with_paths(changes: Vec<(String, Value)>) -> Value {
    let operations = changes.into_iter().map(|(path, value)| match value {
        Value::Null => json!({ "op": "remove", "path": path }),
        Value::Array(items) if items.is_empty() => json!({ "op": "remove", "path": path }),
        value => json!({ "op": "replace", "path": path, "value": value }),
    });
    patch(super::PATCH_OP, operations.collect())
}

/// One operation on the whole resource: its value holds what is to be replaced.
#[must_use]
pub fn without_path(schema: &str, changes: Vec<(String, Value)>) -> Value {
    let mut value = Map::new();
    for (path, part) in changes {
        path::set(&mut value, &path, part);
    }
    patch(schema, json!([{ "op": "replace", "value": value }]))
}

/// `Operations`, in this case: Zoom answers a misleading 400 to another (FACTS §0).
fn patch(schema: &str, operations: Value) -> Value {
    json!({ "schemas": [schema], "Operations": operations })
}
