//! Any RFC 7644 server: what it says of itself is read once, what it can't do is found out, and neither is needed.
//! Knows no vendor, no retries and no clock.

mod groups;
mod write;

use crate::attribute::{Attribute, Attributes};
use crate::connection::Tenant;
use crate::error::{Error, ErrorCode, VendorError};
use crate::http::exchange::{Exchange, Refusal, Step};
use crate::http::message::{Answer, ApiRequest, Repeat, Subject};
use crate::lifecycle::capabilities::Bulk;
use crate::model::{Account, UserId};
use crate::provider::groups::Groups;
use crate::provider::trust::{Silence, Trust};
use crate::provider::{BulkKind, BulkOutcome, BulkWrite, Directory, Draft, Facts, Page, Question};
use crate::scim::dialect::Dialect;
use crate::scim::discovery::{self, Config};
use crate::scim::filter::Filter;
use crate::scim::groups::ScimGroups;
use crate::scim::path;
use crate::scim::{self, bulk, error, resource, users};
use seatwarden_json::{Map, Value};
use std::cell::Cell;
use std::rc::Rc;
use write::{Change, Form, version_for};

static DIALECT: Dialect = Dialect {
    facts: Facts {
        provider: "scim",
        vendor: "The SCIM server",
        attributes: Attributes::of(&Attribute::ALL),
        // RFC 7643 §4.1.1: required.
        required: &[Attribute::UserName],
        mail_is_name: false,
        role_required: false,
        lacks: &[
            ("roles", "zuora"),
            ("resetPassword", "zuora"),
            ("transferTo", "zoom"),
        ],
        // RFC 7643 §4.1.2: read-only on a user; changed on the group.
        groups: false,
        filters: &[
            "active",
            "userName",
            "email",
            "externalId",
            "role",
            "department",
            "filter",
        ],
        counts_users: true,
        page_size: 100,
        concurrency: 10,
        client_hint: "Check auth.clientId, auth.clientSecret and auth.scope; some servers want clientAuth: \"post\".",
    },
    users: "/Users",
    account: resource::account,
    operations: "Operations",
    manager_is_text: false,
    several_roles: true,
    active_on_create: true,
    schema: scim::USER,
    // RFC 7643 §4.1.1: returned never.
    hidden: &["password"],
    meanings: &[],
    no_users: "Check baseUrl: below it there has to be /Users, as in https://example.com/scim/v2.",
    unauthorized: "Make a new token in the vendor's admin pages, or look after the user name and the password, and put it into `auth`.",
    forbidden: "Give the token or the client the right to read and write users (its scope, its role).",
};

/// How a page is read: the question, the largest page, and whether the server pages by cursor.
type Read<'a> = Box<dyn Fn(Question<'_>, u32, bool) -> Exchange<'a, Page> + 'a>;

/// An RFC 7644 server.
#[derive(Debug)]
pub struct Scim {
    tenant: Tenant,
    config: Cell<Option<Config>>,
    form: Cell<Form>,
    trust: Trust,
    /// Some servers' records say nothing of being active, unless somebody was switched off.
    silence: Silence,
    /// The server refuses its own ETags: If-Match compares strongly (RFC 9110 §13.1.1), and SCIM's are weak.
    ignores_etags: Cell<bool>,
    /// So many of what the server owns are left out of a PUT, once it refused to be told of it.
    left_out: Cell<usize>,
    /// So many writes at most go in one request, once a request was refused as too large.
    bulk_parts: Cell<u32>,
    groups: ScimGroups,
}

impl Scim {
    /// The room of one server.
    #[must_use]
    pub const fn new(tenant: Tenant) -> Self {
        Self {
            tenant,
            config: Cell::new(None),
            form: Cell::new(Form::Paths),
            trust: Trust::new(),
            silence: Silence::new(),
            ignores_etags: Cell::new(false),
            left_out: Cell::new(0),
            bulk_parts: Cell::new(u32::MAX),
            groups: ScimGroups::new(&groups::GROUPS),
        }
    }

