//! Where credentials may go. An [`Origin`] is made only by the runtime's own URL parser, so that what is checked
//! and what is requested can't be read in two ways.

use crate::error::{Error, ErrorCode};
use crate::host::Host;

/// A URL as the runtime's parser read it. Its parts are named as in the URL Standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// Scheme, host and port: `https://rest.zuora.com`. `null` for a URL without one.
    pub origin: String,
    /// With its colon: `https:`.
    pub protocol: String,
    /// Without port; IPv6 in brackets.
    pub hostname: String,
    /// Begins with `/`.
    pub pathname: String,
    /// Whether there is a user name or a password in it.
    pub has_userinfo: bool,
    /// Whether there is a query or a fragment.
    pub has_query_or_fragment: bool,
}

/// Scheme, host and port, as the runtime's own URL parser reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// `https://rest.zuora.com`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An origin and a path below which everything of a tenant lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    origin: Origin,
    host: String,
    path: String,
}

impl Endpoint {
    /// Reads a base URL. `https:` only, except on loopback or where the connection allows it.
    ///
    /// # Errors
    /// `invalid_input` naming `path` if it is no URL, insecure, or holds credentials, a query or a fragment.
    pub fn read<H: Host>(
        host: &H,
        path: &str,
        text: &str,
        allow_insecure: bool,
    ) -> Result<Self, Error> {
        crate::input::check_name(path, text)?;
        let url = host
            .parse_url(text)
            .ok_or_else(|| Error::invalid_input(path, "is not a URL"))?;
        match url.protocol.as_str() {
            "https:" => {}
            "http:" if allow_insecure || is_loopback(&url.hostname) => {}
            "http:" => {
                return Err(Error::invalid_input(
                    path,
                    "is not https: (http: is for loopback, or with allowInsecure)",
                ));
            }
            _ => return Err(Error::invalid_input(path, "is not an https: URL")),
        }
        if url.has_userinfo {
            return Err(Error::invalid_input(
                path,
                "holds a user name or a password",
            ));
        }
        if url.has_query_or_fragment {
            return Err(Error::invalid_input(path, "has a query or a fragment"));
        }
        Ok(Self {
            host: url.hostname,
            origin: Origin(url.origin),
            path: url.pathname.trim_end_matches('/').to_owned(),
        })
    }

    /// The same origin, without the path.
    #[must_use]
    pub fn without_path(mut self) -> Self {
        self.path.clear();
        self
    }

    /// The only origin that the credentials of this endpoint go to.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The host alone, for messages.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path below which everything lies, without a slash at its end. Empty for an origin alone.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole URL of `target` (a path and perhaps a query), read back by the runtime's parser:
    /// it must be on this origin and below this path, whatever is in it.
    ///
    /// # Errors
    /// `invalid_input` if it is not.
    pub fn url<H: Host>(&self, host: &H, target: &str) -> Result<String, Error> {
        let refused = || {
            Error::new(
                ErrorCode::InvalidInput,
                format!(
                    "path: must begin with \"/\" and stay on {}{}",
                    self.origin.0, self.path
                ),
            )
        };
        if !target.starts_with('/') || target.contains('\\') {
            return Err(refused());
        }
        let text = format!("{}{}{target}", self.origin.0, self.path);
        let url = host.parse_url(&text).ok_or_else(refused)?;
        let below = url
            .pathname
            .strip_prefix(self.path.as_str())
            .is_some_and(|rest| rest.starts_with('/'));
        if url.origin != self.origin.0 || url.has_userinfo || !below {
            return Err(refused());
        }
        Ok(text)
    }
}

/// Whether a hostname, as the URL Standard writes it, is this machine.
fn is_loopback(hostname: &str) -> bool {
    // The parser has already turned 0x7f.1, 127.1 and the like into four decimal numbers.
    hostname == "localhost"
        || hostname == "[::1]"
        || (hostname.starts_with("127.")
            && hostname
                .split('.')
                .filter(|part| part.parse::<u8>().is_ok())
                .count()
                == 4
            && hostname.split('.').count() == 4)
}
