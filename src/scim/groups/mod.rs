//! What is asked of `/Groups` (RFC 7643 §4.2, RFC 7644 §3): requests, and how their answers are read. Real servers
//! disagree on how a group is renamed and how a member goes: each way is tried in turn, and what was taken is
//! remembered. Knows no verb and no vendor; what a vendor's documents say is a [`GroupDialect`].

mod dialect;
mod edit;
mod read;
mod whole;

pub use dialect::{Form, GroupDialect};
pub(super) use edit::on_user;

use self::edit::{held_in, in_parts, operations, values};
use self::read::{READ_AT_MOST, shown_in};
use super::filter::Filter;
use super::path::field;
use super::resource::text;
use super::users;
use crate::error::{Error, ErrorCode, Past};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{ApiRequest, Method, Repeat, Subject};
use crate::model::{Account, Group, User, UserId};
use crate::provider::groups::{Edit, Groups, Held, MANY};
use crate::provider::{Page, Question, accepted};
use seatwarden_json::{Value, json};
use std::cell::Cell;

/// In which form a kind of edit is asked first: so far, or because it was taken.
#[derive(Debug, Clone, Copy, Default)]
struct First {
    at: usize,
    is_taken: bool,
}

impl First {
    const fn so_far(at: usize) -> Self {
        let is_taken = false;
        Self { at, is_taken }
    }

    const fn taken(at: usize) -> Self {
        let is_taken = true;
        Self { at, is_taken }
    }
}

/// The groups of one server, and what was learned of them.
#[derive(Debug)]
pub struct ScimGroups {
    dialect: &'static GroupDialect,
    /// Which of its forms is asked first, for each kind of edit.
    form: [Cell<First>; 3],
    /// A group has been seen that shows its members: so one without has none.
    shows_members: Cell<bool>,
    /// Others were looked at, and none showed any.
    none_shows_members: Cell<bool>,
    /// A group was made without the members that it was told.
    drops_members: Cell<bool>,
    /// So many members go into one request, once more were refused.
    most: Cell<usize>,
    /// It refused a filter.
    no_filter: Cell<bool>,
    /// A user has been seen who shows groups: so one without is in none.
    users_show_groups: Cell<bool>,
    /// What was written was to be seen at once.
    is_prompt: Cell<bool>,
    /// The server refuses its own versions: it compares weak ones strongly (RFC 9110 §13.1.1).
    ignores_etags: Cell<bool>,
}

impl ScimGroups {
    /// The groups of a server that nothing is known of yet.
    #[must_use]
    pub const fn new(dialect: &'static GroupDialect) -> Self {
        Self {
            dialect,
            form: [const { Cell::new(First::so_far(0)) }; 3],
            shows_members: Cell::new(false),
            none_shows_members: Cell::new(false),
            most: Cell::new(usize::MAX),
            no_filter: Cell::new(false),
            drops_members: Cell::new(!dialect.members_on_create),
            users_show_groups: Cell::new(dialect.users_show_groups),
            is_prompt: Cell::new(false),
            ignores_etags: Cell::new(false),
        }
    }

