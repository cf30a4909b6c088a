//! Who is in an account at the beginning.

use seatwarden_sandbox::{Config, LEAVER_EMAIL, LEAVER_USERNAME, Provider, Sandbox};
use serde_json::{Value, json};

fn account(seed: u64, users: usize) -> Sandbox {
    Sandbox::new(Config {
        provider: Provider::Zoom,
        seed,
        users,
        ..Config::default()
    })
}

#[test]
fn the_same_seed_makes_the_same_account_and_another_another() {
    assert_eq!(account(1, 250).users(), account(1, 250).users());
    assert_ne!(account(1, 250).users(), account(2, 250).users());
}

#[test]
fn people_are_of_every_kind_and_no_two_are_one() {
    let users = account(1, 250).users();
    let count = |fits: &dyn Fn(&Value) -> bool| users.iter().filter(|user| fits(user)).count();
    let mut names: Vec<String> = users
        .iter()
        .map(|user| user["userName"].to_string().to_lowercase())
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 250);
    assert_eq!(count(&|user| user["active"] == false), 31);
    assert!(count(&|user| user["roles"][0]["value"] == "Admin") > 5);
    assert_eq!(count(&|user| user["roles"][0]["value"] == "Owner"), 1);
    assert!(count(&|user| user["emails"][0]["value"] != user["userName"]) > 20);
    assert!(count(&|user| user["userType"] == "Licensed") > 100);
}

#[test]
fn the_leaver_is_active_and_no_admin_and_has_another_address_than_user_name() {
    let users = account(3, 2).users();
    let leaver = users
        .iter()
        .find(|user| user["userName"] == LEAVER_USERNAME)
        .unwrap();
    assert_eq!(leaver["emails"][0]["value"], LEAVER_EMAIL);
    assert_eq!(leaver["active"], true);
    assert_eq!(leaver["roles"][0]["value"], "Member");
}

#[test]
fn options_are_read_flat_and_unknown_ones_refused_by_name() {
    let options = json!({
        "provider": "zoom", "users": 3, "plan": "free", "seats": 2, "planSeats": { "zoomOneBizPlus": 1 },
        "domains": ["example.com"], "readOnly": true, "record": "guide",
    });
    let config = Config::read(&options.to_string()).unwrap();
    assert_eq!(
        (config.provider, config.zoom.seats),
        (Provider::Zoom, Some(2))
    );
    assert_eq!(config.zoom.plan_seats, [("zoomOneBizPlus".to_owned(), 1)]);
    for (options, named) in [
        (
            json!({ "provider": "zoom", "legacy": true }),
            "unknown field `legacy`",
        ),
        (
            json!({ "provider": "zoom", "plan": "gold" }),
            "unknown variant `gold`",
        ),
        (json!({ "provider": "zoom", "seats": "many" }), "`seats`"),
        (
            json!({ "provider": "zoom", "planSeats": { "a": -1 } }),
            "`a`",
        ),
        (json!({ "plan": "free" }), "unknown field `plan`"),
    ] {
        let why = Config::read(&options.to_string()).unwrap_err();
        assert!(why.contains(named), "{why}");
    }
}
