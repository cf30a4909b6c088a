//! HiBob. All of it from apidocs.hibob.com ("Getting started with Webhooks", "Employee data Webhooks"): V.
//! No time is signed, so a replay can't be told from a retry: remember the ids.

use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::{Events, Shape, When, always, itself};
use super::super::value::Value;
use super::Room;

/// V: base64 of HMAC-SHA512 over the body.
const SIGNATURE: &str = "Bob-Signature";
/// V: what Bob posts when an address is entered; or an object with a `text`.
const PING: &str = "Ping test";

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Whole { prefix: "" },
            algorithm: Algorithm::Sha512,
            encoding: Encoding::Base64,
            key: KeyForm::Text,
            signed: Parts::Fixed(&[Part::Body]),
        }),
        time: None,
        id_header: None,
        method: None,
        confirmed: true,
    }),
    shapes: &[Shape {
        list: "",
        name: &["/type"],
        // v2 carries ids (a deletion the mail address too), v1 the employee.
        records: &["/data", "/data/employee", "/employee"],
        around: &[],
        external_id: &[
            "/data/employeeId",
            "/data/employee/id",
            "/employee/id",
            "/data/id",
        ],
        occurred: &["/triggeredAt"],
        whole: false,
        events: Events::Listed(&[
            ("employee.created", Joiner, When::Open),
            // Lifecycle events are sent at midnight of the day, in the site's zone (V).
            ("employee.joined", Joiner, When::Now),
            ("employee.updated", Mover, When::Open),
            ("employee.activated", Mover, When::Now),
            // On leave or terminated (V): only asking tells which.
            ("employee.inactivated", Mover, When::Now),
            ("employee.left", Leaver, When::Now),
            ("employee.deleted", Leaver, When::Now),
            ("table.entry.created", Mover, When::Open),
            ("table.entry.updated", Mover, When::Open),
        ]),
        subject: itself,
        counts: always,
    }],
    id: None,
    is_ping,
};

/// The body alone says it; there may be no JSON in it.
pub(super) fn is_ping(body: &[u8], content: Option<&Value<'_>>) -> bool {
    let text = body.trim_ascii();
    if text == PING.as_bytes() {
        return true;
    }
    content.is_some_and(|value| {
        value.is(PING) || (value.get("text").is_some() && value.get("type").is_none())
    })
}
