//! The groups of OneID: what Zuora's pages say of them, as a table.

use crate::scim::groups::{Form, GroupDialect};

/// FACTS §1: list, create, get, PUT, PATCH and DELETE, for good; `startIndex` is the number of a page, at most 100 come.
pub(super) static GROUPS: GroupDialect = GroupDialect {
    path: "/Groups",
    operations: super::DIALECT.operations,
    members_on_create: true,
    users_show_groups: false,
    // FACTS §1: the sample of PUT sends a PatchOp. Who takes that for the record clears the group, so it comes late.
    rename: &[Form::Paths, Form::Put, Form::PutOp],
    add: &[Form::Paths, Form::Put, Form::PutOp],
    remove: &[Form::Paths, Form::Put, Form::PutOp, Form::Listed],
    // ServiceProviderConfig's sample says 10,000 bytes, of a bulk request (FACTS §1).
    longest: 100_000,
    page_size: 100,
    no_groups: "Check baseUrl: below it there has to be /Groups, as in https://one.zuora.com/scim/v2.",
};
