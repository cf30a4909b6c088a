//! The edge: the only place that knows wasm-bindgen, js-sys and web-sys. It carries JSON in and out, lends the core
//! the runtime's fetch, timers, clock and URL parser, and decides nothing.

#![allow(unreachable_pub)] // what wasm-bindgen exports is reached from JavaScript

#[cfg(feature = "client")]
mod abort;
#[cfg(feature = "client")]
pub mod core;
#[cfg(feature = "client")]
mod feed;
#[cfg(feature = "client")]
mod fetch;
#[cfg(feature = "client")]
mod hooks;
#[cfg(feature = "client")]
mod host;
#[cfg(feature = "client")]
mod promise;
#[cfg(feature = "client")]
mod registry;
#[cfg(feature = "client")]
mod timer;
#[cfg(feature = "webhook")]
mod webhook;

/// `String.prototype.toLowerCase`: of any language.
#[cfg(feature = "client")]
pub(crate) fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
