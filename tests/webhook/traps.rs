//! The traps of HR webhooks, by name: what public code gets wrong, and what an attacker would try.

use crate::support::{events, named, serde};
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::event::LifecycleEvent;
use seatwarden::webhook::parse::parse;
use serde_json::{Value, json};

/// What the body of this name says: type, date and whether to ask first.
fn says(name: &str) -> Vec<(String, Option<String>, bool)> {
    let all = events();
    let vector = all.iter().find(|vector| vector.name == name);
    let vector = vector.unwrap_or_else(|| panic!("no vector is called {name}"));
    let (json, body) = (vector.json(), vector.body());
    let delivery = Delivery::read(&json).unwrap();
    let events = parse(vector.source(), &delivery, &body).unwrap();
    let shown = events.into_iter().map(LifecycleEvent::json);
    shown
        .map(|event| serde(&event))
        .map(|event| {
            let text = |field: &str| event[field].as_str().map(str::to_owned);
            let thin = event["thin"] == Value::Bool(true);
            (text("type").unwrap(), text("effectiveAt"), thin)
        })
        .collect()
}

fn is(kind: &str, at: Option<&str>, thin: bool) -> Vec<(String, Option<String>, bool)> {
    vec![(kind.to_owned(), at.map(str::to_owned), thin)]
}

fn passes(names: &[&str]) {
    for name in names {
        let result = named(name).verify();
        assert!(result.is_ok(), "{name}: {result:?}");
    }
}

fn refused(names: &[&str]) {
    for name in names {
        let error = named(name).verify().expect_err(name);
        assert_eq!(
            json!(error.code),
            json!("webhook_invalid"),
            "{name}: {error}"
        );
    }
}

#[test]
fn bamboohr_signs_body_and_time_with_nothing_between() {
    passes(&["bamboohr: a delivery as the vendor sends it"]);
    refused(&[
        "bamboohr: signed without the time",
        "bamboohr: signed with a dot between",
        "bamboohr: signed with the time first",
    ]);
}

#[test]
fn bamboohr_digits_cannot_wander_from_the_time_to_the_body() {
    passes(&[
        "bamboohr: a time that reads the same in seconds",
        "bamboohr: a form that ends in digits which make no time that has come",
    ]);
    refused(&[
        "bamboohr: three digits of the time moved to the body",
        "bamboohr: a form that ends in digits which make one",
    ]);
}

#[test]
fn digits_cannot_wander_between_a_time_and_an_id_beside_it() {
    passes(&["generic: an RFC 3339 time between id and body, as Twitch signs"]);
    refused(&[
        "generic: a time with nothing between it and the id",
        "generic: a time with nothing between it and the id behind an empty text",
        "generic: a time with nothing between it and the id behind it",
    ]);
}

#[test]
fn bamboohr_is_hex_in_a_header_without_v1() {
    refused(&[
        "bamboohr: in base64, as public code has it",
        "bamboohr: in a header with -v1",
    ]);
}

#[test]
fn bamboohr_retries_eighty_minutes_later_in_seconds_or_milliseconds() {
    passes(&[
        "bamboohr: a time in milliseconds",
        "bamboohr: a retry after 85 minutes",
        "bamboohr: a retry after 85 minutes, in milliseconds",
    ]);
    refused(&["bamboohr: too old by a second"]);
}

#[test]
fn deel_signs_post_before_the_body() {
    passes(&[
        "deel: a delivery as the vendor sends it",
        "deel: by POST, which is what is signed",
    ]);
    refused(&[
        "deel: signed without POST",
        "deel: by PUT",
        "deel: by PUT and signed so",
        "deel: POST in small letters in what is signed",
    ]);
}

#[test]
fn deel_has_no_sha256_prefix() {
    refused(&["deel: sha256= before the hex"]);
}

#[test]
fn workos_signs_the_raw_body_and_not_json_written_anew() {
    passes(&["workos: JSON that another library would write differently: the raw bytes count"]);
    refused(&[
        "workos: a signature over JSON that was written anew",
        "workos: the JSON written anew under the right signature",
    ]);
}

#[test]
fn workos_deliveries_from_the_future_are_refused() {
    refused(&[
        "workos: signed for next year",
        "workos: too far in the future",
    ]);
}

#[test]
fn workos_times_are_milliseconds() {
    refused(&[
        "workos: a time in seconds",
        "workos: a replay with a fresh t",
    ]);
}

#[test]
fn merge_pads_or_does_not() {
    passes(&[
        "merge: base64url without padding",
        "merge: base64url with padding",
    ]);
}

#[test]
fn finch_secrets_are_base64_and_not_text() {
    refused(&["finch: the secret's text in place of its bytes"]);
}

