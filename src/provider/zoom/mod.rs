//! A Zoom account over SCIM2, as "SCIM2" in Zoom's API reference describes it: what differs from the standard.
//! Knows nothing of retries, clocks or what a verb wants.

mod meanings;

use crate::attribute::{Attribute, Attributes};
use crate::connection::{Plan, Tenant};
use crate::error::{Error, VendorError};
use crate::http::exchange::{Exchange, Refusal, Step};
use crate::http::message::{Answer, ApiRequest, Method};
use crate::http::pace::Pace;
use crate::model::{Account, UserId};
use crate::provider::groups::Groups;
use crate::provider::trust::Trust;
use crate::provider::{Directory, Draft, Facts, Page, Question, accepted};
use crate::scim::dialect::Dialect;
use crate::scim::filter::Filter;
use crate::scim::groups::{Form, GroupDialect, ScimGroups};
use crate::scim::{self, error, patch, path, resource, users};
use seatwarden_json::{Map, Text, Value};

/// Zoom's extension of a user: licences, phone, custom attributes, transferee. The other one,
/// `urn:us:zoom:scim:schemas:extension:1.0:ZoomUser`, is read only (`loginType`).
const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";

static DIALECT: Dialect = Dialect {
    facts: Facts {
        provider: "zoom",
        vendor: "Zoom",
        attributes: Attributes::of(&[
            Attribute::UserName,
            Attribute::Email,
            Attribute::GivenName,
            Attribute::FamilyName,
            Attribute::DisplayName,
            Attribute::Title,
            Attribute::Department,
            Attribute::Organization,
            Attribute::CostCenter,
            Attribute::EmployeeNumber,
            Attribute::Manager,
            Attribute::Phone,
            Attribute::Locale,
            Attribute::UserType,
        ]),
        required: &[Attribute::UserName],
        // Z:723, Z:1343: the userName is the mail address; Z:1476: PUT takes `emails` alone.
        mail_is_name: true,
        role_required: false,
        lacks: &[("roles", "zuora"), ("resetPassword", "zuora")],
        groups: true,
        filters: &[
            "active",
            "userName",
            "email",
            "role",
            "department",
            "filter",
        ],
        // FACTS §2: clients use at most 100.
        counts_users: true,
        page_size: 100,
        concurrency: 10,
        client_hint: "Check accountId, clientId and clientSecret: they are of a server-to-server OAuth app that is activated in the Zoom App Marketplace and has the scope scim2:admin.",
    },
    users: "/scim2/Users",
    account: resource::account,
    operations: "Operations",
    // Z:598: the manager is a mail address, and no object.
    manager_is_text: true,
    several_roles: false,
    // Z: "Create a user" has no `active`.
    active_on_create: false,
    // FACTS §4: Z's samples name the ListResponse here, which is a slip; Zoom takes both.
    schema: scim::USER,
    hidden: &[
        "password",
        // Not among the fields of "Get a user", although they can be set.
        "title",
        "locale",
        // The extension: phones, contact center, what "Get a user" leaves out, and custom attributes.
        "urn:ietf:params:scim:schemas:extension:zoom:1.0:User:*",
    ],
    meanings: meanings::MEANINGS,
    no_users: "Zoom has no SCIM API here. It needs a Business or Education account with an approved Vanity URL and Single Sign-On; baseUrl is the origin alone, https://api.zoom.us.",
    unauthorized: meanings::TOKEN,
    forbidden: meanings::SCOPE,
};

/// Z, "Groups": no answer shows members, a user's record names its groups, and there is no PUT.
static GROUPS: GroupDialect = GroupDialect {
    path: "/scim2/Groups",
    operations: "Operations",
    members_on_create: false,
    users_show_groups: true,
    // Z:355: one operation without a path.
    rename: &[Form::Whole, Form::Paths],
    // Z:337: with a path, for one member at a time where they go; a user's own PUT names groups too (Z:1485).
    add: &[Form::Paths, Form::Record],
    remove: &[Form::Paths, Form::Record],
    // Z:389: "exceeds the 100,000 character limit".
    longest: 100_000,
    page_size: 100,
    no_groups: meanings::SCOPE,
};

