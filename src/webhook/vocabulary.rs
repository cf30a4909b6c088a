//! What an event's name means where no vendor's list says it (Standard Webhooks, generic, Rippling, Factorial): somebody
//! and something that happened to him (`employee.terminated`, `EmployeeCreated`, `worker_hired`). Anything else is `other`.

use super::event::EventType::{self, Cancelled, Joiner, Leaver, Mover, Other, Ping};
use super::shape::When;

/// Whom it has to be about: `invoice.created` hires nobody.
const SOMEBODY: &[&str] = &[
    "employee",
    "employees",
    "person",
    "people",
    "user",
    "worker",
    "individual",
    "employment",
    "member",
    "staff",
    "contractor",
    "hire",
    "joiner",
    "mover",
    "leaver",
];

/// What may have happened. The first that is in the name counts, so that `termination_cancelled` is no termination.
const VERBS: &[(EventType, &[&str])] = &[
    (
        Cancelled,
        &[
            "cancelled",
            "canceled",
            "cancel",
            "unterminated",
            "rescinded",
            "withdrawn",
        ],
    ),
    (Joiner, &["rehired", "rehire", "reactivated"]),
    (
        Leaver,
        &[
            "terminated",
            "terminate",
            "termination",
            "deleted",
            "delete",
            "removed",
            "left",
            "departed",
            "offboarded",
            "deactivated",
            "deactivate",
            "leaver",
        ],
    ),
    (
        Joiner,
        &[
            "created", "create", "hired", "hire", "added", "joined", "started", "joiner",
        ],
    ),
    (
        Mover,
        &[
            "updated",
            "update",
            "changed",
            "moved",
            "transferred",
            "promoted",
            "mover",
        ],
    ),
];

/// What an end or a beginning is called, and that a record of one was taken back.
const ENDS: &[&str] = &["termination", "terminated", "unterminated"];
const BEGINS: &[&str] = &["rehire", "rehired", "hire", "hired"];
const TAKEN_BACK: &[&str] = &["deleted", "delete", "removed"];

/// What makes of an event one that is still to come.
const TO_COME: &[&str] = &["scheduled", "rescheduled", "planned", "upcoming"];

/// Words that may stand in a name without making it another thing's.
const NEUTRAL: &[&str] = &[
    "events",
    "event",
    "hr",
    "hris",
    "lifecycle",
    "directory",
    "webhook",
    "v1",
    "v2",
    "effective",
    "status",
    "new",
];

/// What a vendor's test is called.
const PINGS: &[&str] = &[
    "ping",
    "test",
    "webhooktest",
    "webhookping",
    "testevent",
    "testping",
];

/// What a name means.
#[must_use]
pub fn meaning(name: &str) -> (EventType, When) {
    if is_ping(name) {
        return (Ping, When::Open);
    }
    let words = words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let known = |word: &str| {
        let lists = VERBS.iter().map(|(_, verbs)| *verbs);
        lists
            .chain([SOMEBODY, TO_COME, NEUTRAL])
            .any(|list| list.contains(&word))
    };
    // Somebody's form, task or document is not the person, so no third thing may be in the name.
    if !has(SOMEBODY) || !words.iter().all(|word| known(word)) {
        return (Other, When::Open);
    }
    // A hire is somebody, too, and what becomes of him is in the words beside it.
    let others = words.iter().filter(|word| *word != "hire");
    let found = if has(&["termination", "rehire"]) && has(TAKEN_BACK) {
        Some(Cancelled)
    } else {
        first(others).or_else(|| first(words.iter()))
    };
    let when = match found {
        _ if has(TO_COME) => When::Scheduled,
        Some(Leaver) if has(TAKEN_BACK) => When::Done,
        _ => When::Open,
    };
    (found.unwrap_or(Other), when)
}

/// The first of the verbs that is among these words.
fn first<'w>(words: impl Iterator<Item = &'w String> + Clone) -> Option<EventType> {
    let has = |list: &[&str]| words.clone().any(|word| list.contains(&word.as_str()));
    let found = VERBS.iter().find(|(_, verbs)| has(verbs));
    found.map(|(kind, _)| *kind)
}

/// Whether an event of that name is about a user.
#[must_use]
pub fn is_of_user(name: &str) -> bool {
    words(name)
        .iter()
        .any(|word| word == "user" || word == "users")
}

/// What a cancellation of that name calls off, if the name says it.
#[must_use]
pub fn called_off(name: &str) -> Option<EventType> {
    let words = words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    match (has(ENDS), has(BEGINS)) {
        (true, false) => Some(Leaver),
        (false, true) => Some(Joiner),
        _ => None,
    }
}

/// Whether a name is that of a test.
#[must_use]
pub fn is_ping(name: &str) -> bool {
    PINGS.contains(&super::person::plain(name).as_str())
}

/// `Employees::Events::EmployeeCreated` in words, in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_ascii_uppercase() && !before.is_ascii_uppercase();
        if begins || !letter.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphanumeric()) {
            word.push(letter.to_ascii_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancellation_calls_off_what_its_name_says() {
        for (name, wanted) in [
            ("employee.termination_cancelled", Some(Leaver)),
            ("employee_unterminated", Some(Leaver)),
            ("employee.rehire_cancelled", Some(Joiner)),
            ("worker.hire.rescinded", Some(Joiner)),
            ("employee.cancelled", None),
            ("employee.rehire_termination_cancelled", None),
        ] {
            assert_eq!(called_off(name), wanted, "{name}");
        }
    }

    #[test]
    fn a_name_means_something_only_if_it_is_about_somebody() {
        for (name, wanted) in [
            ("employee.created", Joiner),
            ("user.created", Joiner),
            ("worker_hired", Joiner),
            ("Employees::Events::EmployeeCreated", Joiner),
            ("employee.rehired", Joiner),
            ("joiner", Joiner),
            ("person.updated", Mover),
            ("employee.termination_scheduled", Leaver),
            ("employee.scheduled", Other),
            ("EMPLOYEE_UPDATED", Mover),
            ("employee.terminated", Leaver),
            ("user.deactivated", Leaver),
            ("termination.created", Other),
            ("employee.termination.created", Leaver),
            ("employee.termination_cancelled", Cancelled),
            ("employee_unterminated", Cancelled),
            ("employee.rehire_cancelled", Cancelled),
            ("employee.termination_deleted", Cancelled),
            ("employee.termination.removed", Cancelled),
            ("employee.rehire_deleted", Cancelled),
            ("employee.termination.updated", Leaver),
            ("hire.created", Joiner),
            ("hire.updated", Mover),
            ("hire.deleted", Leaver),
            ("new_hire", Joiner),
            ("invoice.created", Other),
            ("employee.document.created", Other),
            ("employee.form.deleted", Other),
            ("employee", Other),
            ("created", Other),
            ("", Other),
            ("ping", Ping),
            ("webhook.test", Ping),
        ] {
            assert_eq!(meaning(name).0, wanted, "{name}");
        }
    }
}
