//! `/Users/bulk` and `/Users/delete`: the document's own operation, and its like.

use seatwarden_sandbox::OneIdOptions;
use serde_json::{Value, json};

use crate::organization::{EXTENSION, Organization, fixture, object};

/// The document's request, for this organization.
fn request(organization: &Organization) -> Value {
    let mut users = fixture("bulk-create-users.request");
    for user in users.as_array_mut().unwrap() {
        user[EXTENSION]["organizationId"] = json!(organization.connection("organizationId"));
    }
    users
}

/// The same with everything that differs from run to run left out.
fn without_chance(mut body: Value) -> Value {
    for row in body["resources"].as_array_mut().unwrap() {
        let id = row["id"].as_str().unwrap().to_owned();
        row["id"] = Value::Null;
        row["meta"]["created"] = Value::Null;
        row[EXTENSION]["organizationId"] = Value::Null;
        let location = row["meta"]["location"].as_str().unwrap().to_owned();
        row["meta"]["location"] = json!(location.replace(&id, ""));
    }
    body
}

#[test]
fn the_documents_request_gets_the_documents_answer() {
    let mut organization = Organization::of(0);
    let got = organization.call("POST", "/Users/bulk", &request(&organization));
    assert!(matches!(got.status, 200 | 201));
    let wanted = fixture("bulk-create-users.response");
    assert_eq!(without_chance(got.body), without_chance(wanted));
    let id = organization.sandbox.users()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        organization.read(&id)["name"]["givenName"],
        "Amy",
        "stored the right way round"
    );
}

#[test]
fn what_fails_is_only_missing() {
    let mut organization = Organization::of(0);
    organization.create("amy+test3@zuora.com");
    let mut users = request(&organization).as_array().unwrap().clone();
    users.push(json!({ "userName": "no.organization@example.com" }));
    users.push(json!("nobody"));
    let got = organization.call("POST", "/Users/bulk", &Value::Array(users.clone()));
    assert!(matches!(got.status, 200 | 201));
    assert_eq!(got.names(), ["Amy+test4@zuora.com"]);
    assert_eq!(got.body["totalResults"], 1);
    users.remove(1);
    let none = organization.call("POST", "/Users/bulk", &Value::Array(users));
    assert!(matches!(none.status, 200 | 201));
    assert_eq!(none.body["resources"], json!([]));
    let request = organization.sandbox.requests().last().unwrap();
    assert!(!request.committed);
}

#[test]
fn ten_thousand_bytes_are_taken_and_one_more_is_not() {
    let mut organization = Organization::of(0);
    let mut user = object(organization.user("ann@example.com"));
    let mut sized = |bytes: usize, name: &str| {
        user["userName"] = json!(name);
        user.insert("displayName".into(), json!(""));
        let short = json!([user]).to_string().len();
        user["displayName"] = json!("x".repeat(bytes - short));
        organization
            .call("POST", "/Users/bulk", &json!([user]))
            .status
    };
    assert!(sized(10_000, "ann@example.com") < 300);
    assert_eq!(sized(10_001, "bea@example.com"), 413);
    assert_eq!(organization.sandbox.users().len(), 1);
}

#[test]
fn a_thousand_operations_are_taken_and_one_more_is_not() {
    let mut organization = Organization::of(0);
    let many = |count: usize| Value::Array(vec![json!("x"); count]);
    assert_eq!(
        organization
            .call("POST", "/Users/delete", &many(1000))
            .status,
        200
    );
    assert_eq!(
        organization
            .call("POST", "/Users/delete", &many(1001))
            .status,
        413
    );
    assert_eq!(
        organization.call("POST", "/Users/bulk", &many(1001)).status,
        413
    );
}

#[test]
fn only_a_bare_array_is_taken() {
    let mut organization = Organization::of(0);
    let rfc = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{ "method": "POST", "path": "/Users", "bulkId": "a", "data": organization.user("ann@example.com") }],
    });
    assert_eq!(organization.call("POST", "/Users/bulk", &rfc).status, 400);
    assert_eq!(organization.call("POST", "/Bulk", &rfc).status, 404);
}

#[test]
fn a_bulk_delete_switches_off_those_that_are_there() {
    let mut organization = Organization::of(0);
    let ids = ["ann@example.com", "bea@example.com"].map(|name| organization.create(name));
    let got = organization.call("POST", "/Users/delete", &json!([ids[0], "nobody", ids[1]]));
    assert_eq!(got.status, 200);
    assert_eq!(got.names(), ["ann@example.com", "bea@example.com"]);
    assert_eq!(
        got.body["resources"][0]["active"], true,
        "as in the samples"
    );
    for id in ids {
        assert_eq!(organization.read(&id)["active"], false);
    }
}

#[test]
fn without_bulk_there_is_no_such_page() {
    let options = OneIdOptions {
        bulk: false,
        ..OneIdOptions::default()
    };
    let mut organization = Organization::with(0, options);
    for path in ["/Users/bulk", "/Users/delete", "/Groups/bulk"] {
        assert_eq!(organization.call("POST", path, &json!([])).status, 404);
    }
}

#[test]
fn groups_come_and_go_in_bulk_too() {
    let options = OneIdOptions {
        groups: 0,
        ..OneIdOptions::default()
    };
    let mut organization = Organization::with(0, options);
    let group = |name: &str| json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name });
    let got = organization.call(
        "POST",
        "/Groups/bulk",
        &json!([group("Pilots"), group("Pilots"), group("Crew")]),
    );
    assert_eq!(got.body["totalResults"], 2, "one name twice");
    let ids: Vec<&Value> = got.body["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["id"])
        .collect();
    assert_eq!(
        organization
            .call("POST", "/Groups/delete", &json!(ids))
            .status,
        200
    );
    assert_eq!(organization.get("/Groups").body["totalResults"], 0);
}
