//! The verbs on groups, on the sandbox: plain SCIM and Zoom, and servers that take them in other ways.

use super::{groups, people, run, scim, zoom};
use crate::support::Bench;
use seatwarden_sandbox::{Config, Provider, ZoomOptions};
use serde_json::json;

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
