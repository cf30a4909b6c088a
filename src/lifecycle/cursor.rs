//! Where a listing stopped, as an opaque text: it names the query and the tenant that it belongs to.

use crate::error::Error;
use crate::lifecycle::list::ListQuery;
use crate::lifecycle::result::Result;
use crate::provider::Position;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A place in a listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The page. `None`: the first.
    pub(crate) position: Option<Position>,
    /// So many users of that page were given out already.
    pub(crate) skip: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    /// The query and the tenant.
    of: String,
    at: Option<Position>,
    skip: usize,
}

impl Cursor {
    /// The text for it.
    pub(crate) fn write(self, tenant: &str, query: &ListQuery) -> String {
        let wire = Wire {
            of: mark(tenant, query),
            at: self.position,
            skip: self.skip,
        };
        URL_SAFE_NO_PAD.encode(serde_json::to_string(&wire).unwrap_or_default())
    }

    /// Reads a text that [`Cursor::write`] made for the same tenant and query.
    ///
    /// # Errors
    /// `invalid_input` for any other text.
    pub(crate) fn read(text: &str, tenant: &str, query: &ListQuery) -> Result<Self> {
        let refused = |why: &str| Error::invalid_input("query.cursor", why);
        let wire: Wire = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or_else(|| refused("is not a cursor of a listing"))?;
        if wire.of != mark(tenant, query) {
            return Err(refused("is of another query or another tenant"));
        }
        Ok(Self {
            position: wire.at,
            skip: wire.skip,
        })
    }
}

fn mark(tenant: &str, query: &ListQuery) -> String {
    let mut hash = Sha256::new();
    hash.update(tenant);
    hash.update(serde_json::to_string(query).unwrap_or_default());
    let digest = hash.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or_default())
}
