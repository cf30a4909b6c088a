//! What a SCIM server says and isn't so: answers that must not be believed.

use crate::scim_filters::{is_active, jane};
use crate::support::scim::{Tenant, crowd, error, scim, user};
use crate::support::{codes, no_options, options, person, raw, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden::step;
use seatwarden_sandbox::{Delivery, Exchange};
use serde_json::{Value, json};

fn lost() -> Exchange {
    Exchange {
        delay_ms: 0,
        delivery: Delivery::Reset,
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_after_a_lost_create_is_no_conflict_with_nobody() {
    let mut creates = 0;
    let (client, _, world) = scim(Tenant {
        users: crowd(2),
        hook: Some(Box::new(move |request, _| {
            if request.method != "POST" {
                return None;
            }
            creates += 1;
            // It was made, and isn't shown yet.
            Some(if creates == 1 {
                lost()
            } else {
                error(409, "uniqueness", "userName is taken")
            })
        })),
        ..Tenant::default()
    });
    let wanted = person(json!({ "userName": "jane@example.com" }));
    let failed = client.provision(&wanted, &no_options()).await.unwrap_err();
    assert_eq!(failed.code, ErrorCode::OutcomeUnknown, "{failed}");
    assert!(failed.retryable);
    assert_eq!(world.audit.borrow()[0]["outcome"], "unknown");
}

#[tokio::test(start_paused = true)]
async fn a_password_is_sent_and_never_told() {
    const PASSWORD: &str = "hunter2-canary";
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for extra in [
        json!({ "password": PASSWORD }),
        json!({ "PassWord": PASSWORD }),
        json!({ (enterprise): { "Password": PASSWORD } }),
        json!({ "credentials": [{ "password": PASSWORD }] }),
    ] {
        for refuses in [true, false] {
            let (client, tenant, world) = scim(Tenant {
                users: crowd(2),
                hook: Some(Box::new(move |request, users| {
                    // What a server keeps of it, it never shows.
                    for user in users.iter_mut().filter_map(Value::as_object_mut) {
                        user.retain(|_, value| !value.to_string().contains(PASSWORD));
                    }
                    let body = String::from_utf8_lossy(&request.body).into_owned();
                    let echo = format!("{body} with {PASSWORD} is too weak");
                    let is_write = refuses && request.method != "GET";
                    is_write.then(|| error(400, "invalidValue", &echo))
                })),
                ..Tenant::default()
            });
            for (action, input) in [
                (
                    "provision",
                    json!({ "person": { "userName": "z@example.com", "extra": extra } }),
                ),
                (
                    "provision",
                    json!({ "person": { "userName": "u1@example.com", "extra": extra } }),
                ),
                (
                    "update",
                    json!({ "who": "u0@example.com", "change": { "extra": extra } }),
                ),
                (
                    "provisionAll",
                    json!({ "people": [{ "userName": "y@example.com", "extra": extra }] }),
                ),
            ] {
                let told = step::call(&client, action, &input.to_string(), "{}").await;
                assert!(!told.contains(PASSWORD), "{action} {told}");
                // What nobody shows is no reason for `provision` to write.
                let unchanged = told.contains("\"unchanged\"");
                assert!(unchanged || told.contains("[secret]"), "{action} {told}");
            }
            assert!(!world.told().contains(PASSWORD), "{}", world.told());
            let sent = tenant.borrow().writes();
            assert!(sent[0].2.to_string().contains(PASSWORD));
            // It is a secret of its call and not of the connection.
            let name = Who::UserName(PASSWORD.into());
            let failed = client.get(&name, &no_options()).await.unwrap_err();
            assert!(failed.message.contains(PASSWORD), "{failed}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_listed_and_not_found_by_id_is_not_nobody() {
    let (client, tenant, _) = scim(Tenant {
        users: jane(),
        hook: Some(Box::new(|request, _| {
            let by_id = request.method == "GET" && request.url.contains("/Users/id-j");
            by_id.then(|| error(404, "", "no such thing"))
        })),
        ..Tenant::default()
    });
    let name = who("Jane@example.com");
    let left = client.deactivate(&name, &no_options()).await.unwrap_err();
    let found = client.find(&name, &no_options()).await.unwrap_err();
    let wanted = person(json!({ "userName": "Jane@example.com" }));
    let joined = client.provision(&wanted, &no_options()).await.unwrap_err();
    for failed in [left, found, joined] {
        assert_eq!(failed.code, ErrorCode::InvalidResponse);
        assert!(failed.retryable);
        assert!(
            failed.message.contains("account id-j is listed"),
            "{failed}"
        );
    }
    let input = json!({ "whos": ["Jane@example.com"] }).to_string();
    let told = step::call(&client, "deactivateAll", &input, "{}").await;
    assert!(told.contains("account id-j is listed"), "{told}");
    assert!(tenant.borrow().writes().is_empty());
    // Removed between the list and the look: that is nobody.
    tenant.borrow_mut().hook = Some(Box::new(|request, users| {
        let by_id = request.method == "GET" && request.url.contains("/Users/id-j");
        if by_id {
            users.retain(|user| user["id"] != "id-j");
        }
        None
    }));
    let result = client.deactivate(&name, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_new_account_that_comes_out_inactive_is_switched_on() {
    let served = |patch: Option<(u16, Value)>| {
        scim(Tenant {
            users: crowd(2),
            patch,
            hook: Some(Box::new(|request, users| {
                if request.method != "POST" {
                    return None;
                }
                let mut made: Value = serde_json::from_slice(&request.body).unwrap();
                made["id"] = json!("new");
                made["active"] = json!(false);
                users.push(made.clone());
                Some(reply(201, &[], &made))
            })),
            ..Tenant::default()
        })
    };
    let wanted = person(json!({ "userName": "new@example.com" }));
    let (client, tenant, world) = served(None);
    let result = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert!(result.user.unwrap().active && result.warnings.is_empty());
    assert!(is_active(&tenant, "new"));
    let again = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged);
    let did: Vec<_> = world
        .audit
        .borrow()
        .iter()
        .map(|one| one["action"].clone())
        .collect();
    assert_eq!(did, ["create", "reactivate"]);

    let (client, _, _) = served(Some((403, json!({ "detail": "an administrator has to" }))));
    let result = client.provision(&wanted, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Created);
    assert_eq!(codes(&result.warnings), ["not_applied"]);
    assert!(!result.user.unwrap().active);

    let (client, tenant, _) = served(None);
    let stays = options(json!({ "reactivate": false }));
    let result = client.provision(&wanted, &stays).await.unwrap();
    assert_eq!(codes(&result.warnings), ["left_inactive"]);
    assert_eq!(tenant.borrow().writes().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_text_that_the_server_takes_for_no_id_is_a_user_name() {
    let served = |answer: fn() -> Exchange| {
        let mut users = crowd(2);
        users.push(user("id-j", "jane"));
        scim(Tenant {
            users,
            hook: Some(Box::new(move |request, _| {
                request.url.contains("/Users/jane").then(answer)
            })),
            ..Tenant::default()
        })
    };
    let is_no_id: [fn() -> Exchange; 4] = [
        || error(400, "", "no uuid"),
        || error(405, "", "no uuid"),
        || error(422, "", "no uuid"),
        || reply(200, &[], &user("id-j", "jane")),
    ];
    for answer in is_no_id {
        let (client, tenant, _) = served(answer);
        let result = client
            .deactivate(&who("jane"), &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Deactivated);
        assert!(!is_active(&tenant, "id-j"));
    }
    let says_nothing: [fn() -> Exchange; 5] = [
        // What an answer is, no words in it decide.
        || raw(200, "the record of another user"),
        || error(401, "", "who are you"),
        || error(403, "", "you may not"),
        || error(429, "", "too fast"),
        || error(500, "", "oh no"),
    ];
    for answer in says_nothing {
        let (client, tenant, _) = served(answer);
        assert!(
            client
                .deactivate(&who("jane"), &no_options())
                .await
                .is_err()
        );
        assert!(tenant.borrow().writes().is_empty());
    }
}
