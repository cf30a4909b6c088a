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

/// 202, 201 and 200 are a yes, whatever comes with it: whoever isn't shown yet is not made once more.
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
async fn a_filter_of_zooms_that_overlooks_somebody_is_not_believed() {
    let nobody = || error(409, "uniqueness", "there already");
    let leaver = json!({ "who": { "userName": "u1@example.com" } });
    let (client, _) = tenant("zoom", false, nobody);
    let off = run(&client, "deactivate", leaver.clone()).await;
    assert_eq!(off["outcome"], "deactivated", "{off}");
    let (client, log) = tenant("zoom", false, nobody);
    let held = json!({ "person": { "userName": "u1@example.com" } });
    let held = run(&client, "provision", held).await;
    assert_eq!(held["outcome"], "unchanged", "{held}");
    let asked = count(&log, "GET userName eq");
    let listed = run(&client, "list", json!({ "userName": "u1@example.com" })).await;
    assert_eq!(listed["data"]["users"][0]["id"], "id-1", "{listed}");
    let off = run(&client, "deactivate", leaver).await;
    assert_eq!(off["outcome"], "deactivated", "{off}");
    assert_eq!(count(&log, "GET userName eq"), asked);
}

/// Proven once for a connection: after that an empty answer is one request.
#[tokio::test(start_paused = true)]
async fn a_filter_of_zooms_that_finds_somebody_is_asked_once_for_it() {
    let (client, log) = tenant("zoom", true, || error(500, "", "no"));
    for (name, requests) in [("x@example.com", 3), ("y@example.com", 4)] {
        let found = run(&client, "find", json!({ "who": { "userName": name } })).await;
        assert_eq!(found["data"]["user"], Value::Null, "{found}");
        assert_eq!(log.borrow().len(), requests, "{log:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_active_that_is_no_boolean_is_read_or_nothing_is_done() {
    for (active, is_active) in [
        (json!(0), Some(false)),
        (json!("0"), Some(false)),
        (json!([false]), Some(false)),
        (json!({ "value": "False" }), Some(false)),
        (json!(1), Some(true)),
        (json!("1"), Some(true)),
        (json!([{ "value": true }]), Some(true)),
        (json!("inactive"), None),
        (json!(2), None),
        (json!([true, false]), None),
        (json!({}), None),
    ] {
        let mut users = crowd(1);
        users[0]["active"] = active.clone();
        let (client, server, _) = scim(Tenant {
            users,
            ..Tenant::default()
        });
        let listed = run(&client, "list", json!({})).await;
        let off = with(
            &client,
            "deactivate",
            json!({ "who": "u0@example.com" }),
            json!({ "dryRun": true }),
        )
        .await;
        match is_active {
            Some(is_active) => {
                assert_eq!(listed["data"]["users"][0]["active"], is_active, "{active}");
                let told = if is_active {
                    "deactivated"
                } else {
                    "already_inactive"
                };
                assert_eq!(off["outcome"], told, "{active}: {off}");
            }
            None => {
                assert_eq!(listed["error"]["code"], "invalid_response", "{active}");
                assert_eq!(off["error"]["code"], "invalid_response", "{active}: {off}");
            }
        }
        assert!(server.borrow().writes().is_empty());
    }
}

/// Rows of a list without `active`, and one full record that is silent, too.
#[tokio::test(start_paused = true)]
async fn one_silent_record_makes_nobody_active() {
    let silent = |user: &mut Value| drop(user.as_object_mut().unwrap().remove("active"));
    let states = async |users: Vec<Value>| {
        let (client, _, _) = scim(Tenant {
            users,
            hidden_in_lists: &["active"],
            ..Tenant::default()
        });
        let mut states = Vec::new();
        for _ in 0..2 {
            let listed = run(&client, "list", json!({})).await;
            let users = listed["data"]["users"].as_array().unwrap().clone();
            states.extend(users.into_iter().map(|user| user["active"] == true));
        }
        states
    };
    let mut users = crowd(3);
    silent(&mut users[0]);
    users[1]["active"] = json!(false);
    users[2]["active"] = json!(false);
    let right = [true, false, false, true, false, false];
    assert_eq!(states(users.clone()).await, right);
    // Once one has told, silence of however many says nothing of the others.
    users.rotate_left(1);
    let mut more = crowd(9);
    more.iter_mut().for_each(silent);
    users.splice(1..1, more.split_off(3));
    let states = states(users).await;
    assert_eq!(states.iter().filter(|active| !**active).count(), 4);

    let mut users = oneid::crowd(3);
    users[0][EXTENSION] = json!({});
    users[1] = oneid::off(users.remove(1));
    users[1]["active"] = json!(true);
    users.push(oneid::user("id-9", "u9"));
    let (client, _, _) = oneid(Organization {
        users,
        bare_rows: true,
        ..Organization::default()
    });
    let listed = run(&client, "list", json!({})).await;
    let users = listed["data"]["users"].as_array().unwrap();
    assert_eq!(users[1]["active"], false, "{listed}");
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

#[tokio::test(start_paused = true)]
async fn a_removal_may_show_a_moment_late_and_is_then_no_refusal() {
    for (looks, told) in [(1, "removed"), (9, "vendor_rejected")] {
        let left: Cell<u32> = Cell::new(looks);
        let gone = Cell::new(false);
        let (client, _, _) = scim(Tenant {
            users: crowd(2),
            hook: Some(Box::new(move |request, users| {
                if request.method == "DELETE" {
                    gone.set(true);
                    return Some(raw(204, ""));
                }
                if gone.get() && left.get() == 0 {
                    users.retain(|user| user["id"] != "id-1");
                }
                left.set(left.get().saturating_sub(u32::from(gone.get())));
                None
            })),
            ..Tenant::default()
        });
        let who = json!({ "who": { "id": "id-1" } });
        let sure = json!({ "confirm": "u1@example.com" });
        let removed = with(&client, "remove", who, sure).await;
        if looks == 1 {
            assert_eq!(removed["outcome"], told, "{removed}");
        } else {
            assert_eq!(removed["error"]["code"], told, "{removed}");
            assert_eq!(removed["error"]["retryable"], true, "{removed}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_extra_with_a_filter_in_its_path_is_refused_by_name() {
    let path = "emails[type eq \"home\"].value";
    for provider in ["scim", "zoom", "zuora-oneid"] {
        let (client, log) = tenant(provider, true, || raw(500, ""));
        let extra = json!({ "extra": { (path): "h@example.com" } });
        let change = json!({ "who": { "id": "id-1" }, "change": extra });
        let refused = run(&client, "update", change).await;
        let error = &refused["error"];
        assert_eq!(error["code"], "invalid_input", "{refused}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(path), "{message}");
        assert!(log.borrow().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn mail_addresses_that_are_bare_texts_stay_when_one_changes() {
    let mut users = vec![user("id-0", "a@example.com")];
    users[0]["emails"] = json!(["a@example.com", "b@example.com"]);
    let (client, server, _) = scim(Tenant {
        users,
        ..Tenant::default()
    });
    let change = json!({ "who": { "id": "id-0" }, "change": { "email": "c@example.com" } });
    let moved = run(&client, "update", change).await;
    assert_eq!(moved["outcome"], "updated", "{moved}");
    assert_eq!(moved["data"]["user"]["email"], "c@example.com", "{moved}");
    let emails = server.borrow().users[0]["emails"].to_string();
    assert!(emails.contains("b@example.com"), "{emails}");
    assert!(!emails.contains("a@example.com"), "{emails}");
}
