//! The day on which an event takes effect, out of the fields of a record. One that is there and can't be read is told:
//! it is some day, and taking it for today would lock somebody out.

use super::person::{Record, plain};
use super::value::Value;
use super::vocabulary;
use crate::time;

/// Names of fields with the day on which somebody is there again.
const ON_COMING_BACK: &[&str] = &["rehiredate", "rehiredon"];
/// Names of fields with the day on which somebody comes, the better one first.
const ON_JOINING: &[&str] = &[
    "effectivedate",
    "startdate",
    "employmentstartdate",
    "hiredate",
    "startedon",
    "hiredon",
];
/// The same for a change.
const ON_MOVING: &[&str] = &["effectivedate", "effectiveon", "effectiveat"];
/// The same for leaving.
const ON_LEAVING: &[&str] = &[
    "terminationdate",
    "terminatedon",
    "terminationeffectivedate",
    "scheduledterminationdate",
    "exitdate",
    "leavingdate",
    "leavedate",
    "lastday",
    "effectivedate",
    "effectiveon",
    "enddate",
    "employmentenddate",
    "lastworkingday",
    "lastdayofwork",
    "effectiveat",
    "terminatedat",
];
/// What a leaver's day may be called where nothing else is.
const AT_ALL: &[&str] = &["date"];
/// Objects that are about nothing but somebody's leaving.
const PARTINGS: &[&str] = &["termination", "offboarding", "exit", "separation"];
/// Objects that may tell of an end, too.
const BONDS: &[&str] = &["employment", "contract", "job"];
/// How words begin that tell of leaving.
const ENDS: &[&str] = &[
    "terminat",
    "leav",
    "exit",
    "offboard",
    "resign",
    "separation",
    "departure",
];

/// What a field says of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    /// RFC 3339, or a plain day.
    At(String),
    /// There is one, and it can't be read.
    Unread,
}

