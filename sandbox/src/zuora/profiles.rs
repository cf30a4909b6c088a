//! Profiles, which are Zuora's roles: `GET /v1/user-profiles`.

use serde_json::Value;

use crate::json::object;

/// The profile of API users in a tenant that has moved to OneID: API write access, no UI access.
pub(crate) const API_PROFILE: &str = "p-api";

/// The guide's two and a third.
const PROFILES: [(&str, &str); 3] = [
    ("p-admin", "Administrator"),
    ("p-readonly", "Read Only"),
    ("p-billing", "Billing Operations"),
];

/// The profiles of a tenant, in order. One that has moved to OneID has a role for API users too.
pub(crate) fn profiles(migrated: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let api = migrated.then_some((API_PROFILE, "API User"));
    PROFILES.into_iter().chain(api)
}

/// Whether the tenant has a profile of this id.
pub(crate) fn exists(id: &str, migrated: bool) -> bool {
    profiles(migrated).any(|(own, _)| own == id)
}

/// The body of the answer.
pub(crate) fn body(migrated: bool) -> Value {
    let profiles: Vec<Value> = profiles(migrated)
        .map(|(id, name)| object! { "id": id, "name": name })
        .collect();
    object! { "profiles": profiles }
}
