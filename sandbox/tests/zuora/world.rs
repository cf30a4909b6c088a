//! How the tests talk to a tenant: a token once, then requests by path.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use seatwarden_sandbox::{Config, Delivery, Exchange, Request, Response, Sandbox};
use serde_json::{Map, Value, json};

/// 2026-03-17T08:00:00Z.
pub const NOW: u64 = 1_773_734_400_000;

pub struct World {
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

impl World {
    /// A tenant and a token for it.
    pub fn new(config: Config) -> Self {
        let mut world = Self {
            sandbox: Sandbox::new(config),
            token: String::new(),
            now: NOW,
        };
        world.sign_in();
        world.sandbox.clear_requests();
        world
    }

    /// The tenant of so many users that refuses in the way the config's seed decides.
    pub fn of(users: usize) -> Self {
        Self::new(Config {
            users,
            ..Config::default()
        })
    }

    pub fn sign_in(&mut self) -> Value {
        let form = self.token_form();
        let got = got(self.send("POST", "/oauth/token", &FORM, form.as_bytes()));
        assert_eq!(got.status, 200, "{}", got.body);
        self.token = text(&got.body, "access_token").to_owned();
        got.body
    }

    pub fn token_form(&self) -> String {
        let connection = self.sandbox.connection();
        format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            encode(text(&connection, "clientId")),
            encode(text(&connection, "clientSecret")),
        )
    }

    pub fn origin(&self) -> String {
        text(&self.sandbox.connection(), "baseUrl").to_owned()
    }

    /// Sends exactly this.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Exchange {
        let request = Request {
            method: method.to_owned(),
            url: format!("{}{path}", self.origin()),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.to_vec(),
        };
        self.sandbox.handle(&request, self.now)
    }

    /// Sends JSON, or nothing for `null`, with the token.
    pub fn exchange(&mut self, method: &str, path: &str, body: &Value) -> Exchange {
        let bearer = format!("Bearer {}", self.token);
        if body.is_null() {
            return self.send(method, path, &[("Authorization", &bearer)], b"");
        }
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/json"),
        ];
        self.send(method, path, &headers, body.to_string().as_bytes())
    }

    /// The same, and the answer has to come.
    pub fn call(&mut self, method: &str, path: &str, body: &Value) -> Got {
        got(self.exchange(method, path, body))
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.call("GET", path, &Value::Null)
    }

    pub fn stored(&self, id: &str) -> Value {
        let users = self.sandbox.users();
        let found = users.iter().find(|user| text(user, "id") == id);
        found.cloned().unwrap_or_default()
    }
}

pub const FORM: [(&str, &str); 1] = [("Content-Type", "application/x-www-form-urlencoded")];

/// The answer of an exchange in which nothing went wrong.
pub fn got(exchange: Exchange) -> Got {
    let Delivery::Response(response) = exchange.delivery else {
        panic!("no answer: {:?}", exchange.delivery);
    };
    Got {
        status: response.status,
        body: serde_json::from_slice(&response.body).unwrap_or_default(),
        response,
    }
}

/// The guide's own joiner.
pub fn john() -> Value {
    json!({
        "username": "john@example.com",
        "firstName": "John",
        "lastName": "Smith",
        "email": "john@example.com",
        "profileId": "p-readonly",
    })
}

/// John with other fields.
pub fn john_with(fields: Value) -> Value {
    let mut john = object(john());
    john.extend(object(fields));
    Value::Object(john)
}

pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("no object: {other}"),
    }
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The one message in a refusal, whatever its shape.
pub fn message(body: &Value) -> String {
    [
        &body["reasons"][0]["message"],
        &body["message"],
        &body["Errors"][0]["Message"],
        &body["FaultMessage"],
    ]
    .into_iter()
    .find_map(Value::as_str)
    .unwrap_or_default()
    .to_owned()
}
