//! What Zuora's reference says of writing by OneID's SCIM beside the two documents: shapes of bodies and of answers, keys,
//! roles.

use super::tenant::{EXTENSION, OneId, PATCH_OP, USER, amy};
use crate::support::{codes, no_options, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{
    Config, CreateBody, FaultKind, OneIdErrors, OneIdOptions, PathForm, PutAnswer, ScriptedFault,
};
use serde_json::{Value, json};

const ANN: &str = "ann@example.com";

async fn provisioned(oneid: &OneId, name: &str) -> Outcome {
    let result = oneid
        .client
        .provision(&person(amy(name)), &no_options())
        .await;
    result.unwrap_or_else(|error| panic!("{error:?}")).outcome
}

#[tokio::test(start_paused = true)]
async fn without_an_organization_in_the_connection_the_token_tells_which() {
    let config = Config {
        users: 0,
        ..Config::default()
    };
    let mut own = Value::Null;
    let oneid = OneId::connected(config, |mut connection| {
        own = connection["organizationId"].take();
        connection.as_object_mut().unwrap().remove("organizationId");
        connection
    });
    assert_eq!(provisioned(&oneid, ANN).await, Outcome::Created);
    assert_eq!(
        oneid.asked_once("POST").body[0][EXTENSION]["organizationId"],
        own
    );
}

#[tokio::test(start_paused = true)]
async fn a_create_is_an_array_and_if_refused_once_an_object_and_that_is_remembered() {
    for (create, posts) in [
        (CreateBody::Array, [1, 2]),
        (CreateBody::Both, [1, 2]),
        (CreateBody::Object, [2, 3]),
    ] {
        for errors in [OneIdErrors::Status, OneIdErrors::Scim, OneIdErrors::Empty] {
            let oneid = OneId::with(OneIdOptions {
                create,
                errors,
                ..OneIdOptions::default()
            });
            for (at, name) in [ANN, "bea@example.com"].into_iter().enumerate() {
                assert_eq!(provisioned(&oneid, name).await, Outcome::Created);
                assert_eq!(
                    oneid.asked("POST").len(),
                    posts[at],
                    "{create:?} {errors:?}: {:?}",
                    oneid.writes()
                );
            }
            assert_eq!(oneid.stored().len(), 2);
            assert_eq!(
                oneid.asked("POST").pop().unwrap().body.is_object(),
                create == CreateBody::Object
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_that_the_tenant_refuses_in_both_forms_is_refused_with_its_words() {
    let oneid = OneId::with(OneIdOptions {
        create: CreateBody::Both,
        ..OneIdOptions::default()
    });
    let mut asked_for = amy(ANN);
    asked_for["role"] = json!("OWNER");
    let error = oneid
        .client
        .provision(&person(asked_for), &no_options())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error.code,
            ErrorCode::VendorRejected | ErrorCode::InvalidInput
        ),
        "{error:?}"
    );
    assert!(oneid.stored().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_is_written_calls_itself_what_it_is() {
    let oneid = OneId::empty();
    provisioned(&oneid, ANN).await;
    let schemas = oneid.asked_once("POST").body[0]["schemas"].clone();
    assert_eq!(schemas, json!([EXTENSION, USER]));
    oneid
        .client
        .deactivate(&who(ANN), &no_options())
        .await
        .unwrap();
    assert_eq!(oneid.asked_once("PATCH").body["schemas"], json!([PATCH_OP]));
}

#[tokio::test(start_paused = true)]
async fn a_change_touches_what_is_asked_and_nothing_else() {
    for (paths, put_answer, empty_patch) in [
        (PathForm::Either, PutAnswer::Mixed, false),
        (PathForm::Slash, PutAnswer::Mixed, true),
        (PathForm::Plain, PutAnswer::List, false),
        (PathForm::Either, PutAnswer::User, true),
    ] {
        let oneid = OneId::with(OneIdOptions {
            paths,
            put_answer,
            empty_patch,
            ..OneIdOptions::default()
        });
        provisioned(&oneid, ANN).await;
        let before = oneid.stored()[0].clone();
        let change = person(json!({ "locale": "de-DE", "email": "ann@new.example.com" }));
        let result = oneid.client.update(&who(ANN), &change, &no_options()).await;
        let result = result.unwrap_or_else(|error| panic!("{paths:?}: {error:?}"));
        assert_eq!(result.outcome, Outcome::Updated, "{paths:?}");
        let after = oneid.stored()[0].clone();
        assert_eq!(after["locale"], "de-DE");
        assert_eq!(after["emails"][0]["value"], "ann@new.example.com");
        for name in [
            "userName",
            "name",
            "roles",
            "preferredLanguage",
            "active",
            "displayName",
            EXTENSION,
        ] {
            assert_eq!(
                after[name],
                before[name],
                "{paths:?} {name}: {:?}",
                oneid.writes()
            );
        }
    }
}

/// "PATCH `" "` clears": an empty text does nothing here.
#[tokio::test(start_paused = true)]
async fn what_is_to_be_empty_is_cleared_by_a_space() {
    let oneid = OneId::empty();
    provisioned(&oneid, ANN).await;
    let change = person(json!({ "locale": "" }));
    let result = oneid
        .client
        .update(&who(ANN), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(
        result.outcome,
        Outcome::Updated,
        "{:?} {:?}",
        result.warnings,
        oneid.writes()
    );
    assert!(oneid.stored()[0].get("locale").is_none());
    let again = oneid
        .client
        .update(&who(ANN), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
}

/// Zuora's other APIs refuse under HTTP 200, with `success: false`.
#[tokio::test(start_paused = true)]
async fn a_refusal_under_200_is_no_success() {
    let oneid = OneId::of(Config {
        users: 3,
        taken: vec![ANN.to_owned()],
        oneid: OneIdOptions {
            errors: OneIdErrors::Ok,
            ..OneIdOptions::default()
        },
        ..Config::default()
    });
    let client = &oneid.client;
    let missing = Who::Id("5f6d1f0a-0000-4000-8000-000000000000".to_owned());
    let error = client.get(&missing, &no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound, "{error:?}");
    let error = client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict, "{error:?}");
    oneid
        .world
        .sandbox(|sandbox| sandbox.script(ScriptedFault::next(FaultKind::Busy)));
    assert_eq!(oneid.listed().await.unwrap().len(), 3, "busy is waited out");
}

/// A key is sent where Zuora has one, and not trusted: failures are replayed, too.
#[tokio::test(start_paused = true)]
async fn a_create_has_a_key_and_a_second_try_another_unless_it_is_the_same() {
    let oneid = OneId::empty();
    provisioned(&oneid, ANN).await;
    let key = oneid
        .asked_once("POST")
        .header("idempotency-key")
        .map(str::to_owned);
    let key = key.expect("a key");
    assert!(!key.is_empty() && key.len() <= 255);
    for asked in oneid.asked("GET") {
        assert!(asked.header("idempotency-key").is_none());
    }
    // An array that is refused, and an object: two requests, so two keys, or the second is 422.
    let oneid = OneId::with(OneIdOptions {
        create: CreateBody::Object,
        ..OneIdOptions::default()
    });
    assert_eq!(provisioned(&oneid, ANN).await, Outcome::Created);
    let keys: Vec<_> = oneid
        .asked("POST")
        .iter()
        .map(|asked| asked.header("idempotency-key").map(str::to_owned))
        .collect();
    assert_ne!(keys[0], keys[1]);
}

#[tokio::test(start_paused = true)]
async fn a_create_whose_answer_is_lost_makes_one_user() {
    for kind in [FaultKind::LostAfter, FaultKind::Cut, FaultKind::LostBefore] {
        let oneid = OneId::of(Config {
            users: 0,
            // Neither the key nor the name would save it.
            idempotency: false,
            duplicate_names: true,
            ..Config::default()
        });
        oneid
            .world
            .sandbox(|sandbox| sandbox.script(ScriptedFault::on(kind, "POST", "/scim/v2/Users")));
        assert_eq!(provisioned(&oneid, ANN).await, Outcome::Created, "{kind:?}");
        assert_eq!(oneid.stored().len(), 1, "{kind:?}: {:?}", oneid.writes());
    }
}

/// `roles[].value` is USER or ADMIN.
#[tokio::test(start_paused = true)]
async fn a_role_is_changed_in_place_of_the_one_before() {
    let oneid = OneId::empty();
    provisioned(&oneid, ANN).await;
    let change = person(json!({ "role": "ADMIN" }));
    let result = oneid
        .client
        .update(&who(ANN), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(result.user.unwrap().role.as_deref(), Some("ADMIN"));
    let roles = oneid.stored()[0]["roles"].as_array().unwrap().clone();
    assert_eq!(roles.len(), 1, "{roles:?}");
}

/// A pending user is in, and no returner.
#[tokio::test(start_paused = true)]
async fn somebody_who_waits_for_activation_is_provisioned_once() {
    let oneid = OneId::with(OneIdOptions {
        pending: true,
        ..OneIdOptions::default()
    });
    assert_eq!(provisioned(&oneid, ANN).await, Outcome::Created);
    assert_eq!(provisioned(&oneid, ANN).await, Outcome::Unchanged);
    assert_eq!(oneid.writes(), ["POST /Users"]);
    let off = oneid
        .client
        .deactivate(&who(ANN), &no_options())
        .await
        .unwrap();
    assert_eq!(off.outcome, Outcome::Deactivated);
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let oneid = OneId::empty();
    let dry = options(json!({ "dryRun": true }));
    let result = oneid
        .client
        .provision(&person(amy(ANN)), &dry)
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert!(codes(&result.warnings).is_empty(), "{:?}", result.warnings);
    assert!(oneid.writes().is_empty());
}

/// A field that no document lists: it is told, and nothing else is lost by it.
#[tokio::test(start_paused = true)]
async fn a_field_that_oneid_does_not_have_is_told() {
    let oneid = OneId::empty();
    let mut asked_for = amy(ANN);
    asked_for["costCenter"] = json!("EU-7");
    let result = oneid
        .client
        .provision(&person(asked_for), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    let told = codes(&result.warnings);
    assert!(
        told.contains(&"unsupported_field") || told.contains(&"not_applied"),
        "{told:?}"
    );
    assert_eq!(oneid.stored()[0]["name"]["givenName"], "Amy");
}
