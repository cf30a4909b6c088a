//! One caller who does one thing after another, and is told the truth each time. The tenant does not keep user names
//! unique: a client that sends a create a second time without looking makes two users.

use super::act::{self, Act, Subject};
use super::chance::{Chance, tenant};
use super::group_act::{self, draw_groups};
use super::group_verdict;
use super::land::Land;
use super::meddle::{Meddler, Subjects};
use super::truth::{Episode, Snapshot, Verdict, ensure, is_token, nothing_leaked, tell_requests};
use super::verdict;
use crate::support::Bench;
use futures_util::future::{Either, select};
use seatwarden::error::Error;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden_sandbox::Config;
use serde_json::Value;
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

/// No call may take longer than this, in virtual time.
const FOR_EVER: Duration = Duration::from_secs(24 * 3600);
const ACTS: usize = 8;
/// Between two acts the caller may be away for so long, in ms: tokens end meanwhile, and what was learned of the pace grows old.
const LONGEST_REST: u64 = 3 * 3_600_000;

/// What became of a call.
pub enum End<T> {
    Result(Result<T, Error>),
    CutOff,
}

/// What a story is about.
pub struct Plot {
    tenant: fn(Land, u64, &mut Chance) -> Config,
    draw: fn(Land, &mut Chance, &Snapshot) -> Act,
    meddler: fn(Land, &mut Chance) -> Meddler,
}

/// Accounts.
pub const PEOPLE: Plot = Plot {
    tenant,
    draw: act::draw,
    meddler: Meddler::of,
};

/// Groups, and who is in them.
pub const GROUPS: Plot = Plot {
    tenant: group_act::tenant,
    draw: draw_groups,
    meddler: Meddler::of_groups,
};

pub async fn run(plot: Plot, land: Land, seed: u64, tell: bool) -> Verdict {
    let mut chance = Chance::new(seed);
    let config = Config {
        duplicate_names: true,
        ..(plot.tenant)(land, seed, &mut chance)
    };
    let manners = group_verdict::Manners::of(&config);
    if tell {
        eprintln!("{config:#?}");
    }
    let drops = !config.ignored_fields.is_empty() || config.zoom.pending;
    let bench = Bench::new(config);
    twins(land, &mut chance, &bench);
    let mut story = Story {
        land,
        drops,
        manners,
        bench: &bench,
        now: Snapshot::of(land, &bench.world),
        told: String::new(),
    };
    // Drawn apart: a story is the same with rests and without.
    let mut rests = Chance::new(!seed);
    for _ in 0..ACTS {
        if rests.in_ten(1) {
            tokio::time::sleep(Duration::from_millis(rests.below(LONGEST_REST))).await;
        }
        let act = (plot.draw)(land, &mut chance, &story.now);
        let cut_off = chance.in_ten(1).then(|| chance.below(40_000));
        let meddler = (plot.meddler)(land, &mut chance);
        let verdict = story.perform(&act, cut_off, meddler).await;
        if tell {
            tell_requests(&bench.world);
            bench.world.sandbox(|sandbox| sandbox.clear_requests());
            story.now = Snapshot::of(land, &bench.world);
            eprintln!("{}", story.told.lines().last().unwrap_or_default());
        }
        verdict.map_err(|why| {
            format!(
                "{why}\n    {}",
                story.told.lines().last().unwrap_or_default()
            )
        })?;
    }
    within_the_budget(&bench)?;
    nothing_leaked(&bench.world, &story.told)
}

/// Now and then somebody has a user name that differs from another's by case alone.
fn twins(land: Land, chance: &mut Chance, bench: &Bench) {
    if !chance.in_ten(2) {
        return;
    }
    let users = bench.world.sandbox(|sandbox| sandbox.users());
    let Some(user) = users.first() else { return };
    let name = land.seen(user).name.to_uppercase();
    let record = land.record(&name, chance.in_ten(5));
    bench.world.sandbox(|sandbox| sandbox.add_user(record, 0));
}

/// Each request that failed was the last of its kind or was paid for: 5 a retry, of 500 and one for each that succeeded.
fn within_the_budget(bench: &Bench) -> Verdict {
    let requests = bench.world.sandbox(|sandbox| sandbox.requests().to_vec());
    let failed = requests.iter().filter(|request| {
        let lost = request.status.is_none();
        lost || matches!(request.status, Some(408 | 425 | 429 | 500..))
    });
    let (failed, all) = (failed.count(), requests.len());
    let most = ACTS * 4 + (500 + all - failed) / 5;
    ensure(
        failed <= most,
        &format!("{failed} requests failed, and {most} may have"),
    )
}

struct Story<'b> {
    land: Land,
    /// Whether the tenant drops fields without a word.
    drops: bool,
    manners: group_verdict::Manners,
    bench: &'b Bench,
    now: Snapshot,
    told: String,
}

