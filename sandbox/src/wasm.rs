//! The sandbox for JavaScript: JSON and bytes in, JSON and bytes out. It decides nothing.

use serde_json::{Map, Value};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{Faults, ScriptedFault};
use crate::json::array;
use crate::rate::RateLimit;
use crate::{Config, Delivery, Recorded, Request, Response, Sandbox};

/// The largest integer of which a double holds every neighbour, 2⁵³ - 1.
const SAFE: u64 = 9_007_199_254_740_991;

/// A tenant in memory.
#[wasm_bindgen(js_name = Sandbox)]
#[derive(Debug)]
pub struct JsSandbox {
    sandbox: Sandbox,
}

/// What becomes of one request.
#[wasm_bindgen(js_name = Exchange)]
#[derive(Debug)]
pub struct JsExchange {
    delay_ms: u32,
    kind: &'static str,
    response: Option<Response>,
}

#[wasm_bindgen(js_class = Sandbox)]
impl JsSandbox {
    /// A tenant as the configuration says: JSON, its keys those of `Config` in camel case.
    ///
    /// # Errors
    /// A configuration that is none.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str) -> Result<Self, JsError> {
        let config =
            Config::read(config).map_err(|error| JsError::new(&format!("options: {error}")))?;
        let sandbox = Sandbox::new(config);
        Ok(Self { sandbox })
    }

    /// Takes one request. `headers` is a JSON array of pairs, `now_ms` milliseconds since 1970.
    ///
    /// # Errors
    /// Headers that are no array of pairs.
    pub fn handle(
        &mut self,
        method: String,
        url: String,
        headers: &str,
        body: Vec<u8>,
        now_ms: u64,
    ) -> Result<JsExchange, JsError> {
        let request = Request {
            method,
            url,
            headers: pairs(headers)?,
            body,
        };
        let exchange = self.sandbox.handle(&request, now_ms);
        let (kind, response) = match exchange.delivery {
            Delivery::Response(response) => ("response", Some(response)),
            Delivery::Cut(response) => ("cut", Some(response)),
            Delivery::Reset => ("reset", None),
            Delivery::Never => ("never", None),
        };
        Ok(JsExchange {
            delay_ms: u32::try_from(exchange.delay_ms).unwrap_or(u32::MAX),
            kind,
            response,
        })
    }

    /// A connection for a client.
    pub fn connection(&self) -> String {
        self.sandbox.connection().to_string()
    }

    /// Every stored user; integers that a double can't hold are strings.
    pub fn users(&self) -> String {
        let users = self.sandbox.users().into_iter().map(readable).collect();
        Value::Array(users).to_string()
    }

    /// Every request so far.
    pub fn requests(&self) -> String {
        let requests = self.sandbox.requests().iter().map(Recorded::json);
        Value::Array(requests.collect()).to_string()
    }

    /// Forgets the requests so far.
    #[wasm_bindgen(js_name = clearRequests)]
    pub fn clear_requests(&mut self) {
        self.sandbox.clear_requests();
    }

    /// The ids of those who were sent a link to reset their password, in order.
    #[wasm_bindgen(js_name = passwordResets)]
    pub fn password_resets(&self) -> String {
        Value::from(self.sandbox.password_resets()).to_string()
    }

    /// Replaces all chances and the script of faults.
    ///
    /// # Errors
    /// Faults that are none.
    #[wasm_bindgen(js_name = setFaults)]
    pub fn set_faults(&mut self, faults: &str) -> Result<(), JsError> {
        let faults = Faults::read(value("faults", faults)?);
        self.sandbox
            .set_faults(faults.map_err(|why| wrong("faults", &why))?);
        Ok(())
    }

    /// Adds a fault to the script.
    ///
    /// # Errors
    /// A fault that is none.
    pub fn script(&mut self, fault: &str) -> Result<(), JsError> {
        let fault = ScriptedFault::read(value("fault", fault)?);
        self.sandbox
            .script(fault.map_err(|why| wrong("fault", &why))?);
        Ok(())
    }

    /// Replaces the limit on everything but tokens.
    ///
    /// # Errors
    /// A limit that is none.
    #[wasm_bindgen(js_name = setRateLimit)]
    pub fn set_rate_limit(&mut self, limit: &str) -> Result<(), JsError> {
        let limit = RateLimit::read(value("rate limit", limit)?);
        let limit = limit.map_err(|why| wrong("rate limit", &why))?;
        self.sandbox.set_rate_limit(limit);
        Ok(())
    }

    /// Replaces the range of latency.
    #[wasm_bindgen(js_name = setLatencyMs)]
    pub fn set_latency_ms(&mut self, least: u32, most: u32) {
        self.sandbox
            .set_latency_ms((u64::from(least), u64::from(most)));
    }

    /// Stores a user and returns the id.
    ///
    /// # Errors
    /// Fields that are no JSON object.
    #[wasm_bindgen(js_name = addUser)]
    pub fn add_user(&mut self, fields: &str, now_ms: u64) -> Result<String, JsError> {
        Ok(self.sandbox.add_user(object(fields)?, now_ms))
    }

    /// Changes a stored user. False when nobody has that id.
    ///
    /// # Errors
    /// Fields that are no JSON object.
    #[wasm_bindgen(js_name = setUser)]
    pub fn set_user(&mut self, id: &str, fields: &str) -> Result<bool, JsError> {
        Ok(self.sandbox.set_user(id, object(fields)?))
    }

    /// Removes a stored user. False when nobody has that id.
    #[wasm_bindgen(js_name = removeUser)]
    pub fn remove_user(&mut self, id: &str) -> bool {
        self.sandbox.remove_user(id)
    }

    /// Hides a stored user from every read, or shows him. False when nobody has that id.
    #[wasm_bindgen(js_name = hideUser)]
    pub fn hide_user(&mut self, id: &str, hidden: bool) -> bool {
        self.sandbox.hide_user(id, hidden)
    }

    /// Makes every token issued so far unknown.
    #[wasm_bindgen(js_name = expireTokens)]
    pub fn expire_tokens(&mut self) {
        self.sandbox.expire_tokens();
    }
}

