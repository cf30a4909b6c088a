//! Servers that take a user or a group only as a whole (RFC 7644 §3.5.1): what somebody else changed while a refusal was
//! waited out, or at the same time, isn't taken back.

use crate::support::oneid::{self, Organization};
use crate::support::scim::{Tenant, crowd, error, scim, user};
use crate::support::{no_options, person, reply, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden_sandbox::{Delivery, Exchange};
use serde_json::{Value, json};
use std::time::Duration;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// How the first PUT of the record ends; before the second one comes, somebody switches the user off.
enum First {
    Refused(u16),
    /// It is lost, and was carried out, or not.
    Lost(bool),
}

fn busy(status: u16) -> Exchange {
    reply(status, &[("retry-after", "60")], &json!({}))
}

fn lost() -> Exchange {
    Exchange {
        delay_ms: 1,
        delivery: Delivery::Reset,
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_switched_off_while_a_refusal_is_waited_out_stays_off() {
    for first in [
        First::Refused(429),
        First::Refused(503),
        First::Lost(true),
        First::Lost(false),
    ] {
        let mut puts = 0;
        let (client, tenant, _) = scim(Tenant {
            users: crowd(1),
            patch: Some((501, json!({}))),
            hook: Some(Box::new(move |request, users| {
                puts += u32::from(request.method == "PUT");
                if request.method != "PUT" || puts > 1 {
                    return None;
                }
                if matches!(first, First::Lost(true)) {
                    users[0] = serde_json::from_slice(&request.body).unwrap();
                }
                users[0]["active"] = json!(false);
                Some(match first {
                    First::Refused(status) => busy(status),
                    First::Lost(_) => lost(),
                })
            })),
            ..Tenant::default()
        });
        let change = person(json!({ "title": "Boss" }));
        let result = client
            .update(&who("id-0"), &change, &no_options())
            .await
            .unwrap();
        assert_eq!(result.outcome, Outcome::Updated);
        let stored = &tenant.borrow().users[0];
        assert_eq!(stored["title"], "Boss");
        assert_eq!(stored["active"], false, "let in again");
    }
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_refuses_on_and_on_is_asked_as_often_as_any_other() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(1),
        patch: Some((501, json!({}))),
        hook: Some(Box::new(|request, _| {
            (request.method == "PUT").then(|| reply(503, &[], &json!({})))
        })),
        ..Tenant::default()
    });
    let change = person(json!({ "title": "Boss" }));
    let error = client
        .update(&who("id-0"), &change, &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.status, Some(503));
    assert!(error.retryable);
    let paths = tenant.borrow().paths();
    let puts = paths.iter().filter(|line| line.starts_with("PUT"));
    assert_eq!(puts.count(), 4, "{paths:?}");
}

#[tokio::test(start_paused = true)]
async fn on_oneid_too() {
    let (client, tenant, _) = oneid::oneid(Organization {
        next: vec![("PATCH", oneid::empty(405)), ("PUT", busy(429))],
        ..Organization::with(oneid::crowd(1))
    });
    let (change, options, id) = (
        person(json!({ "displayName": "Boss" })),
        no_options(),
        who("id-0"),
    );
    let (result, ()) = tokio::join!(client.update(&id, &change, &options), async {
        tokio::time::sleep(Duration::from_secs(30)).await;
        let users = &mut tenant.borrow_mut().users;
        users[0] = oneid::off(users[0].clone());
    });
    assert_eq!(result.unwrap().outcome, Outcome::Updated);
    let stored = &tenant.borrow().users[0];
    assert_eq!(stored["displayName"], "Boss");
    assert_eq!(stored["active"], false, "let in again");
}

/// The names looked swapped, and weren't: they are put back, on the record as it is by then.
#[tokio::test(start_paused = true)]
async fn names_are_put_back_on_the_record_as_it_is_by_then() {
    let mut taro = oneid::user("id-0", "taro");
    taro["name"] =
        json!({ "givenName": "Taro", "familyName": "Yamada", "formatted": "Yamada Taro" });
    let answered = Exchange {
        delay_ms: 10_000,
        ..oneid::empty(204)
    };
    let (client, tenant, _) = oneid::oneid(Organization {
        next: vec![("PATCH", oneid::empty(405)), ("PUT", answered)],
        ..Organization::with(vec![taro])
    });
    let (change, options, id) = (
        person(json!({ "locale": "ja-JP" })),
        no_options(),
        who("id-0"),
    );
    let (result, ()) = tokio::join!(client.update(&id, &change, &options), async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let put = tenant.borrow().writes().pop().unwrap().2;
        assert_eq!(put["name"]["givenName"], "Yamada");
        tenant.borrow_mut().users[0] = put;
        tenant.borrow_mut().next = vec![("PUT", busy(429))];
        tokio::time::sleep(Duration::from_secs(30)).await;
        let users = &mut tenant.borrow_mut().users;
        users[0] = oneid::off(users[0].clone());
    });
    assert_eq!(result.unwrap().outcome, Outcome::Updated);
    let stored = &tenant.borrow().users[0];
    assert_eq!(stored["name"]["givenName"], "Taro");
    assert_eq!(stored["name"]["familyName"], "Yamada");
    assert_eq!(stored["locale"], "ja-JP");
    assert_eq!(stored["active"], false, "let in again");
}

