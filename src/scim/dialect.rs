//! How a server's SCIM differs from the standard's: facts of a vendor's documents, in one table a vendor.

use super::error::Meaning;
use crate::error::Error;
use crate::model::Account;
use crate::provider::Facts;
use seatwarden_json::Value;

/// What is to be known of a server before it is asked anything.
pub struct Dialect {
    /// What never changes about the provider.
    pub facts: Facts,
    /// The path of the users below the base.
    pub users: &'static str,
    /// Reads a user: [`resource::account`](super::resource::account), or around it.
    pub account: fn(Value, &Dialect, bool, bool) -> Result<Account, Error>,
    /// How a PATCH spells its `Operations` (FACTS §0): servers know one case, and answer a misleading 400 to the other.
    pub operations: &'static str,
    /// Whether a manager is written as a text, and not as an object with a value (RFC 7643 §4.3).
    pub manager_is_text: bool,
    /// Whether a user may have several roles, of which a write changes one. If not, it has the one that is written.
    pub several_roles: bool,
    /// Whether a create says that the account is active.
    pub active_on_create: bool,
    /// The schemas of a user that is written; those of extensions are added.
    pub schema: &'static str,
    /// Attributes, by name or path, that a full record may not show although they are set. What else isn't there
    /// is empty (RFC 7643 §2.5). A `*` at the end stands for any rest.
    pub hidden: &'static [&'static str],
    /// The vendor's own words, and what they mean.
    pub meanings: &'static [Meaning],
    /// What to say about a user API that isn't there.
    pub no_users: &'static str,
    /// What to say to somebody whose token is refused.
    pub unauthorized: &'static str,
    /// What to say to somebody who may not.
    pub forbidden: &'static str,
}

impl Dialect {
    /// Whether nobody can tell what a field is that a full record doesn't show.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        self.hidden
            .iter()
            .any(|hidden| match hidden.strip_suffix('*') {
                Some(start) => path
                    .get(..start.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(start)),
                None => hidden.eq_ignore_ascii_case(path),
            })
    }
}
