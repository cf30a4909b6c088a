//! Rows of a list that don't show everything: what isn't shown is read by id, and never taken for empty.

use super::{HERE, Town, at_here, data, is_empty, leavers_go, names, outcomes, run};
use crate::simulation::land::Land;
use crate::support::scim::{Tenant, scim, user};
use seatwarden_sandbox::{Config, RecordShape};
use serde_json::{Value, json};

/// So many people, each with a title, a role and a mail address that is not the user name; every third is off.
fn crowd(count: usize) -> Vec<Value> {
    let one = |nth: usize| {
        let mut user = user(&format!("id-{nth}"), &format!("u{nth}"));
        user["emails"] =
            json!([{ "value": format!("u{nth}@{HERE}"), "type": "work", "primary": true }]);
        user["title"] = json!("Clerk");
        user["roles"] = json!([{ "value": if nth.is_multiple_of(2) { "even" } else { "odd" } }]);
        user["active"] = json!(nth % 3 != 2);
        user["name"] = json!({ "givenName": "Pat", "familyName": "Lee" });
        user
    };
    (0..count).map(one).collect()
}

fn person(nth: usize, title: &str) -> Value {
    json!({ "userName": format!("u{nth}"), "title": title, "givenName": "Pat", "familyName": "Lee" })
}

async fn plan_of(hidden: &'static [&'static str], roster: &[Value], policy: Value) -> Value {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(9),
        hidden_in_lists: hidden,
        ..Tenant::default()
    });
    let input = json!({ "roster": roster, "policy": policy });
    let plan = data(&run(&client, "plan", &input, &json!({})).await);
    assert!(tenant.borrow().writes().is_empty(), "{hidden:?}");
    let empty = tenant.borrow().users == crowd(9);
    assert!(empty, "{hidden:?}");
    // A plan is the same whatever its rows show.
    let reads = |path: &str| {
        tenant
            .borrow()
            .paths()
            .iter()
            .any(|it| it.starts_with(path))
    };
    if hidden.contains(&"title") {
        assert!(reads("GET /Users/id-0"), "{hidden:?}");
    }
    plan
}

#[tokio::test(start_paused = true)]
async fn what_rows_hide_is_read_by_id_and_the_plan_is_the_same() {
    let roster = [
        person(0, "Clerk"),
        person(1, "Boss"),
        person(2, "Clerk"),
        person(5, "Boss"),
    ];
    let policy = json!({ "onMissing": "deactivate", "maxRemovals": 100,
        "scope": { "domains": [HERE], "roles": ["odd"] } });
    let lists = [
        "create",
        "reactivate",
        "update",
        "deactivate",
        "unchanged",
        "guard",
    ];
    let plain = plan_of(&[], &roster, policy.clone()).await;
    assert_eq!(names(&plain, "update"), ["u1"]);
    assert_eq!(names(&plain, "reactivate"), ["u2", "u5"]);
    assert_eq!(names(&plain, "deactivate"), ["u3", "u7"]);
    assert_eq!(plain["unchanged"], 1);
    for hidden in [
        &["title"][..],
        &["emails"],
        &["roles"],
        &["name"],
        &["active"],
        &["title", "emails", "roles", "name", "active", "meta"],
    ] {
        let plan = plan_of(hidden, &roster, policy.clone()).await;
        for list in lists {
            assert_eq!(plan[list], plain[list], "{list} without {hidden:?}");
        }
    }
}

/// An account whose row hides the mail address may be the one that somebody without a user name has.
#[tokio::test(start_paused = true)]
async fn nobody_is_made_twice_since_a_row_hides_a_mail_address() {
    let joiner = json!({ "email": format!("U4@{HERE}"), "givenName": "Pat", "familyName": "Lee" });
    for hidden in [&[][..], &["emails"]] {
        let plan = plan_of(hidden, std::slice::from_ref(&joiner), json!({})).await;
        assert!(is_empty(&plan), "{hidden:?}: {plan}");
        assert_eq!(plan["unchanged"], 1);
    }
}

