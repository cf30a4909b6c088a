//! PATCH (RFC 7644 §3.5.2), in all its forms.

use serde_json::{Value, json};

use crate::service::{ENTERPRISE, Service};

/// A user with something of each kind.
fn somebody(service: &mut Service) -> String {
    let id = service.user(
        "a@example.com",
        json!({
            "active": true,
            "title": "Boss",
            "name": { "givenName": "Ada", "familyName": "Byron" },
            "emails": [
                { "value": "a@example.com", "type": "work", "primary": true },
                { "value": "a@home.example", "type": "home" },
            ],
            ENTERPRISE: { "department": "Sales", "costCenter": "1" },
        }),
    );
    format!("/Users/{id}")
}

/// What becomes of somebody under one operation.
fn after(operation: Value) -> Value {
    let mut service = Service::of(0);
    let path = somebody(&mut service);
    let got = service.patch(&path, json!([operation]));
    assert_eq!(got.status, 200, "{operation}: {}", got.body);
    got.body
}

#[test]
fn add_and_replace_without_a_path_take_attributes() {
    for op in ["add", "replace"] {
        let value = json!({ "nickName": "Ada", "name": { "familyName": "Lovelace" }, ENTERPRISE: { "department": "Maths" } });
        let got = after(json!({ "op": op, "value": value }));
        assert_eq!(got["nickName"], "Ada");
        assert_eq!(
            got["name"],
            json!({ "givenName": "Ada", "familyName": "Lovelace" })
        );
        assert_eq!(
            got[ENTERPRISE],
            json!({ "department": "Maths", "costCenter": "1" })
        );
    }
}

#[test]
fn one_attribute_by_its_path() {
    for (path, value, pointer) in [
        ("title", json!("Chief"), "/title"),
        ("TITLE", json!("Chief"), "/title"),
        ("active", json!(false), "/active"),
        ("name.givenName", json!("Augusta"), "/name/givenName"),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:nickName",
            json!("A"),
            "/nickName",
        ),
    ] {
        for op in ["add", "replace"] {
            let got = after(json!({ "op": op, "path": path, "value": value }));
            assert_eq!(got.pointer(pointer), Some(&value), "{op} {path}");
        }
    }
    let path = format!("{ENTERPRISE}:department");
    let got = after(json!({ "op": "replace", "path": path, "value": "Maths" }));
    assert_eq!(got[ENTERPRISE]["department"], "Maths");
    let got = after(json!({ "op": "add", "path": ENTERPRISE, "value": { "division": "North" } }));
    assert_eq!(got[ENTERPRISE]["division"], "North");
}

#[test]
fn add_appends_values_once_and_replace_takes_their_place() {
    let new = json!([{ "value": "new@example.com", "type": "other" }]);
    let got = after(json!({ "op": "add", "path": "emails", "value": new }));
    assert_eq!(got["emails"].as_array().unwrap().len(), 3);
    let there = json!([{ "value": "a@home.example", "type": "home" }]);
    let got = after(json!({ "op": "add", "path": "emails", "value": there }));
    assert_eq!(got["emails"].as_array().unwrap().len(), 2);
    let got = after(json!({ "op": "replace", "path": "emails", "value": new }));
    assert_eq!(got["emails"], new);
    let got = after(json!({ "op": "add", "value": { "emails": new } }));
    assert_eq!(got["emails"].as_array().unwrap().len(), 3);
}

#[test]
fn a_new_primary_value_takes_it_from_the_other() {
    let new = json!([{ "value": "new@example.com", "primary": true }]);
    let got = after(json!({ "op": "add", "path": "emails", "value": new }));
    assert_eq!(got["emails"][0]["primary"], false);
    let got = after(
        json!({ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true }),
    );
    assert_eq!(got["emails"][0]["primary"], false);
    assert_eq!(got["emails"][1]["primary"], true);
}

