//! What is asked of `/Groups` (RFC 7643 §4.2, RFC 7644 §3): requests, and how their answers are read. Real servers
//! disagree on how a group is renamed and how a member goes: each way is tried in turn, and what was taken is
//! remembered. Knows no verb and no vendor; what a vendor's documents say is a [`GroupDialect`].

pub use super::group_dialect::{Form, GroupDialect};

use super::filter::Filter;
use super::group_edit::{edited, held_in, in_parts, members, operations, values};
use super::path::field;
use super::resource::text;
use super::{list, users};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{ApiRequest, Method, Repeat, Subject, unexpected};
use crate::model::{Account, Group, Member, User, UserId};
use crate::provider::groups::{Edit, Groups, Held, MANY};
use crate::provider::{Page, Question, accepted};
use seatwarden_json::{Value, json};
use std::cell::Cell;

/// So many groups are looked at for one that shows its members, if none in the list does.
const LOOKED_AT: usize = 5;

/// The groups of one server, and what was learned of them.
#[derive(Debug)]
pub struct ScimGroups {
    dialect: &'static GroupDialect,
    /// Which of its forms is asked first, for each kind of edit; `None` until one was taken.
    form: [Cell<Option<usize>>; 3],
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
}

impl ScimGroups {
    /// The groups of a server that nothing is known of yet.
    #[must_use]
    pub const fn new(dialect: &'static GroupDialect) -> Self {
        Self {
            dialect,
            form: [const { Cell::new(None) }; 3],
            shows_members: Cell::new(false),
            none_shows_members: Cell::new(false),
            most: Cell::new(usize::MAX),
            no_filter: Cell::new(false),
            drops_members: Cell::new(!dialect.members_on_create),
            users_show_groups: Cell::new(dialect.users_show_groups),
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

    /// Reads a group. In a `full` record absent members are none (RFC 7643 §2.5), where the server was seen to show any:
    /// AWS and others never do, and say `[]` instead.
    fn read(&self, raw: Value, full: bool) -> Result<Group, Error> {
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

    /// Reads on where a server gives the members in pages: the record then says how many there are in all.
    fn rest(
        &self,
        id: UserId,
        so_far: Option<Group>,
        mut group: Group,
    ) -> Result<Step<'_, Group>, Error> {
        let total = field(&group.raw, "totalResults").and_then(list::count);
        let is_shown = group.members.is_some();
        let came = group.members.take().unwrap_or_default();
        let (first, before) = match so_far {
            Some(group) => (Some(group.raw), group.members.unwrap_or_default()),
            None => (None, Vec::new()),
        };
        let had = before.len();
        let mut all = before;
        for member in came {
            if !all.iter().any(|known| known.id == member.id) {
                all.push(member);
            }
        }
        let count = all.len();
        group.members = (is_shown || count > 0).then_some(all);
        group.raw = first.unwrap_or(group.raw);
        if total.is_none_or(|total| u64::try_from(count).unwrap_or(0) >= total) {
            return Ok(Step::Done(group));
        }
        if count == had {
            return Err(Error::new(
                ErrorCode::IncompleteListing,
                format!("only {count} of the group's members came"),
            ));
        }
        let target = format!("{}?startIndex={}", self.target(&id), count + 1);
        let request = ApiRequest::get(target, Subject::Member);
        Ok(Step::Ask(Exchange::leading(request, move |answer| {
            let page = self.read(answer.into_json()?, true)?;
            self.rest(id, Some(group), page)
        })))
    }

    fn forms(&self, edit: &Edit) -> (&'static [Form], &Cell<Option<usize>>) {
        let [rename, add, remove] = &self.form;
        match edit {
            Edit::Name(_) => (self.dialect.rename, rename),
            Edit::Add(_) => (self.dialect.add, add),
            Edit::Remove(_) => (self.dialect.remove, remove),
        }
    }

    /// The form in which such an edit is asked first.
    fn form_of(&self, edit: &Edit) -> Option<Form> {
        let (forms, remembered) = self.forms(edit);
        forms.get(remembered.get().unwrap_or(0)).copied()
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
            remembered.set(Some(at));
            accepted(answer)
        })
        .or_else(move |error| self.refused(asked, error))
    }

