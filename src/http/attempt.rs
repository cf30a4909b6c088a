//! One attempt at one request: through the gate, onto the wire, back in time.

use crate::error::{Error, ErrorCode};
use crate::event::EventType;
use crate::host::{FetchFailure, Host, HttpRequest, HttpResponse, MAX_BODY};
use crate::http::announced;
use crate::http::call::Call;
use crate::http::exchange::Refusal;
use crate::http::gate::{Entry, Limits, Permit};
use crate::http::message::{Answer, ApiRequest, Body, Subject};
use crate::http::retry;
use crate::http::session::Session;
use crate::http::token::Token;
use crate::time::Millis;
use futures_util::future::{Either, select};
use std::pin::pin;
use zeroize::Zeroizing;

/// A number in the queue before the gate, then a place inside; given back when it is dropped.
struct Place<'a, H: Host> {
    session: &'a Session<H>,
    number: u64,
    permit: Option<Permit>,
}

impl<H: Host> Drop for Place<'_, H> {
    fn drop(&mut self) {
        if let Ok(mut gate) = self.session.shared.gate.try_borrow_mut() {
            match &self.permit {
                Some(permit) => gate.leave(permit, self.session.host.now()),
                None => gate.give_up(self.number),
            }
        }
    }
}

/// An answer, and the permit that its request went out with.
pub(crate) struct Attempt {
    pub(crate) permit: Permit,
    pub(crate) result: Result<Answer, Refusal>,
}

impl<H: Host> Session<H> {
    /// Sends `request` once. `tried` counts from 1.
    ///
    /// # Errors
    /// `rate_limited`, with nothing sent: as [`Session::held`].
    pub(crate) async fn attempt(
        &self,
        call: &Call,
        request: &ApiRequest,
        url: &str,
        token: &Token,
        tried: u32,
    ) -> Result<Attempt, Error> {
        let mut place = Place {
            session: self,
            number: self.shared.gate.borrow_mut().arrive(self.host.now()),
            permit: None,
        };
        let permit = self.enter(call, request, place.number).await?;
        place.permit = Some(permit);
        let wire = self.on_the_wire(call, request, url, token);
        call.count_attempt();
        call.set_write_in_flight(call.has_write_in_flight() || request.is_write());
        self.event(call, EventType::Request, |event| {
            event.method = Some(request.method.as_str());
            event.path = Some(request.path().to_owned());
            event.attempt = Some(tried);
        });
        let result = self.fetch_in_time(&wire, call.timeout).await;
        let result = result.map(|response| self.read(response, request.subject));
        let answer = result.as_ref().ok();
        if let Some(id) = answer.and_then(|answer| self.directory.request_id(answer)) {
            call.keep_request_id(&self.mask(id));
        }
        self.event(call, EventType::Response, |event| {
            event.method = Some(request.method.as_str());
            event.path = Some(request.path().to_owned());
            event.attempt = Some(tried);
            event.status = answer.map(|answer| answer.status);
            event.request_id = answer
                .and_then(|answer| self.directory.request_id(answer))
                .map(str::to_owned);
            event.message = result
                .as_ref()
                .err()
                .map(|refusal| refusal.error.message.clone());
        });
        Ok(Attempt { permit, result })
    }

    /// Reads an answer. Text that may be shown is masked before anybody cuts it: half a secret isn't found any more.
    pub(crate) fn read(&self, mut response: HttpResponse, subject: Subject) -> Answer {
        // Records stay as they are, and cost no copy.
        let is_record = (200..300).contains(&response.status) && subject != Subject::Anything;
        if !is_record {
            let text = self.mask(&String::from_utf8_lossy(&response.body));
            response.body = text.into_bytes();
        }
        let mut answer = if subject == Subject::Token {
            Answer::private(response)
        } else {
            Answer::new(response)
        };
        if is_record && let Body::Other(text) = &mut answer.body {
            *text = self.mask(text);
        }
        answer
    }

    /// Waits for a place. Each waiter on its own timer: nobody wakes anybody.
    async fn enter(&self, call: &Call, request: &ApiRequest, number: u64) -> Result<Permit, Error> {
        let mut looked = 0;
        loop {
            self.held(call)?;
            let now = self.host.now();
            let entry = self.shared.gate.borrow_mut().enter(
                number,
                looked,
                self.limits(request),
                now,
                call.timeout,
            );
            match entry {
                Entry::Permit(permit) => return Ok(permit),
                Entry::Wait(wait) => {
                    if looked == 0 {
                        self.event(call, EventType::Throttle, |event| {
                            event.delay_ms = Some(wait);
                        });
                    }
                    looked += 1;
                    self.host.sleep(wait).await;
                }
            }
        }
    }

