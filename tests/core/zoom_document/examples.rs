//! Every request example is what is sent, every response example is understood.
//!
//! One thing in the requests is not copied: the document has users and patches call themselves `ListResponse` (FACTS §4,
//! Z:731, 1666, 2143). What is sent calls itself what RFC 7643 and 7644 say it is; Zoom's groups do so too (Z:367).

use super::tenant::{
    ENTERPRISE, JILL, ZOOM_USER, Zoom, empty, example, json_reply, user, vendor_part, without,
};
use crate::support::{no_options, options, person, who};
use seatwarden::http::message::Method;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::{User, Who};
use serde_json::{Value, json};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

fn jill() -> Who {
    Who::Id(JILL.to_owned())
}

/// What the examples' user asks for, in our own words.
fn jill_as_a_person(extra: &Value) -> Value {
    json!({
        "userName": "jchill@example.com", "givenName": "Jill", "familyName": "Chill", "displayName": "Jill Chill",
        "title": "Developer", "locale": "San Jose", "phone": "+015550100", "role": "Developer", "groups": ["Developers"],
        "department": "Development", "organization": "Example", "costCenter": "US01", "employeeNumber": "123",
        "manager": "thill@example.com", "extra": { ZOOM_USER: extra },
    })
}

/// The URNs that a body calls itself by.
fn schemas(body: &Value) -> Vec<&str> {
    let schemas = body["schemas"].as_array().expect("schemas");
    schemas.iter().map(|urn| urn.as_str().unwrap()).collect()
}

fn shown(user: &User, fields: &[&str]) -> Value {
    let all = serde_json::to_value(user).unwrap();
    let known = fields
        .iter()
        .map(|field| ((*field).to_owned(), all[field].clone()));
    Value::Object(known.collect())
}

