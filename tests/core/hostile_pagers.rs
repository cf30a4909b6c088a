//! Servers that page badly. A listing of theirs ends with everybody, each once, or as `incomplete_listing`: never in a hang,
//! never as a quiet half. Whoever looks for somebody in it is never told "nobody" on half a list.

use crate::support::{Script, SimHost, World, no_options, reply, who};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden_sandbox::Request;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

const PEOPLE: usize = 50;
const MOST_REQUESTS: usize = 20_000;

/// One request for a page: `number` counts them from 0.
struct Ask {
    start: usize,
    count: usize,
    cursor: Option<String>,
    number: usize,
}

/// What a pager must come to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// Everybody, so many, each once.
    Whole(usize),
    /// Everybody, each once, and perhaps somebody who was there when it began.
    WholeAndWhoLeft(usize),
    /// `incomplete_listing`.
    Incomplete,
    /// `incomplete_listing` that says that trying again may help.
    Unsteady,
    /// Everybody or `incomplete_listing`.
    WholeOrIncomplete(usize),
}

type Pager = fn(&Ask) -> Value;

fn somebody(number: usize) -> Value {
    json!({ "id": format!("id-{number}"), "userName": format!("p{number}@example.com"), "active": true })
}

/// The people numbered so, as a page of a list that says `total`.
fn page(total: impl Into<Value>, start: usize, numbers: impl IntoIterator<Item = usize>) -> Value {
    let people: Vec<_> = numbers.into_iter().map(somebody).collect();
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": total.into(),
            "startIndex": start, "itemsPerPage": people.len(), "Resources": people })
}

/// An honest page: at most `cap` people from `start` on, of `of`.
fn window(ask: &Ask, cap: usize, of: usize) -> std::ops::Range<usize> {
    let from = ask.start.saturating_sub(1).min(of);
    from..(from + ask.count.min(cap)).min(of)
}

fn without_total(mut page: Value) -> Value {
    page.as_object_mut().unwrap().remove("totalResults");
    page
}

/// By the place on the page that a cursor stands for: "c7" is the page from the eighth on.
fn by_cursor(ask: &Ask, next: impl Fn(usize) -> Option<String>) -> Value {
    let from = ask
        .cursor
        .as_deref()
        .and_then(|cursor| cursor.strip_prefix('c'));
    let from: usize = from.map_or(0, |text| text.parse().unwrap());
    let to = (from + 7).min(PEOPLE);
    let mut page = page(PEOPLE, from + 1, from..to);
    page.as_object_mut().unwrap().remove("startIndex");
    if let Some(next) = next(to) {
        page["nextCursor"] = json!(next);
    }
    page
}

