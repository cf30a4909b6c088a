//! How JSON becomes options: field by field, every wrong one named. Derived deserializers would be
//! a third of the wasm.

use serde_json::{Map, Value};

/// The fields of an object, taken one after another.
#[derive(Debug)]
pub(crate) struct Reading {
    fields: Map<String, Value>,
    /// The first thing that is wrong.
    wrong: Option<String>,
}

impl Reading {
    /// Reads an object.
    pub(crate) fn new(value: Value) -> Self {
        let (fields, wrong) = match value {
            Value::Object(fields) => (fields, None),
            other => (Map::new(), Some(format!("expected an object, not {other}"))),
        };
        Self { fields, wrong }
    }

    /// Takes a field; `None` when it is absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    /// Says that a field has to be there.
    pub(crate) fn need(&mut self, name: &str) {
        if !self.fields.contains_key(name) {
            self.wrong.get_or_insert(format!("missing field `{name}`"));
        }
    }

    /// Remembers that a field is wrong.
    pub(crate) fn fail(&mut self, name: &str, expected: &str, value: &Value) {
        let wrong = format!("`{name}`: expected {expected}, not {value}");
        self.wrong.get_or_insert(wrong);
    }

    /// Takes what another reading made of a field.
    pub(crate) fn settle<T>(&mut self, name: &str, read: Result<T, String>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(why) => {
                self.wrong.get_or_insert(format!("`{name}`: {why}"));
                None
            }
        }
    }

    pub(crate) fn flag(&mut self, name: &str, into: &mut bool) {
        match self.take(name) {
            None => {}
            Some(Value::Bool(flag)) => *into = flag,
            Some(other) => self.fail(name, "true or false", &other),
        }
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, name: &str, into: &mut u64) {
        let Some(value) = self.take(name) else { return };
        match value.as_u64() {
            Some(number) => *into = number,
            None => self.fail(name, "a whole number", &value),
        }
    }

    pub(crate) fn size(&mut self, name: &str, into: &mut usize) {
        let mut number = u64::try_from(*into).unwrap_or_default();
        self.number(name, &mut number);
        *into = usize::try_from(number).unwrap_or(usize::MAX);
    }

    /// A number that may be given, or be `null`.
    pub(crate) fn number_or_null(&mut self, name: &str, into: &mut Option<u64>) {
        let Some(value) = self.take(name) else { return };
        *into = value.as_u64();
        if into.is_none() && !value.is_null() {
            self.fail(name, "a whole number", &value);
        }
    }

    pub(crate) fn text(&mut self, name: &str, into: &mut Option<String>) {
        match self.take(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => *into = Some(text),
            Some(other) => self.fail(name, "a string", &other),
        }
    }

    pub(crate) fn texts(&mut self, name: &str, into: &mut Vec<String>) {
        let Some(value) = self.take(name) else { return };
        let texts = value.as_array().map(|items| {
            let texts = items.iter().filter_map(Value::as_str).map(str::to_owned);
            (items.len(), texts.collect::<Vec<String>>())
        });
        match texts {
            Some((length, texts)) if length == texts.len() => *into = texts,
            _ => self.fail(name, "strings", &value),
        }
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)], into: &mut T) {
        let mut at = None;
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.word_at(name, &known, &mut at);
        if let Some((_, word)) = at.and_then(|at| words.get(at)) {
            *into = *word;
        }
    }

    fn word_at(&mut self, name: &str, words: &[&str], at: &mut Option<usize>) {
        let Some(value) = self.take(name) else { return };
        *at = words.iter().position(|word| value == *word);
        if at.is_none() {
            let wrong = format!(
                "`{name}`: unknown variant {value}, expected one of {}",
                words.join(", ")
            );
            self.wrong.get_or_insert(wrong.replace('"', "`"));
        }
    }

    /// Every field must have been taken.
    pub(crate) fn end(self) -> Result<(), String> {
        match (self.wrong, self.fields.keys().next()) {
            (Some(wrong), _) => Err(wrong),
            (None, Some(name)) => Err(format!("unknown field `{name}`")),
            (None, None) => Ok(()),
        }
    }
}