#[tokio::test(start_paused = true)]
async fn a_created_user_is_the_documents() {
    let wanted = example("create-a-user.request");
    let zoom = Zoom::with(&[]);
    zoom.account.borrow_mut().created = Some(example("create-a-user.response"));
    let asked_for = person(jill_as_a_person(&wanted[ZOOM_USER]));
    let result = zoom
        .client
        .provision(&asked_for, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    let sent = zoom.asked_once("POST");
    assert_eq!(sent.path, "/scim2/Users");
    assert_eq!(
        without(sent.body.clone(), &["schemas"]),
        without(wanted, &["schemas"])
    );
    assert_eq!(schemas(&sent.body)[0], USER);
    assert!(schemas(&sent.body).contains(&ENTERPRISE));
    assert!(schemas(&sent.body).contains(&ZOOM_USER));
    // The document's answer has another employeeNumber than it was given, and no zoomPhoneSite: both are told.
    let told: Vec<_> = result
        .warnings
        .iter()
        .map(|warning| format!("{} {}", warning.code, warning.message))
        .collect();
    for (code, field) in [("not_applied", "employeeNumber"), ("not_", "zoomPhoneSite")] {
        assert!(
            told.iter()
                .any(|told| told.starts_with(code) && told.contains(field)),
            "{field}: {told:#?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_created_users_answer_is_understood() {
    let answer = example("create-a-user.response");
    let zoom = Zoom::with(&[]);
    zoom.account.borrow_mut().created = Some(answer.clone());
    let asked_for = person(json!({ "userName": "jchill@example.com" }));
    let result = zoom
        .client
        .provision(&asked_for, &no_options())
        .await
        .unwrap();
    let made = result.user.unwrap();
    let fields = [
        "id",
        "userName",
        "active",
        "email",
        "givenName",
        "familyName",
        "displayName",
        "title",
        "locale",
        "phone",
        "role",
        "groups",
        "department",
        "organization",
        "costCenter",
        "employeeNumber",
        "manager",
        "createdAt",
        "updatedAt",
    ];
    assert_eq!(
        shown(&made, &fields),
        json!({
            "id": JILL, "userName": "jchill@example.com", "active": true, "email": "jchill@example.com",
            "givenName": "Jill", "familyName": "Chill", "displayName": "Jill Chill", "title": "Developer",
            "locale": "San Jose", "phone": "+015550100", "role": "Developer", "groups": ["Developers"],
            "department": "Development", "organization": "Example", "costCenter": "US01", "employeeNumber": "ABCDE12345",
            "manager": "thill@example.com", "createdAt": "2023-11-24T05:13:15Z", "updatedAt": "2023-11-24T05:13:15Z",
        })
    );
    assert_eq!(made.raw, Some(answer.into()));
}

#[tokio::test(start_paused = true)]
async fn a_user_read_is_the_documents() {
    let zoom = Zoom::with_jill();
    let read = zoom.client.get(&jill(), &no_options()).await.unwrap();
    let fields = [
        "id",
        "userName",
        "active",
        "role",
        "groups",
        "manager",
        "department",
        "organization",
        "title",
    ];
    assert_eq!(
        shown(&read, &fields),
        json!({ "id": JILL, "userName": "jchill@example.com", "active": true, "role": "Developer",
                "groups": ["Developers"], "manager": "thill@example.com", "department": "Development",
                "organization": "Example", "title": null })
    );
    assert_eq!(read.raw, Some(example("get-a-user.response").into()));
    let sent = zoom.asked_once("GET");
    assert_eq!(sent.path, "/scim2/Users/k%26KdKr6TLWuxdDtk0hjSzL");
}

#[tokio::test(start_paused = true)]
async fn a_list_of_users_is_the_documents() {
    // The example is the first of twenty, on a page of ten that has one: so nineteen more have to come.
    let zoom = Zoom::with(&[]).answer_first(|asked| {
        let start: usize = asked.parameter("startIndex").unwrap().parse().unwrap();
        let mut page = example("list-users.response");
        page["startIndex"] = json!(start);
        if start > 1 {
            let id = format!("other-{start}");
            let other = user(json!({ "id": id, "userName": format!("{id}@example.com") }));
            page["Resources"] = if start > 20 {
                json!([])
            } else {
                json!([other])
            };
        }
        Some(json_reply(200, &page))
    });
    let mut listing = zoom
        .client
        .list(ListQuery::default(), &no_options())
        .unwrap();
    let mut listed = Vec::new();
    while let Some(page) = zoom.client.next_page(&mut listing).await.unwrap() {
        listed.extend(page.users);
    }
    assert_eq!(listed.len(), 20);
    let first = listed.iter().find(|user| user.id == JILL).unwrap();
    let fields = [
        "userName",
        "active",
        "email",
        "givenName",
        "familyName",
        "displayName",
        "department",
        "createdAt",
        "updatedAt",
    ];
    assert_eq!(
        shown(first, &fields),
        json!({ "userName": "jchill@example.com", "active": true, "email": "jchill@example.com", "givenName": "Jill",
                "familyName": "Chill", "displayName": "Jill Chill", "department": "Development",
                "createdAt": "2023-11-24T05:13:15Z", "updatedAt": "2023-11-25T06:23:17Z" })
    );
    for asked in zoom.asked("GET") {
        assert_eq!(asked.path, "/scim2/Users");
        assert!(asked.parameter("count").is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn an_updated_user_is_the_documents() {
    let wanted = example("update-a-user.request");
    // Somebody of whom everything differs.
    let before = json!({ "id": JILL, "userName": "jchill@example.com", "active": true, "schemas": [],
                         "emails": [{ "type": "work", "value": "old@example.com", "primary": true }] });
    let zoom = Zoom::with(&[before]);
    let mut change = jill_as_a_person(&wanted[ZOOM_USER]);
    change["email"] = json!("jchill@example.com");
    let result = zoom
        .client
        .update(&jill(), &person(change), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let sent = zoom.asked_once("PUT");
    assert_eq!(sent.path, "/scim2/Users/k%26KdKr6TLWuxdDtk0hjSzL");
    assert_eq!(
        // `active` is the example's, and of a change that doesn't ask for it no business.
        without(sent.body.clone(), &["schemas"]),
        without(wanted, &["schemas", "active"])
    );
    assert_eq!(schemas(&sent.body)[0], USER);
    assert_eq!(result.warnings, []);
}

#[tokio::test(start_paused = true)]
async fn an_updated_users_answer_is_understood() {
    let after = example("update-a-user.response");
    let stored = after.clone();
    let zoom = Zoom::with(&[user(
        json!({ "id": JILL, "userName": "jchill@example.com" }),
    )]);
    let account = std::rc::Rc::clone(&zoom.account);
    let zoom = zoom.answer_first(move |asked| {
        (asked.method == "PUT").then(|| {
            account.borrow_mut().users[0] = stored.clone();
            json_reply(200, &stored)
        })
    });
    let change = person(json!({ "title": "Developer", "department": "Development" }));
    let result = zoom
        .client
        .update(&jill(), &change, &no_options())
        .await
        .unwrap();
    let user = result.user.unwrap();
    assert_eq!(
        shown(
            &user,
            &[
                "title",
                "department",
                "organization",
                "costCenter",
                "manager",
                "active"
            ]
        ),
        json!({ "title": "Developer", "department": "Development", "organization": "Example",
                "costCenter": null, "manager": null, "active": true })
    );
    assert_eq!(user.raw, Some(after.into()));
}

#[tokio::test(start_paused = true)]
async fn a_deactivation_is_the_documents() {
    let zoom = Zoom::with_jill();
    let result = zoom
        .client
        .deactivate(&jill(), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    let sent = zoom.asked_once("PATCH");
    assert_eq!(sent.path, "/scim2/Users/k%26KdKr6TLWuxdDtk0hjSzL");
    assert_eq!(
        sent.body["Operations"],
        example("deactivate-a-user.request")["Operations"]
    );
    assert_eq!(schemas(&sent.body), [PATCH_OP]);
    assert_eq!(without(sent.body, &["schemas", "Operations"]), json!({}));
}

#[tokio::test(start_paused = true)]
async fn a_deactivated_users_answer_is_understood() {
    let after = example("deactivate-a-user.response");
    let zoom = Zoom::with(std::slice::from_ref(&after));
    let result = zoom
        .client
        .deactivate(&jill(), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::AlreadyInactive);
    let user = result.user.unwrap();
    assert_eq!(
        shown(
            &user,
            &["userName", "email", "displayName", "userType", "active"]
        ),
        json!({ "userName": "jchill@example.com", "email": "jillchill@example.com", "displayName": "JillChill",
                "userType": "On-Prem", "active": false })
    );
    assert_eq!(user.raw, Some(after.into()));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_user_is_the_documents() {
    let zoom = Zoom::with_jill();
    let sure = options(json!({ "confirm": "jchill@example.com" }));
    let result = zoom
        .client
        .remove(&who("jchill@example.com"), &sure)
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Removed);
    let sent = zoom.asked_once("DELETE");
    assert_eq!(sent.path, "/scim2/Users/k%26KdKr6TLWuxdDtk0hjSzL");
    assert_eq!(sent.body, Value::Null);
}

/// The document's operations on groups, sent as they stand.
#[tokio::test(start_paused = true)]
async fn groups_examples_pass_through_request() {
    for (name, method, path) in [
        ("list-groups", Method::Get, "/scim2/Groups"),
        ("create-a-group", Method::Post, "/scim2/Groups"),
        (
            "get-a-group",
            Method::Get,
            "/scim2/Groups/kuWhUCrrT4q9Xy17rSR8js",
        ),
        (
            "update-a-group",
            Method::Patch,
            "/scim2/Groups/kuWhUCrrT4q9Xy17rSR8js",
        ),
        (
            "delete-a-group",
            Method::Delete,
            "/scim2/Groups/kuWhUCrrT4q9Xy17rSR8js",
        ),
    ] {
        let operation = operation(name);
        let status = u16::try_from(operation["status"].as_u64().unwrap()).unwrap();
        let request = ["create-a-group", "update-a-group"]
            .contains(&name)
            .then(|| example(&format!("{name}.request")));
        let response = (status != 204).then(|| example(&format!("{name}.response")));
        let answer = response.clone();
        let zoom = Zoom::with(&[]).answer_first(move |_| {
            Some(
                answer
                    .as_ref()
                    .map_or_else(|| empty(status), |body| json_reply(status, body)),
            )
        });
        let raw = zoom
            .client
            .request(
                method,
                path,
                request.as_ref().map(Into::into),
                &no_options(),
            )
            .await
            .unwrap();
        assert_eq!((raw.status, raw.body), (status, response.into()), "{name}");
        let sent = zoom.asked_once(operation["method"].as_str().unwrap());
        assert_eq!(
            (sent.path.as_str(), sent.body),
            (path, request.unwrap_or(Value::Null))
        );
    }
}

fn operation(name: &str) -> Value {
    let all = example("operations");
    all.as_array()
        .unwrap()
        .iter()
        .find(|operation| operation["name"] == name)
        .unwrap()
        .clone()
}

#[test]
fn every_operation_of_the_document_is_in_a_test_of_this_file() {
    let all = example("operations");
    let names: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| operation["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "list-groups",
            "create-a-group",
            "get-a-group",
            "delete-a-group",
            "update-a-group",
            "list-users",
            "create-a-user",
            "get-a-user",
            "update-a-user",
            "delete-a-user",
            "deactivate-a-user"
        ]
    );
    assert_eq!(vendor_part(&example("create-a-user.request")).len(), 57);
}
