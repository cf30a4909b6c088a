//! What a plan may say of the tenant, and what may have become of it: judged by the tenant's own word.

use super::land::{Land, Seen};
use super::plan_act::Wish;
use super::truth::{Episode, Verdict, ensure};
use serde_json::Value;

/// An entry of a plan: its list, and what stands there.
pub struct Entry<'p> {
    pub list: &'static str,
    pub said: &'p Value,
}

/// The entries in the order in which they are done.
pub fn entries(plan: &Value) -> Vec<Entry<'_>> {
    let lists = ["reactivate", "create", "update", "deactivate"].into_iter();
    lists
        .flat_map(|list| {
            let entries = plan[list].as_array().unwrap().iter();
            entries.map(move |said| Entry { list, said })
        })
        .collect()
}

impl Entry<'_> {
    pub fn name(&self) -> &str {
        let of = if self.list == "create" {
            &self.said["person"]
        } else {
            self.said
        };
        of["userName"].as_str().unwrap()
    }

    /// Whether it is about that account.
    pub fn is_of(&self, user: &Seen) -> bool {
        match self.said["id"].as_str() {
            Some(id) => id == user.id,
            None => self.name().eq_ignore_ascii_case(&user.name),
        }
    }
}

/// A field of an account, as far as it is looked at here.
fn field<'u>(user: &'u Seen, name: &str) -> Option<&'u str> {
    match name {
        "givenName" => Some(&user.given),
        "familyName" => Some(&user.family),
        "title" => Some(&user.title),
        _ => None,
    }
}

/// A plan was asked for: nothing is written, and what it says is so.
pub fn planned(episode: &Episode, wish: &Wish, output: &Value) -> Verdict {
    episode.nothing_written()?;
    if output["ok"] != true {
        let code = output["error"]["code"].as_str().unwrap();
        // Who was removed meanwhile would have to be made, and lacks what that takes.
        if code == "invalid_input" && episode.somebody_left() {
            return Ok(());
        }
        return ensure(
            !matches!(
                code,
                "internal" | "invalid_input" | "guard_tripped" | "plan_drifted" | "outcome_unknown"
            ),
            &format!("a good roster is {code}: {}", output["error"]["message"]),
        );
    }
    let plan = &output["data"];
    let (before, after) = (&episode.before.users, &episode.after.users);
    // Where there is a total, somebody may be passed over if one is removed and another is added meanwhile.
    let shifts = episode.somebody_left() && after.keys().any(|id| !before.contains_key(id));
    for entry in entries(plan) {
        let id = entry.said["id"].as_str().unwrap_or_default();
        if episode.meddled.contains(id) {
            continue;
        }
        if entry.list == "create" {
            let there = episode.after.folded(entry.name());
            let sure = there.iter().any(|user| !episode.meddled.contains(&user.id));
            ensure(!sure || shifts, "somebody is to be made who is there")?;
            continue;
        }
        let Some(user) = before.get(id).or(after.get(id)) else {
            return Err(format!("{id} is nobody's"));
        };
        ensure(
            entry.said["userName"] == user.name.as_str(),
            "another user name",
        )?;
        ensure(
            user.active == (entry.list != "reactivate"),
            &format!("{} is said to be what he isn't: {}", user.name, entry.list),
        )?;
        if entry.list == "deactivate" {
            ensure(wish.lets_go(), "nobody asked for leavers")?;
            ensure(!wish.names(user), "somebody of the roster is to go")?;
            ensure(
                wish.is_ours(user) != Some(false),
                "somebody out of scope is to go",
            )?;
            ensure(!wish.protects(user), "somebody protected is to go")?;
            continue;
        }
        ensure(
            wish.names(user),
            "somebody is changed who isn't in the roster",
        )?;
        for change in entry.said["changes"].as_array().unwrap() {
            let has = change["field"].as_str().and_then(|name| field(user, name));
            let from = change["from"].as_str().unwrap_or_default();
            ensure(
                has.is_none_or(|has| has == from),
                &format!(
                    "{} of {} is {has:?} and not {from:?}",
                    change["field"], user.name
                ),
            )?;
        }
    }
    let leavers = plan["deactivate"].as_array().unwrap().len() as u64;
    let most = plan["guard"]["maxRemovals"].as_u64().unwrap();
    ensure(
        plan["guard"]["removals"] == leavers,
        "the guard can't count",
    )?;
    ensure(
        plan["guard"]["tripped"] == (leavers > most),
        "the guard can't compare",
    )?;
    let asked = wish.policy["maxRemovals"].as_u64();
    ensure(
        asked.is_none_or(|asked| asked == most),
        "another limit than asked for",
    )?;
    if !episode.meddled.is_empty() {
        return Ok(());
    }
    // Nobody is forgotten.
    let warnings = plan["warnings"].as_array().unwrap().iter();
    let left_out = warnings
        .filter(|it| it["code"] == "ambiguous_match")
        .count() as u64;
    let count = |list: &str| plan[list].as_array().unwrap().len() as u64;
    let told = count("create") + count("update") + count("reactivate");
    ensure(
        told + plan["unchanged"].as_u64().unwrap() + left_out == wish.roster.len() as u64,
        "somebody of the roster is in no list",
    )?;
    for user in after.values().filter(|_| wish.lets_go()) {
        let goes = user.active
            && wish.is_ours(user) == Some(true)
            && !wish.protects(user)
            && !wish.names(user);
        let is_in = entries(plan)
            .iter()
            .any(|entry| entry.list == "deactivate" && entry.is_of(user));
        ensure(
            !goes || is_in,
            &format!("{} stays, and nobody says why", user.name),
        )?;
    }
    Ok(())
}