/// How the fields of the extension begin that "Get a user" documents: not shown, they are empty.
const SHOWN: [&str; 7] = [
    "zoom",
    "visitorManagement",
    "clinicalNotes",
    "cxInsights",
    "personalLinkName",
    "pronouns",
    "transferee",
];

/// How those begin that it leaves out: `zoomRevenueAcceleratorRole` and `Region` too.
const UNSHOWN: [&str; 4] = [
    "zoomPhone",
    "zoomContactCenter",
    "zoomRevenueAcceleratorR",
    "zoomRevenueAcceleratorSegment",
];

/// A Zoom account.
#[derive(Debug)]
pub struct Zoom {
    tenant: Tenant,
    plan: Option<Plan>,
    trust: Trust,
    groups: ScimGroups,
}

impl Zoom {
    /// The room of one account.
    #[must_use]
    pub const fn new(tenant: Tenant, plan: Option<Plan>) -> Self {
        Self {
            tenant,
            plan,
            trust: Trust::new(),
            groups: ScimGroups::new(&GROUPS),
        }
    }
}

/// Where a user names who gets his data.
fn transferee_path() -> String {
    format!("{EXTENSION}:transferee")
}

/// PATCH: for `active` alone, one operation without a path, `Operations` in this case (Z:2130; FACTS §0).
fn switch<'a>(id: &UserId, active: bool) -> Exchange<'a, ()> {
    let change = vec![(resource::ACTIVE.to_owned(), Value::Bool(active))];
    let body = patch::without_path(&DIALECT, change);
    let request = users::write(&DIALECT, Method::Patch, id, body);
    Exchange::new(request, accepted)
}

