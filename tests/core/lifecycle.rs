//! The verbs `update`, `reactivate`, `remove` and `resetPassword` on Zuora, against the sandbox.

use crate::support::{Bench, codes, no_options, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{Config, FaultKind, RecordShape, ScriptedFault};
use serde_json::{Value, json};

fn add(bench: &Bench, status: &str) -> String {
    let Value::Object(fields) = json!({
        "username": "kim@example.com", "email": "kim@example.com", "firstName": "Kim", "lastName": "Lee",
        "status": status, "profileId": "p-readonly", "title": "Analyst",
    }) else {
        unreachable!()
    };
    bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0))
}

#[tokio::test(start_paused = true)]
async fn update_writes_what_differs_and_then_nothing() {
    let bench = Bench::new(Config::default());
    add(&bench, "Active");
    let change = person(json!({ "title": "Lead", "givenName": "Kim", "role": "administrator" }));
    let kim = who("kim@example.com");
    let result = bench
        .client
        .update(&kim, &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(
        bench.writes()[0].2,
        json!({ "title": "Lead", "profileId": "p-admin" })
    );
    assert_eq!(result.user.unwrap().role.as_deref(), Some("Administrator"));
    let again = bench
        .client
        .update(&kim, &change, &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert_eq!(bench.writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn update_leaves_an_inactive_account_inactive() {
    let bench = Bench::new(Config::default());
    add(&bench, "Inactive");
    let change = person(json!({ "title": "Lead" }));
    let result = bench
        .client
        .update(&who("kim@example.com"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert!(!result.user.unwrap().active);
}

#[tokio::test(start_paused = true)]
async fn update_changes_the_spelling_of_a_user_name_which_provision_does_not() {
    let bench = Bench::new(Config::default());
    add(&bench, "Active");
    let change = person(json!({ "userName": "Kim@example.com" }));
    let result = bench
        .client
        .update(&who("kim@example.com"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(result.user.unwrap().user_name, "Kim@example.com");
}

#[tokio::test(start_paused = true)]
async fn update_writes_a_field_that_the_record_does_not_show() {
    let bench = Bench::new(Config {
        record: RecordShape::Guide,
        ..Config::default()
    });
    add(&bench, "Active");
    let change = person(json!({ "title": "Lead" }));
    let result = bench
        .client
        .update(&who("kim@example.com"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(codes(&result.warnings), ["not_verifiable"]);
    assert_eq!(bench.stored("kim@example.com")[0]["title"], "Lead");
}

#[tokio::test(start_paused = true)]
async fn update_of_nobody_is_not_found_and_of_nothing_invalid() {
    let bench = Bench::new(Config::default());
    let change = person(json!({ "title": "Lead" }));
    let ghost = who("ghost@example.com");
    let error = bench
        .client
        .update(&ghost, &change, &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let error = bench
        .client
        .update(&who("u-001"), &person(json!({})), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(bench.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn update_to_a_user_name_that_somebody_holds_is_a_conflict() {
    let bench = Bench::new(Config::default());
    add(&bench, "Active");
    let change = person(json!({ "userName": "jane@example.com" }));
    let error = bench
        .client
        .update(&who("kim@example.com"), &change, &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(bench.world.audit.borrow()[0]["outcome"], "failed");
}

#[tokio::test(start_paused = true)]
async fn reactivate_switches_on_and_then_has_nothing_to_do() {
    let bench = Bench::new(Config::default());
    add(&bench, "Inactive");
    let kim = who("kim@example.com");
    let dry = options(json!({ "dryRun": true }));
    let result = bench.client.reactivate(&kim, &dry).await.unwrap();
    assert_eq!(
        (result.outcome, result.dry_run),
        (Outcome::Reactivated, true)
    );
    assert!(bench.writes().is_empty());
    let result = bench.client.reactivate(&kim, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    assert_eq!(bench.stored("kim@example.com")[0]["status"], "Active");
    let result = bench.client.reactivate(&kim, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::AlreadyActive);
    assert_eq!(bench.writes().len(), 1);
    let error = bench
        .client
        .reactivate(&who("ghost@example.com"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn remove_needs_the_user_name_of_the_one_who_is_meant() {
    let bench = Bench::new(Config::default());
    let id = add(&bench, "Active");
    for confirm in [
        json!({}),
        json!({ "confirm": "jane@example.com" }),
        json!({ "confirm": "KIM@example.com" }),
        json!({ "confirm": id }),
    ] {
        let error = bench
            .client
            .remove(&Who::Id(id.clone()), &options(confirm))
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::GuardTripped);
        assert!(error.hint.as_deref().unwrap().contains("kim@example.com"));
    }
    assert!(bench.writes().is_empty());
    let dry = options(json!({ "confirm": "kim@example.com", "dryRun": true }));
    let result = bench
        .client
        .remove(&Who::Id(id.clone()), &dry)
        .await
        .unwrap();
    assert_eq!((result.outcome, result.dry_run), (Outcome::Removed, true));
    assert!(bench.writes().is_empty());
    let sure = options(json!({ "confirm": "kim@example.com" }));
    let result = bench
        .client
        .remove(&Who::Id(id.clone()), &sure)
        .await
        .unwrap();
    assert_eq!((result.outcome, result.user), (Outcome::Removed, None));
    assert!(bench.stored("kim@example.com").is_empty());
    let result = bench.client.remove(&Who::Id(id), &sure).await.unwrap();
    assert_eq!(result.outcome, Outcome::NotFound);
    let audit = bench.world.audit.borrow();
    assert_eq!(audit.len(), 1);
    assert_eq!(
        (&audit[0]["action"], &audit[0]["outcome"]),
        (&json!("remove"), &json!("removed"))
    );
    assert_eq!(audit[0]["before"]["userName"], "kim@example.com");
}

#[tokio::test(start_paused = true)]
async fn a_lost_delete_is_removed_or_unknown_but_never_forgotten() {
    for (kind, applied) in [
        (FaultKind::LostAfter, true),
        (FaultKind::Reset, true),
        (FaultKind::Reset, false),
        (FaultKind::Html, true),
        (FaultKind::Unavailable, false),
    ] {
        for times in [1, 4] {
            let bench = Bench::new(Config::default());
            let id = add(&bench, "Active");
            let path = format!("/v1/users/{id}");
            let fault = ScriptedFault::on(kind, "DELETE", &path).times(times);
            let fault = if applied { fault.applied() } else { fault };
            bench.world.sandbox(|sandbox| sandbox.script(fault));
            let sure = options(json!({ "confirm": "kim@example.com" }));
            let result = bench.client.remove(&Who::Id(id), &sure).await;
            let gone = bench.stored("kim@example.com").is_empty();
            match result {
                Ok(result) => assert!(gone && result.outcome == Outcome::Removed, "{kind:?}"),
                Err(error) => {
                    assert!(!gone, "{kind:?}");
                    assert_eq!(error.code, ErrorCode::OutcomeUnknown, "{kind:?}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn reset_password_sends_the_mail_once() {
    let bench = Bench::new(Config::default());
    let sent = bench
        .client
        .reset_password(&who("u-001"), &no_options())
        .await
        .unwrap();
    assert!(sent.sent);
    assert_eq!(bench.writes()[0].1, "/v1/users/u-001/password");
    assert_eq!(
        bench
            .world
            .sandbox(|sandbox| sandbox.password_resets().len()),
        1
    );
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(
            FaultKind::LostAfter,
            "POST",
            "/v1/users/u-001/password",
        ));
    });
    let error = bench
        .client
        .reset_password(&who("u-001"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::OutcomeUnknown);
    let hint = error.hint.as_deref().unwrap();
    assert!(hint.contains("sends another mail"), "{hint}");
    assert_eq!(
        bench
            .world
            .sandbox(|sandbox| sandbox.password_resets().len()),
        2
    );
    let error = bench
        .client
        .reset_password(&who("ghost@example.com"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn capabilities_tell_before_and_send_nothing() {
    let bench = Bench::new(Config::default());
    let can = bench.client.capabilities();
    assert_eq!(
        (can.provider, can.page_size, can.groups, can.roles),
        ("zuora", 40, false, true)
    );
    for (verb, works) in &can.verbs {
        assert_eq!(*works, !verb.starts_with("groups."), "{verb}");
    }
    assert!(bench.requests().is_empty());
}
