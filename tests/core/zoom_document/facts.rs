//! What the document contradicts itself in, and what tenants do otherwise than it says: the client takes all of it. Each
//! line of FACTS §4 on Zoom has a test here; `:n` is the document's line.
//!
//! Without a test: the names of query parameters that :403 promises and doesn't list (`startIndex` and `count` are RFC
//! 7644's, and in `examples.rs`). Those of groups are in `groups.rs`.

use super::tenant::{
    ENTERPRISE, JILL, LOGIN, ZOOM_USER, Zoom, empty, example, json_reply, refusal, user, without,
};
use crate::support::{codes, no_options, options, person, who};
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::{User, Who};
use seatwarden_sandbox::{Delivery, Exchange, Response};
use serde_json::{Value, json};
use std::rc::Rc;

fn ann() -> Who {
    Who::Id("u-1".to_owned())
}

async fn read(attributes: Value) -> User {
    let zoom = Zoom::with(&[user(attributes)]);
    zoom.client.get(&ann(), &no_options()).await.unwrap()
}

async fn listed(zoom: &Zoom) -> Result<Vec<User>, seatwarden::error::Error> {
    let mut listing = zoom.client.list(ListQuery::default(), &no_options())?;
    let mut users = Vec::new();
    while let Some(page) = zoom.client.next_page(&mut listing).await? {
        users.extend(page.users);
    }
    Ok(users)
}

/// :7 has the client ask for `application/scim+json`, :27 and all responses are `application/json`.
#[tokio::test(start_paused = true)]
async fn scim_json_is_asked_for_and_json_is_taken() {
    let zoom = Zoom::with_jill();
    zoom.client
        .get(&Who::Id(JILL.into()), &no_options())
        .await
        .unwrap();
    let change = person(json!({ "title": "Lead" }));
    zoom.client
        .update(&Who::Id(JILL.into()), &change, &no_options())
        .await
        .unwrap();
    for asked in zoom.account.borrow().asked.iter() {
        assert!(
            asked
                .header("accept")
                .unwrap()
                .contains("application/scim+json"),
            "{asked:?}"
        );
    }
    let sent = zoom.asked_once("PUT");
    assert!(sent.header("content-type").unwrap().contains("json"));
}

/// :497, 1027, 1359, 1956, 2344.
#[tokio::test(start_paused = true)]
async fn a_user_that_calls_itself_a_list_response_is_a_user() {
    let urn = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    for name in [
        "get-a-user",
        "create-a-user",
        "update-a-user",
        "deactivate-a-user",
    ] {
        let stored = example(&format!("{name}.response"));
        assert_eq!(stored["schemas"], json!([urn]));
        let zoom = Zoom::with(&[stored]);
        let user = zoom
            .client
            .get(&Who::Id(JILL.into()), &no_options())
            .await
            .unwrap();
        assert_eq!(user.user_name, "jchill@example.com");
    }
}

/// :731, 1666, 2143, against :367.
#[tokio::test(start_paused = true)]
async fn what_is_sent_calls_itself_what_it_is() {
    let zoom = Zoom::with(&[user(json!({}))]);
    zoom.client
        .provision(
            &person(json!({ "userName": "new@example.com" })),
            &no_options(),
        )
        .await
        .unwrap();
    zoom.client
        .update(&ann(), &person(json!({ "title": "Lead" })), &no_options())
        .await
        .unwrap();
    zoom.client.deactivate(&ann(), &no_options()).await.unwrap();
    for method in ["POST", "PUT", "PATCH"] {
        let schemas = zoom.asked_once(method).body["schemas"].to_string();
        assert!(!schemas.contains("ListResponse"), "{method}: {schemas}");
        assert!(
            schemas.contains(if method == "PATCH" {
                "PatchOp"
            } else {
                "core:2.0:User"
            }),
            "{method}: {schemas}"
        );
    }
}

/// :76 against :80 (the location names another id), :488-491 (with a raw `&`).
#[tokio::test(start_paused = true)]
async fn an_id_is_the_id_and_not_the_end_of_a_location() {
    for id in [JILL, "a/b==", "x+y?z#", "100%", "é"] {
        let location = "https://api.zoom.us/scim2/Users/k&KdKr6TLWuxdDtk0hjSzL-other";
        let zoom = Zoom::with(&[user(json!({ "id": id, "meta": { "location": location } }))]);
        let read = zoom
            .client
            .get(&who("ann@example.com"), &no_options())
            .await
            .unwrap();
        assert_eq!(read.id, id);
        zoom.client
            .deactivate(&who("ann@example.com"), &no_options())
            .await
            .unwrap();
        let path = zoom.asked_once("PATCH").path;
        let segment = path.strip_prefix("/scim2/Users/").unwrap();
        assert!(!segment.contains(['&', '/', '=', '+', '?', '#']), "{path}");
        assert_eq!(
            percent_encoding::percent_decode_str(segment)
                .decode_utf8()
                .unwrap(),
            id
        );
    }
}

