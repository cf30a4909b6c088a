//! The verbs `plan` and `apply`: what it takes to make a whole tenant as a roster wants it, looked at before it is done.
//!
//! `plan` reads everybody, compares and writes nothing. What it gives is JSON that a person can read and a program can
//! keep; `apply` reads everybody again, refuses a plan that no longer fits, and writes what is in it and nothing else.
//!
//! | module | what is in it |
//! |---|---|
//! | `policy` | which fields are managed, who is ours, how many may go |
//! | `roster` | the people who are wanted, each read and checked |
//! | `whole` | everybody in the tenant |
//! | `compare` | what differs, with full records where rows don't show it |
//! | `missing` | who is in nobody's roster |
//! | `make` | the verb `plan` |
//! | `step` | an entry of a plan: whether it still fits, and doing it |
//! | `apply` | the verb `apply` |
//! | `id` | the id of a plan |

mod apply;
mod compare;
mod id;
mod make;
mod missing;
pub mod policy;
mod roster;
pub(crate) mod step;
mod whole;

use crate::lifecycle::result::{Change, Warning};
use seatwarden_json::Value;
use serde::Serialize;

/// What a plan is to do to one account that is there.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlannedChange {
    /// The vendor's id.
    pub id: String,
    /// What the person logs in with.
    pub user_name: String,
    /// What changes.
    pub changes: Vec<Change>,
}

/// Somebody who is to get an account.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Joiner {
    /// The person as the roster has it.
    pub person: Value,
}

/// How many accounts a plan switches off, and how many it may.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Guard {
    /// So many accounts are switched off.
    pub removals: u64,
    /// So many may be without `confirm`.
    pub max_removals: u64,
    /// Whether these are too many.
    pub tripped: bool,
}

/// What it takes to make a tenant as a roster wants it. (The id of a plan is a hash of all of this.)
#[derive(Debug, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Planned {
    /// The kind of tenant.
    pub provider: &'static str,
    /// The tenant: the connection's name, or its host.
    pub tenant: String,
    /// When the tenant was read, RFC 3339.
    pub read_at: String,
    /// Who is to get an account.
    pub create: Vec<Joiner>,
    /// Who is to be switched on again; fields that differ go along.
    pub reactivate: Vec<PlannedChange>,
    /// Whose fields differ.
    pub update: Vec<PlannedChange>,
    /// Who is to be switched off.
    pub deactivate: Vec<PlannedChange>,
    /// So many are as the roster wants them.
    pub unchanged: u64,
    /// How many accounts are switched off, and how many may be.
    pub guard: Guard,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// A plan as it is handed out.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The whole of it, as JSON.
    pub json: String,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}
