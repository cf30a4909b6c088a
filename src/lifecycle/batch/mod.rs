//! The verbs `provisionAll` and `deactivateAll`: one result for each of the input, no matter what fails.
//!
//! Each person is settled as by `provision` or `deactivate`, many at a time, as the pace allows. What they share is in
//! the `Ledger`: the tenant is read once for all of them, and what a vendor takes in bulk goes in bulk. `Run`
//! decides what is done next and never waits; [`Client::batch`] does it and never decides.

pub(crate) mod index;
pub(crate) mod ledger;
mod post;
mod queue;
pub(crate) mod resume;
mod run;
mod send;
mod stock;

pub use queue::Verb;

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::exchange::Pending;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::step::Step;
use crate::lifecycle::result::{Result, WriteResult};
use crate::provider::{BulkOutcome, BulkWrite};
use crate::time::Millis;
use ledger::Ledger;
use post::{Posted, Reply};
use queue::{Entry, What};
use run::{Run, Task};
use seatwarden_json::Value;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// Where a batch takes its input from, and where its results go.
pub trait Feed {
    /// How many there are, if that is known.
    fn size(&self) -> Option<usize>;
    /// The next ones; nobody at the end.
    fn pull(&self) -> Pending<'_, Vec<Value>>;
    /// One of them has its result.
    fn push(&self, index: usize, result: Result<WriteResult>);
}

/// How a batch ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// How many ended how: by outcome, and `failed`.
    pub counts: Vec<(&'static str, u64)>,
    /// Where to go on, if the deadline came first.
    pub resume: Option<String>,
}

/// What came of a task.
enum Came {
    Fed(Vec<Value>),
    Settled(Box<Entry>, Box<Result<WriteResult>>, Millis),
    Stocked(stock::Stock),
    Answered(Vec<Posted>, Result<Vec<BulkOutcome>>, Vec<String>),
    Late,
}

impl<H: Host> Client<H> {
    /// Settles all that `feed` gives. Failures of single ones are results.
    ///
    /// # Errors
    /// `invalid_input` for a `resume` that is of something else. Nothing was written then.
    pub async fn batch(&self, verb: Verb, feed: &dyn Feed, options: &Options) -> Result<Ended> {
        let call = self.begin(verb.name(), options);
        let ledger = Rc::new(Ledger::default());
        self.batch_on(&call, &ledger, (verb, None), feed, options)
            .await
    }

    /// The batch inside its frame. `ledger`: what is known of the tenant already; `plan`: its id and its entries, where
    /// the input is one.
    pub(crate) async fn batch_on(
        &self,
        call: &Call,
        ledger: &Rc<Ledger>,
        (verb, plan): (Verb, Option<(&str, Vec<Step>)>),
        feed: &dyn Feed,
        options: &Options,
    ) -> Result<Ended> {
        let told = |error| self.tell(call, error);
        let run = Run::new(
            self.session.most_at_once(),
            verb,
            &self.session,
            options,
            feed.size(),
            plan,
            ledger,
        );
        let mut run = run.map_err(told)?;
        let mut tasks: Vec<Pending<'_, Came>> = Vec::new();
        if let Some(deadline) = call.deadline {
            let left = deadline.saturating_sub(self.session.host.now());
            tasks.push(Box::pin(async move {
                self.session.host.sleep(left).await;
                Came::Late
            }));
        }
        loop {
            while let Some(task) = run.next(self.session.host.now(), call.deadline) {
                tasks.push(match task {
                    Task::Pull => Box::pin(async { Came::Fed(feed.pull().await) }),
                    Task::Settle(entry) => {
                        Box::pin(self.settle_one(call.deadline, options, ledger, entry, verb))
                    }
                    Task::Stock(need, worth) => {
                        Box::pin(self.take_stock(call, ledger, need, worth))
                    }
                    Task::Bulk(posted) => {
                        Box::pin(self.send_together(call.deadline, options, posted, verb))
                    }
                });
            }
            if run.is_over() {
                return Ok(run.end());
            }
            for came in some(&mut tasks, ledger).await {
                if let Some((index, result)) = run.take(came).map_err(told)? {
                    self.progress(call, run.progress());
                    feed.push(index, result);
                }
            }
        }
    }

    /// The frame of a part of a batch: its deadline is that of the whole, and its key its own, since one is for one write.
    fn part(&self, verb: Verb, options: &Options, deadline: Option<Millis>, name: &str) -> Call {
        let mut call = self.begin(verb.name(), options);
        call.deadline = deadline;
        if let Some(key) = &mut call.idempotency_key {
            key.push('-');
            key.push_str(name);
        }
        call
    }

