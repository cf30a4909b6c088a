//! What the endpoints of users and groups do: list, create, read, replace, change, delete (RFC 7644 §3).

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused, scim};
use super::list::{Query, sort_key};
use super::schema::Type;
use super::shown::version;
use super::{Scim, body, patch, resource};
use crate::clock;
use crate::fold::lower;
use crate::http::{Request, Response};
use crate::json::{object, text};
use crate::store::Stored;
use crate::tenant::{Answer, Call};

impl Scim {
    /// A page of the resources of these types.
    pub(crate) fn list(&self, kinds: &[&Type], query: &Query) -> Outcome<Answer> {
        // Who is in which group stands on the groups: looked up only if it is asked for.
        let grouped = query.mentions("groups") || query.mentions("members");
        let memberships = self.memberships(&|_| grouped);
        let seen = |kind: &Type, one: &Stored, see: &mut dyn FnMut(&Map<String, Value>)| {
            if grouped {
                see(&self.render(kind, one, &memberships));
            } else {
                see(&one.record);
            }
        };
        let mut all = Vec::new();
        let mut refused = None;
        for kind in kinds {
            let fit = match query.fit(kind, &self.options) {
                Ok(fit) => fit,
                // Across types, an attribute that one of them lacks fits nobody of it.
                Err(why) => {
                    refused = Some(why);
                    continue;
                }
            };
            let mut found: Vec<(&Type, &Stored)> = Vec::new();
            for one in self.store(kind).visible() {
                seen(kind, one, &mut |record| {
                    if fit.fits(record) {
                        found.push((*kind, one));
                    }
                });
            }
            if let Some((place, descending)) = query.order(kind)?.filter(|_| self.options.sort) {
                // Who has no value comes last, and first when descending.
                found.sort_by_cached_key(|(kind, one)| {
                    let mut key = None;
                    seen(kind, one, &mut |record| key = sort_key(&place, record));
                    (key.is_none(), key)
                });
                if descending {
                    found.reverse();
                }
            }
            all.extend(found);
        }
        if let Some(why) = refused.filter(|_| all.is_empty()) {
            return Err(why);
        }
        let ids: Vec<&str> = all.iter().map(|(_, one)| one.id()).collect();
        let page = query.page(&self.options, &ids)?;
        let rows = all.get(page.start..page.end).unwrap_or_default();
        let mut shown = Map::new();
        for (_, one) in rows {
            shown.insert(one.id().to_owned(), Value::Null);
        }
        let memberships = self.memberships(&|id| shown.contains_key(id));
        let rows = rows.iter().map(|(kind, one)| {
            let mut whole = self.render(kind, one, &memberships);
            self.options.members.hide(&mut whole, None);
            Value::Object(query.wanted.of(kind, whole))
        });
        Ok(Answer::read(scim(200, &page.json(rows.collect()))))
    }

    /// Create (§3.3).
    pub(crate) fn create(&mut self, kind: &Type, call: Call<'_>) -> Outcome<Answer> {
        let id = self.make(kind, &body(call.request)?, call.now_ms)?;
        let response = self.show(kind, call, &id, 201)?;
        let location = self.location(kind, &id);
        Ok(Answer::wrote(response.with("location", location)))
    }

    /// Read one (§3.4.1).
    pub(crate) fn read(&mut self, kind: &Type, call: Call<'_>, id: &str) -> Outcome<Answer> {
        let stored = self.one(kind, id)?;
        let version = version(stored);
        // RFC 9110 §13.1.2.
        if !version.is_empty() && matches_any(call.request.header("if-none-match"), version) {
            return Ok(Answer::read(
                Response::text(304, "", "").with("etag", version),
            ));
        }
        Ok(Answer::read(self.show(kind, call, id, 200)?))
    }

    /// Replace (§3.5.1).
    pub(crate) fn put(&mut self, kind: &Type, call: Call<'_>, id: &str) -> Outcome<Answer> {
        self.match_version(kind, call.request, id)?;
        let changed = self.substitute(kind, id, &body(call.request)?, call.now_ms)?;
        let response = self.show(kind, call, id, 200)?;
        Ok(told(response, changed))
    }

    /// Change (§3.5.2).
    pub(crate) fn patch(&mut self, kind: &Type, call: Call<'_>, id: &str) -> Outcome<Answer> {
        self.match_version(kind, call.request, id)?;
        let changed = self.amend(kind, id, &body(call.request)?, call.now_ms)?;
        let response = if self.options.empty_patch && call.target.parameter("attributes").is_none()
        {
            Response::empty(204)
        } else {
            self.show(kind, call, id, 200)?
        };
        Ok(told(response, changed))
    }

    /// Delete (§3.6).
    pub(crate) fn delete(&mut self, kind: &Type, call: Call<'_>, id: &str) -> Outcome<Answer> {
        self.match_version(kind, call.request, id)?;
        self.drop_one(kind, id)?;
        Ok(Answer::wrote(Response::empty(204)))
    }

    /// Stores a new resource, and gives its id.
    pub(crate) fn make(&mut self, kind: &Type, given: &Value, now_ms: u64) -> Outcome<String> {
        let mut record = resource::accept(kind, given)?;
        record.retain(|name, _| !self.ignored.contains(name));
        if !self.options.members.on_create {
            record.remove("members");
        }
        self.settle(kind, &mut record, None)?;
        Ok(self.keep(kind, record, now_ms))
    }