/// :1183, 1218, 1381-1390 (objects) against :846, 887 (arrays).
#[tokio::test(start_paused = true)]
async fn roles_and_groups_may_be_an_object_or_an_array() {
    let role = json!({ "display": "Developer", "value": "Developer", "primary": true });
    let group = json!({ "type": "direct", "value": "Developers", "display": "Developers" });
    for (roles, groups) in [
        (role.clone(), group.clone()),
        (json!([role]), json!([group])),
    ] {
        let user = read(json!({ "roles": roles, "groups": groups })).await;
        assert_eq!(user.role.as_deref(), Some("Developer"));
        assert_eq!(user.groups, Some(vec!["Developers".to_owned()]));
    }
    let none = read(json!({ "roles": {}, "groups": [] })).await;
    assert_eq!((none.role, none.groups.unwrap_or_default()), (None, vec![]));
    let two = read(json!({ "groups": [{ "value": "A" }, { "value": "B" }], "roles": [{ "value": "Member" }, { "value": "Admin", "primary": true }] })).await;
    assert_eq!(two.groups, Some(vec!["A".to_owned(), "B".to_owned()]));
    assert_eq!(two.role.as_deref(), Some("Admin"), "the primary one");
}

/// :1183 and :846 again: what is the same in the other form is no difference.
#[tokio::test(start_paused = true)]
async fn a_role_or_group_in_the_other_form_is_no_reason_to_write() {
    let zoom = Zoom::with_jill();
    let same = person(
        json!({ "userName": "jchill@example.com", "role": "Developer", "groups": ["Developers"],
                              "phone": "+015550100", "manager": "thill@example.com" }),
    );
    let result = zoom.client.provision(&same, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged, "{:?}", result.changes);
}

/// :558 and :1189: a user's groups are names.
#[tokio::test(start_paused = true)]
async fn a_group_is_asked_for_by_its_name() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let change = person(json!({ "groups": ["Ops", "Sales"] }));
    zoom.client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    let groups = zoom.asked_once("PUT").body["groups"].clone();
    let values: Vec<_> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|group| &group["value"])
        .collect();
    assert_eq!(values, ["Ops", "Sales"]);
}

/// :380 against :2156, and what FACTS §6 has of PATCH and PUT: a body or none.
#[tokio::test(start_paused = true)]
async fn a_write_may_be_answered_with_the_user_or_with_nothing() {
    for status in [200, 204] {
        let zoom = Zoom::with(&[user(json!({}))]);
        let account = Rc::clone(&zoom.account);
        let zoom = zoom.answer_first(move |asked| {
            (asked.method == "PATCH" && status == 204).then(|| {
                account.borrow_mut().users[0]["active"] = json!(false);
                empty(204)
            })
        });
        let result = zoom.client.deactivate(&ann(), &no_options()).await.unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated, "{status}");
        assert!(!result.user.unwrap().active);
    }
}

