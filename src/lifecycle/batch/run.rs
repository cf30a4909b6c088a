//! What a batch does next: decided from what is known, without waiting for anything.

use super::ledger::{Ledger, Need};
use super::post::Posted;
use super::queue::{Entry, Queue, Verb, What};
use super::resume::Resume;
use super::stock::Stock;
use super::{Came, Ended};
use crate::attribute::Attribute;
use crate::error::{Error, ErrorCode};
use crate::http::session::Session;
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::step::Step;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::model::Account;
use crate::provider::Directory;
use crate::time::Millis;
use std::rc::Rc;

/// So many may wait for the tenant, or for others to go with, before nobody else is begun.
const MAX_WAITING: usize = 500;
/// So many are looked for by filter without a thought.
const FEW: usize = 2;
/// Nobody is begun so long before the deadline, in ms, if somebody took as long.
const LONGEST_LEAD: Millis = 5_000;

/// What is to be done.
pub(super) enum Task {
    Pull,
    Settle(Box<Entry>),
    /// What to look after, and the number of requests that it is worth.
    Stock(Need, Option<usize>),
    Bulk(Vec<Posted>),
}

/// How people are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finding {
    /// Not decided yet.
    Open,
    /// One by one, by the server's filters: all of the tenant takes so many requests.
    ByFilter(usize),
    /// All of the tenant is read, or will be by the first who needs it.
    ByIndex,
}

/// A batch that is under way.
pub(super) struct Run {
    pub(super) directory: Rc<dyn Directory>,
    pub(super) ledger: Rc<Ledger>,
    queue: Queue,
    /// What is left of a plan, where the input is one.
    plan: Option<std::vec::IntoIter<Step>>,
    at_once: usize,
    asked: String,
    is_dry_run: bool,
    pub(super) size: Option<usize>,
    /// Whether more is to come, and whether it was asked for.
    has_ended: bool,
    pub(super) is_pulling: bool,
    begun: usize,
    pub(super) sending: usize,
    finding: Finding,
    /// Requests that filters have taken.
    spent: usize,
    /// When it is, and when all has to be over.
    now: Millis,
    deadline: Option<Millis>,
    /// The longest that somebody took, in ms.
    longest: Millis,
    pub(super) is_late: bool,
    is_cut: bool,
    /// Since when somebody waits for others to go with.
    pub(super) posted_since: Option<Millis>,
    /// Why nothing more is sent: the tenant refuses the credentials.
    refused: Option<Error>,
    done: u64,
    high: usize,
    mark: u64,
    counts: Vec<(&'static str, u64)>,
}

impl Run {
    pub(super) fn new<H>(
        at_once: usize,
        verb: Verb,
        session: &Session<H>,
        options: &Options,
        size: Option<usize>,
        plan: Option<(&str, Vec<Step>)>,
        ledger: &Rc<Ledger>,
    ) -> Result<Self> {
        if options.transfer_to.is_some() {
            session.directory.facts().check_verb("transferTo")?;
        }
        let is_dry_run = options.is_dry_run();
        let mut asked = format!("{} {is_dry_run}", verb.name());
        if let Some((id, _)) = &plan {
            asked.push_str(id);
        }
        let resume = options.resume.as_deref();
        let tenant = session.directory.tenant().key();
        let resume = resume.map(|text| Resume::read(text, &tenant, &asked));
        let resume = resume.transpose()?;
        let (high, mark, undone) = resume
            .as_ref()
            .map_or((0, 0, 0), |r| (r.high, r.mark, r.undone.len()));
        Ok(Self {
            directory: Rc::clone(&session.directory),
            ledger: Rc::clone(ledger),
            queue: Queue::new(verb, resume),
            plan: plan.map(|(_, steps)| steps.into_iter()),
            at_once,
            asked,
            is_dry_run,
            size,
            has_ended: false,
            is_pulling: false,
            begun: 0,
            sending: 0,
            finding: Finding::Open,
            spent: 0,
            now: 0,
            deadline: None,
            longest: 0,
            is_late: false,
            is_cut: false,
            posted_since: None,
            refused: None,
            done: u64::try_from(high.saturating_sub(undone)).unwrap_or(0),
            high,
            mark,
            counts: Vec::new(),
        })
    }

