//! Switching off: what no document shows, and so each tenant its own way.

use seatwarden_sandbox::{BulkDelete, DeleteKey, InactiveShape, OneIdOptions};
use serde_json::{Value, json};

use crate::organization::{EXTENSION, Organization, object};

fn off() -> Value {
    json!([{ "op": "replace", "path": "/active", "value": false }])
}

fn with(change: impl Fn(&mut OneIdOptions)) -> (Organization, String) {
    let mut options = OneIdOptions::default();
    change(&mut options);
    let mut organization = Organization::with(0, options);
    let id = organization.create("ann@example.com");
    (organization, id)
}

fn delete(organization: &mut Organization, id: &str) -> crate::organization::Got {
    organization.call("DELETE", &format!("/Users/{id}"), &Value::Null)
}

#[test]
fn a_delete_switches_off_and_says_that_the_user_is_on() {
    let (mut organization, id) = with(|_| {});
    let got = delete(&mut organization, &id);
    assert_eq!((got.status, &got.body["active"]), (200, &json!(true)));
    let read = organization.read(&id);
    assert_eq!(read["active"], false);
    assert_eq!(read[EXTENSION]["status"], "INACTIVE");
    assert_eq!(delete(&mut organization, &id).status, 200, "again");
    assert_eq!(delete(&mut organization, "nobody").status, 404);
    assert!(!organization.sandbox.requests().last().unwrap().committed);
}

#[test]
fn a_delete_is_answered_with_nothing_if_told() {
    let (mut organization, id) = with(|options| options.empty_delete = true);
    assert_eq!(delete(&mut organization, &id).status, 204);
    assert_eq!(organization.read(&id)["active"], false);
}

#[test]
fn a_patch_of_active_is_taken_or_refused_as_told() {
    let (mut organization, id) = with(|_| {});
    assert_eq!(organization.patch(&id, off()).status, 200);
    assert_eq!(organization.read(&id)["active"], false);
    for status in [400, 405, 501] {
        let (mut organization, id) = with(|options| options.patch_active = Some(status));
        assert_eq!(u64::from(organization.patch(&id, off()).status), status);
        let whole = organization.patch(
            &id,
            json!([{ "op": "replace", "value": { "active": false } }]),
        );
        assert_eq!(u64::from(whole.status), status);
        let other = json!([{ "op": "replace", "path": "/locale", "value": "de-DE" }]);
        assert_eq!(organization.patch(&id, other).status, 200);
        assert_eq!(organization.read(&id)["active"], true);
    }
}

#[test]
fn who_is_off_looks_so_in_one_of_three_ways() {
    for (inactive, active, status) in [
        (InactiveShape::Both, false, "INACTIVE"),
        (InactiveShape::Active, false, "ACTIVE"),
        (InactiveShape::Status, true, "INACTIVE"),
    ] {
        let (mut organization, id) = with(|options| options.inactive = inactive);
        delete(&mut organization, &id);
        let read = organization.read(&id);
        let shown = (&read["active"], &read[EXTENSION]["status"]);
        assert_eq!(shown, (&json!(active), &json!(status)), "{inactive:?}");
        let filter = format!("id eq \"{id}\" and status eq \"{status}\"");
        assert_eq!(
            organization.filtered("Users", &filter).body["totalResults"],
            1
        );
        assert_eq!(
            organization.sandbox.users()[0]["active"],
            false,
            "stored as it is"
        );
    }
}

#[test]
fn a_put_that_says_active_switches_on_again() {
    let (mut organization, id) = with(|_| {});
    delete(&mut organization, &id);
    let mut user = object(organization.user("ann@example.com"));
    user.insert("active".into(), json!(true));
    let path = format!("/Users/{id}");
    assert_eq!(
        organization.call("PUT", &path, &Value::Object(user)).status,
        200
    );
    let read = organization.read(&id);
    assert_eq!(
        (&read["active"], &read[EXTENSION]["status"]),
        (&json!(true), &json!("ACTIVE"))
    );
}

#[test]
fn the_policy_overwrites_whoever_is_switched_off_however_that_is_done() {
    for how in ["PATCH", "DELETE", "PUT", "bulk"] {
        let (mut organization, id) = with(|options| options.anonymize = true);
        match how {
            "PATCH" => organization.patch(&id, off()),
            "DELETE" => delete(&mut organization, &id),
            "PUT" => {
                let user = organization.user("ann@example.com");
                organization.call("PUT", &format!("/Users/{id}"), &user)
            }
            _ => organization.call("POST", "/Users/delete", &json!([id])),
        };
        let read = organization.read(&id);
        assert_eq!(read["active"], false, "{how}");
        let text = read.to_string();
        for gone in ["ann@", "Amy", "Lawrence"] {
            assert!(!text.contains(gone), "{how}: {text}");
        }
        assert_eq!(
            read["userName"].as_str().unwrap().len(),
            36,
            "{how}: a UUID"
        );
        let found = organization.filtered("Users", "userName eq \"ann@example.com\"");
        assert_eq!(found.body["totalResults"], 0);
        organization.create("ann@example.com");
    }
}

#[test]
fn a_delete_needs_a_key_or_refuses_one_if_told() {
    for (delete_key, with_key, without) in [
        (DeleteKey::Optional, 200, 200),
        (DeleteKey::Required, 200, 400),
        (DeleteKey::Refused, 400, 200),
    ] {
        let (mut organization, id) = with(|options| options.delete_key = delete_key);
        let path = format!("/Users/{id}");
        let keyed = organization.call_with("DELETE", &path, &Value::Null, ("Idempotency-Key", "k"));
        assert_eq!(keyed.status, with_key, "{delete_key:?}");
        assert_eq!(
            delete(&mut organization, &id).status,
            without,
            "{delete_key:?}"
        );
    }
}

#[test]
fn a_new_user_waits_for_activation_if_told() {
    let (mut organization, id) = with(|options| options.pending = true);
    let read = organization.read(&id);
    assert_eq!(read["active"], true);
    assert_eq!(read[EXTENSION]["status"], "PENDING_ACTIVATION");
    let found = organization.filtered("Users", "status eq \"PENDING_ACTIVATION\"");
    assert_eq!(found.names(), ["ann@example.com"]);
}

#[test]
fn many_at_once_are_switched_off_or_not_as_told() {
    for (how, status, named, off) in [
        (BulkDelete::Done, 200, 4, [true; 4]),
        (BulkDelete::Refused, 405, 0, [false; 4]),
        (BulkDelete::Ignored, 200, 4, [false; 4]),
        (BulkDelete::Partly, 200, 2, [true, false, true, false]),
    ] {
        let (mut organization, id) = with(|options| options.bulk_delete = how);
        let mut ids = vec![id];
        ids.extend(["b", "c", "d"].map(|name| organization.create(&format!("{name}@example.com"))));
        let got = organization.call("POST", "/Users/delete", &json!(ids));
        assert_eq!(got.status, status, "{how:?}");
        let rows = got.body["resources"].as_array().map_or(0, Vec::len);
        assert_eq!(rows, named, "{how:?}");
        let is_off: Vec<bool> = ids
            .iter()
            .map(|id| organization.read(id)["active"] == false)
            .collect();
        assert_eq!(is_off, off, "{how:?}");
        let group = organization.call("POST", "/Groups/delete", &json!(["nobody"]));
        assert_eq!(group.status, 200, "groups are another matter");
    }
}
