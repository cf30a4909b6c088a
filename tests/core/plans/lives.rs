//! A plan from the beginning to the end: what it says, that it writes nothing, and what is there once it was carried out.

use super::{LISTS, Town, at_here, codes, data, is_empty, leavers_go, names, outcomes, run_text};
use crate::simulation::land::{LANDS, Land};
use serde_json::{Value, json};

/// One of each kind: to be switched on, to be made, to be changed, to go, and one who is as wanted.
fn town(land: Land) -> (Town, Vec<Value>) {
    let town = Town::new(land);
    town.put("kim", true, "Lee");
    town.put("rea", false, "Lee");
    town.put("uma", true, "Before");
    town.put("lea", true, "Lee");
    town.put_as("out@elsewhere.example", true, "Lee");
    let roster = vec![
        town.person("kim", "Lee"),
        town.person("uma", "After"),
        town.person("ann", "New"),
        town.person("rea", "Lee"),
    ];
    (town, roster)
}

#[tokio::test(start_paused = true)]
async fn a_plan_says_what_would_be_done_and_does_nothing() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let methods: Vec<_> = town.requests().into_iter().map(|it| it.method).collect();
        assert!(
            methods.iter().all(|it| it == "GET"),
            "{land:?}: {methods:?}"
        );
        assert!(town.audits().is_empty());
        let id = |name: &str| json!(town.seen(name).id);
        assert_eq!(plan["provider"], land.provider().name());
        assert!(!plan["tenant"].as_str().unwrap().is_empty());
        assert_eq!(plan["create"], json!([{ "person": roster[2] }]), "{land:?}");
        assert_eq!(
            plan["reactivate"],
            json!([{ "id": id("rea"), "userName": at_here("rea"),
                "changes": [{ "field": "active", "from": false, "to": true }] }]),
            "{land:?}"
        );
        assert_eq!(
            plan["update"],
            json!([{ "id": id("uma"), "userName": at_here("uma"),
                "changes": [{ "field": "familyName", "from": "Before", "to": "After" }] }]),
            "{land:?}"
        );
        assert_eq!(
            plan["deactivate"],
            json!([{ "id": id("lea"), "userName": at_here("lea"),
                "changes": [{ "field": "active", "from": true, "to": false }] }]),
            "{land:?}"
        );
        assert_eq!(plan["unchanged"], 1, "{land:?}");
        let guard = json!({ "removals": 1, "maxRemovals": 1, "tripped": false });
        assert_eq!(plan["guard"], guard, "{land:?}");
        let leaver: &[&str] = match land {
            Land::Zuora => &["oauth_clients_survive"],
            Land::OneId => &["identity_may_be_anonymized"],
            Land::Zoom | Land::Scim => &[],
        };
        for code in leaver {
            assert!(codes(&plan).contains(&(*code).to_owned()), "{plan}");
        }
        let read_at = plan["readAt"].as_str().unwrap();
        assert!(read_at.starts_with("2026-03-17T08:0"), "{read_at}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_is_written_in_the_order_of_its_documentation() {
    for land in LANDS {
        let (town, roster) = town(land);
        let step =
            json!({ "action": "plan", "input": { "roster": roster, "policy": leavers_go() } });
        let text = run_text(&town.bench.client, &step.to_string()).await;
        let output: Value = serde_json::from_str(&text).unwrap();
        let plan = data(&output);
        assert_eq!(output["warnings"], plan["warnings"]);
        let keys = [
            "id",
            "provider",
            "tenant",
            "readAt",
            "create",
            "reactivate",
            "update",
            "deactivate",
            "unchanged",
            "guard",
            "warnings",
        ];
        assert_eq!(plan.as_object().unwrap().len(), keys.len(), "{plan}");
        let data = &text[text.find("\"data\":").unwrap()..];
        assert!(data.starts_with("\"data\":{\"id\":\""), "{data}");
        let mut from = 0;
        for key in &keys[1..] {
            let key = format!("\"{key}\":");
            let at = data[from..].find(&key);
            from += at.unwrap_or_else(|| panic!("{key} isn't in its place: {data}"));
        }
        let id = plan["id"].as_str().unwrap();
        assert!(
            id.len() == 64 && id.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')),
            "{id}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_planned_is_done_in_four_phases_and_then_nothing_is_left_to_do() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["reactivated", "created", "updated", "deactivated"],
            "{land:?}: {result}"
        );
        for (nth, one) in result["results"].as_array().unwrap().iter().enumerate() {
            assert_eq!(one["index"], nth, "{land:?}");
            assert_eq!(one["result"]["dryRun"], false);
        }
        let counts = json!({ "reactivated": 1, "created": 1, "updated": 1, "deactivated": 1 });
        assert_eq!(result["counts"], counts);
        assert!(result.get("resume").is_none());
        assert!(
            town.seen("rea").active && town.seen("ann").active,
            "{land:?}"
        );
        assert!(!town.seen("lea").active, "{land:?}");
        assert_eq!(town.seen("uma").family, "After");
        assert_eq!(town.seen("ann").family, "New");
        let audited: Vec<_> = town
            .audits()
            .iter()
            .map(|it| it["outcome"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            audited,
            ["reactivated", "created", "updated", "deactivated"],
            "{land:?}"
        );
        let again = town.plan(&roster, leavers_go()).await;
        assert!(is_empty(&again), "{land:?}: {again}");
        assert_eq!(again["unchanged"], 4);
        assert_ne!(again["id"], plan["id"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_is_carried_out_twice_writes_nothing_twice() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        town.apply(&plan, json!({})).await;
        let (writes, audits) = (town.writes(), town.audits().len());
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(town.writes(), writes, "{land:?}");
        assert_eq!(town.audits().len(), audits);
        assert_eq!(
            outcomes(&result),
            ["unchanged", "unchanged", "unchanged", "already_inactive"],
            "{land:?}: {result}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_would_be_and_writes_nothing() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let dry = town.apply(&plan, json!({ "dryRun": true })).await;
        assert_eq!(town.writes(), [""; 0], "{land:?}");
        assert!(town.audits().is_empty());
        let real = town.apply(&plan, json!({})).await;
        assert_eq!(outcomes(&dry), outcomes(&real), "{land:?}");
        for one in dry["results"].as_array().unwrap() {
            assert_eq!(one["result"]["dryRun"], true, "{one}");
        }
        for (dry, real) in dry["results"]
            .as_array()
            .unwrap()
            .iter()
            .zip(real["results"].as_array().unwrap())
            .skip(2)
        {
            assert_eq!(
                dry["result"]["changes"], real["result"]["changes"],
                "{land:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_on_missing_nobody_leaves() {
    for land in LANDS {
        for policy in [Value::Null, json!({}), json!({ "onMissing": "ignore" })] {
            let (town, roster) = town(land);
            let mut input = json!({ "roster": roster });
            if policy != Value::Null {
                input["policy"] = policy;
            }
            let output = super::run(&town.bench.client, "plan", &input, &json!({})).await;
            let plan = data(&output);
            assert_eq!(plan["deactivate"], json!([]), "{land:?}");
            assert_eq!(plan["guard"]["removals"], 0);
            assert_eq!(plan["guard"]["tripped"], false);
            assert_eq!(codes(&plan), [""; 0], "{land:?}");
            assert_eq!(names(&plan, "create"), ["ann"]);
            town.apply(&plan, json!({})).await;
            assert!(town.seen("lea").active);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_of_a_tenant_that_is_as_wanted_is_empty_and_applying_it_writes_nothing() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        let roster = [town.person("kim", "Lee")];
        let plan = town.plan(&roster, leavers_go()).await;
        assert!(is_empty(&plan), "{land:?}: {plan}");
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(result, json!({ "results": [], "counts": {} }), "{land:?}");
        assert_eq!(town.writes(), [""; 0]);
        // An empty roster from which nothing follows is no mistake.
        let plan = town.plan(&[], json!({})).await;
        assert!(is_empty(&plan) && plan["unchanged"] == 0, "{plan}");
    }
}

/// Somebody who comes back in another name: one write of both, and the plan shows both.
#[tokio::test(start_paused = true)]
async fn who_is_switched_on_is_changed_along_with_it() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("rea", false, "Before");
        let roster = [town.person("rea", "After")];
        let plan = town.plan(&roster, json!({})).await;
        assert_eq!(
            plan["reactivate"][0]["changes"],
            json!([
                { "field": "active", "from": false, "to": true },
                { "field": "familyName", "from": "Before", "to": "After" },
            ]),
            "{land:?}"
        );
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(outcomes(&result), ["reactivated"]);
        let rea = town.seen("rea");
        assert!(rea.active && rea.family == "After", "{land:?}: {rea:?}");
        assert!(is_empty(&town.plan(&roster, json!({})).await), "{land:?}");
    }
}

/// Nobody is switched off while somebody still waits to be let in.
#[tokio::test(start_paused = true)]
async fn each_phase_ends_before_the_next_one_begins() {
    for land in LANDS {
        let town = Town::of(
            land,
            seatwarden_sandbox::Config {
                latency_ms: (5, 900),
                ..seatwarden_sandbox::Config::default()
            },
        );
        let mut roster = Vec::new();
        for number in 0..12 {
            town.put(&format!("lea-{number}"), true, "Lee");
            town.put(&format!("rea-{number}"), false, "Lee");
            town.put(&format!("uma-{number}"), true, "Before");
            roster.push(town.person(&format!("rea-{number}"), "Lee"));
            roster.push(town.person(&format!("uma-{number}"), "After"));
            roster.push(town.person(&format!("ann-{number}"), "New"));
        }
        let plan = town.plan(&roster, super::many_leavers_go()).await;
        for list in LISTS {
            assert_eq!(plan[list].as_array().unwrap().len(), 12, "{land:?} {list}");
        }
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(result["counts"]["created"], 12, "{result}");
        let phases: Vec<_> = town
            .audits()
            .iter()
            .map(|it| match it["outcome"].as_str().unwrap() {
                "reactivated" => 0,
                "created" => 1,
                "updated" => 2,
                "deactivated" => 3,
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(phases.len(), 48, "{land:?}");
        assert!(phases.is_sorted(), "{land:?}: {phases:?}");
        // By the requests, too: whoever is switched off comes after the last create.
        let created: Vec<_> = (0..12)
            .map(|number| at_here(&format!("ann-{number}")))
            .collect();
        let lea: Vec<_> = (0..12)
            .map(|number| town.seen(&format!("lea-{number}")).id)
            .collect();
        let requests = town.requests();
        let last_create = requests.iter().rposition(|one| {
            let body = one
                .body
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            one.method == "POST" && created.iter().any(|name| body.contains(name))
        });
        let first_leaver = requests.iter().position(|one| {
            let body = one
                .body
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            one.method != "GET"
                && lea
                    .iter()
                    .any(|id| one.path.contains(id) || body.contains(id))
        });
        assert!(
            last_create < first_leaver,
            "{land:?}: {last_create:?} {first_leaver:?}"
        );
    }
}
