//! A SCIM server in forty lines of answers, with switches for what real servers do wrong. Written from RFC 7644.

use super::{World, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden_sandbox::{Delivery, Exchange, Request, Response};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::rc::Rc;

use super::{Script, SimHost};

/// How the server behaves.
#[derive(Default)]
pub struct Tenant {
    pub users: Vec<Value>,
    pub log: Vec<(String, String, Value)>,
    pub headers: Vec<Vec<(String, String)>>,
    /// No more than so many users a page.
    pub cap: Option<usize>,
    /// What `/ServiceProviderConfig` says; 404 without it.
    pub config: Option<Value>,
    /// A filter is answered so.
    pub filter: Filtering,
    /// `totalResults` counts everybody, whomever the filter leaves out.
    pub total_of_all: bool,
    /// PATCH is answered so, with this scimType; `None`: done.
    pub patch: Option<(u16, Value)>,
    /// Only PATCH without paths is taken.
    pub no_paths: bool,
    /// A write to a user without `If-Match` is refused (RFC 6585 §3).
    pub demands_etags: bool,
    /// An `If-Match` is always refused.
    pub strong_etags: bool,
    /// Rows of a list lack these.
    pub hidden_in_lists: &'static [&'static str],
    /// Answers instead of everything else, once each, first first.
    pub script: Vec<Exchange>,
    /// Answers instead of everything else, where it does.
    pub hook: Option<Hook>,
}

/// What a server does with the request and the users, and its answer if it has one.
pub type Hook = Box<dyn FnMut(&Request, &mut Vec<Value>) -> Option<Exchange>>;

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum Filtering {
    #[default]
    Works,
    Ignored,
    Refused(u16),
    /// 200 with nobody.
    Empty,
    /// 200 with nobody to a filter that begins in another way: by another attribute, or with another operator.
    Only(&'static str),
    /// Case counts, and an escape is taken as it stands.
    Exact,
}

pub type Shared = Rc<RefCell<Tenant>>;

pub const BASE: &str = "https://scim.example/v2";

/// A client on such a server.
pub fn scim(tenant: Tenant) -> (Client<SimHost>, Shared, Rc<World>) {
    let shared: Shared = Rc::new(RefCell::new(tenant));
    let server = Rc::clone(&shared);
    let script = Script(move |request: &Request| server.borrow_mut().answer(request));
    let world = World::new(Box::new(script), 7);
    let auth = json!({ "type": "bearer", "token": "canary-token" });
    let connection = json!({ "provider": "scim", "baseUrl": BASE, "auth": auth });
    (world.client(&connection, &json!({})), shared, world)
}

/// A user as a server shows one.
pub fn user(id: &str, name: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": id, "userName": name, "active": true,
        "emails": [{ "value": name, "type": "work", "primary": true }],
        "meta": { "resourceType": "User", "version": "W/\"1\"", "created": "2026-01-01T00:00:00Z" },
    })
}

pub fn crowd(count: usize) -> Vec<Value> {
    (0..count)
        .map(|n| user(&format!("id-{n}"), &format!("u{n}@example.com")))
        .collect()
}

pub fn error(status: u16, scim_type: &str, detail: &str) -> Exchange {
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": status.to_string(), "detail": detail,
    });
    if !scim_type.is_empty() {
        body["scimType"] = json!(scim_type);
    }
    reply(status, &[("content-type", "application/scim+json")], &body)
}

fn empty(status: u16) -> Exchange {
    Exchange {
        delay_ms: 0,
        delivery: Delivery::Response(Response {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }),
    }
}

impl Tenant {
    /// Requests that wrote.
    pub fn writes(&self) -> Vec<(String, String, Value)> {
        let writes = self.log.iter().filter(|(method, ..)| method != "GET");
        writes.cloned().collect()
    }

    pub fn paths(&self) -> Vec<String> {
        let lines = self.log.iter();
        lines
            .map(|(method, path, _)| format!("{method} {path}"))
            .collect()
    }

    pub fn answer(&mut self, request: &Request) -> Exchange {
        let target = request
            .url
            .strip_prefix(BASE)
            .expect("another origin")
            .to_owned();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        self.log
            .push((request.method.clone(), target.clone(), body.clone()));
        self.headers.push(request.headers.clone());
        if !self.script.is_empty() {
            return self.script.remove(0);
        }
        if let Some(mut hook) = self.hook.take() {
            let answer = hook(request, &mut self.users);
            self.hook = Some(hook);
            if let Some(answer) = answer {
                return answer;
            }
        }
        let url = url::Url::parse(&request.url).unwrap();
        let path = url.path().strip_prefix("/v2").unwrap();
        if path == "/ServiceProviderConfig" {
            return match &self.config {
                Some(config) => reply(200, &[], config),
                None => error(404, "", "no such thing"),
            };
        }
        if !path.starts_with("/Users") {
            return error(404, "", "no such thing");
        }
        let id = path.strip_prefix("/Users/").map(|id| {
            percent_encoding::percent_decode_str(id)
                .decode_utf8_lossy()
                .into_owned()
        });
        match (request.method.as_str(), id) {
            ("GET", None) => self.list(&url),
            ("POST", None) => self.create(body),
            (method, Some(id)) => {
                let Some(at) = self.users.iter().position(|user| user["id"] == id.as_str()) else {
                    return error(404, "", "Resource not found");
                };
                let matches = request.headers.iter().any(|(name, _)| name == "if-match");
                match method {
                    "PATCH" if self.patch.is_some() => self.patched(at, &body),
                    _ if matches && self.strong_etags => error(412, "", "another version"),
                    "GET" => reply(200, &[], &self.users[at]),
                    _ if !matches && self.demands_etags => error(428, "", "If-Match is missing"),
                    "DELETE" => {
                        self.users.remove(at);
                        empty(204)
                    }
                    "PUT" => {
                        self.users[at] = body;
                        reply(200, &[], &self.users[at])
                    }
                    "PATCH" => self.patched(at, &body),
                    _ => error(405, "", "no"),
                }
            }
            _ => error(405, "", "no"),
        }
    }

