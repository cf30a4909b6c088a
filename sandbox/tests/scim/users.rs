//! Users made, read, replaced and deleted (RFC 7644 §3.3-3.6), and what of a body is refused.

use seatwarden_sandbox::Config;
use serde_json::{Value, json};

use crate::service::{ENTERPRISE, Service, USER, user};

#[test]
fn a_created_user_is_answered_whole_with_a_location() {
    let mut service = Service::of(0);
    let sent = user(
        "bjensen@example.com",
        json!({ "name": { "givenName": "Barbara" }, "password": "t1meMa$heen", "id": "mine", "meta": {} }),
    );
    let got = service.post("/Users", &sent);
    assert_eq!(got.status, 201);
    assert_eq!(
        got.response.header("content-type"),
        Some("application/scim+json")
    );
    let location = format!("{}/Users/{}", service.base(), got.id());
    assert_eq!(got.response.header("location"), Some(location.as_str()));
    assert_eq!(got.body["meta"]["location"], location);
    assert_eq!(got.body["meta"]["created"], "2026-03-17T08:00:00.000Z");
    assert_eq!(got.body["meta"]["resourceType"], "User");
    // What only the server writes was ignored, and a password is never told.
    assert_ne!(got.body["id"], "mine");
    assert!(got.body.get("password").is_none());
    assert!(!service.sandbox.users()[0].to_string().contains("t1meMa"));
    // No attribute of the extension was sent, so it is none of the user's schemas.
    assert_eq!(got.body["schemas"], json!([USER]));
    let read = service.get(&format!("/Users/{}", got.id()));
    assert_eq!((read.status, &read.body), (200, &got.body));
}

#[test]
fn names_of_attributes_and_schemas_are_told_without_case() {
    let mut service = Service::of(0);
    let sent = json!({
        "SCHEMAS": [USER.to_uppercase(), ENTERPRISE.to_lowercase()],
        "USERNAME": "a@example.com",
        "Emails": [{ "VALUE": "a@example.com", "type": "work" }],
        (ENTERPRISE.to_uppercase()): { "Department": "Sales" },
    });
    let got = service.post("/Users", &sent);
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(got.body["userName"], "a@example.com");
    assert_eq!(got.body["emails"][0]["value"], "a@example.com");
    assert_eq!(got.body[ENTERPRISE]["department"], "Sales");
}

#[test]
fn a_body_that_does_not_fit_is_refused_with_its_scim_type() {
    let mut service = Service::of(0);
    for (fields, scim_type) in [
        (json!({ "schemas": [] }), "invalidSyntax"),
        (
            json!({ "schemas": ["urn:example:unknown"] }),
            "invalidSyntax",
        ),
        (
            json!({ "schemas": [USER, "urn:example:unknown"] }),
            "invalidSyntax",
        ),
        (
            json!({ "schemas": [USER], ENTERPRISE: { "department": "x" } }),
            "invalidSyntax",
        ),
        (json!({ "nickname2": "x" }), "invalidSyntax"),
        (json!({ "name": { "nick": "x" } }), "invalidSyntax"),
        (json!({ ENTERPRISE: { "dept": "x" } }), "invalidSyntax"),
        (json!({ "userName": null }), "invalidValue"),
        (json!({ "userName": " " }), "invalidValue"),
        (json!({ "userName": 7 }), "invalidValue"),
        (json!({ "active": "true" }), "invalidValue"),
        (json!({ "name": "Jane" }), "invalidValue"),
        (json!({ "emails": "jane@example.com" }), "invalidValue"),
        (json!({ "emails": ["jane@example.com"] }), "invalidValue"),
        (
            json!({ "emails": [{ "value": "a", "primary": true }, { "value": "b", "primary": true }] }),
            "invalidValue",
        ),
        (
            json!({ ENTERPRISE: { "manager": "boss@example.com" } }),
            "invalidValue",
        ),
    ] {
        let got = service.post("/Users", &user("jane@example.com", fields.clone()));
        assert_eq!(got.refusal(), (400, scim_type), "{fields}");
    }
    assert!(service.sandbox.users().is_empty());
}

#[test]
fn only_json_is_taken_and_both_of_its_media_types() {
    let mut service = Service::of(0);
    let url = format!("{}/Users", service.base());
    let token = service.sandbox.connection()["auth"]["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let bearer = format!("Bearer {token}");
    for (media_type, body, status) in [
        (
            "application/json",
            user("a@example.com", json!({})).to_string(),
            201,
        ),
        (
            "application/scim+json; charset=utf-8",
            user("b@example.com", json!({})).to_string(),
            201,
        ),
        (
            "text/plain",
            user("c@example.com", json!({})).to_string(),
            415,
        ),
        ("application/scim+json", "{".to_owned(), 400),
        ("application/scim+json", "[]".to_owned(), 400),
    ] {
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", media_type),
        ];
        let got = service.send("POST", &url, &headers, body.as_bytes());
        assert_eq!(got.status, status, "{media_type} {body}");
    }
}

