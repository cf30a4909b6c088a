//! Which accounts are ours, and whom nobody switches off: lists that are all to fit, and those who are protected.

use super::{HERE, Town, at_here, codes, is_empty, leavers_go, message, names, object};
use crate::simulation::land::{LANDS, Land};
use serde_json::{Value, json};

fn scoped(scope: Value) -> Value {
    json!({ "onMissing": "deactivate", "maxRemovals": 1_000, "scope": scope })
}

fn with_role(land: Land, role: &str) -> Value {
    match land {
        Land::Zuora => json!({ "profileId": role }),
        _ => json!({ "roles": [{ "value": role, "display": role, "primary": true }] }),
    }
}

#[tokio::test(start_paused = true)]
async fn a_domain_fits_to_the_letter_but_for_case() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        for name in [
            "kim@sub.here.example",
            "kim@nothere.example",
            "kim@here.example.com",
            "here.example@elsewhere.example",
        ] {
            town.put_as(name, true, "Lee");
        }
        town.put_as("zoe@HERE.Example", true, "Lee");
        let roster = [town.person("new", "New")];
        let plan = town
            .plan(&roster, scoped(json!({ "domains": ["Here.EXAMPLE"] })))
            .await;
        let mut gone = names(&plan, "deactivate");
        gone.sort();
        assert_eq!(gone, ["kim", "zoe@HERE.Example"], "{land:?}");
        let any = json!({ "domains": ["nothere.example", "sub.here.example"] });
        let plan = town.plan(&roster, scoped(any)).await;
        let mut gone = names(&plan, "deactivate");
        gone.sort();
        assert_eq!(
            gone,
            ["kim@nothere.example", "kim@sub.here.example"],
            "{land:?}"
        );
    }
}

