//! Zuora over REST, as "Zuora User Management API Guide" describes it: endpoints, fields and roles.
//! Knows nothing of retries, clocks or what a verb wants.

pub(super) mod error;
mod user;

use crate::attribute::{Attribute, Attributes};
use crate::connection::{self, Tenant};
use crate::error::{Error, ErrorCode, Mistaken, VendorError};
use crate::http::exchange::{Exchange, Refusal, Step};
use crate::http::message::{Answer, ApiRequest, Method, Repeat, Subject, mistaken, unexpected};
use crate::http::pace::Pace;
use crate::lifecycle::result::Warning;
use crate::model::{Account, Role, UserId};
use crate::provider::{Directory, Draft, Facts, Page, Position, Question, accepted};
use seatwarden_json::{Map, Value, json};

const FACTS: Facts = Facts {
    provider: "zuora",
    vendor: "Zuora",
    attributes: Attributes::of(&user::ATTRIBUTES),
    // Guide, "User object": required on create.
    required: &[
        Attribute::UserName,
        Attribute::Email,
        Attribute::GivenName,
        Attribute::FamilyName,
    ],
    mail_is_name: false,
    role_required: true,
    lacks: &[("transferTo", "zoom"), ("groups", "zuora-oneid")],
    groups: false,
    filters: &["active", "userName", "email", "role", "department"],
    // Guide, "List Users": "pageSize max is 40".
    counts_users: false,
    page_size: 40,
    // FACTS §1: 40 at once by default.
    concurrency: 40,
    client_hint: "Check clientId and clientSecret, and that they are of this tenant and data center.",
};

/// Pages of roles that are read before it is a loop. A tenant has a handful of profiles.
const MAX_ROLE_PAGES: u32 = 50;

/// A Zuora tenant.
#[derive(Debug)]
pub struct Zuora {
    tenant: Tenant,
    headers: Vec<(&'static str, String)>,
}

impl Zuora {
    /// The room of one tenant.
    #[must_use]
    pub fn new(tenant: Tenant, zuora: &connection::Zuora) -> Self {
        let mut headers = Vec::new();
        for (name, ids) in [
            ("zuora-entity-ids", &zuora.entity_ids),
            ("zuora-org-ids", &zuora.org_ids),
        ] {
            if !ids.is_empty() {
                headers.push((name, ids.join(",")));
            }
        }
        Self { tenant, headers }
    }

    /// A page of profiles, and those after it.
    fn roles_from(&self, page: u32, mut found: Vec<Role>) -> Exchange<'_, Vec<Role>> {
        let target = match page {
            1 => String::from("/v1/user-profiles"),
            page => format!("/v1/user-profiles?page={page}"),
        };
        Exchange::leading(
            ApiRequest::get(target, Subject::Collection),
            move |answer| {
                let mut body = answer.into_json()?;
                let more = user::has_next_page(&body);
                let rows = match body.get_mut("profiles").map(Value::take) {
                    Some(Value::Array(rows)) => rows,
                    _ => return Err(unexpected("no list of profiles")),
                };
                let (before, is_empty) = (found.len(), rows.is_empty());
                for row in rows {
                    let role = role(row)?;
                    if !found.iter().any(|known| known.id == role.id) {
                        found.push(role);
                    }
                }
                // A page that only repeats what came is the last: not everybody heeds `page`.
                if !more || (found.len() == before && !is_empty) {
                    return Ok(Step::Done(found));
                }
                if page == MAX_ROLE_PAGES {
                    return Err(Error::new(
                        ErrorCode::IncompleteListing,
                        "the list of profiles doesn't end",
                    ));
                }
                Ok(Step::Ask(self.roles_from(page + 1, found)))
            },
        )
    }
}

fn role(raw: Value) -> Result<Role, Error> {
    let text = |key| raw.get(key).and_then(user::text);
    match (text("id"), text("name")) {
        (Some(id), Some(name)) => Ok(Role { id, name, raw }),
        _ => Err(unexpected("a profile without id or name")),
    }
}

impl Directory for Zuora {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// FACTS §1: 40 at once is documented.
    fn first_pace(&self) -> Pace {
        Pace::documented()
    }

    /// FACTS §1: POST and PATCH only.
    fn takes_idempotency_key(&self, request: &ApiRequest) -> bool {
        matches!(request.method, Method::Post | Method::Patch)
    }

    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str> {
        answer.header("zuora-request-id")
    }

