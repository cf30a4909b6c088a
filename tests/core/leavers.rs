//! The verb `deactivate` on Zuora, against the sandbox.

use crate::support::{Bench, codes, no_options, options, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{
    Config, FaultKind, LEAVER_EMAIL, LEAVER_USERNAME, RecordShape, ScriptedFault,
};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn a_leaver_is_found_by_mail_switched_off_and_read_back() {
    for sparse in [false, true] {
        let bench = Bench::new(Config {
            sparse,
            ..Config::default()
        });
        let result = bench
            .client
            .deactivate(&who(LEAVER_EMAIL), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated);
        assert_eq!(result.user.as_ref().unwrap().user_name, LEAVER_USERNAME);
        assert_eq!(result.user.unwrap().status.as_deref(), Some("Inactive"));
        assert_eq!(codes(&result.warnings), ["oauth_clients_survive"]);
        assert_eq!(bench.stored(LEAVER_USERNAME)[0]["status"], "Inactive");
        assert_eq!(bench.writes().len(), 1);
        assert_eq!(bench.writes()[0].2, json!({ "status": "Inactive" }));
        let audit = bench.world.audit.borrow().clone();
        assert_eq!(audit[0]["outcome"], "deactivated");
        assert_eq!(audit[0]["before"]["active"], true);
        assert_eq!(audit[0]["after"]["active"], false);
        // A second time it is off already.
        let again = bench
            .client
            .deactivate(&who(LEAVER_EMAIL), &no_options())
            .await
            .unwrap();
        assert_eq!(again.outcome, Outcome::AlreadyInactive);
        assert_eq!(codes(&again.warnings), ["oauth_clients_survive"]);
        assert_eq!(bench.writes().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_there_is_no_error_unless_strict() {
    let bench = Bench::new(Config::default());
    let result = bench
        .client
        .deactivate(&who("ghost@example.com"), &no_options())
        .await
        .unwrap();
    assert_eq!((result.outcome, result.user), (Outcome::NotFound, None));
    let error = bench
        .client
        .deactivate(
            &who("ghost@example.com"),
            &options(json!({ "strict": true })),
        )
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn on_a_legacy_tenant_nobody_is_never_not_found() {
    let bench = Bench::new(Config {
        legacy: true,
        ..Config::default()
    });
    for leaver in [
        who("u-001"),
        who("jane@example.com"),
        Who::Id("u-001".into()),
    ] {
        let error = bench
            .client
            .deactivate(&leaver, &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::NotSupported);
        assert!(error.hint.as_deref().unwrap().contains("zuora-oneid"));
    }
}

#[tokio::test(start_paused = true)]
async fn where_mail_addresses_are_hidden_nobody_is_never_said() {
    let bench = Bench::new(Config {
        record: RecordShape::Guide,
        sparse: true,
        ..Config::default()
    });
    let error = bench
        .client
        .deactivate(&Who::Email("ghost@example.com".into()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(error.hint.as_deref().unwrap().contains("userName"));
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_warns_and_writes_nothing() {
    let bench = Bench::new(Config::default());
    let result = bench
        .client
        .deactivate(
            &who("jane@example.com"),
            &options(json!({ "dryRun": true })),
        )
        .await
        .unwrap();
    assert_eq!(
        (result.outcome, result.dry_run),
        (Outcome::Deactivated, true)
    );
    assert_eq!(codes(&result.warnings), ["oauth_clients_survive"]);
    assert!(bench.writes().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_looked_into_before_it_is_believed() {
    for (kind, applied) in [
        (FaultKind::LostAfter, true),
        (FaultKind::Reset, true),
        (FaultKind::Html, true),
        (FaultKind::Html, false),
        (FaultKind::Unavailable, false),
    ] {
        let bench = Bench::new(Config::default());
        let fault = ScriptedFault::on(kind, "PUT", "/v1/users/u-001").times(4);
        let fault = if applied { fault.applied() } else { fault };
        bench.world.sandbox(|sandbox| sandbox.script(fault));
        let result = bench.client.deactivate(&who("u-001"), &no_options()).await;
        let off = bench.stored("jane@example.com")[0]["status"] == "Inactive";
        match result {
            Ok(result) => assert!(off && result.outcome == Outcome::Deactivated, "{kind:?}"),
            Err(error) => {
                assert!(!off, "{kind:?}");
                assert_eq!(error.code, ErrorCode::OutcomeUnknown, "{kind:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_says_yes_and_does_not_is_not_believed() {
    let bench = Bench::new(Config {
        ignored_fields: vec!["status".into()],
        ..Config::default()
    });
    let error = bench
        .client
        .deactivate(&who("jane@example.com"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected);
    assert!(error.message.contains("still active"));
    assert_eq!(bench.world.audit.borrow()[0]["outcome"], "failed");
}

#[tokio::test(start_paused = true)]
async fn ids_with_reserved_characters_stay_one_path_segment() {
    let bench = Bench::new(Config::default());
    let awkward: Vec<String> = bench.world.sandbox(|sandbox| {
        sandbox
            .users()
            .iter()
            .filter(|user| user["status"] == "Active")
            .map(|user| user["id"].as_str().unwrap().to_owned())
            .filter(|id| id.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-'))
            .collect()
    });
    assert!(awkward.len() > 5);
    for id in awkward {
        let result = bench
            .client
            .deactivate(&Who::Id(id.clone()), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated, "{id}");
        assert_eq!(result.user.unwrap().id, id);
    }
}

/// DESIGN section 6: only a look counts. An account that is shown all the same is a leaver who is still inside.
#[tokio::test(start_paused = true)]
async fn a_write_that_is_told_that_nobody_is_there_proves_nothing_while_he_is_shown() {
    use seatwarden_sandbox::Provider;
    for (provider, method, path) in [
        (Provider::Zuora, "PUT", "/v1/users/*"),
        (Provider::Zoom, "PATCH", "/scim2/Users/*"),
    ] {
        let config = || Config {
            provider,
            users: 10,
            ..Config::default()
        };
        let bench = Bench::new(config());
        let refuse = |method| ScriptedFault::refuse(404, "no such thing", method, path).times(9);
        bench
            .world
            .sandbox(|sandbox| sandbox.script(refuse(method)));
        let user = bench.world.sandbox(|sandbox| sandbox.users()[0].clone());
        let id = user["id"].as_str().unwrap().to_owned();
        let error = bench
            .client
            .deactivate(&Who::Id(id.clone()), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::VendorRejected, "{error:?}");
        assert!(error.message.contains("shows it all the same"), "{error:?}");
        let audit = bench.world.audit.borrow().clone();
        assert_eq!(audit[0]["outcome"], "failed");

        let bench = Bench::new(config());
        bench
            .world
            .sandbox(|sandbox| sandbox.script(refuse("DELETE")));
        let name = user.get("username").or_else(|| user.get("userName"));
        let confirm = options(json!({ "confirm": name }));
        let error = bench
            .client
            .remove(&Who::Id(id), &confirm)
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::VendorRejected, "{error:?}");
        assert!(error.message.contains("still there"), "{error:?}");
    }
}
