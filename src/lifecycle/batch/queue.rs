//! Who is next: the input of a batch as it comes, each once, and those who may be the same person one after the other.

use super::index::key;
use super::resume::Resume;
use crate::attribute::Attribute;
use crate::error::Error;
use crate::lifecycle::plan::step::{PHASES, Step};
use crate::lifecycle::result::Result;
use crate::model::{Person, Who};
use seatwarden_json::Value;

/// Which verb a batch is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `provisionAll`
    ProvisionAll,
    /// `deactivateAll`
    DeactivateAll,
    /// `apply`
    Apply,
}

impl Verb {
    /// The verb of an action.
    #[must_use]
    pub fn of(action: &str) -> Option<Self> {
        match action {
            "provisionAll" => Some(Verb::ProvisionAll),
            "deactivateAll" => Some(Verb::DeactivateAll),
            "apply" => Some(Verb::Apply),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Verb::ProvisionAll => "provisionAll",
            Verb::DeactivateAll => "deactivateAll",
            Verb::Apply => "apply",
        }
    }

    /// The field of the input.
    #[must_use]
    pub const fn input(self) -> &'static str {
        match self {
            Verb::ProvisionAll => "people",
            Verb::DeactivateAll => "whos",
            Verb::Apply => "plan",
        }
    }
}

/// One of the input.
pub(super) struct Entry {
    /// Its place in the input, from 0.
    pub(super) index: usize,
    pub(super) what: What,
    /// What the input was up to and with this one.
    pub(super) mark: u64,
    /// By which it may be the same person as another.
    pub(super) keys: Vec<u64>,
    /// Requests that it takes to find it by filters.
    pub(super) look_ups: usize,
    /// The one that has to be done before.
    after: Option<usize>,
    /// Nobody of a later phase is begun before all of an earlier one are done.
    pub(super) phase: usize,
}

/// What one may point at a person with, and the requests that it takes to find him by filters.
fn person_texts(person: &Person) -> (Vec<&str>, usize) {
    let pointers = [&person.user_name, &person.email, &person.external_id];
    let texts = pointers.into_iter().filter_map(Option::as_deref).collect();
    let by_mail = usize::from(person.user_name.is_none());
    let look_ups = 1 + by_mail + usize::from(person.external_id.is_some());
    (texts, look_ups)
}

/// What is asked for.
pub(super) enum What {
    Person(Box<Person>),
    Who(Who),
    /// An entry of a plan.
    Planned(Box<Step>),
    /// It can't be read.
    Bad(Error),
}

/// The input that was read and isn't done.
pub(super) struct Queue {
    verb: Verb,
    ready: Vec<Entry>,
    /// Those who may be the same person as one before them.
    blocked: Vec<Entry>,
    /// The keys of everybody who isn't done.
    open: Vec<(u64, usize)>,
    /// So many came.
    pub(super) read: usize,
    mark: u64,
    resume: Option<Resume>,
    /// Those who weren't done before, until the input is seen to be the same.
    held: Vec<Entry>,
    /// So many of each phase came and aren't done.
    phases: [usize; PHASES],
}

impl Queue {
    pub(super) fn new(verb: Verb, resume: Option<Resume>) -> Self {
        Self {
            verb,
            ready: Vec::new(),
            blocked: Vec::new(),
            open: Vec::new(),
            read: 0,
            mark: 0,
            resume,
            held: Vec::new(),
            phases: [0; PHASES],
        }
    }

    /// Takes in what came next.
    ///
    /// # Errors
    /// `invalid_input` if it isn't the input that `resume` is of.
    pub(super) fn take_in(&mut self, values: Vec<Value>) -> Result<()> {
        if values.is_empty() && self.resume.as_ref().is_some_and(|r| r.high > self.read) {
            return Err(Resume::foreign());
        }
        for value in values {
            // What it is, is known by its text.
            let text = seatwarden_json::to_string(&value);
            let path = format!("{}[{}]", self.verb.input(), self.read);
            let what = match self.verb {
                Verb::DeactivateAll => Who::read(&path, value).map(What::Who),
                _ => Person::read(&path, value)
                    .and_then(|person| person.check(&path).map(|()| person))
                    .map(|person| What::Person(Box::new(person))),
            };
            self.take(what.unwrap_or_else(What::Bad), &text)?;
        }
        Ok(())
    }

    /// Takes in what comes next of a plan: its id, which a `resume` of it holds, tells what it is.
    pub(super) fn take_step(&mut self, step: Step) {
        let _ = self.take(What::Planned(Box::new(step)), "");
    }

