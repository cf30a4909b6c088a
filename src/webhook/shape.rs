//! Where a source's deliveries keep what an event is made of, as data: a source's file says it, `parse` reads by it.

use super::event::EventType;
use super::value::Value;

/// One form of a source's deliveries. Places are paths ([`Value::at`]), in the subject first, then in the entry, then in
/// the delivery; with a `.` before it, a path in the subject alone.
#[derive(Debug)]
pub struct Shape {
    /// The array whose entries are one event each; empty if the delivery is one event.
    pub list: &'static str,
    /// The event's name.
    pub name: &'static [&'static str],
    /// The objects with the fields of the person, the nearest first.
    pub records: &'static [&'static str],
    /// The objects of the entry, beside those, with what happened to the person: its date.
    pub around: &'static [&'static str],
    /// The id that the sender has for the person.
    pub external_id: &'static [&'static str],
    /// When it happened.
    pub occurred: &'static [&'static str],
    /// Whether the record is all that the sender knows of the person; if not, a joiner or a mover is always thin.
    pub whole: bool,
    /// What the names mean.
    pub events: Events,
    /// The part of an entry that is the person, for the vendor whose entries have several things.
    pub subject: for<'v, 'a> fn(&'v Value<'a>) -> &'v Value<'a>,
    /// Whether an entry is about a person at all, and of what came to pass.
    pub counts: fn(&Value<'_>) -> bool,
}

/// What the names of events mean.
#[derive(Debug)]
pub enum Events {
    /// The vendor's list; a name that isn't in it is another thing's.
    Listed(&'static [(&'static str, EventType, When)]),
    /// No list: by the words of the name.
    Words,
    /// No list, and the name may be missing, for then the address said it (Factorial).
    WordsOrNone,
}

/// When an event of this name takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// When it is delivered: the vendor sends it on the day.
    Now,
    /// It has come to pass, and nobody says when.
    Done,
    /// On a date that is still to come; without the date the event is thin.
    Scheduled,
    /// The vendor doesn't say.
    Open,
}

/// The `subject` of a source whose entries have one.
#[must_use]
pub fn itself<'v, 'a>(entry: &'v Value<'a>) -> &'v Value<'a> {
    entry
}

/// The `counts` of a source whose every entry does.
#[must_use]
pub fn always(_: &Value<'_>) -> bool {
    true
}