/// :2116 "Deactivate" against :2120, activate and deactivate.
#[tokio::test(start_paused = true)]
async fn the_operation_that_deactivates_activates_too() {
    let zoom = Zoom::with(&[user(json!({ "active": false }))]);
    let result = zoom.client.reactivate(&ann(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Reactivated);
    let sent = zoom.asked_once("PATCH").body;
    assert_eq!(
        sent["Operations"],
        json!([{ "op": "replace", "value": { "active": true } }])
    );
}

/// DF 100447: lower-case `operations` is a misleading 400.
#[tokio::test(start_paused = true)]
async fn operations_has_a_capital() {
    let zoom = Zoom::with_jill();
    zoom.client
        .deactivate(&Who::Id(JILL.into()), &no_options())
        .await
        .unwrap();
    let sent = zoom.asked_once("PATCH").body;
    assert!(sent.get("Operations").is_some() && sent.get("operations").is_none());
}

/// `active` is absent from POST and present at :1473; `emails` is PUT's only (:1476).
#[tokio::test(start_paused = true)]
async fn active_and_emails_are_not_in_a_create() {
    let zoom = Zoom::with(&[]);
    let joiner = person(
        json!({ "userName": "new@example.com", "email": "new@example.com", "givenName": "New" }),
    );
    let result = zoom.client.provision(&joiner, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    let sent = zoom.asked_once("POST").body;
    assert_eq!(
        without(sent, &["schemas"]),
        json!({ "userName": "new@example.com", "name": { "givenName": "New" } })
    );
    assert!(
        zoom.asked("PUT").is_empty(),
        "a defaulted mail is nothing to put"
    );
}

/// `emails` is PUT's (:1476), which lacks userName.
#[tokio::test(start_paused = true)]
async fn a_new_mail_goes_out_as_emails_and_without_a_user_name() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let change = person(json!({ "email": "ann.new@example.com" }));
    let result = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let sent = zoom.asked_once("PUT").body;
    let emails = json!([{ "type": "work", "value": "ann.new@example.com", "primary": true }]);
    assert_eq!(without(sent, &["schemas"]), json!({ "emails": emails }));
}

/// FACTS §3.5: the userName stays what it is, whatever a PUT says.
#[tokio::test(start_paused = true)]
async fn a_user_name_is_never_put_and_stands_for_no_mail() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let change = person(json!({ "userName": "new@example.com" }));
    let result = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["unsupported_field"]);
    assert!(zoom.asked("PUT").is_empty());
    // With the mail address it is asked for, and where it doesn't follow, that is told.
    let both = person(json!({ "userName": "new@example.com", "email": "new@example.com" }));
    for (outcome, warned) in [
        (Outcome::Updated, "not_applied"),
        (Outcome::Unchanged, "unsupported_field"),
    ] {
        let result = zoom
            .client
            .update(&ann(), &both, &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, outcome);
        assert_eq!(codes(&result.warnings), [warned]);
        let user = result.user.unwrap();
        assert_eq!(user.user_name, "ann@example.com");
        assert_eq!(user.email.as_deref(), Some("new@example.com"));
    }
    assert!(zoom.asked_once("PUT").body.get("userName").is_none());
}

/// :598, 910, 1238, 1535: a string, where RFC 7643 §4.3 has an object.
#[tokio::test(start_paused = true)]
async fn a_manager_is_a_string_here_and_read_as_an_object_too() {
    for manager in [
        json!("boss@example.com"),
        json!({ "value": "boss@example.com" }),
    ] {
        let user = read(json!({ ENTERPRISE: { "manager": manager } })).await;
        assert_eq!(user.manager.as_deref(), Some("boss@example.com"));
    }
    let zoom = Zoom::with(&[user(json!({}))]);
    let change = person(json!({ "manager": "boss@example.com" }));
    zoom.client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(
        zoom.asked_once("PUT").body[ENTERPRISE],
        json!({ "manager": "boss@example.com" })
    );
}

/// :601 and :457: two URNs for Zoom's own attributes of a user.
#[tokio::test(start_paused = true)]
async fn both_extension_urns_are_kept_and_only_the_one_asked_for_is_sent() {
    let user =
        read(json!({ LOGIN: { "loginType": { "sso": true } }, ZOOM_USER: { "pronouns": "They" } }))
            .await;
    let raw = user.raw.unwrap();
    assert_eq!(raw[LOGIN], json!({ "loginType": { "sso": true } }));
    assert_eq!(raw[ZOOM_USER], json!({ "pronouns": "They" }));
    for urn in [LOGIN, ZOOM_USER] {
        let zoom = Zoom::with(&[super::tenant::user(json!({}))]);
        let change = person(json!({ "extra": { urn: { "x": "1" } } }));
        zoom.client
            .update(&ann(), &change, &no_options())
            .await
            .unwrap();
        let sent = zoom.asked_once("PUT").body;
        assert_eq!(without(sent, &["schemas"]), json!({ urn: { "x": "1" } }));
    }
}

/// :773 has a literal `{customAttribute}`: it is the attribute's own name that goes there.
#[tokio::test(start_paused = true)]
async fn a_custom_attribute_goes_out_under_its_own_name() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let extra =
        json!({ ZOOM_USER: { "currentState": "California", "{customAttribute}": "as it stands" } });
    let change = person(json!({ "extra": extra.clone() }));
    let result = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(zoom.asked_once("PUT").body[ZOOM_USER], extra[ZOOM_USER]);
    let again = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
}

