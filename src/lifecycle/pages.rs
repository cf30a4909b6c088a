//! Reads a listing to its end, page by page, each user once; or says that it can't be proven whole.

use crate::error::{Error, ErrorCode};
use crate::event::EventType;
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::Session;
use crate::lifecycle::result::Result;
use crate::model::Account;
use crate::provider::Position;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many empty pages in a row, each with the sign that there is more, are taken for a loop.
const MAX_EMPTY: u32 = 3;

/// A user's id in 16 bytes: what a long listing remembers of each one. Two ids with the same 128 bits are not met.
pub(crate) type Fingerprint = u128;

fn fingerprint(id: &str) -> Fingerprint {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        id.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(1) << 64) | half(2)
}

/// A listing that is being read.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// The page that comes next. `None` at first: the provider's own beginning.
    pub(crate) position: Option<Position>,
    /// Everybody who was seen.
    pub(crate) seen: BTreeSet<Fingerprint>,
    empty: u32,
    ended: bool,
}

/// One page, each user in it for the first time.
pub(crate) struct Fresh {
    /// Where this page was. `None`: at the beginning.
    pub(crate) position: Option<Position>,
    /// The users.
    pub(crate) accounts: Vec<Account>,
    /// How many there are in all, if the provider says so.
    pub(crate) total: Option<u64>,
}

impl Pages {
    /// A listing that goes on where another stopped.
    pub(crate) fn from(position: Option<Position>) -> Self {
        Self {
            position,
            ..Self::default()
        }
    }

    /// Whether the provider has said that there is no more.
    pub(crate) const fn ended(&self) -> bool {
        self.ended
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// `incomplete_listing` for a page that was there before, or a loop of empty ones; else why it couldn't be read.
    pub(crate) async fn next<H: Host>(
        &mut self,
        session: &Session<H>,
        call: &Call,
        page_size: u32,
        keep_raw: bool,
    ) -> Result<Option<Fresh>> {
        if self.ended {
            return Ok(None);
        }
        let position = self.position;
        let question = session.directory.list(position, page_size, keep_raw);
        let page = session.ask(call, question).await?;
        let received = page.accounts.len();
        let accounts: Vec<Account> = page
            .accounts
            .into_iter()
            .filter(|account| self.seen.insert(fingerprint(&account.user.id)))
            .collect();
        match page.next {
            None => self.ended = true,
            Some(_) if received > 0 && accounts.is_empty() => {
                return Err(incomplete("a page came a second time"));
            }
            Some(next) => {
                self.empty = if received == 0 { self.empty + 1 } else { 0 };
                if self.empty >= MAX_EMPTY {
                    return Err(incomplete(
                        "page after page was empty, and each said that there is more",
                    ));
                }
                self.position = Some(next);
            }
        }
        let done = u64::try_from(self.seen.len()).ok();
        session.event(call, EventType::Progress, |event| {
            event.done = done;
            event.total = page.total;
        });
        Ok(Some(Fresh {
            position,
            accounts,
            total: page.total,
        }))
    }
}

/// The listing can't be proven whole.
pub(crate) fn incomplete(why: &str) -> Error {
    let mut error = Error::new(
        ErrorCode::IncompleteListing,
        format!("the listing can't be proven whole: {why}"),
    )
    .hint("Nothing was done on the ground of it. Try again later.");
    error.retryable = true;
    error
}
