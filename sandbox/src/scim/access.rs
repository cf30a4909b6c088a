//! Who may come in: a bearer token, a password, or a token from `/oauth/token`.

use serde_json::Value;

use super::options::{ClientAuth, ScimAuth, ScimOptions};
use crate::basic::credentials;
use crate::bearer::{Bearers, presented};
use crate::config::Config;
use crate::http::{Request, Response, form_field};
use crate::json::{array, object};
use crate::random::Random;

/// Where a token is asked for.
pub(crate) const TOKEN_PATH: &str = "/oauth/token";
const OPAQUE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The credentials of a tenant, and the tokens that were issued for them.
#[derive(Debug)]
pub(crate) struct Access {
    auth: ScimAuth,
    client_auth: ClientAuth,
    /// A user name or a client id.
    id: String,
    /// A bearer token, a password or a client secret.
    secret: String,
    seconds: u64,
    random: Random,
    bearers: Bearers,
    /// Whether the bearer token of the configuration was made unknown.
    expired: bool,
}

impl Access {
    pub(crate) fn new(config: &Config) -> Self {
        let ScimOptions {
            auth, client_auth, ..
        } = config.scim;
        let mut random = Random::new(config.seed, "scim access");
        let id = random.uuid();
        let secret = random.text(40, OPAQUE);
        let secret = match auth {
            ScimAuth::Bearer => secret,
            // Characters that mean something else in a form, and one that ends a user name.
            ScimAuth::Basic | ScimAuth::ClientCredentials => format!("+:&%{secret}"),
        };
        Self {
            auth,
            client_auth,
            id: config.client_id.clone().unwrap_or(id),
            secret: config.client_secret.clone().unwrap_or(secret),
            seconds: config.token_seconds.unwrap_or(3600),
            random,
            bearers: Bearers::default(),
            expired: false,
        }
    }

    /// What a connection says of it.
    pub(crate) fn connection(&self, origin: &str) -> Value {
        match self.auth {
            ScimAuth::Bearer => object! { "type": "bearer", "token": self.secret.as_str() },
            ScimAuth::Basic => {
                object! {
                    "type": "basic",
                    "username": self.id.as_str(),
                    "password": self.secret.as_str(),
                }
            }
            ScimAuth::ClientCredentials => object! {
                "type": "client_credentials",
                "tokenUrl": format!("{origin}{TOKEN_PATH}"),
                "clientId": self.id.as_str(),
                "clientSecret": self.secret.as_str(),
                "clientAuth": match self.client_auth {
                    ClientAuth::Basic => "basic",
                    ClientAuth::Post => "post",
                },
            },
        }
    }

    /// Whether a request may come in.
    pub(crate) fn admits(&self, request: &Request, now_ms: u64) -> bool {
        match self.auth {
            ScimAuth::Bearer => {
                !self.expired && presented(request, "bearer") == Some(self.secret.as_str())
            }
            // As it stands: RFC 7617 encodes nothing but the whole.
            ScimAuth::Basic => credentials(request)
                .is_some_and(|given| given == (self.id.clone(), self.secret.clone())),
            ScimAuth::ClientCredentials => self.bearers.admits(request, now_ms),
        }
    }

    /// The challenge of a 401 (RFC 9110 §11.6.1).
    pub(crate) fn challenge(&self) -> &'static str {
        match self.auth {
            ScimAuth::Basic => "Basic realm=\"scim\", charset=\"UTF-8\"",
            ScimAuth::Bearer | ScimAuth::ClientCredentials => "Bearer realm=\"scim\"",
        }
    }

    /// How it is announced (RFC 7643 §5).
    pub(crate) fn scheme(&self) -> Value {
        let (kind, name, description) = match self.auth {
            ScimAuth::Basic => ("httpbasic", "HTTP Basic", "A user name and a password"),
            ScimAuth::Bearer => (
                "oauthbearertoken",
                "Bearer token",
                "A token that doesn't end",
            ),
            ScimAuth::ClientCredentials => (
                "oauthbearertoken",
                "OAuth bearer token",
                "A token from the token endpoint, for client credentials",
            ),
        };
        array![object! {
            "type": kind,
            "name": name,
            "description": description,
            "primary": true,
        }]
    }

    /// Answers a request for a token (RFC 6749 §4.4).
    pub(crate) fn issue(&mut self, request: &Request, now_ms: u64) -> Response {
        if self.auth != ScimAuth::ClientCredentials {
            return refuse(404, "not_found");
        }
        if request.method != "POST" {
            return refuse(405, "invalid_request").with("allow", "POST");
        }
        if request.media_type().as_deref() != Some("application/x-www-form-urlencoded") {
            return refuse(400, "invalid_request");
        }
        let field = |name| form_field(&request.body, name);
        let client = match self.client_auth {
            // Both halves are form-encoded before they are joined (RFC 6749 §2.3.1).
            ClientAuth::Basic => {
                credentials(request).map(|(id, secret)| (decoded(&id), decoded(&secret)))
            }
            ClientAuth::Post => field("client_id").zip(field("client_secret")),
        };
        // "The client MUST NOT use more than one authentication method" (RFC 6749 §2.3).
        let twice = match self.client_auth {
            ClientAuth::Basic => field("client_secret").is_some(),
            ClientAuth::Post => request.header("authorization").is_some(),
        };
        if twice {
            return refuse(400, "invalid_request");
        }
        if client != Some((self.id.clone(), self.secret.clone())) {
            return refuse(401, "invalid_client").with("www-authenticate", "Basic realm=\"oauth\"");
        }
        if field("grant_type").as_deref() != Some("client_credentials") {
            return refuse(400, "unsupported_grant_type");
        }
        let token = self.random.text(48, OPAQUE);
        self.bearers.add(&token, now_ms, self.seconds);
        let body = object! {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.seconds,
            "scope": field("scope").unwrap_or_else(|| "scim".to_owned()),
        };
        Response::json(200, &body).with("cache-control", "no-store")
    }

    /// Makes every token issued so far unknown.
    pub(crate) fn expire(&mut self) {
        self.bearers.expire();
        self.expired = true;
    }
}

fn decoded(part: &str) -> String {
    form_field(format!("x={part}").as_bytes(), "x").unwrap_or_default()
}

fn refuse(status: u16, error: &str) -> Response {
    Response::json(status, &object! { "error": error })
}
