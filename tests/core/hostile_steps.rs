//! A step is text from outside: whatever is in it, the answer is a step's output, and nobody panics.
//! `SEED=4711 cargo nextest run hostile` replays one run, `SEEDS=1000000` makes it longer.

use crate::simulation::chance::Chance;
use crate::support::{Bench, joiner};
use seatwarden::step;
use seatwarden_sandbox::Config;
use serde_json::{Value, json};
use std::rc::Rc;

const TEXTS: u64 = 2_000;

/// Pieces that JSON readers stumble on.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "-",
    "1e999999",
    "-0.0",
    "9007199254740993",
    "1e-400",
    "99999999999999999999999999",
    "\\ud800",
    "\\udfff\\ud800",
    "\\u0000",
    "\u{0}",
    "\u{feff}",
    "\"__proto__\":{}",
    "\"action\":\"remove\",",
    "\u{1F600}",
    "\t\n\r",
];

fn seeds() -> (u64, u64) {
    let number = |name| std::env::var(name).ok()?.parse().ok();
    (
        number("SEED").unwrap_or(20_260_317),
        number("SEEDS").unwrap_or(TEXTS),
    )
}

/// A good step of some verb, as text.
fn good(chance: &mut Chance, connection: &Value) -> String {
    let who = json!({ "who": "jane@example.com" });
    let (action, input) = chance
        .pick(&[
            ("token", json!({})),
            ("list", json!({ "limit": 3, "active": true })),
            ("get", who.clone()),
            ("find", json!({ "who": { "id": "u-001" } })),
            ("provision", json!({ "person": joiner() })),
            (
                "update",
                json!({ "who": "u-001", "change": { "extra": { "a": [1] } } }),
            ),
            ("deactivate", who.clone()),
            ("reactivate", who.clone()),
            ("remove", who.clone()),
            ("resetPassword", who),
            ("roles", json!({})),
            ("capabilities", json!({})),
            ("request", json!({ "method": "GET", "path": "/v1/users" })),
        ])
        .clone();
    json!({ "action": action, "connection": connection, "input": input, "options": { "dryRun": true } })
        .to_string()
}

/// The text with one to four things done to it.
fn broken(chance: &mut Chance, text: &str) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(text.len() as u64 + 1) as usize;
        let end = (at + chance.below(8) as usize).min(text.len());
        match chance.below(6) {
            0 => text.truncate(at),
            1 => drop(text.drain(at..end)),
            2 => {
                let again: Vec<char> = text[at..end].to_vec();
                text.splice(at..at, again);
            }
            3 => drop(text.splice(at..at, "[".repeat(chance.below(400) as usize).chars())),
            _ => drop(text.splice(at..end, chance.pick(&PIECES).chars())),
        }
    }
    text.into_iter().collect()
}

#[tokio::test(start_paused = true)]
async fn whatever_text_comes_the_answer_is_a_steps_output() {
    let (seed, texts) = seeds();
    let mut chance = Chance::new(seed);
    let bench = Bench::new(Config::default());
    let connection = bench.world.sandbox(|sandbox| sandbox.connection());
    let secret = connection["clientSecret"].as_str().unwrap().to_owned();
    let mut refused = 0;
    for number in 0..texts {
        let good = good(&mut chance, &connection);
        let text = broken(&mut chance, &good);
        let world = Rc::clone(&bench.world);
        let open = |connection: seatwarden_json::Value| world.try_client(&connection, &json!({}));
        let output = step::run(&text, open).await;
        let told = format!("SEED={seed}, text {number}: {text}\n{output}");
        let parsed: Value = serde_json::from_str(&output).expect(&told);
        assert!(parsed["action"].is_string(), "{told}");
        match parsed["ok"].as_bool() {
            Some(true) => assert!(parsed["data"].is_object(), "{told}"),
            Some(false) => {
                refused += 1;
                assert!(parsed["error"]["code"].is_string(), "{told}");
                let message = parsed["error"]["message"].as_str().unwrap();
                assert!(!message.is_empty() && !message.contains(&secret), "{told}");
            }
            None => panic!("{told}"),
        }
    }
    assert!(refused > texts / 2, "only {refused} were broken");
}

#[tokio::test(start_paused = true)]
async fn depth_is_refused_and_not_recursed_into() {
    let bench = Bench::new(Config::default());
    for depth in [30, 127, 128, 1_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let step = format!(
                "{{\"action\":\"request\",\"input\":{{\"method\":\"POST\",\"path\":\"/v1/x\",\"body\":{deep}}}}}"
            );
            let output = step::run_on(&bench.client, &step).await;
            let output: Value = serde_json::from_str(&output).unwrap();
            if depth > 32 {
                assert_eq!(output["error"]["code"], "invalid_input", "{depth}");
                let message = output["error"]["message"].as_str().unwrap();
                assert!(message.len() < 3_000, "{} bytes", message.len());
            } else {
                assert_eq!(output["ok"], true, "{output}");
            }
        }
    }
}
