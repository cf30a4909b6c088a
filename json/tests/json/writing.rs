//! What is written, beside what serde_json writes of the same.

use seatwarden_json::{Map, Text, Value, from_str, json, to_string};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

fn same(value: &(impl Serialize + ?Sized)) {
    assert_eq!(to_string(value), serde_json::to_string(value).unwrap());
}

#[test]
fn plain_things_are_written_as_serde_json_writes_them() {
    same(&true);
    same(&false);
    same(&());
    same("text");
    same(&'ü');
    same(&'"');
    same(&Some(1_u8));
    same(&None::<&str>);
    same(&Some(Some("x")));
    same(&["a", "b"]);
    same(&Vec::<u8>::new());
    same(&("a", 1, [true]));
    same(&vec![vec![1], vec![], vec![2, 3]]);
    same(&Cow::Borrowed("x"));
    same(&Box::new(7));
    same(&std::time::Duration::from_millis(1_500).as_secs());
}

#[test]
fn whole_numbers_are_written_to_their_last_digit() {
    for number in [
        0,
        1,
        -1,
        9,
        10,
        -10,
        99,
        100,
        i64::MIN,
        i64::MIN + 1,
        i64::MAX,
    ] {
        same(&number);
    }
    for number in [
        0,
        u64::from(u32::MAX),
        u64::MAX,
        u64::MAX - 1,
        10_000_000_000_000_000_000,
    ] {
        same(&number);
    }
    same(&(i8::MIN, i16::MIN, i32::MIN, u8::MAX, u16::MAX, u32::MAX));
    for power in 0..64 {
        same(&(1_u64 << power));
        same(&((1_u64 << power) - 1));
        same(&(-(1_i64 << (power % 63))));
    }
}

#[test]
fn a_float_is_left_out() {
    // Nothing in src/ says one: its tables would be 14 KB of wasm.
    assert_eq!(to_string(&[1.5, f64::NAN]), "[null,null]");
    assert_eq!(to_string(&1.5_f32), "null");
}

#[test]
fn each_character_of_a_string_is_escaped_as_serde_json_escapes_it() {
    let mut all = String::new();
    for code in (0..0x300).chain([0x2028, 0x2029, 0xfeff, 0xfffd, 0xffff, 0x1f600, 0x10_ffff]) {
        let letter = char::from_u32(code).unwrap();
        same(&letter.to_string());
        same(&letter);
        all.push(letter);
    }
    same(&all);
    same("");
    same("\"");
    same("ends in one\\");
    same("\n\n");
    same("\u{1}é\u{2}");
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    user_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    last_login: Option<&'a str>,
    #[serde(skip)]
    #[allow(dead_code)]
    secret: &'a str,
    active: bool,
    kind: Kind,
    tags: &'a [&'a str],
    #[serde(rename = "odd \"name\"")]
    odd: u32,
    more: BTreeMap<&'a str, Option<i64>>,
    boxed: Box<Wrapped>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    FullMember,
    #[serde(rename = "guest!")]
    Guest,
}

#[derive(Serialize)]
#[serde(transparent)]
struct Transparent(Inner);

#[derive(Serialize)]
struct Inner {
    #[serde(flatten)]
    first: Names,
    last: (),
}

#[derive(Serialize)]
struct Names {
    given: String,
    family: Option<String>,
}

#[derive(Serialize)]
struct Wrapped(String);

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Tagged {
    Bearer { token: &'static str },
    Nothing,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged {
    Text(&'static str),
    Many(Vec<Untagged>),
    Fields { a: u8 },
}

#[test]
fn what_serde_derives_is_written_as_serde_json_writes_it() {
    let user = |email: Option<&str>| User {
        user_name: "jane\n",
        email: email.map(ToOwned::to_owned),
        last_login: None,
        secret: "no",
        active: true,
        kind: Kind::FullMember,
        tags: &["a", "b\"c"],
        odd: 7,
        more: [("x", Some(-1)), ("y", None)].into(),
        boxed: Box::new(Wrapped("w".to_owned())),
    };
    same(&user(None));
    same(&user(Some("ü@example.com")));
    assert!(!to_string(&user(None)).contains("no"));
    same(&[user(None), user(Some(""))]);
    same(&[Kind::FullMember, Kind::Guest]);
    same(&Transparent(Inner {
        first: Names {
            given: "J".to_owned(),
            family: None,
        },
        last: (),
    }));
    same(&Unit);
    same(&[Tagged::Bearer { token: "t" }, Tagged::Nothing]);
    same(&[
        Untagged::Text("a"),
        Untagged::Many(vec![Untagged::Text("b"), Untagged::Many(vec![])]),
        Untagged::Fields { a: 1 },
    ]);
    same(&BTreeMap::from([('a', Unit)]));
    same(&BTreeMap::<String, String>::new());
}

#[test]
#[should_panic(expected = "of a shape that isn't written")]
#[cfg(debug_assertions)]
fn a_shape_that_nothing_in_the_core_has_is_noticed_by_the_first_test_that_has_one() {
    #[derive(Serialize)]
    struct Pair(u8, u8);
    let _ = to_string(&Pair(1, 2));
}

#[test]
#[should_panic(expected = "a name that is no text")]
#[cfg(debug_assertions)]
fn a_name_that_is_no_text_is_noticed_too() {
    let _ = to_string(&BTreeMap::from([(1, 2)]));
}

#[test]
fn what_was_read_is_written_as_it_was() {
    for text in [
        r#"{"z":1,"a":{"b":[]},"c":{},"":null}"#,
        "[0,-0,1.10,1e5,-2.5E+3,9007199254740992,1.12345678901234567890,1e400]",
        r#"["ü €😀","\"\\\n\r\t\b\f\u0000\u001f/",true,false,null]"#,
        "{\"a\":1,\"a\":2}",
        "\"\"",
    ] {
        let value = from_str(text).unwrap();
        assert_eq!(to_string(&value), text);
        assert_eq!(value.to_string(), text);
        assert_eq!(from_str(&to_string(&value)).unwrap(), value);
    }
}

#[test]
fn a_value_within_something_else_is_written_in_its_place() {
    #[derive(Serialize)]
    struct Answer<'a> {
        body: &'a Value,
        fields: &'a Map,
        name: Text,
        number: Value,
        after: &'a str,
    }
    let body = from_str(r#"[1.50,{"n":-0}]"#).unwrap();
    let fields: Map = [("a", json!([null]))].into_iter().collect();
    let answer = Answer {
        body: &body,
        fields: &fields,
        name: Text::from("n\"n"),
        number: from_str("1e2").unwrap(),
        after: "1e2",
    };
    assert_eq!(
        to_string(&answer),
        r#"{"body":[1.50,{"n":-0}],"fields":{"a":[null]},"name":"n\"n","number":1e2,"after":"1e2"}"#
    );
}

#[test]
fn another_serializer_is_given_numbers_as_far_as_serde_knows_them() {
    let value = from_str(r#"[1,-2,"x",1.50]"#).unwrap();
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"[1,-2,"x","1.50"]"#
    );
}
