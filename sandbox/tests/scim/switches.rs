//! Where a service provider differs from the RFCs, or does less than they allow.

use seatwarden_sandbox::{
    Config, FilterSupport, LEAVER_EMAIL, LEAVER_USERNAME, Provider, ScimOptions,
};
use serde_json::json;

use crate::service::{Service, encode, names, user};

#[test]
fn a_filter_can_be_unsupported_refused_ignored_or_find_nobody() {
    for (filter, status, found) in [
        (FilterSupport::Full, 200, 1),
        (FilterSupport::Unsupported, 501, 0),
        (FilterSupport::Refused, 400, 0),
        (FilterSupport::Ignored, 200, 5),
        (FilterSupport::Empty, 200, 0),
    ] {
        let options = ScimOptions {
            filter,
            ..ScimOptions::default()
        };
        let mut service = Service::with(5, options);
        let text = encode("userName eq \"bjensen@example.com\"");
        let got = service.get(&format!("/Users?filter={text}"));
        assert_eq!(
            (got.status, names(&got.body).len()),
            (status, found),
            "{filter:?}"
        );
        let announced = service.get("/ServiceProviderConfig").body["filter"]["supported"] == true;
        assert_eq!(announced, filter != FilterSupport::Unsupported);
    }
}

#[test]
fn without_patch_there_is_put() {
    let options = ScimOptions {
        patch: false,
        ..ScimOptions::default()
    };
    let mut service = Service::with(0, options);
    let id = service.user("a@example.com", json!({ "active": true }));
    let path = format!("/Users/{id}");
    let operations = json!([{ "op": "replace", "path": "active", "value": false }]);
    assert_eq!(service.patch(&path, operations).refusal(), (501, ""));
    let off = user("a@example.com", json!({ "active": false }));
    assert_eq!(service.call("PUT", &path, &off).body["active"], false);
}

#[test]
fn patch_can_answer_with_nothing() {
    let options = ScimOptions {
        empty_patch: true,
        ..ScimOptions::default()
    };
    let mut service = Service::with(0, options);
    let path = format!("/Users/{}", service.user("a@example.com", json!({})));
    let operations = json!([{ "op": "add", "path": "title", "value": "Boss" }]);
    let got = service.patch(&path, operations);
    assert_eq!((got.status, got.response.body.len()), (204, 0));
    assert_eq!(service.get(&path).body["title"], "Boss");
}

#[test]
fn user_names_can_differ_by_case() {
    let options = ScimOptions {
        case_sensitive: true,
        ..ScimOptions::default()
    };
    let mut service = Service::with(0, options);
    service.user("jane@example.com", json!({}));
    service.user("Jane@example.com", json!({}));
    let again = service.post("/Users", &user("jane@example.com", json!({})));
    assert_eq!(again.refusal(), (409, "uniqueness"));
    assert_eq!(
        service.found("userName eq \"Jane@example.com\""),
        ["Jane@example.com"]
    );
    let schema = service
        .get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")
        .body;
    assert_eq!(schema["attributes"][0]["caseExact"], true);
}

#[test]
fn with_versions_a_stale_write_is_412_and_a_fresh_read_304() {
    let options = ScimOptions {
        etag: true,
        ..ScimOptions::default()
    };
    let mut service = Service::with(0, options);
    let made = service.post("/Users", &user("a@example.com", json!({})));
    let version = made.response.header("etag").unwrap().to_owned();
    assert_eq!(made.body["meta"]["version"], *version);
    let path = format!("/Users/{}", made.id());
    let fresh = service.call_with(
        "GET",
        &path,
        &serde_json::Value::Null,
        ("If-None-Match", &version),
    );
    assert_eq!((fresh.status, fresh.response.body.len()), (304, 0));
    let changed = user("a@example.com", json!({ "title": "Boss" }));
    let put = service.call_with("PUT", &path, &changed, ("If-Match", &version));
    assert_eq!(put.status, 200);
    assert_ne!(put.response.header("etag"), Some(version.as_str()));
    for method in ["PUT", "PATCH", "DELETE"] {
        let stale = service.call_with(method, &path, &changed, ("If-Match", &version));
        assert_eq!(stale.refusal(), (412, ""), "{method}");
    }
    let any = service.call_with("PUT", &path, &changed, ("If-Match", "*"));
    assert_eq!(any.status, 200);
}

#[test]
fn writes_can_be_ignored_and_names_be_shared() {
    let mut service = Service::new(Config {
        users: 0,
        ignored_fields: vec!["title".into()],
        duplicate_names: true,
        ..Config::default()
    });
    let id = service.user("a@example.com", json!({ "title": "Boss" }));
    let path = format!("/Users/{id}");
    let got = service.patch(
        &path,
        json!([{ "op": "add", "path": "title", "value": "Boss" }]),
    );
    assert_eq!((got.status, got.body.get("title")), (200, None));
    service.user("a@example.com", json!({}));
    assert_eq!(service.sandbox.users().len(), 2);
}

#[test]
fn a_tenant_of_250_is_the_same_for_the_same_seed_and_has_the_leaver() {
    let of = |seed| {
        Service::new(Config {
            seed,
            users: 250,
            ..Config::default()
        })
    };
    let users = of(1).sandbox.users();
    assert_eq!(users, of(1).sandbox.users());
    assert_ne!(users, of(2).sandbox.users());
    assert_eq!(users.len(), 250);
    let mut service = of(1);
    let leaver = service
        .get(&format!(
            "/Users?filter={}",
            encode(&format!("emails eq \"{LEAVER_EMAIL}\""))
        ))
        .body;
    assert_eq!(names(&leaver), [LEAVER_USERNAME]);
    assert_eq!(leaver["Resources"][0]["active"], true);
    assert_eq!(service.get("/Groups").body["totalResults"], 6);
}

#[test]
fn options_are_read_flat_and_unknown_ones_refused_by_name() {
    let options = json!({
        "provider": "scim", "auth": "client_credentials", "clientAuth": "post", "paging": "both",
        "filter": "ignored", "pageCap": 7, "patch": false, "baseUrl": "http://127.0.0.1:1/",
    });
    let config = Config::read(&options.to_string()).unwrap();
    assert_eq!((config.provider, config.scim.page_cap), (Provider::Scim, 7));
    for (options, named) in [
        (
            json!({ "provider": "scim", "plan": "free" }),
            "unknown field `plan`",
        ),
        (
            json!({ "provider": "scim", "filter": "some" }),
            "unknown variant `some`",
        ),
        (json!({ "provider": "ldap" }), "unknown variant `ldap`"),
        (
            json!({ "provider": "scim", "concurrency": 3 }),
            "unknown field `concurrency`",
        ),
    ] {
        let why = Config::read(&options.to_string()).unwrap_err();
        assert!(why.contains(named), "{why}");
    }
}
