//! What `list` can be asked.

use super::{Cell, cell, done, run, tenant};
use crate::support::Bench;
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

pub fn cells() -> Vec<Cell> {
    vec![
        cell("list", "active", || async {
            assert_eq!(names(&small(), json!({ "active": true })).await, ["kim"]);
            assert_eq!(names(&small(), json!({ "active": false })).await, ["bea"]);
        }),
        cell("list", "userName", || async {
            let query = json!({ "userName": "KIM@example.com" });
            assert_eq!(names(&small(), query).await, ["kim"]);
        }),
        cell("list", "email", || async {
            let query = json!({ "email": "BEA@example.com" });
            assert_eq!(names(&small(), query).await, ["bea"]);
        }),
        cell("list", "externalId", || async {
            // Zuora has none.
            let output = run(&small(), "list", json!({ "externalId": "1" }), json!({})).await;
            assert_eq!(output["error"]["code"], "not_supported");
        }),
        cell("list", "filter", || async {
            // Zuora takes none.
            let query = json!({ "filter": "userName sw \"k\"" });
            let output = run(&small(), "list", query, json!({})).await;
            assert_eq!(output["error"]["code"], "not_supported");
        }),
        cell("list", "role", || async {
            for role in ["read only", "p-readonly"] {
                let all = names(&small(), json!({ "role": role })).await;
                assert_eq!(all, ["kim", "bea"]);
            }
            let nobody = names(&small(), json!({ "role": "Administrator" })).await;
            assert_eq!(nobody, [""; 0]);
            let output = run(&small(), "list", json!({ "role": "Chief" }), json!({})).await;
            assert_eq!(output["error"]["code"], "invalid_input");
        }),
        cell("list", "department", || async {
            let all = names(&small(), json!({ "department": "finance" })).await;
            assert_eq!(all, ["kim", "bea"]);
            assert_eq!(
                names(&small(), json!({ "department": "Sales" })).await,
                [""; 0]
            );
        }),
        cell("list", "raw", || async {
            for (query, there) in [(json!({ "raw": true }), true), (json!({}), false)] {
                let output = done(&small(), "list", query, json!({})).await;
                let raw = output["data"]["users"][0].get("raw");
                assert_eq!(raw.is_some(), there);
            }
        }),
        cell("list", "limit", || async {
            let bench = small();
            let output = done(&bench, "list", json!({ "limit": 1 }), json!({})).await;
            assert_eq!(output["data"]["users"].as_array().unwrap().len(), 1);
            assert!(output["cursor"].is_string());
            let output = done(&bench, "list", json!({ "limit": 2 }), json!({})).await;
            assert_eq!(output["data"]["users"].as_array().unwrap().len(), 2);
            assert_eq!(output.get("cursor"), None, "everybody was given");
        }),
        cell("list", "pageSize", || async {
            let bench = small();
            assert_eq!(names(&bench, json!({ "pageSize": 1 })).await.len(), 2);
            let pages = bench.requests();
            assert!(pages.len() >= 2);
            assert!(
                pages
                    .iter()
                    .all(|request| request.query.contains("pageSize=1&"))
            );
        }),
        cell("list", "cursor", || async {
            let bench = small();
            let first = done(&bench, "list", json!({ "limit": 1 }), json!({})).await;
            let rest = json!({ "cursor": first["cursor"] });
            assert_eq!(names(&bench, rest).await, ["bea"]);
            let output = run(&bench, "list", json!({ "cursor": "x" }), json!({})).await;
            assert_eq!(output["error"]["code"], "invalid_input");
        }),
    ]
}

/// Kim and Bea alone.
fn small() -> Bench {
    tenant(Config {
        users: 0,
        ..Config::default()
    })
}

/// Whom a query gives, by the part before the "@".
async fn names(bench: &Bench, query: Value) -> Vec<String> {
    let output = done(bench, "list", query, json!({})).await;
    let users = output["data"]["users"].as_array().unwrap();
    let names = users.iter().map(|user| user["userName"].as_str().unwrap());
    names
        .map(|name| name.split('@').next().unwrap().to_owned())
        .collect()
}
