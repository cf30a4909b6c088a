//! What is refused, and every shape in which it is.

use seatwarden_sandbox::{CodeType, Config, ErrorShape};
use serde_json::{Value, json};

use crate::world::{World, got, john, john_with, message};

fn world(errors: ErrorShape, codes: CodeType) -> World {
    World::new(Config {
        users: 3,
        errors: Some(errors),
        codes: Some(codes),
        ..Config::default()
    })
}

fn strict() -> World {
    world(ErrorShape::Status, CodeType::Number)
}

/// The refusal of a create with these fields changed; nobody may have been created.
fn refused(fields: Value) -> String {
    let mut world = strict();
    let got = world.call("POST", "/v1/users", &john_with(fields));
    assert_eq!(got.status, 400, "{}", got.body);
    assert_eq!(world.sandbox.users().len(), 3);
    assert!(!world.sandbox.requests()[0].committed);
    message(&got.body)
}

#[test]
fn a_create_without_a_required_field_is_refused_and_names_it() {
    for name in ["username", "email", "firstName", "lastName", "profileId"] {
        let mut world = strict();
        let mut fields = john();
        fields.as_object_mut().unwrap().remove(name);
        let got = world.call("POST", "/v1/users", &fields);
        assert_eq!(got.status, 400);
        assert!(message(&got.body).contains(name), "{}", got.body);
        assert_eq!(world.sandbox.users().len(), 3);
    }
}

#[test]
fn a_create_with_a_profile_that_does_not_exist_is_refused() {
    assert!(refused(json!({ "profileId": "p-nothing" })).contains("profileId"));
    assert!(refused(json!({ "profileId": "P-READONLY" })).contains("profileId"));
}

#[test]
fn a_create_with_a_name_that_is_taken_in_any_case_is_refused() {
    assert!(refused(json!({ "username": "jane@example.com" })).contains("already exists"));
    assert!(refused(json!({ "username": "JANE@Example.COM" })).contains("already exists"));
}

#[test]
fn fields_that_are_unknown_read_only_or_of_another_type_are_refused() {
    assert!(refused(json!({ "userName": "x" })).contains("userName"));
    assert!(refused(json!({ "id": "u-9" })).contains("read-only"));
    assert!(refused(json!({ "createdDate": "2020-01-01" })).contains("read-only"));
    assert!(refused(json!({ "firstName": 7 })).contains("firstName"));
    assert!(refused(json!({ "lastName": null })).contains("lastName"));
    assert!(refused(json!({ "email": "nowhere" })).contains("email"));
    assert!(refused(json!({ "firstName": " " })).contains("firstName"));
    assert!(refused(json!({ "status": "active" })).contains("status"));
    assert!(refused(json!({ "title": "x".repeat(256) })).contains("title"));
}

#[test]
fn an_update_is_held_to_the_same_rules_and_changes_nothing_when_refused() {
    let mut world = strict();
    let before = world.stored("u-003");
    for fields in [
        json!({ "username": "jane@example.com" }),
        json!({ "profileId": "p-nothing" }),
        json!({ "status": "Suspended" }),
        json!({ "tenantId": "1" }),
        json!({ "nickname": "x" }),
        json!({ "email": null }),
    ] {
        let got = world.call("PUT", "/v1/users/u-003", &fields);
        assert_eq!(got.status, 400, "{fields}: {}", got.body);
    }
    assert_eq!(world.stored("u-003"), before);
    assert_eq!(
        world
            .call("PUT", "/v1/users/nobody", &json!({ "title": "x" }))
            .status,
        404
    );
}

