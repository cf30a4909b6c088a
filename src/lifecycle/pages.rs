//! Reads a listing to its end, page by page, each user once; or says that it can't be proven whole.
//!
//! It ends on proof alone: as many distinct ids as the total says, or the provider's own sign of a last page. Servers
//! give short pages, pages twice, totals that change or are wrong, and take a page number for an index: what can be
//! put right is put right, within bounds; the rest is `incomplete_listing`.
//!
//! Pages are asked for ahead, several at once, as far as it can be told where they are. What came ahead counts only in
//! its turn, and only if it is where the page before it leads to: so being early never changes what is believed. All that
//! was asked for is awaited before the next page is given out: a listing that nobody goes on reading leaves nothing
//! under way.

use crate::error::{Error, ErrorCode};
use crate::event::EventType;
use crate::host::Host;
use crate::http::call::Call;
use crate::http::exchange::{Pending, all};
use crate::http::session::Session;
use crate::lifecycle::cursor::Cursor;
use crate::lifecycle::result::Result;
use crate::model::Account;
use crate::provider::{Page, Position, Question};
use crate::scim::error::may_be_of_filter;
use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many empty pages in a row, each with the sign that there is more, are taken for a loop.
const MAX_EMPTY: u32 = 3;
/// So often a listing is read from the beginning, because it didn't hold still.
const MAX_PASSES: u8 = 3;
/// Without a total, so many pages are taken for an endless listing.
const MAX_PAGES: u32 = 10_000;
/// So many users more than the total says are taken for an endless listing, beyond as many again.
const MAX_SURPLUS: u64 = 1_000;

/// Without a total, so many pages are asked for ahead for each that was there: at most three in four come to nothing.
const AHEAD: usize = 3;

/// A user's id in 16 bytes: what a long listing remembers of each one. Two ids with the same 128 bits are not met.
pub(crate) type Fingerprint = u128;

pub(crate) fn fingerprint(id: &str) -> Fingerprint {
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
    position: Option<Position>,
    /// The server's filter. Gone once it was refused.
    filter: Option<String>,
    /// Whether it is groups that are listed.
    groups: bool,
    /// Everybody who was seen, and in which pass last.
    seen: BTreeMap<Fingerprint, u8>,
    pass: u8,
    /// So often it was begun anew.
    restarts: u8,
    /// Distinct users in this pass, those before a cursor included.
    count: u64,
    total: Option<u64>,
    /// Whether it goes on where another stopped: then there is no going back to the beginning.
    resumed: bool,
    /// Who was on the first page of this pass: page 2 has nobody of them, the page at index 2 nearly all.
    first: Vec<Fingerprint>,
    /// Whether a page of this pass has come.
    begun: bool,
    /// Whether somebody came twice in this pass: so somebody else may not have come.
    doubles: bool,
    empty: u32,
    pages: u32,
    doubt: Doubt,
    /// Whether pages are asked for by number, although the server calls it an index.
    by_number: bool,
    /// Pages that came ahead of their turn, and where each is.
    ahead: VecDeque<(Option<Position>, Result<Page>)>,
    /// So many users were on the last page.
    step: usize,
    /// Whether a page was not where it was taken to be: an index is then not guessed any more.
    uneven: bool,
    ended: bool,
}

/// What is being tried, because a page wasn't what it should be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Doubt {
    #[default]
    None,
    /// Everybody is there by the total; one more page shows whether the total counts pages.
    Total,
    /// Nothing came without a total: what comes behind it?
    Gap,
    /// Does the server take an index for the number of a page?
    Number,
}

/// One page, each user in it for the first time.
pub(crate) struct Fresh {
    /// Where this page was, and how far the listing had come before it.
    pub(crate) at: Cursor,
    /// The users.
    pub(crate) accounts: Vec<Account>,
    /// How many there are in all, if the provider says so.
    pub(crate) total: Option<u64>,
}

impl Pages {
    /// A listing of those whom the server finds by `filter`, perhaps from where another stopped.
    pub(crate) fn new(filter: Option<String>, start: Cursor) -> Self {
        Self {
            begun: start.position.is_some(),
            // Everybody came before the cursor: behind it some servers begin anew.
            ended: start.skip == 0 && start.total.is_some_and(|total| start.count >= total),
            resumed: start.position.is_some() || start.total.is_some(),
            position: start.position,
            count: start.count,
            total: start.total,
            filter,
            ..Self::default()
        }
    }

    /// Whether the server's filter let nobody through.
    pub(crate) fn filtered_to_nobody(&self) -> bool {
        self.ended && self.count == 0 && self.filter.is_some()
    }

    /// A listing of all groups.
    pub(crate) fn of_groups() -> Self {
        Self {
            groups: true,
            ..Self::default()
        }
    }

    /// Whether the end was reached, and proven to be one.
    pub(crate) const fn ended(&self) -> bool {
        self.ended
    }

    /// Where to go on; `None` where everybody came by the total.
    pub(crate) fn rest(&self) -> Option<Cursor> {
        let is_whole = self.total.is_some_and(|total| self.count >= total);
        (!is_whole).then(|| self.cursor())
    }