impl Directory for Zoom {
    fn facts(&self) -> &'static Facts {
        &DIALECT.facts
    }

    fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Z:7.
    fn accept(&self) -> &'static str {
        "application/scim+json, application/json;q=0.9"
    }

    /// Zoom, "Rate limits", by label and plan: a listing is MEDIUM, and so is a write to a group;
    /// the rest is LIGHT. An unknown plan may be any.
    fn rate(&self, request: &ApiRequest) -> Option<f64> {
        let is_read = request.method == Method::Get;
        let is_of_groups = request.path().starts_with(GROUPS.path);
        let is_listing = [DIALECT.users, GROUPS.path].contains(&request.path());
        let is_light = if is_read { !is_listing } else { !is_of_groups };
        Some(match (self.plan, is_light) {
            (Some(Plan::Free), true) => 4.0,
            (Some(Plan::Free), false) => 2.0,
            (Some(Plan::Pro), true) => 30.0,
            (Some(Plan::Pro), false) => 20.0,
            (None | Some(Plan::Business), true) => 80.0,
            (None | Some(Plan::Business), false) => 60.0,
        })
    }

    /// Zoom's older SCIM page speaks of one request a second.
    fn first_pace(&self) -> Pace {
        match self.plan {
            Some(_) => Pace::documented(),
            None => Pace::starting_at(1.0),
        }
    }

    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str> {
        answer.header("x-zm-trackingid")
    }

    fn vendor_error(&self, answer: &Answer) -> VendorError {
        error::said(answer)
    }

    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
        error::classify(&DIALECT, request, answer)
    }

    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        users::list(&DIALECT, question, DIALECT.facts.page_size, false)
    }

    /// FACTS §2: `userName eq` and `externalId eq`, the latter by Zoom's own id.
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

    fn read_filter(&self, text: &str) -> Result<Filter, Error> {
        let mut filter = Filter::read("query.filter", text)?;
        filter.rename("externalId", "id");
        Ok(filter)
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Account> {
        users::get(&DIALECT, id)
    }

    /// Z, "Create a user": the mail address is the userName; there is no `emails`.
    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>> {
        let mut changes = users::new_user(&DIALECT, draft);
        changes.retain(|(path, _)| path != resource::path_of(Attribute::Email));
        users::create(&DIALECT, changes)
    }

    /// Z, "Update a user": a PUT that leaves alone what isn't in it (FACTS §2); then the switch, by PATCH. A user who
    /// is off takes no changes ("User is inactive or locked"), so who is switched on is switched on first.
    fn update(&self, id: &UserId, draft: &Draft, before: &Account) -> Exchange<'_, ()> {
        let mut rest = draft.clone();
        let active = rest.active.take();
        // PUT has no userName: it follows the mail address.
        rest.attributes
            .retain(|(attribute, _)| *attribute != Attribute::UserName);
        let mut changes = resource::changes(&rest, &DIALECT, before.user.raw.as_ref());
        for (_, value) in &mut changes {
            // Nothing in Zoom's documents takes null.
            if value.is_null() {
                *value = Value::from("");
            }
        }
        if let Some(transferee) = &draft.transfer_to {
            changes.push((transferee_path(), Value::from(transferee)));
        }
        if changes.is_empty() {
            return switch(id, active.unwrap_or(true));
        }
        let body = resource::resource(changes, DIALECT.schema);
        let put = Exchange::new(users::write(&DIALECT, Method::Put, id, body), accepted);
        let id = id.clone();
        match active {
            None => put,
            Some(true) => Exchange::leading(switch(&id, true).request, move |answer| {
                accepted(answer)?;
                Ok(Step::Ask(put))
            }),
            Some(false) => Exchange::leading(put.request, move |answer| {
                accepted(answer)?;
                Ok(Step::Ask(switch(&id, false)))
            }),
        }
    }

    fn transfers_to(&self, raw: &Value) -> Option<String> {
        path::get(raw, &transferee_path()).and_then(resource::text)
    }

    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        users::remove(&DIALECT, id)
    }

    fn groups(&self) -> Result<&dyn Groups, Error> {
        Ok(&self.groups)
    }

    /// What is no attribute of the standard is one of Zoom's extension: a licence field, or a custom attribute by
    /// its name.
    fn admit_extra(&self, path: &str, extra: Map) -> Result<Map, Error> {
        let mut admitted = Map::new();
        for (key, value) in users::admit_extra(path, extra, EXTENSION)? {
            let head = key.split(['.', '[']).next().unwrap_or_default();
            let is_plain = head.len() == key.len() && value.as_str().is_some();
            if !is_plain && head.eq_ignore_ascii_case(resource::path_of(Attribute::Email)) {
                return Err(Error::invalid_input(
                    &format!("{path}.extra.{key}"),
                    "is the address that the user signs in with: give it as `email`",
                ));
            }
            let key = if resource::is_known(&key) {
                key
            } else {
                Text::from(format!("{EXTENSION}:{key}"))
            };
            admitted.insert(key, value);
        }
        Ok(admitted)
    }

    fn unfold(&self, extra: &Map, record: Option<&Value>) -> Map {
        scim::path::unfolded(extra, record, EXTENSION)
    }

    fn extra<'r>(&self, raw: &'r Value, key: &str) -> Option<&'r Value> {
        let is_shown = key
            .strip_prefix(EXTENSION)
            .and_then(|rest| rest.strip_prefix(':'))
            .is_some_and(|name| {
                let begins = |start: &&str| name.starts_with(*start);
                SHOWN.iter().any(begins) && !UNSHOWN.iter().any(begins)
            });
        match users::extra(&DIALECT, raw, key) {
            None if is_shown => Some(&Value::Null),
            found => found,
        }
    }

    fn attribute_of(&self, key: &str) -> Option<Attribute> {
        resource::attribute_at(key)
    }

    fn role_key(&self) -> &'static str {
        resource::ROLES
    }
}
