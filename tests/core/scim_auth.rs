//! How one shows oneself to a SCIM server and to Zoom, and where the secrets go: nowhere else.

use crate::support::{Script, SimHost, World, no_options, reply};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden_sandbox::Request;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

type Log = Rc<RefCell<Vec<Request>>>;

/// A server of tokens and users; a bearer that is not `fresh-token-N` is refused if `strict`.
fn world(strict: bool) -> (Rc<World>, Log) {
    let log: Log = Rc::default();
    let seen = Rc::clone(&log);
    let script = Script(move |request: &Request| {
        seen.borrow_mut().push(request.clone());
        if request.method == "POST" && request.url.contains("token") {
            let body = json!({ "access_token": "fresh-token-1", "token_type": "bearer", "expires_in": 3600 });
            return reply(200, &[], &body);
        }
        if request.url.ends_with("ServiceProviderConfig") {
            return reply(404, &[], &json!("no"));
        }
        if strict && header(request, "authorization") != Some("Bearer fresh-token-1") {
            return reply(
                401,
                &[],
                &json!({ "code": 124, "message": "Access token is expired." }),
            );
        }
        reply(200, &[], &json!({ "totalResults": 0, "Resources": [] }))
    });
    (World::new(Box::new(script), 3), log)
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let found = request.headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

async fn list(client: &Client<SimHost>) -> Result<(), Error> {
    let mut listing = client.list(ListQuery::default(), &no_options())?;
    while client.next_page(&mut listing).await?.is_some() {}
    Ok(())
}

fn scim(auth: Value) -> Value {
    json!({ "provider": "scim", "baseUrl": "https://scim.example/a/v2/", "auth": auth })
}

fn zoom(fields: Value) -> Value {
    let mut connection = json!({ "provider": "zoom" });
    for (key, value) in fields.as_object().unwrap() {
        connection[key] = value.clone();
    }
    connection
}

/// Requests whose headers or body hold `secret`, by origin.
fn told_to(log: &Log, secret: &str) -> Vec<String> {
    let log = log.borrow();
    let holds = |request: &&Request| {
        request
            .headers
            .iter()
            .any(|(_, value)| value.contains(secret))
            || String::from_utf8_lossy(&request.body).contains(secret)
            || request.url.contains(secret)
    };
    let mut origins: Vec<_> = log
        .iter()
        .filter(holds)
        .map(|request| {
            url::Url::parse(&request.url)
                .unwrap()
                .origin()
                .ascii_serialization()
        })
        .collect();
    origins.dedup();
    origins
}

#[tokio::test(start_paused = true)]
async fn a_bearer_and_a_password_go_to_the_base_alone() {
    let (world, log) = world(false);
    let client = world.client(
        &scim(json!({ "type": "bearer", "token": "canary-bearer" })),
        &json!({}),
    );
    list(&client).await.unwrap();
    assert_eq!(
        client.token(&no_options()).await.unwrap().secret.expose(),
        "canary-bearer"
    );
    let asked = log.borrow()[1].clone();
    assert_eq!(
        asked.url,
        "https://scim.example/a/v2/Users?startIndex=1&count=100"
    );
    assert_eq!(
        header(&asked, "authorization"),
        Some("Bearer canary-bearer")
    );
    assert!(
        header(&asked, "accept")
            .unwrap()
            .starts_with("application/scim+json")
    );
    assert_eq!(told_to(&log, "canary-bearer"), ["https://scim.example"]);

    let auth = json!({ "type": "basic", "username": "jo", "password": "canary:pässword" });
    let client = world.client(&scim(auth), &json!({}));
    list(&client).await.unwrap();
    let pair = "Basic am86Y2FuYXJ5OnDDpHNzd29yZA==";
    assert_eq!(
        header(log.borrow().last().unwrap(), "authorization"),
        Some(pair)
    );
    let error = client.token(&no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert_eq!(client.capabilities().verbs["token"], false);
    assert!(!format!("{}{error:?}", world.told()).contains("canary"));
}

#[tokio::test(start_paused = true)]
async fn a_client_shows_itself_by_header_or_by_form_to_the_token_endpoint_alone() {
    for (client_auth, by_form) in [(None, false), (Some("basic"), false), (Some("post"), true)] {
        let (world, log) = world(true);
        let client = world.client(
            &scim(json!({
                "type": "client_credentials", "tokenUrl": "https://login.example/t/token/", "clientId": "a:b",
                "clientSecret": "canary-s3cret/+", "scope": "scim read", "clientAuth": client_auth,
            })),
            &json!({}),
        );
        list(&client).await.unwrap();
        let asked = log.borrow()[0].clone();
        assert_eq!(asked.url, "https://login.example/t/token/");
        let form = String::from_utf8(asked.body.clone()).unwrap();
        if by_form {
            assert_eq!(
                form,
                "grant_type=client_credentials&scope=scim%20read&client_id=a%3Ab&client_secret=canary-s3cret%2F%2B"
            );
            assert_eq!(header(&asked, "authorization"), None);
        } else {
            assert_eq!(form, "grant_type=client_credentials&scope=scim%20read");
            // RFC 6749 §2.3.1: form-encoded, then base64 of a%3Ab:canary-s3cret%2F%2B
            assert_eq!(
                header(&asked, "authorization"),
                Some("Basic YSUzQWI6Y2FuYXJ5LXMzY3JldCUyRiUyQg==")
            );
        }
        assert_eq!(told_to(&log, "canary").len(), usize::from(by_form));
        assert_eq!(told_to(&log, "fresh-token"), ["https://scim.example"]);
        assert!(!world.told().contains("canary"));
    }
}

#[tokio::test(start_paused = true)]
async fn zoom_gets_its_token_for_the_account_by_basic() {
    let (world, log) = world(true);
    let connection = zoom(
        json!({ "accountId": "ac&1", "clientId": "id", "clientSecret": "canary-secret", "plan": "pro" }),
    );
    let client = world.client(&connection, &json!({}));
    list(&client).await.unwrap();
    let asked = log.borrow()[0].clone();
    assert_eq!(asked.url, "https://zoom.us/oauth/token");
    assert_eq!(
        asked.body,
        b"grant_type=account_credentials&account_id=ac%261"
    );
    assert_eq!(
        header(&asked, "authorization"),
        Some("Basic aWQ6Y2FuYXJ5LXNlY3JldA==")
    );
    let asked = log.borrow()[1].clone();
    assert_eq!(
        asked.url,
        "https://api.zoom.us/scim2/Users?startIndex=1&count=100"
    );
    assert_eq!(told_to(&log, "aWQ6Y2FuYXJ5LXNlY3JldA"), ["https://zoom.us"]);
}

#[tokio::test(start_paused = true)]
async fn a_given_token_is_used_until_it_is_refused_and_then_only_credentials_help() {
    let (world, log) = world(true);
    let alone = world.client(&zoom(json!({ "accessToken": "old-token" })), &json!({}));
    let error = list(&alone).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AuthFailed);
    assert_eq!(log.borrow().len(), 1);
    let fields = json!({ "accessToken": "old-token", "accountId": "a", "clientId": "b", "clientSecret": "canary-c" });
    let both = world.client(&zoom(fields), &json!({}));
    list(&both).await.unwrap();
    let lines: Vec<_> = log
        .borrow()
        .iter()
        .skip(1)
        .map(|request| request.method.clone())
        .collect();
    assert_eq!(lines, ["GET", "POST", "GET"]);
}

#[tokio::test(start_paused = true)]
async fn zooms_pace_is_that_of_its_plan() {
    for (plan, wanted) in [("free", 2_000), ("pro", 150), ("business", 50)] {
        let (world, _) = world(false);
        let client = world.client(
            &zoom(json!({ "accessToken": "t-t-t", "plan": plan })),
            &json!({}),
        );
        let began = world.now();
        for _ in 0..5 {
            list(&client).await.unwrap();
        }
        let took = world.now() - began;
        assert!(
            (wanted..wanted * 3 / 2).contains(&took),
            "{plan}: {took} ms"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_a_connection_is_named_by_its_path() {
    let client = json!({ "type": "client_credentials", "tokenUrl": "https://x.example/t", "clientId": "a", "clientSecret": "b" });
    let with = |key: &str, value: Value| {
        let mut auth = client.clone();
        auth[key] = value;
        scim(auth)
    };
    let mut twice = scim(json!({ "type": "bearer", "token": "t-t-t" }));
    twice["accessToken"] = json!("t-t-t");
    for (connection, message) in [
        (
            json!({ "provider": "scim" }),
            "connection.baseUrl: is missing",
        ),
        (
            json!({ "provider": "scim", "baseUrl": "https://x.example" }),
            "connection.auth: is missing",
        ),
        (scim(json!("t")), "connection.auth: expected an object"),
        (scim(json!({})), "connection.auth.type: is missing"),
        (
            scim(json!({ "type": "digest" })),
            "connection.auth.type: expected one of bearer",
        ),
        (
            scim(json!({ "type": "bearer" })),
            "connection.auth.token: is missing",
        ),
        (
            scim(json!({ "type": "bearer", "token": "a\nb" })),
            "connection.auth.token: has a control",
        ),
        (
            scim(json!({ "type": "bearer", "token": "t", "colour": 1 })),
            "connection.auth.colour: unknown field",
        ),
        (
            scim(json!({ "type": "basic", "username": "a:b", "password": "c" })),
            "connection.auth.username: has a colon",
        ),
        (
            with("tokenUrl", json!("http://x.example/t")),
            "connection.auth.tokenUrl: is not https:",
        ),
        (
            with("clientAuth", json!("jwt")),
            "connection.auth.clientAuth: expected one of basic, post",
        ),
        (
            with("clientSecret", Value::Null),
            "connection.auth.clientSecret: is missing",
        ),
        (twice, "connection.accessToken: can't be given together"),
        (zoom(json!({})), "connection.clientId: is missing"),
        (
            zoom(json!({ "clientId": "a", "clientSecret": "b" })),
            "connection.accountId: is missing",
        ),
        (
            zoom(json!({ "accountId": "c", "accessToken": "t" })),
            "connection.clientId: is missing",
        ),
        (
            zoom(json!({ "accessToken": "t", "plan": "gold" })),
            "connection.plan: expected one of free",
        ),
        (
            zoom(json!({ "accessToken": "t", "baseUrl": "https://api.zoom.us/scim2" })),
            "connection.baseUrl: is the origin",
        ),
        (
            zoom(json!({ "accessToken": "t", "dataCenter": "us1" })),
            "connection.dataCenter: unknown field",
        ),
        (
            json!({ "provider": "okta" }),
            "connection.provider: expected \"zuora\", \"zuora-oneid\", \"zoom\" or \"scim\"",
        ),
    ] {
        let (world, _) = world(false);
        let error = world
            .try_client(&connection, &json!({}))
            .err()
            .unwrap_or_else(|| panic!("{connection} was taken"));
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert!(
            error.message.starts_with(message),
            "{} is not {message}",
            error.message
        );
    }
}

#[tokio::test(start_paused = true)]
async fn connections_that_differ_in_anything_share_nothing() {
    let (world, _) = world(false);
    let auth = json!({ "type": "client_credentials", "tokenUrl": "https://x.example/t", "clientId": "a", "clientSecret": "b" });
    let with = |key: &str, value: &str| {
        let mut auth = auth.clone();
        auth[key] = json!(value);
        scim(auth)
    };
    let mut other_base = scim(auth.clone());
    other_base["baseUrl"] = json!("https://scim.example/b/v2");
    let credentials = json!({ "accountId": "a", "clientId": "b", "clientSecret": "c" });
    let mut other_plan = credentials.clone();
    other_plan["plan"] = json!("pro");
    let mut other_account = credentials.clone();
    other_account["accountId"] = json!("z");
    let all = [
        scim(auth.clone()),
        with("scope", "s"),
        with("clientAuth", "post"),
        with("tokenUrl", "https://x.example/t/"),
        with("clientId", "c"),
        other_base,
        scim(json!({ "type": "bearer", "token": "x-x-x" })),
        scim(json!({ "type": "basic", "username": "x", "password": "x-x-x" })),
        scim(json!({ "type": "basic", "username": "y", "password": "x-x-x" })),
        zoom(credentials),
        zoom(other_plan),
        zoom(other_account),
    ];
    let mut prints: Vec<_> = all
        .iter()
        .map(|one| world.client(one, &json!({})).fingerprint())
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all.len());
}
