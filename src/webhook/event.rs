//! What a caller gets of a delivery: lifecycle events, in one shape for every source.

use super::source::Source;
use crate::attribute::Attribute;
use crate::model::{Person, Who};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventType {
    /// Somebody was hired, or hired again.
    Joiner,
    /// Something about somebody changed.
    Mover,
    /// Somebody leaves.
    Leaver,
    /// What was to happen will not: a termination or a rehire was called off.
    Cancelled,
    /// The vendor tries the address.
    Ping,
    /// Something else.
    Other,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LifecycleEvent {
    /// The same each time the event is delivered.
    pub id: String,
    /// Where it is from.
    pub source: Source,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When it takes effect: RFC 3339, or a plain date where the vendor names no zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_at: Option<String>,
    /// The person as the delivery shows him, fit for `provision`.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "person")]
    pub person: Option<Person>,
    /// How to find his account, fit for `deactivate`.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "who")]
    pub who: Option<Who>,
    /// The id that the sender has for him: what to ask it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Whether the HR system must be asked before anything is done.
    pub thin: bool,
    /// What was delivered; integers beyond ±2^53 as decimal strings, nothing else changed.
    pub raw: Value,
}

// serde hands over a reference to the field.
#[allow(clippy::ref_option)]
fn person<S: Serializer>(person: &Option<Person>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (person, attribute) in person
        .iter()
        .flat_map(|person| Attribute::ALL.map(|attribute| (person, attribute)))
    {
        if let Some(text) = attribute.of_person(person) {
            map.serialize_entry(attribute.name(), text)?;
        }
    }
    map.end()
}

#[allow(clippy::ref_option)]
fn who<S: Serializer>(who: &Option<Who>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    match who {
        Some(Who::Id(id)) => map.serialize_entry("id", id)?,
        Some(Who::UserName(name)) => map.serialize_entry("userName", name)?,
        Some(Who::Email(email)) => map.serialize_entry("email", email)?,
        Some(Who::ExternalId(id)) => map.serialize_entry("externalId", id)?,
        Some(Who::Text(_)) | None => {}
    }
    map.end()
}
