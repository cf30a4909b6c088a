//! Moments as text. There is no clock here: every moment is given, in milliseconds since 1970.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn moment(ms: u64) -> SystemTime {
    // The year 9999 is the last that the formats can write.
    UNIX_EPOCH + Duration::from_millis(ms.min(253_402_300_799_999))
}

/// `2026-03-17T08:00:00.000Z`.
pub(crate) fn iso(ms: u64) -> String {
    humantime::format_rfc3339_millis(moment(ms)).to_string()
}

/// The same moment as a clock eight hours behind Greenwich shows it: `2026-03-17T00:00:00.000-08:00`.
pub(crate) fn iso_pacific(ms: u64) -> String {
    let local = iso(ms.saturating_sub(8 * 3_600_000));
    format!("{}-08:00", local.trim_end_matches('Z'))
}

/// `Tue, 17 Mar 2026 08:00:00 GMT` (RFC 9110 §5.6.7).
pub(crate) fn http_date(ms: u64) -> String {
    httpdate::fmt_http_date(moment(ms))
}

/// The moment of a date and time in UTC or with an offset (RFC 3339).
pub(crate) fn read(text: &str) -> Option<i64> {
    let text = text.to_ascii_uppercase();
    let (local, offset_minutes) = match text.strip_suffix('Z') {
        Some(local) => (local, 0),
        None => {
            let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let minutes: i64 = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            (local, sign * minutes)
        }
    };
    let moment = humantime::parse_rfc3339(&format!("{local}Z")).ok()?;
    let ms = moment.duration_since(UNIX_EPOCH).ok()?.as_millis();
    Some(i64::try_from(ms).ok()? - offset_minutes * 60_000)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_moment_is_read_in_utc_and_with_an_offset() {
        let ms = Some(1_773_734_400_000);
        assert_eq!(super::read("2026-03-17T08:00:00Z"), ms);
        assert_eq!(super::read("2026-03-17T00:00:00.000-08:00"), ms);
        assert_eq!(super::read("2026-03-17t13:30:00+05:30"), ms);
        assert_eq!(super::read("yesterday"), None);
        assert_eq!(super::read("2026-03-17"), None);
    }

    #[test]
    fn one_moment_reads_alike_in_each_form() {
        let ms = 1_773_734_400_000;
        assert_eq!(super::iso(ms), "2026-03-17T08:00:00.000Z");
        assert_eq!(super::iso_pacific(ms), "2026-03-17T00:00:00.000-08:00");
        assert_eq!(super::http_date(ms), "Tue, 17 Mar 2026 08:00:00 GMT");
    }
}
