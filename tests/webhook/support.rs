//! The vectors as they are on disk, and a host that can do what `verify` asks of one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use seatwarden::error::Error;
use seatwarden::event::Event;
use seatwarden::host::{FetchFailure, Host, HttpRequest, HttpResponse};
use seatwarden::http::origin::Url;
use seatwarden::lifecycle::audit::AuditRecord;
use seatwarden::time::Millis;
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::source::Source;
use seatwarden::webhook::verify::{Verified, verify};
use serde::Deserialize;
use serde_json::Value;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use zeroize::Zeroizing;

/// One entry of a fixture.
#[derive(Debug, Clone, Deserialize)]
pub struct Vector {
    pub name: String,
    pub source: String,
    pub delivery: Value,
    /// In base64.
    pub body: String,
    pub expect: Value,
}

impl Vector {
    pub fn body(&self) -> Vec<u8> {
        STANDARD.decode(&self.body).unwrap()
    }

    pub fn source(&self) -> Source {
        Source::of(&self.source).unwrap()
    }

    pub fn read(&self) -> Result<Delivery, Error> {
        Delivery::read(&self.delivery.to_string())
    }

    pub fn verify(&self) -> Result<Verified, Error> {
        now(verify(
            self.source(),
            &self.read()?,
            &self.body(),
            &Native { ed25519: true },
        ))
    }
}

fn fixture(text: &str) -> Vec<Vector> {
    serde_json::from_str(text).unwrap()
}

/// Deliveries, good and bad.
pub fn deliveries() -> Vec<Vector> {
    fixture(include_str!("../vectors/webhook/fixtures/verify.json"))
}

/// Bodies, and what they say.
pub fn events() -> Vec<Vector> {
    fixture(include_str!("../vectors/webhook/fixtures/events.json"))
}

/// The vector of this name.
pub fn named(name: &str) -> Vector {
    let all = deliveries();
    all.into_iter()
        .find(|vector| vector.name == name)
        .unwrap_or_else(|| panic!("no vector is called {name}"))
}

/// The value of a future that waits for nothing.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

/// Ed25519 by dalek, in the place of WebCrypto. Nothing else is there: webhooks are pure.
pub struct Native {
    pub ed25519: bool,
}

impl Host for Native {
    async fn fetch(&self, _: &HttpRequest) -> Result<HttpResponse, FetchFailure> {
        panic!("a webhook sends nothing")
    }

    async fn sleep(&self, _: Millis) {
        panic!("a webhook waits for nothing")
    }

    fn now(&self) -> Millis {
        1_781_771_234_250
    }

    fn random(&self) -> f64 {
        panic!("a webhook leaves nothing to chance")
    }

    fn parse_url(&self, _: &str) -> Option<Url> {
        None
    }

    async fn verify_ed25519(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
        if !self.ed25519 {
            return None;
        }
        let key = key
            .try_into()
            .ok()
            .and_then(|key| VerifyingKey::from_bytes(key).ok());
        let signature = Signature::from_slice(signature).ok();
        Some(
            key.zip(signature)
                .is_some_and(|(key, signature)| key.verify_strict(message, &signature).is_ok()),
        )
    }

    async fn load_token(&self, _: &str) -> Option<Zeroizing<String>> {
        None
    }

    async fn save_token(&self, _: &str, _: &str, _: u64) {}

    fn listens(&self) -> bool {
        false
    }

    fn event(&self, _: &Event<'_>) {}

    fn audit(&self, _: &AuditRecord<'_>) {}
}
