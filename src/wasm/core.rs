//! What JavaScript sees of the core: a client, a listing, and the step. Everything crosses as JSON text.

use super::feed::JsFeed;
use super::hooks::Hooks;
use super::host::JsHost;
use super::promise::of_text;
use super::registry;
use crate::error::Error;
use crate::input;
use crate::lifecycle::client::Client;
use crate::lifecycle::list;
use crate::lifecycle::options::Options;
use crate::step;
use js_sys::{Function, Promise};
use seatwarden_json::{Map, Value};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;
use zeroize::Zeroizing;

fn open(connection: Value, options: Value, hooks: &JsValue) -> Result<Client<JsHost>, Error> {
    let hooks = Hooks::read(hooks);
    let functions = hooks.identity();
    let mut client = Client::open(JsHost(hooks), connection, options)?;
    let shared = registry::share(client.fingerprint(), functions, client.shared());
    client.share(shared);
    Ok(client)
}

fn thrown(error: &Error) -> JsValue {
    JsValue::from_str(&seatwarden_json::to_string(error))
}

/// A client: one connection.
#[wasm_bindgen]
pub struct Core {
    client: AssertUnwindSafe<Rc<Client<JsHost>>>,
}

#[wasm_bindgen]
impl Core {
    /// Reads the connection and the options, both JSON. Throws the JSON of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(connection: String, options: &str, hooks: &JsValue) -> Result<Core, JsValue> {
        let connection = Zeroizing::new(connection);
        let client = input::parse("connection", &connection)
            .and_then(|connection| open(connection, input::parse("options", options)?, hooks))
            .map_err(|error| thrown(&error))?;
        Ok(Self {
            client: AssertUnwindSafe(Rc::new(client)),
        })
    }

    /// Calls a verb. Resolves with `{"value": …}`, `{"error": …}` or `{"aborted": true}` as JSON.
    pub fn call(
        &self,
        action: String,
        input: String,
        options: String,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = Rc::clone(&self.client);
        of_text(
            signal,
            Box::pin(async move {
                #[cfg(feature = "panic-probe")]
                if input.contains("__panic") {
                    wait_and_panic().await;
                }
                step::call(&client, &action, &input, &options).await
            }),
        )
    }

    /// Settles many: `pull` gives the next ones, `push` takes each result. Resolves as [`Core::call`], with the counts.
    pub fn batch(
        &self,
        action: String,
        options: String,
        size: Option<u32>,
        pull: Function,
        push: Function,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = Rc::clone(&self.client);
        of_text(
            signal,
            Box::pin(async move {
                let feed = JsFeed { size, pull, push };
                step::batch(&client, &action, &feed, &options).await
            }),
        )
    }

    /// Runs a step on this client: JSON in, JSON out, as [`run`] without a connection.
    pub fn run(&self, step: String, signal: Option<AbortSignal>) -> Promise {
        let client = Rc::clone(&self.client);
        of_text(
            signal,
            Box::pin(async move {
                #[cfg(feature = "panic-probe")]
                if step.contains("__panic") {
                    wait_and_panic().await;
                }
                step::run_on(&client, &step).await
            }),
        )
    }

    /// Begins a listing: a query and options as JSON. Throws the JSON of an error.
    pub fn list(
        &self,
        query: &str,
        options: &str,
        signal: Option<AbortSignal>,
    ) -> Result<Listing, JsValue> {
        #[cfg(feature = "panic-probe")]
        #[allow(clippy::panic)]
        if query.contains("__panic") {
            panic!("asked to");
        }
        let listing = input::parse("query", query)
            .and_then(|query| {
                let query = list::ListQuery::read(query)?;
                let options = Options::read("list", input::parse("options", options)?)?;
                self.client.list(query, &options)
            })
            .map_err(|error| thrown(&error))?;
        Ok(Listing {
            client: AssertUnwindSafe(Rc::clone(&self.client)),
            listing: AssertUnwindSafe(Rc::new(RefCell::new(Some(listing)))),
            signal,
        })
    }

    /// Forgets the token of the connection as soon as no other client uses it.
    pub fn forget(&self) {
        registry::forget(self.client.shared());
    }
}

/// A listing that is being read.
#[wasm_bindgen]
pub struct Listing {
    client: AssertUnwindSafe<Rc<Client<JsHost>>>,
    listing: AssertUnwindSafe<Rc<RefCell<Option<list::Listing>>>>,
    signal: Option<AbortSignal>,
}

#[wasm_bindgen]
impl Listing {
    /// The next page, as [`Core::call`] resolves; its value is null after the last one. With `push`, all that are left: each
    /// is given to it as JSON, and the value is null.
    pub fn next(&self, push: Option<Function>) -> Promise {
        let (client, cell) = (Rc::clone(&self.client), Rc::clone(&self.listing));
        let signal = self.signal.clone();
        of_text(
            signal,
            Box::pin(async move {
                let Some(mut listing) = cell.take() else {
                    return step::failed(&Error::invalid_input(
                        "list",
                        "the page before is still being read, or was cut off",
                    ));
                };
                let result = match push {
                    None => client.next_page(&mut listing).await,
                    Some(push) => {
                        let mut give = |page| {
                            let page = JsValue::from_str(&seatwarden_json::to_string(&page));
                            let _ = push.call1(&JsValue::UNDEFINED, &page);
                        };
                        let read = client.each_page(&mut listing, &mut give).await;
                        read.map(|()| None)
                    }
                };
                cell.replace(Some(listing));
                step::page(&result)
            }),
        )
    }
}

/// Runs a step: JSON in, JSON out. Resolves with the step's result, or `{"aborted": true}`.
#[wasm_bindgen]
pub fn run(step: String, hooks: JsValue, signal: Option<AbortSignal>) -> Promise {
    let step = Zeroizing::new(step);
    of_text(
        signal,
        Box::pin(async move {
            let open = |connection| open(connection, Value::Object(Map::new()), &hooks);
            step::run(&step, open).await
        }),
    )
}

#[cfg(feature = "panic-probe")]
#[allow(clippy::panic)]
async fn wait_and_panic() {
    super::timer::wait(1.0).await;
    panic!("asked to");
}
