//! Where a listing stopped, as an opaque text: it names the query and the tenant that it belongs to, and how far the
//! proof had come.

use crate::error::Error;
use crate::lifecycle::result::Result;
use crate::provider::Position;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Behind the total of a listing that the server didn't filter.
const UNFILTERED: char = '*';

/// A place in a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The page. `None`: the first.
    pub(crate) position: Option<Position>,
    /// So many users of that page were given out already.
    pub(crate) skip: usize,
    /// So many users were on the pages before it.
    pub(crate) count: u64,
    /// So many there were in all.
    pub(crate) total: Option<u64>,
    /// Whether it was read, and counted, without a filter of the server's.
    pub(crate) unfiltered: bool,
}

impl Cursor {
    /// The text for it: what it belongs to, how far it came, and the page.
    pub(crate) fn write(&self, tenant: &str, asked: &str) -> String {
        let mut total = self
            .total
            .map_or(String::from("-"), |total| total.to_string());
        if self.unfiltered {
            total.push(UNFILTERED);
        }
        let (mark, skip, count) = (mark(tenant, asked), self.skip, self.count);
        let place = match &self.position {
            None => String::from("-"),
            Some(Position::Page(page)) => format!("p{page}"),
            Some(Position::Index(index)) => format!("i{index}"),
            Some(Position::Cursor(cursor)) => format!("c{cursor}"),
        };
        URL_SAFE_NO_PAD.encode(format!("{mark} {skip} {count} {total} {place}"))
    }

    /// Reads a text that [`Cursor::write`] made for the same tenant and query.
    ///
    /// # Errors
    /// `invalid_input` for any other text.
    pub(crate) fn read(text: &str, tenant: &str, asked: &str) -> Result<Self> {
        let refused = |why: &str| Error::invalid_input("query.cursor", why);
        let read = || {
            let place = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
            let mut parts = place.splitn(5, ' ');
            let of = parts.next()?.to_owned();
            let (skip, count) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let total = parts.next()?;
            let bare = total.strip_suffix(UNFILTERED);
            let cursor = Self {
                skip,
                count,
                unfiltered: bare.is_some(),
                total: match bare.unwrap_or(total) {
                    "-" => None,
                    total => Some(total.parse().ok()?),
                },
                position: match parts.next()?.split_at_checked(1)? {
                    ("-", "") => None,
                    ("p", page) => Some(Position::Page(page.parse().ok()?)),
                    ("i", index) => Some(Position::Index(index.parse().ok()?)),
                    ("c", cursor) => Some(Position::Cursor(cursor.to_owned())),
                    _ => return None,
                },
            };
            Some((of, cursor))
        };
        let (of, cursor) = read().ok_or_else(|| refused("is not a cursor of a listing"))?;
        if of != mark(tenant, asked) {
            return Err(refused("is of another query or another tenant"));
        }
        Ok(cursor)
    }
}

/// What a text of ours belongs to, in short.
pub(crate) fn mark(tenant: &str, asked: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(tenant);
    hash.update(asked);
    let digest = hash.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or_default())
}