#[tokio::test(start_paused = true)]
async fn zooms_rows_show_no_title_and_no_role() {
    let town = Town::new(Land::Zoom);
    for (name, role) in [
        ("kim", "Member"),
        ("uma", "Member"),
        ("lea", "Member"),
        ("adi", "Admin"),
    ] {
        let id = town.put(name, true, "Lee");
        town.set(&id, json!({ "title": "Clerk", "roles": [{ "value": role, "display": role, "primary": true }] }));
    }
    let mut roster = [town.person("kim", "Lee"), town.person("uma", "Lee")];
    roster[0]["title"] = json!("Clerk");
    roster[1]["title"] = json!("Boss");
    let policy = json!({ "onMissing": "deactivate", "scope": { "roles": ["Member"] } });
    let plan = town.plan(&roster, policy.clone()).await;
    assert_eq!(plan["unchanged"], 1, "{plan}");
    assert_eq!(
        plan["update"][0]["changes"],
        json!([{ "field": "title", "from": "Clerk", "to": "Boss" }])
    );
    assert_eq!(names(&plan, "deactivate"), ["lea"]);
    let result = town.apply(&plan, json!({})).await;
    assert_eq!(outcomes(&result), ["updated", "deactivated"], "{result}");
    assert!(is_empty(&town.plan(&roster, policy).await));
}

#[tokio::test(start_paused = true)]
async fn zuoras_sparse_rows_are_read_by_id() {
    let town = Town::of(
        Land::Zuora,
        Config {
            sparse: true,
            ..Config::default()
        },
    );
    town.put("kim", true, "Lee");
    town.put("uma", true, "Before");
    town.put("lea", true, "Lee");
    town.put("rea", false, "Lee");
    let joe = town.put_as("joe", true, "Lee");
    town.set(&joe, json!({ "email": at_here("joe") }));
    let roster = [
        town.person("kim", "Lee"),
        town.person("uma", "After"),
        town.person("rea", "Lee"),
    ];
    let mut policy = leavers_go();
    policy["maxRemovals"] = json!(2);
    let plan = town.plan(&roster, policy.clone()).await;
    assert_eq!(names(&plan, "update"), ["uma"], "{plan}");
    assert_eq!(names(&plan, "reactivate"), ["rea"]);
    let mut gone = names(&plan, "deactivate");
    gone.sort();
    assert_eq!(gone, ["joe", "lea"]);
    town.apply(&plan, json!({})).await;
    assert!(is_empty(&town.plan(&roster, policy).await));
}

/// Neither the row nor the record shows whose domain it is: such an account isn't ours.
#[tokio::test(start_paused = true)]
async fn whose_mail_address_nobody_can_see_is_never_switched_off_for_it() {
    let town = Town::of(
        Land::Zuora,
        Config {
            sparse: true,
            record: RecordShape::Guide,
            ..Config::default()
        },
    );
    town.put("kim", true, "Lee");
    town.put("lea", true, "Lee");
    let joe = town.put_as("joe", true, "Lee");
    town.set(&joe, json!({ "email": at_here("joe") }));
    let plan = town.plan(&[town.person("kim", "Lee")], leavers_go()).await;
    assert_eq!(names(&plan, "deactivate"), ["lea"], "{plan}");
}

/// Who can be found by nothing but a mail address that no record shows may be there: nobody is made for it.
#[tokio::test(start_paused = true)]
async fn nobody_is_made_for_a_mail_address_that_no_record_shows() {
    let town = Town::of(
        Land::Zuora,
        Config {
            sparse: true,
            record: RecordShape::Guide,
            ..Config::default()
        },
    );
    let joe = town.put_as("joe", true, "Lee");
    town.set(&joe, json!({ "email": at_here("joe") }));
    let mut person = town.person("joe", "Lee");
    person.as_object_mut().unwrap().remove("userName");
    let input = json!({ "roster": [person] });
    let output = run(&town.bench.client, "plan", &input, &json!({})).await;
    if output["ok"] == true {
        assert_eq!(output["data"]["create"], json!([]), "{output}");
    } else {
        let code = output["error"]["code"].as_str().unwrap();
        assert!(
            matches!(code, "not_supported" | "invalid_input"),
            "{output}"
        );
        let said = format!("{}{}", output["error"]["message"], output["error"]["hint"]);
        assert!(said.contains("userName"), "{output}");
    }
}

