//! What a reader takes, written down while it reads: the JSON Schemas are made of it (the crate `schema`), so that they
//! can't say anything else than the reader does. Natively only; in wasm it is nothing.

/// What a reader took something for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any JSON.
    Any,
    /// An object whose fields are taken one by one.
    Fields,
    /// An object as it stands.
    Object,
    /// A text.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A whole number from 1.
    Count,
    /// A time in milliseconds.
    Time,
    /// A list of texts.
    Texts,
    /// A list of anything: what is wrong with one of it is a result.
    List,
    /// How one points at a user.
    Who,
    /// A list of that.
    Whos,
    /// How one points at a group.
    Group,
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::Kind;
    use std::cell::RefCell;

    thread_local! {
        static TAKEN: RefCell<Option<Vec<(String, Kind)>>> = const { RefCell::new(None) };
    }

    /// Runs `read`, and gives the path of everything that was taken meanwhile, in order, with what it was last taken for.
    pub fn during<T>(read: impl FnOnce() -> T) -> (T, Vec<(String, Kind)>) {
        TAKEN.set(Some(Vec::new()));
        let result = read();
        (result, TAKEN.take().unwrap_or_default())
    }

    pub(crate) fn took(path: &str, kind: Kind) {
        TAKEN.with_borrow_mut(|taken| {
            let Some(taken) = taken else { return };
            match taken.iter_mut().find(|(known, _)| known == path) {
                Some((_, was)) => *was = kind,
                None => taken.push((path.to_owned(), kind)),
            }
        });
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::during;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::took;

#[cfg(target_arch = "wasm32")]
pub(crate) const fn took(_path: &str, _kind: Kind) {}