    /// For how many ms nobody may send, since the tenant asked for it, whoever had been told.
    ///
    /// # Errors
    /// `rate_limited` if that is longer than the call may take (DESIGN section 8).
    pub(crate) fn held(&self, call: &Call) -> Result<Millis, Error> {
        let now = self.host.now();
        let held = self.shared.gate.borrow().held(now);
        if held > 0 && call.deadline.is_some_and(|end| now + held >= end) {
            let mut error = Error::new(
                ErrorCode::RateLimited,
                "the tenant asked to be left alone for longer than the call may take",
            );
            error.retry_after_ms = Some(held);
            return Err(error);
        }
        Ok(held)
    }

    /// The caller's bounds and the vendor's.
    fn limits(&self, request: &ApiRequest) -> Limits {
        let vendor = Limits {
            concurrency: Some(self.directory.facts().concurrency),
            per_second: self.directory.rate(request),
        };
        vendor.and(Limits {
            concurrency: self.settings.concurrency,
            per_second: self.settings.max_requests_per_second,
        })
    }

    /// Learns from an answer how fast the tenant can be asked.
    pub(crate) fn heed(&self, permit: &Permit, answer: &Answer, refusal: Option<&Refusal>) {
        let now = self.host.now();
        let mut gate = self.shared.gate.borrow_mut();
        let limits = announced::limits(answer);
        if limits != Limits::default() {
            gate.announce(limits);
        }
        if let Some(wait) = announced::used_up(answer, now)
            && wait <= retry::MAX_WAIT
        {
            gate.hold_until(now + wait);
        }
        match refusal {
            Some(refusal) if refusal.error.code == ErrorCode::RateLimited => {
                let under_way = gate.inside();
                if let Some(pause) = gate.pace.refused(permit.started, now, under_way) {
                    gate.hold_until(now + pause);
                }
            }
            _ => gate.pace.accepted(permit.started, now, permit.held_back),
        }
    }

    fn on_the_wire(
        &self,
        call: &Call,
        request: &ApiRequest,
        url: &str,
        token: &Token,
    ) -> HttpRequest {
        let mut headers = vec![
            ("accept", Zeroizing::new(self.directory.accept().to_owned())),
            (
                "authorization",
                Zeroizing::new(format!("{} {}", token.scheme(), token.secret.expose())),
            ),
        ];
        let own = self.directory.headers().iter().chain(&request.headers);
        headers.extend(own.map(|(name, value)| (*name, Zeroizing::new(value.clone()))));
        if self.directory.takes_idempotency_key(request) {
            headers.push((
                "idempotency-key",
                Zeroizing::new(self.idempotency_key(call)),
            ));
        }
        if request.body.is_some() {
            let kind = self.directory.content_type();
            headers.push(("content-type", Zeroizing::new(kind.to_owned())));
        }
        HttpRequest {
            method: request.method.as_str(),
            url: url.to_owned(),
            headers,
            body: request
                .body
                .as_ref()
                .map(seatwarden_json::to_private_string),
        }
    }

    /// A key of its own for each try: vendors replay failures too (Zuora, "Idempotent requests"), and a try
    /// after a refusal has to be looked at afresh. What was asked twice is found out by looking, not by the key.
    /// The first is the caller's own, to the letter.
    fn idempotency_key(&self, call: &Call) -> String {
        let sent = call.count_keyed();
        match &call.idempotency_key {
            Some(key) if sent == 1 => key.clone(),
            Some(key) => format!("{key}-{sent}"),
            None => {
                let part = || crate::http::fraction_to_bits(self.host.random());
                format!("{:08x}{:08x}{:08x}", part(), part(), part())
            }
        }
    }

    /// Sends and reads to the end, or gives up after `timeout` ms.
    pub(crate) async fn fetch_in_time(
        &self,
        wire: &HttpRequest,
        timeout: Millis,
    ) -> Result<HttpResponse, Refusal> {
        let fetch = pin!(self.host.fetch(wire));
        let clock = pin!(self.host.sleep(timeout));
        match select(fetch, clock).await {
            Either::Left((Ok(response), _)) if response.redirected => Err(lost(
                ErrorCode::UnsafeRedirect,
                String::from("the given fetch followed a redirect, although it was told not to"),
                false,
            )),
            Either::Left((Ok(response), _)) => Ok(response),
            Either::Left((Err(FetchFailure::Network(cause)), _)) => {
                let mut refusal = lost(
                    ErrorCode::Network,
                    String::from("the connection failed before the answer was complete"),
                    true,
                );
                refusal.error.cause = Some(self.mask(&cause));
                Err(refusal)
            }
            Either::Left((Err(FetchFailure::TooLarge), _)) => Err(lost(
                ErrorCode::ResponseTooLarge,
                format!("the answer is larger than {} MiB", MAX_BODY >> 20),
                false,
            )),
            Either::Right(((), _)) => Err(lost(
                ErrorCode::Timeout,
                format!("no answer within {timeout} ms"),
                true,
            )),
        }
    }
}

/// No answer that could be read: nobody knows whether the request was carried out.
fn lost(code: ErrorCode, message: String, retry: bool) -> Refusal {
    let mut error = Error::new(code, message);
    error.ambiguous = true;
    Refusal { error, retry }
}
