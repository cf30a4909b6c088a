//! Groups: made, changed by PUT or PATCH, and gone for good.

use seatwarden_sandbox::{
    GroupOptions, GroupPatch, GroupWrites, MemberRemoval, MembersShown, OneIdOptions, PutBody,
    Rename,
};
use serde_json::{Value, json};

use crate::organization::{GROUP, Organization, patch};

/// An organization of two, and a group of the first.
fn with(change: impl Fn(&mut OneIdOptions)) -> (Organization, String, [String; 2]) {
    let mut options = OneIdOptions {
        groups: 0,
        ..OneIdOptions::default()
    };
    change(&mut options);
    let mut organization = Organization::with(0, options);
    let ids = ["ann@example.com", "bea@example.com"].map(|name| organization.create(name));
    let body =
        json!({ "schemas": [GROUP], "displayName": "Pilots", "members": [{ "value": ids[0] }] });
    let got = organization.call("POST", "/Groups", &body);
    assert!(got.status < 300, "{}", got.body);
    (organization, format!("/Groups/{}", got.id()), ids)
}

fn members(organization: &mut Organization, path: &str) -> Vec<String> {
    let body = organization.get(path).body;
    let members = body["members"].as_array().cloned().unwrap_or_default();
    members
        .iter()
        .map(|one| one["display"].as_str().unwrap().to_owned())
        .collect()
}

fn added(id: &str) -> Value {
    patch(json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]))
}

#[test]
fn a_group_has_a_name_of_its_own_and_members_that_exist() {
    let (mut organization, path, _) = with(|_| {});
    assert_eq!(members(&mut organization, &path), ["ann@example.com"]);
    for body in [
        json!({ "schemas": [GROUP], "displayName": "pilots" }),
        json!({ "schemas": [GROUP], "displayName": "" }),
        json!({ "schemas": [GROUP], "displayName": "Crew", "members": [{ "value": "nobody" }] }),
    ] {
        let status = organization.call("POST", "/Groups", &body).status;
        assert!(matches!(status, 400 | 409), "{body}");
    }
}

#[test]
fn members_come_and_go_by_put_of_a_patch_and_by_patch() {
    let (mut organization, path, [ann, bea]) = with(|_| {});
    assert_eq!(organization.call("PUT", &path, &added(&bea)).status, 200);
    assert_eq!(members(&mut organization, &path).len(), 2);
    let filter = patch(json!([{ "op": "remove", "path": format!("members[value eq \"{ann}\"]") }]));
    assert_eq!(organization.call("PATCH", &path, &filter).status, 200);
    assert_eq!(members(&mut organization, &path), ["bea@example.com"]);
    let value = patch(
        json!([{ "op": "remove", "path": "members", "value": [{ "value": bea }, { "value": ann }] }]),
    );
    assert_eq!(organization.call("PATCH", &path, &value).status, 200);
    assert!(members(&mut organization, &path).is_empty());
}

#[test]
fn a_put_of_a_group_replaces_it() {
    let (mut organization, path, [_, bea]) = with(|_| {});
    let body =
        json!({ "schemas": [GROUP], "displayName": "Captains", "members": [{ "value": bea }] });
    let got = organization.call("PUT", &path, &body);
    assert_eq!(
        (got.status, &got.body["displayName"]),
        (200, &json!("Captains"))
    );
    assert_eq!(members(&mut organization, &path), ["bea@example.com"]);
}

#[test]
fn a_group_is_changed_by_what_the_tenant_takes_and_by_nothing_else() {
    let whole = json!({ "schemas": [GROUP], "displayName": "Captains" });
    for (writes, put, patched) in [(GroupWrites::Put, 200, 405), (GroupWrites::Patch, 405, 200)] {
        let (mut organization, path, [_, bea]) = with(|options| options.group_writes = writes);
        assert_eq!(organization.call("PUT", &path, &added(&bea)).status, put);
        assert_eq!(
            organization.call("PATCH", &path, &added(&bea)).status,
            patched
        );
    }
    for (body, patch_op, group) in [(PutBody::PatchOp, 200, 400), (PutBody::Group, 400, 200)] {
        let (mut organization, path, [_, bea]) = with(|options| options.group_put = body);
        assert_eq!(
            organization.call("PUT", &path, &added(&bea)).status,
            patch_op
        );
        assert_eq!(organization.call("PUT", &path, &whole).status, group);
    }
}

#[test]
fn quirks_of_groups_hold_here_too() {
    let quirk = |members: GroupOptions| with(move |options| options.members = members);
    let usual = OneIdOptions::default().members;
    let (mut organization, path, _) = quirk(GroupOptions {
        on_create: false,
        ..usual
    });
    assert!(
        members(&mut organization, &path).is_empty(),
        "dropped on create"
    );
    let (mut organization, path, _) = quirk(GroupOptions {
        shown: MembersShown::One,
        ..usual
    });
    assert!(
        organization.get("/Groups").body["resources"][0]
            .get("members")
            .is_none()
    );
    assert_eq!(members(&mut organization, &path).len(), 1);
    let (mut organization, path, [ann, _]) = quirk(GroupOptions {
        removal: MemberRemoval::Value,
        ..usual
    });
    let filter = patch(json!([{ "op": "remove", "path": format!("members[value eq \"{ann}\"]") }]));
    assert_eq!(organization.call("PATCH", &path, &filter).status, 400);
    let (mut organization, path, [_, bea]) = quirk(GroupOptions {
        patch: GroupPatch::Whole,
        ..usual
    });
    assert_eq!(organization.call("PATCH", &path, &added(&bea)).status, 400);
    let (mut organization, path, _) = quirk(GroupOptions {
        rename: Rename::Put,
        ..usual
    });
    let rename = patch(json!([{ "op": "replace", "path": "displayName", "value": "Captains" }]));
    assert_eq!(organization.call("PATCH", &path, &rename).status, 400);
    let (mut organization, _, [ann, _]) = quirk(GroupOptions {
        on_users: true,
        ..usual
    });
    assert_eq!(organization.read(&ann)["groups"][0]["display"], "Pilots");
}

#[test]
fn a_deleted_group_is_gone_and_whoever_is_gone_is_in_none() {
    let (mut organization, path, [ann, _]) = with(|_| {});
    organization.sandbox.remove_user(&ann);
    assert!(members(&mut organization, &path).is_empty());
    assert_eq!(organization.call("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(organization.get(&path).status, 404);
}
