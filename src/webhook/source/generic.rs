//! The source that the caller describes. What its events mean is read by the words of their names.

use super::standard_webhooks::BY_WORDS;
use super::{Room, never};

pub(super) static ROOM: Room = Room {
    scheme: None,
    shapes: &[BY_WORDS],
    id: None,
    is_ping: never,
};
