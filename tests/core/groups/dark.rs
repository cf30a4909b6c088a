//! Groups that don't show who is in them: nobody is taken out by a write that was made in the dark, and whoever asked is told
//! what nobody can see.

use super::{groups, run, scim};
use crate::support::Bench;
use seatwarden_sandbox::{FaultKind, Group, ScriptedFault};
use serde_json::{Value, json};

const NIA: &str = "nia@example.com";

fn nia(names: &[&str]) -> Value {
    json!({ "userName": NIA, "email": NIA, "givenName": "Nia", "familyName": "Okafor", "groups": names })
}

/// Some group with several members, by the sandbox's own word.
fn full(bench: &Bench) -> Group {
    let groups = bench.world.sandbox(|sandbox| sandbox.groups());
    let mut full = groups.into_iter().filter(|group| group.members.len() > 1);
    full.next().unwrap()
}

fn stored(bench: &Bench, id: &str) -> Group {
    let groups = bench.world.sandbox(|sandbox| sandbox.groups());
    groups.into_iter().find(|group| group.id == id).unwrap()
}

async fn provision(bench: &Bench, person: Value, options: Value) -> Value {
    run(bench, "provision", json!({ "person": person }), options).await
}

fn codes(output: &Value) -> Vec<&str> {
    let warnings = output["warnings"].as_array().unwrap().iter();
    warnings.map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn no_whole_record_is_put_over_members_whom_nobody_sees() {
    let dark = |name: &str, word: &str| json!({ "membersShown": "never", name: word });
    for (switches, verb, why) in [
        (dark("groupPatch", "none"), "addMembers", "501"),
        (dark("groupPatch", "none"), "removeMembers", "501"),
        // Taken without a word, and nothing came of it: a PUT is all that is left.
        (
            dark("memberRemoval", "silent"),
            "removeMembers",
            "doesn't show who is in this one",
        ),
        (dark("rename", "put"), "rename", "400"),
    ] {
        eprintln!("{verb} {switches}");
        // A server that was seen to show at once what it did isn't late, and has done nothing.
        let is_silent = switches["memberRemoval"] == "silent";
        let bench = scim(switches);
        let joined = if is_silent { &["Sales"][..] } else { &[] };
        provision(&bench, nia(joined), json!({})).await;
        let before = full(&bench);
        let input = match verb {
            "rename" => json!({ "group": before.id, "name": "All of us" }),
            "addMembers" => json!({ "group": before.id, "members": [NIA] }),
            _ => json!({ "group": before.id, "members": [{ "id": before.members[0] }] }),
        };
        let refused = groups(&bench, verb, input).await;
        assert_eq!(refused["ok"], false, "{refused}");
        let message = refused["error"]["message"].as_str().unwrap();
        assert!(message.contains(why), "{message}");
        let hint = refused["error"]["hint"].as_str().unwrap();
        assert!(
            hint.contains("no group was seen that shows who is in it"),
            "{hint}"
        );
        assert_eq!(stored(&bench, &before.id), before);
        let writes = bench.writes();
        assert!(
            !writes.iter().any(|(method, ..)| method == "PUT"),
            "{writes:?}"
        );
    }
}

/// RFC 7643 §2.5: what is empty may be left out. An empty group looks as one that hides its members, and only another tells.
#[tokio::test(start_paused = true)]
async fn an_empty_group_that_goes_as_a_whole_is_told_from_one_that_hides_its_members_by_another() {
    for (shown, reads) in [("always", false), ("one", true)] {
        let mut bench = scim(json!({ "groupPatch": "none", "membersShown": shown }));
        let made = groups(&bench, "create", json!({ "name": "Pilots" })).await;
        let id = made["data"]["group"]["id"].as_str().unwrap().to_owned();
        // Another process, which knows nothing of the tenant.
        bench.client = bench.client_with(&json!({}));
        let before = bench.requests().len();
        let done = provision(&bench, nia(&["Pilots"]), json!({})).await;
        assert_eq!(done["outcome"], "created", "{done}");
        assert_eq!(codes(&done), [""; 0], "{done}");
        assert_eq!(stored(&bench, &id).members.len(), 1);
        let requests = bench.requests().split_off(before);
        let of_others = requests.iter().filter(|request| {
            request.method == "GET"
                && request.path.contains("/Groups/")
                && !request.path.contains(&id)
        });
        assert_eq!(of_others.count() > 0, reads, "{shown}");
    }
    // Nobody is in any group: nobody can tell.
    let bench = scim(json!({ "groupPatch": "none", "groups": 0 }));
    for name in ["Pilots", "Bakers"] {
        groups(&bench, "create", json!({ "name": name })).await;
    }
    let refused = provision(&bench, nia(&["Pilots"]), json!({})).await;
    assert_eq!(refused["error"]["code"], "not_supported", "{refused}");
    let first = bench.requests().len();
    let again = provision(&bench, nia(&["Pilots"]), json!({})).await;
    assert_eq!(again["error"]["code"], "not_supported", "{again}");
    let looks = |request: &seatwarden_sandbox::Recorded| {
        request.path.ends_with("/Groups") && !request.query.contains("filter")
    };
    let requests = bench.requests();
    assert!(requests[..first].iter().any(looks));
    assert!(
        !requests[first..].iter().any(looks),
        "they are looked at once"
    );
    // With its first member it is seen, and all others follow.
    let made = json!({ "name": "Cooks", "members": [NIA] });
    assert_eq!(groups(&bench, "create", made).await["outcome"], "created");
    let now = provision(&bench, nia(&["Pilots"]), json!({})).await;
    assert_eq!(now["outcome"], "updated", "{now}");
}

#[tokio::test(start_paused = true)]
async fn exact_groups_that_nobody_can_see_are_no_groups_that_somebody_is_not_in() {
    let bench = scim(json!({ "membersShown": "never", "groupsOnUsers": false }));
    provision(&bench, nia(&[]), json!({})).await;
    let exact = provision(&bench, nia(&[]), json!({ "groupsMode": "exact" })).await;
    assert_eq!(exact["outcome"], "unchanged", "{exact}");
    assert_eq!(codes(&exact), ["not_verifiable"], "{exact}");
    let seen = scim(json!({ "groupsOnUsers": false }));
    provision(&seen, nia(&[]), json!({})).await;
    let exact = provision(&seen, nia(&[]), json!({ "groupsMode": "exact" })).await;
    assert_eq!(
        (&exact["outcome"], codes(&exact).len()),
        (&json!("unchanged"), 0)
    );
}

#[tokio::test(start_paused = true)]
async fn exact_groups_that_nobody_can_see_are_said_beside_other_changes_too() {
    let bench = scim(json!({ "membersShown": "never", "groupsOnUsers": false }));
    provision(&bench, nia(&[]), json!({})).await;
    let mut moved = nia(&[]);
    moved["title"] = json!("Pilot");
    let exact = provision(&bench, moved, json!({ "groupsMode": "exact" })).await;
    assert_eq!(exact["outcome"], "updated", "{exact}");
    assert_eq!(codes(&exact), ["not_verifiable"], "{exact}");
}

#[tokio::test(start_paused = true)]
async fn members_that_a_new_group_was_told_and_nobody_can_see_are_no_failure() {
    let bench =
        scim(json!({ "membersShown": "never", "groupsOnUsers": false, "groupPatch": "none" }));
    provision(&bench, nia(&[]), json!({})).await;
    for name in ["Pilots", "Bakers"] {
        let made = groups(&bench, "create", json!({ "name": name, "members": [NIA] })).await;
        assert_eq!(made["outcome"], "created", "{made}");
        assert_eq!(codes(&made), ["not_verifiable"], "{made}");
        let id = made["data"]["group"]["id"].as_str().unwrap();
        assert_eq!(stored(&bench, id).members.len(), 1, "sent along each time");
    }
}

#[tokio::test(start_paused = true)]
async fn the_audit_of_an_account_whose_groups_change_says_what_was_read_back() {
    let bench = scim(json!({ "ignoredFields": ["active"] }));
    let listed = run(&bench, "list", json!({ "active": false }), json!({})).await;
    let name = &listed["data"]["users"][0]["userName"];
    let person =
        json!({ "userName": name, "title": "Pilot", "groups": ["Support", "Sales", "Finance"] });
    let done = provision(&bench, person, json!({})).await;
    assert_eq!(done["outcome"], "updated", "{done}");
    assert!(codes(&done).contains(&"not_applied"), "{done}");
    let audit = bench.world.audit.borrow();
    let own = audit
        .iter()
        .find(|record| record["target"].get("group").is_none());
    assert_eq!(own.unwrap()["outcome"], "updated");
}

#[tokio::test(start_paused = true)]
async fn without_update_the_groups_of_an_account_stay_as_they_are() {
    for was_off in [false, true] {
        let bench = scim(json!({}));
        provision(&bench, nia(&["Sales"]), json!({})).await;
        if was_off {
            run(&bench, "deactivate", json!({ "who": NIA }), json!({})).await;
        }
        let before = bench.world.sandbox(|sandbox| sandbox.groups());
        let options = json!({ "update": false, "groupsMode": "exact" });
        let kept = provision(&bench, nia(&["Support"]), options).await;
        let outcome = if was_off { "reactivated" } else { "unchanged" };
        assert_eq!(kept["outcome"], outcome, "{kept}");
        assert_eq!(codes(&kept), [""; 0], "{kept}");
        assert_eq!(bench.world.sandbox(|sandbox| sandbox.groups()), before);
    }
}

#[tokio::test(start_paused = true)]
async fn a_group_that_is_made_and_not_filled_is_said_to_be_there() {
    let bench = scim(json!({ "membersOnCreate": false }));
    provision(&bench, nia(&[]), json!({})).await;
    bench.world.sandbox(|sandbox| {
        let refusal = ScriptedFault::on(FaultKind::Unavailable, "PATCH", "/scim/v2/Groups/*");
        sandbox.script(refusal.times(4));
    });
    let input = json!({ "name": "Pilots", "members": [NIA] });
    let half = groups(&bench, "create", input.clone()).await;
    assert_eq!(half["ok"], false, "{half}");
    let message = half["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("the group is made, but not that everybody is in it: "),
        "{message}"
    );
    let there = groups(&bench, "get", json!({ "group": "Pilots" })).await;
    assert_eq!(there["data"]["group"]["members"], json!([]));
    let again = groups(&bench, "create", input).await;
    assert_eq!(again["outcome"], "updated", "{again}");
}
