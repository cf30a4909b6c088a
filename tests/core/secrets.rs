//! No secret in anything that comes out: not in errors, events, audit, results, and not when the vendor echoes it.

use crate::support::{Bench, Script, World, joiner, no_options, person, raw, reply, who};
use seatwarden::step;
use seatwarden_sandbox::{Config, Faults, Request};
use serde_json::{Value, json};

const SECRET: &str = "canary-SECRET+/=\"quoted\" ü";
const TOKEN: &str = "canary.TOKEN-abc_123";

/// A tenant that says back whatever it was told, in every place where a vendor's words may be shown.
fn echoing(status: u16) -> std::rc::Rc<World> {
    World::new(
        Box::new(Script(move |request: &Request| {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            // A token that was never given out is not known, and so not a secret of this connection.
            let token = if status == 401 { "" } else { TOKEN };
            let told = format!("{:?} {body} {SECRET} {token}", request.headers);
            if request.url.ends_with("/oauth/token") && status != 401 {
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": TOKEN, "expires_in": 3600 }),
                );
            }
            reply(
                status,
                &[("Zuora-Request-Id", token)],
                &json!({ "success": false, "code": token, "message": told, "reasons": [{ "code": SECRET, "message": told }] }),
            )
        })),
        1,
    )
}

fn connection() -> Value {
    json!({ "provider": "zuora", "clientId": "id", "clientSecret": SECRET })
}

fn assert_clean(text: &str) {
    for canary in [
        SECRET,
        TOKEN,
        "canary-SECRET",
        "canary.TOKEN",
        "canary-SECRET%2B%2F%3D",
    ] {
        assert!(!text.contains(canary), "{canary} in {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_vendor_echoes_is_masked() {
    for status in [200, 400, 401, 403, 404, 409, 422, 429, 500, 503] {
        let world = echoing(status);
        let client = world.client(&connection(), &json!({}));
        for (action, input) in [
            ("roles", json!({})),
            ("list", json!({})),
            ("get", json!({ "who": "u-1" })),
            ("provision", json!({ "person": joiner() })),
            ("deactivate", json!({ "who": "u-1" })),
            ("token", json!({})),
        ] {
            let text = step::call(&client, action, &input.to_string(), "{}").await;
            let shown: Value = serde_json::from_str(&text).unwrap();
            if action != "token" || shown.get("error").is_some() {
                assert_clean(&text);
            }
        }
        assert_clean(&world.told());
    }
}

#[tokio::test(start_paused = true)]
async fn bodies_that_are_not_json_are_masked_too() {
    let world = World::new(
        Box::new(Script(|request: &Request| {
            if request.url.ends_with("/oauth/token") {
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": TOKEN, "expires_in": 3600 }),
                );
            }
            raw(200, &format!("<html>{TOKEN} {SECRET}</html>"))
        })),
        1,
    );
    let client = world.client(&connection(), &json!({}));
    let error = client.roles(&no_options()).await.unwrap_err();
    assert_clean(&format!("{error} {error:?}"));
    assert!(error.message.contains("[secret]"));
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_is_cut_in_an_excerpt_is_masked_before() {
    // A message shows 200 characters of what is no JSON, and 500 of a vendor's words: the end falls into the token.
    for (before, shown, after) in [
        ("{\"debug\":\"", 200, "\" "),
        ("[", 200, ""),
        (
            "{\"success\":false,\"reasons\":[{\"code\":58170020,\"message\":\"",
            500,
            "\"}]}",
        ),
    ] {
        for missing in [1, 4, 8] {
            let start = if shown == 200 { before.len() } else { 0 };
            let padding = "p".repeat(shown - start - (TOKEN.len() - missing));
            let told = format!("{before}{padding}{TOKEN}{after}");
            let world = World::new(
                Box::new(Script(move |request: &Request| {
                    if request.url.ends_with("/oauth/token") {
                        let token = json!({ "access_token": TOKEN, "expires_in": 3600 });
                        return reply(200, &[], &token);
                    }
                    raw(200, &told)
                })),
                1,
            );
            let client = world.client(&connection(), &json!({}));
            let error = client.roles(&no_options()).await.unwrap_err();
            assert_clean(&format!("{error} {error:?} {}", world.told()));
            assert!(error.message.contains("ppp"), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_step_shows_the_token_only_when_asked() {
    let bench = Bench::new(Config::default());
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    for (options, shown) in [(json!({}), false), (json!({ "reveal": true }), true)] {
        let text =
            json!({ "action": "token", "connection": connection, "options": options }).to_string();
        let world = std::rc::Rc::clone(&bench.world);
        let result = step::run(&text, |connection| {
            world.try_client(&connection, &json!({}))
        })
        .await;
        let result: Value = serde_json::from_str(&result).unwrap();
        assert_eq!(result["ok"], true, "{result}");
        assert_eq!(result["data"]["accessToken"].is_string(), shown);
        assert!(result["data"]["expiresAt"].is_string());
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_that_can_be_printed_prints_a_secret() {
    let world = echoing(200);
    let host = crate::support::SimHost(world);
    let read = seatwarden::connection::Connection::read(&host, connection().into()).unwrap();
    assert_clean(&format!("{read:?}"));
    assert_clean(&format!("{:?}", seatwarden::provider::open(read)));
}

#[tokio::test(start_paused = true)]
async fn a_stormy_day_leaks_nothing() {
    let bench = Bench::new(Config {
        client_secret: Some("canary-secret-of-the-storm".into()),
        faults: Faults::each(60),
        ..Config::default()
    });
    let mut shown = String::new();
    for n in 0..30 {
        let mut wanted = joiner();
        wanted["userName"] = json!(format!("n{n}@example.com"));
        wanted["email"] = wanted["userName"].clone();
        let result = bench.client.provision(&person(wanted), &no_options()).await;
        shown.push_str(&format!("{result:?}"));
        let result = bench
            .client
            .deactivate(&who("jane@example.com"), &no_options())
            .await;
        shown.push_str(&format!("{result:?}"));
    }
    shown.push_str(&bench.world.told());
    assert!(!shown.contains("canary-secret-of-the-storm"));
    let tokens = bench.world.tokens.borrow();
    assert!(!tokens.is_empty());
    for token in tokens.iter() {
        assert!(!shown.contains(token.as_str()));
    }
}
