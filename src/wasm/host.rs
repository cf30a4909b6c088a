//! The outside world in a JavaScript runtime.

use super::fetch;
use super::hooks::{Hooks, describe};
use super::timer;
use crate::event::{Event, EventType};
use crate::host::{FetchFailure, Host, HttpRequest, HttpResponse};
use crate::http::origin::Url;
use crate::lifecycle::audit::AuditRecord;
use crate::time::{self, Millis};
use js_sys::{Array, Function, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

/// A JavaScript runtime, or what the caller put in the place of its parts.
#[derive(Debug)]
pub(super) struct JsHost(pub(super) Hooks);

impl JsHost {
    /// Calls a method of the caller's token store. A store that fails is no reason to fail: a token can be fetched.
    async fn store(&self, method: &str, arguments: &Array) -> Option<JsValue> {
        let store = self.0.token_store.as_ref()?;
        let function: Function = Reflect::get(store, &JsValue::from_str(method))
            .ok()?
            .dyn_into()
            .ok()?;
        let result = match function.apply(store, arguments) {
            Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
            Err(thrown) => Err(thrown),
        };
        result
            .map_err(|thrown| {
                let mut event =
                    Event::new(EventType::Warning, time::to_rfc3339(self.now()), "token");
                let thrown = describe(&thrown);
                event.message = Some(format!("tokenStore.{method} failed: {thrown}"));
                self.event(&event);
            })
            .ok()
    }

    fn tell<T: Serialize>(listener: Option<&Function>, what: &T) {
        if let Some(listener) = listener {
            let text = seatwarden_json::to_string(what);
            // A listener that throws has no say in what the core does.
            let _ = listener.call1(&JsValue::UNDEFINED, &JsValue::from_str(&text));
        }
    }
}

impl Host for JsHost {
    async fn fetch(&self, request: &HttpRequest) -> Result<HttpResponse, FetchFailure> {
        fetch::fetch(self.0.fetch.as_ref(), request).await
    }

    #[allow(clippy::as_conversions)] // waits are far below 2^53
    async fn sleep(&self, ms: Millis) {
        match &self.0.sleep {
            Some(sleep) => timer::wait_with(sleep, ms as f64).await,
            None => timer::wait(ms as f64).await,
        }
    }

    #[allow(clippy::as_conversions)] // saturates at 0 for times before 1970
    fn now(&self) -> Millis {
        let given = self
            .0
            .now
            .as_ref()
            .and_then(|now| now.call0(&JsValue::UNDEFINED).ok()?.as_f64());
        given.unwrap_or_else(js_sys::Date::now) as Millis
    }

    fn random(&self) -> f64 {
        let given = self
            .0
            .random
            .as_ref()
            .and_then(|random| random.call0(&JsValue::UNDEFINED).ok()?.as_f64());
        given.unwrap_or_else(js_sys::Math::random)
    }

    fn parse_url(&self, text: &str) -> Option<Url> {
        let url = web_sys::Url::new(text).ok()?;
        Some(Url {
            origin: url.origin(),
            protocol: url.protocol(),
            hostname: url.hostname(),
            pathname: url.pathname(),
            has_userinfo: !url.username().is_empty() || !url.password().is_empty(),
            has_query_or_fragment: text.contains('?') || text.contains('#'),
        })
    }

    async fn load_token(&self, key: &str) -> Option<Zeroizing<String>> {
        let arguments = Array::of1(&JsValue::from_str(key));
        let found = self.store("get", &arguments).await?;
        found.as_string().map(Zeroizing::new)
    }

    #[allow(clippy::as_conversions)] // a lifetime in seconds is far below 2^53
    async fn save_token(&self, key: &str, value: &str, ttl_seconds: u64) {
        let arguments = Array::of3(
            &JsValue::from_str(key),
            &JsValue::from_str(value),
            &JsValue::from_f64(ttl_seconds as f64),
        );
        self.store("set", &arguments).await;
    }

    fn listens(&self) -> bool {
        self.0.on_event.is_some()
    }

    fn event(&self, event: &Event<'_>) {
        Self::tell(self.0.on_event.as_ref(), event);
    }

    fn audit(&self, record: &AuditRecord<'_>) {
        Self::tell(self.0.on_audit.as_ref(), record);
    }
}
