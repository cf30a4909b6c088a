//! `step-output.json`: what a step gives, one branch an action and one for what went wrong. The shapes are those of the
//! core's own types, described by their doc comments.

use crate::node::Node;
use schemars::JsonSchema as _;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use seatwarden::http::token::AccessToken;
use seatwarden::lifecycle::capabilities::Capabilities;
use seatwarden::lifecycle::plan::Planned;
use seatwarden::lifecycle::request::RawAnswer;
use seatwarden::lifecycle::reset_password::Sent;
use seatwarden::lifecycle::result::{Outcome, Warning, WriteResult};
use seatwarden::model::{Group, Role, User};
use seatwarden::step::{ACTIONS, Failed, Failure, GroupData, WriteData};
use serde_json::{Map, Value, json};

/// What an action gives: its data, and what a write can have done.
struct Gives {
    data: Value,
    outcomes: &'static [Outcome],
}

/// The schema.
pub(crate) fn schema() -> Node {
    let mut types = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let failed = failed(&mut types);
    let done: Vec<(&str, Node)> = ACTIONS
        .into_iter()
        .map(|action| (action, done(action, &mut types)))
        .collect();
    let branches: Vec<Node> = ACTIONS
        .into_iter()
        .chain(["failed"])
        .map(Node::reference)
        .collect();
    let shapes = types
        .take_definitions(true)
        .into_iter()
        .map(|(name, mut shape)| {
            tidy(&mut shape);
            (name, Node::Value(shape))
        });
    let definitions = done
        .into_iter()
        .map(|(name, node)| (name.to_owned(), node))
        .chain([(String::from("failed"), failed)])
        .chain(shapes)
        .fold(Node::object(), |all, (name, node)| all.with(&name, node));
    Node::object()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("title", "Seatwarden step's output")
        .with(
            "description",
            "Branch on ok, then on outcome or error.code.",
        )
        .with("type", "object")
        .with("required", vec!["ok", "action"])
        .with("oneOf", branches)
        .with("$defs", definitions)
}

/// What `action` gives, if it worked.
fn gives(action: &str, types: &mut SchemaGenerator) -> Gives {
    let outcomes: &[Outcome] = match action {
        "provision" => &[
            Outcome::Created,
            Outcome::Updated,
            Outcome::Reactivated,
            Outcome::Unchanged,
        ],
        "update" => &[Outcome::Updated, Outcome::Unchanged],
        "deactivate" => &[
            Outcome::Deactivated,
            Outcome::AlreadyInactive,
            Outcome::NotFound,
        ],
        "reactivate" => &[Outcome::Reactivated, Outcome::AlreadyActive],
        "remove" | "groups.remove" => &[Outcome::Removed, Outcome::NotFound],
        "groups.create" => &[Outcome::Created, Outcome::Updated, Outcome::Unchanged],
        "groups.rename" => &[Outcome::Renamed, Outcome::Unchanged],
        "groups.addMembers" | "groups.removeMembers" => &[Outcome::Updated, Outcome::Unchanged],
        _ => &[],
    };
    let one = |name: &str, schema: Value| json!({ "type": "object", "properties": { name: schema }, "required": [name], "additionalProperties": false });
    let data = match action {
        "token" => types.subschema_for::<AccessToken<'_>>().to_value(),
        "list" => one("users", types.subschema_for::<Vec<User>>().to_value()),
        "get" => one("user", types.subschema_for::<User>().to_value()),
        "find" => one("user", types.subschema_for::<Option<User>>().to_value()),
        "groups.list" => one("groups", types.subschema_for::<Vec<Group>>().to_value()),
        "groups.get" => one("group", types.subschema_for::<Group>().to_value()),
        _ if action.starts_with("groups.") => types.subschema_for::<GroupData<'_>>().to_value(),
        "roles" => one("roles", types.subschema_for::<Vec<Role>>().to_value()),
        "capabilities" => types.subschema_for::<Capabilities>().to_value(),
        "request" => types.subschema_for::<RawAnswer>().to_value(),
        "provisionAll" | "deactivateAll" | "apply" => batch(types),
        "plan" => plan(types),
        "resetPassword" => types.subschema_for::<Sent>().to_value(),
        _ => types.subschema_for::<WriteData<'_>>().to_value(),
    };
    Gives { data, outcomes }
}

