//! A world without an outside for the fuzz targets: answers that an input holds, a clock that moves on when somebody waits.
//! Nothing in it ever waits, so a call is over when it was polled once.

pub mod oracle;

use seatwarden::event::Event;
use seatwarden::host::{FetchFailure, Host, HttpRequest, HttpResponse};
use seatwarden::http::origin::Url;
use seatwarden::lifecycle::audit::AuditRecord;
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use zeroize::Zeroizing;

/// More requests than any call may make of answers as short as these.
const MOST_REQUESTS: usize = 5_000;

/// What is outside.
#[derive(Default)]
pub struct Outside {
    /// The answers, first first; the last one is given for ever.
    answers: RefCell<Vec<HttpResponse>>,
    asked: Cell<usize>,
    now: Cell<u64>,
    /// Everything that was told of.
    pub told: RefCell<String>,
}

/// The host that a client is given.
#[derive(Clone, Default)]
pub struct Nowhere(pub Rc<Outside>);

impl Nowhere {
    /// A world that gives these answers.
    #[must_use]
    pub fn answering(mut answers: Vec<HttpResponse>) -> Self {
        answers.reverse();
        let host = Self::default();
        host.0.answers.replace(answers);
        host.0.now.set(1_773_734_400_000);
        host
    }
}

impl Host for Nowhere {
    async fn fetch(&self, _request: &HttpRequest) -> Result<HttpResponse, FetchFailure> {
        self.0.asked.set(self.0.asked.get() + 1);
        assert!(self.0.asked.get() < MOST_REQUESTS, "it goes on for ever");
        let mut answers = self.0.answers.borrow_mut();
        let next = if answers.len() > 1 {
            answers.pop()
        } else {
            answers.first().cloned()
        };
        next.ok_or_else(|| FetchFailure::Network("nobody is there".to_owned()))
    }

    async fn sleep(&self, ms: u64) {
        // A time-out is a sleep, too: it must not end before the answer is there, so it is looked at second.
        self.0.now.set(self.0.now.get().saturating_add(ms));
    }

    fn now(&self) -> u64 {
        self.0.now.get()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn parse_url(&self, text: &str) -> Option<Url> {
        let url = url::Url::parse(text).ok()?;
        Some(Url {
            origin: url.origin().ascii_serialization(),
            protocol: format!("{}:", url.scheme()),
            hostname: url.host_str().unwrap_or_default().to_owned(),
            pathname: url.path().to_owned(),
            has_userinfo: !url.username().is_empty() || url.password().is_some(),
            has_query_or_fragment: url.query().is_some() || url.fragment().is_some(),
        })
    }

    async fn load_token(&self, _key: &str) -> Option<Zeroizing<String>> {
        None
    }

    async fn save_token(&self, _key: &str, _value: &str, _ttl_seconds: u64) {}

    fn listens(&self) -> bool {
        true
    }

    fn event(&self, event: &Event<'_>) {
        let text = serde_json::to_string(event).expect("an event is JSON");
        self.0.told.borrow_mut().push_str(&text);
    }

    fn audit(&self, record: &AuditRecord<'_>) {
        let text = serde_json::to_string(record).expect("a record is JSON");
        self.0.told.borrow_mut().push_str(&text);
    }
}

/// Runs a call to its end.
pub fn over<T>(call: impl Future<Output = T>) -> T {
    let mut call = pin!(call);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100 {
        if let Poll::Ready(done) = call.as_mut().poll(&mut context) {
            return done;
        }
    }
    panic!("it waits for something that never comes");
}

/// Reads an answer: a status, headers a line each, an empty line, and the body.
#[must_use]
pub fn answer(text: &[u8]) -> Option<HttpResponse> {
    let end = text.windows(2).position(|pair| pair == b"\n\n")?;
    let head = std::str::from_utf8(text.get(..end)?).ok()?;
    let mut lines = head.split('\n');
    let status = lines.next()?.trim().parse().ok()?;
    let headers = lines.filter_map(|line| line.split_once(':'));
    Some(HttpResponse {
        status,
        headers: headers
            .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
            .collect(),
        body: text.get(end + 2..)?.to_vec(),
        redirected: false,
    })
}

/// Reads answers, divided by lines of `%%`.
#[must_use]
pub fn answers(text: &[u8]) -> Vec<HttpResponse> {
    split(text).into_iter().filter_map(answer).collect()
}

fn split(text: &[u8]) -> Vec<&[u8]> {
    const MARK: &[u8] = b"\n%%\n";
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.windows(MARK.len()).position(|four| four == MARK) {
        parts.push(&rest[..at]);
        rest = &rest[at + MARK.len()..];
    }
    parts.push(rest);
    parts
}
