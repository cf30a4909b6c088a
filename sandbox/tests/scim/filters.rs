//! Filters (RFC 7644 §3.4.2.2): every operator, precedence, literals, and what is none.

use serde_json::json;

use crate::service::{ENTERPRISE, Service, encode};

/// Three people who differ.
fn people() -> Service {
    let mut service = Service::of(0);
    service.user(
        "ann@example.com",
        json!({
            "active": true,
            "title": "Boss",
            "externalId": "X1",
            "emails": [{ "value": "ann@example.com", "type": "work" }, { "value": "ann@home.example", "type": "home" }],
            ENTERPRISE: { "department": "Sales", "manager": { "value": "42" } },
        }),
    );
    service.now += 3_600_000;
    service.user(
        "bob@example.com",
        json!({ "active": false, "title": "boss", "externalId": "x1" }),
    );
    service.now += 3_600_000;
    service.user(
        "o\"brien+x ü\\@example.com",
        json!({ "emails": [{ "value": "ob@example.org", "type": "work" }] }),
    );
    service
}

#[test]
fn operators_compare_without_case_unless_the_schema_says_otherwise() {
    let mut service = people();
    let (ann, bob, brien) = (
        "ann@example.com",
        "bob@example.com",
        "o\"brien+x ü\\@example.com",
    );
    let cases: [(&str, &[&str]); 41] = [
        ("userName eq \"ann@example.com\"", &[ann]),
        ("USERNAME EQ \"ANN@EXAMPLE.COM\"", &[ann]),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ann@example.com\"",
            &[ann],
        ),
        (
            "userName eq \"o\\\"brien+x \\u00fc\\\\@example.com\"",
            &[brien],
        ),
        ("userName eq \"O\\\"BRIEN+X Ü\\\\@example.com\"", &[brien]),
        ("userName ne \"ann@example.com\"", &[bob, brien]),
        ("userName co \"example\"", &[ann, bob, brien]),
        ("userName sw \"b\"", &[bob]),
        ("userName ew \"@example.com\"", &[ann, bob, brien]),
        ("userName gt \"b\"", &[bob, brien]),
        ("userName ge \"bob@example.com\"", &[bob, brien]),
        ("userName lt \"b\"", &[ann]),
        ("userName le \"bob@example.com\"", &[ann, bob]),
        ("title eq \"BOSS\"", &[ann, bob]),
        ("externalId eq \"X1\"", &[ann]),
        ("externalId eq \"x1\"", &[bob]),
        ("externalId pr", &[ann, bob]),
        ("title pr and active eq true", &[ann]),
        ("active eq false", &[bob]),
        ("active ne true", &[bob, brien]),
        ("title eq null", &[brien]),
        ("title ne null", &[ann, bob]),
        ("not (title pr)", &[brien]),
        ("NOT(title pr) or userName sw \"a\"", &[ann, brien]),
        ("emails eq \"ANN@home.example\"", &[ann]),
        ("emails.value ew \".org\"", &[brien]),
        ("emails pr", &[ann, brien]),
        ("emails[type eq \"work\" and value co \"ann\"]", &[ann]),
        ("emails[type eq \"home\" and value co \"example.com\"]", &[]),
        (
            "emails[type eq \"home\"] or emails[value ew \".org\"]",
            &[ann, brien],
        ),
        ("emails[not (type eq \"work\")]", &[ann]),
        // `and` binds more than `or`.
        (
            "title pr or userName sw \"o\" and active eq true",
            &[ann, bob],
        ),
        ("(title pr or userName sw \"o\") and active eq true", &[ann]),
        ("name.givenName pr", &[]),
        ("meta.created gt \"2026-03-17T08:30:00Z\"", &[bob, brien]),
        (
            "meta.created ge \"2026-03-17T10:00:00+01:00\"",
            &[bob, brien],
        ),
        ("meta.lastModified lt \"2026-03-17T08:00:00.001Z\"", &[ann]),
        ("meta.resourceType eq \"User\"", &[ann, bob, brien]),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"sales\"",
            &[ann],
        ),
        (
            "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user:manager.value eq \"42\"",
            &[ann],
        ),
        ("  userName   eq   \"ann@example.com\"  ", &[ann]),
    ];
    for (filter, wanted) in cases {
        assert_eq!(service.found(filter), wanted, "{filter}");
    }
}

#[test]
fn members_are_found_by_their_groups_and_groups_by_their_members() {
    let mut service = people();
    let id = service.sandbox.users()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let group = service.group("Pilots", &[&id]);
    assert_eq!(
        service.found(&format!("groups.value eq \"{group}\"")),
        ["ann@example.com"]
    );
    assert_eq!(
        service.found("groups[display eq \"pilots\"]"),
        ["ann@example.com"]
    );
    let filter = encode(&format!("members[value eq \"{id}\"]"));
    assert_eq!(
        service.get(&format!("/Groups?filter={filter}")).body["totalResults"],
        1
    );
}

#[test]
fn what_is_no_filter_is_refused() {
    let mut service = people();
    let deep = format!("{}userName pr{}", "(".repeat(60), ")".repeat(60));
    for filter in [
        "",
        "userName",
        "userName eq",
        "userName eq ann",
        "userName eq 'ann'",
        "userName is \"ann\"",
        "userName eq \"ann",
        "userName eq \"ann\" and",
        "userName eq \"ann\" userName pr",
        "(userName pr",
        "userName pr)",
        "not userName pr",
        "emails[type eq \"work\"",
        "emails[nick eq \"work\"]",
        "userName[type eq \"work\"]",
        "nick eq \"x\"",
        "department eq \"Sales\"",
        "name eq \"Ann\"",
        "active gt true",
        "active eq \"true\"",
        "title eq true",
        "title gt null",
        "meta.created gt \"yesterday\"",
        "password pr",
        deep.as_str(),
    ] {
        let got = service.get(&format!("/Users?filter={}", encode(filter)));
        assert_eq!(got.refusal(), (400, "invalidFilter"), "{filter}");
    }
}

#[test]
fn a_search_across_types_finds_both_and_minds_what_each_has() {
    let mut service = people();
    service.group("Annual", &[]);
    let search = |filter: &str| json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": filter, "count": 50 });
    let got = service.post(
        "/.search",
        &search("displayName sw \"annual\" or id eq \"x\""),
    );
    assert_eq!(got.body["totalResults"], 1);
    let got = service.post("/.search", &search("userName sw \"ann\""));
    assert_eq!(
        (got.status, got.body["totalResults"].as_u64()),
        (200, Some(1))
    );
    let got = service.post("/Users/.search", &search("active eq false"));
    assert_eq!(got.body["Resources"][0]["userName"], "bob@example.com");
    let got = service.post("/Users/.search", &json!({ "filter": "userName pr" }));
    assert_eq!(got.refusal(), (400, "invalidSyntax"));
}
