//! Answers that no tenant gives and something in between does. It may not know any vendor.

use serde_json::Value;

use crate::http::{Request, Response};
use crate::json::{object, set};

/// JSON that is nobody's answer.
const GARBLED: [&str; 6] = [
    "[]",
    "null",
    "{}",
    "\"OK\"",
    "{\"status\":\"up\"}",
    "[{\"n\":1}]",
];
/// What a gateway says when it can't reach what is behind it.
const GATEWAY: [(u16, &str); 3] = [
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (504, "Gateway Timeout"),
];
/// More than any client should read.
const HUGE: usize = 16 * 1024 * 1024 + 1;

/// One after the other.
fn of<T: Copy>(items: &[T], turn: usize) -> Option<T> {
    items.get(turn % items.len().max(1)).copied()
}

/// 500, 502 or 504.
pub(crate) fn gateway(turn: usize) -> Response {
    let (status, text) = of(&GATEWAY, turn).unwrap_or((500, ""));
    Response::text(status, "text/plain", text)
}

/// 200 with JSON of something else.
pub(crate) fn garbled(turn: usize) -> Response {
    let text = of(&GARBLED, turn).unwrap_or_default();
    Response::text(200, "application/json", text)
}

/// 200 with a body that doesn't end soon.
pub(crate) fn huge() -> Response {
    let mut response = Response::text(200, "application/json", "");
    response.body = vec![b' '; HUGE];
    response
}

/// The same answer, under another content type.
pub(crate) fn mistyped(mut response: Response) -> Response {
    for (name, value) in &mut response.headers {
        if name == "content-type" {
            "text/plain".clone_into(value);
        }
    }
    response
}

/// 400 that shows the request as it came: as JSON, or as text.
pub(crate) fn echo(request: &Request, turn: usize) -> Response {
    let mut text = format!("Bad request: {} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push_str(&String::from_utf8_lossy(&request.body));
    if turn.is_multiple_of(2) {
        return Response::text(400, "text/plain", &text);
    }
    let mut fields = serde_json::Map::new();
    for name in ["message", "detail", "error_description"] {
        set(&mut fields, name, Value::from(text.as_str()));
    }
    set(
        &mut fields,
        "reasons",
        Value::Array(vec![
            object! { "code": 58_170_020, "message": text.as_str() },
        ]),
    );
    Response::json(400, &Value::Object(fields))
}
