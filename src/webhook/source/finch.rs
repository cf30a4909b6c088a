//! Finch. All of it from its SDK (finch-api-node, resources/webhooks.ts) and developer.tryfinch.com: V.
//! Deliveries are ids alone.

use super::super::age::{TOLERANCE, Unit};
use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{
    Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time,
};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// `v1,<base64>`, several of them divided by spaces.
const SIGNATURE: &str = "Finch-Signature";
/// In seconds.
const TIMESTAMP: &str = "Finch-Timestamp";
const ID: &str = "Finch-Event-Id";
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
            key: KeyForm::Base64,
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
    shapes: &[Shape {
        list: "",
        name: &["/event_type"],
        records: &[],
        around: &[],
        external_id: &["/data/individual_id"],
        occurred: &[],
        whole: false,
        events: Events::Listed(&[
            ("individual.created", Joiner, When::Open),
            ("employment.created", Joiner, When::Open),
            ("directory.created", Joiner, When::Open),
            ("individual.updated", Mover, When::Open),
            ("employment.updated", Mover, When::Open),
            ("directory.updated", Mover, When::Open),
            ("individual.deleted", Leaver, When::Open),
            ("employment.deleted", Leaver, When::Open),
            ("directory.deleted", Leaver, When::Open),
        ]),
        subject: itself,
        counts: always,
    }],
    id: None,
    is_ping: never,
};
