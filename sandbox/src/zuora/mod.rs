//! Zuora's REST API for users, as the user management guide has it.
//!
//! This room holds who may come in and which door leads where; each endpoint is next door.

mod census;
mod errors;
mod fields;
mod profiles;
mod token;
mod users;

use serde_json::{Map, Value};

use self::census::Census;
use self::errors::{Category, Errors};
use self::token::Tokens;
use crate::config::{Config, RecordShape};
use crate::fault::Refusal;
use crate::fold::lower;
use crate::http::{Request, Response, Target};
use crate::idempotency::{Keys, Replay};
use crate::json::object;
use crate::random::Random;
use crate::rate::{Allowance, Count, RateLimit, RetryAfter};
use crate::store::Store;
use crate::tenant::{Answer, Call, Concurrency, Excess, Lane, Tenant};

/// 50 000 requests a minute ("Rate limits" of Zuora's API docs); its 429 has no `Retry-After`.
const API_LIMIT: RateLimit = documented(50_000);
/// 100 tokens a minute for one address.
const TOKEN_LIMIT: RateLimit = documented(100);
/// Requests at once in a high-volume tenant.
const HIGH_VOLUME_CONCURRENCY: u32 = 200;

const fn documented(limit: u64) -> RateLimit {
    RateLimit {
        count: Count::Window { limit, ms: 60_000 },
        charge_refused: false,
        headers: true,
        retry_after: RetryAfter::None,
    }
}

/// Characters of awkward ids.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The id of the user of that number. Every fifth is awkward in a URL.
fn shape_id(number: usize, random: &mut Random) -> String {
    if !number.is_multiple_of(5) {
        return format!("u-{number:03}");
    }
    let (a, b) = (random.text(9, LETTERS), random.text(11, LETTERS));
    match (number / 5) % 6 {
        1 => format!("{a}/{b}=="),
        2 => format!("k&{a}{b}"),
        3 => format!("{a}+{b}="),
        4 => format!("{a} {b}"),
        5 => format!("{a}%2F{b}"),
        _ => format!("{a}?{b}#ü"),
    }
}

/// A Zuora tenant.
#[derive(Debug)]
pub(crate) struct Zuora {
    base_url: String,
    sparse: bool,
    record: RecordShape,
    legacy: bool,
    migrated: bool,
    forbidden: bool,
    duplicate_names: bool,
    unique_email: bool,
    /// In lower case.
    taken: Vec<String>,
    ignored_fields: Vec<String>,
    idempotency: bool,
    errors: Errors,
    tokens: Tokens,
    census: Census,
    accounts: Store,
    keys: Keys,
    /// Ids of users who were sent a link.
    resets: Vec<String>,
    request_ids: Random,
}

impl Zuora {
    pub(crate) fn new(config: &Config) -> Self {
        let mut census = Census::new(config.seed, config.migrated);
        let mut accounts = Store::new(Random::new(config.seed, "ids"), "username", shape_id);
        census.fill(&mut accounts, config.users);
        let taken = config.taken.iter().map(|name| lower(name));
        Self {
            base_url: config.origin(),
            sparse: config.sparse,
            record: config.record,
            legacy: config.legacy,
            migrated: config.migrated,
            forbidden: config.forbidden,
            duplicate_names: config.duplicate_names,
            unique_email: config.unique_email,
            taken: taken.collect(),
            ignored_fields: config.ignored_fields.clone(),
            idempotency: config.idempotency,
            errors: Errors::new(config),
            tokens: Tokens::new(config),
            census,
            accounts,
            keys: Keys::default(),
            resets: Vec::new(),
            request_ids: Random::new(config.seed, "request ids"),
        }
    }

    fn refuse(&mut self, category: Category, message: &str) -> Answer {
        Answer::read(self.errors.refuse(category, message))
    }

    /// What of a write takes effect.
    fn kept(&self, mut fields: Map<String, Value>) -> Map<String, Value> {
        fields.retain(|name, _| !self.ignored_fields.contains(name));
        fields
    }

