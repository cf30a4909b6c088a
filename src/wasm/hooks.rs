//! What a caller puts in the place of the runtime's own: read once, when a client is made.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The caller's functions. Where there is none, the runtime's own is used.
#[derive(Debug, Default)]
pub(super) struct Hooks {
    pub(super) fetch: Option<Function>,
    pub(super) sleep: Option<Function>,
    pub(super) now: Option<Function>,
    pub(super) random: Option<Function>,
    pub(super) token_store: Option<Object>,
    pub(super) on_event: Option<Function>,
    pub(super) on_audit: Option<Function>,
}

impl Hooks {
    /// Takes the functions out of an object. What isn't a function is left out: the door has checked it.
    pub(super) fn read(object: &JsValue) -> Self {
        let function = |name: &str| get(object, name).and_then(|value| value.dyn_into().ok());
        Self {
            fetch: function("fetch"),
            sleep: function("sleep"),
            now: function("now"),
            random: function("random"),
            token_store: get(object, "tokenStore").and_then(|value| value.dyn_into().ok()),
            on_event: function("onEvent"),
            on_audit: function("onAudit"),
        }
    }

    /// What has to be the same for two clients to share a token: who they ask, and by which clock.
    #[cfg(feature = "client")]
    pub(super) fn identity(&self) -> [JsValue; 5] {
        let value = |function: &Option<Function>| {
            function
                .as_ref()
                .map_or(JsValue::UNDEFINED, |function| function.into())
        };
        [
            value(&self.fetch),
            value(&self.sleep),
            value(&self.now),
            value(&self.random),
            self.token_store
                .as_ref()
                .map_or(JsValue::UNDEFINED, |store| store.into()),
        ]
    }
}

/// A property that is there.
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// An exception in words: its name and message, and those of its cause, where Node says what really happened.
pub(super) fn describe(thrown: &JsValue) -> String {
    let text = |object: &JsValue, name| get(object, name).and_then(|value| value.as_string());
    let Some(message) = text(thrown, "message") else {
        return thrown
            .as_string()
            .unwrap_or_else(|| String::from("an exception without a message"));
    };
    let name = text(thrown, "name").unwrap_or_else(|| String::from("Error"));
    match get(thrown, "cause")
        .and_then(|cause| text(&cause, "message").or_else(|| text(&cause, "code")))
    {
        Some(cause) => format!("{name}: {message}: {cause}"),
        None => format!("{name}: {message}"),
    }
}
