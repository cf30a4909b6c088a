//! One tenant and the credentials for it, read from plain JSON and checked before anything is sent.
//! Which origins the secrets may go to is decided here, once.

use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::input::{self, Fields};
use crate::secret::Secret;
use serde_json::Value;
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

const PROVIDERS: &str = "\"zuora\"";

impl Connection {
    /// Reads and checks a connection.
    ///
    /// # Errors
    /// `invalid_input` naming the path of what is missing, unknown, of the wrong type or not allowed;
    /// `not_supported` for Zuora's legacy basic authentication.
    pub fn read<H: Host>(host: &H, value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of("connection", value)?;
        match fields.text("provider")?.as_deref() {
            None => Err(fields.missing("provider")),
            Some("zuora") => Self::read_zuora(host, fields),
            Some(_) => Err(input::expected("connection.provider", PROVIDERS)),
        }
    }

    fn read_zuora<H: Host>(host: &H, mut fields: Fields) -> Result<Self, Error> {
        if fields.value("username").is_some() || fields.value("password").is_some() {
            return Err(Error::new(
                crate::error::ErrorCode::NotSupported,
                "connection: Zuora's legacy basic authentication (username, password) is not supported",
            )
            .hint("Create an OAuth client in Zuora (Settings > Security > Manage OAuth Clients), and give its clientId and clientSecret."));
        }
        let name = fields.text("name")?;
        let access_token = fields.text("accessToken")?.map(Secret::new);
        let allow_insecure = fields.flag("allowInsecure")?.unwrap_or(false);
        let client_id = fields.text("clientId")?;
        let client_secret = fields.text("clientSecret")?.map(Secret::new);
        let center = fields.text("dataCenter")?;
        let base_url = fields.text("baseUrl")?;
        let entity_ids = fields.texts("entityIds")?;
        let org_ids = fields.texts("orgIds")?;
        fields.end()?;
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
        let base = Endpoint::read(host, "connection.baseUrl", &base_url, allow_insecure)?;
        if !base.path().is_empty() {
            return Err(Error::invalid_input(
                "connection.baseUrl",
                "is the origin alone, such as \"https://rest.zuora.com\": the token endpoint is outside /v1",
            ));
        }
        check_name(name.as_deref())?;
        check_token(access_token.as_ref())?;
        let client = read_client(client_id, client_secret, access_token.is_some())?;
        Ok(Self {
            name,
            access_token,
            provider: Provider::Zuora(Zuora {
                base,
                client,
                entity_ids: check_ids("connection.entityIds", entity_ids)?,
                org_ids: check_ids("connection.orgIds", org_ids)?,
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
