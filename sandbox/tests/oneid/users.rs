//! What reading and writing one user does.

use seatwarden_sandbox::{Config, CreateBody, OneIdOptions, PathForm, PutAnswer, SwappedNames};
use serde_json::{Value, json};

use crate::organization::{EXTENSION, LIST, Organization, USER, object, patch};

#[test]
fn a_create_is_an_array_of_one_and_is_answered_with_an_object() {
    let mut organization = Organization::of(0);
    let one = organization.user("ann@example.com");
    assert_eq!(organization.call("POST", "/Users", &one).status, 400);
    let two = json!([one, organization.user("bea@example.com")]);
    assert_eq!(organization.call("POST", "/Users", &two).status, 400);
    let got = organization.call("POST", "/Users", &json!([one]));
    assert!(matches!(got.status, 200 | 201));
    assert_eq!(got.body["schemas"], json!([EXTENSION, USER]));
    assert_eq!(got.body["userName"], "ann@example.com");
    assert_eq!(got.body["active"], true);
    assert_eq!(got.body["displayName"], "Amy Lawrence");
    assert_eq!(got.body["externalId"], "ann@example.com", "nobody gave one");
    assert_eq!(got.body["emails"][0]["display"], "ann@example.com");
    let extension = &got.body[EXTENSION];
    assert_eq!(extension["status"], "ACTIVE");
    assert_ne!(
        extension["organizationId"],
        *organization.connection("organizationId")
    );
    let id = got.id();
    let read = organization.read(&id);
    assert_eq!(
        read["name"]["givenName"], "Amy",
        "only a bulk answer swaps them"
    );
    let location = format!("http://localhost:9900/scim/v2/Users/{id}");
    assert_eq!(read["meta"]["location"], *location);
}

#[test]
fn a_create_may_be_an_object_where_it_is_said_to_be() {
    for (create, array, object) in [
        (CreateBody::Object, false, true),
        (CreateBody::Both, true, true),
    ] {
        let mut organization = Organization::with(
            0,
            OneIdOptions {
                create,
                ..OneIdOptions::default()
            },
        );
        let got = organization.call(
            "POST",
            "/Users",
            &json!([organization.user("ann@example.com")]),
        );
        assert_eq!(got.status < 300, array, "{create:?}");
        let got = organization.call("POST", "/Users", &organization.user("bea@example.com"));
        assert_eq!(got.status < 300, object, "{create:?}");
    }
}

#[test]
fn the_status_of_a_create_is_200_or_201_as_told() {
    for status in [200, 201] {
        let options = OneIdOptions {
            created_status: Some(status),
            ..OneIdOptions::default()
        };
        let mut organization = Organization::with(0, options);
        let got = organization.call(
            "POST",
            "/Users",
            &json!([organization.user("ann@example.com")]),
        );
        assert_eq!(u64::from(got.status), status);
    }
}

#[test]
fn a_create_needs_the_extension_with_its_organization() {
    let mut organization = Organization::of(0);
    let mut user = object(organization.user("ann@example.com"));
    user[EXTENSION]["organizationId"] = json!("5619df2e-fa8c-47fa-9c1e-16ab5af4936e");
    assert_eq!(
        organization.call("POST", "/Users", &json!([user])).status,
        400
    );
    user[EXTENSION] = json!({});
    assert_eq!(
        organization.call("POST", "/Users", &json!([user])).status,
        400
    );
    user.remove(EXTENSION);
    assert_eq!(
        organization.call("POST", "/Users", &json!([user])).status,
        400
    );
    assert!(organization.sandbox.users().is_empty());
}

#[test]
fn what_the_reference_does_not_list_is_dropped_without_a_word() {
    let mut organization = Organization::of(0);
    let mut user = object(organization.user("ann@example.com"));
    user.insert("title".into(), json!("Engineer"));
    user.insert("active".into(), json!(false));
    let got = organization.call("POST", "/Users", &json!([user]));
    assert!(got.status < 300);
    assert!(got.body.get("title").is_none());
    assert_eq!(got.body["active"], true, "a create doesn't take it");
}

#[test]
fn a_role_is_user_or_admin() {
    let mut organization = Organization::of(0);
    let mut user = object(organization.user("ann@example.com"));
    user["roles"] = json!([{ "value": "OWNER" }]);
    assert_eq!(
        organization.call("POST", "/Users", &json!([user])).status,
        400
    );
    user.remove("roles");
    let got = organization.call("POST", "/Users", &json!([user]));
    assert_eq!(
        got.body["roles"],
        json!([{ "value": "USER", "display": "USER" }])
    );
}

#[test]
fn a_put_overwrites_what_it_leaves_out() {
    let mut organization = Organization::of(0);
    let id = organization.create("ann@example.com");
    let path = format!("/Users/{id}");
    let mut user = object(organization.user("ann@example.com"));
    user.remove("locale");
    user.insert("active".into(), json!(true));
    let got = organization.call("PUT", &path, &Value::Object(user.clone()));
    assert_eq!(got.status, 200);
    let read = organization.read(&id);
    assert!(read.get("locale").is_none());
    assert_eq!(read["active"], true);
    assert_eq!(
        read[EXTENSION]["status"], "ACTIVE",
        "the extension is the server's"
    );
    user.remove("active");
    organization.call("PUT", &path, &Value::Object(user));
    assert_eq!(organization.read(&id)["active"], false, "left out, so gone");
}

