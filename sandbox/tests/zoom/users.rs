//! What lists, reads and writes of users do, and the quirks that the document and the forum tell of.

use seatwarden_sandbox::{Config, ZoomOptions};
use serde_json::{Value, json};

use crate::account::{Account, ENTERPRISE, NOW, ZOOM, object, switch, user};

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

#[test]
fn a_list_is_cut_by_count_and_by_the_cap_and_names_everybody_once() {
    let mut account = Account::of(25);
    assert_eq!(account.get("/scim2/Users").body["itemsPerPage"], 10);
    let mut seen = Vec::new();
    while seen.len() < 25 {
        let path = format!("/scim2/Users?count=7&startIndex={}", seen.len() + 1);
        let page = account.get(&path).body;
        assert_eq!(
            (page["totalResults"].as_u64(), page["itemsPerPage"].as_u64()),
            (Some(25), Some(7))
        );
        let ids = page["Resources"].as_array().unwrap().iter();
        seen.extend(ids.map(|user| user["id"].as_str().unwrap().to_owned()));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
    let mut capped = Account::with(
        25,
        ZoomOptions {
            page_cap: 7,
            ..ZoomOptions::default()
        },
    );
    assert_eq!(capped.get("/scim2/Users?count=100").body["itemsPerPage"], 7);
}

#[test]
fn a_row_lacks_licences_roles_and_the_manager() {
    let mut account = Account::of(1);
    let row = account.get("/scim2/Users").body["Resources"][0].clone();
    assert_eq!(row["schemas"], json!([LIST_RESPONSE]));
    for name in ["roles", "groups", "title", ZOOM] {
        assert!(row.get(name).is_none(), "{name}");
    }
    assert!(row[ENTERPRISE].get("manager").is_none());
    let one = account.get(&user("k&KdKr6TLWuxdDtk0hjSzL")).body;
    assert_eq!(one[ENTERPRISE]["manager"], "thill@example.com");
    assert_eq!(one[ZOOM]["zoomAutoDialer"], "-9223372036854775808");
}

#[test]
fn filters_know_user_name_and_id_quoted_or_not() {
    let mut account = Account::of(5);
    let jill = "k&KdKr6TLWuxdDtk0hjSzL";
    for filter in [
        "userName eq \"jchill@example.com\"",
        "userName eq JChill@example.com",
        "userName EQ \"jchill@example.com\"",
        "externalId eq k&KdKr6TLWuxdDtk0hjSzL",
    ] {
        let got = account.filtered("Users", filter);
        assert_eq!(got.body["totalResults"], 1, "{filter}: {}", got.body);
        assert_eq!(got.body["Resources"][0]["id"], jill);
    }
    let nobody = account.filtered("Users", "userName eq \"nobody@example.com\"");
    assert_eq!(
        (nobody.status, nobody.body["totalResults"].as_u64()),
        (200, Some(0))
    );
    let other = account.filtered("Users", "emails.value eq \"jchill@example.com\"");
    assert_eq!(other.status, 400);
}

#[test]
fn a_pending_user_makes_a_filter_fail_and_loses_what_is_written() {
    let mut account = Account::with(
        0,
        ZoomOptions {
            pending: true,
            ..ZoomOptions::default()
        },
    );
    let id = account.create("new@example.com", json!({}));
    let got = account.filtered("Users", "userName eq \"new@example.com\"");
    assert_eq!(got.status, 400);
    assert_eq!(
        got.says(),
        "User new@example.com not exist or not belong to this account."
    );
    let got = account.call("PUT", &user(&id), &json!({ "title": "Boss" }));
    assert_eq!(
        (got.status, got.body["title"].as_str()),
        (200, Some("Boss"))
    );
    assert_eq!(account.stored(&id).get("title"), None);
    let got = account.call("PATCH", &user(&id), &switch(false));
    assert_eq!(
        (got.status, got.body["active"].as_bool()),
        (200, Some(false))
    );
    assert_eq!(account.stored(&id)["active"], true);
    let last = account.sandbox.requests().last().unwrap();
    assert!(!last.committed);
}

#[test]
fn a_create_takes_neither_active_nor_emails_and_makes_up_a_display_name() {
    let mut account = Account::of(0);
    let id = account.create(
        "mira@example.com",
        json!({
            "active": false,
            "emails": [{ "value": "other@example.com" }],
            "name": { "givenName": "Mira", "familyName": "Okafor" },
            "nickName": "M",
        }),
    );
    let stored = account.stored(&id);
    assert_eq!(stored["active"], true);
    assert_eq!(stored["emails"][0]["value"], "mira@example.com");
    assert_eq!(stored["displayName"], "Mira Okafor");
    assert_eq!(stored["roles"][0]["value"], "Member");
    assert!(stored.get("nickName").is_none());
}

#[test]
fn what_put_does_not_name_stays_and_names_are_told_by_case() {
    let mut account = Account::of(1);
    let jill = user("k&KdKr6TLWuxdDtk0hjSzL");
    let before = account.get(&jill).body;
    let sent = json!({ "name": { "familyName": "Hill" }, "Title": "Boss", ZOOM: { "pronouns": "", "costUnit": "EU" } });
    let got = account.call("PUT", &jill, &sent).body;
    assert_eq!(
        got["name"],
        json!({ "givenName": "Jill", "familyName": "Hill" })
    );
    assert_eq!(got["title"], before["title"]);
    // The display name doesn't follow.
    assert_eq!(got["displayName"], "Jill Chill");
    assert!(got[ZOOM].get("pronouns").is_none());
    assert_eq!(got[ZOOM]["costUnit"], "EU");
    assert_eq!(got[ZOOM]["zoomUnited"], before[ZOOM]["zoomUnited"]);
    assert_eq!(got[ENTERPRISE], before[ENTERPRISE]);
}

#[test]
fn the_user_name_changes_through_emails_and_not_by_itself() {
    let mut account = Account::of(1);
    let jill = user("k&KdKr6TLWuxdDtk0hjSzL");
    let got = account.call("PUT", &jill, &json!({ "userName": "jill@example.com" }));
    assert_eq!(
        (got.status, got.body["userName"].as_str()),
        (200, Some("jchill@example.com"))
    );
    assert!(!account.sandbox.requests().last().unwrap().committed);
    let emails =
        json!({ "emails": [{ "type": "work", "value": "jill@example.com", "primary": true }] });
    let got = account.call("PUT", &jill, &emails);
    assert_eq!(got.body["userName"], "jill@example.com");
    assert_eq!(got.body["emails"][0]["value"], "jill@example.com");
}

#[test]
fn an_ignored_field_is_answered_200_and_stays() {
    let mut account = Account::new(Config {
        users: 1,
        ignored_fields: vec!["displayName".into()],
        ..Config::default()
    });
    let jill = user("k&KdKr6TLWuxdDtk0hjSzL");
    let got = account.call("PUT", &jill, &json!({ "displayName": "J." }));
    assert_eq!(
        (got.status, got.body["displayName"].as_str()),
        (200, Some("Jill Chill"))
    );
}

#[test]
fn lowercase_operations_get_a_misleading_refusal() {
    let mut account = Account::of(1);
    let jill = user("k&KdKr6TLWuxdDtk0hjSzL");
    let sent = json!({ "operations": [{ "op": "replace", "value": { "active": false } }] });
    let got = account.call("PATCH", &jill, &sent);
    assert_eq!(got.status, 400);
    assert_eq!(
        got.says(),
        "The request json did not contains valid active field."
    );
    let with_path =
        json!({ "Operations": [{ "op": "replace", "path": "active", "value": false }] });
    assert_eq!(account.call("PATCH", &jill, &with_path).status, 400);
    assert_eq!(account.stored("k&KdKr6TLWuxdDtk0hjSzL")["active"], true);
}

#[test]
fn switching_twice_is_the_same_as_once() {
    let mut account = Account::of(2);
    let id = account.sandbox.users()[1]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (active, committed) in [(false, true), (false, false), (true, true)] {
        let got = account.call("PATCH", &user(&id), &switch(active));
        assert_eq!(
            (got.status, got.body["active"].as_bool()),
            (200, Some(active))
        );
        assert_eq!(
            account.sandbox.requests().last().unwrap().committed,
            committed
        );
    }
}

#[test]
fn an_inactive_user_is_updated_only_if_activated_along_with_it() {
    let mut account = Account::of(2);
    let id = account.sandbox.users()[1]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    account.call("PATCH", &user(&id), &switch(false));
    let got = account.call("PUT", &user(&id), &json!({ "title": "Boss" }));
    assert_eq!(
        (got.status, got.says()),
        (400, "User is inactive or locked.")
    );
    let got = account.call(
        "PUT",
        &user(&id),
        &json!({ "title": "Boss", "active": true }),
    );
    assert_eq!(
        (got.status, got.body["active"].as_bool()),
        (200, Some(true))
    );
}

#[test]
fn the_transferee_receives_what_a_leaver_had() {
    let mut account = Account::of(2);
    let leaver = account.sandbox.users()[1].clone();
    let id = leaver["id"].as_str().unwrap();
    let sent = json!({ ZOOM: { "transferee": "jchill@example.com" } });
    assert_eq!(account.call("PUT", &user(id), &sent).status, 200);
    assert_eq!(account.call("PATCH", &user(id), &switch(false)).status, 200);
    let jill = account.stored("k&KdKr6TLWuxdDtk0hjSzL");
    assert_eq!(jill["received"], json!([leaver["userName"]]));
    let shown = account.get(&user("k&KdKr6TLWuxdDtk0hjSzL")).body;
    assert!(shown.get("received").is_none() && shown.get("traits").is_none());
}

#[test]
fn seats_and_plans_run_out_and_come_back() {
    let mut account = Account::with(
        0,
        ZoomOptions {
            seats: Some(1),
            plan_seats: vec![("zoomOneBizPlus".into(), 1)],
            ..ZoomOptions::default()
        },
    );
    let licensed = json!({ "userType": "Licensed", ZOOM: { "zoomOneBizPlus": "16" } });
    let first = account.create("a@example.com", licensed.clone());
    let second = account.create("b@example.com", json!({}));
    let got = account.call("PUT", &user(&second), &licensed);
    assert_eq!((got.status, got.says()), (409, "Cannot add paid users."));
    assert_eq!(
        account.call("PUT", &user(&first), &licensed).status,
        200,
        "his own seat"
    );
    let freed = json!({ "userType": "Basic", ZOOM: { "zoomOneBizPlus": "" } });
    assert_eq!(account.call("PUT", &user(&first), &freed).status, 200);
    assert_eq!(account.call("PUT", &user(&second), &licensed).status, 200);
}

#[test]
fn a_name_held_outside_is_409_and_one_held_inside_400() {
    let mut account = Account::new(Config {
        users: 1,
        taken: vec!["Outside@example.com".into()],
        ..Config::default()
    });
    let create = |name: &str| json!({ "userName": name });
    let outside = account.call("POST", "/scim2/Users", &create("outside@example.com"));
    assert_eq!(outside.status, 409);
    let inside = account.call("POST", "/scim2/Users", &create("JCHILL@example.com"));
    assert_eq!(
        (inside.status, inside.says()),
        (400, "The email \"JCHILL@example.com\" is already in use.")
    );
}

#[test]
fn ids_need_encoding_and_their_locations_are_elsewhere() {
    let mut account = Account::of(12);
    let users = account.sandbox.users();
    for awkward in ["&", "/", "+", "="] {
        assert!(
            users
                .iter()
                .any(|user| user["id"].as_str().unwrap().contains(awkward)),
            "{awkward}"
        );
    }
    for stored in users {
        let id = stored["id"].as_str().unwrap();
        let got = account.get(&user(id));
        assert_eq!(got.body["userName"], stored["userName"]);
        let location = got.body["meta"]["location"].as_str().unwrap();
        assert_eq!(location, format!("https://api.zoom.us/scim2/Users/{id}"));
    }
}

#[test]
fn roles_and_groups_are_objects_when_one_is_read_alone_and_arrays_otherwise() {
    let mut account = Account::of(1);
    let id = account.create(
        "two@example.com",
        json!({
            "groups": [{ "value": "Finance" }, { "value": "Sales" }, { "value": "Unknown" }],
            "roles": [{ "value": "Developer" }],
        }),
    );
    let one = account.get(&user(&id)).body;
    assert_eq!(one["groups"].as_array().unwrap().len(), 2);
    assert_eq!(one["roles"]["value"], "Developer");
    let written = account
        .call("PUT", &user(&id), &json!({ "title": "x" }))
        .body;
    assert!(written["roles"].is_array());
}

#[test]
fn a_user_put_there_behind_the_api_can_be_as_awkward_as_need_be() {
    let mut account = Account::of(0);
    let fields =
        json!({ "id": "a/b==", "userName": "x@example.com", "emails": null, "active": false });
    assert_eq!(account.sandbox.add_user(object(fields), NOW), "a/b==");
    let got = account.get("/scim2/Users/a%2Fb%3D%3D").body;
    assert_eq!(got.get("emails"), None::<&Value>);
    assert!(account.sandbox.hide_user("a/b==", true));
    assert_eq!(account.get("/scim2/Users/a%2Fb%3D%3D").status, 404);
}
