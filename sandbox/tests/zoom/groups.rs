//! What writes of groups do. No answer shows members: they are told from the users.

use seatwarden_sandbox::{MemberRemoval, ZoomOptions};
use serde_json::{Value, json};

use crate::account::{Account, group, user};

/// An account of two, and a group.
fn with_group() -> (Account, String, [String; 2]) {
    with_group_of(ZoomOptions::default())
}

fn with_group_of(options: ZoomOptions) -> (Account, String, [String; 2]) {
    let mut account = Account::with(0, options);
    let ids = ["a@example.com", "b@example.com"].map(|name| account.create(name, json!({})));
    let made = account.call("POST", "/scim2/Groups", &json!({ "displayName": "Pilots" }));
    let id = made.body["id"].as_str().unwrap().to_owned();
    (account, id, ids)
}

fn patch(account: &mut Account, id: &str, operation: Value) -> u16 {
    let sent = json!({ "Operations": [operation] });
    account.call("PATCH", &group(id), &sent).status
}

/// Who is in a group of that name.
fn members(account: &mut Account, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for stored in account.sandbox.users() {
        let shown = account.get(&user(stored["id"].as_str().unwrap())).body;
        let groups = match &shown["groups"] {
            Value::Array(groups) => groups.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        };
        if groups.iter().any(|group| group["value"] == name) {
            found.push(shown["userName"].as_str().unwrap().to_owned());
        }
    }
    found
}

#[test]
fn members_are_added_replaced_and_removed() {
    let (mut account, id, [a, b]) = with_group();
    let value = json!([{ "value": a }, { "value": b }, { "value": "nobody" }]);
    assert_eq!(
        patch(
            &mut account,
            &id,
            json!({ "op": "add", "path": "members", "value": value })
        ),
        204
    );
    assert_eq!(members(&mut account, "Pilots").len(), 2);
    let value = json!([{ "value": b }]);
    assert_eq!(
        patch(
            &mut account,
            &id,
            json!({ "op": "replace", "path": "members", "value": value })
        ),
        204
    );
    assert_eq!(members(&mut account, "Pilots"), ["b@example.com"]);
    let path = format!("members[value eq \"{b}\"]");
    assert_eq!(
        patch(&mut account, &id, json!({ "op": "remove", "path": path })),
        204
    );
    assert!(members(&mut account, "Pilots").is_empty());
}

#[test]
fn a_group_that_is_renamed_or_deleted_takes_its_members_along() {
    let (mut account, id, [a, _]) = with_group();
    patch(
        &mut account,
        &id,
        json!({ "op": "add", "path": "members", "value": [{ "value": a }] }),
    );
    let alias = "urn:ietf:params:scim:schemas:extension:zoom:2.0:Group:emailAlias";
    let value = json!({ "displayName": "Captains", alias: "captains@example.com" });
    assert_eq!(
        patch(
            &mut account,
            &id,
            json!({ "op": "replace", "value": value })
        ),
        204
    );
    assert_eq!(members(&mut account, "Captains"), ["a@example.com"]);
    let shown = account.get(&group(&id)).body;
    let extension = &shown["urn:ietf:params:scim:schemas:extension:zoom:2.0:Group"];
    assert_eq!(extension["emailAlias"], "captains@example.com");
    assert!(shown.get("members").is_none());
    assert_eq!(
        account.call("DELETE", &group(&id), &Value::Null).status,
        204
    );
    assert!(members(&mut account, "Captains").is_empty());
}

#[test]
fn groups_are_found_by_name() {
    let (mut account, id, _) = with_group();
    let got = account.filtered("Groups", "displayName eq \"Pilots\"");
    assert_eq!(got.body["totalResults"], 1);
    assert_eq!(got.body["Resources"][0]["id"], *id);
}

#[test]
fn a_member_is_removed_by_filter_or_by_value_as_told() {
    for (removal, by_filter, left_by_filter, by_value, left_by_value) in [
        (MemberRemoval::Either, 204, 1, 204, 1),
        (MemberRemoval::Filter, 204, 1, 204, 0),
        (MemberRemoval::Value, 400, 2, 204, 1),
        (MemberRemoval::Silent, 204, 2, 204, 1),
        (MemberRemoval::All, 400, 2, 204, 0),
    ] {
        let with = || {
            let (mut account, id, ids) = with_group_of(ZoomOptions {
                member_removal: removal,
                ..ZoomOptions::default()
            });
            let value = ids.clone().map(|id| json!({ "value": id }));
            let add = json!({ "op": "add", "path": "members", "value": value });
            assert_eq!(patch(&mut account, &id, add), 204);
            (account, id, ids)
        };
        let (mut account, id, [a, _]) = with();
        let path = format!("members[value eq \"{a}\"]");
        let status = patch(&mut account, &id, json!({ "op": "remove", "path": path }));
        let left = members(&mut account, "Pilots").len();
        assert_eq!((status, left), (by_filter, left_by_filter), "{removal:?}");
        let (mut account, id, [a, _]) = with();
        let value = json!([{ "value": a }]);
        let operation = json!({ "op": "remove", "path": "members", "value": value });
        let status = patch(&mut account, &id, operation);
        let left = members(&mut account, "Pilots").len();
        assert_eq!((status, left), (by_value, left_by_value), "{removal:?}");
    }
}

#[test]
fn a_create_takes_no_members() {
    let (mut account, _, [a, _]) = with_group();
    let body = json!({ "displayName": "Crew", "members": [{ "value": a }] });
    assert_eq!(account.call("POST", "/scim2/Groups", &body).status, 201);
    assert!(members(&mut account, "Crew").is_empty());
}