/// Two verbs on one client about one person: neither takes back what the other did.
#[tokio::test(start_paused = true)]
async fn a_mover_and_a_leaver_at_once_are_both_done() {
    let (client, tenant, _) = scim(Tenant {
        users: vec![user("id-0", "u0@example.com")],
        patch: Some((501, json!({}))),
        hook: Some(Box::new(|request, users| {
            let is_look = request.method == "GET" && request.url.contains("/id-0");
            is_look.then(|| Exchange {
                delay_ms: 10,
                ..reply(200, &[], &users[0])
            })
        })),
        ..Tenant::default()
    });
    let (change, options, id) = (
        person(json!({ "title": "Boss" })),
        no_options(),
        who("id-0"),
    );
    let (moved, left) = tokio::join!(
        client.update(&id, &change, &options),
        client.deactivate(&id, &options)
    );
    assert_eq!(moved.unwrap().outcome, Outcome::Updated);
    assert_eq!(left.unwrap().outcome, Outcome::Deactivated);
    let stored: &Value = &tenant.borrow().users[0];
    assert_eq!(
        (&stored["title"], &stored["active"]),
        (&json!("Boss"), &json!(false))
    );
}

/// Something in between gives out the record of another user, once: it never takes the place of the one that was meant.
#[tokio::test(start_paused = true)]
async fn nobody_gets_the_record_of_somebody_else() {
    let mut looks = 0;
    let (client, tenant, _) = scim(Tenant {
        users: crowd(2),
        patch: Some((501, json!({}))),
        hook: Some(Box::new(move |request, users| {
            looks += u32::from(request.method == "GET" && request.url.contains("/id-0"));
            (request.method == "GET" && looks == 2).then(|| reply(200, &[], &users[1]))
        })),
        ..Tenant::default()
    });
    let change = person(json!({ "title": "Boss" }));
    let result = client.update(&who("id-0"), &change, &no_options()).await;
    assert_eq!(result.unwrap_err().code, ErrorCode::InvalidResponse);
    assert_eq!(tenant.borrow().users, crowd(2));
}

/// A server that refuses to be told of what it owns, whatever of it (RFC 7644 §3.12: `mutability`).
fn strict(owned: &'static [&'static str]) -> Tenant {
    let manager = json!({ "value": "7", "displayName": "Boss" });
    let users = crowd(2).into_iter().map(|mut user| {
        user["groups"] = json!([{ "value": "g-1", "display": "Sales" }]);
        user[ENTERPRISE] = json!({ "department": "IT", "manager": manager });
        user
    });
    Tenant {
        users: users.collect(),
        patch: Some((501, json!({}))),
        hook: Some(Box::new(move |request, users| {
            if request.method != "PUT" {
                return None;
            }
            let mut body: Value = serde_json::from_slice(&request.body).unwrap();
            let told = |name: &&str| match *name {
                "manager.displayName" => !body[ENTERPRISE]["manager"]["displayName"].is_null(),
                name => body.get(name).is_some(),
            };
            if let Some(name) = owned.iter().find(|name| told(name)) {
                return Some(error(400, "mutability", &format!("{name} is readOnly")));
            }
            // What it owns it keeps, whatever it is told.
            let user = users
                .iter_mut()
                .find(|user| request.url.ends_with(user["id"].as_str().unwrap()));
            let user = user.unwrap();
            for name in ["id", "meta", "groups"] {
                body[name] = user[name].clone();
            }
            *user = body;
            Some(reply(200, &[], user))
        })),
        ..Tenant::default()
    }
}

/// RFC 7644 §3.5.1: what is readOnly is ignored in a PUT; some refuse it.
#[tokio::test(start_paused = true)]
async fn a_leaver_goes_where_nothing_is_put_that_the_server_owns() {
    for (owned, first, next) in [
        (&["groups"][..], 2, 1),
        (&["meta"], 2, 1),
        (&["manager.displayName"], 2, 1),
        (&["groups", "meta"], 2, 1),
        (&["id", "meta", "groups", "manager.displayName"], 3, 1),
        (&[], 1, 1),
    ] {
        let (client, tenant, _) = scim(strict(owned));
        let mut puts = Vec::new();
        for id in ["id-0", "id-1"] {
            let before = tenant.borrow().writes().len();
            let left = client.deactivate(&who(id), &no_options()).await.unwrap();
            assert_eq!(left.outcome, Outcome::Deactivated, "{owned:?}");
            let writes = tenant.borrow().writes().split_off(before);
            puts.push(writes.iter().filter(|write| write.0 == "PUT").count());
        }
        // What was taken is remembered.
        assert_eq!(puts, [first, next], "{owned:?}");
        let stored = &tenant.borrow().users[0];
        assert_eq!(stored["active"], false);
        assert_eq!(stored[ENTERPRISE]["department"], "IT");
        assert_eq!(stored[ENTERPRISE]["manager"]["value"], "7");
        assert_eq!(stored["emails"][0]["value"], "u0@example.com");
        // The example of the RFC has the id: it goes along as long as it may.
        let last = tenant.borrow().writes().pop().unwrap().2;
        assert_eq!(last.get("id").is_some(), !owned.contains(&"id"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_can_never_be_changed_is_refused_in_the_end() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(1),
        patch: Some((501, json!({}))),
        hook: Some(Box::new(|request, _| {
            (request.method == "PUT").then(|| error(400, "mutability", "userName is immutable"))
        })),
        ..Tenant::default()
    });
    let change = person(json!({ "userName": "new@example.com" }));
    for _ in 0..2 {
        let before = tenant.borrow().writes().len();
        let refused = client.update(&who("id-0"), &change, &no_options()).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, ErrorCode::VendorRejected);
        assert!(refused.message.contains("immutable"), "{refused}");
        let writes = tenant.borrow().writes().split_off(before);
        assert_eq!(writes.iter().filter(|write| write.0 == "PUT").count(), 3);
    }
}
