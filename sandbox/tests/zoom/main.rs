//! The Zoom account against its document: every example, every refusal, every label, every quirk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    unreachable_pub
)]

mod account;
mod census;
mod examples;
mod groups;
mod limits;
mod refusals;
mod token;
mod users;
