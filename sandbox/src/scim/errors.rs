//! How a service provider refuses (RFC 7644 §3.12).

use serde_json::Value;

use crate::http::Response;
use crate::json::{array, object};

/// The media type of every body (RFC 7644 §3.1).
pub(crate) const MEDIA_TYPE: &str = "application/scim+json";

/// Why a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    /// Empty where the RFC has no word for it.
    pub(crate) scim_type: &'static str,
    pub(crate) detail: String,
}

/// What comes of a request, or why it is refused.
pub(crate) type Outcome<T> = Result<T, Refused>;

impl Refused {
    pub(crate) fn new(status: u16, scim_type: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            scim_type,
            detail: detail.into(),
        }
    }

    /// A body that doesn't fit its schema.
    pub(crate) fn syntax(detail: impl Into<String>) -> Self {
        Self::new(400, "invalidSyntax", detail)
    }

    /// A value that is missing or doesn't fit.
    pub(crate) fn value(detail: impl Into<String>) -> Self {
        Self::new(400, "invalidValue", detail)
    }

    pub(crate) fn filter(detail: impl Into<String>) -> Self {
        Self::new(400, "invalidFilter", detail)
    }

    pub(crate) fn path(detail: impl Into<String>) -> Self {
        Self::new(400, "invalidPath", detail)
    }

    pub(crate) fn target(detail: impl Into<String>) -> Self {
        Self::new(400, "noTarget", detail)
    }

    pub(crate) fn read_only(name: &str) -> Self {
        Self::new(400, "mutability", format!("\"{name}\" is read-only"))
    }

    pub(crate) fn missing(what: &str) -> Self {
        Self::new(404, "", format!("{what} not found"))
    }

    /// As a body.
    pub(crate) fn json(&self) -> Value {
        body(self.status, self.scim_type, &self.detail)
    }
}

/// The body of an error. `status` is a string (RFC 7644 §3.12).
pub(crate) fn body(status: u16, scim_type: &str, detail: &str) -> Value {
    let mut body = object! {
        "schemas": array!["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.to_string(),
        "detail": detail,
    };
    if !scim_type.is_empty()
        && let Some(body) = body.as_object_mut()
    {
        body.insert("scimType".to_owned(), Value::from(scim_type));
    }
    body
}

/// An answer in SCIM's own media type.
pub(crate) fn scim(status: u16, body: &Value) -> Response {
    Response::text(status, MEDIA_TYPE, &body.to_string())
}
