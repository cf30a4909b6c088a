//! Where requests go, and their credentials with them: each case of `tests/vectors/origins/fixtures/cases.json`, by the URL parser of
//! the crate `url`. `tests/js/runtimes/behaviour/origins.mjs` has the same cases by those of Node, workerd and Chromium.

use crate::support::{Script, SimHost, World, no_options, person, reply};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::http::message::Method;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden_sandbox::{Exchange, Request};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A case is of a base, a token URL, a path, a redirect, or of what a server says; `goes` is the only origin that may be asked
/// (the token endpoint, where there is one), or null where nothing may be sent.
fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/origins/fixtures/cases.json")).unwrap()
}

fn connection(case: &Value) -> Value {
    let mut connection = match case["provider"].as_str() {
        Some("zuora") => {
            json!({ "provider": "zuora", "clientId": "id", "clientSecret": "s3cret-s3cret" })
        }
        Some("zoom") => {
            json!({ "provider": "zoom", "accountId": "a", "clientId": "id", "clientSecret": "s3cret-s3cret", "tokenUrl": case["token"] })
        }
        _ if case["token"].is_string() => json!({ "provider": "scim", "auth": {
            "type": "client_credentials", "tokenUrl": case["token"], "clientId": "id", "clientSecret": "s3cret-s3cret" } }),
        _ => json!({ "provider": "scim", "auth": { "type": "bearer", "token": "s3cret-s3cret" } }),
    };
    connection["baseUrl"] = case["base"].clone();
    if case["allowInsecure"] == true {
        connection["allowInsecure"] = json!(true);
    }
    connection
}

/// What the tenant of a case answers.
fn answer(case: &Value, request: &Request, pages: &mut usize) -> Exchange {
    let is_token = request.url.contains("/token");
    let redirect = &case["redirect"];
    if redirect.is_object() && is_token == (redirect["of"] == "token") {
        let status = redirect["status"].as_u64().unwrap() as u16;
        return reply(
            status,
            &[("location", redirect["location"].as_str().unwrap())],
            &json!({}),
        );
    }
    let said = |kind: &str| (case["said"]["as"] == kind).then(|| case["said"]["url"].clone());
    if is_token {
        let mut token = json!({ "access_token": "abcdefgh", "expires_in": 3600 });
        if let Some(url) = said("api_url") {
            token["api_url"] = url;
        }
        return reply(200, &[], &token);
    }
    let user = json!({ "id": "7", "userName": "a@t.example", "username": "a@t.example", "active": true, "status": "Active" });
    if request.method == "POST" {
        let mut made = user;
        if let Some(url) = said("meta.location") {
            made["meta"] = json!({ "location": url });
        }
        let location = said("location").unwrap_or_default();
        return reply(
            201,
            &[("location", location.as_str().unwrap_or_default())],
            &made,
        );
    }
    if request.url.ends_with("/7") {
        return reply(200, &[], &user);
    }
    if request.url.contains("ServiceProviderConfig") {
        let cursors = said("nextCursor").is_some();
        return reply(
            200,
            &[],
            &json!({ "pagination": { "cursor": cursors, "index": !cursors } }),
        );
    }
    let mut page = json!({ "totalResults": 0, "Resources": [], "users": [], "success": true });
    if case["said"]["as"] == "nextPage" || case["said"]["as"] == "nextCursor" {
        *pages += 1;
        let mut other = user;
        other["id"] = json!(pages.to_string());
        page = json!({ "users": [other], "Resources": [other], "success": true });
        if *pages == 1 {
            for (kind, key) in [("nextPage", "nextPage"), ("nextCursor", "nextCursor")] {
                if let Some(url) = said(kind) {
                    page[key] = url;
                }
            }
        }
    }
    reply(200, &[], &page)
}

/// Makes the calls of a case.
async fn calls(case: &Value, client: &Client<SimHost>) -> Result<(), Error> {
    match case["said"]["as"].as_str() {
        Some("meta.location" | "location") => {
            let somebody = person(json!({ "userName": "a@t.example" }));
            client.provision(&somebody, &no_options()).await.map(drop)
        }
        Some("nextPage" | "nextCursor") => {
            let mut listing = client.list(ListQuery::default(), &no_options())?;
            while client.next_page(&mut listing).await?.is_some() {}
            Ok(())
        }
        _ => {
            let path = case["path"].as_str().unwrap_or("/Users");
            client
                .request(Method::Get, path, None, &no_options())
                .await
                .map(drop)
        }
    }
}

/// What is wrong with where the requests of a case went, if anything.
async fn fault(case: &Value) -> Option<String> {
    let log: Rc<RefCell<Vec<Request>>> = Rc::default();
    let (seen, told) = (Rc::clone(&log), case.clone());
    let mut pages = 0;
    let world = World::new(
        Box::new(Script(move |request: &Request| {
            seen.borrow_mut().push(request.clone());
            answer(&told, request, &mut pages)
        })),
        1,
    );
    let ended = match world.try_client(connection(case), &json!({})) {
        Ok(client) => calls(case, &client).await,
        Err(error) => Err(error),
    };
    let requests = log.borrow();
    let asked: BTreeSet<String> = requests
        .iter()
        .map(|request| origin(&request.url))
        .collect();
    let Some(goes) = case["goes"].as_str() else {
        let refused = ended
            .as_ref()
            .is_err_and(|error| error.code == ErrorCode::InvalidInput);
        return (!refused || !asked.is_empty()).then(|| format!("{ended:?}, asked {asked:?}"));
    };
    let mut may_be = BTreeSet::from([goes.to_owned()]);
    if case["token"].is_string() {
        may_be.insert(origin(case["base"].as_str().unwrap()));
    }
    let redirected = case["redirect"].is_object();
    let well = match &ended {
        Err(error) => redirected && error.code == ErrorCode::UnsafeRedirect,
        Ok(()) => !redirected,
    };
    let secret_to_token_alone = requests.iter().all(|request| {
        let body = String::from_utf8_lossy(&request.body);
        let shown = format!("{:?}{body}", request.headers);
        case["token"].is_null() || !shown.contains("s3cret") || origin(&request.url) == goes
    });
    (!well || !asked.is_subset(&may_be) || !asked.contains(goes) || !secret_to_token_alone)
        .then(|| format!("{ended:?}, asked {asked:?}"))
}

fn origin(url: &str) -> String {
    url::Url::parse(url).unwrap().origin().ascii_serialization()
}

#[tokio::test(start_paused = true)]
async fn requests_go_to_the_one_origin_that_a_case_allows_and_nowhere_else() {
    let cases = cases();
    assert!(cases.len() >= 100, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        if let Some(fault) = fault(case).await {
            wrong.push(format!("{case}: {fault}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
