//! The verbs on an RFC 7644 server, and on servers that are not quite one.

use crate::support::scim::{Filtering, Tenant, crowd, scim, user};
use crate::support::{SimHost, codes, no_options, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn jane() -> Value {
    json!({
        "userName": "o\"brien+x ü\\😀@example.com", "email": "jane@example.com", "givenName": "Jane",
        "familyName": "O'Brien", "displayName": "Jane", "title": "Engineer", "department": "IT",
        "organization": "Example", "costCenter": "7", "employeeNumber": "42", "manager": "id-0",
        "phone": "+15550100", "locale": "en-US", "timezone": "Europe/Berlin", "userType": "Employee",
        "externalId": "hr-1",
    })
}

#[tokio::test(start_paused = true)]
async fn a_joiner_is_created_as_the_standard_says_and_twice_is_once() {
    let (client, tenant, _) = scim(Tenant::default());
    let result = client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert!(result.warnings.is_empty(), "{:?}", result.warnings);
    let (method, path, body) = tenant.borrow().writes()[0].clone();
    assert_eq!((method.as_str(), path.as_str()), ("POST", "/Users"));
    assert_eq!(
        body,
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
            "active": true, "userName": "o\"brien+x ü\\😀@example.com", "externalId": "hr-1",
            "emails": [{ "type": "work", "value": "jane@example.com", "primary": true }],
            "name": { "givenName": "Jane", "familyName": "O'Brien" }, "displayName": "Jane",
            "title": "Engineer", "locale": "en-US", "timezone": "Europe/Berlin", "userType": "Employee",
            "phoneNumbers": [{ "type": "work", "value": "+15550100" }],
            ENTERPRISE: {
                "department": "IT", "organization": "Example", "costCenter": "7", "employeeNumber": "42",
                "manager": { "value": "id-0" },
            },
        })
    );
    let again = client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert_eq!(tenant.borrow().writes().len(), 1);
    let shown = serde_json::to_value(again.user.unwrap()).unwrap();
    for (key, value) in jane().as_object().unwrap() {
        assert_eq!(&shown[key], value, "{key}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_mover_is_patched_by_path_and_what_was_not_given_stays() {
    let mut before = user("id-1", "jane@example.com");
    before["emails"] = json!([
        { "value": "home@example.com", "type": "home" },
        { "value": "jane@example.com", "type": "work", "primary": true, "display": "Jane" },
    ]);
    before["title"] = json!("Engineer");
    let (client, tenant, _) = scim(Tenant {
        users: vec![before],
        ..Tenant::default()
    });
    let change = json!({
        "email": "jane.doe@example.com", "givenName": "Janet", "title": "", "department": "HR",
        "extra": { "nickName": "Jay", ENTERPRISE: { "division": "North" }, "urn:vendor:1.0:User": { "seat": 7 } },
    });
    let result = client
        .update(
            &who("jane@example.com"),
            &person(change.clone()),
            &no_options(),
        )
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let (method, path, body) = tenant.borrow().writes()[0].clone();
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/Users/id-1"));
    let mut operations = body["Operations"].as_array().unwrap().clone();
    operations.sort_by_key(|operation| operation["path"].to_string());
    assert_eq!(
        Value::Array(operations),
        json!([
            { "op": "replace", "path": "emails", "value": [
                { "value": "home@example.com", "type": "home" },
                { "value": "jane.doe@example.com", "type": "work", "primary": true, "display": "Jane" },
            ] },
            { "op": "replace", "path": "name.givenName", "value": "Janet" },
            { "op": "replace", "path": "nickName", "value": "Jay" },
            { "op": "remove", "path": "title" },
            { "op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "HR" },
            { "op": "replace", "path": format!("{ENTERPRISE}:division"), "value": "North" },
            { "op": "replace", "path": "urn:vendor:1.0:User:seat", "value": 7 },
        ])
    );
    let again = client
        .update(&who("jane@example.com"), &person(change), &no_options())
        .await
        .unwrap();
    assert_eq!(
        (again.outcome, tenant.borrow().writes().len()),
        (Outcome::Unchanged, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn where_patch_is_refused_the_record_is_put_and_that_is_remembered() {
    for (status, config) in [
        (405, None),
        (501, None),
        (500, Some(json!({ "patch": { "supported": false } }))),
    ] {
        let mut before = user("id-1", "jane@example.com");
        before["nickName"] = json!("Jay");
        let announced = config.is_some();
        let (client, tenant, _) = scim(Tenant {
            users: vec![before],
            patch: Some((status, json!({ "status": status }))),
            config,
            ..Tenant::default()
        });
        for title in ["Boss", "Clerk"] {
            let change = person(json!({ "title": title }));
            let result = client
                .update(&who("id-1"), &change, &no_options())
                .await
                .unwrap();
            assert_eq!(result.outcome, Outcome::Updated);
        }
        let methods: Vec<_> = tenant
            .borrow()
            .writes()
            .into_iter()
            .map(|(method, ..)| method)
            .collect();
        let wanted: &[&str] = if announced {
            &["PUT", "PUT"]
        } else {
            &["PATCH", "PUT", "PUT"]
        };
        assert_eq!(methods, wanted);
        let body = &tenant.borrow().users[0];
        assert_eq!(
            (&body["nickName"], &body["title"]),
            (&json!("Jay"), &json!("Clerk"))
        );
        assert_eq!(body["userName"], "jane@example.com");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_knows_no_paths_is_patched_without() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(1),
        no_paths: true,
        ..Tenant::default()
    });
    for _ in 0..2 {
        client
            .deactivate(&who("id-0"), &no_options())
            .await
            .unwrap();
        client
            .reactivate(&who("id-0"), &no_options())
            .await
            .unwrap();
    }
    let writes = tenant.borrow().writes();
    assert_eq!(writes.len(), 5);
    assert_eq!(
        writes[1].2["Operations"],
        json!([{ "op": "replace", "value": { "active": false } }])
    );
}

#[tokio::test(start_paused = true)]
async fn a_leaver_and_a_returner_are_switched_and_nobody_there_is_no_error() {
    let (client, tenant, world) = scim(Tenant {
        users: crowd(3),
        ..Tenant::default()
    });
    let leaver = who("u1@example.com");
    let off = client.deactivate(&leaver, &no_options()).await.unwrap();
    assert_eq!(off.outcome, Outcome::Deactivated);
    assert!(!off.user.unwrap().active);
    let again = client.deactivate(&leaver, &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::AlreadyInactive);
    let wanted = person(json!({ "userName": "u1@example.com" }));
    let on = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(on.outcome, Outcome::Reactivated);
    let nobody = client
        .deactivate(&who("nobody@example.com"), &no_options())
        .await;
    assert_eq!(nobody.unwrap().outcome, Outcome::NotFound);
    let confirm = options(json!({ "confirm": "u1@example.com" }));
    assert_eq!(
        client.remove(&leaver, &confirm).await.unwrap().outcome,
        Outcome::Removed
    );
    assert_eq!(
        client.remove(&leaver, &confirm).await.unwrap().outcome,
        Outcome::NotFound
    );
    let missing = client
        .get(&Who::Id("id-1".into()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    assert_eq!(tenant.borrow().users.len(), 2);
    assert_eq!(world.audit.borrow().len(), 3);
    assert!(!world.told().contains("canary-token"));
}

#[tokio::test(start_paused = true)]
async fn every_filter_that_lies_is_found_out_by_comparing_again() {
    for filter in [
        Filtering::Works,
        Filtering::Ignored,
        Filtering::Refused(400),
        Filtering::Refused(501),
    ] {
        let (client, tenant, _) = scim(Tenant {
            users: crowd(250),
            filter,
            ..Tenant::default()
        });
        for (text, wanted) in [
            ("U249@example.com", Some("id-249")),
            ("nobody@example.com", None),
        ] {
            let found = client
                .find(&Who::UserName(text.into()), &no_options())
                .await;
            assert_eq!(found.unwrap().map(|user| user.id).as_deref(), wanted);
        }
        let lists = tenant.borrow().paths();
        let scanned = lists.iter().any(|path| path.contains("startIndex=201"));
        assert_eq!(!scanned, filter == Filtering::Works, "{lists:?}");
        for (text, wanted) in [
            ("U249@example.com", Some("id-249")),
            ("nobody@example.com", None),
        ] {
            for pointer in [Who::Email(text.into()), who(text)] {
                let found = client.find(&pointer, &no_options()).await.unwrap();
                let found = found.map(|user| user.id);
                assert_eq!(found.as_deref(), wanted, "{pointer:?} {filter:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_knows_case_or_misreads_an_escape_loses_nobody() {
    let mut users = crowd(150);
    users[120] = user("id-120", "Nia.Okafor@Example.com");
    users[130] = user("id-130", "corp\\jane");
    let (client, _, _) = scim(Tenant {
        users,
        filter: Filtering::Exact,
        ..Tenant::default()
    });
    for (pointer, id) in [
        (Who::Email("nia.okafor@example.com".into()), "id-120"),
        (Who::UserName("U7@EXAMPLE.com".into()), "id-7"),
        (Who::UserName("corp\\jane".into()), "id-130"),
    ] {
        let found = client.find(&pointer, &no_options()).await.unwrap();
        assert_eq!(
            found.map(|user| user.id).as_deref(),
            Some(id),
            "{pointer:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn records_that_say_nothing_of_being_active_are_not_read_one_by_one() {
    let mut users = crowd(60);
    for user in &mut users {
        user.as_object_mut().unwrap().remove("active");
    }
    let (client, tenant, _) = scim(Tenant {
        users,
        ..Tenant::default()
    });
    let mut listing = client.list(ListQuery::default(), &no_options()).unwrap();
    let page = client.next_page(&mut listing).await.unwrap().unwrap();
    assert!(page.users.len() == 60 && page.users.iter().all(|user| user.active));
    let reads = tenant.borrow().paths();
    assert_eq!(
        reads.iter().filter(|path| path.contains("/Users/")).count(),
        3
    );
}

#[tokio::test(start_paused = true)]
async fn an_empty_filter_answer_is_not_believed_after_a_refused_create() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(120),
        filter: Filtering::Empty,
        ..Tenant::default()
    });
    let wanted = person(json!({ "userName": "u7@example.com", "title": "Clerk" }));
    let result = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(result.user.unwrap().id, "id-7");
    assert_eq!(tenant.borrow().users.len(), 120);
    // That is kept in mind: again, nothing is written.
    let writes = tenant.borrow().writes().len();
    let again = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert_eq!(tenant.borrow().writes().len(), writes);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_it_has_no_filters_is_not_asked_for_one() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(3),
        filter: Filtering::Empty,
        config: Some(json!({ "filter": { "supported": false } })),
        ..Tenant::default()
    });
    for _ in 0..2 {
        let found = client
            .find(&who("u2@example.com"), &no_options())
            .await
            .unwrap();
        assert_eq!(found.unwrap().id, "id-2");
    }
    let asked = tenant.borrow().paths();
    assert!(
        !asked.iter().any(|path| path.contains("filter=")),
        "{asked:?}"
    );
    let configs = asked
        .iter()
        .filter(|path| path.ends_with("/ServiceProviderConfig"));
    assert_eq!(configs.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_row_that_hides_a_field_is_read_by_id() {
    let (client, _, _) = scim(Tenant {
        users: crowd(5),
        filter: Filtering::Refused(400),
        hidden_in_lists: &["emails", "active"],
        ..Tenant::default()
    });
    let found = client
        .find(&Who::Email("u3@example.com".into()), &no_options())
        .await;
    assert_eq!(found.unwrap().unwrap().id, "id-3");
    let query = ListQuery::read(json!({ "active": true }).into()).unwrap();
    let mut listing = client.list(query, &no_options()).unwrap();
    let page = client.next_page(&mut listing).await.unwrap().unwrap();
    assert_eq!(page.users.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_caller_filter_goes_to_the_server_and_is_applied_here_too() {
    for (filter, asked) in [
        (Filtering::Works, "userName eq \"u2@example.com\""),
        (Filtering::Ignored, "userName eq \"u2@example.com\""),
        (
            Filtering::Refused(400),
            "userName ew \"2@example.com\" and active eq true",
        ),
    ] {
        let (client, tenant, _) = scim(Tenant {
            users: crowd(9),
            filter,
            ..Tenant::default()
        });
        let query = ListQuery::read(json!({ "filter": asked }).into()).unwrap();
        let mut listing = client.list(query, &no_options()).unwrap();
        let mut ids = Vec::new();
        while let Some(page) = client.next_page(&mut listing).await.unwrap() {
            ids.extend(page.users.into_iter().map(|user| user.id));
        }
        assert_eq!(ids, ["id-2"], "{filter:?}");
        assert!(tenant.borrow().paths()[1].contains("filter=userName%20e"));
    }
    let (client, _, _) = scim(Tenant::default());
    let query = ListQuery::read(json!({ "filter": "userName is jane" }).into()).unwrap();
    let error = client.list(query, &no_options()).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
}

/// Looks for somebody, by which the server tells what it can do, and makes them the boss.
async fn promote(client: &Client<SimHost>) {
    client
        .find(&who("u0@example.com"), &no_options())
        .await
        .unwrap();
    let change = person(json!({ "title": "Boss" }));
    let result = client
        .update(&who("id-0"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
}

#[tokio::test(start_paused = true)]
async fn a_change_says_which_version_it_is_for_where_versions_are_announced() {
    for strong in [false, true] {
        let (client, tenant, _) = scim(Tenant {
            users: crowd(1),
            config: Some(json!({ "etag": { "supported": true } })),
            strong_etags: strong,
            ..Tenant::default()
        });
        promote(&client).await;
        let tenant = tenant.borrow();
        let tags: Vec<_> = tenant
            .headers
            .iter()
            .flatten()
            .filter(|(name, _)| name == "if-match")
            .map(|(_, value)| value.as_str())
            .collect();
        // A server that can't compare its own tags is asked again without one.
        assert_eq!(tags, ["W/\"1\""]);
    }
}

#[tokio::test(start_paused = true)]
async fn where_whole_users_alone_are_taken_versions_that_never_match_lock_nobody_out() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(1),
        config: Some(json!({ "etag": { "supported": true } })),
        patch: Some((501, json!({}))),
        strong_etags: true,
        ..Tenant::default()
    });
    promote(&client).await;
    assert_eq!(tenant.borrow().users[0]["title"], "Boss");
}

#[tokio::test(start_paused = true)]
async fn a_leaver_goes_where_a_condition_is_demanded_too() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(2),
        demands_etags: true,
        ..Tenant::default()
    });
    let gone = client
        .deactivate(&who("u0@example.com"), &no_options())
        .await
        .unwrap();
    assert_eq!(gone.outcome, Outcome::Deactivated);
    assert_eq!(tenant.borrow().users[0]["active"], false);
    let options = options(json!({ "confirm": "u1@example.com" }));
    let removed = client.remove(&who("id-1"), &options).await.unwrap();
    assert_eq!(removed.outcome, Outcome::Removed);
    assert_eq!(tenant.borrow().users.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_absent_active_is_no_leaver_and_null_or_empty_is_nothing() {
    let mut plain = user("id-0", "u0@example.com");
    plain.as_object_mut().unwrap().remove("active");
    plain["title"] = Value::Null;
    plain["phoneNumbers"] = json!([]);
    let (client, tenant, _) = scim(Tenant {
        users: vec![plain],
        ..Tenant::default()
    });
    let wanted = person(json!({ "userName": "u0@example.com", "title": "", "phone": "" }));
    let result = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    let user = result.user.unwrap();
    assert!(user.active && user.title.is_none() && user.phone.is_none());
    let off = client
        .deactivate(&who("u0@example.com"), &no_options())
        .await
        .unwrap();
    assert_eq!(off.outcome, Outcome::Deactivated);
    assert_eq!(tenant.borrow().users[0]["active"], false);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_has_no_way_to_do_is_said_before_anything_is_sent() {
    let (client, tenant, _) = scim(Tenant::default());
    let errors = [
        client.roles(&no_options()).await.unwrap_err(),
        client
            .reset_password(&who("a@b.c"), &no_options())
            .await
            .unwrap_err(),
        client
            .deactivate(&who("a@b.c"), &options(json!({ "transferTo": "x@y.z" })))
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code, ErrorCode::NotSupported);
        assert!(error.hint.is_some());
    }
    assert!(tenant.borrow().log.is_empty());
    let verbs = client.capabilities().verbs;
    assert_eq!(
        (&verbs["roles"], &verbs["list"]),
        (&false.into(), &true.into())
    );
}

#[tokio::test(start_paused = true)]
async fn groups_are_read_and_not_written_on_a_user() {
    let mut member = user("id-0", "u0@example.com");
    member["groups"] = json!([{ "value": "g1", "display": "Staff" }, { "value": "g2" }]);
    member["roles"] = json!([{ "value": "r1", "display": "Reader" }]);
    let (client, tenant, _) = scim(Tenant {
        users: vec![member],
        ..Tenant::default()
    });
    let wanted =
        person(json!({ "userName": "u0@example.com", "groups": ["New"], "role": "Reader" }));
    let result = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["unsupported_field"]);
    let user = result.user.unwrap();
    assert_eq!(user.groups.unwrap(), ["Staff", "g2"]);
    assert_eq!(
        (user.role.as_deref(), user.role_id.as_deref()),
        (Some("Reader"), Some("r1"))
    );
    assert!(tenant.borrow().writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_phone_is_taken_away_once_and_no_other_number_is_lost() {
    let others = [
        json!({ "value": "+2", "type": "mobile", "primary": true }),
        json!({ "value": "+3", "type": "home" }),
    ];
    let mut before = user("id-1", "jane@example.com");
    before["phoneNumbers"] = json!([{ "value": "+1", "type": "work" }, others[0], others[1]]);
    let (client, tenant, _) = scim(Tenant {
        users: vec![before],
        ..Tenant::default()
    });
    let numbers = || tenant.borrow().users[0]["phoneNumbers"].clone();
    for (phone, outcomes, left) in [
        (
            "+9",
            [Outcome::Updated, Outcome::Unchanged],
            vec![json!({ "value": "+9", "type": "work" })],
        ),
        ("", [Outcome::Updated, Outcome::Unchanged], vec![]),
        (
            "+4",
            [Outcome::Updated, Outcome::Unchanged],
            vec![json!({ "value": "+4", "type": "work" })],
        ),
    ] {
        for outcome in outcomes {
            let wanted = person(json!({ "userName": "jane@example.com", "phone": phone }));
            let result = client.provision(&wanted, &no_options()).await.unwrap();
            assert_eq!(result.outcome, outcome, "{:?}", result.warnings);
            assert_eq!(result.user.unwrap().phone.unwrap_or_default(), phone);
            let now = numbers();
            let now = now.as_array().unwrap();
            let wanted = others.iter().chain(&left);
            assert!(wanted.clone().all(|one| now.contains(one)), "{now:?}");
            assert_eq!(now.len(), wanted.count(), "{now:?}");
        }
    }
    assert_eq!(tenant.borrow().writes().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_number_without_a_type_is_the_phone_and_all_of_them_go_with_it() {
    let mut before = user("id-1", "jane@example.com");
    before["phoneNumbers"] =
        json!([{ "value": "+1" }, { "value": "+2" }, { "value": "+3", "type": "fax" }]);
    let (client, tenant, _) = scim(Tenant {
        users: vec![before],
        ..Tenant::default()
    });
    let found = client.get(&who("id-1"), &no_options()).await.unwrap();
    assert_eq!(found.phone.as_deref(), Some("+1"));
    let none = person(json!({ "phone": "" }));
    for outcome in [Outcome::Updated, Outcome::Unchanged] {
        let result = client.update(&who("id-1"), &none, &no_options()).await;
        assert_eq!(result.unwrap().outcome, outcome);
        assert_eq!(
            tenant.borrow().users[0]["phoneNumbers"],
            json!([{ "value": "+3", "type": "fax" }])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_asked_for_is_made_the_primary_one_and_the_others_stay() {
    for (before, role, after) in [
        (
            json!([{ "value": "r1", "display": "One" }, { "value": "r2", "primary": true }]),
            "r1",
            json!([{ "value": "r1", "display": "One", "primary": true }, { "value": "r2", "primary": false }]),
        ),
        (
            json!([{ "value": "r1", "display": "One" }, { "value": "r2", "primary": true }]),
            "One",
            json!([{ "value": "r1", "display": "One", "primary": true }, { "value": "r2", "primary": false }]),
        ),
        (
            json!([{ "value": "r1" }, { "value": "r2", "primary": true }]),
            "r3",
            json!([{ "display": "r3", "value": "r3", "primary": true }, { "value": "r1" }]),
        ),
        (
            json!([{ "value": "r1" }]),
            "r3",
            json!([{ "display": "r3", "value": "r3", "primary": true }]),
        ),
    ] {
        let mut held = user("id-1", "jane@example.com");
        held["roles"] = before;
        let (client, tenant, _) = scim(Tenant {
            users: vec![held],
            ..Tenant::default()
        });
        let wanted = person(json!({ "userName": "jane@example.com", "role": role }));
        for outcome in [Outcome::Updated, Outcome::Unchanged] {
            let result = client.provision(&wanted, &no_options()).await.unwrap();
            assert_eq!(result.outcome, outcome, "{:?}", result.warnings);
            assert_eq!(tenant.borrow().users[0]["roles"], after);
        }
    }
}

/// URNs have no case (RFC 7643 §2.1), and an extension's may end as it likes.
#[tokio::test(start_paused = true)]
async fn an_extension_is_one_whatever_its_urn_ends_with() {
    const CUSTOM: &str = "urn:okta:acme:1.0:user:custom";
    let (client, tenant, _) = scim(Tenant::default());
    let joiner = person(json!({
        "userName": "jane@example.com",
        "extra": { CUSTOM: { "badge": "7" }, (ENTERPRISE.to_lowercase()): { "department": "IT", "division": "North" } },
    }));
    for outcome in [Outcome::Created, Outcome::Unchanged] {
        let result = client.provision(&joiner, &no_options()).await.unwrap();
        assert_eq!((result.outcome, result.warnings.len()), (outcome, 0));
    }
    let (_, _, sent) = tenant.borrow().writes()[0].clone();
    assert_eq!(sent[CUSTOM], json!({ "badge": "7" }));
    assert_eq!(
        sent[ENTERPRISE],
        json!({ "department": "IT", "division": "North" })
    );
    let schemas = sent["schemas"].as_array().unwrap();
    assert_eq!(schemas.len(), 3, "{schemas:?}");
    assert!(schemas.contains(&json!(CUSTOM)));
    for (held, wanted) in [
        (
            json!({ CUSTOM: { "badge": "1", "keep": "k" } }),
            json!({ CUSTOM: { "badge": "7", "keep": "k" } }),
        ),
        (
            json!({ "urn:okta:acme:1.0:User": { "custom": { "badge": "1" }, "keep": "k" } }),
            json!({ "urn:okta:acme:1.0:User": { "custom": { "badge": "7" }, "keep": "k" } }),
        ),
    ] {
        let mut before = user("id-1", "jane@example.com");
        let held = held.as_object().unwrap().clone();
        before.as_object_mut().unwrap().extend(held);
        let (client, tenant, _) = scim(Tenant {
            users: vec![before],
            patch: Some((501, json!({}))),
            ..Tenant::default()
        });
        let change = person(json!({ "extra": { CUSTOM: { "badge": "7" } } }));
        for outcome in [Outcome::Updated, Outcome::Unchanged] {
            let result = client.update(&who("id-1"), &change, &no_options()).await;
            assert_eq!(result.unwrap().outcome, outcome);
        }
        let now = tenant.borrow().users[0].clone();
        let urns = now.as_object().unwrap().iter();
        let urns: serde_json::Map<_, _> = urns
            .filter(|(key, _)| key.starts_with("urn:"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        assert_eq!(Value::Object(urns), wanted);
    }
}

/// What stands in the core schema's own URN is no way around the verbs.
#[tokio::test(start_paused = true)]
async fn active_is_refused_in_extra_under_its_urn_too() {
    const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
    let (client, tenant, _) = scim(Tenant::default());
    for extra in [
        json!({ CORE: { "active": false } }),
        json!({ (format!("{CORE}:active")): false }),
    ] {
        let wanted = person(json!({ "userName": "jane@example.com", "extra": extra }));
        let error = client.provision(&wanted, &no_options()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput);
    }
    assert!(tenant.borrow().log.is_empty());
}

/// RFC 7643 §3: `schemas` names each schema that the record has something of.
#[tokio::test(start_paused = true)]
async fn a_put_names_the_schemas_of_what_it_adds() {
    let (client, tenant, _) = scim(Tenant {
        users: vec![user("id-1", "jane@example.com")],
        patch: Some((501, json!({}))),
        ..Tenant::default()
    });
    for title in ["Boss", "Clerk"] {
        let change = person(json!({ "department": "IT", "title": title }));
        client
            .update(&who("id-1"), &change, &no_options())
            .await
            .unwrap();
        assert_eq!(
            tenant.borrow().users[0]["schemas"],
            json!(["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn mail_addresses_in_extra_win_over_the_one_that_follows_from_the_name() {
    let (client, tenant, _) = scim(Tenant::default());
    let emails = json!([{ "value": "work@example.com", "primary": true }]);
    let joiner = person(json!({ "userName": "jane@example.com", "extra": { "emails": emails } }));
    for outcome in [Outcome::Created, Outcome::Unchanged] {
        let result = client.provision(&joiner, &no_options()).await.unwrap();
        assert_eq!(result.outcome, outcome);
        assert!(result.warnings.is_empty(), "{:?}", result.warnings);
        assert!(!result.changes.iter().any(|change| change.field == "email"));
    }
    assert_eq!(tenant.borrow().users[0]["emails"], emails);
}
