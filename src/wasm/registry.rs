//! Which clients share token and pace: those of an equal connection that ask through the same functions.
//! The last connections are kept, so that one call after another with a bare function gets one token.

use crate::http::session::Shared;
use js_sys::Object;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// So many connections are kept; the one that was used longest ago is forgotten first.
const KEPT: usize = 64;

struct Entry {
    connection: [u8; 32],
    functions: [JsValue; 5],
    shared: Rc<Shared>,
}

thread_local! {
    static ENTRIES: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
}

/// What the clients of this connection share; `own` if this is the first of them.
pub(super) fn share(connection: [u8; 32], functions: [JsValue; 5], own: &Rc<Shared>) -> Rc<Shared> {
    ENTRIES.with_borrow_mut(|entries| {
        let known = entries.iter().position(|entry| {
            entry.connection == connection
                && entry
                    .functions
                    .iter()
                    .zip(&functions)
                    .all(|(one, other)| Object::is(one, other))
        });
        let entry = match known {
            Some(at) => entries.remove(at),
            None => Entry {
                connection,
                functions,
                shared: Rc::clone(own),
            },
        };
        let shared = Rc::clone(&entry.shared);
        if entries.len() >= KEPT {
            entries.remove(0);
        }
        entries.push(entry);
        shared
    })
}

/// Forgets what `shared` holds as soon as no client uses it.
pub(super) fn forget(shared: &Rc<Shared>) {
    ENTRIES.with_borrow_mut(|entries| {
        entries.retain(|entry| {
            // Ours, the registry's, and nobody else's.
            !(Rc::ptr_eq(&entry.shared, shared) && Rc::strong_count(shared) <= 2)
        });
    });
}
