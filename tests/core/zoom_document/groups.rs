//! The document's operations on groups, by the verbs: every example is what is sent, or understood; every listed error has
//! its code; and what the document contradicts itself in (FACTS §4, Z) is taken.

use super::tenant::{Asked, Zoom, empty, example, json_reply, refusal, user};
use crate::support::no_options;
use seatwarden::error::Error;
use seatwarden::lifecycle::groups::verb::{GroupReply, GroupVerb};
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::{WhichGroup, Who};
use seatwarden_sandbox::Exchange;
use serde_json::{Value, json};

const ID: &str = "kuWhUCrrT4q9Xy17rSR8js";

/// An account with the document's group, which answers by `first` where that has an answer.
fn account(mut first: impl FnMut(&Asked) -> Option<Exchange> + 'static) -> Zoom {
    Zoom::with(&[user(json!({}))]).answer_first(move |asked| {
        first(asked).or_else(|| match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/scim2/Groups") => Some(json_reply(200, &page())),
            ("GET", path) if path.ends_with(ID) => {
                Some(json_reply(200, &example("get-a-group.response")))
            }
            ("POST", "/scim2/Groups") => Some(json_reply(201, &example("create-a-group.response"))),
            ("PATCH" | "DELETE", path) if path.ends_with(ID) => Some(empty(204)),
            _ => None,
        })
    })
}

/// The example of a list, which is the first of twenty: here the only one.
fn page() -> Value {
    let mut page = example("list-groups.response");
    page["totalResults"] = json!(1);
    page
}

async fn run(zoom: &Zoom, verb: GroupVerb) -> Result<GroupReply, Error> {
    run_with(zoom, verb, &no_options()).await
}

async fn run_with(zoom: &Zoom, verb: GroupVerb, options: &Options) -> Result<GroupReply, Error> {
    zoom.client.groups(&verb, options).await
}

fn it() -> WhichGroup {
    WhichGroup::Id(ID.to_owned())
}

fn ann() -> Vec<Who> {
    vec![Who::Id("u-1".to_owned())]
}

#[tokio::test(start_paused = true)]
async fn the_examples_are_understood() {
    let zoom = account(|_| None);
    let Ok(GroupReply::Groups(listed)) = run(&zoom, GroupVerb::List).await else {
        panic!("no list");
    };
    let Ok(GroupReply::Group(got)) = run(&zoom, GroupVerb::Get(it())).await else {
        panic!("no group");
    };
    for group in [&listed[0], got.as_ref()] {
        // :76 and :80: the id counts, and not the location, which names another.
        assert_eq!((group.id.as_str(), group.name.as_str()), (ID, "SCIM group"));
        // :293: no answer shows members.
        assert_eq!(group.members, None);
    }
    assert_eq!(got.raw, example("get-a-group.response"));
    let sent = zoom.asked("GET").pop().unwrap();
    assert_eq!(sent.path, format!("/scim2/Groups/{ID}"));
}

#[tokio::test(start_paused = true)]
async fn a_create_sends_what_the_document_sends_and_reads_what_it_answers() {
    let zoom = account(|asked| {
        let is_list = asked.method == "GET" && asked.path == "/scim2/Groups";
        is_list.then(|| {
            let empty = json!({ "schemas": page()["schemas"], "totalResults": 0, "Resources": [] });
            json_reply(200, &empty)
        })
    });
    let create = GroupVerb::Create("SCIM group".to_owned(), Vec::new());
    let Ok(GroupReply::Write(made)) = run(&zoom, create).await else {
        panic!("not made");
    };
    assert_eq!(made.outcome, Outcome::Created);
    assert_eq!(made.group.unwrap().id, ID);
    let mut wanted = example("create-a-group.request");
    // Optional, and nothing that a verb takes.
    let fields = wanted.as_object_mut().unwrap();
    fields.remove("urn:ietf:params:scim:schemas:extension:zoom:2.0:Group");
    assert_eq!(zoom.asked_once("POST").body, wanted);
}

#[tokio::test(start_paused = true)]
async fn a_rename_sends_the_documents_patch_and_takes_its_204() {
    let mut name = "Old";
    let zoom = account(move |asked| {
        if asked.method == "PATCH" {
            name = "SCIM group";
        }
        (asked.method == "GET" && asked.path.ends_with(ID)).then(|| {
            let mut group = example("get-a-group.response");
            group["displayName"] = json!(name);
            json_reply(200, &group)
        })
    });
    let rename = GroupVerb::Rename(it(), "SCIM group".to_owned());
    // The list names it so already: it is the same group, so nobody else has the name.
    let Ok(GroupReply::Write(done)) = run(&zoom, rename).await else {
        panic!("not renamed");
    };
    assert_eq!(done.outcome, Outcome::Renamed);
    assert_eq!(
        zoom.asked_once("PATCH").body,
        example("update-a-group.request")
    );
}

