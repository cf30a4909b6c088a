//! The verbs, the same for every provider. No vendor is named here: what differs is asked of the [`Directory`].
//!
//! [`Directory`]: crate::provider::Directory

pub mod applied;
pub mod audit;
pub mod batch;
pub mod capabilities;
pub mod client;
pub mod create;
pub mod created;
pub mod cursor;
pub mod deactivate;
pub mod find;
pub mod groups;
pub mod list;
pub mod options;
pub mod pages;
pub(crate) mod password;
pub mod plan;
pub mod provision;
pub mod read_back;
pub mod remove;
pub mod request;
pub mod reset_password;
pub mod result;
pub mod roles;
pub mod scan;
pub mod seek;
pub mod settle;
pub mod switch;
pub mod update;
pub mod wanted;
