//! Merge. Header, HMAC-SHA256 and base64url from docs.merge.dev; whether with padding is disputed (I), so both are
//! taken. What it sends is what it found when it last looked, at most a sync late.

use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// V.
const SIGNATURE: &str = "X-Merge-Webhook-Signature";

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::Signature(Mac {
            header: SIGNATURE,
            layout: Layout::Whole { prefix: "" },
            algorithm: Algorithm::Sha256,
            encoding: Encoding::Base64Url,
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
        // V: {hook, linked_account, data}. The names are R, made like "Candidate.changed" (V).
        name: &["/hook/event"],
        records: &["/data"],
        around: &[],
        // Merge's own id, by which Merge is asked; `remote_id` is the one in the system behind it.
        external_id: &["/data/id", "/data/remote_id"],
        occurred: &["/data/modified_at"],
        whole: true,
        events: Events::Listed(&[
            ("Employee.added", Joiner, When::Open),
            ("Employee.created", Joiner, When::Open),
            ("Employee.changed", Mover, When::Open),
            ("Employee.updated", Mover, When::Open),
            ("Employee.removed", Leaver, When::Now),
            ("Employee.deleted", Leaver, When::Now),
        ]),
        subject: itself,
        counts: always,
    }],
    id: None,
    is_ping: never,
};
