//! What a sandbox can be told when it is made. It may not know how any of it is done.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fault::Faults;
use crate::rate::RateLimit;
use crate::scim::ScimOptions;

/// The kind of tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Zuora's REST API, as the user management guide has it.
    #[default]
    Zuora,
    /// A service provider that keeps to RFC 7643 and RFC 7644.
    Scim,
}

impl Provider {
    /// Its name in a configuration and in a connection.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zuora => "zuora",
            Self::Scim => "scim",
        }
    }
}

/// What every kind of tenant can be told; the other keys of a configuration are of one kind only.
const GENERAL: [&str; 15] = [
    "provider",
    "seed",
    "users",
    "baseUrl",
    "forbidden",
    "tokenSeconds",
    "duplicateNames",
    "taken",
    "ignoredFields",
    "clientId",
    "clientSecret",
    "latencyMs",
    "rateLimit",
    "tokenRateLimit",
    "faults",
];

/// What reading one user shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordShape {
    /// Every field of the record.
    #[default]
    Full,
    /// What the guide's example of Get User shows: no e-mail, no dates, none of the rest.
    Guide,
}

/// Which document the token's answer follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenShape {
    /// The guide: `Bearer`, 3600 s.
    Guide,
    /// Zuora's API reference: `bearer`, 3599 s, with `jti` and `scope`.
    Reference,
}

/// How a refusal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorShape {
    /// HTTP 200 with `success: false`, `processId` and `reasons`.
    Ok,
    /// The same body under an HTTP status of its own.
    Status,
    /// An HTTP status with `{code, message}` alone, as Zuora's SDK reads it.
    Flat,
    /// HTTP 200 with `Success: false` and `Errors[{Code, Message}]`.
    Errors,
    /// An HTTP status with `FaultCode` and `FaultMessage`.
    Fault,
}

/// How a code is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeType {
    /// `58170020`.
    Number,
    /// `"58170020"`.
    String,
}

/// What a sandbox can be told. Whatever is left to the seed is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Config {
    /// The kind of tenant (`zuora`).
    pub provider: Provider,
    /// Everything that is left to chance comes from it (1).
    pub seed: u64,
    /// Users at the beginning (120).
    pub users: usize,
    /// The tenant's own origin; a request to any other breaks. Empty: that of its kind, such as
    /// `https://zuora.sandbox.example`.
    pub base_url: String,
    /// Rows of a list hold only id, username and status, as in the guide's example.
    pub sparse: bool,
    /// What reading one user shows (`full`).
    pub record: RecordShape,
    /// A legacy tenant: 404 on the collections.
    pub legacy: bool,
    /// A tenant that has moved to OneID: only API users can be managed here.
    pub migrated: bool,
    /// The client belongs to a user who is no administrator: 403 on everything under `/v1`.
    pub forbidden: bool,
    /// The form of the token's answer.
    pub token: Option<TokenShape>,
    /// Seconds that a token lives; by default those of its form.
    pub token_seconds: Option<u64>,
    /// The form of refused creates and updates; by default `ok` or `status`.
    pub errors: Option<ErrorShape>,
    /// How codes are written.
    pub codes: Option<CodeType>,
    /// User names are not kept unique: a client that sends a create twice makes two users (false).
    pub duplicate_names: bool,
    /// Two users can't share an e-mail address.
    pub unique_email: bool,
    /// User names that somebody outside this tenant holds.
    pub taken: Vec<String>,
    /// Fields that a write accepts, echoes and does not change.
    pub ignored_fields: Vec<String>,
    /// `Idempotency-Key` is honoured on POST: answers, refusals too, are replayed for 24 hours (true).
    pub idempotency: bool,
    /// The client's id; by default one of 36 characters.
    pub client_id: Option<String>,
    /// The client's secret; by default one of 42 characters that a form must encode.
    pub client_secret: Option<String>,
    /// The least and the most milliseconds to an answer ((0, 0)).
    pub latency_ms: (u64, u64),
    /// The limit on everything but tokens; by default the documented 50 000 a minute.
    pub rate_limit: Option<RateLimit>,
    /// The limit on tokens; by default the documented 100 a minute for one address.
    pub token_rate_limit: Option<RateLimit>,
    /// Requests under `/v1` at once (40); `None` takes any number.
    pub concurrency: Option<u32>,
    /// What goes wrong.
    pub faults: Faults,
    /// What only a tenant of plain SCIM can be told.
    #[serde(skip)]
    pub scim: ScimOptions,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            provider: Provider::default(),
            seed: 1,
            users: 120,
            base_url: String::new(),
            sparse: false,
            record: RecordShape::default(),
            legacy: false,
            migrated: false,
            forbidden: false,
            token: None,
            token_seconds: None,
            errors: None,
            codes: None,
            duplicate_names: false,
            unique_email: false,
            taken: Vec::new(),
            ignored_fields: Vec::new(),
            idempotency: true,
            client_id: None,
            client_secret: None,
            latency_ms: (0, 0),
            rate_limit: None,
            token_rate_limit: None,
            concurrency: Some(40),
            faults: Faults::default(),
            scim: ScimOptions::default(),
        }
    }
}

impl Config {
    /// Reads a configuration in JSON. It is flat: what only one kind of tenant can be told stands
    /// beside what all can.
    ///
    /// # Errors
    /// A key that this kind of tenant doesn't have, or a value that doesn't fit.
    pub fn read(json: &str) -> Result<Self, serde_json::Error> {
        let mut general: Map<String, Value> = serde_json::from_str(json)?;
        let provider = general.get("provider").cloned().unwrap_or_default();
        let mut own = Map::new();
        if ["scim"].iter().any(|name| provider == *name) {
            let keys: Vec<String> = general.keys().cloned().collect();
            for key in keys {
                if !GENERAL.contains(&key.as_str()) {
                    own.extend(general.remove_entry(&key));
                }
            }
        }
        let mut config: Self = serde_json::from_value(Value::Object(general))?;
        let own = Value::Object(own);
        match config.provider {
            Provider::Zuora => {}
            Provider::Scim => config.scim = serde_json::from_value(own)?,
        }
        Ok(config)
    }

    /// The tenant's own origin.
    pub(crate) fn origin(&self) -> String {
        if self.base_url.is_empty() {
            return format!("https://{}.sandbox.example", self.provider.name());
        }
        self.base_url.trim_end_matches('/').to_owned()
    }
}
