//! What the people of one batch share: who is in the tenant, which roles it has, and (in [`post`](super::post)) the writes
//! that go together.
//!
//! Whoever needs something of it waits here, and the batch looks after it once for all who wait. Nobody wakes anybody:
//! the batch polls all of its people whenever anything of it moves.

use super::index::Index;
use super::post::{Posted, Reply};
use crate::attribute::Attribute;
use crate::error::Error;
use crate::lifecycle::pages::{Fingerprint, fingerprint};
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::{Proof, Scan, Sought};
use crate::model::{Account, Group, Role, UserId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// What somebody waits for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Need {
    /// Everybody who is there.
    pub(crate) tenant: bool,
    /// As they are from now on: a create was refused, or its answer lost.
    pub(crate) fresh: bool,
    /// And two passes have to agree.
    pub(crate) proof: bool,
    /// Once more than before: who wasn't found may have been passed over.
    pub(crate) again: bool,
    /// The full records of those whose rows hide this.
    pub(crate) full: Option<Attribute>,
    /// The roles.
    pub(crate) roles: bool,
    /// The groups.
    pub(crate) groups: bool,
}

impl Need {
    /// Whether anything is needed.
    pub(crate) const fn any(self) -> bool {
        self.tenant || self.full.is_some() || self.roles || self.groups
    }
}

/// What is the same for all, once it was read; or why it couldn't be.
pub(super) type Common<T> = RefCell<Option<Result<Rc<Vec<T>>>>>;

/// What the people of a batch share.
#[derive(Default)]
pub(crate) struct Ledger {
    index: RefCell<Index>,
    /// Whether the whole tenant is in the index.
    is_whole: Cell<bool>,
    /// Who was there in the last pass, in order.
    ids: RefCell<Option<Vec<Fingerprint>>>,
    /// Whether the last two passes agreed.
    is_proven: Cell<bool>,
    /// Whether nobody is missing in the index whom only one pass passed over.
    is_sure: Cell<bool>,
    pub(super) roles: Common<Role>,
    pub(super) groups: Common<Group>,
    /// The ids of those groups that were written to since.
    written_groups: RefCell<Vec<String>>,
    /// Who is in which group, where somebody read the groups in full: a group, and a group with one of its members.
    members: RefCell<BTreeMap<Fingerprint, u8>>,
    doubts: RefCell<Vec<u64>>,
    asked: Cell<Need>,
    /// So often was looked after what was asked for, and whether it is being done.
    round: Cell<u32>,
    is_busy: Cell<bool>,
    told: RefCell<Option<Error>>,
    /// So many wait for something here.
    waiting: Cell<usize>,
    /// So often somebody began or ceased to wait.
    moves: Cell<u64>,
    /// Accounts that are being settled, each by one person.
    claimed: RefCell<Vec<(usize, String)>>,
    pub(super) posted: RefCell<Vec<Posted>>,
    pub(super) replies: RefCell<Vec<(u64, Reply)>>,
    pub(super) last_ticket: Cell<u64>,
}

impl Ledger {
    /// Waits until `look` finds something. Who waits does nothing: the batch may begin with somebody else.
    pub(super) async fn until<T>(&self, mut look: impl FnMut() -> Option<T>) -> T {
        let mut waits = false;
        poll_fn(|_| match look() {
            Some(found) => {
                if waits {
                    self.waiting.set(self.waiting.get() - 1);
                    self.moves.set(self.moves.get() + 1);
                }
                Poll::Ready(found)
            }
            None => {
                if !std::mem::replace(&mut waits, true) {
                    self.waiting.set(self.waiting.get() + 1);
                    self.moves.set(self.moves.get() + 1);
                }
                Poll::Pending
            }
        })
        .await
    }

    /// Waits until the batch has looked after `need`.
    ///
    /// # Errors
    /// Why the tenant couldn't be read.
    async fn wait(&self, need: Need) -> Result<()> {
        let asked = self.asked.get();
        self.asked.set(Need {
            tenant: asked.tenant || need.tenant,
            fresh: asked.fresh || need.fresh,
            proof: asked.proof || need.proof,
            again: asked.again || need.again,
            full: need.full.or(asked.full),
            roles: asked.roles || need.roles,
            groups: asked.groups || need.groups,
        });
        // What is being read now may have begun too early for this one.
        let round = self.round.get() + if self.is_busy.get() { 2 } else { 1 };
        self.until(|| (self.round.get() >= round).then(|| self.told.borrow().clone()))
            .await
            .map_or(Ok(()), Err)
    }

