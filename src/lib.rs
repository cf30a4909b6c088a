//! Seatwarden gives people their seats in SaaS tenants when they join, keeps them right while they move, and takes
//! them back when they leave. This is the core: everything that decides anything.
//!
//! Data goes one way: a call from JavaScript, [`step`], a verb in [`lifecycle`], a room in [`provider`], [`http`],
//! and the outside world behind [`host::Host`].
//!
//! | module | what is in it |
//! |---|---|
//! | [`model`], [`attribute`] | the shapes that callers see |
//! | [`connection`], [`secret`] | one tenant and its credentials |
//! | [`error`], [`event`] | what goes wrong, what happens |
//! | [`host`] | the outside world, as a trait |
//! | [`http`] | one request, done safely |
//! | [`provider`] | one pure room for each kind of tenant |
//! | [`scim`] | RFC 7643 and 7644 on the wire |
//! | [`lifecycle`] | the verbs, the same for every provider |
//! | [`webhook`] | HR events: verified and understood |
//! | [`step`] | JSON in, JSON out |
//! | [`input`], [`seatwarden_json`], [`time`], [`case`] | reading what comes from outside |
//! | `wasm` | the only place that knows JavaScript |

pub mod attribute;
pub mod case;
pub mod connection;
pub mod error;
pub mod event;
pub mod host;
pub mod http;
pub mod input;
pub mod lifecycle;
pub mod model;
pub mod provider;
pub mod scim;
pub mod secret;
pub mod step;
pub mod time;
#[cfg(feature = "webhook")]
pub mod webhook;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