    /// One page of groups. `by_cursor`: where the server pages so (RFC 9865 §2).
    pub fn page(
        &self,
        question: Question<'_>,
        largest: u32,
        by_cursor: bool,
    ) -> Exchange<'_, Page> {
        let row = |row: Value| {
            let group = self.read(row, false)?;
            Ok(Account {
                user: User {
                    id: group.id,
                    user_name: group.name,
                    raw: Some(group.raw),
                    ..User::default()
                },
                ..Account::default()
            })
        };
        let (path, filters) = (self.dialect.path, question.filter.is_some());
        users::list_of(path, question, largest, by_cursor, Box::new(row)).or_else(move |error| {
            if filters && matches!(error.status, Some(400 | 501)) {
                self.no_filter.set(true);
                return Err(error);
            }
            Err(self.offered(error))
        })
    }

    /// A 404 of the collection means that there are no groups.
    fn offered(&self, mut error: Error) -> Error {
        if matches!(error.status, Some(404 | 405 | 501)) {
            error.code = ErrorCode::NotSupported;
            error.hint = Some(self.dialect.no_groups.to_owned());
        }
        error
    }

    fn target(&self, id: &UserId) -> String {
        format!("{}/{}", self.dialect.path, id.segment())
    }

    fn forms(&self, edit: &Edit) -> (&'static [Form], &Cell<First>) {
        let [rename, add, remove] = &self.form;
        match edit {
            Edit::Name(_) => (self.dialect.rename, rename),
            Edit::Add(_) => (self.dialect.add, add),
            Edit::Remove(_) => (self.dialect.remove, remove),
        }
    }

    /// The form in which such an edit is asked first.
    fn form_of(&self, edit: &Edit) -> Option<Form> {
        let (forms, first) = self.forms(edit);
        forms.get(first.get().at).copied()
    }

    /// Asks for an edit in the form at which it has arrived; refused, in the next one. What was taken is remembered.
    fn bring(&self, asked: Asked) -> Exchange<'_, ()> {
        let (forms, remembered) = self.forms(&asked.edit);
        let form = forms.get(asked.at).copied().unwrap_or(Form::Paths);
        if form == Form::Put {
            return self.replace(asked);
        }
        let name = self.dialect.operations;
        let body = json!({ "schemas": [super::PATCH_OP], name: operations(&asked.edit, form) });
        let target = self.target(&asked.id);
        let method = match form {
            Form::PutOp => Method::Put,
            _ => Method::Patch,
        };
        let request = ApiRequest::write(method, target, body, Repeat::Safe, Subject::Member);
        let at = asked.at;
        Exchange::new(request, move |answer| {
            accepted(answer)?;
            remembered.set(First::taken(at));
            Ok(())
        })
        .or_else(move |error| self.refused(asked, error))
    }

    /// The next form, where a refusal may be one of the form (RFC 7644 §3.12, table 9); else the first refusal.
    fn refused(&self, mut asked: Asked, error: Error) -> Result<Step<'_, ()>, Error> {
        let scim_type = error.vendor.as_ref().and_then(|said| said.code.as_deref());
        let is_of_form = match error.status {
            // Zuora refuses with 200, too: by its code it may as well be a lock, or a right that is missing.
            Some(200..300 | 400) => match error.code {
                ErrorCode::VendorRejected | ErrorCode::NotSupported => {
                    scim_type != Some("invalidValue")
                }
                // Another group may have the name; that a path "is taken" may mean as well that it isn't.
                ErrorCode::Conflict => !matches!(asked.edit, Edit::Name(_)),
                _ => false,
            },
            // PATCH and PUT are optional; without a route for them some answer 404 to a group that is there.
            status => matches!(status, Some(404 | 405 | 501)),
        };
        let first = asked.first.take().unwrap_or(error);
        asked.at += 1;
        let (forms, remembered) = self.forms(&asked.edit);
        let next = forms.get(asked.at).copied().filter(|_| is_of_form);
        match next {
            // These need more than requests to the group: whoever asks sees that they are next. Many may be too many,
            // and not in the wrong form.
            Some(form) if form == Form::Record || (form.is_blunt() && !asked.bluntly) => {
                // What a server took before is refused for a reason of its own: no cause for harm.
                let is_known = form.is_blunt() && remembered.get().is_taken;
                if asked.edit.size() <= MANY && !is_known {
                    remembered.set(First::so_far(asked.at));
                }
                Err(first)
            }
            Some(_) => {
                asked.first = Some(first);
                Ok(Step::Ask(self.bring(asked)))
            }
            None => Err(first),
        }
    }
}

/// An edit on its way through the forms.
struct Asked {
    id: UserId,
    edit: Edit,
    at: usize,
    /// Whether more may be changed than was asked for: it will be put back.
    bluntly: bool,
    /// Why the first form was refused.
    first: Option<Error>,
    /// The version that was no longer the group's when its record arrived, and how often that was so.
    stale: Option<String>,
    clashes: u32,
    /// What became of its record so far.
    past: Past,
}

