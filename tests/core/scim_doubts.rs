//! What a SCIM server says and isn't so: answers that must not be believed.

use crate::support::scim::{Filtering, Shared, Tenant, crowd, error, scim, user};
use crate::support::{SimHost, codes, no_options, options, person, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden::step;
use seatwarden_sandbox::{Delivery, Exchange};
use serde_json::{Value, json};

fn jane() -> Vec<Value> {
    let mut users = crowd(3);
    let mut jane = user("id-j", "Jane@example.com");
    jane["externalId"] = json!("hr-1");
    jane["title"] = json!("X");
    users.push(jane);
    users[0]["externalId"] = json!("hr-0");
    users[0]["title"] = json!("Y");
    users
}

async fn listed(client: &Client<SimHost>, query: Value) -> Vec<String> {
    let query = ListQuery::read((&query).into()).unwrap();
    let mut listing = client.list(query, &no_options()).unwrap();
    let mut ids = Vec::new();
    while let Some(page) = client.next_page(&mut listing).await.unwrap() {
        ids.extend(page.users.into_iter().map(|user| user.id));
    }
    ids
}

fn is_active(tenant: &Shared, id: &str) -> bool {
    let tenant = tenant.borrow();
    tenant.users.iter().find(|user| user["id"] == id).unwrap()["active"] == true
}

fn lost() -> Exchange {
    Exchange {
        delay_ms: 0,
        delivery: Delivery::Reset,
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_finds_by_user_name_is_not_believed_for_another_attribute() {
    let served = || {
        scim(Tenant {
            users: jane(),
            filter: Filtering::Only("userName"),
            ..Tenant::default()
        })
    };
    let by_id = Who::ExternalId("hr-1".into());
    let (client, tenant, _) = served();
    let found = client.find(&by_id, &no_options()).await.unwrap();
    assert_eq!(found.unwrap().id, "id-j");
    let result = client.deactivate(&by_id, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert!(!is_active(&tenant, "id-j"));

    let (client, tenant, _) = served();
    let input = json!({ "whos": [{ "externalId": "hr-1" }] }).to_string();
    let result = step::call(&client, "deactivateAll", &input, "{}").await;
    assert!(!is_active(&tenant, "id-j"), "{result}");

    for query in [
        json!({ "email": "jane@example.com" }),
        json!({ "externalId": "hr-1" }),
        json!({ "filter": "title eq \"X\"" }),
        json!({ "filter": "emails[value eq \"jane@example.com\"]" }),
    ] {
        let (client, _, _) = served();
        assert_eq!(listed(&client, query.clone()).await, ["id-j"], "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_knows_case_is_not_believed_when_it_finds_nobody() {
    let served = || {
        scim(Tenant {
            users: jane(),
            filter: Filtering::Exact,
            ..Tenant::default()
        })
    };
    let (client, tenant, _) = served();
    let name = Who::UserName("jane@example.com".into());
    let result = client.deactivate(&name, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert!(!is_active(&tenant, "id-j"));
    let (client, _, _) = served();
    let query = json!({ "userName": "jane@example.com" });
    assert_eq!(listed(&client, query).await, ["id-j"]);
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_was_seen_to_find_is_asked_once_for_who_is_not_there() {
    let (client, tenant, _) = scim(Tenant {
        users: jane(),
        ..Tenant::default()
    });
    let mut asked = Vec::new();
    for n in 0..3 {
        for who in [
            Who::ExternalId(format!("nobody-{n}")),
            Who::UserName(format!("nobody-{n}")),
        ] {
            let before = tenant.borrow().log.len();
            assert_eq!(client.find(&who, &no_options()).await.unwrap(), None);
            asked.push(tenant.borrow().log.len() - before);
        }
    }
    // What the server says of itself, the question, and somebody who is there, with and without a filter.
    assert_eq!(asked, [4, 3, 1, 1, 1, 1]);
    let before = tenant.borrow().log.len();
    let query = json!({ "externalId": "nobody" });
    assert!(listed(&client, query).await.is_empty());
    assert_eq!(tenant.borrow().log.len() - before, 1);
}

#[tokio::test(start_paused = true)]
async fn who_was_found_by_a_date_is_not_lost_by_how_it_is_written() {
    let users = [
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.500Z",
        "2025-12-31T23:30:00-05:00",
        "2020-01-01T00:00:00Z",
    ];
    let users = users.iter().enumerate().map(|(n, modified)| {
        let mut user = user(&format!("id-{n}"), &format!("u{n}@example.com"));
        user["meta"]["lastModified"] = json!(modified);
        user
    });
    for filter in [Filtering::Refused(400), Filtering::Ignored] {
        let (client, _, _) = scim(Tenant {
            users: users.clone().collect(),
            filter,
            ..Tenant::default()
        });
        let query = json!({ "filter": "meta.lastModified ge \"2026-01-01T00:00:00Z\"" });
        assert_eq!(listed(&client, query).await, ["id-0", "id-1", "id-2"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_row_without_what_is_filtered_by_is_read_by_id() {
    for filter in [Filtering::Works, Filtering::Refused(400)] {
        let (client, tenant, _) = scim(Tenant {
            users: jane(),
            filter,
            hidden_in_lists: &["title"],
            ..Tenant::default()
        });
        let query = json!({ "filter": "title eq \"X\"" });
        assert_eq!(listed(&client, query).await, ["id-j"]);
        tenant.borrow_mut().filter = Filtering::Refused(400);
        let query = json!({ "filter": "not (title eq \"X\")" });
        assert_eq!(listed(&client, query).await, ["id-0", "id-1", "id-2"]);
        // Whom another part of the filter leaves out is not read.
        let before = tenant.borrow().log.len();
        let query = json!({ "filter": "userName eq \"jane@example.com\" and title pr" });
        assert_eq!(listed(&client, query).await, ["id-j"]);
        let asked = tenant.borrow().paths().split_off(before);
        let reads = asked.iter().filter(|asked| asked.contains("/Users/"));
        assert_eq!(reads.count(), 1, "{asked:?}");
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
    let says_nothing: [fn() -> Exchange; 4] = [
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
