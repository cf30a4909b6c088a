//! What a tenant says of itself: `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas`. Its `bulk`
//! is not that of RFC 7644: there is no `/Bulk`.

use serde_json::Value;

use super::bulk::{MOST_OPERATIONS, MOST_PAYLOAD};
use super::{OneId, list};
use crate::json::{array, object};
use crate::scim::errors::{Outcome, Refused};

/// Answers a GET of a discovery endpoint, if it is one.
pub(crate) fn answer(tenant: &OneId, path: &[&str]) -> Option<Outcome<Value>> {
    let base = format!("{}/scim/v2", tenant.origin);
    let types = tenant.types.iter();
    let (all, id): (Vec<Value>, _) = match path {
        ["ServiceProviderConfig"] => return Some(Ok(config(&base))),
        ["ResourceTypes", rest @ ..] => (types.map(|kind| kind.json(&base)).collect(), rest),
        ["Schemas", rest @ ..] => {
            let schemas = types.flat_map(|kind| kind.schemas());
            (schemas.map(|schema| schema.json(&base)).collect(), rest)
        }
        _ => return None,
    };
    Some(match id {
        [] => Ok(list::body(all.len(), 1, all)),
        [id] => all
            .into_iter()
            .find(|one| one["id"] == *id)
            .ok_or_else(|| Refused::missing(id)),
        _ => Err(Refused::missing("page")),
    })
}

fn config(base: &str) -> Value {
    let supported = |yes: bool| object! { "supported": yes };
    object! {
        "schemas": array!["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": supported(true),
        "bulk": object! {
            "supported": true,
            "maxOperations": MOST_OPERATIONS,
            "maxPayloadSize": MOST_PAYLOAD,
        },
        "filter": object! { "supported": true, "maxResults": 100 },
        "changePassword": supported(false),
        "sort": supported(false),
        "etag": supported(false),
        "authenticationSchemes": array![object! {
            "type": "oauthbearertoken",
            "name": "OAuth bearer token",
            "description": "A token from the token endpoint, for client credentials",
        }],
        "meta": object! {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{base}/ServiceProviderConfig"),
        },
    }
}
