//! Waiting, with the global timers or the caller's `sleep`. A wait that is dropped leaves no timer behind.

use super::promise::promise;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(handler: &Function, ms: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(id: &JsValue) -> Result<(), JsValue>;
}

struct Timer(JsValue, Function);

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = clear_timeout(&self.0);
        // What waits for a promise that is never settled is kept for ever.
        let _ = self.1.call0(&JsValue::UNDEFINED);
    }
}

/// Waits with the global timers, which every runtime has, windows or not.
pub(super) async fn wait(ms: f64) {
    let (promise, resolve) = promise();
    // A runtime that refuses a timer (workerd outside a request) must not hang the caller.
    let Ok(id) = set_timeout(&resolve, ms) else {
        return;
    };
    let _timer = Timer(id, resolve);
    let _ = JsFuture::from(promise).await;
}

struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits with the caller's `sleep(ms, signal)`; dropping the wait aborts its signal.
pub(super) async fn wait_with(sleep: &Function, ms: f64) {
    let Ok(controller) = AbortController::new() else {
        return wait(ms).await;
    };
    let guard = AbortOnDrop(controller);
    let waiting = sleep.call2(
        &JsValue::UNDEFINED,
        &JsValue::from_f64(ms),
        &guard.0.signal().into(),
    );
    if let Ok(promise) = waiting {
        let _ = JsFuture::from(Promise::resolve(&promise)).await;
    }
    // A sleep that is over at once, as test doubles are, must not keep the runtime from its input and output.
    wait(0.0).await;
}
