//! What has to be true after a call, by the sandbox's own word.

use super::land::{Land, Seen};
use super::membership::{Circle, Turn, turns};
use crate::support::World;
use seatwarden::error::Error;
use seatwarden::lifecycle::result::Warning;
use seatwarden::model::Person;
use seatwarden_sandbox::Recorded;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Why it isn't the truth.
pub type Verdict = Result<(), String>;

pub fn ensure(holds: bool, why: &str) -> Verdict {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

/// The tenant at one time.
#[derive(Clone)]
pub struct Snapshot {
    pub users: BTreeMap<String, Seen>,
    pub groups: BTreeMap<String, Circle>,
    requests: usize,
    audits: usize,
}

impl Snapshot {
    pub fn of(land: Land, world: &World) -> Self {
        world.sandbox(|sandbox| Self {
            users: sandbox
                .users()
                .iter()
                .map(|user| land.seen(user))
                .map(|user| (user.id.clone(), user))
                .collect(),
            groups: Circle::all(sandbox),
            requests: sandbox.requests().len(),
            audits: world.audit.borrow().len(),
        })
    }

    /// Those who are meant by a user name: who has it to the letter, else who has it without case.
    pub fn named(&self, name: &str) -> Vec<&Seen> {
        let exact: Vec<_> = self
            .users
            .values()
            .filter(|user| user.name == name)
            .collect();
        if exact.is_empty() {
            return self.folded(name);
        }
        exact
    }

    /// Those who have a user name without case.
    pub fn folded(&self, name: &str) -> Vec<&Seen> {
        let all = self.users.values();
        all.filter(|user| user.name.eq_ignore_ascii_case(name))
            .collect()
    }
}

/// What happened in one call.
pub struct Episode {
    pub before: Snapshot,
    pub after: Snapshot,
    pub requests: Vec<Recorded>,
    pub audit: Vec<Value>,
    /// The ids of those whom somebody else changed meanwhile, groups too.
    pub meddled: BTreeSet<String>,
    /// Whom somebody else put into a group or took out of one meanwhile, by the ids of both, and whether he is in it then.
    pub moved: BTreeMap<(String, String), bool>,
}

impl Episode {
    pub fn since(
        land: Land,
        before: Snapshot,
        world: &Rc<World>,
        (meddled, moved): (BTreeSet<String>, BTreeMap<(String, String), bool>),
    ) -> Self {
        let after = Snapshot::of(land, world);
        Self {
            requests: world.sandbox(|sandbox| sandbox.requests()[before.requests..].to_vec()),
            audit: world.audit.borrow()[before.audits..].to_vec(),
            before,
            after,
            meddled,
            moved,
        }
    }

    pub fn writes(&self) -> usize {
        let requests = self.requests.iter();
        let writes = requests.filter(|request| request.method != "GET" && !is_token(request));
        writes.count()
    }

    pub fn nothing_written(&self) -> Verdict {
        ensure(self.writes() == 0, "it wrote, and said that it did not")?;
        ensure(self.audit.is_empty(), "an audit record for no write")
    }

    /// Whether somebody behind one who was removed meanwhile may have been passed over: pages that are numbered shift, and
    /// Zuora says no total. A name that is taken Zuora refuses, and the client looks again; a tenant that keeps no name
    /// unique, as those of these stories, doesn't.
    pub fn may_pass_over(&self) -> bool {
        let is_numbered = |one: &Recorded| one.query.contains("page=");
        self.requests.iter().any(is_numbered) && self.somebody_left()
    }

    /// Whether somebody who was there is no longer.
    pub fn somebody_left(&self) -> bool {
        let (before, after) = (&self.before.users, &self.after.users);
        before.keys().any(|id| !after.contains_key(id))
    }

    /// Nobody is another than before, but those with that id.
    fn only(&self, touched: &dyn Fn(&str) -> bool) -> bool {
        let ids: BTreeSet<_> = self
            .before
            .users
            .keys()
            .chain(self.after.users.keys())
            .collect();
        ids.into_iter()
            .filter(|id| !self.meddled.contains(*id) && !touched(id))
            .all(|id| self.before.users.get(id) == self.after.users.get(id))
    }

    /// What became of groups, but for what somebody else did.
    pub fn turns(&self) -> Vec<Turn> {
        turns(self)
    }

    pub fn changed(&self) -> bool {
        !self.only(&|_| false) || !self.turns().is_empty()
    }

    pub fn nothing_changed(&self) -> Verdict {
        ensure(
            !self.changed(),
            "the tenant changed, and the caller was told otherwise",
        )
    }

    /// Nobody but those who are meant by a user name is another than before.
    pub fn nobody_else_changed(&self, name: &str) -> Verdict {
        let (before, after) = (self.before.named(name), self.after.named(name));
        let meant = |id: &str| before.iter().chain(&after).any(|user| user.id == id);
        ensure(self.only(&meant), "somebody else was changed")
    }

    /// No account is another than before.
    pub fn no_user_changed(&self) -> Verdict {
        ensure(self.only(&|_| false), "somebody's account was changed")
    }

    /// The audit says how the last write ended: that to an account, if there was one.
    pub fn audited_as(&self, outcome: &str) -> Verdict {
        let is_own = |record: &&Value| record["target"].get("group").is_none();
        let own = self.audit.iter().rfind(is_own);
        let last = own.or(self.audit.last()).map(|record| &record["outcome"]);
        ensure(
            last.and_then(Value::as_str) == Some(outcome),
            &format!("the audit says {last:?} and not {outcome}"),
        )
    }

    /// What holds whatever the call was and however it ended. So many records at most are one for each write.
    pub fn always(&self, world: &World, writes: usize) -> Verdict {
        ensure(
            self.requests.iter().all(|request| !request.foreign),
            "a request went to another origin",
        )?;
        ensure(world.in_flight.get() == 0, "a request was left behind")?;
        ensure(world.timers.get() == 0, "a timer was left behind")?;
        ensure(
            world.too_early.get() == 0,
            "a request before the time that the tenant asked for",
        )?;
        ensure(
            !self.changed() || !self.audit.is_empty(),
            "a write without an audit record",
        )?;
        ensure(
            self.writes() == 0 || !self.audit.is_empty(),
            "a write was sent, and there is no audit record",
        )?;
        ensure(self.audit.len() <= writes, "more audit records than writes")?;
        let failed = self
            .audit
            .iter()
            .all(|record| record["outcome"] == "failed");
        if failed {
            return ensure(
                !self.changed(),
                "the audit says failed, and the tenant changed",
            );
        }
        Ok(())
    }
}

pub fn is_token(request: &Recorded) -> bool {
    request.path.ends_with("/token")
}

/// What is said where an account was written, and a group wasn't.
pub const HALF: &str = "the account is written, but not that it is in group ";

/// Whether an error leaves open what became of a write.
pub fn is_open(error: &Error) -> bool {
    let hint = error.hint.as_deref().unwrap_or_default();
    match error.code.to_string().as_str() {
        "outcome_unknown" => true,
        _ if error.message.contains("a part of the write was done") => true,
        // What that means is looked at with the groups.
        _ if error.message.contains(HALF) => true,
        "timeout" => !hint.starts_with("Nothing was written"),
        _ => false,
    }
}

/// Whether the stored account is as the person was asked to be, or the caller was told which field isn't.
pub fn is_as_asked(stored: &Seen, person: &Person, told: &[Warning]) -> Verdict {
    for (field, has, wanted) in [
        ("givenName", &stored.given, &person.given_name),
        ("familyName", &stored.family, &person.family_name),
        ("email", &stored.email, &person.email),
        ("title", &stored.title, &person.title),
    ] {
        let Some(wanted) = wanted else { continue };
        // A mail address is the same without case.
        let same = has == wanted || (field == "email" && has.eq_ignore_ascii_case(wanted));
        let said = told.iter().any(|warning| match warning.code {
            "not_applied" | "not_verifiable" | "unsupported_field" => {
                warning.message.contains(field)
            }
            "not_verified" => true,
            _ => false,
        });
        ensure(
            same || said,
            &format!("{field} is {has:?} and not {wanted:?}"),
        )?;
    }
    Ok(())
}

/// No secret, and no larger part of one, in anything that came out of the core.
pub fn nothing_leaked(world: &World, shown: &str) -> Verdict {
    let told = world.told();
    let connection = world.sandbox(|sandbox| sandbox.connection());
    let mut canaries = world.tokens.borrow().clone();
    for key in [
        "/clientSecret",
        "/auth/token",
        "/auth/password",
        "/auth/clientSecret",
    ] {
        let secret = connection.pointer(key).and_then(Value::as_str);
        canaries.extend(secret.map(str::to_owned));
    }
    let id = ["/clientId", "/auth/username", "/auth/clientId"].map(|key| connection.pointer(key));
    let id = id
        .into_iter()
        .flatten()
        .find_map(Value::as_str)
        .unwrap_or_default();
    for canary in &canaries {
        let pair = seatwarden::http::base64(format!("{id}:{canary}").as_bytes());
        let most: String = pair.chars().take(pair.len() * 3 / 4).collect();
        ensure(
            !told.contains(&most) && !shown.contains(&most),
            "a user name with its password came out",
        )?;
        let encoded = seatwarden::http::percent_encode(canary);
        for form in [canary, &encoded] {
            // Half of one is as good as a whole: who cuts a text may cut through it.
            let half: String = form.chars().take(form.len().min(20)).collect();
            ensure(
                !told.contains(&half) && !shown.contains(&half),
                "a secret came out",
            )?;
        }
    }
    Ok(())
}

/// The requests so far, a line each: for somebody who replays a seed.
pub fn tell_requests(world: &World) {
    world.sandbox(|sandbox| {
        for request in sandbox.requests() {
            let body = request.body.as_ref().map(ToString::to_string);
            eprintln!(
                "{:>12} {} {}?{} {} -> {:?} {:?}{}",
                request.at_ms % 1_000_000_000,
                request.method,
                request.path,
                request.query,
                body.unwrap_or_default(),
                request.status,
                request.fault,
                if request.committed { " committed" } else { "" },
            );
        }
    });
}
