//! Zoom's SCIM2 API, as its document has it, contradictions included.
//!
//! This room holds who may come in and which door leads where; each endpoint is next door.

mod census;
mod errors;
mod groups;
mod licences;
mod options;
mod record;
mod token;
mod users;

use serde_json::{Map, Value};

use self::census::Census;
use self::errors::{EMPTY, NO_SSO, NOT_JSON, Outcome, Refused, gateway};
pub use self::options::{Plan, ZoomOptions};
use self::token::{TOKEN_PATH, Tokens};
use crate::clock;
use crate::config::{Config, RecordShape};
use crate::fault::Refusal;
use crate::fold::lower;
use crate::http::{Request, Response, Target};
use crate::json::{object, set};
use crate::random::Random;
use crate::rate::{Allowance, Count, RateLimit, RetryAfter};
use crate::store::Store;
use crate::tenant::{Answer, Call, Concurrency, Excess, Lane, Tenant};

const LIGHT: &str = "Light";
const MEDIUM: &str = "Medium";
const DAY_MS: u64 = 86_400_000;
/// Where `meta.location` points, whatever the account's own host is.
const LOCATION: &str = "https://api.zoom.us/scim2";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A Zoom account.
#[derive(Debug)]
pub(crate) struct Zoom {
    /// Where the API is, and where tokens are.
    origin: String,
    token_origin: String,
    options: ZoomOptions,
    /// Answers have only what the document's examples have.
    sparse: bool,
    forbidden: bool,
    duplicate_names: bool,
    /// In lower case.
    taken: Vec<String>,
    ignored: Vec<String>,
    force_inactive_is_conflict: bool,
    tokens: Tokens,
    census: Census,
    users: Store,
    groups: Store,
    locations: Random,
}

/// 22 characters, as the document has them. Every third has what a URL must encode.
fn shape_id(number: usize, random: &mut Random) -> String {
    let (a, b) = (random.text(9, LETTERS), random.text(11, LETTERS));
    match number % 9 {
        0 => format!("{a}/{b}="),
        3 => format!("k&{a}{b}"),
        6 => format!("{a}+{b}="),
        _ => format!("{a}_-{b}"),
    }
}

impl Zoom {
    pub(crate) fn new(config: &Config) -> Self {
        let origin = config.origin();
        // Two hosts, as at Zoom, unless it has to listen on one.
        let token_origin = if config.base_url.is_empty() {
            "https://tokens.zoom.sandbox.example".to_owned()
        } else {
            origin.clone()
        };
        let store = |label, name| Store::new(Random::new(config.seed, label), name, shape_id);
        let mut tenant = Self {
            origin,
            token_origin,
            options: config.zoom.clone(),
            sparse: config.record == RecordShape::Guide,
            forbidden: config.forbidden,
            duplicate_names: config.duplicate_names,
            taken: config.taken.iter().map(|name| lower(name)).collect(),
            ignored: config.ignored_fields.clone(),
            force_inactive_is_conflict: Random::new(config.seed, "zoom errors").chance(500),
            tokens: Tokens::new(config),
            census: Census::new(config.seed),
            users: store("zoom users", "userName"),
            groups: store("zoom groups", "displayName"),
            locations: Random::new(config.seed, "zoom locations"),
        };
        for number in 1..=config.zoom.groups {
            let record = tenant.census.group(number);
            let moment = tenant.census.moment();
            tenant.keep_group(record, moment);
        }
        for number in 1..=config.users {
            let record = tenant.census.user(number, &tenant.users);
            let moment = tenant.census.moment();
            tenant.keep_user(record, moment);
        }
        tenant
    }

    /// Stores a new user, and gives the id.
    fn keep_user(&mut self, mut record: Map<String, Value>, now_ms: u64) -> String {
        let id = match record.get("id") {
            Some(Value::String(id)) => id.clone(),
            _ => self.users.new_id(),
        };
        // The `&` and the `/` of an id stand in its URL as they are.
        let location = format!("{LOCATION}/Users/{id}");
        set(&mut record, "id", Value::from(id));
        set(&mut record, "meta", meta("User", location, now_ms));
        self.users.insert(record)
    }

    /// Stores a new group, and gives the id.
    fn keep_group(&mut self, mut record: Map<String, Value>, now_ms: u64) -> String {
        let id = self.groups.new_id();
        // Not the group's id: in all three examples the two differ.
        let location = format!("{LOCATION}/Groups/k&{}", self.locations.text(20, LETTERS));
        set(&mut record, "id", Value::from(id));
        set(&mut record, "meta", meta("Group", location, now_ms));
        self.groups.insert(record)
    }

    /// Says when a record was changed.
    fn stamp_modified(&self, record: &mut Map<String, Value>, now_ms: u64) {
        if let Some(Value::Object(meta)) = record.get_mut("meta") {
            set(meta, "lastModified", Value::from(date(now_ms)));
        }
    }