#[wasm_bindgen(js_class = Exchange)]
impl JsExchange {
    /// Milliseconds from the request to its delivery.
    #[wasm_bindgen(getter, js_name = delayMs)]
    pub fn delay_ms(&self) -> u32 {
        self.delay_ms
    }

    /// `response`, `cut`, `reset` or `never`.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.kind.to_owned()
    }

    /// The HTTP status; 0 without an answer.
    #[wasm_bindgen(getter)]
    pub fn status(&self) -> u16 {
        self.response.as_ref().map_or(0, |answer| answer.status)
    }

    /// The headers as a JSON array of pairs.
    #[wasm_bindgen(getter)]
    pub fn headers(&self) -> String {
        let headers = self.response.iter().flat_map(|answer| &answer.headers);
        let pairs = headers.map(|(name, value)| array![name.as_str(), value.as_str()]);
        Value::Array(pairs.collect()).to_string()
    }

    /// The body, or what came of it.
    #[wasm_bindgen(getter)]
    pub fn body(&self) -> Vec<u8> {
        let body = self.response.as_ref().map(|answer| answer.body.clone());
        body.unwrap_or_default()
    }
}

fn wrong(what: &str, why: &str) -> JsError {
    JsError::new(&format!("{what}: {why}"))
}

fn value(what: &str, json: &str) -> Result<Value, JsError> {
    serde_json::from_str(json).map_err(|error| wrong(what, &error.to_string()))
}

fn object(json: &str) -> Result<Map<String, Value>, JsError> {
    match value("fields", json)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(wrong("fields", "expected an object")),
    }
}

/// The pairs of a JSON array of arrays of two strings.
fn pairs(json: &str) -> Result<Vec<(String, String)>, JsError> {
    let value = value("headers", json)?;
    let mut pairs = Vec::new();
    for pair in value.as_array().into_iter().flatten() {
        match pair.as_array().map(Vec::as_slice) {
            Some([Value::String(name), Value::String(value)]) => {
                pairs.push((name.clone(), value.clone()));
            }
            _ => return Err(wrong("headers", "expected pairs of strings")),
        }
    }
    Ok(pairs)
}

/// The value with integers that `JSON.parse` would damage as strings.
fn readable(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let size = number
                .as_u64()
                .or_else(|| number.as_i64().map(i64::unsigned_abs));
            if size.is_some_and(|size| size > SAFE) {
                Value::String(number.to_string())
            } else {
                Value::Number(number)
            }
        }
        Value::Array(items) => Value::Array(items.into_iter().map(readable).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(name, value)| (name, readable(value)))
                    .collect(),
            )
        }
        plain => plain,
    }
}
