//! Whatever stands in the headers of an answer: waits and limits are bounded and finite, and dates are read as they were written.
//!
//! An input is an answer as in HTTP.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::http::announced;
use seatwarden::http::message::Answer;
use seatwarden::http::retry;
use seatwarden::time;
use seatwarden_fuzz::answer;

/// 2026-03-17T08:00:00Z
const NOW: u64 = 1_773_734_400_000;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        dates(text);
    }
    let Some(response) = answer(data) else { return };
    let headers = response.headers.clone();
    let answer = Answer::new(response);
    let limits = announced::limits(&answer);
    if let Some(rate) = limits.per_second {
        assert!(rate.is_finite() && rate > 0.0, "{rate}");
    }
    assert_ne!(limits.concurrency, Some(0));
    let used_up = announced::used_up(&answer, NOW);
    assert!(
        used_up.is_none()
            || answer.header("ratelimit-remaining").is_some()
            || answer.header("x-ratelimit-remaining").is_some()
    );
    let wait = retry::asked_wait(&answer, NOW);
    let plain = headers.iter().find(|(name, _)| name == "retry-after");
    if let Some((_, text)) = plain
        && text.len() < 9
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
    {
        let seconds: u64 = text.parse().expect("digits");
        assert_eq!(wait, Some(seconds * 1000));
    }
    // Later is never longer.
    if let (Some(now), Some(later)) = (wait, retry::asked_wait(&answer, NOW + 60_000)) {
        assert!(later <= now, "{later} after {now}");
    }
});

/// What is read is written as the same moment.
fn dates(text: &str) {
    for read in [time::parse_date(text), time::instant(text)]
        .into_iter()
        .flatten()
    {
        let written = time::to_rfc3339(read);
        let again = time::parse_date(&written);
        assert!(
            again == Some(read) || written == "9999-12-31T23:59:59Z",
            "{text}: {written}"
        );
    }
    if let Some(normal) = time::normalize(text) {
        assert_eq!(time::instant(&normal), time::instant(text), "{normal}");
    }
    let _ = time::is_day(text);
}
