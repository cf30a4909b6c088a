//! What a service provider says of itself (RFC 7644 §4), and that it says what it does.

use seatwarden_sandbox::{FilterSupport, Paging, ScimAuth, ScimOptions};
use serde_json::Value;

use crate::service::{ENTERPRISE, GROUP, Service, USER};

#[test]
fn the_configuration_says_what_is_there() {
    let mut plain = Service::of(0);
    let config = plain.get("/ServiceProviderConfig").body;
    for (name, supported) in [
        ("patch", true),
        ("filter", true),
        ("sort", true),
        ("bulk", false),
        ("etag", false),
    ] {
        assert_eq!(config[name]["supported"], supported, "{name}");
    }
    assert!(config.get("pagination").is_none());
    assert_eq!(
        config["authenticationSchemes"][0]["type"],
        "oauthbearertoken"
    );
    let mut other = Service::with(
        0,
        ScimOptions {
            patch: false,
            filter: FilterSupport::Unsupported,
            sort: false,
            bulk: true,
            etag: true,
            paging: Paging::Both,
            page_cap: 7,
            ..ScimOptions::default()
        },
    );
    let config = other.get("/ServiceProviderConfig").body;
    for (name, supported) in [
        ("patch", false),
        ("filter", false),
        ("sort", false),
        ("bulk", true),
        ("etag", true),
    ] {
        assert_eq!(config[name]["supported"], supported, "{name}");
    }
    let pagination = &config["pagination"];
    assert_eq!(
        (
            pagination["cursor"].as_bool(),
            pagination["index"].as_bool()
        ),
        (Some(true), Some(true))
    );
    assert_eq!(
        (
            pagination["defaultPaginationMethod"].as_str(),
            pagination["maxPageSize"].as_u64()
        ),
        (Some("index"), Some(7))
    );
}

#[test]
fn types_and_schemas_are_listed_and_read_one_by_one() {
    let mut service = Service::of(0);
    for (path, ids) in [
        ("/ResourceTypes", vec!["User", "Group"]),
        ("/Schemas", vec![USER, ENTERPRISE, GROUP]),
    ] {
        let list = service.get(path).body;
        assert_eq!(list["totalResults"], ids.len());
        for (at, id) in ids.into_iter().enumerate() {
            assert_eq!(list["Resources"][at]["id"], id);
            let one = service.get(&format!("{path}/{id}")).body;
            assert_eq!(one, list["Resources"][at]);
            assert_eq!(
                one["meta"]["location"],
                format!("{}{path}/{id}", service.base())
            );
        }
        assert_eq!(service.get(&format!("{path}/nothing")).refusal(), (404, ""));
        assert_eq!(
            service.get(&format!("{path}?filter=id%20pr")).refusal(),
            (403, "")
        );
        assert_eq!(
            service.call("POST", path, &Value::Null).refusal(),
            (405, "")
        );
    }
}

#[test]
fn a_schema_tells_each_attribute_s_characteristics() {
    let user = Service::of(0).get(&format!("/Schemas/{USER}")).body;
    let attributes = user["attributes"].as_array().unwrap();
    let find = |name: &str| attributes.iter().find(|one| one["name"] == name).unwrap();
    let user_name = find("userName");
    assert_eq!(
        (
            user_name["required"].as_bool(),
            user_name["caseExact"].as_bool()
        ),
        (Some(true), Some(false))
    );
    assert_eq!(user_name["uniqueness"], "server");
    assert_eq!(
        (
            find("password")["mutability"].as_str(),
            find("password")["returned"].as_str()
        ),
        (Some("writeOnly"), Some("never"))
    );
    let emails = find("emails");
    assert_eq!(
        (emails["type"].as_str(), emails["multiValued"].as_bool()),
        (Some("complex"), Some(true))
    );
    assert_eq!(emails["subAttributes"][2]["canonicalValues"][0], "work");
    assert_eq!(find("groups")["mutability"], "readOnly");
    let described = |one: &Value| {
        one["description"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    };
    assert!(attributes.iter().all(described));
}

#[test]
fn discovery_can_be_absent_and_needs_the_credentials_otherwise() {
    let mut service = Service::with(
        1,
        ScimOptions {
            discovery: false,
            ..ScimOptions::default()
        },
    );
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        assert_eq!(service.get(path).refusal(), (404, ""));
    }
    assert_eq!(service.get("/Users").status, 200);
    let mut closed = Service::with(
        0,
        ScimOptions {
            auth: ScimAuth::Basic,
            ..ScimOptions::default()
        },
    );
    assert_eq!(closed.get("/ServiceProviderConfig").status, 401);
}
