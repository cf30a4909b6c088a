//! `/v1/users`: list, read, create, change, delete, and send a link for a new password.
//!
//! Each function is one endpoint of the guide; what it refuses is refused in the tenant's shape.

use serde_json::{Map, Value};

use super::errors::Category;
use super::profiles::{self, API_PROFILE};
use super::{Zuora, fields};
use crate::config::RecordShape;
use crate::fold::lower;
use crate::http::{Response, Target};
use crate::json::{object, text};
use crate::tenant::{Answer, Call};

/// Where `nextPage` points whatever the tenant's own host is (guide, List Users).
const NEXT_PAGE: &str = "https://rest.zuora.com/v1/users?page=";
const DEFAULT_PAGE_SIZE: usize = 20;
/// A larger size is taken for this one.
const MAX_PAGE_SIZE: usize = 40;

const LIST_ROW: [&str; 3] = ["id", "username", "status"];
const GUIDE_RECORD: [&str; 6] = [
    "id",
    "username",
    "firstName",
    "lastName",
    "status",
    "profileId",
];

const ONEID_CREATE: &str = "Zuora OneID is enabled for this tenant: only API user accounts can be created \
    in Billing, with a platform role configured for API users (API write access, no UI access). \
    Create other users in Zuora OneID.";
const ONEID_CHANGE: &str =
    "This account was migrated to Zuora OneID and must be managed in Zuora OneID.";

/// List Users.
pub(crate) fn list(tenant: &mut Zuora, target: &Target) -> Answer {
    let page = whole_number(target.parameter("page"), 1);
    let size = whole_number(target.parameter("pageSize"), DEFAULT_PAGE_SIZE);
    let (Some(page), Some(size)) = (page, size) else {
        let message = "page and pageSize must be whole numbers from 1.";
        return Answer::read(tenant.errors.fail(400, Category::Input, message));
    };
    let size = size.min(MAX_PAGE_SIZE);
    let mut rest = tenant
        .accounts
        .visible()
        .skip((page - 1).saturating_mul(size));
    let rows: Vec<Value> = rest
        .by_ref()
        .take(size)
        .map(|account| {
            if tenant.sparse {
                only(&account.record, &LIST_ROW)
            } else {
                Value::Object(account.record.clone())
            }
        })
        .collect();
    let mut body = object! { "users": rows };
    if rest.next().is_some()
        && let Some(body) = body.as_object_mut()
    {
        let next = page.saturating_add(1);
        body.insert(
            "nextPage".to_owned(),
            Value::from(format!("{NEXT_PAGE}{next}")),
        );
    }
    Answer::read(Response::json(200, &body))
}

/// Get User by ID.
pub(crate) fn get(tenant: &mut Zuora, id: &str) -> Answer {
    let response = match tenant.accounts.get(id) {
        None => tenant.errors.no_user(id),
        Some(account) => {
            let body = match tenant.record {
                RecordShape::Full => Value::Object(account.record.clone()),
                RecordShape::Guide => only(&account.record, &GUIDE_RECORD),
            };
            Response::json(200, &body)
        }
    };
    Answer::read(response)
}

/// Create User.
pub(crate) fn create(tenant: &mut Zuora, call: Call<'_>) -> Answer {
    let fields = match tenant.json_body(call.request) {
        Ok(sent) => sent,
        Err(refusal) => return Answer::read(refusal),
    };
    let fields = match fields::check(&fields, None) {
        Ok(fields) => fields,
        Err(message) => return tenant.refuse(Category::Input, &message),
    };
    let missing: Vec<&str> = fields::REQUIRED
        .into_iter()
        .filter(|name| !fields.contains_key(*name))
        .collect();
    if !missing.is_empty() {
        let message = format!("Missing required fields: {}.", missing.join(", "));
        return tenant.refuse(Category::Input, &message);
    }
    if let Some(refusal) = refuse_profile(tenant, &fields) {
        return refusal;
    }
    if tenant.migrated && text(&fields, "profileId") != API_PROFILE {
        return tenant.refuse(Category::Rule, ONEID_CREATE);
    }
    if let Some(refusal) = refuse_taken(tenant, &fields, None) {
        return refusal;
    }
    let kept = tenant.kept(fields);
    let record = tenant
        .census
        .record(&mut tenant.accounts, kept, call.now_ms);
    let body = only(&record, &LIST_ROW);
    tenant.accounts.insert(record);
    Answer::wrote(Response::json(200, &body))
}

