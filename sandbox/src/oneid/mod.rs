//! Zuora OneID's SCIM API, as its two documents have it, and as others tell of it.
//!
//! This room holds who may come in and which door leads where; what an endpoint does is next door.

mod bulk;
mod census;
mod discovery;
mod errors;
mod groups;
mod list;
mod options;
mod record;
mod token;
mod users;

use std::sync::Arc;

use serde_json::{Map, Value};

use self::census::Census;
pub use self::options::{
    BulkDelete, CreateBody, DeleteKey, GroupWrites, InactiveShape, OneIdErrors, OneIdOptions,
    PathForm, PutAnswer, PutBody, SwappedNames,
};
use self::token::{TOKEN_PATH, Tokens};
use crate::config::Config;
use crate::fault::Refusal;
use crate::fold::lower;
use crate::http::{Request, Response, Target};
use crate::idempotency::{Keys, Replay};
use crate::json::{items, object, set, text};
use crate::random::Random;
use crate::rate::{Allowance, RateLimit};
use crate::scim::errors::{Outcome, Refused};
use crate::scim::schema::Type;
use crate::store::Store;
use crate::tenant::{Answer, Call, Concurrency, Excess, Lane, Tenant};

/// An organization's tenant of OneID.
#[derive(Debug)]
pub(crate) struct OneId {
    origin: String,
    options: OneIdOptions,
    /// The status of an answer to a create.
    created: u16,
    forbidden: bool,
    duplicate_names: bool,
    /// In lower case.
    taken: Vec<String>,
    ignored: Vec<String>,
    /// Users, then groups.
    types: Arc<[Type; 2]>,
    users: Store,
    groups: Store,
    tokens: Tokens,
    /// The organization's id as users show it: not the one that a create has to name.
    shown_organization: String,
    census: Census,
    /// The keys that were seen, if any are honoured.
    keys: Option<Keys>,
    random: Random,
}

impl OneId {
    pub(crate) fn new(config: &Config) -> Self {
        let mut random = Random::new(config.seed, "oneid");
        let shown_organization = random.uuid();
        let drawn = if random.chance(500) { 200 } else { 201 };
        let created = config.oneid.created_status.map(u16::try_from);
        let store = |label, name| {
            let ids = Random::new(config.seed, label);
            Store::new(ids, name, |_, random| random.uuid())
        };
        let mut tenant = Self {
            origin: config.origin(),
            options: config.oneid.clone(),
            created: created.and_then(Result::ok).unwrap_or(drawn),
            forbidden: config.forbidden,
            duplicate_names: config.duplicate_names,
            taken: config.taken.iter().map(|name| lower(name)).collect(),
            ignored: config.ignored_fields.clone(),
            types: Arc::new([record::user_type(), Type::group()]),
            users: store("oneid users", "userName"),
            groups: store("oneid groups", "displayName"),
            tokens: Tokens::new(config),
            census: Census::new(config.seed, &shown_organization),
            shown_organization,
            keys: config.idempotency.then(Keys::default),
            random,
        };
        for number in 1..=config.users {
            let held = |name: &str| tenant.users.holds_name(name);
            let record = tenant.census.user(number, &held);
            let moment = tenant.census.moment();
            tenant.keep_user(record, moment);
        }
        let ids: Vec<String> = tenant.users.iter().map(|one| one.id().to_owned()).collect();
        for number in 1..=tenant.options.groups {
            let record = tenant.census.group(number, &ids);
            let moment = tenant.census.moment();
            tenant.keep_group(record, moment);
        }
        tenant
    }

    /// Stores a new user, and gives the id.
    fn keep_user(&mut self, record: Map<String, Value>, now_ms: u64) -> String {
        keep(&mut self.users, "User", record, now_ms)
    }

    /// Stores a new group, and gives the id.
    fn keep_group(&mut self, record: Map<String, Value>, now_ms: u64) -> String {
        keep(&mut self.groups, "Group", record, now_ms)
    }

