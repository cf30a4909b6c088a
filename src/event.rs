//! What a caller can watch while a call runs. No event holds a secret or a body.

use serde::Serialize;

/// The kinds of [`Event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventType {
    /// A request goes out.
    Request,
    /// Its answer came, or nothing did.
    Response,
    /// It will be sent again after `delay_ms`.
    Retry,
    /// It waits for `delay_ms` because the tenant asked for it or the pace does.
    Throttle,
    /// A long reading moved on.
    Progress,
    /// Something that a person may want to know.
    Warning,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event<'a> {
    /// What happened.
    pub r#type: EventType,
    /// When, RFC 3339.
    pub at: String,
    /// The verb that was called.
    pub operation: &'a str,
    /// The HTTP method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// The path without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Which try of this request it is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// The wait, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// The vendor's id of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// How much is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<u64>,
    /// Of how much, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl<'a> Event<'a> {
    /// An event with nothing but its kind, its time and its verb.
    #[must_use]
    pub fn new(r#type: EventType, at: String, operation: &'a str) -> Self {
        Self {
            r#type,
            at,
            operation,
            method: None,
            path: None,
            status: None,
            attempt: None,
            delay_ms: None,
            request_id: None,
            done: None,
            total: None,
            message: None,
        }
    }
}
