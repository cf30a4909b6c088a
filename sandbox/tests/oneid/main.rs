//! The OneID tenant against its documents: the example, what Zuora says elsewhere, every switch.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    unreachable_pub
)]

mod bulk;
mod census;
mod groups;
mod keys;
mod lists;
mod off;
mod organization;
mod refusals;
mod token;
mod users;