/// `13421772` (:1081, 1412, 2007, 2396) against `134217728` (:674).
#[tokio::test(start_paused = true)]
async fn an_enum_value_that_no_list_has_is_left_alone() {
    let stored = example("get-a-user.response");
    assert_eq!(stored[ZOOM_USER]["zoomOneEntPremier"], "13421772");
    let zoom = Zoom::with(&[stored]);
    let change = person(
        json!({ "extra": { ZOOM_USER: { "zoomOneEntPremier": "13421772", "pronouns": "She" } } }),
    );
    let result = zoom
        .client
        .update(&Who::Id(JILL.into()), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(
        result.user.unwrap().raw.unwrap()[ZOOM_USER]["zoomOneEntPremier"],
        "13421772"
    );
}

/// :624: 64-bit enums as strings, one of them negative.
#[tokio::test(start_paused = true)]
async fn a_64_bit_enum_keeps_every_digit() {
    let plans = json!({ "zoomAutoDialer": "-9223372036854775808", "zoomOneEdu": "576460752303423488",
                        "cxInsights": "4611686018427387904" });
    let zoom = Zoom::with(&[user(json!({}))]);
    let change = person(json!({ "extra": { ZOOM_USER: plans.clone() } }));
    let result = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(zoom.asked_once("PUT").body[ZOOM_USER], plans);
    assert_eq!(result.user.unwrap().raw.unwrap()[ZOOM_USER], plans);
    // A tenant that sends them as numbers: DESIGN section 4 has such integers as strings.
    let user = read(json!({ ZOOM_USER: { "zoomAutoDialer": i64::MIN, "zoomOneEdu": 576_460_752_303_423_488_u64, "seats": 12 } })).await;
    assert_eq!(
        user.raw.unwrap()[ZOOM_USER],
        json!({ "zoomAutoDialer": "-9223372036854775808", "zoomOneEdu": "576460752303423488", "seats": 12 })
    );
}

/// :2353 and :2358: the mail is not the userName.
#[tokio::test(start_paused = true)]
async fn a_mail_that_is_not_the_user_name_stays_what_it_is() {
    let zoom = Zoom::with(&[example("deactivate-a-user.response")]);
    let found = zoom
        .client
        .find(&who("jchill@example.com"), &no_options())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.user_name.as_str(), found.email.as_deref()),
        ("jchill@example.com", Some("jillchill@example.com"))
    );
    let same = person(json!({ "userName": "jchill@example.com", "title": "Developer" }));
    let left_off = options(json!({ "reactivate": false }));
    let result = zoom.client.provision(&same, &left_off).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert!(zoom.asked("PUT").is_empty(), "the mail was not asked for");
}

/// :73: `itemsPerPage` 10, `totalResults` 20, one item.
#[tokio::test(start_paused = true)]
async fn one_item_on_a_page_of_ten_is_no_end() {
    let zoom =
        Zoom::with(&[]).answer_first(|_| Some(json_reply(200, &example("list-users.response"))));
    let error = listed(&zoom).await.unwrap_err();
    assert_eq!(error.code.to_string(), "incomplete_listing");
}

/// A mail that is taken: 400 at :1131, 409 at :2069.
#[tokio::test(start_paused = true)]
async fn a_mail_in_use_is_a_conflict_as_400_and_as_409() {
    for (status, text) in [
        (400, "The email \"new@example.com\" is already in use."),
        (409, "Email ''new@example.com'' has already been used."),
    ] {
        let holder = user(
            json!({ "id": "u-9", "userName": "holder@example.com", "emails": [{ "value": "new@example.com", "primary": true }] }),
        );
        for there in [vec![], vec![holder]] {
            let zoom = Zoom::with(&there)
                .answer_first(move |asked| (asked.method == "POST").then(|| refusal(status, text)));
            let joiner = person(json!({ "userName": "new@example.com" }));
            let error = zoom
                .client
                .provision(&joiner, &no_options())
                .await
                .unwrap_err();
            assert_eq!(error.code.to_string(), "conflict", "{text}");
            let told = format!(
                "{} {}",
                error.message,
                error.hint.as_deref().unwrap_or_default()
            );
            assert_eq!(
                told.contains("holder@example.com"),
                !there.is_empty(),
                "{told}"
            );
        }
    }
}

