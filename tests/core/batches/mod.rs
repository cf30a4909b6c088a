//! Many people at once, on every kind of tenant.

pub mod feed;
mod people;
