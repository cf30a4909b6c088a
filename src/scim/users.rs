//! What is asked of `/Users` (RFC 7644 §3), the same for every server that speaks SCIM: requests, and how their
//! answers are read. What a server can't do is tried once and then remembered.

use super::dialect::Dialect;
use super::{list, resource};
use crate::error::{Error, Mistaken};
use crate::http::exchange::Exchange;
use crate::http::message::{Answer, ApiRequest, Method, Repeat, Subject, mistaken};
use crate::http::percent_encode;
use crate::model::{Account, UserId};
use crate::provider::{Draft, Page, Position, Question, accepted};
use seatwarden_json::{Map, Value};

/// The path of one user.
#[must_use]
pub fn member(dialect: &Dialect, id: &UserId) -> String {
    format!("{}/{}", dialect.users, id.segment())
}

/// One page of users. `by_cursor`: where the server pages so (RFC 9865 §2).
pub fn list<'a>(
    dialect: &'static Dialect,
    question: Question<'_>,
    largest: u32,
    by_cursor: bool,
) -> Exchange<'a, Page> {
    let keep_raw = question.keep_raw;
    let row = move |row| (dialect.account)(row, dialect, false, keep_raw);
    list_of(dialect.users, question, largest, by_cursor, Box::new(row))
}

/// How a row of a list is read.
pub(super) type RowReader<'a> = Box<dyn Fn(Value) -> Result<Account, Error> + 'a>;

/// One page of what is at `path`.
pub(super) fn list_of<'a>(
    path: &str,
    question: Question<'_>,
    largest: u32,
    by_cursor: bool,
    row: RowReader<'a>,
) -> Exchange<'a, Page> {
    let size = question.size.clamp(1, largest);
    let mut target = format!("{path}?");
    let by_number = matches!(question.position, Some(Position::Page(_)));
    let start = match question.position {
        Some(Position::Cursor(cursor)) => {
            target.push_str("cursor=");
            target.push_str(&percent_encode(cursor));
            None
        }
        // An empty cursor asks for the first page.
        None if by_cursor => {
            target.push_str("cursor=");
            None
        }
        Some(Position::Index(index)) => Some(*index),
        // A server that takes an index for the number of a page (FACTS §1, Groups).
        Some(Position::Page(number)) => Some(u64::from(*number)),
        None => Some(1),
    };
    if let Some(start) = start {
        target.push_str(&format!("startIndex={start}"));
    }
    target.push_str(&format!("&count={size}"));
    if let Some(filter) = question.filter {
        target.push_str("&filter=");
        target.push_str(&percent_encode(filter));
    }
    Exchange::new(
        ApiRequest::get(target, Subject::Collection),
        move |answer| page(answer, start, by_number, &row),
    )
}

fn page(
    answer: Answer,
    start: Option<u64>,
    by_number: bool,
    row: &RowReader<'_>,
) -> Result<Page, Error> {
    let list = list::read(answer.into_json()?)?;
    let received = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    let accounts = list.rows.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(Page {
        accounts,
        total: list.total,
        // Advance by what came, not by what was asked for (RFC 7644 §3.4.2.4: a server may give fewer).
        next: match (list.next_cursor, start) {
            (Some(cursor), _) => Some(Position::Cursor(cursor)),
            (None, Some(start)) if by_number => u32::try_from(start)
                .ok()
                .map(|page| Position::Page(page.saturating_add(1))),
            (None, Some(start)) => Some(Position::Index(start.saturating_add(received))),
            (None, None) => None,
        },
    })
}

/// One user, with all that the tenant shows of it.
pub fn get<'a>(dialect: &'static Dialect, id: &UserId) -> Exchange<'a, Account> {
    let wanted = id.clone();
    let request = ApiRequest::get(member(dialect, id), Subject::Member);
    Exchange::new(request, move |answer| {
        let account = (dialect.account)(answer.into_json()?, dialect, true, true)?;
        // A record of somebody else must never be taken for the one that was asked for.
        if account.user.id != wanted.as_str() {
            return Err(mistaken(Mistaken::AnotherUser));
        }
        Ok(account)
    })
}

/// Makes a user out of `changes`.
pub fn create<'a>(
    dialect: &'static Dialect,
    changes: Vec<(String, Value)>,
) -> Exchange<'a, Option<String>> {
    let request = ApiRequest::write(
        Method::Post,
        dialect.users.to_owned(),
        resource::resource(changes, dialect.schema),
        Repeat::OnlyIfRefused,
        Subject::Collection,
    );
    Exchange::new(request, |answer| {
        let body = answer.into_json()?;
        Ok(super::path::field(&body, "id").and_then(resource::text))
    })
}

/// A write to one user whose answer says no more than that it was done.
#[must_use]
pub fn write(dialect: &Dialect, method: Method, id: &UserId, body: Value) -> ApiRequest {
    ApiRequest::write(
        method,
        member(dialect, id),
        body,
        Repeat::Safe,
        Subject::Member,
    )
}

/// Removes a user for good (RFC 7644 §3.6).
pub fn remove<'a>(dialect: &Dialect, id: &UserId) -> Exchange<'a, ()> {
    let mut request = ApiRequest::get(member(dialect, id), Subject::Member);
    request.method = Method::Delete;
    Exchange::new(request, accepted)
}

/// What a create sends.
#[must_use]
pub fn new_user(dialect: &Dialect, draft: &Draft) -> Vec<(String, Value)> {
    let mut changes = resource::changes(draft, dialect, None);
    if dialect.active_on_create && draft.active.is_none() {
        changes.insert(0, (resource::ACTIVE.to_owned(), Value::Bool(true)));
    }
    changes
}

/// Vendor attributes one path a key, without those that have a verb of their own. `own`: the vendor's schema.
///
/// # Errors
/// `invalid_input` naming the path.
pub fn admit_extra(path: &str, extra: Map, own: &str) -> Result<Map, Error> {
    let extra = super::path::flattened(extra, own);
    for key in extra.keys() {
        let problem = match key.to_ascii_lowercase().as_str() {
            "id" | "meta" | "schemas" => "is given by the tenant and never changes",
            "active" => "provision switches on, deactivate switches off",
            // In no record is it found again to be compared, and it would be put there by this very name.
            key if key.contains('[') => "has a filter: give the whole list by its name",
            _ => continue,
        };
        return Err(Error::invalid_input(
            &format!("{path}.extra.{key}"),
            problem,
        ));
    }
    Ok(extra)
}

/// A vendor attribute in a full record: null where it is known to be empty, `None` where nobody can tell.
pub fn extra<'r>(dialect: &Dialect, raw: &'r Value, key: &str) -> Option<&'r Value> {
    match super::path::get(raw, key) {
        Some(value) => Some(value),
        None if dialect.hides(key) => None,
        None => Some(&Value::Null),
    }
}
