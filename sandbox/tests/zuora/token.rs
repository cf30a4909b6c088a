//! `POST /oauth/token`, and what a bearer is worth.

use seatwarden_sandbox::{Config, TokenShape};
use serde_json::Value;

use crate::world::{FORM, World, encode, got, text};

#[test]
fn a_token_opens_the_api_until_it_ends() {
    let mut world = World::new(Config {
        token_seconds: Some(60),
        ..Config::default()
    });
    world.now += 59_999;
    assert_eq!(world.get("/v1/users").status, 200);
    world.now += 1;
    assert_eq!(world.get("/v1/users").status, 401);
}

#[test]
fn several_tokens_live_at_once() {
    let mut world = World::of(1);
    let first = world.token.clone();
    world.sign_in();
    assert_ne!(world.token, first);
    assert_eq!(world.get("/v1/users").status, 200);
    world.token = first;
    assert_eq!(world.get("/v1/users").status, 200);
}

#[test]
fn an_unknown_a_missing_and_a_revoked_token_are_401() {
    let mut world = World::of(1);
    world.sandbox.expire_tokens();
    assert_eq!(world.get("/v1/users").status, 401);
    world.sign_in();
    for header in ["Bearer nonsense", "Basic abc", "Bearer", ""] {
        let exchange = world.send("GET", "/v1/users", &[("authorization", header)], b"");
        assert_eq!(got(exchange).status, 401, "{header}");
    }
    let exchange = world.send("GET", "/v1/users", &[], b"");
    assert_eq!(got(exchange).status, 401);
}

#[test]
fn a_401_has_both_documented_bodies_over_the_seeds() {
    let bodies: Vec<Value> = (0..20)
        .map(|seed| {
            let mut world = World::new(Config {
                seed,
                users: 1,
                ..Config::default()
            });
            world.token = "old".to_owned();
            world.get("/v1/users").body
        })
        .collect();
    assert!(bodies.iter().any(|body| body["message"].is_string()));
    assert!(
        bodies
            .iter()
            .any(|body| body["reasons"][0]["code"] == "90000011")
    );
}

#[test]
fn both_documented_forms_of_a_token_come_over_the_seeds() {
    let answers: Vec<Value> = (0..20)
        .map(|seed| {
            World::new(Config {
                seed,
                users: 1,
                ..Config::default()
            })
            .sign_in()
        })
        .collect();
    assert!(
        answers
            .iter()
            .any(|answer| answer["token_type"] == "Bearer" && answer["expires_in"] == 3600)
    );
    assert!(answers.iter().any(|answer| answer["token_type"] == "bearer"
        && answer["expires_in"] == 3599
        && answer["jti"].is_string()
        && text(answer, "scope").contains("tenant.")));
}

#[test]
fn the_form_of_a_token_can_be_chosen() {
    for (shape, word) in [
        (TokenShape::Guide, "Bearer"),
        (TokenShape::Reference, "bearer"),
    ] {
        let config = Config {
            token: Some(shape),
            ..Config::default()
        };
        assert_eq!(World::new(config).sign_in()["token_type"], word);
    }
}

#[test]
fn a_wrong_secret_is_401_with_a_message_alone() {
    let mut world = World::of(1);
    let form = world.token_form() + "x";
    let got = got(world.send("POST", "/oauth/token", &FORM, form.as_bytes()));
    assert_eq!(got.status, 401);
    assert_eq!(
        got.body.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["message"]
    );
}

#[test]
fn a_secret_that_was_not_encoded_is_a_wrong_one() {
    let mut world = World::of(1);
    let connection = world.sandbox.connection();
    let raw = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        text(&connection, "clientId"),
        text(&connection, "clientSecret"),
    );
    assert_eq!(
        got(world.send("POST", "/oauth/token", &FORM, raw.as_bytes())).status,
        401
    );
}

#[test]
fn another_grant_another_content_type_or_a_bearer_along_with_it_is_refused() {
    let mut world = World::of(1);
    let form = world.token_form();
    let grant = form.replace("client_credentials", "password");
    let refused = got(world.send("POST", "/oauth/token", &FORM, grant.as_bytes()));
    assert_eq!(refused.status, 400);
    assert!(refused.body["code"].is_string() && refused.body["message"].is_string());

    let json = [("Content-Type", "application/json")];
    assert_eq!(
        got(world.send("POST", "/oauth/token", &json, form.as_bytes())).status,
        415
    );

    let both = [FORM[0], ("Authorization", "Basic abc")];
    assert_eq!(
        got(world.send("POST", "/oauth/token", &both, form.as_bytes())).status,
        400
    );

    assert_eq!(got(world.send("GET", "/oauth/token", &[], b"")).status, 405);
}

#[test]
fn a_form_with_a_charset_is_taken() {
    let mut world = World::of(1);
    let form = world.token_form();
    let headers = [(
        "content-type",
        "application/x-www-form-urlencoded; charset=UTF-8",
    )];
    assert_eq!(
        got(world.send("POST", "/oauth/token", &headers, form.as_bytes())).status,
        200
    );
}

#[test]
fn the_client_is_of_the_documented_size_and_can_be_given() {
    let connection = World::of(1).sandbox.connection();
    assert_eq!(text(&connection, "clientId").len(), 36);
    assert_eq!(text(&connection, "clientSecret").len(), 42);

    let world = World::new(Config {
        client_id: Some("me".to_owned()),
        client_secret: Some("a b&c=d+e%f".to_owned()),
        ..Config::default()
    });
    assert!(world.token_form().ends_with(&encode("a b&c=d+e%f")));
    assert_eq!(world.sandbox.connection()["clientId"], "me");
}
