//! On which day somebody comes or goes: a day that can't be read is never today, and what has come to pass waits for none.

use crate::support::serde;
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::event::LifecycleEvent;
use seatwarden::webhook::parse::parse;
use seatwarden::webhook::source::Source;
use serde_json::{Value, json};

const SENT: &str = "2026-11-20T10:00:00Z";

/// The only event of a body.
fn event(source: &str, body: &Value) -> Value {
    let headers = json!({ "headers": {} }).to_string();
    let (delivery, body) = (Delivery::read(&headers).unwrap(), body.to_string());
    let events = parse(Source::of(source).unwrap(), &delivery, body.as_bytes()).unwrap();
    let mut shown = events.into_iter().map(LifecycleEvent::json);
    let event = serde(&shown.next().unwrap());
    assert_eq!(shown.next(), None);
    event
}

/// Type, day and whether to ask first.
fn says(source: &str, body: &Value) -> Value {
    let event = event(source, body);
    json!([event["type"], event["effectiveAt"], event["thin"]])
}

/// What a sender of Standard Webhooks says of somebody with these fields.
fn told(name: &str, fields: &Value) -> Value {
    let mut data = json!({ "id": 7, "email": "mira@example.com" });
    for (field, value) in fields.as_object().unwrap() {
        data[field] = value.clone();
    }
    says(
        "standard-webhooks",
        &json!({ "type": name, "timestamp": SENT, "data": data }),
    )
}

#[test]
fn a_last_day_is_read_however_it_is_called() {
    let day = "2027-12-31";
    for fields in [
        json!({ "terminationDate": { "date": day } }),
        json!({ "terminationDate": { "value": day, "type": "date" } }),
        json!({ "termination_date": { "effectiveDate": day } }),
        json!({ "terminationDate": [day] }),
        json!({ "termination": { "effectiveDate": day, "reason": "voluntary" } }),
        json!({ "offboarding": { "date": day } }),
        json!({ "terminated_at": day }),
        json!({ "lastDay": day, "effectiveDate": "2019-01-01" }),
        json!({ "exitDate": day }),
        json!({ "leavingDate": day }),
        json!({ "leaveDate": day }),
        json!({ "scheduledTerminationDate": day }),
        json!({ "employment_end_date": day }),
        json!({ "date": day }),
    ] {
        let wanted = json!(["leaver", day, false]);
        assert_eq!(told("employee.terminated", &fields), wanted, "{fields}");
    }
    let employee = json!({ "id": 7, "email": "mira@example.com" });
    let beside = json!({ "type": "employee.terminated", "timestamp": SENT, "data": { "employee": employee, "termination": { "effectiveDate": day } } });
    for source in ["standard-webhooks", "generic"] {
        assert_eq!(says(source, &beside), json!(["leaver", day, false]));
    }
}

#[test]
fn a_last_day_that_is_there_and_not_understood_is_not_today() {
    for fields in [
        json!({ "terminationDate": { "year": 2027, "month": 12, "day": 31 } }),
        json!({ "terminationDate": { "date": { "iso": "2027-12-31" } } }),
        json!({ "terminationDate": ["2027-12-31", "2028-12-31"] }),
        json!({ "terminationDate": true }),
        json!({ "termination": { "when": "2027-12-31" } }),
        json!({ "terminatesOn": "2027-12-31" }),
        json!({ "contract_end_date": "2027-12-31" }),
        json!({ "contract": { "endDate": "2027-12-31" } }),
        json!({ "employment": { "lastDay": "soon" } }),
        json!({ "last_day_in_office": "Friday" }),
        json!({ "finalWorkingDay": "12/31/2027" }),
        json!({ "exit_interview_on": "12/31/2027" }),
        json!({ "resignation_effective": "2027-12-31", "date": "2026-11-01" }),
    ] {
        let wanted = json!(["leaver", null, true]);
        assert_eq!(told("employee.terminated", &fields), wanted, "{fields}");
    }
}

#[test]
fn an_ordinary_record_of_a_leaver_is_no_riddle() {
    for fields in [
        json!({}),
        json!({ "lastName": "Okafor", "lastUpdatedAt": "someday", "last_login_at": "never", "updated_at": SENT, "endpoint": "x" }),
        json!({ "department": "On leave", "calendar": "Monday", "birthday": "12/31", "attendance_date": "x", "weekend": "Sunday" }),
        json!({ "startDate": "2030-01-01", "hire_date": "1/1/2019", "last_promotion_date": "x", "lastSeenOn": "x" }),
        json!({ "terminationDate": null, "termination_reason": "voluntary", "termination": "voluntary", "lastDay": "" }),
        json!({ "terminationDate": { "value": null }, "exitDate": {}, "leaveDate": [], "lastDay": false, "terminatedOn": "0000-00-00" }),
        json!({ "probation_end_date": "2020-01-01", "leave_ended_on": "2026-11-20", "termination": {}, "contract": { "type": "x" } }),
    ] {
        let wanted = json!(["leaver", null, false]);
        assert_eq!(told("employee.terminated", &fields), wanted, "{fields}");
    }
}

