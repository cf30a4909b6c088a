//! Tokens: `POST /oauth2/token`, outside `/scim/v2`. The client is made in OneID's own portal: it is
//! not that of Zuora's REST API.

use crate::bearer::Bearers;
use crate::config::Config;
use crate::http::{Request, Response, form_field};
use crate::json::object;
use crate::random::Random;

pub(crate) const TOKEN_PATH: &str = "/oauth2/token";
/// What a secret is made of: characters that mean something else in a form unless encoded.
const SECRET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=&%";
const OPAQUE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The client of an organization, and the tokens it was given.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// What a create has to name, and the scope of a token does.
    pub(crate) organization_id: String,
    seconds: u64,
    random: Random,
    pub(crate) bearers: Bearers,
}

impl Tokens {
    pub(crate) fn new(config: &Config) -> Self {
        let mut random = Random::new(config.seed, "oneid tokens");
        let client_id = random.uuid();
        let client_secret = format!("+=&%{}", random.text(38, SECRET));
        Self {
            client_id: config.client_id.clone().unwrap_or(client_id),
            client_secret: config.client_secret.clone().unwrap_or(client_secret),
            organization_id: random.uuid(),
            seconds: config.token_seconds.unwrap_or(3600),
            random,
            bearers: Bearers::default(),
        }
    }

    /// Answers a request for a token: a form with everything in it.
    pub(crate) fn issue(&mut self, request: &Request, now_ms: u64) -> Response {
        if request.method != "POST" {
            return refuse(405, "invalid_request").with("allow", "POST");
        }
        if request.media_type().as_deref() != Some("application/x-www-form-urlencoded")
            || request.header("authorization").is_some()
        {
            return refuse(400, "invalid_request");
        }
        let field = |name| form_field(&request.body, name);
        if field("grant_type").as_deref() != Some("client_credentials") {
            return refuse(400, "unsupported_grant_type");
        }
        let known = field("client_id").as_ref() == Some(&self.client_id)
            && field("client_secret").as_ref() == Some(&self.client_secret);
        if !known {
            return refuse(401, "invalid_client");
        }
        let token = self.random.text(64, OPAQUE);
        self.bearers.add(&token, now_ms, self.seconds);
        // No `jti` here.
        let body = object! {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.seconds,
            "scope": format!("admin {}", self.organization_id),
        };
        Response::json(200, &body).with("cache-control", "no-store")
    }
}

fn refuse(status: u16, error: &str) -> Response {
    Response::json(status, &object! { "error": error })
}