    /// Everything under `/scim2`.
    fn api(&mut self, call: Call<'_>, path: &[&str]) -> Answer {
        if let Err(message) = self.tokens.admits(call.request, call.now_ms) {
            return Answer::read(gateway(401, 124, message));
        }
        if !self.options.scope {
            let message = "Invalid access token, does not contain scopes:[scim2:admin].";
            return Answer::read(gateway(400, 4711, message));
        }
        let done = self.route(call, path);
        done.unwrap_or_else(|refused| Answer::read(refused.response()))
    }

    fn route(&mut self, call: Call<'_>, path: &[&str]) -> Outcome<Answer> {
        let method = call.request.method.as_str();
        if path.first() == Some(&"Users") && !self.options.sso {
            return Err(Refused::new(400, NO_SSO));
        }
        if self.forbidden || (self.options.read_only && method != "GET") {
            return Err(Refused(403, forbidden(method, path)));
        }
        match (path, method) {
            (["Users"], "GET") => users::list(self, call.target),
            (["Users"], "POST") => users::create(self, call),
            (["Users", id], "GET") => users::get(self, id),
            (["Users", id], "PUT") => users::update(self, call, id),
            (["Users", id], "PATCH") => users::switch(self, call, id),
            (["Users", id], "DELETE") => users::delete(self, id),
            (["Groups"], "GET") => groups::list(self, call.target),
            (["Groups"], "POST") => groups::create(self, call),
            (["Groups", id], "GET") => groups::get(self, id),
            (["Groups", id], "PATCH") => groups::update(self, call, id),
            (["Groups", id], "DELETE") => groups::delete(self, id),
            (["Users" | "Groups"] | ["Users" | "Groups", _], _) => {
                Err(Refused::new(405, "Request method not supported."))
            }
            _ => Err(Refused::new(404, "Not Found")),
        }
    }
}

/// The document has three wordings for one thing.
fn forbidden(method: &str, path: &[&str]) -> String {
    let what = if path.first() == Some(&"Users") {
        "User"
    } else {
        "Group"
    };
    let how = if method == "GET" { "Read" } else { "Edit" };
    match (path, method) {
        (["Users"], "GET") => {
            "The current login user does not have the \"User:Read\" permission.".to_owned()
        }
        (["Users", _], "DELETE") => {
            "The request was denied due to insufficient permissions:\"User:Edit\".".to_owned()
        }
        _ => format!("The request was denied due to insufficient permissions: \"{what}:{how}\"."),
    }
}

/// The object in a request's body.
fn body(request: &Request) -> Outcome<Map<String, Value>> {
    if request.body.is_empty() {
        return Err(Refused::new(400, EMPTY));
    }
    let media_type = request.media_type().unwrap_or_default();
    let is_json = matches!(
        media_type.as_str(),
        "application/json" | "application/scim+json"
    );
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(fields)) if fields.is_empty() => Err(Refused::new(400, EMPTY)),
        Ok(Value::Object(fields)) if is_json => Ok(fields),
        _ => Err(Refused::new(400, NOT_JSON)),
    }
}

/// `2023-11-24T05:13:15Z`, without milliseconds.
fn date(ms: u64) -> String {
    let whole = clock::iso(ms);
    let seconds = whole.split('.').next().unwrap_or_default();
    format!("{seconds}Z")
}

fn meta(kind: &str, location: String, now_ms: u64) -> Value {
    let moment = date(now_ms);
    object! {
        "resourceType": kind,
        "location": location,
        "version": "1.0.0",
        "created": moment.as_str(),
        "lastModified": moment.as_str(),
    }
}

const fn limit(limit: u64, ms: u64) -> RateLimit {
    RateLimit {
        count: Count::Window { limit, ms },
        charge_refused: false,
        headers: true,
        // Only the limit of a day says when to come back.
        retry_after: if ms == DAY_MS {
            RetryAfter::Iso
        } else {
            RetryAfter::None
        },
    }
}

impl Tenant for Zoom {
    fn origins(&self) -> Vec<String> {
        [&self.origin, &self.token_origin]
            .into_iter()
            .map(|origin| Target::parse(origin).origin)
            .collect()
    }

    /// The labels of the document's operations.
    fn lane(&self, method: &str, target: &Target) -> Lane {
        let path = target.path.as_str();
        if path == TOKEN_PATH {
            return Lane::Token;
        }
        let read_one = method == "GET" && path.starts_with("/scim2/Groups/");
        let lists_users = method == "GET" && path == "/scim2/Users";
        let groups = path.starts_with("/scim2/Groups") && !read_one;
        Lane::Api(if groups || lists_users { MEDIUM } else { LIGHT })
    }

