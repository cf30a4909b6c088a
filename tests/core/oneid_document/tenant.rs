//! A client on a OneID tenant: the sandbox's, which was written from the same documents and not from the client. A test may
//! answer any request before it does.

use crate::support::server::Server;
use crate::support::{SimHost, World, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::model::User;
use seatwarden_sandbox::{
    Config, Delivery, Exchange, OneIdOptions, Provider, Request, Response, Sandbox,
};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

use crate::support::no_options;

pub const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
pub const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The organization of the document's request.
pub const ORGANIZATION: &str = "ec141dc2-901e-4813-a25d-ef480cff1e26";

/// One fixture.
pub fn example(name: &str) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/tests/vectors/oneid/fixtures/{name}.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The user of that place in the response of "Bulk create users".
pub fn answered(place: usize) -> Value {
    example("bulk-create-users.response")["resources"][place].clone()
}

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub url: url::Url,
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub sent: String,
    pub body: Value,
}

impl Asked {
    pub fn path(&self) -> &str {
        self.url.path()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A parameter of the query, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.url
            .query_pairs()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    fn is_token(&self) -> bool {
        self.path() == "/oauth2/token"
    }
}

type Override = Box<dyn FnMut(&Asked) -> Option<Exchange>>;

struct Overridden {
    sandbox: Sandbox,
    asked: Rc<RefCell<Vec<Asked>>>,
    first: Rc<RefCell<Option<Override>>>,
}

impl Server for Overridden {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        let asked = Asked {
            method: request.method.clone(),
            url: url::Url::parse(&request.url).unwrap(),
            headers: request.headers.clone(),
            sent: String::from_utf8(request.body.clone()).unwrap(),
            body: serde_json::from_slice(&request.body).unwrap_or(Value::Null),
        };
        self.asked.borrow_mut().push(asked.clone());
        let answered = self
            .first
            .borrow_mut()
            .as_mut()
            .and_then(|first| first(&asked));
        answered.unwrap_or_else(|| self.sandbox.handle(request, now))
    }

    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.sandbox)
    }
}

/// A tenant and a client of it.
pub struct OneId {
    pub world: Rc<World>,
    pub client: Client<SimHost>,
    asked: Rc<RefCell<Vec<Asked>>>,
    first: Rc<RefCell<Option<Override>>>,
}

impl OneId {
    /// A tenant of nobody, without groups.
    pub fn empty() -> Self {
        Self::with(OneIdOptions::default())
    }

    pub fn with(oneid: OneIdOptions) -> Self {
        Self::of(Config {
            users: 0,
            oneid: OneIdOptions { groups: 0, ..oneid },
            ..Config::default()
        })
    }

    pub fn of(config: Config) -> Self {
        Self::connected(config, |connection| connection)
    }

    /// A tenant whose connection is changed before the client gets it.
    pub fn connected(config: Config, change: impl FnOnce(Value) -> Value) -> Self {
        let seed = config.seed;
        let sandbox = Sandbox::new(Config {
            provider: Provider::OneId,
            ..config
        });
        let connection = change(sandbox.connection());
        let (asked, first) = (Rc::default(), Rc::default());
        let server = Overridden {
            sandbox,
            asked: Rc::clone(&asked),
            first: Rc::clone(&first),
        };
        let world = World::new(Box::new(server), seed);
        let client = world.client(&connection, &json!({}));
        Self {
            world,
            client,
            asked,
            first,
        }
    }

    /// A tenant in which the document's answers are, and whose own is the document's organization: every request for a
    /// user or for all is answered from them.
    pub fn of_the_document() -> Self {
        let users = [answered(0), answered(1)];
        Self::connected(
            Config {
                users: 0,
                ..Config::default()
            },
            |mut connection| {
                connection["organizationId"] = json!(ORGANIZATION);
                connection
            },
        )
        .answer_first(move |asked| {
            if asked.is_token() {
                return None;
            }
            let id = asked.path().rsplit('/').next().unwrap();
            let one = users.iter().find(|user| user["id"] == id);
            Some(match one {
                Some(user) => json_reply(200, user),
                None => json_reply(200, &example("bulk-create-users.response")),
            })
        })
    }

    /// Lets a test answer before the tenant does.
    pub fn answer_first(self, first: impl FnMut(&Asked) -> Option<Exchange> + 'static) -> Self {
        *self.first.borrow_mut() = Some(Box::new(first));
        self
    }

    /// The requests with this method, but for those of tokens.
    pub fn asked(&self, method: &str) -> Vec<Asked> {
        let asked = self.asked.borrow();
        let wanted = |asked: &&Asked| asked.method == method && !asked.is_token();
        asked.iter().filter(wanted).cloned().collect()
    }

    /// The only request with this method.
    pub fn asked_once(&self, method: &str) -> Asked {
        let mut asked = self.asked(method);
        assert_eq!(asked.len(), 1, "{method}: {asked:?}");
        asked.pop().unwrap()
    }

    /// The requests for tokens.
    pub fn tokens(&self) -> Vec<Asked> {
        let asked = self.asked.borrow();
        asked
            .iter()
            .filter(|asked| asked.is_token())
            .cloned()
            .collect()
    }

    /// Methods and paths of the writes so far, below the API's root.
    pub fn writes(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let writes = asked
            .iter()
            .filter(|asked| asked.method != "GET" && !asked.is_token());
        writes
            .map(|asked| {
                format!(
                    "{} {}",
                    asked.method,
                    asked.path().trim_start_matches("/scim/v2")
                )
            })
            .collect()
    }

    /// Stores a user behind the API's back.
    pub fn add(&self, fields: Value) -> String {
        let Value::Object(fields) = fields else {
            panic!("no object: {fields}");
        };
        self.world.sandbox(|sandbox| sandbox.add_user(fields, 0))
    }

    /// Everybody as the tenant has them.
    pub fn stored(&self) -> Vec<Value> {
        self.world.sandbox(|sandbox| sandbox.users())
    }

    /// Everybody whom a list gives.
    pub async fn listed(&self) -> Result<Vec<User>, seatwarden::error::Error> {
        let mut listing = self.client.list(ListQuery::default(), &no_options())?;
        let mut users = Vec::new();
        while let Some(page) = self.client.next_page(&mut listing).await? {
            users.extend(page.users);
        }
        Ok(users)
    }
}

/// The document's media type.
pub fn json_reply(status: u16, body: &Value) -> Exchange {
    reply(status, &[("Content-Type", "application/json")], body)
}

/// A refusal in the shape of the one sample that there is.
pub fn refusal(status: u16, code: &str, message: &str) -> Exchange {
    let body = json!({ "success": false, "reasons": [{ "code": code, "message": message }] });
    json_reply(status, &body)
}

pub fn empty(status: u16) -> Exchange {
    Exchange {
        delay_ms: 0,
        delivery: Delivery::Response(Response {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }),
    }
}

/// The person whom the document's request makes, in our own words; what we have no word for stands in `extra`.
pub fn amy(user_name: &str) -> Value {
    json!({
        "userName": user_name, "email": user_name, "givenName": "Amy", "familyName": "Lawrence", "role": "USER",
        "locale": "en-US", "extra": {
            "preferredLanguage": "en",
            "name": { "givenName": "Amy", "familyName": "Lawrence", "formatted": "Amy Lawrence" },
        },
    })
}

/// Some fields of a user as we show it.
pub fn shown(user: &User, fields: &[&str]) -> Value {
    let all = serde_json::to_value(user).unwrap();
    let known = fields
        .iter()
        .map(|field| ((*field).to_owned(), all[field].clone()));
    Value::Object(known.collect())
}
