//! What each write may have done, told by its result: judged by the tenant's own word.

use super::story::End;
use super::truth::{Episode, ensure, is_as_asked, is_open};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::reset_password::Sent;
use seatwarden::lifecycle::result::{Outcome, WriteResult};
use seatwarden::model::Person;
use seatwarden_sandbox::RecordShape;
use serde_json::Value;

/// Why it isn't the truth.
pub type Verdict = Result<(), String>;

/// A failure that doesn't leave it open has changed nothing; and nobody is there only where nobody is.
fn judge_failure(episode: &Episode, name: &str, error: &seatwarden::error::Error) -> Verdict {
    if is_open(error) {
        return Ok(());
    }
    if error.code == ErrorCode::NotFound {
        ensure(
            episode.after.named(name).is_empty(),
            "not_found, and somebody of that name is there",
        )?;
    }
    episode.nothing_changed()
}

pub fn judge_provision(
    episode: &Episode,
    person: &Person,
    options: &Options,
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
        End::Result(Err(error)) => return judge_failure(episode, name, error),
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
    if options.reactivate == Some(false) && result.outcome != Outcome::Created {
        let before = episode.before.named(name);
        return ensure(
            before.iter().any(|user| user["status"] == stored["status"]),
            "switched on, and was to be left alone",
        );
    }
    ensure(stored["status"] == "Active", "the joiner can't log in")
}

pub fn judge_deactivate(
    episode: &Episode,
    name: &str,
    options: &Options,
    end: &End<WriteResult>,
) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, name, error),
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
            ensure(options.strict != Some(true), "strict, and no error")?;
            ensure(now.is_empty(), "somebody of that name is there")
        }
        other => Err(format!("{other:?} is no outcome of deactivate")),
    }
}

pub fn judge_reactivate(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, name, error),
        End::Result(Ok(result)) => result,
    };
    let now = episode.after.named(name);
    let on = !now.is_empty() && now.iter().all(|user| user["status"] == "Active");
    match result.outcome {
        Outcome::Reactivated if result.dry_run => {
            ensure(!on, "it would be switched on, and is")?;
            episode.nothing_written()
        }
        Outcome::Reactivated => {
            let was_on = episode.before.named(name);
            let was_on = was_on.iter().all(|user| user["status"] == "Active");
            ensure(!was_on, "reactivated, and it was on")?;
            episode.audited_as("reactivated")?;
            ensure(on, "reactivated, and can't log in")
        }
        Outcome::AlreadyActive => {
            episode.nothing_written()?;
            ensure(on, "said to be on, and can't log in")
        }
        other => Err(format!("{other:?} is no outcome of reactivate")),
    }
}

pub fn judge_update(
    episode: &Episode,
    name: &str,
    change: &Person,
    end: &End<WriteResult>,
) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, name, error),
        End::Result(Ok(result)) => result,
    };
    if result.dry_run || result.outcome == Outcome::Unchanged {
        return episode.nothing_written();
    }
    episode.audited_as("updated")?;
    for (id, user) in &episode.before.users {
        let is_meant = user["username"]
            .as_str()
            .is_some_and(|known| known.eq_ignore_ascii_case(name));
        let now = &episode.after.users.get(id);
        ensure(is_meant || *now == Some(user), "somebody else was changed")?;
        ensure(
            !is_meant || now.is_some_and(|now| now["status"] == user["status"]),
            "an update switched somebody on or off",
        )?;
    }
    let now = episode.after.named(name);
    ensure(
        now.iter().any(|user| {
            user["firstName"].as_str() == change.given_name.as_deref()
                && user["lastName"].as_str() == change.family_name.as_deref()
        }),
        "updated, and isn't",
    )
}

pub fn judge_remove(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    let result = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return judge_failure(episode, name, error),
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

pub fn judge_reset_password(
    episode: &Episode,
    name: &str,
    mails: &[String],
    end: &End<Sent>,
) -> Verdict {
    episode.nothing_changed()?;
    ensure(mails.len() <= 1, "more than one mail")?;
    let named = episode.after.named(name);
    ensure(
        mails
            .iter()
            .all(|id| named.iter().any(|user| user["id"] == **id)),
        "somebody else got the mail",
    )?;
    match end {
        End::CutOff => Ok(()),
        End::Result(Ok(_)) => {
            episode.audited_as("sent")?;
            ensure(mails.len() == 1, "said to be sent, and wasn't")
        }
        End::Result(Err(error)) => {
            judge_failure(episode, name, error)?;
            ensure(
                mails.is_empty() || is_open(error),
                "said to have failed, and was sent",
            )
        }
    }
}
