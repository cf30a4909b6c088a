//! Filters and attribute paths: what is built is read back as the same, whatever is in it; what is read is written and read
//! again as the same; a value that was set at a path is got there.
//!
//! An input is a path, a value, and a filter, divided by line feeds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::scim::filter::Filter;
use seatwarden::scim::path;
use seatwarden_json::{Map, Value, from_str, json};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (at, value, filter) = (line(), line(), line());
    built("userName", value);
    if Filter::read("path", &format!("{at} pr")) == Ok(Filter::Present(at.to_owned())) {
        built(at, value);
    }
    if let Ok(read) = Filter::read("filter", filter) {
        let written = read.text();
        let again = Filter::read("filter", &written);
        let again = again.expect("what was written is a filter");
        assert_eq!(shape(&again), shape(&read), "{written}");
        let record = json!({ "userName": value, "emails": [{ "type": "work", "value": value }] });
        assert_eq!(again.judge(&record, None), read.judge(&record, None), "{written}");
    }
    set(at, value);
    flattened(text);
});

/// What a filter means: `a or (b or c)` is `a or b or c`.
fn shape(filter: &Filter) -> String {
    fn terms(filter: &Filter, of: fn(&Filter) -> Option<(&Filter, &Filter)>) -> String {
        match of(filter) {
            Some((one, other)) => format!("{}, {}", terms(one, of), terms(other, of)),
            None => shape(filter),
        }
    }
    let ors: fn(&Filter) -> Option<(&Filter, &Filter)> = |filter| match filter {
        Filter::Or(one, other) => Some((one, other)),
        _ => None,
    };
    let ands: fn(&Filter) -> Option<(&Filter, &Filter)> = |filter| match filter {
        Filter::And(one, other) => Some((one, other)),
        _ => None,
    };
    match filter {
        Filter::Or(..) => format!("or({})", terms(filter, ors)),
        Filter::And(..) => format!("and({})", terms(filter, ands)),
        Filter::Not(inner) => format!("not({})", shape(inner)),
        Filter::Within(path, inner) => format!("{path}[{}]", shape(inner)),
        one => format!("{one:?}"),
    }
}

/// A filter for a value finds whoever has just that.
fn built(at: &str, value: &str) {
    let filter = Filter::eq(at, value);
    let text = filter.text();
    assert_eq!(
        Filter::read("filter", &text).as_ref(),
        Ok(&filter),
        "{text}"
    );
    if at == "userName" {
        assert_eq!(filter.judge(&json!({ "userName": value }), None), Some(true));
        let both = filter.clone().and(Filter::eq("title", value)).text();
        assert!(Filter::read("filter", &both).is_ok(), "{both}");
    }
}

fn set(at: &str, value: &str) {
    let mut record = Map::new();
    record.insert("name".to_owned(), json!({ "givenName": "Jane" }));
    path::set(&mut record, at, Value::from(value));
    let record = Value::Object(record);
    if !at.contains(':') {
        assert_eq!(
            path::get(&record, at),
            Some(&Value::from(value)),
            "{at:?}: {record}"
        );
    }
}

fn flattened(text: &str) {
    if let Ok(Value::Object(extra)) = from_str(text) {
        let count = extra.len();
        assert!(path::flattened(extra, "urn:own").len() + 64 * 1024 >= count);
    }
}