const PAGERS: &[(&str, End, Pager)] = &[
    ("capped at 7", End::Whole(PEOPLE), |ask| {
        page(PEOPLE, ask.start, window(ask, 7, PEOPLE))
    }),
    ("capped at 1", End::Whole(PEOPLE), |ask| {
        page(PEOPLE, ask.start, window(ask, 1, PEOPLE))
    }),
    (
        "a page that is smaller each time",
        End::Whole(PEOPLE),
        |ask| {
            page(
                PEOPLE,
                ask.start,
                window(ask, 9 - ask.number.min(8), PEOPLE),
            )
        },
    ),
    ("an empty page in the middle", End::Incomplete, |ask| {
        let none = (15..40).contains(&ask.start);
        page(
            PEOPLE,
            ask.start,
            if none { 0..0 } else { window(ask, 7, PEOPLE) },
        )
    }),
    (
        "an empty page in the middle, once",
        End::WholeOrIncomplete(PEOPLE),
        |ask| {
            page(
                PEOPLE,
                ask.start,
                if ask.number == 3 {
                    0..0
                } else {
                    window(ask, 7, PEOPLE)
                },
            )
        },
    ),
    ("no Resources in the middle", End::Incomplete, |ask| {
        if ask.start > 14 {
            json!({ "totalResults": PEOPLE, "startIndex": ask.start })
        } else {
            page(PEOPLE, ask.start, window(ask, 7, PEOPLE))
        }
    }),
    ("the first page for ever", End::Incomplete, |_| {
        page(PEOPLE, 1, 0..7)
    }),
    (
        "the first page for ever, and it has everybody",
        End::Whole(PEOPLE),
        |_| page(PEOPLE, 1, 0..PEOPLE),
    ),
    (
        "the first rows for ever, and as many for a total",
        End::Incomplete,
        |ask| page(ask.count.min(7), 1, 0..ask.count.min(7)),
    ),
    (
        "the first rows for ever, and they are all",
        End::Whole(7),
        |ask| page(7, 1, 0..ask.count.min(7)),
    ),
    (
        "the first rows for ever, however few are asked for",
        End::WholeOrIncomplete(7),
        |_| page(7, 1, 0..7),
    ),
    ("a circle of three pages", End::Incomplete, |ask| {
        let from = (ask.start - 1) / 7 % 3 * 7;
        page(PEOPLE, ask.start, from..from + 7)
    }),
    (
        "somebody joins while it is read",
        End::Whole(PEOPLE + 1),
        |ask| {
            let now = if ask.number < 3 { PEOPLE } else { PEOPLE + 1 };
            page(now, ask.start, window(ask, 7, now))
        },
    ),
    (
        "somebody leaves while it is read",
        End::WholeAndWhoLeft(PEOPLE - 1),
        |ask| {
            // The second of all: everybody behind moves up by one place.
            let gone = ask.number >= 3;
            let left = if gone { PEOPLE - 1 } else { PEOPLE };
            let person = |at: usize| if gone && at >= 1 { at + 1 } else { at };
            page(left, ask.start, window(ask, 7, left).map(person))
        },
    ),
    ("totals that never hold still", End::Unsteady, |ask| {
        page(PEOPLE + ask.number, ask.start, window(ask, 7, PEOPLE))
    }),
    ("totals that swing", End::Unsteady, |ask| {
        page(PEOPLE + ask.number % 2, ask.start, window(ask, 7, PEOPLE))
    }),
    ("a total that is too large", End::Incomplete, |ask| {
        page(PEOPLE + 9, ask.start, window(ask, 7, PEOPLE))
    }),
    ("a total that is too small", End::Whole(PEOPLE), |ask| {
        page(PEOPLE - 10, ask.start, window(ask, 7, PEOPLE))
    }),
    ("a total of none", End::Whole(PEOPLE), |ask| {
        page(0, ask.start, window(ask, 7, PEOPLE))
    }),
    (
        "the page's size for a total",
        End::WholeOrIncomplete(PEOPLE),
        |ask| {
            page(
                window(ask, 7, PEOPLE).len() - 1,
                ask.start,
                window(ask, 7, PEOPLE),
            )
        },
    ),
    ("no total", End::WholeOrIncomplete(PEOPLE), |ask| {
        without_total(page(0, ask.start, window(ask, 7, PEOPLE)))
    }),
    ("a total of null", End::WholeOrIncomplete(PEOPLE), |ask| {
        page(Value::Null, ask.start, window(ask, 7, PEOPLE))
    }),
    ("page numbers for startIndex", End::Whole(PEOPLE), |ask| {
        let from = ((ask.start - 1) * ask.count.min(20)).min(PEOPLE);
        page(
            PEOPLE,
            ask.start,
            from..(from + ask.count.min(20)).min(PEOPLE),
        )
    }),
    ("startIndex from 0", End::WholeOrIncomplete(PEOPLE), |ask| {
        let from = ask.start.min(PEOPLE);
        page(
            PEOPLE,
            ask.start,
            from..(from + ask.count.min(7)).min(PEOPLE),
        )
    }),
    ("people who are on two pages", End::Whole(PEOPLE), |ask| {
        let from = window(ask, 7, PEOPLE).start.saturating_sub(2);
        page(PEOPLE, ask.start, from..(from + 7).min(PEOPLE))
    }),
    (
        "people who are on one page twice",
        End::WholeOrIncomplete(PEOPLE),
        |ask| {
            page(
                PEOPLE,
                ask.start,
                window(ask, 7, PEOPLE).flat_map(|number| [number, number]),
            )
        },
    ),
    (
        "somebody is missing, and somebody else there twice",
        End::Incomplete,
        |ask| {
            page(
                PEOPLE,
                ask.start,
                window(ask, 7, PEOPLE).map(|number| if number == 20 { 21 } else { number }),
            )
        },
    ),
    (
        "new people for ever, more than the total",
        End::Incomplete,
        |ask| page(PEOPLE, ask.start, ask.start..ask.start + 7),
    ),
    (
        "new people for ever, and the total grows",
        End::Unsteady,
        |ask| page(ask.start + 100, ask.start, ask.start..ask.start + 7),
    ),
    (
        "new people for ever, and no total",
        End::Incomplete,
        |ask| without_total(page(0, ask.start, ask.start..ask.start + 7)),
    ),
];

