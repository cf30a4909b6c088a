//! Listings by cursor, the server's (RFC 9865) and our own: everybody once, or `incomplete_listing`.

use crate::scim_pages::{ALL, Asked, incomplete, page, read, read_with, rows, whole};
use crate::support::scim::{Tenant, crowd, error, scim};
use crate::support::{no_options, reply};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::list::ListQuery;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test(start_paused = true)]
async fn cursors_are_followed_where_they_are_offered_and_a_loop_of_them_is_no_listing() {
    let config = json!({ "pagination": { "cursor": true, "index": false } });
    let next = |asked: &Asked| {
        let at: usize = asked
            .cursor
            .as_deref()
            .unwrap_or_default()
            .strip_prefix("c +&")
            .map_or(1, |at| at.parse().unwrap());
        (at, at + asked.count)
    };
    for total in [json!(ALL), Value::Null] {
        whole(
            read_with(
                Some(config.clone()),
                move |asked| {
                    let (at, after) = next(asked);
                    let mut body = page(total.clone(), rows(at, asked.count));
                    if after <= ALL {
                        body["nextCursor"] = json!(format!("c +&{after}"));
                    }
                    body
                },
                json!({}),
            )
            .await,
        );
    }
    // Also where an index was asked for.
    whole(
        read(
            move |asked| {
                let (at, after) = next(asked);
                let mut body = page(ALL, rows(at, asked.count));
                body["nextCursor"] = json!(format!("c +&{after}"));
                body
            },
            json!({}),
        )
        .await,
    );
    let mut looped = page(Value::Null, rows(1, 100));
    looped["nextCursor"] = json!("again");
    incomplete(read_with(Some(config.clone()), move |_| looped.clone(), json!({})).await);
    let mut empty = page(Value::Null, Vec::new());
    empty["nextCursor"] = json!("again");
    incomplete(read_with(Some(config.clone()), move |_| empty.clone(), json!({})).await);
    // The last cursor, and less than the total.
    let short = page(ALL, rows(1, 100));
    incomplete(read_with(Some(config), move |_| short.clone(), json!({})).await);
}

#[tokio::test(start_paused = true)]
async fn a_cursor_of_ours_goes_on_where_it_was_and_a_changed_total_is_incomplete() {
    let (client, tenant, _) = scim(Tenant {
        users: crowd(50),
        ..Tenant::default()
    });
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let query = json!({ "limit": 8, "pageSize": 20, "cursor": cursor });
        let mut listing = client
            .list(ListQuery::read(query.into()).unwrap(), &no_options())
            .unwrap();
        let mut last = None;
        while let Some(page) = client.next_page(&mut listing).await.unwrap() {
            ids.extend(page.users.into_iter().map(|user| user.id));
            last = page.cursor;
        }
        cursor = last;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 50);
    assert_eq!(ids.len(), 50);
    // A server that begins anew behind its end is not asked what is there.
    let asked = tenant.borrow().paths();
    assert!(
        !asked.iter().any(|path| path.contains("startIndex=51")),
        "{asked:?}"
    );
    let query = json!({ "limit": 8 });
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let page = client.next_page(&mut listing).await.unwrap().unwrap();
    tenant.borrow_mut().users.pop();
    let query = json!({ "limit": 8, "cursor": page.cursor });
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let error = client.next_page(&mut listing).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::IncompleteListing);
}

/// RFC 9865 §2.1: `expiredCursor`. There is no way back but from the beginning; who came is not given again.
#[tokio::test(start_paused = true)]
async fn a_cursor_that_has_run_out_is_followed_from_the_beginning() {
    for (lost, often, is_whole) in [
        ("expiredCursor", 1, true),
        ("ExpiredCursor", 2, true),
        ("invalidCursor", 1, true),
        ("expiredCursor", usize::MAX, false),
        ("invalidValue", 1, false),
    ] {
        let (mut requests, mut refused) = (0, 0);
        let (client, _, _) = scim(Tenant {
            config: Some(json!({ "pagination": { "cursor": true, "index": false } })),
            hook: Some(Box::new(move |request, _| {
                let url = url::Url::parse(&request.url).unwrap();
                let cursor = url.query_pairs().find(|(key, _)| key == "cursor")?.1;
                requests += 1;
                if cursor == "101" && refused < often {
                    refused += 1;
                    return Some(error(400, lost, "no such place"));
                }
                assert!(requests < 20);
                let at: usize = cursor.parse().unwrap_or(1);
                let mut body = page(ALL, rows(at, 50));
                if at + 50 <= ALL {
                    body["nextCursor"] = json!((at + 50).to_string());
                }
                Some(reply(200, &[], &body))
            })),
            ..Tenant::default()
        });
        let query = ListQuery::read(json!({}).into()).unwrap();
        let mut listing = client.list(query, &no_options()).unwrap();
        let mut ids = Vec::new();
        let ended = loop {
            match client.next_page(&mut listing).await {
                Ok(Some(page)) => ids.extend(page.users.into_iter().map(|user| user.id)),
                Ok(None) => break Ok(ids),
                Err(error) => break Err(error),
            }
        };
        match ended {
            Ok(ids) => {
                assert!(is_whole, "{lost} {often}");
                whole((Ok(ids), 0));
            }
            Err(error) => {
                assert!(!is_whole, "{lost} {often} {error}");
                let wanted = match lost {
                    "invalidValue" => ErrorCode::VendorRejected,
                    _ => ErrorCode::IncompleteListing,
                };
                assert_eq!(error.code, wanted);
            }
        }
    }
}

/// Who goes on by a cursor of ours has had the first pages: the listing isn't begun anew behind his back.
#[tokio::test(start_paused = true)]
async fn a_cursor_of_ours_that_has_run_out_is_incomplete() {
    let (client, _, _) = scim(Tenant {
        config: Some(json!({ "pagination": { "cursor": true, "index": false } })),
        hook: Some(Box::new(move |request, _| {
            let first = request.url.contains("cursor=&");
            let mut body = page(ALL, rows(1, 50));
            body["nextCursor"] = json!("51");
            let gone = || error(400, "expiredCursor", "too late");
            let is_list = request.url.contains("/Users?");
            is_list.then(|| {
                if first {
                    reply(200, &[], &body)
                } else {
                    gone()
                }
            })
        })),
        ..Tenant::default()
    });
    let query = json!({ "limit": 50 });
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let page = client.next_page(&mut listing).await.unwrap().unwrap();
    assert_eq!(page.users.len(), 50);
    let query = json!({ "limit": 50, "cursor": page.cursor.unwrap() });
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let error = client.next_page(&mut listing).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::IncompleteListing);
    assert_eq!(
        error.hint.as_deref(),
        Some("List anew, without the cursor.")
    );
}
