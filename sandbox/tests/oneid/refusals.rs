//! How OneID refuses, in each shape that it may.

use seatwarden_sandbox::{Config, FaultKind, OneIdErrors, OneIdOptions, Refusal, ScriptedFault};
use serde_json::{Value, json};

use crate::organization::{Organization, patch};

#[test]
fn a_refusal_has_one_of_four_shapes() {
    for (errors, status) in [
        (OneIdErrors::Status, 404),
        (OneIdErrors::Ok, 200),
        (OneIdErrors::Scim, 404),
        (OneIdErrors::Empty, 404),
    ] {
        let mut organization = Organization::with(
            0,
            OneIdOptions {
                errors,
                ..OneIdOptions::default()
            },
        );
        let got = organization.get("/Users/nobody");
        assert_eq!(got.status, status, "{errors:?}");
        match errors {
            OneIdErrors::Empty => assert!(got.response.body.is_empty()),
            OneIdErrors::Scim => assert_eq!(got.body["status"], "404"),
            _ => {
                assert_eq!(got.body["success"], false);
                assert_eq!(got.code(), "90000040");
            }
        }
    }
}

#[test]
fn a_name_that_is_taken_here_or_elsewhere_is_a_conflict() {
    let mut organization = Organization::new(Config {
        users: 0,
        taken: vec!["cid@example.com".into()],
        ..Config::default()
    });
    let ann = organization.create("ann@example.com");
    organization.create("bea@example.com");
    for name in ["ANN@example.com", "cid@example.com"] {
        let body = json!([organization.user(name)]);
        let got = organization.call("POST", "/Users", &body);
        assert_eq!((got.status, got.code()), (409, "90000030"), "{name}");
    }
    let rename = |name: &str| json!([{ "op": "replace", "path": "/userName", "value": name }]);
    assert_eq!(
        organization.patch(&ann, rename("bea@example.com")).status,
        409
    );
    assert_eq!(
        organization.patch(&ann, rename("Ann@example.com")).status,
        200,
        "her own"
    );
}

#[test]
fn who_is_hidden_is_not_read_and_keeps_the_name() {
    let mut organization = Organization::of(0);
    let id = organization.create("ann@example.com");
    organization.sandbox.hide_user(&id, true);
    assert_eq!(organization.get(&format!("/Users/{id}")).status, 404);
    assert_eq!(organization.get("/Users").body["totalResults"], 0);
    let body = json!([organization.user("ann@example.com")]);
    assert_eq!(organization.call("POST", "/Users", &body).status, 409);
}

#[test]
fn a_client_without_rights_is_forbidden_everything() {
    let mut organization = Organization::new(Config {
        users: 2,
        forbidden: true,
        ..Config::default()
    });
    let got = organization.get("/Users");
    assert_eq!((got.status, got.code()), (403, "90000010"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut organization = Organization::of(1);
    let url = format!("{}/Users", organization.connection("baseUrl"));
    let authorization = format!("Bearer {}", organization.token);
    let headers = |kind: &'static str| {
        [
            ("Authorization", authorization.clone()),
            ("Content-Type", kind.to_owned()),
        ]
    };
    for (kind, body, status) in [
        ("text/plain", "[]", 415),
        ("application/json", "[", 400),
        ("application/scim+json", "[]", 400),
    ] {
        let headers = headers(kind);
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(
            organization
                .send("POST", &url, &headers, body.as_bytes())
                .status,
            status,
            "{kind}"
        );
    }
    assert_eq!(
        organization.call("DELETE", "/Users", &Value::Null).status,
        405
    );
    assert_eq!(organization.get("/Roles").status, 404);
    assert_eq!(organization.get("/../v1/users").status, 404);
    let id = "8b40ccce-5fb7-4643-9b78-e194fe5303e6";
    assert_eq!(organization.patch(id, json!([])).status, 400);
    let readonly = json!([{ "op": "replace", "path": "/id", "value": "x" }]);
    assert_eq!(organization.patch(id, readonly).status, 400);
    assert_eq!(
        organization
            .call("PATCH", "/Groups/nobody", &patch(json!([])))
            .status,
        404
    );
}

#[test]
fn a_test_can_have_it_refuse_anything() {
    let mut organization = Organization::of(1);
    let fault = |code: Option<&str>| ScriptedFault {
        refusal: Some(Refusal {
            status: 400,
            message: "user already exists".into(),
            code: code.map(str::to_owned),
        }),
        ..ScriptedFault::next(FaultKind::Refused)
    };
    organization.sandbox.script(fault(Some("12345630")));
    let got = organization.get("/Users");
    assert_eq!((got.status, got.code()), (400, "12345630"));
    organization.sandbox.script(fault(None));
    assert_eq!(organization.get("/Users").code(), "90000020");
    organization
        .sandbox
        .script(ScriptedFault::next(FaultKind::Busy));
    assert_eq!(organization.get("/Users").status, 503);
}

#[test]
fn discovery_tells_of_limits_that_contradict_each_other() {
    let mut organization = Organization::of(0);
    let config = organization.get("/ServiceProviderConfig").body;
    assert_eq!(config["bulk"]["maxOperations"], 1000);
    assert_eq!(config["bulk"]["maxPayloadSize"], 10_000);
    assert_eq!(config["filter"]["maxResults"], 100);
    assert_eq!(config["etag"]["supported"], false);
    assert_eq!(config["sort"]["supported"], false);
    assert_eq!(organization.get("/ResourceTypes").body["totalResults"], 2);
    let schemas = organization.get("/Schemas").body;
    assert_eq!(schemas["resources"].as_array().unwrap().len(), 3);
    let one = organization.get("/Schemas/urn:zuora:scim:schemas:1.0:UserExtension");
    assert_eq!(one.status, 200);
}
