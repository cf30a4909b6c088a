//! What a lone caller may ask for: every verb, with the options that it takes, about somebody who is there or not.

use super::chance::Chance;
use super::group_act::Asked;
use super::land::{Land, Seen};
use super::truth::Snapshot;
use crate::support::person;
use seatwarden::http::message::Method;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::model::{Person, Who};
use serde_json::{Value, json};

/// Whom a call is about: how the caller points, and the user name that is meant.
pub struct Subject {
    pub who: Who,
    pub name: String,
}

pub enum Act {
    Provision(Box<Person>, Options),
    Deactivate(Subject, Options),
    Reactivate(Subject, Options),
    Update(Subject, Box<Person>, Options),
    Remove(Subject, Options),
    ResetPassword(Subject, Options),
    List(Value, Options),
    Find(Subject, Options),
    Get(Subject, Options),
    Roles(Options),
    Token(Options),
    Request(Method, String, Options),
    Groups(Box<Asked>),
}

pub const NEW: [&str; 3] = ["ann@new.example", "bob@new.example", "cy@new.example"];

/// A user name of somebody who is there already, or may be.
pub fn name(chance: &mut Chance, now: &Snapshot) -> String {
    if now.users.is_empty() || chance.in_ten(6) {
        return (*chance.pick(&NEW)).to_owned();
    }
    somebody(chance, now).name.clone()
}

fn somebody<'s>(chance: &mut Chance, now: &'s Snapshot) -> &'s Seen {
    let nth = chance.below(now.users.len() as u64) as usize;
    now.users.values().nth(nth).unwrap()
}

/// How a caller points at somebody: in each way in which one can.
fn subject(chance: &mut Chance, now: &Snapshot) -> Subject {
    let name = name(chance, now);
    let text = Who::Text(name.clone());
    let [only] = now.folded(&name)[..] else {
        return Subject { who: text, name };
    };
    let others = now.users.values().filter(|user| user.id != only.id);
    let unique = !only.email.is_empty()
        && others.clone().all(|user| {
            !user.email.eq_ignore_ascii_case(&only.email)
                && !user.name.eq_ignore_ascii_case(&only.email)
        });
    let who = match chance.below(8) {
        0 => Who::Id(only.id.clone()),
        1 => Who::UserName(name.clone()),
        2 if unique => Who::Email(only.email.to_uppercase()),
        3 if unique => Who::Text(only.email.clone()),
        4 => Who::UserName(name.to_uppercase()),
        _ => text,
    };
    Subject { who, name }
}

/// Options in JSON, for a verb: an act may say that it is a dry run, without a look afterwards, in a hurry.
pub fn read(verb: &str, given: &Value) -> Options {
    Options::read(verb, given.clone().into()).unwrap()
}

pub fn draw(land: Land, chance: &mut Chance, now: &Snapshot) -> Act {
    let mut hurry = json!({});
    if chance.in_ten(1) {
        hurry["deadlineMs"] = json!(1 + chance.below(60_000));
    }
    if chance.in_ten(1) {
        hurry["timeoutMs"] = json!(500 + chance.below(20_000));
    }
    let mut given = hurry.clone();
    if chance.in_ten(1) {
        given["dryRun"] = json!(true);
    }
    if chance.in_ten(1) {
        given["verify"] = json!(false);
    }
    match chance.below(18) {
        0..=4 => Act::Provision(Box::new(joiner(land, chance, now)), {
            if chance.in_ten(2) {
                given["reactivate"] = json!(false);
            }
            if chance.in_ten(1) {
                given["update"] = json!(false);
            }
            if chance.in_ten(1) {
                given["idempotencyKey"] = json!(format!("key-{}", chance.next()));
            }
            read("provision", &given)
        }),
        5..=7 => {
            if chance.in_ten(2) {
                given["strict"] = json!(true);
            }
            Act::Deactivate(subject(chance, now), read("deactivate", &given))
        }
        8 => Act::List(query(chance, now), read("list", &hurry)),
        9 => Act::Reactivate(subject(chance, now), read("reactivate", &given)),
        10 | 11 => {
            let change = json!({ "givenName": *chance.pick(&["Ann", "Bob"]), "familyName": "Ng" });
            let change = Box::new(person(change));
            Act::Update(subject(chance, now), change, read("update", &given))
        }
        12 => {
            let whom = subject(chance, now);
            let right = chance.in_ten(9);
            given["confirm"] = json!(if right { whom.name.as_str() } else { "nobody" });
            Act::Remove(whom, read("remove", &given))
        }
        13 => Act::ResetPassword(subject(chance, now), read("resetPassword", &hurry)),
        14 => Act::Get(subject(chance, now), read("get", &hurry)),
        15 if chance.in_ten(5) => Act::Roles(read("roles", &hurry)),
        15 => Act::Token(read("token", &hurry)),
        16 => {
            let method = *chance.pick(&[Method::Get, Method::Get, Method::Post]);
            let path = land.users_path().to_owned();
            Act::Request(method, path, read("request", &hurry))
        }
        _ => Act::Find(subject(chance, now), read("find", &hurry)),
    }
}

pub fn joiner(land: Land, chance: &mut Chance, now: &Snapshot) -> Person {
    let name = name(chance, now);
    let mut wanted = json!({
        "userName": name,
        "email": name.to_lowercase(),
        "givenName": *chance.pick(&["Ann", "Bob", "Zoë"]),
        "familyName": *chance.pick(&["Ng", "O\"Brien"]),
    });
    if let [_, ..] = land.roles() {
        wanted["role"] = json!(*chance.pick(land.roles()));
    }
    if chance.in_ten(3) {
        wanted["title"] = json!("Engineer");
    }
    if !name.contains('@') {
        wanted.as_object_mut().unwrap().remove("email");
    }
    person(wanted)
}

/// A query that [`matches`] can be asked about.
fn query(chance: &mut Chance, now: &Snapshot) -> Value {
    let mut query = match chance.below(5) {
        0 => json!({ "active": chance.in_ten(5) }),
        1 => json!({ "userName": name(chance, now) }),
        _ => json!({}),
    };
    if chance.in_ten(4) {
        query["pageSize"] = json!(1 + chance.below(50));
    }
    assert!(ListQuery::read(query.clone().into()).is_ok());
    query
}

/// Whether a user belongs into a list of that query.
pub fn matches(query: &Value, user: &Seen) -> bool {
    let active = query["active"].as_bool();
    let name = query["userName"].as_str();
    active.is_none_or(|active| user.active == active)
        && name.is_none_or(|name| user.name.eq_ignore_ascii_case(name))
}
