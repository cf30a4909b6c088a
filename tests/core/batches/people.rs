//! `provisionAll` and `deactivateAll` on the sandboxes: one result each, in order, and no more requests than it takes.

use super::feed::{People, counts, deactivate, joiners, listings, provision, run, with_role};
use crate::support::Bench;
use seatwarden::lifecycle::batch::Verb;
use seatwarden_sandbox::{Config, Provider};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn tenant(provider: Provider, users: usize) -> Bench {
    Bench::new(Config {
        provider,
        users,
        latency_ms: (5, 80),
        ..Config::default()
    })
}

const USERS: [(Provider, &str); 4] = [
    (Provider::Zuora, "/v1/users"),
    (Provider::Zoom, "/scim2/Users"),
    (Provider::Scim, "/scim/v2/Users"),
    (Provider::OneId, "/scim/v2/Users"),
];

/// Requests for so many pages: without a total, three in four that are asked for ahead may come to nothing.
fn most(provider: Provider, pages: usize) -> usize {
    match provider {
        Provider::Zuora => pages * 4,
        _ => pages + 2,
    }
}

fn people(provider: Provider, count: usize) -> Vec<Value> {
    let all = joiners(count).into_iter();
    match provider {
        Provider::Zuora => all.map(with_role).collect(),
        _ => all.collect(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_people_join_and_leave_with_one_look_at_the_tenant() {
    for (provider, path) in USERS {
        let bench = tenant(provider, 200);
        let size = bench.client.capabilities().page_size as usize;
        let given = people(provider, 300);
        let (joined, ended) = provision(&bench.client, given.clone()).await;
        assert_eq!(counts(&ended), BTreeMap::from([("created", 300)]));
        assert!(ended.resume.is_none());
        assert_eq!(joined.words(), vec!["created"; 300]);
        let looked = listings(&bench, path);
        assert!(
            looked <= most(provider, 200_usize.div_ceil(size)),
            "{provider:?}: {looked} pages"
        );
        assert_eq!(bench.world.audit.borrow().len(), 300);
        assert_eq!(bench.world.sandbox(|sandbox| sandbox.users().len()), 500);

        let (again, ended) = provision(&bench.client, given).await;
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("unchanged", 300)]),
            "{:?}",
            again.words()
        );
        assert_eq!(bench.world.audit.borrow().len(), 300);

        let before = listings(&bench, path);
        let whos = (0..300).map(|n| json!(format!("joiner-{n}@example.com")));
        let (_, ended) = deactivate(&bench.client, whos.collect()).await;
        assert_eq!(counts(&ended), BTreeMap::from([("deactivated", 300)]));
        let looked = listings(&bench, path) - before;
        assert!(
            looked <= most(provider, 500_usize.div_ceil(size)),
            "{provider:?}: {looked} pages"
        );
        assert_eq!(bench.world.audit.borrow().len(), 600);
    }
}