    /// Everything under `/scim/v2`.
    fn api(&mut self, call: Call<'_>, path: &[&str]) -> Outcome<Answer> {
        if !self.tokens.bearers.admits(call.request, call.now_ms) {
            return Err(Refused::new(401, "", "the token is missing or unknown"));
        }
        if self.forbidden {
            return Err(Refused::new(403, "", "the client may not manage users"));
        }
        let method = call.request.method.as_str();
        let Some(key) = call.request.header("idempotency-key") else {
            return self.route(call, path);
        };
        // "At most 255 characters, POST and PATCH only" (Zuora's request headers); DELETE lists it, too.
        if key.is_empty() || key.len() > 255 || matches!(method, "GET" | "PUT") {
            return Err(Refused::value("Idempotency-Key is not for this"));
        }
        let keyed = matches!(method, "POST" | "PATCH");
        match self
            .keys
            .as_mut()
            .filter(|_| keyed)
            .map(|keys| keys.look(key, call))
        {
            None => self.route(call, path),
            Some(Replay::New) => {
                let done = self.route(call, path);
                let answer = done.unwrap_or_else(|refused| Answer::read(self.refuse(&refused)));
                if let Some(keys) = &mut self.keys {
                    keys.keep(key, call, &answer.response);
                }
                Ok(answer)
            }
            Some(Replay::Same(response)) => Ok(Answer::read(response)),
            Some(Replay::InFlight) => {
                let detail = "a request with this Idempotency-Key is in progress";
                Err(Refused::new(409, "", detail))
            }
            Some(Replay::Mismatch) => {
                let detail = "this Idempotency-Key was used for another request";
                Err(Refused::new(422, "", detail))
            }
        }
    }

    fn route(&mut self, call: Call<'_>, path: &[&str]) -> Outcome<Answer> {
        let method = call.request.method.as_str();
        if method == "GET"
            && let Some(found) = discovery::answer(self, path)
        {
            return found.map(|body| Answer::read(Response::json(200, &body)));
        }
        let of_users = path.first() == Some(&"Users");
        let writes = self.options.group_writes;
        match (path, method) {
            (["Users"], "GET") => users::list(self, call.target),
            (["Users"], "POST") => users::create(self, call),
            (["Users" | "Groups", "bulk"], "POST") if self.options.bulk => {
                bulk::create(self, call, of_users)
            }
            (["Users" | "Groups", "delete"], "POST") if self.options.bulk => {
                bulk::delete(self, call, of_users)
            }
            (["Users" | "Groups", "bulk" | "delete"], _) => Err(Refused::missing("page")),
            (["Users", id], "GET") => users::get(self, id),
            (["Users", id], "PUT") => users::put(self, call, id),
            (["Users", id], "PATCH") => users::patch(self, call, id),
            (["Users", id], "DELETE") => users::delete(self, call, id),
            (["Groups"], "GET") => groups::list(self, call.target),
            (["Groups"], "POST") => groups::create(self, call),
            (["Groups", id], "GET") => groups::get(self, call, id),
            (["Groups", id], "PUT") if writes != GroupWrites::Patch => {
                groups::change(self, call, id)
            }
            (["Groups", id], "PATCH") if writes != GroupWrites::Put => {
                groups::change(self, call, id)
            }
            (["Groups", id], "DELETE") => groups::delete(self, id),
            (["Users" | "Groups"] | ["Users" | "Groups", _], _) => {
                Err(Refused::new(405, "", format!("{method} is not for this")))
            }
            _ => Err(Refused::missing("page")),
        }
    }

    fn refuse(&self, refused: &Refused) -> Response {
        errors::refuse(self.options.errors, refused)
    }

    /// Removes somebody from every group.
    fn forget(&mut self, id: &str) {
        let member = object! { "value": id };
        let holds = |members: &[Value]| members.contains(&member);
        let groups = self
            .groups
            .iter()
            .filter(|one| holds(items(&one.record, "members")));
        for mut group in groups.map(|one| one.record.clone()).collect::<Vec<_>>() {
            if let Some(Value::Array(members)) = group.get_mut("members") {
                members.retain(|known| *known != member);
            }
            let id = text(&group, "id").to_owned();
            self.groups.replace(&id, group);
        }
    }
}