    /// What to do now; `None`: wait for what is being done.
    pub(super) fn next(&mut self, now: Millis, deadline: Option<Millis>) -> Option<Task> {
        (self.now, self.deadline) = (now, deadline);
        // What is begun is to be finished: a write that is cut off has to be looked for by the next call.
        let lead = (self.longest * 2).min(LONGEST_LEAD);
        // And those who wait for others to go with need as long again, for the rest of it.
        let since = self.posted_since.take().unwrap_or(now);
        self.posted_since = (!self.ledger.posted().is_empty()).then_some(since);
        let lead = lead.max(now - since);
        self.is_late |= deadline.is_some_and(|deadline| now + lead >= deadline);
        if self.is_late {
            // What others were waited for to go with is sent: the next call would read for it anew, and come as far.
            return self.sends(true);
        }
        if !self.has_ended && !self.is_pulling && self.queue.len() < self.at_once * 2 {
            let Some(plan) = &mut self.plan else {
                self.is_pulling = true;
                return Some(Task::Pull);
            };
            while self.queue.len() < self.at_once * 2 && !self.has_ended {
                match plan.next() {
                    Some(step) => self.queue.take_step(step),
                    None => self.has_ended = true,
                }
            }
        }
        self.sends(false)
            .or_else(|| self.reads())
            .or_else(|| self.begins())
            .or_else(|| self.sends(true))
    }

    /// Those who send, or will, without waiting for the batch.
    pub(super) fn active(&self) -> usize {
        self.begun.saturating_sub(self.ledger.waiting())
    }

    /// What those who wait need; or all of the tenant, if that takes fewer requests than looking for each one.
    fn reads(&mut self) -> Option<Task> {
        if self.ledger.is_busy() {
            return None;
        }
        let asked = self.ledger.asked();
        if asked.any() {
            // What was refused or lost is looked for once nobody writes: a pass is to hold still.
            let is_quiet = self.active() == 0 && self.sending == 0;
            if asked.fresh && !is_quiet {
                return None;
            }
            if asked.tenant {
                self.finding = Finding::ByIndex;
            }
            return Some(Task::Stock(self.ledger.begin(), None));
        }
        let waiting = self.queue.look_ups();
        let read = self.queue.read.max(1);
        let more = self
            .size
            .map_or(waiting, |size| waiting * size.max(read) / read);
        let all = self.spent + more;
        let has_filter = || {
            let filter = self.directory.filter(&[(Attribute::UserName, "-")]);
            filter.is_some()
        };
        let worth = match self.finding {
            Finding::ByIndex => return None,
            Finding::ByFilter(cost) if all <= cost => return None,
            Finding::Open if waiting == 0 => return None,
            Finding::Open if all <= FEW && has_filter() => {
                self.finding = Finding::ByFilter(FEW);
                return None;
            }
            _ => has_filter().then_some(all),
        };
        self.finding = Finding::ByIndex;
        let need = Need {
            tenant: true,
            ..self.ledger.begin()
        };
        Some(Task::Stock(need, worth))
    }

    /// The next one of the input.
    fn begins(&mut self) -> Option<Task> {
        let waits = self.finding == Finding::Open && self.queue.look_ups() > 0;
        // Whoever is begun would only wait for it too, and then all of them would go on at once.
        let asked = self.ledger.asked();
        let is_reading = self.ledger.is_busy() || (asked.any() && !asked.fresh);
        let is_full = self.active() >= self.at_once || self.ledger.waiting() >= MAX_WAITING;
        if waits || is_full || is_reading {
            return None;
        }
        let mut entry = self.queue.next()?;
        let name = match &entry.what {
            What::Person(person) => person.user_name.as_deref().or(person.email.as_deref()),
            What::Who(who) => Some(who.text()),
            What::Planned(step) => step.name(),
            What::Bad(_) => None,
        };
        if let (Some(error), Some(name)) = (&self.refused, name) {
            let mut error = error.clone();
            error.message = format!("nothing was sent for {name}: {}", error.message);
            entry.what = What::Bad(error);
        }
        if let Finding::ByFilter(_) = self.finding {
            self.spent += entry.look_ups;
        }
        self.begun += 1;
        Some(Task::Settle(Box::new(entry)))
    }

