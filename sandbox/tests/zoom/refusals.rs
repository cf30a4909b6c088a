//! Each refusal of the document comes, by the state that it speaks of.

use std::collections::BTreeSet;

use seatwarden_sandbox::{Config, RateLimit, ScriptedFault, ZoomOptions};
use serde_json::{Value, json};

use crate::account::{Account, Got, ZOOM, fixture, group, object, switch, user};

/// Nothing but a test's own word brings this one.
const NO_STATE: &str = "Create group failed.";

#[test]
fn every_refusal_of_the_document_comes_with_its_status_and_its_words() {
    let refusals = fixture("errors");
    let mut seen = BTreeSet::new();
    for refusal in refusals.as_array().unwrap() {
        let (operation, text) = (word(refusal, "operation"), word(refusal, "text"));
        let status = u16::try_from(refusal["status"].as_u64().unwrap()).unwrap();
        let got = provoke(operation, status, text);
        assert_eq!(got.status, status, "{operation}: {text}: {}", got.body);
        if status == 429 {
            assert!(
                got.says().starts_with("You have reached the maximum"),
                "{}",
                got.says()
            );
        } else {
            assert_eq!(got.says(), filled(text), "{operation}");
            assert_eq!(got.body["status"], status, "a number, and no string");
            assert_eq!(
                got.body["schemas"],
                json!(["urn:ietf:params:scim:api:messages:2.0:Error"])
            );
        }
        seen.insert((operation, status, text));
    }
    assert_eq!(seen.len(), 85);
}

fn word<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap()
}

/// The words with what `provoke` puts in the place of names.
fn filled(text: &str) -> String {
    text.replace("{filter}", "nickName")
        .replace("{groupName}", "Finance")
        .replace("{email}", "lbrandt@legacy.example.com")
}

/// Brings about what a refusal speaks of.
fn provoke(operation: &str, status: u16, text: &str) -> Got {
    let mut config = Config {
        users: 4,
        ..Config::default()
    };
    let zoom = &mut config.zoom;
    if text.contains("Single Sign-On") {
        zoom.sso = false;
    }
    if text.contains("email domain") {
        zoom.domains = vec!["example.com".into()];
    }
    if text == "Cannot add paid users." {
        zoom.seats = Some(0);
    }
    if text.starts_with("Cannot assign") {
        zoom.exclusive_whiteboards = true;
    }
    let plan = plan_of(text);
    if !plan.is_empty() {
        zoom.plan_seats = vec![(plan.into(), 0)];
    }
    config.forbidden = status == 403;
    if status == 429 {
        config.rate_limit = Some(RateLimit::window(0, 1000));
    }
    let mut account = Account::new(config);
    if text == NO_STATE {
        let fault = ScriptedFault::refuse(status, text, "POST", "/scim2/Groups");
        account.sandbox.script(fault);
    }
    let (method, path) = target(&mut account, operation, status, text);
    account.call_raw(method, &path, &body(operation, text))
}

/// Where a request goes: to somebody, or to a group, of whom the refusal holds.
fn target(
    account: &mut Account,
    operation: &str,
    status: u16,
    text: &str,
) -> (&'static str, String) {
    let traits: &[&str] = match text {
        "User is inactive or locked." => &["locked"],
        "Cannot update Zoom Room user to free" => &["room"],
        "User is force inactive." => &["forceInactive"],
        _ if text.contains("hub assets") => &["hubAssets"],
        _ => &[],
    };
    if text == "User is force inactive." {
        // Under both statuses, an account keeping to one of them.
        *account = force_inactive(status);
    }
    let id = account.somebody(traits);
    if text.contains("Admin") {
        let roles = json!({ "roles": [{ "value": "Admin" }] });
        account.sandbox.set_user(&id, object(roles));
    }
    if traits == ["forceInactive"] {
        account
            .sandbox
            .set_user(&id, object(json!({ "active": false })));
    }
    let somebody = if status == 404 {
        user("nobody")
    } else {
        user(&id)
    };
    let groups = account.get("/scim2/Groups").body;
    let of_groups = |at: usize| {
        groups["Resources"][at]["id"]
            .as_str()
            .unwrap_or("none")
            .to_owned()
    };
    let a_group = match status {
        404 => group("none"),
        // The second one is the account's default.
        _ => group(&of_groups(1)),
    };
    match operation {
        "list-groups" => (
            "GET",
            "/scim2/Groups?filter=nickName%20eq%20%22x%22".to_owned(),
        ),
        "create-group" => ("POST", "/scim2/Groups".to_owned()),
        "get-group" => ("GET", a_group),
        "delete-group" => ("DELETE", a_group),
        "update-group" => ("PATCH", a_group),
        "list-users" => (
            "GET",
            "/scim2/Users?filter=nickName%20eq%20%22x%22".to_owned(),
        ),
        "create-user" => ("POST", "/scim2/Users".to_owned()),
        "get-user" => ("GET", somebody),
        "update-user" => ("PUT", somebody),
        "delete-user" => ("DELETE", somebody),
        "deactivate-user" => ("PATCH", somebody),
        other => panic!("unknown operation {other}"),
    }
}

