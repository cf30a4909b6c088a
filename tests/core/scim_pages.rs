//! Pages of SCIM servers, good ones and hostile ones: everybody once, or `incomplete_listing`.

use crate::support::scim::{BASE, crowd, error};
use crate::support::{Script, World, no_options, reply};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::list::ListQuery;
use seatwarden_sandbox::Request;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

pub const ALL: usize = 250;

/// What was asked for.
pub struct Asked {
    pub start: usize,
    pub count: usize,
    pub cursor: Option<String>,
    pub nth: usize,
}

pub type Read = (Result<Vec<String>, Error>, usize);

/// Lists a server whose pages `answer` makes; gives the ids, and how many requests it took.
pub async fn read(answer: impl FnMut(&Asked) -> Value + 'static, query: Value) -> Read {
    read_with(None, answer, query).await
}

pub async fn read_with(
    config: Option<Value>,
    mut answer: impl FnMut(&Asked) -> Value + 'static,
    query: Value,
) -> Read {
    let requests = Rc::new(Cell::new(0));
    let counter = Rc::clone(&requests);
    let script = Script(move |request: &Request| {
        if request.url.ends_with("/ServiceProviderConfig") {
            return config
                .as_ref()
                .map_or_else(|| error(404, "", "no"), |config| reply(200, &[], config));
        }
        let url = url::Url::parse(&request.url).unwrap();
        let text = |key: &str| {
            url.query_pairs()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value.into_owned())
        };
        counter.set(counter.get() + 1);
        let asked = Asked {
            start: text("startIndex").map_or(1, |text| text.parse().unwrap()),
            count: text("count").unwrap().parse().unwrap(),
            cursor: text("cursor"),
            nth: counter.get(),
        };
        match answer(&asked) {
            Value::Number(status) => error(
                u16::try_from(status.as_u64().unwrap()).unwrap(),
                "",
                "no such page",
            ),
            body => reply(200, &[], &body),
        }
    });
    let world = World::new(Box::new(script), 1);
    let auth = json!({ "type": "bearer", "token": "t-o-k-e-n" });
    let client = world.client(
        &json!({ "provider": "scim", "baseUrl": BASE, "auth": auth }),
        &json!({}),
    );
    let mut ids = Vec::new();
    let mut listing = client
        .list(ListQuery::read(query.into()).unwrap(), &no_options())
        .unwrap();
    let result = loop {
        match client.next_page(&mut listing).await {
            Ok(Some(page)) => ids.extend(page.users.into_iter().map(|user| user.id)),
            Ok(None) => break Ok(ids),
            Err(error) => break Err(error),
        }
    };
    (result, requests.get())
}

/// Users from `start` (from 1), so many at most.
pub fn rows(start: usize, count: usize) -> Vec<Value> {
    crowd(ALL).into_iter().skip(start - 1).take(count).collect()
}

pub fn page(total: impl Into<Value>, rows: Vec<Value>) -> Value {
    json!({ "totalResults": total.into(), "Resources": rows })
}

pub fn whole((result, _): Read) {
    let ids = result.unwrap();
    assert_eq!(
        (ids.len(), ids.iter().collect::<BTreeSet<_>>().len()),
        (ALL, ALL)
    );
}

pub fn incomplete((result, requests): Read) {
    let error = result.unwrap_err();
    assert_eq!(error.code, ErrorCode::IncompleteListing);
    assert!(error.retryable);
    assert!(requests < 200, "{requests} requests");
}

