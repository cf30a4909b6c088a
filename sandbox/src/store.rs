//! What a tenant stores: users, or groups. It may not know HTTP or any vendor, and checks nothing but ids.

use serde_json::{Map, Value};

use crate::fold::lower;
use crate::json::text;
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
    /// Each id's place in `stored`. A map of JSON, because another kind of map is 10 KB of wasm.
    places: Map<String, Value>,
    /// The field that names a record.
    name: &'static str,
    /// How many hold a name, in lower case.
    names: Map<String, Value>,
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
            places: Map::new(),
            name,
            names: Map::new(),
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
        let stored = self.stored.get(self.place(id)?);
        stored.filter(|stored| !stored.hidden)
    }

    /// Whether a name is held, its letters in any case.
    pub(crate) fn holds_name(&self, name: &str) -> bool {
        self.names.contains_key(&lower(name))
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
        self.places
            .insert(id.clone(), Value::from(self.stored.len()));
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
        let Some(place) = self.place(id) else {
            return false;
        };
        let removed = self.stored.remove(place);
        self.discount_name(&removed.record);
        self.places.clear();
        for (place, stored) in self.stored.iter().enumerate() {
            self.places
                .insert(stored.id().to_owned(), Value::from(place));
        }
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
        let place = self.place(id)?;
        self.stored.get_mut(place)
    }

    fn place(&self, id: &str) -> Option<usize> {
        let place = self.places.get(id)?.as_u64()?;
        usize::try_from(place).ok()
    }

    fn count_name(&mut self, record: &Map<String, Value>) {
        let name = lower(text(record, self.name));
        let count = self.names.get(&name).and_then(Value::as_u64);
        let count = Value::from(count.unwrap_or_default() + 1);
        self.names.insert(name, count);
    }

    fn discount_name(&mut self, record: &Map<String, Value>) {
        let name = lower(text(record, self.name));
        match self.names.get(&name).and_then(Value::as_u64) {
            Some(count @ 2..) => drop(self.names.insert(name, Value::from(count - 1))),
            _ => drop(self.names.remove(&name)),
        }
    }
}
