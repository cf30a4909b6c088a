//! The Zuora tenant against its documents: the guide's examples, every switch, limit and fault.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    unreachable_pub
)]

mod census;
mod faults;
mod guide;
mod headers;
mod limits;
mod reading;
mod refusals;
mod switches;
mod token;
mod world;
mod writing;
