//! A service provider that keeps to RFC 7643 and RFC 7644, and to RFC 9865 if asked.
//!
//! This room holds who may come in and which door leads where; what an endpoint does is next door.

mod access;
mod bulk;
mod census;
mod discovery;
pub(crate) mod errors;
pub(crate) mod filter;
mod list;
mod members;
pub(crate) mod options;
pub(crate) mod patch;
mod path;
mod project;
pub(crate) mod resource;
mod resources;
pub(crate) mod schema;
mod shown;

use std::sync::Arc;

use serde_json::{Map, Value};

use self::access::{Access, TOKEN_PATH};
use self::census::Census;
use self::errors::{MEDIA_TYPE, Outcome, Refused, scim};
use self::list::Query;
pub use self::members::{GroupOptions, GroupPatch, MemberRemoval, MembersShown, Rename};
pub use self::options::{ClientAuth, FilterSupport, Paging, ScimAuth, ScimOptions};
use self::schema::Type;
use crate::clock;
use crate::config::Config;
use crate::fault::Refusal;
use crate::fold::lower;
use crate::http::{Request, Response, Target};
use crate::json::{object, text};
use crate::random::Random;
use crate::rate::{Allowance, RateLimit};
use crate::store::Store;
use crate::tenant::{Answer, Call, Concurrency, Excess, Lane, Tenant};

/// Operations that one bulk request may have.
pub(crate) const MOST_OPERATIONS: usize = 100;
/// Bytes that one bulk request may have.
pub(crate) const MOST_PAYLOAD: usize = 100_000;
/// The path of the API.
const ROOT: &str = "/scim/v2";

/// A tenant of plain SCIM.
#[derive(Debug)]
pub(crate) struct Scim {
    origin: String,
    /// Where the API begins, in full.
    base: String,
    options: ScimOptions,
    forbidden: bool,
    duplicate_names: bool,
    /// In lower case.
    taken: Vec<String>,
    ignored: Vec<String>,
    /// Users, then groups.
    types: Arc<[Type; 2]>,
    users: Store,
    groups: Store,
    access: Access,
    census: Census,
    /// Writes so far; a resource's version is the number of its last one.
    writes: u64,
}

impl Scim {
    pub(crate) fn new(config: &Config) -> Self {
        let store = |label, name| {
            let ids = Random::new(config.seed, label);
            Store::new(ids, name, |_, random| random.uuid())
        };
        let mut tenant = Self {
            origin: config.origin(),
            base: format!("{}{ROOT}", config.origin()),
            options: config.scim.clone(),
            forbidden: config.forbidden,
            duplicate_names: config.duplicate_names,
            taken: config.taken.iter().map(|name| lower(name)).collect(),
            ignored: config.ignored_fields.clone(),
            types: Arc::new([Type::user(config.scim.case_sensitive), Type::group()]),
            users: store("scim users", "userName"),
            groups: store("scim groups", "displayName"),
            access: Access::new(config),
            census: Census::new(config.seed),
            writes: 0,
        };
        tenant.fill(config.users);
        tenant
    }

    fn fill(&mut self, users: usize) {
        let types = Arc::clone(&self.types);
        let [user, group] = types.as_ref();
        for number in 1..=users {
            let held = |name: &str| self.users.holds_name(name);
            let record = self.census.user(number, &held);
            let moment = self.census.moment();
            self.keep(user, record, moment);
        }
        let ids: Vec<String> = self.users.iter().map(|one| one.id().to_owned()).collect();
        for number in 1..=self.options.groups {
            let record = self.census.group(number, &ids);
            let moment = self.census.moment();
            self.keep(group, record, moment);
        }
    }

    /// Everything under the API's root.
    fn api(&mut self, call: Call<'_>, path: &[&str]) -> Outcome<Answer> {
        if !self.access.admits(call.request, call.now_ms) {
            return Err(Refused::new(
                401,
                "",
                "the credentials are missing or unknown",
            ));
        }
        if self.forbidden {
            return Err(Refused::new(403, "", "the credentials don't allow this"));
        }
        let method = call.request.method.as_str();
        if self.options.discovery
            && let Some(found) = discovery::answer(self, call.target, path)
        {
            return match method {
                "GET" => found.map(Answer::read),
                _ => Err(wrong_method(method)),
            };
        }
        let types = Arc::clone(&self.types);
        let kind = |plural: &str| types.iter().find(|kind| kind.plural == plural);
        match (path, method) {
            ([], "GET") => {
                let query = Query::of_url(call.target)?;
                self.list(&types.iter().collect::<Vec<_>>(), &query)
            }
            ([".search"], "POST") => {
                let query = Query::of_body(&body(call.request)?)?;
                self.list(&types.iter().collect::<Vec<_>>(), &query)
            }
            (["Bulk"], "POST") if self.options.bulk => bulk::run(self, call),
            (["Bulk"], _) => Err(Refused::new(501, "", "there is no bulk")),
            (["Me", ..], _) => Err(Refused::new(501, "", "there is no /Me")),
            ([plural, rest @ ..], _) => match kind(plural) {
                Some(kind) => self.endpoint(kind, call, rest),
                None => Err(Refused::missing("page")),
            },
            _ => Err(wrong_method(method)),
        }
    }

