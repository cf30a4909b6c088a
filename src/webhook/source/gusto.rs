//! Gusto. Header, HMAC-SHA256 and key from docs.gusto.com (V); that it is written in lower-case hex from four pieces of
//! third-party code that agree (I). Deliveries are ids alone: ask Gusto before anything is done.

use super::super::event::EventType::{Cancelled, Joiner, Leaver, Mover};
use super::super::scheme::{Algorithm, Encoding, KeyForm, Layout, Mac, Part, Parts, Proof, Scheme};
use super::super::shape::{Events, Shape, When, itself};
use super::super::value::Value;
use super::Room;

/// The key is the `verification_token` of the subscription.
const SIGNATURE: &str = "X-Gusto-Signature";

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
        name: &["/event_type"],
        records: &[],
        around: &[],
        external_id: &["/entity_uuid"],
        occurred: &["/timestamp"],
        whole: false,
        // "Employee Events", "Contractor Events" (V). The Embedded guide says `termination_effective`, that for App
        // Integrations `terminated_effective`.
        events: Events::Listed(&[
            ("employee.created", Joiner, When::Open),
            ("employee.updated", Mover, When::Open),
            ("employee.onboarded", Mover, When::Open),
            ("employee.terminated", Leaver, When::Scheduled),
            ("employee.terminated_effective", Leaver, When::Now),
            ("employee.termination_effective", Leaver, When::Now),
            ("employee.termination_cancelled", Cancelled, When::Open),
            ("employee.rehired", Joiner, When::Scheduled),
            ("employee.rehire_effective", Joiner, When::Now),
            ("employee.rehire_cancelled", Cancelled, When::Open),
            ("employee.deleted", Leaver, When::Now),
            ("contractor.created", Joiner, When::Open),
            ("contractor.updated", Mover, When::Open),
            ("contractor.onboarded", Mover, When::Open),
            ("contractor.deactivated", Leaver, When::Now),
            ("contractor.reactivated", Joiner, When::Now),
            ("contractor.deleted", Leaver, When::Now),
        ]),
        subject: itself,
        counts: |entry| {
            matches!(
                entry.get("entity_type").and_then(Value::as_text),
                Some("Employee" | "Contractor") | None
            )
        },
    }],
    // V: "Dedupe uuid".
    id: Some("/uuid"),
    is_ping,
};

/// "Verifying subscription" (V): the first delivery carries the `verification_token`, and no event.
fn is_ping(_: &[u8], content: Option<&Value<'_>>) -> bool {
    content.is_some_and(|value| {
        value.get("verification_token").is_some() && value.get("event_type").is_none()
    })
}
