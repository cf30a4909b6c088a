//! Gets the access token of a connection, once for all who wait, from the store or from its endpoint.
//! The client's secret goes to the token endpoint's origin and nowhere else.

use crate::error::{Error, ErrorCode};
use crate::event::EventType;
use crate::host::{Host, HttpRequest};
use crate::http::budget::Cost;
use crate::http::call::Call;
use crate::http::exchange::Refusal;
use crate::http::message::{Answer, ApiRequest, Subject};
use crate::http::retry;
use crate::http::session::{Session, Shared};
use crate::http::token::{HEARTBEAT, POLL, Token, Turn};
use futures_util::future::{Either, select};
use seatwarden_json::Value;
use std::pin::pin;
use std::rc::Rc;
use zeroize::Zeroizing;

/// Gives the fetch up if the caller goes away in the middle of it, so that the next one takes over.
struct Fetching<'a> {
    shared: &'a Shared,
    fetch: u64,
}

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        if let Ok(mut slot) = self.shared.token.try_borrow_mut() {
            slot.abandon(self.fetch);
        }
    }
}

impl<H: Host> Session<H> {
    /// The current token, or a new one.
    ///
    /// # Errors
    /// `auth_failed`, or why the token endpoint couldn't be asked. All who waited for the same fetch get the same error.
    pub async fn token(&self, call: &Call) -> Result<Rc<Token>, Error> {
        let mut waited_for = None;
        loop {
            let now = self.host.now();
            let turn = self.shared.token.borrow_mut().turn(now, &mut waited_for);
            match turn {
                Turn::Use(token) => return Ok(token),
                Turn::Failed(error) => return Err(error),
                Turn::Wait => self.host.sleep(POLL).await,
                Turn::Fetch(fetch) => return self.fetch_alive(call, fetch).await,
            }
        }
    }

    /// Whether a refused token can be replaced.
    pub(crate) fn can_refresh(&self) -> bool {
        self.directory.tenant().oauth.is_some()
    }

    /// Fetches, and leaves a heartbeat meanwhile for those who wait.
    async fn fetch_alive(&self, call: &Call, fetch: u64) -> Result<Rc<Token>, Error> {
        let _fetching = Fetching {
            shared: &self.shared,
            fetch,
        };
        // Only this caller is in a hurry: those who wait with it fetch in its place.
        self.held(call)?;
        let heart = async {
            loop {
                self.host.sleep(HEARTBEAT).await;
                let now = self.host.now();
                self.shared.token.borrow_mut().beat(fetch, now);
            }
        };
        let (heart, work) = (pin!(heart), pin!(self.obtain(call)));
        let result: Result<Token, Error> = match select(work, heart).await {
            Either::Left((result, _)) => result,
            Either::Right((never, _)) => never,
        };
        match result {
            Ok(token) => {
                let token = Rc::new(token);
                self.shared
                    .redactor
                    .borrow_mut()
                    .learn(token.secret.expose());
                self.directory
                    .heed_scope(token.scope.as_deref().unwrap_or_default());
                self.shared.token.borrow_mut().put(Rc::clone(&token));
                Ok(token)
            }
            Err(error) => {
                let error = self.masked(error);
                self.shared.token.borrow_mut().fail(fetch, &error);
                Err(error)
            }
        }
    }

    /// A token that another isolate left, or a new one.
    async fn obtain(&self, call: &Call) -> Result<Token, Error> {
        let key = self.directory.tenant().key();
        let stored = self.in_time(call, "get", self.host.load_token(&key)).await;
        if let Some(stored) = stored.flatten()
            && let Some(token) = Token::from_store(&stored, self.host.now())
            && !self.shared.token.borrow().has_refused(&token)
        {
            return Ok(token);
        }
        let token = self.request_token(call).await?;
        if let Some(seconds) = token.expires_in {
            let text = seatwarden_json::to_private_string(&token.show(true));
            let saved = self.host.save_token(&key, &text, seconds);
            self.in_time(call, "set", saved).await;
        }
        Ok(token)
    }

    /// What the store gives; `None` if it takes longer than an attempt may: the call goes on without it.
    async fn in_time<T>(
        &self,
        call: &Call,
        method: &str,
        asked: impl Future<Output = T>,
    ) -> Option<T> {
        let end = self.host.sleep(call.timeout);
        match select(pin!(asked), pin!(end)).await {
            Either::Left((told, _)) => Some(told),
            Either::Right(_) => {
                self.event(call, EventType::Warning, |event| {
                    let ms = call.timeout;
                    let message = format!("tokenStore.{method} gave no answer within {ms} ms");
                    event.message = Some(message);
                });
                None
            }
        }
    }

