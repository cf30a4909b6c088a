//! Whether an account is as a write was to make it: value by value, as far as its record shows.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::lifecycle::wanted::Reason;
use crate::model::Account;
use crate::provider::{Directory, Draft};
use seatwarden_json::Value;

/// Whether an account needs no change. For `provision` the spelling of a userName isn't one: it was matched without case.
pub(crate) fn is_same(attribute: Attribute, has: &str, wanted: &str, reason: Reason) -> bool {
    match attribute {
        Attribute::UserName if reason == Reason::Provision => folds(has, wanted),
        attribute => attribute.same(has, wanted),
    }
}

/// Whether the names that are wanted are those of the record in its other reading, where it has two.
pub(crate) fn is_read_otherwise(wanted: &[(Attribute, String)], account: &Account) -> bool {
    let user = &account.user;
    let is_held = |(attribute, text): &(Attribute, String)| match attribute {
        Attribute::GivenName => user.family_name.as_ref() == Some(text),
        Attribute::FamilyName => user.given_name.as_ref() == Some(text),
        _ => true,
    };
    account.names_may_be_swapped && wanted.iter().all(is_held)
}

/// Whether a vendor attribute is as wanted: null and absent are equal (RFC 7643 §2.5), a number is equal to the text
/// that writes it, and a vendor may have added to what it was given.
pub(crate) fn same_value(has: Option<&Value>, wanted: &Value) -> bool {
    match (has.unwrap_or(&Value::Null), wanted) {
        (Value::Number(number), Value::String(text))
        | (Value::String(text), Value::Number(number)) => number == text,
        (Value::Null, Value::Array(items)) => items.is_empty(),
        (Value::Array(items), Value::Null) => items.is_empty(),
        (Value::Object(has), Value::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| same_value(has.get(key), wanted)),
        (Value::Array(has), Value::Array(wanted)) => {
            has.len() == wanted.len()
                && wanted
                    .iter()
                    .all(|wanted| has.iter().any(|has| same_value(Some(has), wanted)))
        }
        // One item, as an object.
        (has @ Value::Object(_), Value::Array(wanted)) => {
            matches!(wanted.as_slice(), [wanted] if same_value(Some(has), wanted))
        }
        (has, wanted) => has == wanted,
    }
}

/// What an account read back after a write doesn't have, although it was sent and can be seen.
pub(crate) fn unapplied(
    draft: &Draft,
    account: &Account,
    directory: &dyn Directory,
) -> Vec<String> {
    let mut fields = Vec::new();
    let same_names = is_read_otherwise(&draft.attributes, account);
    for (attribute, text) in &draft.attributes {
        if same_names && attribute.is_name() {
            continue;
        }
        let has = attribute.of_user(&account.user).unwrap_or_default();
        if account.shown.contains(*attribute) && !is_same(*attribute, has, text, Reason::Provision)
        {
            fields.push(attribute.name().to_owned());
        }
    }
    if let Some(active) = draft.active
        && account.user.active != active
    {
        fields.push(String::from("active"));
    }
    if let Some(id) = &draft.role_id
        && account.shows_role
        && account.user.role_id.as_ref() != Some(id)
        && account.user.role.as_ref() != Some(id)
    {
        fields.push(String::from("role"));
    }
    let held = account.user.groups.as_deref().unwrap_or_default();
    let is_in = |name: &String| held.iter().any(|held| folds(held, name));
    if !draft.groups.iter().flatten().all(is_in) || draft.leaves.iter().any(is_in) {
        fields.push(String::from("groups"));
    }
    let raw = account.user.raw.as_ref();
    if let (Some(name), Some(raw)) = (&draft.transfer_to, raw)
        && directory
            .transfers_to(raw)
            .is_some_and(|has| !folds(&has, name))
    {
        fields.push(String::from("transferTo"));
    }
    for (key, value) in &draft.extra {
        let has = raw.and_then(|raw| directory.extra(raw, key));
        if has.is_some() && !same_value(has, value) {
            fields.push(format!("extra.{key}"));
        }
    }
    fields
}

/// What was sent and can't be seen in the account that was read back.
pub(crate) fn unseen(draft: &Draft, account: &Account, directory: &dyn Directory) -> Vec<String> {
    let mut fields: Vec<_> = draft
        .attributes
        .iter()
        .filter(|(attribute, _)| !account.shown.contains(*attribute))
        .map(|(attribute, _)| attribute.name().to_owned())
        .collect();
    if draft.role_id.is_some() && !account.shows_role {
        fields.push(String::from("role"));
    }
    let raw = account.user.raw.as_ref();
    for key in draft.extra.keys() {
        if raw.and_then(|raw| directory.extra(raw, key)).is_none() {
            fields.push(format!("extra.{key}"));
        }
    }
    fields
}
