//! BambooHR. Two headers (V, documentation.bamboohr.com, Webhooks, Security); what is between them and the key is from
//! third-party code (I). Public code gets it wrong in three ways: base64, a header with `-v1`, no time.

use super::super::age::Unit;
use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{
    Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time,
};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// V, as is HMAC-SHA256.
const SIGNATURE: &str = "X-BambooHR-Signature";
/// V. In seconds or milliseconds: nobody says.
const TIMESTAMP: &str = "X-BambooHR-Timestamp";
/// Body and time with nothing between them, in hex. I: Botpress, citing the official PHP sample.
const SIGNED: &[Part<'static>] = &[Part::Body, Part::Timestamp];
/// The last of five retries comes 80 minutes after the one before (V); whether it is signed anew nobody says.
const TOLERANCE: u32 = 90 * 60;

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Whole { prefix: "" },
            algorithm: Algorithm::Sha256,
            encoding: Encoding::Hex,
            key: KeyForm::Text,
            signed: Parts::Fixed(SIGNED),
        }),
        time: Some(Time {
            header: Some(TIMESTAMP),
            unit: Unit::Either,
            tolerance: TOLERANCE,
        }),
        id_header: None,
        method: None,
        confirmed: false,
    }),
    shapes: &[BY_FIELDS, BY_EVENT],
    id: None,
    is_ping: never,
};

/// "Event-Based Webhooks" (V): ids alone. A creation sends `employee.updated` too, and so does a termination (I).
const BY_EVENT: Shape = Shape {
    list: "",
    name: &["/type"],
    records: &[],
    around: &[],
    external_id: &["/data/employeeId"],
    occurred: &["/timestamp"],
    whole: false,
    events: Events::Listed(&[
        ("employee.created", Joiner, When::Open),
        // "Events fire only when changes take effect" (V, Employee Updated).
        ("employee.updated", Mover, When::Now),
        ("employee.deleted", Leaver, When::Now),
    ]),
    subject: itself,
    counts: always,
};

/// "Field-Based Webhooks" (V): several employees in one delivery, with the fields that the customer picked.
const BY_FIELDS: Shape = Shape {
    list: "/employees",
    name: &["/action"],
    records: &["/fields"],
    around: &[],
    external_id: &["/id"],
    occurred: &["/timestamp"],
    whole: true,
    events: Events::Listed(&[
        ("Created", Joiner, When::Open),
        ("Updated", Mover, When::Now),
        ("Deleted", Leaver, When::Now),
    ]),
    subject: itself,
    counts: always,
};
