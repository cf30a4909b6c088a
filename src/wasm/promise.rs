//! Promises of our own, and futures as promises. A panic on the way rejects the promise, and nothing that the panic
//! left half done is used again: each call has its own state, and what calls share is changed in one step.

use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

/// A promise and the function that resolves it.
pub(super) fn promise() -> (Promise, Function) {
    let slot = AssertUnwindSafe(RefCell::new(None));
    let promise = Promise::new(&mut |resolve, _| {
        slot.replace(Some(resolve));
    });
    let resolve = slot.take();
    (
        promise,
        resolve.unwrap_or_else(|| Function::unchecked_from_js(JsValue::UNDEFINED)),
    )
}

/// A promise of the text that `work` ends with.
pub(super) fn of_text(work: impl Future<Output = String> + 'static) -> Promise {
    future_to_promise(AssertUnwindSafe(async move {
        Ok(JsValue::from_str(&work.await))
    }))
}
