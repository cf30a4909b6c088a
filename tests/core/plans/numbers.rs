//! Numbers of a plan: whoever reads and writes it spells them in another way, and a number that is another is another plan.

use super::tampered::planned;
use super::{Town, error, run, run_text};
use crate::simulation::land::Land;
use serde_json::{Value, json};

/// JavaScript and jq write `1` for `1.0` and `100` for `1e2`.
#[tokio::test(start_paused = true)]
async fn a_number_is_the_same_however_it_is_written() {
    let (town, plan) = planned(Land::Scim).await;
    let text = plan.to_string();
    for (from, to) in [
        ("\"level\":1", "\"level\":1.0"),
        ("\"level\":1", "\"level\":10e-1"),
        ("\"big\":100", "\"big\":1e2"),
        ("\"big\":100", "\"big\":1E+02"),
        ("\"share\":0.5", "\"share\":0.50"),
        ("\"share\":0.5", "\"share\":5e-1"),
        ("\"unchanged\":0", "\"unchanged\":0.0"),
        ("\"unchanged\":0", "\"unchanged\":-0"),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{from} isn't there: {text}");
        let step = format!(
            "{{\"action\":\"apply\",\"input\":{{\"plan\":{other}}},\"options\":{{\"dryRun\":true}}}}"
        );
        let output: Value =
            serde_json::from_str(&run_text(&town.bench.client, &step).await).unwrap();
        assert_eq!(output["ok"], true, "{to}: {output}");
    }
    for (from, to) in [
        ("\"level\":1", "\"level\":2"),
        ("\"level\":1", "\"level\":\"1\""),
        ("\"share\":0.5", "\"share\":0.51"),
        ("\"none\":null", "\"none\":false"),
        ("\"list\":[3,2,1]", "\"list\":[1,2,3]"),
        ("\"y\":[]", "\"y\":{}"),
        ("\"b\":{}", "\"b\":[]"),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{from} isn't there: {text}");
        let step = format!(
            "{{\"action\":\"apply\",\"input\":{{\"plan\":{other}}},\"options\":{{\"dryRun\":true}}}}"
        );
        let output: Value =
            serde_json::from_str(&run_text(&town.bench.client, &step).await).unwrap();
        assert_eq!(error(&output)["code"], "invalid_input", "{to}");
    }
}

/// A person's number that was written as `1.0` comes back from JavaScript as `1`.
#[tokio::test(start_paused = true)]
async fn numbers_of_a_roster_may_be_written_anyhow() {
    for written in [
        "1",
        "1.0",
        "1e0",
        "100e-2",
        "9007199254740993",
        "-0.0",
        "1e400",
        "0.1000",
    ] {
        let town = Town::new(Land::Scim);
        let step = format!(
            "{{\"action\":\"plan\",\"input\":{{\"roster\":[{{\"userName\":\"a@here.example\",\"extra\":{{\"urn:example:scim:x:1.0:User\":{{\"level\":{written}}}}}}}]}}}}"
        );
        let text = run_text(&town.bench.client, &step).await;
        // As JavaScript would read and write it.
        let Ok(output) = serde_json::from_str::<Value>(&text) else {
            assert_eq!(written, "1e400", "{text}");
            continue;
        };
        if output["ok"] != true {
            assert_eq!(written, "1e400", "{text}");
            continue;
        }
        let mut plan = output["data"].clone();
        let level =
            &mut plan["create"][0]["person"]["extra"]["urn:example:scim:x:1.0:User"]["level"];
        if let Some(number) = level.as_f64()
            && number.fract() == 0.0
            && number.abs() < 1e15
        {
            *level = json!(number as i64);
        }
        let output = run(
            &town.bench.client,
            "apply",
            &json!({ "plan": plan }),
            &json!({ "dryRun": true }),
        )
        .await;
        assert_eq!(output["ok"], true, "{written}: {output}");
    }
}

/// A plan for a person with that number in it, whether it is taken with another in its place; and the number as the plan
/// shows it.
async fn taken_with(from: &str, to: &str) -> (bool, String) {
    let town = Town::new(Land::Scim);
    let extra = format!("{{\"level\":{from}}}");
    let roster = format!("[{{\"userName\":\"a@here.example\",\"extra\":{extra}}}]");
    let step = format!("{{\"action\":\"plan\",\"input\":{{\"roster\":{roster}}}}}");
    let text = run_text(&town.bench.client, &step).await;
    let at = text.find("\"level\":").expect(&text) + 8;
    let end = at + text[at..].find('}').unwrap();
    let shown = text[at..end].to_owned();
    // Beyond ±2^53 a whole number is a text.
    let to = if shown.starts_with('"') && !to.starts_with('"') {
        format!("\"{to}\"")
    } else {
        to.to_owned()
    };
    let data = text.find("\"data\":").unwrap() + 7;
    let last = text.rfind(",\"warnings\":").unwrap();
    let plan = format!("{}{to}{}", &text[data..at], &text[end..last]);
    let input = format!("{{\"plan\":{plan}}}");
    let step =
        format!("{{\"action\":\"apply\",\"input\":{input},\"options\":{{\"dryRun\":true}}}}");
    let output: Value = serde_json::from_str(&run_text(&town.bench.client, &step).await).unwrap();
    (output["ok"] == true, shown)
}

/// Of a number of any size, as many digits as a double keeps are a part of the plan.
#[tokio::test(start_paused = true)]
async fn a_number_that_differs_in_its_last_digit_or_its_size_is_another() {
    let mut wrong = Vec::new();
    for (from, to) in [
        ("0.1", "0.10000000000001"),
        ("0.5", "0.500000001"),
        ("1.5", "1.5000001"),
        ("1e39", "1e300"),
        ("1e-50", "1e-60"),
        ("-1e39", "1e39"),
        ("9007199254740991", "9007199254740990"),
        ("9007199254740993", "9007199254740992"),
        ("1e20", "1.0000001e20"),
    ] {
        if taken_with(from, to).await.0 {
            wrong.push((from, to));
        }
    }
    assert_eq!(wrong, []);
}

/// What `JSON.stringify(JSON.parse(text))` makes of a number, and what older versions of jq do, which write 17 digits.
#[tokio::test(start_paused = true)]
async fn a_number_comes_back_in_fewer_digits_or_in_more() {
    let mut wrong = Vec::new();
    for (from, to) in [
        ("1.0", "1"),
        ("1e-7", "1e-7"),
        ("0.0000001", "1e-7"),
        ("1E21", "1e+21"),
        ("123456789.125", "123456789.125"),
        ("0.1234567890123456789", "0.12345678901234568"),
        ("123456789.123456789123", "123456789.12345679"),
        ("1.00000000000000000000001", "1"),
        ("0.99999999999999999999999999999999", "1"),
        ("0.1", "0.10000000000000001"),
        ("0.3", "0.29999999999999999"),
        ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ] {
        let (is_taken, shown) = taken_with(from, to).await;
        if !is_taken && !shown.starts_with('"') {
            wrong.push((from, to));
        }
    }
    assert_eq!(wrong, []);
}