    /// The object in a request's body, or the refusal.
    fn json_body(&mut self, request: &Request) -> Result<Map<String, Value>, Response> {
        if request.media_type().as_deref() != Some("application/json") {
            let message = "Content-Type must be application/json.";
            return Err(self.errors.fail(415, Category::Input, message));
        }
        match serde_json::from_slice(&request.body) {
            Ok(Value::Object(fields)) => Ok(fields),
            _ => {
                let message = "The body is no JSON object.";
                Err(self.errors.fail(400, Category::Json, message))
            }
        }
    }

    /// Everything under `/v1`.
    fn api(&mut self, call: Call<'_>, path: &[&str]) -> Answer {
        if !self.tokens.admits(call.request, call.now_ms) {
            return Answer::read(self.errors.unauthorized());
        }
        if self.forbidden {
            return Answer::read(self.errors.forbidden());
        }
        if let Some(refusal) = self.refuse_headers(call.request) {
            return Answer::read(refusal);
        }
        if self.legacy {
            return Answer::read(no_such_page(&call.target.path));
        }
        let key = call.request.header("idempotency-key");
        match key.filter(|_| self.idempotency && call.request.method == "POST") {
            None => self.route(call, path),
            Some(key) => self.once(call, path, key),
        }
    }

    /// A POST that is done once for each key.
    fn once(&mut self, call: Call<'_>, path: &[&str], key: &str) -> Answer {
        match self.keys.look(key, call) {
            Replay::New => {
                let answer = self.route(call, path);
                self.keys.keep(key, call, &answer.response);
                answer
            }
            Replay::Same(response) => Answer::read(response),
            Replay::InFlight => {
                let message = "A request with this Idempotency-Key is in progress.";
                Answer::read(self.errors.fail(409, Category::Lock, message))
            }
            Replay::Mismatch => {
                let message = "This Idempotency-Key was used for another request.";
                Answer::read(self.errors.fail(422, Category::Input, message))
            }
        }
    }

    fn route(&mut self, call: Call<'_>, path: &[&str]) -> Answer {
        let method = call.request.method.as_str();
        match (path, method) {
            (["user-profiles"], "GET") => {
                Answer::read(Response::json(200, &profiles::body(self.migrated)))
            }
            (["user-profiles"], _) => self.wrong_method("GET"),
            (["users"], "GET") => users::list(self, call.target),
            (["users"], "POST") => users::create(self, call),
            (["users"], _) => self.wrong_method("GET, POST"),
            (["users", ""], _) => Answer::read(no_such_page(&call.target.path)),
            (["users", id], "GET") => users::get(self, id),
            (["users", id], "PUT") => users::update(self, call, id),
            (["users", id], "DELETE") => users::delete(self, id),
            (["users", _], _) => self.wrong_method("GET, PUT, DELETE"),
            (["users", id, "password"], "POST") => users::password(self, call, id),
            (["users", _, "password"], _) => self.wrong_method("POST"),
            _ => Answer::read(no_such_page(&call.target.path)),
        }
    }

    fn wrong_method(&mut self, allowed: &str) -> Answer {
        let message = format!("Method not allowed. Use {allowed}.");
        let response = self.errors.fail(405, Category::Method, &message);
        Answer::read(response.with("allow", allowed))
    }

    /// The rules of Zuora's own request headers ("Request headers" of its API reference).
    fn refuse_headers(&mut self, request: &Request) -> Option<Response> {
        let track = request.header("zuora-track-id").is_some_and(|id| {
            id.len() > 64 || !id.is_ascii() || id.contains([':', ';', '"', '\''])
        });
        let key = request.header("idempotency-key").is_some_and(|key| {
            key.is_empty()
                || key.len() > 255
                || !["POST", "PATCH"].contains(&request.method.as_str())
        });
        let message = match (track, key) {
            (true, _) => "Zuora-Track-Id: at most 64 US-ASCII characters without : ; \" '",
            (_, true) => "Idempotency-Key: at most 255 characters, on POST and PATCH only.",
            _ => return None,
        };
        Some(self.errors.fail(400, Category::Input, message))
    }
}

