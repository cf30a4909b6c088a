//! People and accounts that may be one: whoever the roster may mean is never switched off, and entries that wait for each
//! other come to an end.

use super::{HERE, Town, at_here, codes, data, leavers_go, message, names, outcomes, run};
use crate::simulation::land::Land;
use crate::support::scim::{Tenant, scim, user};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn somebody(nth: usize, mail: &str) -> Value {
    let mut user = user(&format!("id-{nth}"), &at_here(&format!("u{nth}")));
    user["emails"] = json!([{ "value": mail, "type": "work", "primary": true }]);
    user["title"] = json!("Clerk");
    user
}

/// The leaver waits for the newcomer, whose externalId is the leaver's id; the mover waits for all newcomers.
#[tokio::test(start_paused = true)]
async fn who_waits_for_somebody_of_an_earlier_phase_keeps_nobody_waiting() {
    let (client, tenant, _) = scim(Tenant {
        users: (0..3)
            .map(|nth| somebody(nth, &at_here(&format!("u{nth}"))))
            .collect(),
        ..Tenant::default()
    });
    let roster = json!([
        { "userName": at_here("u0"), "title": "Boss" },
        { "userName": at_here("u1") },
        { "userName": at_here("new"), "externalId": "id-2", "givenName": "Pat", "familyName": "Lee" },
    ]);
    let input = json!({ "roster": roster, "policy": leavers_go() });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(names(&plan, "deactivate"), ["u2"], "{plan}");
    let result = data(&run(&client, "apply", &json!({ "plan": plan }), &json!({})).await);
    assert_eq!(outcomes(&result), ["created", "updated", "deactivated"]);
    let users = tenant.borrow().users.clone();
    let leaver = users.iter().find(|user| user["id"] == "id-2").unwrap();
    assert_eq!(leaver["active"], false);
}

/// Her account has another userName, and her mail address: perhaps it is hers.
#[tokio::test(start_paused = true)]
async fn an_account_with_the_mail_address_of_somebody_in_the_roster_stays() {
    for (hidden, given) in [
        (&[][..], json!({ "userName": at_here("jane") })),
        (&["emails"][..], json!({ "userName": at_here("jane") })),
        (
            &["emails"][..],
            json!({ "userName": "jane.doe", "email": at_here("JANE") }),
        ),
    ] {
        let (client, tenant, _) = scim(Tenant {
            users: vec![
                somebody(0, &at_here("jane")),
                somebody(1, &at_here("other")),
            ],
            hidden_in_lists: hidden,
            ..Tenant::default()
        });
        let input = json!({ "roster": [given], "policy": leavers_go() });
        let plan = data(&run(&client, "plan", &input, &json!({})).await);
        assert_eq!(names(&plan, "create").len(), 1, "{plan}");
        assert_eq!(names(&plan, "deactivate"), ["u1"], "{hidden:?}: {plan}");
        assert!(codes(&plan).contains(&String::from("conflict")), "{plan}");
        assert!(tenant.borrow().writes().is_empty());
    }
}

/// Two accounts match without case, and the rows of others show no mail address.
#[tokio::test(start_paused = true)]
async fn none_of_the_accounts_that_somebody_may_have_is_switched_off() {
    let mut twins = vec![somebody(0, &at_here("a")), somebody(1, &at_here("b"))];
    twins[0]["userName"] = json!(at_here("Kim"));
    twins[1]["userName"] = json!(at_here("kIM"));
    let mut robot = somebody(2, "");
    robot.as_object_mut().unwrap().remove("emails");
    twins.push(robot);
    let (client, _, _) = scim(Tenant {
        users: twins,
        ..Tenant::default()
    });
    let kim = json!({ "userName": at_here("KIM"), "email": at_here("KIM") });
    let input = json!({ "roster": [kim], "policy": leavers_go() });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert!(codes(&plan).contains(&String::from("ambiguous_match")));
    assert_eq!(names(&plan, "deactivate"), ["u2"], "{plan}");
}

/// What is given as a vendor attribute drifts like what is given by its name.
#[tokio::test(start_paused = true)]
async fn an_attribute_of_an_extension_drifts_too() {
    let town = Town::new(Land::Scim);
    let kim = town.put("kim", true, "Lee");
    town.set(&kim, json!({ ENTERPRISE: { "department": "Sales" } }));
    for extra in [
        json!({ ENTERPRISE: { "department": "Support" } }),
        json!({ format!("{ENTERPRISE}:department"): "Support" }),
    ] {
        town.set(&kim, json!({ ENTERPRISE: { "department": "Sales" } }));
        let person = json!({ "userName": at_here("kim"), "extra": extra });
        let plan = town.plan(&[person], json!({})).await;
        assert_eq!(names(&plan, "update"), ["kim"], "{plan}");
        town.set(&kim, json!({ ENTERPRISE: { "department": "Finance" } }));
        let refused = town.no_apply(&plan, json!({})).await;
        assert_eq!(refused["code"], "plan_drifted", "{refused}");
        assert!(message(&refused).contains("Finance"), "{refused}");
        assert_eq!(town.writes(), [""; 0], "of {HERE}");
    }
}

/// Whoever was made before the call was cut off, and isn't in the group yet, gets there with the same plan.
#[tokio::test(start_paused = true)]
async fn a_newcomer_who_was_half_made_is_made_whole_by_the_same_plan() {
    let town = Town::new(Land::Scim);
    let group = town
        .bench
        .world
        .sandbox(|it| it.add_group("Pilots", 0))
        .unwrap();
    let mut person = town.person("ann", "Lee");
    person["groups"] = json!(["Pilots"]);
    person["title"] = json!("Clerk");
    let plan = town.plan(&[person], json!({})).await;
    assert_eq!(names(&plan, "create"), ["ann"]);
    // As a call that was cut off left her: without a title, and in no group.
    let ann = town.put("ann", true, "Lee");
    let result = town.apply(&plan, json!({})).await;
    assert_eq!(outcomes(&result), ["updated"], "{result}");
    let groups = town.bench.world.sandbox(|it| it.groups());
    let pilots = groups.into_iter().find(|it| it.id == group).unwrap();
    assert_eq!(pilots.members, [ann]);
}
