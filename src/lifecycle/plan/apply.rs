//! The verb `apply`: does what a plan says, and nothing else, as long as the tenant is what the plan saw.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::input::{self, trace};
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::batch::resume::Resume;
use crate::lifecycle::batch::{Ended, Feed, Verb};
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::id;
use crate::lifecycle::plan::step::{Fit, Step, Target};
use crate::lifecycle::plan::whole::Whole;
use crate::lifecycle::result::Result;
use crate::lifecycle::settle::is_others;
use crate::lifecycle::wanted::{Reason, Wanted};
use crate::model::{Account, Person};
use crate::time::Millis;
use seatwarden_json::Value;
use std::rc::Rc;

/// So many entries that don't fit are named.
const TOLD: usize = 10;

/// A timer may be early by so many ms.
const SLACK: Millis = 5;

/// The lists of a plan, in the order in which they are done.
const LISTS: [&str; 4] = ["reactivate", "create", "update", "deactivate"];

/// A plan that was handed back.
struct Given {
    id: String,
    steps: Vec<Step>,
    removals: u64,
    max_removals: u64,
}

impl<H: Host> Client<H> {
    /// Does what `plan` says. Each entry has a result in `feed`, by its place: first all that are reactivated, then those
    /// who are created, updated and deactivated.
    ///
    /// # Errors
    /// `invalid_input` for a plan that was changed or is of another tenant; `guard_tripped` if it switches off more than
    /// its guard allows and `confirm` isn't its id; `plan_drifted` if the tenant isn't as the plan saw it. Nothing was
    /// written then.
    pub async fn apply(&self, plan: Value, feed: &dyn Feed, options: &Options) -> Result<Ended> {
        let call = self.begin("apply", options);
        let ledger = Rc::new(Ledger::default());
        let tell = |call: &Call, error| Err(self.tell(call, error));
        let mut given = match self.read_plan(plan, options) {
            Ok(given) => given,
            Err(error) => return tell(&call, error),
        };
        let asked = format!("apply {}{}", options.is_dry_run(), given.id);
        let tenant = self.session.directory.tenant().key();
        let resume = options.resume.as_deref();
        let resume = resume.map(|text| Resume::read(text, &tenant, &asked));
        let done = match resume.transpose() {
            Ok(Some(resume)) if resume.high > given.steps.len() => {
                return tell(&call, Resume::foreign());
            }
            Ok(resume) => resume.unwrap_or_default(),
            Err(error) => return tell(&call, error),
        };
        let fits = async {
            let is_left = |at: usize| at >= done.high || done.undone.contains(&at);
            self.check_fit(&call, &ledger, &mut given.steps, &is_left, options)
                .await
        };
        if let Err(error) = self.within(&call, fits).await {
            let now = self.session.host.now();
            let wait = match error.code {
                ErrorCode::Timeout => Some(SLACK),
                ErrorCode::RateLimited => error.retry_after_ms,
                _ => None,
            };
            let ends = |deadline| wait.is_some_and(|wait| now + wait >= deadline);
            if call.deadline.is_some_and(ends) {
                // Nothing was written: the next call begins where this one did.
                return Ok(Ended {
                    counts: Vec::new(),
                    resume: Some(done.write(&tenant, &asked)),
                });
            }
            return Err(error);
        }
        call.concern("");
        let plan = Some((given.id.as_str(), given.steps));
        self.batch_on(&call, &ledger, (Verb::Apply, plan), feed, options)
            .await
    }

    /// Reads a plan, and whether it may be done.
    fn read_plan(&self, plan: Value, options: &Options) -> Result<Given> {
        let given = self.read_given(plan)?;
        let confirm = options.confirm.as_deref();
        if confirm.map_or(given.removals > given.max_removals, |id| id != given.id) {
            let message = match confirm {
                Some(_) => String::from("confirm isn't the id of the plan: nothing was written"),
                None => format!(
                    "the plan switches off {} accounts, and {} may be without confirm: nothing was written",
                    given.removals, given.max_removals
                ),
            };
            let hint = format!(
                "Look at the plan. If it is meant, set confirm to its id, {}.",
                given.id
            );
            return Err(Error::new(ErrorCode::GuardTripped, message).hint(hint));
        }
        Ok(given)
    }

    fn read_given(&self, mut plan: Value) -> Result<Given> {
        let session = &self.session;
        let Value::Object(whole) = &plan else {
            return Err(input::expected("plan", "an object, as plan gives it"));
        };
        let of = id::of(session.directory.as_ref());
        let hash = id::id(whole, &of);
        trace::took("plan", trace::Kind::Object);
        let text = |key: &str| Some(plan.get(key)?.as_str()?.to_owned());
        let (has, is) = (text("provider"), session.directory.facts().provider);
        if has.as_deref() != Some(is) {
            let problem = match has {
                Some(_) => format!("is another one: this connection's is {is}"),
                None => String::from("is missing"),
            };
            return Err(Error::invalid_input("plan.provider", problem));
        }
        let id = text("id").unwrap_or_default();
        if id != hash {
            let problem = "isn't that of this plan: it was changed, or is of another connection";
            return Err(Error::invalid_input("plan.id", problem)
                .hint("Make a new plan, with the connection that it is to be applied on."));
        }
        let most = plan.get("guard").and_then(|guard| guard.get("maxRemovals"));
        let (max_removals, mut removals) = (most.and_then(Value::as_u64), 0);
        let mut steps = Vec::new();
        for list in LISTS {
            let entries = plan.get_mut(list).and_then(Value::as_array_mut);
            let path = format!("plan.{list}");
            let entries = entries.ok_or_else(|| input::expected(&path, "an array"))?;
            removals = entries.len();
            for (at, entry) in entries.iter_mut().enumerate() {
                steps.push(Step::read(list, format!("{path}[{at}]"), entry)?);
            }
        }
        Ok(Given {
            id,
            steps,
            removals: u64::try_from(removals).unwrap_or(u64::MAX),
            max_removals: max_removals.unwrap_or(0),
        })
    }

