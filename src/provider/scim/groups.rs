//! The groups of any RFC 7644 server: as [`ScimGroups`](crate::scim::groups::ScimGroups) has them, listed as the server
//! says that it lists.

use super::Scim;
use crate::error::Error;
use crate::http::exchange::Exchange;
use crate::model::{Account, Group, UserId};
use crate::provider::groups::{Edit, Groups, Held};
use crate::provider::{Page, Question};
use crate::scim::groups::{Form, GroupDialect};
use seatwarden_json::Value;

/// RFC 7643 §4.2, RFC 7644 §3.5; and the ways that servers take in place of it.
pub(super) static GROUPS: GroupDialect = GroupDialect {
    path: "/Groups",
    operations: "Operations",
    members_on_create: true,
    // RFC 7643 §4.1.2: `groups` of a user is read-only, and many servers have none.
    users_show_groups: false,
    rename: &[Form::Paths, Form::Whole, Form::Put],
    add: &[Form::Paths, Form::Whole, Form::Put],
    remove: &[Form::Paths, Form::Put, Form::Listed],
    longest: 100_000,
    page_size: 100,
    no_groups: "The server offers no groups: below baseUrl there is no /Groups.",
};

impl Groups for Scim {
    fn list(&self, question: Question<'_>) -> Exchange<'_, Page> {
        self.page(
            question,
            Box::new(|question, largest, by_cursor| self.groups.page(question, largest, by_cursor)),
        )
    }

    fn filter(&self, name: &str) -> Option<String> {
        let has_none = self.config.get().is_some_and(|config| config.no_filter);
        self.groups.filter(name).filter(|_| !has_none)
    }

    fn of_row(&self, row: Account) -> Group {
        self.groups.of_row(row)
    }

    fn shows_members(&self) -> bool {
        self.groups.shows_members()
    }

    fn is_prompt(&self) -> bool {
        self.groups.is_prompt()
    }

    fn saw_effect(&self) {
        self.groups.saw_effect();
    }

    fn get(&self, id: &UserId) -> Exchange<'_, Group> {
        self.groups.get(id)
    }

    fn creates_with_members(&self) -> bool {
        self.groups.creates_with_members()
    }

    fn drops_members(&self) {
        self.groups.drops_members();
    }

    fn create(&self, name: &str, members: &[String]) -> Exchange<'_, Option<String>> {
        self.groups.create(name, members)
    }

    fn parts(&self, edit: Edit) -> Vec<Edit> {
        self.groups.parts(edit)
    }

    fn limit(&self, most: usize) {
        self.groups.limit(most);
    }

    fn edit(&self, group: &Group, edit: &Edit) -> Result<Exchange<'_, ()>, Error> {
        self.groups.edit(group, edit)
    }

    fn adapt(&self, edit: &Edit) -> bool {
        self.groups.adapt(edit)
    }

    fn forget(&self, edit: &Edit) {
        self.groups.forget(edit);
    }

    fn goes_alone(&self, edit: &Edit) -> bool {
        self.groups.goes_alone(edit)
    }

    fn is_blunt(&self, edit: &Edit) -> bool {
        self.groups.is_blunt(edit)
    }

    fn remove(&self, id: &UserId) -> Exchange<'_, ()> {
        self.groups.remove(id)
    }

    fn held(&self, user: &Value) -> Option<Vec<Held>> {
        self.groups.held(user)
    }
}
