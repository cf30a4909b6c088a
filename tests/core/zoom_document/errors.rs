//! Every error that the document lists, on the operation that it lists it for: its code, and a hint that helps.

use super::tenant::{JILL, Zoom, example, json_reply, refusal, user};
use crate::support::{no_options, options, person};
use seatwarden::error::Error;
use seatwarden::http::message::Method;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::model::Who;
use seatwarden_sandbox::Exchange;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;

/// Status, text and code: DESIGN section 5's mapping. `{…}` in a text stands for anything.
const CODES: &[(u16, &str, &str)] = &[
    (
        400,
        "Account has not enabled Single Sign-On.",
        "not_supported",
    ),
    (
        400,
        "The current filter is not supported, the filter name: {filter}",
        "not_supported",
    ),
    (
        400,
        "The request body must be in JSON format.",
        "vendor_rejected",
    ),
    (
        400,
        "The request JSON must not be empty.",
        "vendor_rejected",
    ),
    (
        400,
        "The \"userName\" of the request is invalid.",
        "vendor_rejected",
    ),
    (400, "The email \"{email}\" is already in use.", "conflict"),
    (400, "User is inactive or locked.", "vendor_rejected"),
    (
        400,
        "Cannot change the email of Admin user.",
        "protected_user",
    ),
    (
        400,
        "Cannot update Zoom Room user to free",
        "protected_user",
    ),
    (
        400,
        "Cannot assign Zoom Whiteboard and Zoom Whiteboard Plus to a user at the same time.",
        "vendor_rejected",
    ),
    (400, "Cannot delete Admin user.", "protected_user"),
    (400, "User is force inactive.", "vendor_rejected"),
    (
        403,
        "The current login user does not have the \"User:Read\" permission.",
        "forbidden",
    ),
    (
        403,
        "The request was denied due to insufficient permissions: \"User:Read\".",
        "forbidden",
    ),
    (
        403,
        "The request was denied due to insufficient permissions: \"User:Edit\".",
        "forbidden",
    ),
    (
        403,
        "The request was denied due to insufficient permissions:\"User:Edit\".",
        "forbidden",
    ),
    (404, "User does not exist.", "not_found"),
    (
        409,
        "The email domain does not match the associated domain of the account, please contact Zoom Customer Support to set up if necessary.",
        "vendor_rejected",
    ),
    (409, "Cannot add paid users.", "seat_unavailable"),
    (409, "The Zoom United Plan is invalid.", "vendor_rejected"),
    (
        409,
        "Cannot create more users with Zoom United Plan.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace Business Plus.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace Enterprise Premier.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace for Education School and Campus Plus.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace for Education Enterprise Premier.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace for Education Enterprise Student.",
        "seat_unavailable",
    ),
    (
        409,
        "Cannot create more users with Zoom Workplace Pro Plus.",
        "seat_unavailable",
    ),
    (409, "Email ''{email}'' has already been used.", "conflict"),
    (
        409,
        "Cannot activate or deactivate Zoom Room and Admin users.",
        "protected_user",
    ),
    (409, "User is force inactive.", "vendor_rejected"),
    (
        409,
        "You cannot deactivate this user because the user has hub assets on Zoom Events.",
        "protected_user",
    ),
    (
        429,
        "Too Many Requests. For more information, see [rate limits](https://developers.zoom.us/docs/api/rest/rate-limits/).",
        "rate_limited",
    ),
    (
        429,
        "Too Many Requests. For more information, see [rate limits](https://developers.zoom.us/docs/api/rate-limits/).",
        "rate_limited",
    ),
    (
        429,
        "Too Many Requests. For more information, see [rate limits](/docs/api/rate-limits/).",
        "rate_limited",
    ),
];

/// The errors of the operations on groups: their codes are in `groups.rs`; here, what is listed for them comes back from `request` as
/// it is.
const GROUPS: &str = "group";

struct Row {
    operation: String,
    status: u16,
    text: String,
}

fn rows() -> Vec<Row> {
    let all = example("errors");
    let row = |row: &Value| Row {
        operation: row["operation"].as_str().unwrap().to_owned(),
        status: u16::try_from(row["status"].as_u64().unwrap()).unwrap(),
        text: row["text"].as_str().unwrap().to_owned(),
    };
    all.as_array().unwrap().iter().map(row).collect()
}