fn keep(store: &mut Store, kind: &str, mut record: Map<String, Value>, now_ms: u64) -> String {
    let id = match text(&record, "id") {
        "" => store.new_id(),
        id => id.to_owned(),
    };
    set(&mut record, "meta", groups::meta(kind, &id, now_ms));
    set(&mut record, "id", Value::from(id));
    store.insert(record)
}

/// The JSON in a request's body.
fn body(request: &Request) -> Outcome<Value> {
    let media_type = request.media_type();
    let known = ["application/json", "application/scim+json"];
    if !media_type.is_some_and(|given| known.contains(&given.as_str())) {
        return Err(Refused::new(415, "", "the body must be application/json"));
    }
    serde_json::from_slice(&request.body).map_err(|_| Refused::syntax("the body is no JSON"))
}

impl Tenant for OneId {
    fn origins(&self) -> Vec<String> {
        vec![Target::parse(&self.origin).origin]
    }

    fn lane(&self, _method: &str, target: &Target) -> Lane {
        if target.path == TOKEN_PATH {
            Lane::Token
        } else {
            Lane::Api("")
        }
    }

    /// Nobody says whether the limits of Zuora's REST API count here.
    fn limits(&self, _lane: Lane) -> Vec<RateLimit> {
        Vec::new()
    }

    fn answer(&mut self, call: Call<'_>) -> Answer {
        if call.target.path == TOKEN_PATH {
            return Answer::read(self.tokens.issue(call.request, call.now_ms));
        }
        let segments = call.target.segments().unwrap_or_default();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let answer = match segments.as_slice() {
            ["scim", "v2", path @ ..] => self.api(call, path),
            _ => Err(Refused::missing("page")),
        };
        answer.unwrap_or_else(|refused| Answer::read(self.refuse(&refused)))
    }

    fn too_many(&mut self, _excess: Excess, _limit: Option<RateLimit>) -> Response {
        let body = errors::reasons("90000070", "too many requests");
        Response::json(429, &body)
    }

    fn refusal(&mut self, refusal: &Refusal) -> Response {
        match &refusal.code {
            Some(code) => Response::json(refusal.status, &errors::reasons(code, &refusal.message)),
            None => self.refuse(&Refused::new(refusal.status, "", refusal.message.as_str())),
        }
    }

    fn busy(&mut self) -> Response {
        self.refuse(&Refused::new(503, "", "temporarily unavailable"))
    }

    fn stamp(&mut self, _target: &Target, response: Response, _: Concurrency) -> Response {
        response.with("zuora-request-id", self.random.uuid())
    }

    fn stamp_rate(
        &self,
        response: Response,
        _lane: Lane,
        _limit: RateLimit,
        allowance: Allowance,
    ) -> Response {
        response
            .with("ratelimit-remaining", allowance.remaining)
            .with("ratelimit-reset", allowance.reset_ms.div_ceil(1000))
    }

    fn connection(&self) -> Value {
        object! {
            "provider": "zuora-oneid",
            "name": "sandbox",
            "baseUrl": format!("{}/scim/v2", self.origin),
            "tokenUrl": format!("{}{TOKEN_PATH}", self.origin),
            "organizationId": self.tokens.organization_id.as_str(),
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
        self.forget(id);
        self.users.remove(id)
    }

    fn hide_user(&mut self, id: &str, hidden: bool) -> bool {
        self.users.hide(id, hidden)
    }

    fn expire_tokens(&mut self) {
        self.tokens.bearers.expire();
    }

    fn password_resets(&self) -> &[String] {
        &[]
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn groups(&self) -> Vec<crate::Group> {
        crate::group::all(&self.groups)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn add_group(&mut self, name: &str, now_ms: u64) -> Option<String> {
        Some(self.keep_group(groups::record(name, Vec::new()), now_ms))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn remove_group(&mut self, id: &str) -> bool {
        self.groups.remove(id)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn set_member(&mut self, group: &str, user: &str, is_in: bool) -> bool {
        self.users.get(user).is_some()
            && crate::group::set_member(&mut self.groups, group, user, is_in)
    }
}
