//! What each verb may have done, told by its result: judged by the tenant's own word.

use super::act::matches;
use super::land::{Land, Seen};
use super::story::End;
use super::truth::{Episode, Verdict, ensure, is_as_asked, is_open};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::reset_password::Sent;
use seatwarden::lifecycle::result::{Outcome, WriteResult};
use seatwarden::model::{Person, Role, User};
use serde_json::Value;

/// A failure that doesn't leave it open has changed nothing; and nobody is there only where nobody is.
fn failure(episode: &Episode, name: &str, error: &Error) -> Verdict {
    ensure(
        error.code != ErrorCode::Internal,
        "an internal error is a bug",
    )?;
    if error.code == ErrorCode::NotFound {
        ensure(
            episode.after.named(name).is_empty(),
            "not_found, and somebody of that name is there",
        )?;
    }
    if is_open(error) {
        return Ok(());
    }
    episode.nothing_changed()
}

/// The result of a call that ended well; otherwise it is judged here.
fn done<'e, T>(episode: &Episode, name: &str, end: &'e End<T>) -> Result<Option<&'e T>, String> {
    match end {
        End::CutOff => Ok(None),
        End::Result(Ok(result)) => Ok(Some(result)),
        End::Result(Err(error)) => failure(episode, name, error).map(|()| None),
    }
}

/// The account that a result shows is the one that is stored, and as active as that.
fn shown_as_stored(result: &WriteResult, stored: &Seen) -> Verdict {
    let verified = !result
        .warnings
        .iter()
        .any(|warning| warning.code == "not_verified");
    match &result.user {
        Some(user) if verified && !result.dry_run => ensure(
            user.id == stored.id && user.active == stored.active,
            "the result shows another account than the stored one",
        ),
        _ => Ok(()),
    }
}

pub fn provision(
    episode: &Episode,
    person: &Person,
    options: &Options,
    end: &End<WriteResult>,
    drops: bool,
) -> Verdict {
    let name = person.user_name.as_deref().unwrap();
    let (before, now) = (episode.before.named(name), episode.after.named(name));
    let is_twice = episode.after.folded(name).len() > episode.before.folded(name).len().max(1);
    if is_twice && episode.may_pass_over() && episode.writes() == 1 {
        return Ok(());
    }
    ensure(!is_twice, "two users for one person")?;
    episode.nobody_else_changed(name)?;
    let Some(result) = done(episode, name, end)? else {
        return Ok(());
    };
    let told = &result.warnings;
    if result.dry_run {
        return episode.nothing_written();
    }
    let [stored] = now.as_slice() else {
        return Err(format!("there are {} of that name", now.len()));
    };
    // Without a look afterwards nobody knows what the tenant dropped.
    if options.update != Some(false) && !(drops && options.verify == Some(false)) {
        is_as_asked(stored, person, told)?;
    }
    if result.outcome == Outcome::Unchanged {
        let dropped = told.iter().any(|warning| warning.code == "not_applied");
        // A create whose answer was lost, and whose fields were dropped, may be another's: the audit says that nobody can tell.
        let is_unknown = episode.audit.iter().any(|one| one["outcome"] == "unknown");
        ensure(
            dropped || is_unknown || episode.writes() == 0,
            "it wrote, and said that it did not",
        )?;
    } else {
        episode.audited_as(result.outcome.as_str())?;
    }
    // Whose answer was lost is told by what was sent: where fields are dropped it may be somebody else's.
    let created = result.outcome == Outcome::Created;
    ensure(
        before.is_empty() == created || (drops && before.is_empty()),
        "created, and it was there; or not, and it wasn't",
    )?;
    // Without a look afterwards nobody knows what the tenant made of it.
    if options.verify == Some(false) {
        return Ok(());
    }
    shown_as_stored(result, stored)?;
    if options.reactivate == Some(false) && !before.is_empty() {
        return ensure(
            before.iter().any(|user| user.active == stored.active),
            "switched on, and was to be left alone",
        );
    }
    let said = told
        .iter()
        .any(|warning| matches!(warning.code, "not_applied" | "not_verified"));
    ensure(stored.active || said, "the joiner can't log in")
}

