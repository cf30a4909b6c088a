//! Leavers of OneID. A delete only switches off, its answer says that it didn't, and a policy may overwrite who it was: only
//! reading back counts, by id.

use super::tenant::{EXTENSION, OneId, amy, answered, empty, json_reply};
use crate::support::{codes, no_options, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{DeleteKey, InactiveShape, OneIdErrors, OneIdOptions};
use serde_json::{Value, json};

const ANN: &str = "ann@example.com";

/// A tenant in which Ann is, and her id.
fn with_ann(options: OneIdOptions) -> (OneId, String) {
    let oneid = OneId::with(options);
    let id = oneid.add(json!({ "userName": ANN }));
    (oneid, id)
}

fn is_active(oneid: &OneId) -> bool {
    oneid.stored()[0]["active"] == true
}

#[tokio::test(start_paused = true)]
async fn a_leaver_is_switched_off_by_a_patch_of_operations_in_lower_case() {
    let (oneid, id) = with_ann(OneIdOptions::default());
    let result = oneid
        .client
        .deactivate(&who(ANN), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert_eq!(codes(&result.warnings), ["identity_may_be_anonymized"]);
    let sent = oneid.asked_once("PATCH");
    assert_eq!(sent.path(), format!("/scim/v2/Users/{id}"));
    let operations = sent.body["operations"]
        .as_array()
        .expect("operations")
        .clone();
    assert_eq!(operations.len(), 1);
    assert_eq!(operations[0]["op"], "replace");
    assert!(sent.body.get("Operations").is_none());
    assert!(!is_active(&oneid));
    let again = oneid
        .client
        .deactivate(&who(ANN), &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::AlreadyInactive);
    assert_eq!(oneid.writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn where_a_patch_of_active_is_refused_a_delete_does_it() {
    for errors in [OneIdErrors::Status, OneIdErrors::Scim, OneIdErrors::Empty] {
        for status in [400, 405, 501] {
            for empty_delete in [false, true] {
                let (oneid, id) = with_ann(OneIdOptions {
                    patch_active: Some(status),
                    empty_delete,
                    errors,
                    ..OneIdOptions::default()
                });
                let result = oneid.client.deactivate(&who(ANN), &no_options()).await;
                let result =
                    result.unwrap_or_else(|error| panic!("{status} {errors:?}: {error:?}"));
                assert_eq!(result.outcome, Outcome::Deactivated, "{status}");
                let path = format!("/Users/{id}");
                assert_eq!(
                    oneid.writes(),
                    [format!("PATCH {path}"), format!("DELETE {path}")]
                );
                assert!(!is_active(&oneid));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_says_active_is_believed_only_after_reading_back() {
    let (oneid, _) = with_ann(OneIdOptions {
        patch_active: Some(405),
        ..OneIdOptions::default()
    });
    let result = oneid
        .client
        .deactivate(&who(ANN), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert!(!result.user.unwrap().active);
    let last = oneid.asked("GET").pop().unwrap();
    assert!(last.path().starts_with("/scim/v2/Users/"));
}

#[tokio::test(start_paused = true)]
async fn a_switch_off_that_is_answered_and_not_done_is_no_deactivation() {
    // Everything is answered as if it were done.
    let mut ann = answered(0);
    ann["userName"] = json!(ANN);
    let oneid = OneId::empty().answer_first(move |asked| match asked.method.as_str() {
        "PATCH" => Some(json_reply(200, &ann)),
        "DELETE" => Some(empty(204)),
        _ => None,
    });
    oneid.add(json!({ "userName": ANN }));
    let result = oneid.client.deactivate(&who(ANN), &no_options()).await;
    assert!(
        !matches!(&result, Ok(result) if result.outcome == Outcome::Deactivated),
        "{result:?}"
    );
    assert!(is_active(&oneid));
}

#[tokio::test(start_paused = true)]
async fn who_is_off_is_told_by_active_or_by_status() {
    for inactive in [
        InactiveShape::Both,
        InactiveShape::Active,
        InactiveShape::Status,
    ] {
        let (oneid, _) = with_ann(OneIdOptions {
            inactive,
            ..OneIdOptions::default()
        });
        let client = &oneid.client;
        let off = client.deactivate(&who(ANN), &no_options()).await.unwrap();
        assert_eq!(off.outcome, Outcome::Deactivated, "{inactive:?}");
        assert!(!client.get(&who(ANN), &no_options()).await.unwrap().active);
        assert!(!oneid.listed().await.unwrap()[0].active);
        let again = client.deactivate(&who(ANN), &no_options()).await.unwrap();
        assert_eq!(again.outcome, Outcome::AlreadyInactive, "{inactive:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn active_and_pending_are_on_and_every_other_status_is_off() {
    for (active, status, on) in [
        (true, "ACTIVE", true),
        (true, "PENDING_ACTIVATION", true),
        (true, "LOCKED", false),
        (true, "DEACTIVATED", false),
        (false, "ACTIVE", false),
        (false, "PENDING_ACTIVATION", false),
    ] {
        let mut record = answered(0);
        record["active"] = json!(active);
        record[EXTENSION]["status"] = json!(status);
        let id = record["id"].as_str().unwrap().to_owned();
        let oneid = OneId::empty()
            .answer_first(move |asked| (asked.method == "GET").then(|| json_reply(200, &record)));
        let user = oneid.client.get(&Who::Id(id), &no_options()).await.unwrap();
        assert_eq!(
            (user.active, user.status.as_deref()),
            (on, Some(status)),
            "{active} {status}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_leaver_who_loses_name_and_login_is_still_the_one() {
    for patch_active in [None, Some(405)] {
        let (oneid, id) = with_ann(OneIdOptions {
            anonymize: true,
            patch_active,
            ..OneIdOptions::default()
        });
        let result = oneid
            .client
            .deactivate(&who(ANN), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated);
        assert!(codes(&result.warnings).contains(&"identity_may_be_anonymized"));
        assert_eq!(result.user.unwrap().id, id);
        assert_ne!(oneid.stored()[0]["userName"], ANN);
        // By name there is nobody any more: no second run may switch off anybody else.
        let again = oneid
            .client
            .deactivate(&who(ANN), &no_options())
            .await
            .unwrap();
        assert_eq!(again.outcome, Outcome::NotFound);
        let by_id = oneid
            .client
            .deactivate(&Who::Id(id), &no_options())
            .await
            .unwrap();
        assert_eq!(by_id.outcome, Outcome::AlreadyInactive);
    }
}

#[tokio::test(start_paused = true)]
async fn the_warning_comes_before_anything_is_lost() {
    let (oneid, _) = with_ann(OneIdOptions::default());
    let dry = options(json!({ "dryRun": true }));
    let result = oneid.client.deactivate(&who(ANN), &dry).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert_eq!(codes(&result.warnings), ["identity_may_be_anonymized"]);
    assert!(oneid.writes().is_empty());
    assert!(is_active(&oneid));
}

/// Its page lists `Idempotency-Key` as required, the key's own page has it for POST and PATCH only.
#[tokio::test(start_paused = true)]
async fn a_delete_is_done_whether_it_needs_a_key_or_refuses_one() {
    for delete_key in [DeleteKey::Optional, DeleteKey::Required, DeleteKey::Refused] {
        let (oneid, _) = with_ann(OneIdOptions {
            patch_active: Some(405),
            delete_key,
            ..OneIdOptions::default()
        });
        let result = oneid.client.deactivate(&who(ANN), &no_options()).await;
        let result = result.unwrap_or_else(|error| panic!("{delete_key:?}: {error:?}"));
        assert_eq!(result.outcome, Outcome::Deactivated, "{delete_key:?}");
        assert!(!is_active(&oneid));
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_can_be_removed_since_a_delete_only_switches_off() {
    let (oneid, _) = with_ann(OneIdOptions::default());
    let sure = options(json!({ "confirm": ANN }));
    let error = oneid.client.remove(&who(ANN), &sure).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(oneid.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_returner_is_switched_on_again_with_everything_kept() {
    for patch_active in [None, Some(400), Some(405), Some(501)] {
        let (oneid, _) = with_ann(OneIdOptions {
            patch_active,
            ..OneIdOptions::default()
        });
        let client = &oneid.client;
        let before = oneid.stored()[0].clone();
        client.deactivate(&who(ANN), &no_options()).await.unwrap();
        let result = client.reactivate(&who(ANN), &no_options()).await;
        let result = result.unwrap_or_else(|error| panic!("{patch_active:?}: {error:?}"));
        assert_eq!(result.outcome, Outcome::Reactivated, "{patch_active:?}");
        let after = oneid.stored()[0].clone();
        for name in [
            "userName",
            "name",
            "emails",
            "roles",
            "displayName",
            "active",
            EXTENSION,
        ] {
            assert_eq!(
                after[name],
                before[name],
                "{patch_active:?} {name}: {:?}",
                oneid.writes()
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_returner_by_provision_gets_what_is_asked_in_the_same_go() {
    let oneid = OneId::empty();
    let client = &oneid.client;
    client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    client.deactivate(&who(ANN), &no_options()).await.unwrap();
    let back = person(json!({ "userName": ANN, "locale": "de-DE" }));
    let result = client.provision(&back, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    let stored: Value = oneid.stored()[0].clone();
    assert_eq!(
        (&stored["active"], &stored["locale"]),
        (&json!(true), &json!("de-DE"))
    );
    assert_eq!(stored["name"]["givenName"], "Amy");
}