    fn take(&mut self, what: What, text: &str) -> Result<()> {
        let entry = self.entry(what, text);
        self.read += 1;
        let Some(resume) = &self.resume else {
            self.add(entry);
            return Ok(());
        };
        if resume.high < self.read {
            self.add(entry);
            return Ok(());
        }
        let is_last = resume.high == self.read;
        if is_last && resume.mark != entry.mark && self.verb != Verb::Apply {
            return Err(Resume::foreign());
        }
        if resume.undone.contains(&entry.index) {
            self.held.push(entry);
        }
        if is_last {
            for entry in std::mem::take(&mut self.held) {
                self.add(entry);
            }
        }
        Ok(())
    }

    fn entry(&mut self, what: What, text: &str) -> Entry {
        let index = self.read;
        self.mark = key(None, &format!("{} {text}", self.mark));
        let (texts, look_ups) = match &what {
            What::Bad(_) => (Vec::new(), 0),
            What::Who(who) => (vec![who.text()], usize::from(!matches!(who, Who::Id(_)))),
            What::Person(person) => person_texts(person),
            What::Planned(step) => match &**step {
                Step::Create { person, .. } => person_texts(person),
                Step::Change(change) | Step::Leave(change) => {
                    (vec![change.id.as_str(), change.user_name.as_str()], 0)
                }
            },
        };
        let phase = match &what {
            What::Planned(step) => step.phase(),
            _ => 0,
        };
        let mut keys = vec![key(None, &index.to_string())];
        // By userName or by mail address, it may be the same.
        keys.extend(
            texts
                .iter()
                .map(|text| key(Some(Attribute::UserName), text)),
        );
        Entry {
            index,
            mark: self.mark,
            keys,
            what,
            look_ups,
            after: None,
            phase,
        }
    }

    fn add(&mut self, mut entry: Entry) {
        entry.after = self.before(&entry);
        if let Some(open) = self.phases.get_mut(entry.phase) {
            *open += 1;
        }
        let keys = entry.keys.iter().map(|key| (*key, entry.index));
        self.open.extend(keys);
        if entry.after.is_some() {
            self.blocked.push(entry);
        } else {
            self.ready.push(entry);
        }
    }

    /// Somebody who came before, isn't done, and may be the same person.
    fn before(&self, entry: &Entry) -> Option<usize> {
        let same = |(key, index): &&(u64, usize)| *index < entry.index && entry.keys.contains(key);
        self.open.iter().rev().find(same).map(|(_, index)| *index)
    }

    /// The next one who can be begun.
    pub(super) fn next(&mut self) -> Option<Entry> {
        // Whoever waited for somebody may be of a later phase and stands in front.
        let phase = self.ready.iter().map(|entry| entry.phase).min()?;
        let earlier: usize = self.phases.iter().take(phase).sum();
        let at = self.ready.iter().position(|entry| entry.phase == phase);
        at.filter(|_| earlier == 0).map(|at| self.ready.remove(at))
    }

    /// Somebody is done: who waited for that can begin.
    pub(super) fn done(&mut self, done: &Entry) {
        let index = done.index;
        if let Some(open) = self.phases.get_mut(done.phase) {
            *open -= 1;
        }
        self.open.retain(|(_, open)| *open != index);
        let mut freed = Vec::new();
        for mut entry in std::mem::take(&mut self.blocked) {
            if entry.after == Some(index) {
                entry.after = self.before(&entry);
            }
            if entry.after.is_some() {
                self.blocked.push(entry);
            } else {
                freed.push(entry);
            }
        }
        self.ready.splice(0..0, freed);
    }

    /// Who came before `high` and isn't done.
    pub(super) fn undone(&self, high: usize) -> Vec<usize> {
        let open = self.open.iter().map(|(_, index)| *index);
        let mut undone: Vec<_> = open.filter(|index| *index < high).collect();
        undone.dedup(); // an entry's keys stand together
        undone
    }

    /// The batch before got further than this one has read: where that one stopped, this one does.
    pub(super) fn unreached(&self) -> Option<&Resume> {
        self.resume
            .as_ref()
            .filter(|resume| self.read < resume.high)
    }

    /// Whether everybody who came is done.
    pub(super) fn is_done(&self) -> bool {
        self.open.is_empty()
    }

    /// So many wait to be begun.
    pub(super) fn len(&self) -> usize {
        self.ready.len() + self.blocked.len()
    }

    /// Requests that it takes to find those who wait, by filters.
    pub(super) fn look_ups(&self) -> usize {
        let waiting = self.ready.iter().chain(&self.blocked);
        waiting.map(|entry| entry.look_ups).sum()
    }
}
