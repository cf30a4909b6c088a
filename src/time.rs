//! Points in time: RFC 3339 and HTTP dates on the outside, milliseconds since 1970 inside.
//! Knows no clock; the time of day comes from the [`Host`](crate::host::Host).

use speedate::{
    Date, DateTime, DateTimeConfig, MicrosecondsPrecisionOverflowBehavior, TimeConfig,
    TimestampUnit,
};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = u64;

/// `ms` as RFC 3339 in UTC, such as `2026-03-17T08:00:00.250Z`.
#[must_use]
pub fn to_rfc3339(ms: Millis) -> String {
    let seconds = i64::try_from(ms / 1000).unwrap_or(i64::MAX);
    let micros = u32::try_from(ms % 1000).unwrap_or(0) * 1000;
    // Only a time beyond the year 9999 is refused; it has no RFC 3339 form.
    let config = DateTimeConfig {
        // By itself speedate takes seconds from the year 2603 on for milliseconds.
        timestamp_unit: TimestampUnit::Second,
        time_config: TimeConfig::default(),
    };
    DateTime::from_timestamp_with_config(seconds, micros, &config)
        .and_then(|time| time.with_timezone_offset(Some(0)))
        .map_or_else(
            |_| String::from("9999-12-31T23:59:59Z"),
            // Whole milliseconds: speedate writes six digits.
            |time| {
                let mut text = time.to_string();
                if text.contains('.') && text.ends_with("000Z") {
                    text.truncate(text.len() - 4);
                    text.push('Z');
                }
                text
            },
        )
}

/// A vendor's time as RFC 3339, if it is one: Zuora writes the offset without a colon (`+0000`).
/// `None` for anything that names no point in time (no offset, a bare date).
#[must_use]
pub fn normalize(text: &str) -> Option<String> {
    let time = DateTime::parse_str_rfc3339(text).ok()?;
    time.time.tz_offset?;
    let has_colon = text.ends_with(['Z', 'z']) || text.chars().rev().nth(2) == Some(':');
    Some(if has_colon {
        text.to_owned()
    } else {
        time.to_string()
    })
}

/// An RFC 3339 time in milliseconds since 1970. `None` for one that names no instant: without an offset, before 1970.
#[must_use]
pub fn instant(text: &str) -> Option<Millis> {
    let time = DateTime::parse_str_rfc3339(text).ok()?;
    time.time.tz_offset?;
    u64::try_from(time.timestamp_tz_ms()).ok()
}

/// Which of two RFC 3339 times is the later one; one without an offset is UTC. `None` if one of them is no time.
#[must_use]
pub fn order(one: &str, other: &str) -> Option<std::cmp::Ordering> {
    // Some write more digits than there are in a microsecond.
    let config = TimeConfig {
        microseconds_precision_overflow_behavior: MicrosecondsPrecisionOverflowBehavior::Truncate,
        ..TimeConfig::default()
    };
    let read = |text: &str| {
        let time = DateTime::parse_bytes_rfc3339_with_config(text.as_bytes(), &config).ok()?;
        Some((time.timestamp_tz(), time.time.microsecond))
    };
    Some(read(one)?.cmp(&read(other)?))
}

/// Whether `text` is a day of the calendar, such as `2026-03-31`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    Date::parse_str_rfc3339(text).is_ok()
}

/// An RFC 3339 time or an HTTP date (RFC 9110 §5.6.7) in milliseconds since 1970.
#[must_use]
pub fn parse_date(text: &str) -> Option<Millis> {
    if let Ok(time) = DateTime::parse_str_rfc3339(text) {
        return u64::try_from(time.timestamp_tz_ms()).ok();
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let since = date.duration_since(std::time::UNIX_EPOCH).ok()?;
    u64::try_from(since.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_become_rfc3339_in_utc() {
        assert_eq!(to_rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(to_rfc3339(1_773_734_400_250), "2026-03-17T08:00:00.250Z");
        assert_eq!(to_rfc3339(20_000_000_001_000), "2603-10-11T11:33:21Z");
        assert_eq!(to_rfc3339(253_402_300_799_000), "9999-12-31T23:59:59Z");
        assert_eq!(to_rfc3339(u64::MAX), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn every_documented_form_of_a_date_is_the_same_instant() {
        for text in [
            "2026-03-17T08:00:00Z",
            "2026-03-17T10:00:00+02:00",
            "Tue, 17 Mar 2026 08:00:00 GMT",
        ] {
            assert_eq!(parse_date(text), Some(1_773_734_400_000), "{text}");
        }
        assert_eq!(parse_date("soon"), None);
    }

    #[test]
    fn an_instant_has_an_offset_and_a_day_has_no_time() {
        assert_eq!(
            instant("2026-03-17T10:00:00+02:00"),
            Some(1_773_734_400_000)
        );
        for text in [
            "2026-03-17T08:00:00",
            "2026-03-17",
            "1773734400",
            "1969-12-31T23:59:59Z",
            "",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
        assert!(is_day("2024-02-29"));
        for text in [
            "2026-02-29",
            "2026-3-1",
            "1773734400",
            "2026-03-17T08:00:00Z",
            "",
        ] {
            assert!(!is_day(text), "{text}");
        }
    }

    #[test]
    fn a_vendor_time_is_kept_only_if_it_names_an_instant() {
        assert_eq!(
            normalize("2016-07-26T10:14:53-07:00").as_deref(),
            Some("2016-07-26T10:14:53-07:00")
        );
        assert_eq!(
            normalize("2024-09-02T10:29:34.262Z").as_deref(),
            Some("2024-09-02T10:29:34.262Z")
        );
        assert_eq!(
            normalize("2016-07-26T10:14:53.000+0000").as_deref(),
            Some("2016-07-26T10:14:53Z")
        );
        assert_eq!(normalize("2016-07-26"), None);
        assert_eq!(normalize("2016-07-26T10:14:53"), None);
    }
}
