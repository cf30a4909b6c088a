//! A tenant that is another than when the plan was made: before, the whole plan is refused; between the check and a write,
//! that write alone.

use super::{Town, at_here, data, error, is_empty, leavers_go, message, outcomes, run};
use crate::simulation::land::{LANDS, Land};
use crate::support::server::Server;
use crate::support::{Bench, World};
use seatwarden_sandbox::{Config, Exchange, Request, Sandbox};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

type Change = fn(&Town);

fn town(land: Land) -> (Town, Vec<Value>) {
    let town = Town::new(land);
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

async fn planned(land: Land) -> (Town, Vec<Value>, Value) {
    let (town, roster) = town(land);
    let plan = town.plan(&roster, leavers_go()).await;
    (town, roster, plan)
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_no_longer_fits_is_refused_as_a_whole() {
    for land in LANDS {
        let changes: [(&str, Change); 4] = [
            ("uma", |it| it.rename(&it.seen("uma").id, "Third")),
            ("uma", |it| it.switch(&it.seen("uma").id, false)),
            ("uma", |it| {
                let id = it.seen("uma").id;
                it.bench.world.sandbox(|sandbox| sandbox.remove_user(&id));
            }),
            ("ann", |it| drop(it.put("ann", true, "Other"))),
        ];
        for (nth, (who, change)) in changes.into_iter().enumerate() {
            let (town, roster, plan) = planned(land).await;
            change(&town);
            let refused = town.no_apply(&plan, json!({})).await;
            assert_eq!(refused["code"], "plan_drifted", "{land:?} {nth}: {refused}");
            let said = message(&refused);
            assert!(said.contains(&at_here(who)), "{land:?} {nth}: {said}");
            assert_eq!(town.writes(), [""; 0], "{land:?} {nth}");
            assert!(town.audits().is_empty());
            if nth == 0 {
                for word in ["familyName", "Before", "Third"] {
                    assert!(said.contains(word), "{land:?}: {said}");
                }
                assert!(!said.contains(&at_here("lea")), "{said}");
            }
            // Not with a confirmation either, and not in a dry run.
            let options = json!({ "confirm": plan["id"], "dryRun": true });
            assert_eq!(town.no_apply(&plan, options).await["code"], "plan_drifted");
            let plan = town.plan(&roster, leavers_go()).await;
            town.apply(&plan, json!({})).await;
            assert!(
                is_empty(&town.plan(&roster, leavers_go()).await),
                "{land:?} {nth}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_done_already_is_no_drift() {
    for land in LANDS {
        let (town, roster, plan) = planned(land).await;
        town.switch(&town.seen("rea").id, true);
        town.rename(&town.seen("uma").id, "After");
        town.switch(&town.seen("lea").id, false);
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["unchanged", "created", "unchanged", "already_inactive"],
            "{land:?}: {result}"
        );
        assert_eq!(town.committed(), 1, "{land:?}: {:?}", town.writes());
        assert!(
            is_empty(&town.plan(&roster, leavers_go()).await),
            "{land:?}"
        );
    }
}

/// What no entry is about may change.
#[tokio::test(start_paused = true)]
async fn what_the_plan_does_not_touch_may_change() {
    for land in LANDS {
        let (town, _, plan) = planned(land).await;
        town.put("stranger", true, "Lee");
        town.set(
            &town.seen("uma").id,
            json!({ "title": "Pilot", "locale": "fr-FR" }),
        );
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["reactivated", "created", "updated", "deactivated"],
            "{land:?}: {result}"
        );
        assert!(town.seen("stranger").active);
    }
}

/// The id is somebody else's now, or the account was given to somebody else.
#[tokio::test(start_paused = true)]
async fn a_leaver_who_is_somebody_else_by_now_is_not_switched_off() {
    for land in LANDS {
        let (town, _, plan) = planned(land).await;
        let key = if land == Land::Zuora {
            "username"
        } else {
            "userName"
        };
        let id = town.seen("lea").id;
        town.set(&id, json!({ key: at_here("ceo") }));
        let refused = town.no_apply(&plan, json!({})).await;
        assert_eq!(refused["code"], "plan_drifted", "{land:?}: {refused}");
        assert!(town.seen("ceo").active, "{land:?}");
        assert_eq!(town.writes(), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_leaver_who_is_gone_is_no_reason_to_stop() {
    for land in LANDS {
        let (town, roster, plan) = planned(land).await;
        let id = town.seen("lea").id;
        town.bench.world.sandbox(|sandbox| sandbox.remove_user(&id));
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["reactivated", "created", "updated", "not_found"],
            "{land:?}: {result}"
        );
        assert!(is_empty(&town.plan(&roster, leavers_go()).await));
    }
}

#[tokio::test(start_paused = true)]
async fn of_many_who_are_others_by_now_the_first_ten_are_told() {
    for land in [Land::Scim, Land::Zuora] {
        let town = Town::new(land);
        let mut roster = Vec::new();
        for nth in 0..25 {
            town.put(&format!("uma-{nth}"), true, "Before");
            roster.push(town.person(&format!("uma-{nth}"), "After"));
        }
        let plan = town.plan(&roster, json!({})).await;
        for nth in 0..25 {
            town.rename(&town.seen(&format!("uma-{nth}")).id, "Third");
        }
        let refused = town.no_apply(&plan, json!({})).await;
        let said = message(&refused);
        let told = (0..25).filter(|nth| said.contains(&format!("{}@", format_args!("uma-{nth}"))));
        assert_eq!(told.count(), 10, "{said}");
        assert!(said.contains("15"), "{said}");
        assert!(said.len() < 4_000, "{}", said.len());
    }
}

/// Does something to the tenant right before the nth write.
struct Before {
    sandbox: Sandbox,
    writes: usize,
    nth: usize,
    deed: Deed,
}

type Deed = Rc<RefCell<Option<Box<dyn FnOnce(&mut Sandbox)>>>>;

impl Server for Before {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        if request.method != "GET" && !request.url.ends_with("/token") {
            self.writes += 1;
            if self.writes == self.nth
                && let Some(deed) = self.deed.borrow_mut().take()
            {
                deed(&mut self.sandbox);
            }
        }
        self.sandbox.handle(request, now)
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.sandbox)
    }
}

/// As [`town`], with a deed before the first write.
fn watched(land: Land) -> (Town, Vec<Value>, Deed) {
    let sandbox = Sandbox::new(Config {
        provider: land.provider(),
        users: 0,
        ..Config::default()
    });
    let connection = sandbox.connection();
    let deed = Deed::default();
    let server = Before {
        sandbox,
        writes: 0,
        nth: 1,
        deed: Rc::clone(&deed),
    };
    let world = World::new(Box::new(server), 7);
    let client = world.client(&connection, &json!({}));
    let town = Town {
        bench: Bench { world, client },
        land,
    };
    town.put("rea", false, "Lee");
    town.put("uma", true, "Before");
    town.put("una", true, "Before");
    town.put("lea", true, "Lee");
    let roster = vec![
        town.person("una", "After"),
        town.person("uma", "After"),
        town.person("ann", "New"),
        town.person("rea", "Lee"),
    ];
    (town, roster, deed)
}

#[tokio::test(start_paused = true)]
async fn who_is_changed_between_the_check_and_the_write_fails_alone() {
    for land in LANDS {
        let (town, roster, deed) = watched(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let uma = town.seen("uma").id;
        let name = match land {
            Land::Zuora => json!({ "lastName": "Third" }),
            _ => json!({ "name": { "givenName": "Pat", "familyName": "Third" } }),
        };
        *deed.borrow_mut() = Some(Box::new(move |sandbox| {
            assert!(sandbox.set_user(&uma, super::object(name)));
        }));
        let result = town.apply(&plan, json!({})).await;
        let mut words = outcomes(&result);
        words[2..4].sort();
        assert_eq!(
            words,
            [
                "reactivated",
                "created",
                "plan_drifted",
                "updated",
                "deactivated"
            ],
            "{land:?}: {result}"
        );
        assert_eq!(result["counts"]["failed"], 1);
        assert_eq!(
            town.seen("uma").family,
            "Third",
            "{land:?}: somebody's change was taken back"
        );
        let failed = result["results"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["ok"] == false);
        let said = message(&failed.unwrap()["error"]);
        assert!(said.contains(&at_here("uma")), "{said}");
        assert!(said.contains("Third"), "{said}");
        assert_eq!(town.audits().len(), 4, "{land:?}: {:?}", town.audits());
    }
}

#[tokio::test(start_paused = true)]
async fn a_leaver_who_becomes_somebody_else_meanwhile_stays() {
    for land in LANDS {
        let (town, roster, deed) = watched(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let (lea, key) = (
            town.seen("lea").id,
            if land == Land::Zuora {
                "username"
            } else {
                "userName"
            },
        );
        let fields = super::object(json!({ key: at_here("ceo") }));
        *deed.borrow_mut() = Some(Box::new(move |sandbox| {
            assert!(sandbox.set_user(&lea, fields));
        }));
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(outcomes(&result)[4], "plan_drifted", "{land:?}: {result}");
        assert!(town.seen("ceo").active, "{land:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_is_made_by_somebody_else_meanwhile_is_not_made_twice() {
    for land in LANDS {
        let (town, roster, deed) = watched(land);
        let plan = town.plan(&roster, leavers_go()).await;
        let mut record = land.record(&at_here("ann"), true);
        record.extend(super::object(match land {
            Land::Zuora => json!({ "firstName": "Pat", "lastName": "Other" }),
            _ => json!({ "name": { "givenName": "Pat", "familyName": "Other" } }),
        }));
        *deed.borrow_mut() = Some(Box::new(move |sandbox| {
            sandbox.add_user(record, 0);
        }));
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(town.named_users("ann").len(), 1, "{land:?}: {result}");
        let word = outcomes(&result)[1].clone();
        assert!(
            matches!(word.as_str(), "plan_drifted" | "conflict"),
            "{land:?}: {result}"
        );
        assert_eq!(
            town.seen("ann").family,
            "Other",
            "{land:?}: somebody's account was written over"
        );
        assert_eq!(town.seen("uma").family, "After");
    }
}

#[tokio::test(start_paused = true)]
async fn apply_reads_the_tenant_even_if_the_plan_is_a_moment_old() {
    let (town, _, plan) = planned(Land::Scim).await;
    let before = town.requests().len();
    let output = run(
        &town.bench.client,
        "apply",
        &json!({ "plan": plan }),
        &json!({}),
    )
    .await;
    data(&output);
    let requests = town.requests();
    let first_write = requests.iter().position(|it| it.method != "GET").unwrap();
    assert!(first_write > before, "it wrote without a look");
    let twice = run(
        &town.bench.client,
        "apply",
        &json!({ "plan": 7 }),
        &json!({}),
    )
    .await;
    assert_eq!(error(&twice)["code"], "invalid_input");
}