/// :2443 (400) and :2454 (409).
#[tokio::test(start_paused = true)]
async fn force_inactive_is_told_as_400_and_as_409() {
    for status in [400, 409] {
        let zoom = Zoom::with(&[user(json!({ "active": false }))]).answer_first(move |asked| {
            (asked.method == "PATCH").then(|| refusal(status, "User is force inactive."))
        });
        let error = zoom
            .client
            .reactivate(&ann(), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code.to_string(), "vendor_rejected");
        assert!(error.hint.is_some());
    }
}

/// :533, 1456 and 2110 (the last without a space): one thing in three wordings.
#[tokio::test(start_paused = true)]
async fn three_wordings_of_a_missing_permission_name_the_same_place_to_add_it() {
    let mut hints = Vec::new();
    for text in [
        "The current login user does not have the \"User:Read\" permission.",
        "The request was denied due to insufficient permissions: \"User:Read\".",
        "The request was denied due to insufficient permissions:\"User:Read\".",
    ] {
        let zoom = Zoom::with_jill().answer_first(move |_| Some(refusal(403, text)));
        let error = zoom
            .client
            .get(&Who::Id(JILL.into()), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code.to_string(), "forbidden");
        hints.push(error.hint.clone().unwrap());
    }
    hints.dedup();
    assert_eq!(hints.len(), 1, "{hints:?}");
}

/// :98 and :530: two wordings for a filter that isn't supported. Who is looked for is then looked for in the whole list.
#[tokio::test(start_paused = true)]
async fn a_refused_filter_leads_to_a_scan() {
    for text in [
        "The current filter does not support the filter name: userName",
        "The current filter is not supported, the filter name: userName",
        // DF 7646: what a filter for a pending user is answered.
        "User is pending.",
    ] {
        for status in [400, 501] {
            let zoom = Zoom::with_jill().answer_first(move |asked| {
                asked.parameter("filter").map(|_| refusal(status, text))
            });
            let found = zoom
                .client
                .find(&who("jchill@example.com"), &no_options())
                .await
                .unwrap();
            assert_eq!(found.unwrap().id, JILL, "{status} {text}");
            assert_eq!(
                zoom.client
                    .find(&who("nobody@example.com"), &no_options())
                    .await
                    .unwrap(),
                None
            );
        }
    }
}

/// No 401 is anywhere in the document. It gets one fresh token, and one more try.
#[tokio::test(start_paused = true)]
async fn a_401_that_the_document_lacks_gets_one_fresh_token() {
    let mut refused = 0;
    let zoom = Zoom::with_jill().answer_first(move |_| {
        refused += 1;
        (refused == 1).then(|| {
            json_reply(
                401,
                &json!({ "code": 124, "message": "Access token is expired." }),
            )
        })
    });
    zoom.client
        .get(&Who::Id(JILL.into()), &no_options())
        .await
        .unwrap();
    assert_eq!(zoom.account.borrow().token_requests.len(), 2);
}

