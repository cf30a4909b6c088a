//! A server of users and groups with switches for what real ones do otherwise than RFC 7644.

use crate::support::{Script, SimHost, World, oneid, reply, scim};
use seatwarden::lifecycle::client::Client;
use seatwarden_sandbox::{Delivery, Exchange, Request};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// How a tenant differs from the standard.
#[derive(Debug, Default, Clone)]
pub(super) struct Odd {
    /// As OneID has it.
    pub(super) oneid: bool,
    /// Who is in a group is never shown: `members: []`.
    pub(super) empty: bool,
    /// So in the rows of a list alone; `Some(true)`: without `members` at all.
    pub(super) rows: Option<bool>,
    /// PATCH is answered so.
    pub(super) patch: Option<(u16, Value)>,
    /// PUT is refused.
    pub(super) no_put: bool,
    /// A PUT of the whole record is refused: it names what can't be written.
    pub(super) no_whole: bool,
    /// A path of one member is refused, and without one all go (RFC 7644 §3.5.2.2).
    pub(super) clears: bool,
    /// After that nobody comes in any more.
    pub(super) takes_no_more: bool,
    /// That removal is answered with something that nobody can read.
    pub(super) garbled: bool,
    /// A PUT of a PatchOp is refused; else it is taken for the record.
    pub(super) no_put_op: bool,
    /// Users show their groups.
    pub(super) on_users: bool,
    /// And those that they are in by way of another group, without a word of it.
    pub(super) nested: bool,
    /// They show an empty list, always.
    pub(super) empty_groups: bool,
    /// A group that hides who is in it.
    pub(super) hides: Option<&'static str>,
    /// After a write so many reads of a group show it as it was.
    pub(super) late: u32,
    /// A create is lost, and nothing of it is to be seen.
    pub(super) loses_creates: bool,
    /// The first PUT is refused for a minute, and meanwhile somebody else lets Ud in.
    pub(super) busy: bool,
    /// Groups have versions, and `If-Match` counts.
    pub(super) versions: Option<Versions>,
}

/// What a server makes of versions (RFC 7644 §3.14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Versions {
    /// `If-Match` has to name the version that is there.
    Compared,
    /// Weak ones never match (RFC 9110 §13.1.1).
    Refused,
    /// A write without `If-Match` is refused (RFC 6585 §3).
    Demanded,
}

pub(super) struct Tenant {
    pub(super) odd: Odd,
    pub(super) groups: Vec<Value>,
    pub(super) writes: Vec<String>,
    /// So often somebody else lets Ud in, or takes him out, just before a PUT.
    pub(super) meddlers: u32,
    /// The groups as they are shown while the server is late, and for how many reads.
    pub(super) shown: Option<(Vec<Value>, u32)>,
}

pub(super) type Shared = Rc<RefCell<Tenant>>;

const USERS: [&str; 4] = ["a", "b", "c", "d"];

pub(super) fn members(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "value": id })).collect()
}

/// A tenant with these groups: id, name, and who is in it.
pub(super) fn tenant(
    odd: Odd,
    groups: &[(&str, &str, &[&str])],
) -> (Client<SimHost>, Shared, Rc<World>) {
    let groups = groups
        .iter()
        .map(|(id, name, ids)| json!({ "id": id, "displayName": name, "members": members(ids) }));
    let is_oneid = odd.oneid;
    let shared = Rc::new(RefCell::new(Tenant {
        odd,
        groups: groups.collect(),
        writes: Vec::new(),
        meddlers: 0,
        shown: None,
    }));
    let server = Rc::clone(&shared);
    let script = Script(move |request: &Request| server.borrow_mut().answer(request));
    let world = World::new(Box::new(script), 7);
    let mut connection = oneid::connection();
    connection["organizationId"] = json!(oneid::ORGANIZATION);
    if !is_oneid {
        let auth = json!({ "type": "bearer", "token": "canary-token" });
        connection = json!({ "provider": "scim", "baseUrl": scim::BASE, "auth": auth });
    }
    (world.client(&connection, &json!({})), shared, world)
}

