//! Groups (RFC 7643 §4.2): members by id, shown with what the server knows of them.

use serde_json::{Value, json};

use crate::service::{GROUP, Service};

fn members(service: &mut Service, group: &str) -> Vec<String> {
    let body = service.get(&format!("/Groups/{group}")).body;
    let members = body["members"].as_array().cloned().unwrap_or_default();
    members
        .iter()
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn members_are_shown_with_their_type_their_name_and_their_place() {
    let mut service = Service::of(0);
    let ann = service.user("ann@example.com", json!({ "displayName": "Ann" }));
    let inner = service.group("Inner", &[]);
    let outer = service.group("Outer", &[&ann, &inner, &ann]);
    let got = service.get(&format!("/Groups/{outer}")).body;
    let place = format!("{}/Users/{ann}", service.base());
    assert_eq!(
        got["members"][0],
        json!({ "value": ann, "$ref": place, "type": "User", "display": "Ann" })
    );
    assert_eq!(got["members"][1]["type"], "Group");
    assert_eq!(got["members"].as_array().unwrap().len(), 2, "each once");
    let ann = service.get(&format!("/Users/{ann}")).body;
    assert_eq!(ann["groups"][0]["value"], *outer);
}

#[test]
fn members_come_and_go_by_patch() {
    let mut service = Service::of(0);
    let ids = ["a", "b", "c"].map(|name| service.user(name, json!({})));
    let group = service.group("Pilots", &[]);
    let path = format!("/Groups/{group}");
    let value: Vec<Value> = ids
        .iter()
        .map(|id| json!({ "value": id, "display": "x" }))
        .collect();
    for _ in 0..2 {
        let got = service.patch(
            &path,
            json!([{ "op": "add", "path": "members", "value": value }]),
        );
        assert_eq!(got.status, 200, "{}", got.body);
        assert_eq!(members(&mut service, &group), ids);
    }
    let one = format!("members[value eq \"{}\"]", ids[1]);
    let removal = json!([{ "op": "remove", "path": one }]);
    assert_eq!(service.patch(&path, removal.clone()).status, 200);
    assert_eq!(members(&mut service, &group), [ids[0].as_str(), &ids[2]]);
    assert_eq!(service.patch(&path, removal).refusal(), (400, "noTarget"));
    let other = format!("members[value eq \"{}\"].value", ids[0]);
    let fixed = service.patch(
        &path,
        json!([{ "op": "replace", "path": other, "value": ids[1] }]),
    );
    assert_eq!(fixed.refusal(), (400, "mutability"));
    let unknown = service.patch(
        &path,
        json!([{ "op": "add", "path": "members", "value": [{ "value": "x" }] }]),
    );
    assert_eq!(unknown.refusal(), (400, "invalidValue"));
    assert_eq!(
        service
            .patch(&path, json!([{ "op": "remove", "path": "members" }]))
            .status,
        200
    );
    assert!(members(&mut service, &group).is_empty());
}

#[test]
fn a_group_needs_a_name_and_can_be_renamed_and_deleted() {
    let mut service = Service::of(0);
    let nameless = service.post("/Groups", &json!({ "schemas": [GROUP] }));
    assert_eq!(nameless.refusal(), (400, "invalidValue"));
    let ann = service.user("ann", json!({}));
    let group = service.group("Pilots", &[&ann]);
    let path = format!("/Groups/{group}");
    let got = service.patch(
        &path,
        json!([{ "op": "replace", "path": "displayName", "value": "Captains" }]),
    );
    assert_eq!(got.body["displayName"], "Captains");
    assert_eq!(service.call("DELETE", &path, &Value::Null).status, 204);
    assert!(
        service
            .get(&format!("/Users/{ann}"))
            .body
            .get("groups")
            .is_none()
    );
}
