//! The core against the sandbox and against the vendor's own documents, in virtual time.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stderr,
    clippy::print_stdout
)]

mod ahead;
mod batches;
mod connections;
mod faults;
mod finding;
mod groups;
mod guide;
mod hostile_pagers;
mod hostile_steps;
mod input;
mod leavers;
mod lifecycle;
mod listing;
mod matrix;
mod oneid_document;
mod oneid_idle_patch;
mod oneid_joiners;
mod oneid_leavers;
mod oneid_lists;
mod origins;
mod pace;
mod passed_over;
mod plans;
mod provisioning;
mod raw_requests;
mod scim_auth;
mod scim_cursors;
mod scim_discovery;
mod scim_doubts;
mod scim_filters;
mod scim_oddities;
mod scim_pages;
mod scim_users;
mod secrets;
mod simulation;
mod steps;
mod support;
mod tokens;
mod untrue;
mod waits;
mod whole_records;
mod zoom_document;
mod zoom_life;
mod zuora_refusals;