impl Story<'_> {
    async fn perform(&mut self, act: &Act, cut_off: Option<u64>, meddler: Meddler) -> Verdict {
        let client = &self.bench.client;
        match act {
            Act::Provision(person, options) => {
                let name = person.user_name.clone().unwrap_or_default();
                let call = client.provision(person, options);
                // One for the account, two if it turned out to be there; and for each group one to tell it, one to tell it again.
                let audits = 2 + 2 * self.now.groups.len();
                let (end, episode) = self
                    .ended("provision", &name, audits, cut_off, meddler, call)
                    .await?;
                verdict::provision(&episode, person, options, &end, self.drops)?;
                group_verdict::provision(&episode, person, options, &end, self.manners)
            }
            Act::Groups(asked) => {
                let call = client.groups(&asked.verb, &asked.options);
                let about = Subjects {
                    spared: asked.names.clone(),
                    group: asked.target.clone(),
                };
                let (end, episode) = self
                    .ended_about(asked.verb.action(), about, 2, cut_off, meddler, call)
                    .await?;
                group_verdict::asked(&episode, asked, &end, self.manners)
            }
            Act::Deactivate(Subject { who, name }, options) => {
                let call = client.deactivate(who, options);
                let (end, episode) = self
                    .ended("deactivate", name, 1, cut_off, meddler, call)
                    .await?;
                verdict::deactivate(&episode, name, options, &end, self.drops)
            }
            Act::Reactivate(Subject { who, name }, options) => {
                let call = client.reactivate(who, options);
                let (end, episode) = self
                    .ended("reactivate", name, 1, cut_off, meddler, call)
                    .await?;
                verdict::reactivate(&episode, name, &end)
            }
            Act::Update(Subject { who, name }, change, options) => {
                let call = client.update(who, change, options);
                let (end, episode) = self
                    .ended("update", name, 1, cut_off, meddler, call)
                    .await?;
                verdict::update(&episode, name, change, options, &end, self.drops)
            }
            Act::Remove(Subject { who, name }, options) => {
                let call = client.remove(who, options);
                let (end, episode) = self
                    .ended("remove", name, 1, cut_off, meddler, call)
                    .await?;
                verdict::remove(&episode, name, options, &end)
            }
            Act::ResetPassword(Subject { who, name }, options) => {
                let world = &self.bench.world;
                let mails = || world.sandbox(|sandbox| sandbox.password_resets().to_vec());
                let before = mails().len();
                let call = client.reset_password(who, options);
                let (end, episode) = self
                    .ended("resetPassword", name, 1, cut_off, meddler, call)
                    .await?;
                verdict::reset_password(&episode, name, &mails()[before..], &end)
            }
            Act::List(query, options) => {
                let call = listed(self.bench, query, options);
                let (end, episode) = self.ended("list", "", 0, cut_off, meddler, call).await?;
                verdict::list(&episode, query, &end)
            }
            Act::Find(Subject { who, name }, options) => {
                let call = client.find(who, options);
                let (end, episode) = self.ended("find", name, 0, cut_off, meddler, call).await?;
                verdict::find(&episode, name, &end)
            }
            Act::Get(Subject { who, name }, options) => {
                let call = client.get(who, options);
                let (end, episode) = self.ended("get", name, 0, cut_off, meddler, call).await?;
                verdict::get(&episode, name, &end)
            }
            Act::Roles(options) => {
                let call = client.roles(options);
                let (end, episode) = self.ended("roles", "", 0, cut_off, meddler, call).await?;
                verdict::roles(&episode, self.land, &end)
            }
            Act::Token(options) => {
                let call = client.token(options);
                let (_, episode) = self.ended("token", "", 0, cut_off, meddler, call).await?;
                ensure(
                    episode.requests.iter().all(is_token),
                    "token asked for something else",
                )
            }
            Act::Request(method, path, options) => {
                // A create without a field is refused by every tenant.
                let body = (method.as_str() == "POST").then(|| seatwarden_json::json!({ "x": 1 }));
                let call = client.request(*method, path, body, options);
                let (_, episode) = self.ended("request", "", 0, cut_off, meddler, call).await?;
                episode.nothing_changed()
            }
        }
    }

    /// Lets a call about one account end.
    async fn ended<T: std::fmt::Debug>(
        &mut self,
        verb: &str,
        subject: &str,
        audits: usize,
        cut_off: Option<u64>,
        meddler: Meddler,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<(End<T>, Episode), String> {
        let about = Subjects::one(subject);
        self.ended_about(verb, about, audits, cut_off, meddler, call)
            .await
    }

    /// Lets a call end, or cuts it off after so many ms, while somebody else meddles. Checks what holds for every call.
    async fn ended_about<T: std::fmt::Debug>(
        &mut self,
        verb: &str,
        about: Subjects,
        audits: usize,
        cut_off: Option<u64>,
        meddler: Meddler,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<(End<T>, Episode), String> {
        let world = &self.bench.world;
        let subject = about.spared.join(" ");
        let limit = cut_off.map_or(FOR_EVER, Duration::from_millis);
        let end = {
            let others = pin!(meddler.meddle(world, &about));
            match select(pin!(tokio::time::timeout(limit, call)), others).await {
                Either::Left((Ok(result), _)) => End::Result(result),
                Either::Left((Err(_), _)) if cut_off.is_some() => End::CutOff,
                _ => return Err(format!("{verb} {subject}: the call never ended")),
            }
        };
        self.told.push_str(&match &end {
            End::Result(result) => format!("\n{verb} {subject}: {result:?}"),
            End::CutOff => format!("\n{verb} {subject}: cut off"),
        });
        let before = self.now.clone();
        let others = (meddler.touched(), meddler.moved());
        let episode = Episode::since(self.land, before, world, others);
        self.now = episode.after.clone();
        group_verdict::others_stand(&episode)?;
        // A request of the caller's own is no verb, and nobody audits it.
        if verb != "request" {
            episode.always(world, audits)?;
        }
        Ok((end, episode))
    }
}

/// The ids of a whole listing, each once.
async fn listed(bench: &Bench, query: &Value, options: &Options) -> Result<Vec<String>, Error> {
    let client = &bench.client;
    let mut listing = client.list(ListQuery::read(query.clone().into()).unwrap(), options)?;
    let (mut ids, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(page) = client.next_page(&mut listing).await? {
        for user in page.users {
            assert!(seen.insert(user.id.clone()), "{} is listed twice", user.id);
            ids.push(user.id);
        }
    }
    Ok(ids)
}