const CURSORS: &[(&str, End, Pager)] = &[
    ("honest cursors", End::Whole(PEOPLE), |ask| {
        by_cursor(ask, |to| (to < PEOPLE).then(|| format!("c{to}")))
    }),
    (
        "honest cursors without a total",
        End::Whole(PEOPLE),
        |ask| without_total(by_cursor(ask, |to| (to < PEOPLE).then(|| format!("c{to}")))),
    ),
    ("a cursor that leads to itself", End::Incomplete, |ask| {
        by_cursor(ask, |to| Some(format!("c{}", to.min(14))))
    }),
    (
        "two cursors that lead to each other",
        End::Incomplete,
        |ask| {
            by_cursor(ask, |to| {
                Some(if to == 28 {
                    "c7".to_owned()
                } else {
                    format!("c{to}")
                })
            })
        },
    ),
    ("new cursors to the same page", End::Incomplete, |ask| {
        let mut page = by_cursor(
            &Ask {
                cursor: None,
                ..*ask
            },
            |_| None,
        );
        page["nextCursor"] = json!(format!("c0{:0>9}", ask.number));
        page
    }),
    ("cursors that end early", End::Incomplete, |ask| {
        by_cursor(ask, |to| (to < 21).then(|| format!("c{to}")))
    }),
];

/// A tenant that pages so, and a client of it. It fails the test rather than to answer for ever.
fn tenant(provider: &str, pager: Pager, cursors: bool) -> (Client<SimHost>, Rc<Cell<usize>>) {
    let asked = Rc::new(Cell::new(0));
    let count = Rc::clone(&asked);
    let script = move |request: &Request| {
        let url = url::Url::parse(&request.url).unwrap();
        if url.path().ends_with("/oauth/token") {
            return reply(
                200,
                &[],
                &json!({ "access_token": "abcdef", "expires_in": 3600 }),
            );
        }
        if url.path().ends_with("/ServiceProviderConfig") && cursors {
            let pagination = json!({ "cursor": true, "index": false, "defaultPaginationMethod": "cursor", "defaultPageSize": 7, "maxPageSize": 7 });
            return reply(
                200,
                &[],
                &json!({ "patch": { "supported": true }, "filter": { "supported": true }, "pagination": pagination }),
            );
        }
        if !url.path().ends_with("/Users") {
            return reply(404, &[], &json!({ "detail": "not found", "status": "404" }));
        }
        let parameter = |name: &str| {
            let mut pairs = url.query_pairs().filter(|(known, _)| known == name);
            pairs.next().map(|(_, value)| value.into_owned())
        };
        if parameter("filter").is_some() {
            return reply(
                501,
                &[],
                &json!({ "detail": "no filters here", "status": "501" }),
            );
        }
        if cursors && parameter("startIndex").is_some() {
            return reply(
                501,
                &[],
                &json!({ "detail": "no index here", "status": "501" }),
            );
        }
        let number = count.replace(count.get() + 1);
        assert!(number < MOST_REQUESTS, "it goes on for ever");
        let number_of = |name: &str, default: usize| {
            parameter(name).map_or(default, |text| text.parse().unwrap())
        };
        let ask = Ask {
            start: number_of("startIndex", 1).max(1),
            count: number_of("count", 100),
            cursor: parameter("cursor").filter(|cursor| !cursor.is_empty()),
            number,
        };
        reply(200, &[], &pager(&ask))
    };
    let world = World::new(Box::new(Script(script)), 3);
    let connection = match provider {
        "zoom" => {
            json!({ "provider": "zoom", "accountId": "a", "clientId": "b", "clientSecret": "c", "plan": "business" })
        }
        _ => {
            json!({ "provider": "scim", "baseUrl": "https://scim.example.com/v2", "auth": { "type": "bearer", "token": "t" } })
        }
    };
    (world.client(&connection, &json!({})), asked)
}