/// 404 for a path that does not exist, as the framework under the API writes it: no reasons.
fn no_such_page(path: &str) -> Response {
    Response::json(
        404,
        &object! {
            "status": 404,
            "error": "Not Found",
            "message": "No message available",
            "path": path,
        },
    )
}

impl Tenant for Zuora {
    fn origins(&self) -> Vec<String> {
        vec![Target::parse(&self.base_url).origin]
    }

    fn lane(&self, _method: &str, target: &Target) -> Lane {
        if target.path == "/oauth/token" {
            Lane::Token
        } else {
            Lane::Api("")
        }
    }

    fn limits(&self, lane: Lane) -> Vec<RateLimit> {
        vec![match lane {
            Lane::Token => TOKEN_LIMIT,
            Lane::Api(_) => API_LIMIT,
        }]
    }

    fn answer(&mut self, call: Call<'_>) -> Answer {
        let Some(segments) = call.target.segments() else {
            let message = "The path is not UTF-8.";
            return Answer::read(self.errors.fail(400, Category::Input, message));
        };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            ["oauth", "token"] => Answer::read(self.tokens.issue(call.request, call.now_ms)),
            ["v1", path @ ..] => self.api(call, path),
            _ => Answer::read(no_such_page(&call.target.path)),
        }
    }

    fn refusal(&mut self, refusal: &Refusal) -> Response {
        self.errors
            .fail(refusal.status, Category::Rule, &refusal.message)
    }

    fn too_many(&mut self, excess: Excess, _limit: Option<RateLimit>) -> Response {
        self.errors.too_many(match excess {
            Excess::Rate => "The request exceeded the rate limit of your tenant.",
            Excess::Concurrency => "The request exceeded the concurrency limit of your tenant.",
        })
    }

    fn busy(&mut self) -> Response {
        self.errors.later()
    }

    fn stamp(&mut self, target: &Target, response: Response, concurrency: Concurrency) -> Response {
        let response = response.with("zuora-request-id", self.request_ids.uuid());
        if !target.path.starts_with("/v1/") {
            return response;
        }
        let limit = concurrency.limit.unwrap_or(HIGH_VOLUME_CONCURRENCY);
        response
            .with("concurrency-limit-type", "default")
            .with("concurrency-limit-limit", limit)
            .with(
                "concurrency-limit-remaining",
                limit.saturating_sub(concurrency.busy),
            )
    }

    fn stamp_rate(
        &self,
        response: Response,
        _lane: Lane,
        _limit: RateLimit,
        allowance: Allowance,
    ) -> Response {
        // Not an integer: the hour's limit, then the minute's with its window.
        let limit = "2250000, 50000;w=60";
        response
            .with("ratelimit-limit", limit)
            .with("ratelimit-remaining", allowance.remaining)
            .with("ratelimit-reset", allowance.reset_ms.div_ceil(1000))
    }

    fn connection(&self) -> Value {
        object! {
            "provider": "zuora",
            "name": "sandbox",
            "baseUrl": self.base_url.as_str(),
            "clientId": self.tokens.client_id.as_str(),
            "clientSecret": self.tokens.client_secret.as_str(),
        }
    }

    fn users(&self) -> Vec<Value> {
        self.accounts
            .iter()
            .map(|account| Value::Object(account.record.clone()))
            .collect()
    }

    fn add_user(&mut self, fields: Map<String, Value>, now_ms: u64) -> String {
        let record = self.census.record(&mut self.accounts, fields, now_ms);
        self.accounts.insert(record)
    }

    fn set_user(&mut self, id: &str, fields: Map<String, Value>) -> bool {
        self.accounts.set(id, fields, true)
    }

    fn remove_user(&mut self, id: &str) -> bool {
        self.accounts.remove(id)
    }

    fn hide_user(&mut self, id: &str, hidden: bool) -> bool {
        self.accounts.hide(id, hidden)
    }

    fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    fn password_resets(&self) -> &[String] {
        &self.resets
    }
}
