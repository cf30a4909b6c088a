//! A connection in use: sends what a provider asks for, with credentials, in turn, and again where that is safe.

use crate::error::{Error, ErrorCode, Past};
use crate::event::{Event, EventType};
use crate::host::Host;
use crate::http::budget::{Cost, RetryBudget};
use crate::http::call::Call;
use crate::http::exchange::{Exchange, Refusal, Step};
use crate::http::gate::Gate;
use crate::http::message::{Answer, ApiRequest, Body, Repeat};
use crate::http::retry;
use crate::http::token::TokenSlot;
use crate::provider::Directory;
use crate::secret::Redactor;
use crate::time::{self, Millis};
use std::cell::RefCell;
use std::rc::Rc;

/// How a client behaves: the plain part of `ClientOptions`.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// One attempt may take so long, in ms.
    pub timeout: Millis,
    /// A request is sent at most so often; a fresh token after a 401 isn't counted.
    pub max_attempts: u32,
    /// At most so many requests at once. The vendor's own figure is never exceeded.
    pub concurrency: Option<usize>,
    /// At most so many requests a second.
    pub max_requests_per_second: Option<f64>,
    /// Who is doing this, for the audit.
    pub actor: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: 30_000,
            max_attempts: 4,
            concurrency: None,
            max_requests_per_second: None,
            actor: None,
        }
    }
}

/// What all clients of one connection share: token, pace, retry budget, and what must be masked.
#[derive(Debug)]
pub struct Shared {
    pub(crate) token: RefCell<TokenSlot>,
    pub(crate) gate: RefCell<Gate>,
    pub(crate) budget: RefCell<RetryBudget>,
    pub(crate) redactor: RefCell<Redactor>,
    /// The groups that somebody writes to alone, and until when that is believed.
    pub(crate) turns: RefCell<Vec<(String, Millis)>>,
    pub(crate) directory: Rc<dyn Directory>,
}

impl Shared {
    /// The state of a connection that hasn't been used.
    #[must_use]
    pub fn new(token: TokenSlot, redactor: Redactor, directory: Rc<dyn Directory>) -> Self {
        Self {
            token: RefCell::new(token),
            gate: RefCell::new(Gate::with(directory.first_pace())),
            budget: RefCell::default(),
            redactor: RefCell::new(redactor),
            turns: RefCell::default(),
            directory,
        }
    }
}

/// A connection in use.
pub struct Session<H> {
    /// The outside world.
    pub host: H,
    /// What the provider can do. Clients of one connection share it, with what it has learned of its tenant.
    pub directory: Rc<dyn Directory>,
    /// How the client behaves.
    pub settings: Settings,
    /// The name of the tenant in messages and audit: the connection's own, else its host.
    pub tenant: String,
    pub(crate) shared: Rc<Shared>,
}

/// The last word on a request: an answer, and the refusal in it if it is one.
pub struct Outcome {
    /// What the tenant answered.
    pub answer: Answer,
    /// Why that is not what was asked for.
    pub refusal: Option<Error>,
}

impl<H: Host> Session<H> {
    /// So many requests may be under way at once; the pace may allow fewer.
    pub(crate) fn most_at_once(&self) -> usize {
        let most = self.directory.facts().concurrency;
        self.settings
            .concurrency
            .map_or(most, |given| given.min(most))
    }

    /// Asks one question, and those that its answer leads to.
    ///
    /// # Errors
    /// What the provider makes of a refusal, or `network`, `timeout`, `unsafe_redirect`, `response_too_large`,
    /// `invalid_response`.
    pub async fn ask<T>(&self, call: &Call, mut exchange: Exchange<'_, T>) -> Result<T, Error> {
        let (mut wrote, mut lost) = (false, false);
        loop {
            let sent = self.send(call, &exchange.request).await;
            let sent = sent.map_err(|mut error| {
                error.ambiguous |= lost;
                lost = error.past.map_or(lost, |past| past.lost);
                if wrote { partly(error) } else { error }
            });
            let answer = match sent {
                Ok(answer) => answer,
                // What a server takes under a condition alone (RFC 6585 §3) gets one: that it is there (RFC 9110 §13.1.1).
                Err(error)
                    if error.status == Some(428)
                        && !error.ambiguous
                        && exchange.request.headers.is_empty() =>
                {
                    exchange.request.headers.push(("if-match", "*".to_owned()));
                    continue;
                }
                Err(error) => match exchange.otherwise {
                    // What may have been done is never tried in another way; nor is anything for which there is no token,
                    // but that what was written is still told as taken.
                    Some(otherwise)
                        if error.past.is_some()
                            || !(error.unasked && !wrote
                                || error.ambiguous && exchange.request.is_write()) =>
                    {
                        match otherwise(error)? {
                            Step::Done(result) => return Ok(result),
                            Step::Ask(next) => exchange = next,
                        }
                        continue;
                    }
                    _ => return Err(error),
                },
            };
            let is_write = exchange.request.is_write();
            let status = answer.status;
            match (exchange.read)(answer) {
                Ok(Step::Done(result)) => return Ok(result),
                Ok(Step::Ask(next)) => {
                    wrote |= is_write;
                    exchange = next;
                }
                Err(mut error) => {
                    error.status.get_or_insert(status);
                    // The tenant took the write, but nobody can read what it answered.
                    error.ambiguous = is_write || wrote || lost;
                    return Err(self.masked(error));
                }
            }
        }
    }