/// The user name has the word, if it is an address; else the mail address.
#[tokio::test(start_paused = true)]
async fn where_a_user_name_is_no_address_the_mail_address_says_whose_it_is() {
    for land in [Land::Zuora, Land::Scim, Land::OneId] {
        let town = Town::new(land);
        let mail = |mail: &str| match land {
            Land::Zuora => json!({ "email": mail }),
            _ => json!({ "emails": [{ "value": mail, "type": "work", "primary": true }] }),
        };
        for (name, address) in [
            ("jdoe", "jane@here.example"),
            ("mmus", "max@elsewhere.example"),
            ("moved@elsewhere.example", "moved@here.example"),
            ("stays@here.example", "stays@elsewhere.example"),
        ] {
            let id = town.put_as(name, true, "Lee");
            town.set(&id, mail(address));
        }
        let roster = [town.person("new", "New")];
        let plan = town
            .plan(&roster, scoped(json!({ "domains": [HERE] })))
            .await;
        let mut gone = names(&plan, "deactivate");
        gone.sort();
        assert_eq!(gone, ["jdoe", "stays"], "{land:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn user_names_fit_without_case_and_roles_by_name_or_id() {
    for land in [Land::Zuora, Land::Zoom, Land::OneId] {
        let town = Town::new(land);
        let (role, other) = match land {
            Land::Zuora => ("p-billing", "p-readonly"),
            Land::Zoom => ("Admin", "Member"),
            _ => ("ADMIN", "USER"),
        };
        for (name, role) in [("kim", role), ("lea", other), ("max", role)] {
            let id = town.put(name, true, "Lee");
            town.set(&id, with_role(land, role));
        }
        let roster = [town.person("new", "New")];
        let named = json!({ "userNames": ["KIM@here.EXAMPLE", at_here("nobody")] });
        let plan = town.plan(&roster, scoped(named)).await;
        assert_eq!(names(&plan, "deactivate"), ["kim"], "{land:?}");
        let by_name = match land {
            Land::Zuora => "billing operations",
            other => {
                if other == Land::Zoom {
                    "Admin"
                } else {
                    "ADMIN"
                }
            }
        };
        for role in [role, by_name] {
            let plan = town.plan(&roster, scoped(json!({ "roles": [role] }))).await;
            let mut gone = names(&plan, "deactivate");
            gone.sort();
            assert_eq!(gone, ["kim", "max"], "{land:?} {role}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_role_or_group_of_a_scope_is_a_mistake_and_never_everybody() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        let roster = [town.person("new", "New")];
        for (list, entry) in [("groups", "No such group"), ("roles", "No such role")] {
            let input = json!({ "roster": roster, "policy": scoped(json!({ list: [entry] })) });
            let output = super::run(&town.bench.client, "plan", &input, &json!({})).await;
            if list == "roles" && output["ok"] == true {
                // Where roles can't be listed nobody knows which there are: nobody has that one.
                assert!(
                    matches!(land, Land::Zoom | Land::Scim | Land::OneId),
                    "{land:?}"
                );
                assert_eq!(output["data"]["deactivate"], json!([]), "{land:?}");
                continue;
            }
            let refused = super::error(&output);
            let code = refused["code"].as_str().unwrap();
            let no_groups = land == Land::Zuora && list == "groups" && code == "not_supported";
            assert!(no_groups || code == "invalid_input", "{land:?}: {refused}");
            assert!(no_groups || message(&refused).contains(entry), "{refused}");
            assert!(
                no_groups || message(&refused).contains(&format!("policy.scope.{list}[0]")),
                "{refused}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_in_a_group_of_the_scope_is_ours() {
    for land in [Land::Scim, Land::Zoom, Land::OneId] {
        let town = Town::new(land);
        let world = &town.bench.world;
        let group = |name: &str| world.sandbox(|it| it.add_group(name, 0)).unwrap();
        let (pilots, _empty) = (group("Pilots"), group("Nobody's"));
        let kim = town.put("kim", true, "Lee");
        town.put("lea", true, "Lee");
        let max = town.put_as("max@elsewhere.example", true, "Lee");
        for id in [&kim, &max] {
            assert!(world.sandbox(|it| it.set_member(&pilots, id, true)));
        }
        let roster = [town.person("new", "New")];
        if land == Land::Zoom {
            // Nothing that Zoom says of a group tells who is in it.
            let policy = scoped(json!({ "groups": ["Pilots"] }));
            let refused = town.no_plan(&roster, policy).await;
            assert_eq!(refused["code"], "not_supported", "{refused}");
            assert!(
                message(&refused).contains("policy.scope.groups[0]"),
                "{refused}"
            );
            continue;
        }
        for one in [json!("Pilots"), json!(pilots)] {
            let plan = town
                .plan(&roster, scoped(json!({ "groups": [one, "Nobody's"] })))
                .await;
            let mut gone = names(&plan, "deactivate");
            gone.sort();
            assert_eq!(gone, ["kim", "max@elsewhere.example"], "{land:?} {one}");
        }
        let both = json!({ "groups": ["Pilots"], "domains": [HERE] });
        let plan = town.plan(&roster, scoped(both)).await;
        assert_eq!(names(&plan, "deactivate"), ["kim"], "{land:?}");
        let nobody = json!({ "groups": ["Nobody's"] });
        let plan = town.plan(&roster, scoped(nobody)).await;
        assert_eq!(plan["deactivate"], json!([]), "{land:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_is_ours_only_if_it_fits_every_list() {
    for land in [Land::Zuora, Land::Zoom, Land::OneId] {
        let town = Town::new(land);
        let (role, other) = match land {
            Land::Zuora => ("p-billing", "p-readonly"),
            Land::Zoom => ("Admin", "Member"),
            _ => ("ADMIN", "USER"),
        };
        for (name, has) in [
            ("kim@here.example", role),
            ("lea@here.example", other),
            ("max@elsewhere.example", role),
            ("zoe@elsewhere.example", other),
        ] {
            let id = town.put_as(name, true, "Lee");
            town.set(&id, with_role(land, has));
        }
        let roster = [town.person("new", "New")];
        let all = json!({ "domains": [HERE], "roles": [role] });
        let plan = town.plan(&roster, scoped(all)).await;
        assert_eq!(names(&plan, "deactivate"), ["kim"], "{land:?}");
        let none = json!({ "domains": [HERE], "roles": [role], "userNames": [at_here("lea")] });
        let plan = town.plan(&roster, scoped(none)).await;
        assert_eq!(plan["deactivate"], json!([]), "{land:?}");
    }
}

/// A scope says who may be switched off, not who is looked after.
#[tokio::test(start_paused = true)]
async fn a_person_of_the_roster_is_managed_wherever_he_is() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Before");
        town.put("rea", false, "Lee");
        let roster = [
            town.person("kim", "After"),
            town.person("rea", "Lee"),
            town.person("ann", "New"),
        ];
        let plan = town
            .plan(&roster, scoped(json!({ "domains": ["elsewhere.example"] })))
            .await;
        assert_eq!(names(&plan, "update"), ["kim"], "{land:?}");
        assert_eq!(names(&plan, "reactivate"), ["rea"], "{land:?}");
        assert_eq!(names(&plan, "create"), ["ann"], "{land:?}");
        assert_eq!(plan["deactivate"], json!([]), "{land:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_is_off_already_is_no_removal() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("off", false, "Lee");
        town.put("kim", true, "Lee");
        let plan = town.plan(&[town.person("kim", "Lee")], leavers_go()).await;
        assert!(is_empty(&plan), "{land:?}: {plan}");
        assert_eq!(plan["unchanged"], 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_protected_are_never_switched_off_however_they_are_named() {
    for land in LANDS {
        let town = Town::new(land);
        let ids: Vec<_> = (0..5)
            .map(|n| town.put(&format!("lea-{n}"), true, "Lee"))
            .collect();
        let roster = [town.person("new", "New")];
        let mut policy = scoped(json!({ "domains": [HERE] }));
        policy["protect"] = json!([
            at_here("LEA-0"),
            { "id": ids[1] },
            { "userName": at_here("lea-2") },
            { "email": at_here("Lea-3") },
            { "userName": at_here("nobody") },
        ]);
        let plan = town.plan(&roster, policy.clone()).await;
        assert_eq!(names(&plan, "deactivate"), ["lea-4"], "{land:?}");
        let not_found: Vec<_> = plan["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["code"] == "protected_not_found")
            .collect();
        assert_eq!(not_found.len(), 1, "{land:?}: {plan}");
        let said = not_found[0]["message"].as_str().unwrap();
        assert!(said.contains(&at_here("nobody")), "{said}");
        // Once more by an id as a plain text.
        policy["protect"] = json!([ids[4]]);
        let plan = town.plan(&roster, policy).await;
        assert!(
            !names(&plan, "deactivate").contains(&"lea-4".to_owned()),
            "{land:?}"
        );
        assert!(!codes(&plan).contains(&"protected_not_found".to_owned()));
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_can_be_several_is_protected_in_all_of_them() {
    let town = Town::new(Land::Scim);
    let mail =
        json!({ "emails": [{ "value": at_here("shared"), "type": "work", "primary": true }] });
    for name in ["one", "two"] {
        let id = town.put(name, true, "Lee");
        town.set(&id, mail.clone());
    }
    town.put("lea", true, "Lee");
    let mut policy = scoped(json!({ "domains": [HERE] }));
    policy["protect"] = json!([{ "email": at_here("shared") }]);
    let input = json!({ "roster": [town.person("new", "New")], "policy": policy });
    let output = super::run(&town.bench.client, "plan", &input, &json!({})).await;
    // Either both are protected or the question is put back: no answer switches one of them off.
    if output["ok"] == true {
        assert_eq!(names(&output["data"], "deactivate"), ["lea"]);
    } else {
        assert_eq!(output["error"]["code"], "ambiguous_match", "{output}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_could_mean_everybody_or_nothing_is_refused() {
    let town = Town::new(Land::Scim);
    town.put("kim", true, "Lee");
    let roster = [town.person("new", "New")];
    for (policy, path) in [
        (json!({ "onMissing": "deactivate" }), "policy.scope"),
        (
            json!({ "onMissing": "deactivate", "scope": {} }),
            "policy.scope",
        ),
        (
            json!({ "onMissing": "deactivate", "scope": { "domains": [] } }),
            "policy.scope",
        ),
        (
            json!({ "onMissing": "deactivate", "scope": { "domains": [], "roles": [], "groups": [], "userNames": [] } }),
            "policy.scope",
        ),
        (
            json!({ "onMissing": "remove", "scope": { "domains": [HERE] } }),
            "policy.onMissing",
        ),
        (json!({ "onMissing": true }), "policy.onMissing"),
        (
            json!({ "scope": { "domain": [HERE] } }),
            "policy.scope.domain",
        ),
        (
            json!({ "scope": { "domains": HERE } }),
            "policy.scope.domains",
        ),
        (
            json!({ "scope": { "domains": [7] } }),
            "policy.scope.domains[0]",
        ),
        (
            json!({ "scope": { "domains": [""] } }),
            "policy.scope.domains[0]",
        ),
        (json!({ "scope": [] }), "policy.scope"),
        (json!({ "protect": "kim" }), "policy.protect"),
        (
            json!({ "protect": [at_here("kim"), { "name": "kim" }] }),
            "policy.protect[1]",
        ),
        (json!({ "managed": ["title"] }), "policy.managed"),
        (json!({ "fields": "title" }), "policy.fields"),
        (json!([]), "policy"),
        (json!("all"), "policy"),
    ] {
        let refused = town.no_plan(&roster, policy.clone()).await;
        assert_eq!(refused["code"], "invalid_input", "{policy}: {refused}");
        let message = message(&refused);
        assert!(message.starts_with(path), "{policy}: {message}");
    }
    assert_eq!(town.requests().len(), 0, "something was sent");
}

#[tokio::test(start_paused = true)]
async fn an_empty_roster_never_means_that_everybody_goes() {
    for land in LANDS {
        let town = Town::new(land);
        town.put("kim", true, "Lee");
        let refused = town.no_plan(&[], leavers_go()).await;
        assert_eq!(refused["code"], "invalid_input", "{land:?}");
        assert!(message(&refused).starts_with("roster"), "{refused}");
        assert!(object(refused).contains_key("message"));
    }
}
