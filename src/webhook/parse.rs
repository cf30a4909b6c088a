//! What a delivery says, in lifecycle events. Verify it first: nothing here knows whether it is authentic.

use super::content;
use super::day::{self, Day};
use super::delivery::Delivery;
use super::event::{EventType, LifecycleEvent};
use super::person::{Record, Standing, named};
use super::shape::{Events, Shape, When};
use super::source::Source;
use super::value::Value;
use super::{invalid, vocabulary};
use crate::attribute::Attribute;
use crate::error::Error;
use crate::model::Who;
use crate::secret::MASK;
use crate::time;

/// What some send to an address that they try. With Gusto it is the secret of every later delivery, and events are kept
/// and logged: whoever needs it has the body.
const TOKEN: &str = "verification_token";

/// Reads a delivery.
///
/// # Errors
/// `webhook_invalid` if the body can't be read; `invalid_input` for headers that are none.
pub fn parse<'a>(
    source: Source,
    delivery: &Delivery<'_>,
    body: &'a [u8],
) -> Result<Vec<LifecycleEvent<'a>>, Error> {
    let headers = delivery.headers()?;
    let room = source.room();
    let scheme = match source {
        Source::Generic if delivery.generic.is_none() => None,
        _ => Some(source.scheme(delivery.generic.as_ref())?),
    };
    let header = scheme.as_ref().and_then(|scheme| scheme.id_header);
    let mut content = content::of(&headers, body);
    if let Ok(Value::Object(fields)) = &mut content {
        for (_, value) in fields.iter_mut().filter(|(name, _)| name == TOKEN) {
            *value = MASK.into();
        }
    }
    if (room.is_ping)(body, content.as_ref().ok()) {
        let id = content::id(source, &headers, header, None, body)?;
        let raw =
            content.unwrap_or_else(|_| String::from_utf8_lossy(body).trim().to_owned().into());
        return Ok(vec![bare(source, EventType::Ping, id, raw)]);
    }
    let root = content?;
    if !matches!(root, Value::Object(_)) {
        return Err(invalid("the body is not a JSON object"));
    }
    let id = content::id(source, &headers, header, Some(&root), body)?;
    let header = scheme.and_then(|scheme| headers.one(scheme.time?.header?).ok()?);
    let now = || delivery.now.map(time::to_rfc3339);
    let sent = header.and_then(day::point).or_else(now);
    let mut events = Vec::new();
    let shaped = |shape: &'static Shape| Some((shape, shape.entries(&root)?));
    if let Some((shape, entries)) = room.shapes.iter().find_map(shaped) {
        let several = entries.len() > 1;
        for (at, entry) in entries.into_iter().enumerate() {
            let subject = (shape.subject)(entry);
            let mut event = shape.event(
                source,
                Place {
                    subject,
                    entry,
                    root: &root,
                },
                sent.as_deref(),
            );
            // One delivery has one id; its events are told apart by their place, which is the same on redelivery.
            event.id = if several {
                format!("{id}#{}", at + 1)
            } else {
                id.clone()
            };
            // What holds the name is the event; elsewhere the name is around it, and so is the rest.
            if several
                || shape
                    .name
                    .iter()
                    .any(|name| !shape.list.is_empty() && entry.at(name).is_some())
            {
                event.raw = entry.clone();
            }
            events.push(event);
        }
    } else {
        events.push(bare(source, EventType::Other, id, Value::Null));
    }
    if let [only] = events.as_mut_slice()
        && only.raw == Value::Null
    {
        only.raw = root;
    }
    Ok(events)
}

/// Where the places of a shape are looked for.
#[derive(Clone, Copy)]
struct Place<'v> {
    subject: &'v Value<'v>,
    entry: &'v Value<'v>,
    root: &'v Value<'v>,
}

impl<'v> Place<'v> {
    fn each(self, place: &str) -> impl Iterator<Item = &'v Value<'v>> {
        let (path, wide) = match place.strip_prefix('.') {
            Some(path) => (path, 1),
            None => (place, 3),
        };
        [self.subject, self.entry, self.root]
            .into_iter()
            .take(wide)
            .filter_map(move |value| value.at(path))
    }

    /// The text at the first place that has one.
    fn text(self, places: &[&str]) -> Option<String> {
        places
            .iter()
            .find_map(|place| self.each(place).find_map(content::text))
    }
}