    fn list(&self, url: &url::Url) -> Exchange {
        let query: Map<String, Value> = url
            .query_pairs()
            .map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())))
            .collect();
        let number = |key: &str| {
            query
                .get(key)
                .and_then(|text| text.as_str()?.parse::<usize>().ok())
        };
        let mut found = self.users.clone();
        if let Some(filter) = query.get("filter").and_then(Value::as_str) {
            match self.filter {
                Filtering::Refused(status) => {
                    return error(status, "invalidFilter", "no filters here");
                }
                Filtering::Empty => found.clear(),
                Filtering::Only(path) if !filter.starts_with(path) => found.clear(),
                Filtering::Ignored => {}
                Filtering::Exact => {
                    let (path, value) = filter.split_once(" eq ").unwrap();
                    let value = value.trim_matches('"');
                    let mail = path == "emails.value";
                    let path = if mail { "userName" } else { path };
                    found.retain(|user| user[path] == value);
                }
                Filtering::Works | Filtering::Only(_) => {
                    let (path, rest) = filter.split_once(' ').unwrap();
                    let (operator, value) = rest.split_once(' ').unwrap();
                    if operator == "sw" || operator == "gt" {
                        let value: String = serde_json::from_str(value).unwrap();
                        let value = value.to_lowercase();
                        found.retain(|user| {
                            let has = user[path].as_str().unwrap_or_default().to_lowercase();
                            if operator == "sw" {
                                has.starts_with(&value)
                            } else {
                                has > value
                            }
                        });
                    } else {
                        assert_eq!(operator, "eq", "{filter}");
                        let value: String = serde_json::from_str(value).unwrap();
                        found.retain(|user| match path {
                            "emails.value" => {
                                user["emails"].as_array().into_iter().flatten().any(|mail| {
                                    mail["value"].as_str().unwrap().eq_ignore_ascii_case(&value)
                                })
                            }
                            path => user[path]
                                .as_str()
                                .unwrap_or_default()
                                .eq_ignore_ascii_case(&value),
                        });
                    }
                }
            }
        }
        let total = if self.total_of_all {
            self.users.len()
        } else {
            found.len()
        };
        let start = number("startIndex").unwrap_or(1).max(1);
        let count = number("count").unwrap_or(100).min(self.cap.unwrap_or(1000));
        let mut page: Vec<_> = found.into_iter().skip(start - 1).take(count).collect();
        for user in &mut page {
            for key in self.hidden_in_lists {
                user.as_object_mut().unwrap().remove(*key);
            }
        }
        reply(
            200,
            &[("content-type", "application/scim+json")],
            &json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": total,
                "startIndex": start, "itemsPerPage": page.len(), "Resources": page,
            }),
        )
    }

    fn create(&mut self, mut body: Value) -> Exchange {
        let taken = |user: &&Value| {
            user["userName"].as_str().unwrap().to_lowercase()
                == body["userName"].as_str().unwrap().to_lowercase()
        };
        if self.users.iter().any(|user| taken(&user)) {
            return error(409, "uniqueness", "userName is taken");
        }
        body["id"] = json!(format!("new-{}", self.users.len()));
        body["meta"] = json!({ "version": "W/\"1\"" });
        self.users.push(body.clone());
        reply(201, &[], &body)
    }

    fn patched(&mut self, at: usize, body: &Value) -> Exchange {
        if let Some((status, error_body)) = &self.patch {
            return reply(*status, &[], error_body);
        }
        assert_eq!(
            body["schemas"][0],
            "urn:ietf:params:scim:api:messages:2.0:PatchOp"
        );
        for operation in body["Operations"].as_array().unwrap() {
            let record = self.users[at].as_object_mut().unwrap();
            let value = operation["value"].clone();
            match operation["path"].as_str() {
                Some(_) if self.no_paths => {
                    return error(400, "invalidPath", "path is not supported");
                }
                Some(path) => {
                    let value = if operation["op"] == "remove" {
                        Value::Null
                    } else {
                        value
                    };
                    set(record, path, value);
                }
                None => {
                    for (key, part) in value.as_object().unwrap() {
                        match (record.get_mut(key), part) {
                            (Some(Value::Object(old)), Value::Object(new)) => {
                                old.extend(new.clone())
                            }
                            _ => {
                                record.insert(key.clone(), part.clone());
                            }
                        }
                    }
                }
            }
        }
        self.users[at]["meta"]["version"] = json!("W/\"2\"");
        reply(200, &[], &self.users[at])
    }
}

/// Puts a value where a path points (RFC 7644 §3.5.2): an attribute, a part of one, or an extension's.
fn set(record: &mut serde_json::Map<String, Value>, path: &str, value: Value) {
    let parts = match path
        .strip_prefix("urn:")
        .and_then(|_| path.rsplit_once(':'))
    {
        Some(parts) => Some(parts),
        None => path.split_once('.'),
    };
    match parts {
        Some((outer, inner)) => record.entry(outer).or_insert_with(|| json!({}))[inner] = value,
        None => drop(record.insert(path.to_owned(), value)),
    }
}
