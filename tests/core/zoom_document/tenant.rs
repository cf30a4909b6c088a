//! A Zoom account by script: it keeps users as JSON, answers as the document says, and remembers what it was asked.
//! A test may answer any request before it does.

use crate::support::{Script, SimHost, World, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden_sandbox::{Delivery, Exchange, Request, Response};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::rc::Rc;

pub const API: &str = "https://api.zoom.us";
pub const ZOOM_USER: &str = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
pub const LOGIN: &str = "urn:us:zoom:scim:schemas:extension:1.0:ZoomUser";
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub const JILL: &str = "k&KdKr6TLWuxdDtk0hjSzL";

/// One fixture.
pub fn example(name: &str) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/tests/vectors/zoom/fixtures/{name}.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// One request to the API: the token's are left out.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A parameter of the query, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }
}

type Override = Box<dyn FnMut(&Asked) -> Option<Exchange>>;

#[derive(Default)]
pub struct Account {
    pub users: Vec<Value>,
    pub asked: Vec<Asked>,
    pub token_requests: Vec<Request>,
    /// What a create is answered, besides what it was given.
    pub created: Option<Value>,
    answer_first: Option<Override>,
}

/// A tenant and a client of it.
pub struct Zoom {
    pub world: Rc<World>,
    pub client: Client<SimHost>,
    pub account: Rc<RefCell<Account>>,
}

impl Zoom {
    /// An account with these users.
    pub fn with(users: &[Value]) -> Self {
        let account = Rc::new(RefCell::new(Account {
            users: users.to_vec(),
            ..Account::default()
        }));
        let shared = Rc::clone(&account);
        let world = World::new(
            Box::new(Script(move |request: &Request| answer(&shared, request))),
            7,
        );
        let client = world.client(
            &json!({ "provider": "zoom", "accountId": "acc-1", "clientId": "id-1", "clientSecret": "s3cr3t-c4n4ry" }),
            &json!({}),
        );
        Self {
            world,
            client,
            account,
        }
    }

    /// An account whose only user is the one of "Get a user".
    pub fn with_jill() -> Self {
        Self::with(&[example("get-a-user.response")])
    }

    /// Lets a test answer before the account does.
    pub fn answer_first(self, first: impl FnMut(&Asked) -> Option<Exchange> + 'static) -> Self {
        self.account.borrow_mut().answer_first = Some(Box::new(first));
        self
    }

    /// The requests with this method.
    pub fn asked(&self, method: &str) -> Vec<Asked> {
        let account = self.account.borrow();
        let with_method = |asked: &&Asked| asked.method == method;
        account.asked.iter().filter(with_method).cloned().collect()
    }

    /// The only request with this method.
    pub fn asked_once(&self, method: &str) -> Asked {
        let mut asked = self.asked(method);
        assert_eq!(asked.len(), 1, "{method}: {asked:?}");
        asked.pop().unwrap()
    }
}

fn answer(account: &RefCell<Account>, request: &Request) -> Exchange {
    let url = url::Url::parse(&request.url).unwrap();
    if url.host_str() == Some("zoom.us") {
        assert_eq!(url.path(), "/oauth/token");
        account.borrow_mut().token_requests.push(request.clone());
        let token = json!({ "access_token": "t0ken-c4n4ry", "token_type": "bearer", "expires_in": 3600,
                            "scope": "scim2:admin", "api_url": "https://api-eu.zoom.us" });
        return reply(200, &[], &token);
    }
    assert_eq!(url.origin().ascii_serialization(), API, "{url}");
    let asked = Asked {
        method: request.method.clone(),
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        headers: request.headers.clone(),
        body: serde_json::from_slice(&request.body).unwrap_or(Value::Null),
    };
    account.borrow_mut().asked.push(asked.clone());
    let first = account.borrow_mut().answer_first.take();
    if let Some(mut first) = first {
        let answered = first(&asked);
        account.borrow_mut().answer_first.get_or_insert(first);
        if let Some(exchange) = answered {
            return exchange;
        }
    }
    users(&mut account.borrow_mut(), &asked)
}

