//! Many people at once, on every kind of tenant.

mod bulk;
pub mod feed;
mod oneid;
mod oneid_leavers;
mod people;
mod seeds;
mod trouble;
