//! What a caller gets of a delivery: lifecycle events, in one shape for every source.

use super::source::Source;
use super::value::{Value, object};
use crate::attribute::Attribute;
use crate::model::Who;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct LifecycleEvent<'a> {
    /// The same each time the event is delivered.
    pub id: String,
    /// Where it is from.
    pub source: Source,
    /// What happened.
    pub kind: EventType,
    /// What a cancellation calls off, a joiner or a leaver, if its name says so.
    pub cancels: Option<EventType>,
    /// When it takes effect: RFC 3339, or a plain date where the vendor names no zone.
    pub effective_at: Option<String>,
    /// The person as the delivery shows him, fit for `provision`.
    pub person: Option<Vec<(Attribute, String)>>,
    /// How to find his account, fit for `deactivate`.
    pub who: Option<Who>,
    /// The id that the sender has for him: what to ask it with.
    pub external_id: Option<String>,
    /// Whether the HR system must be asked before anything is done.
    pub thin: bool,
    /// What was delivered; integers beyond ±2^53 as decimal strings, a `verification_token` masked, nothing else changed.
    pub raw: Value<'a>,
}

impl EventType {
    /// The word that callers see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            EventType::Joiner => "joiner",
            EventType::Mover => "mover",
            EventType::Leaver => "leaver",
            EventType::Cancelled => "cancelled",
            EventType::Ping => "ping",
            EventType::Other => "other",
        }
    }
}

impl<'a> LifecycleEvent<'a> {
    /// What callers see.
    #[must_use]
    pub fn json(self) -> Value<'a> {
        object(&mut [
            ("id", Some(self.id.into())),
            ("source", Some(self.source.name().into())),
            ("type", Some(self.kind.name().into())),
            ("cancels", self.cancels.map(|kind| kind.name().into())),
            ("effectiveAt", self.effective_at.map(Value::from)),
            ("person", self.person.map(person)),
            ("who", self.who.and_then(who)),
            ("externalId", self.external_id.map(Value::from)),
            ("thin", Some(self.thin.into())),
            ("raw", Some(self.raw)),
        ])
    }
}

fn person(fields: Vec<(Attribute, String)>) -> Value<'static> {
    let fields = fields.into_iter();
    Value::Object(
        fields
            .map(|(attribute, text)| (attribute.name().into(), text.into()))
            .collect(),
    )
}

fn who(who: Who) -> Option<Value<'static>> {
    let (name, text) = match who {
        Who::Id(text) => ("id", text),
        Who::UserName(text) => ("userName", text),
        Who::Email(text) => ("email", text),
        Who::ExternalId(text) => ("externalId", text),
        Who::Text(text) => return Some(text.into()),
    };
    Some(object(&mut [(name, Some(text.into()))]))
}
