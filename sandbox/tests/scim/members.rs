//! What real servers do with groups otherwise than RFC 7644: each switch by itself.

use seatwarden_sandbox::{
    GroupOptions, GroupPatch, MemberRemoval, MembersShown, Rename, ScimOptions,
};
use serde_json::{Value, json};

use crate::service::{GROUP, Got, Service};

/// A service with three users, and a group of them all.
fn with(members: GroupOptions) -> (Service, String, [String; 3]) {
    let mut service = Service::with(
        0,
        ScimOptions {
            groups: 0,
            members,
            ..ScimOptions::default()
        },
    );
    let ids = ["a", "b", "c"].map(|name| service.user(name, json!({})));
    let [a, b, c] = &ids;
    let group = service.group("Pilots", &[a, b, c]);
    (service, format!("/Groups/{group}"), ids)
}

fn count(service: &mut Service, path: &str) -> usize {
    let body = service.get(path).body;
    body["members"].as_array().map_or(0, Vec::len)
}

fn by_filter(service: &mut Service, path: &str, id: &str) -> Got {
    let filter = format!("members[value eq \"{id}\"]");
    service.patch(path, json!([{ "op": "remove", "path": filter }]))
}

fn by_value(service: &mut Service, path: &str, ids: &[&str]) -> Got {
    let value: Vec<Value> = ids.iter().map(|id| json!({ "value": id })).collect();
    service.patch(
        path,
        json!([{ "op": "remove", "path": "members", "value": value }]),
    )
}

#[test]
fn a_member_is_removed_by_filter_by_value_or_either_way() {
    for (removal, filter, left_by_filter, left_by_value) in [
        // "All values are removed", whatever comes along (RFC 7644 §3.5.2.2).
        (MemberRemoval::Filter, 200, 2, 0),
        (MemberRemoval::Value, 400, 3, 2),
        (MemberRemoval::Silent, 200, 3, 2),
        (MemberRemoval::Either, 200, 2, 2),
        (MemberRemoval::All, 400, 3, 0),
    ] {
        let members = GroupOptions {
            removal,
            ..GroupOptions::default()
        };
        let (mut service, path, [a, _, _]) = with(members);
        assert_eq!(by_filter(&mut service, &path, &a).status, filter);
        assert_eq!(count(&mut service, &path), left_by_filter, "{removal:?}");
        let (mut service, path, [a, _, _]) = with(members);
        assert_eq!(
            by_value(&mut service, &path, &[&a, "nobody"]).status,
            200,
            "{removal:?}"
        );
        assert_eq!(count(&mut service, &path), left_by_value, "{removal:?}");
    }
}

#[test]
fn a_patch_takes_paths_or_whole_attributes_or_nothing() {
    let at = json!([{ "op": "replace", "path": "displayName", "value": "Captains" }]);
    let whole = json!([{ "op": "replace", "value": { "displayName": "Crew" } }]);
    for (patch, with_path, without) in [
        (GroupPatch::Either, 200, 200),
        (GroupPatch::Paths, 200, 400),
        (GroupPatch::Whole, 400, 200),
        (GroupPatch::None, 501, 501),
    ] {
        let (mut service, path, [a, _, _]) = with(GroupOptions {
            patch,
            ..GroupOptions::default()
        });
        assert_eq!(service.patch(&path, at.clone()).status, with_path);
        assert_eq!(service.patch(&path, whole.clone()).status, without);
        let user = service.patch(
            &format!("/Users/{a}"),
            json!([{ "op": "replace", "path": "title", "value": "x" }]),
        );
        assert_eq!(user.status, 200, "users are not concerned");
    }
}

#[test]
fn a_group_is_renamed_by_patch_or_by_put() {
    for (rename, patched, put) in [(Rename::Patch, 200, 400), (Rename::Put, 400, 200)] {
        let (mut service, path, [a, _, _]) = with(GroupOptions {
            rename,
            ..GroupOptions::default()
        });
        let group =
            json!({ "schemas": [GROUP], "displayName": "Crew", "members": [{ "value": a }] });
        assert_eq!(service.call("PUT", &path, &group).status, put, "{rename:?}");
        for operation in [
            json!({ "op": "replace", "path": "displayName", "value": "Captains" }),
            json!({ "op": "replace", "value": { "displayName": "Cabin" } }),
        ] {
            let got = service.patch(&path, json!([operation]));
            assert_eq!(got.status, patched, "{rename:?}");
        }
        // Under its own name a PUT changes members all the same.
        let name = service.get(&path).body["displayName"].clone();
        let same = json!({ "schemas": [GROUP], "displayName": name, "members": [] });
        assert_eq!(service.call("PUT", &path, &same).status, 200);
        assert_eq!(count(&mut service, &path), 0);
    }
}

#[test]
fn a_create_drops_members_if_told() {
    let (mut service, path, _) = with(GroupOptions {
        on_create: false,
        ..GroupOptions::default()
    });
    assert_eq!(count(&mut service, &path), 0);
}

#[test]
fn members_are_shown_always_one_by_one_or_never() {
    for (shown, listed, alone) in [
        (MembersShown::Always, 3, 3),
        (MembersShown::One, 0, 3),
        (MembersShown::Never, 0, 0),
    ] {
        let (mut service, path, [a, _, _]) = with(GroupOptions {
            shown,
            ..GroupOptions::default()
        });
        assert_eq!(count(&mut service, &path), alone, "{shown:?}");
        let rows = service.get("/Groups").body;
        let members = rows["Resources"][0]["members"].as_array();
        assert_eq!(members.map_or(0, Vec::len), listed, "{shown:?}");
        let found = service.found(&format!(
            "groups.value eq \"{}\"",
            path.trim_start_matches("/Groups/")
        ));
        assert_eq!(found.len(), 3, "{shown:?}: the users tell");
        let user = service.get(&format!("/Users/{a}")).body;
        assert_eq!(user["groups"][0]["display"], "Pilots");
    }
}

#[test]
fn members_come_in_pages_if_told() {
    let (mut service, path, [a, b, c]) = with(GroupOptions {
        page: Some(2),
        ..GroupOptions::default()
    });
    let mut page = |query: &str| {
        let body = service.get(&format!("{path}{query}")).body;
        assert_eq!(body["totalResults"], 3);
        let members = body["members"].as_array().unwrap().clone();
        let ids = members
            .iter()
            .map(|one| one["value"].as_str().unwrap().to_owned());
        ids.collect::<Vec<String>>()
    };
    assert_eq!(page(""), [a, b]);
    assert_eq!(page("?startIndex=3"), [c]);
    assert!(page("?startIndex=4").is_empty());
}

#[test]
fn users_show_no_groups_if_told() {
    let (mut service, path, [a, _, _]) = with(GroupOptions {
        on_users: false,
        ..GroupOptions::default()
    });
    assert!(
        service
            .get(&format!("/Users/{a}"))
            .body
            .get("groups")
            .is_none()
    );
    assert_eq!(count(&mut service, &path), 3);
}
