//! How a change gets to a user: PATCH in the one form that OneID takes, else PUT of the whole; and how somebody is
//! switched off, where only a later GET counts. What was taken is remembered.

use super::user::{account, has_names_swapped, switch_on, writable};
use super::{DIALECT, OneId};
use crate::error::{Error, ErrorCode, Past};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{Answer, ApiRequest, Method, Subject};
use crate::model::UserId;
use crate::provider::accepted;
use crate::scim::{patch, path, resource, users};
use seatwarden_json::{Map, Value, json};
use std::rc::Rc;

/// How OneID takes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// PATCH, one operation a path, as in RFC 7644.
    Paths,
    /// PATCH as in Zuora's sample: the path `/emails`, and a value that holds `emails` anew (FACTS §1).
    Pointers,
    /// PUT of the whole record.
    Put,
}

/// What is said of a leaver whom neither PATCH nor DELETE switches off.
const STILL_ON: &str = "Zuora OneID took the PATCH, has no DELETE, and the account is still active";

/// Where the names are.
const NAME: &str = "name";

/// A change that is being brought to a user.
pub(super) struct Change {
    pub(super) id: UserId,
    pub(super) changes: Vec<(String, Value)>,
    /// The record as it was.
    pub(super) before: Value,
    /// Whether the user is switched on, too.
    pub(super) on: bool,
}

/// Whether a PATCH was refused in a way that leaves hope for another one. Zuora refuses with 200, too.
pub(super) fn is_of_form(error: &Error) -> bool {
    matches!(error.status, Some(200..300 | 400))
        && matches!(
            error.code,
            ErrorCode::VendorRejected | ErrorCode::NotSupported
        )
}

fn patch_user(id: &UserId, body: Value) -> ApiRequest {
    users::write(&DIALECT, Method::Patch, id, body)
}

/// A record with a change in it, as it is put back. A leaver may still be shown with `active: true`, and another status
/// (Zuora's sample of a DELETE): put back as it stands, that would let him in again.
fn edited(raw: Value, change: &Change) -> Result<Map, Error> {
    let is_on = account(raw.clone(), &DIALECT, true, false)?.user.active;
    let mut record = writable(raw);
    path::set(&mut record, resource::ACTIVE, Value::Bool(is_on));
    for (path, value) in &change.changes {
        path::set(&mut record, path, value.clone());
    }
    if change.on {
        switch_on(&mut record);
    }
    Ok(record)
}

/// FACTS §1: `" "` empties a field.
fn blanked(changes: &[(String, Value)]) -> Vec<(String, Value)> {
    let blank = |value: &Value| match value {
        Value::Null => json!(" "),
        other => other.clone(),
    };
    let changes = changes.iter();
    changes
        .map(|(path, value)| (path.clone(), blank(value)))
        .collect()
}

/// One operation for each attribute that changes, with all that it holds afterwards.
fn with_pointers(change: &Change) -> Value {
    let mut whole = writable(change.before.clone());
    let mut operations: Vec<Value> = Vec::new();
    for (path, value) in blanked(&change.changes) {
        path::set(&mut whole, &path, value);
    }
    for (path, _) in &change.changes {
        let top = match path::split_urn(path) {
            Some((urn, _)) => urn,
            None => path.split('.').next().unwrap_or_default(),
        };
        let pointer = format!("/{top}");
        let is_done = |done: &Value| done.get("path").and_then(Value::as_str) == Some(&pointer);
        if !operations.iter().any(is_done) {
            let value = path::get(&Value::Object(whole.clone()), top).cloned();
            operations.push(json!({ "op": "replace", "path": pointer, "value": { top: value } }));
        }
    }
    patch::with_operations(&DIALECT, operations)
}

