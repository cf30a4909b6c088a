//! The connection of a Zuora tenant over REST: a data center or an origin, an OAuth client, entities.

use super::oauth::{CLIENT_CREDENTIALS, OAuth, read_client};
use super::{Connection, Frame, Provider, Tenant, check_header};
use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::input;

/// What is particular to a Zuora tenant.
#[derive(Debug)]
pub struct Zuora {
    /// Sent as `Zuora-Entity-Ids`.
    pub entity_ids: Vec<String>,
    /// Sent as `Zuora-Org-Ids`.
    pub org_ids: Vec<String>,
}

/// Where Zuora runs a tenant (Zuora API reference, "Endpoints"; FACTS §1). The first is the default.
const DATA_CENTERS: [(&str, &str); 10] = [
    ("us2", "https://rest.zuora.com"),
    ("us1", "https://rest.na.zuora.com"),
    ("eu", "https://rest.eu.zuora.com"),
    ("ap", "https://rest.ap.zuora.com"),
    ("us1-api-sandbox", "https://rest.sandbox.na.zuora.com"),
    ("us2-api-sandbox", "https://rest.apisandbox.zuora.com"),
    ("eu-api-sandbox", "https://rest.sandbox.eu.zuora.com"),
    ("us-central-sandbox", "https://rest.test.zuora.com"),
    ("eu-central-sandbox", "https://rest.test.eu.zuora.com"),
    ("ap-central-sandbox", "https://rest.test.ap.zuora.com"),
];

/// The origin of a data center.
fn data_center(name: Option<&str>) -> Result<&'static str, Error> {
    let found = DATA_CENTERS
        .iter()
        .find(|(known, _)| name.is_none_or(|name| name == *known));
    found.map(|(_, origin)| *origin).ok_or_else(|| {
        let names: Vec<_> = DATA_CENTERS.iter().map(|(name, _)| *name).collect();
        let one_of = format!("one of {}", names.join(", "));
        input::expected("connection.dataCenter", &one_of)
    })
}

/// Reads what a Zuora tenant needs.
pub(super) fn read<H: Host>(host: &H, mut frame: Frame) -> Result<Connection, Error> {
    let fields = &mut frame.fields;
    if fields.value("username").is_some() || fields.value("password").is_some() {
        return Err(Error::new(
            crate::error::ErrorCode::NotSupported,
            "connection: Zuora's legacy basic authentication (username, password) is not supported",
        )
        .hint("Create an OAuth client in Zuora (Settings > Security > Manage OAuth Clients), and give its clientId and clientSecret."));
    }
    let center = fields.text("dataCenter")?;
    let base_url = fields.text("baseUrl")?;
    let entity_ids = fields.texts("entityIds")?;
    let org_ids = fields.texts("orgIds")?;
    let base_url = match (base_url, center) {
        (Some(_), Some(_)) => {
            return Err(Error::invalid_input(
                "connection.baseUrl",
                "can't be given together with dataCenter",
            ));
        }
        (Some(url), None) => url,
        (None, center) => data_center(center.as_deref())?.to_owned(),
    };
    let optional = frame.has_token();
    let client = read_client(&mut frame.fields, optional)?;
    frame.end()?;
    let base = Endpoint::read(host, "connection.baseUrl", &base_url, frame.allow_insecure)?;
    if !base.path().is_empty() {
        return Err(Error::invalid_input(
            "connection.baseUrl",
            "is the origin alone, such as \"https://rest.zuora.com\": the token endpoint is outside /v1",
        ));
    }
    let zuora = Zuora {
        entity_ids: check_ids("connection.entityIds", entity_ids)?,
        org_ids: check_ids("connection.orgIds", org_ids)?,
    };
    // Guide, "Get OAuth Token": outside `/v1`, on the same origin; id and secret in the form.
    let oauth = client.map(|(id, secret)| OAuth {
        endpoint: base.clone(),
        target: String::from("/oauth/token"),
        id,
        secret,
        post: true,
        form: String::from(CLIENT_CREDENTIALS),
    });
    Ok(frame.done(Tenant { base, oauth }, Provider::Zuora(zuora)))
}

fn check_ids(path: &str, ids: Option<Vec<String>>) -> Result<Vec<String>, Error> {
    let ids = ids.unwrap_or_default();
    for (at, id) in ids.iter().enumerate() {
        check_header(&format!("{path}[{at}]"), id)?;
        if id.contains(',') {
            return Err(Error::invalid_input(
                &format!("{path}[{at}]"),
                "has a comma; give each id as an item of its own",
            ));
        }
    }
    Ok(ids)
}
