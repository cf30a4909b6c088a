//! Zuora's user records: fields by their names in the guide, pages, and what a write sends.

use crate::attribute::Attribute;
use crate::error::Error;
use crate::http::message::{Answer, unexpected};
use crate::model::{Account, User};
use crate::provider::{Draft, Page, Position};
use crate::time;
use seatwarden_json::{Map, Value};

/// Guide, "User object / data model". In the order in which a write sends them.
const FIELDS: [(Attribute, &str); 10] = [
    (Attribute::UserName, "username"),
    (Attribute::Email, "email"),
    (Attribute::GivenName, "firstName"),
    (Attribute::FamilyName, "lastName"),
    (Attribute::UserType, "userType"),
    (Attribute::Phone, "phoneNumber"),
    (Attribute::Title, "title"),
    (Attribute::Department, "department"),
    (Attribute::Locale, "locale"),
    (Attribute::Timezone, "timezone"),
];

/// The attributes that a Zuora user has.
pub(super) const ATTRIBUTES: [Attribute; 10] = [
    Attribute::UserName,
    Attribute::Email,
    Attribute::GivenName,
    Attribute::FamilyName,
    Attribute::UserType,
    Attribute::Phone,
    Attribute::Title,
    Attribute::Department,
    Attribute::Locale,
    Attribute::Timezone,
];

/// The field that holds the id of the role.
pub(super) const PROFILE_ID: &str = "profileId";
const STATUS: &str = "status";

fn field(attribute: Attribute) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(known, _)| *known == attribute)
        .map(|(_, name)| *name)
}

/// The attribute of a Zuora field.
pub(super) fn attribute(name: &str) -> Option<Attribute> {
    FIELDS
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(attribute, _)| *attribute)
}

/// A text, or a number as text: ids are texts in the guide and numbers elsewhere in Zuora.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.as_str().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Guide, "List Users": `nextPage` is absolute, may name another host and drops pageSize (FACTS §4 G:90).
/// Only its presence counts; its URL is never used.
pub(super) fn has_next_page(body: &Value) -> bool {
    match body.get("nextPage") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(url)) => !url.is_empty(),
        Some(_) => true,
    }
}

/// Reads a page of the list.
pub(super) fn page(answer: Answer, page: u32, keep_raw: bool) -> Result<Page, Error> {
    let mut body = answer.into_json()?;
    let next = has_next_page(&body).then_some(Position::Page(page + 1));
    let Some(Value::Array(rows)) = body.get_mut("users").map(Value::take) else {
        return Err(unexpected("no list of users"));
    };
    let accounts = rows
        .into_iter()
        .map(|row| account(row, keep_raw))
        .collect::<Result<_, _>>()?;
    Ok(Page {
        accounts,
        total: None,
        next,
    })
}

/// Reads a record: sparse ones too, with nothing but id, username and status.
pub(super) fn account(raw: Value, keep_raw: bool) -> Result<Account, Error> {
    let Value::Object(record) = &raw else {
        return Err(unexpected("a user that is no object"));
    };
    let mut account = Account::default();
    let filled = |key: &str| {
        record
            .get(key)
            .and_then(text)
            .filter(|text| !text.is_empty())
    };
    account.user = User {
        id: filled("id").ok_or_else(|| unexpected("a user without an id"))?,
        status: filled(STATUS),
        role_id: filled(PROFILE_ID),
        created_at: filled("createdDate").as_deref().and_then(time::normalize),
        updated_at: filled("updatedDate").as_deref().and_then(time::normalize),
        ..User::default()
    };
    for (attribute, name) in FIELDS {
        if let Some(value) = record.get(name) {
            account.shown.insert(attribute);
            attribute.set_user(
                &mut account.user,
                text(value).filter(|text| !text.is_empty()),
            );
        }
    }
    if account.user.user_name.is_empty() {
        return Err(unexpected("a user without a username"));
    }
    account.shows_role = record.contains_key(PROFILE_ID);
    if let Some(status) = &account.user.status {
        account.shows_active = true;
        account.user.active = is_active(status);
    }
    account.user.raw = keep_raw.then_some(raw);
    Ok(account)
}

/// Whether a record says that the user is active, if it says anything.
pub(super) fn shows_active(record: &Value) -> Option<bool> {
    record.get("status")?.as_str().map(is_active)
}

/// Guide: "Active or Inactive"; Zuora OneID writes `ACTIVE` (FACTS §4 G:59). Whoever isn't switched off counts as
/// active, so that a status which nobody documented never hides somebody who is inside.
fn is_active(status: &str) -> bool {
    !["inactive", "deactivated"]
        .iter()
        .any(|off| status.eq_ignore_ascii_case(off))
}

/// The body of a create or an update: what is asked for and nothing else. `extra` wins.
pub(super) fn body(draft: &Draft) -> Value {
    let mut body = Map::new();
    for (attribute, text) in &draft.attributes {
        if let Some(name) = field(*attribute) {
            body.insert(name.to_owned(), Value::from(text));
        }
    }
    if let Some(id) = &draft.role_id {
        body.insert(PROFILE_ID.to_owned(), Value::from(id));
    }
    if let Some(active) = draft.active {
        let status = if active { "Active" } else { "Inactive" };
        body.insert(STATUS.to_owned(), Value::from(status));
    }
    for (key, value) in &draft.extra {
        body.insert(key.clone(), value.clone());
    }
    Value::Object(body)
}
