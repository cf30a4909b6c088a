//! Every body of the fixture says what a person reads out of it.

use crate::support::{Vector, deliveries, events, serde};
use seatwarden::model::Person;
use seatwarden::webhook::challenge::{Answer, challenge};
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::event::LifecycleEvent;
use seatwarden::webhook::parse::parse;
use seatwarden::webhook::source::Source;
use serde_json::{Value, json};

/// What callers see.
fn shown(events: Vec<LifecycleEvent<'_>>) -> Value {
    let events = events.into_iter().map(LifecycleEvent::json);
    events.map(|event| serde(&event)).collect()
}

fn complaint(vector: &Vector) -> Option<String> {
    let (json, body) = (vector.json(), vector.body());
    let got = Delivery::read(&json)
        .and_then(|delivery| parse(vector.source(), &delivery, &body))
        .map(shown);
    let wanted = &vector.expect;
    let fits = match (&got, wanted.get("events")) {
        (Ok(events), Some(wanted)) => events == wanted,
        (Err(error), None) => {
            json!(error.code) == wanted["error"]
                && error.message.contains(wanted["says"].as_str().unwrap())
        }
        _ => false,
    };
    let got = got.map(|events| events.to_string());
    (!fits).then(|| format!("{}\n  wanted {wanted}\n  got {got:?}", vector.name))
}

#[test]
fn each_body_says_what_a_person_reads_out_of_it() {
    let vectors = events();
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
fn a_person_that_is_handed_out_is_fit_for_provision() {
    let mut seen = 0;
    for vector in events() {
        for event in vector.expect["events"].as_array().into_iter().flatten() {
            if let Some(person) = event.get("person") {
                let person = Person::read("person", person.clone().into()).unwrap();
                person.check("person").unwrap();
                seen += 1;
            }
        }
    }
    assert!(seen > 30);
}

#[test]
fn the_id_that_verify_gives_is_the_one_that_the_event_has() {
    let mut seen = 0;
    for vector in deliveries() {
        let (json, body) = (vector.json(), vector.body());
        let (Ok(verified), Ok(delivery)) = (vector.verify(), Delivery::read(&json)) else {
            continue;
        };
        if let Ok(events) = parse(vector.source(), &delivery, &body) {
            assert_eq!(events[0].id, verified.id, "{}", vector.name);
            seen += 1;
        }
    }
    assert!(seen > 100);
}

fn asked(source: &str, request: &Value, body: &[u8]) -> Value {
    let json = request.to_string();
    let request = Delivery::read(&json).unwrap();
    challenge(Source::of(source).unwrap(), &request, body)
        .unwrap()
        .map_or(Value::Null, |answer| serde(&Answer::json(answer)))
}

#[test]
fn oktas_one_time_get_is_answered_with_its_own_challenge() {
    let url = "https://example.com/hooks/okta";
    let get = json!({ "method": "GET", "url": url, "headers": { "X-Okta-Verification-Challenge": "my \"verification\" challenge" } });
    let answer = asked("okta", &get, b"");
    assert_eq!(answer["status"], 200);
    assert_eq!(
        answer["headers"],
        json!({ "content-type": "application/json" })
    );
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({ "verification": "my \"verification\" challenge" })
    );
    for other in [
        json!({ "method": "POST", "headers": { "x-okta-verification-challenge": "a" } }),
        json!({ "method": "GET", "headers": {} }),
        json!({ "method": "GET", "headers": { "x-okta-verification-challenge": "" } }),
        json!({ "headers": { "x-okta-verification-challenge": "a" } }),
    ] {
        assert_eq!(asked("okta", &other, b""), Value::Null, "{other}");
    }
    assert_eq!(asked("gusto", &get, b""), Value::Null);
}

#[test]
fn hibobs_ping_is_answered_and_its_events_are_not() {
    let post = json!({ "method": "POST", "headers": {} });
    for body in ["Ping test", "\"Ping test\"", "{\"text\":\"Ping test\"}"] {
        assert_eq!(
            asked("hibob", &post, body.as_bytes()),
            json!({ "status": 200, "headers": {}, "body": "" }),
            "{body}"
        );
    }
    for body in [
        "",
        "{}",
        "{\"type\":\"employee.left\",\"text\":\"x\"}",
        "ping",
    ] {
        assert_eq!(
            asked("hibob", &post, body.as_bytes()),
            Value::Null,
            "{body}"
        );
    }
    assert_eq!(
        asked(
            "hibob",
            &json!({ "method": "GET", "headers": {} }),
            b"Ping test"
        ),
        Value::Null
    );
}
