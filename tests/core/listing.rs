//! The verb `list` on Zuora: everybody once, or an error.

use crate::support::{Bench, Script, World, no_options, options, reply};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::list::{ListQuery, UserPage};
use seatwarden::model::User;
use seatwarden_sandbox::{Config, FaultKind, RecordShape, Request, ScriptedFault};
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Ended<T> = Result<T, seatwarden::error::Error>;

async fn pages(bench: &Bench, query: Value) -> Ended<Vec<UserPage>> {
    let query = ListQuery::read(query.into()).unwrap();
    let mut listing = bench.client.list(query, &no_options())?;
    let mut pages = Vec::new();
    while let Some(page) = bench.client.next_page(&mut listing).await? {
        pages.push(page);
    }
    Ok(pages)
}

async fn users(bench: &Bench, query: Value) -> Ended<Vec<User>> {
    Ok(pages(bench, query)
        .await?
        .into_iter()
        .flat_map(|page| page.users)
        .collect())
}

fn ids(users: &[User]) -> BTreeSet<&str> {
    users.iter().map(|user| user.id.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn everybody_comes_once_for_any_size_of_tenant_and_page() {
    for count in [0, 1, 39, 40, 41, 80, 120] {
        for size in [1, 7, 40, 500] {
            if count > 50 && size == 1 {
                continue;
            }
            let bench = Bench::new(Config {
                users: count,
                ..Config::default()
            });
            let listed = users(&bench, json!({ "pageSize": size })).await.unwrap();
            assert_eq!((listed.len(), ids(&listed).len()), (count, count));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_tenant_is_an_empty_list() {
    let bench = Bench::new(Config {
        users: 0,
        ..Config::default()
    });
    assert!(pages(&bench, json!({})).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn filters_are_applied_here() {
    let bench = Bench::new(Config::default());
    let all = users(&bench, json!({})).await.unwrap();
    let off = users(&bench, json!({ "active": false })).await.unwrap();
    let on = users(&bench, json!({ "active": true })).await.unwrap();
    assert_eq!(off.len() + on.len(), all.len());
    assert!(!off.is_empty() && off.iter().all(|user| !user.active));
    let jane = users(&bench, json!({ "userName": "JANE@example.com" }))
        .await
        .unwrap();
    assert_eq!(ids(&jane), BTreeSet::from(["u-001"]));
    let readers = users(&bench, json!({ "role": "Read Only", "active": true }))
        .await
        .unwrap();
    let by_id = users(&bench, json!({ "role": "p-readonly", "active": true }))
        .await
        .unwrap();
    assert!(!readers.is_empty());
    assert_eq!(ids(&readers), ids(&by_id));
    let department = all.iter().find_map(|user| user.department.clone()).unwrap();
    let there = users(&bench, json!({ "department": department })).await;
    // Some records have no department at all, and the full record doesn't say so either.
    assert!(there.is_ok() || there.unwrap_err().code == ErrorCode::NotSupported);
}

#[tokio::test(start_paused = true)]
async fn a_row_that_does_not_show_the_field_is_read_by_id() {
    let bench = Bench::new(Config {
        sparse: true,
        users: 30,
        ..Config::default()
    });
    let by_mail = users(&bench, json!({ "email": "Jane@Example.com" }))
        .await
        .unwrap();
    assert_eq!(ids(&by_mail), BTreeSet::from(["u-001"]));
    let bench = Bench::new(Config {
        sparse: true,
        users: 30,
        record: RecordShape::Guide,
        ..Config::default()
    });
    let error = users(&bench, json!({ "email": "jane@example.com" }))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
}

#[tokio::test(start_paused = true)]
async fn what_zuora_cannot_filter_by_is_not_supported_and_nothing_is_sent() {
    let bench = Bench::new(Config::default());
    for query in [
        json!({ "filter": "userName eq \"x\"" }),
        json!({ "externalId": "1" }),
    ] {
        let error = users(&bench, query).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::NotSupported);
    }
    assert!(bench.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_vendors_record_comes_only_when_asked_for_with_every_digit() {
    let bench = Bench::new(Config {
        users: 3,
        ..Config::default()
    });
    assert!(users(&bench, json!({})).await.unwrap()[0].raw.is_none());
    let user = &users(&bench, json!({ "raw": true })).await.unwrap()[0];
    let raw = user.raw.as_ref().unwrap();
    let stored = &bench.world.sandbox(|sandbox| sandbox.users())[0];
    let mut large = 0;
    for (key, value) in stored.as_object().unwrap() {
        match value {
            Value::Number(number) if number.to_string().len() > 15 => {
                large += 1;
                assert_eq!(raw[key.as_str()], json!(number.to_string()), "{key}");
            }
            value => assert_eq!(&raw[key.as_str()], value, "{key}"),
        }
    }
    assert!(large > 0);
}

#[tokio::test(start_paused = true)]
async fn a_limit_cuts_and_the_cursor_goes_on_where_it_was() {
    let bench = Bench::new(Config::default());
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..20 {
        let mut query = json!({ "limit": 17, "active": true });
        if let Some(cursor) = &cursor {
            query["cursor"] = json!(cursor);
        }
        let part = pages(&bench, query).await.unwrap();
        let last = part.last().unwrap().cursor.clone();
        seen.extend(part.into_iter().flat_map(|page| page.users));
        cursor = last;
        if cursor.is_none() {
            break;
        }
    }
    let all = users(&bench, json!({ "active": true })).await.unwrap();
    assert_eq!(seen.len(), all.len());
    assert_eq!(ids(&seen), ids(&all));
}

#[tokio::test(start_paused = true)]
async fn a_cursor_of_another_query_or_tenant_is_refused() {
    let bench = Bench::new(Config::default());
    let cursor = pages(&bench, json!({ "limit": 5 })).await.unwrap()[0]
        .cursor
        .clone()
        .unwrap();
    for query in [
        json!({ "cursor": cursor, "active": true }),
        json!({ "cursor": "bm90IGEgY3Vyc29y" }),
        json!({ "cursor": "%%%" }),
    ] {
        let error = users(&bench, query).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert!(
            error.message.starts_with("query.cursor"),
            "{}",
            error.message
        );
    }
}

/// A tenant whose pages are these, for ever the last one.
async fn read(pages: Vec<Value>) -> Ended<usize> {
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            if request.url.ends_with("/oauth/token") {
                return reply(
                    200,
                    &[],
                    &json!({ "access_token": "abcdef", "expires_in": 3600 }),
                );
            }
            let page: usize = request.url.rsplit_once("page=").unwrap().1.parse().unwrap();
            reply(
                200,
                &[],
                pages.get(page - 1).unwrap_or_else(|| pages.last().unwrap()),
            )
        })),
        1,
    );
    let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    let client = world.client(&connection, &json!({}));
    let mut listing = client.list(ListQuery::default(), &no_options())?;
    let mut count = 0;
    while let Some(page) = client.next_page(&mut listing).await? {
        count += page.users.len();
    }
    Ok(count)
}

fn page(ids: &[&str], more: bool) -> Value {
    let users: Vec<_> = ids
        .iter()
        .map(|id| json!({ "id": id, "username": format!("{id}@example.com"), "status": "Active" }))
        .collect();
    if more {
        json!({ "users": users, "nextPage": "https://evil.example/v1/users?page=2" })
    } else {
        json!({ "users": users })
    }
}

#[tokio::test(start_paused = true)]
async fn hostile_pagers_end_right_or_as_incomplete_never_in_a_loop() {
    let incomplete = |ended: Ended<usize>| ended.unwrap_err().code == ErrorCode::IncompleteListing;
    // The same page for ever.
    assert!(incomplete(read(vec![page(&["a"], true)]).await));
    // A circle.
    assert!(incomplete(
        read(vec![
            page(&["a"], true),
            page(&["b"], true),
            page(&["a"], true)
        ])
        .await
    ));
    // Empty pages for ever.
    assert!(incomplete(
        read(vec![page(&["a"], true), page(&[], true)]).await
    ));
    // An empty page in the middle.
    let middle = vec![page(&["a"], true), page(&[], true), page(&["b"], false)];
    assert_eq!(read(middle).await.unwrap(), 2);
    // Somebody on two pages.
    let twice = vec![page(&["a", "b"], true), page(&["b", "c"], false)];
    assert_eq!(read(twice).await.unwrap(), 3);
    // Short pages are no end.
    let short = vec![page(&["a"], true), page(&["b"], true), page(&["c"], false)];
    assert_eq!(read(short).await.unwrap(), 3);
    // An empty nextPage is no page.
    let mut empty_sign = page(&["a"], true);
    empty_sign["nextPage"] = json!("");
    assert_eq!(read(vec![empty_sign]).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_list_is_an_invalid_response() {
    for body in [
        json!({}),
        json!([]),
        json!({ "users": null }),
        json!({ "users": [1] }),
        json!({ "users": [{ "id": "a" }] }),
        json!({ "users": [{ "username": "a" }] }),
    ] {
        let error = read(vec![body.clone()]).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidResponse, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_that_fails_fails_the_listing() {
    let bench = Bench::new(Config::default());
    bench.world.sandbox(|sandbox| {
        sandbox.script(ScriptedFault::on(FaultKind::Html, "GET", "/v1/users").after(1));
    });
    let error = users(&bench, json!({})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidResponse);
    assert!(error.message.contains("<"), "{}", error.message);
}

#[tokio::test(start_paused = true)]
async fn a_legacy_tenant_does_not_offer_it() {
    let bench = Bench::new(Config {
        legacy: true,
        ..Config::default()
    });
    let error = users(&bench, json!({})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(error.hint.as_deref().unwrap().contains("zuora-oneid"));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_that_of_the_whole_listing() {
    let bench = Bench::new(Config {
        latency_ms: (400, 400),
        ..Config::default()
    });
    let query = ListQuery::read(json!({ "pageSize": 10 }).into()).unwrap();
    let mut listing = bench
        .client
        .list(query, &options(json!({ "deadlineMs": 1500 })))
        .unwrap();
    let began = bench.world.now();
    let error = loop {
        match bench.client.next_page(&mut listing).await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("it can't have come to the end"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code, ErrorCode::Timeout);
    assert!(bench.world.now() - began <= 1500);
}
