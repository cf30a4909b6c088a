//! Plans that come back. Whatever is given as one, nothing panics, and what nobody planned is `invalid_input`. A plan that was
//! made is taken once another program has read and written it, and refused if a count in it is another.
//!
//! An input is JSON: a plan, and a roster.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::host::HttpResponse;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_fuzz::{Nowhere, over};
use serde_json::{Number, Value, json};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return;
    };
    // A hash of its own in it would be a plan indeed.
    let refused = said("apply", &format!("{{\"plan\":{text}}}"));
    assert_eq!(refused["error"]["code"], "invalid_input", "{refused}");
    if let Some(id) = value["id"].as_str().filter(|id| id.len() >= 32) {
        let confirmed = json!({ "confirm": id });
        let refused = said_with("apply", &format!("{{\"plan\":{text}}}"), &confirmed);
        assert_eq!(refused["error"]["code"], "invalid_input", "{refused}");
    }
    let roster = match &value {
        Value::Object(_) => json!([value]),
        other => other.clone(),
    };
    let made = said("plan", &json!({ "roster": roster }).to_string());
    if made["ok"] != true {
        assert_ne!(made["error"]["code"], "internal", "{made}");
        return;
    }
    let Some(mut plan) = as_javascript_writes(&made["data"]) else {
        return;
    };
    let dry = json!({ "dryRun": true });
    let taken = said_with("apply", &json!({ "plan": plan }).to_string(), &dry);
    assert_ne!(taken["error"]["code"], "invalid_input", "{taken} {plan}");
    plan["unchanged"] = json!(1);
    let refused = said_with("apply", &json!({ "plan": plan }).to_string(), &dry);
    assert_eq!(refused["error"]["code"], "invalid_input", "{refused}");
});

/// A step on a server with nobody in it.
fn said(action: &str, input: &str) -> Value {
    said_with(action, input, &json!({}))
}

fn said_with(action: &str, input: &str, options: &Value) -> Value {
    let nobody = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "Resources": [] });
    let host = Nowhere::answering(vec![HttpResponse {
        status: 200,
        headers: vec![(
            "content-type".to_owned(),
            "application/scim+json".to_owned(),
        )],
        body: nobody.to_string().into_bytes(),
        redirected: false,
    }]);
    let connection = json!({ "provider": "scim", "baseUrl": "https://t.example", "auth": { "type": "bearer", "token": "t" } });
    let client =
        Client::open(host, connection.into(), json!({}).into()).expect("a good connection");
    let text = format!("{{\"action\":\"{action}\",\"input\":{input},\"options\":{options}}}");
    let output = over(step::run_on(&client, &text));
    serde_json::from_str(&output).expect("the step gives JSON")
}

/// The value as JavaScript has it once it was read and written there: each number in the fewest digits. `None` where one is
/// beyond all doubles.
fn as_javascript_writes(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Number(number) => {
            let number = number.as_f64().filter(|number| number.is_finite())?;
            if number.fract() == 0.0 && number.abs() < 1e15 {
                Value::Number(Number::from(number as i64))
            } else {
                Value::Number(Number::from_f64(number)?)
            }
        }
        Value::Array(items) => {
            let items = items.iter().map(as_javascript_writes);
            Value::Array(items.collect::<Option<_>>()?)
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields =
                fields.map(|(key, value)| Some((key.clone(), as_javascript_writes(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
        other => other.clone(),
    })
}