    /// Settles one of the input, with what the others know.
    async fn settle_one(
        &self,
        deadline: Option<Millis>,
        options: &Options,
        ledger: &Rc<Ledger>,
        entry: Box<Entry>,
        verb: Verb,
    ) -> Came {
        let began = self.session.host.now();
        let mut call = self.part(verb, options, deadline, &entry.index.to_string());
        call.ledger = Some((Rc::clone(ledger), entry.index));
        let path = format!("{}[{}]", verb.input(), entry.index);
        let result = match &entry.what {
            What::Person(person) => self.provision_as(&call, &path, person, options).await,
            What::Who(who) => self.deactivate_as(&call, who, options).await,
            What::Planned(step) => self.carry(&call, step, options).await,
            What::Bad(error) => Err(error.clone()),
        };
        ledger.release(entry.index);
        let result = result.map_err(|error| self.tell(&call, error));
        let took = self.session.host.now().saturating_sub(began);
        Came::Settled(entry, Box::new(result), took)
    }

    /// Sends writes of one kind in one request.
    async fn send_together(
        &self,
        deadline: Option<Millis>,
        options: &Options,
        posted: Vec<Posted>,
        verb: Verb,
    ) -> Came {
        let ticket = posted.first().map_or(0, |posted| posted.ticket);
        let call = self.part(verb, options, deadline, &format!("b{ticket}"));
        let parts: Vec<_> = posted.iter().map(|posted| posted.part.clone()).collect();
        let kind = posted.first().map(|posted| posted.kind);
        let question = kind
            .ok_or_else(|| Error::internal("a bulk request of nothing"))
            .and_then(|kind| self.session.directory.bulk(kind, &parts));
        let answer = match question {
            Ok(question) => {
                let mut asking = pin!(self.session.ask(&call, question));
                // Whoever is cut off before the answer has to know that his write went out.
                poll_fn(|context| {
                    let answer = asking.as_mut().poll(context);
                    if call.attempts() > 0 {
                        posted.iter().for_each(|part| part.sent.set(true));
                    }
                    answer
                })
                .await
            }
            Err(error) => Err(error),
        };
        Came::Answered(posted, answer, call.request_ids())
    }

    /// Sends a write: with others of its batch where they go together, else alone. Gives the id of a new account,
    /// if the answer said it.
    pub(crate) async fn write(&self, call: &Call, write: BulkWrite<'_>) -> BulkOutcome {
        let directory = self.session.directory.as_ref();
        if let Some(ledger) = call.ledger().filter(|_| !call.goes_alone.get())
            && let Reply::Together(outcome, ids) = ledger.post(call, directory, write).await
        {
            call.count_attempt();
            ids.iter().for_each(|id| call.keep_request_id(id));
            // If it is to be sent again, then alone: what became of it among others, nobody knows, or wasn't so.
            call.goes_alone.set(true);
            call.went_together.set(true);
            let is_refused = matches!(&outcome, Err(error) if !error.ambiguous);
            call.set_write_in_flight(call.has_write_in_flight() || !is_refused);
            return outcome;
        }
        call.went_together.set(false);
        match write {
            BulkWrite::Create(draft) => self.session.ask(call, directory.create(draft)).await,
            BulkWrite::Update(id, draft, before) => {
                let _turn = self.user_turn(call, id).await;
                let question = directory.update(id, draft, before);
                self.session.ask(call, question).await.map(|()| None)
            }
        }
    }

    fn progress(&self, call: &Call, (done, total): (u64, u64)) {
        let kind = crate::event::EventType::Progress;
        self.session.event(call, kind, |event| {
            event.done = Some(done);
            event.total = Some(total);
        });
    }
}

/// Waits until some of it is done, and takes that out, or until somebody waits for the batch. All of it is polled:
/// nobody in a batch wakes anybody.
async fn some(tasks: &mut Vec<Pending<'_, Came>>, ledger: &Ledger) -> Vec<Came> {
    poll_fn(|context| {
        let mut done = Vec::new();
        let moves = ledger.moves();
        tasks.retain_mut(|task| match task.as_mut().poll(context) {
            Poll::Ready(came) => {
                done.push(came);
                false
            }
            Poll::Pending => true,
        });
        if done.is_empty() && ledger.moves() == moves {
            Poll::Pending
        } else {
            Poll::Ready(done)
        }
    })
    .await
}

/// Whether a refusal of a bulk request means that its parts may go one by one: it did nothing, and would do nothing
/// next time. Whose part it was about is told then. Some refuse with 200, too.
fn goes_alone(error: &Error) -> bool {
    let is_answer = error.status.is_some() || error.code == ErrorCode::NotSupported;
    is_answer && !error.ambiguous && !error.retryable && error.code != ErrorCode::AuthFailed
}
