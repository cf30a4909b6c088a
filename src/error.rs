//! What can go wrong, in words that a program can branch on and a person can act on.
//! Knows nothing of vendors; the rooms in `provider` map what they hear to an [`ErrorCode`].

use serde::Serialize;
use std::fmt;

/// The stable code of an [`Error`]: what a caller branches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorCode {
    /// What the caller gave can't be used; the message names the path. Nothing was sent.
    #[error("invalid_input")]
    InvalidInput,
    /// The tenant refused the credentials or the token.
    #[error("auth_failed")]
    AuthFailed,
    /// The credentials are good, but not allowed to do this.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is there.
    #[error("not_found")]
    NotFound,
    /// This provider or this tenant can't do it.
    #[error("not_supported")]
    NotSupported,
    /// Somebody else holds what was asked for.
    #[error("conflict")]
    Conflict,
    /// More than one account matches.
    #[error("ambiguous_match")]
    AmbiguousMatch,
    /// The tenant has no seat left.
    #[error("seat_unavailable")]
    SeatUnavailable,
    /// The account is one that the vendor protects (an administrator, a room).
    #[error("protected_user")]
    ProtectedUser,
    /// The tenant asked to slow down for longer than the call may take.
    #[error("rate_limited")]
    RateLimited,
    /// No answer in time.
    #[error("timeout")]
    Timeout,
    /// The connection failed.
    #[error("network")]
    Network,
    /// The tenant is not able to answer now.
    #[error("vendor_unavailable")]
    VendorUnavailable,
    /// The tenant refused, for a reason of its own.
    #[error("vendor_rejected")]
    VendorRejected,
    /// The answer is not what was asked for.
    #[error("invalid_response")]
    InvalidResponse,
    /// The answer is larger or deeper than any honest one.
    #[error("response_too_large")]
    ResponseTooLarge,
    /// The listing can't be proven whole.
    #[error("incomplete_listing")]
    IncompleteListing,
    /// A write was sent, and nobody can tell whether it was done.
    #[error("outcome_unknown")]
    OutcomeUnknown,
    /// The answer was a redirect; credentials don't follow one.
    #[error("unsafe_redirect")]
    UnsafeRedirect,
    /// A guard refused an irreversible or a large change.
    #[error("guard_tripped")]
    GuardTripped,
    /// The tenant is no longer as the plan saw it.
    #[error("plan_drifted")]
    PlanDrifted,
    /// A delivery is not authentic, too old, or not readable.
    #[error("webhook_invalid")]
    WebhookInvalid,
    /// A fault of Seatwarden itself.
    #[error("internal")]
    Internal,
}

/// What the vendor said, masked and cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VendorError {
    /// The vendor's own code, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The vendor's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Everything that is known about a failure. See [`Error`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// What a program branches on.
    pub code: ErrorCode,
    /// What was tried, on whom and where, what the vendor said.
    pub message: String,
    /// The HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The kind of tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<&'static str>,
    /// The verb that was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'static str>,
    /// Whether the same call may well succeed later.
    pub retryable: bool,
    /// When to try again, in milliseconds from now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// The vendor's id of the request, for its support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What the vendor said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorError>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Requests that were sent for the call.
    pub attempts: u32,
    /// The runtime's own words for a failed connection, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// A write may have been done although its answer was lost.
    #[serde(skip)]
    pub ambiguous: bool,
    /// A write takes several requests: the first was done, and a later one wasn't.
    #[serde(skip)]
    pub partly: bool,
    /// The vendor's words say that somebody else holds the userName or the mail.
    #[serde(skip)]
    pub duplicate: bool,
    /// There was no token to ask with: nothing was sent, and no other question would be.
    #[serde(skip)]
    pub unasked: bool,
    /// It is that what came is of another user, or the contrary of what was written.
    #[serde(skip)]
    pub mistaken: Option<Mistaken>,
    /// It was waited for, and may be asked again after another look.
    #[serde(skip)]
    pub past: Option<Past>,
}

/// What an answer is that can be read, and can't be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistaken {
    /// Where a user was asked for by id: never to be taken for that one.
    AnotherUser,
    /// Where the vendor's own record shows the contrary of what was written.
    Contrary,
}

/// What became of a write that is asked for afresh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Past {
    /// So often it was sent.
    pub tried: u32,
    /// Nobody knows whether one of these was carried out.
    pub lost: bool,
}

/// A failure: a code, a message and what else is known. Boxed, so that a `Result` stays small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct Error(Box<Details>);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::ops::Deref for Error {
    type Target = Details;
    fn deref(&self) -> &Details {
        &self.0
    }
}

impl std::ops::DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Error {
    /// A failure with a code and a message; `retryable` follows from the code.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::with(code, message.into())
    }

    /// One copy of this, and not one at each place where something can fail.
    #[cold]
    #[inline(never)]
    fn with(code: ErrorCode, message: String) -> Self {
        Self(Box::new(Details {
            code,
            message,
            status: None,
            provider: None,
            operation: None,
            retryable: matches!(
                code,
                ErrorCode::RateLimited
                    | ErrorCode::Timeout
                    | ErrorCode::Network
                    | ErrorCode::VendorUnavailable
                    | ErrorCode::OutcomeUnknown
            ),
            retry_after_ms: None,
            request_id: None,
            vendor: None,
            hint: None,
            attempts: 0,
            cause: None,
            ambiguous: false,
            unasked: false,
            mistaken: None,
            past: None,
            partly: false,
            duplicate: false,
        }))
    }

    /// Bad input: where it is (`person.email`) and what is wrong with it.
    #[must_use]
    pub fn invalid_input(path: &str, problem: impl fmt::Display) -> Self {
        Self::new(ErrorCode::InvalidInput, format!("{path}: {problem}"))
    }

    /// A fault of our own: something that can't be was.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Internal, message)
    }

    /// Whether the vendor's code for it is this one.
    #[must_use]
    pub fn says(&self, code: &str) -> bool {
        let said = self.vendor.as_ref().and_then(|said| said.code.as_deref());
        said.is_some_and(|said| said.eq_ignore_ascii_case(code))
    }

    /// The same failure with a word on what to do next. A hint that is there already is kept.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint.get_or_insert_with(|| hint.into());
        self
    }
}
