//! Bad input is refused by its path before anything is sent.

use crate::support::Bench;
use seatwarden::step;
use seatwarden_sandbox::Config;
use serde_json::{Value, json};

async fn refused(action: &str, input: &str, options: &str) -> (String, String) {
    let bench = Bench::new(Config::default());
    let envelope = step::call(&bench.client, action, input, options).await;
    let envelope: Value = serde_json::from_str(&envelope).unwrap();
    assert_eq!(
        bench.world.sandbox(|sandbox| sandbox.requests().len()),
        0,
        "{action} {input}"
    );
    let error = &envelope["error"];
    (
        error["code"]
            .as_str()
            .unwrap_or_else(|| panic!("{envelope}"))
            .to_owned(),
        error["message"].as_str().unwrap().to_owned(),
    )
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_bad_input_is_named_by_its_path_and_nothing_is_sent() {
    let long = json!({ "person": { "userName": "x".repeat(1_000_000) } }).to_string();
    let long_extra =
        json!({ "person": { "userName": "x", "extra": { "a": { "b": ["x".repeat(1_000_000)] } } } }).to_string();
    let deep = format!(
        "{{\"person\":{{\"userName\":\"x\",\"extra\":{{\"a\":{}1{}}}}}}}",
        "[".repeat(60),
        "]".repeat(60)
    );
    for (action, input, options, path) in [
        ("provision", "{}", "{}", "person: is missing"),
        (
            "provision",
            "{\"person\":{}}",
            "{}",
            "person: needs a userName or an email",
        ),
        ("provision", "{\"person\":[]}", "{}", "person: "),
        (
            "provision",
            "{\"person\":{\"userName\":7}}",
            "{}",
            "person.userName: expected a string",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"\"}}",
            "{}",
            "person.userName: is empty",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a \"}}",
            "{}",
            "person.userName: has white space",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\\u0000b\"}}",
            "{}",
            "person.userName: has a control",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"\\ud83d\"}}",
            "{}",
            "person.userName: has a lone surrogate",
        ),
        (
            "provision",
            "{\"person\":{\"email\":\"nobody\"}}",
            "{}",
            "person.email: is not a mail address",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\",\"colour\":1}}",
            "{}",
            "person.colour: unknown field",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\",\"groups\":[\"\"]}}",
            "{}",
            "person.groups[0]: is empty",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\",\"extra\":{\"id\":\"1\"}}}",
            "{}",
            "person.extra.id: ",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\",\"extra\":{\"status\":\"Active\"}}}",
            "{}",
            "person.extra.status: ",
        ),
        (
            "provision",
            long.as_str(),
            "{}",
            "person.userName: is 1000000 bytes long",
        ),
        (
            "provision",
            long_extra.as_str(),
            "{}",
            "person.extra.a.b[0]: is 1000000 bytes long",
        ),
        ("provision", deep.as_str(), "{}", "person.extra.a[0]"),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\"}}",
            "{\"strict\":true}",
            "options.strict: is not an option of provision",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\"}}",
            "{\"match\":{\"id\":\"1\",\"email\":\"x\"}}",
            "options.match: expected a string, or one of",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\"}}",
            "{\"match\":{\"id\":\"\"}}",
            "options.match.id: is empty",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\"}}",
            "{\"dryRun\":\"yes\"}",
            "options.dryRun: expected a boolean",
        ),
        (
            "provision",
            "{\"person\":{\"userName\":\"a\"}}",
            "{\"idempotencyKey\":\"a b\"}",
            "options.idempotencyKey: ",
        ),
        ("deactivate", "{\"who\":\"\"}", "{}", "who: is empty"),
        (
            "deactivate",
            "{\"who\":{\"id\":\" \"}}",
            "{}",
            "who.id: has white space",
        ),
        (
            "deactivate",
            "{\"who\":{\"name\":\"x\"}}",
            "{}",
            "who: expected a string, or one of",
        ),
        ("deactivate", "{\"who\":null}", "{}", "who: is missing"),
        (
            "deactivate",
            "{\"who\":\"a\",\"because\":1}",
            "{}",
            "because: unknown field",
        ),
        (
            "deactivate",
            "{\"who\":\"a\"}",
            "{\"deadlineMs\":0}",
            "options.deadlineMs: ",
        ),
        (
            "deactivate",
            "{\"who\":\"a\"}",
            "{\"deadlineMs\":1e12}",
            "options.deadlineMs: ",
        ),
        ("get", "{\"who\":{\"id\":\"..\"}}", "{}", "who.id: can't be"),
        ("get", "{\"who\"", "{}", "input: is not JSON"),
        ("list", "{\"pageSize\":0}", "{}", "query.pageSize: "),
        (
            "list",
            "{\"pageSize\":-1}",
            "{}",
            "query.pageSize: expected a whole number",
        ),
        ("list", "{\"limit\":0}", "{}", "query.limit: "),
        (
            "list",
            "{\"active\":\"yes\"}",
            "{}",
            "query.active: expected a boolean",
        ),
        (
            "list",
            "{\"colour\":1}",
            "{}",
            "query.colour: unknown field",
        ),
        ("roles", "{\"a\":1}", "{}", "a: unknown field"),
        (
            "token",
            "{}",
            "{\"dryRun\":true}",
            "options.dryRun: is not an option of token",
        ),
        (
            "request",
            "{\"method\":\"TRACE\",\"path\":\"/v1\"}",
            "{}",
            "method: expected",
        ),
        ("fly", "{}", "{}", "action: expected"),
    ] {
        let (code, message) = refused(action, input, options).await;
        assert_eq!(code, "invalid_input", "{action} {path}");
        assert!(message.starts_with(path), "{message} is not {path}");
        assert!(message.len() < 600, "{} bytes of message", message.len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_value_is_never_repeated_in_a_message() {
    for (input, options) in [
        ("{\"who\":{\"canary-7\":1}}", "{}"),
        ("{\"who\":[\"canary-7\"]}", "{}"),
        ("{\"who\":\"a\"}", "{\"timeoutMs\":\"canary-7\"}"),
        ("\"canary-7\"", "{}"),
    ] {
        let (_, message) = refused("get", input, options).await;
        assert!(!message.contains("canary-7"), "{message}");
    }
}