    /// Takes in what came of a task. Gives a result that is to be handed on.
    ///
    /// # Errors
    /// `invalid_input` if the input isn't the one that is to be gone on with.
    pub(super) fn take(&mut self, came: Came) -> Result<Option<(usize, Result<WriteResult>)>> {
        match came {
            Came::Fed(values) => {
                self.is_pulling = false;
                self.has_ended |= values.is_empty();
                self.queue.take_in(values)?;
            }
            Came::Settled(entry, result, took) => return Ok(self.settled(&entry, *result, took)),
            Came::Stocked(Stock::Dear(cost)) => {
                self.finding = Finding::ByFilter(cost);
                self.ledger.end(Ok(()));
            }
            Came::Stocked(Stock::Taken(result)) => self.ledger.end(result),
            Came::Answered(posted, answer, ids) => self.answered(posted, answer, &ids),
            Came::Late => self.is_cut = true,
        }
        Ok(None)
    }

    fn settled(
        &mut self,
        entry: &Entry,
        result: Result<WriteResult>,
        took: Millis,
    ) -> Option<(usize, Result<WriteResult>)> {
        self.begun -= 1;
        self.longest = self.longest.max(took);
        if let Err(error) = &result {
            // The tenant asks to wait for longer than there is time: that one, and the rest, is for the next call.
            let wait = error
                .retry_after_ms
                .filter(|_| error.code == ErrorCode::RateLimited);
            let ends = |deadline| wait.is_some_and(|wait| self.now + wait >= deadline);
            if self.deadline.is_some_and(ends) {
                self.is_late = true;
                return None;
            }
            if error.code == ErrorCode::AuthFailed && self.refused.is_none() {
                let mut refused = error.clone();
                refused.message = String::from("the tenant had refused the credentials");
                self.refused = Some(refused);
            }
        }
        self.queue.done(entry);
        if entry.index >= self.high {
            (self.high, self.mark) = (entry.index + 1, entry.mark);
        }
        self.done += 1;
        let word = match &result {
            Ok(result) => {
                self.note(entry, result);
                result.outcome.as_str()
            }
            Err(error) => {
                if error.code == ErrorCode::OutcomeUnknown {
                    self.ledger.doubt(&entry.keys);
                }
                "failed"
            }
        };
        match self.counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((word, 1)),
        }
        Some((entry.index, result))
    }

    /// What was written is known to those who come after.
    fn note(&self, entry: &Entry, result: &WriteResult) {
        if self.is_dry_run {
            return;
        }
        let Some(user) = result.user.as_ref() else {
            if result.outcome == Outcome::Created {
                self.ledger.doubt(&entry.keys);
            }
            return;
        };
        let account = Account {
            user: user.clone(),
            shown: crate::attribute::Attributes::of(&Attribute::ALL),
            ..Account::default()
        };
        if result.outcome == Outcome::Created {
            self.ledger.expect(&user.id);
            self.ledger.note(&account, true);
        } else if !result.changes.is_empty() {
            self.ledger.note(&account, false);
        }
    }

    /// Whether there is nothing more to do, or no time for it.
    pub(super) fn is_over(&self) -> bool {
        let is_stuck = self.is_late && self.active() == 0 && self.sending == 0;
        self.is_done() || is_stuck || self.is_cut
    }

    /// Whether everybody has a result.
    fn is_done(&self) -> bool {
        self.has_ended && self.queue.is_done()
    }

    /// So many are done, of so many that are known.
    pub(super) fn progress(&self) -> (u64, u64) {
        let total = self.size.unwrap_or(0).max(self.queue.read);
        (self.done, u64::try_from(total).unwrap_or(u64::MAX))
    }

    /// What became of it all.
    pub(super) fn end(mut self) -> Ended {
        let is_whole = self.is_done();
        let undone = self.queue.undone(self.high);
        let key = self.directory.tenant().key();
        let resume = match self.queue.unreached() {
            Some(before) => before.write(&key, &self.asked),
            None => Resume {
                high: self.high,
                mark: self.mark,
                undone,
            }
            .write(&key, &self.asked),
        };
        Ended {
            counts: std::mem::take(&mut self.counts),
            resume: (!is_whole).then_some(resume),
        }
    }
}
