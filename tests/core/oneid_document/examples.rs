//! The request example is what is sent, the response example is understood, and each listed status has its code. The second
//! document has no example, only rules: `facts.rs` has a test for each.

use super::tenant::{EXTENSION, ORGANIZATION, OneId, amy, answered, example, json_reply, shown};
use crate::support::{no_options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::http::message::Method;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{Config, OneIdOptions};
use serde_json::{Value, json};

/// The operation of the document.
fn operation() -> Value {
    example("operations")[0].clone()
}

/// A tenant whose organization is the document's.
fn documents_own() -> OneId {
    let config = Config {
        users: 0,
        oneid: OneIdOptions {
            groups: 0,
            ..OneIdOptions::default()
        },
        ..Config::default()
    };
    let mut own = String::new();
    let oneid = OneId::connected(config, |mut connection| {
        own = connection["organizationId"].as_str().unwrap().to_owned();
        connection["organizationId"] = json!(ORGANIZATION);
        connection
    });
    assert_ne!(own, ORGANIZATION);
    oneid
}

#[tokio::test(start_paused = true)]
async fn a_created_user_is_one_of_the_documents() {
    for (place, name) in ["Amy+test3@zuora.com", "Amy+test4@zuora.com"]
        .into_iter()
        .enumerate()
    {
        let wanted = example("bulk-create-users.request")[place].clone();
        let answer = answered(place);
        let there = std::cell::Cell::new(false);
        let oneid = documents_own().answer_first(move |asked| match asked.method.as_str() {
            "POST" if asked.path() == "/scim/v2/Users" => {
                there.set(true);
                Some(json_reply(201, &answer))
            }
            "GET" if there.get() => Some(json_reply(200, &answer)),
            _ => None,
        });
        let result = oneid
            .client
            .provision(&person(amy(name)), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Created);
        let sent = oneid.asked_once("POST");
        assert_eq!(sent.body, json!([wanted]), "{}", sent.sent);
        assert!(sent.header("content-type").unwrap().contains("json"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_of_the_answer_is_understood() {
    let oneid = OneId::of_the_document();
    let id = answered(0)["id"].as_str().unwrap().to_owned();
    let user = oneid
        .client
        .get(&Who::Id(id.clone()), &no_options())
        .await
        .unwrap();
    let fields = [
        "id",
        "userName",
        "active",
        "status",
        "email",
        "givenName",
        "familyName",
        "displayName",
        "locale",
        "role",
        "externalId",
        "createdAt",
        "updatedAt",
        "groups",
    ];
    assert_eq!(
        shown(&user, &fields),
        json!({
            "id": id, "userName": "Amy+test3@zuora.com", "active": true, "status": "ACTIVE", "email": "Amy+test3@zuora.com",
            // The right way round: `formatted` tells that the record has them the wrong way round (B:81-83, B:281-283).
            "givenName": "Amy", "familyName": "Lawrence", "displayName": "Amy Lawrence", "locale": "en-US", "role": "USER",
            "externalId": "Amy+test3@zuora.com", "createdAt": "2024-10-03T09:37:39.851Z", "updatedAt": null, "groups": null,
        })
    );
    assert_eq!(user.raw, Some(answered(0).into()));
    assert_eq!(
        oneid.asked_once("GET").path(),
        format!("/scim/v2/Users/{id}")
    );
}

#[tokio::test(start_paused = true)]
async fn the_answer_is_a_list_of_two() {
    let oneid = OneId::of_the_document();
    let users = oneid.listed().await.unwrap();
    let names: Vec<_> = users.iter().map(|user| user.user_name.as_str()).collect();
    assert_eq!(names, ["Amy+test3@zuora.com", "Amy+test4@zuora.com"]);
    let found = oneid
        .client
        .find(&who("Amy+test4@zuora.com"), &no_options())
        .await;
    assert_eq!(
        found.unwrap().unwrap().id,
        "41aa4e47-01e2-4d85-a6bc-d88e18477011"
    );
}

#[tokio::test(start_paused = true)]
async fn the_operation_is_passed_through_as_it_stands() {
    let operation = operation();
    let path = operation["path"].as_str().unwrap();
    let request = example("bulk-create-users.request");
    for status in [200, 201] {
        let listed = operation["statuses"].as_array().unwrap().iter();
        assert!(listed.clone().any(|one| one["status"] == status));
        let response = example("bulk-create-users.response");
        let answer = response.clone();
        let oneid = OneId::empty().answer_first(move |asked| {
            (asked.method == "POST" && asked.path().ends_with("/bulk"))
                .then(|| json_reply(status, &answer))
        });
        // Below the base of the connection, which ends in /scim/v2.
        let below = path.strip_prefix("/scim/v2").unwrap();
        let raw = oneid
            .client
            .request(
                Method::Post,
                below,
                Some(request.clone().into()),
                &no_options(),
            )
            .await
            .unwrap();
        assert_eq!((raw.status, raw.body), (status, response.into()));
        let sent = oneid.asked_once("POST");
        assert_eq!((sent.path(), &sent.body), (path, &request));
    }
}

/// 401, 403 and 404 are listed without a body: each has its code with Zuora's own, with RFC 7644's, and with none.
#[tokio::test(start_paused = true)]
async fn every_listed_error_has_its_code() {
    let operation = operation();
    let listed = operation["statuses"].as_array().unwrap().iter();
    let errors: Vec<u16> = listed
        .filter_map(|one| u16::try_from(one["status"].as_u64()?).ok())
        .filter(|status| *status >= 400)
        .collect();
    assert_eq!(errors, [401, 403, 404]);
    let zuora = json!({ "success": false, "reasons": [{ "code": "90000011" }] });
    let rfc = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "403", "detail": "no" });
    for (status, code) in [
        (401, ErrorCode::AuthFailed),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
    ] {
        for body in [Some(zuora.clone()), Some(rfc.clone()), None] {
            // Zuora's category of a 401 says the same as the status; the others' bodies nobody has seen.
            if status != 401 && body == Some(zuora.clone()) {
                continue;
            }
            let answer = body.clone();
            let oneid = OneId::empty().answer_first(move |asked| {
                asked
                    .path()
                    .starts_with("/scim/v2/Users/")
                    .then(|| match &answer {
                        Some(body) => json_reply(status, body),
                        None => super::tenant::empty(status),
                    })
            });
            let nobody = Who::Id("8b40ccce-5fb7-4643-9b78-e194fe5303e6".to_owned());
            let error = oneid.client.get(&nobody, &no_options()).await.unwrap_err();
            assert_eq!(error.code, code, "{status} {body:?}: {error:?}");
        }
    }
}

#[test]
fn every_field_of_the_reference_is_in_its_example() {
    let operation = operation();
    let fields = operation["fields"].as_array().unwrap();
    assert_eq!(fields.len(), 8);
    for user in example("bulk-create-users.request").as_array().unwrap() {
        for field in fields {
            assert!(
                user.get(field["name"].as_str().unwrap()).is_some(),
                "{field}"
            );
        }
        assert_eq!(user[EXTENSION]["organizationId"], ORGANIZATION);
    }
}