/// An event of which no more is to be said.
fn bare(source: Source, kind: EventType, id: String, raw: Value<'_>) -> LifecycleEvent<'_> {
    LifecycleEvent {
        id,
        source,
        kind,
        cancels: None,
        effective_at: None,
        person: None,
        who: None,
        external_id: None,
        thin: false,
        raw,
    }
}

impl Shape {
    /// The entries of a delivery, if it has this shape.
    fn entries<'v, 'a>(&self, root: &'v Value<'a>) -> Option<Vec<&'v Value<'a>>> {
        let entries = match (self.list, root.at(self.list)) {
            ("", _) => vec![root],
            (_, Some(Value::List(items))) => items.iter().collect(),
            (_, Some(one @ Value::Object(_))) => vec![one],
            _ => return None,
        };
        let named = |entry: &&Value<'_>| {
            Place {
                subject: entry,
                entry,
                root,
            }
            .text(self.name)
            .is_some()
        };
        (matches!(self.events, Events::WordsOrNone) || entries.iter().any(named)).then_some(entries)
    }

    /// One event, still without its id and what was delivered.
    fn event(
        &self,
        source: Source,
        place: Place<'_>,
        sent: Option<&str>,
    ) -> LifecycleEvent<'static> {
        let name = place.text(self.name);
        let (mut kind, mut when) = self.meaning(name.as_deref(), place);
        if !(self.counts)(place.entry) {
            kind = EventType::Other;
        }
        let external_id = place.text(self.external_id);
        if matches!(kind, EventType::Ping | EventType::Other) {
            return LifecycleEvent {
                external_id,
                ..bare(source, kind, String::new(), Value::Null)
            };
        }
        let record = self.record(place);
        let standing = record.standing();
        if kind == EventType::Mover && standing == Standing::Gone {
            // Many a vendor reports a termination as one more change.
            (kind, when) = (EventType::Leaver, When::Open);
        }
        let mut person = record.person();
        let who = person.as_deref().and_then(who);
        let occurred = place.text(self.occurred);
        let occurred = occurred.and_then(|text| day::point(&text));
        let sent = occurred.as_deref().or(sent);
        let is_done = matches!(when, When::Now | When::Done);
        let around = Record::of(self.around.iter().filter_map(|at| place.entry.at(at)));
        let records = [&record, &around];
        let found = match kind {
            EventType::Joiner => day::of_joining(records, name.as_deref(), sent),
            EventType::Leaver => day::of_leaving(records, sent, is_done),
            _ => day::of_moving(records),
        };
        // A day that can't be read is some day, and not this one.
        let unread = found == Some(Day::Unread);
        let is_ahead = |day: &str| sent.is_none_or(|sent| day::is_before(sent, day));
        let effective_at = match found {
            Some(Day::At(day)) if !(is_done && is_ahead(&day)) => Some(day),
            Some(Day::Unread) => None,
            _ => occurred.clone().filter(|_| when == When::Now),
        };
        let known = self.whole && person.is_some();
        // Without a name the day alone says that somebody leaves. Where he is active all the same, it is ahead, or old.
        let is_planned = sent.is_some() && effective_at.as_deref().is_some_and(is_ahead);
        let contradicted = name.is_none() && standing == Standing::Active && !is_planned;
        let is_open = when == When::Scheduled && effective_at.is_none();
        let thin = match kind {
            EventType::Joiner | EventType::Mover | EventType::Leaver if unread || is_open => true,
            EventType::Leaver if contradicted => true,
            EventType::Joiner => !known || standing == Standing::Gone,
            // Whether a change is a termination is known only by somebody's standing.
            EventType::Mover => !known || standing != Standing::Active,
            _ => who.is_none(),
        };
        if kind == EventType::Cancelled {
            // What is called off is a date, not a person's data.
            person = None;
        }
        LifecycleEvent {
            id: String::new(),
            source,
            kind,
            cancels: name
                .filter(|_| kind == EventType::Cancelled)
                .and_then(|name| vocabulary::called_off(&name)),
            effective_at,
            person,
            who,
            external_id,
            thin,
            raw: Value::Null,
        }
    }

    fn record<'v>(&self, place: Place<'v>) -> Record<'v> {
        Record::of(self.records.iter().filter_map(|at| place.each(at).next()))
    }

    fn meaning(&self, name: Option<&str>, place: Place<'_>) -> (EventType, When) {
        match (&self.events, name) {
            (_, Some(name)) if vocabulary::is_ping(name) => (EventType::Ping, When::Open),
            (Events::Listed(list), Some(name)) => list
                .iter()
                .find(|(known, ..)| known.eq_ignore_ascii_case(name))
                .map_or((EventType::Other, When::Open), |(_, kind, when)| {
                    (*kind, *when)
                }),
            (Events::Words | Events::WordsOrNone, Some(name)) => vocabulary::meaning(name),
            (Events::WordsOrNone, None) => {
                let leaves = self
                    .record(place)
                    .find(&["terminatedon", "terminationdate"])
                    .is_some();
                (
                    if leaves {
                        EventType::Leaver
                    } else {
                        EventType::Mover
                    },
                    When::Open,
                )
            }
            (_, None) => (EventType::Other, When::Open),
        }
    }
}

fn who(person: &[(Attribute, String)]) -> Option<Who> {
    let text = |attribute| named(person, attribute).map(str::to_owned);
    let email = text(Attribute::Email).map(Who::Email);
    email.or_else(|| text(Attribute::UserName).map(Who::UserName))
}