    /// Puts another resource in place of one, and says whether it is another.
    pub(crate) fn substitute(
        &mut self,
        kind: &Type,
        id: &str,
        given: &Value,
        now_ms: u64,
    ) -> Outcome<bool> {
        let before = self.one(kind, id)?.record.clone();
        let mut record = resource::accept(kind, given)?;
        // What only the server writes stays.
        for name in ["id", "meta"] {
            if let Some(value) = before.get(name) {
                record.insert(name.to_owned(), value.clone());
            }
        }
        if kind.name == "Group" {
            self.options.members.check_put(&before, &record)?;
        }
        self.change(kind, id, &before, record, now_ms)
    }

    /// Applies a patch to a resource, and says whether it is another.
    pub(crate) fn amend(
        &mut self,
        kind: &Type,
        id: &str,
        given: &Value,
        now_ms: u64,
    ) -> Outcome<bool> {
        let before = self.one(kind, id)?.record.clone();
        let record = if kind.name == "Group" {
            let written = self.options.members.rewritten(&before, given)?;
            patch::apply(kind, &before, &written)?
        } else {
            patch::apply(kind, &before, given)?
        };
        self.change(kind, id, &before, record, now_ms)
    }

    fn change(
        &mut self,
        kind: &Type,
        id: &str,
        before: &Map<String, Value>,
        mut record: Map<String, Value>,
        now_ms: u64,
    ) -> Outcome<bool> {
        for name in &self.ignored {
            match before.get(name) {
                Some(value) => record.insert(name.clone(), value.clone()),
                None => record.remove(name),
            };
        }
        self.settle(kind, &mut record, Some(before))?;
        if record == *before {
            return Ok(false);
        }
        if let Some(meta) = record.get_mut("meta").and_then(Value::as_object_mut) {
            meta.insert("lastModified".to_owned(), Value::from(clock::iso(now_ms)));
        }
        self.stamp_version(&mut record);
        Ok(self.store_mut(kind).replace(id, record))
    }

    /// Removes a resource, from its groups too.
    pub(crate) fn drop_one(&mut self, kind: &Type, id: &str) -> Outcome<()> {
        self.one(kind, id)?;
        self.forget(id);
        self.store_mut(kind).remove(id);
        Ok(())
    }

    /// What has to hold of a resource before it is stored.
    fn settle(
        &self,
        kind: &Type,
        record: &mut Map<String, Value>,
        before: Option<&Map<String, Value>>,
    ) -> Outcome<()> {
        resource::settle(kind, record)?;
        if kind.name == "Group" {
            return self.settle_members(record);
        }
        let name = text(record, "userName");
        let (folded, own) = (lower(name), before.map(|before| text(before, "userName")));
        let held = if self.options.case_sensitive {
            own != Some(name)
                && self
                    .users
                    .iter()
                    .any(|one| text(&one.record, "userName") == name)
        } else {
            own.map(lower).as_ref() != Some(&folded) && self.users.holds_name(name)
        };
        let elsewhere = own != Some(name) && self.taken.contains(&folded);
        if elsewhere || (held && !self.duplicate_names) {
            let detail = format!("the userName \"{name}\" is taken");
            return Err(Refused::new(409, "uniqueness", detail));
        }
        Ok(())
    }

    /// Members are users or groups that exist, each of them once.
    fn settle_members(&self, record: &mut Map<String, Value>) -> Outcome<()> {
        let Some(Value::Array(given)) = record.remove("members") else {
            return Ok(());
        };
        let mut members: Vec<Value> = Vec::new();
        for member in given {
            let id = member
                .get("value")
                .and_then(Value::as_str)
                .unwrap_or_default();
            if self.users.get(id).is_none() && self.groups.get(id).is_none() {
                return Err(Refused::value(format!("there is no member \"{id}\"")));
            }
            let member = object! { "value": id };
            if !members.contains(&member) {
                members.push(member);
            }
        }
        if !members.is_empty() {
            record.insert("members".to_owned(), Value::Array(members));
        }
        Ok(())
    }

    /// Removes somebody from every group.
    pub(crate) fn forget(&mut self, id: &str) {
        let member = object! { "value": id };
        let holds = |one: &&Stored| {
            let members = one.record.get("members").and_then(Value::as_array);
            members.is_some_and(|members| members.contains(&member))
        };
        let groups: Vec<Map<String, Value>> = self
            .groups
            .iter()
            .filter(holds)
            .map(|one| one.record.clone())
            .collect();
        for mut group in groups {
            if let Some(Value::Array(members)) = group.get_mut("members") {
                members.retain(|known| *known != member);
                if members.is_empty() {
                    group.remove("members");
                }
            }
            let id = text(&group, "id").to_owned();
            self.groups.replace(&id, group);
        }
    }

    pub(crate) fn one(&self, kind: &Type, id: &str) -> Outcome<&Stored> {
        let found = self.store(kind).get(id);
        found.ok_or_else(|| Refused::missing(&format!("{} \"{id}\"", kind.name)))
    }

    /// `If-Match` (RFC 7644 §3.14).
    fn match_version(&self, kind: &Type, request: &Request, id: &str) -> Outcome<()> {
        let version = version(self.one(kind, id)?);
        let condition = request.header("if-match");
        if version.is_empty() || condition.is_none() || matches_any(condition, version) {
            return Ok(());
        }
        Err(Refused::new(412, "", "the resource has another version"))
    }
}

fn told(response: Response, changed: bool) -> Answer {
    Answer {
        response,
        committed: changed,
    }
}

/// Whether a condition names a version, or any. Compared weakly: the versions are weak.
fn matches_any(condition: Option<&str>, version: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    condition.is_some_and(|condition| {
        condition
            .split(',')
            .any(|tag| tag.trim() == "*" || strong(tag) == strong(version))
    })
}
