//! One caller who does one thing after another, and is told the truth each time. The tenant does not keep user names
//! unique: a client that sends a create a second time without looking makes two users.

use super::chance::{Chance, tenant};
use super::truth::{Episode, Snapshot, ensure, is_as_asked, is_open, nothing_leaked};
use crate::support::{Bench, options, person, who};
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::result::{Outcome, WriteResult};
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
    List,
    Find(String),
}

/// What became of a call.
enum End<T> {
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
    match chance.below(13) {
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
            Act::Provision(Box::new(person(wanted)), options(given))
        }
        5..=7 => Act::Deactivate(name(chance, bench), options(given)),
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
        _ => Act::Find(name(chance, bench)),
    }
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

type Verdict = Result<(), String>;

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
                judge_provision(episode, person, &end, record)
            })
        }
        Act::Deactivate(name, options) => {
            let leaver = who(name);
            let end = ended(cut_off, client.deactivate(&leaver, options)).await?;
            close(show("deactivate", &end), &|episode| {
                judge_deactivate(episode, name, &end)
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

/// What a write may have done to accounts of that name.
fn judge_failure(episode: &Episode, error: &seatwarden::error::Error) -> Verdict {
    if is_open(error) {
        return Ok(());
    }
    episode.nothing_changed()
}

fn judge_provision(
    episode: &Episode,
    person: &Person,
    end: &End<WriteResult>,
    record: RecordShape,
) -> Verdict {
    let name = person.user_name.as_deref().unwrap();
    let now = episode.after.named(name);
    ensure(
        now.len() <= episode.before.named(name).len().max(1),
        "two users for one person",
    )?;
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, error),
        End::Result(Ok(result)) => result,
    };
    if result.dry_run || result.outcome == Outcome::Unchanged {
        episode.nothing_written()?;
        return episode.nothing_changed();
    }
    episode.audited_as(result.outcome.as_str())?;
    let [stored] = now.as_slice() else {
        return Err(format!("there are {} of that name", now.len()));
    };
    ensure(
        episode.before.named(name).is_empty() == (result.outcome == Outcome::Created),
        "created, and it was there; or not, and it wasn't",
    )?;
    if result.outcome == Outcome::Created || record == RecordShape::Full {
        is_as_asked(stored, person)?;
    }
    ensure(stored["status"] == "Active", "the joiner can't log in")
}

fn judge_deactivate(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, error),
        End::Result(Ok(result)) => result,
    };
    let now = episode.after.named(name);
    let off = |users: &[&Value]| users.iter().all(|user| user["status"] == "Inactive");
    match result.outcome {
        Outcome::Deactivated if result.dry_run => episode.nothing_written(),
        Outcome::Deactivated => {
            episode.audited_as("deactivated")?;
            ensure(!now.is_empty() && off(&now), "the leaver is still inside")
        }
        Outcome::AlreadyInactive => {
            episode.nothing_written()?;
            ensure(!now.is_empty() && off(&now), "the leaver is still inside")
        }
        Outcome::NotFound => {
            episode.nothing_written()?;
            ensure(now.is_empty(), "somebody of that name is there")
        }
        other => Err(format!("{other:?} is no outcome of deactivate")),
    }
}

fn judge_reactivate(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, error),
        End::Result(Ok(result)) => result,
    };
    if result.dry_run || result.outcome == Outcome::AlreadyActive {
        return episode.nothing_written();
    }
    episode.audited_as("reactivated")?;
    let on = episode.after.named(name);
    ensure(
        !on.is_empty() && on.iter().all(|user| user["status"] == "Active"),
        "reactivated, and can't log in",
    )
}

fn judge_update(episode: &Episode, name: &str, change: &Person, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, error),
        End::Result(Ok(result)) => result,
    };
    if result.dry_run || result.outcome == Outcome::Unchanged {
        return episode.nothing_written();
    }
    episode.audited_as("updated")?;
    let now = episode.after.named(name);
    ensure(
        now.iter().any(|user| {
            user["firstName"].as_str() == change.given_name.as_deref()
                && user["lastName"].as_str() == change.family_name.as_deref()
        }),
        "updated, and isn't",
    )
}

fn judge_remove(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, error),
        End::Result(Ok(result)) => result,
    };
    let gone = episode.after.named(name).is_empty();
    match result.outcome {
        Outcome::Removed if result.dry_run => episode.nothing_written(),
        Outcome::Removed => {
            episode.audited_as("removed")?;
            ensure(gone, "removed, and still there")?;
            let others = episode.before.users.len() - episode.before.named(name).len();
            ensure(
                episode.after.users.len() == others,
                "somebody else was removed",
            )
        }
        _ => ensure(gone, "said to be nobody, and there"),
    }
}
