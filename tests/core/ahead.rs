//! Pages that are asked for ahead: as far as it pays, no further, and never believed before their turn.

use crate::support::{Script, World, no_options, reply};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::list::{ListQuery, UserPage};
use seatwarden_sandbox::{Exchange, Request};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use tokio::time::Instant;

const LATENCY: u64 = 50;

/// What a listing gave, and what it took.
struct Read {
    ids: Result<Vec<String>, Error>,
    /// What was asked for: page or startIndex.
    asked: Vec<usize>,
    seconds: f64,
    most_in_flight: usize,
    /// The most that was under way when a page was handed out; read through, what was under way at the end.
    left_under_way: usize,
}

/// Lists a tenant whose pages `answer` makes, each after [`LATENCY`]: page by page, as `for await` does.
async fn read(
    connection: Value,
    settings: Value,
    query: Value,
    answer: impl Fn(usize) -> (u16, Value) + 'static,
) -> Read {
    read_as(false, connection, settings, query, answer).await
}

/// The same to the end without a pause, as `toArray` does.
async fn read_through(
    connection: Value,
    settings: Value,
    query: Value,
    answer: impl Fn(usize) -> (u16, Value) + 'static,
) -> Read {
    read_as(true, connection, settings, query, answer).await
}

async fn read_as(
    through: bool,
    connection: Value,
    settings: Value,
    query: Value,
    answer: impl Fn(usize) -> (u16, Value) + 'static,
) -> Read {
    let asked: Rc<RefCell<Vec<usize>>> = Rc::default();
    let log = Rc::clone(&asked);
    let script = Script(move |request: &Request| {
        let url = url::Url::parse(&request.url).unwrap();
        if url.path().ends_with("/oauth/token") {
            return reply(
                200,
                &[],
                &json!({ "access_token": "abcdef", "expires_in": 3600 }),
            );
        }
        let number = url
            .query_pairs()
            .find(|(key, _)| key == "page" || key == "startIndex");
        let Some((_, number)) = number else {
            return reply(404, &[], &json!({}));
        };
        let number = number.parse().unwrap();
        log.borrow_mut().push(number);
        let (status, body) = answer(number);
        Exchange {
            delay_ms: LATENCY,
            ..reply(status, &[], &body)
        }
    });
    let world = World::new(Box::new(script), 7);
    let client = world.client(&connection, &settings);
    client.token(&no_options()).await.unwrap();
    let began = Instant::now();
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let (mut ids, mut left_under_way) = (Vec::new(), 0);
    let ids = loop {
        if through {
            let mut add = |page: UserPage| ids.extend(page.users.into_iter().map(|user| user.id));
            let ended = client.each_page(&mut listing, &mut add).await;
            left_under_way = world.in_flight.get();
            break ended.map(|()| ids);
        }
        let page = client.next_page(&mut listing).await;
        left_under_way = left_under_way.max(world.in_flight.get());
        match page {
            Ok(Some(page)) => ids.extend(page.users.into_iter().map(|user| user.id)),
            Ok(None) => break Ok(ids),
            Err(error) => break Err(error),
        }
    };
    Read {
        ids,
        asked: asked.take(),
        seconds: began.elapsed().as_secs_f64(),
        most_in_flight: world.most_in_flight.get(),
        left_under_way,
    }
}

fn zuora() -> Value {
    json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" })
}

fn scim() -> Value {
    json!({ "provider": "scim", "baseUrl": "https://scim.example/v2", "auth": { "type": "bearer", "token": "canary" } })
}

/// The page of a Zuora tenant with so many users: no total, `nextPage` says that there is more (guide, List Users).
fn guide_page(users: usize, page: usize) -> (u16, Value) {
    let (first, last) = (40 * (page - 1), (40 * page).min(users));
    let rows: Vec<_> = (first..last)
        .map(|n| json!({ "id": format!("u{n}"), "username": format!("u{n}@example.com"), "status": "Active" }))
        .collect();
    let mut body = json!({ "users": rows });
    if last < users {
        body["nextPage"] = json!("https://rest.zuora.com/v1/users?page=");
    }
    (200, body)
}