    /// A page of a listing, read by `read` as the server says that it lists.
    fn page<'a>(&'a self, question: Question<'_>, read: Read<'a>) -> Exchange<'a, Page> {
        let position = question.position.cloned();
        let filter = question.filter.map(str::to_owned);
        let (size, keep_raw) = (question.size, question.keep_raw);
        self.informed(move |config| {
            let question = Question {
                position: position.as_ref(),
                size,
                keep_raw,
                // Left out, nothing is lost: what comes is compared again.
                filter: filter.as_deref().filter(|_| !config.no_filter),
            };
            let largest = config.max_results.unwrap_or(DIALECT.facts.page_size);
            read(question, largest.min(1_000), config.cursor)
        })
    }

    /// Reads what the server says of itself, once, and then goes on. Whatever comes of it: it is advice.
    fn informed<'a, T: 'a>(
        &'a self,
        then: impl Fn(Config) -> Exchange<'a, T> + 'a,
    ) -> Exchange<'a, T> {
        if let Some(config) = self.config.get() {
            return then(config);
        }
        let then = Rc::new(then);
        let otherwise = Rc::clone(&then);
        Exchange::leading(question(), move |answer| {
            Ok(Step::Ask(then(self.learn(&answer))))
        })
        .or_else(move |error| {
            let is_of_token = error.status == Some(401);
            self.learn_nothing(error)?;
            let mut next = otherwise(Config::default());
            if is_of_token {
                let read = next.read;
                // Who is answered now has a good token: it is this alone that the server keeps from it.
                next.read = Box::new(move |answer| {
                    self.config.set(Some(Config::default()));
                    read(answer)
                });
            }
            Ok(Step::Ask(next))
        })
    }

    fn learn(&self, answer: &Answer) -> Config {
        let config = answer.json().map(discovery::read).unwrap_or_default();
        self.config.set(Some(config));
        if config.no_patch {
            self.form.set(Form::Put);
        }
        config
    }

    /// Whatever came in place of it, a redirect or a refused token too, says nothing of what was asked for.
    fn learn_nothing(&self, error: Error) -> Result<(), Error> {
        // Without a status it was the given fetch that followed a redirect, and the token went along: it would again.
        if error.code == ErrorCode::UnsafeRedirect && error.status.is_none() {
            return Err(error);
        }
        // A token that isn't good may be followed by one that is, and an outage says nothing of the server.
        if error
            .status
            .is_some_and(|status| !matches!(status, 401 | 429 | 500 | 502..))
        {
            self.config.set(Some(Config::default()));
        }
        Ok(())
    }
}

/// What a server says of itself is advice.
fn question() -> ApiRequest {
    let mut request = ApiRequest::get(discovery::TARGET.to_owned(), Subject::Anything);
    request.repeat = Repeat::Never;
    request
}

