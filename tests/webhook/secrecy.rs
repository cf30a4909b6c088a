//! What a refusal says helps the caller and nobody else: no secret, no signature that would have been right.

use crate::support::{Vector, deliveries, named, serde};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::parse::parse;
use seatwarden::webhook::scheme::Algorithm;
use seatwarden::webhook::source::Source;
use std::collections::HashMap;

/// The signature of the good delivery of each source, in every writing, as somebody would look for it in a log.
fn right_ones() -> HashMap<String, Vec<String>> {
    let good = |vector: &&Vector| vector.name.ends_with(": a delivery as the vendor sends it");
    let mut all = HashMap::new();
    for vector in deliveries().iter().filter(good) {
        let headers = vector.delivery["headers"].as_object().unwrap();
        let values: Vec<_> = headers
            .values()
            .flat_map(|value| {
                value
                    .as_str()
                    .unwrap()
                    .split([' ', ',', '='])
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter(|part| part.len() > 20)
            .collect();
        all.insert(vector.source.clone(), values);
    }
    all
}

#[test]
fn no_refusal_repeats_a_secret_or_the_signature_that_would_have_been_right() {
    let right = right_ones();
    let mut seen = 0;
    for vector in deliveries() {
        let Err(error) = vector.verify() else {
            continue;
        };
        seen += 1;
        let said = format!(
            "{error:?} {error} {}",
            serde_json::to_string(&error).unwrap()
        );
        let secrets = vector.delivery["secrets"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(vector.delivery.get("secret"));
        for secret in secrets
            .filter_map(|secret| secret.as_str())
            .filter(|secret| secret.len() > 6)
        {
            assert!(!said.contains(secret), "{}: {said}", vector.name);
            assert!(
                !said.contains(&STANDARD.encode(secret)),
                "{}: {said}",
                vector.name
            );
        }
        for signature in right.get(&vector.source).into_iter().flatten() {
            assert!(
                !said.contains(signature.as_str()),
                "{}: {said}",
                vector.name
            );
        }
    }
    assert!(seen > 500);
}

#[test]
fn a_delivery_does_not_print_its_secrets() {
    for name in [
        "gusto: a delivery as the vendor sends it",
        "okta: rotation: the second of two secrets",
    ] {
        let vector = named(name);
        let json = vector.json();
        let said = format!("{:?}", Delivery::read(&json).unwrap());
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn gustos_token_is_the_secret_so_no_event_has_it() {
    let token = "6590f590-3dba-495e-9bea-c361e1e2efc0";
    for name in ["null", "\"employee.created\""] {
        let body = format!("{{\"verification_token\":\"{token}\",\"event_type\":{name}}}");
        let delivery = Delivery::read("{\"headers\":{}}").unwrap();
        let events = parse(Source::Gusto, &delivery, body.as_bytes()).unwrap();
        let [event] = events.as_slice() else {
            panic!("{events:?}")
        };
        assert!(!format!("{event:?}").contains(token), "{event:?}");
        let raw = serde(&event.raw);
        assert_eq!(raw["verification_token"], "[secret]");
    }
}

#[test]
fn signatures_are_compared_whole() {
    // As long as the right one, and right up to the last byte.
    let right = seatwarden::webhook::mac::hmac(Algorithm::Sha256, b"key", &[b"body"]);
    let mut wrong = right.clone();
    *wrong.last_mut().unwrap() ^= 1;
    assert!(seatwarden::webhook::mac::same(&right, &right));
    assert!(!seatwarden::webhook::mac::same(&right, &wrong));
    assert!(!seatwarden::webhook::mac::same(&right, &right[..31]));
    assert!(!seatwarden::webhook::mac::same(&[], &[]));
    // What Python's hmac says.
    assert_eq!(
        URL_SAFE.encode(&right),
        "UVquEztDXUAAlWcx9orlz164XU8NxqVG0r_NNZXsGuE="
    );
}