    /// Sends a request until it is answered for good; a refusal is an error.
    ///
    /// # Errors
    /// As [`Session::ask`].
    pub async fn send(&self, call: &Call, request: &ApiRequest) -> Result<Answer, Error> {
        let outcome = self.exchange(call, request).await?;
        match outcome.refusal {
            Some(error) => Err(error),
            None => Ok(outcome.answer),
        }
    }

    /// Sends a request until it is answered for good, whatever the answer.
    ///
    /// # Errors
    /// `network`, `timeout`, `unsafe_redirect`, `response_too_large`, `rate_limited`, or what a token request can give.
    pub async fn exchange(&self, call: &Call, request: &ApiRequest) -> Result<Outcome, Error> {
        let url = self
            .directory
            .tenant()
            .base
            .url(&self.host, &request.target)?;
        let had_written = call.has_write_in_flight();
        let Past {
            mut tried,
            mut lost,
        } = request.past;
        let mut refreshed = false;
        loop {
            let unsent = |mut error: Error| {
                // An earlier try of this write may have been carried out.
                error.ambiguous = lost;
                error
            };
            let token = self.token(call).await.map_err(|mut error| {
                error.unasked = true;
                unsent(error)
            })?;
            tried += 1;
            let attempt = self.attempt(call, request, &url, &token, tried).await;
            let attempt = attempt.map_err(unsent)?;
            let (mut refusal, answer, cost) = match attempt.result {
                Ok(answer) => match self.judge(request, &answer) {
                    Ok(()) => {
                        self.heed(&attempt.permit, &answer, None);
                        self.shared.budget.borrow_mut().earn();
                        return Ok(Outcome {
                            answer,
                            refusal: None,
                        });
                    }
                    Err(refusal) => {
                        self.heed(&attempt.permit, &answer, Some(&refusal));
                        (refusal, Some(answer), Cost::Retry)
                    }
                },
                Err(refusal) => {
                    let cost = match refusal.error.code {
                        ErrorCode::Timeout => Cost::TimeOut,
                        _ => Cost::Retry,
                    };
                    (refusal, None, cost)
                }
            };
            if refusal.error.code == ErrorCode::AuthFailed && !refreshed && self.can_refresh() {
                self.shared.token.borrow_mut().refuse(&token);
                refreshed = true;
                tried -= 1;
                if !lost {
                    call.set_write_in_flight(had_written);
                }
                continue;
            }
            lost |= refusal.error.ambiguous;
            refusal.error.ambiguous = lost;
            if !lost {
                call.set_write_in_flight(had_written);
            }
            let may_repeat = match request.repeat {
                Repeat::Safe | Repeat::Afresh => true,
                Repeat::OnlyIfRefused => !lost,
                Repeat::Never => false,
            };
            let wait = match self.wait_before_retry(call, &mut refusal, answer.as_ref(), tried) {
                Some(wait) if may_repeat && self.shared.budget.borrow_mut().pay(cost) => wait,
                _ => {
                    let error = self.masked(refusal.error);
                    return match answer {
                        Some(answer)
                            if error.code != ErrorCode::UnsafeRedirect
                                && answer.body != Body::TooDeep =>
                        {
                            Ok(Outcome {
                                answer,
                                refusal: Some(error),
                            })
                        }
                        _ => Err(error),
                    };
                }
            };
            self.event(call, EventType::Retry, |event| {
                event.method = Some(request.method.as_str());
                event.attempt = Some(tried);
                event.delay_ms = Some(wait);
            });
            self.host.sleep(wait).await;
            if request.repeat == Repeat::Afresh {
                let mut error = self.masked(refusal.error);
                error.past = Some(Past { tried, lost });
                return Err(error);
            }
        }
    }

