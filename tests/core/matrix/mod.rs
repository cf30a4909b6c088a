//! Every verb × every option, against the sandbox. Which cells there must be is asked of the core's own readers, so that an
//! option without a test fails here. `tests/js/client/matrix` has the same over HTTP.

mod batches;
mod every_call;
mod listing;
mod oneid;
mod plans;
mod warnings;
mod writing;

use crate::support::{Bench, joiner};
use futures_util::future::LocalBoxFuture;
use seatwarden::input::trace::during;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::options::Options;
use seatwarden::step;
use seatwarden_sandbox::Config;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One verb with one option, and what comes of it.
pub struct Cell {
    verb: &'static str,
    option: String,
    check: Box<dyn Fn() -> LocalBoxFuture<'static, ()>>,
}

/// A cell; `check` panics unless the option does what it says.
pub fn cell<F: Future<Output = ()> + 'static>(
    verb: &'static str,
    option: &str,
    check: impl Fn() -> F + 'static,
) -> Cell {
    Cell {
        verb,
        option: option.to_owned(),
        check: Box::new(move || Box::pin(check())),
    }
}

fn all() -> Vec<Cell> {
    let mut cells = every_call::cells();
    cells.extend(listing::cells());
    cells.extend(writing::cells());
    cells.extend(batches::cells());
    cells.extend(plans::cells());
    cells
}

#[tokio::test(start_paused = true)]
async fn every_option_of_every_verb_does_what_it_says() {
    for cell in all() {
        // Seen when it fails.
        eprintln!("{} with {}", cell.verb, cell.option);
        (cell.check)().await;
    }
}

#[test]
fn every_option_that_a_verb_takes_has_a_cell() {
    let there: BTreeSet<_> = all()
        .into_iter()
        .map(|cell| (cell.verb, cell.option))
        .collect();
    // Zuora has no groups: their verbs have their cells in `groups/options.rs`.
    let needed: BTreeSet<_> = step::ACTIONS
        .into_iter()
        .filter(|verb| !verb.starts_with("groups."))
        .flat_map(|verb| options_of(verb).into_iter().map(move |name| (verb, name)))
        .collect();
    assert!(needed.len() > 60, "{needed:?}");
    assert_eq!(there, needed);
}

/// What `verb` takes, by the reader's own word: it is given each option that any verb takes.
pub fn options_of(verb: &str) -> Vec<String> {
    let ((), taken) = during(|| {
        let _ = Options::read(verb, json!({}).into());
        if verb == "list" {
            let _ = ListQuery::read(json!({}).into());
        }
    });
    let names = taken.into_iter().map(|(path, _)| path);
    names
        .filter(|path| match path.split_once('.') {
            Some(("options", name)) => Options::read(verb, json!({ name: [] }).into())
                .is_err_and(|error| !error.message.contains("is not an option of")),
            Some(("query", _)) => true,
            _ => false,
        })
        .map(|path| path.split_once('.').unwrap().1.to_owned())
        .collect()
}

/// A tenant with Kim, who is active, and Bea, who is not.
pub fn tenant(config: Config) -> Bench {
    let bench = Bench::new(config);
    for (name, first, status) in [("kim", "Kim", "Active"), ("bea", "Bea", "Inactive")] {
        let Value::Object(fields) = json!({
            "username": format!("{name}@example.com"), "email": format!("{name}@example.com"), "firstName": first,
            "lastName": "Lee", "status": status, "profileId": "p-readonly", "title": "Analyst", "department": "Finance",
        }) else {
            unreachable!()
        };
        bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0));
    }
    bench
}

/// What each verb is asked in the cells that all have: something that works.
pub fn input(verb: &str) -> Value {
    let kim = "kim@example.com";
    match verb {
        "token" | "list" | "roles" | "capabilities" => json!({}),
        "provision" => json!({ "person": joiner() }),
        "update" => json!({ "who": kim, "change": { "title": "Lead" } }),
        "reactivate" => json!({ "who": "bea@example.com" }),
        "request" => json!({ "method": "GET", "path": "/v1/users/u-001" }),
        "provisionAll" => json!({ "people": [joiner()] }),
        "deactivateAll" => json!({ "whos": [kim] }),
        "plan" => json!({ "roster": [joiner()] }),
        "apply" => json!({ "plan": plans::a_plan(input("plan")) }),
        _ => json!({ "who": kim }),
    }
}

/// Options without which a verb doesn't work.
pub fn needed(verb: &str) -> Value {
    match verb {
        "remove" => json!({ "confirm": "kim@example.com" }),
        _ => json!({}),
    }
}

/// Runs a verb as a step on the tenant's own client.
pub async fn run(bench: &Bench, verb: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": verb, "input": input, "options": options });
    let output = step::run_on(&bench.client, &step.to_string()).await;
    serde_json::from_str(&output).unwrap()
}

/// As [`run`], for what has to work.
pub async fn done(bench: &Bench, verb: &str, input: Value, options: Value) -> Value {
    let output = run(bench, verb, input, options).await;
    assert_eq!(output["ok"], true, "{verb}: {output}");
    output
}

/// `needed` with one more.
pub fn with(verb: &str, option: &str, value: Value) -> Value {
    let mut options = needed(verb);
    options[option] = value;
    options
}