/// The ids listed, in order of arrival.
async fn listed(client: &Client<SimHost>, query: Value) -> Result<Vec<String>, Error> {
    let mut listing = client.list(ListQuery::read(query.into())?, &no_options())?;
    let mut ids = Vec::new();
    while let Some(page) = client.next_page(&mut listing).await? {
        ids.extend(page.users.into_iter().map(|user| user.id));
    }
    Ok(ids)
}

/// What is wrong with how a listing ended, if anything.
fn fault(end: End, ended: &Result<Vec<String>, Error>) -> Option<String> {
    let wanted = match end {
        End::Whole(people) | End::WholeOrIncomplete(people) => Some(people..=people),
        End::WholeAndWhoLeft(people) => Some(people..=people + 1),
        End::Incomplete | End::Unsteady => None,
    };
    match ended {
        Ok(ids) => {
            let distinct = ids.iter().collect::<BTreeSet<_>>().len();
            let enough = wanted.is_some_and(|people| people.contains(&ids.len()));
            let whole = enough && distinct == ids.len();
            (!whole).then(|| format!("{} ids, {distinct} distinct", ids.len()))
        }
        Err(error) if error.code != ErrorCode::IncompleteListing => {
            Some(format!("{}: {}", error.code, error.message))
        }
        Err(_) if matches!(end, End::Whole(_) | End::WholeAndWhoLeft(_)) => {
            Some("incomplete".to_owned())
        }
        Err(error) => (end == End::Unsteady && !error.retryable)
            .then(|| format!("it isn't retryable: {}", error.message)),
    }
}

