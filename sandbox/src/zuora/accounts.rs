//! The stored users. It may not know HTTP, and checks nothing but ids.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fields;
use crate::random::Random;

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// One stored user.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) record: Map<String, Value>,
    /// In no read; the user name is taken all the same.
    pub(crate) hidden: bool,
}

impl Account {
    pub(crate) fn id(&self) -> &str {
        fields::text(&self.record, "id")
    }
}

/// All stored users, in the order in which they were made.
#[derive(Debug)]
pub(crate) struct Accounts {
    accounts: Vec<Account>,
    /// Each id's place in `accounts`.
    places: BTreeMap<String, usize>,
    /// How many hold a user name, in lower case.
    names: BTreeMap<String, usize>,
    ids: Random,
    /// Users made so far, removed ones too.
    made: usize,
}

impl Accounts {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            accounts: Vec::new(),
            places: BTreeMap::new(),
            names: BTreeMap::new(),
            ids: Random::new(seed, "ids"),
            made: 0,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter()
    }

    /// The user with exactly this id, if reads show him.
    pub(crate) fn visible(&self, id: &str) -> Option<&Account> {
        let place = self.places.get(id)?;
        self.accounts.get(*place).filter(|account| !account.hidden)
    }

    /// Whether a user name is held, its letters in any case.
    pub(crate) fn holds_name(&self, username: &str) -> bool {
        self.names.contains_key(&username.to_lowercase())
    }

    /// Whether anybody but `except` has an e-mail address, its letters in any case.
    pub(crate) fn holds_email(&self, email: &str, except: Option<&str>) -> bool {
        let email = email.to_lowercase();
        self.accounts.iter().any(|account| {
            Some(account.id()) != except
                && fields::text(&account.record, "email").to_lowercase() == email
        })
    }

    /// An id that nobody has had. Every fifth is awkward in a URL.
    pub(crate) fn new_id(&mut self) -> String {
        loop {
            self.made += 1;
            let id = self.shape_id();
            if !self.places.contains_key(&id) {
                return id;
            }
        }
    }

    fn shape_id(&mut self) -> String {
        let number = self.made;
        if !number.is_multiple_of(5) {
            return format!("u-{number:03}");
        }
        let (a, b) = (self.ids.text(9, LETTERS), self.ids.text(11, LETTERS));
        match (number / 5) % 6 {
            1 => format!("{a}/{b}=="),
            2 => format!("k&{a}{b}"),
            3 => format!("{a}+{b}="),
            4 => format!("{a} {b}"),
            5 => format!("{a}%2F{b}"),
            _ => format!("{a}?{b}#ü"),
        }
    }

    /// Stores a record, which has an id, and gives that id. One with the same id is replaced.
    pub(crate) fn insert(&mut self, record: Map<String, Value>) -> String {
        let account = Account {
            record,
            hidden: false,
        };
        let id = account.id().to_owned();
        self.remove(&id);
        self.count_name(&account.record);
        self.places.insert(id.clone(), self.accounts.len());
        self.accounts.push(account);
        id
    }

    /// Sets fields, `null` removing one if `clears`. False when nobody has that id.
    pub(crate) fn set(&mut self, id: &str, changes: Map<String, Value>, clears: bool) -> bool {
        let Some(account) = self
            .places
            .get(id)
            .and_then(|place| self.accounts.get_mut(*place))
        else {
            return false;
        };
        let before = fields::text(&account.record, "username").to_lowercase();
        for (name, value) in changes {
            if name == "id" {
                continue;
            }
            if clears && value.is_null() {
                account.record.remove(&name);
            } else {
                account.record.insert(name, value);
            }
        }
        let record = account.record.clone();
        self.discount_name(&before);
        self.count_name(&record);
        true
    }

    /// Removes a user. False when nobody has that id.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(place) = self.places.get(id).copied() else {
            return false;
        };
        let removed = self.accounts.remove(place);
        self.discount_name(&fields::text(&removed.record, "username").to_lowercase());
        let places = self.accounts.iter().enumerate();
        self.places = places
            .map(|(place, account)| (account.id().to_owned(), place))
            .collect();
        true
    }

    /// Hides a user or shows him. False when nobody has that id.
    pub(crate) fn hide(&mut self, id: &str, hidden: bool) -> bool {
        match self
            .places
            .get(id)
            .and_then(|place| self.accounts.get_mut(*place))
        {
            Some(account) => {
                account.hidden = hidden;
                true
            }
            None => false,
        }
    }

    fn count_name(&mut self, record: &Map<String, Value>) {
        let name = fields::text(record, "username").to_lowercase();
        *self.names.entry(name).or_default() += 1;
    }

    fn discount_name(&mut self, name: &str) {
        if let Some(count) = self.names.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.names.remove(name);
            }
        }
    }
}
