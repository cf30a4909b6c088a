//! A change to a group on the wire (RFC 7644 §3.5): in each form that servers take it. Pure; which form is asked, and what
//! becomes of it, is for [`ScimGroups`](super::ScimGroups).

use super::dialect::Form;
use crate::case::folds;
use crate::error::Error;
use crate::http::message::unexpected;
use crate::model::{Group, Member};
use crate::provider::groups::{Edit, Held};
use crate::scim::filter::Filter;
use crate::scim::path::{self, field};
use crate::scim::resource::text;
use seatwarden_json::{Map, Value, json};

/// The groups of a user, by their names, as a write to his record has them. `held`: those that the record shows.
pub(in crate::scim) fn on_user(names: &[String], held: Option<&Value>) -> Value {
    let held = held.and_then(Value::as_array);
    let groups = names.iter().map(|name| {
        let is_it = |group: &&Value| {
            let shown = field(group, "display").and_then(text);
            shown.is_some_and(|shown| folds(&shown, name))
        };
        let mut group = json!({ "display": name, "type": "direct", "value": name });
        // Z, "Update a user": of all of them one is the user's primary group, and stays it.
        let held = held.and_then(|held| held.iter().find(is_it));
        let primary = held.and_then(|held| field(held, "primary"));
        if let (Some(is_primary), Value::Object(group)) = (primary, &mut group) {
            path::set(group, "primary", is_primary.clone());
        }
        group
    });
    groups.collect()
}

/// Who is in a group; a single one may stand alone.
pub(super) fn members(value: &Value) -> Vec<Member> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let member = |item: &Value| {
        let kind = field(item, "type").and_then(Value::as_str);
        let id = field(item, "value").and_then(text);
        // RFC 7643 §4.2: `$ref` is the URI of the member.
        let by_uri = || {
            let uri = field(item, "$ref").and_then(text)?;
            uri.rsplit('/').next().map(str::to_owned)
        };
        Some(Member {
            id: id.or_else(by_uri)?,
            display: field(item, "display").and_then(text),
            nested: kind.is_some_and(|kind| kind.eq_ignore_ascii_case("group")),
        })
    };
    items.iter().filter_map(member).collect()
}

pub(super) fn values(ids: &[String]) -> Value {
    ids.iter().map(|id| json!({ "value": id })).collect()
}

pub(super) fn operations(edit: &Edit, form: Form) -> Value {
    match (edit, form) {
        (Edit::Name(name), Form::Whole) => {
            json!([{ "op": "replace", "value": { "displayName": name } }])
        }
        (Edit::Name(name), _) => json!([{ "op": "replace", "path": "displayName", "value": name }]),
        (Edit::Add(ids), Form::Whole) => {
            json!([{ "op": "add", "value": { "members": values(ids) } }])
        }
        (Edit::Add(ids), _) => json!([{ "op": "add", "path": "members", "value": values(ids) }]),
        (Edit::Remove(ids), Form::Listed) => {
            json!([{ "op": "remove", "path": "members", "value": values(ids) }])
        }
        (Edit::Remove(ids), _) => ids
            .iter()
            .map(|id| {
                let member = Filter::eq("value", id.as_str()).text();
                json!({ "op": "remove", "path": format!("members[{member}]") })
            })
            .collect(),
    }
}

/// A group's record with an edit in it.
pub(super) fn edited(group: Group, edit: &Edit) -> Result<Value, Error> {
    let Value::Object(mut record) = group.raw else {
        return Err(unexpected("a group that is no object"));
    };
    match edit {
        Edit::Name(name) => path::set(&mut record, "displayName", Value::from(name)),
        Edit::Add(ids) | Edit::Remove(ids) => {
            let had = group.members.unwrap_or_default();
            let mut kept = items(&record);
            if matches!(edit, Edit::Add(_)) {
                let is_new = |id: &&String| !had.iter().any(|member| member.is(id));
                kept.extend(ids.iter().filter(is_new).map(|id| json!({ "value": id })));
            } else {
                // Whatever else stands there stays as it was.
                kept.retain(|item| {
                    let goes = |member: &Member| ids.iter().any(|id| member.is(id));
                    !members(item).iter().any(goes)
                });
            }
            path::set(&mut record, "members", Value::Array(kept));
        }
    }
    Ok(Value::Object(record))
}

/// The members as they stand in a record.
pub(super) fn items(record: &Map) -> Vec<Value> {
    let found = record
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("members"));
    match found {
        Some((_, Value::Array(items))) => items.clone(),
        Some((_, Value::Null)) | None => Vec::new(),
        Some((_, one)) => vec![one.clone()],
    }
}

/// The groups that `groups` of a user names; a single one may stand alone.
pub(super) fn held_in(groups: &Value) -> Vec<Held> {
    let items = match groups {
        Value::Null => &[],
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let held = |item: &Value| {
        let display = field(item, "display").and_then(text);
        let value = field(item, "value").and_then(text);
        let kind = field(item, "type").and_then(text);
        let value = value.or_else(|| display.clone()).or_else(|| text(item))?;
        Some(Held {
            name: display.unwrap_or_else(|| value.clone()),
            value,
            indirect: kind.is_some_and(|kind| kind.eq_ignore_ascii_case("indirect")),
        })
    };
    items.iter().filter_map(held).collect()
}

/// An edit in parts of so many characters and so many members at most.
pub(super) fn in_parts(edit: Edit, longest: usize, most: usize) -> Vec<Edit> {
    // What stands around the members of a request, and around each one: `{"value":""},`, and for a removal
    // `{"op":"remove","path":"members[value eq \"\"]"},`.
    const ENVELOPE: usize = 200;
    let (ids, around, again): (_, _, fn(Vec<String>) -> Edit) = match edit {
        Edit::Add(ids) => (ids, 13, Edit::Add),
        Edit::Remove(ids) => (ids, 48, Edit::Remove),
        name @ Edit::Name(_) => return vec![name],
    };
    let mut parts = Vec::new();
    let (mut part, mut length) = (Vec::new(), ENVELOPE);
    for id in ids {
        // What has to be escaped may come to four characters, or as `\\u0000` to seven.
        let plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.~@+/=&".contains(c);
        let written = id.chars().map(|c| if plain(c) { 1 } else { 7 });
        let size = around + written.sum::<usize>();
        let is_full = length + size > longest || part.len() >= most;
        if is_full && !part.is_empty() {
            parts.push(again(std::mem::take(&mut part)));
            length = ENVELOPE;
        }
        length += size;
        part.push(id);
    }
    if !part.is_empty() {
        parts.push(again(part));
    }
    parts
}
