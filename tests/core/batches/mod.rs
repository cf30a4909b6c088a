//! Many people at once, on every kind of tenant.

mod bulk;
mod bulk_answers;
pub mod feed;
mod oneid;
mod oneid_leavers;
mod people;
mod seeds;
mod trouble;