    /// The next form, where a refusal may be one of the form (RFC 7644 §3.12, table 9); else the first refusal.
    fn refused(&self, mut asked: Asked, error: Error) -> Result<Step<'_, ()>, Error> {
        let scim_type = error.vendor.as_ref().and_then(|said| said.code.as_deref());
        let is_of_form = match error.status {
            // Zuora refuses with 200, too.
            Some(200..300 | 400) => scim_type != Some("invalidValue"),
            // PATCH and PUT are optional; without a route for them some answer 404 to a group that is there.
            status => matches!(status, Some(404 | 405 | 501)),
        };
        let first = asked.first.take().unwrap_or(error);
        asked.at += 1;
        let (forms, _) = self.forms(&asked.edit);
        match forms.get(asked.at) {
            // Whoever goes with the others by mistake has to be known, so that they can be put back.
            Some(Form::Listed | Form::PutOp) if !asked.knows_members => Err(first),
            // Many may be too many, and not in the wrong form.
            Some(Form::Record) if is_of_form && asked.edit.size() <= MANY => {
                self.forms(&asked.edit).1.set(Some(asked.at));
                Err(first)
            }
            Some(form) if is_of_form && *form != Form::Record => {
                asked.first = Some(first);
                Ok(Step::Ask(self.bring(asked)))
            }
            _ => Err(first),
        }
    }

    /// Replaces the record as it is now by one with the edit in it: a PUT clears what is left out (RFC 7644 §3.5.1).
    fn replace(&self, asked: Asked) -> Exchange<'_, ()> {
        let read = self.get(&asked.id);
        let put = move |group: Group| {
            if group.members.is_none() {
                return if self.none_shows_members.get() {
                    Err(blind(asked.first))
                } else {
                    Ok(Step::Ask(self.look_around(asked)))
                };
            }
            let record = edited(group, &asked.edit)?;
            let target = self.target(&asked.id);
            let request =
                ApiRequest::write(Method::Put, target, record, Repeat::Safe, Subject::Member);
            let (at, (_, remembered)) = (asked.at, self.forms(&asked.edit));
            let put = Exchange::new(request, move |answer| {
                remembered.set(Some(at));
                accepted(answer)
            });
            Ok(Step::Ask(
                put.or_else(move |error| self.refused(asked, error)),
            ))
        };
        Exchange::leading(read.request, move |answer| {
            self.after((read.read)(answer)?, Box::new(put))
        })
    }

    /// An absent attribute is an empty one (RFC 7643 §2.5), or one that this server never shows: another group that
    /// shows its members tells which. Then the record is replaced, if that may be.
    fn look_around(&self, asked: Asked) -> Exchange<'_, ()> {
        let first = asked.first.clone();
        let question = Question {
            position: None,
            size: self.dialect.page_size,
            keep_raw: false,
            filter: None,
        };
        let list = self.list(question);
        Exchange::leading(list.request, move |answer| {
            let mut others = match (list.read)(answer)? {
                Step::Done(page) => page.accounts,
                Step::Ask(_) => Vec::new(),
            };
            others.retain(|other| other.user.id != asked.id.as_str());
            others.truncate(LOOKED_AT);
            self.look_at(others, asked)
        })
        .or_else(|error| Err(unseen(first, error)))
    }

    /// Rows of a list may hide what the groups themselves show: they are looked at, one after the other.
    fn look_at(&self, mut others: Vec<Account>, asked: Asked) -> Result<Step<'_, ()>, Error> {
        let next = others.pop().filter(|_| !self.shows_members.get());
        let Some(next) = next else {
            self.none_shows_members.set(!self.shows_members.get());
            return Ok(Step::Ask(self.replace(asked)));
        };
        let target = self.target(&UserId::new(&next.user.id)?);
        let first = asked.first.clone();
        let look = Exchange::leading(ApiRequest::get(target, Subject::Member), move |answer| {
            self.read(answer.into_json()?, true)?;
            self.look_at(others, asked)
        });
        Ok(Step::Ask(look.or_else(|error| Err(unseen(first, error)))))
    }

    /// Goes on with a group once all its members were read.
    fn after<'a>(&'a self, step: Step<'a, Group>, then: Then<'a>) -> Result<Step<'a, ()>, Error> {
        match step {
            Step::Done(group) => then(group),
            Step::Ask(more) => Ok(Step::Ask(Exchange::leading(more.request, move |answer| {
                self.after((more.read)(answer)?, then)
            }))),
        }
    }
}

