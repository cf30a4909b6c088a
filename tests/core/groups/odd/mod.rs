//! Servers that show an empty list instead of the members, clear more than was asked for, or have groups of one name.

mod clears;
mod hidden;
mod late;
mod names;
mod server;
mod versions;

use crate::support::SimHost;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use serde_json::{Value, json};
use server::{Odd, Shared, Versions, ids, tenant};

/// `Finance: Ua Ub`
fn stored(tenant: &Shared) -> Vec<String> {
    let tenant = tenant.borrow();
    let one = |group: &Value| {
        let name = group["displayName"].as_str().unwrap_or("-");
        format!("{name}: {}", ids(group).join(" "))
    };
    tenant.groups.iter().map(one).collect()
}

async fn run(client: &Client<SimHost>, action: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": action, "input": input, "options": options }).to_string();
    serde_json::from_str(&step::run_on(client, &step).await).unwrap()
}

async fn provision(client: &Client<SimHost>, who: &str, groups: &[&str], exact: bool) -> Value {
    let person = json!({ "userName": format!("{who}@x.com"), "groups": groups });
    let mode = if exact { "exact" } else { "add" };
    let options = json!({ "groupsMode": mode });
    run(client, "provision", json!({ "person": person }), options).await
}

fn codes(output: &Value) -> Vec<&str> {
    let warnings = output["warnings"].as_array().into_iter().flatten();
    warnings.map(|one| one["code"].as_str().unwrap()).collect()
}

const FINANCE: (&str, &str, &[&str]) = ("g1", "Finance", &["Ua", "Ub", "Uc"]);

const SALES: (&str, &str, &[&str]) = ("g2", "Sales", &["Uc"]);