#[tokio::test(start_paused = true)]
async fn pages_that_are_capped_give_each_user_once() {
    for cap in [1, 7, 99, 100, 1000] {
        whole(
            read(
                move |asked| page(ALL, rows(asked.start, asked.count.min(cap))),
                json!({}),
            )
            .await,
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_total_of_text_resources_in_lower_case_null_or_none_are_understood() {
    whole(
        read(
            |asked| json!({ "totalresults": "250", "resources": rows(asked.start, asked.count) }),
            json!({}),
        )
        .await,
    );
    for body in [
        json!({ "totalResults": 0 }),
        json!({ "totalResults": 0, "Resources": null }),
        json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:listResponse"], "totalResults": 0 }),
        json!({ "totalResults": 0, "Resources": [] }),
    ] {
        let (result, requests) = read(move |_| body.clone(), json!({})).await;
        assert_eq!((result.unwrap().len(), requests), (0, 1));
    }
    for body in [
        json!({}),
        json!([]),
        json!("x"),
        json!({ "Resources": 7 }),
        json!({ "id": "1" }),
    ] {
        let (result, _) = read(move |_| body.clone(), json!({})).await;
        assert_eq!(result.unwrap_err().code, ErrorCode::InvalidResponse);
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_page_in_the_middle_is_asked_for_again_and_never_skipped() {
    // Once empty, by mishap.
    whole(
        read(
            |asked| {
                page(
                    ALL,
                    if asked.nth == 2 {
                        Vec::new()
                    } else {
                        rows(asked.start, asked.count)
                    },
                )
            },
            json!({}),
        )
        .await,
    );
    // Always empty.
    incomplete(
        read(
            |asked| {
                page(
                    ALL,
                    if asked.start == 101 {
                        Vec::new()
                    } else {
                        rows(asked.start, asked.count)
                    },
                )
            },
            json!({}),
        )
        .await,
    );
    incomplete(
        read(
            |asked| {
                let rows = if asked.start == 101 {
                    Vec::new()
                } else {
                    rows(asked.start, asked.count)
                };
                json!({ "Resources": rows, "itemsPerPage": 100 })
            },
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_that_repeats_and_pages_in_a_circle_are_no_listing() {
    incomplete(read(|_| page(ALL, rows(1, 100)), json!({})).await);
    incomplete(read(|_| json!({ "Resources": rows(1, 100) }), json!({})).await);
    incomplete(
        read(
            |asked| page(ALL, rows([1, 101][asked.nth % 2], 100)),
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn a_total_that_drifts_once_is_read_again_and_one_that_never_holds_still_is_not_believed() {
    whole(
        read(
            |asked| {
                page(
                    if asked.nth < 2 { ALL + 1 } else { ALL },
                    rows(asked.start, asked.count),
                )
            },
            json!({}),
        )
        .await,
    );
    incomplete(
        read(
            |asked| page(ALL + asked.nth, rows(asked.start, asked.count)),
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_total_is_no_proof() {
    incomplete(
        read(
            |asked| page(ALL + 50, rows(asked.start, asked.count)),
            json!({}),
        )
        .await,
    );
    // Too small: what comes behind it counts.
    whole(read(|asked| page(200, rows(asked.start, asked.count)), json!({})).await);
    whole(read(|asked| page(100, rows(asked.start, asked.count)), json!({})).await);
    // The total of the page.
    whole(
        read(
            |asked| {
                let rows = rows(asked.start, asked.count.min(50));
                page(rows.len(), rows)
            },
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_total_the_end_is_where_nothing_comes_any_more() {
    whole(
        read(
            |asked| json!({ "Resources": rows(asked.start, asked.count), "itemsPerPage": 1 }),
            json!({}),
        )
        .await,
    );
    // Behind the end, an error.
    whole(
        read(
            |asked| {
                if asked.start > ALL {
                    json!(400)
                } else {
                    page(ALL, rows(asked.start, asked.count.min(50)))
                }
            },
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_number_as_start_index_is_recognized() {
    let number = |asked: &Asked| rows((asked.start - 1) * asked.count + 1, asked.count);
    whole(read(move |asked| page(ALL, number(asked)), json!({})).await);
    whole(
        read(
            move |asked| json!({ "Resources": number(asked), "itemsPerPage": 1 }),
            json!({}),
        )
        .await,
    );
    // Behind the last page, the last page.
    whole(
        read(
            move |asked| {
                let start = asked.start.min(ALL.div_ceil(asked.count));
                page(ALL, rows((start - 1) * asked.count + 1, asked.count))
            },
            json!({}),
        )
        .await,
    );
    whole(
        read(
            move |asked| page(ALL, number(asked)),
            json!({ "pageSize": 7 }),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn a_user_on_two_pages_comes_once_and_who_slipped_through_is_looked_for_again() {
    // Every page begins with the last user of the one before.
    whole(
        read(
            |asked| page(ALL, rows(asked.start.max(2) - 1, asked.count)),
            json!({}),
        )
        .await,
    );
    // In the first pass somebody moves from page 2 to page 1 while page 1 has been read.
    whole(
        read(
            |asked| {
                let mut users = crowd(ALL);
                if asked.nth >= 2 && asked.nth < 4 {
                    users.swap(50, 150);
                }
                page(
                    ALL,
                    users
                        .into_iter()
                        .skip(asked.start - 1)
                        .take(asked.count)
                        .collect(),
                )
            },
            json!({}),
        )
        .await,
    );
}

#[tokio::test(start_paused = true)]
async fn an_endless_listing_ends() {
    let more = |asked: &Asked| {
        let rows = (0..100)
            .map(|n| crate::support::scim::user(&format!("n{}-{n}", asked.nth), "x"))
            .collect();
        page(ALL, rows)
    };
    incomplete(read(more, json!({})).await);
}
