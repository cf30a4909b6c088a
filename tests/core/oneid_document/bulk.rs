//! "Bulk create users" itself: its request is what a batch of the document's two people sends, and its answer, which has no
//! word on each (B:66), is settled by reading back.

use super::tenant::{ORGANIZATION, OneId, amy, answered, example, json_reply, refusal};
use crate::batches::feed::{deactivate, provision};
use seatwarden_sandbox::{Config, OneIdOptions};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

const NAMES: [&str; 2] = ["Amy+test3@zuora.com", "Amy+test4@zuora.com"];

fn people() -> Vec<Value> {
    NAMES.iter().map(|name| amy(name)).collect()
}

/// A tenant whose organization is the document's, and which answers a bulk create as told; whoever it made is read as the
/// document shows him.
fn documents_own(
    bulk: impl Fn() -> seatwarden_sandbox::Exchange + 'static,
    made: &'static [usize],
) -> OneId {
    let config = Config {
        users: 0,
        oneid: OneIdOptions {
            groups: 0,
            ..OneIdOptions::default()
        },
        ..Config::default()
    };
    let there = Rc::new(Cell::new(false));
    OneId::connected(config, |mut connection| {
        connection["organizationId"] = json!(ORGANIZATION);
        connection
    })
    .answer_first(move |asked| {
        if asked.method == "POST" && asked.path() == "/scim/v2/Users/bulk" {
            there.set(true);
            return Some(bulk());
        }
        if asked.method != "GET" || !there.get() {
            return None;
        }
        let known: Vec<Value> = made.iter().map(|at| answered(*at)).collect();
        let id = asked.path().trim_start_matches("/scim/v2/Users").trim_start_matches('/');
        if !id.is_empty() {
            let one = known.iter().find(|user| user["id"] == id);
            return Some(one.map_or_else(|| refusal(404, "90000040", "nobody"), |user| json_reply(200, user)));
        }
        let filter = asked.parameter("filter").unwrap_or_default();
        let rows: Vec<&Value> = known
            .iter()
            .filter(|user| filter.is_empty() || filter.contains(user["userName"].as_str().unwrap()))
            .collect();
        let list = json!({ "totalResults": rows.len(), "resources": rows, "startIndex": 1, "itemsPerPage": rows.len() });
        Some(json_reply(200, &list))
    })
}

/// Once, and not each by each.
#[tokio::test(start_paused = true)]
async fn the_documents_request_is_what_a_batch_sends_and_its_answer_is_taken_with_either_status() {
    for status in [200, 201] {
        let answer = move || json_reply(status, &example("bulk-create-users.response"));
        let oneid = documents_own(answer, &[0, 1]);
        let (joined, _) = provision(&oneid.client, people()).await;
        assert_eq!(
            joined.words(),
            ["created", "created"],
            "{:?}",
            oneid.writes()
        );
        let sent = oneid.asked_once("POST");
        assert_eq!(
            sent.path(),
            example("operations")[0]["path"].as_str().unwrap()
        );
        assert_eq!(
            sent.body,
            example("bulk-create-users.request"),
            "{}",
            sent.sent
        );
        for (at, name) in NAMES.iter().enumerate() {
            let user = joined.result(at).user.unwrap();
            assert_eq!(
                (user.user_name.as_str(), user.id.as_str()),
                (*name, answered(at)["id"].as_str().unwrap())
            );
            assert_eq!(
                (user.given_name.as_deref(), user.family_name.as_deref()),
                (Some("Amy"), Some("Lawrence"))
            );
        }
    }
}

/// B:66: who is missing in the answer is told from the others by name, and by nothing else.
#[tokio::test(start_paused = true)]
async fn who_is_missing_in_the_answer_is_not_called_created() {
    let answer = || {
        let mut list = example("bulk-create-users.response");
        list["resources"].as_array_mut().unwrap().remove(0);
        list["totalResults"] = json!(1);
        json_reply(200, &list)
    };
    let oneid = documents_own(answer, &[1]);
    let (joined, _) = provision(&oneid.client, people()).await;
    // She was tried by herself, and the tenant, which isn't the document's own, says why it won't have her.
    assert_eq!(
        joined.words(),
        ["vendor_rejected", "created"],
        "{:?}",
        oneid.writes()
    );
    assert!(
        joined.error(0).message.contains("organization"),
        "{}",
        joined.error(0)
    );
    let alone = oneid
        .asked("POST")
        .into_iter()
        .filter(|asked| asked.path() == "/scim/v2/Users");
    for asked in alone {
        assert!(
            asked.sent.contains(NAMES[0]) && !asked.sent.contains(NAMES[1]),
            "{}",
            asked.sent
        );
    }
}

