//! What is a connection, and where its secrets may go.

use crate::support::{Script, World, no_options, reply};
use seatwarden::error::{Error, ErrorCode};
use seatwarden_sandbox::Request;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

fn world() -> (Rc<World>, Rc<RefCell<Vec<Request>>>) {
    let log: Rc<RefCell<Vec<Request>>> = Rc::default();
    let seen = Rc::clone(&log);
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            seen.borrow_mut().push(request.clone());
            if request.url.ends_with("/oauth/token") {
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": "abcdef", "expires_in": 3600 }),
                );
            }
            reply(200, &[], &json!({ "profiles": [] }))
        })),
        1,
    );
    (world, log)
}

fn with(fields: Value) -> Value {
    let mut connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    for (key, value) in fields.as_object().unwrap() {
        connection[key] = value.clone();
    }
    connection
}

fn refused(connection: &Value) -> Error {
    let (world, log) = world();
    let error = world
        .try_client(connection, &json!({}))
        .err()
        .unwrap_or_else(|| panic!("{connection} was taken"));
    assert!(log.borrow().is_empty());
    error
}

#[tokio::test(start_paused = true)]
async fn every_data_center_has_its_host() {
    for (name, host) in [
        ("us1", "rest.na.zuora.com"),
        ("us2", "rest.zuora.com"),
        ("eu", "rest.eu.zuora.com"),
        ("ap", "rest.ap.zuora.com"),
        ("us1-api-sandbox", "rest.sandbox.na.zuora.com"),
        ("us2-api-sandbox", "rest.apisandbox.zuora.com"),
        ("eu-api-sandbox", "rest.sandbox.eu.zuora.com"),
        ("us-central-sandbox", "rest.test.zuora.com"),
        ("eu-central-sandbox", "rest.test.eu.zuora.com"),
        ("ap-central-sandbox", "rest.test.ap.zuora.com"),
    ] {
        let (world, log) = world();
        let client = world.client(&with(json!({ "dataCenter": name })), &json!({}));
        client.roles(&no_options()).await.unwrap();
        for request in log.borrow().iter() {
            assert!(
                request.url.starts_with(&format!("https://{host}/")),
                "{}",
                request.url
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_default_is_us_cloud_2() {
    let (world, log) = world();
    let client = world.client(&with(json!({})), &json!({}));
    client.roles(&no_options()).await.unwrap();
    assert_eq!(log.borrow()[0].url, "https://rest.zuora.com/oauth/token");
    assert_eq!(
        log.borrow()[1].url,
        "https://rest.zuora.com/v1/user-profiles"
    );
}

#[tokio::test(start_paused = true)]
async fn entities_and_orgs_go_as_headers() {
    let (world, log) = world();
    let connection = with(json!({ "entityIds": ["e1", "e2"], "orgIds": ["o1"] }));
    world
        .client(&connection, &json!({}))
        .roles(&no_options())
        .await
        .unwrap();
    let header = |name: &str| {
        let log = log.borrow();
        let found = log[1].headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    assert_eq!(header("zuora-entity-ids").as_deref(), Some("e1,e2"));
    assert_eq!(header("zuora-org-ids").as_deref(), Some("o1"));
    assert!(
        !log.borrow()[0]
            .headers
            .iter()
            .any(|(name, _)| name.starts_with("zuora-"))
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_is_named_by_its_path() {
    for (connection, path) in [
        (json!("zuora"), "connection: "),
        (json!(null), "connection: "),
        (json!({}), "connection.provider: is missing"),
        (
            json!({ "provider": "salesforce" }),
            "connection.provider: expected \"zuora\"",
        ),
        (
            json!({ "provider": "zuora" }),
            "connection.clientId: is missing",
        ),
        (
            json!({ "provider": "zuora", "clientId": "a" }),
            "connection.clientSecret: is missing",
        ),
        (
            with(json!({ "clientId": 7 })),
            "connection.clientId: expected a string",
        ),
        (
            with(json!({ "clientSecret": "" })),
            "connection.clientSecret: is empty",
        ),
        (
            with(json!({ "clientSecret": " x" })),
            "connection.clientSecret: has white space around it",
        ),
        (
            with(json!({ "colour": 1 })),
            "connection.colour: unknown field",
        ),
        (
            with(json!({ "dataCenter": "mars" })),
            "connection.dataCenter: expected one of",
        ),
        (
            with(json!({ "dataCenter": "eu", "baseUrl": "https://x.example" })),
            "connection.baseUrl: can't be given",
        ),
        (
            with(json!({ "baseUrl": "rest.zuora.com" })),
            "connection.baseUrl: is not a URL",
        ),
        (
            with(json!({ "baseUrl": "http://rest.zuora.com" })),
            "connection.baseUrl: is not https:",
        ),
        (
            with(json!({ "baseUrl": "ftp://rest.zuora.com" })),
            "connection.baseUrl: is not an https: URL",
        ),
        (
            with(json!({ "baseUrl": "https://rest.zuora.com/v1" })),
            "connection.baseUrl: is the origin alone",
        ),
        (
            with(json!({ "baseUrl": "https://u:p@rest.zuora.com" })),
            "connection.baseUrl: holds a user name",
        ),
        (
            with(json!({ "baseUrl": "https://rest.zuora.com?x=1" })),
            "connection.baseUrl: has a query",
        ),
        (
            with(json!({ "baseUrl": "https://rest.zuora.com#x" })),
            "connection.baseUrl: has a query",
        ),
        (
            with(json!({ "accessToken": "nÃ¤h" })),
            "connection.accessToken: has a character",
        ),
        (
            with(json!({ "entityIds": "e1" })),
            "connection.entityIds: expected an array",
        ),
        (
            with(json!({ "entityIds": ["a,b"] })),
            "connection.entityIds[0]: has a comma",
        ),
        (
            with(json!({ "allowInsecure": "yes" })),
            "connection.allowInsecure: expected a boolean",
        ),
        (
            with(json!({ "name": "x".repeat(1_000_000) })),
            "connection.name: is 1000000 bytes long",
        ),
    ] {
        let error = refused(&connection);
        assert_eq!(error.code, ErrorCode::InvalidInput, "{connection}");
        assert!(
            error.message.starts_with(path),
            "{} is not {path}",
            error.message
        );
    }
}

#[tokio::test(start_paused = true)]
async fn basic_authentication_is_not_supported_and_says_so() {
    let error =
        refused(&json!({ "provider": "zuora", "username": "a", "password": "canary-pass" }));
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(error.message.contains("basic authentication"));
    assert!(!format!("{error:?}").contains("canary-pass"));
}

#[tokio::test(start_paused = true)]
async fn plain_http_is_for_loopback_or_by_permission() {
    for base in [
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://127.8.9.1",
        "http://[::1]:9",
        "http://0x7f.1",
    ] {
        let (world, _log) = world();
        assert!(
            world
                .try_client(with(json!({ "baseUrl": base })), &json!({}))
                .is_ok(),
            "{base}"
        );
    }
    for base in [
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "http://[::2]",
    ] {
        refused(&with(json!({ "baseUrl": base })));
        let (world, _log) = world();
        let allowed = with(json!({ "baseUrl": base, "allowInsecure": true }));
        assert!(world.try_client(&allowed, &json!({})).is_ok(), "{base}");
    }
}

#[tokio::test(start_paused = true)]
async fn bad_client_options_are_named_by_their_path() {
    for (settings, path) in [
        (json!({ "timeoutMs": 0 }), "options.timeoutMs: "),
        (
            json!({ "timeoutMs": "1" }),
            "options.timeoutMs: expected a number",
        ),
        (json!({ "maxAttempts": 0 }), "options.maxAttempts: "),
        (json!({ "maxAttempts": 1.5 }), "options.maxAttempts: "),
        (json!({ "concurrency": -1 }), "options.concurrency: "),
        (
            json!({ "maxRequestsPerSecond": 0 }),
            "options.maxRequestsPerSecond: ",
        ),
        (json!({ "actor": "" }), "options.actor: "),
        (json!({ "colour": 1 }), "options.colour: unknown field"),
    ] {
        let (world, _log) = world();
        let error = world.try_client(with(json!({})), &settings).err().unwrap();
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert!(error.message.starts_with(path), "{}", error.message);
    }
}
