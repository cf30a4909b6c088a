//! Nothing goes to another origin: no redirect, no URL that a server sent, no path that a caller gave.

use crate::support::{Script, World, no_options, reply};
use seatwarden::error::ErrorCode;
use seatwarden::http::message::Method;
use seatwarden_sandbox::Request;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

#[tokio::test(start_paused = true)]
async fn no_redirect_is_followed() {
    for status in [300, 301, 302, 303, 305, 307, 308] {
        let log: Rc<RefCell<Vec<String>>> = Rc::default();
        let seen = Rc::clone(&log);
        let world = World::new(
            Box::new(Script(move |request: &Request| {
                seen.borrow_mut().push(request.url.clone());
                if request.url.ends_with("/oauth/token") {
                    return reply(200, &[], &json!({ "access_token": "abcdef" }));
                }
                reply(
                    status,
                    &[("Location", "https://evil.example/v1/users")],
                    &json!({}),
                )
            })),
            1,
        );
        let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
        let client = world.client(&connection, &json!({}));
        let error = client.roles(&no_options()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::UnsafeRedirect, "{status}");
        let raw = client
            .request(Method::Post, "/v1/users", None, &no_options())
            .await
            .unwrap_err();
        assert_eq!(raw.code, ErrorCode::UnsafeRedirect);
        assert!(
            log.borrow()
                .iter()
                .all(|url| url.starts_with("https://rest.zuora.com/"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_path_of_the_callers_own_stays_on_the_origin() {
    let log: Rc<RefCell<Vec<String>>> = Rc::default();
    let seen = Rc::clone(&log);
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            seen.borrow_mut().push(request.url.clone());
            if request.url.ends_with("/oauth/token") {
                return reply(200, &[], &json!({ "access_token": "abcdef" }));
            }
            reply(200, &[], &json!({}))
        })),
        1,
    );
    let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    let client = world.client(&connection, &json!({}));
    for path in [
        "https://evil.example/v1/users",
        "evil.example",
        "@evil.example/",
        ":443@evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "",
        " /v1/users",
        "/v1/users\n",
    ] {
        let error = client
            .request(Method::Get, path, None, &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput, "{path:?}");
    }
    assert!(log.borrow().is_empty());
    for path in [
        "//evil.example/v1",
        "/v1/../oauth",
        "/v1/users?next=https://evil.example",
        "/@evil.example",
    ] {
        client
            .request(Method::Get, path, None, &no_options())
            .await
            .unwrap();
    }
    for url in log.borrow().iter() {
        let url = url::Url::parse(url).unwrap();
        assert_eq!(url.host_str(), Some("rest.zuora.com"), "{url}");
    }
}
