//! How a server's groups differ from the standard's, in one table a vendor, as [`dialect`](crate::scim::dialect) has it for users.

/// A way to ask for an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// PATCH with a path: `displayName`, `members`, `members[value eq "…"]` (RFC 7644 §3.5.2).
    Paths,
    /// PATCH without a path: what is to be replaced or added is in the value.
    Whole,
    /// PUT of the whole record (RFC 7644 §3.5.1).
    Put,
    /// PUT of what a PATCH with a path would hold (OneID's sample). Who takes it for the record may clear the rest.
    PutOp,
    /// By the record of each user, where that takes groups: it is no request to a group.
    Record,
    /// PATCH `remove` of `members` with the members as its value, as Microsoft Entra ID sends it. The standard means
    /// everybody by that, whatever the value (RFC 7644 §3.5.2.2), and so do some servers.
    Listed,
}

impl Form {
    /// Whether some servers change more than they were asked for.
    #[must_use]
    pub const fn is_blunt(self) -> bool {
        matches!(self, Form::PutOp | Form::Listed)
    }
}

/// How a server's groups differ from the standard's: facts of a vendor's documents.
#[derive(Debug)]
pub struct GroupDialect {
    /// The path of the groups below the base.
    pub path: &'static str,
    /// How the operations of a PATCH are called.
    pub operations: &'static str,
    /// Whether a create takes members.
    pub members_on_create: bool,
    /// Whether a user's record without `groups` means that the user is in none.
    pub users_show_groups: bool,
    /// The ways in which a group is renamed, the first one first; those that are blunt come last.
    pub rename: &'static [Form],
    /// The ways in which somebody is added.
    pub add: &'static [Form],
    /// The ways in which somebody is taken out.
    pub remove: &'static [Form],
    /// So many characters in a request at most.
    pub longest: usize,
    /// The largest page that it gives.
    pub page_size: u32,
    /// What to say where there are no groups.
    pub no_groups: &'static str,
}
