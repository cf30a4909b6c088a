//! Joiners and movers in Zuora OneID: what is sent, in which form, and what is made of answers that nobody can trust.

use crate::support::oneid::{
    BASE, CORE, Creating, EXTENSION, ORGANIZATION, Organization, Patching, connection, empty,
    oneid, refusal, user,
};
use crate::support::{Script, World, codes, no_options, options, person, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use serde_json::{Value, json};

/// The person of B's first sample.
fn amy() -> Value {
    json!({
        "userName": "Amy+test3@zuora.com", "email": "Amy+test3@zuora.com", "givenName": "Amy", "familyName": "Lawrence",
        "role": "USER", "locale": "en-US", "extra": { "preferredLanguage": "en" },
    })
}

/// B's first sample.
fn amy_as_sent() -> Value {
    json!({
        "schemas": [EXTENSION, CORE],
        "name": { "givenName": "Amy", "familyName": "Lawrence", "formatted": "Amy Lawrence" },
        "emails": [{ "value": "Amy+test3@zuora.com", "type": "work", "primary": true }],
        "roles": [{ "value": "USER" }],
        "userName": "Amy+test3@zuora.com", "preferredLanguage": "en", "locale": "en-US",
        EXTENSION: { "schemas": [EXTENSION], "organizationId": ORGANIZATION },
    })
}

#[tokio::test(start_paused = true)]
async fn a_create_is_an_array_of_one_as_the_documents_have_it_and_again_is_nothing() {
    let (client, server, _) = oneid(Organization::default());
    let first = client.provision(&person(amy()), &no_options()).await;
    let first = first.unwrap();
    assert_eq!(first.outcome, Outcome::Created);
    assert!(first.warnings.is_empty(), "{:?}", first.warnings);
    let (method, path, body) = server.borrow().writes().remove(0);
    assert_eq!((method.as_str(), path.as_str()), ("POST", "/Users"));
    assert_eq!(body, json!([amy_as_sent()]));
    let again = client.provision(&person(amy()), &no_options()).await;
    assert_eq!(again.unwrap().outcome, Outcome::Unchanged);
    assert_eq!(server.borrow().writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_create_refused_as_an_array_is_an_object_from_then_on() {
    let (client, server, _) = oneid(Organization {
        wants_object: true,
        ..Organization::default()
    });
    let first = client.provision(&person(amy()), &no_options()).await;
    assert_eq!(first.unwrap().outcome, Outcome::Created);
    let mut other = amy();
    other["userName"] = json!("other@zuora.com");
    other["email"] = json!("other@zuora.com");
    let second = client.provision(&person(other), &no_options()).await;
    assert_eq!(second.unwrap().outcome, Outcome::Created);
    let bodies = server.borrow().writes();
    let is_array: Vec<_> = bodies.iter().map(|(.., body)| body.is_array()).collect();
    assert_eq!(is_array, [true, false, false]);
    assert_eq!(bodies[1].2, amy_as_sent());
    // Each try has a key of its own: Zuora replays failures, too.
    let headers = &server.borrow().headers;
    let key = |(name, value): &(String, String)| (name == "idempotency-key").then(|| value.clone());
    let mut keys: Vec<_> = headers.iter().flatten().filter_map(key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_form_that_was_once_taken_is_not_doubted_by_a_refusal() {
    let (client, server, _) = oneid(Organization::default());
    client
        .provision(&person(amy()), &no_options())
        .await
        .unwrap();
    server.borrow_mut().next = vec![("POST", refusal(400, "90000021", "The locale is not known"))];
    let mut other = amy();
    other["userName"] = json!("other@zuora.com");
    other["email"] = json!("other@zuora.com");
    let error = client.provision(&person(other), &no_options()).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected);
    assert!(error.message.contains("The locale is not known"), "{error}");
    assert_eq!(server.borrow().writes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_create_refused_in_both_forms_tells_both_refusals() {
    let (client, server, _) = oneid(Organization::default());
    server.borrow_mut().next = vec![
        ("POST", refusal(400, "90000021", "The locale is not known")),
        ("POST", refusal(400, "90000090", "Cannot deserialize")),
    ];
    let error = client.provision(&person(amy()), &no_options()).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected);
    for words in ["The locale is not known", "Cannot deserialize"] {
        assert!(error.message.contains(words), "{error}");
    }
    assert_eq!(server.borrow().writes().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn whatever_a_create_answers_the_new_user_is_read_back() {
    for creating in [
        Creating::User,
        Creating::List,
        Creating::NullId,
        Creating::Nothing,
    ] {
        let (client, server, _) = oneid(Organization {
            creating,
            ..Organization::default()
        });
        let made = client.provision(&person(amy()), &no_options()).await;
        let made = made.unwrap();
        assert_eq!(made.outcome, Outcome::Created, "{creating:?}");
        assert_eq!(made.user.unwrap().id, "new-0");
        assert_eq!(server.borrow().users.len(), 1);
        assert_eq!(server.borrow().writes().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_holds_nobody_is_no_create() {
    let (client, server, _) = oneid(Organization::default());
    let nobody = json!({ "id": null, "totalResults": 0, "resources": [] });
    server.borrow_mut().next = vec![("POST", reply(200, &[], &nobody))];
    let made = client.provision(&person(amy()), &no_options()).await;
    // It was a yes: nobody is to be seen yet, and a second one is not made.
    assert_eq!(made.unwrap_err().code, ErrorCode::OutcomeUnknown);
    assert_eq!(server.borrow().writes().len(), 1);
    let made = client.provision(&person(amy()), &no_options()).await;
    assert_eq!(made.unwrap().outcome, Outcome::Created);
    assert_eq!(server.borrow().users.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_organization_is_the_connections_then_that_of_the_tokens_scope() {
    let scope = "admin rc141dc2-901e-4813-a25d-ef480cff1e26";
    let (_, server, world) = oneid(Organization {
        scope: Some(scope.to_owned()),
        ..Organization::default()
    });
    let client = world.client(&connection(), &json!({}));
    client
        .provision(&person(amy()), &no_options())
        .await
        .unwrap();
    let (.., body) = server.borrow().writes().remove(0);
    assert_eq!(
        body[0][EXTENSION]["organizationId"],
        "rc141dc2-901e-4813-a25d-ef480cff1e26"
    );
    let mut given = connection();
    given["organizationId"] = json!("of-the-connection");
    let client = world.client(&given, &json!({}));
    let mut other = amy();
    other["userName"] = json!("other@zuora.com");
    client
        .provision(&person(other), &no_options())
        .await
        .unwrap();
    let (.., body) = server.borrow().writes().remove(1);
    assert_eq!(body[0][EXTENSION]["organizationId"], "of-the-connection");
}

#[tokio::test(start_paused = true)]
async fn without_an_organization_the_hint_says_where_to_give_it() {
    let (_, server, world) = oneid(Organization::default());
    let client = world.client(&connection(), &json!({}));
    let error = client.provision(&person(amy()), &no_options()).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::VendorRejected);
    assert!(
        error
            .hint
            .as_deref()
            .unwrap()
            .contains("organizationId in the connection")
    );
    // The extension was there all the same.
    assert_eq!(
        server.borrow().writes()[0].2[0][EXTENSION],
        json!({ "schemas": [EXTENSION] })
    );
    let mut own = amy();
    own["extra"]["organizationId"] = json!("of-the-person");
    client.provision(&person(own), &no_options()).await.unwrap();
    let (.., body) = server.borrow().writes().pop().unwrap();
    assert_eq!(body[0][EXTENSION]["organizationId"], "of-the-person");
}

#[tokio::test(start_paused = true)]
async fn names_that_are_shown_swapped_are_read_in_their_places_and_never_written_back_swapped() {
    let (client, server, _) = oneid(Organization {
        swaps: true,
        ..Organization::with(vec![user("id-1", "amy")])
    });
    let seen = client.get(&who("amy"), &no_options()).await.unwrap();
    assert_eq!(seen.given_name.as_deref(), Some("Amy"));
    assert_eq!(seen.family_name.as_deref(), Some("Lawrence"));
    let wanted = json!({ "userName": "amy", "givenName": "Amy", "familyName": "Lawrence" });
    let same = client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    assert_eq!(same.outcome, Outcome::Unchanged);
    // A mover: both ways to write keep the first name where it belongs.
    let moved = json!({ "userName": "amy", "familyName": "Smith" });
    let result = client
        .provision(&person(moved), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert!(result.warnings.is_empty());
    assert_eq!(
        server.borrow().users[0]["name"],
        json!({ "givenName": "Amy", "familyName": "Smith", "formatted": "Amy Smith" })
    );
    server.borrow_mut().patch = Patching::Refused(405);
    let moved = json!({ "userName": "amy", "locale": "de_DE" });
    let result = client
        .provision(&person(moved), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let (method, _, body) = server.borrow().writes().pop().unwrap();
    assert_eq!(method, "PUT");
    assert_eq!(
        body["name"],
        json!({ "givenName": "Amy", "familyName": "Smith", "formatted": "Amy Smith" })
    );
    assert_eq!(body["locale"], "de-DE");
    assert_eq!(body[EXTENSION]["region"], "EU");
    assert!(body.get("meta").is_none());
}

#[tokio::test(start_paused = true)]
async fn a_change_is_a_patch_with_operations_in_lower_case_and_a_blank_empties() {
    let (client, server, _) = oneid(Organization::with(vec![user("id-1", "amy")]));
    let change = json!({ "email": "new@mail.example", "locale": "", "role": "admin" });
    let result = client
        .update(&who("amy"), &person_change(change), &no_options())
        .await;
    let result = result.unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert!(result.warnings.is_empty(), "{:?}", result.warnings);
    let (method, path, body) = server.borrow().writes().pop().unwrap();
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/Users/id-1"));
    let mail = json!([{ "value": "new@mail.example", "display": "new@mail.example", "type": "work", "primary": true }]);
    assert_eq!(
        body["operations"],
        json!([
            { "op": "replace", "path": "emails", "value": mail },
            { "op": "replace", "path": "locale", "value": " " },
            { "op": "replace", "path": "roles", "value": [{ "value": "ADMIN" }] },
        ])
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_patch_is_tried_as_in_zuoras_sample_and_then_put_and_what_was_taken_is_remembered()
 {
    for (patch, first, second) in [
        (Patching::Pointers, &["PATCH", "PATCH"][..], &["PATCH"][..]),
        (
            Patching::Refused(400),
            &["PATCH", "PATCH", "PUT"],
            &["PATCH", "PATCH", "PUT"],
        ),
        (Patching::Refused(405), &["PATCH", "PUT"], &["PUT"]),
        (Patching::Refused(501), &["PATCH", "PUT"], &["PUT"]),
    ] {
        let (client, server, _) = oneid(Organization {
            patch,
            ..Organization::with(vec![user("id-1", "amy")])
        });
        let mut before = 0;
        for (family, methods) in [("Smith", first), ("Jones", second)] {
            let change =
                person_change(json!({ "familyName": family, "email": "new@mail.example" }));
            let result = client.update(&who("amy"), &change, &no_options()).await;
            assert_eq!(result.unwrap().outcome, Outcome::Updated, "{patch:?}");
            let writes = server.borrow().writes();
            let done: Vec<_> = writes[before..]
                .iter()
                .map(|(method, ..)| method.as_str())
                .collect();
            assert_eq!(done, methods, "{patch:?}");
            before = writes.len();
            let stored = server.borrow().users[0].clone();
            assert_eq!(stored["name"]["familyName"], family);
            assert_eq!(stored["name"]["givenName"], "Amy");
            assert_eq!(stored["emails"][0]["value"], "new@mail.example");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_of_the_mail_address_goes_as_in_zuoras_sample_where_that_is_taken() {
    let (client, server, _) = oneid(Organization {
        patch: Patching::Pointers,
        ..Organization::with(vec![user("id-1", "amy")])
    });
    let change = person_change(json!({ "email": "updatedEmail@zuora.com" }));
    client
        .update(&who("amy"), &change, &no_options())
        .await
        .unwrap();
    let (.., body) = server.borrow().writes().pop().unwrap();
    let mail = json!([{ "value": "updatedEmail@zuora.com", "display": "updatedEmail@zuora.com", "type": "work", "primary": true }]);
    assert_eq!(
        body["operations"],
        json!([{ "op": "replace", "path": "/emails", "value": { "emails": mail } }])
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_is_not_of_the_form_is_not_tried_in_another_one() {
    for (status, code) in [(403, ErrorCode::Forbidden), (409, ErrorCode::Conflict)] {
        let (client, server, _) = oneid(Organization {
            patch: Patching::Refused(status),
            ..Organization::with(vec![user("id-1", "amy")])
        });
        let change = person_change(json!({ "email": "new@mail.example" }));
        let error = client
            .update(&who("amy"), &change, &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(server.borrow().writes().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_external_id_that_oneid_makes_up_is_sent_and_never_fought_over() {
    let (client, server, _) = oneid(Organization::default());
    let mut wanted = amy();
    wanted["externalId"] = json!("hr-4711");
    let made = client
        .provision(&person(wanted.clone()), &no_options())
        .await
        .unwrap();
    assert_eq!(made.outcome, Outcome::Created);
    assert_eq!(codes(&made.warnings), ["not_verifiable"]);
    assert_eq!(server.borrow().writes()[0].2[0]["externalId"], "hr-4711");
    let again = client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert_eq!(server.borrow().writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn fields_that_oneid_does_not_document_go_as_extra_alone() {
    let (client, server, _) = oneid(Organization::default());
    let mut wanted = amy();
    wanted["title"] = json!("Engineer");
    wanted["extra"] =
        json!({ "department": "IT", "nickName": "A", "ssoEnabled": false, "title": "Boss" });
    let made = client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    assert_eq!(codes(&made.warnings), ["unsupported_field"]);
    let (.., body) = server.borrow().writes().remove(0);
    assert_eq!(body[0]["title"], "Boss");
    assert_eq!(body[0]["nickName"], "A");
    assert_eq!(body[0][EXTENSION]["ssoEnabled"], false);
    assert_eq!(body[0][EXTENSION]["department"], "IT");
    for key in ["active", "status", "id"] {
        let mut wanted = amy();
        wanted["extra"] = json!({ key: "x" });
        let error = client
            .provision(&person(wanted), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput, "{key}");
    }
}

#[tokio::test(start_paused = true)]
async fn roles_are_those_of_the_documents_and_nothing_is_asked_for_them() {
    let (client, server, _) = oneid(Organization::default());
    let roles = client.roles(&no_options()).await.unwrap();
    let ids: Vec<_> = roles.iter().map(|role| role.id.as_str()).collect();
    assert_eq!(ids, ["USER", "ADMIN"]);
    let mut wanted = amy();
    wanted["role"] = json!("Read Only");
    let error = client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.contains("\"ADMIN\""), "{error}");
    assert!(server.borrow().log.is_empty() && server.borrow().token_requests.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_lost_create_answer_never_makes_two_users() {
    let (client, server, _) = oneid(Organization::default());
    // Nothing was done, then it was: both answers are lost.
    server.borrow_mut().next = vec![("POST", empty(503))];
    let made = client
        .provision(&person(amy()), &no_options())
        .await
        .unwrap();
    assert_eq!(made.outcome, Outcome::Created);
    assert_eq!(server.borrow().users.len(), 1);
    let (client, server, _) = oneid(Organization::with(vec![{
        let mut there = user("id-1", "Amy+test3@zuora.com");
        there["emails"] = json!([{ "value": "Amy+test3@zuora.com", "primary": true }]);
        there
    }]));
    let nobody = json!({ "totalResults": 0, "resources": [] });
    server.borrow_mut().next = vec![
        ("GET", reply(200, &[], &nobody)),
        ("GET", reply(200, &[], &nobody)),
        ("POST", empty(504)),
    ];
    let made = client
        .provision(&person(amy()), &no_options())
        .await
        .unwrap();
    assert_eq!(
        (made.outcome, made.user.unwrap().id.as_str()),
        (Outcome::Created, "id-1")
    );
    assert_eq!(server.borrow().users.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_person_whom_a_filter_did_not_find_is_settled_after_the_409() {
    let (client, server, _) = oneid(Organization::with(vec![user("id-1", "amy")]));
    let nobody = json!({ "totalResults": 0, "resources": [] });
    server.borrow_mut().script = vec![reply(200, &[], &nobody)];
    let wanted = json!({ "userName": "amy", "email": "amy@mail.example", "familyName": "Smith" });
    let result = client
        .provision(&person(wanted), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    // The filter isn't believed any more.
    let before = server.borrow().log.len();
    client
        .find(&who("amy@elsewhere"), &no_options())
        .await
        .unwrap();
    assert!(
        !server.borrow().log[before..]
            .iter()
            .any(|(_, path, _)| path.contains("filter"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_writes_nothing() {
    let (client, server, world) = oneid(Organization::default());
    let dry = options(json!({ "dryRun": true }));
    let result = client.provision(&person(amy()), &dry).await.unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert!(server.borrow().writes().is_empty() && world.audit.borrow().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_token_comes_from_the_form_and_its_secret_goes_nowhere_else() {
    let (client, server, _) = oneid(Organization::default());
    client
        .find(&who("nobody@example.com"), &no_options())
        .await
        .unwrap();
    let request = server.borrow().token_requests[0].clone();
    assert_eq!(request.method, "POST");
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        "grant_type=client_credentials&client_id=id-1&client_secret=s3cr3t-c4n4ry"
    );
    assert!(
        !request
            .headers
            .iter()
            .any(|(name, _)| name == "authorization")
    );
    for headers in &server.borrow().headers {
        assert!(headers.contains(&(String::from("authorization"), String::from("Bearer t0k3n"))));
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_of_ones_own_is_taken_whole() {
    let asked = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let seen = std::rc::Rc::clone(&asked);
    let world = World::new(
        Box::new(Script(move |request: &seatwarden_sandbox::Request| {
            seen.borrow_mut().push(request.url.clone());
            reply(200, &[], &json!({ "totalResults": 0, "resources": [] }))
        })),
        7,
    );
    let client = world.client(
        &json!({ "provider": "zuora-oneid", "accessToken": "t", "baseUrl": "https://rest.test.zuora.com/scim/v2/" }),
        &json!({}),
    );
    client.find(&who("a@b"), &no_options()).await.unwrap();
    assert!(asked.borrow()[0].starts_with("https://rest.test.zuora.com/scim/v2/Users?"));
    assert_ne!(BASE, "https://rest.test.zuora.com/scim/v2");
}

fn person_change(value: Value) -> seatwarden::model::Person {
    seatwarden::model::Person::read("change", value.into()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_last_name_that_goes_first_is_left_as_it_is() {
    let mut taro = user("id-1", "taro");
    taro["name"] =
        json!({ "givenName": "Taro", "familyName": "Yamada", "formatted": "Yamada Taro" });
    let (client, server, _) = oneid(Organization::with(vec![taro]));
    for asked in [
        json!({ "userName": "taro", "givenName": "Taro", "familyName": "Yamada" }),
        json!({ "userName": "taro", "givenName": "Taro" }),
    ] {
        let result = client
            .provision(&person(asked), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Unchanged);
    }
    let moved = json!({ "userName": "taro", "givenName": "Taro", "familyName": "Sato" });
    let result = client
        .provision(&person(moved), &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    let stored = server.borrow().users[0]["name"].clone();
    assert_eq!(
        stored,
        json!({ "givenName": "Taro", "familyName": "Sato", "formatted": "Taro Sato" })
    );
}
