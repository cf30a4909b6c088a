//! How the tests talk to an account: a token once, then requests by path.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use seatwarden_sandbox::{Config, Delivery, Provider, Request, Response, Sandbox, ZoomOptions};
use serde_json::{Map, Value, json};

/// 2026-03-17T08:00:00Z.
pub const NOW: u64 = 1_773_734_400_000;
pub const ZOOM: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

pub struct Account {
    pub sandbox: Sandbox,
    pub token: String,
    pub now: u64,
}

/// A whole answer, its body read.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub body: Value,
    pub response: Response,
}

impl Got {
    /// What SCIM says, or the gateway.
    pub fn says(&self) -> &str {
        let detail = self.body["detail"].as_str();
        detail.or(self.body["message"].as_str()).unwrap_or_default()
    }
}

impl Account {
    pub fn new(config: Config) -> Self {
        let mut account = Self {
            sandbox: Sandbox::new(Config {
                provider: Provider::Zoom,
                ..config
            }),
            token: String::new(),
            now: NOW,
        };
        account.sign_in();
        account.sandbox.clear_requests();
        account
    }

    pub fn of(users: usize) -> Self {
        Self::with(users, ZoomOptions::default())
    }

    pub fn with(users: usize, zoom: ZoomOptions) -> Self {
        Self::new(Config {
            users,
            zoom,
            ..Config::default()
        })
    }

    pub fn sign_in(&mut self) -> Value {
        let account = self.connection("accountId");
        let query = format!("grant_type=account_credentials&account_id={account}");
        let got = self.ask_token(&query, "");
        assert_eq!(got.status, 200, "{}", got.body);
        self.token = got.body["access_token"].as_str().unwrap().to_owned();
        got.body
    }

    /// Asks for a token with the account's own credentials.
    pub fn ask_token(&mut self, query: &str, form: &str) -> Got {
        let (id, secret) = (self.connection("clientId"), self.connection("clientSecret"));
        self.ask_token_as(&id, &secret, query, form)
    }

    pub fn ask_token_as(&mut self, id: &str, secret: &str, query: &str, form: &str) -> Got {
        let url = format!("{}?{query}", self.connection("tokenUrl"));
        let headers = [
            (
                "Authorization",
                format!("Basic {}", base64(&format!("{id}:{secret}"))),
            ),
            (
                "Content-Type",
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ];
        self.send("POST", &url, &headers, form.as_bytes())
    }

    pub fn connection(&self, name: &str) -> String {
        self.sandbox.connection()[name].as_str().unwrap().to_owned()
    }

    pub fn send(
        &mut self,
        method: &str,
        url: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Got {
        let headers = headers.iter();
        let request = Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
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

    /// Sends JSON, or nothing for `null`, with the token.
    pub fn call(&mut self, method: &str, path: &str, body: &Value) -> Got {
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.call_raw(method, path, &text)
    }

    pub fn call_raw(&mut self, method: &str, path: &str, body: &str) -> Got {
        let url = format!("{}{path}", self.connection("baseUrl"));
        let headers = [
            ("Authorization", format!("Bearer {}", self.token)),
            ("Content-Type", "application/json".to_owned()),
        ];
        self.send(method, &url, &headers, body.as_bytes())
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.call("GET", path, &Value::Null)
    }

    pub fn filtered(&mut self, collection: &str, filter: &str) -> Got {
        self.get(&format!("/scim2/{collection}?filter={}", encode(filter)))
    }

    /// Creates a user with these fields besides a name, and gives the id.
    pub fn create(&mut self, user_name: &str, fields: Value) -> String {
        let mut body = object(fields);
        body.insert("userName".into(), json!(user_name));
        let got = self.call("POST", "/scim2/Users", &Value::Object(body));
        assert_eq!(got.status, 201, "{}", got.body);
        got.body["id"].as_str().unwrap().to_owned()
    }

    /// Puts somebody there who has these traits.
    pub fn somebody(&mut self, traits: &[&str]) -> String {
        let fields = json!({ "traits": traits, "userType": "Licensed" });
        self.sandbox.add_user(object(fields), NOW)
    }

    pub fn stored(&self, id: &str) -> Value {
        let users = self.sandbox.users();
        users
            .into_iter()
            .find(|user| user["id"] == id)
            .unwrap_or_default()
    }
}

/// The path of a user.
pub fn user(id: &str) -> String {
    format!("/scim2/Users/{}", encode(id))
}

/// The path of a group.
pub fn group(id: &str) -> String {
    format!("/scim2/Groups/{}", encode(id))
}

/// PATCH as the document shows it.
pub fn switch(active: bool) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "Operations": [{ "op": "replace", "value": { "active": active } }],
    })
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

pub fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// A file of the document.
pub fn fixture(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/zoom/");
    let text = std::fs::read_to_string(format!("{folder}{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}
