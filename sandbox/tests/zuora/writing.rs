//! Create, Update, Delete, Send Password Reset Email: what takes effect.

use seatwarden_sandbox::Config;
use serde_json::{Value, json};

use crate::world::{NOW, World, got, john, john_with, text};

#[test]
fn a_created_user_is_active_stored_whole_and_answered_in_three_fields() {
    let mut world = World::of(2);
    let fields = json!({ "title": "Controller", "locale": "en_US", "costCode__c": "C-7" });
    let got = world.call("POST", "/v1/users", &john_with(fields));
    assert_eq!(got.status, 200);
    assert_eq!(got.body.as_object().unwrap().len(), 3);
    let stored = world.stored(text(&got.body, "id"));
    assert_eq!(stored["status"], "Active");
    assert_eq!(stored["title"], "Controller");
    assert_eq!(stored["costCode__c"], "C-7");
    assert!(text(&stored, "createdDate").starts_with("2026-03-17T0"));
}

#[test]
fn a_user_can_be_created_inactive() {
    let mut world = World::of(2);
    let got = world.call(
        "POST",
        "/v1/users",
        &john_with(json!({ "status": "Inactive" })),
    );
    assert_eq!(got.body["status"], "Inactive");
}

#[test]
fn an_update_touches_what_was_sent_and_the_date_and_echoes_just_that() {
    let mut world = World::of(3);
    let before = world.stored("u-003");
    world.now += 60_000;
    let got = world.call("PUT", "/v1/users/u-003", &json!({ "firstName": "Renamed" }));
    assert_eq!(got.body, json!({ "id": "u-003", "firstName": "Renamed" }));
    let after = world.stored("u-003");
    let changed: Vec<&String> = after
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, value)| before[name.as_str()] != **value)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["firstName", "updatedDate"]);
}

#[test]
fn a_full_update_brings_the_whole_record_back_as_it_was_read() {
    let mut world = World::of(3);
    let mut record = world.get("/v1/users/u-003").body;
    record["department"] = json!("Sales");
    let got = world.call("PUT", "/v1/users/u-003", &record);
    assert_eq!(got.status, 200, "{}", got.body);
    assert_eq!(world.stored("u-003")["department"], "Sales");
    assert_eq!(
        world.stored("u-003")["ledgerOffset"],
        record["ledgerOffset"]
    );
}

#[test]
fn a_user_can_be_switched_off_and_on_again() {
    let mut world = World::of(1);
    for status in ["Inactive", "Active"] {
        let got = world.call("PUT", "/v1/users/u-001", &json!({ "status": status }));
        assert_eq!(got.body, json!({ "id": "u-001", "status": status }));
        assert_eq!(world.stored("u-001")["status"], status);
    }
}

#[test]
fn a_user_keeps_her_name_in_another_case() {
    let mut world = World::of(1);
    let got = world.call(
        "PUT",
        "/v1/users/u-001",
        &json!({ "username": "Jane@Example.com" }),
    );
    assert_eq!(got.body["username"], "Jane@Example.com");
    let renamed = world.call(
        "PUT",
        "/v1/users/u-001",
        &json!({ "username": "jd@example.com" }),
    );
    assert_eq!(renamed.status, 200);
    let freed = world.call(
        "POST",
        "/v1/users",
        &john_with(json!({ "username": "jane@example.com" })),
    );
    assert_eq!(freed.body["username"], "jane@example.com");
}

#[test]
fn an_ignored_field_is_echoed_and_not_kept() {
    let mut world = World::new(Config {
        ignored_fields: vec!["title".to_owned()],
        ..Config::default()
    });
    let before = world.stored("u-002");
    let got = world.call("PUT", "/v1/users/u-002", &json!({ "title": "CFO" }));
    assert_eq!(got.body["title"], "CFO");
    assert_eq!(world.stored("u-002"), before);
    assert!(!world.sandbox.requests()[0].committed);
}

