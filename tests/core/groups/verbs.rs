//! The verbs on groups, on the sandbox: plain SCIM and Zoom, and servers that take them in other ways.

use super::{groups, people, record, run, scim, tenant, writes, zoom};
use crate::support::Bench;
use seatwarden_sandbox::{Config, Provider, ZoomOptions};
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

#[tokio::test(start_paused = true)]
async fn a_removal_that_isnt_confirmed_removes_nothing() {
    for bench in [scim(json!({})), zoom()] {
        let refused = run(
            &bench,
            "groups.remove",
            json!({ "group": "Sales" }),
            json!({}),
        )
        .await;
        assert_eq!(refused["error"]["code"], "guard_tripped", "{refused}");
        let wrong = json!({ "confirm": "sales" });
        let refused = run(&bench, "groups.remove", json!({ "group": "Sales" }), wrong).await;
        assert_eq!(refused["error"]["code"], "guard_tripped");
        assert!(
            refused["error"]["hint"]
                .as_str()
                .unwrap()
                .contains("\"Sales\"")
        );
        assert_eq!(bench.writes().len(), 0);
        let right = json!({ "confirm": "Sales" });
        let dry = json!({ "confirm": "Sales", "dryRun": true });
        let tried = run(&bench, "groups.remove", json!({ "group": "Sales" }), dry).await;
        assert_eq!(
            (&tried["outcome"], bench.writes().len()),
            (&json!("removed"), 0)
        );
        let gone = run(
            &bench,
            "groups.remove",
            json!({ "group": "Sales" }),
            right.clone(),
        )
        .await;
        assert_eq!(gone["outcome"], "removed", "{gone}");
        let again = run(&bench, "groups.remove", json!({ "group": "Sales" }), right).await;
        assert_eq!(again["outcome"], "not_found");
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_would_change_and_writes_nothing() {
    for bench in [scim(json!({})), zoom()] {
        let [(jane, _)] = people(&bench, 1).await.try_into().unwrap();
        let dry = json!({ "dryRun": true });
        for (verb, input, outcome) in [
            (
                "create",
                json!({ "name": "Pilots", "members": [{ "id": jane }] }),
                "created",
            ),
            (
                "rename",
                json!({ "group": "Sales", "name": "Vendors" }),
                "renamed",
            ),
        ] {
            let told = run(&bench, &format!("groups.{verb}"), input, dry.clone()).await;
            assert_eq!(
                (&told["outcome"], &told["data"]["dryRun"]),
                (&json!(outcome), &json!(true))
            );
            assert_ne!(told["data"]["changes"], json!([]));
        }
        assert_eq!(bench.writes().len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_isnt_there_comes_into_no_group_and_nothing_is_written() {
    for bench in [scim(json!({})), zoom()] {
        let [(_, jane)] = people(&bench, 1).await.try_into().unwrap();
        let members = json!([jane, "nobody@example.com", { "userName": "noone@example.com" }]);
        for (verb, input) in [
            (
                "addMembers",
                json!({ "group": "Sales", "members": members }),
            ),
            ("create", json!({ "name": "Pilots", "members": members })),
        ] {
            let refused = groups(&bench, verb, input).await;
            assert_eq!(refused["error"]["code"], "not_found", "{refused}");
            let message = refused["error"]["message"].as_str().unwrap();
            assert!(
                message.contains("nobody@example.com, noone@example.com"),
                "{message}"
            );
        }
        assert_eq!(bench.writes().len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_another_group_has_is_given_to_none() {
    for bench in [scim(json!({})), zoom()] {
        let taken = groups(
            &bench,
            "rename",
            json!({ "group": "Sales", "name": "finance" }),
        )
        .await;
        assert_eq!(taken["error"]["code"], "conflict", "{taken}");
        assert_eq!(bench.writes().len(), 0);
        let missing = groups(&bench, "rename", json!({ "group": "Sails", "name": "X" })).await;
        assert_eq!(missing["error"]["code"], "not_found");
        let missing = groups(&bench, "get", json!({ "group": { "id": "Sales" } })).await;
        assert_eq!(missing["error"]["code"], "not_found");
    }
}

#[tokio::test(start_paused = true)]
async fn zuora_has_no_groups_and_says_who_has() {
    let bench = Bench::new(Config::default());
    for (verb, input) in [
        ("list", json!({})),
        ("get", json!({ "group": "Sales" })),
        ("create", json!({ "name": "Sales" })),
        ("remove", json!({ "group": "Sales" })),
    ] {
        let refused = groups(&bench, verb, input).await;
        assert_eq!(refused["error"]["code"], "not_supported", "{refused}");
        assert!(
            refused["error"]["hint"]
                .as_str()
                .unwrap()
                .contains("zuora-oneid")
        );
    }
    assert_eq!(bench.requests().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_isnt_a_group_or_a_member_is_refused_before_anything_is_sent() {
    let bench = scim(json!({}));
    for (verb, input, path) in [
        ("get", json!({}), "group"),
        ("get", json!({ "group": 7 }), "group"),
        (
            "get",
            json!({ "group": { "id": "1", "name": "x" } }),
            "group",
        ),
        ("get", json!({ "group": { "id": ".." } }), "group.id"),
        ("create", json!({ "members": [] }), "name"),
        ("create", json!({ "name": " x" }), "name"),
        (
            "create",
            json!({ "name": "x", "members": "jane" }),
            "members",
        ),
        (
            "create",
            json!({ "name": "x", "members": [{ "name": "jane" }] }),
            "members[0]",
        ),
        ("addMembers", json!({ "group": "x" }), "members"),
        ("rename", json!({ "group": "x" }), "name"),
        ("list", json!({ "group": "x" }), "group"),
    ] {
        let refused = groups(&bench, verb, input).await;
        let message = refused["error"]["message"].as_str().unwrap();
        assert_eq!(refused["error"]["code"], "invalid_input", "{refused}");
        assert!(message.starts_with(&format!("{path}:")), "{message}");
    }
    assert_eq!(bench.requests().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn five_thousand_members_come_into_a_zoom_group_in_patches_that_zoom_takes() {
    let bench = Bench::new(Config {
        provider: Provider::Zoom,
        users: 6_300,
        zoom: ZoomOptions::default(),
        ..Config::default()
    });
    let everybody = people(&bench, 5_000).await;
    let members: Vec<_> = everybody
        .iter()
        .map(|(id, _)| json!({ "id": id }))
        .collect();
    let input = json!({ "group": "Sales", "members": members });
    let options = json!({ "verify": false });
    let added = run(&bench, "groups.addMembers", input, options).await;
    assert_eq!(added["outcome"], "updated", "{added}");
    let sizes: Vec<_> = bench
        .writes()
        .iter()
        .map(|(.., body)| body.to_string().len())
        .collect();
    assert_eq!(everybody.len(), 5_000);
    assert!(
        sizes.len() == 2 && sizes.iter().all(|size| *size <= 100_000),
        "{sizes:?}"
    );
    let (id, _) = everybody.last().unwrap();
    let last = run(&bench, "get", json!({ "who": { "id": id } }), json!({})).await;
    assert!(
        last["data"]["user"]["groups"]
            .as_array()
            .unwrap()
            .contains(&json!("Sales"))
    );
}

#[tokio::test(start_paused = true)]
async fn every_write_is_in_the_audit_with_the_group_and_the_members() {
    let bench = scim(json!({}));
    let [(jane, _)] = people(&bench, 1).await.try_into().unwrap();
    groups(&bench, "create", json!({ "name": "Pilots" })).await;
    let id =
        groups(&bench, "get", json!({ "group": "Pilots" })).await["data"]["group"]["id"].clone();
    let input = json!({ "group": "Pilots", "members": [{ "id": jane }] });
    groups(&bench, "addMembers", input.clone()).await;
    groups(&bench, "addMembers", input).await;
    groups(
        &bench,
        "rename",
        json!({ "group": "Pilots", "name": "Captains" }),
    )
    .await;
    run(
        &bench,
        "groups.remove",
        json!({ "group": "Captains" }),
        json!({ "confirm": "Captains" }),
    )
    .await;
    let records = bench.world.audit.borrow();
    let told: Vec<_> = records
        .iter()
        .map(|record| {
            (
                record["action"].as_str().unwrap(),
                record["outcome"].as_str().unwrap(),
                &record["target"],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "groups.create",
                "created",
                &json!({ "id": id, "group": "Pilots" })
            ),
            (
                "groups.addMembers",
                "updated",
                &json!({ "id": id, "group": "Pilots", "members": [jane] })
            ),
            (
                "groups.rename",
                "renamed",
                &json!({ "id": id, "group": "Pilots" })
            ),
            (
                "groups.remove",
                "removed",
                &json!({ "id": id, "group": "Captains" })
            ),
        ]
    );
}

/// Zoom's create takes no members: they are added, and that is a write of its own.
#[tokio::test(start_paused = true)]
async fn members_who_are_added_after_the_create_are_no_second_create() {
    let bench = zoom();
    let [(jane, _)] = people(&bench, 1).await.try_into().unwrap();
    let input = json!({ "name": "Pilots", "members": [{ "id": jane }] });
    let made = groups(&bench, "create", input).await;
    assert_eq!(made["outcome"], "created", "{made}");
    let records = bench.world.audit.borrow();
    let told = records
        .iter()
        .map(|record| (&record["action"], &record["outcome"]));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (&json!("groups.create"), &json!("created")),
            (&json!("groups.addMembers"), &json!("updated")),
        ]
    );
}