    /// So many of those who were begun wait for something here.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.get()
    }

    /// So often somebody began or ceased to wait here: if it is another figure, there may be something to do.
    pub(crate) fn moves(&self) -> u64 {
        self.moves.get()
    }

    /// What is asked for.
    pub(crate) fn asked(&self) -> Need {
        self.asked.get()
    }

    /// Begins to look after what is asked for.
    pub(crate) fn begin(&self) -> Need {
        self.is_busy.set(true);
        self.asked.take()
    }

    /// It was looked after.
    pub(crate) fn end(&self, result: Result<()>) {
        self.is_busy.set(false);
        self.round.set(self.round.get() + 1);
        self.told.replace(result.err());
    }

    /// Whether somebody is looking after what was asked for.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_busy.get()
    }

    /// Whether the whole tenant is known.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole.get()
    }

    /// Nobody can tell whether a write was done: what is known of whom it was about doesn't count any more.
    pub(crate) fn doubt(&self, keys: &[u64]) {
        self.doubts.borrow_mut().extend(keys);
    }

    /// Whether what is known of them doesn't count.
    pub(crate) fn doubts(&self, sought: Sought<'_>) -> bool {
        let doubts = self.doubts.borrow();
        let texts = [sought.user_name, sought.other.map(|(_, text)| text)];
        let mut keys = texts.into_iter().flatten();
        keys.any(|text| doubts.contains(&super::index::key(Some(Attribute::UserName), text)))
    }

    /// Whether nobody has that id, for all that is known.
    pub(crate) fn excludes(&self, id: &str) -> bool {
        self.is_whole.get() && !self.index.borrow().has(id)
    }

    /// The place of the account with that id among those that came.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.index.borrow().place(id)
    }

    /// Whether nobody was passed over who isn't in the index, as far as two passes can tell.
    pub(crate) fn is_sure(&self) -> bool {
        self.is_sure.get()
    }

    /// Reads the tenant once more, for all who weren't found in the first pass.
    ///
    /// # Errors
    /// Why it couldn't be read.
    pub(crate) async fn read_again(&self) -> Result<()> {
        if self.is_sure() {
            return Ok(());
        }
        let again = Need {
            tenant: true,
            again: true,
            ..Need::default()
        };
        self.wait(again).await
    }

    /// Takes in a pass over the whole tenant; `adds`: to what is known, in place of putting it aside. Gives whether it
    /// agrees with the one before, but for those made here.
    pub(crate) fn take_in(&self, mut index: Index, ids: Vec<Fingerprint>, adds: bool) -> bool {
        let mut last = self.ids.borrow_mut();
        let agrees = last.as_ref().is_some_and(|last| *last == ids);
        *last = Some(ids);
        let older = self.index.take();
        index.inherit(older, adds);
        self.index.replace(index);
        self.is_sure.set(agrees || (adds && self.is_whole.get()));
        self.is_whole.set(true);
        self.is_proven.set(agrees);
        agrees
    }

    /// Takes in an account that this batch made or changed.
    pub(crate) fn note(&self, account: &Account, is_new: bool) {
        self.index.borrow_mut().add(account, true, is_new);
    }

    /// Somebody who was made here is there from now on: a pass that doesn't show it doesn't agree.
    pub(crate) fn expect(&self, id: &str) {
        if let Some(ids) = self.ids.borrow_mut().as_mut() {
            let made = fingerprint(id);
            if let Err(place) = ids.binary_search(&made) {
                ids.insert(place, made);
            }
        }
    }

    /// The rows whose full records are to be read for `attribute`.
    pub(crate) fn unread(&self, attribute: Attribute) -> Vec<Account> {
        self.index.borrow().unread(attribute)
    }

    /// Takes in full records.
    pub(crate) fn learn(&self, accounts: &[Account]) {
        let mut index = self.index.borrow_mut();
        for account in accounts {
            index.add(account, true, false);
        }
        index.all_read();
    }

    /// Takes in the roles, read by somebody else.
    pub(crate) fn know_roles(&self, roles: Rc<Vec<Role>>) {
        self.roles.replace(Some(Ok(roles)));
    }

    /// Takes in the groups, read by somebody else, and who is in those that were read in `full`.
    pub(crate) fn know_groups(&self, groups: &[Group], full: &[Group]) {
        let names = groups.iter().map(|group| Group {
            id: group.id.clone(),
            name: group.name.clone(),
            ..Group::default()
        });
        self.groups.replace(Some(Ok(Rc::new(names.collect()))));
        let mut known = self.members.borrow_mut();
        for group in full {
            known.insert(fingerprint(&group.id), u8::from(group.members.is_some()));
            for member in group.members.iter().flatten() {
                if member.is(&member.id) {
                    known.insert(in_group(&group.id, &member.id), 1);
                }
            }
        }
    }

    /// Whether groups were read in full: it is of somebody who looks and doesn't write.
    pub(crate) fn is_of_a_look(&self) -> bool {
        !self.members.borrow().is_empty()
    }

    /// Whether somebody is in a group; `None` inside if the group doesn't tell, and outside if nobody read it.
    pub(crate) fn member(&self, group: &str, id: &str) -> Option<Option<bool>> {
        let known = self.members.borrow();
        let tells = *known.get(&fingerprint(group))? == 1;
        Some(tells.then(|| known.contains_key(&in_group(group, id))))
    }

    /// The roles of the tenant, read once.
    ///
    /// # Errors
    /// Why they couldn't be read.
    pub(crate) async fn roles(&self) -> Result<Rc<Vec<Role>>> {
        let need = Need {
            roles: true,
            ..Need::default()
        };
        self.common(&self.roles, need).await
    }

    /// Notes that a group is written to: what was read of it is no longer so.
    pub(crate) fn note_group(&self, id: &str) {
        if !self.has_written_to(id) {
            self.written_groups.borrow_mut().push(id.to_owned());
        }
    }

    /// Whether a group was written to in this batch.
    pub(crate) fn has_written_to(&self, id: &str) -> bool {
        self.written_groups.borrow().iter().any(|told| told == id)
    }

    /// The groups of the tenant, read once.
    ///
    /// # Errors
    /// Why they couldn't be read.
    pub(crate) async fn groups(&self) -> Result<Rc<Vec<Group>>> {
        let need = Need {
            groups: true,
            ..Need::default()
        };
        self.common(&self.groups, need).await
    }

    async fn common<T>(&self, held: &Common<T>, need: Need) -> Result<Rc<Vec<T>>> {
        if let Some(Ok(known)) = &*held.borrow() {
            return Ok(Rc::clone(known));
        }
        // What else couldn't be read has nothing to do with it.
        let _ = self.wait(need).await;
        let known = held.borrow().clone();
        known.unwrap_or_else(|| Err(Error::internal("what was asked for wasn't read")))
    }

    /// Whom the batch knows without asking: everybody once the tenant was read, else those whom it made.
    pub(crate) fn recall(&self, sought: Sought<'_>) -> Option<Scan> {
        let index = self.index.borrow();
        let scan = index.look(sought);
        let hidden = sought
            .other
            .is_some_and(|(attribute, _)| index.lacks(attribute));
        let knows = self.is_whole.get() && !hidden;
        (knows || scan.exact.is_some()).then_some(scan)
    }

    /// Looks through the whole tenant, as one scan for all who wait.
    ///
    /// # Errors
    /// Why it couldn't be read; `incomplete_listing` if nobody is found and no two passes agree.
    pub(crate) async fn scan(&self, sought: Sought<'_>, proof: Proof) -> Result<Scan> {
        let mut need = Need {
            tenant: proof != Proof::Any || !self.is_whole.get(),
            fresh: proof != Proof::Any,
            proof: proof == Proof::Twice,
            ..Need::default()
        };
        loop {
            if need.any() {
                self.wait(need).await?;
            }
            if !self.is_whole.get() {
                return Err(Error::internal("the tenant was to be read and wasn't"));
            }
            let index = self.index.borrow();
            let scan = index.look(sought);
            if !scan.found_nobody() {
                return Ok(scan);
            }
            let hidden = sought.other.map(|(attribute, _)| attribute);
            let hidden = hidden.filter(|other| proof != Proof::Fresh && index.lacks(*other));
            if hidden.is_none() {
                return if proof == Proof::Twice && !self.is_proven.get() {
                    Err(crate::lifecycle::scan::disagreeing())
                } else {
                    Ok(scan)
                };
            }
            need = Need {
                full: hidden,
                ..Need::default()
            };
        }
    }

    /// Waits until nobody else of the batch is at that account.
    pub(crate) async fn claim(&self, person: usize, id: &UserId) {
        self.until(|| {
            let mut claimed = self.claimed.borrow_mut();
            claimed.retain(|(by, _)| *by != person);
            let is_free = claimed.iter().all(|(_, taken)| taken != id.as_str());
            is_free.then(|| claimed.push((person, id.as_str().to_owned())))
        })
        .await;
    }

    /// Somebody is done.
    pub(crate) fn release(&self, person: usize) {
        self.claimed.borrow_mut().retain(|(by, _)| *by != person);
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ledger")
    }
}

/// A member of a group as one key.
fn in_group(group: &str, id: &str) -> Fingerprint {
    fingerprint(&format!("{group}\n{id}"))
}
