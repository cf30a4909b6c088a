//! Ed25519 through WebCrypto, on whatever global there is: the runtime has it, so that the core needn't carry it.

use super::hooks::get;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "Ed25519";

/// Whether `signature` is good. `None` if this runtime can't tell.
pub(super) async fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let subtle = get(&js_sys::global(), "crypto").and_then(|crypto| get(&crypto, "subtle"))?;
    let algorithm = JsValue::from_str(NAME);
    let usages = Array::of1(&JsValue::from_str("verify"));
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let import = [
        JsValue::from_str("raw"),
        bytes(key),
        algorithm.clone(),
        JsValue::FALSE,
        usages.into(),
    ];
    // Bytes that are no point on the curve are refused here by some runtimes, and below by the others.
    let key = match call(&subtle, "importKey", &import).await {
        Ok(key) => key,
        Err(thrown) => return is_about_key(&thrown).then_some(false),
    };
    let verify = [algorithm, key, bytes(signature), bytes(message)];
    call(&subtle, "verify", &verify).await.ok()?.as_bool()
}

/// WebCrypto's DataError: the algorithm is known, the key is none.
fn is_about_key(thrown: &JsValue) -> bool {
    get(thrown, "name")
        .and_then(|name| name.as_string())
        .as_deref()
        == Some("DataError")
}

async fn call(subtle: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(subtle, method).unwrap_or_default().dyn_into()?;
    let promise = function.apply(subtle, &arguments.iter().collect::<Array>())?;
    JsFuture::from(Promise::resolve(&promise)).await
}