#[test]
fn a_refusal_has_the_shape_that_the_tenant_was_given() {
    let refusal = |shape, codes| {
        let got = world(shape, codes).call(
            "POST",
            "/v1/users",
            &john_with(json!({ "profileId": "p-x" })),
        );
        (got.status, got.body)
    };
    let (status, body) = refusal(ErrorShape::Ok, CodeType::Number);
    assert_eq!((status, &body["success"]), (200, &json!(false)));
    assert_eq!(body["reasons"][0]["code"], 58_170_020);
    assert!(body["processId"].is_string() && body["reasons"][0]["message"].is_string());

    let (status, body) = refusal(ErrorShape::Status, CodeType::String);
    assert_eq!(status, 400);
    assert_eq!(body["reasons"][0]["code"], "58170020");

    let (status, body) = refusal(ErrorShape::Flat, CodeType::Number);
    assert_eq!((status, &body["code"]), (400, &json!(58_170_020)));
    assert_eq!(body.as_object().unwrap().len(), 2);

    let (status, body) = refusal(ErrorShape::Errors, CodeType::String);
    assert_eq!((status, &body["Success"]), (200, &json!(false)));
    assert_eq!(body["Errors"][0]["Code"], "58170020");

    let (status, body) = refusal(ErrorShape::Fault, CodeType::Number);
    assert_eq!((status, &body["FaultCode"]), (400, &json!(58_170_020)));
    assert!(body["FaultMessage"].is_string());
}

#[test]
fn refusals_under_200_and_under_400_come_over_the_seeds() {
    let statuses: Vec<u16> = (0..20)
        .map(|seed| {
            let mut world = World::new(Config {
                seed,
                users: 1,
                ..Config::default()
            });
            world.call("POST", "/v1/users", &json!({})).status
        })
        .collect();
    assert!(
        statuses.contains(&200) && statuses.contains(&400),
        "{statuses:?}"
    );
}

#[test]
fn a_body_that_is_no_json_object_is_400_and_one_that_is_not_labelled_json_415() {
    let mut world = strict();
    let bearer = format!("Bearer {}", world.token);
    let json = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json; charset=utf-8"),
    ];
    for body in ["", "{", "[]", "null", "{\"username\":"] {
        let got = got(world.send("POST", "/v1/users", &json, body.as_bytes()));
        assert_eq!(got.status, 400, "{body}");
        assert_eq!(got.body["reasons"][0]["code"], 90_000_090);
    }
    let john = john().to_string();
    for kind in [
        "text/plain",
        "application/scim+json",
        "application/x-www-form-urlencoded",
    ] {
        let headers = [json[0], ("content-type", kind)];
        assert_eq!(
            got(world.send("POST", "/v1/users", &headers, john.as_bytes())).status,
            415
        );
    }
    let bare = [json[0]];
    assert_eq!(
        got(world.send("PUT", "/v1/users/u-001", &bare, b"{}")).status,
        415
    );
    assert_eq!(
        got(world.send("POST", "/v1/users", &json, john.as_bytes())).status,
        200
    );
}

#[test]
fn a_method_that_a_path_does_not_have_is_405_and_says_which_it_has() {
    let mut world = strict();
    for (method, path, allowed) in [
        ("PATCH", "/v1/users/u-001", "GET, PUT, DELETE"),
        ("DELETE", "/v1/users", "GET, POST"),
        ("GET", "/v1/users/u-001/password", "POST"),
        ("POST", "/v1/user-profiles", "GET"),
    ] {
        let got = world.call(method, path, &Value::Null);
        assert_eq!(got.status, 405, "{method} {path}");
        assert_eq!(got.response.header("Allow"), Some(allowed));
        assert_eq!(got.body["reasons"][0]["code"], 90_000_045);
    }
}

#[test]
fn a_path_that_does_not_exist_is_404_without_reasons() {
    let mut world = strict();
    for path in [
        "/",
        "/v1",
        "/v1/",
        "/v1/groups",
        "/v1/users/",
        "/v1/users/u-001/roles",
        "/v2/users",
        "/v1/user-profiles/p-admin",
    ] {
        let got = world.get(path);
        assert_eq!(got.status, 404, "{path}");
        assert_eq!(got.body.get("reasons"), None, "{path}");
    }
}

#[test]
fn a_path_that_is_not_utf8_is_400() {
    assert_eq!(strict().get("/v1/users/%ff").status, 400);
}
