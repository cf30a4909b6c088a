//! How a group is read: its record, and its members, page by page where a server gives them so.

use super::ScimGroups;
use super::edit::{items, members};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{Answer, ApiRequest, Subject, unexpected};
use crate::model::{Group, Member, UserId};
use crate::scim::list;
use crate::scim::path::{self, field};
use crate::scim::resource::text;
use seatwarden_json::Value;

/// So often a group is read whose members change meanwhile.
pub(super) const READ_AT_MOST: u32 = 3;

impl ScimGroups {
    /// Reads a group. In a `full` record absent members are none (RFC 7643 §2.5), where the server was seen to show any:
    /// AWS and others never do, and say `[]` instead.
    pub(super) fn read(&self, raw: Value, full: bool) -> Result<Group, Error> {
        let id = field(&raw, "id").and_then(text).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| unexpected("a group without an id"))?;
        let name = field(&raw, "displayName").and_then(text);
        let members = shown_in(&raw);
        if members.is_some() {
            self.shows_members.set(true);
        }
        let members = members.or_else(|| (full && self.shows_members.get()).then(Vec::new));
        Ok(Group {
            name: name.unwrap_or_else(|| id.clone()),
            id,
            members,
            raw,
        })
    }

    /// One group with all its members, read so often at most: they may change while they are read.
    pub(super) fn read_whole(&self, id: UserId, times: u32) -> Exchange<'_, Group> {
        let request = ApiRequest::get(self.target(&id), Subject::Member);
        Exchange::leading(request, move |answer| {
            let group = self.read_it(answer, &id)?;
            self.rest(id, None, group, times)
        })
    }

    /// The record of another group must never be taken for the one that was asked for.
    fn read_it(&self, answer: Answer, id: &UserId) -> Result<Group, Error> {
        let group = self.read(answer.into_json()?, true)?;
        if group.id == id.as_str() {
            Ok(group)
        } else {
            Err(unexpected("the record of another group"))
        }
    }

    /// Reads on where a server gives the members in pages: the record then says how many there are in all.
    fn rest(
        &self,
        id: UserId,
        so_far: Option<Group>,
        mut group: Group,
        times: u32,
    ) -> Result<Step<'_, Group>, Error> {
        let told = so_far.as_ref().and_then(total);
        let total = total(&group).or(told);
        if told.is_some() && told != total {
            // Whoever stood behind somebody who left has moved to a page that was read.
            return if times > 1 {
                Ok(Step::Ask(self.read_whole(id, times - 1)))
            } else {
                Err(Error::new(
                    ErrorCode::IncompleteListing,
                    "the members of the group changed while they were read",
                ))
            };
        }
        if let Some(first) = so_far {
            let mut all = first.raw;
            let had = items_in(&all);
            let came = items_in(&group.raw).into_iter();
            let new = came.filter(|item| !had.iter().any(|known| is_same(known, item)));
            let all_items: Vec<_> = had.iter().cloned().chain(new).collect();
            if all_items.len() == had.len() {
                return Err(Error::new(
                    ErrorCode::IncompleteListing,
                    format!("only {} of the group's members came", had.len()),
                ));
            }
            if let Value::Object(record) = &mut all {
                path::set(record, "members", Value::Array(all_items));
            }
            group.members = shown_in(&all);
            group.raw = all;
        }
        let count = group.members.as_ref().map_or(0, Vec::len);
        if total.is_none_or(|total| u64::try_from(count).unwrap_or(0) >= total) {
            return Ok(Step::Done(group));
        }
        let target = format!("{}?startIndex={}", self.target(&id), count + 1);
        let request = ApiRequest::get(target, Subject::Member);
        Ok(Step::Ask(Exchange::leading(request, move |answer| {
            let page = self.read_it(answer, &id)?;
            self.rest(id, Some(group), page, times)
        })))
    }
}

fn items_in(raw: &Value) -> Vec<Value> {
    match raw {
        Value::Object(record) => items(record),
        _ => Vec::new(),
    }
}

/// Whether two items are the same member.
fn is_same(one: &Value, other: &Value) -> bool {
    let whom = |item| members(item).pop().map(|member| (member.id, member.nested));
    whom(one) == whom(other)
}

/// How many members there are in all, where a page says it.
fn total(group: &Group) -> Option<u64> {
    field(&group.raw, "totalResults").and_then(list::count)
}

/// Who is seen in a record. An empty list proves nothing: some servers always show one.
pub(super) fn shown_in(raw: &Value) -> Option<Vec<Member>> {
    field(raw, "members")
        .map(members)
        .filter(|members| !members.is_empty())
}
