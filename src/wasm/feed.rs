//! The two ends of a batch in JavaScript: a function that gives the next ones, and one that takes results.

use crate::http::exchange::Pending;
use crate::lifecycle::batch::Feed;
use crate::lifecycle::result::{Result, WriteResult};
use crate::step;
use js_sys::{Function, Promise};
use seatwarden_json::{Privacy, Value, from_string};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What the door handed over.
pub(super) struct JsFeed {
    pub(super) size: Option<u32>,
    /// Gives a promise of a JSON array; of an empty one at the end. The door sees to it that it never rejects.
    pub(super) pull: Function,
    pub(super) push: Function,
}

impl Feed for JsFeed {
    fn size(&self) -> Option<usize> {
        self.size.and_then(|size| usize::try_from(size).ok())
    }

    fn pull(&self) -> Pending<'_, Vec<Value>> {
        Box::pin(async {
            let Ok(promise) = self.pull.call0(&JsValue::UNDEFINED) else {
                return Vec::new();
            };
            let text = JsFuture::from(Promise::resolve(&promise)).await;
            let text = text.ok().and_then(|text| text.as_string());
            let values = text.and_then(|text| from_string(text, Privacy::Open).ok());
            match values {
                Some(Value::Array(values)) => values,
                _ => Vec::new(),
            }
        })
    }

    fn push(&self, index: usize, result: Result<WriteResult>) {
        let entry = step::batch_entry(index, &result);
        let _ = self
            .push
            .call1(&JsValue::UNDEFINED, &JsValue::from_str(&entry));
    }
}