    /// Where the listing is.
    fn cursor(&self) -> Cursor {
        Cursor {
            position: self.position.clone(),
            skip: 0,
            count: self.count,
            total: self.total,
        }
    }

    /// Who was seen in the last pass, in order.
    pub(crate) fn ids(&self) -> Vec<Fingerprint> {
        let last = self.seen.iter().filter(|(_, pass)| **pass >= self.pass);
        last.map(|(id, _)| *id).collect()
    }

    /// Whether the next page has come already. If others have, they are of no use.
    fn came_ahead(&mut self) -> bool {
        let place = self.ahead.front().map(|(place, _)| place);
        if place.is_some() && place == Some(&self.position) {
            return true;
        }
        self.uneven |= place.is_some() && matches!(self.position, Some(Position::Index(_)));
        self.ahead.clear();
        false
    }

    /// Where the next page is, and those after it that are worth asking for at the same time, `most` in all.
    fn places(&self, wanted: Option<u64>, most: usize) -> Vec<Option<Position>> {
        let mut places = vec![self.position.clone()];
        let is_sure = self.begun && self.step > 0 && self.empty == 0 && self.doubt == Doubt::None;
        let pages = |users: u64| {
            let step = u64::try_from(self.step).unwrap_or(u64::MAX).max(1);
            usize::try_from(users.div_ceil(step)).unwrap_or(usize::MAX)
        };
        let left = match (self.total, &self.position) {
            (Some(total), _) => pages(total.saturating_sub(self.count)),
            // Each page says that there is one more.
            (None, Some(Position::Page(next))) => usize::try_from(next.saturating_sub(1))
                .unwrap_or(usize::MAX)
                .saturating_mul(AHEAD),
            (None, _) => 1,
        };
        let left = left.min(wanted.map_or(usize::MAX, pages)).min(most);
        while is_sure && places.len() < left {
            let next = match places.last() {
                Some(Some(Position::Page(page))) => page.checked_add(1).map(Position::Page),
                Some(Some(Position::Index(index))) if !self.uneven => u64::try_from(self.step)
                    .ok()
                    .and_then(|step| index.checked_add(step))
                    .map(Position::Index),
                _ => None,
            };
            if next.is_none() {
                break;
            }
            places.push(next);
        }
        places
    }

