//! How the tests talk to an organization: a token once, then requests by path.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use seatwarden_sandbox::{Config, Delivery, OneIdOptions, Provider, Request, Response, Sandbox};
use serde_json::{Map, Value, json};

/// 2026-03-17T08:00:00Z.
pub const NOW: u64 = 1_773_734_400_000;
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
pub const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

pub struct Organization {
    pub sandbox: Sandbox,
    pub now: u64,
    pub token: String,
}

/// A whole answer, its body read.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub body: Value,
    pub response: Response,
}

impl Got {
    pub fn id(&self) -> String {
        let id = self.body["id"].as_str();
        id.unwrap_or_else(|| panic!("no id: {}", self.body))
            .to_owned()
    }

    /// The code of a refusal.
    pub fn code(&self) -> &str {
        self.body["reasons"][0]["code"].as_str().unwrap_or_default()
    }

    /// The user names of a list, in order.
    pub fn names(&self) -> Vec<String> {
        let rows = self.body["resources"].as_array();
        let rows = rows
            .unwrap_or_else(|| panic!("no list: {}", self.body))
            .iter();
        rows.map(|row| row["userName"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

impl Organization {
    pub fn new(config: Config) -> Self {
        let mut organization = Self {
            sandbox: Sandbox::new(Config {
                provider: Provider::OneId,
                ..config
            }),
            now: NOW,
            token: String::new(),
        };
        let got = organization.ask_token(&organization.form());
        assert_eq!(got.status, 200, "{}", got.body);
        organization.token = got.body["access_token"].as_str().unwrap().to_owned();
        organization.sandbox.clear_requests();
        organization
    }

    pub fn of(users: usize) -> Self {
        Self::with(users, OneIdOptions::default())
    }

    pub fn with(users: usize, oneid: OneIdOptions) -> Self {
        Self::new(Config {
            users,
            oneid,
            ..Config::default()
        })
    }

    pub fn connection(&self, name: &str) -> String {
        self.sandbox.connection()[name].as_str().unwrap().to_owned()
    }

    /// The form of a request for a token.
    pub fn form(&self) -> String {
        let (id, secret) = (self.connection("clientId"), self.connection("clientSecret"));
        format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            encode(&id),
            encode(&secret)
        )
    }

    pub fn ask_token(&mut self, form: &str) -> Got {
        let url = self.connection("tokenUrl");
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", &url, &[("Content-Type", kind)], form.as_bytes())
    }

    pub fn send(&mut self, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Got {
        let headers = headers.iter();
        let request = Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.to_vec(),
        };
        let Delivery::Response(response) = self.sandbox.handle(&request, self.now).delivery else {
            panic!("no answer");
        };
        Got {
            status: response.status,
            body: serde_json::from_slice(&response.body).unwrap_or_default(),
            response,
        }
    }

    /// Sends JSON, or nothing for `null`, with the token and one more header.
    pub fn call_with(
        &mut self,
        method: &str,
        path: &str,
        body: &Value,
        header: (&str, &str),
    ) -> Got {
        let url = format!("{}{path}", self.connection("baseUrl"));
        let authorization = format!("Bearer {}", self.token);
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Content-Type", "application/json"),
            header,
        ];
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.send(method, &url, &headers, text.as_bytes())
    }

    pub fn call(&mut self, method: &str, path: &str, body: &Value) -> Got {
        self.call_with(method, path, body, ("Accept", "application/json"))
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.call("GET", path, &Value::Null)
    }

    pub fn filtered(&mut self, collection: &str, filter: &str) -> Got {
        self.get(&format!("/{collection}?filter={}", encode(filter)))
    }

    /// A user as the document's request has one.
    pub fn user(&self, name: &str) -> Value {
        json!({
            "schemas": [EXTENSION, USER],
            "name": { "givenName": "Amy", "familyName": "Lawrence", "formatted": "Amy Lawrence" },
            "emails": [{ "value": name, "type": "work", "primary": true }],
            "roles": [{ "value": "USER" }],
            "userName": name,
            "preferredLanguage": "en",
            "locale": "en-US",
            EXTENSION: { "schemas": [EXTENSION], "organizationId": self.connection("organizationId") },
        })
    }

    /// Creates a user, and gives the id.
    pub fn create(&mut self, name: &str) -> String {
        let body = json!([self.user(name)]);
        let got = self.call("POST", "/Users", &body);
        assert!(matches!(got.status, 200 | 201), "{}", got.body);
        got.id()
    }

    pub fn patch(&mut self, id: &str, operations: Value) -> Got {
        self.call("PATCH", &format!("/Users/{id}"), &patch(operations))
    }

    /// A user as read.
    pub fn read(&mut self, id: &str) -> Value {
        let got = self.get(&format!("/Users/{id}"));
        assert_eq!(got.status, 200, "{}", got.body);
        got.body
    }
}

/// A PatchOp as Zuora writes one.
pub fn patch(operations: Value) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "operations": operations })
}

pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("no object: {other}"),
    }
}

pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A file of the document.
pub fn fixture(name: &str) -> Value {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/vectors/oneid/fixtures/"
    );
    let text = std::fs::read_to_string(format!("{folder}{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}
