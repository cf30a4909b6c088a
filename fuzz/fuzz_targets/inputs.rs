//! Whatever a caller hands in as JSON: a step, a connection, settings, options, a person, who is meant, a query, a cursor.
//! Nothing panics; what is refused is `invalid_input` or `not_supported`, and its message names no secret.
//!
//! An input is JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::connection::Connection;
use seatwarden::error::{Error, ErrorCode};
use seatwarden::http::session::Settings;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::model::{Person, Who};
use seatwarden::step;
use seatwarden_fuzz::{Nowhere, over};
use serde_json::{Value, json};

const CANARY: &str = "canary-secret-0123456789";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let host = Nowhere::default();
    let output = over(step::run(text, |connection| {
        Client::open(host.clone(), connection, json!({}).into())
    }));
    let said: Value = serde_json::from_str(&output).expect("the step gives JSON");
    assert!(said["ok"].is_boolean(), "{output}");
    assert_ne!(said["error"]["code"], "internal", "{output}");
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return;
    };
    let mut connection = value.clone();
    if let Some(secret) = connection.get_mut("clientSecret") {
        *secret = CANARY.into();
    }
    let connection = Connection::read(&host, connection.into());
    if let Err(error) = &connection
        && !text.contains(CANARY)
    {
        assert!(!error.message.contains(CANARY), "{error}");
    }
    refused(connection.err());
    refused(Settings::read(value.clone().into()).err());
    for verb in ["token", "list", "provision", "deactivate", "remove"] {
        refused(Options::read(verb, value.clone().into()).err());
    }
    refused(Who::read("who", value.clone().into()).err());
    match Person::read("person", value.clone().into()) {
        Ok(person) => refused(person.check("person").err()),
        Err(error) => refused(Some(error)),
    }
    match ListQuery::read(value.into()) {
        Ok(query) => {
            let scim = json!({ "provider": "scim", "baseUrl": "https://t.example", "auth": { "type": "bearer", "token": "t" } });
            let client =
                Client::open(host, scim.into(), json!({}).into()).expect("a good connection");
            refused(client.list(query, &Options::default()).err());
        }
        Err(error) => refused(Some(error)),
    }
});

fn refused(error: Option<Error>) {
    let Some(error) = error else { return };
    assert!(
        matches!(
            error.code,
            ErrorCode::InvalidInput | ErrorCode::NotSupported
        ),
        "{error}"
    );
    assert!(
        !error.message.is_empty() && error.message.len() < 4_000,
        "{} bytes",
        error.message.len()
    );
}