/// The rows from an index of a SCIM server (RFC 7644 §3.4.2.4), `most` of them.
fn scim_page(users: usize, start: usize, most: usize) -> (u16, Value) {
    let rows: Vec<_> = (start - 1..(start - 1 + most).min(users).max(start - 1))
        .map(|n| json!({ "id": format!("u{n}"), "userName": format!("u{n}@example.com"), "active": true }))
        .collect();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": users, "startIndex": start, "itemsPerPage": rows.len(), "Resources": rows,
    });
    (200, body)
}

fn assert_whole(read: &Read, users: usize) {
    let ids = read.ids.as_ref().unwrap();
    assert_eq!(
        (ids.len(), ids.iter().collect::<BTreeSet<_>>().len()),
        (users, users)
    );
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_zuora_users_take_a_twentieth_of_the_time() {
    let read = read(zuora(), json!({}), json!({}), |page| {
        guide_page(10_000, page)
    })
    .await;
    assert_whole(&read, 10_000);
    let one_by_one = 250.0 * 0.05;
    assert!(
        read.seconds * 20.0 <= one_by_one,
        "{} s of {one_by_one}",
        read.seconds
    );
    assert!(read.most_in_flight <= 40, "{}", read.most_in_flight);
    assert!(read.asked.len() < 250 + 40, "{}", read.asked.len());
}

#[tokio::test(start_paused = true)]
async fn without_a_total_at_most_three_pages_in_four_come_to_nothing() {
    for users in [0, 1, 40, 41, 80, 81, 200, 400, 1_000] {
        let read = read(zuora(), json!({}), json!({}), move |page| {
            guide_page(users, page)
        })
        .await;
        assert_whole(&read, users);
        let pages = users.div_ceil(40).max(1);
        assert!(
            read.asked.len() <= 4 * pages,
            "{users} users: {:?}",
            read.asked
        );
        assert!(pages > 1 || read.asked == [1], "{:?}", read.asked);
    }
}

#[tokio::test(start_paused = true)]
async fn with_a_total_each_page_is_asked_for_once_and_none_behind_the_end() {
    let read = read(scim(), json!({}), json!({}), |start| {
        scim_page(2_450, start, 100)
    })
    .await;
    assert_whole(&read, 2_450);
    let mut asked = read.asked.clone();
    asked.sort_unstable();
    let wanted: Vec<usize> = (0..25).map(|page| page * 100 + 1).collect();
    assert_eq!(asked, wanted);
    assert!(read.most_in_flight > 1 && read.most_in_flight <= 10);
}

#[tokio::test(start_paused = true)]
async fn what_a_limit_cuts_off_is_not_asked_for() {
    let read = read(scim(), json!({}), json!({ "limit": 250 }), |start| {
        scim_page(2_450, start, 100)
    })
    .await;
    assert_eq!(read.ids.as_ref().unwrap().len(), 250);
    assert_eq!(read.asked, [1, 101, 201]);
}

#[tokio::test(start_paused = true)]
async fn one_at_a_time_is_one_at_a_time() {
    let read = read(zuora(), json!({ "concurrency": 1 }), json!({}), |page| {
        guide_page(400, page)
    })
    .await;
    assert_whole(&read, 400);
    assert_eq!(read.asked, (1..=10).collect::<Vec<_>>());
    assert_eq!(read.most_in_flight, 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_under_way_while_the_caller_has_the_page() {
    let read = read(zuora(), json!({}), json!({}), |page| {
        guide_page(4_000, page)
    })
    .await;
    assert_whole(&read, 4_000);
    assert!(read.most_in_flight > 10);
    assert_eq!(read.left_under_way, 0);
}

#[tokio::test(start_paused = true)]
async fn a_server_of_uneven_pages_is_read_to_its_end_and_not_guessed_at_again() {
    let read = read(scim(), json!({}), json!({}), |start| {
        scim_page(2_000, start, if start % 3 == 0 { 70 } else { 100 })
    })
    .await;
    assert_whole(&read, 2_000);
    // A first guess of ten, then one after the other.
    assert!(read.asked.len() <= 2_000 / 70 + 2 + 10, "{:?}", read.asked);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_behind_the_end_is_nobodys_trouble() {
    for status in [400, 404, 500, 503] {
        let read = read(
            zuora(),
            json!({ "maxAttempts": 1 }),
            json!({}),
            move |page| {
                if page > 3 {
                    return (status, json!({ "success": false }));
                }
                guide_page(120, page)
            },
        )
        .await;
        assert_whole(&read, 120);
        assert!(read.asked.contains(&4), "{:?}", read.asked);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_in_the_middle_is_the_listings() {
    let read = read(zuora(), json!({}), json!({}), |page| {
        if page == 7 {
            return (403, json!({ "success": false }));
        }
        guide_page(1_000, page)
    })
    .await;
    assert_eq!(read.ids.unwrap_err().code, ErrorCode::Forbidden);
}

#[tokio::test(start_paused = true)]
async fn a_page_number_for_an_index_is_found_out_in_spite_of_what_came_ahead() {
    // FACTS §1, Groups: "count 20, startIndex 2 → records 21–40".
    let read = read(scim(), json!({}), json!({}), |number| {
        scim_page(950, (number - 1) * 100 + 1, 100)
    })
    .await;
    assert_whole(&read, 950);
}

#[tokio::test(start_paused = true)]
async fn read_through_pages_are_under_way_all_the_time() {
    let answer = |page| guide_page(10_000, page);
    let read = read_through(zuora(), json!({}), json!({}), answer).await;
    assert_whole(&read, 10_000);
    // One page, three, twelve, as many as the pace lets, and then forty at a time until 250 are there.
    assert!(read.seconds < 0.05 * 10.5, "{} s", read.seconds);
    assert_eq!(read.most_in_flight, 40);
    assert!(read.asked.len() < 250 + 40, "{}", read.asked.len());
    assert_eq!(read.left_under_way, 0, "what is behind the end is let go");
}

#[tokio::test(start_paused = true)]
async fn read_through_each_page_of_a_total_is_asked_for_once_and_none_behind_the_end() {
    for (users, limit, pages) in [(2_450, None, 25), (2_450, Some(250), 3)] {
        let answer = move |start| scim_page(users, start, 100);
        let read = read_through(scim(), json!({}), json!({ "limit": limit }), answer).await;
        assert_whole(&read, limit.unwrap_or(users));
        let mut asked = read.asked.clone();
        asked.sort_unstable();
        let wanted: Vec<usize> = (0..pages).map(|page| page * 100 + 1).collect();
        assert_eq!(asked, wanted);
        assert!(read.most_in_flight > 1 && read.most_in_flight <= 10);
    }
}

#[tokio::test(start_paused = true)]
async fn read_through_at_most_three_pages_in_four_come_to_nothing() {
    for users in [0, 1, 40, 41, 80, 81, 200, 400, 1_000] {
        let answer = move |page| guide_page(users, page);
        let read = read_through(zuora(), json!({}), json!({}), answer).await;
        assert_whole(&read, users);
        let pages = users.div_ceil(40).max(1);
        assert!(read.asked.len() <= 4 * pages, "{users}: {:?}", read.asked);
    }
}

#[tokio::test(start_paused = true)]
async fn read_through_a_server_of_uneven_pages_is_not_guessed_at_again() {
    let answer = |start| scim_page(2_000, start, if start % 3 == 0 { 70 } else { 100 });
    let read = read_through(scim(), json!({}), json!({}), answer).await;
    assert_whole(&read, 2_000);
    assert!(read.asked.len() <= 2_000 / 70 + 2 + 20, "{:?}", read.asked);
    assert_eq!(read.left_under_way, 0);
}

#[tokio::test(start_paused = true)]
async fn read_through_a_refusal_in_the_middle_is_the_listings_and_lets_go_of_the_rest() {
    let answer = |page| match page {
        7 => (403, json!({ "success": false })),
        _ => guide_page(1_000, page),
    };
    let read = read_through(zuora(), json!({}), json!({}), answer).await;
    assert_eq!(read.ids.unwrap_err().code, ErrorCode::Forbidden);
    assert_eq!(read.left_under_way, 0);
}

#[tokio::test(start_paused = true)]
async fn read_through_a_page_number_for_an_index_is_found_out_too() {
    let answer = |number| scim_page(950, (number - 1) * 100 + 1, 100);
    let read = read_through(scim(), json!({}), json!({}), answer).await;
    assert_whole(&read, 950);
}

#[tokio::test(start_paused = true)]
async fn read_through_one_at_a_time_is_one_at_a_time() {
    let answer = |page| guide_page(400, page);
    let read = read_through(zuora(), json!({ "concurrency": 1 }), json!({}), answer).await;
    assert_whole(&read, 400);
    assert_eq!(read.asked, (1..=10).collect::<Vec<_>>());
}