#[test]
fn what_is_only_scheduled_has_its_day_or_is_asked_for() {
    let day = "2027-01-01";
    for (name, fields, wanted) in [
        (
            "employee.termination_scheduled",
            json!({ "terminationDate": day }),
            json!(["leaver", day, false]),
        ),
        (
            "employee.termination_scheduled",
            json!({}),
            json!(["leaver", null, true]),
        ),
        (
            "employee.termination.rescheduled",
            json!({}),
            json!(["leaver", null, true]),
        ),
        (
            "worker.scheduled.termination",
            json!({ "date": day }),
            json!(["leaver", day, false]),
        ),
        (
            "employee.hire_scheduled",
            json!({ "startDate": day }),
            json!(["joiner", day, false]),
        ),
        (
            "employee.hire_scheduled",
            json!({}),
            json!(["joiner", null, true]),
        ),
        (
            "employee.scheduled_termination_cancelled",
            json!({}),
            json!(["cancelled", null, false]),
        ),
        (
            "employee.scheduled",
            json!({}),
            json!(["other", null, false]),
        ),
        (
            "employee.shift.scheduled",
            json!({}),
            json!(["other", null, false]),
        ),
    ] {
        assert_eq!(told(name, &fields), wanted, "{name} {fields}");
    }
}

#[test]
fn somebody_who_is_hired_again_does_not_come_on_the_first_day_of_long_ago() {
    for (fields, wanted) in [
        (
            json!({ "hireDate": "2019-01-01", "rehireDate": "2026-11-20" }),
            json!("2026-11-20"),
        ),
        (
            json!({ "hireDate": "2019-01-01", "rehired_on": "2027-01-01" }),
            json!("2027-01-01"),
        ),
        (json!({ "hireDate": "2019-01-01" }), Value::Null),
        (json!({ "startDate": "2019-01-01T00:00:00Z" }), Value::Null),
        (json!({ "startDate": "2027-01-01" }), json!("2027-01-01")),
    ] {
        for name in [
            "employee.rehired",
            "EmployeeRehired",
            "employee.reactivated",
        ] {
            let wanted = json!(["joiner", wanted, false]);
            assert_eq!(told(name, &fields), wanted, "{name} {fields}");
        }
    }
    let hired = told("employee.hired", &json!({ "hireDate": "2019-01-01" }));
    assert_eq!(hired, json!(["joiner", "2019-01-01", false]));
}

fn workos(name: &str, state: &str, attributes: &Value) -> Value {
    let user = json!({ "id": "directory_user_1", "state": state, "email": "mira@example.com", "custom_attributes": attributes });
    says(
        "workos",
        &json!({ "id": "event_1", "event": name, "created_at": SENT, "data": user }),
    )
}

#[test]
fn workos_says_when_an_employment_begins() {
    let attributes = json!({ "employment_start_date": "2027-01-01" });
    assert_eq!(
        workos("dsync.user.created", "active", &attributes),
        json!(["joiner", "2027-01-01", false])
    );
}

#[test]
fn what_has_come_to_pass_waits_for_no_day_of_the_record() {
    let deleted = |day: &str| {
        let attributes = json!({ "termination_date": day });
        workos("dsync.user.deleted", "active", &attributes)
    };
    assert_eq!(deleted("2027-12-31"), json!(["leaver", SENT, false]));
    assert_eq!(
        deleted("2026-11-01"),
        json!(["leaver", "2026-11-01", false])
    );
    for name in ["employee.deleted", "employee_removed"] {
        let ends = |day: &str| told(name, &json!({ "endDate": day }));
        assert_eq!(ends("2099-01-01"), json!(["leaver", null, false]));
        assert_eq!(ends("2026-11-01"), json!(["leaver", "2026-11-01", false]));
    }
    // An account that is switched off beforehand is a change, and says its day.
    let attributes = json!({ "termination_date": "2027-12-31" });
    assert_eq!(
        workos("dsync.user.updated", "inactive", &attributes),
        json!(["leaver", "2027-12-31", false])
    );
}

#[test]
fn the_time_of_a_delivery_is_in_its_header_too() {
    let says = |headers: Value| {
        let given = json!({ "headers": headers }).to_string();
        let body = json!({ "type": "employee.rehired", "data": { "email": "mira@example.com", "hireDate": "2019-01-01" } });
        let body = body.to_string();
        let delivery = Delivery::read(&given).unwrap();
        let events = parse(Source::StandardWebhooks, &delivery, body.as_bytes()).unwrap();
        events.first().unwrap().effective_at.clone()
    };
    assert_eq!(says(json!({ "webhook-timestamp": "1795168800" })), None);
    // Without a time nobody knows which is the earlier.
    assert_eq!(says(json!({})), Some("2019-01-01".to_owned()));
}

#[test]
fn factorial_is_asked_where_somebody_is_there_and_has_gone() {
    let said = |fields: Value| {
        let mut body = json!({ "id": 5, "email": "mira@example.com" });
        for (field, value) in fields.as_object().unwrap() {
            body[field] = value.clone();
        }
        says("factorial", &body)
    };
    let gone = "2025-01-01";
    for (fields, wanted) in [
        (
            json!({ "terminated_on": gone, "active": true }),
            json!(["leaver", gone, true]),
        ),
        (
            json!({ "terminated_on": gone, "active": false }),
            json!(["leaver", gone, false]),
        ),
        (
            json!({ "terminated_on": gone }),
            json!(["leaver", gone, false]),
        ),
        (
            json!({ "terminated_on": gone, "active": true, "type": "employee_terminated" }),
            json!(["leaver", gone, false]),
        ),
        (
            json!({ "terminated_on": null, "active": true }),
            json!(["mover", null, false]),
        ),
    ] {
        assert_eq!(said(fields.clone()), wanted, "{fields}");
    }
}
