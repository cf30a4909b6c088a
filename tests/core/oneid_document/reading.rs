//! What Zuora's reference says of reading by OneID's SCIM beside the two documents: tokens, filters, pages, refusals.

use super::tenant::{EXTENSION, LIST, OneId, USER, answered, json_reply};
use crate::support::no_options;
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::model::Who;
use seatwarden_sandbox::{Config, FilterSupport, OneIdErrors, OneIdOptions};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn a_token_is_a_form_at_its_own_address_and_its_answer_has_no_jti() {
    let oneid = OneId::empty();
    let token = oneid.client.token(&no_options()).await.unwrap();
    assert_eq!(token.token_type, "Bearer");
    assert_eq!(token.expires_in, Some(3600));
    let own = oneid.world.sandbox(|sandbox| sandbox.connection())["organizationId"].clone();
    assert_eq!(
        token.scope,
        Some(format!("admin {}", own.as_str().unwrap()))
    );
    let asked = oneid.tokens();
    assert_eq!((asked.len(), asked[0].method.as_str()), (1, "POST"));
    assert_eq!(
        asked[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert!(asked[0].header("authorization").is_none());
    assert!(asked[0].url.query().is_none());
    let form: Vec<String> = url::form_urlencoded::parse(asked[0].sent.as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect();
    for name in ["grant_type", "client_id", "client_secret"] {
        assert!(form.contains(&name.to_owned()), "{form:?}");
    }
}

/// "PUT response mixes User and ListResponse".
#[tokio::test(start_paused = true)]
async fn a_user_who_calls_himself_a_list_too_is_a_user() {
    let mut mixed = answered(0);
    mixed["schemas"] = json!([LIST, EXTENSION, USER]);
    mixed["totalResults"] = json!(1);
    mixed["resources"] = json!([answered(0)]);
    let id = mixed["id"].as_str().unwrap().to_owned();
    let oneid = OneId::empty()
        .answer_first(move |asked| (asked.method == "GET").then(|| json_reply(200, &mixed)));
    let user = oneid
        .client
        .get(&Who::Id(id.clone()), &no_options())
        .await
        .unwrap();
    assert_eq!(
        (user.id, user.user_name.as_str()),
        (id, "Amy+test3@zuora.com")
    );
}

/// `userName eq "…"` is one of the filters that the reference shows.
#[tokio::test(start_paused = true)]
async fn somebody_is_found_by_the_filter_and_without_one() {
    for filter in [
        FilterSupport::Full,
        FilterSupport::Refused,
        FilterSupport::Unsupported,
        FilterSupport::Ignored,
    ] {
        let oneid = OneId::of(Config {
            users: 250,
            oneid: OneIdOptions {
                filter,
                ..OneIdOptions::default()
            },
            ..Config::default()
        });
        let name = "o\"h+ara @example.com";
        let id = oneid.add(json!({ "userName": name, "externalId": "hr-7" }));
        let found = oneid
            .client
            .find(&Who::UserName(name.to_owned()), &no_options())
            .await
            .unwrap();
        assert_eq!(found.unwrap().id, id, "{filter:?}");
        let first = &oneid.asked("GET")[0];
        let filter_sent = first.parameter("filter").unwrap_or_default();
        assert_eq!(filter_sent, "userName eq \"o\\\"h+ara @example.com\"");
        let nobody = Who::UserName("nobody@example.com".to_owned());
        let found = oneid.client.find(&nobody, &no_options()).await.unwrap();
        assert!(found.is_none(), "{filter:?}");
        // No filter is known for it: everybody is read.
        let by_external = Who::ExternalId("hr-7".to_owned());
        let found = oneid
            .client
            .find(&by_external, &no_options())
            .await
            .unwrap();
        assert_eq!(found.unwrap().id, id, "{filter:?}");
    }
}

/// "count 1,000 or less"; whether `startIndex` is an index or the number of a page is not established.
#[tokio::test(start_paused = true)]
async fn everybody_is_listed_once_whatever_start_index_means() {
    for page_numbers in [false, true] {
        for users in [0, 1, 99, 100, 101, 1_000, 2_345] {
            let oneid = OneId::of(Config {
                users,
                oneid: OneIdOptions {
                    page_numbers,
                    ..OneIdOptions::default()
                },
                ..Config::default()
            });
            let listed = oneid.listed().await;
            let listed = listed.unwrap_or_else(|error| panic!("{page_numbers} {users}: {error:?}"));
            let mut ids: Vec<_> = listed.iter().map(|user| user.id.clone()).collect();
            ids.sort();
            ids.dedup();
            assert_eq!((listed.len(), ids.len()), (users, users), "{page_numbers}");
            for asked in oneid.asked("GET") {
                let count = asked
                    .parameter("count")
                    .map(|count| count.parse::<u32>().unwrap());
                assert!(count.is_none_or(|count| count <= 1_000), "{}", asked.url);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_of_small_pages_is_whole_in_both_readings() {
    for page_numbers in [false, true] {
        let oneid = OneId::of(Config {
            users: 57,
            oneid: OneIdOptions {
                page_numbers,
                ..OneIdOptions::default()
            },
            ..Config::default()
        });
        let query = ListQuery::read(json!({ "pageSize": 10 }).into()).unwrap();
        let mut listing = oneid.client.list(query, &no_options()).unwrap();
        let mut ids = Vec::new();
        while let Some(page) = oneid.client.next_page(&mut listing).await.unwrap() {
            ids.extend(page.users.into_iter().map(|user| user.id));
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 57, "{page_numbers}");
    }
}

/// 401: `{success: false, reasons: [{code: "90000011"}]}` gets one fresh token, and one more try.
#[tokio::test(start_paused = true)]
async fn a_token_that_is_no_longer_known_is_replaced_once() {
    let oneid = OneId::empty();
    oneid.listed().await.unwrap();
    oneid.world.sandbox(|sandbox| sandbox.expire_tokens());
    oneid.listed().await.unwrap();
    assert_eq!(oneid.tokens().len(), 2);
    let oneid = OneId::empty().answer_first(|asked| {
        let sample = json!({ "success": false, "reasons": [{ "code": "90000011" }] });
        (asked.method == "GET").then(|| json_reply(401, &sample))
    });
    let error = oneid.listed().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AuthFailed);
    assert_eq!((oneid.tokens().len(), oneid.asked("GET").len()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_client_without_rights_is_forbidden() {
    for errors in [
        OneIdErrors::Status,
        OneIdErrors::Ok,
        OneIdErrors::Scim,
        OneIdErrors::Empty,
    ] {
        let oneid = OneId::of(Config {
            users: 1,
            forbidden: true,
            oneid: OneIdOptions {
                errors,
                ..OneIdOptions::default()
            },
            ..Config::default()
        });
        let error = oneid.listed().await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Forbidden, "{errors:?}: {error:?}");
    }
}
