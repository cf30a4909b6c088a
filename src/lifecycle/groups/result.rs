//! What a verb on groups gives back.

use crate::http::call::Call;
use crate::lifecycle::result::{Change, Outcome, Warning};
use crate::model::Group;
use serde::Serialize;

/// What a write to a group gives back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupResult {
    /// What happened.
    pub outcome: Outcome,
    /// Whether nothing was sent, and this is what would happen.
    pub dry_run: bool,
    /// The group as it is now; null where there is none.
    pub group: Option<Group>,
    /// What changed: `name`, and `members` by their ids.
    pub changes: Vec<Change>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Requests that were sent, token requests not counted.
    pub attempts: u32,
    /// The vendor's ids of those requests.
    pub request_ids: Vec<String>,
}

impl GroupResult {
    /// The result of a call so far.
    #[must_use]
    pub fn new(call: &Call, outcome: Outcome, dry_run: bool, group: Option<Group>) -> Self {
        Self {
            outcome,
            dry_run,
            group,
            changes: Vec::new(),
            warnings: Vec::new(),
            attempts: call.attempts(),
            request_ids: call.request_ids(),
        }
    }
}
