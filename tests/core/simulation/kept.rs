//! Seeds that failed once, each with what was wrong. They are run first, each time.

/// The simulation, and its seed.
pub const SEEDS: &[(&str, u64)] = &[];
