//! JSON as vendors write it. Numbers keep their digits, and integers that JavaScript would read wrongly become texts;
//! objects keep their order; texts are parts of what was read, so that reading copies nothing. Knows nothing of users.
//!
//! Why not `serde_json::Value`: its maps are B-trees, each key and text is a copy, and floating point numbers bring their
//! tables along. Of a listed user's CPU time that was two thirds, and of the wasm some 20 KB (HACKING.md). Reading is
//! hifijson's; what is written is what serde's derives say.
//!
//! A crate of its own, because it is compiled for speed and the rest of the core for size.

mod macros;
mod map;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod number;
mod read;
mod text;
mod value;
mod write;
mod writer;

pub use map::Map;
pub use number::is_large_integer;
pub use read::{DEEPEST, Error, MOST_FIELDS, Privacy, Problem, from_str, from_string};
pub use text::Text;
pub use value::Value;
pub use write::{to_private_string, to_string};
