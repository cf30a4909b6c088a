//! The connection of a Zoom account: a server-to-server OAuth app, or a token that the caller has.

use super::oauth::{OAuth, read_client, read_endpoint};
use super::{Connection, Frame, Provider, Tenant};
use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::http::percent_encode;
use crate::input;

/// Zoom's plans, as far as its rate limits tell them apart (FACTS §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Free.
    Free,
    /// Pro.
    Pro,
    /// Business, Education, Enterprise and above.
    Business,
}

/// Reads what a Zoom account needs.
pub(super) fn read<H: Host>(host: &H, mut frame: Frame) -> Result<Connection, Error> {
    let fields = &mut frame.fields;
    let account = fields.text("accountId")?;
    let base_url = fields.text("baseUrl")?;
    let token_url = fields.text("tokenUrl")?;
    let plan = match fields.text("plan")?.as_deref() {
        None => None,
        Some("free") => Some(Plan::Free),
        Some("pro") => Some(Plan::Pro),
        Some("business") => Some(Plan::Business),
        Some(_) => {
            return Err(input::expected(
                "connection.plan",
                "one of free, pro, business",
            ));
        }
    };
    let optional = frame.has_token() && account.is_none();
    let client = read_client(&mut frame.fields, optional)?;
    if account.is_none() && client.is_some() {
        return Err(frame.fields.missing("accountId"));
    }
    if let Some(account) = &account {
        input::check_name("connection.accountId", account)?;
    }
    frame.end()?;
    let insecure = frame.allow_insecure;
    let base_url = base_url.as_deref().unwrap_or("https://api.zoom.us");
    let base = Endpoint::read(host, "connection.baseUrl", base_url, insecure)?;
    if !base.path().is_empty() {
        return Err(Error::invalid_input(
            "connection.baseUrl",
            "is the origin alone, such as \"https://api.zoom.us\": paths begin with /scim2/",
        ));
    }
    let token_url = token_url
        .as_deref()
        .unwrap_or("https://zoom.us/oauth/token");
    let (endpoint, target) = read_endpoint(host, "connection.tokenUrl", token_url, insecure)?;
    // FACTS §2: `account_credentials` with Basic; @zoom/rivet sends it in the form, the docs show the query.
    let oauth = client.zip(account).map(|((id, secret), account)| OAuth {
        endpoint,
        target,
        id,
        secret,
        post: false,
        form: format!(
            "grant_type=account_credentials&account_id={}",
            percent_encode(&account)
        ),
    });
    Ok(frame.done(Tenant { base, oauth }, Provider::Zoom(plan)))
}