/// How a plan was carried out.
pub struct Deed<'d> {
    pub land: Land,
    pub plan: &'d Value,
    pub options: &'d Value,
    pub output: &'d Value,
    /// The tenant drops fields without a word.
    pub drops: bool,
}

/// A plan was carried out, or a part of it, or not: nobody else was touched, and everybody is told what is true.
pub fn applied(episode: &Episode, deed: &Deed<'_>) -> Verdict {
    let (plan, output) = (deed.plan, deed.output);
    let entries = entries(plan);
    let confirmed = deed.options["confirm"] == plan["id"];
    let dry = deed.options["dryRun"] == true;
    if plan["guard"]["tripped"] == true && !confirmed {
        ensure(
            output["error"]["code"] == "guard_tripped",
            "too many removals, and nobody confirmed them",
        )?;
        return ensure(episode.requests.is_empty(), "something was sent");
    }
    let (before, after) = (&episode.before.users, &episode.after.users);
    let own = |id: &&String| !episode.meddled.contains(*id);
    for id in after.keys().chain(before.keys()).filter(own) {
        let (was, is) = (before.get(id), after.get(id));
        if was == is {
            continue;
        }
        ensure(!dry, "a dry run wrote")?;
        let Some(is) = is else {
            return Err(format!("{id} is gone"));
        };
        let entry = entries.iter().find(|entry| entry.is_of(is));
        let Some(entry) = entry else {
            return Err(format!("{} was changed, and is not in the plan", is.name));
        };
        let goes = was.is_some_and(|was| was.active) && !is.active;
        ensure(
            !goes || entry.list == "deactivate",
            &format!("{} was switched off", is.name),
        )?;
    }
    for entry in entries.iter().filter(|entry| entry.list == "create") {
        let name = entry.name();
        let is_twice = episode.after.folded(name).len() > episode.before.folded(name).len().max(1);
        let excused = is_twice && episode.may_pass_over();
        ensure(!is_twice || excused, "two users for one person")?;
    }
    if output["ok"] != true {
        let code = output["error"]["code"].as_str().unwrap();
        ensure(
            !matches!(code, "internal" | "invalid_input" | "guard_tripped"),
            &format!("a good plan is {code}: {}", output["error"]["message"]),
        )?;
        ensure(episode.writes() == 0, &format!("{code}, and it wrote"))?;
        return episode.nothing_changed();
    }
    let results = output["data"]["results"].as_array().unwrap();
    for result in results {
        let index = result["index"].as_u64().unwrap() as usize;
        let Some(entry) = entries.get(index) else {
            return Err(format!("there is no entry {index}"));
        };
        told(episode, deed, entry, result)
            .map_err(|why| format!("{} {}: {why}: {result}", entry.list, entry.name()))?;
    }
    if output["data"].get("resume").is_none() && deed.options.get("resume").is_none() {
        ensure(
            results.len() == entries.len(),
            "somebody of the plan has no result",
        )?;
    }
    Ok(())
}