/// The first of the records that says a day under one of these names.
fn find(records: [&Record<'_>; 2], names: &[&str]) -> Option<Day> {
    records.iter().find_map(|record| record.first(names, day))
}

pub(super) fn of_moving(records: [&Record<'_>; 2]) -> Option<Day> {
    find(records, ON_MOVING)
}

/// Whoever is hired again has the day of his first hire still in his record: that one is over.
pub(super) fn of_joining(
    records: [&Record<'_>; 2],
    name: Option<&str>,
    sent: Option<&str>,
) -> Option<Day> {
    let name = plain(name.unwrap_or_default());
    let again = name.contains("rehire") || name.contains("reactivate");
    let is_over = |day: &Day| match (day, sent) {
        (Day::At(day), Some(sent)) => is_before(day, sent),
        _ => false,
    };
    find(records, ON_COMING_BACK)
        .or_else(|| find(records, ON_JOINING).filter(|day| !(again && is_over(day))))
}

/// Where no field has a known name, one that seems to tell of a day ahead is reason enough to ask, but for somebody who
/// is gone already.
pub(super) fn of_leaving(
    records: [&Record<'_>; 2],
    sent: Option<&str>,
    is_done: bool,
) -> Option<Day> {
    let parting = |value: &Value<'_>| match value {
        Value::Object(_) => day(value),
        _ => None,
    };
    let parting = || {
        records
            .iter()
            .find_map(|record| record.first(PARTINGS, parting))
    };
    let mut fields = records.iter().flat_map(|record| record.fields());
    let mut seems = || !is_done && fields.any(|(name, value)| seems_ahead(name, value, sent));
    find(records, ON_LEAVING)
        .or_else(parting)
        .or_else(|| seems().then_some(Day::Unread))
        .or_else(|| find(records, AT_ALL))
}

/// Whether a field seems to say that somebody leaves on a day that isn't over.
fn seems_ahead(name: &str, value: &Value<'_>, sent: Option<&str>) -> bool {
    let ahead = |name: &str, value| {
        tells_of_an_end(name)
            && day(value).is_some_and(|day| match (day, sent) {
                (Day::At(day), Some(sent)) => is_before(sent, &day),
                _ => true,
            })
    };
    match value {
        Value::Object(fields) if BONDS.contains(&&*plain(name)) => {
            fields.iter().any(|(name, value)| ahead(name, value))
        }
        _ => ahead(name, value),
    }
}

/// `contract_end_date`, `lastDayInOffice`, `terminatesOn`; not `lastName`, `last_login_at` or `endpoint`.
fn tells_of_an_end(name: &str) -> bool {
    let words = vocabulary::words(name);
    let any = |is: fn(&str) -> bool| words.iter().any(|word| is(word));
    let ends = |word: &str| {
        ENDS.iter().any(|end| word.starts_with(end))
            || matches!(word, "end" | "ends" | "ended" | "left")
            || word.ends_with("enddate")
    };
    let is_last = any(|word| matches!(word, "last" | "final"))
        && any(|word| word == "day" || word.starts_with("work") || word.starts_with("employ"));
    let on = |word: &str| {
        matches!(word, "at" | "on" | "effective") || word.ends_with("date") || word.ends_with("day")
    };
    any(on) && (is_last || any(ends))
}

/// What a field says of a day, by itself or in an object or a list of one; `None` if nothing.
fn day(value: &Value<'_>) -> Option<Day> {
    let several = |said: Option<Day>| said.map(|_| Day::Unread);
    match value {
        Value::Object(fields) => {
            let within = Record::of(std::iter::once(value));
            let first = |names: &[&str]| within.first(names, flat);
            first(&["value", "data", "date"])
                .or_else(|| first(ON_LEAVING))
                .or_else(|| several(fields.iter().find_map(|(_, value)| flat(value))))
        }
        Value::List(items) => match items.as_slice() {
            [one] => flat(one),
            items => several(items.iter().find_map(flat)),
        },
        value => flat(value),
    }
}

/// The same without looking into it: an object in an object is nothing that could be read.
fn flat(value: &Value<'_>) -> Option<Day> {
    let unread = |is_there: bool| is_there.then_some(Day::Unread);
    match value {
        Value::Null => None,
        Value::Bool(truth) => unread(*truth),
        Value::Object(fields) => unread(!fields.is_empty()),
        Value::List(items) => unread(!items.is_empty()),
        Value::Text(text) | Value::Number(text) if is_no_date(text.trim()) => None,
        Value::Text(text) | Value::Number(text) => Some(point(text).map_or(Day::Unread, Day::At)),
    }
}

/// What some write where no date is.
fn is_no_date(text: &str) -> bool {
    text.starts_with("0000-00-00") || matches!(text, "" | "false" | "0")
}

/// Whether a point in time is on an earlier day than another, as they are written: a day has no zone to go by.
pub(super) fn is_before(one: &str, other: &str) -> bool {
    one.get(..10) < other.get(..10)
}

/// A point in time as RFC 3339, or a day as it stands. A time without a zone is a day: which instant it is only the
/// vendor's settings tell.
pub(super) fn point(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.get(..10).filter(|day| time::is_day(day));
    if let Some(day) = day {
        return match text.get(10..) {
            Some("") => Some(day.to_owned()),
            Some(rest) if rest.starts_with(['T', 't', ' ']) => {
                let text = text.to_ascii_uppercase();
                Some(time::normalize(&text).unwrap_or_else(|| day.to_owned()))
            }
            _ => None,
        };
    }
    let number = text.parse::<u64>().ok()?;
    match text.len() {
        10 => Some(time::to_rfc3339(number.checked_mul(1000)?)),
        13 => Some(time::to_rfc3339(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_time_is_an_instant_or_a_day_and_never_a_guess() {
        for (text, wanted) in [
            ("2026-03-31", Some("2026-03-31")),
            ("2026-01-31T18:42:00+0000", Some("2026-01-31T18:42:00Z")),
            (
                "2026-01-31T18:42:00+02:00",
                Some("2026-01-31T18:42:00+02:00"),
            ),
            ("2025-01-08T13:06:26.915906", Some("2025-01-08")),
            ("1671058841", Some("2022-12-14T23:00:41Z")),
            ("1671058841000", Some("2022-12-14T23:00:41Z")),
            ("2026-02-30", None),
            ("31.03.2026", None),
            ("03/31/2026", None),
            ("2026-03-31x", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(point(text).as_deref(), wanted, "{text}");
        }
    }
}
