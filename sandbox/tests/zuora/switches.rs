//! Tenants of another kind: legacy, migrated to OneID, closed to the client, jealous of addresses.

use seatwarden_sandbox::{Config, ErrorShape};
use serde_json::{Value, json};

use crate::world::{World, encode, john, john_with, message, text};

#[test]
fn a_legacy_tenant_has_no_such_collections() {
    let mut world = World::new(Config {
        legacy: true,
        ..Config::default()
    });
    for path in ["/v1/users", "/v1/user-profiles", "/v1/users/u-001"] {
        let got = world.get(path);
        assert_eq!(got.status, 404);
        assert_eq!(got.body.get("reasons"), None);
    }
    assert_eq!(world.call("POST", "/v1/users", &john()).status, 404);
    assert_eq!(world.sandbox.users().len(), 120);
}

fn migrated() -> World {
    World::new(Config {
        migrated: true,
        errors: Some(ErrorShape::Status),
        ..Config::default()
    })
}

#[test]
fn a_migrated_tenant_creates_api_users_alone_and_says_so() {
    let mut world = migrated();
    let got = world.call("POST", "/v1/users", &john());
    assert_eq!(got.status, 400);
    assert!(message(&got.body).contains("OneID"), "{}", got.body);
    assert!(message(&got.body).contains("only API user accounts"));
    let api = john_with(json!({ "profileId": "p-api", "userType": "API" }));
    assert_eq!(world.call("POST", "/v1/users", &api).status, 200);
    assert_eq!(world.sandbox.users().len(), 121);
}

#[test]
fn a_migrated_tenant_has_a_role_for_api_users() {
    let profiles = migrated().get("/v1/user-profiles").body;
    let last = profiles["profiles"].as_array().unwrap().last().unwrap();
    assert_eq!(last, &json!({ "id": "p-api", "name": "API User" }));
}

#[test]
fn a_migrated_tenant_shows_everybody_and_changes_api_users_alone() {
    let mut world = migrated();
    let users = world.sandbox.users();
    let api = users
        .iter()
        .find(|user| user["profileId"] == "p-api")
        .unwrap();
    let api = format!("/v1/users/{}", encode(text(api, "id")));
    let switch_off = json!({ "status": "Inactive" });
    let reset = json!({ "sendResetEmail": true });

    assert_eq!(world.get("/v1/users/u-001").status, 200);
    for (method, path, body) in [
        ("PUT", "/v1/users/u-001", &switch_off),
        ("DELETE", "/v1/users/u-001", &Value::Null),
        ("POST", "/v1/users/u-001/password", &reset),
    ] {
        let got = world.call(method, path, body);
        assert_eq!(got.status, 400, "{method}");
        assert!(message(&got.body).contains("must be managed in Zuora OneID"));
    }
    assert_eq!(world.stored("u-001")["status"], "Active");

    assert_eq!(world.call("PUT", &api, &switch_off).status, 200);
    assert_eq!(
        world
            .call("POST", &format!("{api}/password"), &reset)
            .status,
        200
    );
    assert_eq!(
        world
            .call("PUT", &api, &json!({ "profileId": "p-admin" }))
            .status,
        400
    );
    assert_eq!(world.call("DELETE", &api, &Value::Null).status, 200);
}

#[test]
fn a_client_of_somebody_who_is_no_administrator_is_403() {
    let mut world = World::new(Config {
        forbidden: true,
        ..Config::default()
    });
    let got = world.get("/v1/users");
    assert_eq!(got.status, 403);
    assert!(message(&got.body).contains("Administrator"));
    assert_eq!(world.call("POST", "/v1/users", &john()).status, 403);
}

#[test]
fn an_address_is_shared_unless_the_tenant_minds() {
    let shared = john_with(json!({ "email": "JANE@example.com" }));
    assert_eq!(
        World::of(1).call("POST", "/v1/users", &shared).body["status"],
        "Active"
    );

    let mut jealous = World::new(Config {
        users: 1,
        unique_email: true,
        errors: Some(ErrorShape::Status),
        ..Config::default()
    });
    let got = jealous.call("POST", "/v1/users", &shared);
    assert_eq!(got.status, 400);
    assert!(message(&got.body).contains("email"));
    let own = json!({ "email": "Jane@Example.com" });
    assert_eq!(jealous.call("PUT", "/v1/users/u-001", &own).status, 200);
}

#[test]
fn a_name_held_outside_or_by_somebody_hidden_is_taken() {
    let mut world = World::new(Config {
        users: 3,
        taken: vec!["John@Example.com".to_owned()],
        errors: Some(ErrorShape::Status),
        ..Config::default()
    });
    let outside = world.call("POST", "/v1/users", &john());
    assert!(message(&outside.body).contains("already exists"));

    world.sandbox.hide_user("u-002", true);
    let hidden = john_with(json!({ "username": "lbrandt@legacy.example.com" }));
    let got = world.call("POST", "/v1/users", &hidden);
    assert!(message(&got.body).contains("already exists"));
}

#[test]
fn without_the_switch_a_key_means_nothing() {
    let mut world = World::new(Config {
        users: 1,
        idempotency: false,
        ..Config::default()
    });
    let bearer = format!("Bearer {}", world.token);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
    ];
    let body = john().to_string();
    let first = crate::world::got(world.send("POST", "/v1/users", &headers, body.as_bytes()));
    let second = crate::world::got(world.send("POST", "/v1/users", &headers, body.as_bytes()));
    assert_eq!(first.body["status"], "Active");
    assert!(message(&second.body).contains("already exists"));
}