/// One result is the truth about one account.
fn told(episode: &Episode, deed: &Deed<'_>, entry: &Entry<'_>, result: &Value) -> Verdict {
    let now = match entry.said["id"].as_str() {
        Some(id) => episode.after.users.get(id).into_iter().collect(),
        None => episode.after.folded(entry.name()),
    };
    let was = |user: &Seen| episode.before.users.get(&user.id).cloned();
    if now.iter().any(|user| episode.meddled.contains(&user.id)) {
        return Ok(());
    }
    let gone = entry.said["id"]
        .as_str()
        .is_some_and(|id| episode.meddled.contains(id));
    if gone {
        return Ok(());
    }
    if result["ok"] != true {
        let error = &result["error"];
        let message = error["message"].as_str().unwrap();
        ensure(error["code"] != "internal", "an internal error is a bug")?;
        let open = error["code"] == "outcome_unknown"
            || message.contains("a part of the write was done")
            || message.contains(super::truth::HALF)
            || error["code"] == "timeout"
                && !error["hint"]
                    .as_str()
                    .unwrap_or_default()
                    .starts_with("Nothing was written");
        let same = now.iter().all(|user| was(user).as_ref() == Some(*user));
        return ensure(open || same, "failed, and the account is another");
    }
    let result = &result["result"];
    let dry = deed.options["dryRun"] == true;
    ensure(result["dryRun"] == dry, "a dry run or not")?;
    let said = |code: &str| {
        let warnings = result["warnings"].as_array().unwrap();
        warnings.iter().any(|it| it["code"] == code)
    };
    let verified = deed.options["verify"] != false && !said("not_verified");
    let outcome = result["outcome"].as_str().unwrap();
    let allowed: &[&str] = match entry.list {
        "reactivate" => &["reactivated", "updated", "unchanged"],
        // Of a create whose answer was lost, and whose fields were dropped, nobody can tell whose it is.
        "create" if deed.drops => &["created", "updated", "unchanged"],
        "create" => &["created", "unchanged"],
        "update" => &["updated", "unchanged"],
        _ => &["deactivated", "already_inactive", "not_found"],
    };
    ensure(
        allowed.contains(&outcome),
        &format!("{outcome} is no outcome of it"),
    )?;
    if dry {
        return Ok(());
    }
    if entry.list == "deactivate" {
        let off = now.iter().all(|user| !user.active);
        ensure(off || deed.drops, "the leaver is still inside")?;
        return ensure(
            outcome != "not_found" || now.is_empty(),
            "not_found, and there",
        );
    }
    let [user] = now[..] else {
        let excused = episode.may_pass_over() || deed.drops;
        return ensure(
            excused && !now.is_empty(),
            &format!("there are {}", now.len()),
        );
    };
    if deed.drops && !verified {
        return Ok(());
    }
    ensure(
        user.active || said("not_applied") || !verified,
        "can't log in",
    )?;
    let person = &entry.said["person"];
    let wanted = |name: &str| {
        let changes = entry.said["changes"].as_array();
        let change = changes.into_iter().flatten().find(|it| it["field"] == name);
        let value = change.map_or(&person[name], |change| &change["to"]);
        value.as_str().map(str::to_owned)
    };
    for name in ["givenName", "familyName", "title"] {
        let Some(wanted) = wanted(name) else { continue };
        let has = field(user, name).unwrap();
        let excused = [
            "not_applied",
            "not_verifiable",
            "not_verified",
            "unsupported_field",
        ]
        .iter()
        .any(|code| said(code));
        ensure(
            has == wanted || excused,
            &format!("{name} is {has:?} and not {wanted:?}"),
        )?;
    }
    ensure(
        result["user"]["id"] == user.id.as_str() || !verified,
        &format!("another account than {:?}'s is shown", deed.land),
    )
}