pub(super) fn list(rows: Vec<Value>) -> Exchange {
    let body = json!({ "totalResults": rows.len(), "startIndex": 1, "itemsPerPage": rows.len(), "Resources": rows });
    reply(200, &[], &body)
}

impl Tenant {
    fn user(&self, letter: &str) -> Value {
        let name = format!("{letter}@x.com");
        let id = format!("U{letter}");
        let mut user = if self.odd.oneid {
            oneid::user(&id, &name)
        } else {
            scim::user(&id, &name)
        };
        if self.odd.on_users {
            let is_in = |group: &&Value| ids(group).contains(&id);
            let direct: Vec<_> = self
                .groups
                .iter()
                .filter(is_in)
                .map(|group| &group["id"])
                .collect();
            let by_another = |group: &&Value| {
                self.odd.nested
                    && ids(group)
                        .iter()
                        .any(|id| direct.iter().any(|direct| *direct == id))
            };
            let held = self
                .groups
                .iter()
                .filter(|group| is_in(group) || by_another(group));
            let held =
                held.map(|group| json!({ "value": group["id"], "display": group["displayName"] }));
            user["groups"] = held.collect();
        }
        if self.odd.empty_groups {
            user["groups"] = json!([]);
        }
        user
    }

    fn answer(&mut self, request: &Request) -> Exchange {
        if request.url == oneid::TOKEN {
            let body = json!({ "access_token": "t0k3n", "scope": "admin", "token_type": "Bearer", "expires_in": 3600 });
            return reply(200, &[], &body);
        }
        let url = url::Url::parse(&request.url).unwrap();
        let at = url.path().find("/v2/").unwrap();
        let mut parts = url.path()[at + 4..].split('/');
        let (kind, id) = (parts.next().unwrap(), parts.next());
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let method = request.method.as_str();
        if method != "GET" {
            self.writes.push(format!("{method} {body}"));
        }
        match (kind, id) {
            ("Users", None) => {
                let filter = url.query_pairs().find(|(key, _)| key == "filter");
                let is_meant = |user: &Value| {
                    let name = user["userName"].to_string();
                    filter
                        .as_ref()
                        .is_none_or(|(_, text)| text.ends_with(&name))
                };
                let users = USERS.iter().map(|letter| self.user(letter));
                list(users.filter(is_meant).collect())
            }
            ("Users", Some(id)) => match USERS.iter().find(|letter| id == format!("U{letter}")) {
                Some(letter) => reply(200, &[], &self.user(letter)),
                None => oneid::empty(404),
            },
            ("Groups", None) if method == "POST" && self.odd.loses_creates => Exchange {
                delay_ms: 1,
                delivery: Delivery::Reset,
            },
            ("Groups", None) => {
                let mut rows = self
                    .shown
                    .as_ref()
                    .map_or(&self.groups, |(shown, _)| shown)
                    .clone();
                for row in &mut rows {
                    if self.odd.empty || self.odd.rows == Some(false) {
                        row["members"] = json!([]);
                    } else if self.odd.rows == Some(true) {
                        row.as_object_mut().unwrap().remove("members");
                    }
                }
                list(rows)
            }
            ("Groups", Some(id)) => match self.groups.iter().position(|group| group["id"] == id) {
                Some(at) => match self.compared(at, request) {
                    Ok(()) => self.group(at, method, &body),
                    Err(status) => scim::error(status, "", "no such version"),
                },
                None => oneid::empty(404),
            },
            _ => oneid::empty(404),
        }
    }

    /// `Err`: the status with which a write is refused.
    fn compared(&mut self, at: usize, request: &Request) -> Result<(), u16> {
        let Some(versions) = self.odd.versions else {
            return Ok(());
        };
        if request.method == "GET" {
            return Ok(());
        }
        if self.meddlers > 0 && request.method == "PUT" {
            self.meddlers -= 1;
            let mut held = ids(&self.groups[at]);
            if held.iter().any(|id| id == "Ud") {
                held.retain(|id| id != "Ud");
            } else {
                held.push("Ud".to_owned());
            }
            let held: Vec<_> = held.iter().map(String::as_str).collect();
            self.groups[at]["members"] = members(&held);
        }
        let mut headers = request.headers.iter();
        let condition = headers.find(|(name, _)| name.eq_ignore_ascii_case("if-match"));
        match condition.map(|(_, version)| version.as_str()) {
            None if versions == Versions::Demanded => Err(428),
            None => Ok(()),
            Some(_) if versions == Versions::Refused => Err(412),
            Some("*") => Ok(()),
            Some(version) if version == version_of(&self.groups[at]) => Ok(()),
            Some(_) => Err(412),
        }
    }

