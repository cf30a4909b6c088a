//! Rippling. Known from third-party code alone (I): a header, hex. What is signed with what is R. If yours is refused,
//! describe it as `generic`. Deliveries may be HTML forms (`event_name`, `id`), and are ids alone.

use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::Shape;
use super::standard_webhooks::BY_WORDS;
use super::{Room, never};

/// I.
const SIGNATURE: &str = "X-Rippling-Signature";

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
        whole: false,
        ..BY_WORDS
    }],
    id: None,
    is_ping: never,
};
