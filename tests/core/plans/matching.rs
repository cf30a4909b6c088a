//! Whose account is whose: by the caller's own id, by user name, by mail address; and what is left alone where nobody can tell.

use super::{Town, at_here, codes, is_empty, leavers_go, many_leavers_go, message, names};
use crate::simulation::land::{LANDS, Land};
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

fn mailed(land: Land, mail: &str) -> Value {
    match land {
        Land::Zuora => json!({ "email": mail }),
        _ => json!({ "emails": [{ "value": mail, "type": "work", "primary": true }] }),
    }
}

/// As `person`, but known by the mail address alone.
fn by_mail(town: &Town, mail: &str, family: &str) -> Value {
    let mut person = town.person("x", family);
    person.as_object_mut().unwrap().remove("userName");
    person["email"] = json!(mail);
    person
}

#[tokio::test(start_paused = true)]
async fn a_user_name_that_differs_by_case_is_the_same_account_and_keeps_its_spelling() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("Kim.Lee", true, "Lee");
        let mut person = town.person("kim.lee", "Lee");
        person.as_object_mut().unwrap().remove("email");
        let plan = town.plan(&[person], leavers_go()).await;
        assert!(is_empty(&plan), "{land:?}: {plan}");
        assert_eq!(plan["unchanged"], 1);
    }
}

