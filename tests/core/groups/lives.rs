//! A group's life, from its create to its end, on each kind of tenant and on servers that take edits in other ways.

use super::{groups, people, record, run, scim, tenant, writes, zoom};
use crate::support::Bench;
use seatwarden_sandbox::Provider;
use serde_json::{Value, json};

/// Who is in a group of the sandbox, by its own word: ids.
async fn inside(bench: &Bench, id: &str) -> Vec<String> {
    let path = format!("/Groups/{id}");
    let mut all = Vec::new();
    loop {
        let page = record(bench, &format!("{path}?startIndex={}", all.len() + 1)).await;
        let members = page["members"].as_array().cloned().unwrap_or_default();
        let ids = members
            .iter()
            .map(|member| member["value"].as_str().unwrap().to_owned());
        all.extend(ids);
        let total = page["totalResults"].as_u64();
        if members.is_empty() || total.is_none_or(|total| all.len() as u64 >= total) {
            all.sort();
            return all;
        }
    }
}

/// A group's life, the same on every tenant; who is in it is told by `who_is_in`.
async fn a_life(bench: &Bench) -> String {
    let [(jane, jane_name), (joe, joe_name)] = people(bench, 2).await.try_into().unwrap();
    let made = groups(
        bench,
        "create",
        json!({ "name": "Pilots", "members": [jane_name] }),
    )
    .await;
    assert_eq!(made["outcome"], "created", "{made}");
    assert_eq!(made["warnings"], json!([]), "{made}");
    assert_eq!(made["data"]["changes"][0]["to"], "Pilots");
    assert_eq!(
        made["data"]["changes"][1],
        json!({ "field": "members", "from": null, "to": [jane] })
    );
    let id = made["data"]["group"]["id"].as_str().unwrap().to_owned();
    let again = groups(
        bench,
        "create",
        json!({ "name": "Pilots", "members": [{ "id": jane }] }),
    )
    .await;
    assert_eq!(
        (&again["outcome"], &again["data"]["group"]["id"]),
        (&json!("unchanged"), &json!(id))
    );

    let added = groups(
        bench,
        "addMembers",
        json!({ "group": { "name": "pilots" }, "members": [joe_name, { "id": jane }, joe] }),
    )
    .await;
    assert_eq!(added["outcome"], "updated", "{added}");
    assert_eq!(added["warnings"], json!([]), "{added}");
    assert_eq!(
        added["data"]["changes"],
        json!([{ "field": "members", "from": null, "to": [joe] }])
    );
    let again = groups(
        bench,
        "addMembers",
        json!({ "group": id, "members": [joe_name] }),
    )
    .await;
    assert_eq!(again["outcome"], "unchanged", "{again}");

    let removed = groups(
        bench,
        "removeMembers",
        json!({ "group": "Pilots", "members": [jane_name] }),
    )
    .await;
    assert_eq!(removed["outcome"], "updated", "{removed}");
    assert_eq!(removed["warnings"], json!([]), "{removed}");
    assert_eq!(
        removed["data"]["changes"],
        json!([{ "field": "members", "from": [jane], "to": null }])
    );
    let again = groups(
        bench,
        "removeMembers",
        json!({ "group": { "id": id }, "members": [jane_name, "nobody@example.com"] }),
    )
    .await;
    assert_eq!(again["outcome"], "unchanged", "{again}");
    assert_eq!(again["warnings"][0]["code"], "not_found");

    let renamed = groups(
        bench,
        "rename",
        json!({ "group": "Pilots", "name": "Captains" }),
    )
    .await;
    assert_eq!(renamed["outcome"], "renamed", "{renamed}");
    assert_eq!(renamed["warnings"], json!([]), "{renamed}");
    assert_eq!(renamed["data"]["group"]["name"], "Captains");
    assert_eq!(
        renamed["data"]["changes"],
        json!([{ "field": "name", "from": "Pilots", "to": "Captains" }])
    );
    let again = groups(bench, "rename", json!({ "group": id, "name": "Captains" })).await;
    assert_eq!(again["outcome"], "unchanged");

    let listed = groups(bench, "list", json!({})).await;
    let names = listed["data"]["groups"].as_array().unwrap();
    assert_eq!(
        names
            .iter()
            .filter(|group| group["name"] == "Captains")
            .count(),
        1
    );
    let got = groups(bench, "get", json!({ "group": "Captains" })).await;
    assert_eq!(got["data"]["group"]["id"], json!(id));
    joe
}

