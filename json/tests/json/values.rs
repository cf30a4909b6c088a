//! Values made in Rust: `json!` beside serde_json's, what is turned into a value, and what one asks of it.

use seatwarden_json::{Map, Text, Value, json};

/// The same tokens through both macros are the same JSON, in the same order.
macro_rules! both {
    ($($json:tt)+) => {{
        let (ours, theirs) = (json!($($json)+), serde_json::json!($($json)+));
        assert_eq!(serde_json::Value::from(&ours), theirs);
        assert_eq!(Value::from(&theirs), ours);
    }};
}

#[test]
fn the_macro_is_that_of_serde_json() {
    let (name, none, some) = ("Jane", None::<&str>, Some("x"));
    let (list, owned) = (vec!["a", "b"], String::from("own"));
    both!(null);
    both!(true);
    both!("text");
    both!(7);
    both!([]);
    both!({});
    both!([null]);
    both!([1, "two", false, null, [], {}, [[3]], { "a": null },]);
    both!({ "a": 1, "b": null, "c": [1, [2], {}], "d": { "e": { "f": [] } }, });
    both!({ "name": name, "none": none, "some": some, "list": list.clone(), "owned": owned.clone() });
    both!({ "upper": name.to_uppercase(), "sum": 1 + 2, "if": if name.is_empty() { "no" } else { "yes" } });
    both!([name.len(), -1, u64::MAX, list.len() == 2]);
    both!({ "a": 1, "a": 2 });
    both!({ "\"\\\n": "\"\\\n" });
    let fields = "a name";
    both!({ fields: 1, "items": [fields] });
    both!([{ "a": [{ "b": [{ "c": null }] }] }, null]);
    assert_eq!(json!({ "z": 1, "a": 2 }).to_string(), r#"{"z":1,"a":2}"#);
}

#[test]
fn what_is_turned_into_a_value_is_what_it_was() {
    let (text, strings) = (Text::from("t"), vec!["a".to_owned(), "b".to_owned()]);
    let map: Map = [("a", 1)].into_iter().collect();
    for (value, written) in [
        (Value::default(), "null"),
        (Value::from(false), "false"),
        (Value::from("a"), "\"a\""),
        (Value::from(String::from("a")), "\"a\""),
        (Value::from(&String::from("a")), "\"a\""),
        (Value::from(&text), "\"t\""),
        (Value::from(-7_i32), "-7"),
        (Value::from(7_usize), "7"),
        (Value::from(u64::MAX), "18446744073709551615"),
        (Value::from(map), "{\"a\":1}"),
        (Value::from(&json!([1])), "[1]"),
        (Value::from(None::<bool>), "null"),
        (Value::from(Some(true)), "true"),
        (Value::from(vec![1, 2]), "[1,2]"),
        (Value::from(&strings[..]), "[\"a\",\"b\"]"),
        (strings.iter().collect(), "[\"a\",\"b\"]"),
    ] {
        assert_eq!(value.to_string(), written);
    }
}

#[test]
fn a_value_answers_only_as_what_it_is() {
    let all = [
        json!(null),
        json!(true),
        json!(1),
        json!("1"),
        json!([1]),
        json!({ "a": 1 }),
    ];
    let told = |ask: fn(&Value) -> bool| {
        all.iter()
            .map(|value| u8::from(ask(value)))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(Value::is_null), [1, 0, 0, 0, 0, 0]);
    assert_eq!(told(|value| value.as_bool().is_some()), [0, 1, 0, 0, 0, 0]);
    assert_eq!(told(|value| value.as_u64().is_some()), [0, 0, 1, 0, 0, 0]);
    assert_eq!(told(|value| value.as_f64().is_some()), [0, 0, 1, 0, 0, 0]);
    assert_eq!(told(|value| value.as_str().is_some()), [0, 0, 0, 1, 0, 0]);
    assert_eq!(told(|value| value.as_array().is_some()), [0, 0, 0, 0, 1, 0]);
    assert_eq!(told(Value::is_array), [0, 0, 0, 0, 1, 0]);
    assert_eq!(
        told(|value| value.as_object().is_some()),
        [0, 0, 0, 0, 0, 1]
    );
    assert_eq!(told(Value::is_object), [0, 0, 0, 0, 0, 1]);
    assert_eq!(told(|value| value.get("a").is_some()), [0, 0, 0, 0, 0, 1]);
    assert_ne!(json!("1"), json!(1));
}

#[test]
fn a_value_is_changed_in_its_place() {
    let mut value = json!({ "a": { "b": [1] } });
    *value.get_mut("a").unwrap().get_mut("b").unwrap() = json!([1, 2]);
    value
        .get_mut("a")
        .unwrap()
        .get_mut("b")
        .unwrap()
        .as_array_mut()
        .unwrap()
        .push(json!("3"));
    assert_eq!(value.to_string(), r#"{"a":{"b":[1,2,"3"]}}"#);
    value.as_object_mut().unwrap().insert("c", 1);
    assert_eq!(
        value.get_mut("a").unwrap().take().to_string(),
        r#"{"b":[1,2,"3"]}"#
    );
    assert_eq!(value.to_string(), r#"{"a":null,"c":1}"#);
    assert!(value.get_mut("x").is_none());
}

#[test]
fn a_part_of_a_text_is_a_text_like_any_other() {
    let read = seatwarden_json::from_str(r#"["same","same","s\u0061me","other"]"#).unwrap();
    let Value::Array(items) = &read else {
        panic!("{read}")
    };
    let texts: Vec<Text> = items
        .iter()
        .map(|item| match item {
            Value::String(text) => text.clone(),
            other => panic!("{other}"),
        })
        .collect();
    assert!(texts[0] == texts[1] && texts[0] == texts[2] && texts[0] != texts[3]);
    assert!(texts[0] == "same" && texts[0] == *"same" && texts[0].starts_with("sa"));
    assert_eq!(format!("{} {:?}", texts[2], texts[2]), "same \"same\"");
    assert_eq!(String::from(texts[2].clone()), "same");
}
