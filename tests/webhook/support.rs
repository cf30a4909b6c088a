//! The vectors as they are on disk, and dalek in the place of WebCrypto.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use seatwarden::error::Error;
use seatwarden::time::Millis;
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::ed25519::{Answer, Question};
use seatwarden::webhook::source::Source;
use seatwarden::webhook::value;
use seatwarden::webhook::verify::{Verdict, Verified, verify};
use serde::Deserialize;
use serde_json::Value;

/// The time of day, where a delivery doesn't name one.
pub const NOW: Millis = 1_781_771_234_250;

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

    /// What crosses to the core.
    pub fn json(&self) -> String {
        self.delivery.to_string()
    }

    pub fn verify(&self) -> Result<Verified, Error> {
        let json = self.json();
        verified(self.source(), &Delivery::read(&json)?, &self.body())
    }
}

/// Verifies, with the answers that Ed25519 needs.
pub fn verified(source: Source, delivery: &Delivery<'_>, body: &[u8]) -> Result<Verified, Error> {
    match verify(source, delivery, body, NOW, &[])? {
        Verdict::Passed(verified) => Ok(verified),
        Verdict::Asks(question) => {
            match verify(source, delivery, body, NOW, &answers(&question))? {
                Verdict::Passed(verified) => Ok(verified),
                Verdict::Asks(_) => panic!("it asks again"),
            }
        }
    }
}

/// What dalek says.
pub fn answers(question: &Question) -> Vec<Answer> {
    let is_good = |key: &[u8], signature: &[u8]| {
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        let signature = Signature::from_slice(signature).ok()?;
        key.verify_strict(&question.message, &signature).ok()
    };
    let pairs = question.pairs.iter();
    pairs
        .map(|(key, signature)| match is_good(key, signature) {
            Some(()) => Answer::Good,
            None => Answer::Bad,
        })
        .collect()
}

/// A value of the webhooks as serde reads what they write.
pub fn serde(value: &value::Value<'_>) -> Value {
    serde_json::from_str(&value.json()).unwrap()
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
