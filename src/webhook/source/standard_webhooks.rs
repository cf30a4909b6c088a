//! Standard Webhooks, version 1.0.0 of the specification and its libraries: V. The names of events are the sender's own,
//! read by their words; Workday has no webhooks, so its EIB or Studio integrations are best made to send these.

use super::super::age::{TOLERANCE, Unit};
use super::super::scheme::{
    Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time,
};
use super::super::shape::{Events, Shape, always, itself};
use super::{Room, never};

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
    name: &[
        "/type",
        "/event_type",
        "/eventType",
        "/event_name",
        "/event",
        "/name",
        "/action",
    ],
    records: &[
        "/data",
        "/data/employee",
        "/data/person",
        "/data/user",
        "/data/worker",
        "/payload",
        "/employee",
        "/person",
        "/user",
        "/worker",
        "",
    ],
    external_id: &[
        "/data/employeeId",
        "/data/employee_id",
        "/data/externalId",
        "/data/external_id",
        "/data/workerId",
        "/data/worker_id",
        "/data/id",
        "/data/employee/id",
        "/data/user/id",
        "/data/person/id",
        "/data/worker/id",
        "/payload/id",
        "/employee/id",
        "/employee_id",
        "/user_id",
        "/id",
    ],
    occurred: &["/timestamp"],
    whole: true,
    events: Events::Words,
    subject: itself,
    counts: always,
};
