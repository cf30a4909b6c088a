//! Opaque texts that callers hand back: where a listing stopped, and where a batch did. Whatever stands in one, nothing panics,
//! the call ends, and a text that isn't ours is `invalid_input`.
//!
//! An input is a kind of tenant and a kind of text, what stands in the text behind its mark, and answers as in `answers`.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_fuzz::{Nowhere, answer, answers, over};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The longest listing that an input may ask for ends soon: each page is given for ever.
const LIMIT: u64 = 50;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut word = || std::str::from_utf8(parts.next()?).ok();
    let (Some(kind), Some(place)) = (word(), word()) else {
        return;
    };
    let Some((provider, kind)) = kind.split_once(' ') else {
        return;
    };
    let Some(marks) = marks().get(provider) else {
        return;
    };
    let text = match kind {
        "cursor" => URL_SAFE_NO_PAD.encode(format!("{} {place}", marks.listing)),
        "resume" => URL_SAFE_NO_PAD.encode(format!("{} {place}", marks.batch)),
        _ => place.to_owned(),
    };
    let given = answers(parts.next().unwrap_or_default());
    let listed = said(provider, given.clone(), &list(&text));
    let done = said(provider, given, &batch(json!({ "resume": text })));
    // One text is never both.
    assert!(
        refused(&listed, "input.cursor") || refused(&done, "options.resume"),
        "{listed} {done}"
    );
    if let Some(results) = done["data"]["results"].as_array() {
        assert!(results.len() <= 2, "{done}");
    }
});

/// What the texts of a tenant begin with.
struct Marks {
    listing: String,
    batch: String,
}

/// Read off texts that the core itself gave.
fn marks() -> &'static HashMap<&'static str, Marks> {
    static MARKS: OnceLock<HashMap<&str, Marks>> = OnceLock::new();
    MARKS.get_or_init(|| {
        let mark = |said: &Value, at: &str| {
            let text = said.pointer(at).and_then(Value::as_str);
            let text = text.unwrap_or_else(|| panic!("no {at} in {said}"));
            let text = URL_SAFE_NO_PAD.decode(text).expect("base64");
            let text = String::from_utf8(text).expect("a text");
            text.split(' ').next().unwrap_or_default().to_owned()
        };
        let two = br#"200

{"totalResults":2,"Resources":[{"id":"1","userName":"a","active":true},{"id":"2","userName":"b","active":true}],"users":[{"id":"1","username":"a","status":"Active"},{"id":"2","username":"b","status":"Active"}],"nextPage":"x","success":true}"#;
        let busy = answer(b"503\n\n").expect("an answer");
        let both = ["zuora", "scim"].map(|provider| {
            let one = json!({ "action": "list", "input": { "limit": 1 } });
            let listed = said(provider, vec![answer(two).expect("an answer")], &one);
            let stopped = said(provider, vec![busy.clone()], &batch(json!({ "deadlineMs": 300 })));
            let marks = Marks {
                listing: mark(&listed, "/cursor"),
                batch: mark(&stopped, "/data/resume"),
            };
            (provider, marks)
        });
        HashMap::from(both)
    })
}

fn list(cursor: &str) -> Value {
    json!({ "action": "list", "input": { "cursor": cursor, "limit": LIMIT } })
}

fn batch(options: Value) -> Value {
    json!({ "action": "deactivateAll", "input": { "whos": ["a", { "id": "2" }] }, "options": options })
}

fn said(provider: &str, answers: Vec<seatwarden::host::HttpResponse>, step: &Value) -> Value {
    let connection = match provider {
        "zuora" => json!({ "provider": "zuora", "accessToken": "t" }),
        _ => {
            json!({ "provider": "scim", "baseUrl": "https://t.example/v2", "auth": { "type": "bearer", "token": "t" } })
        }
    };
    let client = Client::open(
        Nowhere::answering(answers),
        connection.into(),
        json!({}).into(),
    )
    .expect("a good connection");
    let output = over(step::run_on(&client, &step.to_string()));
    let said: Value = serde_json::from_str(&output).expect("the step gives JSON");
    assert_ne!(said["error"]["code"], "internal", "{output}");
    said
}

fn refused(said: &Value, path: &str) -> bool {
    let error = &said["error"];
    error["code"] == "invalid_input"
        && error["message"]
            .as_str()
            .is_some_and(|message| message.starts_with(path))
}