/// B:66: whoever the answer leaves out was made all the same, if reading back shows him.
#[tokio::test(start_paused = true)]
async fn who_is_there_is_created_though_the_answer_leaves_him_out() {
    let answer = || {
        let mut list = example("bulk-create-users.response");
        list["resources"] = json!([]);
        list["totalResults"] = json!(0);
        json_reply(200, &list)
    };
    let oneid = documents_own(answer, &[0, 1]);
    let (joined, _) = provision(&oneid.client, people()).await;
    assert_eq!(joined.words(), ["created", "created"]);
    assert_eq!(oneid.asked("POST").len(), 1, "{:?}", oneid.writes());
}

/// 401, 403 and 404 are what the document lists; without it being there, everybody is made one by one.
#[tokio::test(start_paused = true)]
async fn without_bulk_everybody_is_made_alone_and_without_rights_nobody() {
    let oneid = OneId::with(OneIdOptions {
        bulk: false,
        ..OneIdOptions::default()
    });
    let (joined, _) = provision(&oneid.client, people()).await;
    assert_eq!(
        joined.words(),
        ["created", "created"],
        "{:?}",
        oneid.writes()
    );
    assert_eq!(oneid.stored().len(), 2);
    let oneid = OneId::of(Config {
        users: 0,
        forbidden: true,
        ..Config::default()
    });
    let (joined, _) = provision(&oneid.client, people()).await;
    assert_eq!(
        joined.words(),
        ["forbidden", "forbidden"],
        "{:?}",
        oneid.writes()
    );
}

/// B:35-49 lists no 400, 409 and 429. They come all the same: whatever refuses the whole refuses nobody in it, and a 429 is
/// waited out.
#[tokio::test(start_paused = true)]
async fn a_refusal_that_the_document_does_not_list_keeps_nobody_out() {
    for (status, code, times) in [
        (400, "90000020", u32::MAX),
        (409, "90000030", u32::MAX),
        (429, "90000070", 2),
    ] {
        let mut left = times;
        let oneid = OneId::empty().answer_first(move |asked| {
            let is_bulk = asked.method == "POST" && asked.path() == "/scim/v2/Users/bulk";
            let is_refused = is_bulk && left > 0;
            left -= u32::from(is_refused);
            is_refused.then(|| refusal(status, code, "not so"))
        });
        let (joined, _) = provision(&oneid.client, people()).await;
        assert_eq!(
            joined.words(),
            ["created"; 2],
            "{status}: {:?}",
            oneid.writes()
        );
        assert_eq!(oneid.stored().len(), 2, "{status}");
        let alone = oneid
            .asked("POST")
            .iter()
            .filter(|asked| asked.path() == "/scim/v2/Users")
            .count();
        assert_eq!(
            alone,
            if status == 429 { 0 } else { 2 },
            "{status}: {:?}",
            oneid.writes()
        );
    }
}

/// `POST /Users/delete` takes a bare array of ids, and only switches off; its sample's user names are UUIDs (the policy
/// "Anonymize PII").
#[tokio::test(start_paused = true)]
async fn leavers_go_as_a_bare_array_of_ids_and_keep_theirs() {
    for anonymize in [false, true] {
        let oneid = OneId::with(OneIdOptions {
            anonymize,
            ..OneIdOptions::default()
        });
        let ids: Vec<String> = ["ann@example.com", "bea@example.com", "cid@example.com"]
            .iter()
            .map(|name| oneid.add(json!({ "userName": name })))
            .collect();
        let whos = vec![
            json!("ann@example.com"),
            json!({ "id": ids[1] }),
            json!("cid@example.com"),
        ];
        let (left, _) = deactivate(&oneid.client, whos).await;
        assert_eq!(
            left.words(),
            ["deactivated", "deactivated", "deactivated"],
            "{:?}",
            oneid.writes()
        );
        for asked in oneid.asked("POST") {
            assert_eq!(asked.path(), "/scim/v2/Users/delete");
            let sent = asked.body.as_array().expect("a bare array");
            assert!(
                sent.iter()
                    .all(|id| ids.contains(&id.as_str().unwrap().to_owned())),
                "{}",
                asked.sent
            );
        }
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(left.result(at).user.unwrap().id, *id);
        }
        assert!(oneid.stored().iter().all(|user| user["active"] == false));
    }
}
