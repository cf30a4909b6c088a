//! One tenant and the credentials for it, read from plain JSON and checked before anything is sent.
//! Which origins the secrets may go to is decided here, once.

pub mod oauth;
mod oneid;
mod scim;
mod zoom;
mod zuora;

pub use oauth::OAuth;
pub use zoom::Plan;
pub use zuora::Zuora;

use crate::error::Error;
use crate::host::Host;
use crate::http::origin::Endpoint;
use crate::input::{self, Fields};
use crate::secret::Secret;
use seatwarden_json::Value;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A tenant, its credentials, and where they may go.
#[derive(Debug)]
pub struct Connection {
    /// The caller's name for it.
    pub name: Option<String>,
    /// A bearer that the caller already has.
    pub access_token: Option<Secret>,
    /// A user name and a password.
    pub basic: Option<(String, Secret)>,
    /// Where it is, and who gets tokens for it.
    pub tenant: Tenant,
    /// What is particular to the provider.
    pub provider: Provider,
}

/// Where a tenant is, and where its tokens come from.
#[derive(Debug)]
pub struct Tenant {
    /// Below this lies everything of the tenant; bearers and passwords go to its origin alone.
    pub base: Endpoint,
    /// The client that gets tokens; its secret goes to its endpoint's origin alone. Absent if there is none.
    pub oauth: Option<OAuth>,
}

impl Tenant {
    /// The same for the same tenant, telling nothing of its secrets.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.oauth {
            Some(oauth) => oauth.key(),
            None => format!("{}{}", self.base.origin().as_str(), self.base.path()),
        }
    }
}

/// What is particular to each kind of tenant.
#[derive(Debug)]
pub enum Provider {
    /// Zuora over REST.
    Zuora(Zuora),
    /// Zoom over SCIM2; with its plan, if it is known.
    Zoom(Option<Plan>),
    /// Any RFC 7644 server.
    Scim,
    /// Zuora OneID over SCIM; with the organization that new users are of, if it is known.
    OneId(Option<String>),
}

const PROVIDERS: &str = "\"zuora\", \"zuora-oneid\", \"zoom\" or \"scim\"";

/// What every connection may say, and the fields that are left to its provider.
struct Frame {
    name: Option<String>,
    access_token: Option<Secret>,
    basic: Option<(String, Secret)>,
    allow_insecure: bool,
    fields: Fields,
}

impl Frame {
    const fn has_token(&self) -> bool {
        self.access_token.is_some()
    }

    /// Nothing else may be there.
    fn end(&self) -> Result<(), Error> {
        self.fields.check_end()
    }

    fn done(self, tenant: Tenant, provider: Provider) -> Connection {
        Connection {
            name: self.name,
            access_token: self.access_token,
            basic: self.basic,
            tenant,
            provider,
        }
    }
}

impl Connection {
    /// Reads and checks a connection.
    ///
    /// # Errors
    /// `invalid_input` naming the path of what is missing, unknown, of the wrong type or not allowed;
    /// `not_supported` for Zuora's legacy basic authentication.
    pub fn read<H: Host>(host: &H, value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of("connection", value)?;
        let provider = fields.text("provider")?;
        let provider = provider.ok_or_else(|| fields.missing("provider"))?;
        if !["zuora", "zuora-oneid", "zoom", "scim"].contains(&provider.as_str()) {
            return Err(input::expected("connection.provider", PROVIDERS));
        }
        let frame = Frame {
            name: fields.text("name")?,
            access_token: fields.text("accessToken")?.map(Secret::new),
            basic: None,
            allow_insecure: fields.flag("allowInsecure")?.unwrap_or(false),
            fields,
        };
        if let Some(name) = &frame.name {
            input::check_name("connection.name", name)?;
        }
        if let Some(token) = &frame.access_token {
            check_header("connection.accessToken", token.expose())?;
        }
        match provider.as_str() {
            "zuora" => zuora::read(host, frame),
            "zuora-oneid" => oneid::read(host, frame),
            "zoom" => zoom::read(host, frame),
            _ => scim::read(host, frame),
        }
    }

    /// A hash over everything that says where requests go, as whom and how.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            // The length goes first, so that no two lists of parts read the same.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        };
        add(self.tenant.base.origin().as_str());
        add(self.tenant.base.path());
        if let Some(oauth) = &self.tenant.oauth {
            add(&oauth.key());
            add(if oauth.post { "post" } else { "basic" });
        }
        for secret in self.secrets() {
            add(secret.expose());
        }
        match &self.provider {
            Provider::Zuora(zuora) => {
                add("zuora");
                for list in [&zuora.entity_ids, &zuora.org_ids] {
                    add(&list.len().to_string());
                    list.iter().for_each(|id| add(id));
                }
            }
            Provider::Zoom(plan) => add(match plan {
                None => "zoom",
                Some(Plan::Free) => "zoom free",
                Some(Plan::Pro) => "zoom pro",
                Some(Plan::Business) => "zoom business",
            }),
            Provider::Scim => add("scim"),
            Provider::OneId(organization) => {
                add("zuora-oneid");
                add(organization.as_deref().unwrap_or_default());
            }
        }
        hash.finalize().into()
    }

    /// Every secret of the connection, in each form in which it travels, for masking.
    #[must_use]
    pub fn secrets(&self) -> Vec<Secret> {
        let mut secrets: Vec<_> = self.access_token.iter().cloned().collect();
        if let Some((_, password)) = &self.basic {
            secrets.push(password.clone());
        }
        secrets.extend(self.basic_pair());
        if let Some(oauth) = &self.tenant.oauth {
            secrets.push(oauth.secret.clone());
            secrets.push(oauth.pair());
        }
        secrets
    }

    /// User name and password as HTTP Basic carries them (RFC 7617 §2).
    #[must_use]
    pub fn basic_pair(&self) -> Option<Secret> {
        let (name, password) = self.basic.as_ref()?;
        let pair = Zeroizing::new(format!("{name}:{}", password.expose()));
        Some(Secret::new(crate::http::base64(pair.as_bytes())))
    }
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