#[tokio::test(start_paused = true)]
async fn results_are_in_order_and_one_bad_entry_never_stops_the_rest() {
    for (provider, _) in USERS {
        let bench = tenant(provider, 20);
        let mut given = people(provider, 8);
        given[3]["email"] = json!("nobody");
        given[5] = json!("a text");
        given[6] = json!({ "givenName": "Nobody" });
        let (joined, ended) = provision(&bench.client, given).await;
        let bad = "invalid_input";
        let good = "created";
        assert_eq!(
            joined.words(),
            [good, good, good, bad, good, bad, bad, good]
        );
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("created", 5), ("failed", 3)])
        );
        assert_eq!(
            joined.error(3).message,
            "people[3].email: is not a mail address"
        );
        assert_eq!(joined.error(5).message, "people[5]: expected an object");
        assert_eq!(
            joined.error(6).message,
            "people[6]: needs a userName or an email"
        );
        let whos = vec![
            json!("joiner-0@example.com"),
            json!({ "name": "x" }),
            json!("nobody-here@example.com"),
        ];
        let (left, ended) = deactivate(&bench.client, whos).await;
        assert_eq!(left.words(), ["deactivated", "invalid_input", "not_found"]);
        assert!(
            left.error(1).message.starts_with("whos[1]: expected"),
            "{}",
            left.error(1)
        );
        assert_eq!(
            counts(&ended),
            BTreeMap::from([("deactivated", 1), ("failed", 1), ("not_found", 1)])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn somebody_who_is_there_twice_is_settled_in_order_and_the_later_wins() {
    for (provider, _) in USERS {
        let bench = tenant(provider, 20);
        let mut given = people(provider, 2);
        for (name, title) in [
            ("Joiner-0@Example.com", "Second"),
            ("joiner-0@example.com", "Third"),
        ] {
            let mut same = given[0].clone();
            same["userName"] = json!(name);
            same["title"] = json!(title);
            given.push(same);
        }
        given.push(given[1].clone());
        let (joined, _) = provision(&bench.client, given).await;
        let words = joined.words();
        assert_eq!(words[0], "created", "{provider:?}");
        assert_eq!(words[4], "unchanged", "{provider:?}");
        let ids: Vec<_> = [0, 2, 3]
            .map(|index| joined.result(index).user.unwrap().id)
            .to_vec();
        assert_eq!(ids[0], ids[1], "{provider:?}");
        assert_eq!(ids[0], ids[2], "{provider:?}");
        assert_eq!(bench.world.sandbox(|sandbox| sandbox.users().len()), 22);
        let whos = vec![
            json!("joiner-0@example.com"),
            json!({ "id": ids[0] }),
            json!("joiner-0@example.com"),
        ];
        let (left, _) = deactivate(&bench.client, whos).await;
        let mut words = left.words();
        words.sort();
        assert_eq!(
            words,
            ["already_inactive", "already_inactive", "deactivated"],
            "{provider:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_few_people_are_found_by_filter_and_many_by_one_look() {
    let bench = tenant(Provider::Scim, 1_000);
    let path = "/scim/v2/Users";
    let (_, ended) = provision(&bench.client, joiners(3)).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 3)]));
    // One page shows that the whole takes ten; then a filter each, and each looks whether filters find anybody here.
    assert_eq!(listings(&bench, path), 10);
    let before = listings(&bench, path);
    let (_, ended) = provision(&bench.client, joiners(60)).await;
    assert_eq!(
        counts(&ended),
        BTreeMap::from([("created", 57), ("unchanged", 3)])
    );
    let looked = listings(&bench, path) - before;
    assert!((11..=12).contains(&looked), "{looked}");
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_writes_nothing_and_leaves_no_record() {
    for (provider, _) in USERS {
        let bench = tenant(provider, 20);
        let people = People::new(people(provider, 10));
        let dry = json!({ "dryRun": true });
        let ended = run(&bench.client, Verb::ProvisionAll, &people, dry.clone()).await;
        assert_eq!(counts(&ended), BTreeMap::from([("created", 10)]));
        assert!(
            bench
                .writes()
                .iter()
                .all(|(_, path, _)| path.ends_with("token")),
            "{:?}",
            bench.writes()
        );
        assert!(bench.world.audit.borrow().is_empty());
        let whos = People::new(vec![json!("joiner-0@example.com")]);
        let ended = run(&bench.client, Verb::DeactivateAll, &whos, dry).await;
        assert_eq!(counts(&ended), BTreeMap::from([("not_found", 1)]));
    }
}

#[tokio::test(start_paused = true)]
async fn people_who_come_slowly_and_without_a_number_are_settled_as_they_come() {
    let bench = tenant(Provider::Zuora, 100);
    let mut people = People::new(people(Provider::Zuora, 30));
    (people.chunk, people.knows_size, people.slow) = (1, false, 2_000);
    let ended = run(&bench.client, Verb::ProvisionAll, &people, json!({})).await;
    assert_eq!(counts(&ended), BTreeMap::from([("created", 30)]));
    let order: Vec<_> = (0..30).collect();
    assert_eq!(*people.order.borrow(), order);
    assert!(listings(&bench, "/v1/users") <= 12);
}
