//! Whatever a tenant answers, to whatever verb: nothing panics, the call ends, what it says is JSON of a known form, bounded,
//! and without the credentials, even where the answer holds them.
//!
//! An input is a kind of tenant, a verb, and answers as in HTTP, divided by lines of `%%`; the last one is given for ever.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_fuzz::{Nowhere, answers, over};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SECRET: &str = "canary-bearer-0123456789";
/// No message is longer, in bytes: vendor text in it is cut.
const LONGEST: usize = 4_000;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut word = || std::str::from_utf8(parts.next()?).ok();
    let (Some(provider), Some(verb)) = (word(), word()) else {
        return;
    };
    if !step::ACTIONS.contains(&verb) {
        return;
    }
    let rest = parts.next().unwrap_or_default();
    let answers = answers(rest);
    let Some(connection) = connection(provider) else {
        return;
    };
    let host = Nowhere::answering(answers);
    let client =
        Client::open(host.clone(), connection.into(), json!({}).into()).expect("a good connection");
    let asked = json!({ "action": verb, "input": input(verb), "options": options(verb) });
    let output = over(step::run_on(&client, &asked.to_string()));
    let said: Value = serde_json::from_str(&output).expect("the step gives JSON");
    assert!(!output.contains(SECRET) || said["ok"] == true, "{output}");
    assert!(!host.0.told.borrow().contains(SECRET));
    if said["ok"] == true {
        sensible(verb, &said["data"]);
        return;
    }
    let code = said["error"]["code"].as_str().expect("an error has a code");
    assert_ne!(code, ErrorCode::Internal.to_string(), "{output}");
    let message = said["error"]["message"]
        .as_str()
        .expect("an error has a message");
    assert!(message.len() < LONGEST, "{} bytes", message.len());
});

fn connection(provider: &str) -> Option<Value> {
    Some(match provider {
        "zuora" => json!({ "provider": "zuora", "accessToken": SECRET }),
        "zoom" => json!({ "provider": "zoom", "accessToken": SECRET, "plan": "business" }),
        "zuora-oneid" => json!({ "provider": "zuora-oneid", "accessToken": SECRET }),
        "scim" => json!({ "provider": "scim", "baseUrl": "https://t.example/v2",
                          "auth": { "type": "bearer", "token": SECRET } }),
        _ => return None,
    })
}

fn input(verb: &str) -> Value {
    let who = "jane@example.com";
    match verb {
        "provision" => json!({ "person": { "userName": who, "email": who, "givenName": "Jane",
                                           "familyName": "Ng", "role": "Read Only", "groups": ["IT"] } }),
        "provisionAll" => json!({ "people": [
            { "userName": who, "email": who, "givenName": "Jane", "familyName": "Ng", "role": "Read Only" },
            { "userName": "bob@example.com", "email": "bob@example.com", "givenName": "Bob", "familyName": "Ng", "role": "Read Only" },
        ] }),
        "deactivateAll" => json!({ "whos": [who, { "id": "8" }] }),
        "groups.list" => json!({}),
        "groups.get" | "groups.remove" => json!({ "group": "IT" }),
        "groups.create" => json!({ "name": "IT", "members": [{ "id": "7" }] }),
        "groups.rename" => json!({ "group": { "id": "g1" }, "name": "Pilots" }),
        "groups.addMembers" | "groups.removeMembers" => json!({ "group": "IT", "members": [who] }),
        "update" => json!({ "who": who, "change": { "title": "Lead" } }),
        "list" | "roles" | "capabilities" | "token" => json!({}),
        "request" => json!({ "method": "GET", "path": "/v1/users" }),
        _ => json!({ "who": who }),
    }
}

fn options(verb: &str) -> Value {
    match verb {
        "remove" => json!({ "confirm": "jane@example.com" }),
        "groups.remove" => json!({ "confirm": "IT" }),
        "provision" => json!({ "groupsMode": "exact" }),
        _ => json!({}),
    }
}

/// Whoever is shown has an id and a name, and each only once; so has each group. A batch has a result for each input.
fn sensible(verb: &str, data: &Value) {
    match verb {
        "provisionAll" | "deactivateAll" => {
            let results = data["results"].as_array().expect("results");
            assert_eq!(results.len(), 2, "{data}");
        }
        "groups.list" => {
            let groups = data["groups"].as_array().expect("groups");
            let ids: BTreeSet<_> = groups
                .iter()
                .map(|group| group["id"].as_str().expect("a group has an id"))
                .collect();
            assert_eq!(ids.len(), groups.len(), "a group is listed twice");
        }
        _ => {}
    }
    let mut users: Vec<&Value> = match verb {
        "list" => data["users"].as_array().expect("users").iter().collect(),
        _ => data
            .get("user")
            .filter(|user| !user.is_null())
            .into_iter()
            .collect(),
    };
    for user in &users {
        let id = user["id"].as_str().expect("a user has an id");
        assert!(!id.is_empty() && user["userName"].is_string() && user["active"].is_boolean());
    }
    let all = users.len();
    users.sort_by_key(|user| user["id"].as_str().unwrap_or_default().to_owned());
    users.dedup_by_key(|user| user["id"].as_str().unwrap_or_default().to_owned());
    assert_eq!(users.len(), all, "somebody is listed twice");
}