#[tokio::test(start_paused = true)]
async fn who_has_no_user_name_is_found_by_mail_address() {
    for land in [Land::Zuora, Land::Scim, Land::OneId] {
        let town = Town::new(land);
        let id = town.put_as("klee", true, "Before");
        town.set(&id, mailed(land, "Kim@here.example"));
        let roster = [by_mail(&town, "kim@HERE.example", "After")];
        let plan = town.plan(&roster, leavers_go()).await;
        assert_eq!(plan["update"][0]["id"], id, "{land:?}: {plan}");
        assert_eq!(plan["update"][0]["userName"], "klee");
        assert_eq!(plan["deactivate"], json!([]));
        town.apply(&plan, json!({})).await;
        assert!(
            is_empty(&town.plan(&roster, leavers_go()).await),
            "{land:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_callers_own_id_comes_before_a_user_name() {
    let town = Town::new(Land::Scim);
    let id = town.put("old-name", true, "Lee");
    town.set(&id, json!({ "externalId": "hr-17" }));
    let mut person = town.person("new-name", "Lee");
    person["externalId"] = json!("hr-17");
    let plan = town.plan(&[person.clone()], leavers_go()).await;
    assert_eq!(names(&plan, "create"), [""; 0], "{plan}");
    assert_eq!(plan["deactivate"], json!([]));
    assert_eq!(plan["update"][0]["id"], id, "{plan}");
    town.apply(&plan, json!({})).await;
    assert_eq!(
        town.named_users("new-name").len() + town.named_users("old-name").len(),
        1
    );
    let again = town.plan(&[person], leavers_go()).await;
    assert!(is_empty(&again), "{again}");
}

/// Whoever of them is meant is not guessed, and neither of them loses the account for it.
#[tokio::test(start_paused = true)]
async fn who_matches_several_accounts_is_left_out_and_so_are_they() {
    for land in LANDS {
        let town = Town::of(
            land,
            Config {
                duplicate_names: true,
                ..Config::default()
            },
        );
        let ids = [town.put("Kim", true, "Lee"), town.put("KIM", true, "Ray")];
        town.put("lea", true, "Lee");
        let roster = [town.person("max", "New"), town.person("kim", "Lee")];
        let plan = town.plan(&roster, many_leavers_go()).await;
        assert_eq!(names(&plan, "deactivate"), ["lea"], "{land:?}");
        assert_eq!(names(&plan, "create"), ["max"], "{land:?}");
        assert_eq!(
            (&plan["update"], &plan["unchanged"]),
            (&json!([]), &json!(0))
        );
        let warnings = plan["warnings"].as_array().unwrap().iter();
        let said: Vec<_> = warnings
            .filter(|it| it["code"] == "ambiguous_match")
            .collect();
        assert_eq!(said.len(), 1, "{land:?}: {plan}");
        let said = said[0]["message"].as_str().unwrap();
        assert!(said.contains("roster[1]"), "{said}");
        assert!(ids.iter().all(|id| said.contains(id)), "{said}");
        town.apply(&plan, json!({})).await;
        assert!(
            town.named_users("kim").iter().all(|it| it.active),
            "{land:?}"
        );
        assert_eq!(town.named_users("kim").len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn one_of_several_who_is_meant_to_the_letter_is_the_one() {
    for land in LANDS {
        let town = Town::of(
            land,
            Config {
                duplicate_names: true,
                ..Config::default()
            },
        );
        let kim = town.put("kim", true, "Before");
        town.put("KIM", true, "Ray");
        let plan = town
            .plan(&[town.person("kim", "After")], leavers_go())
            .await;
        assert_eq!(plan["update"][0]["id"], kim, "{land:?}: {plan}");
        assert!(!codes(&plan).contains(&"ambiguous_match".to_owned()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_mail_address_of_two_is_nobodys() {
    for land in [Land::Zuora, Land::Scim, Land::OneId] {
        let town = Town::new(land);
        for name in ["one", "two"] {
            let id = town.put_as(name, true, "Lee");
            town.set(&id, mailed(land, "shared@here.example"));
        }
        let roster = [by_mail(&town, "shared@here.example", "Ray")];
        let plan = town.plan(&roster, many_leavers_go()).await;
        assert!(is_empty(&plan), "{land:?}: {plan}");
        assert!(
            codes(&plan).contains(&"ambiguous_match".to_owned()),
            "{plan}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn two_people_of_a_roster_who_are_one_account_are_a_mistake_with_both_places() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        for (name, other) in [("kim", "KIM"), ("ann", "Ann")] {
            let roster = [
                town.person("max", "New"),
                town.person(name, "Lee"),
                town.person("zoe", "New"),
                town.person(other, "Ray"),
            ];
            let refused = town.no_plan(&roster, leavers_go()).await;
            assert_eq!(
                refused["code"], "invalid_input",
                "{land:?} {name}: {refused}"
            );
            let message = message(&refused);
            assert!(
                message.contains("roster[1]") && message.contains("roster[3]"),
                "{message}"
            );
            assert!(
                !message.contains("roster[0]") && !message.contains("roster[2]"),
                "{message}"
            );
        }
    }
    assert_eq!(at_here("x"), "x@here.example");
}

#[tokio::test(start_paused = true)]
async fn that_they_are_one_may_show_only_in_the_tenant() {
    for land in [Land::Zuora, Land::Scim, Land::OneId] {
        let town = Town::new(land);
        let id = town.put_as("klee", true, "Lee");
        town.set(&id, mailed(land, "kim@here.example"));
        let mut named = town.person("x", "Lee");
        named["userName"] = json!("klee");
        named["email"] = json!("kim@here.example");
        let roster = [by_mail(&town, "kim@here.example", "Ray"), named];
        let refused = town.no_plan(&roster, leavers_go()).await;
        assert_eq!(refused["code"], "invalid_input", "{land:?}: {refused}");
        let message = message(&refused);
        assert!(
            message.contains("roster[0]") && message.contains("roster[1]"),
            "{message}"
        );
    }
}

/// What `provision` would do, a plan says: the two may not differ.
#[tokio::test(start_paused = true)]
async fn a_plan_says_of_each_what_provision_says_in_a_dry_run() {
    for land in LANDS {
        for seed in 0..6 {
            let bench = Config {
                seed,
                provider: land.provider(),
                users: 30,
                // A record that shows less than its row is no vendor's.
                sparse: seed % 3 > 0,
                record: if seed % 3 == 2 {
                    seatwarden_sandbox::RecordShape::Guide
                } else {
                    seatwarden_sandbox::RecordShape::Full
                },
                ..Config::default()
            };
            let town = Town {
                bench: crate::support::Bench::new(bench),
                land,
            };
            let users = town.bench.world.sandbox(|sandbox| sandbox.users());
            let mut roster = vec![town.person("ann", "New")];
            for (nth, user) in users.iter().enumerate() {
                let user = land.seen(user);
                let mut person = json!({ "userName": user.name, "givenName": user.given, "familyName": user.family });
                if nth % 3 == 0 {
                    person["familyName"] = json!("After");
                }
                if nth % 4 == 0 {
                    person["title"] = json!(if nth % 8 == 0 { "Boss" } else { &user.title });
                }
                if nth % 5 == 0 && land == Land::Zuora {
                    person["role"] = json!("Read Only");
                }
                if nth % 9 == 4 {
                    person["userName"] = json!(user.name.to_uppercase());
                }
                // Where no record shows a mail address, nobody can be found by one.
                let is_shown = seed % 3 != 2 || land != Land::Zuora;
                if nth % 7 == 3 && is_shown && !user.email.is_empty() {
                    person.as_object_mut().unwrap().remove("userName");
                    person["email"] = json!(user.email);
                }
                for key in ["givenName", "familyName", "title"] {
                    if person[key] == "" {
                        person.as_object_mut().unwrap().remove(key);
                    }
                }
                roster.push(person);
            }
            let plan = town.plan(&roster, json!({})).await;
            let mut unchanged = 0;
            for person in &roster {
                let input = json!({ "person": person });
                let dry = json!({ "dryRun": true });
                let output = super::run(&town.bench.client, "provision", &input, &dry).await;
                let list = match output["outcome"].as_str().unwrap() {
                    "created" => "create",
                    "reactivated" => "reactivate",
                    "updated" => "update",
                    _ => {
                        unchanged += 1;
                        continue;
                    }
                };
                let entries = plan[list].as_array().unwrap();
                let id = &output["data"]["user"]["id"];
                let is_he = |entry: &&Value| {
                    entry["person"] == *person || id.is_string() && entry["id"] == *id
                };
                let entry = entries.iter().find(is_he);
                let entry = entry
                    .unwrap_or_else(|| panic!("{land:?} {seed}: {person} isn't in {list}: {plan}"));
                if list != "create" {
                    assert_eq!(
                        entry["changes"], output["data"]["changes"],
                        "{land:?} {seed} {person}"
                    );
                }
            }
            assert_eq!(plan["unchanged"], unchanged, "{land:?} {seed}");
        }
    }
}

/// Letters of any alphabet are the same without case, as `provision` has it.
#[tokio::test(start_paused = true)]
async fn names_in_any_alphabet_are_matched_as_provision_does() {
    for (stored, given) in [
        ("jürgen", "JÜRGEN"),
        ("Ωmega", "ωmega"),
        ("straße", "STRASSE"),
        ("kelvin", "\u{212a}elvin"),
        ("dotless", "DOTLESS"),
        ("i\u{307}", "\u{130}"),
        ("é", "e\u{301}"),
    ] {
        let town = Town::new(Land::Scim);
        town.put(stored, true, "Lee");
        let mut person = town.person(given, "Lee");
        person.as_object_mut().unwrap().remove("email");
        let input = json!({ "person": person });
        let dry = json!({ "dryRun": true });
        let output = super::run(&town.bench.client, "provision", &input, &dry).await;
        let plan = town.plan(&[person], leavers_go()).await;
        let made = output["outcome"] == "created";
        assert_eq!(plan["create"] != json!([]), made, "{given}: {plan}");
        assert_eq!(plan["unchanged"] == json!(1), !made, "{given}: {plan}");
    }
}
