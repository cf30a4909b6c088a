//! The edge in a JavaScript runtime: what crosses, what is lent, what is left behind. Run by wasm-bindgen's test runner.
#![cfg(target_arch = "wasm32")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use js_sys::{Function, Object, Promise, Reflect};
use seatwarden::wasm::core::{Core, run};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

/// A tenant in a few lines of JavaScript: it keeps each request in `this.log`, and answers as `body` says.
fn hooks(body: &str) -> (Object, Object) {
    let state: Object = js_sys::eval("({ log: [], tokens: 0 })")
        .unwrap()
        .unchecked_into();
    let make = Function::new_with_args(
        "state",
        &format!(
            "return {{ fetch: async (url, init) => {{
                state.log.push({{ url, ...init, signal: init.signal, headers: {{ ...init.headers }} }});
                const json = (status, value) => new Response(JSON.stringify(value), {{ status }});
                if (url.endsWith('/oauth/token')) {{
                    state.tokens += 1;
                    return json(200, {{ access_token: 'token-' + state.tokens, token_type: 'bearer', expires_in: 3600 }});
                }}
                {body}
            }} }}"
        ),
    );
    let hooks = make.call1(&JsValue::UNDEFINED, &state).unwrap();
    (hooks.unchecked_into(), state)
}

fn connection(id: &str) -> String {
    json!({ "provider": "zuora", "clientId": id, "clientSecret": "canary-secret", "baseUrl": "https://tenant.example" })
        .to_string()
}

