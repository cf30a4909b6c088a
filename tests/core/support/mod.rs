//! The outside world under test: virtual time, a seeded chance, and a server that is the sandbox or a script.

pub mod host;
pub mod oneid;
pub mod scim;
pub mod server;

pub use host::{SimHost, World};
pub use server::{Script, raw, reply};

use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::options::Options;
use seatwarden::model::{Person, Who};
use seatwarden_sandbox::{Config, Recorded, Sandbox};
use serde_json::{Value, json};
use std::rc::Rc;

/// A client on a sandbox tenant, and the world around it.
pub struct Bench {
    pub world: Rc<World>,
    pub client: Client<SimHost>,
}

impl Bench {
    /// A client with the default options.
    pub fn new(config: Config) -> Self {
        Self::with(config, &json!({}))
    }

    /// A client with options of its own.
    pub fn with(config: Config, settings: &Value) -> Self {
        let seed = config.seed;
        let sandbox = Sandbox::new(config);
        let connection = sandbox.connection();
        let world = World::on_sandbox(sandbox, seed);
        let client = world.client(&connection, settings);
        Self { world, client }
    }

    /// Another client in the same world.
    pub fn client_with(&self, settings: &Value) -> Client<SimHost> {
        let connection = self.world.sandbox(|sandbox| sandbox.connection());
        self.world.client(&connection, settings)
    }

    /// What the tenant has stored under a userName, by the sandbox's own word.
    pub fn stored(&self, user_name: &str) -> Vec<Value> {
        self.world.sandbox(|sandbox| {
            sandbox
                .users()
                .into_iter()
                .filter(|user| {
                    user["username"]
                        .as_str()
                        .unwrap()
                        .eq_ignore_ascii_case(user_name)
                })
                .collect()
        })
    }

    /// The requests under /v1 so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.world.sandbox(|sandbox| {
            sandbox
                .requests()
                .iter()
                .filter(|request| request.path != "/oauth/token")
                .cloned()
                .collect()
        })
    }

    /// The writes so far: method, path and body.
    pub fn writes(&self) -> Vec<(String, String, Value)> {
        self.requests()
            .into_iter()
            .filter(|request| request.method != "GET")
            .map(|request| {
                (
                    request.method,
                    request.path,
                    request.body.unwrap_or(Value::Null),
                )
            })
            .collect()
    }

    /// Requests for a token so far.
    pub fn token_requests(&self) -> usize {
        self.world.sandbox(|sandbox| {
            sandbox
                .requests()
                .iter()
                .filter(|request| request.path == "/oauth/token")
                .count()
        })
    }
}

pub fn person(value: Value) -> Person {
    Person::read("person", value.into()).unwrap()
}

/// Options of the verb that takes them.
pub fn options(value: Value) -> Options {
    ["provision", "deactivate", "remove", "token"]
        .iter()
        .find_map(|verb| Options::read(verb, value.clone().into()).ok())
        .unwrap_or_else(|| panic!("no verb takes {value}"))
}

pub fn who(text: &str) -> Who {
    Who::Text(text.to_owned())
}

/// A joiner whom a Zuora tenant would take.
pub fn joiner() -> Value {
    json!({
        "userName": "nia.okafor@example.com",
        "email": "nia.okafor@example.com",
        "givenName": "Nia",
        "familyName": "Okafor",
        "role": "Read Only",
    })
}

pub fn no_options() -> Options {
    Options::default()
}

/// The codes of warnings.
pub fn codes(warnings: &[seatwarden::lifecycle::result::Warning]) -> Vec<&'static str> {
    warnings.iter().map(|warning| warning.code).collect()
}