    fn group(&mut self, at: usize, method: &str, body: &Value) -> Exchange {
        if method == "GET"
            && let Some((shown, left)) = &mut self.shown
        {
            let record = shown[at].clone();
            *left -= 1;
            if *left == 0 {
                self.shown = None;
            }
            return reply(200, &[], &record);
        }
        if method != "GET" && self.odd.late > 0 {
            let shown = self
                .shown
                .take()
                .map_or_else(|| self.groups.clone(), |(shown, _)| shown);
            self.shown = Some((shown, self.odd.late));
        }
        let operations = body.get("Operations").or_else(|| body.get("operations"));
        let group = &mut self.groups[at];
        match method {
            "GET" => {
                let mut shown = group.clone();
                if self.odd.versions.is_some() {
                    shown["meta"] =
                        json!({ "resourceType": "Group", "version": version_of(group) });
                }
                if self.odd.empty {
                    shown["members"] = json!([]);
                }
                if self.odd.hides.is_some_and(|id| shown["id"] == id) {
                    shown.as_object_mut().unwrap().remove("members");
                }
                return reply(200, &[], &shown);
            }
            "PUT" if self.odd.busy => {
                self.odd.busy = false;
                let mut held = ids(group);
                held.push("Ud".to_owned());
                let held: Vec<_> = held.iter().map(String::as_str).collect();
                group["members"] = members(&held);
                return reply(503, &[("retry-after", "60")], &json!({}));
            }
            "PUT" if self.odd.no_put || (operations.is_some() && self.odd.no_put_op) => {
                return oneid::empty(405);
            }
            "PUT" if self.odd.no_whole && body.get("id").is_some() => {
                return scim::error(400, "mutability", "id can't be written");
            }
            "PUT" => {
                group["displayName"] = body["displayName"].clone();
                group["members"] = body.get("members").cloned().unwrap_or(json!([]));
                if self.odd.garbled {
                    return reply(200, &[], &json!("<html>"));
                }
                return oneid::empty(204);
            }
            _ => {}
        }
        if let Some((status, body)) = &self.odd.patch {
            return reply(*status, &[], body);
        }
        for operation in operations.unwrap().as_array().unwrap() {
            let path = operation["path"].as_str().unwrap_or_default();
            let mut held = ids(group);
            match operation["op"].as_str().unwrap() {
                "replace" => group["displayName"] = operation["value"].clone(),
                "add" if self.odd.takes_no_more => return oneid::empty(403),
                "add" => {
                    let value = operation.get("value").unwrap();
                    let value = value.get("members").unwrap_or(value);
                    held.extend(ids(&json!({ "members": value })));
                }
                _ if path.starts_with("members[") => {
                    if self.odd.clears {
                        return scim::error(400, "invalidPath", "no path");
                    }
                    held.retain(|id| !path.contains(&format!("\"{id}\"")));
                }
                _ => held.clear(),
            }
            held.sort();
            held.dedup();
            let held: Vec<_> = held.iter().map(String::as_str).collect();
            group["members"] = members(&held);
            if self.odd.garbled && operation["op"] == "remove" {
                return reply(200, &[], &json!("<html>"));
            }
        }
        oneid::empty(204)
    }
}

/// Other names and other members make another version.
pub(super) fn version_of(group: &Value) -> String {
    format!(
        "W/\"{}-{}\"",
        group["displayName"].as_str().unwrap(),
        ids(group).join(".")
    )
}

pub(super) fn ids(group: &Value) -> Vec<String> {
    let members = group["members"].as_array().into_iter().flatten();
    members
        .map(|member| member["value"].as_str().unwrap().to_owned())
        .collect()
}
