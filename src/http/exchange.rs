//! One question to a tenant and how to read the answer: what a provider hands to the session.

use crate::error::Error;
use crate::http::message::{Answer, ApiRequest};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Work that is under way, on the heap.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Does all of it at once, and gives the results in order. For a handful: each wake looks at all of them.
/// (futures-util's `join_all` and `buffered` are 7 KB of wasm.)
pub async fn all<T>(mut work: Vec<Pending<'_, T>>) -> Vec<T> {
    let mut results: Vec<Option<T>> = work.iter().map(|_| None).collect();
    poll_fn(move |context| {
        let mut pending = false;
        for (work, result) in work.iter_mut().zip(&mut results) {
            if result.is_none() {
                match work.as_mut().poll(context) {
                    Poll::Ready(done) => *result = Some(done),
                    Poll::Pending => pending = true,
                }
            }
        }
        if pending {
            Poll::Pending
        } else {
            Poll::Ready(results.drain(..).flatten().collect())
        }
    })
    .await
}

/// What an answer means: a result, or the next question.
pub type Reader<'a, T> = Box<dyn FnOnce(Answer) -> Result<Step<'a, T>, Error> + 'a>;

/// What a refusal leads to: the same error, a result in spite of it, or another question.
pub type Otherwise<'a, T> = Box<dyn FnOnce(Error) -> Result<Step<'a, T>, Error> + 'a>;

/// A request, and what to make of its answer.
pub struct Exchange<'a, T> {
    /// What to send.
    pub request: ApiRequest,
    /// What the answer means: a result, or the next question.
    pub read: Reader<'a, T>,
    /// What a refusal leads to; without it the refusal is the result.
    pub otherwise: Option<Otherwise<'a, T>>,
}

/// Where an answer leads.
pub enum Step<'a, T> {
    /// That is the result.
    Done(T),
    /// There is one more question to ask.
    Ask(Exchange<'a, T>),
}

impl<'a, T> Exchange<'a, T> {
    /// One request whose answer is the result.
    pub fn new(request: ApiRequest, read: impl FnOnce(Answer) -> Result<T, Error> + 'a) -> Self {
        Self {
            request,
            read: Box::new(|answer| read(answer).map(Step::Done)),
            otherwise: None,
        }
    }

    /// One request whose answer leads to a result or to the next question.
    pub fn leading(
        request: ApiRequest,
        read: impl FnOnce(Answer) -> Result<Step<'a, T>, Error> + 'a,
    ) -> Self {
        Self {
            request,
            read: Box::new(read),
            otherwise: None,
        }
    }

    /// The same, with what a refusal leads to.
    #[must_use]
    pub fn or_else(
        mut self,
        otherwise: impl FnOnce(Error) -> Result<Step<'a, T>, Error> + 'a,
    ) -> Self {
        self.otherwise = Some(Box::new(otherwise));
        self
    }
}

/// Why a tenant didn't do what it was asked.
#[derive(Debug)]
pub struct Refusal {
    /// The failure, if it stays at that. `ambiguous` in it tells whether the request may have been carried out.
    pub error: Error,
    /// Whether to ask again, where that is safe.
    pub retry: bool,
}
