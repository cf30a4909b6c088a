//! Seats and plans: which a user may have, and how many there are. It may not know HTTP.

use serde_json::{Map, Value};

use super::errors::{BAD_UNITED, NO_SEATS, Outcome, Refused, WHITEBOARDS};
use super::options::ZoomOptions;
use super::record::ZOOM;
use crate::json::{flag, text};
use crate::store::{Store, Stored};

/// The plans that run out, by field, and what the document calls them.
const PLANS: [(&str, &str); 7] = [
    ("zoomUnited", "Zoom United Plan"),
    ("zoomOneBizPlus", "Zoom Workplace Business Plus"),
    ("zoomOneEntPremier", "Zoom Workplace Enterprise Premier"),
    (
        "zoomOneSchoolCampusPlus",
        "Zoom Workplace for Education School and Campus Plus",
    ),
    (
        "zoomOneEduEntPremier",
        "Zoom Workplace for Education Enterprise Premier",
    ),
    (
        "zoomOneEdu",
        "Zoom Workplace for Education Enterprise Student",
    ),
    // The document has the error, and no field for it.
    ("zoomOneProPlus", "Zoom Workplace Pro Plus"),
];

/// Zoom United's options are the powers of two up to this one.
const LAST_UNITED: u64 = 131_072;

/// Whether a user may be stored as the record is. `own` is the user's id.
pub(crate) fn check(
    options: &ZoomOptions,
    users: &Store,
    own: &str,
    record: &Map<String, Value>,
) -> Outcome<()> {
    let others = || users.iter().filter(|user| user.id() != own);
    let licensed = |record: &Map<String, Value>| text(record, "userType") == "Licensed";
    let seats = options.seats.unwrap_or(u64::MAX);
    let held = others().filter(|user| licensed(&user.record));
    if licensed(record) && length(held) >= seats {
        return Err(Refused::new(409, NO_SEATS));
    }
    let Some(own_plans) = plans(record) else {
        return Ok(());
    };
    let united = text(own_plans, "zoomUnited");
    if !united.is_empty() {
        let option: u64 = united.parse().unwrap_or_default();
        if !option.is_power_of_two() || option > LAST_UNITED {
            return Err(Refused::new(409, BAD_UNITED));
        }
    }
    if options.exclusive_whiteboards
        && flag(own_plans, "zoomWhiteboard")
        && flag(own_plans, "zoomWhiteboardPlus")
    {
        return Err(Refused::new(400, WHITEBOARDS));
    }
    for (field, name) in PLANS {
        let seats = options.plan_seats.iter().find(|(plan, _)| plan == field);
        let holds = |user: &&Stored| plans(&user.record).is_some_and(|plans| has(plans, field));
        if let Some((_, seats)) = seats
            && has(own_plans, field)
            && length(others().filter(holds)) >= *seats
        {
            let detail = format!("Cannot create more users with {name}.");
            return Err(Refused(409, detail));
        }
    }
    Ok(())
}

fn length<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}

fn plans(record: &Map<String, Value>) -> Option<&Map<String, Value>> {
    record.get(ZOOM).and_then(Value::as_object)
}

fn has(plans: &Map<String, Value>, field: &str) -> bool {
    !matches!(text(plans, field), "" | "0")
}
