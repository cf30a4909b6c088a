//! A user as OneID writes one, in our flat shape, and a person as OneID wants one. Each oddity of its documents is one
//! function here. Knows no request.

use super::DIALECT;
use crate::attribute::Attribute;
use crate::error::Error;
use crate::http::message::unexpected;
use crate::model::Account;
use crate::provider::Draft;
use crate::scim::dialect::Dialect;
use crate::scim::path::{self, field, get};
use crate::scim::{USER, resource};
use seatwarden_json::{Map, Value, json};

/// What OneID adds to a user: the organization, the status, the region, whether there is single sign-on.
pub(super) const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
/// Where the status is.
pub(super) const STATUS: &str = "urn:zuora:scim:schemas:1.0:UserExtension:status";
/// Where the organization is.
const ORGANIZATION: &str = "urn:zuora:scim:schemas:1.0:UserExtension:organizationId";
const FORMATTED: &str = "name.formatted";
/// With one of these a user can log in, or soon will (DESIGN section 6).
const ON: [&str; 2] = ["ACTIVE", "PENDING_ACTIVATION"];

/// A text with something in it: `" "` is how OneID writes nothing (FACTS §1).
fn filled(record: &Value, path: &str) -> Option<String> {
    let text = get(record, path).and_then(resource::text)?;
    (!text.trim().is_empty()).then_some(text)
}

/// Reads a user. `full`: what isn't there is empty.
///
/// # Errors
/// `invalid_response` if it has no id or no userName.
pub(super) fn account(
    raw: Value,
    dialect: &Dialect,
    full: bool,
    keep_raw: bool,
) -> Result<Account, Error> {
    let status = filled(&raw, STATUS);
    let is_swapped = has_names_swapped(&raw);
    let mut account = resource::account(raw, dialect, full, keep_raw)?;
    // Or the last name goes first in `formatted`, as in Japan and Hungary: nobody can tell.
    account.names_may_be_swapped = is_swapped;
    let user = &mut account.user;
    if is_swapped {
        std::mem::swap(&mut user.given_name, &mut user.family_name);
    }
    for attribute in Attribute::ALL {
        let is_blank = attribute
            .of_user(user)
            .is_some_and(|text| text.trim().is_empty());
        if is_blank {
            attribute.set_user(user, None);
        }
    }
    // B:262: OneID makes one up of the userName, whatever it was given. Of a row it is taken as it stands: nobody
    // there has another one.
    if user.external_id.as_deref() == Some(&user.user_name) {
        account.made_up.insert(Attribute::ExternalId);
        if full {
            account.shown.remove(Attribute::ExternalId);
        }
    }
    user.active &= status
        .as_deref()
        .is_none_or(|status| ON.iter().any(|on| on.eq_ignore_ascii_case(status)));
    // A DELETE that switched somebody off still shows `active: true` (FACTS §6): without the status, who is active
    // isn't known to be.
    account.shows_active = status.is_some() || !user.active || full && account.shows_active;
    user.status = status;
    Ok(account)
}

/// B:281-283, B:381-383, and single users too: first and last name stand in each other's place. `formatted`, or the
/// name that is displayed, has them in order and gives it away.
pub(super) fn has_names_swapped(record: &Value) -> bool {
    let trimmed = |path: &str| filled(record, path).map(|name| name.trim().to_owned());
    let whole = trimmed(FORMATTED).or_else(|| trimmed("displayName"));
    let (Some(given), Some(family), Some(whole)) =
        (trimmed("name.givenName"), trimmed("name.familyName"), whole)
    else {
        return false;
    };
    whole == format!("{family} {given}") && whole != format!("{given} {family}")
}

/// A record as it can be written back: the names in their places, nothing that is OneID's own.
pub(super) fn writable(record: Value) -> Map {
    let is_swapped = has_names_swapped(&record);
    let names = ["name.givenName", "name.familyName"].map(|path| get(&record, path).cloned());
    let Value::Object(mut record) = record else {
        return Map::new();
    };
    if let ([Some(given), Some(family)], true) = (names, is_swapped) {
        path::set(&mut record, "name.givenName", family);
        path::set(&mut record, "name.familyName", given);
    }
    // B:270: its location is on another machine.
    record.retain(|key, _| !key.eq_ignore_ascii_case("meta"));
    record
}

/// Switches a record on: a status that says otherwise goes along.
pub(super) fn switch_on(record: &mut Map) {
    path::set(record, resource::ACTIVE, Value::Bool(true));
    let has_status = record
        .iter()
        .any(|(key, part)| key.eq_ignore_ascii_case(EXTENSION) && field(part, "status").is_some());
    if has_status {
        path::set(record, STATUS, Value::from("ACTIVE"));
    }
}

