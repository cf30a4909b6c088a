//! Tenants that don't hold still while they are read: a plan is made of a whole listing or not at all.

use super::{HERE, Town, at_here, data, error, names, run};
use crate::simulation::land::Land;
use crate::support::scim::{Tenant, scim, user};
use crate::support::server::Server;
use crate::support::{Bench, World, reply};
use seatwarden_sandbox::{Config, Exchange, FaultKind, Request, Sandbox, ScriptedFault};
use serde_json::{Value, json};

/// A tenant in which somebody of the first page is removed each time that page was given, as often as that.
struct Shifting {
    sandbox: Sandbox,
    times: usize,
}

impl Server for Shifting {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        let answer = self.sandbox.handle(request, now);
        let is_first = request.url.contains("/v1/users?")
            && !request.url.contains("page=2")
            && !request.url.contains("page=3");
        if request.method == "GET" && is_first && self.times > 0 {
            self.times -= 1;
            let first = self.sandbox.users()[0]["id"].as_str().unwrap().to_owned();
            assert!(self.sandbox.remove_user(&first));
        }
        answer
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.sandbox)
    }
}

/// Ninety people of ours on three pages, and a roster of the last sixty.
fn shifting(times: usize) -> (Town, Vec<Value>) {
    let sandbox = Sandbox::new(Config {
        users: 0,
        ..Config::default()
    });
    let connection = sandbox.connection();
    let world = World::new(Box::new(Shifting { sandbox, times }), 7);
    let client = world.client(&connection, &json!({}));
    let town = Town {
        bench: Bench { world, client },
        land: Land::Zuora,
    };
    town.crowd(90);
    let roster = (30..90).map(|nth| town.person(&format!("extra-{nth}"), "Extra"));
    let roster = roster.collect();
    (town, roster)
}

fn policy() -> Value {
    json!({ "onMissing": "deactivate", "scope": { "domains": [HERE] }, "maxRemovals": 1_000 })
}

#[tokio::test(start_paused = true)]
async fn nobody_is_made_who_was_passed_over_in_one_reading() {
    let (town, roster) = shifting(1);
    let plan = town.plan(&roster, policy()).await;
    assert_eq!(plan["create"], json!([]), "{plan}");
    assert_eq!(plan["unchanged"], 60);
    assert_eq!(names(&plan, "deactivate").len(), 29);
}

#[tokio::test(start_paused = true)]
async fn a_tenant_whose_pages_go_on_shifting_gives_no_plan() {
    let (town, roster) = shifting(usize::MAX);
    let refused = town.no_plan(&roster, policy()).await;
    assert_eq!(refused["code"], "incomplete_listing", "{refused}");
    assert_eq!(refused["retryable"], true);
    let pages = town
        .requests()
        .into_iter()
        .filter(|it| it.query.contains("page=1"));
    let first_pages = pages
        .filter(|it| !it.query.contains("page=1&") || it.path.ends_with("/v1/users"))
        .count();
    assert!(first_pages <= 3, "{first_pages} passes");
    // Without removals, too: somebody who was passed over would be made twice.
    let refused = town.no_plan(&roster, json!({})).await;
    assert_eq!(refused["code"], "incomplete_listing", "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_plan_is_not_carried_out_in_a_tenant_that_can_not_be_read_as_a_whole() {
    let (town, roster) = shifting(0);
    let plan = town.plan(&roster, policy()).await;
    assert_eq!(names(&plan, "deactivate").len(), 30);
    let skip = town.requests().len();
    assert!(skip >= 6, "two passes");
    town.bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault {
            times: 100,
            ..ScriptedFault::on(FaultKind::Unavailable, "GET", "/v1/users")
        });
    });
    let refused = town.no_apply(&plan, json!({})).await;
    assert_eq!(refused["code"], "vendor_unavailable", "{refused}");
    assert_eq!(town.writes(), [""; 0]);
}

fn crowd(count: usize) -> Vec<Value> {
    let one = |nth: usize| user(&format!("id-{nth}"), &at_here(&format!("u{nth}")));
    (0..count).map(one).collect()
}

fn roster() -> Value {
    json!([{ "userName": at_here("u0"), "email": at_here("u0") }])
}

