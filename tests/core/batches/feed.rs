//! The two ends of a batch under test: people one chunk after the other, and what became of each.

use crate::support::{Bench, SimHost};
use seatwarden::error::Error;
use seatwarden::http::exchange::Pending;
use seatwarden::lifecycle::batch::{Ended, Feed, Verb};
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::options::Options;
use seatwarden::lifecycle::result::{Result, WriteResult};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

/// A list of people, or of anything else.
pub struct People {
    given: Vec<Value>,
    at: Cell<usize>,
    /// So many a pull.
    pub chunk: usize,
    /// Whether it says how many there are.
    pub knows_size: bool,
    /// Time that a pull takes, in ms.
    pub slow: u64,
    pub results: RefCell<BTreeMap<usize, Result<WriteResult>>>,
    /// The order in which results came.
    pub order: RefCell<Vec<usize>>,
}

impl People {
    pub fn new(given: Vec<Value>) -> Self {
        Self {
            given,
            at: Cell::new(0),
            chunk: 100,
            knows_size: true,
            slow: 0,
            results: RefCell::default(),
            order: RefCell::default(),
        }
    }

    /// What became of each that has a result: an outcome, or the code of an error.
    pub fn words(&self) -> Vec<String> {
        let results = self.results.borrow();
        results.values().map(word).collect()
    }

    /// So many were read.
    pub fn taken(&self) -> usize {
        self.at.get()
    }

    pub fn error(&self, index: usize) -> Error {
        match &self.results.borrow()[&index] {
            Err(error) => error.clone(),
            Ok(result) => panic!("{index} is {:?}", result.outcome),
        }
    }

    pub fn result(&self, index: usize) -> WriteResult {
        self.results.borrow()[&index].clone().unwrap()
    }
}

pub fn word(result: &Result<WriteResult>) -> String {
    match result {
        Ok(result) => result.outcome.as_str().to_owned(),
        Err(error) => error.code.to_string(),
    }
}

impl Feed for People {
    fn size(&self) -> Option<usize> {
        self.knows_size.then_some(self.given.len())
    }

    fn pull(&self) -> Pending<'_, Vec<seatwarden_json::Value>> {
        Box::pin(async {
            if self.slow > 0 {
                tokio::time::sleep(Duration::from_millis(self.slow)).await;
            }
            let from = self.at.get();
            let to = self.given.len().min(from + self.chunk);
            self.at.set(to);
            self.given[from..to].iter().map(Into::into).collect()
        })
    }

    fn push(&self, index: usize, result: Result<WriteResult>) {
        self.order.borrow_mut().push(index);
        let before = self.results.borrow_mut().insert(index, result);
        assert!(before.is_none(), "{index} has two results");
    }
}

/// Runs a batch to its end.
pub async fn run(client: &Client<SimHost>, verb: Verb, people: &People, asked: Value) -> Ended {
    try_run(client, verb, people, asked).await.unwrap()
}

pub async fn try_run(
    client: &Client<SimHost>,
    verb: Verb,
    people: &People,
    asked: Value,
) -> Result<Ended> {
    let options = Options::read(verb.name(), asked.into()).unwrap();
    // Whoever waits for ever is found by the hour that goes by.
    let batch = client.batch(verb, people, &options);
    let hour = Duration::from_secs(48 * 3600);
    tokio::time::timeout(hour, batch).await.expect("it hangs")
}

pub async fn provision(client: &Client<SimHost>, given: Vec<Value>) -> (People, Ended) {
    let people = People::new(given);
    let ended = run(client, Verb::ProvisionAll, &people, json!({})).await;
    (people, ended)
}

pub async fn deactivate(client: &Client<SimHost>, given: Vec<Value>) -> (People, Ended) {
    let people = People::new(given);
    let ended = run(client, Verb::DeactivateAll, &people, json!({})).await;
    (people, ended)
}

/// How often each word came.
pub fn counts(ended: &Ended) -> BTreeMap<&'static str, u64> {
    ended.counts.iter().copied().collect()
}

/// Somebody whom every kind of tenant takes.
pub fn joiner(number: usize) -> Value {
    json!({
        "userName": format!("joiner-{number}@example.com"), "email": format!("joiner-{number}@example.com"),
        "givenName": format!("J{number}"), "familyName": "Oiner",
    })
}

/// With the role that Zuora wants.
pub fn with_role(mut person: Value) -> Value {
    person["role"] = json!("Read Only");
    person
}

pub fn joiners(count: usize) -> Vec<Value> {
    (0..count).map(joiner).collect()
}

/// Requests for pages of users.
pub fn listings(bench: &Bench, path: &str) -> usize {
    let requests = bench.world.sandbox(|sandbox| sandbox.requests().to_vec());
    requests
        .iter()
        .filter(|request| request.method == "GET" && request.path == path)
        .count()
}