fn code(row: &Row) -> Option<&'static str> {
    CODES
        .iter()
        .find(|(status, text, _)| *status == row.status && *text == row.text)
        .map(|(_, _, code)| *code)
}

/// The text as a tenant would say it.
fn said(text: &str) -> String {
    text.replace("{filter}", "userName")
        .replace("{email}", "jchill@example.com")
        .replace("{groupName}", "Developers")
}

/// The forms that a refusal comes in: SCIM's with `status` as a number (DF 100447) or a string (RFC 7644 §3.12), and
/// that of Zoom's gateway (FACTS §2).
fn forms(status: u16, text: &str) -> [Exchange; 3] {
    let mut as_string =
        json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": text });
    as_string["status"] = json!(status.to_string());
    [
        refusal(status, text),
        json_reply(status, &as_string),
        json_reply(status, &json!({ "code": status, "message": text })),
    ]
}

/// The error that the verb of an operation ends with when the tenant refuses that operation so.
async fn refused(operation: &str, form: usize, status: u16, text: &str) -> Error {
    let (method, one) = match operation {
        "list-users" => ("GET", false),
        "create-a-user" => ("POST", false),
        "get-a-user" => ("GET", true),
        "update-a-user" => ("PUT", true),
        "delete-a-user" => ("DELETE", true),
        "deactivate-a-user" => ("PATCH", true),
        other => panic!("{other} has no verb"),
    };
    let there = if operation == "create-a-user" {
        vec![]
    } else {
        vec![user(
            json!({ "id": JILL, "userName": "jchill@example.com" }),
        )]
    };
    let text = text.to_owned();
    let gone = Cell::new(false);
    let zoom = Zoom::with(&there).answer_first(move |asked| {
        let of_one = asked.path.starts_with("/scim2/Users/");
        let here = (asked.method == method && of_one == one) || (gone.get() && of_one);
        // Who isn't there isn't shown afterwards either.
        gone.set(gone.get() || (here && one && status == 404));
        here.then(|| forms(status, &text).into_iter().nth(form).unwrap())
    });
    let jill = Who::Id(JILL.to_owned());
    let client = &zoom.client;
    let ended = match operation {
        "list-users" => {
            let query = ListQuery::read(json!({ "filter": "userName eq \"x\"" }).into()).unwrap();
            let mut listing = client.list(query, &no_options()).unwrap();
            client.next_page(&mut listing).await.map(drop)
        }
        "create-a-user" => {
            let joiner = person(json!({ "userName": "jchill@example.com", "givenName": "Jill" }));
            client.provision(&joiner, &no_options()).await.map(drop)
        }
        "get-a-user" => client.get(&jill, &no_options()).await.map(drop),
        "update-a-user" => {
            let change = person(json!({ "title": "Developer", "email": "j.chill@example.com" }));
            client.update(&jill, &change, &no_options()).await.map(drop)
        }
        "delete-a-user" => {
            let sure = options(json!({ "confirm": "jchill@example.com" }));
            client.remove(&jill, &sure).await.map(drop)
        }
        _ => client.deactivate(&jill, &no_options()).await.map(drop),
    };
    let told = zoom.world.told();
    assert!(!told.contains("c4n4ry"), "{told}");
    ended.expect_err(operation)
}

/// The operations whose "not there" is an outcome and no error.
fn is_an_outcome(row: &Row) -> bool {
    row.status == 404 && ["delete-a-user", "deactivate-a-user"].contains(&row.operation.as_str())
}

#[test]
fn every_listed_error_has_a_row_and_every_row_is_listed() {
    let listed: BTreeSet<_> = rows()
        .into_iter()
        .filter(|row| !row.operation.contains(GROUPS))
        .map(|row| (row.status, row.text))
        .collect();
    let coded: BTreeSet<_> = CODES
        .iter()
        .map(|(status, text, _)| (*status, (*text).to_owned()))
        .collect();
    assert_eq!(coded.len(), CODES.len(), "a row is there twice");
    assert_eq!(listed, coded);
    assert_eq!(rows().len(), 86);
}

