//! Each request example of the document gets the answer that the document shows.

use seatwarden_sandbox::{Config, RecordShape};
use serde_json::{Value, json};

use crate::account::{Account, ENTERPRISE, ZOOM, fixture, group, user};

const JILL: &str = "k&KdKr6TLWuxdDtk0hjSzL";

/// An account that shows what the document's examples show.
fn documented(users: usize) -> Account {
    Account::new(Config {
        users,
        record: RecordShape::Guide,
        ..Config::default()
    })
}

/// Every field of the example is in the answer, with the same kind of value, and but for `but` no other.
fn same_shape(example: &Value, got: &Value, but: &[&str], at: &str) {
    match (example, got) {
        (Value::Object(example), Value::Object(got)) => {
            for (name, value) in example {
                let Some(own) = got.get(name) else {
                    assert!(but.contains(&name.as_str()), "{at}: {name} is missing");
                    continue;
                };
                same_shape(value, own, but, &format!("{at}/{name}"));
            }
            let more = got
                .keys()
                .find(|name| !example.contains_key(*name) && !but.contains(&name.as_str()));
            assert_eq!(more, None, "{at} has more than the example");
        }
        (Value::Array(example), Value::Array(got)) => {
            assert_eq!(example.is_empty(), got.is_empty(), "{at}");
            for (example, got) in example.iter().zip(got) {
                same_shape(example, got, but, at);
            }
        }
        _ => assert_eq!(kind(example), kind(got), "{at}: {example} and {got}"),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[test]
fn list_users() {
    let mut account = documented(1);
    let got = account.get("/scim2/Users");
    assert_eq!(got.status, 200);
    let example = fixture("list-users.response");
    same_shape(&example, &got.body, &[], "");
    let (row, own) = (&example["Resources"][0], &got.body["Resources"][0]);
    for name in [
        "id",
        "schemas",
        "name",
        "emails",
        "displayName",
        "userName",
        "active",
        ENTERPRISE,
    ] {
        assert_eq!(row[name], own[name], "{name}");
    }
    assert_eq!(row["meta"]["location"], own["meta"]["location"]);
}

#[test]
fn create_a_user() {
    let mut account = documented(0);
    let sent = fixture("create-user.request");
    let got = account.call("POST", "/scim2/Users", &sent);
    assert_eq!(got.status, 201, "{}", got.body);
    let example = fixture("create-user.response");
    // What nobody sent: the example asks for no `userType`, and a user has one.
    same_shape(&example, &got.body, &["userType"], "");
    for name in [
        "name",
        "emails",
        "displayName",
        "userName",
        "active",
        "title",
        "locale",
        "phoneNumbers",
        "roles",
    ] {
        assert_eq!(example[name], got.body[name], "{name}");
    }
    for (name, value) in example[ZOOM].as_object().unwrap() {
        // The answer has 13421772 where the request, and the list of values, have 134217728.
        if name != "zoomOneEntPremier" {
            assert_eq!(value, &got.body[ZOOM][name], "{name}");
        }
    }
    assert_eq!(got.body[ZOOM]["zoomOneEntPremier"], "134217728");
}

#[test]
fn get_a_user() {
    let mut account = documented(0);
    let mut sent = fixture("create-user.request");
    sent["userType"] = json!("Basic");
    let id = account.call("POST", "/scim2/Users", &sent).body["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let got = account.get(&user(&id));
    assert_eq!(got.status, 200);
    let example = fixture("get-user.response");
    same_shape(&example, &got.body, &["userType", "{customAttribute}"], "");
    // Here they are objects, and arrays elsewhere.
    assert_eq!(example["roles"], got.body["roles"]);
    assert_eq!(example["groups"], got.body["groups"]);
    assert_eq!(example[ENTERPRISE], got.body[ENTERPRISE]);
}

#[test]
fn update_a_user() {
    let mut account = documented(1);
    let got = account.call("PUT", &user(JILL), &fixture("update-user.request"));
    assert_eq!(got.status, 200, "{}", got.body);
    let example = fixture("update-user.response");
    // The example leaves out three of what its own request sends.
    let but = [
        "userType",
        "zoomMailAndCalendar",
        "visitorManagement",
        "zoomAICompanion",
    ];
    same_shape(&example, &got.body, &but, "");
    for name in [
        "id", "name", "emails", "userName", "active", "roles", "groups", ENTERPRISE,
    ] {
        assert_eq!(example[name], got.body[name], "{name}");
    }
}

#[test]
fn deactivate_a_user() {
    let mut account = documented(1);
    let made = account.call("PUT", &user(JILL), &fixture("update-user.request"));
    assert_eq!(made.status, 200);
    let got = account.call("PATCH", &user(JILL), &fixture("deactivate-user.request"));
    assert_eq!(got.status, 200, "{}", got.body);
    let example = fixture("deactivate-user.response");
    // PUT's example shows that role, PATCH's doesn't.
    same_shape(&example, &got.body, &["zoomRevenueAcceleratorRole"], "");
    assert_eq!(got.body["active"], false);
    assert_eq!(account.stored(JILL)["active"], false);
}

#[test]
fn delete_a_user() {
    let mut account = documented(1);
    let got = account.call("DELETE", &user(JILL), &Value::Null);
    assert_eq!((got.status, got.response.body.len()), (204, 0));
    assert_eq!(account.get(&user(JILL)).status, 404);
}

#[test]
fn list_groups() {
    let got = documented(0).get("/scim2/Groups");
    assert_eq!(got.status, 200);
    same_shape(&fixture("list-groups.response"), &got.body, &[], "");
}

#[test]
fn create_and_get_a_group() {
    let mut account = documented(0);
    let made = account.call("POST", "/scim2/Groups", &fixture("create-group.request"));
    assert_eq!(made.status, 201, "{}", made.body);
    same_shape(&fixture("create-group.response"), &made.body, &[], "");
    let id = made.body["id"].as_str().unwrap();
    let got = account.get(&group(id));
    assert_eq!(got.status, 200);
    same_shape(&fixture("get-group.response"), &got.body, &[], "");
    let location = got.body["meta"]["location"].as_str().unwrap();
    assert!(
        !location.ends_with(id),
        "the document's ids and locations differ"
    );
}

#[test]
fn update_and_delete_a_group() {
    let mut account = documented(0);
    let sent = json!({ "displayName": "Before" });
    let made = account.call("POST", "/scim2/Groups", &sent);
    let id = made.body["id"].as_str().unwrap().to_owned();
    let got = account.call("PATCH", &group(&id), &fixture("update-group.request"));
    assert_eq!((got.status, got.response.body.len()), (204, 0));
    assert_eq!(account.get(&group(&id)).body["displayName"], "SCIM group");
    let got = account.call("DELETE", &group(&id), &Value::Null);
    assert_eq!(got.status, 204);
    assert_eq!(account.get(&group(&id)).status, 404);
}