/// A plan: its id, and all that it is made of.
fn plan(types: &mut SchemaGenerator) -> Value {
    let mut schema = Planned::json_schema(types).to_value();
    let id = json!({ "description": "SHA-256 over all that follows and the tenant that it is of, in hex.", "type": "string" });
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert(String::from("id"), id);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.push(json!("id"));
    }
    tidy(&mut schema);
    schema
}

/// What a batch gives: one result each.
fn batch(types: &mut SchemaGenerator) -> Value {
    let entry = |ok: bool, name: &str, schema: Value| {
        json!({
            "type": "object", "required": ["index", "ok", name], "additionalProperties": false,
            "properties": {
                "index": { "description": "Its place in the input, from 0.", "type": "integer", "minimum": 0 },
                "ok": { "const": ok }, name: schema,
            },
        })
    };
    let done = entry(
        true,
        "result",
        types.subschema_for::<WriteResult>().to_value(),
    );
    let failed = entry(
        false,
        "error",
        types.subschema_for::<Failure<'_>>().to_value(),
    );
    json!({
        "type": "object", "required": ["results", "counts"], "additionalProperties": false,
        "properties": {
            "results": {
                "description": "What became of each that was done, in the order of the input.",
                "type": "array", "items": { "oneOf": [done, failed] },
            },
            "counts": {
                "description": "How many ended how: by outcome, and failed.",
                "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 },
            },
            "resume": {
                "description": "Present when the deadline came first: hand it back in options, with the same input.",
                "type": "string",
            },
        },
    })
}

/// The output of an action that worked.
fn done(action: &str, types: &mut SchemaGenerator) -> Node {
    let Gives { data, outcomes } = gives(action, types);
    let described = |text: &str| Node::object().with("description", text);
    let mut properties = Node::object()
        .with("ok", Node::object().with("const", true))
        .with("action", Node::object().with("const", action));
    let mut required = vec!["ok", "action"];
    if !outcomes.is_empty() {
        let outcomes: Vec<&str> = outcomes.iter().map(|outcome| outcome.as_str()).collect();
        let outcome =
            described("What the write did, or would do in a dry run.").with("enum", outcomes);
        properties = properties.with("outcome", outcome);
        required.push("outcome");
    }
    let warnings = types.subschema_for::<Vec<Warning>>().to_value();
    properties = properties.with("data", data).with(
        "warnings",
        described("What a person should know although it worked.").and(fields(warnings)),
    );
    required.extend(["data", "warnings"]);
    if action == "list" {
        let cursor =
            described("Where to go on. Absent if everybody was given.").with("type", "string");
        properties = properties.with("cursor", cursor);
    }
    Node::object()
        .with("type", "object")
        .with("properties", properties)
        .with("required", required)
        .with("additionalProperties", false)
}

/// The output of a step that failed.
fn failed(types: &mut SchemaGenerator) -> Node {
    let mut schema = types.root_schema_for::<Failed<'_>>().to_value();
    types.subschema_for::<seatwarden::step::Failure<'_>>();
    tidy(&mut schema);
    if let Some(fields) = schema.as_object_mut() {
        fields.retain(|key, _| !["$schema", "$defs", "title"].contains(&key.as_str()));
    }
    if let Some(ok) = schema.pointer_mut("/properties/ok") {
        *ok = json!({ "const": false });
    }
    Node::Value(schema)
}

fn fields(value: Value) -> Node {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .fold(Node::object(), |node, (key, value)| node.with(&key, value)),
        _ => Node::object(),
    }
}

/// What schemars says of Rust's types, as JSON has it: no sizes of integers, nothing beside the fields that there are, and a
/// field that may be absent is never null.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields
                .get("format")
                .and_then(Value::as_str)
                .is_some_and(is_rusts)
            {
                fields.remove("format");
            }
            if fields.contains_key("properties") {
                fields.entry("additionalProperties").or_insert(json!(false));
                never_null(fields);
            }
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = text.replace("[`", "").replace("`]", "").replace('`', "");
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn is_rusts(format: &str) -> bool {
    format.starts_with("uint") || format.starts_with("int")
}

fn never_null(object: &mut Map<String, Value>) {
    let required = object.get("required").cloned().unwrap_or_default();
    let is_required = |name: &str| {
        let mut names = required.as_array().into_iter().flatten();
        names.any(|known| known == name)
    };
    let Some(Value::Object(properties)) = object.get_mut("properties") else {
        return;
    };
    for (name, property) in properties {
        if is_required(name) {
            continue;
        }
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|one| one != "null");
            if let [one] = types.as_slice() {
                let one = one.clone();
                property["type"] = one;
            }
        }
    }
}
