//! Factorial. The secret itself comes along and nothing is signed (I). A delivery is the employee and needn't say what
//! happened: the address that was subscribed does (V, apidoc.factorialhr.com, "Webhooks").

use super::super::scheme::{Proof, Scheme};
use super::super::shape::{Events, Shape, always, itself};
use super::{Room, never};

/// I.
const SECRET: &str = "x-factorial-wh-challenge";

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::SharedSecret {
            header: SECRET,
            bearer: false,
        },
        time: None,
        id_header: None,
        method: None,
        confirmed: false,
    }),
    shapes: &[Shape {
        list: "",
        name: &["/type", "/event", "/event_type", "/subscription_type"],
        records: &["/data", "/payload", "/employee", ""],
        around: &[],
        external_id: &[
            "/data/id",
            "/payload/id",
            "/employee/id",
            "/employee_id",
            "/id",
        ],
        occurred: &[],
        whole: true,
        // employee_created, employee_updated, employee_terminated, employee_unterminated (V); since v2
        // Employees::Events::EmployeeCreated and so on. Without a name: a leaver if `terminated_on` is set, else a change.
        events: Events::WordsOrNone,
        subject: itself,
        counts: always,
    }],
    id: None,
    is_ping: never,
};
