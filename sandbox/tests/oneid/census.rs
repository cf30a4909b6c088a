//! Who is there at the beginning.

use seatwarden_sandbox::{Config, LEAVER_EMAIL, LEAVER_USERNAME, OneIdOptions, Provider, Sandbox};
use serde_json::Value;

use crate::organization::{EXTENSION, Organization};

#[test]
fn the_documents_user_is_first_and_the_leaver_second() {
    let mut organization = Organization::of(2);
    let body = organization.get("/Users").body;
    assert_eq!(body["resources"][0]["userName"], "Amy+test3@zuora.com");
    assert_eq!(body["resources"][1]["userName"], LEAVER_USERNAME);
    assert_eq!(body["resources"][1]["emails"][0]["value"], LEAVER_EMAIL);
}

#[test]
fn there_are_users_of_every_status_and_both_roles() {
    let organization = Organization::of(120);
    let users = organization.sandbox.users();
    for status in ["ACTIVE", "INACTIVE", "PENDING_ACTIVATION", "LOCKED"] {
        let with = users
            .iter()
            .filter(|user| user[EXTENSION]["status"] == status);
        assert!(with.count() > 2, "{status}");
    }
    for user in &users {
        assert_eq!(
            user["active"] == false,
            user[EXTENSION]["status"] == "INACTIVE"
        );
    }
    assert!(
        users
            .iter()
            .any(|user| user["roles"][0]["value"] == "ADMIN")
    );
    let mail_is_login = |user: &&Value| user["emails"][0]["value"] == user["userName"];
    assert!(users.iter().filter(mail_is_login).count() < users.len());
}

#[test]
fn names_are_given_once_and_the_same_seed_gives_the_same_people() {
    let sandbox = |seed| {
        Sandbox::new(Config {
            provider: Provider::OneId,
            users: 500,
            seed,
            ..Config::default()
        })
    };
    let names = |users: &[Value]| {
        let mut names: Vec<String> = users
            .iter()
            .map(|user| user["userName"].to_string().to_lowercase())
            .collect();
        names.sort();
        names.dedup();
        names.len()
    };
    assert_eq!(names(&sandbox(3).users()), 500);
    assert_eq!(sandbox(3).users(), sandbox(3).users());
    assert_ne!(sandbox(3).users(), sandbox(4).users());
}

#[test]
fn there_are_more_groups_than_a_page_has_and_everybody_is_in_the_first() {
    let mut organization = Organization::of(25);
    let body = organization.get("/Groups?count=100").body;
    assert_eq!(body["totalResults"], 12);
    assert_eq!(
        body["resources"][0]["members"].as_array().unwrap().len(),
        25
    );
}

#[test]
fn options_are_read_from_json_and_unknown_ones_named() {
    let config = r#"{ "provider": "zuora-oneid", "users": 3, "create": "both", "patchActive": 405, "anonymize": true,
        "memberRemoval": "value", "groups": 2, "deleteKey": "required", "membersPage": 5, "idempotency": false }"#;
    let read = Config::read(config).unwrap();
    let wanted = OneIdOptions::default();
    assert_ne!(read.oneid, wanted);
    assert_eq!((read.oneid.patch_active, read.oneid.groups), (Some(405), 2));
    assert_eq!(read.oneid.members.page, Some(5));
    assert!(!read.idempotency);
    let wrong = Config::read(r#"{ "provider": "zuora-oneid", "plan": "pro" }"#);
    assert!(wrong.unwrap_err().contains("plan"));
}