    /// Asks the token endpoint, again where that helps: asking twice does no harm.
    async fn request_token(&self, call: &Call) -> Result<Token, Error> {
        let mut tried = 0;
        loop {
            tried += 1;
            let (mut refusal, answer) = match self.ask_token_endpoint(call, tried).await {
                Ok(answer) => {
                    let read = Token::read(&answer, self.host.now());
                    if answer.is_success() && (read.is_ok() || !self.says_why(&answer)) {
                        self.shared.budget.borrow_mut().earn();
                        return read;
                    }
                    (self.judge_token_answer(&answer), Some(answer))
                }
                Err(refusal) => (refusal, None),
            };
            refusal.error.ambiguous = false;
            let cost = match refusal.error.code {
                ErrorCode::Timeout => Cost::TimeOut,
                _ => Cost::Retry,
            };
            let wait = self.wait_before_retry(call, &mut refusal, answer.as_ref(), tried);
            match wait {
                Some(wait) if self.shared.budget.borrow_mut().pay(cost) => {
                    self.event(call, EventType::Retry, |event| {
                        event.attempt = Some(tried);
                        event.delay_ms = Some(wait);
                        event.message = Some(String::from("token"));
                    });
                    self.host.sleep(wait).await;
                }
                _ => return Err(refusal.error),
            }
        }
    }

    async fn ask_token_endpoint(&self, call: &Call, tried: u32) -> Result<Answer, Refusal> {
        let refused = |error| Refusal {
            error,
            retry: false,
        };
        let oauth = self.directory.tenant().oauth.as_ref().ok_or_else(|| {
            refused(Error::internal(
                "there are no credentials to get a token with",
            ))
        })?;
        let request = oauth.request();
        let url = oauth
            .endpoint
            .url(&self.host, &request.target)
            .map_err(refused)?;
        let mut headers = vec![
            ("accept", Zeroizing::new(String::from("application/json"))),
            (
                "content-type",
                Zeroizing::new(String::from("application/x-www-form-urlencoded")),
            ),
        ];
        headers.extend(request.authorization.map(|value| ("authorization", value)));
        let wire = HttpRequest {
            method: "POST",
            url,
            headers,
            body: Some(request.form),
        };
        // It may have asked to be left alone, of somebody who isn't here any more.
        let held = self.shared.gate.borrow().held(self.host.now());
        if held > 0 {
            self.host.sleep(held).await;
        }
        let told = |event: &mut crate::event::Event<'_>| {
            event.method = Some("POST");
            event.path = Some(request.target.clone());
            event.attempt = Some(tried);
        };
        self.event(call, EventType::Request, told);
        let result = self
            .fetch_in_time(&wire, call.timeout)
            .await
            .map(|response| self.read(response, Subject::Token));
        self.event(call, EventType::Response, |event| {
            told(event);
            event.status = result.as_ref().ok().map(|answer| answer.status);
            event.message = result
                .as_ref()
                .err()
                .map(|refusal| refusal.error.message.clone());
        });
        result
    }

    /// Whether an answer without a token tells a reason: Zuora, among others, refuses with HTTP 200 too (FACTS §1).
    fn says_why(&self, answer: &Answer) -> bool {
        let said = self.directory.vendor_error(answer);
        // A bare text may be a token.
        answer.json().is_some_and(Value::is_object)
            && (said.code.is_some() || said.message.is_some())
    }

    fn judge_token_answer(&self, answer: &Answer) -> Refusal {
        // What came with a success isn't masked yet, and the room cuts its words.
        let answer = &answer.masked(|text| self.mask(text));
        let said = self.directory.vendor_error(answer);
        let request = ApiRequest::get(String::new(), Subject::Token);
        let judged = self.directory.classify(&request, answer);
        let retry = retry::is_retryable(answer.status)
            || (answer.is_success() && judged.is_err_and(|refusal| refusal.retry));
        let words = said
            .message
            .as_deref()
            .map(|message| format!(": \"{message}\""))
            .unwrap_or_default();
        let (code, hint) = match answer.status {
            429 => (ErrorCode::RateLimited, None),
            _ if retry => (ErrorCode::VendorUnavailable, None),
            0 | 300..=399 => (
                ErrorCode::UnsafeRedirect,
                Some(
                    "Check baseUrl (and dataCenter): it has to be the address that answers itself.",
                ),
            ),
            200..=299 | 400 | 401 | 403 => (
                ErrorCode::AuthFailed,
                Some(self.directory.facts().client_hint),
            ),
            _ => (
                ErrorCode::VendorRejected,
                Some("Check baseUrl (and dataCenter): this address has no token endpoint."),
            ),
        };
        let mut error = Error::new(
            code,
            format!("the token endpoint answered {}{words}", answer.status),
        );
        error.status = Some(answer.status);
        error.request_id = self.directory.request_id(answer).map(str::to_owned);
        error.vendor = (said.code.is_some() || said.message.is_some()).then_some(said);
        error.hint = hint.map(str::to_owned);
        Refusal { error, retry }
    }
}
