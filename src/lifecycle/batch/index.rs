//! Who is in a tenant, in a few bytes an account: what a batch remembers of its one look at all of them, and of the
//! accounts that it made itself. Knows ids, names and hashes; the records are read again by id before anything is done.

use crate::attribute::{Attribute, Attributes};
use crate::case::{self, folds};
use crate::lifecycle::scan::{Scan, Sought};
use crate::model::{Account, User};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The accounts of a tenant, by what one can point at them with.
#[derive(Debug, Default)]
pub(crate) struct Index {
    rows: Vec<Row>,
    /// The hash of a key, then the place in `rows`. (One kind of map, which the listing has too: each is code.)
    keys: BTreeMap<u128, u8>,
    /// Attributes that some row didn't show, and whose full record nobody read.
    unread: Attributes,
    /// Attributes that some full record didn't show either.
    hides: Attributes,
}

#[derive(Debug)]
struct Row {
    id: Box<str>,
    user_name: Box<str>,
    /// Hashes of the mail address and the externalId as they are now; 0 where there is none.
    email: u64,
    external_id: u64,
    /// What the row didn't show.
    hidden: Attributes,
    /// Made by this batch: it is there even if a listing doesn't show it yet.
    own: bool,
}

/// The attributes that one can point with, besides the userName.
const OTHERS: [Attribute; 2] = [Attribute::Email, Attribute::ExternalId];

impl Index {
    /// Takes in a row of a listing, or a full record: what that doesn't show is not asked for again.
    pub(crate) fn add(&mut self, account: &Account, is_full: bool, own: bool) {
        let user = &account.user;
        let at = self.place(&user.id).unwrap_or_else(|| {
            self.rows.push(Row {
                id: user.id.as_str().into(),
                user_name: "".into(),
                email: 0,
                external_id: 0,
                hidden: Attributes::NONE,
                own: false,
            });
            let at = self.rows.len() - 1;
            self.point(key(None, &user.id), at);
            at
        });
        let name = key(Some(Attribute::UserName), &user.user_name);
        let email = other(user, Attribute::Email);
        let external_id = other(user, Attribute::ExternalId);
        for key in [name, email, external_id] {
            self.point(key, at);
        }
        let mut hidden = Attributes::NONE;
        for attribute in OTHERS {
            if !account.shown.contains(attribute) {
                hidden.insert(attribute);
                let seen = if is_full {
                    &mut self.hides
                } else {
                    &mut self.unread
                };
                seen.insert(attribute);
            }
        }
        if let Some(row) = self.rows.get_mut(at) {
            row.user_name = user.user_name.as_str().into();
            row.email = email;
            row.external_id = external_id;
            row.own |= own;
            row.hidden = if is_full { Attributes::NONE } else { hidden };
        }
    }

    fn point(&mut self, key: u64, at: usize) {
        if key != 0 {
            self.keys.insert(spread(key, at), 0);
        }
    }

    fn at(&self, key: u64) -> impl Iterator<Item = &Row> {
        let range = spread(key, 0)..=spread(key, usize::MAX);
        self.keys
            .range(range)
            .filter_map(|(key, _)| self.rows.get(spread_out(*key).1))
    }

    /// The place of the account with that id: they stand in the order in which they came.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        let hash = key(None, id);
        self.keys
            .range(spread(hash, 0)..=spread(hash, usize::MAX))
            .map(|(key, _)| spread_out(*key).1)
            .find(|at| self.rows.get(*at).is_some_and(|row| &*row.id == id))
    }

    /// Whether somebody has that id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.place(id).is_some()
    }

    /// Whoever matches, as a scan would have found them. Not those who hide what is sought: see [`Index::lacks`].
    pub(crate) fn look(&self, sought: Sought<'_>) -> Scan {
        let mut scan = Scan::default();
        if let Some(name) = sought.user_name {
            for row in self.at(key(Some(Attribute::UserName), name)) {
                if &*row.user_name == name {
                    scan.exact = Some(row.account());
                    return scan;
                }
                if folds(&row.user_name, name) {
                    scan.folded.push(row.account());
                }
            }
        }
        if let Some((attribute, text)) = sought.other {
            let wanted = key(Some(attribute), text);
            for row in self.at(wanted) {
                let has = match attribute {
                    Attribute::Email => row.email,
                    _ => row.external_id,
                };
                let by_name = scan.folded.iter().any(|found| *found.user.id == *row.id);
                if has == wanted && !by_name {
                    let mut account = row.account();
                    attribute.set_user(&mut account.user, Some(text.to_owned()));
                    scan.others.push(account);
                }
            }
            scan.hides = self.hides.contains(attribute);
        }
        scan
    }

    /// Whether rows hide that attribute, and their full records were not read.
    pub(crate) fn lacks(&self, attribute: Attribute) -> bool {
        self.unread.contains(attribute)
    }

    /// The rows whose full records are to be read for that attribute.
    pub(crate) fn unread(&self, attribute: Attribute) -> Vec<Account> {
        let hides = |row: &&Row| row.hidden.contains(attribute);
        self.rows.iter().filter(hides).map(Row::account).collect()
    }

    /// Everything that hid something was read in full.
    pub(crate) fn all_read(&mut self) {
        self.unread = Attributes::NONE;
    }

    /// Takes over what an older index knows of accounts that the batch made and that aren't here; of `all`, where they
    /// may have been passed over.
    pub(crate) fn inherit(&mut self, older: Self, all: bool) {
        for row in older.rows.into_iter().filter(|row| row.own || all) {
            match self.place(&row.id) {
                Some(at) => {
                    if let Some(known) = self.rows.get_mut(at) {
                        known.own |= row.own;
                    }
                }
                None => {
                    let at = self.rows.len();
                    let keys = [
                        key(None, &row.id),
                        key(Some(Attribute::UserName), &row.user_name),
                        row.email,
                        row.external_id,
                    ];
                    self.rows.push(row);
                    keys.into_iter().for_each(|key| self.point(key, at));
                }
            }
        }
    }
}

impl Row {
    /// As much of an account as is known.
    fn account(&self) -> Account {
        let mut account = Account::default();
        account.user.id = self.id.as_ref().to_owned();
        account.user.user_name = self.user_name.as_ref().to_owned();
        account
    }
}

fn other(user: &User, attribute: Attribute) -> u64 {
    attribute
        .of_user(user)
        .filter(|text| !text.is_empty())
        .map_or(0, |text| key(Some(attribute), text))
}

/// The hash of what one points with: names and mail addresses without case. `None`: an id.
pub(crate) fn key(attribute: Option<Attribute>, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    match attribute {
        Some(Attribute::UserName) => (1_u8, case::lower(text)).hash(&mut hasher),
        Some(Attribute::Email) => (2_u8, case::lower(text)).hash(&mut hasher),
        Some(_) => (3_u8, text).hash(&mut hasher),
        None => (0_u8, text).hash(&mut hasher),
    }
    hasher.finish().max(1)
}

/// A hash and a place as one key.
pub(crate) fn spread(key: u64, at: usize) -> u128 {
    (u128::from(key) << 64) | u128::from(u64::try_from(at).unwrap_or(u64::MAX))
}

/// The hash and the place of a key.
pub(crate) fn spread_out(spread: u128) -> (u64, usize) {
    let low = spread & u128::from(u64::MAX);
    let high = u64::try_from(spread >> 64).unwrap_or_default();
    (high, usize::try_from(low).unwrap_or_default())
}