pub fn deactivate(
    episode: &Episode,
    name: &str,
    options: &Options,
    end: &End<WriteResult>,
    drops: bool,
) -> Verdict {
    episode.nobody_else_changed(name)?;
    let Some(result) = done(episode, name, end)? else {
        return Ok(());
    };
    let now = episode.after.named(name);
    let off = !now.is_empty() && now.iter().all(|user| !user.active);
    match result.outcome {
        Outcome::Deactivated if result.dry_run => episode.nothing_written(),
        Outcome::Deactivated => {
            episode.audited_as("deactivated")?;
            // Where the tenant drops it without a word, only a look shows it: not wanted, or failed, and then said so.
            let is_told = result.warnings.iter().any(|one| one.code == "not_verified");
            ensure(
                off || (drops && (options.verify == Some(false) || is_told)),
                "the leaver is still inside",
            )
        }
        Outcome::AlreadyInactive => {
            episode.nothing_written()?;
            ensure(off, "the leaver is still inside")
        }
        Outcome::NotFound => {
            episode.nothing_written()?;
            ensure(options.strict != Some(true), "strict, and no error")?;
            ensure(now.is_empty(), "somebody of that name is there")
        }
        other => Err(format!("{other:?} is no outcome of deactivate")),
    }
}

pub fn reactivate(episode: &Episode, name: &str, end: &End<WriteResult>) -> Verdict {
    episode.nobody_else_changed(name)?;
    let Some(result) = done(episode, name, end)? else {
        return Ok(());
    };
    let on = |users: Vec<&Seen>| !users.is_empty() && users.iter().all(|user| user.active);
    let was_on = on(episode.before.named(name));
    match result.outcome {
        Outcome::Reactivated if result.dry_run => {
            ensure(!was_on, "it would be switched on, and is")?;
            episode.nothing_written()
        }
        Outcome::Reactivated => {
            ensure(!was_on, "reactivated, and it was on")?;
            episode.audited_as("reactivated")
        }
        Outcome::AlreadyActive => {
            episode.nothing_written()?;
            ensure(was_on, "said to be on, and can't log in")
        }
        other => Err(format!("{other:?} is no outcome of reactivate")),
    }
}

pub fn update(
    episode: &Episode,
    name: &str,
    change: &Person,
    options: &Options,
    end: &End<WriteResult>,
    drops: bool,
) -> Verdict {
    episode.nobody_else_changed(name)?;
    let Some(result) = done(episode, name, end)? else {
        return Ok(());
    };
    if result.dry_run {
        return episode.nothing_written();
    }
    let now = episode.after.named(name);
    for before in episode.before.named(name) {
        ensure(
            now.iter()
                .any(|now| now.id == before.id && now.active == before.active),
            "an update switched somebody on or off",
        )?;
    }
    let dropped = result
        .warnings
        .iter()
        .any(|warning| warning.code == "not_applied");
    if result.outcome == Outcome::Unchanged {
        ensure(
            dropped || episode.writes() == 0,
            "it wrote, and said that it did not",
        )?;
    } else {
        episode.audited_as("updated")?;
    }
    let [stored] = now.as_slice() else {
        return Err(format!("there are {} of that name", now.len()));
    };
    if options.verify == Some(false) {
        return if drops {
            Ok(())
        } else {
            is_as_asked(stored, change, &result.warnings)
        };
    }
    shown_as_stored(result, stored)?;
    is_as_asked(stored, change, &result.warnings)
}

