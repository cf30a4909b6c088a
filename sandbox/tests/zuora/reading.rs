//! List Users, Get User, Get User Profiles.

use std::collections::BTreeSet;

use seatwarden_sandbox::{Config, RecordShape};
use serde_json::{Value, json};

use crate::world::{World, encode, object, text};

fn ids(body: &Value) -> Vec<String> {
    let rows = body["users"].as_array().unwrap();
    rows.iter().map(|row| text(row, "id").to_owned()).collect()
}

#[test]
fn pages_of_forty_show_every_user_once() {
    let mut world = World::of(120);
    let mut seen = Vec::new();
    for page in 1..=3 {
        let got = world.get(&format!("/v1/users?pageSize=40&page={page}"));
        assert_eq!(ids(&got.body).len(), 40);
        assert_eq!(got.body.get("nextPage").is_some(), page < 3);
        seen.extend(ids(&got.body));
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 120);
}

#[test]
fn a_page_is_twenty_by_default_and_never_more_than_forty() {
    let mut world = World::of(120);
    assert_eq!(ids(&world.get("/v1/users").body).len(), 20);
    assert_eq!(ids(&world.get("/v1/users?pageSize=100").body).len(), 40);
    assert_eq!(ids(&world.get("/v1/users?pageSize=7&page=2").body).len(), 7);
}

#[test]
fn the_next_page_is_on_another_host_and_has_lost_the_page_size() {
    let mut world = World::of(120);
    let got = world.get("/v1/users?pageSize=40&page=2");
    assert_eq!(
        got.body["nextPage"],
        "https://rest.zuora.com/v1/users?page=3"
    );
    assert_ne!(world.origin(), "https://rest.zuora.com");
}

#[test]
fn a_page_after_the_last_is_empty() {
    let got = World::of(3).get("/v1/users?page=9");
    assert_eq!((got.status, got.body), (200, json!({ "users": [] })));
}

#[test]
fn a_page_that_is_no_whole_number_from_one_is_400() {
    let mut world = World::of(3);
    for query in [
        "page=0",
        "page=-1",
        "page=two",
        "page=1.5",
        "page=",
        "pageSize=0",
        "page=99999999999999999999",
    ] {
        let got = world.get(&format!("/v1/users?{query}"));
        assert_eq!(got.status, 400, "{query}");
    }
}

#[test]
fn every_user_is_read_by_the_encoded_id_however_awkward() {
    let mut world = World::of(120);
    let users = world.sandbox.users();
    for awkward in ["/", "+", "=", "&", " ", "%", "?", "#"] {
        let found = users.iter().any(|user| text(user, "id").contains(awkward));
        assert!(found, "no id with {awkward}");
    }
    for user in users {
        let got = world.get(&format!("/v1/users/{}", encode(text(&user, "id"))));
        assert_eq!((got.status, got.body), (200, user));
    }
}

#[test]
fn an_id_with_a_slash_that_was_not_encoded_leads_nowhere() {
    let mut world = World::of(120);
    let users = world.sandbox.users();
    let id = users
        .iter()
        .map(|user| text(user, "id"))
        .find(|id| id.contains('/'))
        .unwrap();
    assert_eq!(world.get(&format!("/v1/users/{id}")).status, 404);
}

#[test]
fn an_id_is_exact_in_its_case() {
    let mut world = World::of(1);
    assert_eq!(world.get("/v1/users/u-001").status, 200);
    assert_eq!(world.get("/v1/users/U-001").status, 404);
}

#[test]
fn one_user_who_is_not_there_is_404_with_a_code_of_category_40() {
    let got = World::of(1).get("/v1/users/nobody");
    assert_eq!(got.status, 404);
    let code = &got.body["reasons"][0]["code"];
    let code = code.as_str().map_or(code.to_string(), str::to_owned);
    assert_eq!(code.len(), 8);
    assert!(code.ends_with("40"), "{code}");
    assert_eq!(got.body["success"], false);
    assert!(text(&got.body, "processId").len() >= 16);
}

#[test]
fn sparse_rows_hold_three_fields_while_the_record_holds_all() {
    let mut world = World::new(Config {
        sparse: true,
        ..Config::default()
    });
    let list = world.get("/v1/users").body;
    for row in list["users"].as_array().unwrap() {
        assert_eq!(
            object(row.clone()).keys().collect::<Vec<_>>(),
            ["id", "status", "username"]
        );
    }
    assert_eq!(
        world.get("/v1/users/u-001").body["email"],
        "jane@example.com"
    );
}

#[test]
fn the_guide_s_record_shows_no_email() {
    let mut world = World::new(Config {
        record: RecordShape::Guide,
        ..Config::default()
    });
    let got = world.get("/v1/users/u-003").body;
    let names: Vec<String> = object(got).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "firstName",
            "id",
            "lastName",
            "profileId",
            "status",
            "username"
        ]
    );
}

#[test]
fn a_hidden_user_is_in_no_read() {
    let mut world = World::of(5);
    assert!(world.sandbox.hide_user("u-003", true));
    assert_eq!(world.get("/v1/users/u-003").status, 404);
    assert_eq!(ids(&world.get("/v1/users").body).len(), 4);
    assert!(world.sandbox.hide_user("u-003", false));
    assert_eq!(world.get("/v1/users/u-003").status, 200);
}

#[test]
fn integers_beyond_doubles_keep_their_digits_on_the_wire() {
    let mut world = World::of(3);
    world.sandbox.set_user(
        "u-001",
        object(json!({ "wide": u64::MAX, "deep": i64::MIN })),
    );
    let got = world.get("/v1/users/u-001");
    let wire = String::from_utf8(got.response.body).unwrap();
    assert!(wire.contains("\"wide\":18446744073709551615"), "{wire}");
    assert!(wire.contains("\"deep\":-9223372036854775808"), "{wire}");
}