#[test]
fn values_are_chosen_by_a_filter() {
    let path = "emails[type eq \"work\" and value ew \".com\"].value";
    let got = after(json!({ "op": "replace", "path": path, "value": "b@example.com" }));
    assert_eq!(
        got["emails"][0],
        json!({ "value": "b@example.com", "type": "work", "primary": true })
    );
    let got = after(
        json!({ "op": "replace", "path": "emails[type eq \"home\"]", "value": { "value": "h@home.example", "type": "home" } }),
    );
    assert_eq!(got["emails"][1]["value"], "h@home.example");
    let got = after(json!({ "op": "remove", "path": "emails[type eq \"home\"]" }));
    assert_eq!(got["emails"].as_array().unwrap().len(), 1);
    let got = after(json!({ "op": "remove", "path": "emails[type eq \"home\"].type" }));
    assert_eq!(got["emails"][1], json!({ "value": "a@home.example" }));
}

#[test]
fn removed_attributes_are_unassigned() {
    for (path, gone) in [
        ("title", "title"),
        ("name", "name"),
        ("emails", "emails"),
        (ENTERPRISE, ENTERPRISE),
    ] {
        let got = after(json!({ "op": "remove", "path": path }));
        assert!(got.get(gone).is_none(), "{path}");
    }
    let got = after(json!({ "op": "remove", "path": "name.givenName" }));
    assert_eq!(got["name"], json!({ "familyName": "Byron" }));
    let got = after(json!({ "op": "replace", "path": "title", "value": null }));
    assert!(got.get("title").is_none());
}

#[test]
fn a_patch_that_can_t_be_done_is_refused_and_nothing_of_it_is_done() {
    let mut service = Service::of(0);
    let path = somebody(&mut service);
    let before = service.get(&path).body;
    for (operation, scim_type) in [
        (json!({ "op": "remove" }), "noTarget"),
        (
            json!({ "op": "remove", "path": "emails[type eq \"fax\"]" }),
            "noTarget",
        ),
        (
            json!({ "op": "replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "1" }),
            "noTarget",
        ),
        (
            json!({ "op": "replace", "path": "nick", "value": "x" }),
            "invalidPath",
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq]", "value": "x" }),
            "invalidPath",
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"work\"].nick", "value": "x" }),
            "invalidPath",
        ),
        (
            json!({ "op": "replace", "path": 7, "value": "x" }),
            "invalidPath",
        ),
        (
            json!({ "op": "replace", "path": "id", "value": "x" }),
            "mutability",
        ),
        (
            json!({ "op": "replace", "path": "meta.created", "value": "x" }),
            "mutability",
        ),
        (
            json!({ "op": "replace", "value": { "id": "x" } }),
            "mutability",
        ),
        (
            json!({ "op": "add", "path": "groups", "value": [{ "value": "x" }] }),
            "mutability",
        ),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (
            json!({ "op": "replace", "path": "userName", "value": "" }),
            "invalidValue",
        ),
        (
            json!({ "op": "replace", "path": "active", "value": "False" }),
            "invalidValue",
        ),
        (json!({ "op": "replace", "path": "title" }), "invalidValue"),
        (
            json!({ "op": "Replace", "path": "title", "value": "x" }),
            "invalidSyntax",
        ),
        (json!({ "op": "replace", "value": "x" }), "invalidSyntax"),
    ] {
        let first = json!({ "op": "replace", "path": "title", "value": "Changed" });
        let got = service.patch(&path, json!([first, operation]));
        assert_eq!(got.refusal(), (400, scim_type), "{operation}");
        assert_eq!(service.get(&path).body, before, "{operation}");
    }
    let no_schema = json!({ "Operations": [{ "op": "remove", "path": "title" }] });
    assert_eq!(
        service.call("PATCH", &path, &no_schema).refusal(),
        (400, "invalidSyntax")
    );
    assert_eq!(
        service.patch(&path, json!([])).refusal(),
        (400, "invalidSyntax")
    );
    let nobody = service.patch(
        "/Users/nobody",
        json!([{ "op": "remove", "path": "title" }]),
    );
    assert_eq!(nobody.refusal(), (404, ""));
}

#[test]
fn a_patch_that_changes_nothing_leaves_the_date() {
    let mut service = Service::of(0);
    let path = somebody(&mut service);
    let before = service.get(&path).body;
    service.now += 60_000;
    let got = service.patch(
        &path,
        json!([{ "op": "replace", "path": "title", "value": "Boss" }]),
    );
    assert_eq!((got.status, got.body), (200, before));
    assert!(!service.sandbox.requests().last().unwrap().committed);
}
