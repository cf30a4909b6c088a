//! How many may be switched off at once, and whoever confirms that it may be more.

use super::{Town, leavers_go, outcomes};
use crate::simulation::land::{LANDS, Land};
use serde_json::{Value, json};

/// A tenant of so many people of ours, of whom those are not in the roster.
fn town(land: Land, active: usize, leavers: usize) -> (Town, Vec<Value>) {
    let town = Town::new(land);
    town.crowd(active);
    let roster = (leavers..active).map(|number| town.person(&format!("extra-{number}"), "Extra"));
    let roster = roster.collect();
    (town, roster)
}

#[tokio::test(start_paused = true)]
async fn by_default_a_twentieth_ten_at_most_and_one_at_least_may_go() {
    for (active, most) in [
        (1, 1),
        (10, 1),
        (39, 1),
        (40, 2),
        (59, 2),
        (199, 9),
        (200, 10),
        (300, 10),
    ] {
        let (town, roster) = town(Land::Scim, active, 1);
        // Those don't count: off, and somebody else's.
        for number in 0..50 {
            town.put(&format!("off-{number}"), false, "Off");
            town.put_as(&format!("{number}@elsewhere.example"), true, "Else");
        }
        let roster = if roster.is_empty() {
            vec![town.person("new", "New")]
        } else {
            roster
        };
        let plan = town.plan(&roster, leavers_go()).await;
        let guard = json!({ "removals": 1, "maxRemovals": most, "tripped": false });
        assert_eq!(plan["guard"], guard, "{active}");
    }
}

#[tokio::test(start_paused = true)]
async fn more_removals_than_allowed_are_refused_as_a_whole_until_somebody_confirms_that_plan() {
    for land in LANDS {
        let (town, mut roster) = town(land, 30, 2);
        roster.push(town.person("ann", "New"));
        let plan = town.plan(&roster, leavers_go()).await;
        let guard = json!({ "removals": 2, "maxRemovals": 1, "tripped": true });
        assert_eq!(plan["guard"], guard, "{land:?}");
        let id = plan["id"].as_str().unwrap().to_owned();
        let before = town.requests().len();
        for options in [
            json!({}),
            json!({ "confirm": "" }),
            json!({ "confirm": "yes" }),
            json!({ "confirm": id.to_uppercase() }),
            json!({ "confirm": id[..63] }),
            json!({ "dryRun": true, "confirm": "no" }),
        ] {
            let refused = town.no_apply(&plan, options.clone()).await;
            let code = &refused["code"];
            // An empty text may be no text at all.
            let empty = options["confirm"] == "" && code == "invalid_input";
            assert!(
                empty || code == "guard_tripped",
                "{land:?} {options}: {refused}"
            );
            assert_eq!(refused["retryable"], false);
        }
        assert_eq!(
            town.requests().len(),
            before,
            "{land:?}: something was sent"
        );
        assert!(town.audits().is_empty());
        let result = town.apply(&plan, json!({ "confirm": id })).await;
        assert_eq!(
            outcomes(&result),
            ["created", "deactivated", "deactivated"],
            "{land:?}"
        );
        assert!(!town.seen("extra-0").active && !town.seen("extra-1").active);
        assert!(town.seen("extra-2").active);
    }
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_of_something_else_is_refused_though_none_is_needed() {
    let (town, roster) = town(Land::Scim, 30, 1);
    let plan = town.plan(&roster, leavers_go()).await;
    assert_eq!(plan["guard"]["tripped"], false);
    let other = town.plan(&roster, json!({})).await;
    assert_ne!(plan["id"], other["id"]);
    let options = json!({ "confirm": other["id"] });
    let refused = town.no_apply(&plan, options).await;
    assert_eq!(refused["code"], "guard_tripped", "{refused}");
    assert_eq!(town.writes(), [""; 0]);
    let result = town.apply(&plan, json!({ "confirm": plan["id"] })).await;
    assert_eq!(outcomes(&result), ["deactivated"]);
}

#[tokio::test(start_paused = true)]
async fn the_number_that_the_policy_gives_counts() {
    for (most, tripped) in [(1, true), (2, true), (3, false), (1_000, false)] {
        let (town, roster) = town(Land::Zoom, 30, 3);
        let mut policy = leavers_go();
        policy["maxRemovals"] = json!(most);
        let plan = town.plan(&roster, policy).await;
        let guard = json!({ "removals": 3, "maxRemovals": most, "tripped": tripped });
        assert_eq!(plan["guard"], guard);
    }
    let (town, roster) = town(Land::Zoom, 3, 1);
    for wrong in [
        json!(0),
        json!(-1),
        json!(1.5),
        json!("1"),
        json!(null),
        json!(true),
        json!(1e300),
    ] {
        let mut policy = leavers_go();
        policy["maxRemovals"] = wrong.clone();
        let input = json!({ "roster": roster, "policy": policy });
        let output = super::run(&town.bench.client, "plan", &input, &json!({})).await;
        if wrong.is_null() && output["ok"] == true {
            // As if it wasn't given, as everywhere.
            assert_eq!(output["data"]["guard"]["maxRemovals"], 1);
            continue;
        }
        let refused = super::error(&output);
        assert_eq!(refused["code"], "invalid_input", "{wrong}");
        let message = super::message(&refused);
        assert!(message.starts_with("policy.maxRemovals"), "{message}");
    }
}

/// What a guard allows is a part of what the id is of.
#[tokio::test(start_paused = true)]
async fn a_larger_number_written_into_the_plan_is_an_edited_plan() {
    let (town, roster) = town(Land::Scim, 30, 3);
    let mut plan = town.plan(&roster, leavers_go()).await;
    plan["guard"]["maxRemovals"] = json!(10);
    plan["guard"]["tripped"] = json!(false);
    let refused = town.no_apply(&plan, json!({})).await;
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    let refused = town.no_apply(&plan, json!({ "confirm": plan["id"] })).await;
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    assert_eq!(town.writes(), [""; 0]);
}
