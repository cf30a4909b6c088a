//! Lists of Zuora OneID, and its refusals.

use crate::support::oneid::{
    BASE, EXTENSION, Organization, crowd, empty, off, oneid, refusal, user,
};
use crate::support::{SimHost, no_options, person, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::model::{User, Who};
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn all(
    client: &Client<SimHost>,
    query: Value,
) -> Result<Vec<User>, seatwarden::error::Error> {
    let mut listing = client.list(ListQuery::read(query.into()).unwrap(), &no_options())?;
    let mut users = Vec::new();
    while let Some(page) = client.next_page(&mut listing).await? {
        users.extend(page.users);
    }
    Ok(users)
}

#[tokio::test(start_paused = true)]
async fn everybody_comes_once_whatever_a_start_index_is_and_however_resources_are_spelled() {
    for (pages, resources) in [(false, None), (true, None), (false, Some("Resources"))] {
        for count in [0, 1, 100, 101, 250] {
            let (client, server, _) = oneid(Organization {
                pages,
                resources,
                ..Organization::with(crowd(count))
            });
            let users = all(&client, json!({})).await.unwrap();
            let ids: BTreeSet<_> = users.iter().map(|user| user.id.clone()).collect();
            assert_eq!(
                (users.len(), ids.len()),
                (count, count),
                "{pages} {resources:?}"
            );
            assert_eq!(server.borrow().log[0].1, "/Users?startIndex=1&count=100");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_documents_first_two_users_are_read_as_they_are() {
    // Zuora API reference, "List users".
    let mut pending = user("91f659cd-6ded-4d92-bd5c-144c3b5455c4", "aghosh+123");
    pending["name"] = json!({ "formatted": "aghosh g", "familyName": "g", "givenName": "aghosh" });
    pending["active"] = json!(false);
    pending["roles"] = json!([{ "value": "ADMIN", "display": "ADMIN" }]);
    pending[EXTENSION]["status"] = json!("PENDING_ACTIVATION");
    let mut swapped = user("eb48a32d-2fe6-48d1-8a18-797919f3810a", "Amy+555");
    swapped["name"] =
        json!({ "formatted": "Amy Lawrence", "familyName": "Amy", "givenName": "Lawrence" });
    swapped["groups"] = json!([{ "value": "7f5c248e-44e8-48d3-bacc-b5bd1253c2e4", "display": "" }]);
    let (client, _, _) = oneid(Organization::with(vec![pending, swapped]));
    let users = all(&client, json!({})).await.unwrap();
    let names = |user: &User| {
        (
            user.given_name.clone().unwrap(),
            user.family_name.clone().unwrap(),
        )
    };
    assert_eq!(names(&users[0]), ("aghosh".into(), "g".into()));
    assert_eq!(names(&users[1]), ("Amy".into(), "Lawrence".into()));
    assert_eq!(users[0].role.as_deref(), Some("ADMIN"));
    assert_eq!(
        (users[0].active, users[0].status.as_deref()),
        (false, Some("PENDING_ACTIVATION"))
    );
    assert_eq!(
        users[1].groups.as_deref().unwrap(),
        ["7f5c248e-44e8-48d3-bacc-b5bd1253c2e4"]
    );
    assert_eq!(
        users[1].created_at.as_deref(),
        Some("2024-10-03T09:37:39.851Z")
    );
}

#[tokio::test(start_paused = true)]
async fn rows_without_a_status_do_not_say_who_is_active() {
    let mut hidden = user("id-1", "amy");
    hidden[EXTENSION]["status"] = json!("INACTIVE");
    let (client, _, _) = oneid(Organization {
        bare_rows: true,
        ..Organization::with(vec![user("id-0", "bea"), hidden, off(user("id-2", "cid"))])
    });
    let users = all(&client, json!({ "active": true })).await.unwrap();
    let ids: Vec<_> = users.iter().map(|user| user.id.as_str()).collect();
    assert_eq!(ids, ["id-0"]);
    // Where no record has one, `active` is all there is, and after a few nobody is read by id for it.
    let bare = |mut user: Value| {
        user.as_object_mut().unwrap().remove(EXTENSION);
        user
    };
    let users = crowd(50).into_iter().map(bare).collect();
    let (client, server, _) = oneid(Organization::with(users));
    assert_eq!(
        all(&client, json!({ "active": true })).await.unwrap().len(),
        50
    );
    assert!(server.borrow().log.len() < 7);
}

#[tokio::test(start_paused = true)]
async fn a_filter_by_status_means_the_extensions_and_is_applied_here_where_it_is_refused() {
    let mut invited = user("id-1", "amy");
    invited[EXTENSION]["status"] = json!("PENDING_ACTIVATION");
    for no_filter in [false, true] {
        let (client, server, _) = oneid(Organization {
            no_filter,
            ..Organization::with(vec![user("id-0", "bea"), invited.clone()])
        });
        let query = json!({ "filter": "status eq \"PENDING_ACTIVATION\"" });
        let users = all(&client, query).await.unwrap();
        assert_eq!(users.len(), 1);
        assert_eq!(users[0].id, "id-1");
        let path = server.borrow().log[0].1.clone();
        assert!(
            path.ends_with("&filter=status%20eq%20%22PENDING_ACTIVATION%22"),
            "{path}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn people_are_found_by_user_name_mail_and_id_with_or_without_a_filter() {
    for no_filter in [false, true] {
        let (client, _, _) = oneid(Organization {
            no_filter,
            ..Organization::with(crowd(120))
        });
        for (given, id) in [
            (who("u7"), "id-7"),
            (who("u101@mail.example"), "id-101"),
            (who("id-33"), "id-33"),
            (Who::Email(String::from("U5@MAIL.example")), "id-5"),
            (Who::ExternalId(String::from("u6")), "id-6"),
        ] {
            let found = client.get(&given, &no_options()).await.unwrap();
            assert_eq!(found.id, id);
        }
        assert!(
            client
                .find(&who("nobody"), &no_options())
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            client
                .find(&who("nobody@x"), &no_options())
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_in_a_list_of_one_is_that_user_and_another_user_is_nobody() {
    let (client, server, _) = oneid(Organization::default());
    let body = json!({ "id": "123456", "totalResults": 1, "resources": [user("id-1", "amy")] });
    server.borrow_mut().script = vec![
        reply(200, &[], &body),
        reply(200, &[], &user("id-2", "bea")),
    ];
    let one = Who::Id(String::from("id-1"));
    assert_eq!(
        client.get(&one, &no_options()).await.unwrap().user_name,
        "amy"
    );
    let error = client.get(&one, &no_options()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidResponse);
}

#[tokio::test(start_paused = true)]
async fn refusals_in_each_form_have_a_code_and_a_hint() {
    let scim = "urn:ietf:params:scim:api:messages:2.0:Error";
    for (answer, code, hint) in [
        (
            refusal(401, "90000011", "Authentication error"),
            ErrorCode::AuthFailed,
            true,
        ),
        (
            refusal(200, "90000011", "Authentication error"),
            ErrorCode::AuthFailed,
            true,
        ),
        (
            refusal(200, "90000010", "No permission"),
            ErrorCode::Forbidden,
            true,
        ),
        (
            refusal(400, "90000045", "Not here"),
            ErrorCode::NotSupported,
            false,
        ),
        (
            refusal(200, "90000020", "Bad input"),
            ErrorCode::VendorRejected,
            false,
        ),
        (
            reply(403, &[], &json!({ "code": "x", "message": "No" })),
            ErrorCode::Forbidden,
            true,
        ),
        (
            reply(403, &[], &json!({ "message": "No" })),
            ErrorCode::Forbidden,
            true,
        ),
        (
            reply(
                404,
                &[],
                &json!({ "schemas": [scim], "status": "404", "detail": "No" }),
            ),
            ErrorCode::NotSupported,
            true,
        ),
        (
            reply(
                200,
                &[],
                &json!({ "schemas": [scim], "status": "400", "detail": "No" }),
            ),
            ErrorCode::VendorRejected,
            false,
        ),
        (
            reply(400, &[], &json!({ "FaultCode": "x", "FaultMessage": "No" })),
            ErrorCode::VendorRejected,
            false,
        ),
        (
            reply(
                400,
                &[],
                &json!({ "Success": false, "Errors": [{ "Code": "x", "Message": "No" }] }),
            ),
            ErrorCode::VendorRejected,
            false,
        ),
        (empty(403), ErrorCode::Forbidden, true),
    ] {
        let (client, server, _) = oneid(Organization::default());
        let words = format!("{answer:?}");
        server.borrow_mut().script = vec![answer.clone(), answer];
        let error = all(&client, json!({})).await.unwrap_err();
        assert_eq!(error.code, code, "{words}");
        assert_eq!(error.hint.is_some(), hint, "{words} {:?}", error.hint);
        assert_eq!(error.provider, Some("zuora-oneid"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_zuora_may_do_later_is_asked_again() {
    for answer in [
        refusal(200, "90000050", "Locked"),
        refusal(200, "90000061", "Temporary"),
        refusal(400, "90000070", "Too many at once"),
        empty(429),
        empty(503),
    ] {
        let (client, server, _) = oneid(Organization::with(crowd(3)));
        server.borrow_mut().script = vec![answer];
        assert_eq!(all(&client, json!({})).await.unwrap().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_that_failed_inside_zuora_is_looked_into() {
    let (client, server, _) = oneid(Organization::default());
    let nobody = json!({ "totalResults": 0, "resources": [] });
    server.borrow_mut().script = vec![
        reply(200, &[], &nobody),
        // Whether the filter finds people at all can't be told where nobody is.
        reply(200, &[], &nobody),
        refusal(200, "90000060", "Internal"),
    ];
    let amy = json!({ "userName": "amy", "email": "amy@mail.example" });
    client.provision(&person(amy), &no_options()).await.unwrap();
    let asked = server.borrow().asked();
    assert_eq!(
        asked[..5],
        [
            "GET /Users",
            "GET /Users",
            "POST /Users",
            "GET /Users",
            "GET /Users"
        ][..]
    );
    assert_eq!(server.borrow().users.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_replaced_once() {
    let (client, server, _) = oneid(Organization::with(crowd(3)));
    server.borrow_mut().script = vec![refusal(401, "90000011", "Authentication error")];
    assert_eq!(all(&client, json!({})).await.unwrap().len(), 3);
    assert_eq!(server.borrow().token_requests.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_leaver_that_only_the_rest_api_knows_is_told_where_to_look() {
    let (client, server, _) = oneid(Organization::with(vec![user("id-1", "amy")]));
    let refused = refusal(400, "90000020", "API users can't be changed here");
    server.borrow_mut().next = vec![
        ("PATCH", refused.clone()),
        ("DELETE", refused.clone()),
        ("DELETE", refused),
    ];
    let error = client
        .deactivate(&Who::Id("id-1".into()), &no_options())
        .await
        .unwrap_err();
    assert!(
        error
            .hint
            .as_deref()
            .unwrap()
            .contains("provider \"zuora\""),
        "{error:?}"
    );
    assert!(BASE.starts_with("https://one.zuora.com"));
}
