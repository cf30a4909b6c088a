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

#[cfg(test)]
mod tests {
    #[test]
    fn one_moment_reads_alike_in_each_form() {
        let ms = 1_773_734_400_000;
        assert_eq!(super::iso(ms), "2026-03-17T08:00:00.000Z");
        assert_eq!(super::iso_pacific(ms), "2026-03-17T00:00:00.000-08:00");
        assert_eq!(super::http_date(ms), "Tue, 17 Mar 2026 08:00:00 GMT");
    }
}
