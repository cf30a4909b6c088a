//! Plans that are out of time: nothing of one that is made, all that was done of one that is carried out, and the rest
//! afterwards; by the tenant's own count no write is done twice.

use super::{Town, data, error, is_empty, many_leavers_go, run};
use crate::simulation::land::{LANDS, Land};
use seatwarden_sandbox::{Config, FaultKind, ScriptedFault};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const EACH: usize = 8;

fn town(land: Land, latency: u64) -> (Town, Vec<Value>) {
    let town = Town::of(
        land,
        Config {
            latency_ms: (latency / 2, latency),
            duplicate_names: true,
            ..Config::default()
        },
    );
    let mut roster = Vec::new();
    for nth in 0..EACH {
        town.put(&format!("lea-{nth}"), true, "Lee");
        town.put(&format!("rea-{nth}"), false, "Lee");
        town.put(&format!("uma-{nth}"), true, "Before");
        roster.push(town.person(&format!("rea-{nth}"), "Lee"));
        roster.push(town.person(&format!("uma-{nth}"), "After"));
        roster.push(town.person(&format!("ann-{nth}"), "New"));
    }
    (town, roster)
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_is_out_of_time_is_none() {
    for land in LANDS {
        let (town, roster) = town(land, 800);
        let input = json!({ "roster": roster, "policy": many_leavers_go() });
        let began = town.bench.world.now();
        let output = run(
            &town.bench.client,
            "plan",
            &input,
            &json!({ "deadlineMs": 500 }),
        )
        .await;
        let refused = error(&output);
        assert_eq!(refused["code"], "timeout", "{land:?}: {refused}");
        assert!(town.bench.world.now() - began <= 500);
        assert_eq!(town.bench.world.in_flight.get(), 0);
        let output = run(
            &town.bench.client,
            "plan",
            &input,
            &json!({ "deadlineMs": 600_000 }),
        )
        .await;
        data(&output);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_deadline_cut_off_is_done_by_handing_resume_back() {
    for land in LANDS {
        let (town, roster) = town(land, 300);
        let plan = town.plan(&roster, many_leavers_go()).await;
        let (mut resume, mut told, mut calls) = (Value::Null, BTreeMap::new(), 0);
        loop {
            let began = town.bench.world.now();
            let mut options = json!({ "deadlineMs": 2_400 });
            if resume != Value::Null {
                options["resume"] = resume.clone();
            }
            let result = town.apply(&plan, options).await;
            assert!(town.bench.world.now() - began <= 2_400, "{land:?}");
            for one in result["results"].as_array().unwrap() {
                assert_eq!(one["ok"], true, "{land:?}: {one}");
                let index = one["index"].as_u64().unwrap();
                let outcome = one["result"]["outcome"].as_str().unwrap().to_owned();
                assert!(
                    told.insert(index, outcome).is_none(),
                    "{land:?}: {index} twice"
                );
            }
            calls += 1;
            assert!(calls < 100, "{land:?}: it gets nowhere");
            match result.get("resume") {
                Some(text) => resume = text.clone(),
                None => break,
            }
        }
        assert!(calls > 1, "{land:?}: {calls}");
        assert_eq!(told.len(), 4 * EACH, "{land:?}");
        for (index, word) in &told {
            // A write that was under way at a deadline was done, and its result is told as it is found by then.
            let wanted: [&[&str]; 4] = [
                &["reactivated", "unchanged"],
                &["created"],
                &["updated", "unchanged"],
                &["deactivated", "already_inactive"],
            ];
            let wanted = wanted[*index as usize / EACH];
            assert!(wanted.contains(&word.as_str()), "{land:?} {index}: {word}");
        }
        assert_eq!(town.made(), 4 * EACH, "{land:?}: {:?}", town.writes());
        assert_eq!(town.audits().len(), 4 * EACH, "{land:?}");
        assert!(
            is_empty(&town.plan(&roster, many_leavers_go()).await),
            "{land:?}"
        );
    }
}

/// Whoever lost `resume` begins again: what was done is seen in the tenant.
#[tokio::test(start_paused = true)]
async fn without_resume_nothing_is_done_twice_either() {
    for land in LANDS {
        let (town, roster) = town(land, 300);
        let plan = town.plan(&roster, many_leavers_go()).await;
        let cut = town.apply(&plan, json!({ "deadlineMs": 3_000 })).await;
        assert!(cut["resume"].is_string(), "{land:?}: {cut}");
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            result["results"].as_array().unwrap().len(),
            4 * EACH,
            "{land:?}"
        );
        assert_eq!(result["counts"].get("failed"), None, "{land:?}: {result}");
        assert_eq!(town.made(), 4 * EACH, "{land:?}: {:?}", town.writes());
        assert!(
            is_empty(&town.plan(&roster, many_leavers_go()).await),
            "{land:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn resume_is_of_one_plan_and_of_nothing_else() {
    let (town, roster) = town(Land::Zuora, 300);
    let plan = town.plan(&roster, many_leavers_go()).await;
    let cut = town.apply(&plan, json!({ "deadlineMs": 3_000 })).await;
    let resume = cut["resume"].clone();
    assert!(resume.is_string(), "{cut}");
    let writes = town.writes();
    let other = town.plan(&roster, many_leavers_go()).await;
    for (plan, options) in [
        (&other, json!({ "resume": resume })),
        (&plan, json!({ "resume": "nonsense" })),
        (&plan, json!({ "resume": "" })),
    ] {
        let refused = town.no_apply(plan, options.clone()).await;
        assert_eq!(refused["code"], "invalid_input", "{options}: {refused}");
        let said = super::message(&refused);
        assert!(said.starts_with("options.resume"), "{said}");
    }
    let input = json!({ "people": roster });
    let options = json!({ "resume": resume });
    let refused = error(&run(&town.bench.client, "provisionAll", &input, &options).await);
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    assert_eq!(town.writes(), writes);
}

/// The guard is for the whole plan: a part of it is no smaller plan.
#[tokio::test(start_paused = true)]
async fn resume_does_not_confirm() {
    let (town, roster) = town(Land::Zuora, 300);
    let mut policy = many_leavers_go();
    policy["maxRemovals"] = json!(2);
    let plan = town.plan(&roster, policy).await;
    let options = json!({ "deadlineMs": 3_000, "confirm": plan["id"] });
    let cut = town.apply(&plan, options).await;
    let writes = town.writes();
    let refused = town
        .no_apply(&plan, json!({ "resume": cut["resume"] }))
        .await;
    assert_eq!(refused["code"], "guard_tripped", "{refused}");
    assert_eq!(town.writes(), writes);
    let rest = json!({ "resume": cut["resume"], "confirm": plan["id"] });
    let result = town.apply(&plan, rest).await;
    assert!(result.get("resume").is_none());
    assert_eq!(town.made(), 4 * EACH);
}

/// Answers that are lost after the tenant did what was asked, one of each phase.
#[tokio::test(start_paused = true)]
async fn lost_answers_make_nobody_twice() {
    for land in LANDS {
        for kind in [
            FaultKind::LostAfter,
            FaultKind::Reset,
            FaultKind::Unavailable,
        ] {
            let (town, roster) = town(land, 40);
            let plan = town.plan(&roster, many_leavers_go()).await;
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                for skip in [0, 3, 5] {
                    town.bench.world.sandbox(|sandbox| {
                        sandbox.script(ScriptedFault {
                            method: Some(method.to_owned()),
                            skip,
                            applied: skip % 2 == 1,
                            ..ScriptedFault::next(kind)
                        });
                    });
                }
            }
            let result = town.apply(&plan, json!({})).await;
            assert_eq!(
                result["counts"].get("failed"),
                None,
                "{land:?} {kind:?}: {result}"
            );
            for nth in 0..EACH {
                assert_eq!(
                    town.named_users(&format!("ann-{nth}")).len(),
                    1,
                    "{land:?} {kind:?}"
                );
                assert!(
                    !town.seen(&format!("lea-{nth}")).active,
                    "{land:?} {kind:?}"
                );
            }
            town.bench
                .world
                .sandbox(|sandbox| sandbox.set_faults(seatwarden_sandbox::Faults::default()));
            let again = town.plan(&roster, many_leavers_go()).await;
            assert!(is_empty(&again), "{land:?} {kind:?}: {again}");
        }
    }
}