/// What is to be put where. `before` is the account as it is.
pub(super) fn changes(draft: &Draft, before: Option<&Account>) -> Vec<(String, Value)> {
    let record = before.and_then(|before| before.user.raw.as_ref());
    let mut changes = resource::changes(draft, &DIALECT, record);
    for (path, value) in &mut changes {
        match (path.as_str(), &draft.role_id) {
            // B: a role is its value alone.
            (resource::ROLES, Some(role)) if !draft.extra.contains_key(path) => {
                *value = json!([{ "value": role }]);
            }
            // B:28 writes `en-US` where Zuora's REST API writes `en_US`.
            ("locale", _) => {
                if let Some(locale) = value.as_str() {
                    *value = Value::from(locale.replace('_', "-"));
                }
            }
            ("emails", _) => value
                .as_array_mut()
                .into_iter()
                .flatten()
                .for_each(redisplay),
            _ => {}
        }
    }
    changes.extend(formatted(draft, before).map(|name| (FORMATTED.to_owned(), name)));
    changes
}

/// An address is displayed as itself (B:302): a new one isn't displayed as the old one.
fn redisplay(mail: &mut Value) {
    let value = field(mail, "value").cloned();
    if let (Some(value), Some(item)) = (value, mail.as_object_mut())
        && let Some(display) = item.get_mut("display")
    {
        *display = value;
    }
}

/// The whole name, where a part of it is written (B:81-83): first, then last. It tells later which is which.
fn formatted(draft: &Draft, before: Option<&Account>) -> Option<Value> {
    let is_given = draft
        .extra
        .keys()
        .any(|key| key.eq_ignore_ascii_case(FORMATTED));
    let part = |attribute: Attribute| {
        let new = draft.attributes.iter().find(|(is, _)| *is == attribute);
        new.map(|(_, text)| text.as_str())
            .or_else(|| attribute.of_user(&before?.user))
            .unwrap_or_default()
    };
    let is_touched = draft.attributes.iter().any(|(is, _)| is.is_name());
    if is_given || !is_touched {
        return None;
    }
    let whole = [part(Attribute::GivenName), part(Attribute::FamilyName)].join(" ");
    Some(Value::from(whole.trim()))
}

/// A user to be created, as in B's request: the extension is always there.
pub(super) fn new_user(draft: &Draft, organization: Option<&str>) -> Map {
    let mut record = Map::new();
    let mut schemas = vec![json!(EXTENSION), json!(USER)];
    for (path, value) in changes(draft, None) {
        path::set(&mut record, &path, value);
    }
    if let Some(organization) = organization
        && !draft.extra.contains_key(ORGANIZATION)
    {
        path::set(&mut record, ORGANIZATION, json!(organization));
    }
    let inner = format!("{EXTENSION}:schemas");
    path::set(&mut record, &inner, json!([EXTENSION]));
    let others = record.keys().filter(|key| path::split_urn(key).is_some());
    let others = others.filter(|urn| !urn.eq_ignore_ascii_case(EXTENSION));
    schemas.extend(others.map(|urn| json!(urn)));
    record.insert(String::from("schemas"), Value::Array(schemas));
    record
}

/// The users in an answer: one, a list of them, or a ListResponse with `resources` (B:247; FACTS §1, PUT).
pub(super) fn users_in(mut body: Value) -> Vec<Value> {
    if let Value::Array(users) = body {
        return users;
    }
    let key = body.as_object().and_then(|body| {
        let mut keys = body.iter();
        keys.find(|(key, list)| key.eq_ignore_ascii_case("resources") && list.is_array())
            .map(|(key, _)| key.clone())
    });
    match key.and_then(|key| body.get_mut(&key).map(Value::take)) {
        Some(Value::Array(users)) => users,
        _ => vec![body],
    }
}

/// The id of the user that a create made, if the answer says it: B:239-243 has null for what it doesn't.
///
/// # Errors
/// `invalid_response` for an answer that holds nobody, or somebody else.
pub(super) fn created_id(body: Value, user_name: &str) -> Result<Option<String>, Error> {
    let is_meant = |user: &Value| {
        let name = field(user, "userName").and_then(Value::as_str);
        name.is_none_or(|name| name.eq_ignore_ascii_case(user_name))
    };
    let made = users_in(body)
        .into_iter()
        .find(|user| user.is_object() && is_meant(user));
    let made = made.ok_or_else(|| unexpected("nobody who was to be created"))?;
    Ok(filled(&made, "id"))
}
