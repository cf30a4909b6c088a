//! The verb `capabilities`: what a provider can do, before anybody tries.

use crate::host::Host;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
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
    pub verbs: seatwarden_json::Map,
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Bulk {
    /// Whether many can be created in one request.
    pub create: bool,
    /// Whether many can be switched off in one request.
    pub deactivate: bool,
    /// So many at most in one request, if there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_operations: Option<u32>,
    /// So many bytes at most in one request, if there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_payload_bytes: Option<u32>,
}

/// Every verb on a connection, by its name.
pub const VERBS: [&str; 24] = [
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
    "capabilities",
    "request",
    "provisionAll",
    "deactivateAll",
    "plan",
    "apply",
    "groups.list",
    "groups.get",
    "groups.create",
    "groups.rename",
    "groups.remove",
    "groups.addMembers",
    "groups.removeMembers",
];

impl<H: Host> Client<H> {
    /// Asks the tenant what it takes in bulk, where that isn't known without. Whatever comes of it: it is advice.
    pub async fn inquire(&self, options: &Options) {
        if let Some(question) = self.session.directory.inquiry() {
            let call = self.begin("capabilities", options);
            let _ = self.within(&call, self.session.ask(&call, question)).await;
        }
    }

    /// What can be done here, as far as it is known. Nothing is sent.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        let facts = self.session.directory.facts();
        let can_get_token = self.session.directory.tenant().oauth.is_some();
        Capabilities {
            provider: facts.provider,
            // Not this one: whoever reads its answer has called it.
            verbs: VERBS
                .iter()
                .filter(|verb| **verb != "capabilities")
                .map(|verb| {
                    let works = match *verb {
                        "token" => can_get_token || self.has_token(),
                        verb => facts.check_verb(verb).is_ok(),
                    };
                    (*verb, works)
                })
                .collect(),
            filters: facts.filters,
            groups: facts.check_verb("groups").is_ok(),
            roles: facts.lists_roles(),
            page_size: facts.page_size,
            bulk: self.session.directory.takes_bulk(),
        }
    }
}
