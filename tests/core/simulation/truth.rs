//! What has to be true after a call, by the sandbox's own word.

use crate::support::World;
use seatwarden::error::Error;
use seatwarden::model::Person;
use seatwarden_sandbox::Recorded;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The tenant at one time.
pub struct Snapshot {
    pub users: BTreeMap<String, Value>,
    requests: usize,
    audits: usize,
}

impl Snapshot {
    pub fn of(world: &World) -> Self {
        world.sandbox(|sandbox| Self {
            users: sandbox
                .users()
                .into_iter()
                .map(|user| (user["id"].as_str().unwrap().to_owned(), user))
                .collect(),
            requests: sandbox.requests().len(),
            audits: world.audit.borrow().len(),
        })
    }

    /// Those who have that userName.
    pub fn named(&self, user_name: &str) -> Vec<&Value> {
        self.users
            .values()
            .filter(|user| {
                user["username"]
                    .as_str()
                    .unwrap()
                    .eq_ignore_ascii_case(user_name)
            })
            .collect()
    }
}

/// What happened in one call.
pub struct Episode {
    pub before: Snapshot,
    pub after: Snapshot,
    pub requests: Vec<Recorded>,
    pub audit: Vec<Value>,
}

impl Episode {
    pub fn since(before: Snapshot, world: &Rc<World>) -> Self {
        let after = Snapshot::of(world);
        Self {
            requests: world.sandbox(|sandbox| sandbox.requests()[before.requests..].to_vec()),
            audit: world.audit.borrow()[before.audits..].to_vec(),
            before,
            after,
        }
    }

    pub fn writes(&self) -> usize {
        self.requests
            .iter()
            .filter(|request| request.method != "GET" && request.path != "/oauth/token")
            .count()
    }

    pub fn nothing_written(&self) -> Result<(), String> {
        ensure(self.writes() == 0, "it wrote, and said that it did not")?;
        ensure(self.audit.is_empty(), "an audit record for no write")
    }

    pub fn nothing_changed(&self) -> Result<(), String> {
        ensure(
            self.before.users == self.after.users,
            "the tenant changed, and the caller was told otherwise",
        )
    }

    /// The audit says how each write ended, and that there was one.
    pub fn audited_as(&self, outcome: &str) -> Result<(), String> {
        let last = self.audit.last().map(|record| &record["outcome"]);
        ensure(
            last.and_then(Value::as_str) == Some(outcome),
            &format!("the audit says {last:?} and not {outcome}"),
        )
    }

    /// What holds whatever the call was and however it ended.
    pub fn always(&self, world: &World) -> Result<(), String> {
        ensure(
            self.requests.iter().all(|request| !request.foreign),
            "a request went to another origin",
        )?;
        ensure(world.in_flight.get() == 0, "a request was left behind")?;
        let changed = self.before.users != self.after.users;
        ensure(
            !changed || !self.audit.is_empty(),
            "a write without an audit record",
        )
    }
}

pub fn ensure(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

/// Whether an error leaves open what became of a write.
pub fn is_open(error: &Error) -> bool {
    matches!(
        error.code.to_string().as_str(),
        "outcome_unknown" | "timeout"
    )
}

/// Whether the stored account is as the person was asked to be.
pub fn is_as_asked(stored: &Value, person: &Person) -> Result<(), String> {
    for (field, wanted) in [
        ("firstName", &person.given_name),
        ("lastName", &person.family_name),
        ("email", &person.email),
        ("title", &person.title),
    ] {
        let Some(wanted) = wanted else { continue };
        let has = stored[field].as_str().unwrap_or_default();
        // A mail address is the same without case.
        let same = has == wanted || (field == "email" && has.eq_ignore_ascii_case(wanted));
        ensure(same, &format!("{field} is {has:?} and not {wanted:?}"))?;
    }
    Ok(())
}

/// No secret in anything that came out of the core.
pub fn nothing_leaked(world: &World, shown: &str) -> Result<(), String> {
    let told = world.told();
    let secret = world.sandbox(|sandbox| {
        sandbox.connection()["clientSecret"]
            .as_str()
            .unwrap()
            .to_owned()
    });
    for canary in world.tokens.borrow().iter().chain([&secret]) {
        ensure(
            !told.contains(canary.as_str()) && !shown.contains(canary.as_str()),
            "a secret came out",
        )?;
    }
    Ok(())
}
