//! The verb `provision` on Zuora, against the sandbox.

use crate::support::{Bench, codes, joiner, no_options, options, person};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden_sandbox::{Config, ErrorShape, FaultKind, RecordShape, ScriptedFault};
use serde_json::{Value, json};

fn small() -> Config {
    Config {
        users: 50,
        ..Config::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_joiner_is_created_with_the_role_by_name_and_read_back() {
    let bench = Bench::new(small());
    let result = bench
        .client
        .provision(&person(joiner()), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    let user = result.user.unwrap();
    assert!(user.active);
    assert_eq!(user.role.as_deref(), Some("Read Only"));
    assert_eq!(user.given_name.as_deref(), Some("Nia"));
    assert!(user.raw.is_some());
    assert!(result.warnings.is_empty(), "{:?}", result.warnings);
    assert_eq!(bench.stored("nia.okafor@example.com").len(), 1);
    let fields: Vec<_> = result
        .changes
        .iter()
        .map(|change| change.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["userName", "email", "givenName", "familyName", "role"]
    );
    assert_eq!(bench.world.audit.borrow().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_second_time_nothing_is_written() {
    let bench = Bench::new(small());
    let nia = person(joiner());
    bench.client.provision(&nia, &no_options()).await.unwrap();
    let writes = bench.writes().len();
    let again = bench.client.provision(&nia, &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert!(again.changes.is_empty());
    assert_eq!(bench.writes().len(), writes);
    assert_eq!(bench.world.audit.borrow().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_would_happen_and_writes_nothing() {
    let bench = Bench::new(small());
    let dry = options(json!({ "dryRun": true }));
    let result = bench
        .client
        .provision(&person(joiner()), &dry)
        .await
        .unwrap();
    assert_eq!((result.outcome, result.dry_run), (Outcome::Created, true));
    assert!(result.user.is_none());
    let jane = person(json!({ "userName": "jane@example.com", "givenName": "Janet" }));
    let result = bench.client.provision(&jane, &dry).await.unwrap();
    assert_eq!((result.outcome, result.dry_run), (Outcome::Updated, true));
    assert_eq!(result.changes[0].to, json!("Janet"));
    assert!(bench.writes().is_empty());
    assert!(bench.world.audit.borrow().is_empty());
}

#[tokio::test(start_paused = true)]
async fn only_what_differs_is_sent() {
    let bench = Bench::new(small());
    let change = person(json!({
        "userName": "jane@example.com", "email": "jane@example.com", "givenName": "Jane", "familyName": "Roe",
    }));
    let result = bench
        .client
        .provision(&change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let writes = bench.writes();
    assert_eq!(writes.len(), 1);
    assert_eq!(writes[0].2, json!({ "lastName": "Roe" }));
}

#[tokio::test(start_paused = true)]
async fn an_inactive_account_is_switched_on_again() {
    let bench = Bench::new(small());
    let id = inactive(&bench);
    let back = person(json!({ "userName": "back@example.com" }));
    let result = bench.client.provision(&back, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    assert!(result.user.unwrap().active);
    assert_eq!(bench.writes()[0].2, json!({ "status": "Active" }));
    assert!(bench.writes()[0].1.ends_with(&id));
}

#[tokio::test(start_paused = true)]
async fn with_reactivate_false_an_inactive_account_is_updated_and_stays_off() {
    let bench = Bench::new(small());
    inactive(&bench);
    let wanted = person(json!({ "userName": "back@example.com", "title": "Consultant" }));
    let off = options(json!({ "reactivate": false }));
    let result = bench.client.provision(&wanted, &off).await.unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(codes(&result.warnings), ["left_inactive"]);
    assert!(!result.user.unwrap().active);
    let same = person(json!({ "userName": "back@example.com" }));
    let result = bench.client.provision(&same, &off).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["left_inactive"]);
}

/// Somebody who was here before.
fn inactive(bench: &Bench) -> String {
    let Value::Object(fields) = json!({
        "username": "back@example.com", "email": "back@example.com", "firstName": "Bea", "lastName": "Ack",
        "status": "Inactive", "profileId": "p-readonly", "title": "Analyst",
    }) else {
        unreachable!()
    };
    bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0))
}

#[tokio::test(start_paused = true)]
async fn everything_that_a_create_lacks_is_said_at_once_with_the_roles() {
    let bench = Bench::new(small());
    let error = bench
        .client
        .provision(&person(json!({ "userName": "nobody" })), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    for part in [
        "email, givenName, familyName, role",
        "Read Only",
        "p-readonly",
        "Administrator",
    ] {
        assert!(error.message.contains(part), "{}", error.message);
    }
    assert!(bench.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_not_there_is_never_guessed() {
    let bench = Bench::new(small());
    let mut wanted = joiner();
    wanted["role"] = json!("Read");
    let error = bench
        .client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(
        error.message.starts_with("person.role:"),
        "{}",
        error.message
    );
    assert!(error.message.contains("\"Read Only\" (p-readonly)"));
    assert!(bench.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_user_name_that_differs_by_case_is_the_same_person() {
    let bench = Bench::new(small());
    let wanted = person(json!({ "userName": "JANE@example.com", "givenName": "Jane" }));
    let result = bench
        .client
        .provision(&wanted, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(result.user.unwrap().user_name, "jane@example.com");
}

#[tokio::test(start_paused = true)]
async fn a_mover_whose_mail_changes_keeps_the_account_by_match() {
    let bench = Bench::new(small());
    let moved = person(json!({ "userName": "jane.roe@example.com", "familyName": "Roe" }));
    let by = options(json!({ "match": { "id": "u-001" } }));
    let result = bench.client.provision(&moved, &by).await.unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(result.user.unwrap().id, "u-001");
    assert_eq!(
        bench.writes()[0].2,
        json!({ "username": "jane.roe@example.com", "lastName": "Roe" })
    );
    assert!(bench.stored("jane@example.com").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_default_email_never_overwrites_one() {
    let bench = Bench::new(small());
    bench.world.sandbox(|sandbox| {
        let Value::Object(fields) = json!({ "email": "other@example.com" }) else {
            unreachable!()
        };
        sandbox.set_user("u-001", fields)
    });
    let wanted = person(json!({ "userName": "jane@example.com" }));
    let result = bench
        .client
        .provision(&wanted, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(
        result.user.unwrap().email.as_deref(),
        Some("other@example.com")
    );
}

#[tokio::test(start_paused = true)]
async fn extra_fields_go_as_they_stand_and_win() {
    let bench = Bench::new(small());
    let mut wanted = joiner();
    wanted["extra"] =
        json!({ "costRegion__c": "EMEA", "firstName": "Nneka", "profileId": "p-admin" });
    let result = bench
        .client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    let stored = &bench.stored("nia.okafor@example.com")[0];
    assert_eq!(stored["costRegion__c"], "EMEA");
    assert_eq!(stored["firstName"], "Nneka");
    assert_eq!(stored["profileId"], "p-admin");
    assert_eq!(result.user.unwrap().given_name.as_deref(), Some("Nneka"));
}

#[tokio::test(start_paused = true)]
async fn fields_that_zuora_has_not_are_warnings() {
    let bench = Bench::new(small());
    let mut wanted = joiner();
    wanted["costCenter"] = json!("4711");
    wanted["groups"] = json!(["Everyone"]);
    wanted["externalId"] = json!("hr-1");
    let result = bench
        .client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    assert_eq!(codes(&result.warnings), ["unsupported_field"; 3]);
    assert_eq!(result.outcome, Outcome::Created);
}

#[tokio::test(start_paused = true)]
async fn a_field_that_the_record_does_not_show_alone_never_makes_it_write() {
    let bench = Bench::new(Config {
        record: RecordShape::Guide,
        ..small()
    });
    let wanted = person(json!({ "userName": "jane@example.com", "title": "Director" }));
    let result = bench
        .client
        .provision(&wanted, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["not_verifiable"]);
    assert!(bench.writes().is_empty());
    // Along with a change that can be seen it goes, too.
    let wanted =
        person(json!({ "userName": "jane@example.com", "title": "Director", "familyName": "Roe" }));
    let result = bench
        .client
        .provision(&wanted, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(
        bench.writes()[0].2,
        json!({ "title": "Director", "lastName": "Roe" })
    );
    assert_eq!(codes(&result.warnings), ["not_verifiable"]);
}

#[tokio::test(start_paused = true)]
async fn a_field_that_the_vendor_drops_silently_is_said() {
    let bench = Bench::new(Config {
        ignored_fields: vec!["firstName".into()],
        ..small()
    });
    let wanted = person(json!({ "userName": "jane@example.com", "givenName": "Janet" }));
    let result = bench
        .client
        .provision(&wanted, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["not_applied"]);
    assert!(result.changes.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_create_whose_answer_is_lost_is_created_once() {
    for kind in [
        FaultKind::LostAfter,
        FaultKind::LostBefore,
        FaultKind::Reset,
        FaultKind::Unavailable,
        FaultKind::Cut,
        FaultKind::Html,
        FaultKind::Slow,
    ] {
        for applied in [true, false] {
            let bench = Bench::new(Config {
                duplicate_names: true,
                ..small()
            });
            let fault = ScriptedFault::on(kind, "POST", "/v1/users");
            let fault = if applied { fault.applied() } else { fault };
            bench.world.sandbox(|sandbox| sandbox.script(fault));
            let (joiner, options) = (person(joiner()), no_options());
            let provision = || bench.client.provision(&joiner, &options);
            let mut result = provision().await;
            if kind == FaultKind::Html && !applied {
                // It was a yes, for all that anybody can tell: whoever calls again knows that nobody is there.
                assert_eq!(result.unwrap_err().code, ErrorCode::OutcomeUnknown);
                bench.world.audit.borrow_mut().clear();
                result = provision().await;
            }
            assert_eq!(result.unwrap().outcome, Outcome::Created, "{kind:?}");
            assert_eq!(bench.stored("nia.okafor@example.com").len(), 1, "{kind:?}");
            assert_eq!(bench.world.audit.borrow().len(), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_create_that_cannot_be_looked_up_is_outcome_unknown() {
    let bench = Bench::new(small());
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(FaultKind::LostAfter, "POST", "/v1/users").applied());
        sandbox.script(
            ScriptedFault::on(FaultKind::Unavailable, "GET", "/v1/users")
                .after(2)
                .times(20),
        );
    });
    let error = bench
        .client
        .provision(&person(joiner()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::OutcomeUnknown);
    assert!(error.retryable);
    let audit = bench.world.audit.borrow();
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["outcome"], "unknown");
}

#[tokio::test(start_paused = true)]
async fn a_refused_create_whose_user_name_is_held_is_settled_as_an_update() {
    for errors in [
        ErrorShape::Ok,
        ErrorShape::Status,
        ErrorShape::Flat,
        ErrorShape::Errors,
        ErrorShape::Fault,
    ] {
        let bench = Bench::new(Config {
            errors: Some(errors),
            latency_ms: (5, 5),
            ..small()
        });
        // Made by somebody else between the look and the create.
        let Value::Object(fields) = json!({
            "username": "Nia.Okafor@example.com", "email": "nia.okafor@example.com", "firstName": "N",
            "lastName": "Okafor", "status": "Active", "profileId": "p-readonly",
        }) else {
            unreachable!()
        };
        let id = bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0));
        bench.world.sandbox(|sandbox| sandbox.hide_user(&id, true));
        let (nia, none) = (person(joiner()), no_options());
        let (result, ()) = tokio::join!(bench.client.provision(&nia, &none), async {
            // Appears once the first look is over.
            while bench.writes().is_empty() {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            bench.world.sandbox(|sandbox| sandbox.hide_user(&id, false));
        });
        let result = result.unwrap_or_else(|error| panic!("{errors:?}: {error:?}"));
        assert_eq!(result.outcome, Outcome::Updated, "{errors:?}");
        assert_eq!(result.user.unwrap().id, id);
        let outcomes: Vec<_> = bench
            .world
            .audit
            .borrow()
            .iter()
            .map(|record| record["outcome"].clone())
            .collect();
        assert_eq!(outcomes, ["failed", "updated"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_mail_address_that_somebody_holds_is_a_conflict_that_names_him() {
    let bench = Bench::new(Config {
        unique_email: true,
        ..small()
    });
    let mut wanted = joiner();
    wanted["email"] = json!("jane@example.com");
    let error = bench
        .client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    assert!(
        error.message.contains("jane@example.com (id u-001)"),
        "{}",
        error.message
    );
}

#[tokio::test(start_paused = true)]
async fn a_name_that_is_taken_where_nobody_can_see_is_a_conflict_with_a_hint() {
    let bench = Bench::new(Config {
        taken: vec!["nia.okafor@example.com".into()],
        ..small()
    });
    let error = bench
        .client
        .provision(&person(joiner()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    assert!(error.hint.as_deref().unwrap().contains("not visible here"));
    // Two whole passes agreed that nobody is there, after the first look.
    for page in ["page=1", "page=2"] {
        let asked = bench
            .requests()
            .iter()
            .filter(|request| request.path == "/v1/users" && request.method == "GET")
            .filter(|request| request.query.split('&').any(|part| part == page))
            .count();
        assert_eq!(asked, 3, "{page}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_moved_to_oneid_says_so() {
    let bench = Bench::new(Config {
        migrated: true,
        ..small()
    });
    let error = bench
        .client
        .provision(&person(joiner()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported, "{error:?}");
    assert!(error.hint.as_deref().unwrap().contains("zuora-oneid"));
}

#[tokio::test(start_paused = true)]
async fn a_create_is_refused_plainly_when_nobody_holds_anything() {
    let bench = Bench::new(small());
    let mut wanted = joiner();
    wanted["role"] = Value::Null;
    wanted["extra"] = json!({ "profileId": "p-nowhere" });
    let error = bench
        .client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected, "{error:?}");
    assert!(error.message.contains("p-nowhere"), "{}", error.message);
    assert_eq!(bench.world.audit.borrow()[0]["outcome"], "failed");
}

#[tokio::test(start_paused = true)]
async fn without_verify_one_request_makes_the_user() {
    let bench = Bench::new(Config {
        users: 0,
        ..Config::default()
    });
    let quick = options(json!({ "verify": false }));
    let result = bench
        .client
        .provision(&person(joiner()), &quick)
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert_eq!(result.user.unwrap().user_name, "nia.okafor@example.com");
    assert_eq!(bench.writes().len(), 1);
    let gets = bench
        .requests()
        .iter()
        .filter(|request| request.path.starts_with("/v1/users/"))
        .count();
    assert_eq!(gets, 0);
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_goes_with_the_create_and_is_not_trusted() {
    let bench = Bench::new(small());
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(FaultKind::TooMany, "POST", "/v1/users"));
    });
    let with_key = options(json!({ "idempotencyKey": "hr-event-17" }));
    let result = bench
        .client
        .provision(&person(joiner()), &with_key)
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    let keys: Vec<_> = bench
        .requests()
        .into_iter()
        .filter(|request| request.method == "POST")
        .map(|request| {
            request
                .headers
                .iter()
                .find(|(name, _)| name == "idempotency-key")
                .unwrap()
                .1
                .clone()
        })
        .collect();
    // A replayed refusal would never end: each try has a key of its own. The first is the caller's, to the letter.
    assert_eq!(keys, ["hr-event-17", "hr-event-17-2"]);
}
