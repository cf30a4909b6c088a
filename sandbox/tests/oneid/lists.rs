//! Lists: pages of users and of groups, and the filters that the reference shows.

use seatwarden_sandbox::{FilterSupport, OneIdOptions};
use serde_json::{Value, json};

use crate::organization::{LIST, Organization};

fn ids(body: &Value) -> Vec<String> {
    let rows = body["resources"].as_array().unwrap().iter();
    rows.map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_list_has_resources_in_lower_case_and_the_nulls_of_a_resource() {
    let mut organization = Organization::of(3);
    let body = organization.get("/Users").body;
    assert_eq!(body["schemas"], json!([LIST]));
    assert_eq!(ids(&body).len(), 3);
    assert!(body.get("Resources").is_none());
    for name in ["id", "externalId", "meta"] {
        assert_eq!(body.get(name), Some(&Value::Null), "{name}");
    }
    let (total, start, per_page) = (
        &body["totalResults"],
        &body["startIndex"],
        &body["itemsPerPage"],
    );
    assert_eq!((total, start, per_page), (&json!(3), &json!(1), &json!(3)));
}

#[test]
fn a_page_of_users_has_a_hundred_and_a_thousand_at_most() {
    let mut organization = Organization::of(1100);
    assert_eq!(ids(&organization.get("/Users").body).len(), 100);
    assert_eq!(ids(&organization.get("/Users?count=1000").body).len(), 1000);
    assert_eq!(organization.get("/Users?count=1001").status, 400);
    assert_eq!(organization.get("/Users?count=many").status, 400);
    assert_eq!(
        ids(&organization.get("/Users?startIndex=1001&count=1000").body).len(),
        100
    );
    assert_eq!(
        ids(&organization.get("/Users?startIndex=2000").body).len(),
        0
    );
    let none = organization.get("/Users?count=0").body;
    assert_eq!((ids(&none).len(), &none["totalResults"]), (0, &json!(1100)));
}

#[test]
fn a_start_of_users_is_an_index_or_the_number_of_a_page() {
    let whole = ids(&Organization::of(30).get("/Users").body);
    let mut indexed = Organization::of(30);
    assert_eq!(
        ids(&indexed.get("/Users?startIndex=2&count=20").body),
        whole[1..21]
    );
    let options = OneIdOptions {
        page_numbers: true,
        ..OneIdOptions::default()
    };
    let mut numbered = Organization::with(30, options);
    assert_eq!(
        ids(&numbered.get("/Users?startIndex=2&count=20").body),
        whole[20..]
    );
    assert_eq!(
        ids(&numbered.get("/Users?startIndex=0&count=20").body),
        whole[..20]
    );
}

#[test]
fn a_start_of_groups_is_the_number_of_a_page_of_ten_or_a_hundred() {
    let options = OneIdOptions {
        groups: 45,
        ..OneIdOptions::default()
    };
    let mut organization = Organization::with(0, options.clone());
    assert_eq!(ids(&organization.get("/Groups").body).len(), 10);
    let whole = ids(&organization.get("/Groups?count=100").body);
    assert_eq!(whole.len(), 45);
    // "count 20, startIndex 2 → records 21–40".
    assert_eq!(
        ids(&organization.get("/Groups?count=20&startIndex=2").body),
        whole[20..40]
    );
    assert_eq!(organization.get("/Groups?count=101").status, 400);
    let options = OneIdOptions {
        group_page_numbers: false,
        ..options
    };
    let mut indexed = Organization::with(0, options);
    assert_eq!(
        ids(&indexed.get("/Groups?count=20&startIndex=2").body),
        whole[1..21]
    );
}

#[test]
fn the_filters_of_the_reference_find_and_others_are_refused() {
    let mut organization = Organization::of(60);
    organization.create("o\"hara@example.com");
    let total = |organization: &mut Organization, filter: &str| {
        let got = organization.filtered("Users", filter);
        assert_eq!(got.status, 200, "{filter}: {}", got.body);
        got.body["totalResults"].as_u64().unwrap()
    };
    assert_eq!(
        total(&mut organization, "userName eq \"amy+TEST3@zuora.com\""),
        1,
        "in any case"
    );
    assert_eq!(
        total(&mut organization, "userName eq \"o\\\"hara@example.com\""),
        1
    );
    let pending = total(&mut organization, "status eq \"PENDING_ACTIVATION\"");
    assert!(pending > 0);
    let id = "8b40ccce-5fb7-4643-9b78-e194fe5303e6";
    assert_eq!(
        total(
            &mut organization,
            &format!("id eq \"{id}\" and status eq \"ACTIVE\"")
        ),
        1
    );
    assert_eq!(
        total(
            &mut organization,
            &format!("id eq \"{id}\" and status eq \"INACTIVE\"")
        ),
        0
    );
    for filter in [
        "emails.value eq \"a@example.com\"",
        "externalId eq \"a\"",
        "userName sw \"a\"",
        "userName eq amy",
        "userName eq \"a\" or userName eq \"b\"",
        "active eq true",
        "userName",
        "userName eq \"a",
    ] {
        assert_eq!(
            organization.filtered("Users", filter).status,
            400,
            "{filter}"
        );
    }
}

#[test]
fn filters_can_be_refused_ignored_or_find_nobody() {
    for (filter, status, total) in [
        (FilterSupport::Refused, 400, None),
        (FilterSupport::Unsupported, 501, None),
        (FilterSupport::Ignored, 200, Some(5)),
        (FilterSupport::Empty, 200, Some(0)),
    ] {
        let mut organization = Organization::with(
            5,
            OneIdOptions {
                filter,
                ..OneIdOptions::default()
            },
        );
        let got = organization.filtered("Users", "userName eq \"Amy+test3@zuora.com\"");
        assert_eq!(
            (got.status, got.body["totalResults"].as_u64()),
            (status, total),
            "{filter:?}"
        );
    }
}

#[test]
fn groups_are_found_by_name_only_if_told() {
    let mut organization = Organization::of(0);
    assert_eq!(
        organization
            .filtered("Groups", "displayName eq \"Billing\"")
            .status,
        400
    );
    let options = OneIdOptions {
        group_filter: true,
        ..OneIdOptions::default()
    };
    let mut organization = Organization::with(0, options);
    let got = organization.filtered("Groups", "displayName eq \"Billing\"");
    assert_eq!((got.status, &got.body["totalResults"]), (200, &json!(1)));
}
