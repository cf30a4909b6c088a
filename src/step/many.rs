//! Many at once: where their inputs come from, where their results go, and what is said of them in the end.

use super::output::{Failure, failed, how_ended, wrapped, write};
use crate::error::Error;
use crate::host::Host;
use crate::http::exchange::Pending;
use crate::input;
use crate::lifecycle::batch::{Feed, Verb};
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::{Result, WriteResult};
use seatwarden_json::Value;
use std::cell::RefCell;

/// So many are looked at together: each is held against those of them who aren't done.
const CHUNK: usize = 100;

/// The input of a batch that is there as a whole, and its results.
pub(super) struct Listed {
    size: usize,
    given: RefCell<std::vec::IntoIter<Value>>,
    results: RefCell<Vec<(usize, String)>>,
}

impl Listed {
    pub(super) fn of(given: Vec<Value>) -> Self {
        Self {
            size: given.len(),
            given: RefCell::new(given.into_iter()),
            results: RefCell::default(),
        }
    }

    pub(super) fn in_order(self) -> Vec<String> {
        let mut results = self.results.into_inner();
        results.sort_unstable();
        results.into_iter().map(|(_, result)| result).collect()
    }
}

impl Feed for Listed {
    fn size(&self) -> Option<usize> {
        Some(self.size)
    }

    fn pull(&self) -> Pending<'_, Vec<Value>> {
        let some = self.given.borrow_mut().by_ref().take(CHUNK).collect();
        Box::pin(std::future::ready(some))
    }

    fn push(&self, index: usize, result: Result<WriteResult>) {
        let result = entry(index, &result, |error| write(&Failure::of(error)));
        self.results.borrow_mut().push((index, result));
    }
}

/// One result of a batch: `{"index": …, "ok": …, …}`
fn entry(index: usize, result: &Result<WriteResult>, tell: impl Fn(&Error) -> String) -> String {
    match result {
        Ok(result) => format!(
            "{{\"index\":{index},\"ok\":true,\"result\":{}}}",
            write(result)
        ),
        Err(error) => format!(
            "{{\"index\":{index},\"ok\":false,\"error\":{}}}",
            tell(error)
        ),
    }
}

/// One result of a batch for the client of JavaScript.
#[must_use]
pub fn batch_entry(index: usize, result: &Result<WriteResult>) -> String {
    entry(index, result, write)
}

/// Settles what `feed` gives, for the client of JavaScript: `{"value": …}` or `{"error": …}`.
pub async fn batch<H: Host>(
    client: &Client<H>,
    action: &str,
    feed: &dyn Feed,
    options: &str,
) -> String {
    let ended = async {
        let options = Options::read(action, input::parse("options", options)?)?;
        let verb = Verb::of(action).ok_or_else(|| Error::internal("an action without a verb"))?;
        if verb == Verb::Apply {
            // The plan is the one thing that there is to pull.
            let plan = feed.pull().await.into_iter().next().unwrap_or_default();
            return client.apply(plan, feed, &options).await;
        }
        client.batch(verb, feed, &options).await
    };
    match ended.await {
        Ok(ended) => wrapped(&how_ended(&[], &ended)),
        Err(error) => failed(&error),
    }
}
