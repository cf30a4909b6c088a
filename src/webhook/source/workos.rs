//! WorkOS, directory sync. All of it from its SDK (workos-node, webhooks.ts) and workos.com/docs/events: V.
//! Two faults of that SDK are not repeated here: it signs JSON that it wrote anew, and takes any time in the future.

use super::super::age::Unit;
use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{
    Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme, Time,
};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// `t=<milliseconds>, v1=<hex>`.
const SIGNATURE: &str = "WorkOS-Signature";
/// The SDK's own figure, in seconds.
const TOLERANCE: u32 = 180;
const SIGNED: &[Part<'static>] = &[Part::Timestamp, Part::Text("."), Part::Body];

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Fields,
            algorithm: Algorithm::Sha256,
            encoding: Encoding::Hex,
            key: KeyForm::Text,
            signed: Parts::Fixed(SIGNED),
        }),
        time: Some(Time {
            header: None,
            unit: Unit::Milliseconds,
            tolerance: TOLERANCE,
        }),
        id_header: None,
        method: None,
        confirmed: true,
    }),
    shapes: &[Shape {
        list: "",
        name: &["/event"],
        records: &["/data", "/data/custom_attributes"],
        around: &[],
        // WorkOS' own id, by which WorkOS is asked; `idp_id` is the one in the directory behind it.
        external_id: &["/data/id"],
        occurred: &["/created_at", "/data/updated_at"],
        whole: true,
        events: Events::Listed(&[
            ("dsync.user.created", Joiner, When::Open),
            // With the state `inactive` or `suspended`, a leaver.
            ("dsync.user.updated", Mover, When::Open),
            ("dsync.user.deleted", Leaver, When::Now),
        ]),
        subject: itself,
        counts: always,
    }],
    id: Some("/id"),
    is_ping: never,
};
