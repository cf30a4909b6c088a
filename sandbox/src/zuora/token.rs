//! Tokens: `POST /oauth/token`, outside `/v1`, and what a bearer is worth.
//!
//! Sources: the guide, Get OAuth Token; Zuora's API reference for `jti`, `scope` and the errors.

use crate::bearer::Bearers;
use crate::config::{Config, TokenShape};
use crate::http::{Request, Response, form_field};
use crate::json::object;
use crate::random::Random;

/// What a secret is made of: characters that mean something else in a form unless encoded.
const SECRET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=&%";
const OPAQUE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The client of a tenant, and the tokens it was given.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    shape: TokenShape,
    seconds: u64,
    random: Random,
    bearers: Bearers,
}

impl Tokens {
    pub(crate) fn new(config: &Config) -> Self {
        let mut random = Random::new(config.seed, "tokens");
        let client_id = random.uuid();
        // Beginning with the four worst, so that every seed has them.
        let client_secret = format!("+=&%{}", random.text(38, SECRET));
        let drawn = random.chance(500).then_some(TokenShape::Reference);
        let shape = config.token.or(drawn).unwrap_or(TokenShape::Guide);
        let seconds = match shape {
            TokenShape::Guide => 3600,
            TokenShape::Reference => 3599,
        };
        Self {
            client_id: config.client_id.clone().unwrap_or(client_id),
            client_secret: config.client_secret.clone().unwrap_or(client_secret),
            shape,
            seconds: config.token_seconds.unwrap_or(seconds),
            random,
            bearers: Bearers::default(),
        }
    }

    /// Answers a request for a token.
    pub(crate) fn issue(&mut self, request: &Request, now_ms: u64) -> Response {
        if request.method != "POST" {
            return flat(405, "methodNotAllowed", "Use POST.").with("allow", "POST");
        }
        if request.media_type().as_deref() != Some("application/x-www-form-urlencoded") {
            let message = "Content-Type must be application/x-www-form-urlencoded.";
            return flat(415, "unsupportedMediaType", message);
        }
        if request.header("authorization").is_some() {
            let message = "The token endpoint takes no Authorization header.";
            return flat(400, "invalidRequest", message);
        }
        let field = |name| form_field(&request.body, name);
        if field("grant_type").as_deref() != Some("client_credentials") {
            return flat(400, "unsupportedGrantType", "Unsupported grant type.");
        }
        let known = field("client_id").as_ref() == Some(&self.client_id)
            && field("client_secret").as_ref() == Some(&self.client_secret);
        if !known {
            return Response::json(401, &object! { "message": "Invalid client id or secret" });
        }
        self.grant(now_ms)
    }

    fn grant(&mut self, now_ms: u64) -> Response {
        let token = self.random.text(64, OPAQUE);
        self.bearers.add(&token, now_ms, self.seconds);
        let body = match self.shape {
            TokenShape::Guide => object! {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": self.seconds,
            },
            TokenShape::Reference => object! {
                "access_token": token,
                "token_type": "bearer",
                "expires_in": self.seconds,
                "scope": format!("user.{} entity.{} tenant.9001", self.random.hex(32), self.random.hex(32)),
                "jti": self.random.hex(32),
            },
        };
        Response::json(200, &body).with("cache-control", "no-store")
    }

    /// Whether a request carries a token that still lives.
    pub(crate) fn admits(&self, request: &Request, now_ms: u64) -> bool {
        self.bearers.admits(request, now_ms)
    }

    /// Makes every token issued so far unknown.
    pub(crate) fn expire(&mut self) {
        self.bearers.expire();
    }
}

fn flat(status: u16, code: &str, message: &str) -> Response {
    Response::json(status, &object! { "code": code, "message": message })
}
