//! `fetch` through web-sys, on whatever global there is or the caller's own. Never follows a redirect, never reads
//! more than the core takes, and stops when it is dropped.

use super::hooks::{describe, get};
use crate::host::{FetchFailure, HttpRequest, HttpResponse, MAX_BODY};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestInit, RequestRedirect, Response,
};

/// Aborts the fetch when it is dropped, unless its answer was read to the end.
struct Running {
    controller: AbortController,
    ended: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.ended {
            self.controller.abort();
        }
    }
}

fn network(thrown: &JsValue) -> FetchFailure {
    FetchFailure::Network(describe(thrown))
}

/// Sends a request and reads its answer.
pub(super) async fn fetch(
    own: Option<&Function>,
    request: &HttpRequest,
) -> Result<HttpResponse, FetchFailure> {
    let controller = AbortController::new().map_err(|thrown| network(&thrown))?;
    let mut running = Running {
        controller,
        ended: false,
    };
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&running.controller.signal()));
    let headers = Object::new();
    for (name, value) in &request.headers {
        let _ = Reflect::set(
            &headers,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    init.set_headers(&headers);
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    let url = JsValue::from_str(&request.url);
    let promise = match own {
        Some(own) => own.call2(&JsValue::UNDEFINED, &url, &init),
        None => global_fetch()?.call2(&js_sys::global(), &url, &init),
    }
    .map_err(|thrown| network(&thrown))?;
    let answer = JsFuture::from(Promise::resolve(&promise))
        .await
        .map_err(|thrown| network(&thrown))?;
    let status = get(&answer, "status").and_then(|status| status.as_f64());
    if status.is_none() {
        return Err(FetchFailure::Network(String::from(
            "fetch gave something that is no Response",
        )));
    }
    let response: Response = answer.unchecked_into();
    let headers = read_headers(&response);
    let body = read_body(&response, &headers).await?;
    running.ended = true;
    Ok(HttpResponse {
        status: response.status(),
        headers,
        body,
        redirected: get(&response, "redirected").is_some_and(|value| value.is_truthy()),
    })
}

/// The runtime's own, looked up at each call: a page or a test may replace it.
fn global_fetch() -> Result<Function, FetchFailure> {
    get(&js_sys::global(), "fetch")
        .and_then(|value| value.dyn_into().ok())
        .ok_or_else(|| {
            FetchFailure::Network(String::from(
                "this runtime has no global fetch; give one as options.fetch",
            ))
        })
}

fn read_headers(response: &Response) -> Vec<(String, String)> {
    let Some(Ok(Some(entries))) =
        get(response, "headers").map(|headers| js_sys::try_iter(&headers))
    else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| {
            let entry: Array = entry.ok()?.dyn_into().ok()?;
            Some((
                entry.get(0).as_string()?.to_ascii_lowercase(),
                entry.get(1).as_string()?,
            ))
        })
        .collect()
}

/// Reads to the end, or until there is more than any honest answer has.
async fn read_body(
    response: &Response,
    headers: &[(String, String)],
) -> Result<Vec<u8>, FetchFailure> {
    let header = |name: &str| {
        headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    let announced = header("content-length").and_then(|text| text.parse::<usize>().ok());
    let encoded = header("content-encoding").is_some_and(|coding| coding != "identity");
    match announced {
        Some(length) if length > MAX_BODY => return Err(FetchFailure::TooLarge),
        // The runtime holds the server to the length, so it can be read at once.
        Some(_) if !encoded => return read_at_once(response).await,
        _ => {}
    }
    match get(response, "body") {
        Some(body) if get(&body, "getReader").is_some() => read_in_parts(response).await,
        Some(_) => read_at_once(response).await,
        None => Ok(Vec::new()),
    }
}

async fn read_at_once(response: &Response) -> Result<Vec<u8>, FetchFailure> {
    let promise = response.array_buffer().map_err(|thrown| network(&thrown))?;
    let buffer = JsFuture::from(promise)
        .await
        .map_err(|thrown| network(&thrown))?;
    let bytes = Uint8Array::new(&buffer);
    if usize::try_from(bytes.length()).unwrap_or(usize::MAX) > MAX_BODY {
        return Err(FetchFailure::TooLarge);
    }
    Ok(bytes.to_vec())
}

async fn read_in_parts(response: &Response) -> Result<Vec<u8>, FetchFailure> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let part = JsFuture::from(reader.read())
            .await
            .map_err(|thrown| network(&thrown))?;
        if get(&part, "done").is_some_and(|done| done.is_truthy()) {
            return Ok(body);
        }
        let Some(bytes) = get(&part, "value") else {
            continue;
        };
        let bytes = Uint8Array::new(&bytes);
        let length = usize::try_from(bytes.length()).unwrap_or(usize::MAX);
        if body.len().saturating_add(length) > MAX_BODY {
            return Err(FetchFailure::TooLarge);
        }
        body.extend(bytes.to_vec());
    }
}
