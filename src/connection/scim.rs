//! The connection of any RFC 7644 server: where it is, and one of the ways to authenticate that it may want.

use super::oauth::{CLIENT_CREDENTIALS, OAuth, read_client, read_endpoint};
use super::{Connection, Frame, Provider, Tenant, check_header};
use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::http::percent_encode;
use crate::input::{self, Fields};
use crate::secret::Secret;

const TYPES: &str = "one of bearer, basic, client_credentials";

/// Reads what an RFC 7644 server needs.
pub(super) fn read<H: Host>(host: &H, mut frame: Frame) -> Result<Connection, Error> {
    let base_url = frame.fields.text("baseUrl")?;
    let base_url = base_url.ok_or_else(|| frame.fields.missing("baseUrl"))?;
    let auth = frame.fields.value("auth");
    let missing = frame.fields.missing("auth");
    frame.end()?;
    let insecure = frame.allow_insecure;
    let base = Endpoint::read(host, "connection.baseUrl", &base_url, insecure)?;
    let mut oauth = None;
    match auth {
        None if frame.has_token() => {}
        None => return Err(missing),
        Some(auth) => {
            let mut auth = Fields::of("connection.auth", auth)?;
            match auth.text("type")?.as_deref() {
                None => return Err(auth.missing("type")),
                Some("client_credentials") => {
                    oauth = Some(read_oauth(host, &mut auth, insecure)?);
                }
                Some("bearer" | "basic") if frame.has_token() => {
                    return Err(Error::invalid_input(
                        "connection.accessToken",
                        "can't be given together with auth of that type",
                    ));
                }
                Some("bearer") => frame.access_token = Some(read_bearer(&mut auth)?),
                Some("basic") => frame.basic = Some(read_basic(&mut auth)?),
                Some(_) => return Err(input::expected("connection.auth.type", TYPES)),
            }
            auth.end()?;
        }
    }
    Ok(frame.done(Tenant { base, oauth }, Provider::Scim))
}

fn read_bearer(auth: &mut Fields) -> Result<Secret, Error> {
    let token = auth.text("token")?.map(Secret::new);
    let token = token.ok_or_else(|| auth.missing("token"))?;
    check_header("connection.auth.token", token.expose())?;
    Ok(token)
}

/// RFC 7617: the name has no colon; both may have any other character, as UTF-8.
fn read_basic(auth: &mut Fields) -> Result<(String, Secret), Error> {
    let name = auth
        .text("username")?
        .ok_or_else(|| auth.missing("username"))?;
    input::check_text("connection.auth.username", &name)?;
    if name.contains(':') {
        return Err(Error::invalid_input(
            "connection.auth.username",
            "has a colon, which HTTP Basic can't carry",
        ));
    }
    let password = auth.text("password")?.map(Secret::new);
    let password = password.ok_or_else(|| auth.missing("password"))?;
    input::check_text("connection.auth.password", password.expose())?;
    Ok((name, password))
}

fn read_oauth<H: Host>(host: &H, auth: &mut Fields, insecure: bool) -> Result<OAuth, Error> {
    let url = auth
        .text("tokenUrl")?
        .ok_or_else(|| auth.missing("tokenUrl"))?;
    let (endpoint, target) = read_endpoint(host, "connection.auth.tokenUrl", &url, insecure)?;
    let post = match auth.text("clientAuth")?.as_deref() {
        None | Some("basic") => false,
        Some("post") => true,
        Some(_) => {
            return Err(input::expected(
                "connection.auth.clientAuth",
                "one of basic, post",
            ));
        }
    };
    let mut form = String::from(CLIENT_CREDENTIALS);
    if let Some(scope) = auth.text("scope")? {
        input::check_name("connection.auth.scope", &scope)?;
        form.push_str("&scope=");
        form.push_str(&percent_encode(&scope));
    }
    let client = read_client(auth, false)?;
    let (id, secret) = client.ok_or_else(|| auth.missing("clientId"))?;
    Ok(OAuth {
        endpoint,
        target,
        id,
        secret,
        post,
        form,
    })
}
