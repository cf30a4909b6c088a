//! What each verb on groups may have done, told by its result: judged by the tenant's own word.

use super::group_act::Asked;
use super::membership::{Circle, Turn};
use super::story::End;
use super::truth::{Episode, HALF, Verdict, ensure, is_open};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::groups::result::GroupResult;
use seatwarden::lifecycle::groups::verb::{GroupReply, GroupVerb};
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::result::{Outcome, Warning, WriteResult};
use seatwarden::model::{Group, Person};
use seatwarden_sandbox::{Config, GroupOptions, MemberRemoval, MembersShown, Provider};
use std::collections::BTreeSet;

/// What the tenant does without a word.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// It takes the removal of a member, and may do nothing.
    keeps_members: bool,
    /// It makes a group without the members that it is told.
    drops_members: bool,
    /// A list may show a part of the members.
    cuts_rows: bool,
    /// Nobody is ever told who is in a group.
    hides_members: bool,
}

impl Manners {
    pub fn of(config: &Config) -> Self {
        let GroupOptions {
            removal,
            on_create,
            page,
            shown,
            on_users,
            ..
        } = match config.provider {
            Provider::OneId => config.oneid.members,
            _ => config.scim.members,
        };
        let is_zoom = config.provider == Provider::Zoom;
        let removal = if is_zoom {
            config.zoom.member_removal
        } else {
            removal
        };
        Self {
            keeps_members: removal == MemberRemoval::Silent,
            drops_members: !on_create || is_zoom,
            cuts_rows: page.is_some(),
            hides_members: !is_zoom && shown == MembersShown::Never && !on_users,
        }
    }
}

/// What somebody else did to groups stands, unless a whole record was written over it: without PATCH there is no other way.
pub fn others_stand(episode: &Episode) -> Verdict {
    let is_put = |one: &&seatwarden_sandbox::Recorded| one.method == "PUT";
    let by_record = |one: &&seatwarden_sandbox::Recorded| {
        one.path.contains("/Users/")
            && one
                .body
                .as_ref()
                .is_some_and(|body| body.to_string().contains("groups"))
    };
    let mut requests = episode.requests.iter();
    if requests.any(|one| is_put(&one) || by_record(&one)) {
        return Ok(());
    }
    for ((group, user), is_in) in &episode.moved {
        let Some(now) = episode.after.groups.get(group) else {
            continue;
        };
        let wrote = episode.requests.iter().any(|one| {
            one.body
                .as_ref()
                .is_some_and(|body| body.to_string().contains(user.as_str()))
        });
        let there = episode.after.users.contains_key(user);
        ensure(
            wrote || !there || now.members.contains(user) == *is_in,
            "what somebody else did to a group was undone",
        )?;
    }
    Ok(())
}

pub fn asked(episode: &Episode, asked: &Asked, end: &End<GroupReply>, manners: Manners) -> Verdict {
    episode.no_user_changed()?;
    allowed(episode, asked)?;
    let reply = match end {
        End::CutOff => return Ok(()),
        End::Result(Err(error)) => return failed(episode, asked, error),
        End::Result(Ok(reply)) => reply,
    };
    match (reply, &asked.verb) {
        (GroupReply::Groups(groups), GroupVerb::List) => {
            episode.nothing_written()?;
            listed(episode, groups, manners)
        }
        (GroupReply::Group(group), GroupVerb::Get(_)) => {
            episode.nothing_written()?;
            ensure(
                asked.target.as_ref().is_none_or(|id| *id == group.id),
                "another group was found",
            )?;
            as_stored(episode, group, true)
        }
        (GroupReply::Write(result), _) => written(episode, asked, result, manners),
        _ => Err("an answer to another verb".to_owned()),
    }
}