impl Groups for ScimGroups {
    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        self.page(question, self.dialect.page_size, false)
    }

    fn filter(&self, name: &str) -> Option<String> {
        (!self.no_filter.get()).then(|| Filter::eq("displayName", name).text())
    }

    fn of_row(&self, row: Account) -> Group {
        let raw = row.user.raw.unwrap_or_default();
        Group {
            members: shown_in(&raw).or_else(|| {
                let says = field(&raw, "members").is_some_and(|members| !members.is_null());
                (says && self.shows_members.get()).then(Vec::new)
            }),
            id: row.user.id,
            name: row.user.user_name,
            raw,
        }
    }

    fn shows_members(&self) -> bool {
        self.shows_members.get()
    }

    fn is_prompt(&self) -> bool {
        self.is_prompt.get()
    }

    fn saw_effect(&self) {
        self.is_prompt.set(true);
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Group> {
        self.read_whole(id.clone(), READ_AT_MOST)
    }

    fn creates_with_members(&self) -> bool {
        !self.drops_members.get()
    }

    fn drops_members(&self) {
        self.drops_members.set(true);
    }

    fn create(&self, name: &str, members: &[String]) -> Exchange<'_, Option<String>> {
        let record = if members.is_empty() {
            json!({ "schemas": [super::GROUP], "displayName": name })
        } else {
            json!({ "schemas": [super::GROUP], "displayName": name, "members": values(members) })
        };
        let request = ApiRequest::write(
            Method::Post,
            self.dialect.path.to_owned(),
            record,
            Repeat::OnlyIfRefused,
            Subject::Collection,
        );
        Exchange::new(request, |answer| {
            Ok(field(&answer.into_json()?, "id").and_then(text))
        })
        .or_else(|error| Err(self.offered(error)))
    }

    fn parts(&self, edit: Edit) -> Vec<Edit> {
        in_parts(edit, self.dialect.longest, self.most.get())
    }

    fn limit(&self, most: usize) {
        self.most.set(most);
    }

    fn edit(&self, group: &Group, edit: &Edit) -> Result<Exchange<'_, ()>, Error> {
        let (_, first) = self.forms(edit);
        Ok(self.bring(Asked {
            id: UserId::new(&group.id)?,
            edit: edit.clone(),
            at: first.get().at,
            bluntly: self.is_blunt(edit),
            first: None,
            stale: None,
            clashes: 0,
            past: Past::default(),
        }))
    }

    fn adapt(&self, edit: &Edit) -> bool {
        let (forms, first) = self.forms(edit);
        let next = first.get().at + 1;
        let is_whole = |form: &Form| *form == Form::Put || form.is_blunt();
        let next_form = forms.get(next);
        let is_there = next_form.is_some_and(|form| self.is_prompt.get() || !is_whole(form));
        first.set(First::so_far(if is_there { next } else { 0 }));
        is_there
    }

    fn forget(&self, edit: &Edit) {
        self.forms(edit).1.set(First::so_far(0));
    }

    fn goes_by_record(&self, edit: &Edit) -> bool {
        self.form_of(edit) == Some(Form::Record)
    }

    fn goes_alone(&self, edit: &Edit) -> bool {
        let dialect = [self.dialect.rename, self.dialect.add, self.dialect.remove];
        let whole = |(forms, first): (&[Form], &Cell<First>)| {
            let form = forms.get(first.get().at);
            form.is_some_and(|form| *form == Form::Put || form.is_blunt())
        };
        let is_open = !self.forms(edit).1.get().is_taken && !self.goes_by_record(edit);
        is_open || dialect.into_iter().zip(&self.form).any(whole)
    }

    fn is_blunt(&self, edit: &Edit) -> bool {
        self.form_of(edit).is_some_and(Form::is_blunt)
    }

    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        let mut request = ApiRequest::get(self.target(id), Subject::Member);
        request.method = Method::Delete;
        Exchange::new(request, accepted)
    }

    fn held(&self, user: &Value) -> Option<Vec<Held>> {
        let Some(groups) = field(user, super::resource::GROUPS) else {
            return self.users_show_groups.get().then(Vec::new);
        };
        let held = held_in(groups);
        // As with members, some always show an empty list.
        if !held.is_empty() {
            self.users_show_groups.set(true);
        }
        self.users_show_groups.get().then_some(held)
    }
}
