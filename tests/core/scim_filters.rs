//! Filters of SCIM servers, as far as they are to be believed: by which attribute, with which operator, and in which case.

use crate::support::scim::{Filtering, Shared, Tenant, crowd, scim, user};
use crate::support::{SimHost, no_options, reply};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;
use seatwarden::step;
use serde_json::{Value, json};

pub fn jane() -> Vec<Value> {
    let mut users = crowd(3);
    let mut jane = user("id-j", "Jane@example.com");
    jane["externalId"] = json!("hr-1");
    jane["title"] = json!("X");
    users.push(jane);
    users[0]["externalId"] = json!("hr-0");
    users[0]["title"] = json!("Y");
    users
}

pub async fn listed(client: &Client<SimHost>, query: Value) -> Vec<String> {
    let query = ListQuery::read((&query).into()).unwrap();
    let mut listing = client.list(query, &no_options()).unwrap();
    let mut ids = Vec::new();
    while let Some(page) = client.next_page(&mut listing).await.unwrap() {
        ids.extend(page.users.into_iter().map(|user| user.id));
    }
    ids
}

pub fn is_active(tenant: &Shared, id: &str) -> bool {
    let tenant = tenant.borrow();
    tenant.users.iter().find(|user| user["id"] == id).unwrap()["active"] == true
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
async fn a_filter_that_finds_by_one_operator_is_not_believed_for_another() {
    // It knows `eq`, and answers nobody to `sw`.
    let (client, tenant, _) = scim(Tenant {
        users: jane(),
        filter: Filtering::Only("userName eq"),
        ..Tenant::default()
    });
    let nobody = Who::UserName("nobody".into());
    assert_eq!(client.find(&nobody, &no_options()).await.unwrap(), None);
    for query in [
        json!({ "filter": "userName sw \"jane\"" }),
        json!({ "filter": "userName co \"NE@\"" }),
        json!({ "filter": "userName gt \"j\" and userName lt \"k\"" }),
        json!({ "filter": "title pr and userName ne \"u0@example.com\"" }),
        json!({ "filter": "not (userName sw \"u\")" }),
    ] {
        assert_eq!(listed(&client, query.clone()).await, ["id-j"], "{query}");
    }
    // That one operator isn't known is no reason to read everybody for the other.
    let before = tenant.borrow().log.len();
    assert_eq!(client.find(&nobody, &no_options()).await.unwrap(), None);
    assert_eq!(tenant.borrow().log.len() - before, 1);

    // One that was seen to know it is asked once.
    let (client, tenant, _) = scim(Tenant {
        users: jane(),
        ..Tenant::default()
    });
    let mut asked = Vec::new();
    for operator in ["sw", "gt", "sw", "gt"] {
        let before = tenant.borrow().log.len();
        let query = json!({ "filter": format!("userName {operator} \"zzz\"") });
        assert!(listed(&client, query).await.is_empty());
        asked.push(tenant.borrow().log.len() - before);
    }
    // What the server says of itself, the question, and somebody who is there, with and without a filter.
    assert_eq!(asked, [4, 3, 1, 1]);
}

/// RFC 7644 §3.4.2: `totalResults` is that of the query; some count everybody.
#[tokio::test(start_paused = true)]
async fn a_total_of_everybody_is_none_of_whom_a_filter_finds() {
    for (cap, wanted) in [(None, vec!["id-j"]), (Some(1), vec!["id-j"])] {
        for query in [
            json!({ "userName": "jane@example.com" }),
            json!({ "filter": "userName sw \"jane\"" }),
            json!({ "filter": "title eq \"X\"", "pageSize": 2 }),
        ] {
            let (client, _, _) = scim(Tenant {
                users: jane(),
                total_of_all: true,
                cap,
                ..Tenant::default()
            });
            assert_eq!(listed(&client, query.clone()).await, wanted, "{query}");
        }
    }
    // Several, each once.
    let (client, _, _) = scim(Tenant {
        users: crowd(40),
        total_of_all: true,
        cap: Some(7),
        ..Tenant::default()
    });
    let ids = listed(&client, json!({ "filter": "userName sw \"u1\"" })).await;
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (11, 11), "{ids:?}");
}

/// Where not even the list of everybody is as long as the total says, it is no listing.
#[tokio::test(start_paused = true)]
async fn a_total_that_nobody_comes_up_to_is_no_listing_with_a_filter_either() {
    let (client, _, _) = scim(Tenant {
        users: jane(),
        hook: Some(Box::new(|request, users| {
            let body = json!({ "totalResults": 9, "Resources": users });
            let nothing = json!({ "totalResults": 9, "Resources": [] });
            let is_list = request.url.contains("/Users?");
            let is_first = request.url.contains("startIndex=1&");
            is_list.then(|| reply(200, &[], if is_first { &body } else { &nothing }))
        })),
        ..Tenant::default()
    });
    let query = json!({ "userName": "jane@example.com" });
    let query = ListQuery::read((&query).into()).unwrap();
    let mut listing = client.list(query, &no_options()).unwrap();
    let failed = loop {
        match client.next_page(&mut listing).await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("half a list"),
            Err(failed) => break failed,
        }
    };
    assert_eq!(failed.code, ErrorCode::IncompleteListing);
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