async fn answer(promise: Promise) -> Value {
    let text = JsFuture::from(promise).await.unwrap().as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

async fn call(core: &Core, action: &str, input: Value) -> Value {
    answer(core.call(action.into(), input.to_string(), "{}".into(), None)).await
}

fn look(state: &Object, expression: &str) -> JsValue {
    Function::new_with_args("state", &format!("return {expression}"))
        .call1(&JsValue::UNDEFINED, state)
        .unwrap()
}

const ROLES: &str = "return json(200, { profiles: [{ id: 'p-1', name: 'Read Only' }] });";

#[wasm_bindgen_test]
async fn a_request_goes_out_with_its_own_headers_and_follows_no_redirect() {
    let (hooks, state) = hooks(ROLES);
    let core = Core::new(connection("edge-1"), "{}", &hooks).unwrap();
    let roles = call(&core, "roles", json!({})).await;
    assert_eq!(roles["value"][0]["name"], "Read Only");
    assert!(
        look(
            &state,
            "state.log.every((request) => request.redirect === 'manual')"
        )
        .is_truthy()
    );
    assert!(
        look(
            &state,
            "state.log[0].method === 'POST' && state.log[0].headers.authorization === undefined"
        )
        .is_truthy()
    );
    assert!(
        look(
            &state,
            "state.log[0].body.includes('client_secret=canary-secret')"
        )
        .is_truthy()
    );
    assert!(look(&state, "state.log[1].headers.authorization === 'Bearer token-1' && state.log[1].body === undefined").is_truthy());
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_a_connection_is_thrown_as_json() {
    let thrown = Core::new("{\"provider\":\"zuora\"}".into(), "{}", &JsValue::UNDEFINED)
        .err()
        .unwrap();
    let error: Value = serde_json::from_str(&thrown.as_string().unwrap()).unwrap();
    assert_eq!(
        (&error["code"], &error["message"]),
        (
            &json!("invalid_input"),
            &json!("connection.clientId: is missing")
        )
    );
    for base in [
        "https://u:p@tenant.example",
        "http://tenant.example",
        "tenant.example",
        "https://tenant.example/?x",
    ] {
        let mut bad: Value = serde_json::from_str(&connection("edge-2")).unwrap();
        bad["baseUrl"] = json!(base);
        assert!(
            Core::new(bad.to_string(), "{}", &JsValue::UNDEFINED).is_err(),
            "{base}"
        );
    }
}

#[wasm_bindgen_test]
async fn clients_of_an_equal_connection_and_the_same_fetch_share_a_token() {
    let (hooks_one, state) = hooks(ROLES);
    let one = Core::new(connection("edge-3"), "{}", &hooks_one).unwrap();
    let two = Core::new(connection("edge-3"), "{}", &hooks_one).unwrap();
    call(&one, "roles", json!({})).await;
    call(&two, "roles", json!({})).await;
    assert_eq!(look(&state, "state.tokens").as_f64(), Some(1.0));
    let (hooks_two, other) = hooks(ROLES);
    let three = Core::new(connection("edge-3"), "{}", &hooks_two).unwrap();
    call(&three, "roles", json!({})).await;
    assert_eq!(look(&other, "state.tokens").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_and_the_request_behind_it() {
    let (hooks, state) = hooks(
        "return new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(init.signal.reason)));",
    );
    let core = Core::new(connection("edge-4"), "{}", &hooks).unwrap();
    let controller = AbortController::new().unwrap();
    let promise = core.call(
        "roles".into(),
        "{}".into(),
        "{}".into(),
        Some(controller.signal()),
    );
    while look(&state, "state.log.length").as_f64() != Some(2.0) {
        let tick = js_sys::eval("new Promise((resolve) => setTimeout(resolve, 1))").unwrap();
        JsFuture::from(Promise::from(tick)).await.unwrap();
    }
    controller.abort();
    assert_eq!(answer(promise).await, json!({ "aborted": true }));
    assert!(look(&state, "state.log[1].signal.aborted").is_truthy());
    let late = core.call(
        "roles".into(),
        "{}".into(),
        "{}".into(),
        Some(controller.signal()),
    );
    assert_eq!(answer(late).await, json!({ "aborted": true }));
    assert_eq!(look(&state, "state.log.length").as_f64(), Some(2.0));
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_or_gives_no_response_is_a_failed_connection() {
    for (body, said) in [
        (
            "throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED canary-secret') });",
            "TypeError: fetch failed: ECONNREFUSED [secret]",
        ),
        (
            "return undefined;",
            "fetch gave something that is no Response",
        ),
        ("return null;", "fetch gave something that is no Response"),
        ("return {};", "fetch gave something that is no Response"),
    ] {
        let (hooks, _state) = hooks(body);
        let core = Core::new(connection("edge-5"), "{\"maxAttempts\":1}", &hooks).unwrap();
        let error = &call(&core, "roles", json!({})).await["error"];
        assert_eq!(
            (&error["code"], &error["cause"]),
            (&json!("network"), &json!(said))
        );
    }
}

#[wasm_bindgen_test]
async fn a_body_is_read_in_parts_and_no_further_than_it_may_be() {
    let (hooks, _state) = hooks(
        "let sent = 0;
         const chunk = new Uint8Array(1 << 20).fill(32);
         return new Response(new ReadableStream({ pull(controller) {
             if (sent++ > 40) controller.close(); else controller.enqueue(chunk);
         } }), { status: 200 });",
    );
    let core = Core::new(connection("edge-6"), "{\"maxAttempts\":1}", &hooks).unwrap();
    assert_eq!(
        call(&core, "roles", json!({})).await["error"]["code"],
        "response_too_large"
    );
}

#[wasm_bindgen_test]
async fn a_redirect_that_the_runtime_hides_or_followed_is_unsafe() {
    for body in [
        "return { status: 0, type: 'opaqueredirect', headers: new Headers(), body: null, redirected: false };",
        "return Object.defineProperty(json(200, { profiles: [] }), 'redirected', { value: true });",
        "return new Response(null, { status: 302, headers: { location: 'https://evil.example' } });",
    ] {
        let (hooks, _state) = hooks(body);
        let core = Core::new(connection("edge-7"), "{\"maxAttempts\":1}", &hooks).unwrap();
        assert_eq!(
            call(&core, "roles", json!({})).await["error"]["code"],
            "unsafe_redirect",
            "{body}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_listing_ends_with_null_and_the_callers_clock_and_sleep_are_used() {
    let (hooks, state) = hooks(
        "const page = Number(new URL(url).searchParams.get('page'));
         if (page === 2 && !state.failed) { state.failed = true; return json(503, {}); }
         return json(200, { users: [{ id: 'u-' + page, username: 'n' + page, status: 'Active' }], nextPage: page < 3 ? 'x' : undefined });",
    );
    let lend = |name: &str, code: &str| {
        let function = Function::new_with_args("state", code)
            .call1(&JsValue::UNDEFINED, &state)
            .unwrap();
        Reflect::set(&hooks, &JsValue::from_str(name), &function).unwrap();
    };
    lend("now", "return () => 1773734400000;");
    lend("random", "return () => 0.5;");
    lend(
        "sleep",
        "state.slept = []; return async (ms, signal) => { state.slept.push(ms); if (ms > 1000) await new Promise(() => {}); };",
    );
    lend(
        "onEvent",
        "state.events = []; return (text) => { state.events.push(JSON.parse(text)); throw new Error('a listener has no say'); };",
    );
    let core = Core::new(connection("edge-8"), "{}", &hooks).unwrap();
    let listing = core.list("{}", "{}", None).unwrap();
    let mut ids = Vec::new();
    loop {
        let page = answer(listing.next(None)).await;
        if page["value"].is_null() {
            break;
        }
        ids.push(page["value"]["users"][0]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids, ["u-1", "u-2", "u-3"]);
    assert!(look(&state, "state.slept.includes(250)").is_truthy());
    assert!(
        look(
            &state,
            "state.events.every((event) => event.at === '2026-03-17T08:00:00Z')"
        )
        .is_truthy()
    );
}

#[wasm_bindgen_test]
async fn a_listing_that_is_read_to_its_end_is_pushed_page_by_page() {
    let (hooks, _) = hooks(
        "const page = Number(new URL(url).searchParams.get('page'));
         return json(200, { users: [{ id: 'u-' + page, username: 'n' + page, status: 'Active' }], nextPage: page < 9 ? 'x' : undefined });",
    );
    let core = Core::new(connection("edge-11"), "{}", &hooks).unwrap();
    let listing = core.list("{}", "{}", None).unwrap();
    let pushed = js_sys::Array::new();
    let push = Function::new_with_args(
        "pushed",
        "return (page) => pushed.push(JSON.parse(page).users[0].id);",
    );
    let push = push.call1(&JsValue::UNDEFINED, &pushed).unwrap();
    let end = answer(listing.next(Some(push.into()))).await;
    assert!(
        end["value"].is_null() && end.get("error").is_none(),
        "{end}"
    );
    let ids: Vec<_> = pushed.iter().filter_map(|id| id.as_string()).collect();
    assert_eq!(
        ids,
        (1..10).map(|page| format!("u-{page}")).collect::<Vec<_>>()
    );
    assert!(answer(listing.next(None)).await["value"].is_null());
}

#[wasm_bindgen_test]
async fn a_token_store_that_fails_is_no_reason_to_fail() {
    let (hooks, state) = hooks(ROLES);
    let store = Function::new_with_args(
        "state",
        "return { get: async () => { throw new Error('down'); }, set: async (key, value, ttl) => { state.kept = [key, value, ttl]; } };",
    );
    let store = store.call1(&JsValue::UNDEFINED, &state).unwrap();
    Reflect::set(&hooks, &JsValue::from_str("tokenStore"), &store).unwrap();
    let core = Core::new(connection("edge-9"), "{}", &hooks).unwrap();
    assert!(call(&core, "roles", json!({})).await.get("value").is_some());
    assert!(
        look(
            &state,
            "/^seatwarden:[0-9a-f]{64}$/.test(state.kept[0]) && state.kept[2] === 3600"
        )
        .is_truthy()
    );
    assert!(
        look(
            &state,
            "JSON.parse(state.kept[1]).accessToken === 'token-1'"
        )
        .is_truthy()
    );
}

#[wasm_bindgen_test]
fn the_runtimes_lower_case_is_that_of_std() {
    for text in [
        "ÄÖÜ@Example.com",
        "ΟΔΥΣΣΕΥΣ",
        "İstanbul",
        "ДЖОН",
        "GROẞ",
        "K",
        "ANN",
        "",
    ] {
        assert_eq!(seatwarden::case::lower(text), text.to_lowercase());
    }
    assert!(seatwarden::case::folds("Zoë", "ZOË") && !seatwarden::case::folds("Zoë", "Zoe"));
}

#[wasm_bindgen_test]
async fn a_step_never_fails_but_in_its_result() {
    let (hooks, _state) = hooks(ROLES);
    let step = format!(
        "{{\"action\":\"roles\",\"connection\":{}}}",
        connection("edge-10")
    );
    let done = answer(run(step, hooks.clone().into(), None)).await;
    assert_eq!(
        (&done["ok"], &done["data"]["roles"][0]["id"]),
        (&json!(true), &json!("p-1"))
    );
    for broken in ["", "{", "{\"action\":\"roles\"}", "\u{fffd}"] {
        let failed = answer(run(broken.into(), hooks.clone().into(), None)).await;
        assert_eq!(
            (&failed["ok"], &failed["error"]["code"]),
            (&json!(false), &json!("invalid_input"))
        );
    }
}
