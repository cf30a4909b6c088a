//! Somebody who keeps a tenant as a roster says, in trouble: plans are made and carried out while requests fail, answers are
//! lost and others write. Then it is calm, and one plan more is enough.

use super::chance::{Chance, tenant};
use super::land::Land;
use super::meddle::{Meddler, Subjects};
use super::plan_act::{self, Wish};
use super::plan_verdict::{self, Deed, entries};
use super::truth::{Episode, Snapshot, Verdict, ensure, nothing_leaked, tell_requests};
use crate::support::Bench;
use futures_util::future::{Either, select};
use seatwarden::step;
use seatwarden_sandbox::{Config, Faults, RateLimit, RecordShape};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

const FOR_EVER: Duration = Duration::from_secs(48 * 3600);
const ROUNDS: usize = 2;
/// So often a plan is carried on with after a deadline.
const PARTS: usize = 4;

pub async fn run(land: Land, seed: u64, tell: bool) -> Verdict {
    let mut chance = Chance::new(seed);
    let config = Config {
        duplicate_names: true,
        ..tenant(land, seed, &mut chance)
    };
    if tell {
        eprintln!("{config:#?}");
    }
    let mut story = Story {
        land,
        drops: !config.ignored_fields.is_empty() || config.zoom.pending,
        titles: config.record == RecordShape::Full && land != Land::OneId,
        tell,
        bench: &Bench::new(config),
        told: String::new(),
        chance,
    };
    for _ in 0..ROUNDS {
        let wish = story.wish();
        story.round(&wish).await?;
    }
    let wish = story.wish();
    story.calm(&wish).await?;
    nothing_leaked(&story.bench.world, &story.told)
}

struct Story<'b> {
    land: Land,
    /// The tenant drops fields without a word.
    drops: bool,
    /// A record shows a title.
    titles: bool,
    tell: bool,
    bench: &'b Bench,
    told: String,
    chance: Chance,
}

