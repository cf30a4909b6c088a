//! The edge: the only place that knows wasm-bindgen, js-sys and web-sys. It carries JSON in and out, lends the core
//! the runtime's fetch, timers, clock and URL parser, and decides nothing.

#![allow(unreachable_pub)] // what wasm-bindgen exports is reached from JavaScript

#[cfg(feature = "client")]
mod abort;
#[cfg(feature = "client")]
pub mod core;
mod ed25519;
mod fetch;
mod hooks;
mod host;
mod promise;
#[cfg(feature = "client")]
mod registry;
mod timer;
#[cfg(feature = "webhook")]
mod webhook;
