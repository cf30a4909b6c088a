//! `step-input.json`: the whole step, one branch an action.

use crate::node::Node;
use crate::object::Question;
use crate::reader::read;
use crate::samples::{self, WAYS};
use crate::text;
use crate::words::Words;
use seatwarden::attribute::Attribute;
use seatwarden::step::ACTIONS;
use serde_json::{Value, json};

/// The schema.
pub(crate) fn schema(words: &Words) -> Node {
    let names: Vec<Node> = ACTIONS.into_iter().map(Node::from).collect();
    let action = words
        .about("step.action")
        .and(text::string())
        .with("enum", names);
    let branches: Vec<Node> = ACTIONS.into_iter().map(Node::reference).collect();
    let definitions = ACTIONS
        .into_iter()
        .map(|action| (action, branch(words, action)))
        .chain([
            ("connection", connection(words)),
            ("who", pointing(words, "who", "get", &who_names())),
            (
                "group",
                pointing(words, "group", "groups.get", &["id", "name"]),
            ),
        ])
        .fold(Node::object(), |all, (name, node)| all.with(name, node));
    Node::object()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .and(words.about("step"))
        .with("type", "object")
        .with("properties", Node::object().with("action", action))
        .with("required", vec!["action"])
        .with("oneOf", branches)
        .with("$defs", definitions)
}

/// A step of one action.
fn branch(words: &Words, action: &str) -> Node {
    let step = samples::step(action).unwrap_or_default();
    let question = Question::about(words, step, &[]);
    let mut required = vec!["action"];
    required.extend(
        ["connection", "input"]
            .into_iter()
            .filter(|name| question.needs(&format!("step.{name}"))),
    );
    let mut options = question.object("options");
    // Without it there is no error but a refusal, so the reader takes a step without it: a form had better not.
    if words.is_needed(action, "options.confirm") {
        options = options.with("required", vec!["confirm"]);
        required.push("options");
    }
    let about = |path: &str| words.about(path);
    let properties = Node::object()
        .with("action", text::string().with("const", action))
        .with("connection", Node::reference("connection"))
        .with(
            "input",
            about("step.input").and(question.object(question.input_path())),
        )
        .with("options", about("step.options").and(options));
    words
        .about(&format!("action.{action}"))
        .with("type", "object")
        .with("properties", properties)
        .with("required", required)
        .with("additionalProperties", false)
}

/// A connection: one branch a way to log in.
fn connection(words: &Words) -> Node {
    let ways: Vec<Node> = WAYS
        .iter()
        .map(|way| {
            let step = json!({ "action": "roles", "connection": way.connection() });
            words.speak_of(&way.provider());
            Node::object()
                .with("title", way.title)
                .with("description", way.description)
                .and(Question::about(words, step, way.fixed).object("connection"))
        })
        .collect();
    words.about("step.connection").with("oneOf", ways)
}

/// Kinds of tenant that the reader knows and that have no way to log in here: it names them when it is given another.
pub(crate) fn forgotten() -> Vec<String> {
    let step = json!({ "action": "roles", "connection": { "provider": "?" } });
    let refusal = read(&step).refusal.unwrap_or_default();
    let known: Vec<String> = WAYS.iter().map(samples::Way::provider).collect();
    text::choices(&refusal)
        .unwrap_or_default()
        .into_iter()
        .filter(|name| !known.iter().any(|known| known == name))
        .map(|name| format!("no way to log in to {name} in schema/src/samples.rs"))
        .collect()
}

/// The keys by which one may point at a user.
fn who_names() -> Vec<&'static str> {
    std::iter::once("id")
        .chain(Attribute::ALL.into_iter().map(Attribute::name))
        .collect()
}

/// How one points at a user or a group: a text, or an object with one of the keys that the reader of `action` takes.
fn pointing(words: &Words, field: &str, action: &str, names: &[&str]) -> Node {
    let refusal = |value: Value| {
        let mut step = samples::step(action).unwrap_or_default();
        if let Some(place) = step.pointer_mut(&format!("/input/{field}")) {
            *place = value;
        }
        read(&step).refusal
    };
    let plain = text::schema(&|text| refusal(json!(text)));
    let mut ways = vec![words.about(&format!("{field}.text")).and(plain)];
    let taken = names.iter().copied();
    for name in taken.filter(|name| refusal(json!({ *name: "x@y" })).is_none()) {
        let path = format!("{field}.{name}");
        let value = text::schema(&|text| refusal(json!({ name: text })));
        let object = Node::object()
            .with("title", words.title(&path))
            .with("type", "object")
            .with(
                "properties",
                Node::object().with(name, words.about(&path).and(value)),
            )
            .with("required", vec![name])
            .with("additionalProperties", false);
        ways.push(object);
    }
    words.about(&format!("step.{field}")).with("oneOf", ways)
}
