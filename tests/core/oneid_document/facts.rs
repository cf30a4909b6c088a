//! What Zuora's documents on OneID contradict each other and themselves in: the client takes all of it. `B:n` is a line of
//! "Bulk create users", `A:n` of "API user account management".

use super::tenant::{EXTENSION, LIST, OneId, amy, answered, example, json_reply, refusal};
use crate::support::{Bench, codes, no_options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden_sandbox::{Config, OneIdOptions, SwappedNames};
use serde_json::{Value, json};

const ANN: &str = "ann@example.com";

/// A:16, A:25: after the migration only API users can be made at the tenant, by its own API; everybody else in OneID.
#[tokio::test(start_paused = true)]
async fn a_migrated_tenant_says_who_can_be_made_where() {
    let bench = Bench::new(Config {
        users: 5,
        migrated: true,
        ..Config::default()
    });
    let error = bench
        .client
        .provision(&person(crate::support::joiner()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    let hint = error.hint.as_deref().unwrap_or_default();
    assert!(hint.contains("zuora-oneid"), "{hint}");
    assert!(hint.to_lowercase().contains("api"), "{hint}");
}

/// A:26: "if these users are mistakenly migrated, credentials will become invalid": Basic credentials are no way in.
#[tokio::test(start_paused = true)]
async fn basic_credentials_of_a_user_are_no_way_in_and_it_is_said() {
    let bench = Bench::new(Config::default());
    let basic =
        json!({ "provider": "zuora", "username": "api@example.com", "password": "s3cr3t-c4n4ry" });
    let Err(error) = bench.world.try_client(&basic, &json!({})) else {
        panic!("Basic credentials were taken");
    };
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(!format!("{error:?}").contains("c4n4ry"));
}

/// A:18: "OAuth tokens are valid indefinitely" means the client; a token ends after its 3,600 seconds.
#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_anew_when_its_hour_is_over() {
    let oneid = OneId::empty();
    oneid.listed().await.unwrap();
    oneid.listed().await.unwrap();
    assert_eq!(oneid.tokens().len(), 1);
    tokio::time::advance(std::time::Duration::from_secs(3_600)).await;
    oneid.listed().await.unwrap();
    assert_eq!(oneid.tokens().len(), 2);
    assert!(
        oneid
            .asked("GET")
            .iter()
            .all(|asked| asked.header("authorization").is_some())
    );
}

/// B:16: `application/json`, where RFC 7644 has a type of its own.
#[tokio::test(start_paused = true)]
async fn either_media_type_is_taken_and_json_is_sent() {
    for kind in [
        "application/json",
        "application/scim+json",
        "application/json; charset=UTF-8",
    ] {
        let oneid = OneId::empty().answer_first(move |asked| {
            let headers = [("Content-Type", kind)];
            (asked.method == "GET").then(|| {
                crate::support::reply(200, &headers, &example("bulk-create-users.response"))
            })
        });
        assert_eq!(oneid.listed().await.unwrap().len(), 2, "{kind}");
    }
    let oneid = OneId::empty();
    oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    let sent = oneid.asked_once("POST");
    assert_eq!(sent.header("content-type"), Some("application/json"));
}

/// B:35-49: 200 and 201 are both listed for what makes users; 400, 409 and 429 are not listed and come all the same.
#[tokio::test(start_paused = true)]
async fn a_create_is_done_by_200_and_by_201() {
    for status in [200, 201] {
        let oneid = OneId::with(OneIdOptions {
            created_status: Some(status),
            ..OneIdOptions::default()
        });
        let made = oneid
            .client
            .provision(&person(amy(ANN)), &no_options())
            .await
            .unwrap();
        assert_eq!(made.outcome, Outcome::Created, "{status}");
        assert_eq!(oneid.stored().len(), 1);
    }
}

/// B:35-49.
#[tokio::test(start_paused = true)]
async fn a_refused_create_has_a_code_whatever_the_shape_of_the_refusal() {
    for (status, code) in [
        (400, ErrorCode::VendorRejected),
        (200, ErrorCode::VendorRejected),
    ] {
        let oneid = OneId::empty().answer_first(move |asked| {
            (asked.method == "POST" && asked.path() == "/scim/v2/Users")
                .then(|| refusal(status, "90000020", "the first name is too long"))
        });
        let error = oneid
            .client
            .provision(&person(amy(ANN)), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, code, "{status}: {error:?}");
        assert!(error.message.contains("too long") || format!("{error:?}").contains("too long"));
        assert!(oneid.stored().is_empty());
    }
    // Somebody elsewhere has the name: nobody is visible under it here.
    let oneid = OneId::of(Config {
        users: 3,
        taken: vec![ANN.to_owned()],
        ..Config::default()
    });
    let error = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict, "{error:?}");
}

/// B:35-49.
#[tokio::test(start_paused = true)]
async fn a_429_is_waited_out() {
    let mut times = 0;
    let oneid = OneId::empty().answer_first(move |asked| {
        times += usize::from(asked.method == "POST" && asked.path() == "/scim/v2/Users");
        (times == 1 && asked.method == "POST").then(|| refusal(429, "90000070", "too many"))
    });
    let made = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    assert_eq!(made.outcome, Outcome::Created);
    assert_eq!(oneid.stored().len(), 1);
}

/// B:239-243: a list has `id`, `externalId` and `meta`, all null. So may a user, but for the id.
#[tokio::test(start_paused = true)]
async fn nulls_in_a_list_and_in_a_user_are_nothing() {
    let list = example("bulk-create-users.response");
    for name in ["id", "externalId", "meta"] {
        assert_eq!(list.get(name), Some(&Value::Null));
    }
    let mut bare = answered(0);
    for name in [
        "externalId",
        "meta",
        "name",
        "emails",
        "roles",
        "locale",
        "displayName",
    ] {
        bare[name] = Value::Null;
    }
    let record = bare.clone();
    let oneid = OneId::empty().answer_first(move |asked| {
        let body = json!({ "schemas": [LIST], "id": null, "externalId": null, "meta": null, "totalResults": 1,
                           "resources": [record], "startIndex": 1, "itemsPerPage": 1 });
        (asked.method == "GET").then(|| json_reply(200, &body))
    });
    let users = oneid.listed().await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(
        (users[0].external_id.as_ref(), users[0].email.as_ref()),
        (None, None)
    );
    assert_eq!(users[0].user_name, "Amy+test3@zuora.com");
}

/// B:247: `resources` in lower case. A name is the same in any case (RFC 7643 §2.1).
#[tokio::test(start_paused = true)]
async fn a_list_has_its_users_under_resources_in_any_case() {
    for name in ["resources", "Resources"] {
        let oneid = OneId::empty().answer_first(move |asked| {
            let mut body = example("bulk-create-users.response");
            let rows = body["resources"].take();
            body.as_object_mut().unwrap().remove("resources");
            body[name] = rows;
            (asked.method == "GET").then(|| json_reply(200, &body))
        });
        assert_eq!(oneid.listed().await.unwrap().len(), 2, "{name}");
    }
}

/// B:262: the answer has an `externalId` that nobody gave. It is no wish of ours, and no change.
#[tokio::test(start_paused = true)]
async fn an_external_id_that_nobody_gave_is_left_alone() {
    let oneid = OneId::empty();
    let made = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    let sent = oneid.asked_once("POST");
    assert!(sent.body[0].get("externalId").is_none(), "{}", sent.sent);
    assert_eq!(made.user.unwrap().external_id.as_deref(), Some(ANN));
    assert!(made.warnings.is_empty(), "{:?}", made.warnings);
    let again = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged, "{:?}", again.changes);
    assert_eq!(oneid.writes(), ["POST /Users"]);
}

