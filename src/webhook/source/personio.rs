//! Personio. No official signature was found: third parties read `X-Personio-Signature` as hex (I, doubtful). If yours
//! is refused, describe it as `generic`. Deliveries are ids alone ("Dataless Notifications", V).

use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// I.
const SIGNATURE: &str = "X-Personio-Signature";

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Whole { prefix: "" },
            algorithm: Algorithm::Sha256,
            encoding: Encoding::Hex,
            key: KeyForm::Text,
            signed: Parts::Fixed(&[Part::Body]),
        }),
        time: None,
        id_header: None,
        method: None,
        confirmed: false,
    }),
    shapes: &[Shape {
        list: "",
        // V: {company_id, event_name, occurred_at, payload}. What is in the payload is R.
        name: &["/event_name"],
        records: &["/payload", "/payload/person", "/payload/employment"],
        around: &[],
        external_id: &[
            "/payload/person_id",
            "/payload/person/id",
            "/payload/employee_id",
            "/payload/id",
        ],
        occurred: &["/occurred_at"],
        whole: false,
        events: Events::Listed(&[
            ("person.created", Joiner, When::Open),
            ("person.updated", Mover, When::Open),
            ("person.deleted", Leaver, When::Now),
            ("employment.created", Joiner, When::Open),
            ("employment.updated", Mover, When::Open),
            // These two are sent on the day (V, changelog "Effective Date Notification").
            ("employment.started", Joiner, When::Now),
            ("employment.terminated", Leaver, When::Now),
            ("employment.deleted", Leaver, When::Now),
        ]),
        subject: itself,
        counts: always,
    }],
    id: None,
    is_ping: never,
};
