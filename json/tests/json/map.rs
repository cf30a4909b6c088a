//! What `src/` relies on of an object: its order, and names that came twice.

use seatwarden_json::{Map, from_str, json};

fn object(text: &str) -> Map {
    from_str(text).unwrap().as_object().unwrap().clone()
}

fn shown(map: &Map) -> String {
    seatwarden_json::to_string(map)
}

#[test]
fn a_field_is_set_in_its_place_and_a_new_one_at_the_end() {
    let mut map = object(r#"{"b":1,"a":2}"#);
    assert_eq!(map.insert("b", "x"), Some(json!(1)));
    assert_eq!(map.insert("c", true), None);
    assert_eq!(shown(&map), r#"{"b":"x","a":2,"c":true}"#);
    assert_eq!((map.len(), map.is_empty()), (3, false));
    assert!(Map::new().is_empty());
}

#[test]
fn a_field_is_made_only_if_it_is_not_there() {
    let mut map = object(r#"{"a":1}"#);
    assert_eq!(*map.field("a"), json!(1));
    assert!(map.field("b").is_null());
    *map.field("b") = json!("x");
    *map.field("a") = json!([]);
    assert_eq!(shown(&map), r#"{"a":[],"b":"x"}"#);
}

#[test]
fn of_a_name_that_came_twice_the_last_is_asked_changed_and_taken() {
    let twice = r#"{"a":1,"b":2,"a":3}"#;
    let mut map = object(twice);
    assert_eq!(map.get("a"), Some(&json!(3)));
    assert_eq!(map.get_mut("a"), Some(&mut json!(3)));
    assert_eq!(*map.field("a"), json!(3));
    assert_eq!(map.insert("a", 4), Some(json!(3)));
    assert_eq!(map.get("a"), Some(&json!(4)));
    // A reader of what is written finds the same.
    assert_eq!(object(&shown(&map)).get("a"), Some(&json!(4)));
    assert_eq!(map.remove("a"), Some(json!(4)));
    assert!(!map.contains_key("a") && map.contains_key("b"));
    assert_eq!(shown(&map), r#"{"b":2}"#);
    assert_eq!(map.remove("a"), None);
}

#[test]
fn a_name_in_other_letters_is_found_and_its_own_spelling_first() {
    let map = object(r#"{"Active":1,"ACTIVE":2,"active":3,"aCTIVE":4,"É":5}"#);
    for (name, found) in [("active", 3), ("Active", 1), ("ACTIVE", 2)] {
        assert_eq!(map.get_ignoring_case(name), Some(&json!(found)), "{name}");
    }
    // None is spelled so: the last, as with two of one spelling.
    assert_eq!(map.get_ignoring_case("activE"), Some(&json!(4)));
    assert_eq!(
        object(r#"{"Active":true,"Active":false}"#).get_ignoring_case("active"),
        Some(&json!(false))
    );
    assert_eq!(
        object(r#"{"active":true,"active":false}"#).get_ignoring_case("active"),
        Some(&json!(false))
    );
    // Only ASCII: what a vendor means by another letter is his own.
    assert_eq!(map.get_ignoring_case("é"), None);
    assert_eq!(map.get_ignoring_case("activ"), None);
    assert_eq!(map.get("aCtive"), None);
}

#[test]
fn two_objects_are_equal_in_any_order_and_as_they_are_read() {
    let equal = |one: &str, other: &str| {
        let (one, other) = (object(one), object(other));
        assert_eq!(one == other, other == one, "either way");
        one == other
    };
    assert!(equal(r#"{"a":1,"b":[2]}"#, r#"{"b":[2],"a":1}"#));
    assert!(equal("{}", "{}"));
    assert!(!equal(r#"{"a":1}"#, r#"{"a":1,"b":null}"#));
    assert!(!equal(r#"{"a":1}"#, r#"{"b":1}"#));
    assert!(!equal(r#"{"a":1}"#, r#"{"a":"1"}"#));
    assert!(!equal(r#"{"a":[1,2]}"#, r#"{"a":[2,1]}"#));
    assert!(equal(r#"{"a":1,"a":2}"#, r#"{"a":2}"#));
    assert!(!equal(r#"{"a":1,"a":2}"#, r#"{"a":1}"#));
    assert!(!equal(r#"{"a":1,"a":1}"#, r#"{"a":1,"b":2}"#));
}

#[test]
fn two_objects_are_compared_once_however_deep_they_are() {
    // Each level twice would be 2^127 comparisons.
    for field in ["{\"a\":", "{\"a\":0,\"a\":", "{\"a\":[],\"b\":0,\"a\":"] {
        let deep = |end| object(&(field.repeat(127) + end + &"}".repeat(127)));
        assert!(deep("1") == deep("1"));
        assert!(deep("1") != deep("2"));
    }
}

#[test]
fn fields_are_kept_changed_and_gone_through_in_order() {
    let mut map = object(r#"{"c":1,"a":2,"b":3}"#);
    map.retain(|name, value| {
        *value = json!([std::mem::take(value)]);
        name != "a"
    });
    assert_eq!(shown(&map), r#"{"c":[1],"b":[3]}"#);
    assert_eq!(
        map.keys().map(ToString::to_string).collect::<Vec<_>>(),
        ["c", "b"]
    );
    let pairs: Vec<String> = map
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(pairs, ["c=[1]", "b=[3]"]);
    let back: Map = map.clone().into_iter().collect();
    assert_eq!(shown(&back), shown(&map));
}

#[test]
fn what_is_collected_holds_each_name_once() {
    let map: Map = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
    assert_eq!(shown(&map), r#"{"a":3,"b":2}"#);
}
