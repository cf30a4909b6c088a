//! Webhooks against deliveries that Python signed (tests/vectors/webhook), and against a million that nobody did.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stderr
)]

mod dates;
mod events;
mod mutations;
mod secrecy;
mod step;
mod support;
mod traps;
mod vectors;
