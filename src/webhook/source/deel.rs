//! Deel. HMAC-SHA256 over "POST" and the body (V, developer.deel.com, "Get started with webhooks"); hex from third-party
//! code (I: Cal.com). Public code forgets the "POST", or expects `sha256=`.

use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::{Events, Shape, When, always, itself};
use super::{Room, never};

/// V.
const SIGNATURE: &str = "x-deel-signature";
/// V: the method, which is always this one.
const METHOD: &str = "POST";
const SIGNED: &[Part<'static>] = &[Part::Text(METHOD), Part::Body];

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
        time: None,
        id_header: None,
        method: Some(METHOD),
        confirmed: false,
    }),
    shapes: &[
        Shape {
            list: "/data/resource",
            ..WITHOUT_RESOURCE
        },
        WITHOUT_RESOURCE,
    ],
    id: Some("/data/meta/event_id"),
    is_ping: never,
};

/// `data.meta` says what, `data.resource` about whom: an object or a list of them (V, "Events").
const WITHOUT_RESOURCE: Shape = Shape {
    list: "",
    name: &["/data/meta/event_type"],
    records: &["", "/worker", "/employee", "/contract", "/data/resource"],
    around: &[],
    external_id: &[
        "/worker_id",
        "/worker/id",
        "/employee_id",
        "/hris_profile_id",
        "/profile_id",
        "/id",
        "/contract_id",
    ],
    occurred: &["/data/meta/occurred_at", "/timestamp"],
    whole: true,
    events: Events::Listed(&[
        ("employee.created.direct", Joiner, When::Open),
        ("employee.created.contractor", Joiner, When::Open),
        ("employee.created.eor", Joiner, When::Open),
        ("worker.v2.created", Joiner, When::Open),
        ("employee.updated.direct", Mover, When::Open),
        ("worker.v2.updated", Mover, When::Open),
        ("contract.amended", Mover, When::Open),
        ("contract.status.updated", Mover, When::Open),
        // Whether it is over or will be, only its date says.
        ("contract.terminated", Leaver, When::Scheduled),
        ("worker.v2.deleted", Leaver, When::Now),
    ]),
    subject: itself,
    counts: always,
};
