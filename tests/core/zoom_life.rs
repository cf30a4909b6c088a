//! A life in a Zoom account, on the sandbox: joiner, mover, leaver and returner; a licence; pending users; refusals.

use crate::support::{Bench, codes, no_options, options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden_sandbox::{Config, Provider, ZoomOptions};
use serde_json::{Value, json};

const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";

fn account(zoom: ZoomOptions) -> Bench {
    Bench::new(Config {
        provider: Provider::Zoom,
        users: 0,
        zoom,
        ..Config::default()
    })
}

fn jane() -> Value {
    json!({
        "userName": "jane@example.com", "givenName": "Jane", "familyName": "Doe", "displayName": "Jane Doe",
        "title": "Engineer", "locale": "San Jose", "department": "IT", "phone": "+15550100",
        "manager": "boss@example.com", "groups": ["Developers"], "userType": "Licensed",
        "extra": { "zoomPhoneSite": "main", "zoomOneEntPremier": "134217728", "currentState": "California" },
    })
}

/// Methods of the writes so far.
fn methods(bench: &Bench) -> Vec<String> {
    let writes = bench.writes().into_iter();
    writes
        .filter(|(_, path, _)| path.starts_with("/scim2/"))
        .map(|(method, ..)| method)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_joiner_with_fields_that_zoom_hides_is_provisioned_once() {
    let bench = account(ZoomOptions::default());
    let first = bench.client.provision(&person(jane()), &no_options()).await;
    assert_eq!(first.unwrap().outcome, Outcome::Created);
    let (.., body) = bench.writes().pop().unwrap();
    // By its name alone, an attribute is one of Zoom's extension.
    assert_eq!(
        body[EXTENSION],
        json!({ "zoomPhoneSite": "main", "zoomOneEntPremier": "134217728", "currentState": "California" })
    );
    assert!(body.get("active").is_none() && body.get("emails").is_none());
    let again = bench
        .client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged, "{:?}", again.changes);
    assert_eq!(methods(&bench), ["POST"]);
}

#[tokio::test(start_paused = true)]
async fn a_mover_and_a_returner_are_changed_in_the_order_that_zoom_takes() {
    let bench = account(ZoomOptions::default());
    let client = &bench.client;
    client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    let change = person(json!({ "department": "HR", "extra": { "zoomWhiteboard": true } }));
    let moved = client
        .update(&who("jane@example.com"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(moved.outcome, Outcome::Updated);
    let off = client
        .deactivate(&who("jane@example.com"), &no_options())
        .await
        .unwrap();
    assert_eq!(off.outcome, Outcome::Deactivated);
    let refused = client
        .update(
            &who("jane@example.com"),
            &person(json!({ "department": "IT" })),
            &no_options(),
        )
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::VendorRejected);
    let back = person(json!({ "userName": "jane@example.com", "department": "IT" }));
    let back = client.provision(&back, &no_options()).await.unwrap();
    assert_eq!(back.outcome, Outcome::Reactivated);
    assert_eq!(back.user.unwrap().department.as_deref(), Some("IT"));
    // Who is off takes no changes: on first, and then the rest.
    assert_eq!(
        methods(&bench),
        ["POST", "PUT", "PATCH", "PUT", "PATCH", "PUT"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_pending_user_is_found_by_reading_everybody_and_a_dropped_write_is_told() {
    let bench = account(ZoomOptions {
        pending: true,
        ..ZoomOptions::default()
    });
    let client = &bench.client;
    client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    let found = client
        .find(&who("jane@example.com"), &no_options())
        .await
        .unwrap();
    assert!(found.is_some());
    let change = person(json!({ "department": "HR" }));
    let result = client
        .update(&who("jane@example.com"), &change, &no_options())
        .await
        .unwrap();
    assert_eq!(result.outcome, Outcome::Unchanged);
    assert_eq!(codes(&result.warnings), ["not_applied"]);
}

#[tokio::test(start_paused = true)]
async fn no_sso_no_scope_and_no_seat_are_three_different_things() {
    for (zoom, code) in [
        (
            ZoomOptions {
                sso: false,
                ..ZoomOptions::default()
            },
            ErrorCode::NotSupported,
        ),
        (
            ZoomOptions {
                scope: false,
                ..ZoomOptions::default()
            },
            ErrorCode::Forbidden,
        ),
        (
            ZoomOptions {
                read_only: true,
                ..ZoomOptions::default()
            },
            ErrorCode::Forbidden,
        ),
        (
            ZoomOptions {
                seats: Some(0),
                ..ZoomOptions::default()
            },
            ErrorCode::SeatUnavailable,
        ),
        (
            ZoomOptions {
                domains: vec!["example.org".into()],
                ..ZoomOptions::default()
            },
            ErrorCode::VendorRejected,
        ),
    ] {
        let bench = account(zoom);
        let error = bench
            .client
            .provision(&person(jane()), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(error.hint.is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_leavers_data_goes_to_whom_it_was_said_and_everybody_is_listed_once() {
    let bench = Bench::new(Config {
        provider: Provider::Zoom,
        users: 250,
        ..Config::default()
    });
    let client = &bench.client;
    let mut listing = client
        .list(ListQuery::read(json!({}).into()).unwrap(), &no_options())
        .unwrap();
    let mut ids = std::collections::BTreeSet::new();
    let mut count = 0;
    while let Some(page) = client.next_page(&mut listing).await.unwrap() {
        count += page.users.len();
        ids.extend(page.users.into_iter().map(|user| user.id));
    }
    assert_eq!((ids.len(), count), (250, 250));
    client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    let given = options(json!({ "transferTo": "boss@example.com" }));
    let off = client
        .deactivate(&who("jane@example.com"), &given)
        .await
        .unwrap();
    assert_eq!(off.outcome, Outcome::Deactivated);
    let writes = bench.writes();
    let [.., (put, _, body), (patch, _, switch)] = writes.as_slice() else {
        panic!("{writes:?}")
    };
    assert_eq!((put.as_str(), patch.as_str()), ("PUT", "PATCH"));
    assert_eq!(body[EXTENSION], json!({ "transferee": "boss@example.com" }));
    assert_eq!(
        switch["Operations"],
        json!([{ "op": "replace", "value": { "active": false } }])
    );
}

/// The userName is the mail address: two of them would be two accounts, one after the other.
#[tokio::test(start_paused = true)]
async fn a_person_with_two_addresses_is_refused_before_anything_is_sent() {
    let bench = account(ZoomOptions::default());
    let two = json!({ "userName": "jane@example.com", "email": "j.doe@example.com" });
    let extra = json!({ "userName": "jane@example.com", "extra": { "Emails": [{ "value": "j.doe@example.com" }] } });
    let named =
        json!({ "email": "j.doe@example.com", "extra": { "userName": "jane@example.com" } });
    let path = json!({ "userName": "jane@example.com", "extra": { "emails[type eq \"work\"].value": "j.doe@example.com" } });
    for given in [two, extra, named, path] {
        let client = &bench.client;
        let change = person(given);
        let errors = [
            client.provision(&change, &no_options()).await.unwrap_err(),
            client
                .update(&who("jane@example.com"), &change, &no_options())
                .await
                .unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.code, ErrorCode::InvalidInput);
            assert!(error.message.contains("mail"), "{error}");
        }
    }
    assert!(bench.requests().is_empty());
    let same = person(json!({ "userName": "jane@example.com", "email": "Jane@Example.com" }));
    for outcome in [Outcome::Created, Outcome::Unchanged] {
        let result = bench.client.provision(&same, &no_options()).await;
        assert_eq!(result.unwrap().outcome, outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_address_is_a_new_user_name_and_that_is_said() {
    let bench = account(ZoomOptions::default());
    let client = &bench.client;
    client
        .provision(&person(jane()), &no_options())
        .await
        .unwrap();
    let change = person(json!({ "email": "j.doe@example.com" }));
    let dry = options(json!({ "dryRun": true }));
    for (given, fields) in [
        (&dry, &["email"][..]),
        (&no_options(), &["email", "userName"]),
    ] {
        let moved = client
            .update(&who("jane@example.com"), &change, given)
            .await
            .unwrap();
        assert_eq!(moved.outcome, Outcome::Updated);
        assert_eq!(codes(&moved.warnings), ["user_name_follows"]);
        let changed: Vec<_> = moved.changes.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(changed, fields);
    }
    assert!(
        client
            .find(&who("jane@example.com"), &no_options())
            .await
            .unwrap()
            .is_none()
    );
    let both = json!({ "userName": "j.doe@example.com", "email": "j.doe@example.com" });
    let by_mail = options(json!({ "match": { "email": "j.doe@example.com" } }));
    for (wanted, given) in [
        (json!({ "email": "j.doe@example.com" }), &no_options()),
        (both, &no_options()),
        (json!({ "userName": "j.doe@example.com" }), &by_mail),
    ] {
        let result = client.provision(&person(wanted), given).await.unwrap();
        assert_eq!(result.outcome, Outcome::Unchanged, "{:?}", result.changes);
        assert_eq!(codes(&result.warnings), [""; 0]);
    }
    // Both names at once, by way of the old one.
    let back = person(json!({ "userName": "jane@example.com", "email": "jane@example.com" }));
    let by_name = options(json!({ "match": { "userName": "j.doe@example.com" } }));
    let result = client.provision(&back, &by_name).await.unwrap();
    assert_eq!(result.outcome, Outcome::Updated);
    assert_eq!(result.user.unwrap().user_name, "jane@example.com");
    assert_eq!(bench.world.sandbox(|sandbox| sandbox.users().len()), 1);
}

#[tokio::test(start_paused = true)]
async fn a_phone_for_work_changes_and_the_mobile_stays() {
    let bench = account(ZoomOptions::default());
    let client = &bench.client;
    let mobile = json!({ "type": "mobile", "value": "+15550002" });
    let mut joiner = jane();
    joiner.as_object_mut().unwrap().remove("phone");
    joiner["extra"]["phoneNumbers"] = json!([mobile, { "type": "work", "value": "+15550001" }]);
    client
        .provision(&person(joiner), &no_options())
        .await
        .unwrap();
    let work = json!({ "type": "work", "value": "+15559999" });
    for (phone, left) in [("+15559999", json!([mobile, work])), ("", json!([mobile]))] {
        for outcome in [Outcome::Updated, Outcome::Unchanged] {
            let change = person(json!({ "userName": "jane@example.com", "phone": phone }));
            let result = client.provision(&change, &no_options()).await.unwrap();
            assert_eq!(result.outcome, outcome, "{:?}", result.warnings);
            let raw = serde_json::to_value(result.user.unwrap()).unwrap()["raw"].take();
            assert_eq!(raw["phoneNumbers"], left);
        }
    }
}
