//! Rosters and policies, drawn for a tenant as it is: most of those who are there, some in another name, some who are new.

use super::act::NEW;
use super::chance::Chance;
use super::land::{Land, Seen};
use super::truth::Snapshot;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a plan is asked for.
pub struct Wish {
    pub roster: Vec<Value>,
    pub policy: Value,
}

/// So many people of a roster at most.
const MOST: usize = 25;

pub fn draw(land: Land, chance: &mut Chance, now: &Snapshot, titles: bool) -> Wish {
    let mut roster = Vec::new();
    let mut taken = BTreeSet::new();
    for user in now.users.values() {
        let is_one = now.folded(&user.name).len() == 1;
        let mail = user.email.to_lowercase();
        // Two people who could be one account are a mistake of the roster, and those are tried elsewhere.
        if roster.len() >= MOST || !chance.in_ten(7) || taken.contains(&mail) {
            continue;
        }
        let Some(person) = person(chance, user, is_one, titles) else {
            continue;
        };
        taken.extend([user.name.to_lowercase(), mail]);
        roster.push(person);
    }
    for name in NEW {
        if chance.in_ten(5) && !taken.contains(name) {
            let mut person =
                json!({ "userName": name, "email": name, "givenName": "Ann", "familyName": "Ng" });
            if let [_, ..] = land.roles() {
                person["role"] = json!(*chance.pick(land.roles()));
            }
            roster.push(person);
        }
    }
    let policy = policy(chance, now, roster.is_empty());
    Wish { roster, policy }
}

fn person(chance: &mut Chance, user: &Seen, is_one: bool, titles: bool) -> Option<Value> {
    let mut person = json!({ "userName": user.name });
    if is_one && chance.in_ten(2) {
        person["userName"] = json!(user.name.to_uppercase());
    }
    let mut text = |key: &str, has: &str| {
        let new = chance.in_ten(1);
        if new || !has.is_empty() {
            person[key] = json!(if new { "After" } else { has });
        }
    };
    text("givenName", &user.given);
    text("familyName", &user.family);
    if titles {
        text("title", &user.title);
    }
    (!user.name.is_empty()).then_some(person)
}

fn policy(chance: &mut Chance, now: &Snapshot, is_empty: bool) -> Value {
    let mut policy = json!({});
    if !is_empty && chance.in_ten(7) {
        policy["onMissing"] = json!("deactivate");
    }
    let mut scope = json!({});
    if chance.in_ten(8) {
        scope["domains"] = match chance.below(3) {
            0 => json!(["example.com"]),
            1 => json!(["EXAMPLE.com", "legacy.example.com", "new.example"]),
            _ => json!(["new.example.com", "else.example"]),
        };
    }
    if scope == json!({}) || chance.in_ten(2) {
        let names = now.users.values().map(|user| user.name.to_lowercase());
        let some: Vec<_> = names.filter(|_| chance.in_ten(3)).take(12).collect();
        if !some.is_empty() {
            scope["userNames"] = json!(some);
        }
    }
    if scope == json!({}) {
        scope["domains"] = json!(["example.com"]);
    }
    policy["scope"] = scope;
    let protected = now.users.values().filter(|_| chance.in_ten(1)).take(3);
    let protected: Vec<_> = protected.map(|user| json!({ "id": user.id })).collect();
    if !protected.is_empty() {
        policy["protect"] = json!(protected);
    }
    if chance.in_ten(6) {
        policy["maxRemovals"] = json!(*chance.pick(&[1, 2, 5, 1_000]));
    }
    if chance.in_ten(1) {
        policy["fields"] = json!(["givenName", "familyName"]);
    }
    policy
}

impl Wish {
    /// Whether somebody of the roster may be meant by that account.
    pub fn names(&self, user: &Seen) -> bool {
        self.roster.iter().any(|person| {
            let name = person["userName"].as_str().unwrap_or_default();
            name.eq_ignore_ascii_case(&user.name)
        })
    }

    /// Whether the policy lets that account be switched off; `None` where it depends on what may be hidden.
    pub fn is_ours(&self, user: &Seen) -> Option<bool> {
        let texts = |list: &Value| -> Option<Vec<String>> {
            let list = list.as_array()?.iter();
            Some(list.map(|it| it.as_str().unwrap().to_lowercase()).collect())
        };
        let scope = &self.policy["scope"];
        if let Some(names) = texts(&scope["userNames"])
            && !names.contains(&user.name.to_lowercase())
        {
            return Some(false);
        }
        let Some(domains) = texts(&scope["domains"]) else {
            return Some(true);
        };
        let is_address = user.name.contains('@');
        let address = if is_address { &user.name } else { &user.email };
        let domain = address.rsplit('@').next().unwrap().to_lowercase();
        let fits = domains.contains(&domain);
        if fits && !is_address {
            None
        } else {
            Some(fits)
        }
    }

    pub fn protects(&self, user: &Seen) -> bool {
        let protected = self.policy["protect"].as_array();
        let mut protected = protected.into_iter().flatten();
        protected.any(|who| who["id"] == user.id.as_str())
    }

    pub fn lets_go(&self) -> bool {
        self.policy["onMissing"] == "deactivate"
    }
}
