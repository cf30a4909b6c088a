//! One tenant and the credentials for it, read from plain JSON and checked before anything is sent.
//! Which origins the secrets may go to is decided here, once.

use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::input;
use crate::secret::Secret;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A tenant, its credentials, and where they may go.
#[derive(Debug)]
pub struct Connection {
    /// The caller's name for it.
    pub name: Option<String>,
    /// A bearer that the caller already has.
    pub access_token: Option<Secret>,
    /// What is particular to the provider.
    pub provider: Provider,
}

/// What is particular to each kind of tenant.
#[derive(Debug)]
pub enum Provider {
    /// Zuora over REST.
    Zuora(Zuora),
}

/// A Zuora tenant.
#[derive(Debug)]
pub struct Zuora {
    /// The origin of both the API and the token endpoint.
    pub base: Endpoint,
    /// Client id and secret; absent if a bearer was given without them.
    pub client: Option<ClientCredentials>,
    /// Sent as `Zuora-Entity-Ids`.
    pub entity_ids: Vec<String>,
    /// Sent as `Zuora-Org-Ids`.
    pub org_ids: Vec<String>,
}

/// The client of an OAuth 2.0 client credentials grant (RFC 6749 §4.4).
#[derive(Debug)]
pub struct ClientCredentials {
    /// The client's id.
    pub id: String,
    /// The client's secret.
    pub secret: Secret,
}

#[derive(Deserialize)]
struct Probe {
    provider: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ZuoraJson {
    #[serde(rename = "provider")]
    _provider: String,
    name: Option<String>,
    access_token: Option<Secret>,
    #[serde(default)]
    allow_insecure: bool,
    client_id: Option<String>,
    client_secret: Option<Secret>,
    data_center: Option<DataCenter>,
    base_url: Option<String>,
    entity_ids: Option<Vec<String>>,
    org_ids: Option<Vec<String>>,
    username: Option<serde::de::IgnoredAny>,
    password: Option<serde::de::IgnoredAny>,
}

/// Where Zuora runs a tenant (Zuora API reference, "Endpoints"; FACTS §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DataCenter {
    Us1,
    Us2,
    Eu,
    Ap,
    Us1ApiSandbox,
    Us2ApiSandbox,
    EuApiSandbox,
    UsCentralSandbox,
    EuCentralSandbox,
    ApCentralSandbox,
}

impl DataCenter {
    const fn origin(self) -> &'static str {
        match self {
            DataCenter::Us1 => "https://rest.na.zuora.com",
            DataCenter::Us2 => "https://rest.zuora.com",
            DataCenter::Eu => "https://rest.eu.zuora.com",
            DataCenter::Ap => "https://rest.ap.zuora.com",
            DataCenter::Us1ApiSandbox => "https://rest.sandbox.na.zuora.com",
            DataCenter::Us2ApiSandbox => "https://rest.apisandbox.zuora.com",
            DataCenter::EuApiSandbox => "https://rest.sandbox.eu.zuora.com",
            DataCenter::UsCentralSandbox => "https://rest.test.zuora.com",
            DataCenter::EuCentralSandbox => "https://rest.test.eu.zuora.com",
            DataCenter::ApCentralSandbox => "https://rest.test.ap.zuora.com",
        }
    }
}

const PROVIDERS: &str = "expected \"zuora\"";

impl Connection {
    /// Reads and checks a connection.
    ///
    /// # Errors
    /// `invalid_input` naming the path of what is missing, unknown, of the wrong type or not allowed;
    /// `not_supported` for Zuora's legacy basic authentication.
    pub fn read<H: Host>(host: &H, text: &str) -> Result<Self, Error> {
        let probe: Probe = input::read("connection", text)?;
        match probe.provider.as_str() {
            "zuora" => Self::read_zuora(host, input::read("connection", text)?),
            _ => Err(Error::invalid_input("connection.provider", PROVIDERS)),
        }
    }