    /// The endpoint of one type.
    fn endpoint(&mut self, kind: &Type, call: Call<'_>, path: &[&str]) -> Outcome<Answer> {
        let method = call.request.method.as_str();
        match (path, method) {
            ([], "GET") => self.list(&[kind], &Query::of_url(call.target)?),
            ([".search"], "POST") => self.list(&[kind], &Query::of_body(&body(call.request)?)?),
            ([], "POST") => self.create(kind, call),
            ([id], "GET") => self.read(kind, call, id),
            ([id], "PUT") => self.put(kind, call, id),
            ([id], "PATCH") if self.options.patch => self.patch(kind, call, id),
            ([_], "PATCH") => Err(Refused::new(501, "", "there is no PATCH")),
            ([id], "DELETE") => self.delete(kind, call, id),
            ([] | [_], _) => Err(wrong_method(method)),
            _ => Err(Refused::missing("page")),
        }
    }

    fn refuse(&self, refused: &Refused) -> Response {
        let response = scim(refused.status, &refused.json());
        match refused.status {
            401 => response.with("www-authenticate", self.access.challenge()),
            _ => response,
        }
    }
}

fn wrong_method(method: &str) -> Refused {
    Refused::new(405, "", format!("{method} is not for this endpoint"))
}

/// The JSON in a request's body.
pub(crate) fn body(request: &Request) -> Outcome<Value> {
    let media_type = request.media_type();
    // Both have to be taken (RFC 7644 §3.1).
    if !matches!(media_type.as_deref(), Some(MEDIA_TYPE | "application/json")) {
        let detail = format!("the body must be {MEDIA_TYPE}");
        return Err(Refused::new(415, "", detail));
    }
    serde_json::from_slice(&request.body).map_err(|_| Refused::syntax("the body is no JSON"))
}

impl Tenant for Scim {
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

    fn limits(&self, _lane: Lane) -> Vec<RateLimit> {
        Vec::new()
    }

    fn answer(&mut self, call: Call<'_>) -> Answer {
        if call.target.path == TOKEN_PATH {
            return Answer::read(self.access.issue(call.request, call.now_ms));
        }
        let segments = call.target.segments().unwrap_or_default();
        let mut segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        if segments.last() == Some(&"") {
            segments.pop();
        }
        let answer = match segments.as_slice() {
            ["scim", "v2", path @ ..] => self.api(call, path),
            _ => Err(Refused::missing("page")),
        };
        answer.unwrap_or_else(|refused| Answer::read(self.refuse(&refused)))
    }

    fn too_many(&mut self, _excess: Excess, _limit: Option<RateLimit>) -> Response {
        self.refuse(&Refused::new(429, "", "too many requests"))
    }

    fn refusal(&mut self, refusal: &Refusal) -> Response {
        let scim_type = refusal.code.as_deref().unwrap_or_default();
        let body = errors::body(refusal.status, scim_type, &refusal.message);
        scim(refusal.status, &body)
    }

    fn busy(&mut self) -> Response {
        self.refuse(&Refused::new(503, "", "the service is busy"))
    }

    fn stamp(&mut self, _target: &Target, response: Response, _: Concurrency) -> Response {
        response
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
            "provider": "scim",
            "name": "sandbox",
            "baseUrl": self.base.as_str(),
            "auth": self.access.connection(&self.origin),
        }
    }

    fn users(&self) -> Vec<Value> {
        let records = self.users.iter().map(|stored| stored.record.clone());
        records.map(Value::Object).collect()
    }

    fn add_user(&mut self, fields: Map<String, Value>, now_ms: u64) -> String {
        let record = self.census.record(fields);
        let types = Arc::clone(&self.types);
        let [user, _] = types.as_ref();
        self.keep(user, record, now_ms)
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
        self.access.expire();
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
        let types = Arc::clone(&self.types);
        let [_, group] = types.as_ref();
        let record = crate::json::fields! { "schemas": crate::json::array![schema::GROUP], "displayName": name };
        Some(self.keep(group, record, now_ms))
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

impl Scim {
    /// Stores a new record, and gives its id.
    fn keep(&mut self, kind: &Type, mut record: Map<String, Value>, now_ms: u64) -> String {
        let store = self.store_mut(kind);
        let id = match text(&record, "id") {
            "" => store.new_id(),
            id => id.to_owned(),
        };
        record.insert("id".to_owned(), Value::from(id.as_str()));
        let moment = clock::iso(now_ms);
        let meta = object! {
            "resourceType": kind.name,
            "created": moment.as_str(),
            "lastModified": moment,
            "location": format!("{}/{}/{id}", self.base, kind.plural),
        };
        record.insert("meta".to_owned(), meta);
        self.stamp_version(&mut record);
        self.store_mut(kind).insert(record)
    }

    /// Gives a record its next version.
    fn stamp_version(&mut self, record: &mut Map<String, Value>) {
        self.writes += 1;
        if self.options.etag
            && let Some(meta) = record.get_mut("meta").and_then(Value::as_object_mut)
        {
            let version = Value::from(format!("W/\"{}\"", self.writes));
            meta.insert("version".to_owned(), version);
        }
    }

    fn store(&self, kind: &Type) -> &Store {
        if kind.name == "User" {
            &self.users
        } else {
            &self.groups
        }
    }

    fn store_mut(&mut self, kind: &Type) -> &mut Store {
        if kind.name == "User" {
            &mut self.users
        } else {
            &mut self.groups
        }
    }
}
