//! Whatever a body holds: nothing panics, what comes out is JSON that makes sense, and a body is read as serde reads it.
//!
//! An input is as that of `webhook_verify`: a source's name, a delivery as JSON, and the body, divided by line feeds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::webhook::challenge::{Answer, challenge};
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::event::{EventType, LifecycleEvent};
use seatwarden::webhook::parse::parse;
use seatwarden::webhook::source::Source;
use seatwarden::webhook::value;
use seatwarden_fuzz::oracle;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut text = || std::str::from_utf8(parts.next()?).ok();
    let (Some(name), Some(json)) = (text(), text()) else {
        return;
    };
    let body = parts.next().unwrap_or_default();
    as_serde(body);
    let Ok(source) = Source::of(name) else {
        return;
    };
    let Ok(delivery) = Delivery::read(json) else {
        return;
    };
    if let Ok(Some(answer)) = challenge(source, &delivery, body) {
        let answer = read(&Answer::json(answer));
        assert_eq!(answer["status"], 200);
    }
    let Ok(events) = parse(source, &delivery, body) else {
        return;
    };
    for event in events {
        sensible(&event);
        assert!(read(&event.json()).is_object());
    }
});

fn sensible(event: &LifecycleEvent<'_>) {
    assert!(!event.id.is_empty());
    if let Some(at) = &event.effective_at {
        assert!(at.len() >= 10 && at.is_char_boundary(10), "{at}");
    }
    if matches!(event.kind, EventType::Ping | EventType::Other) {
        assert!(event.person.is_none() && event.who.is_none() && event.effective_at.is_none());
    }
    for (attribute, text) in event.person.iter().flatten() {
        attribute
            .check("person", text)
            .expect("a person is fit for provision");
    }
    // Nobody is given a seat, or loses one, without a name to find him by, unless the event says: ask first.
    assert!(
        event.thin
            || event.who.is_some()
            || matches!(event.kind, EventType::Ping | EventType::Other)
    );
}

/// The body is JSON if serde says so, and the same JSON.
fn as_serde(body: &[u8]) {
    let Ok(text) = std::str::from_utf8(body) else {
        return;
    };
    match (oracle::read(text), value::Value::read(text)) {
        (Some(Ok(wanted)), Ok(ours)) => assert_eq!(read(&ours), wanted),
        (Some(Err(_)), Err(_)) | (None, _) => {}
        (wanted, ours) => panic!("{ours:?}, and to serde_json {wanted:?}"),
    }
}

fn read(value: &value::Value<'_>) -> Value {
    serde_json::from_str(&value.json()).expect("what is written is JSON")
}
