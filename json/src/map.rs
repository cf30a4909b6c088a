//! An object: its fields in the order in which they were written.

use crate::{Text, Value};

/// The fields of an object. A name that came twice counts as JavaScript reads it: the last.
#[derive(Debug, Clone, Default)]
pub struct Map {
    fields: Vec<(Text, Value)>,
}

impl Map {
    /// An object without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    pub(crate) const fn of(fields: Vec<(Text, Value)>) -> Self {
        Self { fields }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().rposition(|(known, _)| *known == *name)
    }

    /// A field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.fields.iter().rev().find(|(known, _)| *known == *name);
        found.map(|(_, value)| value)
    }

    /// A field, whatever the case of ASCII letters in its name: of several the one that is spelled so, else the last.
    #[must_use]
    pub fn get_ignoring_case(&self, name: &str) -> Option<&Value> {
        let mut other = None;
        for (known, value) in self.fields.iter().rev() {
            if known.len() == name.len() && known.eq_ignore_ascii_case(name) {
                if *known == *name {
                    return Some(value);
                }
                other = other.or(Some(value));
            }
        }
        other
    }

    /// A field, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let found = self.fields.iter_mut().rev();
        let mut found = found.filter(|(known, _)| *known == *name);
        found.next().map(|(_, value)| value)
    }

    /// Whether there is such a field.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Sets a field: in its place if it is there, else at the end. Gives what was there.
    pub fn insert(&mut self, name: impl Into<Text>, value: impl Into<Value>) -> Option<Value> {
        self.put(name.into(), value.into())
    }

    fn put(&mut self, name: Text, value: Value) -> Option<Value> {
        if let Some(held) = self.get_mut(&name) {
            return Some(std::mem::replace(held, value));
        }
        self.fields.push((name, value));
        None
    }

    /// The field, which is made as `null` if it isn't there.
    pub fn field(&mut self, name: &str) -> &mut Value {
        let at = self.place(name).unwrap_or_else(|| {
            self.fields.push((Text::from(name), Value::Null));
            self.fields.len() - 1
        });
        #[allow(clippy::indexing_slicing)] // found, or just pushed
        &mut self.fields[at].1
    }

    /// Takes a field out, each time that it came.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.place(name)?;
        let (_, value) = self.fields.remove(at);
        self.fields.retain(|(known, _)| *known != *name);
        Some(value)
    }

    /// Keeps the fields that `keeps` says yes to.
    pub fn retain(&mut self, mut keeps: impl FnMut(&Text, &mut Value) -> bool) {
        self.fields.retain_mut(|(name, value)| keeps(name, value));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The fields.
    pub fn iter(&self) -> Iter<'_> {
        self.into_iter()
    }

    /// The names.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Text> + Clone {
        self.fields.iter().map(|(name, _)| name)
    }
}

/// The same fields, in any order.
impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        // Not by how many there are, for a name may be there twice; and each pair of values once, for they hold others.
        let counts = |at, name: &str| self.place(name) == Some(at);
        let mut fields = self.fields.iter().enumerate();
        fields.all(|(at, (name, value))| !counts(at, name) || other.get(name) == Some(value))
            && other.keys().all(|name| self.contains_key(name))
    }
}

/// Goes through fields.
pub(crate) type Iter<'a> =
    std::iter::Map<std::slice::Iter<'a, (Text, Value)>, fn(&(Text, Value)) -> (&Text, &Value)>;

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a Text, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.fields.iter().map(|(name, value)| (name, value))
    }
}

impl IntoIterator for Map {
    type Item = (Text, Value);
    type IntoIter = std::vec::IntoIter<(Text, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}

impl<K: Into<Text>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut map = Self::new();
        map.extend(fields);
        map
    }
}

impl<K: Into<Text>, V: Into<Value>> Extend<(K, V)> for Map {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, fields: I) {
        for (name, value) in fields {
            self.insert(name, value);
        }
    }
}
