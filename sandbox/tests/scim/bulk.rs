//! Bulk (RFC 7644 §3.7).

use seatwarden_sandbox::ScimOptions;
use serde_json::{Value, json};

use crate::service::{GROUP, Service, patch, user};

fn service() -> Service {
    let options = ScimOptions {
        bulk: true,
        etag: true,
        ..ScimOptions::default()
    };
    Service::with(0, options)
}

fn request(operations: Value) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": operations })
}

fn create(bulk_id: &str, name: &str) -> Value {
    json!({ "method": "POST", "path": "/Users", "bulkId": bulk_id, "data": user(name, json!({})) })
}

#[test]
fn operations_refer_to_each_other_by_bulk_id() {
    let mut service = service();
    let group = json!({ "schemas": [GROUP], "displayName": "Pilots", "members": [{ "value": "bulkId:one" }] });
    let got = service.post(
        "/Bulk",
        &request(json!([
            create("one", "ann@example.com"),
            { "method": "POST", "path": "/Groups", "bulkId": "two", "data": group },
            { "method": "PATCH", "path": "/Users/bulkId:one", "data": patch(json!([{ "op": "add", "path": "title", "value": "Boss" }])) },
        ])),
    );
    assert_eq!(got.status, 200, "{}", got.body);
    let operations = got.body["Operations"].as_array().unwrap();
    let statuses: Vec<&str> = operations
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["201", "201", "200"]);
    assert_eq!(operations[0]["bulkId"], "one");
    let location = operations[0]["location"].as_str().unwrap().to_owned();
    let path = location.strip_prefix(&service.base()).unwrap().to_owned();
    let ann = service.get(&path).body;
    assert_eq!(
        (ann["title"].as_str(), ann["groups"][0]["display"].as_str()),
        (Some("Boss"), Some("Pilots"))
    );
    assert_eq!(operations[2]["version"], ann["meta"]["version"]);
}

#[test]
fn each_operation_fails_by_itself_until_there_are_too_many_errors() {
    let mut service = service();
    let operations = json!([
        create("a", "ann@example.com"),
        create("b", "ANN@example.com"),
        { "method": "DELETE", "path": "/Users/nobody" },
        create("c", "bob@example.com"),
        { "method": "POST", "path": "/Users", "data": {} },
        { "method": "PUT", "path": "/Users/bulkId:zzz", "data": {} },
    ]);
    let got = service.post("/Bulk", &request(operations.clone())).body;
    let statuses: Vec<&str> = got["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["201", "409", "404", "201", "400", "409"]);
    assert_eq!(got["Operations"][1]["response"]["scimType"], "uniqueness");
    let mut service = self::service();
    let mut limited = request(operations);
    limited["failOnErrors"] = json!(2);
    let got = service.post("/Bulk", &limited).body;
    assert_eq!(got["Operations"].as_array().unwrap().len(), 3);
    assert_eq!(service.sandbox.users().len(), 1);
}

#[test]
fn too_much_at_once_is_413_and_nothing_is_done() {
    let mut service = service();
    let many: Vec<Value> = (0..101)
        .map(|at| create(&at.to_string(), &format!("u{at}")))
        .collect();
    assert_eq!(
        service.post("/Bulk", &request(json!(many))).refusal(),
        (413, "")
    );
    let long = create("a", &"x".repeat(100_000));
    assert_eq!(
        service.post("/Bulk", &request(json!([long]))).refusal(),
        (413, "")
    );
    assert!(service.sandbox.users().is_empty());
    let off = Service::of(0).post("/Bulk", &request(json!([])));
    assert_eq!(off.refusal(), (501, ""));
}
