//! A Zuora OneID organization in some hundred lines of answers, with switches for what its documents leave open.
//! Written from Zuora's API reference and `FACTS.md`.

use super::{Script, SimHost, World, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden_sandbox::{Delivery, Exchange, Request, Response};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

pub const BASE: &str = "https://one.zuora.com/scim/v2";
pub const TOKEN: &str = "https://one.zuora.com/oauth2/token";
pub const EXTENSION: &str = "urn:zuora:scim:schemas:1.0:UserExtension";
pub const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const ORGANIZATION: &str = "5619df2e-fa8c-47fa-9c1e-16ab5af4936e";

/// How a PATCH is answered.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum Patching {
    /// As RFC 7644 has it, with `operations`.
    #[default]
    Rfc,
    /// Only as in Zuora's sample: `/emails`, and a value that holds `emails`.
    Pointers,
    /// With this status, and nothing done.
    Refused(u16),
    /// 204, and nothing done.
    Ignored,
}

/// How a create is answered.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum Creating {
    /// The user.
    #[default]
    User,
    /// A ListResponse, its own id null.
    List,
    /// A user whose id is null.
    NullId,
    /// 201 and nothing.
    Nothing,
}

/// How the organization behaves.
#[derive(Default)]
pub struct Organization {
    pub users: Vec<Value>,
    pub log: Vec<(String, String, Value)>,
    pub headers: Vec<Vec<(String, String)>>,
    pub token_requests: Vec<Request>,
    /// The scope of tokens.
    pub scope: Option<String>,
    pub patch: Patching,
    pub creating: Creating,
    /// A create is taken as an object alone.
    pub wants_object: bool,
    /// DELETE is answered so; `None`: switched off, and shown with `active: true`.
    pub delete: Option<u16>,
    /// Switching off overwrites who it was.
    pub anonymizes: bool,
    /// First and last name stand in each other's place in every answer.
    pub swaps: bool,
    /// Who is off shows it in the status alone.
    pub off_by_status: bool,
    /// `startIndex` is the number of a page.
    pub pages: bool,
    /// The list is called so.
    pub resources: Option<&'static str>,
    /// Filters are refused.
    pub no_filter: bool,
    /// Rows of a list have no extension.
    pub bare_rows: bool,
    /// Answers instead of everything else, once each, first first.
    pub script: Vec<Exchange>,
    /// Answers to the next requests with these methods.
    pub next: Vec<(&'static str, Exchange)>,
}

pub type Shared = Rc<RefCell<Organization>>;

pub fn connection() -> Value {
    json!({ "provider": "zuora-oneid", "clientId": "id-1", "clientSecret": "s3cr3t-c4n4ry" })
}

/// A client of such an organization.
pub fn oneid(organization: Organization) -> (Client<SimHost>, Shared, Rc<World>) {
    let shared: Shared = Rc::new(RefCell::new(organization));
    let server = Rc::clone(&shared);
    let script = Script(move |request: &Request| server.borrow_mut().answer(request));
    let world = World::new(Box::new(script), 7);
    let mut connection = connection();
    connection["organizationId"] = json!(ORGANIZATION);
    (world.client(&connection, &json!({})), shared, world)
}

/// A user as the API reference shows one.
pub fn user(id: &str, name: &str) -> Value {
    json!({
        "schemas": [EXTENSION, CORE], "id": id, "externalId": name, "userName": name,
        "meta": { "created": "2024-10-03T09:37:39.851Z", "resourceType": "User", "location": format!("http://localhost:9900/scim/v2/Users/{id}") },
        "name": { "formatted": "Amy Lawrence", "familyName": "Lawrence", "givenName": "Amy" },
        "displayName": "Amy Lawrence", "preferredLanguage": "en", "locale": "en-US", "active": true,
        "emails": [{ "value": format!("{name}@mail.example"), "display": format!("{name}@mail.example"), "type": "work", "primary": true }],
        "roles": [{ "value": "USER", "display": "USER" }],
        EXTENSION: {
            "schemas": [EXTENSION], "organizationId": ORGANIZATION, "status": "ACTIVE", "ssoEnabled": true, "region": "EU",
        },
    })
}

pub fn off(mut user: Value) -> Value {
    user["active"] = json!(false);
    user[EXTENSION]["status"] = json!("INACTIVE");
    user
}

pub fn crowd(count: usize) -> Vec<Value> {
    (0..count)
        .map(|n| user(&format!("id-{n}"), &format!("u{n}")))
        .collect()
}

pub fn refusal(status: u16, code: &str, message: &str) -> Exchange {
    let reasons = json!([{ "code": code, "message": message }]);
    reply(
        status,
        &[],
        &json!({ "success": false, "reasons": reasons }),
    )
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

impl Organization {
    pub fn with(users: Vec<Value>) -> Self {
        Self {
            users,
            ..Self::default()
        }
    }

    /// Requests that wrote.
    pub fn writes(&self) -> Vec<(String, String, Value)> {
        let writes = self.log.iter().filter(|(method, ..)| method != "GET");
        writes.cloned().collect()
    }

    /// `GET /Users/id-1`, without queries.
    pub fn asked(&self) -> Vec<String> {
        let lines = self.log.iter().map(|(method, path, _)| {
            let path = path.split('?').next().unwrap();
            format!("{method} {path}")
        });
        lines.collect()
    }

    fn answer(&mut self, request: &Request) -> Exchange {
        if request.url == TOKEN {
            self.token_requests.push(request.clone());
            let scope = self.scope.clone().unwrap_or_else(|| "admin".to_owned());
            let body = json!({ "access_token": "t0k3n", "scope": scope, "token_type": "Bearer", "expires_in": 3600 });
            return reply(200, &[], &body);
        }
        let target = request.url.strip_prefix(BASE).expect("another place");
        let target = target.to_owned();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        self.log
            .push((request.method.clone(), target.clone(), body.clone()));
        self.headers.push(request.headers.clone());
        if !self.script.is_empty() {
            return self.script.remove(0);
        }
        let mut next = self.next.iter();
        if let Some(at) = next.position(|(method, _)| *method == request.method) {
            return self.next.remove(at).1;
        }
        let url = url::Url::parse(&request.url).unwrap();
        let path = url.path().strip_prefix("/scim/v2").unwrap();
        let id = path.strip_prefix("/Users/").map(|id| {
            let id = percent_encoding::percent_decode_str(id);
            id.decode_utf8_lossy().into_owned()
        });
        match (request.method.as_str(), id) {
            ("GET", None) if path == "/Users" => self.list(&url),
            ("POST", None) if path == "/Users" => self.create(body),
            (method, Some(id)) => {
                let Some(at) = self.users.iter().position(|user| user["id"] == id.as_str()) else {
                    return empty(404);
                };
                match method {
                    "GET" => reply(200, &[], &self.shown(at)),
                    "PUT" => self.put(at, body),
                    "PATCH" => self.patched(at, &body),
                    "DELETE" => self.deleted(at),
                    _ => empty(405),
                }
            }
            _ => empty(404),
        }
    }

    fn shown(&self, at: usize) -> Value {
        let mut user = self.users[at].clone();
        if self.swaps {
            let name = user["name"].clone();
            user["name"]["givenName"] = name["familyName"].clone();
            user["name"]["familyName"] = name["givenName"].clone();
        }
        user
    }

    fn list(&self, url: &url::Url) -> Exchange {
        let query = |key: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.into_owned())
        };
        let number = |key: &str| query(key).and_then(|text| text.parse::<usize>().ok());
        let mut found: Vec<_> = (0..self.users.len()).map(|at| self.shown(at)).collect();
        if let Some(filter) = query("filter") {
            if self.no_filter {
                return refusal(400, "90000020", "filter");
            }
            let (path, value) = filter.split_once(" eq ").unwrap();
            let value: String = serde_json::from_str(value).unwrap();
            found.retain(|user| match path {
                "status" => user[EXTENSION]["status"] == value.as_str(),
                path => user[path]
                    .as_str()
                    .is_some_and(|has| has.eq_ignore_ascii_case(&value)),
            });
        }
        let total = found.len();
        let count = number("count").unwrap_or(100).min(100);
        let start = number("startIndex").unwrap_or(1).max(1);
        let skip = if self.pages {
            (start - 1) * count
        } else {
            start - 1
        };
        let mut rows: Vec<_> = found.into_iter().skip(skip).take(count).collect();
        if self.bare_rows {
            for row in &mut rows {
                row.as_object_mut().unwrap().remove(EXTENSION);
            }
        }
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "id": null, "externalId": null, "meta": null,
            "totalResults": total, (self.resources.unwrap_or("resources")): rows, "startIndex": start, "itemsPerPage": count,
        });
        reply(200, &[], &body)
    }

    fn create(&mut self, body: Value) -> Exchange {
        let mut user = match body {
            Value::Array(mut users) if !self.wants_object && users.len() == 1 => users.remove(0),
            Value::Object(user) if self.wants_object => Value::Object(user),
            _ => return refusal(400, "90000090", "Cannot deserialize the request body"),
        };
        if user.get(EXTENSION).is_none() {
            return refusal(400, "90000021", "The extension is required");
        }
        if user[EXTENSION].get("organizationId").is_none() {
            return refusal(400, "90000021", "organizationId must not be null");
        }
        let name = user["userName"].as_str().unwrap().to_lowercase();
        if self
            .users
            .iter()
            .any(|user| user["userName"].as_str().unwrap().to_lowercase() == name)
        {
            return reply(
                409,
                &[],
                &json!({ "code": "90000030", "message": "User already exists" }),
            );
        }
        user["id"] = json!(format!("new-{}", self.users.len()));
        user["externalId"] = user["userName"].clone();
        user["displayName"] = user["name"]["formatted"].clone();
        user[EXTENSION]["status"] = json!("ACTIVE");
        user["active"] = json!(true);
        self.users.push(user);
        let mut shown = self.shown(self.users.len() - 1);
        match self.creating {
            Creating::User => reply(201, &[], &shown),
            Creating::Nothing => empty(201),
            Creating::NullId => {
                shown["id"] = Value::Null;
                reply(200, &[], &shown)
            }
            Creating::List => {
                let list = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
                let body = json!({
                    "schemas": [list], "id": null, "externalId": null, "meta": null, "totalResults": 1, "resources": [shown],
                });
                reply(200, &[], &body)
            }
        }
    }

    fn put(&mut self, at: usize, body: Value) -> Exchange {
        let was_on = self.users[at][EXTENSION]["status"].clone();
        self.users[at] = body;
        if self.users[at]["active"] == true && was_on == "INACTIVE" {
            self.users[at][EXTENSION]["status"] = json!("ACTIVE");
        }
        // FACTS §1: a User and a ListResponse in one.
        let mut answer =
            json!({ "id": "123456", "userName": "johndoe", "active": true, "totalResults": 1 });
        answer["resources"] = json!([self.shown(at)]);
        reply(200, &[], &answer)
    }

    fn patched(&mut self, at: usize, body: &Value) -> Exchange {
        assert_eq!(
            body["schemas"],
            json!(["urn:ietf:params:scim:api:messages:2.0:PatchOp"])
        );
        let operations = body["operations"].as_array().expect("in lower case");
        match self.patch {
            Patching::Refused(status) => return empty(status),
            Patching::Ignored => return empty(204),
            _ => {}
        }
        for operation in operations {
            assert_eq!(operation["op"], "replace");
            let path = operation["path"].as_str().unwrap();
            let pointer = path.strip_prefix('/');
            if pointer.is_some() != (self.patch == Patching::Pointers) {
                return refusal(400, "90000023", "Invalid path");
            }
            let mut value = operation["value"].clone();
            let path = match pointer {
                None => path,
                Some(top) => {
                    value = value[top].clone();
                    top
                }
            };
            let user = &mut self.users[at];
            let place = if let Some(name) = path.strip_prefix(&format!("{EXTENSION}:")) {
                &mut user[EXTENSION][name]
            } else if let Some((top, part)) = path.split_once('.') {
                &mut user[top][part]
            } else {
                &mut user[path]
            };
            *place = if value == " " { Value::Null } else { value };
            if path == "active" {
                self.switched(at);
            }
        }
        reply(200, &[], &self.shown(at))
    }

    fn deleted(&mut self, at: usize) -> Exchange {
        if let Some(status) = self.delete {
            return empty(status);
        }
        self.users[at]["active"] = json!(false);
        self.switched(at);
        // FACTS §6: the sample still says so.
        let mut answer = self.users[at].clone();
        answer["active"] = json!(true);
        reply(200, &[], &answer)
    }

    fn switched(&mut self, at: usize) {
        let user = &mut self.users[at];
        let is_on = user["active"] == true;
        user[EXTENSION]["status"] = json!(if is_on { "ACTIVE" } else { "INACTIVE" });
        if !is_on && self.off_by_status {
            user["active"] = json!(true);
        }
        if !is_on && self.anonymizes {
            let name = "0392538e-caf3-4125-aa1d-82fe1f5132b3";
            user["userName"] = json!(name);
            user["name"] = json!({ "formatted": "x y", "givenName": "x", "familyName": "y" });
            user["emails"] = json!([{ "value": format!("{name}@zuora.com"), "primary": true }]);
        }
    }
}
