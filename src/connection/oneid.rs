//! The connection of a Zuora OneID organization: an OAuth client of the OneID portal, or a token that the caller has.

use super::oauth::{CLIENT_CREDENTIALS, OAuth, read_client, read_endpoint};
use super::{Connection, Frame, Provider, Tenant};
use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::input;

/// Reads what a OneID organization needs.
pub(super) fn read<H: Host>(host: &H, mut frame: Frame) -> Result<Connection, Error> {
    let fields = &mut frame.fields;
    let organization = fields.text("organizationId")?;
    let base_url = fields.text("baseUrl")?;
    let token_url = fields.text("tokenUrl")?;
    if let Some(organization) = &organization {
        input::check_name("connection.organizationId", organization)?;
    }
    let optional = frame.has_token();
    let client = read_client(&mut frame.fields, optional)?;
    frame.end()?;
    let insecure = frame.allow_insecure;
    // FACTS §0: not the REST API's host, and not its client either.
    let base_url = base_url
        .as_deref()
        .unwrap_or("https://one.zuora.com/scim/v2");
    let base = Endpoint::read(host, "connection.baseUrl", base_url, insecure)?;
    let token_url = token_url
        .as_deref()
        .unwrap_or("https://one.zuora.com/oauth2/token");
    let (endpoint, target) = read_endpoint(host, "connection.tokenUrl", token_url, insecure)?;
    let oauth = client.map(|(id, secret)| OAuth {
        endpoint,
        target,
        id,
        secret,
        post: true,
        form: String::from(CLIENT_CREDENTIALS),
    });
    Ok(frame.done(Tenant { base, oauth }, Provider::OneId(organization)))
}
