//! What a sandbox can be told when it is made. It may not know how any of it is done.

use serde_json::Value;

use crate::fault::Faults;
use crate::oneid::OneIdOptions;
use crate::rate::RateLimit;
use crate::reading::Reading;
use crate::scim::ScimOptions;
use crate::zoom::ZoomOptions;

/// The kind of tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// Zuora's REST API, as the user management guide has it.
    #[default]
    Zuora,
    /// Zuora OneID's SCIM API, as its documents have it.
    OneId,
    /// Zoom's SCIM2 API, as its document has it.
    Zoom,
    /// A service provider that keeps to RFC 7643 and RFC 7644.
    Scim,
}

impl Provider {
    /// Its name in a configuration and in a connection.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zuora => "zuora",
            Self::OneId => "zuora-oneid",
            Self::Zoom => "zoom",
            Self::Scim => "scim",
        }
    }
}

/// What reading one user shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecordShape {
    /// Every field of the record.
    #[default]
    Full,
    /// What the guide's example of Get User shows: no e-mail, no dates, none of the rest.
    Guide,
}

/// Which document the token's answer follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenShape {
    /// The guide: `Bearer`, 3600 s.
    Guide,
    /// Zuora's API reference: `bearer`, 3599 s, with `jti` and `scope`.
    Reference,
}

/// How a refusal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeType {
    /// `58170020`.
    Number,
    /// `"58170020"`.
    String,
}

/// What a sandbox can be told. Whatever is left to the seed is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// What only a OneID tenant can be told.
    pub oneid: OneIdOptions,
    /// What only a Zoom account can be told.
    pub zoom: ZoomOptions,
    /// What only a tenant of plain SCIM can be told.
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
            oneid: OneIdOptions::default(),
            zoom: ZoomOptions::default(),
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
    pub fn read(json: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut reading = Reading::new(value);
        let mut config = Self::default();
        config.read_general(&mut reading);
        match config.provider {
            Provider::Zuora => config.read_zuora(&mut reading),
            Provider::OneId => {
                reading.flag("idempotency", &mut config.idempotency);
                config.oneid.read(&mut reading);
            }
            Provider::Zoom => {
                config.read_record(&mut reading);
                config.zoom.read(&mut reading);
            }
            Provider::Scim => config.scim.read(&mut reading),
        }
        reading.end()?;
        Ok(config)
    }

    fn read_general(&mut self, reading: &mut Reading) {
        let providers = [
            Provider::Zuora,
            Provider::OneId,
            Provider::Zoom,
            Provider::Scim,
        ];
        let providers = providers.map(|provider| (provider.name(), provider));
        reading.word("provider", &providers, &mut self.provider);
        reading.number("seed", &mut self.seed);
        reading.size("users", &mut self.users);
        let mut base_url = None;
        reading.text("baseUrl", &mut base_url);
        self.base_url = base_url.unwrap_or_default();
        reading.flag("forbidden", &mut self.forbidden);
        reading.number_or_null("tokenSeconds", &mut self.token_seconds);
        reading.flag("duplicateNames", &mut self.duplicate_names);
        reading.texts("taken", &mut self.taken);
        reading.texts("ignoredFields", &mut self.ignored_fields);
        reading.text("clientId", &mut self.client_id);
        reading.text("clientSecret", &mut self.client_secret);
        if let Some(range) = reading.take("latencyMs") {
            let ends: Vec<u64> = match range.as_array() {
                Some(ends) => ends.iter().filter_map(Value::as_u64).collect(),
                None => Vec::new(),
            };
            match ends.as_slice() {
                [least, most] => self.latency_ms = (*least, *most),
                _ => reading.fail("latencyMs", "two whole numbers", &range),
            }
        }
        if let Some(limit) = reading.take("rateLimit") {
            self.rate_limit = reading.settle("rateLimit", RateLimit::read(limit));
        }
        if let Some(limit) = reading.take("tokenRateLimit") {
            self.token_rate_limit = reading.settle("tokenRateLimit", RateLimit::read(limit));
        }
        if let Some(faults) = reading.take("faults") {
            let faults = reading.settle("faults", Faults::read(faults));
            self.faults = faults.unwrap_or_default();
        }
    }

    fn read_record(&mut self, reading: &mut Reading) {
        let records = [("full", RecordShape::Full), ("guide", RecordShape::Guide)];
        reading.word("record", &records, &mut self.record);
    }

    fn read_zuora(&mut self, reading: &mut Reading) {
        self.read_record(reading);
        let tokens = [
            ("guide", Some(TokenShape::Guide)),
            ("reference", Some(TokenShape::Reference)),
        ];
        let errors = [
            ("ok", Some(ErrorShape::Ok)),
            ("status", Some(ErrorShape::Status)),
            ("flat", Some(ErrorShape::Flat)),
            ("errors", Some(ErrorShape::Errors)),
            ("fault", Some(ErrorShape::Fault)),
        ];
        let codes = [
            ("number", Some(CodeType::Number)),
            ("string", Some(CodeType::String)),
        ];
        reading.word("token", &tokens, &mut self.token);
        reading.word("errors", &errors, &mut self.errors);
        reading.word("codes", &codes, &mut self.codes);
        reading.flag("sparse", &mut self.sparse);
        reading.flag("legacy", &mut self.legacy);
        reading.flag("migrated", &mut self.migrated);
        reading.flag("uniqueEmail", &mut self.unique_email);
        reading.flag("idempotency", &mut self.idempotency);
        let mut concurrency = self.concurrency.map(u64::from);
        reading.number_or_null("concurrency", &mut concurrency);
        self.concurrency = concurrency.map(|limit| u32::try_from(limit).unwrap_or(u32::MAX));
    }

    /// The tenant's own origin.
    pub(crate) fn origin(&self) -> String {
        if self.base_url.is_empty() {
            return format!("https://{}.sandbox.example", self.provider.name());
        }
        self.base_url.trim_end_matches('/').to_owned()
    }
}
