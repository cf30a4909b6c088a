//! The access token of a connection: one request however many callers wait.
//!
//! In workerd one request must not complete another's promise. So a waiter is never woken by the caller that
//! fetches: it sleeps on its own timer and looks again. And the fetching caller may vanish without a word
//! (its client hung up), so it leaves a heartbeat; when that stops, the next waiter takes over.

use crate::error::{Error, ErrorCode};
use crate::http::message::Answer;
use crate::secret::Secret;
use crate::time::{self, Millis};
use seatwarden_json::Value;
use serde::Serialize;
use std::rc::Rc;

/// A token is used until so long before its end, in ms; a short-lived one until half its life.
const MARGIN: Millis = 60_000;
/// A token without an end is kept so long, in ms.
const UNKNOWN_LIFE: Millis = 300_000;
/// The fetching caller says so often that it is alive, in ms.
pub const HEARTBEAT: Millis = 250;
/// After so long without a sign it is taken for gone, in ms.
const LEASE: Millis = 1_500;
/// The scheme of a user name and a password (RFC 7617).
pub const BASIC: &str = "Basic";
/// A waiter looks again after so long, in ms.
pub const POLL: Millis = 10;

/// An access token as its endpoint gave it (RFC 6749 §5.1).
#[derive(Debug, Clone)]
pub struct Token {
    /// The token.
    pub secret: Secret,
    /// `Bearer`, as the endpoint spells it.
    pub token_type: String,
    /// When it ends.
    pub expires_at: Option<Millis>,
    /// What the endpoint said it lasts, in seconds.
    pub expires_in: Option<u64>,
    /// What it is good for.
    pub scope: Option<String>,
    usable_until: Millis,
}

/// What `token` gives, and what a token store keeps. The only place where a token becomes text.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccessToken<'a> {
    /// The token itself. Absent where nobody asked to see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<&'a str>,
    /// `Bearer`
    pub token_type: &'a str,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// In seconds, counted from when it was given out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u64>,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'a str>,
}

impl Token {
    /// A bearer that the caller gave, or a user name and a password: nobody knows its end.
    #[must_use]
    pub fn given(scheme: &str, secret: Secret) -> Self {
        Self {
            secret,
            token_type: scheme.to_owned(),
            expires_at: None,
            expires_in: None,
            scope: None,
            usable_until: Millis::MAX,
        }
    }

    /// Reads the answer of a token endpoint.
    ///
    /// # Errors
    /// `invalid_response` if there is no token in it that can stand in a header.
    pub fn read(answer: &Answer, now: Millis) -> Result<Self, Error> {
        let unreadable = || {
            let mut error = Error::new(
                ErrorCode::InvalidResponse,
                "the token endpoint answered without an access token",
            );
            error.status = Some(answer.status);
            error
        };
        let body = answer.json().ok_or_else(unreadable)?;
        Self::from_json(body, now).ok_or_else(unreadable)
    }

    /// How it goes into `Authorization`. Whatever a token endpoint calls its tokens, they are bearers (RFC 6750 §2.1).
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.token_type == BASIC {
            BASIC
        } else {
            "Bearer"
        }
    }

    fn from_json(body: &Value, now: Millis) -> Option<Self> {
        let secret = secret(body, "access_token")?;
        let expires_in = body.get("expires_in").and_then(seconds);
        let text = |key| body.get(key).and_then(Value::as_str).map(str::to_owned);
        let life = expires_in.map_or(UNKNOWN_LIFE, |seconds| seconds.saturating_mul(1000));
        Some(Self {
            secret,
            token_type: text("token_type").unwrap_or_else(|| String::from("Bearer")),
            expires_at: expires_in.map(|seconds| now.saturating_add(seconds.saturating_mul(1000))),
            expires_in,
            scope: text("scope"),
            usable_until: now.saturating_add(life - MARGIN.min(life / 2)),
        })
    }

    /// Reads what another isolate left in the store. `None` if it is unreadable or ends too soon.
    #[must_use]
    pub fn from_store(text: &str, now: Millis) -> Option<Self> {
        let body: Value = seatwarden_json::from_str(text).ok()?;
        let text = |key| body.get(key).and_then(Value::as_str);
        let expires_at = text("expiresAt").and_then(time::parse_date)?;
        let usable_until = expires_at.saturating_sub(MARGIN);
        (usable_until > now).then_some(())?;
        Some(Self {
            secret: secret(&body, "accessToken")?,
            token_type: text("tokenType").unwrap_or("Bearer").to_owned(),
            expires_at: Some(expires_at),
            expires_in: body.get("expiresIn").and_then(seconds),
            scope: text("scope").map(str::to_owned),
            usable_until,
        })
    }

    /// The token as callers see it; its text only if they may.
    #[must_use]
    pub fn show(&self, reveal: bool) -> AccessToken<'_> {
        AccessToken {
            access_token: reveal.then(|| self.secret.expose()),
            token_type: &self.token_type,
            expires_at: self.expires_at.map(time::to_rfc3339),
            expires_in: self.expires_in,
            scope: self.scope.as_deref(),
        }
    }
}

