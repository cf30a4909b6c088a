//! What is read, what is refused, and where.

use seatwarden_json::{
    DEEPEST, Error, MOST_FIELDS, Privacy, Problem, Text, Value, from_str, from_string,
};

fn read(text: &str) -> Value {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn problem(text: &str) -> (Problem, usize) {
    match from_str(text) {
        Err(Error { at, problem }) => (problem, at),
        Ok(value) => panic!("{text} was read as {value}"),
    }
}

fn text(value: &str) -> Value {
    Value::String(Text::from(value))
}

#[test]
fn each_kind_of_value_is_read() {
    assert_eq!(read("null"), Value::Null);
    assert_eq!(read("true"), Value::Bool(true));
    assert_eq!(read("false"), Value::Bool(false));
    assert_eq!(read("-1.50e+3"), Value::Number(Text::from("-1.50e+3")));
    assert_eq!(read("\"ü €😀\""), text("ü €😀"));
    assert_eq!(read("\"\""), text(""));
    assert_eq!(read("[]"), Value::Array(Vec::new()));
    assert_eq!(
        read("[1,[\"a\"],{}]"),
        Value::Array(vec![
            Value::Number(Text::from("1")),
            Value::Array(vec![text("a")]),
            Value::Object(seatwarden_json::Map::new()),
        ])
    );
    let object = read(r#"{"b":1,"a":{"":null}}"#);
    let names: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(|name| &**name)
        .collect();
    assert_eq!(names, ["b", "a"], "in the order in which they were written");
    assert_eq!(object.get("a").unwrap().get(""), Some(&Value::Null));
}

#[test]
fn white_space_may_stand_around_everything_and_nothing_else_may() {
    let spaced = " \t\r\n{ \t\"a\" \n: [ 1 ,\r2 ] , \"b\" : { } } \n";
    assert_eq!(read(spaced), read(r#"{"a":[1,2],"b":{}}"#));
    // RFC 8259 §2 knows these four; what else looks like a blank is none.
    for other in ["\u{a0}1", "\u{2028}1", "\u{c}1", "\u{b}1", "1\0"] {
        assert_eq!(problem(other).0, Problem::Syntax, "{other:?}");
    }
}

#[test]
fn a_byte_order_mark_is_the_callers_to_take_off() {
    assert_eq!(problem("\u{feff}{}"), (Problem::Syntax, 0));
}

#[test]
fn each_escape_is_the_character_that_it_names() {
    for (written, meant) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0000\u001f\u00e9\u00E9\u20ac""#, "\0\u{1f}éé€"),
        (
            r#""\ud83d\ude00 \uDBFF\uDFFF \ud800\udc00""#,
            "😀 \u{10ffff} \u{10000}",
        ),
        (r#""\uffff\ufffe\ufeff""#, "\u{ffff}\u{fffe}\u{feff}"),
        (r#""before\nbetween\n""#, "before\nbetween\n"),
        (r#""\n\n""#, "\n\n"),
        (r#""é\u00e9é""#, "ééé"),
    ] {
        assert_eq!(read(written), text(meant), "{written}");
        let named = format!("{{{written}:1}}");
        assert!(read(&named).get(meant).is_some(), "as a name: {named}");
    }
    // Far more than the buffer in which it begins, so that it has to move.
    let long = "0123456789\\\"".repeat(1_000);
    assert_eq!(
        read(&format!("\"{long}\"")),
        text(&"0123456789\"".repeat(1_000))
    );
}

#[test]
fn half_of_a_character_is_said_to_be_one() {
    for lone in [
        r#""\ud800""#,
        r#""\udfff""#,
        r#""\udc00\ud800""#,
        r#""\ud800x""#,
        r#""\ud83d\n""#,
        r#""\ud83d\u0041""#,
        r#""\ud83d\ud83d""#,
        r#"{"\ud800":1}"#,
    ] {
        assert_eq!(problem(lone).0, Problem::Surrogate, "{lone}");
    }
    // A digit that is none is something else.
    for broken in [r#""\u12g4""#, r#""\ud83d\uzzzz""#, r#""\u12""#, r#""\u"#] {
        assert_eq!(problem(broken).0, Problem::Syntax, "{broken}");
    }
}

#[test]
fn a_control_character_must_be_escaped() {
    for code in 0..0x20_u8 {
        let control = char::from(code);
        assert_eq!(
            problem(&format!("\"{control}\"")).0,
            Problem::Syntax,
            "{code:#x}"
        );
        assert_eq!(
            problem(&format!("\"\\n{control}\"")).0,
            Problem::Syntax,
            "{code:#x}"
        );
        let escaped = format!("\"\\u{code:04x}\"");
        assert_eq!(read(&escaped), text(&control.to_string()));
    }
    assert_eq!(read("\"\u{7f}\""), text("\u{7f}"));
}

#[test]
fn what_is_no_json_is_refused_where_it_stops_being_any() {
    for (given, at) in [
        ("", 0),
        ("  ", 2),
        ("{oops", 1),
        ("{", 1),
        ("[", 1),
        ("[1", 2),
        ("[1,", 3),
        ("[1,]", 3),
        ("[,1]", 1),
        ("[1 2]", 3),
        ("[1}", 2),
        ("{\"a\" 1}", 5),
        ("{\"a\":}", 5),
        ("{\"a\":1,}", 7),
        ("{\"a\":1 \"b\":2}", 7),
        ("{1:2}", 1),
        ("{\"a\"", 4),
        ("{\"a\":", 5),
        ("'a'", 0),
        ("+1", 0),
        (".5", 0),
        ("NaN", 0),
        ("Infinity", 0),
        ("True", 0),
        ("// no\n1", 0),
        ("1 1", 2),
        ("{}{}", 2),
        ("[] x", 3),
        ("\"é\" \"", 5),
    ] {
        assert_eq!(problem(given), (Problem::Syntax, at), "{given}");
    }
    // In the midst of these, the place is within them.
    for given in [
        "nul",
        "nulL",
        "tru",
        "falsy",
        "\"a",
        "\"\u{1}\"",
        "\"\\x\"",
        "\"a\\",
        "-",
        "-x",
        "1.",
        "1e",
        "1e+",
    ] {
        let (kind, at) = problem(given);
        assert_eq!(kind, Problem::Syntax, "{given}");
        assert!(at <= given.len(), "{given}: {at}");
        let (_, further) = problem(&format!("[[1],{given}"));
        assert_eq!(further, at + 5, "{given} further back");
    }
}

#[test]
fn a_word_of_json_ends_where_it_ends() {
    for (given, at) in [
        ("nullx", 4),
        ("truefalse", 4),
        ("[null1]", 5),
        ("1null", 1),
        ("\"a\"b", 3),
    ] {
        assert_eq!(problem(given), (Problem::Syntax, at), "{given}");
    }
}

#[test]
fn nesting_ends_where_it_is_said_to() {
    let lists = |levels| "[".repeat(levels) + &"]".repeat(levels);
    let objects = |levels| "{\"a\":".repeat(levels) + "1" + &"}".repeat(levels);
    assert!(from_str(&lists(DEEPEST)).is_ok());
    assert_eq!(problem(&lists(DEEPEST + 1)), (Problem::Depth, DEEPEST));
    // What is in the innermost is one deeper.
    assert!(from_str(&objects(DEEPEST - 1)).is_ok());
    assert_eq!(problem(&objects(DEEPEST)).0, Problem::Depth);
    // And ten thousand beside each other are not deep.
    assert!(from_str(&format!("[{}[]]", "[[]],".repeat(10_000))).is_ok());
    assert_eq!(problem(&"[".repeat(1_000_000)), (Problem::Depth, DEEPEST));
}

#[test]
fn more_fields_than_any_honest_object_has_are_refused() {
    let object = |count: usize| {
        let fields: Vec<String> = (0..count).map(|at| format!("\"f{at}\":{at}")).collect();
        format!("{{{}}}", fields.join(","))
    };
    let most = read(&object(MOST_FIELDS));
    assert_eq!(most.as_object().unwrap().len(), MOST_FIELDS);
    assert_eq!(most.get("f9999").and_then(Value::as_u64), Some(9_999));
    assert_eq!(problem(&object(MOST_FIELDS + 1)).0, Problem::Fields);
    // Also of one name, and also further in.
    let same = format!("[{{{}\"a\":1}}]", "\"a\":1,".repeat(MOST_FIELDS));
    assert_eq!(problem(&same).0, Problem::Fields);
    // Each object has its own.
    let two = format!("[{0},{0}]", object(MOST_FIELDS / 2 + 1));
    assert!(from_str(&two).is_ok());
}

#[test]
fn of_two_fields_of_a_name_the_last_counts() {
    let object = read(r#"{"a":1,"b":2,"\u0061":{"c":3},"a":4}"#);
    assert_eq!(object.get("a").and_then(Value::as_u64), Some(4));
    assert_eq!(object.get("b").and_then(Value::as_u64), Some(2));
}

#[test]
fn a_text_that_was_refused_comes_back() {
    for privacy in [Privacy::Open, Privacy::Private] {
        let (error, back) = from_string("{\"a\":<html>".to_owned(), privacy).unwrap_err();
        assert_eq!((error.at, error.problem), (5, Problem::Syntax));
        assert_eq!(back, "{\"a\":<html>");
    }
}

#[test]
fn a_private_text_is_read_as_an_open_one() {
    for text in [
        r#"{"a":["b\n",1.50,null,true,90071992547409930]}"#,
        "\"\"",
        "[{}]",
    ] {
        let private = from_string(text.to_owned(), Privacy::Private).unwrap();
        assert_eq!(private, read(text));
        assert_eq!(private.to_string(), read(text).to_string());
    }
}

#[test]
fn what_is_read_lives_on_without_the_text() {
    let inner = {
        let whole = read(r#"{"users":[{"name":"Jane","note":"a\tb","n":12}]}"#);
        whole.get("users").unwrap().as_array().unwrap()[0].clone()
    };
    assert_eq!(inner.to_string(), r#"{"name":"Jane","note":"a\tb","n":12}"#);
}
