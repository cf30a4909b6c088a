//! The tenant of plain SCIM against RFC 7643, RFC 7644 and RFC 9865, and each of its switches.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    unreachable_pub
)]

mod access;
mod bulk;
mod discovery;
mod filters;
mod groups;
mod lists;
mod members;
mod patches;
mod service;
mod switches;
mod users;