#[test]
fn a_put_is_answered_by_a_user_a_list_or_both() {
    for put_answer in [PutAnswer::Mixed, PutAnswer::List, PutAnswer::User] {
        let options = OneIdOptions {
            put_answer,
            ..OneIdOptions::default()
        };
        let mut organization = Organization::with(0, options);
        let id = organization.create("ann@example.com");
        let mut user = object(organization.user("ann@example.com"));
        user.insert("active".into(), json!(true));
        let got = organization
            .call("PUT", &format!("/Users/{id}"), &Value::Object(user))
            .body;
        let lists = got["schemas"].as_array().unwrap().contains(&json!(LIST));
        assert_eq!(lists, put_answer != PutAnswer::User);
        assert_eq!(got["resources"][0]["id"] == *id, lists);
        assert_eq!(got["id"] == *id, put_answer != PutAnswer::List);
    }
}

#[test]
fn a_patch_has_operations_in_lower_case_and_nothing_else() {
    let mut organization = Organization::of(0);
    let id = organization.create("ann@example.com");
    let path = format!("/Users/{id}");
    let operation = json!([{ "op": "replace", "path": "/locale", "value": "de-DE" }]);
    let mut body = object(patch(operation.clone()));
    let operations = body.remove("operations").unwrap();
    body.insert("Operations".into(), operations);
    assert_eq!(
        organization
            .call("PATCH", &path, &Value::Object(body))
            .status,
        400
    );
    assert_eq!(organization.patch(&id, operation).status, 200);
    assert_eq!(organization.read(&id)["locale"], "de-DE");
}

#[test]
fn a_path_begins_with_a_slash_as_in_the_sample_or_does_not() {
    let emails = json!([{ "value": "ann@new.example.com", "type": "work", "primary": true }]);
    for (paths, slash, plain) in [
        (PathForm::Either, 200, 200),
        (PathForm::Slash, 200, 400),
        (PathForm::Plain, 400, 200),
    ] {
        let mut organization = Organization::with(
            0,
            OneIdOptions {
                paths,
                ..OneIdOptions::default()
            },
        );
        let id = organization.create("ann@example.com");
        let mut at = |path: &str| {
            let got = organization.patch(
                &id,
                json!([{ "op": "replace", "path": path, "value": emails }]),
            );
            got.status
        };
        assert_eq!((at("/emails"), at("emails")), (slash, plain), "{paths:?}");
        let whole = organization.patch(
            &id,
            json!([{ "op": "replace", "value": { "locale": "fr-FR" } }]),
        );
        assert_eq!(whole.status == 200, paths != PathForm::Slash);
        assert_eq!(
            organization.read(&id)["emails"][0]["value"],
            "ann@new.example.com"
        );
    }
}

#[test]
fn a_space_clears_and_an_empty_text_or_null_does_nothing() {
    let mut organization = Organization::of(0);
    let id = organization.create("ann@example.com");
    for nothing in [json!(""), Value::Null] {
        organization.patch(
            &id,
            json!([{ "op": "replace", "value": { "locale": nothing } }]),
        );
        assert_eq!(organization.read(&id)["locale"], "en-US");
    }
    organization.patch(
        &id,
        json!([{ "op": "replace", "path": "/locale", "value": " " }]),
    );
    organization.patch(
        &id,
        json!([{ "op": "replace", "path": "/name/givenName", "value": " " }]),
    );
    let read = organization.read(&id);
    assert!(read.get("locale").is_none());
    assert_eq!(
        read["name"],
        json!({ "familyName": "Lawrence", "formatted": "Amy Lawrence" })
    );
    let name = organization.patch(
        &id,
        json!([{ "op": "replace", "path": "/userName", "value": " " }]),
    );
    assert_eq!(name.status, 400, "nobody is without one");
}

#[test]
fn a_patch_is_answered_with_nothing_if_told() {
    let options = OneIdOptions {
        empty_patch: true,
        ..OneIdOptions::default()
    };
    let mut organization = Organization::with(0, options);
    let id = organization.create("ann@example.com");
    let got = organization.patch(
        &id,
        json!([{ "op": "replace", "path": "/locale", "value": "de-DE" }]),
    );
    assert_eq!((got.status, got.response.body.len()), (204, 0));
}

#[test]
fn names_are_swapped_in_all_answers_or_in_none_if_told() {
    for (swapped_names, given) in [
        (SwappedNames::Always, "Lawrence"),
        (SwappedNames::Never, "Amy"),
    ] {
        let options = OneIdOptions {
            swapped_names,
            ..OneIdOptions::default()
        };
        let mut organization = Organization::with(0, options);
        let id = organization.create("ann@example.com");
        assert_eq!(organization.read(&id)["name"]["givenName"], given);
        let bulk = json!([organization.user("bea@example.com")]);
        let got = organization.call("POST", "/Users/bulk", &bulk).body;
        assert_eq!(got["resources"][0]["name"]["givenName"], given);
        assert_eq!(
            organization.sandbox.users()[0]["name"]["givenName"],
            "Amy",
            "stored as it is"
        );
    }
}

#[test]
fn ignored_fields_are_taken_and_not_changed() {
    let mut organization = Organization::new(Config {
        users: 0,
        ignored_fields: vec!["active".into(), "locale".into()],
        ..Config::default()
    });
    let id = organization
        .sandbox
        .add_user(object(json!({ "locale": "en-GB" })), 0);
    let got = organization.patch(
        &id,
        json!([{ "op": "replace", "value": { "locale": "de-DE", "active": false } }]),
    );
    assert_eq!(got.status, 200);
    let read = organization.read(&id);
    assert_eq!(
        (&read["locale"], &read["active"]),
        (&json!("en-GB"), &json!(true))
    );
}