    fn read_zuora<H: Host>(host: &H, json: ZuoraJson) -> Result<Self, Error> {
        if json.username.is_some() || json.password.is_some() {
            return Err(Error::new(
                crate::error::ErrorCode::NotSupported,
                "connection: Zuora's legacy basic authentication (username, password) is not supported",
            )
            .hint("Create an OAuth client in Zuora (Settings > Administration > Manage Users) and give clientId and clientSecret."));
        }
        if json.base_url.is_some() && json.data_center.is_some() {
            return Err(Error::invalid_input(
                "connection.baseUrl",
                "can't be given together with dataCenter",
            ));
        }
        let base_url = json.base_url.unwrap_or_else(|| {
            json.data_center
                .unwrap_or(DataCenter::Us2)
                .origin()
                .to_owned()
        });
        let base = Endpoint::read(host, "connection.baseUrl", &base_url, json.allow_insecure)?;
        if !base.path().is_empty() {
            return Err(Error::invalid_input(
                "connection.baseUrl",
                "is the origin alone, such as \"https://rest.zuora.com\": the token endpoint is outside /v1",
            ));
        }
        check_name(json.name.as_deref())?;
        check_token(json.access_token.as_ref())?;
        let client = read_client(
            json.client_id,
            json.client_secret,
            json.access_token.is_some(),
        )?;
        Ok(Self {
            name: json.name,
            access_token: json.access_token,
            provider: Provider::Zuora(Zuora {
                base,
                client,
                entity_ids: check_ids("connection.entityIds", json.entity_ids)?,
                org_ids: check_ids("connection.orgIds", json.org_ids)?,
            }),
        })
    }

    /// A hash over everything that says where requests go and as whom.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let Provider::Zuora(zuora) = &self.provider;
        let client = zuora.client.as_ref();
        let parts = [
            "zuora",
            zuora.base.origin().as_str(),
            client.map_or("", |client| &client.id),
            client.map_or("", |client| client.secret.expose()),
            self.access_token.as_ref().map_or("", Secret::expose),
        ];
        let ids = [&zuora.entity_ids, &zuora.org_ids];
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            // The length goes first, so that no two lists of parts read the same.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        };
        parts.into_iter().for_each(&mut add);
        for list in ids {
            add(&list.len().to_string());
            list.iter().for_each(|id| add(id));
        }
        hash.finalize().into()
    }

    /// Every secret of the connection, for masking.
    #[must_use]
    pub fn secrets(&self) -> Vec<&Secret> {
        let Provider::Zuora(zuora) = &self.provider;
        let client = zuora.client.as_ref().map(|client| &client.secret);
        self.access_token.iter().chain(client).collect()
    }
}

fn check_name(name: Option<&str>) -> Result<(), Error> {
    name.map_or(Ok(()), |name| input::check_name("connection.name", name))
}

fn check_token(token: Option<&Secret>) -> Result<(), Error> {
    token.map_or(Ok(()), |token| {
        check_header("connection.accessToken", token.expose())
    })
}

/// Client id and secret: both, or neither if there is a bearer.
fn read_client(
    id: Option<String>,
    secret: Option<Secret>,
    has_token: bool,
) -> Result<Option<ClientCredentials>, Error> {
    match (id, secret) {
        (Some(id), Some(secret)) => {
            input::check_name("connection.clientId", &id)?;
            input::check_name("connection.clientSecret", secret.expose())?;
            Ok(Some(ClientCredentials { id, secret }))
        }
        (None, None) if has_token => Ok(None),
        (None, _) => Err(Error::invalid_input("connection.clientId", "is missing")),
        (_, None) => Err(Error::invalid_input(
            "connection.clientSecret",
            "is missing",
        )),
    }
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

/// A text that becomes part of a header: visible ASCII (RFC 9110 §5.5).
fn check_header(path: &str, text: &str) -> Result<(), Error> {
    input::check_name(path, text)?;
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        Ok(())
    } else {
        Err(Error::invalid_input(
            path,
            "has a character that can't stand in a header",
        ))
    }
}
