//! Promises of our own, and futures as promises. A panic on the way rejects the promise, and nothing that the panic
//! left half done is used again: each call has its own state, and what calls share is changed in one step.

use super::abort::aborted;
use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

const ABORTED: &str = "{\"aborted\":true}";

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

/// A promise of the text that `work` ends with, or of [`ABORTED`] as soon as `signal` is aborted: what was going on is
/// then dropped, and its requests and timers end. `work` is boxed, so that there is one copy of this and not one for each export.
pub(super) fn of_text(
    signal: Option<AbortSignal>,
    work: Pin<Box<dyn Future<Output = String>>>,
) -> Promise {
    future_to_promise(AssertUnwindSafe(async move {
        let signal = signal.as_ref();
        if signal.is_some_and(AbortSignal::aborted) {
            return Ok(ABORTED.into());
        }
        Ok(match select(work, pin!(aborted(signal))).await {
            Either::Left((text, _)) => JsValue::from_str(&text),
            Either::Right(((), _)) => ABORTED.into(),
        })
    }))
}
