//! The fields of a user and who may write them: the guide's data model, line for line.

use serde_json::{Map, Value};

/// What a create must have.
pub(crate) const REQUIRED: [&str; 5] = ["username", "email", "firstName", "lastName", "profileId"];

/// What only the tenant writes.
const READ_ONLY: [&str; 4] = ["id", "tenantId", "createdDate", "updatedDate"];

/// What a client may write.
const WRITABLE: [&str; 12] = [
    "username",
    "email",
    "firstName",
    "lastName",
    "status",
    "profileId",
    "userType",
    "phoneNumber",
    "title",
    "department",
    "locale",
    "timezone",
];

/// The longest value of a field, in characters.
const LONGEST: usize = 255;

/// Whether a field is one of the tenant's own custom fields.
fn custom(name: &str) -> bool {
    name.ends_with("__c")
}

/// Checks names and types of what was sent, and takes out what is read-only and unchanged.
/// `stored` is the record that an update is for. Gives what to write, or what is wrong.
pub(crate) fn check(
    sent: &Map<String, Value>,
    stored: Option<&Map<String, Value>>,
) -> Result<Map<String, Value>, String> {
    let mut accepted = Map::new();
    for (name, value) in sent {
        if READ_ONLY.contains(&name.as_str()) {
            // "Full or partial update accepted": a full one brings these along as they were read.
            if stored.and_then(|record| record.get(name)) != Some(value) {
                return Err(format!("Field '{name}' is read-only."));
            }
            continue;
        }
        if custom(name) || unchanged_extra(name, value, stored) {
            accepted.insert(name.clone(), value.clone());
            continue;
        }
        if !WRITABLE.contains(&name.as_str()) {
            return Err(format!("Unknown field '{name}'."));
        }
        check_value(name, value)?;
        accepted.insert(name.clone(), value.clone());
    }
    Ok(accepted)
}

/// A full update brings the vendor's undocumented fields back as they were read.
fn unchanged_extra(name: &str, value: &Value, stored: Option<&Map<String, Value>>) -> bool {
    !WRITABLE.contains(&name) && stored.and_then(|record| record.get(name)) == Some(value)
}

fn check_value(name: &str, value: &Value) -> Result<(), String> {
    let needed = REQUIRED.contains(&name) || name == "status";
    let text = match value {
        Value::String(text) => text,
        Value::Null if !needed => return Ok(()),
        _ => return Err(format!("Field '{name}' must be a string.")),
    };
    if needed && text.trim().is_empty() {
        return Err(format!("Field '{name}' must not be empty."));
    }
    if text.chars().count() > LONGEST {
        return Err(format!(
            "Field '{name}' is longer than {LONGEST} characters."
        ));
    }
    match name {
        "email" if !text.contains('@') => Err("Field 'email' is not an e-mail address.".to_owned()),
        "status" if !["Active", "Inactive"].contains(&text.as_str()) => {
            Err("Field 'status' must be Active or Inactive.".to_owned())
        }
        _ => Ok(()),
    }
}