/// B:270, B:372: a location on localhost, under `/bulk/`. No URL that a server sends is ever asked.
#[tokio::test(start_paused = true)]
async fn a_location_on_localhost_is_never_asked() {
    let location = answered(0)["meta"]["location"].as_str().unwrap().to_owned();
    assert!(location.starts_with("http://localhost:9900/scim/v2/Users/bulk/"));
    let oneid = OneId::of_the_document();
    let id = Who::Id(answered(0)["id"].as_str().unwrap().to_owned());
    oneid.client.get(&id, &no_options()).await.unwrap();
    oneid.listed().await.unwrap();
    let base = oneid.world.sandbox(|sandbox| sandbox.connection())["baseUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    for asked in oneid.asked("GET") {
        assert!(asked.url.as_str().starts_with(&base), "{}", asked.url);
        assert!(!asked.path().contains("/bulk"), "{}", asked.url);
    }
}

/// B:281-283 and B:381-383 against B:81-83: given and family name come back the wrong way round. They are never written back.
#[tokio::test(start_paused = true)]
async fn names_that_are_swapped_are_never_written_back() {
    let wanted = &example("bulk-create-users.request")[0]["name"];
    let got = &answered(0)["name"];
    assert_eq!(
        (&wanted["givenName"], &wanted["familyName"]),
        (&got["familyName"], &got["givenName"])
    );
    for swapped_names in [SwappedNames::Bulk, SwappedNames::Always] {
        let oneid = OneId::with(OneIdOptions {
            swapped_names,
            ..OneIdOptions::default()
        });
        let client = &oneid.client;
        client
            .provision(&person(amy(ANN)), &no_options())
            .await
            .unwrap();
        for change in [
            json!({ "locale": "de-DE" }),
            json!({ "role": "ADMIN" }),
            json!({ "email": "ann@new.example.com" }),
        ] {
            let done = client
                .update(&who(ANN), &person(change.clone()), &no_options())
                .await;
            assert_eq!(done.unwrap().outcome, Outcome::Updated, "{change}");
        }
        client.deactivate(&who(ANN), &no_options()).await.unwrap();
        client.reactivate(&who(ANN), &no_options()).await.unwrap();
        let name = &oneid.stored()[0]["name"];
        assert_eq!(
            (&name["givenName"], &name["familyName"]),
            (&json!("Amy"), &json!("Lawrence")),
            "{swapped_names:?}: {:?}",
            oneid.writes()
        );
    }
}