/// A record that can't be read is no record that shows nothing.
#[tokio::test(start_paused = true)]
async fn a_record_that_is_refused_ends_the_plan() {
    let (client, _, _) = scim(Tenant {
        users: crowd(9),
        hidden_in_lists: &["title"],
        hook: Some(Box::new(|request, _| {
            let own = request.url.ends_with("/Users/id-0");
            own.then(|| crate::support::scim::error(403, "", "not yours"))
        })),
        ..Tenant::default()
    });
    let input = json!({ "roster": [person(0, "Clerk")] });
    let refused = super::error(&run(&client, "plan", &input, &json!({})).await);
    assert_eq!(refused["code"], "forbidden", "{refused}");
}

/// Somebody who was listed and is gone when his record is read: the next look decides, and nothing is made up.
#[tokio::test(start_paused = true)]
async fn who_goes_away_before_the_record_is_read_is_not_compared_with_nothing() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(9),
        hidden_in_lists: &["title"],
        hook: Some(Box::new(|request, users| {
            if request.url.ends_with("/Users/id-0") {
                users.retain(|user| user["id"] != "id-0");
            }
            None
        })),
        ..Tenant::default()
    });
    let input = json!({ "roster": [person(0, "Clerk"), person(1, "Clerk")] });
    let output = run(&client, "plan", &input, &json!({})).await;
    assert!(tenant.borrow().writes().is_empty());
    if output["ok"] == true {
        let plan = &output["data"];
        assert_eq!(plan["update"], json!([]), "{output}");
        let made = plan["create"].as_array().unwrap().len();
        let left_out = plan["unchanged"] == 1;
        assert!(made <= 1 && left_out, "{output}");
    }
}

/// However many have no title: of each whose row doesn't show one, the record is what counts.
#[tokio::test(start_paused = true)]
async fn a_field_that_many_lack_is_compared_where_somebody_has_it() {
    let town = Town::of(
        Land::Zuora,
        Config {
            sparse: true,
            ..Config::default()
        },
    );
    let mut roster = Vec::new();
    for nth in 0..60 {
        let name = format!("pat-{nth}");
        let id = town.put(&name, true, "Lee");
        if nth >= 55 {
            town.set(&id, json!({ "title": "Clerk" }));
        }
        roster.push(json!({ "userName": at_here(&name), "title": "Boss" }));
    }
    for person in [&roster[0], &roster[57]] {
        let input = json!({ "person": person });
        let dry = json!({ "dryRun": true });
        let output = run(&town.bench.client, "provision", &input, &dry).await;
        let wanted = if *person == roster[57] {
            "updated"
        } else {
            "unchanged"
        };
        assert_eq!(output["outcome"], wanted, "{output}");
    }
    let plan = town.plan(&roster, json!({})).await;
    assert_eq!(names(&plan, "update").len(), 5, "{plan}");
}

/// What a row hides drifts like anything else: the whole plan is refused, and not that entry once others are written.
#[tokio::test(start_paused = true)]
async fn what_changed_behind_a_row_refuses_the_whole_plan() {
    for land in [Land::Zoom, Land::Zuora] {
        let town = Town::of(
            land,
            Config {
                sparse: true,
                ..Config::default()
            },
        );
        let uma = town.put("uma", true, "Lee");
        town.set(&uma, json!({ "title": "Clerk" }));
        town.put("lea", true, "Lee");
        town.put("rea", false, "Lee");
        let mut roster = [town.person("uma", "Lee"), town.person("rea", "Lee")];
        roster[0]["title"] = json!("Boss");
        let plan = town.plan(&roster, leavers_go()).await;
        assert_eq!(plan["update"][0]["changes"][0]["from"], "Clerk", "{plan}");
        town.set(&uma, json!({ "title": "Pilot" }));
        let refused = town.no_apply(&plan, json!({})).await;
        assert_eq!(refused["code"], "plan_drifted", "{land:?}: {refused}");
        let said = super::message(&refused);
        assert!(
            said.contains("Clerk") && said.contains("Pilot"),
            "{land:?}: {said}"
        );
        assert_eq!(town.writes(), [""; 0], "{land:?}");
        // And what is done behind a row is done.
        town.set(&uma, json!({ "title": "Boss" }));
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["reactivated", "unchanged", "deactivated"],
            "{land:?}: {result}"
        );
        assert_eq!(town.committed(), 2, "{land:?}: {:?}", town.writes());
    }
}
