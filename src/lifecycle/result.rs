//! What a write gives back: what happened, what changed, and what a person should know.

use crate::error::Error;
use crate::http::call::Call;
use crate::model::User;
use seatwarden_json::Value;
use serde::Serialize;

/// One field that a write changed, or would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Change {
    /// The name of the field: `givenName`, `role`, `extra.region`.
    pub field: String,
    /// What it was; null where nothing was.
    pub from: Value,
    /// What it is now.
    pub to: Value,
}

/// Something that a person should know although the call succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Warning {
    /// What a program branches on: `not_applied`, `oauth_clients_survive`…
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl Warning {
    /// A warning.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The account is new.
    Created,
    /// Fields were changed.
    Updated,
    /// The account was off and is on again.
    Reactivated,
    /// Everything was as asked. Nothing was written.
    Unchanged,
    /// The account was on and is off.
    Deactivated,
    /// The account was off. Nothing was written.
    AlreadyInactive,
    /// The account was on. Nothing was written.
    AlreadyActive,
    /// The group has another name.
    Renamed,
    /// The account is gone.
    Removed,
    /// Nobody is there. Nothing was written.
    NotFound,
}

impl Outcome {
    /// The word for it, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Created => "created",
            Outcome::Updated => "updated",
            Outcome::Reactivated => "reactivated",
            Outcome::Unchanged => "unchanged",
            Outcome::Deactivated => "deactivated",
            Outcome::AlreadyInactive => "already_inactive",
            Outcome::AlreadyActive => "already_active",
            Outcome::Renamed => "renamed",
            Outcome::Removed => "removed",
            Outcome::NotFound => "not_found",
        }
    }
}

/// What a write gives back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WriteResult {
    /// What happened.
    pub outcome: Outcome,
    /// Whether nothing was sent, and this is what would happen.
    pub dry_run: bool,
    /// The account as it is now; null where there is none.
    pub user: Option<User>,
    /// What changed.
    pub changes: Vec<Change>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Requests that were sent, token requests not counted.
    pub attempts: u32,
    /// The vendor's ids of those requests.
    pub request_ids: Vec<String>,
}

impl WriteResult {
    /// The result of a call so far.
    #[must_use]
    pub fn new(call: &Call, outcome: Outcome, dry_run: bool, user: Option<User>) -> Self {
        Self {
            outcome,
            dry_run,
            user,
            changes: Vec::new(),
            warnings: Vec::new(),
            attempts: call.attempts(),
            request_ids: call.request_ids(),
        }
    }

    /// The same with its changes and warnings.
    #[must_use]
    pub fn with(mut self, changes: Vec<Change>, warnings: Vec<Warning>) -> Self {
        self.changes = changes;
        self.warnings = warnings;
        self
    }
}

/// A verb's result.
pub type Result<T> = std::result::Result<T, Error>;
