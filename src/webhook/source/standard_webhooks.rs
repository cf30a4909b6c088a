//! Standard Webhooks, version 1.0.0 of the specification and its libraries: V. The names of events are the sender's own,
//! read by their words; Workday has no webhooks, so its EIB or Studio integrations are best made to send these.

use super::super::age::{TOLERANCE, Unit};
use super::super::content::text;
use super::super::person::Record;
use super::super::scheme::{
    Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time,
};
use super::super::shape::{Events, Shape, always};
use super::super::value::Value;
use super::super::vocabulary;
use super::{Room, never};
use std::iter::once;

/// `v1,<base64>` (HMAC-SHA256) or `v1a,<base64>` (Ed25519), several of them divided by spaces.
const SIGNATURE: &str = "webhook-signature";
/// In seconds.
const TIMESTAMP: &str = "webhook-timestamp";
const ID: &str = "webhook-id";
const SIGNED: &[Part<'static>] = &[
    Part::Id,
    Part::Text("."),
    Part::Timestamp,
    Part::Text("."),
    Part::Body,
];

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Versions,
            algorithm: Algorithm::Sha256,
            encoding: Encoding::Base64,
            key: KeyForm::StandardWebhooks,
            signed: Parts::Fixed(SIGNED),
        }),
        time: Some(Time {
            header: Some(TIMESTAMP),
            unit: Unit::Seconds,
            tolerance: TOLERANCE,
        }),
        id_header: Some(ID),
        method: None,
        confirmed: true,
    }),
    shapes: &[BY_WORDS],
    id: None,
    is_ping: never,
};

/// "Payload structure": `type`, `timestamp`, and `data`, which may be squashed into the whole.
pub(super) const BY_WORDS: Shape = Shape {
    list: "",
    name: NAME,
    records: &[""],
    around: AROUND,
    external_id: &[
        "./employeeId",
        "./employee_id",
        "./externalId",
        "./external_id",
        "./workerId",
        "./worker_id",
        "/data/employeeId",
        "/data/employee_id",
        "/data/externalId",
        "/data/external_id",
        "/data/workerId",
        "/data/worker_id",
        "/employee_id",
        "/user_id",
        "./id",
    ],
    occurred: &["/timestamp"],
    whole: true,
    events: Events::Words,
    subject: somebody,
    counts: always,
};

const NAME: &[&str] = &[
    "/type",
    "/event_type",
    "/eventType",
    "/event_name",
    "/event",
    "/name",
    "/action",
];

/// Where senders put what happened; the first that is there.
const AROUND: &[&str] = &["/data", "/payload", ""];

/// Whom it is about: one record, since two of them may be two people. A `user` beside an employee, or in an event that isn't
/// about a user, is whoever pressed the button.
fn somebody<'v, 'a>(entry: &'v Value<'a>) -> &'v Value<'a> {
    let object = |value: &&Value<'_>| matches!(value, Value::Object(_));
    let around = || AROUND.iter().filter_map(|at| entry.at(at).filter(object));
    let within = |key| around().find_map(|record| record.get(key).filter(object));
    let name = NAME.iter().find_map(|at| entry.at(at).and_then(text));
    let user = || {
        let is_of_user = vocabulary::is_of_user(&name.unwrap_or_default());
        within("user").filter(|_| is_of_user)
    };
    let nearest = around().next().unwrap_or(entry);
    ["employee", "worker", "person"]
        .iter()
        .find_map(|key| within(key))
        .or_else(|| Some(nearest).filter(|_| Record::of(once(nearest)).names_somebody()))
        .or_else(user)
        .unwrap_or(nearest)
}
