//! The verb `capabilities`: what a provider can do, before anybody tries.

use crate::host::Host;
use crate::lifecycle::client::Client;
use serde::Serialize;

/// What can be done on a connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    /// The kind of tenant.
    pub provider: &'static str,
    /// Each verb, and whether it can be called.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, bool>")
    )]
    pub verbs: serde_json::Map<String, serde_json::Value>,
    /// The fields of a `ListQuery` that work here.
    pub filters: &'static [&'static str],
    /// Whether there are groups, and users can be put into them.
    pub groups: bool,
    /// Whether users have roles that can be listed.
    pub roles: bool,
    /// The largest page that is read, in users.
    pub page_size: u32,
    /// What goes in bulk.
    pub bulk: Bulk,
}

/// What a vendor takes in bulk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Bulk {
    /// Whether many can be created in one request.
    pub create: bool,
    /// Whether many can be switched off in one request.
    pub deactivate: bool,
}

/// The verbs that there are.
pub const VERBS: [&str; 19] = [
    "token",
    "list",
    "get",
    "find",
    "provision",
    "update",
    "deactivate",
    "reactivate",
    "remove",
    "resetPassword",
    "roles",
    "request",
    "groups.list",
    "groups.get",
    "groups.create",
    "groups.rename",
    "groups.remove",
    "groups.addMembers",
    "groups.removeMembers",
];

impl<H: Host> Client<H> {
    /// What can be done here. Nothing is sent.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        let facts = self.session.directory.facts();
        let can_get_token = self.session.directory.tenant().oauth.is_some();
        Capabilities {
            provider: facts.provider,
            verbs: VERBS
                .iter()
                .map(|verb| {
                    let works = match *verb {
                        "token" => can_get_token || self.has_token(),
                        verb => facts.check_verb(verb).is_ok(),
                    };
                    ((*verb).to_owned(), works.into())
                })
                .collect(),
            filters: facts.filters,
            groups: facts.check_verb("groups").is_ok(),
            roles: facts.lists_roles(),
            page_size: facts.page_size,
            bulk: Bulk {
                create: false,
                deactivate: false,
            },
        }
    }
}
