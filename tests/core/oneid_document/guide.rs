//! Where the guide to Zuora's REST API contradicts the two documents on OneID: what is written is the documents' form, and the
//! guide's is taken all the same. `G:n` is a line of the guide.

use super::tenant::{EXTENSION, OneId, amy, answered, example, json_reply, refusal};
use crate::support::{Script, World, joiner, no_options, person, reply};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{OneIdOptions, Request};
use serde_json::{Value, json};

const ANN: &str = "ann@example.com";

/// G:18: only an administrator's client may; A:16: an API user's role has write access to the API, and no more. Either is told
/// to whoever has neither.
#[tokio::test(start_paused = true)]
async fn whoever_may_not_is_told_of_both_roles_that_may() {
    let refuses = |request: &Request| {
        if request.url.ends_with("/oauth/token") {
            return reply(
                200,
                &[],
                &json!({ "access_token": "t", "expires_in": 3600 }),
            );
        }
        reply(403, &[], &json!({ "message": "Forbidden" }))
    };
    let world = World::new(Box::new(Script(refuses)), 1);
    let zuora = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    let client = world.client(&zuora, &json!({}));
    let error = client
        .provision(&person(joiner()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Forbidden);
    let hint = error.hint.as_deref().unwrap_or_default();
    assert!(hint.contains("administrator"), "{hint}");
    assert!(hint.contains("API write access"), "{hint}");
}

/// G:59 `Active` and `Inactive`, B:339 `ACTIVE`: each provider takes both spellings.
#[tokio::test(start_paused = true)]
async fn a_status_is_the_same_in_either_spelling() {
    for (status, on) in [
        ("Active", true),
        ("ACTIVE", true),
        ("Inactive", false),
        ("INACTIVE", false),
    ] {
        let mut record = answered(0);
        record[EXTENSION]["status"] = json!(status);
        let id = Who::Id(record["id"].as_str().unwrap().to_owned());
        let oneid = OneId::empty()
            .answer_first(move |asked| (asked.method == "GET").then(|| json_reply(200, &record)));
        let user = oneid.client.get(&id, &no_options()).await.unwrap();
        assert_eq!(
            (user.active, user.status.as_deref()),
            (on, Some(status)),
            "OneID"
        );

        let row = json!({ "id": "u-1", "username": ANN, "status": status });
        let answers = move |request: &Request| match request.url.ends_with("/oauth/token") {
            true => reply(
                200,
                &[],
                &json!({ "access_token": "t", "expires_in": 3600 }),
            ),
            false => reply(200, &[], &row),
        };
        let world = World::new(Box::new(Script(answers)), 1);
        let zuora = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
        let client = world.client(&zuora, &json!({}));
        let user = client.get(&Who::Id("u-1".to_owned()), &no_options()).await;
        let user = user.unwrap();
        assert_eq!(
            (user.active, user.status.as_deref()),
            (on, Some(status)),
            "REST"
        );
    }
}

/// G:66 `en_US` against B:28 `en-US`: asked for as the guide spells it, it goes as OneID does, and is no change once it is there.
#[tokio::test(start_paused = true)]
async fn a_locale_in_the_guides_spelling_is_sent_in_oneids_and_then_no_change() {
    let oneid = OneId::empty();
    let mut asked_for = amy(ANN);
    asked_for["locale"] = json!("en_US");
    for wanted in [Outcome::Created, Outcome::Unchanged] {
        let done = oneid
            .client
            .provision(&person(asked_for.clone()), &no_options())
            .await
            .unwrap();
        assert_eq!(done.outcome, wanted, "{:?}", done.changes);
        assert!(done.warnings.is_empty(), "{:?}", done.warnings);
    }
    assert_eq!(oneid.asked_once("POST").body[0]["locale"], "en-US");
}

/// G:145: what a PUT leaves out stays; OneID's empties it. Where PATCH is refused, the whole record goes back with the change in
/// it, what the client has no word for too.
#[tokio::test(start_paused = true)]
async fn a_put_holds_the_whole_record_and_empties_nothing() {
    let oneid = OneId::empty().answer_first(|asked| {
        (asked.method == "PATCH").then(|| refusal(405, "90000045", "PATCH is not allowed here"))
    });
    let client = &oneid.client;
    client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    let before = oneid.stored()[0].clone();
    let change = person(json!({ "userName": ANN, "familyName": "Lind" }));
    let done = client.provision(&change, &no_options()).await.unwrap();
    assert_eq!(done.outcome, Outcome::Updated);
    assert_eq!(oneid.asked("PUT").len(), 1, "{:?}", oneid.writes());
    let after = oneid.stored()[0].clone();
    assert_eq!(
        after["name"],
        json!({ "givenName": "Amy", "familyName": "Lind", "formatted": "Amy Lind" })
    );
    for name in [
        "userName",
        "emails",
        "roles",
        "locale",
        "preferredLanguage",
        "displayName",
        "active",
        EXTENSION,
    ] {
        assert_ne!(before[name], Value::Null, "{name}");
        assert_eq!(after[name], before[name], "{name}");
    }
}

/// G:238 `Bearer` with neither jti nor scope, where others write `bearer`: a token is a token, and the header is `Bearer`.
#[tokio::test(start_paused = true)]
async fn a_token_is_taken_in_either_case_with_and_without_scope_and_jti() {
    for token in [
        json!({ "access_token": "tok", "token_type": "Bearer", "expires_in": 3600 }),
        json!({ "access_token": "tok", "token_type": "bearer", "expires_in": 3599, "jti": "j", "scope": "admin o-1" }),
        json!({ "access_token": "tok", "token_type": "bearer", "expires_in": "3599" }),
    ] {
        let given = token.clone();
        let oneid = OneId::empty().answer_first(move |asked| match asked.path() {
            "/oauth2/token" => Some(json_reply(200, &given)),
            _ => Some(json_reply(200, &example("bulk-create-users.response"))),
        });
        assert_eq!(oneid.listed().await.unwrap().len(), 2, "{token}");
        let sent = oneid.asked("GET");
        assert_eq!(sent[0].header("authorization"), Some("Bearer tok"));
    }
}

/// G:269 has no bulk, no PUT and no removal of groups, and a PATCH that switches off; the others have them all. That one way is
/// all that there is, in an organization which is just as the guide says, does for everybody.
#[tokio::test(start_paused = true)]
async fn an_organization_that_can_do_what_the_guide_lists_and_no_more_is_enough() {
    let oneid = OneId::with(OneIdOptions {
        bulk: false,
        ..OneIdOptions::default()
    });
    let people = ["ann", "bea", "cid"].map(|name| amy(&format!("{name}@example.com")));
    let (joined, _) = crate::batches::feed::provision(&oneid.client, people.to_vec()).await;
    assert_eq!(joined.words(), ["created"; 3], "{:?}", oneid.writes());
    let leavers = people.map(|person| person["userName"].clone()).to_vec();
    let (left, _) = crate::batches::feed::deactivate(&oneid.client, leavers).await;
    assert_eq!(left.words(), ["deactivated"; 3], "{:?}", oneid.writes());
    assert_eq!(oneid.asked("PATCH").len(), 3, "{:?}", oneid.writes());
    assert!(oneid.stored().iter().all(|user| user["active"] == false));
}
