//! No secret in a plan, in an error or in the audit; and one audit record for each write, with what was and what is.

use super::{Town, at_here, leavers_go, outcomes, run_text};
use crate::simulation::land::{LANDS, Land};
use crate::simulation::truth::nothing_leaked;
use seatwarden_sandbox::{Config, FaultKind, ScriptedFault};
use serde_json::{Value, json};

fn town(land: Land) -> (Town, Vec<Value>) {
    let secret = match land {
        Land::Zoom => "canarySecret0123456789Zoom",
        _ => "canary+\"secret\"/0123456789=&",
    };
    let town = Town::of(
        land,
        Config {
            client_secret: Some(secret.to_owned()),
            ..Config::default()
        },
    );
    town.put("rea", false, "Lee");
    town.put("uma", true, "Before");
    town.put("lea", true, "Lee");
    let roster = vec![
        town.person("uma", "After"),
        town.person("ann", "New"),
        town.person("rea", "Lee"),
    ];
    (town, roster)
}

fn step(action: &str, input: Value) -> String {
    json!({ "action": action, "input": input }).to_string()
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_in_a_plan_or_in_what_comes_of_it() {
    for land in LANDS {
        let (town, roster) = town(land);
        let client = &town.bench.client;
        let input = json!({ "roster": roster, "policy": leavers_go() });
        let mut shown = run_text(client, &step("plan", input.clone())).await;
        let plan = town.plan(&roster, leavers_go()).await;
        shown += &run_text(client, &step("apply", json!({ "plan": plan }))).await;
        nothing_leaked(&town.bench.world, &shown).unwrap();
    }
}

/// A proxy that refuses and shows all that it was sent, while the plan is made and while it is carried out.
#[tokio::test(start_paused = true)]
async fn what_a_vendor_echoes_is_masked() {
    for land in LANDS {
        for skip in 0..12 {
            let (town, roster) = town(land);
            let client = &town.bench.client;
            // A token is known from now on.
            let plan = town.plan(&roster, leavers_go()).await;
            let echo = |times: u32| {
                town.bench.world.sandbox(|sandbox| {
                    sandbox.script(ScriptedFault {
                        skip,
                        times,
                        ..ScriptedFault::next(FaultKind::Echo)
                    });
                });
            };
            echo(3);
            let mut shown = run_text(client, &step("apply", json!({ "plan": plan }))).await;
            echo(3);
            let input = json!({ "roster": roster, "policy": leavers_go() });
            shown += &run_text(client, &step("plan", input)).await;
            nothing_leaked(&town.bench.world, &shown).unwrap();
        }
    }
}

/// A plan that was made with a secret in it is nobody's plan, and the error doesn't repeat it.
#[tokio::test(start_paused = true)]
async fn an_error_repeats_nothing_of_an_edited_plan_that_is_secret() {
    let (town, roster) = town(Land::Scim);
    let mut plan = town.plan(&roster, leavers_go()).await;
    plan["create"][0]["person"]["extra"] = json!({ "password": "canary-of-a-password" });
    let refused = town.no_apply(&plan, json!({})).await;
    assert_eq!(refused["code"], "invalid_input");
    assert!(!refused.to_string().contains("canary-of-a"), "{refused}");
    assert!(!town.bench.world.told().contains("canary-of-a"));
}

#[tokio::test(start_paused = true)]
async fn each_write_has_one_record_with_what_was_and_what_is() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        town.apply(&plan, json!({})).await;
        let audits = town.audits();
        assert_eq!(audits.len(), 4, "{land:?}: {audits:?}");
        for (record, name, outcome) in [
            (&audits[0], "rea", "reactivated"),
            (&audits[1], "ann", "created"),
            (&audits[2], "uma", "updated"),
            (&audits[3], "lea", "deactivated"),
        ] {
            assert_eq!(record["outcome"], outcome, "{land:?}: {record}");
            assert_eq!(
                record["target"]["userName"],
                at_here(name),
                "{land:?}: {record}"
            );
            assert_eq!(record["target"]["id"], town.seen(name).id);
            assert_eq!(record["provider"], land.provider().name());
            assert_eq!(record["tenant"], plan["tenant"], "{land:?}");
            assert!(record["action"].is_string() && record["at"].is_string());
            assert_eq!(
                record["after"]["active"],
                outcome != "deactivated",
                "{land:?}: {record}"
            );
            assert_eq!(
                record.get("before").is_none(),
                outcome == "created",
                "{record}"
            );
        }
        assert_eq!(audits[2]["before"]["familyName"], "Before");
        assert_eq!(audits[2]["after"]["familyName"], "After");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_refused_is_recorded_and_does_not_stop_the_others() {
    for land in LANDS {
        let (town, roster) = town(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let create = land.create_path();
        town.bench.world.sandbox(|sandbox| {
            sandbox.script(ScriptedFault {
                times: 10,
                ..ScriptedFault::refuse(403, "You may not.", "POST", create)
            });
        });
        let result = town.apply(&plan, json!({})).await;
        let words = outcomes(&result);
        assert_eq!(
            (&words[0], &words[2], &words[3]),
            (
                &"reactivated".into(),
                &"updated".into(),
                &"deactivated".into()
            ),
            "{land:?}: {result}"
        );
        assert_eq!(result["results"][1]["ok"], false, "{land:?}");
        assert_eq!(result["counts"]["failed"], 1);
        let audits = town.audits();
        let failed = audits.iter().filter(|it| it["outcome"] == "failed");
        assert_eq!(failed.count(), 1, "{land:?}: {audits:?}");
        assert_eq!(audits.len(), 4);
        assert!(town.named_users("ann").is_empty());
    }
}