#[tokio::test(start_paused = true)]
async fn every_error_listed_for_users_has_its_code_and_a_hint() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for row in rows() {
        if row.operation.contains(GROUPS) || is_an_outcome(&row) {
            continue;
        }
        let wanted = code(&row).unwrap();
        for form in 0..3 {
            seen += 1;
            let text = said(&row.text);
            let error = refused(&row.operation, form, row.status, &text).await;
            let told = format!("{} {} {text} (form {form})", row.operation, row.status);
            if error.code.to_string() != wanted {
                wrong.push(format!(
                    "{told}: {} instead of {wanted}: {}",
                    error.code, error.message
                ));
            }
            if error.hint.as_deref().unwrap_or_default().len() < 15 {
                wrong.push(format!("{told}: no hint"));
            }
            // Nobody under an id is no refusal, and the message is our own.
            if row.status != 404 {
                let repeated = error.vendor.as_ref();
                let repeated = repeated.and_then(|vendor| vendor.message.as_deref());
                if repeated != Some(text.as_str()) {
                    wrong.push(format!("{told}: the vendor is quoted as {repeated:?}"));
                }
                if error.status != Some(row.status) {
                    wrong.push(format!("{told}: the status is {:?}", error.status));
                }
            }
            if error.retryable != (row.status == 429) {
                wrong.push(format!("{told}: retryable is {}", error.retryable));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {seen}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(seen, 3 * 60);
}

#[tokio::test(start_paused = true)]
async fn somebody_who_does_not_exist_is_already_gone() {
    for row in rows().iter().filter(|row| is_an_outcome(row)) {
        let zoom = Zoom::with(&[]);
        let nobody = Who::Id(JILL.to_owned());
        let result = if row.operation == "delete-a-user" {
            let sure = options(json!({ "confirm": "jchill@example.com" }));
            zoom.client.remove(&nobody, &sure).await
        } else {
            zoom.client.deactivate(&nobody, &no_options()).await
        };
        assert_eq!(result.unwrap().outcome.as_str(), "not_found");
    }
}

#[tokio::test(start_paused = true)]
async fn errors_listed_for_groups_come_back_from_request_as_they_are() {
    let mut seen = 0;
    for row in rows() {
        if !row.operation.contains(GROUPS) || row.status == 429 {
            continue;
        }
        seen += 1;
        let text = said(&row.text);
        let (status, answer) = (row.status, text.clone());
        let zoom = Zoom::with(&[]).answer_first(move |_| Some(refusal(status, &answer)));
        let method = match row.operation.as_str() {
            "create-a-group" => Method::Post,
            "update-a-group" => Method::Patch,
            "delete-a-group" => Method::Delete,
            _ => Method::Get,
        };
        let raw = zoom
            .client
            .request(method, "/scim2/Groups/g-1", None, &no_options())
            .await
            .unwrap();
        assert_eq!(
            (raw.status, raw.body["detail"].as_str()),
            (row.status, Some(text.as_str()))
        );
    }
    assert_eq!(seen, 19);
}

/// What the document doesn't list: FACTS §2, and DF 100447.
#[tokio::test(start_paused = true)]
async fn what_the_gateway_says_has_its_code_too() {
    for (status, body, wanted) in [
        (
            400,
            json!({ "code": 4711, "message": "Invalid access token, does not contain scopes:[scim2:admin]." }),
            "forbidden",
        ),
        (
            401,
            json!({ "code": 124, "message": "Invalid access token." }),
            "auth_failed",
        ),
        (
            401,
            json!({ "code": 124, "message": "Access token is expired." }),
            "auth_failed",
        ),
        (
            429,
            json!({ "code": 429, "message": "You have reached the maximum per-second rate limit for this API." }),
            "rate_limited",
        ),
        (
            500,
            json!({ "code": 500, "message": "Internal error" }),
            "vendor_unavailable",
        ),
    ] {
        let answer = body.clone();
        let zoom = Zoom::with_jill().answer_first(move |_| Some(json_reply(status, &answer)));
        let error = zoom
            .client
            .get(&Who::Id(JILL.to_owned()), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code.to_string(), wanted, "{body}");
        if status < 429 {
            let hint = error.hint.as_deref().expect("a hint");
            assert!(hint.len() > 15, "{hint}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_scope_says_which_and_where_to_add_it() {
    let body = json!({ "code": 4711, "message": "Invalid access token, does not contain scopes:[scim2:admin]." });
    let zoom = Zoom::with_jill().answer_first(move |_| Some(json_reply(400, &body)));
    let error = zoom
        .client
        .get(&Who::Id(JILL.to_owned()), &no_options())
        .await
        .unwrap_err();
    let hint = error.hint.as_deref().unwrap();
    assert!(hint.contains("scim2"), "{hint}");
    assert!(hint.to_lowercase().contains("scope"), "{hint}");
}