impl Directory for Scim {
    fn facts(&self) -> &'static Facts {
        &DIALECT.facts
    }

    fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// RFC 7644 §3.1; servers that know JSON alone are tolerated.
    fn accept(&self) -> &'static str {
        "application/scim+json, application/json;q=0.9"
    }

    fn content_type(&self) -> &'static str {
        scim::MEDIA_TYPE
    }

    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str> {
        ["x-request-id", "x-correlation-id", "request-id"]
            .iter()
            .find_map(|name| answer.header(name))
    }

    fn vendor_error(&self, answer: &Answer) -> VendorError {
        error::said(answer)
    }

    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
        error::classify(&DIALECT, request, answer)
    }

    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        self.page(
            question,
            Box::new(|question, largest, by_cursor| {
                users::list(&DIALECT, question, largest, by_cursor)
            }),
        )
    }

    fn may_lack_active(&self) -> bool {
        self.silence.is_sure()
    }

    fn filter(&self, wanted: &[(Attribute, &str)]) -> Option<String> {
        let has_none = self.config.get().is_some_and(|config| config.no_filter);
        if has_none || self.trust.is_lost() {
            return None;
        }
        let known = wanted.iter().filter_map(|(attribute, text)| {
            let path = match attribute {
                Attribute::UserName | Attribute::ExternalId => resource::path_of(*attribute),
                Attribute::Email => "emails.value",
                _ => return None,
            };
            Some(Filter::eq(path, *text))
        });
        known.reduce(Filter::and).map(|filter| filter.text())
    }

    fn trust(&self) -> Option<&Trust> {
        Some(&self.trust)
    }

    fn read_filter(&self, text: &str) -> Result<Filter, Error> {
        Filter::read("query.filter", text)
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Account> {
        let read = users::get(&DIALECT, id);
        let id = id.clone();
        Exchange::leading(read.request, move |answer| {
            let says = answer
                .json()
                .and_then(|body| path::field(body, resource::ACTIVE));
            let is_silent = says.is_none_or(Value::is_null);
            let step = (read.read)(answer)?;
            self.silence.heard(id, is_silent);
            Ok(step)
        })
    }

    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>> {
        users::create(&DIALECT, users::new_user(&DIALECT, draft))
    }

    fn update(&self, id: &UserId, draft: &Draft, before: &Account) -> Exchange<'_, ()> {
        let record = before.user.raw.as_ref();
        let change = Rc::new(Change {
            id: id.clone(),
            changes: resource::changes(draft, &DIALECT, record),
            version: version_for(draft, record),
        });
        self.informed(move |_| self.bring(Rc::clone(&change), self.form.get()))
    }

    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        users::remove(&DIALECT, id)
    }

    fn inquiry(&self) -> Option<Exchange<'_, ()>> {
        let ask = || {
            Exchange::new(question(), |answer| {
                self.learn(&answer);
                Ok(())
            })
            .or_else(|error| self.learn_nothing(error).map(Step::Done))
        };
        self.config.get().is_none().then(ask)
    }

    fn takes_bulk(&self) -> Bulk {
        let announced = self.config.get().and_then(|config| config.bulk);
        let parts = self.bulk_parts.get();
        match announced {
            Some((operations, bytes)) if parts > 1 => Bulk {
                create: true,
                deactivate: self.form.get() == Form::Paths,
                max_operations: match (operations, parts) {
                    (operations, u32::MAX) => operations,
                    (operations, parts) => Some(operations.unwrap_or(parts).min(parts)),
                },
                max_payload_bytes: bytes,
            },
            _ => Bulk::default(),
        }
    }

    fn bulk_part(&self, write: BulkWrite<'_>) -> Option<Value> {
        let takes = self.takes_bulk();
        match write {
            BulkWrite::Create(draft) if takes.create => Some(bulk::create(&DIALECT, draft)),
            BulkWrite::Update(id, draft, before) if takes.deactivate => {
                let record = before.user.raw.as_ref();
                let changes = resource::changes(draft, &DIALECT, record);
                let version = self.guarded(version_for(draft, record));
                Some(bulk::change(&DIALECT, id, changes, version))
            }
            _ => None,
        }
    }

    fn bulk(
        &self,
        kind: BulkKind,
        parts: &[Value],
    ) -> Result<Exchange<'_, Vec<BulkOutcome>>, Error> {
        Ok(bulk::send(&DIALECT, kind, parts))
    }

    /// One endpoint takes all kinds.
    fn limit_bulk(&self, _kind: BulkKind, parts: usize) {
        let parts = u32::try_from(parts).unwrap_or(u32::MAX);
        self.bulk_parts.set(parts.min(self.bulk_parts.get()));
    }

    fn groups(&self) -> Result<&dyn Groups, Error> {
        Ok(self)
    }

    fn admit_extra(&self, path: &str, extra: Map) -> Result<Map, Error> {
        users::admit_extra(path, extra, scim::ENTERPRISE)
    }

    fn unfold(&self, extra: &Map, record: Option<&Value>) -> Map {
        scim::path::unfolded(extra, record, scim::ENTERPRISE)
    }

    fn extra<'r>(&self, raw: &'r Value, key: &str) -> Option<&'r Value> {
        users::extra(&DIALECT, raw, key)
    }

    fn attribute_of(&self, key: &str) -> Option<Attribute> {
        resource::attribute_at(key)
    }

    fn role_key(&self) -> &'static str {
        resource::ROLES
    }
}
