//! What a tenant stores: users, or groups. It may not know HTTP or any vendor, and checks nothing but ids.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::random::Random;

/// One stored record.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) record: Map<String, Value>,
    /// In no read; the name is taken all the same.
    pub(crate) hidden: bool,
}

impl Stored {
    pub(crate) fn id(&self) -> &str {
        text(&self.record, "id")
    }
}

/// All stored records of one kind, in the order in which they were made.
#[derive(Debug)]
pub(crate) struct Store {
    stored: Vec<Stored>,
    /// Each id's place in `stored`.
    places: BTreeMap<String, usize>,
    /// The field that names a record.
    name: &'static str,
    /// How many hold a name, in lower case.
    names: BTreeMap<String, usize>,
    ids: Random,
    /// The form of the vendor's ids: of a number, and of chance.
    form: fn(usize, &mut Random) -> String,
    /// Records made so far, removed ones too.
    made: usize,
}

impl Store {
    /// `name` is the field that names a record, `form` the form of an id.
    pub(crate) fn new(
        ids: Random,
        name: &'static str,
        form: fn(usize, &mut Random) -> String,
    ) -> Self {
        Self {
            stored: Vec::new(),
            places: BTreeMap::new(),
            name,
            names: BTreeMap::new(),
            ids,
            form,
            made: 0,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Stored> {
        self.stored.iter()
    }

    /// Those that reads show.
    pub(crate) fn visible(&self) -> impl Iterator<Item = &Stored> {
        self.stored.iter().filter(|stored| !stored.hidden)
    }

    /// The record with exactly this id, if reads show it.
    pub(crate) fn get(&self, id: &str) -> Option<&Stored> {
        let place = self.places.get(id)?;
        self.stored.get(*place).filter(|stored| !stored.hidden)
    }

    /// Whether a name is held, its letters in any case.
    pub(crate) fn holds_name(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// An id that nothing has had.
    pub(crate) fn new_id(&mut self) -> String {
        loop {
            self.made += 1;
            let id = (self.form)(self.made, &mut self.ids);
            if !self.places.contains_key(&id) {
                return id;
            }
        }
    }

    /// Stores a record, which has an id, and gives that id. One with the same id is replaced.
    pub(crate) fn insert(&mut self, record: Map<String, Value>) -> String {
        let stored = Stored {
            record,
            hidden: false,
        };
        let id = stored.id().to_owned();
        self.remove(&id);
        self.count_name(&stored.record);
        self.places.insert(id.clone(), self.stored.len());
        self.stored.push(stored);
        id
    }

    /// Puts another record where the one with that id is. False when there is none.
    pub(crate) fn replace(&mut self, id: &str, record: Map<String, Value>) -> bool {
        let Some(stored) = self.at(id) else {
            return false;
        };
        let before = std::mem::replace(&mut stored.record, record.clone());
        self.discount_name(&before);
        self.count_name(&record);
        true
    }

    /// Sets fields, `null` removing one if `clears`. False when nothing has that id.
    pub(crate) fn set(&mut self, id: &str, changes: Map<String, Value>, clears: bool) -> bool {
        let Some(stored) = self.at(id) else {
            return false;
        };
        let mut record = stored.record.clone();
        for (name, value) in changes {
            if name == "id" {
                continue;
            }
            if clears && value.is_null() {
                record.remove(&name);
            } else {
                record.insert(name, value);
            }
        }
        self.replace(id, record)
    }

    /// Removes a record. False when nothing has that id.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(place) = self.places.get(id).copied() else {
            return false;
        };
        let removed = self.stored.remove(place);
        self.discount_name(&removed.record);
        let places = self.stored.iter().enumerate();
        self.places = places
            .map(|(place, stored)| (stored.id().to_owned(), place))
            .collect();
        true
    }

    /// Hides a record or shows it. False when nothing has that id.
    pub(crate) fn hide(&mut self, id: &str, hidden: bool) -> bool {
        match self.at(id) {
            Some(stored) => {
                stored.hidden = hidden;
                true
            }
            None => false,
        }
    }

    fn at(&mut self, id: &str) -> Option<&mut Stored> {
        let place = self.places.get(id)?;
        self.stored.get_mut(*place)
    }

    fn count_name(&mut self, record: &Map<String, Value>) {
        let name = text(record, self.name).to_lowercase();
        *self.names.entry(name).or_default() += 1;
    }

    fn discount_name(&mut self, record: &Map<String, Value>) {
        let name = text(record, self.name).to_lowercase();
        if let Some(count) = self.names.get_mut(&name) {
            *count -= 1;
            if *count == 0 {
                self.names.remove(&name);
            }
        }
    }
}

/// The value of a text field; empty when it is absent or no text.
pub(crate) fn text<'a>(record: &'a Map<String, Value>, name: &str) -> &'a str {
    record.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The fields of what `json!` makes of an object.
pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