#[test]
fn a_deleted_user_is_gone_and_his_name_is_free() {
    let mut world = World::of(3);
    let name = text(&world.stored("u-002"), "username").to_owned();
    assert_eq!(
        world.call("DELETE", "/v1/users/u-002", &Value::Null).body,
        json!({ "success": true })
    );
    assert_eq!(world.get("/v1/users/u-002").status, 404);
    assert_eq!(
        world.call("DELETE", "/v1/users/u-002", &Value::Null).status,
        404
    );
    assert_eq!(world.get("/v1/users/u-003").status, 200);
    let got = world.call("POST", "/v1/users", &john_with(json!({ "username": name })));
    assert_eq!(got.body["username"], name);
}

#[test]
fn an_id_is_never_given_twice() {
    let mut world = World::of(1);
    let mut ids = Vec::new();
    for _ in 0..12 {
        let got = world.call("POST", "/v1/users", &john());
        let id = text(&got.body, "id").to_owned();
        world.call(
            "DELETE",
            &format!("/v1/users/{}", crate::world::encode(&id)),
            &Value::Null,
        );
        ids.push(id);
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(world.sandbox.users().len(), 1);
}

#[test]
fn a_password_is_reset_by_mail_or_not_at_all() {
    let mut world = World::of(1);
    let path = "/v1/users/u-001/password";
    assert_eq!(
        world
            .call("POST", path, &json!({ "sendResetEmail": true }))
            .body,
        json!({ "success": true })
    );
    for body in [
        json!({}),
        json!({ "sendResetEmail": false }),
        json!({ "password": "hunter2" }),
    ] {
        let got = world.call("POST", path, &body);
        assert_ne!(got.body["success"], true, "{body}");
    }
    assert_eq!(
        world
            .call(
                "POST",
                "/v1/users/nobody/password",
                &json!({ "sendResetEmail": true })
            )
            .status,
        404
    );
    assert_eq!(world.sandbox.password_resets(), ["u-001"]);
}

#[test]
fn the_same_key_creates_once_and_replays_even_a_refusal() {
    let mut world = World::of(1);
    let bearer = format!("Bearer {}", world.token);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let body = john().to_string();
    let first = got(world.send("POST", "/v1/users", &headers, body.as_bytes()));
    let again = got(world.send("POST", "/v1/users", &headers, body.as_bytes()));
    assert_eq!(first.body, again.body);
    assert_eq!(world.sandbox.users().len(), 2);
    let committed: Vec<bool> = world
        .sandbox
        .requests()
        .iter()
        .map(|request| request.committed)
        .collect();
    assert_eq!(committed, [true, false]);

    let other = john_with(json!({ "username": "other@example.com" })).to_string();
    assert_eq!(
        got(world.send("POST", "/v1/users", &headers, other.as_bytes())).status,
        422
    );

    let key = [headers[0], headers[1], ("idempotency-key", "k-2")];
    let refused = got(world.send("POST", "/v1/users", &key, body.as_bytes()));
    world.sandbox.remove_user(text(&first.body, "id"));
    let replayed = got(world.send("POST", "/v1/users", &key, body.as_bytes()));
    assert_eq!(refused.body, replayed.body);
    assert_eq!(world.sandbox.users().len(), 1);

    world.now = NOW + 24 * 3_600_000;
    world.sign_in();
    let bearer = format!("Bearer {}", world.token);
    let key = [("authorization", bearer.as_str()), key[1], key[2]];
    let forgotten = got(world.send("POST", "/v1/users", &key, body.as_bytes()));
    assert_eq!(forgotten.body["status"], "Active");
}

#[test]
fn a_key_in_use_is_409_while_the_first_request_is_under_way() {
    let mut world = World::new(Config {
        latency_ms: (500, 500),
        ..Config::default()
    });
    let bearer = format!("Bearer {}", world.token);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let body = john().to_string();
    let status =
        |world: &mut World| got(world.send("POST", "/v1/users", &headers, body.as_bytes())).status;
    assert_eq!(status(&mut world), 200);
    assert_eq!(status(&mut world), 409);
    world.now += 500;
    assert_eq!(status(&mut world), 200);
}