/// Each page says another total.
#[tokio::test(start_paused = true)]
async fn a_total_that_never_holds_still_gives_no_plan() {
    let mut asked = 0;
    let (client, tenant, _) = scim(Tenant {
        users: crowd(30),
        cap: Some(10),
        hook: Some(Box::new(move |request, users| {
            if request.method == "GET" && request.url.contains("/Users?") {
                asked += 1;
                users.push(user(
                    &format!("new-{asked}"),
                    &at_here(&format!("new{asked}")),
                ));
            }
            None
        })),
        ..Tenant::default()
    });
    let input = json!({ "roster": roster(), "policy": policy() });
    let refused = error(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(refused["code"], "incomplete_listing", "{refused}");
    assert_eq!(refused["retryable"], true);
    assert!(tenant.borrow().writes().is_empty());
}

/// A total that changes once is read anew, and nobody is in the plan who came and went.
#[tokio::test(start_paused = true)]
async fn a_total_that_changes_once_is_read_anew() {
    let mut asked = 0;
    let (client, _, _) = scim(Tenant {
        users: crowd(30),
        cap: Some(10),
        hook: Some(Box::new(move |request, users| {
            if request.method == "GET" && request.url.contains("/Users?") {
                asked += 1;
                if asked == 2 {
                    users.remove(3);
                }
            }
            None
        })),
        ..Tenant::default()
    });
    let input = json!({ "roster": roster(), "policy": policy() });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    let gone = names(&plan, "deactivate");
    assert_eq!(gone.len(), 28, "{plan}");
    assert!(!gone.contains(&"u3".to_owned()));
}

/// Half a listing, in every way in which a server can give one.
#[tokio::test(start_paused = true)]
async fn half_a_listing_never_switches_anybody_off() {
    let list = |total: Value, rows: &[Value]| {
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": total, "Resources": rows });
        reply(200, &[], &body)
    };
    for (what, total) in [("ends", json!(30)), ("says less", json!(12))] {
        let (client, tenant, _) = scim(Tenant {
            users: crowd(30),
            hook: Some(Box::new(move |request, users| {
                if request.method != "GET" || !request.url.contains("/Users?") {
                    return None;
                }
                let url = url::Url::parse(&request.url).unwrap();
                let from = url.query_pairs().find(|(key, _)| key == "startIndex");
                let from = from.map_or(1, |(_, from)| from.parse::<usize>().unwrap());
                let rows = if from == 1 { &users[..10] } else { &[] };
                Some(list(total.clone(), rows))
            })),
            ..Tenant::default()
        });
        let input = json!({ "roster": roster(), "policy": policy() });
        let refused = error(&run(&client, "plan", &input, &json!({})).await);
        assert_eq!(refused["code"], "incomplete_listing", "{what}: {refused}");
        assert!(tenant.borrow().writes().is_empty());
    }
}

/// A tenant that is whole when the plan is made and cut when it is carried out.
#[tokio::test(start_paused = true)]
async fn a_listing_that_is_cut_later_stops_the_plan_too() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(30),
        cap: Some(10),
        ..Tenant::default()
    });
    let input = json!({ "roster": roster(), "policy": policy() });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(names(&plan, "deactivate").len(), 29);
    tenant.borrow_mut().hook = Some(Box::new(|request, _| {
        let later = request.url.contains("startIndex=11");
        later.then(|| {
            let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": 30, "Resources": [] });
            reply(200, &[], &body)
        })
    }));
    let refused = error(&run(&client, "apply", &json!({ "plan": plan }), &json!({})).await);
    assert_eq!(refused["code"], "incomplete_listing", "{refused}");
    assert!(tenant.borrow().writes().is_empty());
    assert!(
        tenant
            .borrow()
            .users
            .iter()
            .all(|user| user["active"] == true)
    );
}

/// The same id twice in a listing is one account.
#[tokio::test(start_paused = true)]
async fn somebody_who_is_listed_twice_is_one_account() {
    let (client, _, _) = scim(Tenant {
        users: crowd(30),
        hook: Some(Box::new(|request, users| {
            if request.method != "GET" || !request.url.contains("/Users?") {
                return None;
            }
            let mut rows = users.clone();
            rows.push(users[3].clone());
            let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": rows.len(), "Resources": rows });
            Some(reply(200, &[], &body))
        })),
        ..Tenant::default()
    });
    let input = json!({ "roster": roster(), "policy": policy() });
    let output = run(&client, "plan", &input, &json!({})).await;
    if output["ok"] == true {
        let gone = names(&output["data"], "deactivate");
        assert_eq!(gone.len(), 29, "{output}");
    } else {
        assert_eq!(output["error"]["code"], "incomplete_listing", "{output}");
    }
}
