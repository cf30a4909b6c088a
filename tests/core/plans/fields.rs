//! What is compared and changed: what a person gives, or what the policy names; roles and groups by name.

use super::{Town, at_here, codes, is_empty, message, names, outcomes};
use crate::simulation::land::Land;
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn boss(town: &Town) -> Value {
    let mut person = town.person("kim", "After");
    person["title"] = json!("Boss");
    person["department"] = json!("Law");
    person
}

/// What a record has to show for somebody to be able to compare it.
fn clerk(land: Land) -> Value {
    match land {
        Land::Zuora => json!({ "title": "Clerk", "department": "Sales" }),
        _ => json!({ "title": "Clerk" }),
    }
}

fn changed(plan: &Value) -> Vec<String> {
    let mut fields: Vec<_> = plan["update"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|entry| entry["changes"].as_array().unwrap())
        .map(|change| change["field"].as_str().unwrap().to_owned())
        .collect();
    fields.sort();
    fields
}

#[tokio::test(start_paused = true)]
async fn what_a_person_gives_is_managed_and_nothing_else() {
    for land in [Land::Zuora, Land::Zoom, Land::Scim] {
        let town = Town::new(land);
        let id = town.put("kim", true, "Before");
        town.set(&id, clerk(land));
        let plan = town.plan(&[boss(&town)], json!({})).await;
        assert_eq!(
            changed(&plan),
            ["department", "familyName", "title"],
            "{land:?}: {plan}"
        );
        let plan = town
            .plan(&[json!({ "userName": at_here("kim") })], json!({}))
            .await;
        assert_eq!(plan["unchanged"], 1, "{land:?}: {plan}");
        town.apply(&town.plan(&[boss(&town)], json!({})).await, json!({}))
            .await;
        assert!(
            is_empty(&town.plan(&[boss(&town)], json!({})).await),
            "{land:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_fields_of_the_policy_are_managed_where_somebody_is_there() {
    for land in [Land::Zuora, Land::Zoom, Land::Scim] {
        let town = Town::new(land);
        let id = town.put("kim", true, "Before");
        town.set(&id, clerk(land));
        for (fields, wanted) in [
            (json!(["title"]), vec!["title"]),
            (
                json!(["familyName", "department"]),
                vec!["department", "familyName"],
            ),
            (json!(["email"]), vec![]),
        ] {
            let plan = town.plan(&[boss(&town)], json!({ "fields": fields })).await;
            assert_eq!(changed(&plan), wanted, "{land:?} {fields}: {plan}");
        }
        let policy = json!({ "fields": ["title"] });
        let plan = town.plan(&[boss(&town)], policy.clone()).await;
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(outcomes(&result), ["updated"], "{land:?}: {result}");
        assert_eq!(town.seen("kim").title, "Boss");
        assert_eq!(
            town.seen("kim").family,
            "Before",
            "{land:?}: not managed, and written"
        );
        assert!(
            is_empty(&town.plan(&[boss(&town)], policy).await),
            "{land:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_account_gets_all_of_the_person_and_one_that_is_switched_on_what_is_managed() {
    for land in [Land::Zuora, Land::Zoom, Land::Scim] {
        let town = Town::new(land);
        let id = town.put("kim", false, "Before");
        town.set(&id, clerk(land));
        let mut ann = boss(&town);
        ann["userName"] = json!(at_here("ann"));
        ann["email"] = json!(at_here("ann"));
        let policy = json!({ "fields": ["title"] });
        let plan = town.plan(&[boss(&town), ann.clone()], policy).await;
        assert_eq!(plan["create"], json!([{ "person": ann }]), "{land:?}");
        town.apply(&plan, json!({})).await;
        assert_eq!(
            (town.seen("ann").family, town.seen("ann").title),
            ("After".into(), "Boss".into())
        );
        let kim = town.seen("kim");
        assert!(
            kim.active && kim.title == "Boss" && kim.family == "Before",
            "{land:?}: {kim:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_field_that_there_is_not_is_told_with_its_place() {
    let town = Town::new(Land::Scim);
    let roster = [town.person("kim", "Lee")];
    for (fields, path) in [
        (json!(["title", "titel"]), "policy.fields[1]"),
        (json!(["Title"]), "policy.fields[0]"),
        (json!(["active"]), "policy.fields[0]"),
        (json!(["extra."]), "policy.fields[0]"),
        (json!(["password"]), "policy.fields[0]"),
        (json!([7]), "policy.fields[0]"),
    ] {
        let refused = town.no_plan(&roster, json!({ "fields": fields })).await;
        assert_eq!(refused["code"], "invalid_input", "{fields}");
        assert!(message(&refused).starts_with(path), "{fields}: {refused}");
    }
    let known = json!([
        "userName",
        "email",
        "givenName",
        "role",
        "groups",
        "extra",
        "extra.nickName"
    ]);
    town.plan(&roster, json!({ "fields": known })).await;
}

#[tokio::test(start_paused = true)]
async fn vendor_attributes_are_managed_as_a_whole_or_by_name() {
    let town = Town::new(Land::Scim);
    town.put("kim", true, "Lee");
    let mut person = town.person("kim", "Lee");
    person["extra"] = json!({ "nickName": "Kimi", "profileUrl": "https://x.example" });
    let all = town
        .plan(&[person.clone()], json!({ "fields": ["extra"] }))
        .await;
    assert_eq!(
        changed(&all),
        ["extra.nickName", "extra.profileUrl"],
        "{all}"
    );
    let one = town
        .plan(&[person.clone()], json!({ "fields": ["extra.nickName"] }))
        .await;
    assert_eq!(changed(&one), ["extra.nickName"], "{one}");
    let none = town
        .plan(&[person.clone()], json!({ "fields": ["title"] }))
        .await;
    assert_eq!(none["unchanged"], 1, "{none}");
    town.apply(&all, json!({})).await;
    assert!(is_empty(&town.plan(&[person], json!({})).await));
}

#[tokio::test(start_paused = true)]
async fn a_role_is_known_by_its_name_or_its_id() {
    let town = Town::new(Land::Zuora);
    town.put("kim", true, "Lee");
    for (role, same) in [
        ("Read Only", true),
        ("read only", true),
        ("p-readonly", true),
        ("Billing Operations", false),
        ("p-billing", false),
    ] {
        let mut person = town.person("kim", "Lee");
        person["role"] = json!(role);
        let plan = town.plan(&[person], json!({})).await;
        assert_eq!(is_empty(&plan), same, "{role}: {plan}");
        if !same {
            assert_eq!(changed(&plan), ["role"]);
        }
    }
    let mut person = town.person("kim", "Lee");
    person["role"] = json!("Billing Operations");
    let plan = town.plan(&[person.clone()], json!({})).await;
    let input = json!({ "person": person });
    let dry = json!({ "dryRun": true });
    let output = super::run(&town.bench.client, "provision", &input, &dry).await;
    assert_eq!(
        plan["update"][0]["changes"], output["data"]["changes"],
        "provision says it otherwise"
    );
    town.apply(&plan, json!({})).await;
    assert!(is_empty(&town.plan(&[person], json!({})).await));
}

#[tokio::test(start_paused = true)]
async fn groups_are_joined_and_never_left() {
    for land in [Land::Scim, Land::OneId] {
        let town = Town::new(land);
        let world = &town.bench.world;
        let group = |name: &str| world.sandbox(|it| it.add_group(name, 0)).unwrap();
        let (pilots, bakers, smiths) = (group("Pilots"), group("Bakers"), group("Smiths"));
        let kim = town.put("kim", true, "Lee");
        world.sandbox(|it| it.set_member(&pilots, &kim, true));
        world.sandbox(|it| it.set_member(&smiths, &kim, true));
        let mut roster = [town.person("kim", "Lee"), town.person("ann", "New")];
        for person in &mut roster {
            person["groups"] = json!(["Pilots", "Bakers"]);
        }
        let plan = town.plan(&roster, json!({})).await;
        assert_eq!(changed(&plan), ["groups"], "{land:?}: {plan}");
        assert_eq!(names(&plan, "create"), ["ann"]);
        let result = town.apply(&plan, json!({})).await;
        assert_eq!(
            outcomes(&result),
            ["created", "updated"],
            "{land:?}: {result}"
        );
        let members = |id: &str| {
            let groups = world.sandbox(|it| it.groups());
            let group = groups.into_iter().find(|it| it.id == id).unwrap();
            group.members
        };
        let ann = town.seen("ann").id;
        for group in [&pilots, &bakers] {
            assert!(
                members(group).contains(&kim) && members(group).contains(&ann),
                "{land:?}"
            );
        }
        assert_eq!(members(&smiths), [kim], "{land:?}: a group was left");
        let input = json!({ "person": roster[0] });
        let dry = json!({ "dryRun": true });
        let same = super::run(&town.bench.client, "provision", &input, &dry).await;
        assert_eq!(same["outcome"], "unchanged", "{land:?}: {same}");
        let again = town.plan(&roster, json!({})).await;
        assert!(is_empty(&again), "{land:?}: {again}");
    }
}

/// Zoom shows nobody in a group: the record of each person says which groups it is in, and a row of the list doesn't.
#[tokio::test(start_paused = true)]
async fn who_is_in_a_group_of_zooms_already_joins_no_more() {
    let town = Town::new(Land::Zoom);
    let world = &town.bench.world;
    let pilots = world.sandbox(|it| it.add_group("Pilots", 0)).unwrap();
    let kim = town.put("kim", true, "Lee");
    world.sandbox(|it| it.set_member(&pilots, &kim, true));
    let mut person = town.person("kim", "Lee");
    person["groups"] = json!(["Pilots"]);
    let input = json!({ "person": person });
    let dry = json!({ "dryRun": true });
    let same = super::run(&town.bench.client, "provision", &input, &dry).await;
    assert_eq!(same["outcome"], "unchanged", "{same}");
    let plan = town.plan(&[person], json!({})).await;
    assert!(is_empty(&plan), "{plan}");
}

#[tokio::test(start_paused = true)]
async fn what_a_provider_does_not_have_is_a_warning_once() {
    let town = Town::new(Land::OneId);
    let mut roster = Vec::new();
    for name in ["kim", "lea", "max"] {
        town.put(name, true, "Lee");
        let mut person = town.person(name, "Lee");
        person["title"] = json!("Boss");
        roster.push(person);
    }
    let plan = town.plan(&roster, json!({})).await;
    assert!(is_empty(&plan), "{plan}");
    let unsupported = codes(&plan)
        .into_iter()
        .filter(|it| it == "unsupported_field");
    assert_eq!(unsupported.count(), 1, "{plan}");
}

/// The record of this tenant shows neither a title nor a mail address: nobody knows, so nobody writes.
#[tokio::test(start_paused = true)]
async fn what_no_record_shows_is_no_reason_to_write() {
    let town = Town::of(
        Land::Zuora,
        seatwarden_sandbox::Config {
            sparse: true,
            record: seatwarden_sandbox::RecordShape::Guide,
            ..seatwarden_sandbox::Config::default()
        },
    );
    town.put("kim", true, "Lee");
    town.put("uma", true, "Before");
    let mut roster = [town.person("kim", "Lee"), town.person("uma", "After")];
    for person in &mut roster {
        person["title"] = json!("Boss");
    }
    let plan = town.plan(&roster, json!({})).await;
    assert_eq!(names(&plan, "update"), ["uma"], "{plan}");
    assert_eq!(plan["unchanged"], 1);
    assert!(
        codes(&plan).contains(&"not_verifiable".to_owned()),
        "{plan}"
    );
    let result = town.apply(&plan, json!({})).await;
    assert_eq!(outcomes(&result), ["updated"], "{result}");
    assert!(is_empty(&town.plan(&roster, json!({})).await));
}

#[tokio::test(start_paused = true)]
async fn an_extension_is_compared_by_its_parts() {
    let town = Town::new(Land::Scim);
    let id = town.put("kim", true, "Lee");
    town.set(
        &id,
        json!({ ENTERPRISE: { "costCenter": "17", "division": "West" } }),
    );
    let mut person = town.person("kim", "Lee");
    person["extra"] = json!({ ENTERPRISE: { "division": "West" } });
    let plan = town.plan(&[person.clone()], json!({})).await;
    assert!(is_empty(&plan), "{plan}");
    person["extra"] = json!({ ENTERPRISE: { "division": "East" } });
    let plan = town.plan(&[person.clone()], json!({})).await;
    assert_eq!(names(&plan, "update"), ["kim"], "{plan}");
    town.apply(&plan, json!({})).await;
    assert!(is_empty(&town.plan(&[person], json!({})).await));
    let stored = &town.bench.world.sandbox(|it| it.users())[0][ENTERPRISE];
    assert_eq!(stored["costCenter"], "17", "{stored}");
}

/// A vendor attribute that is one of ours in other words is managed as little as the others.
#[tokio::test(start_paused = true)]
async fn a_policy_without_extra_manages_nothing_that_stands_there() {
    for (land, extra) in [
        (Land::Scim, json!({ "title": "Boss" })),
        (Land::Zuora, json!({ "profileId": "p-billing" })),
        (Land::Zuora, json!({ "firstName": "Zoe" })),
        (Land::Zoom, json!({ "title": "Boss" })),
    ] {
        let town = Town::new(land);
        town.put("kim", true, "Before");
        let mut person = json!({ "userName": at_here("kim"), "familyName": "After" });
        person["extra"] = extra.clone();
        let policy = json!({ "fields": ["familyName"] });
        let plan = town.plan(&[person], policy).await;
        assert_eq!(changed(&plan), ["familyName"], "{land:?} {extra}: {plan}");
    }
}