/// Whatever was said: no group but the one that is meant changed, and that only as asked.
fn allowed(episode: &Episode, asked: &Asked) -> Verdict {
    let turns = episode.turns();
    let made: Vec<_> = turns
        .iter()
        .filter_map(|turn| match turn {
            Turn::Made(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    ensure(made.len() <= 1, "two groups of one name")?;
    let target = made.first().or(asked.target.as_ref());
    let is_target = |id: &String| target == Some(id);
    for turn in &turns {
        let fine = match (&asked.verb, turn) {
            (GroupVerb::Create(name, _), Turn::Made(id)) => {
                let same = |group: &Circle| group.name.to_lowercase() == name.to_lowercase();
                let had = episode.before.groups.iter();
                let had = had.filter(|(id, group)| !episode.meddled.contains(*id) && same(group));
                ensure(had.count() == 0, "a second group of that name")?;
                episode.after.groups[id].name == *name
            }
            (GroupVerb::Create(..) | GroupVerb::AddMembers(..), Turn::Joined(id, user)) => {
                is_target(id) && asked.members.contains(user)
            }
            (GroupVerb::RemoveMembers(..), Turn::Left(id, user)) => {
                is_target(id) && asked.members.contains(user)
            }
            (GroupVerb::Rename(_, name), Turn::Renamed(id)) => {
                is_target(id) && episode.after.groups[id].name == *name
            }
            (GroupVerb::Remove(_), Turn::Gone(id)) => is_target(id),
            _ => false,
        };
        ensure(fine, &format!("nobody asked for {turn:?}"))?;
        ensure(
            recorded(episode, turn),
            &format!("{turn:?} is not in the audit"),
        )?;
    }
    let dry = asked.options.is_dry_run();
    ensure(!dry || episode.writes() == 0, "a dry run wrote")
}

/// Whether a record says that this was done, or that nobody can tell.
fn recorded(episode: &Episode, turn: &Turn) -> bool {
    let (Turn::Made(id)
    | Turn::Gone(id)
    | Turn::Renamed(id)
    | Turn::Joined(id, _)
    | Turn::Left(id, _)) = turn;
    let name = |groups: &std::collections::BTreeMap<String, Circle>| {
        groups.get(id).map(|group| group.name.to_lowercase())
    };
    let names = [name(&episode.before.groups), name(&episode.after.groups)];
    episode.audit.iter().any(|record| {
        let target = &record["target"];
        let named = target["group"].as_str().map(str::to_lowercase);
        let is_it = target["id"] == id.as_str() || (named.is_some() && names.contains(&named));
        let action = record["action"].as_str().unwrap_or_default();
        // An account's own record may take the groups.
        let own = !action.starts_with("groups.");
        (is_it || own) && record["outcome"] != "failed" && record["outcome"] != "unchanged"
    })
}

fn failed(episode: &Episode, asked: &Asked, error: &Error) -> Verdict {
    ensure(
        error.code != ErrorCode::Internal,
        "an internal error is a bug",
    )?;
    let is_there = asked
        .target
        .as_ref()
        .is_some_and(|id| episode.after.groups.contains_key(id) && !episode.meddled.contains(id));
    if error.code == ErrorCode::NotFound && !asked.strangers {
        let gone = asked
            .members
            .iter()
            .any(|id| !episode.after.users.contains_key(id));
        ensure(!is_there || gone, "not_found, and the group is there")?;
    }
    if is_open(error) {
        return Ok(());
    }
    // A group that is made and not filled is there: it has to be said.
    let mut turns = episode.turns();
    if error
        .message
        .contains("the group is made, but not that everybody is in it")
    {
        turns.retain(|turn| !matches!(turn, Turn::Made(_)));
    }
    ensure(turns.is_empty(), &format!("it failed, and {turns:?}"))
}

/// The groups of a list are those that are there.
fn listed(episode: &Episode, groups: &[Group], manners: Manners) -> Verdict {
    let ids: BTreeSet<_> = groups.iter().map(|group| &group.id).collect();
    ensure(ids.len() == groups.len(), "a group is listed twice")?;
    let (before, after) = (&episode.before.groups, &episode.after.groups);
    // One is removed and another added: all move up by one, and there are as many as the total says.
    let swapped = before.keys().any(|id| !after.contains_key(id))
        && after.keys().any(|id| !before.contains_key(id));
    for id in after.keys() {
        let sure = !swapped && before.contains_key(id) && !episode.meddled.contains(id);
        ensure(!sure || ids.contains(id), "half a listing of groups")?;
    }
    for group in groups {
        as_stored(episode, group, !manners.cuts_rows)?;
    }
    Ok(())
}

/// A group that is shown has its name, and those members whom it shows.
fn as_stored(episode: &Episode, group: &Group, all: bool) -> Verdict {
    if episode.meddled.contains(&group.id) {
        return Ok(());
    }
    let Some(stored) = episode.after.groups.get(&group.id) else {
        return Err("a group is shown that isn't there".to_owned());
    };
    ensure(
        stored.name == group.name,
        "a group is shown under another name",
    )?;
    let Some(members) = &group.members else {
        return Ok(());
    };
    let shown: BTreeSet<_> = members.iter().map(|member| member.id.clone()).collect();
    let sure = |user: &&String| {
        let key = (group.id.clone(), (*user).clone());
        !episode.moved.contains_key(&key) && !episode.meddled.contains(*user)
    };
    let wrong = shown.difference(&stored.members).find(sure);
    ensure(wrong.is_none(), "somebody is shown who isn't in the group")?;
    let lacks = stored.members.difference(&shown).find(sure);
    ensure(
        !all || lacks.is_none(),
        "somebody who is in the group isn't shown",
    )
}

fn written(episode: &Episode, asked: &Asked, result: &GroupResult, manners: Manners) -> Verdict {
    if result.dry_run {
        return episode.nothing_written();
    }
    let told = &result.warnings;
    let turns = episode.turns();
    match result.outcome {
        Outcome::NotFound => {
            let is_there = asked
                .target
                .as_ref()
                .is_some_and(|id| episode.after.groups.contains_key(id));
            return ensure(!is_there, "said to be no group, and there");
        }
        Outcome::Removed => {
            let id = asked.target.as_ref().ok_or("removed what wasn't there")?;
            ensure(!episode.after.groups.contains_key(id), "removed, and there")?;
            let name = &episode.before.groups[id].name;
            ensure(
                asked.options.confirm.as_ref() == Some(name),
                "nobody confirmed it",
            )?;
            return episode.audited_as("removed");
        }
        Outcome::Unchanged => ensure(
            turns.is_empty(),
            &format!("said to be as it was, and {turns:?}"),
        )?,
        _ => {}
    }
    let Some(group) = &result.group else {
        return Err("no group in the result".to_owned());
    };
    if episode.meddled.contains(&group.id) {
        return Ok(());
    }
    let Some(now) = episode.after.groups.get(&group.id) else {
        return Err("the result shows a group that isn't there".to_owned());
    };
    let verifies = asked.options.verify != Some(false);
    if verifies && !says(told, &["not_verified"]) {
        // Where nobody was named, the row of a list is all that was read.
        as_stored(
            episode,
            group,
            !manners.cuts_rows || !asked.members.is_empty(),
        )?;
    }
    match &asked.verb {
        GroupVerb::Create(name, _) => {
            let was = episode.before.groups.contains_key(&group.id);
            ensure(
                now.name.to_lowercase() == name.to_lowercase(),
                "made under another name",
            )?;
            ensure(
                (result.outcome == Outcome::Created) != was,
                "created, and it was there; or not, and it wasn't",
            )?;
            ensure(
                was || episode
                    .audit
                    .iter()
                    .any(|record| record["outcome"] == "created"),
                "created, and the audit doesn't say so",
            )?;
            let blind = !verifies && manners.drops_members;
            members_are(episode, asked, &group.id, true, told, blind)
        }
        GroupVerb::AddMembers(..) => members_are(episode, asked, &group.id, true, told, false),
        GroupVerb::RemoveMembers(..) => {
            let blind = !verifies && manners.keeps_members;
            members_are(episode, asked, &group.id, false, told, blind)
        }
        GroupVerb::Rename(_, name) => ensure(
            now.name == *name || says(told, &["not_applied", "not_verified"]),
            "renamed, and it has another name",
        ),
        _ => Err("a write of a verb that reads".to_owned()),
    }
}

/// Everybody who was named is in the group, or out of it; or the caller was told that he isn't.
fn members_are(
    episode: &Episode,
    asked: &Asked,
    group: &str,
    is_in: bool,
    told: &[Warning],
    blind: bool,
) -> Verdict {
    let now = &episode.after.groups[group];
    for user in &asked.members {
        let key = (group.to_owned(), user.clone());
        let others = episode.moved.contains_key(&key) || !episode.after.users.contains_key(user);
        let said = says(told, &["not_verified", "not_verifiable"])
            || told
                .iter()
                .any(|one| one.code == "not_applied" && one.message.contains(user.as_str()));
        ensure(
            others || blind || said || now.members.contains(user) == is_in,
            &format!("{user} in the group: to be {is_in}, and is not; nobody was told"),
        )?;
    }
    Ok(())
}

fn says(told: &[Warning], codes: &[&str]) -> bool {
    told.iter().any(|one| codes.contains(&one.code))
}

/// The groups of a person who was provisioned.
pub fn provision(
    episode: &Episode,
    person: &Person,
    options: &Options,
    end: &End<WriteResult>,
    manners: Manners,
) -> Verdict {
    let name = person.user_name.as_deref().unwrap_or_default();
    let ids: BTreeSet<_> = [&episode.before, &episode.after]
        .into_iter()
        .flat_map(|then| then.named(name))
        .map(|user| user.id.clone())
        .collect();
    let is_wanted = |id: &String| {
        let names = person.groups.iter().flatten();
        [&episode.before, &episode.after].into_iter().any(|then| {
            let group = then.groups.get(id);
            group.is_some_and(|group| {
                names
                    .clone()
                    .any(|name| name.to_lowercase() == group.name.to_lowercase())
            })
        })
    };
    let untouched = person.groups.is_none()
        || (options.update == Some(false) && !episode.before.named(name).is_empty());
    for turn in episode.turns() {
        let fine = !untouched
            && match &turn {
                Turn::Joined(group, user) => ids.contains(user) && is_wanted(group),
                Turn::Left(group, user) => {
                    options.exact_groups && ids.contains(user) && !is_wanted(group)
                }
                _ => false,
            };
        ensure(fine, &format!("nobody asked for {turn:?}"))?;
        ensure(
            recorded(episode, &turn),
            &format!("{turn:?} is not in the audit"),
        )?;
    }
    let result = match end {
        End::Result(Ok(result)) if !result.dry_run && !untouched => result,
        End::Result(Err(error)) => return half(episode, &ids, error),
        _ => return Ok(()),
    };
    let user = match episode.after.named(name)[..] {
        [user] => &user.id,
        _ => return Ok(()),
    };
    let verifies = options.verify != Some(false);
    let told = &result.warnings;
    for (id, group) in &episode.after.groups {
        let key = (id.clone(), user.clone());
        if episode.moved.contains_key(&key) || episode.meddled.contains(id) {
            continue;
        }
        let is_in = group.members.contains(user);
        let said = says(told, &["not_verified", "not_verifiable"])
            || told.iter().any(|one| {
                one.code == "not_applied" && one.message.contains(&group.name)
                    || one.code == "unsupported_field" && one.message.contains("groups")
            });
        if is_wanted(id) {
            ensure(
                is_in || said,
                &format!("not in {}, and nobody was told", group.name),
            )?;
        } else if options.exact_groups {
            let blind = !verifies && manners.keeps_members;
            ensure(
                !is_in || said || blind,
                &format!("still in {}, and nobody was told", group.name),
            )?;
        }
        let shown = result.user.as_ref().and_then(|user| user.groups.as_ref());
        if let Some(shown) = shown.filter(|_| verifies && told.is_empty() && !manners.hides_members)
        {
            let listed = shown.contains(&group.name) || shown.contains(id);
            ensure(
                listed == is_in,
                &format!("{}: shown {listed}, and is {is_in}", group.name),
            )?;
        }
    }
    Ok(())
}

/// "The account is written, but not that it is in group X": just so.
fn half(episode: &Episode, ids: &BTreeSet<String>, error: &Error) -> Verdict {
    let Some((_, rest)) = error.message.split_once(HALF) else {
        return Ok(());
    };
    for user in ids {
        for (id, group) in &episode.after.groups {
            let key = (id.clone(), user.clone());
            let about = rest.starts_with(&format!("\"{}\"", group.name));
            let was = episode
                .before
                .groups
                .get(id)
                .is_some_and(|was| was.members.contains(user));
            let others = episode.moved.contains_key(&key) || episode.meddled.contains(id);
            ensure(
                !about || others || group.members.contains(user) == was,
                "said not to be told, and it was",
            )?;
        }
    }
    Ok(())
}
