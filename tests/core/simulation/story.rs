//! One caller who does one thing after another, and is told the truth each time. The tenant does not keep user names
//! unique: a client that sends a create a second time without looking makes two users.

use super::chance::{Chance, tenant};
use super::truth::{Episode, Snapshot, ensure, nothing_leaked};
use super::verdict::{
    Verdict, judge_deactivate, judge_provision, judge_reactivate, judge_remove,
    judge_reset_password, judge_update,
};
use crate::support::{Bench, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::model::Person;
use seatwarden_sandbox::{Config, RecordShape};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// No call may take longer than this, in virtual time.
const FOR_EVER: Duration = Duration::from_secs(24 * 3600);

enum Act {
    Provision(Box<Person>, Options),
    Deactivate(String, Options),
    Reactivate(String, Options),
    Update(String, Box<Person>, Options),
    Remove(String, Options),
    ResetPassword(String, Options),
    List,
    Find(String),
    Get(String),
    Roles,
}

/// What became of a call.
pub enum End<T> {
    Result(Result<T, seatwarden::error::Error>),
    CutOff,
}

pub async fn run(seed: u64, tell: bool) -> Result<(), String> {
    let mut chance = Chance::new(seed);
    let config = Config {
        duplicate_names: true,
        ..tenant(seed, &mut chance)
    };
    let record = config.record;
    if tell {
        eprintln!("{config:#?}");
    }
    let bench = Bench::new(config);
    for _ in 0..8 {
        let act = act(&mut chance, &bench);
        let cut_off = chance.in_ten(1).then(|| chance.below(40_000));
        let before = Snapshot::of(&bench.world);
        let (shown, verdict) = perform(&bench, &act, cut_off, before, record).await?;
        if tell {
            eprintln!("{shown}");
        }
        verdict.map_err(|why| format!("{why}\n    {shown}"))?;
        nothing_leaked(&bench.world, &shown)?;
    }
    Ok(())
}

/// Somebody who is there already, or may be.
fn name(chance: &mut Chance, bench: &Bench) -> String {
    let users = bench.world.sandbox(|sandbox| sandbox.users());
    if users.is_empty() || chance.in_ten(6) {
        return (*chance.pick(&["ann@new.example", "bob@new.example", "cy@new.example"]))
            .to_owned();
    }
    chance.pick(&users)["username"].as_str().unwrap().to_owned()
}

fn act(chance: &mut Chance, bench: &Bench) -> Act {
    let mut given = json!({});
    if chance.in_ten(1) {
        given["dryRun"] = json!(true);
    }
    if chance.in_ten(1) {
        given["deadlineMs"] = json!(1 + chance.below(60_000));
    }
    let deadline = given.clone();
    if chance.in_ten(1) {
        given["verify"] = json!(false);
    }
    match chance.below(16) {
        0..=4 => {
            let name = name(chance, bench);
            let mut wanted = json!({
                "userName": name,
                "email": name.to_lowercase(),
                "givenName": *chance.pick(&["Ann", "Bob", "Zoë"]),
                "familyName": *chance.pick(&["Ng", "O\"Brien"]),
                "role": *chance.pick(&["Read Only", "administrator"]),
            });
            if chance.in_ten(3) {
                wanted["title"] = json!("Engineer");
            }
            if chance.in_ten(2) {
                given["reactivate"] = json!(false);
            }
            Act::Provision(Box::new(person(wanted)), options(given))
        }
        5..=7 => {
            if chance.in_ten(2) {
                given["strict"] = json!(true);
            }
            Act::Deactivate(name(chance, bench), options(given))
        }
        8 => Act::List,
        9 => Act::Reactivate(name(chance, bench), options(given)),
        10 => {
            let change = json!({ "givenName": *chance.pick(&["Ann", "Bob"]), "familyName": "Ng" });
            Act::Update(
                name(chance, bench),
                Box::new(person(change)),
                options(given),
            )
        }
        11 => {
            let name = name(chance, bench);
            given["confirm"] = json!(name);
            Act::Remove(name, options(given))
        }
        12 | 13 => Act::ResetPassword(name(chance, bench), reading(&deadline)),
        14 => Act::Get(name(chance, bench)),
        15 if chance.in_ten(3) => Act::Roles,
        _ => Act::Find(name(chance, bench)),
    }
}

/// The options among `given` that a verb takes which has no dry run.
fn reading(given: &Value) -> Options {
    given.get("deadlineMs").map_or_else(Options::default, |ms| {
        Options::read("resetPassword", json!({ "deadlineMs": ms })).unwrap()
    })
}

async fn ended<T>(
    cut_off: Option<u64>,
    call: impl Future<Output = Result<T, seatwarden::error::Error>>,
) -> Result<End<T>, String> {
    let limit = cut_off.map_or(FOR_EVER, Duration::from_millis);
    match tokio::time::timeout(limit, call).await {
        Ok(result) => Ok(End::Result(result)),
        Err(_) if cut_off.is_some() => Ok(End::CutOff),
        Err(_) => Err(String::from("the call never ended")),
    }
}

async fn perform(
    bench: &Bench,
    act: &Act,
    cut_off: Option<u64>,
    before: Snapshot,
    record: RecordShape,
) -> Result<(String, Verdict), String> {
    let (client, world) = (&bench.client, &bench.world);
    let close = |shown: String, check: &dyn Fn(&Episode) -> Verdict| {
        let episode = Episode::since(before, world);
        let verdict = episode.always(world).and_then(|()| check(&episode));
        (shown, verdict)
    };
    Ok(match act {
        Act::Provision(person, options) => {
            let end = ended(cut_off, client.provision(person, options)).await?;
            close(show("provision", &end), &|episode| {
                judge_provision(episode, person, options, &end, record)
            })
        }
        Act::Deactivate(name, options) => {
            let leaver = who(name);
            let end = ended(cut_off, client.deactivate(&leaver, options)).await?;
            close(show("deactivate", &end), &|episode| {
                judge_deactivate(episode, name, options, &end)
            })
        }
        Act::Reactivate(name, options) => {
            let leaver = who(name);
            let end = ended(cut_off, client.reactivate(&leaver, options)).await?;
            close(show("reactivate", &end), &|episode| {
                judge_reactivate(episode, name, &end)
            })
        }
        Act::Update(name, change, options) => {
            let whom = who(name);
            let end = ended(cut_off, client.update(&whom, change, options)).await?;
            close(show("update", &end), &|episode| {
                judge_update(episode, name, change, &end)
            })
        }
        Act::Remove(name, options) => {
            let leaver = who(name);
            let end = ended(cut_off, client.remove(&leaver, options)).await?;
            close(show("remove", &end), &|episode| {
                judge_remove(episode, name, &end)
            })
        }
        Act::ResetPassword(name, options) => {
            let whom = who(name);
            let sent = world.sandbox(|sandbox| sandbox.password_resets().len());
            let end = ended(cut_off, client.reset_password(&whom, options)).await?;
            close(show("resetPassword", &end), &|episode| {
                let mails = world.sandbox(|sandbox| sandbox.password_resets()[sent..].to_vec());
                judge_reset_password(episode, name, &mails, &end)
            })
        }
        Act::Roles => {
            let end = ended(cut_off, client.roles(&Options::default())).await?;
            close(show("roles", &end), &|episode| {
                episode.nothing_written()?;
                match &end {
                    End::Result(Ok(roles)) => ensure(roles.len() == 3, "not all the roles"),
                    _ => Ok(()),
                }
            })
        }
        Act::Get(name) => {
            let sought = who(name);
            let end = ended(cut_off, client.get(&sought, &Options::default())).await?;
            close(show("get", &end), &|episode| {
                episode.nothing_written()?;
                let there = !episode.after.named(name).is_empty();
                match &end {
                    End::Result(Ok(user)) => ensure(
                        user.user_name.eq_ignore_ascii_case(name),
                        "somebody else was got",
                    ),
                    End::Result(Err(error)) if error.code == ErrorCode::NotFound => {
                        ensure(!there, "not_found, and is there")
                    }
                    _ => Ok(()),
                }
            })
        }
        Act::List => {
            let end = ended(cut_off, everybody(bench)).await?;
            close(show("list", &end), &|episode| {
                episode.nothing_written()?;
                match &end {
                    End::Result(Ok(ids)) => {
                        let wanted: BTreeSet<_> = episode.after.users.keys().cloned().collect();
                        ensure(*ids == wanted, "half a listing")
                    }
                    _ => Ok(()),
                }
            })
        }
        Act::Find(name) => {
            let sought = who(name);
            let end = ended(cut_off, client.find(&sought, &Options::default())).await?;
            close(show("find", &end), &|episode| {
                episode.nothing_written()?;
                match &end {
                    End::Result(Ok(found)) => ensure(
                        found.is_some() != episode.after.named(name).is_empty(),
                        "somebody found who isn't there, or not found who is",
                    ),
                    _ => Ok(()),
                }
            })
        }
    })
}

fn show<T: std::fmt::Debug>(verb: &str, end: &End<T>) -> String {
    match end {
        End::Result(result) => format!("{verb}: {result:?}"),
        End::CutOff => format!("{verb}: cut off"),
    }
}

async fn everybody(bench: &Bench) -> Result<BTreeSet<String>, seatwarden::error::Error> {
    let mut listing = bench
        .client
        .list(ListQuery::default(), &Options::default())?;
    let mut ids = BTreeSet::new();
    while let Some(page) = bench.client.next_page(&mut listing).await? {
        ids.extend(page.users.into_iter().map(|user| user.id));
    }
    Ok(ids)
}