pub fn remove(episode: &Episode, name: &str, options: &Options, end: &End<WriteResult>) -> Verdict {
    episode.nobody_else_changed(name)?;
    let Some(result) = done(episode, name, end)? else {
        return Ok(());
    };
    let now = &episode.after.users;
    let mut meant = episode.before.named(name).into_iter();
    let gone = meant.all(|user| !now.contains_key(&user.id));
    match result.outcome {
        Outcome::Removed if result.dry_run => episode.nothing_written(),
        Outcome::Removed => {
            episode.audited_as("removed")?;
            ensure(
                options.confirm.as_deref() == Some(name),
                "nobody confirmed it",
            )?;
            ensure(gone, "removed, and still there")
        }
        _ => ensure(gone, "said to be nobody, and there"),
    }
}

pub fn reset_password(episode: &Episode, name: &str, mails: &[String], end: &End<Sent>) -> Verdict {
    episode.nothing_changed()?;
    ensure(mails.len() <= 1, "more than one mail")?;
    let named = episode.after.named(name);
    ensure(
        mails
            .iter()
            .all(|id| named.iter().any(|user| user.id == *id)),
        "somebody else got the mail",
    )?;
    match end {
        End::CutOff => Ok(()),
        End::Result(Ok(_)) => {
            episode.audited_as("sent")?;
            ensure(mails.len() == 1, "said to be sent, and wasn't")
        }
        End::Result(Err(error)) => {
            failure(episode, name, error)?;
            ensure(
                mails.is_empty() || is_open(error),
                "said to have failed, and was sent",
            )
        }
    }
}

/// Everybody who was there from the beginning to the end, and nobody who never was.
pub fn list(episode: &Episode, query: &Value, end: &End<Vec<String>>) -> Verdict {
    episode.nothing_written()?;
    let Some(ids) = done(episode, "", end)? else {
        return Ok(());
    };
    let (before, after) = (&episode.before.users, &episode.after.users);
    // Where there is a total, somebody may be passed over if somebody else is added, too.
    let shifts = episode.may_pass_over()
        || episode.somebody_left() && after.keys().any(|id| !before.contains_key(id));
    for (id, user) in after {
        let sure = !shifts && !episode.meddled.contains(id) && matches(query, user);
        ensure(!sure || ids.contains(id), "half a listing")?;
    }
    for id in ids.iter().filter(|id| !episode.meddled.contains(*id)) {
        let user = before.get(id).or(after.get(id));
        ensure(
            user.is_some_and(|user| matches(query, user)),
            "somebody is listed who doesn't belong there",
        )?;
    }
    Ok(())
}

pub fn find(episode: &Episode, name: &str, end: &End<Option<User>>) -> Verdict {
    episode.nothing_written()?;
    let Some(found) = done(episode, name, end)? else {
        return Ok(());
    };
    let there = episode.after.named(name);
    match found {
        None => ensure(there.is_empty(), "not found, and somebody is there"),
        Some(user) => is_one_of(episode, name, user),
    }
}

pub fn get(episode: &Episode, name: &str, end: &End<User>) -> Verdict {
    episode.nothing_written()?;
    match done(episode, name, end)? {
        None => Ok(()),
        Some(user) => is_one_of(episode, name, user),
    }
}

/// The one who was meant; another of that name but for its case only where the one meant may have been passed over.
fn is_one_of(episode: &Episode, name: &str, user: &User) -> Verdict {
    let there = if episode.may_pass_over() {
        episode.after.folded(name)
    } else {
        episode.after.named(name)
    };
    ensure(
        there
            .iter()
            .any(|stored| stored.id == user.id && stored.active == user.active),
        "somebody else was found, or in another state",
    )
}

pub fn roles(episode: &Episode, land: Land, end: &End<Vec<Role>>) -> Verdict {
    episode.nothing_written()?;
    let Some(roles) = done(episode, "", end)? else {
        return Ok(());
    };
    let there = |name: &&str| {
        roles
            .iter()
            .any(|role| role.name.eq_ignore_ascii_case(name))
    };
    ensure(land.roles().iter().all(there), "half of the roles")
}
