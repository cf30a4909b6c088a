//! What servers do that were written against plans, from the vendors' documents and not from the client.

use super::{
    Town, at_here, codes, data, error, is_empty, leavers_go, message, names, outcomes, run,
};
use crate::simulation::land::Land;
use crate::support::scim::{Hook, Tenant, error as refusal, scim, user};
use serde_json::{Value, json};

fn people(count: usize) -> Vec<Value> {
    (0..count)
        .map(|nth| user(&format!("id-{nth}"), &at_here(&format!("u{nth}"))))
        .collect()
}

/// Some vendors give whom they switch off another name: who is off is done, whatever he is called.
#[tokio::test(start_paused = true)]
async fn a_leaver_who_was_renamed_when_he_was_switched_off_is_done() {
    let (client, tenant, _) = scim(Tenant {
        users: people(4),
        ..Tenant::default()
    });
    let roster = json!([{ "userName": at_here("u0") }]);
    let mut policy = leavers_go();
    policy["maxRemovals"] = json!(9);
    let input = json!({ "roster": roster, "policy": policy });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(names(&plan, "deactivate"), ["u1", "u2", "u3"]);
    {
        let users = &mut tenant.borrow_mut().users;
        users[2]["userName"] = json!("anonymous-2");
        users[2]["active"] = json!(false);
    }
    let input = json!({ "plan": plan });
    let result = data(&run(&client, "apply", &input, &json!({})).await);
    let done = ["deactivated", "already_inactive", "deactivated"];
    assert_eq!(outcomes(&result), done, "{result}");
    // Who is on and has another name may be somebody else.
    {
        let users = &mut tenant.borrow_mut().users;
        users[3]["userName"] = json!(at_here("another"));
        users[3]["active"] = json!(true);
    }
    let refused = error(&run(&client, "apply", &input, &json!({})).await);
    assert_eq!(refused["code"], "plan_drifted", "{refused}");
}

/// Whoever is listed and isn't found by id is inside, for all that anybody knows.
#[tokio::test(start_paused = true)]
async fn a_leaver_who_is_listed_and_not_found_by_id_is_no_success() {
    let hook: Hook = Box::new(|request, _| {
        let is_one = request.url.ends_with("/Users/id-1");
        is_one.then(|| refusal(404, "", "no such user"))
    });
    let (client, _, _) = scim(Tenant {
        users: people(3),
        hook: Some(hook),
        ..Tenant::default()
    });
    let roster = json!([{ "userName": at_here("u0") }, { "userName": at_here("u2") }]);
    let input = json!({ "roster": roster, "policy": leavers_go() });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(names(&plan, "deactivate"), ["u1"]);
    let result = data(&run(&client, "apply", &json!({ "plan": plan }), &json!({})).await);
    assert_eq!(outcomes(&result), ["invalid_response"], "{result}");
}

/// A vendor attribute that a row doesn't show is not null.
#[tokio::test(start_paused = true)]
async fn vendor_attributes_that_rows_hide_are_read_by_id() {
    let mut users = people(3);
    for user in &mut users {
        user["nickName"] = json!("Kit");
    }
    let (client, tenant, _) = scim(Tenant {
        users,
        hidden_in_lists: &["nickName"],
        ..Tenant::default()
    });
    let roster = json!([
        { "userName": at_here("u0"), "extra": { "nickName": "Kit" } },
        { "userName": at_here("u1"), "extra": { "nickName": "Bob" } },
        { "userName": at_here("u2"), "extra": { "nickName": null } },
    ]);
    let input = json!({ "roster": roster });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(names(&plan, "update"), ["u1", "u2"], "{plan}");
    assert_eq!(plan["update"][0]["changes"][0]["from"], "Kit", "{plan}");
    let result = data(&run(&client, "apply", &json!({ "plan": plan }), &json!({})).await);
    assert_eq!(outcomes(&result), ["updated", "updated"], "{result}");
    let again = data(&run(&client, "plan", &input, &json!({})).await);
    assert!(is_empty(&again), "{again}");
    let users = tenant.borrow().users.clone();
    assert_eq!(users[1]["nickName"], "Bob");
}

/// Two people of whom one has nothing but the other's mail address.
#[tokio::test(start_paused = true)]
async fn who_is_known_by_mail_alone_is_whoever_else_has_that_address() {
    let town = Town::new(Land::Scim);
    let named = json!({ "userName": "jane", "email": at_here("JANE") });
    let mailed = json!({ "email": at_here("jane") });
    for roster in [
        [named.clone(), mailed.clone()],
        [mailed.clone(), named.clone()],
    ] {
        let refused = town.no_plan(&roster, json!({})).await;
        assert_eq!(refused["code"], "invalid_input", "{refused}");
        let said = message(&refused);
        assert!(
            said.contains("roster[0]") && said.contains("roster[1]"),
            "{said}"
        );
    }
    let shared = json!({ "userName": "jack", "email": at_here("jane") });
    let plan = town.plan(&[named, shared], json!({})).await;
    assert_eq!(
        names(&plan, "create"),
        ["jane", "jack"],
        "two may share one"
    );
}

/// Another entity of the same tenant is another tenant to a plan.
#[tokio::test(start_paused = true)]
async fn a_plan_of_another_entity_is_refused() {
    let town = Town::new(Land::Zuora);
    let world = &town.bench.world;
    let mut connection = world.sandbox(|it| it.connection());
    connection["entityIds"] = json!(["e1"]);
    let client = world.client(&connection, &json!({}));
    let input = json!({ "roster": [town.person("ann", "Lee")] });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    connection["entityIds"] = json!(["e2"]);
    let client = world.client(&connection, &json!({}));
    let refused = error(&run(&client, "apply", &json!({ "plan": plan }), &json!({})).await);
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    assert_eq!(town.writes(), [""; 0]);
}

/// Where roles have no list, one that nobody has may be misspelled.
#[tokio::test(start_paused = true)]
async fn a_role_of_the_scope_that_nobody_has_is_told() {
    let (client, _, _) = scim(Tenant {
        users: people(3),
        ..Tenant::default()
    });
    let policy = json!({ "onMissing": "deactivate", "scope": { "roles": ["Admni"] } });
    let input = json!({ "roster": [{ "userName": at_here("u0") }], "policy": policy });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert!(is_empty(&plan), "{plan}");
    assert!(
        codes(&plan).contains(&String::from("scope_not_found")),
        "{plan}"
    );
}
