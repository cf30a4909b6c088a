//! Groups, on the sandbox: the verbs, their options, lost answers, and the groups of a person who is provisioned.

mod dark;
mod lives;
mod odd;
mod options;
mod persons;
mod trouble;
mod verbs;

use crate::support::Bench;
use seatwarden::step;
use seatwarden_sandbox::{Config, Provider};
use serde_json::{Value, json};

/// A tenant of ten people and some groups.
pub fn tenant(provider: Provider, switches: &Value) -> Bench {
    let mut config = json!({ "provider": provider.name(), "users": 10 });
    for (name, value) in switches.as_object().unwrap() {
        config[name] = value.clone();
    }
    Bench::new(Config::read(&config.to_string()).unwrap())
}

pub fn scim(switches: Value) -> Bench {
    tenant(Provider::Scim, &switches)
}

pub fn oneid() -> Bench {
    tenant(Provider::OneId, &json!({}))
}

pub fn zoom() -> Bench {
    tenant(Provider::Zoom, &json!({}))
}

/// One step on the tenant.
pub async fn run(bench: &Bench, action: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": action, "input": input, "options": options }).to_string();
    serde_json::from_str(&step::run_on(&bench.client, &step).await).unwrap()
}

/// What a verb on groups gives.
pub async fn groups(bench: &Bench, verb: &str, input: Value) -> Value {
    run(bench, &format!("groups.{verb}"), input, json!({})).await
}

/// The tenant's own record of a group, past the client's verbs.
pub async fn record(bench: &Bench, path: &str) -> Value {
    let input = json!({ "method": "GET", "path": path });
    run(bench, "request", input, json!({})).await["data"]["body"].clone()
}

/// The userNames of the first users.
pub async fn people(bench: &Bench, count: usize) -> Vec<(String, String)> {
    let listed = run(bench, "list", json!({ "limit": 10_000 }), json!({})).await;
    let users = listed["data"]["users"].as_array().unwrap().clone();
    let text = |user: &Value, key: &str| user[key].as_str().unwrap().to_owned();
    users
        .iter()
        .filter(|user| user["active"] == true)
        .take(count)
        .map(|user| (text(user, "id"), text(user, "userName")))
        .collect()
}

/// The writes to groups and users so far: `PATCH /Groups`.
pub fn writes(bench: &Bench) -> Vec<String> {
    let writes = bench.writes().into_iter();
    writes
        .map(|(method, path, _)| {
            let kind = if path.contains("/Groups") {
                "Groups"
            } else {
                "Users"
            };
            format!("{method} {kind}")
        })
        .collect()
}