/// An account that answers so to somebody who is force inactive: the seed decides.
fn force_inactive(status: u16) -> Account {
    for seed in 1..50 {
        let config = || Config {
            users: 4,
            seed,
            ..Config::default()
        };
        let mut probe = Account::new(config());
        let id = probe.somebody(&["forceInactive"]);
        probe
            .sandbox
            .set_user(&id, object(json!({ "active": false })));
        if probe.call("PATCH", &user(&id), &switch(true)).status == status {
            return Account::new(config());
        }
    }
    panic!("no seed of fifty answers {status}");
}

fn plan_of(text: &str) -> &'static str {
    let plans = [
        ("United Plan.", "zoomUnited"),
        ("Business Plus.", "zoomOneBizPlus"),
        ("Workplace Enterprise Premier.", "zoomOneEntPremier"),
        ("School and Campus Plus.", "zoomOneSchoolCampusPlus"),
        ("Education Enterprise Premier.", "zoomOneEduEntPremier"),
        ("Education Enterprise Student.", "zoomOneEdu"),
        ("Pro Plus.", "zoomOneProPlus"),
    ];
    let ends =
        |(end, _): &(&str, &str)| text.starts_with("Cannot create more") && text.ends_with(end);
    plans.into_iter().find(ends).map_or("", |(_, field)| field)
}

/// A request that the refusal answers.
fn body(operation: &str, text: &str) -> String {
    let plan = plan_of(text);
    if text.contains("JSON format") {
        return "userName=jane".to_owned();
    }
    if text.contains("JSON must not be empty") {
        return "{}".to_owned();
    }
    if text.contains("100,000") {
        let members = vec![json!({ "value": "k&KdKr6TLWuxdDtk0hjSzL" }); 4000];
        let operations = json!([{ "op": "add", "path": "members", "value": members }]);
        return json!({ "Operations": operations }).to_string();
    }
    let body = match operation {
        "create-group" if text.contains("DisplayName") => json!({ "displayName": " " }),
        "create-group" => json!({ "displayName": "Finance" }),
        "update-group" => json!({ "operations": [] }),
        "deactivate-user" => switch(text == "User is force inactive."),
        "create-user" | "update-user" => {
            let taken = text.contains("already");
            let address = if taken {
                "lbrandt@legacy.example.com"
            } else {
                "new@other.example"
            };
            let mut body = json!({ "userName": address });
            let mail = taken || text.contains("domain") || text.contains("email of Admin");
            if operation == "update-user" {
                body = json!({ "title": "Same" });
                if mail {
                    body["emails"] = json!([{ "value": address, "type": "work", "primary": true }]);
                }
            }
            if text.contains("\"userName\"") {
                body["userName"] = json!("jane");
            }
            if text == "Cannot add paid users." {
                body["userType"] = json!("Licensed");
            }
            if text.contains("to free") {
                body["userType"] = json!("Basic");
            }
            if text.contains("plan is invalid") || text.contains("Plan is invalid") {
                body[ZOOM] = json!({ "zoomUnited": "17" });
            }
            if text.starts_with("Cannot assign") {
                body[ZOOM] = json!({ "zoomWhiteboard": true, "zoomWhiteboardPlus": true });
            }
            if !plan.is_empty() {
                body[ZOOM] = json!({ plan: "16" });
            }
            body
        }
        _ => Value::Null,
    };
    if body.is_null() {
        String::new()
    } else {
        body.to_string()
    }
}

#[test]
fn a_missing_scope_is_400_with_the_code_4711_from_the_gateway() {
    let mut account = Account::with(
        1,
        ZoomOptions {
            scope: false,
            ..ZoomOptions::default()
        },
    );
    let got = account.get("/scim2/Users");
    assert_eq!((got.status, got.body["code"].as_u64()), (400, Some(4711)));
    assert!(got.says().contains("does not contain scopes"));
}

#[test]
fn who_may_only_read_is_refused_each_write() {
    let mut account = Account::with(
        3,
        ZoomOptions {
            read_only: true,
            ..ZoomOptions::default()
        },
    );
    assert_eq!(account.get("/scim2/Users").status, 200);
    let id = account.sandbox.users()[1]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for method in ["PUT", "PATCH", "DELETE"] {
        let got = account.call(method, &user(&id), &switch(false));
        assert_eq!(got.status, 403, "{method}");
        assert!(got.says().contains("\"User:Edit\""));
    }
}

#[test]
fn a_refusal_can_be_asked_for_with_a_code_of_the_gateway() {
    let mut account = Account::of(1);
    let mut fault = ScriptedFault::refuse(
        400,
        "Invalid access token, does not contain scopes",
        "GET",
        "/scim2/*",
    );
    fault.refusal.as_mut().unwrap().code = Some("4711".into());
    account.sandbox.script(fault);
    assert_eq!(account.get("/scim2/Users").body["code"], 4711);
    assert_eq!(account.get("/scim2/Users").status, 200);
}
