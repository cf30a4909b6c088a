//! The verbs `token` and `request`: what is below all others, for callers who need it themselves.

use crate::error::{Error, ErrorCode, Past};
use crate::host::Host;
use crate::http::message::{ApiRequest, Body, Method, Repeat, Subject};
use crate::http::token::{BASIC, Token};
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::Result;
use seatwarden_json::{Map, Value};
use serde::Serialize;
use std::rc::Rc;

/// The answer to a raw request, whatever its status.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RawAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, String>")
    )]
    pub headers: Map,
    /// JSON as it is (integers beyond ±2^53 as decimal strings), anything else as text, null for nothing.
    pub body: Value,
}

/// Reads a method.
///
/// # Errors
/// `invalid_input` for any that isn't taken.
pub fn method(text: &str) -> Result<Method> {
    [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ]
    .into_iter()
    .find(|method| method.as_str().eq_ignore_ascii_case(text))
    .ok_or_else(|| Error::invalid_input("method", "expected one of GET, POST, PUT, PATCH, DELETE"))
}

/// What a caller's own POST or PATCH does twice is not known here, and nobody can look whether it was done.
const UNSEEN: &str = "The request was sent and may have been carried out; nothing is looked up for a request of your own. See whether it was done before you send it again.";

impl<H: Host> Client<H> {
    /// The access token of the connection: one request however many callers wait.
    ///
    /// # Errors
    /// `auth_failed`, or why the token endpoint couldn't be asked.
    pub async fn token(&self, options: &Options) -> Result<Rc<Token>> {
        let call = self.begin("token", options);
        let verb = async {
            let token = self.session.token(&call).await?;
            if token.scheme() == BASIC {
                return Err(Error::new(
                    ErrorCode::NotSupported,
                    "a user name and a password are no token",
                ));
            }
            Ok(token)
        };
        self.within(&call, verb).await
    }

    /// Whether there is a token that can be used without asking.
    pub(crate) fn has_token(&self) -> bool {
        let slot = self.session.shared.token.borrow();
        slot.current().is_some_and(|token| token.scheme() != BASIC)
    }

    /// A request of the caller's own, with credentials, pacing and retries. Whatever the tenant answers is a result;
    /// only a request that wasn't answered is an error.
    ///
    /// # Errors
    /// `invalid_input` for a path that leaves the tenant's origin; `network`, `timeout`, `unsafe_redirect`,
    /// `response_too_large`, and what getting a token can give. None is `retryable` once a POST or a PATCH may have been
    /// carried out.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        options: &Options,
    ) -> Result<RawAnswer> {
        let call = self.begin("request", options);
        let repeat = match method {
            Method::Get | Method::Put | Method::Delete => Repeat::Safe,
            Method::Post | Method::Patch => Repeat::OnlyIfRefused,
        };
        let verb = async {
            crate::input::check_name("path", path)?;
            if method == Method::Get && body.is_some() {
                // fetch refuses it (Fetch, "Request constructor").
                return Err(Error::invalid_input("body", "can't go with GET"));
            }
            call.concern(&format!("{} {path}", method.as_str()));
            let request = ApiRequest {
                method,
                target: path.to_owned(),
                body,
                headers: Vec::new(),
                repeat,
                subject: Subject::Anything,
                past: Past::default(),
            };
            let outcome = self.session.exchange(&call, &request).await?;
            let answer = outcome.answer;
            Ok(RawAnswer {
                status: answer.status,
                headers: answer
                    .headers()
                    .iter()
                    .filter(|(name, _)| name != "set-cookie")
                    .map(|(name, value)| (name, value))
                    .collect(),
                body: match answer.body {
                    Body::Empty | Body::TooDeep => Value::Null,
                    Body::Json(value) => value,
                    Body::Other(text) => Value::from(text),
                },
            })
        };
        self.within(&call, verb).await.map_err(|mut error| {
            if repeat != Repeat::Safe && call.has_write_in_flight() {
                error.retryable = false;
                error.hint = Some(UNSEEN.to_owned());
            }
            error
        })
    }
}
