//! `provision` with groups: it makes the memberships right, in the fewest requests.

use super::{groups, oneid, people, run, scim, tenant, writes, zoom};
use crate::support::Bench;
use futures_util::future::join_all;
use seatwarden_sandbox::Provider;
use serde_json::{Value, json};

async fn provision(bench: &Bench, person: Value, options: Value) -> Value {
    let before = bench.writes().len();
    let output = run(bench, "provision", json!({ "person": person }), options).await;
    let written = bench.writes().len() - before;
    let mut told = output.clone();
    told["written"] = json!(written);
    told
}

/// The groups of a user, sorted.
async fn of(bench: &Bench, name: &str) -> Vec<String> {
    let user = run(bench, "get", json!({ "who": name }), json!({})).await;
    let names = user["data"]["user"]["groups"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut names: Vec<_> = names
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

const NIA: &str = "nia@example.com";

fn nia(names: &[&str]) -> Value {
    json!({ "userName": NIA, "email": NIA, "givenName": "Nia", "familyName": "Okafor", "groups": names })
}

#[tokio::test(start_paused = true)]
async fn a_joiner_is_in_her_groups_and_twice_is_the_same_as_once() {
    for bench in [scim(json!({})), zoom()] {
        let made = provision(&bench, nia(&["Sales", "finance", "sales"]), json!({})).await;
        assert_eq!(made["outcome"], "created", "{made}");
        assert_eq!(made["warnings"], json!([]), "{made}");
        let changes = made["data"]["changes"].as_array().unwrap();
        let change = changes
            .iter()
            .find(|change| change["field"] == "groups")
            .unwrap();
        assert_eq!(
            (&change["from"], &change["to"]),
            (&json!(null), &json!(["Sales", "Finance"]))
        );
        assert_eq!(of(&bench, NIA).await, ["Finance", "Sales"]);
        let again = provision(&bench, nia(&["Sales", "finance"]), json!({})).await;
        assert_eq!(
            (&again["outcome"], &again["written"]),
            (&json!("unchanged"), &json!(0)),
            "{again}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_mover_keeps_the_groups_that_nobody_named_unless_they_are_to_be_exact() {
    for bench in [scim(json!({})), zoom()] {
        provision(&bench, nia(&["Sales", "Finance"]), json!({})).await;
        let moved = provision(&bench, nia(&["Support"]), json!({})).await;
        assert_eq!(
            (&moved["outcome"], &moved["written"]),
            (&json!("updated"), &json!(1)),
            "{moved}"
        );
        assert_eq!(of(&bench, NIA).await, ["Finance", "Sales", "Support"]);
        let exact = json!({ "groupsMode": "exact" });
        let dry = provision(
            &bench,
            nia(&["Support"]),
            json!({ "groupsMode": "exact", "dryRun": true }),
        )
        .await;
        let moved = provision(&bench, nia(&["Support"]), exact.clone()).await;
        assert_eq!(moved["outcome"], "updated", "{moved}");
        assert_eq!(moved["data"]["changes"], dry["data"]["changes"]);
        assert_eq!(moved["data"]["changes"][0]["to"], json!(["Support"]));
        assert_eq!(moved["warnings"], json!([]), "{moved}");
        assert_eq!(of(&bench, NIA).await, ["Support"]);
        let again = provision(&bench, nia(&["Support"]), exact.clone()).await;
        assert_eq!(
            (&again["outcome"], &again["written"]),
            (&json!("unchanged"), &json!(0)),
            "{again}"
        );
        let none = provision(&bench, nia(&[]), exact).await;
        assert_eq!(none["outcome"], "updated", "{none}");
        assert_eq!(of(&bench, NIA).await, [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_of_groups_alone_writes_to_the_groups_alone() {
    let bench = scim(json!({}));
    provision(&bench, nia(&["Sales"]), json!({})).await;
    provision(&bench, nia(&["Finance"]), json!({ "groupsMode": "exact" })).await;
    assert_eq!(
        writes(&bench),
        ["POST Users", "PATCH Groups", "PATCH Groups", "PATCH Groups"]
    );
    // Before the write a look-up by name, who she is, and which group; after it one look at her.
    let zoom = zoom();
    provision(&zoom, nia(&["Sales"]), json!({})).await;
    provision(&zoom, nia(&["Finance"]), json!({ "groupsMode": "exact" })).await;
    assert_eq!(
        writes(&zoom),
        ["POST Users", "PUT Users"],
        "Zoom takes groups with the record"
    );
}

#[tokio::test(start_paused = true)]
async fn a_group_that_there_isnt_is_named_with_those_that_there_are() {
    for bench in [scim(json!({})), zoom()] {
        for person in [nia(&["Sales", "Sails"]), nia(&["Sails"])] {
            let refused = provision(&bench, person, json!({})).await;
            assert_eq!(refused["error"]["code"], "invalid_input", "{refused}");
            let message = refused["error"]["message"].as_str().unwrap();
            assert!(message.starts_with("person.groups["), "{message}");
            assert!(
                message.contains("no group \"Sails\"; it has ") && message.contains("\"Sales\""),
                "{message}"
            );
        }
        let [(_, jane)] = people(&bench, 1).await.try_into().unwrap();
        let input = json!({ "who": jane, "change": { "groups": ["Sails"] } });
        let refused = run(&bench, "update", input, json!({})).await;
        assert!(
            refused["error"]["message"]
                .as_str()
                .unwrap()
                .starts_with("change.groups[0]"),
            "{refused}"
        );
        assert_eq!(bench.writes().len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn an_update_puts_into_groups_too() {
    for bench in [scim(json!({})), zoom()] {
        provision(&bench, nia(&[]), json!({})).await;
        let input = json!({ "who": NIA, "change": { "groups": ["Sales"] } });
        let done = run(&bench, "update", input.clone(), json!({})).await;
        assert_eq!(done["outcome"], "updated", "{done}");
        assert_eq!(done["data"]["user"]["groups"], json!(["Sales"]));
        let again = run(&bench, "update", input, json!({})).await;
        assert_eq!(again["outcome"], "unchanged", "{again}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_joiner_of_an_organization_whose_users_show_no_groups_is_in_hers() {
    let bench = oneid();
    let listed = groups(&bench, "list", json!({})).await;
    let names: Vec<_> = listed["data"]["groups"]
        .as_array()
        .unwrap()
        .iter()
        .take(2)
        .collect();
    let [first, second] = [0, 1].map(|at| names[at]["name"].as_str().unwrap().to_owned());
    let made = provision(&bench, nia(&[&first, &second]), json!({})).await;
    assert_eq!(
        (&made["outcome"], &made["warnings"]),
        (&json!("created"), &json!([])),
        "{made}"
    );
    let exact = json!({ "groupsMode": "exact" });
    let moved = provision(&bench, nia(&[&second]), exact.clone()).await;
    assert_eq!(
        (&moved["outcome"], &moved["written"]),
        (&json!("updated"), &json!(1)),
        "{moved}"
    );
    let again = provision(&bench, nia(&[&second]), exact).await;
    assert_eq!(
        (&again["outcome"], &again["written"]),
        (&json!("unchanged"), &json!(0)),
        "{again}"
    );
    let id = made["data"]["user"]["id"].clone();
    for (name, is_in) in [(&first, false), (&second, true)] {
        let shown = groups(&bench, "get", json!({ "group": name })).await;
        let members = shown["data"]["group"]["members"]
            .as_array()
            .unwrap()
            .clone();
        assert_eq!(
            members.iter().any(|member| member["id"] == id),
            is_in,
            "{name}"
        );
    }
}

/// Who sends a group's whole record back would write away whoever came in since it was read.
#[tokio::test(start_paused = true)]
async fn nobody_is_written_out_of_a_group_by_somebody_who_comes_in_at_the_same_time() {
    let latency = json!([5, 80]);
    for (provider, switches) in [
        (Provider::Scim, json!({ "groupPatch": "none" })),
        (Provider::Scim, json!({ "groupPatch": "paths" })),
        (
            Provider::Scim,
            json!({ "patch": false, "groupPatch": "none" }),
        ),
        (Provider::OneId, json!({ "groupWrites": "put" })),
        (
            Provider::OneId,
            json!({ "groupWrites": "put", "groupPut": "group" }),
        ),
        (
            Provider::OneId,
            json!({ "bulk": false, "groupPatch": "none" }),
        ),
        (Provider::Zoom, json!({})),
    ] {
        let group = match provider {
            Provider::OneId => "Billing",
            _ => "Sales",
        };
        for at_once in [true, false] {
            let mut switches = switches.clone();
            switches["latencyMs"] = latency.clone();
            let bench = tenant(provider, &switches);
            let people: Vec<Value> = (0..30)
                .map(|at| {
                    let mut person = nia(&[group]);
                    person["userName"] = json!(format!("nia-{at}@example.com"));
                    person["email"] = person["userName"].clone();
                    person
                })
                .collect();
            let outcomes: Vec<Value> = if at_once {
                let calls = people
                    .iter()
                    .map(|person| provision(&bench, person.clone(), json!({})));
                join_all(calls).await
            } else {
                let all = run(
                    &bench,
                    "provisionAll",
                    json!({ "people": people }),
                    json!({}),
                )
                .await;
                let results = all["data"]["results"].as_array().unwrap();
                results
                    .iter()
                    .map(|entry| entry["result"].clone())
                    .collect()
            };
            for made in &outcomes {
                assert_eq!(
                    (&made["outcome"], &made["warnings"]),
                    (&json!("created"), &json!([])),
                    "{provider:?} {switches} {at_once}: {made}"
                );
            }
            let sales = groups(&bench, "get", json!({ "group": group })).await;
            let inside = sales["data"]["group"]["members"].as_array().cloned();
            for (person, made) in people.iter().zip(&outcomes) {
                let user = match at_once {
                    true => &made["data"]["user"],
                    false => &made["user"],
                };
                let is_in = match &inside {
                    Some(members) => members.iter().any(|member| member["id"] == user["id"]),
                    None => of(&bench, person["userName"].as_str().unwrap()).await == [group],
                };
                assert!(
                    is_in,
                    "{provider:?} {switches} {at_once}: {}",
                    user["userName"]
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn servers_that_hide_half_of_it_are_put_right_all_the_same() {
    for switches in [
        json!({ "groupsOnUsers": false }),
        json!({ "groupsOnUsers": false, "membersShown": "one" }),
        json!({ "groupsOnUsers": false, "membersPage": 2 }),
        json!({ "membersShown": "never" }),
        json!({ "groupPatch": "whole", "memberRemoval": "value" }),
        json!({ "memberRemoval": "silent" }),
        json!({ "patch": false, "filter": "unsupported" }),
    ] {
        eprintln!("{switches}");
        let bench = scim(switches.clone());
        let made = provision(&bench, nia(&["Sales", "Finance"]), json!({})).await;
        assert_eq!(
            (&made["outcome"], &made["warnings"]),
            (&json!("created"), &json!([])),
            "{made}"
        );
        let same = provision(&bench, nia(&["Sales"]), json!({})).await;
        assert_eq!(
            (&same["outcome"], &same["written"]),
            (&json!("unchanged"), &json!(0)),
            "{same}"
        );
        let exact = json!({ "groupsMode": "exact" });
        let moved = provision(&bench, nia(&["Sales", "Support"]), exact.clone()).await;
        assert_eq!(
            (&moved["outcome"], &moved["warnings"]),
            (&json!("updated"), &json!([])),
            "{moved}"
        );
        let again = provision(&bench, nia(&["Sales", "Support"]), exact).await;
        assert_eq!(
            (&again["outcome"], &again["written"]),
            (&json!("unchanged"), &json!(0)),
            "{again}"
        );
        if switches["membersShown"] != "never" {
            let id =
                run(&bench, "get", json!({ "who": NIA }), json!({})).await["data"]["user"]["id"]
                    .clone();
            for (group, is_in) in [("Sales", true), ("Support", true), ("Finance", false)] {
                let shown = groups(&bench, "get", json!({ "group": group })).await;
                let members = shown["data"]["group"]["members"]
                    .as_array()
                    .unwrap()
                    .clone();
                assert_eq!(
                    members.iter().any(|member| member["id"] == id),
                    is_in,
                    "{group}"
                );
            }
        }
    }
}
