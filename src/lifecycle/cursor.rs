//! Where a listing stopped, as an opaque text: it names the query and the tenant that it belongs to.

use crate::error::Error;
use crate::lifecycle::result::Result;
use crate::provider::Position;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A place in a listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The page. `None`: the first.
    pub(crate) position: Option<Position>,
    /// So many users of that page were given out already.
    pub(crate) skip: usize,
}

impl Cursor {
    /// The text for it: what it belongs to, the page and the place on it.
    pub(crate) fn write(self, tenant: &str, asked: &str) -> String {
        let Position::Page(page) = self.position.unwrap_or(Position::Page(1));
        let place = format!("{} {page} {}", mark(tenant, asked), self.skip);
        URL_SAFE_NO_PAD.encode(place)
    }

    /// Reads a text that [`Cursor::write`] made for the same tenant and query.
    ///
    /// # Errors
    /// `invalid_input` for any other text.
    pub(crate) fn read(text: &str, tenant: &str, asked: &str) -> Result<Self> {
        let refused = |why: &str| Error::invalid_input("query.cursor", why);
        let no_cursor = || refused("is not a cursor of a listing");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| no_cursor())?;
        let place = String::from_utf8(bytes).map_err(|_| no_cursor())?;
        let mut parts = place.split(' ');
        let of = parts.next().unwrap_or_default();
        let page = parts.next().and_then(|page| page.parse().ok());
        let skip = parts.next().and_then(|skip| skip.parse().ok());
        let (Some(page), Some(skip), None) = (page, skip, parts.next()) else {
            return Err(no_cursor());
        };
        if of != mark(tenant, asked) {
            return Err(refused("is of another query or another tenant"));
        }
        Ok(Self {
            position: Some(Position::Page(page)),
            skip,
        })
    }
}

fn mark(tenant: &str, asked: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(tenant);
    hash.update(asked);
    let digest = hash.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or_default())
}
