//! `Idempotency-Key`: kept for a day, refusals too.

use seatwarden_sandbox::Config;
use serde_json::{Value, json};

use crate::organization::{Got, Organization};

fn create(organization: &mut Organization, name: &str, key: &str) -> Got {
    let body = json!([organization.user(name)]);
    organization.call_with("POST", "/Users", &body, ("Idempotency-Key", key))
}

#[test]
fn the_same_key_makes_one_user_and_another_request_under_it_is_refused() {
    let mut organization = Organization::of(0);
    let first = create(&mut organization, "ann@example.com", "k");
    let again = create(&mut organization, "ann@example.com", "k");
    assert_eq!((again.status, again.id()), (first.status, first.id()));
    assert_eq!(
        create(&mut organization, "bea@example.com", "k").status,
        422
    );
    assert_eq!(organization.sandbox.users().len(), 1);
}

#[test]
fn a_refusal_is_replayed_for_a_day_and_no_longer() {
    let mut organization = Organization::of(0);
    let id = organization.create("ann@example.com");
    assert_eq!(
        create(&mut organization, "ann@example.com", "k").status,
        409
    );
    organization.sandbox.remove_user(&id);
    assert_eq!(
        create(&mut organization, "ann@example.com", "k").status,
        409
    );
    organization.now += 24 * 3_600_000;
    organization.token = {
        let form = organization.form();
        organization.ask_token(&form).body["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(create(&mut organization, "ann@example.com", "k").status < 300);
}

#[test]
fn a_key_in_flight_is_a_conflict() {
    let mut organization = Organization::new(Config {
        users: 0,
        latency_ms: (500, 500),
        ..Config::default()
    });
    create(&mut organization, "ann@example.com", "k");
    assert_eq!(
        create(&mut organization, "ann@example.com", "k").status,
        409
    );
    organization.now += 500;
    assert!(create(&mut organization, "ann@example.com", "k").status < 300);
}

#[test]
fn a_key_is_for_post_and_patch_and_not_longer_than_255() {
    let mut organization = Organization::of(1);
    let key = ("Idempotency-Key", "k");
    assert_eq!(
        organization
            .call_with("GET", "/Users", &Value::Null, key)
            .status,
        400
    );
    let long = "k".repeat(256);
    assert_eq!(
        create(&mut organization, "ann@example.com", &long).status,
        400
    );
    assert!(create(&mut organization, "ann@example.com", &long[1..]).status < 300);
}

#[test]
fn keys_are_not_honoured_if_told() {
    let mut organization = Organization::new(Config {
        users: 0,
        idempotency: false,
        duplicate_names: true,
        ..Config::default()
    });
    create(&mut organization, "ann@example.com", "k");
    create(&mut organization, "ann@example.com", "k");
    assert_eq!(organization.sandbox.users().len(), 2);
}
