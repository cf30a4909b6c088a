//! An object as the reader takes it: each rule of its schema is found by asking whether a step is still good.

use crate::node::Node;
use crate::reader::{Reading, read};
use crate::text;
use crate::words::Words;
use seatwarden::input::trace::Kind;
use seatwarden::lifecycle::options::LONGEST;
use serde_json::{Map, Value, json};

/// One good step, and what is asked about it.
pub(crate) struct Question<'a> {
    words: &'a Words,
    /// The good step.
    step: Value,
    reading: Reading,
    /// Paths whose text is the same in every such step.
    fixed: &'a [&'a str],
}

/// A field as the reader takes it.
struct Property {
    name: String,
    path: String,
    example: Value,
    node: Node,
}

impl<'a> Question<'a> {
    /// Questions about `step`, which has to be good.
    pub(crate) fn about(words: &'a Words, step: Value, fixed: &'a [&'a str]) -> Self {
        let reading = read(&step);
        assert!(
            reading.refusal.is_none(),
            "the sample in schema/src/samples.rs is refused: {:?}",
            reading.refusal
        );
        Self {
            words,
            step,
            reading,
            fixed,
        }
    }

    /// Whether the step's input is a query.
    pub(crate) fn input_path(&self) -> &'static str {
        match self.reading.kind("query") {
            Some(Kind::Fields) => "query",
            _ => "",
        }
    }

    /// Whether the step is still good without what is at `path`.
    pub(crate) fn needs(&self, path: &str) -> bool {
        read(&changed(&self.step, path, None)).refusal.is_some()
    }

    /// The schema of the object at `path`.
    pub(crate) fn object(&self, path: &str) -> Node {
        let given = self.step.pointer(&pointer(path)).and_then(Value::as_object);
        let none = Map::new();
        let given = given.unwrap_or(&none);
        let names = self.reading.fields(path);
        let properties: Vec<Property> = names
            .iter()
            .filter_map(|name| self.property(path, name, given))
            .collect();
        let (optional, needed): (Vec<_>, Vec<_>) = properties.iter().partition(|property| {
            !given.contains_key(&property.name) || !self.needs(&property.path)
        });
        let mut required = Vec::new();
        let mut rules = Node::object();
        for one in needed {
            // Of a way to log in, each part is needed: what does instead is another way.
            let instead: Vec<&Property> = optional
                .iter()
                .copied()
                .filter(|other| self.fixed.is_empty() && self.is_good_with(other, Some(one)))
                .collect();
            rules = match instead.len() {
                0 => {
                    required.push(one.name.as_str());
                    rules
                }
                // Anything will do.
                count if count + 1 == properties.len() && count > 1 => {
                    rules.with("minProperties", 1)
                }
                _ => {
                    let any: Vec<Node> = std::iter::once(one)
                        .chain(instead)
                        .map(|one| Node::object().with("required", vec![one.name.as_str()]))
                        .collect();
                    rules.with("anyOf", any)
                }
            };
        }
        let apart = self.apart(&optional);
        if !apart.is_empty() {
            let apart: Vec<Node> = apart
                .into_iter()
                .map(|pair| Node::object().with("not", Node::object().with("required", pair)))
                .collect();
            rules = rules.with("allOf", apart);
        }
        let fields = properties.iter().fold(Node::object(), |fields, property| {
            fields.with(&property.name, property.node.clone())
        });
        let mut node = Node::object()
            .with("type", "object")
            .with("properties", fields);
        if !required.is_empty() {
            node = node.with("required", required);
        }
        node.and(rules).with("additionalProperties", false)
    }

    /// Which optional fields can't stand together.
    fn apart<'p>(&self, optional: &[&'p Property]) -> Vec<Vec<&'p str>> {
        let mut pairs = Vec::new();
        for (at, one) in optional.iter().enumerate() {
            for other in optional.iter().skip(at + 1) {
                let step = changed(&self.step, &one.path, Some(&one.example));
                let step = changed(&step, &other.path, Some(&other.example));
                if read(&step).refusal.is_some() && !self.words.is_opaque(&one.path, &other.path) {
                    pairs.push(vec![one.name.as_str(), other.name.as_str()]);
                }
            }
        }
        pairs
    }

    /// Whether the step is good with a field, and without another.
    fn is_good_with(&self, field: &Property, without: Option<&Property>) -> bool {
        let mut step = changed(&self.step, &field.path, Some(&field.example));
        if let Some(without) = without {
            step = changed(&step, &without.path, None);
        }
        read(&step).refusal.is_none()
    }

    /// A field; `None` if the reader refuses it here, whatever is in it.
    fn property(&self, object: &str, name: &str, given: &Map<String, Value>) -> Option<Property> {
        let path = match object {
            "" => name.to_owned(),
            object => format!("{object}.{name}"),
        };
        let opaque = self.words.is_opaque(&path, "");
        let example = match given.get(name) {
            Some(value) => value.clone(),
            None => self.words.example(&path),
        };
        let reading = read(&changed(&self.step, &path, Some(&example)));
        if reading.refusal.is_some() && !opaque {
            return None;
        }
        let kind = reading.kind(&path).unwrap_or(Kind::Any);
        let node = self
            .words
            .about(&path)
            .and(self.shape(&path, kind, &example));
        let node = node.and(self.words.ending(&path));
        Some(Property {
            name: name.to_owned(),
            path,
            example,
            node,
        })
    }

    /// What may be in a field.
    fn shape(&self, path: &str, kind: Kind, example: &Value) -> Node {
        if self.fixed.contains(&path) {
            return text::string().with("const", example.clone());
        }
        let of = |name: &str| Node::object().with("type", name);
        match kind {
            Kind::Any => Node::object(),
            Kind::Fields => self.object(path),
            Kind::Object => of("object"),
            Kind::Flag => of("boolean"),
            Kind::Number => of("number"),
            Kind::Count => of("integer")
                .with("minimum", 1)
                .with("maximum", u64::from(u32::MAX)),
            Kind::Time => of("number")
                .with("minimum", 1)
                .with("maximum", json!(LONGEST)),
            Kind::List => of("array"),
            Kind::Who => Node::reference("who"),
            Kind::Whos => of("array").with("items", Node::reference("who")),
            Kind::Group => Node::reference("group"),
            Kind::Text => text::schema(&|text| self.takes(path, &json!(text))),
            Kind::Texts => {
                let item = text::schema(&|text| self.takes(path, &json!([text])));
                of("array").with("items", item)
            }
        }
    }

    /// Why the reader refuses `value` at `path`, if it does.
    fn takes(&self, path: &str, value: &Value) -> Option<String> {
        read(&changed(&self.step, path, Some(value))).refusal
    }
}

/// Where in a step the core's path `path` is.
fn pointer(path: &str) -> String {
    let (root, rest) = match path.split_once('.') {
        Some((root, rest)) => (root, format!("/{}", rest.replace('.', "/"))),
        None => (path, String::new()),
    };
    match root {
        "" => String::from("/input"),
        "step" => rest,
        "query" => format!("/input{rest}"),
        "connection" | "options" => format!("/{root}{rest}"),
        _ => format!("/input/{root}{rest}"),
    }
}

/// The step with something else at `path`, or without it.
fn changed(step: &Value, path: &str, value: Option<&Value>) -> Value {
    let mut step = step.clone();
    let pointer = pointer(path);
    if let Some((above, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(fields)) = step.pointer_mut(above)
    {
        match value {
            Some(value) => drop(fields.insert(name.to_owned(), value.clone())),
            None => drop(fields.remove(name)),
        }
    }
    step
}
