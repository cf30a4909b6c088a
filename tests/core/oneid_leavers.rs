//! Leavers and returners in Zuora OneID: only what a later GET shows counts.

use crate::support::oneid::{EXTENSION, Organization, Patching, empty, off, oneid, refusal, user};
use crate::support::{codes, no_options, options, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use serde_json::{Value, json};

const WARNING: [&str; 1] = ["identity_may_be_anonymized"];

pub fn by_id() -> Who {
    Who::Id(String::from("id-1"))
}

pub fn organization() -> Organization {
    Organization::with(vec![user("id-1", "amy")])
}

#[tokio::test(start_paused = true)]
async fn a_leaver_is_switched_off_by_patch_and_seen_to_be_off() {
    let (client, server, _) = oneid(organization());
    let result = client.deactivate(&who("amy"), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert_eq!(codes(&result.warnings), WARNING);
    let seen = result.user.unwrap();
    assert_eq!(
        (seen.active, seen.status.as_deref()),
        (false, Some("INACTIVE"))
    );
    let (method, path, body) = server.borrow().writes().pop().unwrap();
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/Users/id-1"));
    assert_eq!(
        body,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "operations": [{ "op": "replace", "path": "active", "value": false }],
        })
    );
    assert_eq!(server.borrow().asked().pop().unwrap(), "GET /Users/id-1");
    let again = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::AlreadyInactive);
    assert_eq!(codes(&again.warnings), WARNING);
    assert_eq!(server.borrow().writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refused_patch_is_followed_by_delete_whose_answer_is_not_believed() {
    for status in [400, 405, 501] {
        let (client, server, _) = oneid(Organization {
            patch: Patching::Refused(status),
            ..organization()
        });
        let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated, "{status}");
        let server = server.borrow();
        assert_eq!(
            server.asked(),
            [
                "GET /Users/id-1",
                "PATCH /Users/id-1",
                "DELETE /Users/id-1",
                "GET /Users/id-1"
            ]
        );
        // The page of DELETE requires a key, against the rule of all others.
        assert!(
            server.headers[2]
                .iter()
                .any(|(name, _)| name == "idempotency-key")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_inside_a_200_is_one_too() {
    let (client, server, _) = oneid(organization());
    server.borrow_mut().script = vec![
        reply(200, &[], &user("id-1", "amy")),
        refusal(200, "90000020", "Unknown operation"),
    ];
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    let methods: Vec<_> = server
        .borrow()
        .writes()
        .into_iter()
        .map(|(method, ..)| method)
        .collect();
    assert_eq!(methods, ["PATCH", "DELETE"]);
}

#[tokio::test(start_paused = true)]
async fn other_refusals_are_the_result_and_nothing_is_deleted() {
    for (status, code) in [
        (403, ErrorCode::Forbidden),
        (409, ErrorCode::Conflict),
        (422, ErrorCode::VendorRejected),
    ] {
        let (client, server, _) = oneid(Organization {
            patch: Patching::Refused(status),
            ..organization()
        });
        let error = client
            .deactivate(&by_id(), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(server.borrow().writes().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn no_route_is_not_nobody() {
    // PATCH and DELETE answer 404 as if nobody were there: the leaver is, and still inside.
    for patch in [404, 405] {
        let (client, server, _) = oneid(Organization {
            patch: Patching::Refused(patch),
            delete: Some(404),
            ..organization()
        });
        for given in [no_options(), options(json!({ "verify": false }))] {
            let error = client.deactivate(&by_id(), &given).await.unwrap_err();
            assert_ne!(error.code, ErrorCode::OutcomeUnknown);
            assert_eq!(server.borrow().users[0]["active"], true);
        }
    }
    let (client, _, _) = oneid(Organization {
        patch: Patching::Refused(404),
        ..organization()
    });
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
}

#[tokio::test(start_paused = true)]
async fn a_leaver_who_went_away_meanwhile_is_not_found() {
    let (client, server, _) = oneid(organization());
    server.borrow_mut().script = vec![reply(200, &[], &user("id-1", "amy"))];
    server.borrow_mut().users.clear();
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::NotFound);
    assert_eq!(codes(&result.warnings), WARNING);
}

#[tokio::test(start_paused = true)]
async fn active_is_false_if_it_says_so_or_if_the_status_is_neither_active_nor_pending() {
    for (active, status, wanted) in [
        (json!(true), json!("ACTIVE"), true),
        (json!(true), json!("PENDING_ACTIVATION"), true),
        (json!(true), json!("active"), true),
        (json!(true), Value::Null, true),
        (json!("True"), json!("ACTIVE"), true),
        (Value::Null, json!("ACTIVE"), true),
        (json!(true), json!("INACTIVE"), false),
        (json!(true), json!("LOCKED"), false),
        (json!(true), json!("DEACTIVATED"), false),
        (json!(false), json!("ACTIVE"), false),
        (json!(false), json!("PENDING_ACTIVATION"), false),
        (json!("False"), json!("ACTIVE"), false),
        (Value::Null, json!("INACTIVE"), false),
    ] {
        let mut one = user("id-1", "amy");
        one["active"] = active.clone();
        one[EXTENSION]["status"] = status.clone();
        let (client, _, _) = oneid(Organization::with(vec![one]));
        let seen = client.get(&by_id(), &no_options()).await.unwrap();
        assert_eq!(seen.active, wanted, "{active} {status}");
        assert_eq!(seen.status.as_deref(), status.as_str());
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_off_by_the_status_alone_is_off() {
    let (client, server, _) = oneid(Organization {
        off_by_status: true,
        ..organization()
    });
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert_eq!(server.borrow().users[0]["active"], true);
    assert!(!result.user.unwrap().active);
}

#[tokio::test(start_paused = true)]
async fn a_leaver_whose_identity_is_overwritten_is_followed_by_id() {
    let (client, _, _) = oneid(Organization {
        anonymizes: true,
        ..organization()
    });
    let result = client.deactivate(&who("amy"), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    let seen = result.user.unwrap();
    assert_eq!(seen.id, "id-1");
    assert_eq!(seen.user_name, "0392538e-caf3-4125-aa1d-82fe1f5132b3");
    let gone = client.deactivate(&who("amy"), &no_options()).await.unwrap();
    assert_eq!(gone.outcome, Outcome::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_warns_too_and_switches_nobody_off() {
    let (client, server, _) = oneid(organization());
    let dry = options(json!({ "dryRun": true }));
    let result = client.deactivate(&by_id(), &dry).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert_eq!(codes(&result.warnings), WARNING);
    assert!(server.borrow().writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_returner_is_switched_on_by_patch_where_that_works() {
    let (client, server, _) = oneid(Organization::with(vec![off(user("id-1", "amy"))]));
    let result = client.reactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    assert_eq!(result.user.unwrap().status.as_deref(), Some("ACTIVE"));
    let methods: Vec<_> = server
        .borrow()
        .writes()
        .into_iter()
        .map(|(method, ..)| method)
        .collect();
    assert_eq!(methods, ["PATCH"]);
    let again = client.reactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::AlreadyActive);
}

/// Zuora documents that a PUT with `active: true` does it.
#[tokio::test(start_paused = true)]
async fn a_returner_whom_a_patch_leaves_off_is_switched_on_by_put() {
    for patch in [
        Patching::Ignored,
        Patching::Refused(400),
        Patching::Refused(405),
    ] {
        let (client, server, _) = oneid(Organization {
            patch,
            swaps: true,
            ..Organization::with(vec![off(user("id-1", "amy"))])
        });
        let result = client.reactivate(&by_id(), &no_options()).await.unwrap();
        assert_eq!(result.outcome, Outcome::Reactivated, "{patch:?}");
        let (method, _, body) = server.borrow().writes().pop().unwrap();
        assert_eq!(method, "PUT");
        assert_eq!(body["active"], true);
        assert_eq!(body[EXTENSION]["status"], "ACTIVE");
        assert_eq!(body["name"]["givenName"], "Amy");
        assert_eq!(body["emails"], user("id-1", "amy")["emails"]);
    }
}

#[tokio::test(start_paused = true)]
async fn who_was_invited_is_not_put_over() {
    let mut invited = off(user("id-1", "amy"));
    invited[EXTENSION]["status"] = json!("PENDING_ACTIVATION");
    let (client, server, _) = oneid(Organization {
        patch: Patching::Ignored,
        ..Organization::with(vec![invited])
    });
    let error = client
        .reactivate(&by_id(), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected);
    assert_eq!(server.borrow().writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_lost_patch_is_looked_into_and_never_followed_by_delete() {
    let (client, server, _) = oneid(organization());
    let there = reply(200, &[], &user("id-1", "amy"));
    let mut script = vec![there];
    script.extend((0..4).map(|_| empty(503)));
    server.borrow_mut().script = script;
    let error = client
        .deactivate(&by_id(), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::OutcomeUnknown);
    assert!(
        server
            .borrow()
            .writes()
            .iter()
            .all(|(method, ..)| method == "PATCH")
    );
}

#[tokio::test(start_paused = true)]
async fn nobody_is_removed_nothing_handed_over_and_no_password_reset() {
    let (client, server, _) = oneid(organization());
    let confirm = options(json!({ "confirm": "amy" }));
    let removed = client.remove(&by_id(), &confirm).await.unwrap_err();
    let reset = client
        .reset_password(&by_id(), &no_options())
        .await
        .unwrap_err();
    let transfer = options(json!({ "transferTo": "boss@example.com" }));
    let transferred = client.deactivate(&by_id(), &transfer).await.unwrap_err();
    for error in [removed, reset, transferred] {
        assert_eq!(error.code, ErrorCode::NotSupported);
        assert!(error.hint.is_some());
    }
    assert!(server.borrow().log.is_empty());
    let can = client.capabilities();
    assert_eq!(can.verbs["remove"], false);
    assert_eq!(can.verbs["roles"], true);
}

/// One page requires the key, another forbids it on all but POST and PATCH (FACTS §1).
#[tokio::test(start_paused = true)]
async fn a_delete_that_refuses_its_key_goes_without_one_from_then_on() {
    let (client, server, _) = oneid(Organization {
        patch: Patching::Refused(405),
        ..Organization::with(vec![user("id-1", "amy"), user("id-2", "bea")])
    });
    server.borrow_mut().next = vec![("DELETE", refusal(400, "90000020", "Idempotency-Key"))];
    for name in ["amy", "bea"] {
        let result = client.deactivate(&who(name), &no_options()).await.unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated);
    }
    let server = server.borrow();
    let keyed: Vec<_> = (server.log.iter().zip(&server.headers))
        .filter(|((method, ..), _)| method == "DELETE")
        .map(|(_, headers)| headers.iter().any(|(name, _)| name == "idempotency-key"))
        .collect();
    assert_eq!(keyed, [true, false, false]);
}

/// A PUT holds the names, too. Names that look swapped are put in their places; if they never were swapped, they stay.
#[tokio::test(start_paused = true)]
async fn a_put_keeps_a_last_name_that_goes_first() {
    let mut taro = off(user("id-1", "taro"));
    taro["name"] =
        json!({ "givenName": "Taro", "familyName": "Yamada", "formatted": "Yamada Taro" });
    let (client, server, _) = oneid(Organization {
        patch: Patching::Refused(405),
        ..Organization::with(vec![taro.clone()])
    });
    let result = client.reactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    assert_eq!(server.borrow().users[0]["name"], taro["name"]);
    assert_eq!(server.borrow().users[0]["active"], true);
}
