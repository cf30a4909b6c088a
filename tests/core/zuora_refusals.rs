//! Refusals of Zuora's that are easily taken for something else (FACTS §1).

use crate::support::server::Server;
use crate::support::{SimHost, World, no_options, options, person, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::result::Outcome;
use seatwarden_sandbox::{Config, Exchange, Request, Sandbox};
use serde_json::{Value, json};
use std::rc::Rc;

/// A tenant in which some requests are answered otherwise.
struct Odd<F>(Sandbox, F);

impl<F: FnMut(&Request) -> Option<Exchange>> Server for Odd<F> {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        match (self.1)(request) {
            Some(odd) => odd,
            None => self.0.handle(request, now),
        }
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.0)
    }
}

fn odd(
    sandbox: Sandbox,
    answers: impl FnMut(&Request) -> Option<Exchange> + 'static,
) -> (Client<SimHost>, Rc<World>) {
    let connection = sandbox.connection();
    let world = World::new(Box::new(Odd(sandbox, answers)), 7);
    (world.client(&connection, &json!({})), world)
}

fn is_create(request: &Request) -> bool {
    request.method == "POST" && request.url.ends_with("/v1/users")
}

fn refused(status: u16, code: u64, message: &str) -> Exchange {
    let reasons = json!([{ "code": code, "message": message }]);
    reply(
        status,
        &[],
        &json!({ "success": false, "reasons": reasons }),
    )
}

fn kim() -> Value {
    json!({ "userName": "kim@example.com", "givenName": "Kim", "familyName": "Ito", "role": "Read Only" })
}

#[tokio::test(start_paused = true)]
async fn a_name_that_is_no_id_with_200_is_looked_for() {
    let mut sandbox = Sandbox::new(Config::default());
    let id = sandbox.users()[3]["id"].as_str().unwrap().to_owned();
    let named = json!({ "username": "jdoe" }).as_object().unwrap().clone();
    assert!(sandbox.set_user(&id, named));
    let (client, _) = odd(sandbox, |request| {
        let is_it = request.url.ends_with("/v1/users/jdoe");
        is_it.then(|| refused(200, 58_000_020, "Invalid user id"))
    });
    let result = client.deactivate(&who("jdoe"), &no_options()).await;
    assert_eq!(result.unwrap().outcome, Outcome::Deactivated);
}

/// Category 50 is a lock, with whatever status.
#[tokio::test(start_paused = true)]
async fn a_lock_with_409_is_no_namesake() {
    let (client, _) = odd(Sandbox::new(Config::default()), |request| {
        is_create(request).then(|| refused(409, 58_000_050, "Lock competition, retry later"))
    });
    let error = client.provision(&person(kim()), &no_options()).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorUnavailable, "{error:?}");
    assert!(error.retryable);
}

/// "409 in flight": the create that was lost is being carried out.
#[tokio::test(start_paused = true)]
async fn a_key_in_flight_is_waited_for_and_makes_nobody_twice() {
    let mut tries = 0;
    let (client, world) = odd(Sandbox::new(Config::default()), move |request| {
        tries += u32::from(is_create(request));
        let in_flight = json!({ "message": "A request with this Idempotency-Key is in progress." });
        (is_create(request) && tries == 1).then(|| reply(409, &[], &in_flight))
    });
    let result = client.provision(&person(kim()), &no_options()).await;
    assert_eq!(result.unwrap().outcome, Outcome::Created);
    let users = world.sandbox(|sandbox| sandbox.users());
    let named = users
        .iter()
        .filter(|user| user["username"] == "kim@example.com");
    assert_eq!(named.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_refused_by_401_was_not_done() {
    let mut tokens = 0;
    let (client, world) = odd(Sandbox::new(Config::default()), move |request| {
        if request.method == "PUT" {
            return Some(reply(
                401,
                &[],
                &json!({ "message": "Authentication error" }),
            ));
        }
        tokens += u32::from(request.url.ends_with("/oauth/token"));
        let hangs = request.url.ends_with("/oauth/token") && tokens > 1;
        hangs.then(|| Exchange {
            delay_ms: 3_600_000,
            ..reply(200, &[], &json!({}))
        })
    });
    let name = world.sandbox(|sandbox| sandbox.users()[3]["username"].clone());
    let hurry = options(json!({ "deadlineMs": 5_000 }));
    let error = client
        .deactivate(&who(name.as_str().unwrap()), &hurry)
        .await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::Timeout);
    let hint = error.hint.clone().unwrap_or_default();
    assert!(!hint.contains("may have been done"), "{hint}");
    let audit = world.audit.borrow();
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["outcome"], "failed");
}
