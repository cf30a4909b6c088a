//! An OAuth 2.0 client: what it sends to get a token, and the one origin that its secret goes to.
//! Knows nothing of what the token is for.

use crate::error::Error;
use crate::host::Host;
use crate::http::message::TokenRequest;
use crate::http::origin::Endpoint;
use crate::http::{base64, percent_encode};
use crate::input::{self, Fields};
use crate::secret::Secret;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// The grant of RFC 6749 §4.4.
pub(super) const CLIENT_CREDENTIALS: &str = "grant_type=client_credentials";

/// A client and its token endpoint.
#[derive(Debug)]
pub struct OAuth {
    /// The origin of the token endpoint: client secrets go there and nowhere else.
    pub endpoint: Endpoint,
    /// The path of the token endpoint.
    pub target: String,
    /// The client's id.
    pub id: String,
    /// The client's secret.
    pub secret: Secret,
    /// Whether id and secret go into the form, and not into the header (RFC 6749 §2.3.1).
    pub post: bool,
    /// The grant, and what belongs to it, as a form.
    pub form: String,
}

/// Which client a connection names: both id and secret, or neither if there is a bearer.
pub(super) fn read_client(
    fields: &mut Fields,
    optional: bool,
) -> Result<Option<(String, Secret)>, Error> {
    let id = fields.text("clientId")?;
    let secret = fields.text("clientSecret")?.map(Secret::new);
    match (id, secret) {
        (Some(id), Some(secret)) => {
            input::check_name(&fields.path("clientId"), &id)?;
            input::check_name(&fields.path("clientSecret"), secret.expose())?;
            Ok(Some((id, secret)))
        }
        (None, None) if optional => Ok(None),
        (None, _) => Err(fields.missing("clientId")),
        (_, None) => Err(fields.missing("clientSecret")),
    }
}

/// The origin and the path of a token endpoint.
pub(super) fn read_endpoint<H: Host>(
    host: &H,
    path: &str,
    url: &str,
    allow_insecure: bool,
) -> Result<(Endpoint, String), Error> {
    let endpoint = Endpoint::read(host, path, url, allow_insecure)?;
    // The path as it stands: a slash at its end may matter.
    let target = host.parse_url(url).map(|url| url.pathname);
    Ok((endpoint.without_path(), target.unwrap_or_default()))
}

impl OAuth {
    /// What to send for a token.
    #[must_use]
    pub fn request(&self) -> TokenRequest {
        let mut form = Zeroizing::new(self.form.clone());
        let mut authorization = None;
        if self.post {
            form.push_str("&client_id=");
            form.push_str(&percent_encode(&self.id));
            form.push_str("&client_secret=");
            form.push_str(&Zeroizing::new(percent_encode(self.secret.expose())));
        } else {
            authorization = Some(Zeroizing::new(format!("Basic {}", self.pair().expose())));
        }
        TokenRequest {
            target: self.target.clone(),
            form,
            authorization,
        }
    }

    /// Id and secret as HTTP Basic carries them: form-encoded first (RFC 6749 §2.3.1).
    pub(super) fn pair(&self) -> Secret {
        let secret = Zeroizing::new(percent_encode(self.secret.expose()));
        let pair = Zeroizing::new(format!("{}:{}", percent_encode(&self.id), *secret));
        Secret::new(base64(pair.as_bytes()))
    }

    /// The name of the token in a store: the same for the same endpoint, client and grant, telling nothing of them.
    #[must_use]
    pub fn key(&self) -> String {
        let mut hash = Sha256::new();
        for part in [
            self.endpoint.origin().as_str(),
            &self.target,
            "\n",
            &self.id,
            "\n",
            self.secret.expose(),
        ] {
            hash.update(part);
        }
        if self.form != CLIENT_CREDENTIALS {
            hash.update("\n");
            hash.update(&self.form);
        }
        let mut key = String::from("seatwarden:");
        for byte in hash.finalize() {
            let _ = write!(key, "{byte:02x}");
        }
        key
    }
}