    /// developers.zoom.us, "Rate limits".
    fn limits(&self, lane: Lane) -> Vec<RateLimit> {
        let light = lane == Lane::Api(LIGHT);
        match (lane, self.options.plan) {
            (Lane::Token, _) => Vec::new(),
            (_, Plan::Free) if light => vec![limit(4, 1000), limit(6000, DAY_MS)],
            (_, Plan::Free) => vec![limit(2, 1000), limit(2000, DAY_MS)],
            (_, Plan::Pro) => vec![limit(if light { 30 } else { 20 }, 1000)],
            (_, Plan::Business) => vec![limit(if light { 80 } else { 60 }, 1000)],
        }
    }

    fn answer(&mut self, call: Call<'_>) -> Answer {
        let segments = call.target.segments().unwrap_or_default();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let at = |origin: &str| Target::parse(origin).origin == call.target.origin;
        match segments.as_slice() {
            ["oauth", "token"] if at(&self.token_origin) => {
                Answer::read(self.tokens.issue(call.request, call.target, call.now_ms))
            }
            ["scim2", path @ ..] if at(&self.origin) => self.api(call, path),
            _ => Answer::read(gateway(404, 404, "This API endpoint is not recognized.")),
        }
    }

    fn too_many(&mut self, _excess: Excess, limit: Option<RateLimit>) -> Response {
        let daily = limit.is_some_and(is_daily);
        gateway(
            429,
            429,
            if daily {
                "You have reached the maximum daily rate limit for this API. Refer to the response \
                 header for details on when you can make another request."
            } else {
                "You have reached the maximum per-second rate limit for this API. Try again later."
            },
        )
    }

    /// With a code it is the gateway that refuses, else SCIM.
    fn refusal(&mut self, refusal: &Refusal) -> Response {
        let code = refusal.code.as_deref().and_then(|code| code.parse().ok());
        match code {
            Some(code) => gateway(refusal.status, code, &refusal.message),
            None => Refused::new(refusal.status, &refusal.message).response(),
        }
    }

    fn busy(&mut self) -> Response {
        gateway(503, 503, "Service Unavailable")
    }

    fn stamp(&mut self, _target: &Target, response: Response, _: Concurrency) -> Response {
        response
    }

    fn stamp_rate(
        &self,
        response: Response,
        lane: Lane,
        limit: RateLimit,
        allowance: Allowance,
    ) -> Response {
        let category = match lane {
            Lane::Api(label) if !label.is_empty() => label,
            _ => LIGHT,
        };
        let most = match limit.count {
            Count::Window { limit, .. } => limit,
            Count::Bucket { burst, .. } => burst,
        };
        let kind = if is_daily(limit) {
            "Daily-limit"
        } else {
            "QPS"
        };
        response
            .with("x-ratelimit-category", category)
            .with("x-ratelimit-type", kind)
            .with("x-ratelimit-limit", most)
            .with("x-ratelimit-remaining", allowance.remaining)
    }

    fn connection(&self) -> Value {
        object! {
            "provider": "zoom",
            "name": "sandbox",
            "baseUrl": self.origin.as_str(),
            "tokenUrl": format!("{}{TOKEN_PATH}", self.token_origin),
            "accountId": self.tokens.account_id.as_str(),
            "clientId": self.tokens.client_id.as_str(),
            "clientSecret": self.tokens.client_secret.as_str(),
        }
    }

    fn users(&self) -> Vec<Value> {
        let records = self.users.iter().map(|stored| stored.record.clone());
        records.map(Value::Object).collect()
    }

    fn add_user(&mut self, fields: Map<String, Value>, now_ms: u64) -> String {
        let record = self.census.record(fields);
        self.keep_user(record, now_ms)
    }

    fn set_user(&mut self, id: &str, fields: Map<String, Value>) -> bool {
        self.users.set(id, fields, true)
    }

    fn remove_user(&mut self, id: &str) -> bool {
        self.users.remove(id)
    }

    fn hide_user(&mut self, id: &str, hidden: bool) -> bool {
        self.users.hide(id, hidden)
    }

    fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    fn password_resets(&self) -> &[String] {
        &[]
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn groups(&self) -> Vec<crate::Group> {
        groups::all(self)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn add_group(&mut self, name: &str, now_ms: u64) -> Option<String> {
        Some(self.keep_group(crate::json::fields! { "displayName": name }, now_ms))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn remove_group(&mut self, id: &str) -> bool {
        groups::delete(self, id).is_ok()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn set_member(&mut self, group: &str, user: &str, is_in: bool) -> bool {
        groups::put_in(self, group, user, is_in).is_some()
    }
}

fn is_daily(limit: RateLimit) -> bool {
    matches!(limit.count, Count::Window { ms: DAY_MS, .. })
}
