//! How the tests talk to a service provider.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use seatwarden_sandbox::{Config, Delivery, Provider, Request, Response, Sandbox, ScimOptions};
use serde_json::{Map, Value, json};

/// 2026-03-17T08:00:00Z.
pub const NOW: u64 = 1_773_734_400_000;
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

pub struct Service {
    pub sandbox: Sandbox,
    pub now: u64,
    authorization: String,
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
        self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id: {}", self.body))
            .to_owned()
    }

    /// The status and the `scimType` of a refusal.
    pub fn refusal(&self) -> (u16, &str) {
        assert_eq!(self.body["schemas"], json!([ERROR]), "{}", self.body);
        assert_eq!(self.body["status"], self.status.to_string());
        (
            self.status,
            self.body["scimType"].as_str().unwrap_or_default(),
        )
    }
}

impl Service {
    pub fn new(config: Config) -> Self {
        let sandbox = Sandbox::new(Config {
            provider: Provider::Scim,
            ..config
        });
        let token = sandbox.connection()["auth"]["token"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Self {
            sandbox,
            now: NOW,
            authorization: format!("Bearer {token}"),
        }
    }

    pub fn of(users: usize) -> Self {
        Self::with(users, ScimOptions::default())
    }

    pub fn with(users: usize, scim: ScimOptions) -> Self {
        Self::new(Config {
            users,
            scim,
            ..Config::default()
        })
    }

    pub fn base(&self) -> String {
        self.sandbox.connection()["baseUrl"]
            .as_str()
            .unwrap()
            .to_owned()
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

    /// Sends JSON, or nothing for `null`, with the credentials and one more header.
    pub fn call_with(
        &mut self,
        method: &str,
        path: &str,
        body: &Value,
        header: (&str, &str),
    ) -> Got {
        let url = format!("{}{path}", self.base());
        let authorization = self.authorization.clone();
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Content-Type", "application/scim+json"),
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
        self.call_with(method, path, body, ("Accept", "application/scim+json"))
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.call("GET", path, &Value::Null)
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Got {
        self.call("POST", path, body)
    }

    /// Creates a user with these attributes besides a name, and gives the id.
    pub fn user(&mut self, name: &str, fields: Value) -> String {
        let got = self.post("/Users", &user(name, fields));
        assert_eq!(got.status, 201, "{}", got.body);
        got.id()
    }

    pub fn group(&mut self, name: &str, members: &[&str]) -> String {
        let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
        let body = json!({ "schemas": [GROUP], "displayName": name, "members": members });
        let got = self.post("/Groups", &body);
        assert_eq!(got.status, 201, "{}", got.body);
        got.id()
    }

    pub fn patch(&mut self, path: &str, operations: Value) -> Got {
        self.call("PATCH", path, &patch(operations))
    }

    /// The user names that a filter finds, in order.
    pub fn found(&mut self, filter: &str) -> Vec<String> {
        let got = self.get(&format!("/Users?filter={}", encode(filter)));
        assert_eq!(got.status, 200, "{filter}: {}", got.body);
        names(&got.body)
    }
}

/// A user as a client sends one.
pub fn user(name: &str, fields: Value) -> Value {
    let mut body = object(json!({ "schemas": [USER, ENTERPRISE], "userName": name }));
    body.extend(object(fields));
    Value::Object(body)
}

pub fn patch(operations: Value) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations })
}

/// The user names of a page.
pub fn names(page: &Value) -> Vec<String> {
    let rows = page["Resources"].as_array().cloned().unwrap_or_default();
    rows.iter()
        .map(|row| row["userName"].as_str().unwrap_or_default().to_owned())
        .collect()
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