#[tokio::test(start_paused = true)]
async fn a_group_lives_in_a_scim_tenant() {
    let bench = scim(json!({}));
    let joe = a_life(&bench).await;
    let got = groups(&bench, "get", json!({ "group": "Captains" })).await;
    let members = got["data"]["group"]["members"].as_array().unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(members[0]["id"], json!(joe));
    assert!(members[0]["display"].is_string());
    assert_eq!(
        writes(&bench),
        [
            "POST Groups",
            "PATCH Groups",
            "PATCH Groups",
            "PATCH Groups"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_group_lives_in_a_zoom_account_that_shows_no_members() {
    let bench = zoom();
    let joe = a_life(&bench).await;
    let got = groups(&bench, "get", json!({ "group": "Captains" })).await;
    assert_eq!(got["data"]["group"].get("members"), None);
    let joe = run(&bench, "get", json!({ "who": { "id": joe } }), json!({})).await;
    let names = joe["data"]["user"]["groups"].as_array().unwrap();
    assert!(names.contains(&json!("Captains")), "{joe}");
    assert_eq!(
        writes(&bench),
        [
            "POST Groups",
            "PATCH Groups",
            "PATCH Groups",
            "PATCH Groups",
            "PATCH Groups"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_zoom_account_that_takes_nobody_out_of_a_group_does_it_by_the_users_record() {
    for removal in ["filter", "either", "value", "silent"] {
        eprintln!("{removal}");
        let bench = tenant(Provider::Zoom, &json!({ "memberRemoval": removal }));
        a_life(&bench).await;
        let [(jane, name)] = people(&bench, 1).await.try_into().unwrap();
        let before = run(&bench, "get", json!({ "who": name }), json!({})).await;
        let input = json!({ "group": "Captains", "members": [{ "id": jane }] });
        assert_eq!(
            groups(&bench, "addMembers", input.clone()).await["outcome"],
            "updated"
        );
        let written = bench.writes().len();
        assert_eq!(
            groups(&bench, "removeMembers", input).await["outcome"],
            "updated"
        );
        assert_eq!(bench.writes().len() - written, 1, "the way is known");
        let after = run(&bench, "get", json!({ "who": name }), json!({})).await;
        let groups_of = |user: &Value| user["data"]["user"]["groups"].clone();
        assert_eq!(
            groups_of(&after),
            groups_of(&before),
            "the other groups stay"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn every_way_in_which_servers_take_edits_is_found_and_remembered() {
    for switches in [
        json!({ "groupPatch": "paths" }),
        json!({ "groupPatch": "whole" }),
        json!({ "groupPatch": "none" }),
        json!({ "memberRemoval": "value" }),
        json!({ "memberRemoval": "silent" }),
        json!({ "memberRemoval": "either" }),
        json!({ "memberRemoval": "all" }),
        json!({ "rename": "put" }),
        json!({ "rename": "patch" }),
        json!({ "membersOnCreate": false }),
        json!({ "membersShown": "one" }),
        json!({ "membersShown": "never" }),
        json!({ "membersPage": 1 }),
        json!({ "groupsOnUsers": false }),
        json!({ "groupsOnUsers": false, "membersShown": "one", "filter": "unsupported" }),
        json!({ "filter": "ignored", "paging": "cursor", "pageCap": 3 }),
        json!({ "filter": "empty", "etag": true, "emptyPatch": true }),
        json!({ "patch": false, "discovery": false }),
    ] {
        eprintln!("{switches}");
        let bench = scim(switches.clone());
        a_life(&bench).await;
        let before = bench.writes().len();
        let [(jane, _), (joe, _)] = people(&bench, 2).await.try_into().unwrap();
        let input = json!({ "group": "Captains", "members": [{ "id": jane }] });
        assert_eq!(
            groups(&bench, "addMembers", input.clone()).await["outcome"],
            "updated"
        );
        assert_eq!(
            groups(&bench, "removeMembers", input).await["outcome"],
            "updated"
        );
        assert_eq!(
            bench.writes().len() - before,
            2,
            "one request each: the way is known"
        );
        let id = groups(&bench, "get", json!({ "group": "Captains" })).await;
        let id = id["data"]["group"]["id"].as_str().unwrap().to_owned();
        if switches["membersShown"] != "never" {
            assert_eq!(inside(&bench, &id).await, [joe]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_group_lives_in_a_oneid_organization_however_it_takes_writes() {
    for switches in [
        json!({}),
        json!({ "groupWrites": "put" }),
        json!({ "groupWrites": "put", "groupPut": "patchOp" }),
        json!({ "groupWrites": "put", "groupPut": "group" }),
        json!({ "groupWrites": "patch", "groupFilter": true }),
        json!({ "groupPageNumbers": false, "groups": 130 }),
        json!({ "groupPageNumbers": true, "groups": 230 }),
        json!({ "memberRemoval": "filter" }),
        json!({ "memberRemoval": "value" }),
        json!({ "memberRemoval": "all", "groupWrites": "patch" }),
        json!({ "memberRemoval": "silent", "membersOnCreate": false, "membersPage": 1 }),
        json!({ "groupsOnUsers": true, "membersShown": "never" }),
    ] {
        eprintln!("{switches}");
        let bench = tenant(Provider::OneId, &switches);
        let joe = a_life(&bench).await;
        let id = groups(&bench, "get", json!({ "group": "Captains" })).await;
        let id = id["data"]["group"]["id"].as_str().unwrap().to_owned();
        if switches["membersShown"] != "never" {
            assert_eq!(inside(&bench, &id).await, [joe]);
        }
        if let Some(count) = switches["groups"].as_u64() {
            let listed = groups(&bench, "list", json!({})).await;
            let listed = listed["data"]["groups"].as_array().unwrap();
            assert_eq!(listed.len() as u64, count + 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn where_nobody_can_tell_who_is_in_a_group_that_is_said() {
    let bench = scim(json!({ "membersShown": "never", "groupsOnUsers": false }));
    let [(_, jane)] = people(&bench, 1).await.try_into().unwrap();
    let added = groups(
        &bench,
        "addMembers",
        json!({ "group": "Sales", "members": [jane] }),
    )
    .await;
    assert_eq!(added["outcome"], "updated");
    assert_eq!(added["warnings"][0]["code"], "not_verifiable");
}