/// :740: `"locale": "San Jose"`.
#[tokio::test(start_paused = true)]
async fn a_locale_may_be_a_city() {
    let user = read(json!({ "locale": "San Jose" })).await;
    assert_eq!(user.locale.as_deref(), Some("San Jose"));
    let zoom = Zoom::with(&[super::tenant::user(json!({}))]);
    let change = person(json!({ "locale": "San Jose" }));
    let result = zoom
        .client
        .update(&ann(), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(zoom.asked_once("PUT").body["locale"], "San Jose");
}

/// :571: an `office` phone, which RFC 7643 §4.1.2 doesn't know.
#[tokio::test(start_paused = true)]
async fn an_office_phone_is_a_phone() {
    let user = read(json!({ "phoneNumbers": [{ "type": "office", "value": "+4411" }] })).await;
    assert_eq!(user.phone.as_deref(), Some("+4411"));
    let both = read(json!({ "phoneNumbers": [{ "type": "fax", "value": "+1" }, { "type": "work", "value": "+2" }] })).await;
    assert_eq!(both.phone.as_deref(), Some("+2"), "a fax is nobody's phone");
}

/// FACTS §2: Basic, `account_credentials`, and no word of the secret anywhere else; `api_url` is not followed.
#[tokio::test(start_paused = true)]
async fn the_token_is_asked_for_as_a_server_to_server_app_does() {
    let zoom = Zoom::with_jill();
    let token = zoom.client.token(&no_options()).await.unwrap();
    assert_eq!(token.scope.as_deref(), Some("scim2:admin"));
    zoom.client
        .get(&Who::Id(JILL.into()), &no_options())
        .await
        .unwrap();
    let account = zoom.account.borrow();
    let [asked] = account.token_requests.as_slice() else {
        panic!("{} requests for a token", account.token_requests.len());
    };
    let header = |name: &str| {
        asked
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    // id-1:s3cr3t-c4n4ry
    assert_eq!(
        header("authorization"),
        Some("Basic aWQtMTpzM2NyM3QtYzRuNHJ5")
    );
    let url = url::Url::parse(&asked.url).unwrap();
    let body = String::from_utf8(asked.body.clone()).unwrap();
    let sent = format!("{}&{body}", url.query().unwrap_or_default());
    assert!(
        sent.contains("grant_type=account_credentials") && sent.contains("account_id=acc-1"),
        "{sent}"
    );
    assert!(!sent.contains("s3cr3t"), "{sent}");
    assert_eq!(
        account.asked[0].header("authorization"),
        Some("Bearer t0ken-c4n4ry")
    );
}

/// FACTS §3, 2: writes to a pending user are dropped without a word.
#[tokio::test(start_paused = true)]
async fn a_write_that_changed_nothing_is_told() {
    let zoom = Zoom::with(&[user(json!({ "title": "Engineer" }))]).answer_first(|asked| {
        (asked.method == "PUT").then(|| json_reply(200, &user(json!({ "title": "Engineer" }))))
    });
    let change = person(json!({ "userName": "ann@example.com", "title": "Lead" }));
    let result = zoom.client.provision(&change, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert!(
        codes(&result.warnings).contains(&"not_applied"),
        "{:?}",
        result.warnings
    );
}

/// FACTS §3, 6: the list lacks licences and manager. What a row doesn't show is not taken for empty.
#[tokio::test(start_paused = true)]
async fn a_list_row_without_the_manager_says_nothing_about_the_manager() {
    let full = user(json!({ ENTERPRISE: { "manager": "boss@example.com", "department": "Ops" } }));
    let row = user(json!({ ENTERPRISE: { "department": "Ops" } }));
    let zoom = Zoom::with(&[full]).answer_first(move |asked| {
        let page =
            json!({ "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [row] });
        (asked.path == "/scim2/Users" && asked.method == "GET").then(|| json_reply(200, &page))
    });
    let same = person(json!({ "userName": "ann@example.com", "manager": "boss@example.com" }));
    let result = zoom.client.provision(&same, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged, "{:?}", result.changes);
}

/// FACTS §2: `Retry-After` as an ISO time.
#[tokio::test(start_paused = true)]
async fn a_retry_after_that_is_a_time_is_waited_for() {
    let mut refused = 0;
    let zoom = Zoom::with_jill().answer_first(move |_| {
        refused += 1;
        (refused == 1).then(|| Exchange {
            delay_ms: 0,
            delivery: Delivery::Response(Response {
                status: 429,
                // Eight seconds after the world began, at 2026-03-17T08:00:00Z.
                headers: vec![("Retry-After".into(), "2026-03-17T08:00:08Z".into())],
                body: br#"{"code":429,"message":"Too Many Requests"}"#.to_vec(),
            }),
        })
    });
    let began = zoom.world.now();
    zoom.client
        .get(&Who::Id(JILL.into()), &no_options())
        .await
        .unwrap();
    let waited = zoom.world.now() - began;
    assert!((8_000..12_000).contains(&waited), "{waited} ms");
}

/// `transferTo` is Zoom's `transferee` (:2120's document has it as an attribute of the user), and is there before the
/// account is off.
#[tokio::test(start_paused = true)]
async fn whom_the_data_goes_to_is_written_before_the_leaver_is_off() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let heir = options(json!({ "transferTo": "boss@example.com" }));
    let result = zoom.client.deactivate(&ann(), &heir).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    let account = zoom.account.borrow();
    let writes: Vec<_> = account
        .asked
        .iter()
        .filter(|asked| asked.method != "GET")
        .collect();
    let text: String = writes
        .iter()
        .map(|asked| format!("{} {}\n", asked.method, asked.body))
        .collect();
    let named = text
        .find("\"transferee\":\"boss@example.com\"")
        .expect(&text);
    let off = text.find("\"active\":false").expect(&text);
    assert!(named < off, "{text}");
    assert_eq!(account.users[0]["active"], false);
    assert_eq!(
        account.users[0][ZOOM_USER]["transferee"],
        "boss@example.com"
    );
}
