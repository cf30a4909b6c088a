//! What a service provider says of itself: `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas`
//! (RFC 7644 §4, RFC 7643 §5-7, RFC 9865 §4).

use serde_json::Value;

use super::errors::{Outcome, Refused, scim};
use super::options::{FilterSupport, Paging};
use super::{MOST_OPERATIONS, MOST_PAYLOAD, Scim};
use crate::http::{Response, Target};
use crate::json::{array, object};

/// Answers a GET of a discovery endpoint, if it is one.
pub(crate) fn answer(tenant: &Scim, target: &Target, path: &[&str]) -> Option<Outcome<Response>> {
    let (all, id) = match path {
        ["ServiceProviderConfig"] => return Some(Ok(scim(200, &config(tenant)))),
        ["ResourceTypes", rest @ ..] => (
            tenant
                .types
                .iter()
                .map(|kind| kind.json(&tenant.base))
                .collect(),
            rest,
        ),
        ["Schemas", rest @ ..] => {
            let schemas = tenant.types.iter().flat_map(|kind| kind.schemas());
            let all: Vec<Value> = schemas.map(|schema| schema.json(&tenant.base)).collect();
            (all, rest)
        }
        _ => return None,
    };
    Some(match id {
        // "If a filter is provided, the service provider SHOULD respond with 403" (RFC 7644 §4).
        [] if target.parameter("filter").is_some() => Err(Refused::new(
            403,
            "",
            "discovery endpoints can't be filtered",
        )),
        [] => Ok(scim(200, &list(&all))),
        [id] => match all.iter().find(|one| one["id"] == *id) {
            Some(one) => Ok(scim(200, one)),
            None => Err(Refused::missing(id)),
        },
        _ => Err(Refused::missing("page")),
    })
}

fn list(all: &[Value]) -> Value {
    object! {
        "schemas": array!["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": all.len(),
        "startIndex": 1,
        "itemsPerPage": all.len(),
        "Resources": all,
    }
}

fn config(tenant: &Scim) -> Value {
    let options = &tenant.options;
    let supported = |yes: bool| object! { "supported": yes };
    let cap = options.page_cap;
    let mut config = object! {
        "schemas": array!["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": supported(options.patch),
        "bulk": object! {
            "supported": options.bulk,
            "maxOperations": MOST_OPERATIONS,
            "maxPayloadSize": MOST_PAYLOAD,
        },
        "filter": object! {
            "supported": options.filter != FilterSupport::Unsupported,
            "maxResults": cap,
        },
        "changePassword": supported(true),
        "sort": supported(options.sort),
        "etag": supported(options.etag),
        "authenticationSchemes": tenant.access.scheme(),
        "meta": object! {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{}/ServiceProviderConfig", tenant.base),
        },
    };
    if options.paging != Paging::Index
        && let Some(config) = config.as_object_mut()
    {
        let index = options.paging == Paging::Both;
        let method = if index { "index" } else { "cursor" };
        let pagination = object! {
            "cursor": true,
            "index": index,
            "defaultPaginationMethod": method,
            "defaultPageSize": cap,
            "maxPageSize": cap,
        };
        config.insert("pagination".to_owned(), pagination);
    }
    config
}
