//! Answers that are lost, refusals in the middle, and groups that go away.

use super::{groups, people, run, scim, tenant, writes, zoom};
use crate::support::Bench;
use seatwarden_sandbox::{FaultKind, Provider, ScriptedFault};
use serde_json::json;

/// Where the groups are.
fn at(bench: &Bench) -> &'static str {
    match bench.client.capabilities().provider {
        "zoom" => "/scim2/Groups",
        _ => "/scim/v2/Groups",
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_create_answer_never_makes_two_groups() {
    for bench in [scim(json!({})), zoom()] {
        bench.world.sandbox(|sandbox| {
            sandbox.script(ScriptedFault::on(FaultKind::LostAfter, "POST", at(&bench)));
        });
        let made = groups(&bench, "create", json!({ "name": "Pilots" })).await;
        assert_eq!(made["outcome"], "created", "{made}");
        let listed = groups(&bench, "list", json!({})).await;
        let listed = listed["data"]["groups"].as_array().unwrap();
        assert_eq!(
            listed
                .iter()
                .filter(|group| group["name"] == "Pilots")
                .count(),
            1
        );
        assert_eq!(writes(&bench), ["POST Groups"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_of_an_edit_is_looked_into() {
    for bench in [scim(json!({})), zoom()] {
        let [(_, jane)] = people(&bench, 1).await.try_into().unwrap();
        groups(&bench, "create", json!({ "name": "Pilots" })).await;
        for (verb, input, outcome) in [
            (
                "addMembers",
                json!({ "group": "Pilots", "members": [jane] }),
                "updated",
            ),
            (
                "removeMembers",
                json!({ "group": "Pilots", "members": [jane] }),
                "updated",
            ),
            (
                "rename",
                json!({ "group": "Pilots", "name": "Captains" }),
                "renamed",
            ),
        ] {
            bench.world.sandbox(|sandbox| {
                sandbox.script(ScriptedFault::on(
                    FaultKind::LostAfter,
                    "PATCH",
                    &format!("{}/*", at(&bench)),
                ));
            });
            let done = groups(&bench, verb, input).await;
            assert_eq!(
                (&done["outcome"], &done["warnings"]),
                (&json!(outcome), &json!([])),
                "{done}"
            );
        }
        bench.world.sandbox(|sandbox| {
            sandbox.script(ScriptedFault::on(
                FaultKind::LostAfter,
                "DELETE",
                &format!("{}/*", at(&bench)),
            ));
        });
        let confirm = json!({ "confirm": "Captains" });
        let gone = run(
            &bench,
            "groups.remove",
            json!({ "group": "Captains" }),
            confirm,
        )
        .await;
        assert_eq!(gone["outcome"], "removed", "{gone}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_group_that_cannot_be_told_is_an_error_and_the_next_call_makes_it_right() {
    let bench = scim(json!({}));
    bench.world.sandbox(|sandbox| {
        sandbox.script(
            ScriptedFault::on(
                FaultKind::Unavailable,
                "PATCH",
                &format!("{}/*", at(&bench)),
            )
            .times(4),
        );
    });
    let person = json!({ "userName": "nia@example.com", "groups": ["Sales"] });
    let refused = run(&bench, "provision", json!({ "person": person }), json!({})).await;
    assert_eq!(refused["ok"], false, "{refused}");
    assert_eq!(refused["error"]["code"], "outcome_unknown", "{refused}");
    assert_eq!(refused["error"]["retryable"], true);
    let again = run(&bench, "provision", json!({ "person": person }), json!({})).await;
    assert_eq!(again["outcome"], "updated", "{again}");
    assert_eq!(again["data"]["user"]["groups"], json!(["Sales"]));
}

#[tokio::test(start_paused = true)]
async fn more_members_than_a_server_takes_at_once_come_in_parts_and_that_is_remembered() {
    for (status, most) in [(413, 120), (400, 100)] {
        let bench = tenant(Provider::Scim, &json!({ "users": 300 }));
        let crowd = people(&bench, 240).await;
        let members: Vec<_> = crowd.iter().map(|(id, _)| json!({ "id": id })).collect();
        groups(&bench, "create", json!({ "name": "Pilots" })).await;
        bench.world.sandbox(|sandbox| {
            let path = format!("{}/*", at(&bench));
            sandbox.script(ScriptedFault::refuse(status, "too many", "PATCH", &path));
        });
        let before = bench.writes().len();
        let input = json!({ "group": "Pilots", "members": members });
        let added = groups(&bench, "addMembers", input.clone()).await;
        assert_eq!(
            (&added["outcome"], &added["warnings"]),
            (&json!("updated"), &json!([])),
            "{added}"
        );
        let sizes = |from: usize| -> Vec<usize> {
            let writes = bench.writes();
            writes[from..]
                .iter()
                .filter(|(method, ..)| method == "PATCH")
                .map(|(.., body)| {
                    body["Operations"][0]["value"]
                        .as_array()
                        .map_or(0, Vec::len)
                })
                .collect()
        };
        let sent = sizes(before);
        assert!(
            sent[0] == 240 && sent[1..].iter().all(|size| *size <= most),
            "{sent:?}"
        );
        let mut other = input;
        other["group"] = json!("Captains");
        groups(&bench, "create", json!({ "name": "Captains" })).await;
        let before = bench.writes().len();
        groups(&bench, "addMembers", other).await;
        assert!(
            sizes(before).iter().all(|size| *size <= most),
            "{:?}",
            sizes(before)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_group_that_goes_away_under_a_joiner_does_not_make_the_joiner_not_found() {
    let bench = scim(json!({}));
    bench.world.sandbox(|sandbox| {
        let path = format!("{}/*", at(&bench));
        sandbox.script(ScriptedFault::refuse(404, "no such group", "PATCH", &path).times(9));
        sandbox.script(ScriptedFault::refuse(404, "no such group", "GET", &path).times(9));
    });
    let person = json!({ "userName": "nia@example.com", "groups": ["Sales"] });
    let half = run(&bench, "provision", json!({ "person": person }), json!({})).await;
    assert_eq!(half["error"]["code"], "vendor_rejected", "{half}");
    let message = half["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("the account is written, but not that it is in group \"Sales\""),
        "{message}"
    );
}
