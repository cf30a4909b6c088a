//! What a provider can do with groups: like [`Directory`](super::Directory) pure, an operation in, requests out.

use crate::error::Error;
use crate::http::exchange::Exchange;
use crate::model::{Account, Group, UserId};
use crate::provider::{Page, Question};
use seatwarden_json::Value;

/// A change to a group. Done twice it is the same as once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// It gets this name.
    Name(String),
    /// These, by id, shall be in it, besides those who are.
    Add(Vec<String>),
    /// These, by id, shall not be in it.
    Remove(Vec<String>),
}

/// So many members any server takes at once (AWS and Better Auth take no more).
pub const MANY: usize = 100;

impl Edit {
    /// How many members it is about.
    #[must_use]
    pub const fn size(&self) -> usize {
        match self {
            Edit::Add(ids) | Edit::Remove(ids) => ids.len(),
            Edit::Name(_) => 0,
        }
    }
}

/// A group that a user's record shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id, or its name where the tenant knows groups by name there (Zoom).
    pub value: String,
    /// Its name.
    pub name: String,
    /// Whether the user is in it by way of another group: then it can't be left (RFC 7643 §4.1.2, `indirect`).
    pub indirect: bool,
}

/// What a provider can do with groups.
pub trait Groups {
    /// One page of groups: each row has a group's id, its name where a user has the userName, and its record.
    fn list(&self, question: Question<'_>) -> Exchange<'_, Page>;
    /// The filter by which the server finds the groups of that name. `None` if it has none.
    fn filter(&self, name: &str) -> Option<String>;
    /// The group of a row.
    fn of_row(&self, row: Account) -> Group;
    /// Whether groups of this tenant have been seen that show their members: then one without members has none.
    fn shows_members(&self) -> bool;
    /// What was written to a group was to be seen at once.
    fn saw_effect(&self);
    /// Whether that was ever so.
    fn is_prompt(&self) -> bool;
    /// One group, with all its members, where the tenant shows them.
    fn get(&self, id: &UserId) -> Exchange<'_, Group>;
    /// Whether a new group is told its members at once.
    fn creates_with_members(&self) -> bool;
    /// The server made a group without the members that it was told: from now on they are added.
    fn drops_members(&self);
    /// Makes a group. Gives its id, if the answer says it.
    fn create(&self, name: &str, members: &[String]) -> Exchange<'_, Option<String>>;
    /// An edit in parts that one request each can hold.
    fn parts(&self, edit: Edit) -> Vec<Edit>;
    /// More members than these were too many for one request.
    fn limit(&self, most: usize);
    /// Changes a group, in the way that this server was seen to take; refused, in the next one that there is.
    ///
    /// # Errors
    /// `invalid_input` for an id that can't stand in a path.
    fn edit(&self, group: &Group, edit: &Edit) -> Result<Exchange<'_, ()>, Error>;
    /// The server took such an edit and nothing came of it: from now on it is asked in the next way. False if there is
    /// none left; or none but those that put a whole group back or may clear it, and this server was never seen to show
    /// at once what was written: it may be late, and the group as it shows it an old one.
    fn adapt(&self, edit: &Edit) -> bool;
    /// All ways were refused: the next edit of that kind begins with the first one.
    fn forget(&self, edit: &Edit);
    /// Whether such an edit is now asked of each user's own record, and not of the group.
    fn goes_by_record(&self, _edit: &Edit) -> bool {
        false
    }
    /// Whether nobody else may write to the same group meanwhile: its whole record goes back, or may, as long as it isn't
    /// known how this server takes such an edit.
    fn goes_alone(&self, edit: &Edit) -> bool;
    /// Whether the way in which such an edit is now asked may, on some servers, change more than was asked for. Then
    /// `edit` is only for who has read the group, alone with it, and puts back what went.
    fn is_blunt(&self, edit: &Edit) -> bool;
    /// Removes a group for good.
    fn remove(&self, id: &UserId) -> Exchange<'_, ()>;
    /// The groups that the full record of a user shows; `None` if it doesn't tell.
    fn held(&self, user: &Value) -> Option<Vec<Held>>;
}
