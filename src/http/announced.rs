//! What a tenant says of its limits in the headers of any answer. A figure that it announces is a ceiling: others use
//! the tenant, too.

use crate::http::gate::Limits;
use crate::http::message::Answer;
use crate::http::retry;
use crate::time::Millis;

/// The bounds in the headers of an answer: `Concurrency-Limit-Limit` (Zuora, "Concurrent request limits"),
/// `ratelimit-limit` with its windows (`2250000, 50000;w=60`: Zuora; draft-ietf-httpapi-ratelimit-headers-07 §2.1), and
/// Zoom's `X-RateLimit-Limit` where `X-RateLimit-Type` says that it counts by the second.
#[must_use]
pub fn limits(answer: &Answer) -> Limits {
    let number = |name: &str| answer.header(name)?.trim().parse::<u32>().ok();
    let by_second = answer
        .header("x-ratelimit-type")
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("QPS"))
        .then(|| number("x-ratelimit-limit"))
        .flatten()
        .map(f64::from);
    let windows = answer.header("ratelimit-limit").and_then(slowest_minute);
    Limits {
        concurrency: answer
            .header("concurrency-limit-limit")
            .and_then(|text| text.trim().parse::<usize>().ok())
            .filter(|limit| *limit > 0),
        per_second: by_second.or(windows).filter(|rate| *rate > 0.0),
    }
}

/// A window longer than this sets no pace, in seconds: a day's quota, spread evenly, would make each call wait for the
/// calls that nobody makes. It counts once it is used up ([`used_up`], 429).
const LONGEST_WINDOW: u32 = 60;

/// `50000;w=60, 100;w=1`: the lowest rate of them, in requests a second. A figure without a window says nothing.
fn slowest_minute(text: &str) -> Option<f64> {
    text.split(',')
        .filter_map(|policy| {
            let mut parts = policy.split(';').map(str::trim);
            let quota: u32 = parts.next()?.parse().ok()?;
            let window: u32 = parts
                .find_map(|part| part.strip_prefix("w="))?
                .parse()
                .ok()?;
            (1..=LONGEST_WINDOW)
                .contains(&window)
                .then_some(f64::from(quota) / f64::from(window))
        })
        .reduce(f64::min)
}

/// How long nobody should send since the window is used up, in ms: `ratelimit-remaining` (or `X-RateLimit-Remaining`)
/// at 0 and the time of its reset.
#[must_use]
pub fn used_up(answer: &Answer, now: Millis) -> Option<Millis> {
    let spent = ["ratelimit-remaining", "x-ratelimit-remaining"]
        .iter()
        .any(|name| answer.header(name).is_some_and(|text| text.trim() == "0"));
    if spent {
        retry::reset(answer, now)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::HttpResponse;

    fn answer(headers: &[(&str, &str)]) -> Answer {
        Answer::new(HttpResponse {
            status: 200,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Vec::new(),
            redirected: false,
        })
    }

    #[test]
    fn every_form_of_a_limit_is_understood() {
        let bounds = |concurrency, per_second| Limits {
            concurrency,
            per_second,
        };
        for (headers, wanted) in [
            (
                &[("concurrency-limit-limit", "40")][..],
                bounds(Some(40), None),
            ),
            (
                &[("ratelimit-limit", "2250000, 600;w=60, 27000000;w=86400")],
                bounds(None, Some(10.0)),
            ),
            // Zuora's API sandbox.
            (
                &[(
                    "ratelimit-limit",
                    "10000, 2500;w=60, 5000;w=3600, 10000;w=86400",
                )],
                bounds(None, Some(2_500.0 / 60.0)),
            ),
            (&[("ratelimit-limit", "5;w=86400")], bounds(None, None)),
            (
                &[("x-ratelimit-type", "QPS"), ("x-ratelimit-limit", "30")],
                bounds(None, Some(30.0)),
            ),
            (
                &[
                    ("x-ratelimit-type", "Daily-limit"),
                    ("x-ratelimit-limit", "6000"),
                ],
                bounds(None, None),
            ),
            (&[("x-ratelimit-limit", "60")], bounds(None, None)),
            (
                &[
                    ("ratelimit-limit", "0;w=60"),
                    ("concurrency-limit-limit", "0"),
                ],
                bounds(None, None),
            ),
            (
                &[("ratelimit-limit", "many;w=60, 5;w=0, ;w=")],
                bounds(None, None),
            ),
            (&[], bounds(None, None)),
        ] {
            assert_eq!(limits(&answer(headers)), wanted, "{headers:?}");
        }
    }

    #[test]
    fn a_window_that_is_used_up_is_waited_for_before_anybody_is_refused() {
        for (headers, wanted) in [
            (
                &[("ratelimit-remaining", "0"), ("ratelimit-reset", "7")][..],
                Some(7_000),
            ),
            (
                &[
                    ("X-RateLimit-Remaining", "0"),
                    ("X-RateLimit-Reset", "1773734402"),
                ],
                Some(2_000),
            ),
            (
                &[("ratelimit-remaining", "1"), ("ratelimit-reset", "7")],
                None,
            ),
            (&[("ratelimit-remaining", "0")], None),
        ] {
            assert_eq!(
                used_up(&answer(headers), 1_773_734_400_000),
                wanted,
                "{headers:?}"
            );
        }
    }
}