/// :321-352: those who come as a value of `members`, those who go by a path; :331: by their ids, whereas a user's record
/// names groups (:558).
#[tokio::test(start_paused = true)]
async fn members_come_by_a_value_and_go_by_a_path() {
    let schemas = example("update-a-group.request")["schemas"].clone();
    for (verb, held, operation) in [
        (
            GroupVerb::AddMembers(it(), ann()),
            [json!([]), json!([{ "value": "SCIM group" }])],
            json!({ "op": "add", "path": "members", "value": [{ "value": "u-1" }] }),
        ),
        (
            GroupVerb::RemoveMembers(it(), ann()),
            [
                json!({ "value": "SCIM group", "display": "SCIM group" }),
                json!(null),
            ],
            json!({ "op": "remove", "path": "members[value eq \"u-1\"]" }),
        ),
    ] {
        let [before, after] = held;
        let mut groups = before;
        let zoom = account(move |asked| {
            if asked.method == "PATCH" {
                groups = after.clone();
            }
            asked.path.ends_with("/Users/u-1").then(|| {
                let mut ann = user(json!({}));
                ann["groups"] = groups.clone();
                json_reply(200, &ann)
            })
        });
        let Ok(GroupReply::Write(done)) = run(&zoom, verb).await else {
            panic!("refused");
        };
        assert_eq!(
            (done.outcome, done.warnings),
            (Outcome::Updated, Vec::new())
        );
        let body = &zoom.asked_once("PATCH").body;
        assert_eq!(
            *body,
            json!({ "schemas": schemas, "Operations": [operation] })
        );
    }
}

/// :314 and :89: an alias is flat or nested; either way it is Zoom's own, and stays in the record.
#[tokio::test(start_paused = true)]
async fn an_alias_in_either_form_is_in_the_record_as_it_is() {
    for alias in [
        json!({ "urn:ietf:params:scim:schemas:extension:zoom:2.0:Group:emailAlias": "a@example.com" }),
        json!({ "urn:ietf:params:scim:schemas:extension:zoom:2.0:Group": { "emailAlias": "a@example.com" } }),
    ] {
        let mut record = json!({ "id": ID, "displayName": "SCIM group" });
        record
            .as_object_mut()
            .unwrap()
            .extend(alias.as_object().unwrap().clone());
        let answer = record.clone();
        let zoom = account(move |_| Some(json_reply(200, &answer)));
        let Ok(GroupReply::Group(group)) = run(&zoom, GroupVerb::Get(it())).await else {
            panic!("no group");
        };
        assert_eq!(group.raw, record);
    }
}

#[tokio::test(start_paused = true)]
async fn a_removal_is_a_delete_of_the_id() {
    let mut gone = false;
    let zoom = account(move |asked| {
        gone |= asked.method == "DELETE";
        (gone && asked.method == "GET").then(|| refusal(404, "Group does not exist."))
    });
    let options = Options {
        confirm: Some("SCIM group".to_owned()),
        ..no_options()
    };
    let removed = run_with(&zoom, GroupVerb::Remove(it()), &options).await;
    let Ok(GroupReply::Write(removed)) = removed else {
        panic!("not removed");
    };
    assert_eq!(removed.outcome, Outcome::Removed);
    let sent = zoom.asked_once("DELETE");
    assert_eq!(
        (sent.path, sent.body),
        (format!("/scim2/Groups/{ID}"), Value::Null)
    );
}

/// Every error that the document lists for groups: the operation, the status, its words, and the code.
#[tokio::test(start_paused = true)]
async fn every_error_listed_for_groups_has_its_code_and_a_hint() {
    let mut seen = 0;
    for row in example("errors").as_array().unwrap() {
        let operation = row["operation"].as_str().unwrap();
        if !operation.contains("group") {
            continue;
        }
        seen += 1;
        let status = u16::try_from(row["status"].as_u64().unwrap()).unwrap();
        let text = row["text"].as_str().unwrap();
        let said = text
            .replace("{filter}", "displayName")
            .replace("{groupName}", "Pilots");
        let (method, verb) = match operation {
            "list-groups" => ("GET", GroupVerb::List),
            "get-a-group" => ("GET", GroupVerb::Get(it())),
            "create-a-group" => ("POST", GroupVerb::Create("Pilots".to_owned(), Vec::new())),
            "update-a-group" => ("PATCH", GroupVerb::Rename(it(), "Pilots".to_owned())),
            _ => ("DELETE", GroupVerb::Remove(it())),
        };
        let answer = said.clone();
        let removed = std::cell::Cell::new(false);
        let zoom = account(move |asked| {
            // A group that isn't there is in no list either.
            let is_gone = status == 404 && asked.path == "/scim2/Groups";
            let meant = asked.method == method && asked.path.starts_with("/scim2/Groups");
            removed.set(removed.get() || meant && method == "DELETE");
            // Nor is it there for whoever looks once more.
            let meant = meant || removed.get() && status == 404;
            (meant && !is_gone).then(|| refusal(status, &answer))
        });
        let options = Options {
            confirm: Some("SCIM group".to_owned()),
            ..no_options()
        };
        let reply = run_with(&zoom, verb, &options).await;
        let wanted = match (status, text) {
            (400, text) if text.contains("filter name") => "not_supported",
            (400, _) => "vendor_rejected",
            (403, _) => "forbidden",
            (404, _) => "not_found",
            (409, _) => "conflict",
            _ => "rate_limited",
        };
        match reply {
            // Gone is what a removal wants.
            Ok(GroupReply::Write(done)) => {
                assert_eq!((operation, status), ("delete-a-group", 404));
                assert_eq!(done.outcome, Outcome::NotFound);
            }
            Ok(other) => panic!("{operation} {status} {text}: {other:?}"),
            Err(error) => {
                let told = format!("{operation} {status} {text}: {error:?}");
                assert_eq!(error.code.to_string(), wanted, "{told}");
                assert!(
                    error.hint.as_deref().unwrap_or_default().len() > 15,
                    "{told}"
                );
            }
        }
    }
    assert!(seen >= 19, "{seen}");
}