#[test]
fn okta_secrets_are_the_whole_authorization_value_with_or_without_bearer() {
    passes(&[
        "okta: a delivery as the vendor sends it",
        "okta: Bearer before the secret",
        "okta: Bearer in the caller's secret too",
    ]);
    refused(&[
        "okta: Basic before the secret",
        "okta: half the secret",
        "okta: the secret and a letter",
    ]);
}

#[test]
fn a_shared_secret_proves_nothing_of_the_body_and_says_so() {
    for source in ["okta", "factorial"] {
        let verified = named(&format!(
            "{source}: nothing is signed, so another body passes, and its strength says so"
        ))
        .verify()
        .unwrap();
        assert_eq!(verified.strength.name(), "shared_secret");
    }
}

#[test]
fn an_empty_secret_is_no_secret() {
    for source in [
        "bamboohr",
        "hibob",
        "gusto",
        "deel",
        "okta",
        "factorial",
        "generic",
    ] {
        let error = named(&format!(
            "{source}: signed with the empty secret, which anybody has"
        ))
        .verify()
        .unwrap_err();
        assert_eq!(json!(error.code), json!("invalid_input"), "{source}");
    }
}

#[test]
fn a_public_key_is_no_hmac_secret() {
    refused(&[
        "standard-webhooks: an HMAC keyed with the public key, called v1",
        "standard-webhooks: an HMAC keyed with the public key, called v1a",
    ]);
}

#[test]
fn an_id_cannot_swallow_the_time() {
    refused(&[
        "standard-webhooks: an id that has swallowed the time",
        "standard-webhooks: an id that ends like a time, for it may have swallowed it",
    ]);
}

#[test]
fn schemes_that_no_vendor_confirms_are_not_confirmed() {
    for (source, confirmed) in [
        ("bamboohr", false),
        ("hibob", true),
        ("gusto", false),
        ("deel", false),
        ("personio", false),
        ("factorial", false),
        ("merge", false),
        ("finch", true),
        ("workos", true),
        ("standard-webhooks", true),
        ("okta", true),
        ("rippling", false),
        ("generic", false),
    ] {
        let verified = named(&format!("{source}: a delivery as the vendor sends it"))
            .verify()
            .unwrap();
        assert_eq!(verified.confirmed, confirmed, "{source}");
    }
}

#[test]
fn a_bamboohr_termination_arrives_as_an_update_so_an_update_asks_first() {
    assert_eq!(
        says("bamboohr: updated may be a termination, so it is a thin mover"),
        is("mover", Some("2026-01-31T18:42:00Z"), true)
    );
}

#[test]
fn a_gusto_termination_is_scheduled_and_only_its_effective_event_is_now() {
    assert_eq!(says("gusto: terminated"), is("leaver", None, true));
    let now = is("leaver", Some("2022-12-14T23:00:41Z"), true);
    assert_eq!(says("gusto: terminated_effective"), now);
    assert_eq!(says("gusto: termination_effective"), now);
    assert_eq!(
        says("gusto: termination_cancelled"),
        is("cancelled", None, true)
    );
}

#[test]
fn hibobs_ping_is_no_json_or_a_string_or_an_object_and_hires_nobody() {
    for name in [
        "hibob: the ping, bare",
        "hibob: the ping, in quotes",
        "hibob: the ping, with a line end",
        "hibob: the ping, as an object",
    ] {
        assert_eq!(says(name), is("ping", None, false), "{name}");
    }
}

#[test]
fn a_deel_contract_that_is_terminated_may_run_for_months() {
    assert_eq!(
        says("deel: contract.terminated without a date is thin: it may be months away"),
        is("leaver", None, true)
    );
    assert_eq!(
        says("deel: contract.terminated with its date"),
        is("leaver", Some("2025-03-31"), false)
    );
}

#[test]
fn a_factorial_delivery_without_a_name_is_never_taken_for_a_hire() {
    assert_eq!(
        says("factorial: without a name it is a change to look into"),
        is("mover", None, true)
    );
}

#[test]
fn okta_tells_of_attempts_that_failed_and_of_things_that_are_no_user() {
    let kinds: Vec<_> =
        says("okta: three events in one delivery, one of them of no matter and one that failed")
            .into_iter()
            .map(|(kind, ..)| kind)
            .collect();
    assert_eq!(kinds, ["joiner", "other", "other"]);
}

#[test]
fn a_list_of_signatures_is_a_rotation_and_any_of_them_will_do() {
    passes(&[
        "standard-webhooks: several signatures, the last one good",
        "standard-webhooks: v1a while rotating from v1",
        "finch: rotation: the second of two secrets",
    ]);
    refused(&["standard-webhooks: a hundred signatures"]);
}