/// Update User: full or partial, and the answer has the id and what was sent.
pub(crate) fn update(tenant: &mut Zuora, call: Call<'_>, id: &str) -> Answer {
    let sent = match tenant.json_body(call.request) {
        Ok(sent) => sent,
        Err(refusal) => return Answer::read(refusal),
    };
    let Some(account) = tenant.accounts.get(id) else {
        return Answer::read(tenant.errors.no_user(id));
    };
    let local = text(&account.record, "profileId") == API_PROFILE;
    let fields = match fields::check(&sent, Some(&account.record)) {
        Ok(fields) => fields,
        Err(message) => return tenant.refuse(Category::Input, &message),
    };
    if tenant.migrated && !local {
        return tenant.refuse(Category::Rule, ONEID_CHANGE);
    }
    if let Some(refusal) = refuse_profile(tenant, &fields) {
        return refusal;
    }
    let leaves_api = fields
        .get("profileId")
        .is_some_and(|profile| profile != API_PROFILE);
    if tenant.migrated && leaves_api {
        return tenant.refuse(Category::Rule, ONEID_CREATE);
    }
    if let Some(refusal) = refuse_taken(tenant, &fields, Some(id)) {
        return refusal;
    }
    let mut body = fields.clone();
    body.insert("id".to_owned(), Value::from(id));
    let response = Response::json(200, &Value::Object(body));
    let mut kept = tenant.kept(fields);
    if kept.is_empty() {
        return Answer::read(response);
    }
    kept.insert(
        "updatedDate".to_owned(),
        Value::from(tenant.census.date(call.now_ms)),
    );
    tenant.accounts.set(id, kept, false);
    Answer::wrote(response)
}

/// Delete User: for good.
pub(crate) fn delete(tenant: &mut Zuora, id: &str) -> Answer {
    if let Some(refusal) = refuse_stranger(tenant, id) {
        return refusal;
    }
    tenant.accounts.remove(id);
    Answer::wrote(Response::json(200, &object! { "success": true }))
}

/// Send Password Reset Email.
pub(crate) fn password(tenant: &mut Zuora, call: Call<'_>, id: &str) -> Answer {
    let sent = match tenant.json_body(call.request) {
        Ok(sent) => sent,
        Err(refusal) => return Answer::read(refusal),
    };
    if let Some(refusal) = refuse_stranger(tenant, id) {
        return refusal;
    }
    if sent.len() != 1 || sent.get("sendResetEmail") != Some(&Value::Bool(true)) {
        let message = "A password can only be reset by e-mail: send {\"sendResetEmail\": true}.";
        return tenant.refuse(Category::Input, message);
    }
    tenant.resets.push(id.to_owned());
    Answer::wrote(Response::json(200, &object! { "success": true }))
}

/// Nobody with that id, or an account that is no longer managed here.
fn refuse_stranger(tenant: &mut Zuora, id: &str) -> Option<Answer> {
    let Some(account) = tenant.accounts.get(id) else {
        return Some(Answer::read(tenant.errors.no_user(id)));
    };
    let local = text(&account.record, "profileId") == API_PROFILE;
    (tenant.migrated && !local).then(|| tenant.refuse(Category::Rule, ONEID_CHANGE))
}

fn refuse_profile(tenant: &mut Zuora, fields: &Map<String, Value>) -> Option<Answer> {
    let profile = fields.get("profileId")?.as_str().unwrap_or_default();
    if profiles::exists(profile, tenant.migrated) {
        return None;
    }
    let message = format!("Invalid profileId: '{profile}' is no existing profile.");
    Some(tenant.refuse(Category::Input, &message))
}

fn refuse_taken(
    tenant: &mut Zuora,
    fields: &Map<String, Value>,
    own: Option<&str>,
) -> Option<Answer> {
    let current = own.and_then(|id| tenant.accounts.get(id));
    if let Some(username) = fields.get("username").and_then(Value::as_str) {
        let folded = lower(username);
        let already_own =
            current.is_some_and(|account| lower(text(&account.record, "username")) == folded);
        let elsewhere = tenant.taken.contains(&folded);
        let held = !tenant.duplicate_names && tenant.accounts.holds_name(username);
        if !already_own && (elsewhere || held) {
            let message = format!("The user name '{username}' already exists. It must be unique.");
            return Some(tenant.refuse(Category::Rule, &message));
        }
    }
    if tenant.unique_email
        && let Some(email) = fields.get("email").and_then(Value::as_str)
        && holds_email(tenant, email, own)
    {
        let message = format!("The email '{email}' is already used by another user.");
        return Some(tenant.refuse(Category::Rule, &message));
    }
    None
}

/// Whether anybody but `own` has an e-mail address, its letters in any case.
fn holds_email(tenant: &Zuora, email: &str, own: Option<&str>) -> bool {
    let email = lower(email);
    tenant
        .accounts
        .iter()
        .any(|account| Some(account.id()) != own && lower(text(&account.record, "email")) == email)
}

fn only(record: &Map<String, Value>, names: &[&str]) -> Value {
    let fields = names.iter().filter_map(|name| {
        let value = record.get(*name)?;
        Some(((*name).to_owned(), value.clone()))
    });
    Value::Object(fields.collect())
}

fn whole_number(given: Option<String>, default: usize) -> Option<usize> {
    match given {
        None => Some(default),
        Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok().filter(|number| *number >= 1)
        }
        Some(_) => None,
    }
}
