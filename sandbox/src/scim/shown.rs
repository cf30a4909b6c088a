//! How users and groups are shown: with what the server knows besides what is stored. It may not
//! change anything.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Scim;
use super::errors::{Outcome, scim};
use super::list::Query;
use super::project::Wanted;
use super::schema::Type;
use crate::http::Response;
use crate::json::{array, items, object, text};
use crate::store::Stored;
use crate::tenant::Call;

/// The groups of each user, as the user shows them.
pub(crate) type Memberships = Map<String, Value>;

impl Scim {
    /// One resource as an answer.
    pub(crate) fn show(
        &self,
        kind: &Type,
        call: Call<'_>,
        id: &str,
        status: u16,
    ) -> Outcome<Response> {
        let stored = self.one(kind, id)?;
        let Query { wanted, .. } = Query::of_url(call.target)?;
        let memberships = self.memberships(&|wanted| wanted == id);
        let mut whole = self.render(kind, stored, &memberships);
        self.options.members.hide(&mut whole, Some(call.target));
        Ok(self.answer_with(kind, whole, &wanted, status))
    }

    fn answer_with(
        &self,
        kind: &Type,
        whole: Map<String, Value>,
        wanted: &Wanted,
        status: u16,
    ) -> Response {
        let version = version_in(&whole).to_owned();
        let response = scim(status, &Value::Object(wanted.of(kind, whole)));
        if version.is_empty() {
            response
        } else {
            response.with("etag", version)
        }
    }

    pub(crate) fn location(&self, kind: &Type, id: &str) -> String {
        format!("{}/{}/{id}", self.base, kind.plural)
    }

    /// The version that a resource has; empty without versions.
    pub(crate) fn version_of(&self, kind: &Type, id: &str) -> String {
        self.store(kind)
            .get(id)
            .map_or_else(String::new, |one| version(one).to_owned())
    }

    /// The groups of those whose ids are wanted.
    pub(crate) fn memberships(&self, wanted: &dyn Fn(&str) -> bool) -> Memberships {
        let [_, kind] = self.types.as_ref();
        let mut memberships = Memberships::new();
        for group in self.groups.visible() {
            let shown = object! {
                "value": group.id(),
                "$ref": self.location(kind, group.id()),
                "display": text(&group.record, "displayName"),
                "type": "direct",
            };
            for member in items(&group.record, "members") {
                let id = member.get("value").and_then(Value::as_str);
                let id = id.unwrap_or_default();
                if !wanted(id) {
                    continue;
                }
                match memberships.get_mut(id) {
                    Some(Value::Array(groups)) => groups.push(shown.clone()),
                    _ => drop(memberships.insert(id.to_owned(), array![shown.clone()])),
                }
            }
        }
        memberships
    }

    /// A resource as it is shown: with what the server knows besides.
    pub(crate) fn render(
        &self,
        kind: &Type,
        stored: &Stored,
        memberships: &Memberships,
    ) -> Map<String, Value> {
        let types = Arc::clone(&self.types);
        let [user, group] = types.as_ref();
        let mut record = stored.record.clone();
        if kind.name == "User" {
            if let Some(groups) = memberships.get(stored.id())
                && self.options.members.on_users
            {
                record.insert("groups".to_owned(), groups.clone());
            }
            return record;
        }
        if let Some(Value::Array(members)) = record.get_mut("members") {
            for member in members {
                let id = member["value"].as_str().unwrap_or_default().to_owned();
                let (kind, name) = match self.users.get(&id) {
                    Some(one) => (user, text(&one.record, "displayName")),
                    None => (group, ""),
                };
                let mut shown = object! {
                    "value": id.as_str(),
                    "$ref": self.location(kind, &id),
                    "type": kind.name,
                };
                if !name.is_empty()
                    && let Some(shown) = shown.as_object_mut()
                {
                    shown.insert("display".to_owned(), Value::from(name));
                }
                *member = shown;
            }
        }
        record
    }
}

/// The version of a resource; empty without versions.
pub(crate) fn version(stored: &Stored) -> &str {
    version_in(&stored.record)
}

fn version_in(record: &Map<String, Value>) -> &str {
    let version = record.get("meta").and_then(|meta| meta.get("version"));
    version.and_then(Value::as_str).unwrap_or_default()
}