    /// Reads the tenant again, and refuses a plan of which anything doesn't fit. Marks what is done already.
    async fn check_fit(
        &self,
        call: &Call,
        ledger: &Rc<Ledger>,
        steps: &mut [Step],
        is_left: &dyn Fn(usize) -> bool,
        options: &Options,
    ) -> Result<()> {
        let mut known = Call::new("apply", call.timeout, call.deadline);
        known.ledger = Some((Rc::clone(ledger), 0));
        let facts = self.session.directory.facts();
        let people = |step: &Step| match step {
            Step::Create { person, .. } => Some(person.clone()),
            _ => None,
        };
        let new: Vec<Person> = steps.iter().filter_map(people).collect();
        let wants = |person: &Person| !person.extra.is_empty();
        let keep_raw = new.iter().any(wants) || steps.iter().any(Step::has_extra);
        let mut whole = self.read_whole(call, ledger, keep_raw).await?;
        self.read_pointers(call, ledger, &new, &mut whole).await?;
        let has_role =
            new.iter().any(|person| person.role.is_some()) || steps.iter().any(Step::has_role);
        if has_role && facts.lists_roles() {
            ledger.know_roles(self.read_roles(call).await?);
        }
        self.clear_up(call, &known, steps, is_left, &mut whole)
            .await?;
        let (mut drifted, mut more) = (Vec::new(), 0);
        for (at, step) in steps.iter_mut().enumerate() {
            if !is_left(at) {
                continue;
            }
            let fit = match step {
                Step::Create { path, person } => {
                    self.fit_of_new(&known, path, person, &whole).await?
                }
                Step::Change(target) => match whole.get(&target.id) {
                    None => Fit::Drifted(String::from("is gone")),
                    Some(account) => {
                        let wanted = self.wanted_of(&known, target).await?;
                        target.fit(account, &wanted, self.session.directory.as_ref())
                    }
                },
                Step::Leave(target) => {
                    let account = whole.get(&target.id).filter(|account| {
                        // Some vendors rename whom they switch off.
                        account.user.active || !self.tells_active(account)
                    });
                    let directory = self.session.directory.as_ref();
                    let why = account.and_then(|account| target.is_renamed(account, directory));
                    why.map_or(Fit::Open, Fit::Drifted)
                }
            };
            match (fit, step) {
                // It may be one that was cut off before: that one fails, and not the rest.
                (Fit::Drifted(_), Step::Create { .. }) if options.resume.is_some() => {}
                (Fit::Drifted(_), _) if drifted.len() == TOLD => more += 1,
                (Fit::Drifted(why), step) => {
                    let name = step.name().unwrap_or_default();
                    drifted.push(format!("{} {name} {why}", step.path()));
                }
                (fit, Step::Change(target)) => target.is_done = fit == Fit::Done,
                _ => {}
            }
        }
        if drifted.is_empty() {
            return Ok(());
        }
        let mut message = drifted.join("; ");
        if more > 0 {
            message.push_str(&format!("; and {more} more"));
        }
        Err(Error::new(
            ErrorCode::PlanDrifted,
            format!("the tenant isn't as the plan saw it: {message}"),
        )
        .hint("Nothing was written. Make a new plan."))
    }

    /// Reads those in full whose rows don't show what is to be compared.
    async fn clear_up(
        &self,
        call: &Call,
        known: &Call,
        steps: &[Step],
        is_left: &dyn Fn(usize) -> bool,
        whole: &mut Whole,
    ) -> Result<()> {
        let directory = self.session.directory.as_ref();
        let mut unclear: Vec<Account> = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let Step::Change(target) = step else { continue };
            let Some(account) = whole.get(&target.id).filter(|_| is_left(at)) else {
                continue;
            };
            let wanted = self.wanted_of(known, target).await?;
            let difference = wanted.difference(account, directory, Reason::Provision, false);
            if !self.shows(account, &wanted, &difference) {
                unclear.push(account.clone());
            }
        }
        let accounts = self.read_each(call, unclear).await?;
        whole.learn(accounts);
        Ok(())
    }

    async fn wanted_of(&self, known: &Call, target: &Target) -> Result<Wanted> {
        let mut wanted = target.wanted(self.session.directory.as_ref())?;
        self.look_up_role(known, &mut wanted).await?;
        Ok(wanted)
    }

    /// Whether somebody who is to get an account has none; or has the one that was made for him.
    async fn fit_of_new(
        &self,
        known: &Call,
        path: &str,
        person: &Person,
        whole: &Whole,
    ) -> Result<Fit> {
        let directory = self.session.directory.as_ref();
        let row = match self.row_of(known, person).await {
            Err(error) if error.code == ErrorCode::AmbiguousMatch => {
                return Ok(Fit::Drifted(error.message.clone()));
            }
            row => row?,
        };
        let Some(account) = row.and_then(|row| whole.get(&row.user.id)) else {
            return Ok(Fit::Open);
        };
        let mut wanted = Wanted::new(path, person, directory)?;
        self.look_up_role(known, &mut wanted).await?;
        let difference = wanted.difference(account, directory, Reason::Provision, false);
        let why = match difference.changes.iter().find(|change| is_others(change)) {
            _ if account.shows_active && !account.user.active => String::from("is switched off"),
            Some(change) => format!("differs in {}", change.field),
            None => return Ok(Fit::Open),
        };
        Ok(Fit::Drifted(format!(
            "has got account {} meanwhile, which {why}",
            account.user.id
        )))
    }
}