    /// What the provider makes of an answer; redirects and endless bodies are refused for all of them.
    fn judge(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
        if matches!(answer.status, 0 | 300..=303 | 305..=399) {
            let mut error = Error::new(
                ErrorCode::UnsafeRedirect,
                "the tenant answered with a redirect, and credentials don't follow one",
            )
            .hint("Check baseUrl (and dataCenter): it has to be the address that answers itself.");
            error.status = Some(answer.status);
            return Err(Refusal {
                error,
                retry: false,
            });
        }
        if answer.body == Body::TooDeep {
            let mut error = Error::new(
                ErrorCode::ResponseTooLarge,
                "the answer is nested too deeply, or an object in it has too many fields",
            );
            error.ambiguous = request.is_write();
            return Err(Refusal {
                error,
                retry: false,
            });
        }
        self.directory
            .classify(request, answer)
            .map_err(|mut refusal| {
                // The words that came with a success aren't masked yet, and have been cut.
                if answer.is_success()
                    && let Err(masked) = self
                        .directory
                        .classify(request, &answer.masked(|text| self.mask(text)))
                {
                    refusal = masked;
                }
                refusal.error.status = Some(answer.status);
                refusal.error.request_id = self.directory.request_id(answer).map(str::to_owned);
                refusal
            })
    }

    /// How long to wait before the next try, or `None` if there is none. Longer than the call may take is `rate_limited`.
    pub(crate) fn wait_before_retry(
        &self,
        call: &Call,
        refusal: &mut Refusal,
        answer: Option<&Answer>,
        tried: u32,
    ) -> Option<Millis> {
        let now = self.host.now();
        let asked = answer.and_then(|answer| retry::asked_wait(answer, now));
        if let Some(asked) = asked {
            refusal.error.retry_after_ms = Some(asked);
            if refusal.retry && asked <= retry::MAX_WAIT {
                self.shared.gate.borrow_mut().hold_until(now + asked);
            }
        }
        if !refusal.retry || tried >= self.settings.max_attempts {
            return None;
        }
        let wait = asked
            .unwrap_or(0)
            .max(retry::backoff(tried - 1, self.host.random()));
        let left = call
            .deadline
            .map_or(retry::MAX_WAIT, |deadline| deadline.saturating_sub(now));
        if wait < left {
            return Some(wait);
        }
        if asked.is_some_and(|asked| asked >= left) && !refusal.error.ambiguous {
            refusal.error.code = ErrorCode::RateLimited;
        }
        None
    }

    /// Hands out an event.
    pub fn event(&self, call: &Call, kind: EventType, fill: impl FnOnce(&mut Event<'_>)) {
        if !self.host.listens() {
            return;
        }
        let at = time::to_rfc3339(self.host.now());
        let mut event = Event::new(kind, at, call.operation);
        fill(&mut event);
        self.hand_out(event);
    }

    fn hand_out(&self, mut event: Event<'_>) {
        event.path = event.path.map(|path| self.mask(&path));
        event.message = event.message.map(|message| self.mask(&message));
        event.request_id = event.request_id.map(|id| self.mask(&id));
        self.host.event(&event);
    }

    /// `text` without the secrets that are known on this connection.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.shared.redactor.borrow().mask(text)
    }

    /// `error` without the secrets that are known on this connection.
    #[must_use]
    pub fn masked(&self, mut error: Error) -> Error {
        error.message = self.mask(&error.message);
        error.cause = error.cause.take().map(|cause| self.mask(&cause));
        error.request_id = error.request_id.take().map(|id| self.mask(&id));
        if let Some(vendor) = &mut error.vendor {
            vendor.message = vendor.message.take().map(|message| self.mask(&message));
            vendor.code = vendor.code.take().map(|code| self.mask(&code));
        }
        error
    }
}

/// A failure after another request of the same write was done.
#[cold]
pub(crate) fn partly(mut error: Error) -> Error {
    error.message = format!("a part of the write was done, and then: {}", error.message);
    error.ambiguous = true;
    error.partly = true;
    error
}
