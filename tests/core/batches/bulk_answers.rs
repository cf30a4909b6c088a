//! BulkResponses (RFC 7644 §3.7.3) in any order, with the `bulkId` that they need or without: what became of somebody is told
//! by what names him, and looked at where nothing does.

use super::feed::{counts, deactivate, joiners, provision};
use crate::support::scim::{Shared, Tenant, crowd, scim, user};
use crate::support::{SimHost, reply};
use seatwarden::lifecycle::client::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How the answers of a bulk request come.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    /// As they were asked, each with its `bulkId`.
    ById,
    /// The other way round, each with its `bulkId`.
    ByIdBackwards,
    /// The other way round, each with its `location`.
    ByPlaceBackwards,
    /// The other way round, and nothing says which is which.
    Not,
}

/// Does what an operation says; gives the status and the location.
fn done(operation: &Value, users: &mut Vec<Value>) -> (u16, String) {
    let place = |id: &str| format!("https://elsewhere.example/Users/{id}");
    if operation["method"] == "POST" {
        let name = operation["data"]["userName"].as_str().unwrap();
        if users.iter().any(|user| user["userName"] == name) {
            return (409, String::new());
        }
        let id = format!("new-{name}");
        let mut made = operation["data"].clone();
        made["id"] = json!(id);
        users.push(made);
        return (201, place(&id));
    }
    let path = operation["path"].as_str().unwrap();
    let id = path.rsplit('/').next().unwrap().replace("%2B", "+");
    // One of them is refused.
    if id == "id+3" {
        return (403, place(&id));
    }
    let user = users.iter_mut().find(|user| user["id"] == id.as_str());
    user.unwrap()["active"] = json!(false);
    (200, place(&id))
}

fn served(named: Named) -> (Client<SimHost>, Shared) {
    let mut users = crowd(10);
    for user in &mut users {
        let id = user["id"].as_str().unwrap().replace('-', "+");
        user["id"] = json!(id);
    }
    let (client, tenant, _) = scim(Tenant {
        users,
        config: Some(json!({ "bulk": { "supported": true, "maxOperations": 100 } })),
        hook: Some(Box::new(move |request, users| {
            if request.url.ends_with("/Users/id%2B3") && request.method == "PATCH" {
                // Who was refused among others is refused alone, too.
                return Some(reply(403, &[], &json!({ "detail": "protected" })));
            }
            if !request.url.ends_with("/Bulk") {
                return None;
            }
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            let operations = body["Operations"].as_array().unwrap();
            let answers = operations.iter().map(|operation| {
                let (status, location) = done(operation, users);
                let mut answer =
                    json!({ "method": operation["method"], "status": status.to_string() });
                if matches!(named, Named::ById | Named::ByIdBackwards) {
                    answer["bulkId"] = operation["bulkId"].clone();
                }
                if named != Named::Not && !location.is_empty() {
                    answer["location"] = json!(location);
                }
                if status > 299 {
                    answer["response"] = json!({ "detail": "no", "status": status.to_string() });
                }
                answer
            });
            let mut answers: Vec<_> = answers.collect();
            if named != Named::ById {
                answers.reverse();
            }
            Some(reply(200, &[], &json!({ "Operations": answers })))
        })),
        ..Tenant::default()
    });
    (client, tenant)
}

const ALL: [Named; 4] = [
    Named::ById,
    Named::ByIdBackwards,
    Named::ByPlaceBackwards,
    Named::Not,
];

#[tokio::test(start_paused = true)]
async fn leavers_are_told_what_became_of_them_in_whatever_order_it_is_said() {
    for named in ALL {
        let (client, tenant) = served(named);
        let whos = (0..10).map(|n| json!(format!("u{n}@example.com")));
        let (told, ended) = deactivate(&client, whos.collect()).await;
        let wanted = BTreeMap::from([("deactivated", 9), ("failed", 1)]);
        assert_eq!(counts(&ended), wanted, "{named:?} {:?}", told.words());
        assert_eq!(told.error(3).status, Some(403), "{named:?}");
        for user in &tenant.borrow().users {
            assert_eq!(user["active"] == true, user["id"] == "id+3", "{named:?}");
        }
        let alone = tenant.borrow().writes().into_iter();
        let alone = alone.filter(|(method, ..)| method == "PATCH").count();
        // Where it can be told who was refused, nobody else is told twice.
        assert_eq!(alone, 1, "{named:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn joiners_are_told_what_became_of_them_in_whatever_order_it_is_said() {
    for named in ALL {
        let (client, tenant) = served(named);
        // Made by somebody else once the list was read.
        let (hook, mut raced) = (tenant.borrow_mut().hook.take(), false);
        let mut hook = hook.unwrap();
        tenant.borrow_mut().hook = Some(Box::new(move |request, users| {
            if request.url.ends_with("/Bulk") && !raced {
                raced = true;
                users.push(user("other", "joiner-3@example.com"));
            }
            hook(request, users)
        }));
        let (told, ended) = provision(&client, joiners(8)).await;
        let counted = counts(&ended);
        let is_told = counted.get("created") == Some(&7) || counted.get("created") == Some(&8);
        assert!(is_told, "{named:?} {counted:?} {:?}", told.words());
        for n in 0..8 {
            let id = told.result(n).user.unwrap().id;
            let wanted = match n {
                3 => String::from("other"),
                n => format!("new-joiner-{n}@example.com"),
            };
            assert_eq!(id, wanted, "{named:?}");
        }
        assert_eq!(tenant.borrow().users.len(), 18, "{named:?}");
    }
}