impl Story<'_> {
    fn now(&self) -> Snapshot {
        Snapshot::of(self.land, &self.bench.world)
    }

    fn wish(&mut self) -> Wish {
        let now = self.now();
        plan_act::draw(self.land, &mut self.chance, &now, self.titles)
    }

    /// A plan is made and carried out, in parts and with edits, as it comes.
    async fn round(&mut self, wish: &Wish) -> Verdict {
        let input = json!({ "roster": wish.roster, "policy": wish.policy });
        let mut options = json!({});
        if self.chance.in_ten(1) {
            options["deadlineMs"] = json!(1 + self.chance.below(60_000));
        }
        let meddler = Meddler::of(self.land, &mut self.chance);
        let (output, episode) = self.step("plan", &input, &options, meddler, 0).await?;
        self.judged(plan_verdict::planned(&episode, wish, &output))?;
        if output["ok"] != true {
            return Ok(());
        }
        let plan = output["data"].clone();
        if self.chance.in_ten(1) {
            return self.edited(plan).await;
        }
        let mut options = self.options(&plan);
        let drifted = self.chance.in_ten(2) && self.drifts(&plan);
        let mut seen = BTreeSet::new();
        for _ in 0..PARTS {
            let meddler = Meddler::of(self.land, &mut self.chance);
            let input = json!({ "plan": plan });
            let most = 2 * entries(&plan).len();
            let (output, episode) = self.step("apply", &input, &options, meddler, most).await?;
            let verdict = plan_verdict::applied(
                &episode,
                &Deed {
                    land: self.land,
                    plan: &plan,
                    options: &options,
                    output: &output,
                    drops: self.drops,
                },
            );
            self.judged(verdict)?;
            let results = output["data"]["results"].as_array();
            self.judged(ensure(
                !drifted || results.is_none_or(Vec::is_empty),
                "a plan that no longer fits was carried out",
            ))?;
            for result in results.into_iter().flatten() {
                let index = result["index"].as_u64();
                self.judged(ensure(seen.insert(index), "an entry has two results"))?;
            }
            let Some(resume) = output["data"]["resume"].as_str() else {
                break;
            };
            options["resume"] = json!(resume);
        }
        Ok(())
    }

    /// Somebody who is to be changed gets a third name, or is switched off, before the plan is carried out.
    fn drifts(&mut self, plan: &Value) -> bool {
        let renames = |entry: &&Value| {
            let mut changes = entry["changes"].as_array().into_iter().flatten();
            changes.any(|change| change["field"] == "familyName")
        };
        let mut entries = plan["update"].as_array().into_iter().flatten();
        let Some(id) = entries.find(renames).and_then(|entry| entry["id"].as_str()) else {
            return false;
        };
        let fields = match (self.land, self.chance.in_ten(7)) {
            (Land::Zuora, true) => json!({ "lastName": "Third" }),
            (_, true) => json!({ "name": { "givenName": "Pat", "familyName": "Third" } }),
            (Land::Zuora, false) => json!({ "status": "Inactive" }),
            (Land::OneId, false) => json!({ "active": false,
                "urn:zuora:scim:schemas:1.0:UserExtension": { "status": "INACTIVE" } }),
            (_, false) => json!({ "active": false }),
        };
        let Value::Object(fields) = fields else {
            unreachable!()
        };
        let world = &self.bench.world;
        world.sandbox(|sandbox| sandbox.set_user(id, fields))
    }

    fn options(&mut self, plan: &Value) -> Value {
        let chance = &mut self.chance;
        let mut options = json!({});
        if chance.in_ten(4) {
            options["deadlineMs"] = json!(1 + chance.below(90_000));
        }
        if chance.in_ten(1) {
            options["dryRun"] = json!(true);
        }
        if chance.in_ten(1) {
            options["verify"] = json!(false);
        }
        if chance.in_ten(6) {
            options["confirm"] = plan["id"].clone();
        }
        options
    }

    /// A plan that somebody wrote in: nothing is sent.
    async fn edited(&mut self, mut plan: Value) -> Verdict {
        let most = plan["guard"]["maxRemovals"].as_u64().unwrap();
        match self.chance.below(3) {
            0 => plan["guard"]["maxRemovals"] = json!(most + 1),
            1 => plan["unchanged"] = json!(plan["unchanged"].as_u64().unwrap() + 1),
            _ => plan["readAt"] = json!("2026-03-17T08:00:00.001Z"),
        }
        let nobody = Meddler::of(self.land, &mut Chance::new(0));
        let options = json!({ "confirm": plan["id"] });
        let input = json!({ "plan": plan });
        let (output, episode) = self.step("apply", &input, &options, nobody, 0).await?;
        let refused = output["error"]["code"] == "invalid_input" && episode.requests.is_empty();
        self.judged(ensure(refused, "an edited plan was taken"))
    }

    /// Nothing goes wrong any more: after one plan there is nothing left to do.
    async fn calm(&mut self, wish: &Wish) -> Verdict {
        self.bench.world.sandbox(|sandbox| {
            sandbox.set_faults(Faults::default());
            sandbox.set_latency_ms((0, 10));
            sandbox.set_rate_limit(RateLimit::hidden_bucket(10_000, 10_000));
        });
        // What was spent in trouble is there again by then.
        tokio::time::sleep(Duration::from_secs(24 * 3600)).await;
        let bench = self.bench;
        let fresh = bench.client_with(&json!({}));
        let (input, none) = (
            json!({ "roster": wish.roster, "policy": wish.policy }),
            json!({}),
        );
        let plan = said(&fresh, "plan", &input, &none).await;
        self.told += &format!("\ncalm plan: {plan}");
        // Somebody took back a token that the tenant gives only once.
        if self.land == Land::Scim && plan["error"]["code"] == "auth_failed" {
            return Ok(());
        }
        self.judged(ensure(
            plan["ok"] == true,
            "no plan, and nothing goes wrong",
        ))?;
        let plan = plan["data"].clone();
        let options = json!({ "confirm": plan["id"] });
        let done = said(&fresh, "apply", &json!({ "plan": plan }), &options).await;
        self.told += &format!("\ncalm apply: {done}");
        self.judged(ensure(
            done["ok"] == true,
            "a plan is refused, and nothing goes wrong",
        ))?;
        let again = said(&fresh, "plan", &input, &none).await;
        self.told += &format!("\ncalm plan: {again}");
        self.judged(ensure(
            again["ok"] == true,
            "no plan, and nothing goes wrong",
        ))?;
        if self.drops {
            return Ok(());
        }
        // Whom the tenant doesn't let anybody change is there again, and nobody else is.
        let entries_then = entries(&plan);
        let results = done["data"]["results"].as_array().unwrap();
        let excuses = |result: &&Value| {
            let warnings = result["result"]["warnings"].as_array();
            let mut warnings = warnings.into_iter().flatten();
            result["ok"] != true || warnings.any(|it| it["code"] == "not_applied")
        };
        let failed: Vec<_> = results
            .iter()
            .filter(excuses)
            .map(|result| entries_then[result["index"].as_u64().unwrap() as usize].name())
            .collect();
        for result in results.iter().filter(|result| result["ok"] != true) {
            let code = result["error"]["code"].as_str().unwrap();
            let fine = matches!(code, "protected_user" | "conflict" | "seat_unavailable");
            self.judged(ensure(fine, "it failed, and nothing goes wrong"))?;
        }
        for entry in entries(&again["data"]) {
            let excused = failed.contains(&entry.name());
            let why = format!("{} {} is left to do", entry.list, entry.name());
            self.judged(ensure(excused, &why))?;
        }
        Ok(())
    }

    /// One step, while somebody else meddles; and what holds for every one.
    async fn step(
        &mut self,
        action: &str,
        input: &Value,
        options: &Value,
        meddler: Meddler,
        audits: usize,
    ) -> Result<(Value, Episode), String> {
        let world = &self.bench.world;
        let before = self.now();
        let about = Subjects::default();
        let call = said(&self.bench.client, action, input, options);
        let output = {
            let others = pin!(meddler.meddle(world, &about));
            match select(pin!(tokio::time::timeout(FOR_EVER, call)), others).await {
                Either::Left((Ok(output), _)) => output,
                _ => return Err(format!("{action}: the call never ended")),
            }
        };
        if self.tell {
            tell_requests(world);
            eprintln!("{action} {input} {options}\n→ {output}\n");
        }
        self.told += &format!("\n{action} {options}: {output}");
        let others = (meddler.touched(), meddler.moved());
        let episode = Episode::since(self.land, before, world, others);
        self.judged(episode.always(world, audits))?;
        Ok((output, episode))
    }

    /// With what was told last, for whoever looks into it.
    fn judged(&self, verdict: Verdict) -> Verdict {
        verdict.map_err(|why| {
            let last = self.told.lines().last().unwrap_or_default();
            let last: String = last.chars().take(1_500).collect();
            format!("{why}\n    {last}")
        })
    }
}

async fn said(
    client: &seatwarden::lifecycle::client::Client<crate::support::SimHost>,
    action: &str,
    input: &Value,
    options: &Value,
) -> Value {
    let step = json!({ "action": action, "input": input, "options": options });
    let output = step::run_on(client, &step.to_string()).await;
    serde_json::from_str(&output).unwrap()
}