async fn all_end_as_they_must(
    provider: &'static str,
    pagers: &[(&str, End, Pager)],
    cursors: bool,
) {
    let mut wrong = Vec::new();
    for (name, end, pager) in pagers {
        for query in [
            json!({}),
            json!({ "pageSize": 7 }),
            json!({ "active": true }),
        ] {
            let (client, asked) = tenant(provider, *pager, cursors);
            let day = Duration::from_secs(24 * 3600);
            let Ok(ended) = tokio::time::timeout(day, listed(&client, query.clone())).await else {
                wrong.push(format!(
                    "{provider}: {name}, {query}: it hangs, after {} requests",
                    asked.get()
                ));
                continue;
            };
            if let Some(fault) = fault(*end, &ended) {
                wrong.push(format!(
                    "{provider}: {name}, {query}: {fault}, after {} requests",
                    asked.get()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn hostile_pagers_of_a_scim_server_end_right_or_as_incomplete() {
    all_end_as_they_must("scim", PAGERS, false).await;
}

#[tokio::test(start_paused = true)]
async fn hostile_pagers_of_zoom_end_right_or_as_incomplete() {
    all_end_as_they_must("zoom", PAGERS, false).await;
}

#[tokio::test(start_paused = true)]
async fn hostile_cursors_end_right_or_as_incomplete() {
    all_end_as_they_must("scim", CURSORS, true).await;
}

/// The filter is refused, so that the list is read: whoever is on a page that came is found, and of whoever isn't it is
/// only said that nobody is there if the list was whole.
#[tokio::test(start_paused = true)]
async fn nobody_is_said_to_be_missing_on_half_a_list() {
    let mut wrong = Vec::new();
    for (cursors, pagers) in [(false, PAGERS), (true, CURSORS)] {
        for (name, end, pager) in pagers {
            let (client, _) = tenant("scim", *pager, cursors);
            let nobody = client.find(&who("nobody@example.com"), &no_options()).await;
            let told = match (end, nobody) {
                (End::Whole(_) | End::WholeOrIncomplete(_) | End::WholeAndWhoLeft(_), Ok(None)) => {
                    continue;
                }
                (_, Err(error))
                    if error.code == ErrorCode::IncompleteListing
                        && !matches!(end, End::Whole(_)) =>
                {
                    continue;
                }
                (_, Ok(found)) => format!("{found:?}"),
                (_, Err(error)) => format!("{}: {}", error.code, error.message),
            };
            wrong.push(format!("{name}: {told}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A listing that ends as incomplete has shown its pages before: the error comes last and can't be overlooked.
#[tokio::test(start_paused = true)]
async fn an_incomplete_listing_is_an_error_however_it_is_limited() {
    let (client, _) = tenant("scim", |_| page(PEOPLE, 1, 0..7), false);
    let error = listed(&client, json!({ "limit": 40 })).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::IncompleteListing);
    let few = listed(&client, json!({ "limit": 5 })).await.unwrap();
    assert_eq!(few.len(), 5);
}

/// scimmy-routers gives its first page again to whoever asks beyond the last.
#[tokio::test(start_paused = true)]
async fn a_listing_continued_by_cursor_ends_where_the_total_says() {
    let around: Pager = |ask| {
        let numbers = window(ask, 100, PEOPLE);
        page(
            PEOPLE,
            ask.start,
            if numbers.is_empty() { 0..7 } else { numbers },
        )
    };
    for limit in [7, 20, 25, 50, 60] {
        let (client, _) = tenant("scim", around, false);
        let mut ids = Vec::new();
        let mut cursor = None;
        for _ in 0..PEOPLE {
            let mut query = json!({ "limit": limit });
            if let Some(cursor) = cursor.take() {
                query["cursor"] = Value::String(cursor);
            }
            let query = ListQuery::read(query.into()).unwrap();
            let mut listing = client.list(query, &no_options()).unwrap();
            while let Some(page) = client.next_page(&mut listing).await.unwrap() {
                ids.extend(page.users.into_iter().map(|user| user.id));
                cursor = page.cursor;
            }
            if cursor.is_none() {
                break;
            }
        }
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(
            (ids.len(), distinct.len()),
            (PEOPLE, PEOPLE),
            "limit {limit}"
        );
    }
}

/// A row that lacks what the full record lacks too is not read again for every user.
#[tokio::test(start_paused = true)]
async fn rows_without_active_are_not_read_one_by_one() {
    let asked = Rc::new(Cell::new(0));
    let count = Rc::clone(&asked);
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            let url = url::Url::parse(&request.url).unwrap();
            let person = |number: usize| json!({ "id": format!("id-{number}"), "userName": format!("p{number}@example.com") });
            count.set(count.get() + 1);
            match url.path().rsplit_once("/Users/id-") {
                Some((_, number)) => reply(200, &[], &person(number.parse().unwrap())),
                None if url.path().ends_with("/Users") => {
                    let people: Vec<_> = (0..PEOPLE).map(person).collect();
                    reply(
                        200,
                        &[],
                        &json!({ "totalResults": PEOPLE, "Resources": people }),
                    )
                }
                None => reply(404, &[], &json!({ "status": "404" })),
            }
        })),
        3,
    );
    let connection = json!({ "provider": "scim", "baseUrl": "https://scim.example.com", "auth": { "type": "bearer", "token": "t" } });
    let client = world.client(&connection, &json!({}));
    assert_eq!(listed(&client, json!({})).await.unwrap().len(), PEOPLE);
    assert!(asked.get() < 10, "{} requests", asked.get());
}

/// What a body may call its list: RFC 7644 §3.4.2, Zuora's `resources`, and nothing at all where there is nobody.
#[tokio::test(start_paused = true)]
async fn a_list_may_be_resources_in_any_case_or_be_absent_if_empty() {
    for (body, people) in [
        (
            json!({ "totalResults": 1, "Resources": [somebody(1)] }),
            Some(1),
        ),
        (
            json!({ "totalResults": 1, "resources": [somebody(1)] }),
            Some(1),
        ),
        (
            json!({ "totalresults": 1, "RESOURCES": [somebody(1)] }),
            Some(1),
        ),
        (json!({ "totalResults": 0 }), Some(0)),
        (json!({ "totalResults": 0, "Resources": null }), Some(0)),
        (json!({ "totalResults": 0, "Resources": [] }), Some(0)),
        (json!({ "totalResults": 2 }), None),
        (json!({ "totalResults": 2, "Resources": null }), None),
    ] {
        let world = World::new(
            Box::new(Script(move |request: &Request| {
                let users = request.url.contains("/Users");
                reply(
                    if users { 200 } else { 404 },
                    &[],
                    if users { &body } else { &Value::Null },
                )
            })),
            3,
        );
        let connection = json!({ "provider": "scim", "baseUrl": "https://scim.example.com", "auth": { "type": "bearer", "token": "t" } });
        let client = world.client(&connection, &json!({}));
        match (listed(&client, json!({})).await, people) {
            (Ok(ids), Some(people)) => assert_eq!(ids.len(), people),
            (Err(error), None) => assert_eq!(error.code, ErrorCode::IncompleteListing),
            (ended, _) => panic!("{ended:?} instead of {people:?}"),
        }
    }
}