#[test]
fn a_user_name_is_unique_without_case_and_its_holder_keeps_it() {
    let mut service = Service::new(Config {
        users: 0,
        taken: vec!["elsewhere@example.com".into()],
        ..Config::default()
    });
    let id = service.user("Jürgen@example.com", json!({}));
    for name in [
        "jürgen@example.com",
        "JÜRGEN@EXAMPLE.COM",
        "Elsewhere@example.com",
    ] {
        let got = service.post("/Users", &user(name, json!({})));
        assert_eq!(got.refusal(), (409, "uniqueness"), "{name}");
    }
    let renamed = user("JÜRGEN@example.com", json!({}));
    assert_eq!(
        service
            .call("PUT", &format!("/Users/{id}"), &renamed)
            .status,
        200
    );
    let other = service.user("other@example.com", json!({}));
    let taken = service.call("PUT", &format!("/Users/{other}"), &renamed);
    assert_eq!(taken.refusal(), (409, "uniqueness"));
}

#[test]
fn put_clears_what_it_does_not_name_and_changes_nothing_read_only() {
    let mut service = Service::of(0);
    let id = service.user(
        "a@example.com",
        json!({ "title": "Boss", ENTERPRISE: { "department": "Sales" } }),
    );
    let before = service.get(&format!("/Users/{id}")).body;
    service.now += 60_000;
    let sent = user(
        "a@example.com",
        json!({ "displayName": "A", "id": "other", "meta": { "created": "2000-01-01T00:00:00Z" } }),
    );
    let got = service.call("PUT", &format!("/Users/{id}"), &sent);
    assert_eq!(got.status, 200);
    assert!(got.body.get("title").is_none() && got.body.get(ENTERPRISE).is_none());
    assert_eq!(
        (&got.body["id"], &got.body["meta"]["created"]),
        (&before["id"], &before["meta"]["created"])
    );
    assert_eq!(got.body["meta"]["lastModified"], "2026-03-17T08:01:00.000Z");
    let record = service.sandbox.requests().last().unwrap();
    assert!(record.committed);
    service.now += 60_000;
    let same = service.call("PUT", &format!("/Users/{id}"), &sent);
    assert_eq!(same.body, got.body, "nothing changed, its date neither");
    assert!(!service.sandbox.requests().last().unwrap().committed);
    assert_eq!(
        service.call("PUT", "/Users/nobody", &sent).refusal(),
        (404, "")
    );
}

#[test]
fn a_deleted_user_is_gone_from_his_groups_and_his_name_is_free() {
    let mut service = Service::of(0);
    let id = service.user("a@example.com", json!({}));
    let group = service.group("Pilots", &[&id]);
    assert_eq!(
        service.get(&format!("/Users/{id}")).body["groups"][0]["display"],
        "Pilots"
    );
    let got = service.call("DELETE", &format!("/Users/{id}"), &Value::Null);
    assert_eq!(
        (
            got.status,
            got.response.body.len(),
            got.response.header("content-length")
        ),
        (204, 0, None)
    );
    assert_eq!(service.get(&format!("/Users/{id}")).refusal(), (404, ""));
    assert_eq!(
        service
            .call("DELETE", &format!("/Users/{id}"), &Value::Null)
            .refusal(),
        (404, "")
    );
    assert!(
        service
            .get(&format!("/Groups/{group}"))
            .body
            .get("members")
            .is_none()
    );
    service.user("a@example.com", json!({}));
}

#[test]
fn answers_have_the_attributes_that_are_asked_for() {
    let mut service = Service::of(1);
    let id = service.sandbox.users()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut keys = |query: &str| -> Vec<String> {
        let got = service.get(&format!("/Users/{id}?{query}"));
        assert_eq!(got.status, 200, "{}", got.body);
        got.body.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys("attributes=userName"), ["id", "schemas", "userName"]);
    assert_eq!(
        keys("attributes=USERNAME,%20unknown"),
        ["id", "schemas", "userName"]
    );
    assert_eq!(
        keys(&format!("attributes={ENTERPRISE}:department")),
        ["id", "schemas", ENTERPRISE]
    );
    assert!(!keys("excludedAttributes=emails,id").contains(&"emails".to_owned()));
    assert!(keys("excludedAttributes=emails,id").contains(&"id".to_owned()));
    let got = service.get(&format!(
        "/Users/{id}?attributes=emails.value,emails.type,name.givenName"
    ));
    assert_eq!(
        got.body["emails"][0],
        json!({ "value": "bjensen@example.com", "type": "work" })
    );
    assert_eq!(got.body["name"], json!({ "givenName": "Barbara" }));
    let both = service.get(&format!(
        "/Users/{id}?attributes=id&excludedAttributes=name"
    ));
    assert_eq!(both.refusal(), (400, "invalidValue"));
}

#[test]
fn what_is_not_there_is_404_and_a_wrong_method_405() {
    let mut service = Service::of(1);
    assert_eq!(service.get("/Users/nobody").refusal(), (404, ""));
    assert_eq!(service.get("/Printers").refusal(), (404, ""));
    assert_eq!(
        service.call("DELETE", "/Users", &Value::Null).refusal(),
        (405, "")
    );
    assert_eq!(
        service.call("POST", "/Users/x", &json!({})).refusal(),
        (405, "")
    );
    assert_eq!(service.get("/Me").refusal(), (501, ""));
    let forbidden = Config {
        forbidden: true,
        ..Config::default()
    };
    assert_eq!(Service::new(forbidden).get("/Users").refusal(), (403, ""));
}
