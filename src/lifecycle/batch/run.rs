//! What a batch does next: decided from what is known, without waiting for anything.

use super::ledger::{Ledger, Need, Posted, Reply};
use super::queue::{Entry, Queue, Verb, What};
use super::resume::Resume;
use super::stock::Stock;
use super::{Came, Ended, goes_alone};
use crate::attribute::Attribute;
use crate::error::{Error, ErrorCode};
use crate::http::session::Session;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Outcome, Result, WriteResult};
use crate::model::Account;
use crate::provider::{BulkKind, Directory};
use crate::time::Millis;
use std::rc::Rc;

/// So many may wait for the tenant, or for others to go with, before nobody else is begun.
const MAX_WAITING: usize = 500;
/// So many are looked for by filter without a thought.
const FEW: usize = 2;
/// A bulk request has so many parts at most, so that its answer comes before the time-out of an attempt.
const MAX_PARTS: usize = 100;
/// Nobody is begun so long before the deadline, in ms, if somebody took as long.
const LONGEST_LEAD: Millis = 5_000;
/// What stands around the parts of a bulk request, in bytes.
const AROUND_PARTS: usize = 100;

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
    directory: Rc<dyn Directory>,
    ledger: Rc<Ledger>,
    queue: Queue,
    at_once: usize,
    asked: String,
    is_dry_run: bool,
    size: Option<usize>,
    /// Whether more is to come, and whether it was asked for.
    has_ended: bool,
    is_pulling: bool,
    begun: usize,
    sending: usize,
    finding: Finding,
    /// Requests that filters have taken.
    spent: usize,
    /// When it is, and when all has to be over.
    now: Millis,
    deadline: Option<Millis>,
    /// The longest that somebody took, in ms.
    longest: Millis,
    is_late: bool,
    is_cut: bool,
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
        ledger: &Rc<Ledger>,
    ) -> Result<Self> {
        if options.transfer_to.is_some() {
            session.directory.facts().check_verb("transferTo")?;
        }
        let is_dry_run = options.is_dry_run();
        let asked = format!("{} {is_dry_run}", verb.name());
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
        self.is_late |= deadline.is_some_and(|deadline| now + lead >= deadline);
        if self.is_late {
            return None;
        }
        if !self.has_ended && !self.is_pulling && self.queue.len() < self.at_once * 2 {
            self.is_pulling = true;
            return Some(Task::Pull);
        }
        self.sends(false)
            .or_else(|| self.reads())
            .or_else(|| self.begins())
            .or_else(|| self.sends(true))
    }

    /// Those who send, or will, without waiting for the batch.
    fn active(&self) -> usize {
        self.begun.saturating_sub(self.ledger.waiting())
    }

    /// Writes that go together: as soon as a request is full, or, as the `last` thing to do, nobody else can add to it.
    fn sends(&mut self, last: bool) -> Option<Task> {
        let mut posted = self.ledger.posted();
        let kind = posted.first()?.kind;
        let takes = self.directory.takes_bulk();
        let most = takes
            .max_operations
            .and_then(|most| usize::try_from(most).ok());
        let most = most.unwrap_or(MAX_PARTS).min(MAX_PARTS);
        let bytes = takes
            .max_payload_bytes
            .and_then(|most| usize::try_from(most).ok());
        let bytes = bytes.unwrap_or(usize::MAX).saturating_sub(AROUND_PARTS);
        let (mut count, mut size, mut is_full) = (0, 0, false);
        for part in posted.iter().filter(|part| part.kind == kind) {
            if count >= most || size + part.size > bytes {
                is_full = true;
                break;
            }
            count += 1;
            size += part.size;
        }
        let is_alone = self.active() == 0 && !self.ledger.is_busy();
        // Of an input whose size is known, the next ones are there at once.
        let more_come = self.is_pulling && self.size.is_some();
        if !is_full && count < most && !(last && is_alone && !more_come) {
            return None;
        }
        let mut going = Vec::new();
        let all = std::mem::take(&mut *posted);
        for part in all {
            if part.kind == kind && going.len() < count.max(1) {
                going.push(part);
            } else {
                posted.push(part);
            }
        }
        drop(posted);
        if going.len() < 2 {
            for part in going {
                self.ledger.reply(part.ticket, Reply::Alone);
            }
            return self.sends(last);
        }
        self.sending += 1;
        Some(Task::Bulk(going))
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
        let is_first_look = self.finding == Finding::ByIndex && !self.ledger.is_whole();
        let is_full = self.active() >= self.at_once || self.ledger.waiting() >= MAX_WAITING;
        if waits || is_full || (is_first_look && self.ledger.is_busy()) {
            return None;
        }
        let mut entry = self.queue.next()?;
        let name = match &entry.what {
            What::Person(person) => person.user_name.as_deref().or(person.email.as_deref()),
            What::Who(who) => Some(who.text()),
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
        self.queue.done(entry.index);
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

    fn answered(
        &mut self,
        posted: Vec<Posted>,
        answer: Result<Vec<crate::provider::BulkOutcome>>,
        ids: &[String],
    ) {
        self.sending -= 1;
        let error = match answer {
            Ok(outcomes) => {
                let mut outcomes = outcomes.into_iter();
                for part in posted {
                    let outcome = outcomes.next().unwrap_or_else(|| {
                        let mut lost = Error::internal("a bulk answer without this one");
                        lost.ambiguous = true;
                        Err(lost)
                    });
                    let reply = match outcome {
                        // Refused: alone, a change is brought in another form, and what was busy is tried again.
                        Err(error)
                            if !error.ambiguous
                                && (part.kind == BulkKind::Update || error.retryable) =>
                        {
                            Reply::Alone
                        }
                        outcome => Reply::Together(outcome, ids.to_vec()),
                    };
                    self.ledger.reply(part.ticket, reply);
                }
                return;
            }
            Err(error) => error,
        };
        let half = posted.len() / 2;
        if error.status == Some(413) && half > 1 {
            self.directory.limit_bulk(half);
            self.ledger.posted().extend(posted);
            return;
        }
        let is_alone = goes_alone(&error);
        if is_alone && matches!(error.status, Some(404 | 405 | 501)) {
            self.directory.limit_bulk(0);
        }
        for part in posted {
            let reply = if is_alone {
                Reply::Alone
            } else {
                Reply::Together(Err(error.clone()), ids.to_vec())
            };
            self.ledger.reply(part.ticket, reply);
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
