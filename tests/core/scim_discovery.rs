//! What a server says of itself (RFC 7643 §5, RFC 7644 §4) is advice: one that keeps it to itself does everything else.

use crate::support::scim::{BASE, Shared, Tenant, crowd, error, scim};
use crate::support::{Script, SimHost, World, no_options, person, raw, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::step;
use seatwarden_sandbox::{Exchange, Request};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

fn redirect(location: &'static str) -> Exchange {
    reply(302, &[("location", location)], &json!({}))
}

/// A server that answers so to whoever asks what it is.
fn keeping_quiet(answer: impl Fn() -> Exchange + 'static) -> (Client<SimHost>, Shared, Rc<World>) {
    scim(Tenant {
        users: crowd(3),
        hook: Some(Box::new(move |request, _| {
            request.url.contains("ServiceProviderConfig").then(&answer)
        })),
        ..Tenant::default()
    })
}

fn asked_what_it_is(tenant: &Shared) -> usize {
    let paths = tenant.borrow().paths();
    let asked = |path: &&String| path.ends_with("/ServiceProviderConfig");
    paths.iter().filter(asked).count()
}

#[tokio::test(start_paused = true)]
async fn a_server_that_keeps_to_itself_what_it_is_does_everything_else() {
    let answers: [fn() -> Exchange; 6] = [
        || redirect("https://elsewhere.example/login"),
        || redirect("/v2/serviceproviderconfig"),
        || error(401, "", "not with this token"),
        || error(403, "", "not with this scope"),
        || error(501, "", "not here"),
        || raw(200, "<html>"),
    ];
    for (which, answer) in answers.into_iter().enumerate() {
        // The test server takes nothing outside its base: a redirect that is followed would be a panic.
        let (client, tenant, _) = keeping_quiet(answer);
        let joiner = person(json!({ "userName": "new@example.com" }));
        let made = client.provision(&joiner, &no_options()).await.unwrap();
        assert_eq!(made.outcome, Outcome::Created, "{which}");
        let mover = person(json!({ "title": "Boss" }));
        let moved = client.update(&who("id-1"), &mover, &no_options()).await;
        assert_eq!(moved.unwrap().outcome, Outcome::Updated, "{which}");
        let left = client.deactivate(&who("id-0"), &no_options()).await;
        assert_eq!(left.unwrap().outcome, Outcome::Deactivated, "{which}");
        let input = json!({ "whos": ["id-1", "u2@example.com"] }).to_string();
        let told = step::call(&client, "deactivateAll", &input, "{}").await;
        assert!(told.contains("\"deactivated\":2"), "{which} {told}");
        assert_eq!(asked_what_it_is(&tenant), 1, "{which}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_everywhere_is_told_by_what_was_asked() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(1),
        hook: Some(Box::new(|_, _| Some(error(401, "", "who are you")))),
        ..Tenant::default()
    });
    for asked in 1..3 {
        let failed = client.get(&who("u0@example.com"), &no_options()).await;
        let failed = failed.unwrap_err();
        assert_eq!(failed.code, ErrorCode::AuthFailed);
        assert!(failed.hint.as_ref().unwrap().contains("new token"));
        // With another token it may say what it is.
        assert_eq!(asked_what_it_is(&tenant), asked);
    }
    tenant.borrow_mut().hook = None;
    client
        .get(&who("u0@example.com"), &no_options())
        .await
        .unwrap();
    assert_eq!(asked_what_it_is(&tenant), 3);
}

/// A client of such a server whose tokens come from an endpoint that answers so.
fn with_tokens(answer: impl Fn() -> Exchange + 'static) -> (Client<SimHost>, Rc<RefCell<usize>>) {
    let tokens: Rc<RefCell<usize>> = Rc::default();
    let given = Rc::clone(&tokens);
    let tenant = RefCell::new(Tenant {
        users: crowd(1),
        ..Tenant::default()
    });
    let script = Script(move |request: &Request| {
        if request.url.ends_with("/token") {
            *given.borrow_mut() += 1;
            return answer();
        }
        if request.url.contains("ServiceProviderConfig") {
            return error(401, "", "not with this token");
        }
        tenant.borrow_mut().answer(request)
    });
    let auth = json!({
        "type": "client_credentials", "tokenUrl": "https://login.example/token", "clientId": "a", "clientSecret": "s3cr3t",
    });
    let connection = json!({ "provider": "scim", "baseUrl": BASE, "auth": auth });
    let client = World::new(Box::new(script), 3).client(&connection, &json!({}));
    (client, tokens)
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_advice_alone_costs_one_token_and_not_one_a_call() {
    let token = json!({ "access_token": "fresh", "token_type": "bearer", "expires_in": 3600 });
    let (client, tokens) = with_tokens(move || reply(200, &[], &token));
    for _ in 0..3 {
        let found = client.find(&who("u0@example.com"), &no_options()).await;
        assert_eq!(found.unwrap().unwrap().id, "id-0");
    }
    assert_eq!(*tokens.borrow(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_gets_no_token_is_not_tried_a_second_time_for_the_advice() {
    let (client, tokens) = with_tokens(|| reply(401, &[], &json!({ "error": "invalid_client" })));
    let failed = client.find(&who("u0@example.com"), &no_options()).await;
    assert_eq!(failed.unwrap_err().code, ErrorCode::AuthFailed);
    assert_eq!(*tokens.borrow(), 1);
}
