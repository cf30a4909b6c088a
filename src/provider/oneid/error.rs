//! What OneID refuses, and what to do about it: SCIM's errors, and Zuora's own ones beside them.
//! No document lists its errors but 401 (FACTS §1), so the words here are few, and the status decides.

use super::DIALECT;
use crate::error::ErrorCode::{self, AuthFailed, Conflict, VendorRejected};
use crate::http::exchange::Refusal;
use crate::http::message::{Answer, ApiRequest};
use crate::provider::zuora::error as zuora;
use crate::scim::error::{self, Meaning};

pub(super) const TOKEN: &str = "The token has ended or was revoked: give a new accessToken, or clientId and clientSecret of an OAuth 2.0 client of type Client Credentials (OneID portal > Settings > Manage OAuth 2.0 Clients). A client of Zuora's REST API doesn't work here.";
pub(super) const SCOPE: &str = "The OAuth 2.0 client has to be one of this organization, made by an organization admin in the OneID portal (Settings > Manage OAuth 2.0 Clients, type Client Credentials).";
const ORGANIZATION: &str = "Give organizationId in the connection: the organization that new users are of. The scope of a token names it: look at `seatwarden token`.";
const API_USER: &str = "API users: those that were migrated to OneID are managed here and nowhere else, all others in the Zuora tenant, with provider \"zuora\".";
const KEY: &str =
    "The idempotencyKey was used for something else before: leave it out, or give a new one.";

pub(super) const MEANINGS: &[Meaning] = &[
    // FACTS §1: {"success":false,"reasons":[{"code":"90000011"}]}, with 401.
    Meaning::new(0, "90000011", AuthFailed, TOKEN),
    Meaning::new(400, "organizationid", VendorRejected, ORGANIZATION),
    Meaning::new(400, "organization id", VendorRejected, ORGANIZATION),
    Meaning::new(400, "api user", VendorRejected, API_USER),
    Meaning::new(400, "service account", VendorRejected, API_USER),
    // FACTS §1: 409 while the first request with a key is under way, 422 if it was another request.
    Meaning::new(409, "idempoten", Conflict, KEY),
    Meaning::new(422, "idempoten", VendorRejected, KEY),
];

/// Whether OneID did what it was asked; if not, why, and whether to ask again. Where the status leaves it open, the
/// category of Zuora's own code tells (FACTS §1).
pub(super) fn classify(request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
    let Err(mut refusal) = error::classify(&DIALECT, request, answer) else {
        return Ok(());
    };
    let said = refusal.error.vendor.as_ref();
    let category = said.and_then(|said| zuora::category(said.code.as_deref()?));
    let Some(category) = category.filter(|_| matches!(answer.status, 200..300 | 400 | 422)) else {
        return Err(refusal);
    };
    if let Some(code) = zuora::of_category(request, category) {
        refusal.error.code = code;
        refusal.error.duplicate = false;
        match code {
            ErrorCode::AuthFailed => refusal.error.hint = Some(TOKEN.to_owned()),
            ErrorCode::Forbidden => refusal.error.hint = Some(SCOPE.to_owned()),
            _ => {}
        }
    }
    refusal.retry |= zuora::is_retryable(category);
    refusal.error.retryable |= zuora::is_retryable(category);
    refusal.error.ambiguous |= request.is_write() && zuora::is_ambiguous(category);
    Err(refusal)
}