    fn vendor_error(&self, answer: &Answer) -> VendorError {
        error::vendor_error(answer)
    }

    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
        error::classify(request, answer)
    }

    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        let page = match question.position {
            Some(Position::Page(page)) => *page,
            _ => 1,
        };
        let size = question.size.clamp(1, FACTS.page_size);
        let target = format!("/v1/users?pageSize={size}&page={page}");
        let keep_raw = question.keep_raw;
        Exchange::new(
            ApiRequest::get(target, Subject::Collection),
            move |answer| user::page(answer, page, keep_raw),
        )
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Account> {
        let target = format!("/v1/users/{}", id.segment());
        let wanted = id.clone();
        Exchange::new(ApiRequest::get(target, Subject::Member), move |answer| {
            let account = user::account(answer.into_json()?, true)?;
            // A record of somebody else must never be taken for the one that was asked for.
            if account.user.id != wanted.as_str() {
                return Err(mistaken(Mistaken::AnotherUser));
            }
            Ok(account)
        })
    }

    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>> {
        let request = ApiRequest::write(
            Method::Post,
            String::from("/v1/users"),
            user::body(draft),
            Repeat::OnlyIfRefused,
            Subject::Collection,
        );
        Exchange::new(request, |answer| {
            Ok(answer.into_json()?.get("id").and_then(user::text))
        })
    }

    /// Guide, "Update User": PUT, full or partial.
    fn update(&self, id: &UserId, draft: &Draft, _before: &Account) -> Exchange<'_, ()> {
        let request = ApiRequest::write(
            Method::Put,
            format!("/v1/users/{}", id.segment()),
            user::body(draft),
            Repeat::Safe,
            Subject::Member,
        );
        let active = draft.active;
        // Guide, "Deactivate User": "Verify the response reflects status=Inactive".
        Exchange::new(request, move |answer| {
            let shown = answer.json().and_then(user::shows_active);
            match (active, shown) {
                (Some(wanted), Some(shown)) if wanted != shown => Err(mistaken(Mistaken::Contrary)),
                _ => accepted(answer),
            }
        })
    }

    /// Guide, "Delete User": irreversible; 200 with a body (FACTS §4 G:177), where others answer 204.
    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        let mut request = ApiRequest::get(format!("/v1/users/{}", id.segment()), Subject::Member);
        request.method = Method::Delete;
        Exchange::new(request, accepted)
    }

    /// Guide, "Send Password Reset Email".
    fn reset_password(&self, id: &UserId) -> Result<Exchange<'_, ()>, Error> {
        let request = ApiRequest::write(
            Method::Post,
            format!("/v1/users/{}/password", id.segment()),
            json!({ "sendResetEmail": true }),
            Repeat::OnlyIfRefused,
            Subject::Member,
        );
        Ok(Exchange::new(request, accepted))
    }

    fn roles(&self) -> Result<Exchange<'_, Vec<Role>>, Error> {
        Ok(self.roles_from(1, Vec::new()))
    }

    fn admit_extra(&self, path: &str, extra: Map) -> Result<Map, Error> {
        for (key, verb) in [
            ("id", "an id is given by Zuora and never changes"),
            ("status", "provision switches on, deactivate switches off"),
        ] {
            if extra.contains_key(key) {
                return Err(Error::invalid_input(&format!("{path}.extra.{key}"), verb));
            }
        }
        Ok(extra)
    }

    /// The guide's "Get User by ID" shows six of the sixteen fields: what isn't there is unknown.
    fn extra<'r>(&self, raw: &'r Value, key: &str) -> Option<&'r Value> {
        raw.get(key)
    }

    fn attribute_of(&self, key: &str) -> Option<Attribute> {
        user::attribute(key)
    }

    fn role_key(&self) -> &'static str {
        user::PROFILE_ID
    }

    /// Guide, "Why building this yourself is a trap": OAuth clients of a deactivated user stay valid.
    fn leaver_warnings(&self) -> Vec<Warning> {
        vec![Warning::new(
            "oauth_clients_survive",
            "Zuora leaves the OAuth clients of a deactivated user valid. Look under Settings > Security > Manage OAuth Clients, and delete those that this user owned.",
        )]
    }
}