    /// The next page; `None` after the last one. `wanted`: so many users are needed at most.
    ///
    /// # Errors
    /// `incomplete_listing` if it can't be proven whole any more; else why the page couldn't be read.
    pub(crate) async fn next<H: Host>(
        &mut self,
        session: &Session<H>,
        call: &Call,
        size: u32,
        keep_raw: bool,
        wanted: Option<u64>,
    ) -> Result<Option<Fresh>> {
        if self.ended {
            return Ok(None);
        }
        let at = self.cursor();
        if !self.came_ahead() {
            let places = self.places(wanted, session.most_at_once());
            let directory = session.directory.as_ref();
            let groups = self.groups.then(|| directory.groups()).transpose()?;
            let questions = places.iter().map(|place| -> Pending<'_, _> {
                let question = Question {
                    position: place.as_ref(),
                    size,
                    keep_raw,
                    filter: self.filter.as_deref(),
                };
                let question = match groups {
                    Some(groups) => groups.list(question),
                    None => directory.list(question),
                };
                Box::pin(session.ask(call, question))
            });
            let answers = all(questions.collect()).await;
            self.ahead = places.into_iter().zip(answers).collect();
        }
        let answer = self.ahead.pop_front();
        let mut page = match answer.map_or_else(|| Err(incomplete("no page")), |(_, page)| page) {
            Ok(page) => page,
            // Servers refuse filters: everybody is read, and the filter is applied here. Not in the middle: what came
            // before was counted with it.
            Err(error) if self.filter.is_some() && self.pages == 0 && may_be_of_filter(&error) => {
                self.filter = None;
                return Ok(Some(Fresh {
                    at,
                    accounts: Vec::new(),
                    total: None,
                }));
            }
            // Behind the end some answer with an error.
            Err(error) if self.doubt != Doubt::None && error.status.is_some_and(is_refusal) => {
                Page {
                    accounts: Vec::new(),
                    total: self.total,
                    next: self.position.clone(),
                }
            }
            Err(error) => return Err(error),
        };
        let (received, total) = (page.accounts.len(), page.total);
        self.step = received;
        let mut new = 0;
        let mut known_first = false;
        let mut accounts = std::mem::take(&mut page.accounts);
        let is_first = self.first.is_empty() && self.doubt == Doubt::None && !self.resumed;
        accounts.retain(|account| {
            let id = fingerprint(&account.user.id);
            if is_first {
                self.first.push(id);
            } else {
                known_first |= self.first.contains(&id);
            }
            let last = self.seen.insert(id, self.pass);
            if last != Some(self.pass) {
                new += 1;
            }
            last.is_none()
        });
        self.doubles |= new < received && self.doubt != Doubt::Number;
        self.count = self.count.saturating_add(u64::try_from(new).unwrap_or(0));
        self.go_on(&page, received, new, known_first, size)?;
        let done = Some(self.count);
        session.event(call, EventType::Progress, |event| {
            event.done = done;
            event.total = total;
        });
        Ok(Some(Fresh {
            at,
            accounts,
            total,
        }))
    }

    /// Decides what the page means: the end, the next page, another try, or that there is no proof.
    fn go_on(
        &mut self,
        page: &Page,
        received: usize,
        new: usize,
        known_first: bool,
        size: u32,
    ) -> Result<()> {
        self.pages += 1;
        if let (Some(was), Some(is)) = (self.total, page.total)
            && was != is
            && !(self.doubt == Doubt::Total && received == 0)
        {
            return self.again("the number of users changed while they were read");
        }
        self.total = self.total.or(page.total);
        let is_whole = self.total.map(|total| self.count >= total);
        let surplus = self.total.map(|total| self.count.saturating_sub(total));
        if surplus.is_none() && self.pages > MAX_PAGES
            || surplus > self.total.map(|total| total.saturating_add(MAX_SURPLUS))
        {
            return Err(incomplete("it has no end"));
        }
        let is_first = !std::mem::replace(&mut self.begun, true);
        let is_full = u32::try_from(received).map_or(true, |received| received >= size);
        let doubt = std::mem::take(&mut self.doubt);
        let Some(next) = page.next.clone() else {
            self.ended = is_whole != Some(false);
            return if self.ended {
                Ok(())
            } else {
                self.short("it ended before as many came as there are")
            };
        };
        let by_index = matches!(next, Position::Index(_));
        match (is_whole, doubt) {
            (Some(true), Doubt::Total) if new == 0 => self.ended = true,
            // A total that counts one page, or is too small, shows by what comes behind it.
            (Some(true), _) if received > 0 && (is_first || is_full || surplus > Some(0)) => {
                self.doubt = Doubt::Total;
                self.position = Some(next);
            }
            (Some(true), _) => self.ended = true,
            (_, Doubt::Number) if known_first || new == 0 => {
                // An index is an index. Without a total, what was there is all.
                self.ended = is_whole.is_none() && self.empty > 0;
                if self.ended {
                    self.pass -= 1;
                } else {
                    return self
                        .short("a page came a second time, or nothing came where there is more");
                }
            }
            (None, Doubt::Gap) if received > 0 => {
                return Err(incomplete("a page in the middle was empty"));
            }
            (_, _) if received > 0 && new == 0 => {
                return self.suspect(by_index, "a page came a second time");
            }
            (_, _) if received == 0 => {
                self.empty += 1;
                if by_index && is_whole.is_none() && self.empty == MAX_EMPTY - 1 {
                    self.doubt = Doubt::Gap;
                    self.position = match next {
                        Position::Index(index) => Some(Position::Index(index + u64::from(size))),
                        other => Some(other),
                    };
                } else if self.empty >= MAX_EMPTY || (by_index && doubt == Doubt::Gap) {
                    return self.suspect(
                        by_index,
                        "page after page was empty, and each said that there is more",
                    );
                } else {
                    self.position = Some(next);
                }
            }
            _ => {
                self.by_number |= doubt == Doubt::Number;
                self.empty = 0;
                self.position = Some(next);
            }
        }
        Ok(())
    }

    /// A page that was empty or came twice: is it that the server takes an index for the number of a page?
    fn suspect(&mut self, by_index: bool, why: &str) -> Result<()> {
        let is_at_end = self.total.is_none() && self.empty > 0;
        if by_index && self.first.len() > 1 {
            self.doubt = Doubt::Number;
            self.position = Some(Position::Page(2));
            // What came from wrong places comes again: only the first page counts.
            self.pass += 1;
            for id in &self.first {
                self.seen.insert(*id, self.pass);
            }
            self.count = u64::try_from(self.first.len()).unwrap_or(0);
            Ok(())
        } else if (by_index || self.by_number) && is_at_end {
            self.ended = true;
            Ok(())
        } else {
            self.short(why)
        }
    }

    /// Fewer came than there are. If somebody came twice, it may be that users moved between the pages.
    fn short(&mut self, why: &str) -> Result<()> {
        if self.doubles && self.total.is_some() {
            self.again(why)
        } else {
            Err(incomplete(why))
        }
    }

    /// From the beginning; ids are still given out once.
    fn again(&mut self, why: &str) -> Result<()> {
        self.pass += 1;
        self.restarts += 1;
        if self.restarts >= MAX_PASSES || self.resumed {
            return Err(incomplete(why));
        }
        self.position = None;
        self.ahead.clear();
        self.count = 0;
        self.total = None;
        self.first.clear();
        self.begun = false;
        self.doubles = false;
        self.empty = 0;
        self.doubt = Doubt::None;
        self.by_number = false;
        Ok(())
    }
}

/// Whether a server has answered, and said no.
const fn is_refusal(status: u16) -> bool {
    matches!(status, 400 | 404 | 416 | 422)
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