/// B:281-283: where every answer swaps them, what was asked for and what is read differ for ever. That is told, and no
/// reason to write again and again.
#[tokio::test(start_paused = true)]
async fn names_that_are_always_swapped_do_not_make_it_write_for_ever() {
    let oneid = OneId::with(OneIdOptions {
        swapped_names: SwappedNames::Always,
        ..OneIdOptions::default()
    });
    let first = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    assert_eq!(first.outcome, Outcome::Created);
    let again = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    assert_eq!(
        again.outcome,
        Outcome::Unchanged,
        "{:?} {:?}",
        again.changes,
        again.warnings
    );
    let name = &oneid.stored()[0]["name"];
    assert_eq!(name["givenName"], "Amy", "{:?}", oneid.writes());
}

/// B:281-283: names in an order of their own look like swapped ones, and aren't: whoever asks for what is there changes nothing.
#[tokio::test(start_paused = true)]
async fn a_family_name_that_comes_first_is_no_swap_and_no_change() {
    let name = json!({ "givenName": "Taro", "familyName": "Yamada", "formatted": "Yamada Taro" });
    let oneid = OneId::empty();
    oneid.add(json!({ "userName": ANN, "name": name, "displayName": "Yamada Taro" }));
    let taro = person(json!({ "userName": ANN, "givenName": "Taro", "familyName": "Yamada" }));
    for _ in 0..2 {
        let done = oneid.client.provision(&taro, &no_options()).await.unwrap();
        assert_eq!(
            done.outcome,
            Outcome::Unchanged,
            "{:?} {:?}",
            done.changes,
            oneid.writes()
        );
    }
    let other = person(json!({ "givenName": "Jiro" }));
    let done = oneid
        .client
        .update(&who(ANN), &other, &no_options())
        .await
        .unwrap();
    assert_eq!(done.outcome, Outcome::Updated);
    let stored = &oneid.stored()[0]["name"];
    assert_eq!(
        (&stored["givenName"], &stored["familyName"]),
        (&json!("Jiro"), &json!("Yamada"))
    );
}

/// B:133 against B:337: the organization in the answer is another than the one that was sent.
#[tokio::test(start_paused = true)]
async fn another_organization_in_the_answer_is_no_change() {
    let sent = example("bulk-create-users.request")[0][EXTENSION]["organizationId"].clone();
    assert_ne!(sent, answered(0)[EXTENSION]["organizationId"]);
    let oneid = OneId::empty();
    let own = oneid.world.sandbox(|sandbox| sandbox.connection())["organizationId"].clone();
    let made = oneid
        .client
        .provision(&person(amy(ANN)), &no_options())
        .await
        .unwrap();
    assert_eq!(made.outcome, Outcome::Created);
    assert!(codes(&made.warnings).is_empty(), "{:?}", made.warnings);
    assert_eq!(
        oneid.asked_once("POST").body[0][EXTENSION]["organizationId"],
        own
    );
    assert_ne!(oneid.stored()[0][EXTENSION]["organizationId"], own);
}

/// B:339-343: `status`, `ssoEnabled` and `region` are in no table. They are shown, and stay in the record.
#[tokio::test(start_paused = true)]
async fn what_no_table_lists_stays_in_the_record() {
    let fields = example("operations")[0]["fields"].to_string();
    for name in ["status", "ssoEnabled", "region"] {
        assert!(!fields.contains(name), "{name}");
    }
    let oneid = OneId::of_the_document();
    let id = Who::Id(answered(1)["id"].as_str().unwrap().to_owned());
    let user = oneid.client.get(&id, &no_options()).await.unwrap();
    assert_eq!(user.status.as_deref(), Some("ACTIVE"));
    let raw = user.raw.unwrap();
    assert_eq!(
        (&raw[EXTENSION]["ssoEnabled"], &raw[EXTENSION]["region"]),
        (&true.into(), &"EU".into())
    );
}
