//! Tokens: a form of client credentials.

use serde_json::Value;

use crate::organization::{Organization, encode};

#[test]
fn a_token_is_a_bearer_for_an_hour_whose_scope_names_the_organization() {
    let mut organization = Organization::of(1);
    let form = organization.form();
    let body = organization.ask_token(&form).body;
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3600);
    let scope = format!("admin {}", organization.connection("organizationId"));
    assert_eq!(body["scope"], *scope);
    assert!(body.get("jti").is_none());
    organization.now += 3_599_000;
    assert_eq!(organization.get("/Users").status, 200);
    organization.now += 1_000;
    assert_eq!(organization.get("/Users").status, 401);
}

#[test]
fn only_a_form_with_the_clients_own_credentials_gets_one() {
    let mut organization = Organization::of(0);
    let form = organization.form();
    let wrong = form.replace("client_secret=", "client_secret=x");
    assert_eq!(organization.ask_token(&wrong).status, 401);
    let other = form.replace("client_credentials", "password");
    assert_eq!(organization.ask_token(&other).status, 400);
    let url = organization.connection("tokenUrl");
    let json = organization.send("POST", &url, &[("Content-Type", "application/json")], b"{}");
    assert_eq!(json.status, 400);
    let headers = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Authorization", "Basic YTpi"),
    ];
    let basic = organization.send("POST", &url, &headers, form.as_bytes());
    assert_eq!(basic.status, 400);
    assert_eq!(organization.send("GET", &url, &[], b"").status, 405);
}

#[test]
fn a_secret_has_what_a_form_must_encode() {
    let organization = Organization::of(0);
    let secret = organization.connection("clientSecret");
    assert!(secret.starts_with("+=&%"));
    assert_ne!(encode(&secret), secret);
    assert_eq!(secret.len(), 42);
}

#[test]
fn tokens_that_are_made_unknown_are_refused_as_the_sample_says() {
    let mut organization = Organization::of(0);
    organization.sandbox.expire_tokens();
    let got = organization.get("/Users");
    assert_eq!(got.status, 401);
    let sample: Value =
        serde_json::json!({ "success": false, "reasons": [{ "code": "90000011" }] });
    assert_eq!(got.body, sample);
}
