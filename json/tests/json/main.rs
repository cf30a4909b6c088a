//! JSON in and out: as RFC 8259 has it, as serde_json has it, and where the two leave a choice as `src/` relies on it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod agreement;
mod map;
mod numbers;
mod reading;
mod values;
mod writing;
