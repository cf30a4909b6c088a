//! Every delivery of the fixture passes or is refused as Python says.

use crate::support::{NOW, Vector, deliveries, named, serde};
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::ed25519::Answer;
use seatwarden::webhook::source::Source;
use seatwarden::webhook::verify::{Verdict, verify};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What went otherwise than expected, in words.
fn complaint(vector: &Vector) -> Option<String> {
    let got = vector.verify();
    let wanted = &vector.expect;
    let fits = match (&got, wanted.get("ok")) {
        (Ok(verified), Some(wanted)) => serde(&verified.clone().json()) == *wanted,
        (Err(error), None) => {
            json!(error.code) == wanted["error"]
                && error.message.contains(wanted["says"].as_str().unwrap())
        }
        _ => false,
    };
    (!fits).then(|| format!("{}\n  wanted {wanted}\n  got {got:?}", vector.name))
}

#[test]
fn each_delivery_passes_or_is_refused_as_python_says() {
    let vectors = deliveries();
    let complaints: Vec<_> = vectors.iter().filter_map(complaint).collect();
    assert!(
        complaints.is_empty(),
        "{} of {}:\n{}",
        complaints.len(),
        vectors.len(),
        complaints.join("\n")
    );
}

#[test]
fn every_source_has_good_vectors_and_bad_ones() {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for vector in deliveries() {
        let (good, bad) = counts.entry(vector.source.clone()).or_default();
        *if vector.expect.get("ok").is_some() {
            good
        } else {
            bad
        } += 1;
    }
    for source in Source::ALL {
        let (good, bad) = counts[source.name()];
        assert!(
            good >= 10 && bad >= 15,
            "{}: {good} good, {bad} bad",
            source.name()
        );
    }
}

#[test]
fn the_clock_that_is_handed_in_counts_where_the_delivery_names_no_time() {
    let mut vector = named("workos: a delivery as the vendor sends it");
    vector.delivery["now"].take();
    assert!(vector.verify().is_ok());
}

#[test]
fn a_runtime_without_ed25519_says_so_and_refuses_nothing_that_hmac_proves() {
    let without = |name: &str| {
        let vector = named(name);
        let (source, json, body) = (vector.source(), vector.json(), vector.body());
        let delivery = Delivery::read(&json).unwrap();
        match verify(source, &delivery, &body, NOW, &[]).unwrap() {
            Verdict::Asks(question) => {
                let unknown = vec![Answer::Unknown; question.pairs.len()];
                verify(source, &delivery, &body, NOW, &unknown)
            }
            passed => Ok(passed),
        }
    };
    let error = without("standard-webhooks: v1a with the public key").unwrap_err();
    assert_eq!(json!(error.code), json!("not_supported"));
    assert!(without("standard-webhooks: v1 and v1a, checked with the other").is_ok());
}

#[test]
fn what_is_no_source_and_no_delivery_is_named_by_its_path() {
    let error = Source::of("bamboo").unwrap_err();
    assert!(
        error
            .message
            .starts_with("source: expected one of bamboohr, hibob, gusto, deel"),
        "{error}"
    );
    for (change, wanted) in [
        (json!({ "now": -1 }), "now: expected a number from 0"),
        (json!({ "now": "today" }), "now: expected"),
        (json!({ "secret": 7 }), "secret: expected a string"),
        (json!({ "secrets": "s" }), "secrets: expected an array"),
        (json!({ "secrets": [7] }), "secrets[0]: expected a string"),
        (json!({ "headers": "x" }), "headers: expected an object"),
        (json!({ "colour": 1 }), "colour: unknown field"),
    ] {
        let mut vector = named("gusto: a delivery as the vendor sends it");
        for (key, value) in change.as_object().unwrap() {
            vector.delivery[key] = value.clone();
        }
        let error = vector.verify().unwrap_err();
        assert_eq!(json!(error.code), json!("invalid_input"));
        assert!(error.message.starts_with(wanted), "{error}");
    }
    let mut vector = named("gusto: a delivery as the vendor sends it");
    vector.delivery["headers"] = Value::Null;
    assert!(
        vector
            .verify()
            .unwrap_err()
            .message
            .starts_with("headers: expected")
    );
}