fn users(account: &mut Account, asked: &Asked) -> Exchange {
    if (asked.method.as_str(), asked.path.as_str()) == ("GET", "/scim2/Groups") {
        let mut page = example("list-groups.response");
        let group = page["Resources"][0].clone();
        let named = ["Developers", "Ops", "Sales"].map(|name| {
            let mut group = group.clone();
            (group["id"], group["displayName"]) = (json!(format!("g-{name}")), json!(name));
            group
        });
        (page["Resources"], page["totalResults"]) = (json!(named), json!(named.len()));
        return reply(200, &[], &page);
    }
    let Some(rest) = asked.path.strip_prefix("/scim2/Users") else {
        return missing("Not found.");
    };
    let id = rest.strip_prefix('/').map(decoded);
    let place = |account: &Account| {
        let id = id.as_deref();
        account
            .users
            .iter()
            .position(|user| user["id"].as_str() == id)
    };
    match (asked.method.as_str(), &id) {
        ("GET", None) => list(account, asked),
        ("POST", None) => {
            let mut user = asked.body.clone();
            merge(
                &mut user,
                &json!({ "id": "new-1", "active": true,
                         "emails": [{ "type": "work", "value": asked.body["userName"], "primary": true }] }),
            );
            if let Some(created) = &account.created {
                user = created.clone();
            }
            account.users.push(user.clone());
            json_reply(201, &user)
        }
        (method, Some(_)) => {
            let Some(at) = place(account) else {
                return missing("User does not exist.");
            };
            let user = &mut account.users[at];
            match method {
                "PUT" => merge(user, &asked.body),
                "PATCH" => {
                    for operation in asked.body["Operations"].as_array().into_iter().flatten() {
                        merge(user, &operation["value"]);
                    }
                }
                "DELETE" => {
                    account.users.remove(at);
                    return empty(204);
                }
                _ => {}
            }
            json_reply(200, &account.users[at])
        }
        _ => refusal(405, "Method not allowed."),
    }
}

fn list(account: &Account, asked: &Asked) -> Exchange {
    let start: usize = asked
        .parameter("startIndex")
        .map_or(1, |text| text.parse().unwrap());
    let count: usize = asked
        .parameter("count")
        .map_or(10, |text| text.parse().unwrap());
    let wanted = asked.parameter("filter").map(|filter| {
        let quoted = filter.strip_prefix("userName eq ").expect(&filter);
        serde_json::from_str::<String>(quoted).expect(quoted)
    });
    let found: Vec<&Value> = account
        .users
        .iter()
        .filter(|user| match &wanted {
            Some(name) => user["userName"]
                .as_str()
                .unwrap()
                .eq_ignore_ascii_case(name),
            None => true,
        })
        .collect();
    let page: Vec<_> = found.iter().skip(start - 1).take(count).collect();
    json_reply(
        200,
        &json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": found.len(),
                 "startIndex": start, "itemsPerPage": count, "Resources": page }),
    )
}

/// Objects are merged key by key, all else replaced: Zoom's PUT is partial (FACTS §2).
fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                if key != "schemas" {
                    merge(into.entry(key.clone()).or_insert(Value::Null), value);
                }
            }
        }
        (into, from) => *into = from.clone(),
    }
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

/// All of Zoom's responses are `application/json` (Z:27), though the document has the client ask for SCIM's own (Z:7).
pub fn json_reply(status: u16, body: &Value) -> Exchange {
    reply(status, &[("Content-Type", "application/json")], body)
}

/// An error as DF 100447 shows it.
pub fn refusal(status: u16, detail: &str) -> Exchange {
    let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": detail, "status": status });
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

fn missing(text: &str) -> Exchange {
    refusal(404, text)
}

/// A body without some of its keys.
pub fn without(mut body: Value, keys: &[&str]) -> Value {
    for key in keys {
        body.as_object_mut().map(|fields| fields.remove(*key));
    }
    body
}

/// A user that the account has, with these attributes.
pub fn user(attributes: Value) -> Value {
    let mut user = json!({ "id": "u-1", "userName": "ann@example.com", "active": true, "schemas": [],
                           "emails": [{ "type": "work", "value": "ann@example.com", "primary": true }] });
    merge(&mut user, &attributes);
    user
}

/// The attributes of the vendor's own part of an example.
pub fn vendor_part(body: &Value) -> Map<String, Value> {
    body[ZOOM_USER].as_object().unwrap().clone()
}
