//! SCIM tenants of every kind that answer oddly: what they mean is found out, and nobody is made twice, overlooked or
//! taken for active because of it.

use crate::support::oneid::{self, EXTENSION, Organization, oneid};
use crate::support::scim::{Filtering, Tenant, crowd, error, scim, user};
use crate::support::{Script, SimHost, World, raw, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_sandbox::{Exchange, Request};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

type Log = Rc<RefCell<Vec<String>>>;

/// A tenant of that kind which has two users and finds them, or nobody, by a filter; a POST is answered by `made`.
fn tenant(
    provider: &'static str,
    finds: bool,
    made: impl Fn() -> Exchange + 'static,
) -> (Client<SimHost>, Log) {
    let log = Log::default();
    let told = Rc::clone(&log);
    let mut users = crowd(2);
    let script = Script(move |request: &Request| {
        let url = url::Url::parse(&request.url).unwrap();
        let (method, path) = (request.method.as_str(), url.path());
        if path.ends_with("/token") {
            let token = json!({ "access_token": "t0k3n", "scope": "admin", "token_type": "Bearer", "expires_in": 3600 });
            return reply(200, &[], &token);
        }
        let Some((_, id)) = path.split_once("/Users") else {
            return error(404, "", "no such thing");
        };
        let filter = url.query_pairs().find(|(key, _)| key == "filter");
        let filter = filter.map(|(_, text)| text.into_owned());
        told.borrow_mut().push(format!(
            "{method} {}",
            filter.as_deref().unwrap_or(id.trim_start_matches('/'))
        ));
        let at = users
            .iter()
            .position(|user| user["id"] == id.trim_start_matches('/'));
        match (method, at) {
            ("POST", _) => made(),
            ("GET", None) if id.is_empty() => {
                let wanted = filter.map(|filter| filter.split('"').nth(1).unwrap().to_lowercase());
                let is_meant = |user: &&Value| {
                    let found = |wanted: &String| finds && user["userName"] == wanted.as_str();
                    wanted.as_ref().is_none_or(found)
                };
                let found: Vec<_> = users.iter().filter(is_meant).collect();
                reply(
                    200,
                    &[],
                    &json!({ "totalResults": found.len(), "Resources": found }),
                )
            }
            ("GET", Some(at)) => reply(200, &[], &users[at]),
            ("PATCH", Some(at)) => {
                users[at]["active"] = json!(false);
                raw(204, "")
            }
            _ => error(404, "", "nobody"),
        }
    });
    let world = World::new(Box::new(script), 7);
    let connection = match provider {
        "scim" => {
            json!({ "provider": "scim", "baseUrl": "https://scim.example/v2", "auth": { "type": "bearer", "token": "t" } })
        }
        "zoom" => {
            json!({ "provider": "zoom", "accountId": "a", "clientId": "b", "clientSecret": "c", "plan": "business" })
        }
        _ => {
            json!({ "provider": provider, "clientId": "b", "clientSecret": "c", "organizationId": oneid::ORGANIZATION })
        }
    };
    (world.client(&connection, &json!({})), log)
}

async fn run(client: &Client<SimHost>, action: &str, input: Value) -> Value {
    with(client, action, input, json!({})).await
}

async fn with(client: &Client<SimHost>, action: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": action, "input": input, "options": options }).to_string();
    serde_json::from_str(&step::run_on(client, &step).await).unwrap()
}

fn count(log: &Log, method: &str) -> usize {
    let log = log.borrow();
    log.iter().filter(|line| line.starts_with(method)).count()
}

#[tokio::test(start_paused = true)]
async fn a_create_that_was_answered_is_never_sent_again() {
    for provider in ["scim", "zoom", "zuora-oneid"] {
        for (status, body) in [(202, ""), (201, ""), (200, "<html>ok"), (202, "{}")] {
            let made = move || raw(status, body);
            let joiner = |name: &str| json!({ "userName": name, "email": name, "givenName": "N", "familyName": "N" });
            let (client, log) = tenant(provider, true, made);
            let input = json!({ "person": joiner("new@example.com") });
            let new = run(&client, "provision", input).await;
            assert_eq!(new["error"]["code"], "outcome_unknown", "{provider}: {new}");
            assert_eq!(count(&log, "POST"), 1, "{provider}: {status} {body}");
            let (client, log) = tenant(provider, true, made);
            let input =
                json!({ "people": [joiner("new@example.com"), joiner("newer@example.com")] });
            let new = run(&client, "provisionAll", input).await;
            assert!(new.to_string().contains("outcome_unknown"), "{new}");
            // Both in one; who is left out of an answer that can be read goes once more, alone.
            let most = match (provider, body) {
                ("zuora-oneid", "{}") => 3,
                ("zuora-oneid", _) => 1,
                _ => 2,
            };
            assert_eq!(count(&log, "POST"), most, "{provider}: {status} {body}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_was_read_without_the_filter_goes_on_without_it() {
    for filter in [Filtering::Only("userName"), Filtering::Refused(400)] {
        let mut users = crowd(150);
        for (at, user) in users.iter_mut().enumerate() {
            user["title"] = json!(if at % 2 == 0 { "X" } else { "Y" });
        }
        let (client, _, _) = scim(Tenant {
            users,
            filter,
            ..Tenant::default()
        });
        let (mut cursor, mut ids) = (Value::Null, Vec::new());
        loop {
            let query = json!({ "filter": "title eq \"X\"", "limit": 20, "cursor": cursor });
            let listed = run(&client, "list", query).await;
            let users = listed["data"]["users"].as_array();
            let users = users.unwrap_or_else(|| panic!("{listed}"));
            ids.extend(users.iter().map(|user| user["id"].clone()));
            cursor = listed["cursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(ids.len(), 75);
    }
}
