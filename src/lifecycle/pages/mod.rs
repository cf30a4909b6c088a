//! Reads a listing to its end, page by page, each user once; or says that it can't be proven whole.
//!
//! It ends on proof alone: as many distinct ids as the total says, or the provider's own sign of a last page. Servers
//! give short pages, pages twice, totals that change or are wrong, and take a page number for an index: what can be
//! put right is put right, within bounds; the rest is `incomplete_listing`.
//!
//! Pages are asked for ahead, several at once, as far as it can be told where they are. What came ahead counts only in
//! its turn, and only if it is where the page before it leads to: so being early never changes what is believed. Whoever
//! takes page by page has nothing under way while he has one; whoever reads to the end (`flight.rs`) has as many as may be.

mod flight;
mod proof;

pub(crate) use flight::{Came, Flight};
pub(crate) use proof::incomplete;

use crate::event::EventType;
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::Session;
use crate::lifecycle::cursor::Cursor;
use crate::lifecycle::result::Result;
use crate::model::Account;
use crate::provider::{Page, Position, Question};
use crate::scim::error::{is_of_cursor, may_be_of_filter};
use flight::Place;
use proof::Doubt;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

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
    /// So many users were on the last page.
    step: usize,
    /// Whether a page was not where it was taken to be: an index is then not guessed any more.
    uneven: bool,
    ended: bool,
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

impl Fresh {
    /// No page: another one is asked for.
    const fn nobody(at: Cursor) -> Self {
        Self {
            at,
            accounts: Vec::new(),
            total: None,
        }
    }
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
            // What came before was counted without it.
            filter: filter.filter(|_| !start.unfiltered),
            ..Self::default()
        }
    }

    /// The server's filter, if it let nobody through.
    pub(crate) fn filtered_to_nobody(&self) -> Option<String> {
        let filter = self.filter.as_ref();
        filter.filter(|_| self.ended && self.count == 0).cloned()
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

    /// Whether the server said how many there are.
    pub(crate) const fn has_total(&self) -> bool {
        self.total.is_some()
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
            unfiltered: self.filter.is_none(),
        }
    }

    /// Who was seen in the last pass, in order.
    pub(crate) fn ids(&self) -> Vec<Fingerprint> {
        let last = self.seen.iter().filter(|(_, pass)| **pass >= self.pass);
        last.map(|(id, _)| *id).collect()
    }

    /// Lets go of what is under way, if the next page is not the first of it.
    fn correct(&mut self, flight: &mut Flight<'_>) {
        if flight.first().is_some_and(|first| *first != self.position) {
            self.uneven |= matches!(self.position, Some(Position::Index(_)));
            flight.clear();
        }
    }

    /// The pages that are worth asking for now, `most` being under way in all.
    fn places(&self, wanted: Option<u64>, most: usize, flight: &Flight<'_>) -> Vec<Place> {
        let mut places = Vec::new();
        if flight.len() == 0 {
            places.push(self.position.clone());
        }
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
        while is_sure && flight.len() + places.len() < left {
            let next = match places.last().or_else(|| flight.last()) {
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
    pub(crate) async fn next<'a, H: Host>(
        &mut self,
        session: &'a Session<H>,
        call: &'a Call,
        (size, keep_raw): (u32, bool),
        wanted: Option<u64>,
        flight: &mut Flight<'a>,
    ) -> Result<Option<Fresh>> {
        if self.ended {
            return Ok(None);
        }
        let at = self.cursor();
        self.correct(flight);
        if flight.takes_more() {
            let directory = session.directory.as_ref();
            let groups = self.groups.then(|| directory.groups()).transpose()?;
            for place in self.places(wanted, session.most_at_once(), flight) {
                let question = Question {
                    position: place.as_ref(),
                    size: match self.doubt {
                        Doubt::Count => 1 + u32::from(size == 1),
                        _ => size,
                    },
                    keep_raw,
                    filter: self.filter.as_deref(),
                };
                let question = match groups {
                    Some(groups) => groups.list(question),
                    None => directory.list(question),
                };
                flight.push(place, Box::pin(session.ask(call, question)));
            }
        }
        let answer = flight.next().await;
        let mut page = match answer.unwrap_or_else(|| Err(incomplete("no page"))) {
            Ok(page) => page,
            // Servers refuse filters: everybody is read, and the filter is applied here. Not in the middle: what came
            // before was counted with it.
            Err(error) if self.filter.is_some() && self.pages == 0 && may_be_of_filter(&error) => {
                self.filter = None;
                return Ok(Some(Fresh::nobody(at)));
            }
            // The place is gone, and there is no way back to it but from the beginning.
            Err(error)
                if matches!(self.position, Some(Position::Cursor(_))) && is_of_cursor(&error) =>
            {
                self.again("the server's cursor has run out")?;
                return Ok(Some(Fresh::nobody(at)));
            }
            // Behind the end some answer with an error.
            Err(error)
                if !matches!(self.doubt, Doubt::None | Doubt::Count)
                    && error.status.is_some_and(is_refusal) =>
            {
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
        let proof = self.go_on(&page, received, new, known_first, size);
        // What can't be proven with the filter can be without: everybody is read, and it is applied here.
        if proof.is_err() && self.filter.is_some() && !self.resumed {
            self.filter = None;
            self.restarts = 0;
            self.begin();
        } else {
            proof?;
        }
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
}

/// Whether a server has answered, and said no.
const fn is_refusal(status: u16) -> bool {
    matches!(status, 400 | 404 | 416 | 422)
}
