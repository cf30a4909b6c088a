//! Whatever a tenant answers, to whatever verb: nothing panics, the call ends, what it says is JSON of a known form, bounded,
//! and without the credentials, even where the answer holds them.
//!
//! An input is a kind of tenant, a verb, and answers as in HTTP, divided by lines of `%%`; the last one is given for ever.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_fuzz::{Nowhere, answer, over};
use serde_json::{Value, json};

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
    let answers: Vec<_> = split(rest).into_iter().filter_map(answer).collect();
    let Some(connection) = connection(provider) else {
        return;
    };
    let host = Nowhere::answering(answers);
    let client = Client::open(host.clone(), connection, json!({})).expect("a good connection");
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

fn split(text: &[u8]) -> Vec<&[u8]> {
    const MARK: &[u8] = b"\n%%\n";
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.windows(MARK.len()).position(|four| four == MARK) {
        parts.push(&rest[..at]);
        rest = &rest[at + MARK.len()..];
    }
    parts.push(rest);
    parts
}

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
                                           "familyName": "Ng", "role": "Read Only" } }),
        "update" => json!({ "who": who, "change": { "title": "Lead" } }),
        "list" | "roles" | "capabilities" | "token" => json!({}),
        "request" => json!({ "method": "GET", "path": "/v1/users" }),
        _ => json!({ "who": who }),
    }
}

fn options(verb: &str) -> Value {
    match verb {
        "remove" => json!({ "confirm": "jane@example.com" }),
        _ => json!({}),
    }
}

/// Whoever is shown has an id and a name, and each only once.
fn sensible(verb: &str, data: &Value) {
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
