//! Lists in pages, by index (RFC 7644 §3.4.2.4) and by cursor (RFC 9865), and in order (§3.4.2.3).

use std::collections::BTreeSet;

use seatwarden_sandbox::{Paging, ScimOptions};
use serde_json::{Value, json};

use crate::service::{Service, names};

fn paged(users: usize, paging: Paging, page_cap: usize) -> Service {
    let options = ScimOptions {
        paging,
        page_cap,
        ..ScimOptions::default()
    };
    Service::with(users, options)
}

#[test]
fn pages_by_index_hold_everybody_once_whatever_the_cap() {
    let mut service = paged(250, Paging::Index, 7);
    let mut seen = BTreeSet::new();
    let mut start = 1;
    while seen.len() < 250 {
        let page = service
            .get(&format!("/Users?startIndex={start}&count=100"))
            .body;
        assert_eq!(
            (page["totalResults"].as_u64(), page["startIndex"].as_u64()),
            (Some(250), Some(start))
        );
        let names = names(&page);
        assert!(names.len() <= 7 && !names.is_empty());
        assert_eq!(page["itemsPerPage"], names.len());
        start += names.len() as u64;
        for name in names {
            assert!(seen.insert(name));
        }
    }
    assert_eq!(start, 251);
}

#[test]
fn odd_numbers_mean_what_the_rfc_says() {
    let mut service = Service::of(5);
    let mut page = |query: &str| service.get(&format!("/Users?{query}")).body;
    assert_eq!(page("startIndex=0")["startIndex"], 1);
    assert_eq!(
        page("startIndex=-3&count=2")["Resources"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for count in ["0", "-1"] {
        let totals = page(&format!("count={count}"));
        assert_eq!(
            (
                totals["totalResults"].as_u64(),
                totals["Resources"].as_array().map(Vec::len)
            ),
            (Some(5), Some(0))
        );
    }
    let beyond = page("startIndex=6");
    assert_eq!(
        (
            beyond["totalResults"].as_u64(),
            beyond["itemsPerPage"].as_u64()
        ),
        (Some(5), Some(0))
    );
    assert_eq!(
        service.get("/Users?count=many").refusal(),
        (400, "invalidValue")
    );
    let nobody = Service::of(0).get("/Users").body;
    assert_eq!(nobody["totalResults"], 0);
    assert!(
        nobody.get("Resources").is_none(),
        "needed only when there are any"
    );
}

#[test]
fn pages_by_cursor_hold_everybody_once_while_others_come_and_go() {
    let mut service = paged(50, Paging::Cursor, 7);
    let mut seen = BTreeSet::new();
    let mut cursor = String::new();
    for turn in 0.. {
        let page = service
            .get(&format!("/Users?cursor={cursor}&count=10"))
            .body;
        assert!(page.get("startIndex").is_none());
        for name in names(&page) {
            assert!(seen.insert(name));
        }
        if turn == 1 {
            let first = service.sandbox.users()[0]["id"]
                .as_str()
                .unwrap()
                .to_owned();
            service.sandbox.remove_user(&first);
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 50);
}

#[test]
fn a_cursor_is_of_its_own_list_and_ends_with_its_place() {
    let mut service = paged(20, Paging::Both, 5);
    let page = service.get("/Users?cursor&filter=active%20eq%20true").body;
    let cursor = page["nextCursor"].as_str().unwrap().to_owned();
    let other = service.get(&format!("/Users?cursor={cursor}"));
    assert_eq!(other.refusal(), (400, "invalidCursor"));
    assert_eq!(
        service.get("/Users?cursor=nonsense").refusal(),
        (400, "invalidCursor")
    );
    let last = page["Resources"][4]["id"].as_str().unwrap().to_owned();
    service.sandbox.remove_user(&last);
    let gone = service.get(&format!("/Users?filter=active%20eq%20true&cursor={cursor}"));
    assert_eq!(gone.refusal(), (400, "expiredCursor"));
    // Without a cursor, by index.
    let page = service.get("/Users?startIndex=2").body;
    assert_eq!(page["startIndex"], 2);
    assert!(page.get("nextCursor").is_none());
}

#[test]
fn lists_are_sorted_by_an_attribute_in_either_order() {
    let mut service = Service::of(0);
    for (name, title) in [("b", "Zoo"), ("c", ""), ("A", "apple")] {
        let title = if title.is_empty() {
            Value::Null
        } else {
            json!(title)
        };
        let emails = json!([{ "value": format!("{name}@1") }, { "value": format!("{name}@0"), "primary": true }]);
        service.user(name, json!({ "title": title, "emails": emails }));
    }
    let mut order = |query: &str| names(&service.get(&format!("/Users?{query}")).body);
    assert_eq!(order("sortBy=userName"), ["A", "b", "c"]);
    assert_eq!(
        order("sortBy=userName&sortOrder=descending"),
        ["c", "b", "A"]
    );
    assert_eq!(
        order("sortBy=title"),
        ["A", "b", "c"],
        "who has none comes last"
    );
    assert_eq!(order("sortBy=emails"), ["A", "b", "c"]);
    assert_eq!(
        service.get("/Users?sortBy=nick").refusal(),
        (400, "invalidPath")
    );
}
