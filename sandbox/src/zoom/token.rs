//! Server-to-server OAuth: `POST /oauth/token` with `account_credentials`, and what a bearer is worth.
//!
//! Sources: Zoom's page on server-to-server OAuth; the refusals from its own repositories' issues.

use crate::basic::credentials;
use crate::bearer::{Bearers, presented};
use crate::config::Config;
use crate::http::{Request, Response, Target, form_field};
use crate::json::object;
use crate::random::Random;

pub(crate) const TOKEN_PATH: &str = "/oauth/token";
const OPAQUE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The app of an account, and the tokens it was given.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) account_id: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    seconds: u64,
    random: Random,
    bearers: Bearers,
    /// Tokens that were issued, whether they live or not.
    issued: Vec<String>,
}

impl Tokens {
    pub(crate) fn new(config: &Config) -> Self {
        let mut random = Random::new(config.seed, "zoom tokens");
        let account_id = random.text(22, OPAQUE);
        let client_id = random.text(22, PLAIN);
        let client_secret = random.text(32, PLAIN);
        Self {
            account_id,
            client_id: config.client_id.clone().unwrap_or(client_id),
            client_secret: config.client_secret.clone().unwrap_or(client_secret),
            seconds: config.token_seconds.unwrap_or(3600),
            random,
            bearers: Bearers::default(),
            issued: Vec::new(),
        }
    }

    /// Answers a request for a token. Its parameters come in the query, as the page shows them, or
    /// in the form, as Zoom's own SDK sends them.
    pub(crate) fn issue(&mut self, request: &Request, target: &Target, now_ms: u64) -> Response {
        if request.method != "POST" {
            return refuse("invalid_request", "Request method not supported");
        }
        let field = |name| {
            let form = || form_field(&request.body, name);
            target.parameter(name).or_else(form).unwrap_or_default()
        };
        let known = (self.client_id.clone(), self.client_secret.clone());
        if credentials(request) != Some(known) {
            return refuse("invalid_client", "Invalid client_id or client_secret");
        }
        if field("grant_type") != "account_credentials" {
            return refuse("unsupported_grant_type", "unsupported grant type");
        }
        if field("account_id") != self.account_id {
            return refuse("invalid_request", "Bad Request");
        }
        let token = self.random.text(64, OPAQUE);
        self.bearers.add(&token, now_ms, self.seconds);
        self.issued.push(token.clone());
        let body = object! {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": self.seconds,
            "scope": "scim2:admin",
            // Another host, which nobody has to ask: the global one always works.
            "api_url": "https://api-eu.zoom.sandbox.example",
        };
        Response::json(200, &body)
    }

    /// Whether a request carries a token that still lives, or what Zoom says.
    pub(crate) fn admits(&self, request: &Request, now_ms: u64) -> Result<(), &'static str> {
        if self.bearers.admits(request, now_ms) {
            return Ok(());
        }
        let token = presented(request, "bearer").unwrap_or_default();
        Err(if self.issued.iter().any(|issued| issued == token) {
            "Access token is expired."
        } else {
            "Invalid access token."
        })
    }

    /// Makes every token issued so far unknown.
    pub(crate) fn expire(&mut self) {
        self.bearers.expire();
        self.issued.clear();
    }
}

fn refuse(error: &str, reason: &str) -> Response {
    Response::json(400, &object! { "reason": reason, "error": error })
}
