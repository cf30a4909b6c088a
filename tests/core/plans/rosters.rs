//! Rosters that can't be meant: every mistake with its place, and nothing is planned.

use super::{Town, at_here, error, leavers_go, message, run};
use crate::simulation::land::{LANDS, Land};
use serde_json::{Value, json};

#[tokio::test(start_paused = true)]
async fn every_mistake_of_a_roster_is_told_with_its_place() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        let good = town.person("kim", "Lee");
        let with = |key: &str, value: Value| {
            let mut person = town.person("ann", "New");
            person[key] = value;
            person
        };
        let mut roster = vec![
            good.clone(),
            with("usrName", json!("typo")),
            good.clone(),
            with("email", json!(7)),
            json!({ "givenName": "Nobody" }),
            json!("kim@here.example"),
            with("email", json!("no address")),
            with("userName", json!("")),
            with("groups", json!(["a", 7])),
        ];
        roster.remove(2);
        let refused = town.no_plan(&roster, leavers_go()).await;
        assert_eq!(refused["code"], "invalid_input", "{land:?}: {refused}");
        let message = message(&refused);
        for place in [
            "roster[1].usrName",
            "roster[2].email",
            "roster[3]",
            "roster[4]",
            "roster[5].email",
            "roster[6].userName",
            "roster[7].groups[1]",
        ] {
            assert!(message.contains(place), "{land:?} {place}: {message}");
        }
        assert!(!message.contains("roster[0]"), "{message}");
        assert!(message.starts_with("roster[1].usrName: "), "{message}");
        assert_eq!(town.writes(), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn of_many_mistakes_the_first_ten_are_told_and_how_many_more() {
    let town = Town::new(Land::Scim);
    let mut roster = vec![town.person("kim", "Lee"); 1];
    roster.extend((0..37).map(|nth| json!({ "givenName": format!("N{nth}") })));
    let refused = town.no_plan(&roster, json!({})).await;
    let message = message(&refused);
    for place in 1..=10 {
        assert!(message.contains(&format!("roster[{place}]: ")), "{message}");
    }
    assert!(!message.contains("roster[11]"), "{message}");
    assert!(message.contains("27"), "{message}");
    assert!(message.len() < 3_000, "{}", message.len());
}

#[tokio::test(start_paused = true)]
async fn what_a_new_account_lacks_is_told_before_anything_is_planned() {
    let town = Town::new(Land::Zuora);
    town.put("kim", true, "Lee");
    let mut nameless = town.person("ann", "New");
    nameless.as_object_mut().unwrap().remove("familyName");
    let mut roleless = town.person("bob", "New");
    roleless.as_object_mut().unwrap().remove("role");
    // Who is there already lacks nothing.
    let there = json!({ "userName": at_here("kim"), "givenName": "Pat" });
    let refused = town
        .no_plan(&[there.clone(), nameless, roleless], leavers_go())
        .await;
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    let message = message(&refused);
    assert!(
        message.contains("roster[1]") && message.contains("familyName"),
        "{message}"
    );
    assert!(
        message.contains("roster[2]") && message.contains("role"),
        "{message}"
    );
    assert!(!message.contains("roster[0]"), "{message}");
    let plan = town.plan(&[there], leavers_go()).await;
    assert_eq!(plan["unchanged"], 1);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_there_is_not_is_told_with_its_place_and_with_those_that_there_are() {
    let town = Town::new(Land::Zuora);
    town.put("kim", true, "Lee");
    let mut roster = vec![
        town.person("kim", "Lee"),
        town.person("ann", "New"),
        town.person("bob", "New"),
    ];
    roster[0]["role"] = json!("Emperor");
    roster[2]["role"] = json!("Pope");
    let refused = town.no_plan(&roster, leavers_go()).await;
    assert_eq!(refused["code"], "invalid_input", "{refused}");
    let message = message(&refused);
    for said in ["roster[0].role", "Emperor", "roster[2].role", "Pope"] {
        assert!(message.contains(said), "{said}: {message}");
    }
    let hint = refused["hint"].as_str().unwrap_or_default();
    assert!(
        format!("{message}{hint}").contains("Read Only"),
        "{refused}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_group_that_there_is_not_is_told_with_its_place() {
    for land in [Land::Scim, Land::Zoom, Land::OneId] {
        let town = Town::new(land);
        town.bench.world.sandbox(|it| it.add_group("Pilots", 0));
        let mut roster = [town.person("ann", "New"), town.person("bob", "New")];
        roster[0]["groups"] = json!(["Pilots"]);
        roster[1]["groups"] = json!(["Pilots", "Popes"]);
        let refused = town.no_plan(&roster, json!({})).await;
        assert_eq!(refused["code"], "invalid_input", "{land:?}: {refused}");
        let message = message(&refused);
        assert!(message.contains("roster[1].groups"), "{land:?}: {message}");
        assert!(message.contains("Popes"), "{message}");
        assert!(!message.contains("roster[0]"), "{message}");
    }
}

/// A plan is kept, sent around and read by people.
#[tokio::test(start_paused = true)]
async fn a_password_is_refused_and_never_repeated() {
    for land in LANDS {
        for key in ["password", "Password", "PASSWORD"] {
            let town = Town::new(land);
            town.put("kim", true, "Lee");
            for name in ["kim", "ann"] {
                let mut person = town.person(name, "Lee");
                person["extra"] = json!({ key: "canary-of-a-password" });
                let refused = town.no_plan(&[person], leavers_go()).await;
                assert_eq!(
                    refused["code"], "invalid_input",
                    "{land:?} {key}: {refused}"
                );
                let text = refused.to_string();
                assert!(text.contains("roster[0].extra"), "{text}");
                assert!(!text.contains("canary-of-a"), "{text}");
                assert!(!town.bench.world.told().contains("canary-of-a"));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_password_within_an_extension_is_refused_too() {
    let town = Town::new(Land::Scim);
    for extra in [
        json!({ "urn:example:scim:x:1.0:User": { "password": "canary-of-a-password" } }),
        json!({ "urn:ietf:params:scim:schemas:core:2.0:User:password": "canary-of-a-password" }),
        json!({ "urn:ietf:params:scim:schemas:core:2.0:User": { "Password": "canary-of-a-password" } }),
    ] {
        let mut person = town.person("ann", "New");
        person["extra"] = extra.clone();
        let input = json!({ "roster": [person] });
        let output = run(&town.bench.client, "plan", &input, &json!({})).await;
        assert!(
            !output.to_string().contains("canary-of-a"),
            "{extra}: {output}"
        );
        assert_eq!(error(&output)["code"], "invalid_input", "{extra}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_list_of_people_is_refused() {
    let town = Town::new(Land::Scim);
    let client = &town.bench.client;
    for (input, path) in [
        (json!({}), "input.roster"),
        (json!({ "roster": null }), "input.roster"),
        (json!({ "roster": "kim@here.example" }), "input.roster"),
        (json!({ "roster": {} }), "input.roster"),
        (json!({ "roster": [], "people": [] }), "input.people"),
    ] {
        let refused = error(&run(client, "plan", &input, &json!({})).await);
        assert_eq!(refused["code"], "invalid_input", "{input}: {refused}");
        let bare = path.trim_start_matches("input.");
        let message = message(&refused);
        assert!(
            message.starts_with(path) || message.starts_with(bare),
            "{input}: {message}"
        );
    }
    for (action, options) in [
        ("plan", json!({ "dryRun": true })),
        ("plan", json!({ "confirm": "x" })),
        ("plan", json!({ "resume": "x" })),
        ("apply", json!({ "strict": true })),
        ("apply", json!({ "update": false })),
        ("apply", json!({ "nonsense": 1 })),
    ] {
        let input = if action == "plan" {
            json!({ "roster": [] })
        } else {
            json!({ "plan": {} })
        };
        let refused = error(&run(client, action, &input, &options).await);
        assert_eq!(
            refused["code"], "invalid_input",
            "{action} {options}: {refused}"
        );
        assert!(message(&refused).starts_with("options."), "{refused}");
    }
    assert_eq!(town.requests().len(), 0, "something was sent");
}
