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

/// Of a number of any size, each digit is a part of the plan.
#[tokio::test(start_paused = true)]
async fn a_number_that_differs_in_its_last_digit_or_its_size_is_another() {
    for (from, to) in [
        ("0.1", "0.10000000000000002"),
        ("0.5", "0.500000001"),
        ("1.5", "1.5000001"),
        ("1e39", "1e300"),
        ("1e-50", "1e-60"),
        ("-1e39", "1e39"),
        ("9007199254740991", "9007199254740990"),
        ("9007199254740993", "9007199254740992"),
        ("1e20", "1.0000001e20"),
    ] {
        let town = Town::new(Land::Scim);
        let step = format!(
            "{{\"action\":\"plan\",\"input\":{{\"roster\":[{{\"userName\":\"a@here.example\",\"extra\":{{\"level\":{from}}}}}]}}}}"
        );
        let text = run_text(&town.bench.client, &step).await;
        let at = text.find("\"level\":").unwrap() + 8;
        let end = at + text[at..].find('}').unwrap();
        let shown = text[at..end].to_owned();
        let to = if shown.starts_with('"') {
            format!("\"{to}\"")
        } else {
            to.to_owned()
        };
        let data = text.find("\"data\":").unwrap() + 7;
        let last = text.rfind(",\"warnings\":").unwrap();
        for (level, is_same) in [(&shown, true), (&to, false)] {
            let plan = format!("{}{level}{}", &text[data..at], &text[end..last]);
            let options = json!({ "dryRun": true });
            let step = format!(
                "{{\"action\":\"apply\",\"input\":{{\"plan\":{plan}}},\"options\":{options}}}"
            );
            let output: Value =
                serde_json::from_str(&run_text(&town.bench.client, &step).await).unwrap();
            assert_eq!(output["ok"], is_same, "{from} as {level}: {output}");
        }
    }
}
