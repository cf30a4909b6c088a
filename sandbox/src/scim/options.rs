//! What only a tenant of plain SCIM can be told: how one signs in, and where it differs from the RFCs.

use super::members::GroupOptions;
use crate::reading::Reading;

/// How a client signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScimAuth {
    /// A bearer token that doesn't end.
    #[default]
    Bearer,
    /// A user name and a password.
    Basic,
    /// A token from `/oauth/token` (RFC 6749 §4.4).
    ClientCredentials,
}

/// Where the token endpoint takes the client's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientAuth {
    /// In the header (RFC 6749 §2.3.1).
    #[default]
    Basic,
    /// In the form.
    Post,
}

/// What becomes of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FilterSupport {
    /// The whole grammar of RFC 7644 §3.4.2.2.
    #[default]
    Full,
    /// 501; the configuration says so.
    Unsupported,
    /// 400 `invalidFilter`, though the configuration promises filters.
    Refused,
    /// All users come, though the configuration promises filters.
    Ignored,
    /// An empty list comes, though the configuration promises filters.
    Empty,
}

/// The words for them.
pub(crate) const FILTERS: [(&str, FilterSupport); 5] = [
    ("full", FilterSupport::Full),
    ("unsupported", FilterSupport::Unsupported),
    ("refused", FilterSupport::Refused),
    ("ignored", FilterSupport::Ignored),
    ("empty", FilterSupport::Empty),
];

/// How a list is cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paging {
    /// By `startIndex` (RFC 7644 §3.4.2.4).
    #[default]
    Index,
    /// By `cursor` alone (RFC 9865).
    Cursor,
    /// By either; without either, by `startIndex`.
    Both,
}

/// What only a tenant of plain SCIM can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScimOptions {
    /// Groups at the beginning (6).
    pub groups: usize,
    /// How a client signs in (`bearer`).
    pub auth: ScimAuth,
    /// Where the token endpoint takes the client's secret (`basic`).
    pub client_auth: ClientAuth,
    /// The most resources in a page, whatever `count` asks (100).
    pub page_cap: usize,
    /// How a list is cut into pages (`index`).
    pub paging: Paging,
    /// What becomes of a filter (`full`).
    pub filter: FilterSupport,
    /// Whether there is PATCH; without it, 501 (true).
    pub patch: bool,
    /// PATCH answers 204 without a body in place of 200 with the resource (false).
    pub empty_patch: bool,
    /// Whether `sortBy` sorts; without it, `sortBy` is ignored (true).
    pub sort: bool,
    /// Whether resources have versions, and `If-Match` counts (false).
    pub etag: bool,
    /// Whether there is `/Bulk`; without it, 501 (false).
    pub bulk: bool,
    /// Whether the discovery endpoints are there; without them, 404 (true).
    pub discovery: bool,
    /// User names differ by case: `Jane` and `jane` are two (false).
    pub case_sensitive: bool,
    /// What groups are like.
    pub members: GroupOptions,
}

impl Default for ScimOptions {
    fn default() -> Self {
        Self {
            groups: 6,
            auth: ScimAuth::default(),
            client_auth: ClientAuth::default(),
            page_cap: 100,
            paging: Paging::default(),
            filter: FilterSupport::default(),
            patch: true,
            empty_patch: false,
            sort: true,
            etag: false,
            bulk: false,
            discovery: true,
            case_sensitive: false,
            members: GroupOptions::default(),
        }
    }
}

impl ScimOptions {
    /// Takes them out of a configuration.
    pub(crate) fn read(&mut self, reading: &mut Reading) {
        let auth = [
            ("bearer", ScimAuth::Bearer),
            ("basic", ScimAuth::Basic),
            ("client_credentials", ScimAuth::ClientCredentials),
        ];
        let client_auth = [("basic", ClientAuth::Basic), ("post", ClientAuth::Post)];
        let paging = [
            ("index", Paging::Index),
            ("cursor", Paging::Cursor),
            ("both", Paging::Both),
        ];
        reading.word("auth", &auth, &mut self.auth);
        reading.word("clientAuth", &client_auth, &mut self.client_auth);
        reading.word("filter", &FILTERS, &mut self.filter);
        reading.word("paging", &paging, &mut self.paging);
        reading.size("groups", &mut self.groups);
        reading.size("pageCap", &mut self.page_cap);
        reading.flag("patch", &mut self.patch);
        reading.flag("emptyPatch", &mut self.empty_patch);
        reading.flag("sort", &mut self.sort);
        reading.flag("etag", &mut self.etag);
        reading.flag("bulk", &mut self.bulk);
        reading.flag("discovery", &mut self.discovery);
        reading.flag("caseSensitive", &mut self.case_sensitive);
        self.members.read(reading);
    }
}