/// Who is seen in a record. An empty list proves nothing: some servers always show one.
fn shown_in(raw: &Value) -> Option<Vec<Member>> {
    field(raw, "members")
        .map(members)
        .filter(|members| !members.is_empty())
}

/// Whoever isn't shown would be taken out by a whole record without him. `first`: why the first form was refused.
fn blind(first: Option<Error>) -> Error {
    let error = first.unwrap_or_else(|| {
        Error::new(
            ErrorCode::NotSupported,
            "the server takes this change only as a whole group, and doesn't show who is in this one",
        )
    });
    error.hint(
        "The group would have to be sent as a whole, and no group was seen that shows who is in it: whoever is in this \
         one would be taken out. Change it in the vendor's own console; once a group shows a member, it can be done here.",
    )
}

/// What a look at another group failed with; refused, it is as if that one showed nothing.
fn unseen(first: Option<Error>, error: Error) -> Error {
    if error.retryable { error } else { blind(first) }
}

/// An edit on its way through the forms.
struct Asked {
    id: UserId,
    edit: Edit,
    at: usize,
    /// Whether it is known who is in the group.
    knows_members: bool,
    /// Why the first form was refused.
    first: Option<Error>,
}

type Then<'a> = Box<dyn FnOnce(Group) -> Result<Step<'a, ()>, Error> + 'a>;

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

    fn get(&self, id: &UserId) -> Exchange<'_, Group> {
        let wanted = id.clone();
        let request = ApiRequest::get(self.target(id), Subject::Member);
        Exchange::leading(request, move |answer| {
            let group = self.read(answer.into_json()?, true)?;
            // The record of another group must never be taken for the one that was asked for.
            if group.id != wanted.as_str() {
                return Err(unexpected("the record of another group"));
            }
            self.rest(wanted, None, group)
        })
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
        let (_, remembered) = self.forms(edit);
        Ok(self.bring(Asked {
            id: UserId::new(&group.id)?,
            edit: edit.clone(),
            at: remembered.get().unwrap_or(0),
            knows_members: group.members.is_some(),
            first: None,
        }))
    }

    fn adapt(&self, edit: &Edit) -> bool {
        let (forms, remembered) = self.forms(edit);
        let next = remembered.get().unwrap_or(0) + 1;
        let is_there = next < forms.len();
        remembered.set(Some(if is_there { next } else { 0 }));
        is_there
    }

    fn goes_by_record(&self, edit: &Edit) -> bool {
        self.form_of(edit) == Some(Form::Record)
    }

    fn goes_alone(&self, edit: &Edit) -> bool {
        let dialect = [self.dialect.rename, self.dialect.add, self.dialect.remove];
        let whole = |(forms, at): (&[Form], &Cell<Option<usize>>)| {
            let form = at.get().and_then(|at| forms.get(at));
            matches!(form, Some(Form::Put | Form::PutOp | Form::Listed))
        };
        self.forms(edit).1.get().is_none() || dialect.into_iter().zip(&self.form).any(whole)
    }

    fn is_blunt(&self, edit: &Edit) -> bool {
        matches!(self.form_of(edit), Some(Form::Listed | Form::PutOp))
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
        self.users_show_groups.set(true);
        Some(held_in(groups))
    }
}
