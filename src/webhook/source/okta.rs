//! Okta event hooks. The secret comes as the whole Authorization header and nothing is signed (V, developer.okta.com,
//! "Event hooks"). At least once, in no order; `eventId` tells what came before. Targets are logins and ids, no records.

use super::super::event::EventType::{Joiner, Leaver, Mover};
use super::super::scheme::{Proof, Scheme};
use super::super::shape::{Events, Shape, When};
use super::super::value::Value;
use super::{Room, never};

/// V.
const SECRET: &str = "Authorization";

pub(super) static ROOM: Room = Room {
    scheme: Some(Scheme {
        proof: Proof::SharedSecret {
            header: SECRET,
            bearer: true,
        },
        time: None,
        id_header: None,
        method: None,
        confirmed: true,
    }),
    shapes: &[Shape {
        list: "/data/events",
        name: &["/eventType"],
        records: &[""],
        around: &[],
        external_id: &["/id"],
        occurred: &["/published"],
        whole: false,
        events: Events::Listed(&[
            ("user.lifecycle.create", Joiner, When::Now),
            ("user.lifecycle.activate", Joiner, When::Now),
            ("user.lifecycle.reactivate", Joiner, When::Now),
            ("user.account.update_profile", Mover, When::Now),
            // For a while: only asking tells for how long.
            ("user.lifecycle.suspend", Mover, When::Now),
            ("user.lifecycle.unsuspend", Mover, When::Now),
            ("user.lifecycle.deactivate", Leaver, When::Now),
            ("user.lifecycle.delete.initiated", Leaver, When::Now),
            ("user.lifecycle.delete.completed", Leaver, When::Now),
        ]),
        // The system log tells of failed attempts too.
        subject: user,
        counts: |event| {
            matches!(
                event.at("/outcome/result").and_then(Value::as_text),
                Some("SUCCESS") | None
            )
        },
    }],
    id: Some("/eventId"),
    is_ping: never,
};

/// What an event happened to is a list of targets: the user, an app, a group (V, "Event types").
fn user<'v, 'a>(event: &'v Value<'a>) -> &'v Value<'a> {
    let Some(Value::List(targets)) = event.get("target") else {
        return event;
    };
    let is_user = |target: &&Value<'_>| target.get("type").is_some_and(|kind| kind.is("User"));
    targets.iter().find(is_user).unwrap_or(event)
}