/// A token that can stand in a header.
fn secret(body: &Value, key: &str) -> Option<Secret> {
    let text = body.get(key)?.as_str()?;
    let is_sendable = !text.is_empty() && text.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    is_sendable.then(|| Secret::new(text.to_owned()))
}

/// A whole number of seconds, as a number or as a text.
fn seconds(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// The token of a connection, shared by all calls on it.
#[derive(Debug, Default)]
pub struct TokenSlot {
    state: State,
    /// Counts the fetches, so that one caller can't end the fetch of another.
    fetches: u64,
    /// How the last fetch failed, for those who waited for it.
    failure: Option<(u64, Error)>,
    /// The tenant refused this one: it is not taken from the store again.
    refused: Option<Secret>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Empty,
    Fetching {
        fetch: u64,
        alive_at: Millis,
    },
    Ready(Rc<Token>),
}

/// What a caller that wants a token has to do.
pub enum Turn {
    /// Use this one.
    Use(Rc<Token>),
    /// Fetch one, as the fetch of this number.
    Fetch(u64),
    /// Another fetches: look again later.
    Wait,
    /// The fetch that this caller waited for failed.
    Failed(Error),
}

impl TokenSlot {
    /// A slot that holds a bearer which the caller gave.
    #[must_use]
    pub fn holding(token: Token) -> Self {
        Self {
            state: State::Ready(Rc::new(token)),
            ..Self::default()
        }
    }

    /// What to do now. `waited_for` is the number of the fetch that this caller has been waiting for.
    pub fn turn(&mut self, now: Millis, waited_for: &mut Option<u64>) -> Turn {
        if let (Some(waited), Some((failed, error))) = (*waited_for, &self.failure)
            && waited == *failed
        {
            return Turn::Failed(error.clone());
        }
        match &self.state {
            State::Ready(token) if token.usable_until > now => Turn::Use(Rc::clone(token)),
            State::Fetching { fetch, alive_at } if now < alive_at + LEASE => {
                *waited_for = Some(*fetch);
                Turn::Wait
            }
            _ => {
                self.fetches += 1;
                self.state = State::Fetching {
                    fetch: self.fetches,
                    alive_at: now,
                };
                Turn::Fetch(self.fetches)
            }
        }
    }

    /// The caller that fetches is still there.
    pub fn beat(&mut self, fetch: u64, now: Millis) {
        if let State::Fetching {
            fetch: current,
            alive_at,
        } = &mut self.state
            && *current == fetch
        {
            *alive_at = now;
        }
    }

    /// A fetch ended well. A token is as good from a caller that was taken for gone.
    pub fn put(&mut self, token: Rc<Token>) {
        self.state = State::Ready(token);
    }

    /// A fetch failed: those who waited for it are told the same.
    pub fn fail(&mut self, fetch: u64, error: &Error) {
        self.failure = Some((fetch, error.clone()));
        self.abandon(fetch);
    }

    /// A fetch was given up: the next caller takes over.
    pub fn abandon(&mut self, fetch: u64) {
        if matches!(self.state, State::Fetching { fetch: current, .. } if current == fetch) {
            self.state = State::Empty;
        }
    }

    /// The tenant refused this token. If it is still the current one, the next caller fetches.
    pub fn refuse(&mut self, token: &Rc<Token>) {
        if matches!(&self.state, State::Ready(current) if Rc::ptr_eq(current, token)) {
            self.state = State::Empty;
            self.refused = Some(token.secret.clone());
        }
    }

    /// The token that it holds.
    #[must_use]
    pub fn current(&self) -> Option<&Token> {
        match &self.state {
            State::Ready(token) => Some(token),
            _ => None,
        }
    }

    /// Whether the tenant has refused this very token.
    #[must_use]
    pub fn has_refused(&self, token: &Token) -> bool {
        self.refused.as_ref() == Some(&token.secret)
    }
}
