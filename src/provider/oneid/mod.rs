//! Zuora OneID over SCIM, as Zuora's API reference shows it: what differs from the standard, which is much.
//! Knows nothing of retries, clocks or what a verb wants.

mod bulk;
mod create;
mod error;
mod groups;
mod user;
mod write;

use crate::attribute::{Attribute, Attributes};
use crate::connection::Tenant;
use crate::error::{Error, Mistaken, VendorError};
use crate::http::exchange::{Exchange, Refusal};
use crate::http::message::{Answer, ApiRequest, Method, Subject, mistaken};
use crate::lifecycle::capabilities::Bulk;
use crate::lifecycle::result::Warning;
use crate::model::{Account, UserId};
use crate::provider::groups::Groups;
use crate::provider::trust::{Silence, Trust};
use crate::provider::{BulkKind, BulkOutcome, BulkWrite, Directory, Draft, Facts, Page, Question};
use crate::scim::dialect::Dialect;
use crate::scim::filter::Filter;
use crate::scim::groups::ScimGroups;
use crate::scim::path::field;
use crate::scim::{self, resource, users};
use seatwarden_json::{Map, Text, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use write::{Change, Form};

static DIALECT: Dialect = Dialect {
    facts: Facts {
        provider: "zuora-oneid",
        vendor: "Zuora OneID",
        // B, the fields of a user. Others of the standard go as `extra`.
        attributes: Attributes::of(&[
            Attribute::UserName,
            Attribute::Email,
            Attribute::GivenName,
            Attribute::FamilyName,
            Attribute::DisplayName,
            Attribute::Locale,
            Attribute::ExternalId,
        ]),
        required: &[Attribute::UserName, Attribute::Email],
        mail_is_name: false,
        role_required: false,
        lacks: &[
            // FACTS §0: its DELETE only switches off.
            ("remove", "zuora"),
            ("resetPassword", "zuora"),
            ("transferTo", "zoom"),
        ],
        groups: false,
        filters: &[
            "active",
            "userName",
            "email",
            "externalId",
            "role",
            "filter",
        ],
        // FACTS §1: 100 by default, and the most that a filter gives.
        counts_users: true,
        page_size: 100,
        // No limit is known (FACTS §1): the pace is found.
        concurrency: 10,
        client_hint: "Check clientId and clientSecret: they are of an OAuth 2.0 client of type Client Credentials, made in the OneID portal under Settings > Manage OAuth 2.0 Clients. A client of Zuora's REST API doesn't work here.",
    },
    users: "/Users",
    account: user::account,
    operations: "operations",
    manager_is_text: false,
    several_roles: false,
    // B: a create has no `active`.
    active_on_create: false,
    schema: scim::USER,
    // B lists the fields of a user: nobody can tell what others are that a record doesn't show.
    hidden: &[
        "password",
        "title",
        "nickName",
        "profileUrl",
        "phoneNumbers",
        "addresses",
        "ims",
        "photos",
        "entitlements",
        "timezone",
        "userType",
        "x509Certificates",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User*",
    ],
    meanings: error::MEANINGS,
    no_users: "Check baseUrl: below it there has to be /Users, as in https://one.zuora.com/scim/v2.",
    unauthorized: error::TOKEN,
    forbidden: error::SCOPE,
};

/// A OneID organization.
#[derive(Debug)]
pub struct OneId {
    tenant: Tenant,
    /// The organization that new users are of: the connection's, else that of the token's scope.
    organization: RefCell<Option<String>>,
    form: Cell<Form>,
    /// Whether a create is an object, and not an array of one: once either was taken.
    creates_object: Cell<Option<bool>>,
    /// A PATCH that switches off was taken and did nothing: DELETE does it.
    leaves_by_delete: Cell<bool>,
    /// A DELETE goes without a key.
    refuses_delete_key: Cell<bool>,
    trust: Trust,
    /// Where full records have no status, `active` alone tells.
    silence: Silence,
    /// So many go in one request at most, once one was refused as too large.
    bulk_parts: Cell<u32>,
    /// Nobody is made, or switched off, by many at once any more.
    makes_alone: Cell<bool>,
    leaves_alone: Cell<bool>,
    groups: ScimGroups,
}

impl OneId {
    /// The room of one organization.
    #[must_use]
    pub const fn new(tenant: Tenant, organization: Option<String>) -> Self {
        Self {
            tenant,
            organization: RefCell::new(organization),
            form: Cell::new(Form::Paths),
            creates_object: Cell::new(None),
            leaves_by_delete: Cell::new(false),
            refuses_delete_key: Cell::new(false),
            trust: Trust::new(),
            silence: Silence::new(),
            bulk_parts: Cell::new(u32::MAX),
            makes_alone: Cell::new(false),
            leaves_alone: Cell::new(false),
            groups: ScimGroups::new(&groups::GROUPS),
        }
    }
}

/// The record of the user that was asked for: alone, or in a list of one.
fn only(body: Value, id: &UserId) -> Result<Value, Error> {
    let is_meant = |user: &Value| field(user, "id").and_then(Value::as_str) == Some(id.as_str());
    let found = user::users_in(body).into_iter().find(is_meant);
    // A record of somebody else must never be taken for the one that was asked for.
    found.ok_or_else(|| mistaken(Mistaken::AnotherUser))
}

/// The user that was asked for, with all that OneID shows.
fn read_one(answer: Answer, id: &UserId) -> Result<Account, Error> {
    user::account(only(answer.into_json()?, id)?, &DIALECT, true, true)
}

impl Directory for OneId {
    fn facts(&self) -> &'static Facts {
        &DIALECT.facts
    }

    fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// FACTS §1: POST and PATCH; and DELETE, whose page requires it, against that rule.
    fn takes_idempotency_key(&self, request: &ApiRequest) -> bool {
        match request.method {
            Method::Post | Method::Patch => true,
            Method::Delete => !self.refuses_delete_key.get(),
            Method::Get | Method::Put => false,
        }
    }

    /// FACTS §1: `admin <organization>`.
    fn heed_scope(&self, scope: &str) {
        let is_id = |word: &&str| {
            let sizes: Vec<_> = word.split('-').map(str::len).collect();
            sizes == [8, 4, 4, 4, 12]
        };
        let mut organization = self.organization.borrow_mut();
        if organization.is_none() {
            *organization = scope.split(' ').find(is_id).map(str::to_owned);
        }
    }

    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str> {
        ["zuora-request-id", "x-request-id"]
            .iter()
            .find_map(|name| answer.header(name))
    }

    fn vendor_error(&self, answer: &Answer) -> VendorError {
        scim::error::said(answer)
    }

    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
        error::classify(request, answer)
    }

    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        users::list(&DIALECT, question, DIALECT.facts.page_size, false)
    }

    fn may_lack_active(&self) -> bool {
        self.silence.is_sure()
    }

    /// FACTS §1: `userName eq`; what else is documented isn't asked for by a verb.
    fn filter(&self, wanted: &[(Attribute, &str)]) -> Option<String> {
        let name = wanted
            .iter()
            .find(|(attribute, _)| *attribute == Attribute::UserName)
            .filter(|_| !self.trust.is_lost());
        name.map(|(_, text)| Filter::eq("userName", *text).text())
    }

    fn trust(&self) -> Option<&Trust> {
        Some(&self.trust)
    }

    /// FACTS §1: `status eq "PENDING_ACTIVATION"` means the extension's.
    fn read_filter(&self, text: &str) -> Result<Filter, Error> {
        let mut filter = Filter::read("query.filter", text)?;
        filter.rename("status", user::STATUS);
        Ok(filter)
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Account> {
        let request = ApiRequest::get(users::member(&DIALECT, id), Subject::Member);
        let id = id.clone();
        Exchange::new(request, move |answer| {
            let account = read_one(answer, &id)?;
            self.silence.heard(id, account.user.status.is_none());
            Ok(account)
        })
    }

    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>> {
        let user = self.new_user(draft);
        let as_object = self.creates_object.get() == Some(true);
        self.create_as(as_object, Value::Object(user))
    }

    fn update(&self, id: &UserId, draft: &Draft, before: &Account) -> Exchange<'_, ()> {
        let changes = user::changes(draft, Some(before));
        if draft.active == Some(false) && changes.len() == 1 {
            return self.switch_off(id);
        }
        let change = Change {
            id: id.clone(),
            changes,
            before: before.user.raw.clone().unwrap_or_default(),
            on: draft.active == Some(true),
        };
        self.bring(Rc::new(change), self.form.get())
    }

    /// FACTS §0, §6: DELETE switches off and no more, as PATCH does.
    fn adapt_switch(&self) -> bool {
        self.leaves_by_delete.set(true);
        true
    }

    /// Never asked for: `lacks` says so.
    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        self.switch_off(id)
    }

    /// B: an administrator, or not.
    fn groups(&self) -> Result<&dyn Groups, Error> {
        Ok(&self.groups)
    }

    fn fixed_roles(&self) -> &'static [&'static str] {
        &["USER", "ADMIN"]
    }

    fn takes_bulk(&self) -> Bulk {
        self.bulk_limits()
    }

    fn bulk_part(&self, write: BulkWrite<'_>) -> Option<Value> {
        self.part(write)
    }

    fn bulk(
        &self,
        kind: BulkKind,
        parts: &[Value],
    ) -> Result<Exchange<'_, Vec<BulkOutcome>>, Error> {
        Ok(bulk::send(kind, parts))
    }

    fn limit_bulk(&self, kind: BulkKind, parts: usize) {
        self.limit(kind, parts);
    }

    /// What is no attribute of the standard is one of OneID's extension.
    fn admit_extra(&self, path: &str, extra: Map) -> Result<Map, Error> {
        let mut admitted = Map::new();
        for (key, value) in users::admit_extra(path, extra, user::EXTENSION)? {
            let key = if resource::is_known(&key) {
                key
            } else {
                Text::from(format!("{}:{key}", user::EXTENSION))
            };
            if key.eq_ignore_ascii_case(user::STATUS) {
                return Err(Error::invalid_input(
                    &format!("{path}.extra.status"),
                    "provision switches on, deactivate switches off",
                ));
            }
            admitted.insert(key, value);
        }
        Ok(admitted)
    }

    fn unfold(&self, extra: &Map, record: Option<&Value>) -> Map {
        scim::path::unfolded(extra, record, user::EXTENSION)
    }

    fn extra<'r>(&self, raw: &'r Value, key: &str) -> Option<&'r Value> {
        users::extra(&DIALECT, raw, key)
    }

    /// What the documents don't name goes as it stands, and is no attribute of ours.
    fn attribute_of(&self, key: &str) -> Option<Attribute> {
        resource::attribute_at(key)
            .filter(|attribute| DIALECT.facts.attributes.contains(*attribute))
    }

    fn role_key(&self) -> &'static str {
        resource::ROLES
    }

    /// FACTS §0: the policy "Anonymize PII" overwrites first and last name, mail address and login.
    fn leaver_warnings(&self) -> Vec<Warning> {
        vec![Warning::new(
            "identity_may_be_anonymized",
            "Where the organization's policy is \"Anonymize PII\" (OneID portal > Settings > Security Policies), switching a user off overwrites first and last name, mail address and userName for good. Keep the user's id: it stays.",
        )]
    }
}
