//! Only for a while.
#[path = "core/simulation/mod.rs"]
mod simulation;
#[path = "core/support/mod.rs"]
mod support;
