//! The fields of an object, taken one by one by name and type. What nobody took is unknown.

use super::trace::{Kind, took};
use super::{expected, join, root};
use crate::error::Error;
use seatwarden_json::{Map, Text, Value};

/// The fields of an object that is being read. What is left at the end is unknown.
pub struct Fields {
    path: String,
    fields: Map,
    taken: Vec<&'static str>,
}

impl Fields {
    /// The fields of `value`.
    ///
    /// # Errors
    /// `invalid_input` if it is no object.
    pub fn of(path: &str, value: Value) -> Result<Self, Error> {
        took(path, Kind::Fields);
        match value {
            Value::Object(fields) => Ok(Self {
                path: path.to_owned(),
                fields,
                taken: Vec::new(),
            }),
            _ => Err(expected(root(path), "an object")),
        }
    }

    /// The path of one of the fields, for messages.
    #[must_use]
    pub fn path(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// A field as it stands; null is absent (RFC 7643 §2.5).
    pub fn value(&mut self, key: &'static str) -> Option<Value> {
        self.take(key, Kind::Any)
    }

    fn take(&mut self, key: &'static str, kind: Kind) -> Option<Value> {
        #[cfg(not(target_arch = "wasm32"))]
        took(&self.path(key), kind);
        #[cfg(target_arch = "wasm32")]
        let _ = kind;
        self.taken.push(key);
        let value = self.fields.get_mut(key).map(Value::take);
        value.filter(|value| !value.is_null())
    }

    /// A text.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn text(&mut self, key: &'static str) -> Result<Option<String>, Error> {
        match self.take(key, Kind::Text) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.into())),
            Some(_) => Err(expected(&self.path(key), "a string")),
        }
    }

    /// A boolean.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Error> {
        match self.take(key, Kind::Flag) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(_) => Err(expected(&self.path(key), "a boolean")),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn number(&mut self, key: &'static str) -> Result<Option<f64>, Error> {
        match self.take(key, Kind::Number) {
            None => Ok(None),
            Some(value) => value
                .as_f64()
                .map(Some)
                .ok_or_else(|| expected(&self.path(key), "a number")),
        }
    }

    /// A whole number from 1.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn count(&mut self, key: &'static str) -> Result<Option<u32>, Error> {
        match self.take(key, Kind::Count) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .filter(|number| *number > 0)
                .map(Some)
                .ok_or_else(|| expected(&self.path(key), "a whole number from 1")),
        }
    }

    /// A list of texts.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn texts(&mut self, key: &'static str) -> Result<Option<Vec<String>>, Error> {
        let items = match self.take(key, Kind::Texts) {
            None => return Ok(None),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(expected(&self.path(key), "an array")),
        };
        items
            .into_iter()
            .enumerate()
            .map(|(at, item)| match item {
                Value::String(text) => Ok(String::from(text)),
                _ => Err(expected(&self.path(&format!("{key}[{at}]")), "a string")),
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// A list as it stands.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn list(&mut self, key: &'static str) -> Result<Option<Vec<Value>>, Error> {
        match self.take(key, Kind::List) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(expected(&self.path(key), "an array")),
        }
    }

    /// A list of what points at users, each still to be read.
    ///
    /// # Errors
    /// `invalid_input` if it is no list.
    pub fn whos(&mut self, key: &'static str) -> Result<Option<Vec<Value>>, Error> {
        match self.take(key, Kind::Whos) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(expected(&self.path(key), "an array")),
        }
    }

    /// An object as it stands; empty if it isn't there.
    ///
    /// # Errors
    /// `invalid_input` if it is something else.
    pub fn object(&mut self, key: &'static str) -> Result<Map, Error> {
        match self.take(key, Kind::Object) {
            None => Ok(Map::new()),
            Some(Value::Object(fields)) => Ok(fields),
            Some(_) => Err(expected(&self.path(key), "an object")),
        }
    }

    /// The keys that are given, null ones too.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(Text::as_str)
    }

    /// The error for a field that has to be there.
    #[must_use]
    pub fn missing(&self, key: &str) -> Error {
        Error::invalid_input(&self.path(key), "is missing")
    }

    /// Nothing else may be there.
    ///
    /// # Errors
    /// `invalid_input` naming the first unknown field.
    pub fn end(self) -> Result<(), Error> {
        self.check_end()
    }

    /// As [`Fields::end`], where the rest is wiped later.
    ///
    /// # Errors
    /// `invalid_input` naming the first unknown field.
    pub fn check_end(&self) -> Result<(), Error> {
        let unknown = self
            .fields
            .keys()
            .find(|key| !self.taken.contains(&key.as_str()));
        match unknown {
            None => Ok(()),
            Some(key) => {
                let key: String = key.chars().take(100).collect();
                Err(Error::invalid_input(&self.path(&key), "unknown field"))
            }
        }
    }
}
