//! The caller's AbortSignal as a future. Dropping it takes the listener away.

use super::promise::promise;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

struct Listener<'a> {
    signal: &'a AbortSignal,
    function: Function,
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        let _ = self
            .signal
            .remove_event_listener_with_callback("abort", &self.function);
        // What waits for a promise that is never settled is kept for ever.
        let _ = self.function.call0(&JsValue::UNDEFINED);
    }
}

/// Ends when `signal` is aborted; never, if there is none.
pub(super) async fn aborted(signal: Option<&AbortSignal>) {
    let Some(signal) = signal else {
        return std::future::pending().await;
    };
    if signal.aborted() {
        return;
    }
    let (promise, function) = promise();
    let added = signal.add_event_listener_with_callback("abort", &function);
    let _listener = Listener { signal, function };
    if added.is_err() {
        return std::future::pending().await;
    }
    let _ = JsFuture::from(promise).await;
}
