//! Server-to-server OAuth, and what a bearer is worth.

use seatwarden_sandbox::{Config, Delivery, Request};
use serde_json::Value;

use crate::account::Account;

#[test]
fn parameters_come_in_the_query_or_in_the_form() {
    let mut account = Account::of(0);
    let id = account.connection("accountId");
    let parameters = format!("grant_type=account_credentials&account_id={id}");
    for (query, form) in [(parameters.as_str(), ""), ("", parameters.as_str())] {
        let got = account.ask_token(query, form);
        assert_eq!(got.status, 200);
        assert_eq!(
            (
                got.body["token_type"].as_str(),
                got.body["expires_in"].as_u64()
            ),
            (Some("bearer"), Some(3600))
        );
        assert!(got.body.get("refresh_token").is_none());
    }
}

#[test]
fn refusals_have_a_reason_and_an_error() {
    let mut account = Account::of(0);
    let (app, secret) = (
        account.connection("clientId"),
        account.connection("clientSecret"),
    );
    let id = account.connection("accountId");
    let right = format!("grant_type=account_credentials&account_id={id}");
    let cases = [
        (app.as_str(), "wrong", right.as_str(), "invalid_client"),
        ("wrong", secret.as_str(), right.as_str(), "invalid_client"),
        (
            &app,
            &secret,
            "grant_type=client_credentials",
            "unsupported_grant_type",
        ),
        (
            &app,
            &secret,
            "grant_type=account_credentials&account_id=other",
            "invalid_request",
        ),
    ];
    for (app, secret, query, error) in cases {
        let got = account.ask_token_as(app, secret, query, "");
        assert_eq!((got.status, got.body["error"].as_str()), (400, Some(error)));
        assert!(got.body["reason"].is_string());
    }
}

#[test]
fn the_token_s_host_knows_no_users_and_the_users_host_no_tokens() {
    let mut account = Account::of(1);
    let (api, tokens) = (
        account.connection("baseUrl"),
        account.connection("tokenUrl"),
    );
    let bearer = [("Authorization", format!("Bearer {}", account.token))];
    let elsewhere = tokens.replace("/oauth/token", "/scim2/Users");
    assert_eq!(account.send("GET", &elsewhere, &bearer, b"").status, 404);
    assert_eq!(
        account
            .send("POST", &format!("{api}/oauth/token"), &[], b"")
            .status,
        404
    );
    let served = Account::new(Config {
        base_url: "http://127.0.0.1:8080".into(),
        ..Config::default()
    });
    assert_eq!(
        served.connection("tokenUrl"),
        "http://127.0.0.1:8080/oauth/token"
    );
}

#[test]
fn the_host_that_a_token_names_is_none_of_this_account_s() {
    let mut account = Account::of(0);
    let host = account.sign_in()["api_url"].as_str().unwrap().to_owned();
    let request = Request {
        method: "GET".into(),
        url: format!("{host}/scim2/Users"),
        headers: Vec::new(),
        body: Vec::new(),
    };
    assert_eq!(
        account.sandbox.handle(&request, account.now).delivery,
        Delivery::Reset
    );
    assert!(account.sandbox.requests().last().unwrap().foreign);
}

#[test]
fn a_token_is_unknown_or_has_expired_and_both_are_124() {
    let mut account = Account::of(1);
    let first = account.token.clone();
    account.sign_in();
    assert_eq!(
        account.get("/scim2/Users").status,
        200,
        "several live at once"
    );
    account.now += 3_600_000;
    let got = account.get("/scim2/Users");
    assert_eq!(
        (got.status, got.body["code"].as_u64(), got.says()),
        (401, Some(124), "Access token is expired.")
    );
    account.token = "unknown".into();
    let got = account.get("/scim2/Users");
    assert_eq!(
        (got.status, got.body["code"].as_u64(), got.says()),
        (401, Some(124), "Invalid access token.")
    );
    account.token = first;
    account.sign_in();
    account.sandbox.expire_tokens();
    assert_eq!(account.get("/scim2/Users").status, 401);
}

#[test]
fn the_record_of_requests_has_no_credentials() {
    let mut account = Account::of(1);
    account.sign_in();
    account.get("/scim2/Users");
    let secret = account.connection("clientSecret");
    let record: Vec<Value> = account
        .sandbox
        .requests()
        .iter()
        .map(|one| one.json())
        .collect();
    let record = Value::Array(record).to_string();
    assert!(!record.contains(&secret) && !record.contains(&account.token));
    assert!(record.contains("\"Bearer\"") && record.contains("\"Basic\""));
}
