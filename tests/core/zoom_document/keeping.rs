//! What a write to a user must not lose, and what a leaver's data comes to (:1485-1490 "Update a user", :1550 `transferee`).

use super::tenant::{ZOOM_USER, Zoom, user};
use crate::support::{codes, no_options, options, person, who};
use seatwarden::error::{Error, ErrorCode};
use seatwarden::lifecycle::result::{Outcome, WriteResult};
use serde_json::{Value, json};

const ANN: &str = "ann@example.com";

/// Ann leaves, and that one gets her data.
async fn left(zoom: &Zoom, heir: &str) -> Result<WriteResult, Error> {
    let options = options(json!({ "transferTo": heir }));
    zoom.client.deactivate(&who(ANN), &options).await
}

/// A pending user drops writes without a word: her data goes to whom her record names, and that is told.
#[tokio::test(start_paused = true)]
async fn a_transferee_that_was_dropped_is_told() {
    let old = json!({ ZOOM_USER: { "transferee": "old@example.com" } });
    let zoom = Zoom::with(&[user(old)]).answer_first(|asked| {
        let is_put = asked.method == "PUT";
        is_put.then(|| super::tenant::empty(204))
    });
    let left = left(&zoom, "boss@example.com").await.unwrap();
    assert_eq!(left.outcome, Outcome::Deactivated);
    assert_eq!(codes(&left.warnings), ["not_applied"]);
    assert!(left.warnings[0].message.contains("transferTo"));
}

#[tokio::test(start_paused = true)]
async fn who_is_off_already_hands_nothing_over_and_that_is_told() {
    let zoom = Zoom::with(&[user(json!({ "active": false }))]);
    let left = left(&zoom, "boss@example.com").await.unwrap();
    assert_eq!(left.outcome, Outcome::AlreadyInactive);
    assert_eq!(codes(&left.warnings), ["not_applied"]);
    let quiet = zoom.client.deactivate(&who(ANN), &no_options()).await;
    assert_eq!(codes(&quiet.unwrap().warnings), [""; 0]);
    assert!(zoom.asked("PUT").is_empty());
}

#[tokio::test(start_paused = true)]
async fn nobody_hands_their_data_over_to_themselves() {
    let zoom = Zoom::with(&[user(json!({}))]);
    let error = left(&zoom, "Ann@Example.com").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.contains("options.transferTo"));
    assert_eq!(zoom.account.borrow().users[0]["active"], true);
}

/// :1490: "Whether the group is the user's primary group."
#[tokio::test(start_paused = true)]
async fn the_primary_group_stays_it_when_another_one_is_joined() {
    let sales = json!({ "display": "Sales", "value": "Sales", "type": "direct", "primary": true });
    let zoom = Zoom::with(&[user(json!({ "groups": [sales] }))]).answer_first(|asked| {
        // The groups can't be written to: the user's record names them.
        let is_group = asked.path.starts_with("/scim2/Groups/") && asked.method == "PATCH";
        is_group.then(|| super::tenant::refusal(405, "Not allowed"))
    });
    let ops = person(json!({ "email": ANN, "groups": ["Ops"] }));
    let _ = zoom.client.provision(&ops, &no_options()).await;
    let put = zoom.asked("PUT").pop().expect("a PUT").body;
    let groups: Vec<(&Value, &Value)> = put["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| (&group["display"], &group["primary"]))
        .collect();
    assert_eq!(
        groups,
        [
            (&json!("Sales"), &json!(true)),
            (&json!("Ops"), &Value::Null)
        ]
    );
}
