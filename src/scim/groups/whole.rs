//! A group as a whole (RFC 7644 §3.5.1): where a server takes no part of one, the record goes back with the edit in it;
//! never without knowing who is in it.

use super::edit::edited;
use super::{Asked, First, ScimGroups};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{ApiRequest, Method, Repeat, Subject};
use crate::model::{Account, Group, UserId};
use crate::provider::groups::Groups;
use crate::provider::{Question, accepted};
use crate::scim::resource::version;

/// So many groups are looked at for one that shows its members, if none in the list does.
const LOOKED_AT: usize = 5;

/// So often a group is read again that somebody else writes to at the same time.
const MAX_CLASHES: u32 = 5;

type Then<'a> = Box<dyn FnOnce(Group) -> Result<Step<'a, ()>, Error> + 'a>;

impl ScimGroups {
    /// Replaces the record as it is now by one with the edit in it: a PUT clears what is left out (RFC 7644 §3.5.1).
    ///
    /// It goes back for the version that was read (RFC 7644 §3.14): who came in meanwhile, from elsewhere, isn't written
    /// away, and the group is read again.
    pub(super) fn replace(&self, mut asked: Asked) -> Exchange<'_, ()> {
        let read = self.get(&asked.id);
        let put = move |group: Group| {
            if group.members.is_none() {
                return if self.none_shows_members.get() {
                    Err(blind(asked.first))
                } else {
                    Ok(Step::Ask(self.look_around(asked)))
                };
            }
            let version = version(&group.raw);
            if version.is_some() && version == asked.stale {
                self.ignores_etags.set(true);
            }
            let version = version.filter(|_| !self.ignores_etags.get());
            let record = edited(group, &asked.edit)?;
            let target = self.target(&asked.id);
            let mut request =
                ApiRequest::write(Method::Put, target, record, Repeat::Safe, Subject::Member)
                    .afresh(asked.past);
            if let Some(version) = &version {
                request.headers.push(("if-match", version.clone()));
            }
            let (at, (_, remembered)) = (asked.at, self.forms(&asked.edit));
            let put = Exchange::new(request, move |answer| {
                accepted(answer)?;
                remembered.set(First::taken(at));
                Ok(())
            });
            Ok(Step::Ask(put.or_else(move |error| {
                if let Some(past) = error.past {
                    asked.past = past;
                    return Ok(Step::Ask(self.replace(asked)));
                }
                if error.status != Some(412) {
                    return self.refused(asked, error);
                }
                if version.is_none() || asked.clashes == MAX_CLASHES {
                    return Err(error);
                }
                asked.clashes += 1;
                asked.stale = version;
                Ok(Step::Ask(self.replace(asked)))
            })))
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