impl OneId {
    /// Brings a change to a user in a form; refused, in the next one.
    pub(super) fn bring(&self, change: Rc<Change>, form: Form) -> Exchange<'_, ()> {
        let body = match form {
            Form::Paths => patch::with_paths(&DIALECT, blanked(&change.changes)),
            Form::Pointers => with_pointers(&change),
            Form::Put => return self.replace(change, Past::default()),
        };
        let otherwise = Rc::clone(&change);
        Exchange::leading(patch_user(&change.id, body), move |answer| {
            self.form.set(form);
            self.settled(change, answer)
        })
        .or_else(move |error| {
            let next = match error.status {
                Some(404 | 405 | 501) => {
                    // No PATCH at all, or none that switches somebody on.
                    if !otherwise.on {
                        self.form.set(Form::Put);
                    }
                    Form::Put
                }
                _ if is_of_form(&error) && form == Form::Paths => Form::Pointers,
                _ if is_of_form(&error) => Form::Put,
                _ => return Err(error),
            };
            Ok(Step::Ask(self.bring(otherwise, next)))
        })
    }

    /// A PATCH was taken. Nothing documents that one switches a user on, and PUT does (FACTS §6): if the user isn't
    /// on now, that follows.
    fn settled(&self, change: Rc<Change>, answer: Answer) -> Result<Step<'_, ()>, Error> {
        if !change.on {
            return accepted(answer).map(Step::Done);
        }
        let shown = answer
            .json()
            .cloned()
            .map(|body| account(body, &DIALECT, false, false));
        if let Some(Ok(shown)) = shown
            && shown.user.id == change.id.as_str()
            && shown.user.active
            && shown.shows_active
        {
            return Ok(Step::Done(()));
        }
        accepted(answer)?;
        let id = change.id.clone();
        let seen = look(&id, true, move || {
            Ok(Step::Ask(self.replace(change, Past::default())))
        });
        // It was taken; whoever asked for it looks, too.
        Ok(Step::Ask(seen.or_else(|_| Ok(Step::Done(())))))
    }

    /// Puts the record as it is now, with the change in it: a PUT empties what is left out (FACTS §1).
    fn replace(&self, change: Rc<Change>, past: Past) -> Exchange<'_, ()> {
        let target = users::member(&DIALECT, &change.id);
        let request = ApiRequest::get(target, Subject::Member);
        Exchange::leading(request, move |answer| {
            let raw = super::only(answer.into_json()?, &change.id)?;
            let names = path::get(&raw, NAME).cloned();
            let is_told = |(path, _): &(String, Value)| path.starts_with(NAME);
            let is_doubtful = has_names_swapped(&raw) && !change.changes.iter().any(is_told);
            let record = edited(raw, &change)?;
            let put =
                users::write(&DIALECT, Method::Put, &change.id, Value::Object(record)).afresh(past);
            let again = Rc::clone(&change);
            let put = match names.filter(|_| is_doubtful) {
                None => Exchange::new(put, accepted),
                Some(names) => Exchange::leading(put, |answer| {
                    accepted(answer)?;
                    Ok(Step::Ask(keep_names(change, names, Past::default())))
                }),
            };
            Ok(Step::Ask(put.or_else(move |error| match error.past {
                Some(past) => Ok(Step::Ask(self.replace(again, past))),
                None => Err(error),
            })))
        })
    }

    /// PATCH; where that is refused or does nothing, DELETE, which only switches off (FACTS §0).
    pub(super) fn switch_off(&self, id: &UserId) -> Exchange<'_, ()> {
        if self.leaves_by_delete.get() {
            let still_on = Error::new(ErrorCode::VendorRejected, STILL_ON);
            return self.delete(id.clone(), still_on);
        }
        let off = vec![(resource::ACTIVE.to_owned(), Value::Bool(false))];
        let body = match self.form.get() {
            Form::Pointers => with_pointers(&Change {
                id: id.clone(),
                changes: off,
                before: Value::Object(Map::new()),
                on: false,
            }),
            _ => patch::with_paths(&DIALECT, off),
        };
        let id = id.clone();
        let request = patch_user(&id, body);
        Exchange::new(request, accepted).or_else(move |refused| {
            let next = match refused.status {
                Some(400 | 405 | 501) => self.delete(id, refused),
                // Nobody there, or no PATCH.
                Some(404) => {
                    let also = id.clone();
                    look(&id, false, move || {
                        Ok(Step::Ask(self.delete(also, refused)))
                    })
                }
                _ if is_of_form(&refused) => self.delete(id, refused),
                _ => return Err(refused),
            };
            Ok(Step::Ask(next))
        })
    }

    /// DELETE. Its answer says nothing: Zuora's own sample has `active: true` in it. Nor does its 404, as long as
    /// somebody is there: then the refusal of the PATCH stands.
    fn delete(&self, id: UserId, refused: Error) -> Exchange<'_, ()> {
        users::remove(&DIALECT, &id).or_else(move |error| {
            // Then PATCH, which was taken, may have been late and not idle: the next one shows.
            self.leaves_by_delete.set(false);
            match error.status {
                // One page requires the key, another forbids it: without it, once.
                Some(400) => {
                    let had_key = !self.refuses_delete_key.get();
                    self.refuses_delete_key.set(had_key);
                    if had_key {
                        return Ok(Step::Ask(self.delete(id, refused)));
                    }
                    Err(error)
                }
                Some(404) => Ok(Step::Ask(look(&id, false, move || {
                    let mut refused = refused;
                    if refused.code == ErrorCode::NotFound {
                        refused.code = ErrorCode::NotSupported;
                    }
                    Err(refused)
                }))),
                _ => Err(error),
            }
        })
    }
}

/// The names were put the other way round than they were shown, since they looked swapped. If they are shown in
/// another way now, they were not: there are last names that go first. Then they are put back.
fn keep_names<'a>(change: Rc<Change>, names: Value, past: Past) -> Exchange<'a, ()> {
    let request = ApiRequest::get(users::member(&DIALECT, &change.id), Subject::Member);
    Exchange::leading(request, move |answer| {
        let shown = super::only(answer.into_json()?, &change.id)?;
        let part = |of: &Value, name: &str| path::field(of, name).cloned();
        let now = path::get(&shown, NAME).cloned().unwrap_or_default();
        if part(&now, "givenName") == part(&names, "givenName") {
            return Ok(Step::Done(()));
        }
        let mut record = edited(shown, &change)?;
        path::set(&mut record, NAME, names.clone());
        let record = Value::Object(record);
        let put = users::write(&DIALECT, Method::Put, &change.id, record).afresh(past);
        let put = Exchange::new(put, accepted);
        Ok(Step::Ask(put.or_else(move |error| match error.past {
            Some(past) => Ok(Step::Ask(keep_names(change, names, past))),
            None => Err(error),
        })))
    })
}

/// Reads the user: is it on, or off, as it shall be? If not, `otherwise`.
fn look<'a>(
    id: &UserId,
    on: bool,
    otherwise: impl FnOnce() -> Result<Step<'a, ()>, Error> + 'a,
) -> Exchange<'a, ()> {
    let request = ApiRequest::get(users::member(&DIALECT, id), Subject::Member);
    let id = id.clone();
    Exchange::leading(request, move |answer| {
        let user = super::read_one(answer, &id)?.user;
        // Who was invited is on when the invitation is taken up, and nothing else helps.
        let is_invited = user.status.as_deref() == Some("PENDING_ACTIVATION");
        if user.active == on || (on && is_invited) {
            return Ok(Step::Done(()));
        }
        otherwise()
    })
}
