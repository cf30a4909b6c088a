//! What a page proves: that this was the end, that there is more, that another try is due, or that nothing can be
//! proven. Pure: it asks for nothing.

use super::Pages;
use crate::error::{Error, ErrorCode};
use crate::lifecycle::result::Result;
use crate::provider::{Page, Position};

/// So many empty pages in a row, each with the sign that there is more, are taken for a loop.
const MAX_EMPTY: u32 = 3;
/// So often a listing is read from the beginning, because it didn't hold still.
const MAX_PASSES: u8 = 3;
/// Without a total, so many pages are taken for an endless listing.
const MAX_PAGES: u32 = 10_000;
/// So many users more than the total says are taken for an endless listing, beyond as many again.
const MAX_SURPLUS: u64 = 1_000;

/// What is being tried, because a page wasn't what it should be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Doubt {
    #[default]
    None,
    /// Everybody is there by the total; one more page shows whether the total counts pages.
    Total,
    /// Rows came again that are all by the total; asked for one, a total that counts rows shows itself.
    Count,
    /// Nothing came without a total: what comes behind it?
    Gap,
    /// Does the server take an index for the number of a page?
    Number,
}

impl Pages {
    /// Decides what the page means: the end, the next page, another try, or that there is no proof.
    pub(super) fn go_on(
        &mut self,
        page: &Page,
        received: usize,
        new: usize,
        known_first: bool,
        size: u32,
    ) -> Result<()> {
        self.pages += 1;
        if self.doubt == Doubt::Count {
            // A server that heeds neither place nor number may have cut its rows where it was asked to. A total that has
            // changed and is no number of rows is an honest one: somebody came or went since.
            let is_cut = received > 1 && u32::try_from(received) == Ok(size);
            let counts_rows = page
                .total
                .is_none_or(|total| u64::try_from(received).is_ok_and(|rows| total <= rows));
            let is_same = page.total == self.total;
            if is_cut || (counts_rows && !is_same) || (new > 0 && is_same) {
                return Err(incomplete(
                    "the same rows come for each place, and the total may count them alone",
                ));
            }
            self.ended = true;
            return Ok(());
        }
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
            if is_whole.is_none() && received > 0 && new == 0 {
                // Somebody came in front of those who were read, or each page behind some place is the same one.
                return self.again("the last page holds nobody but who came before");
            }
            self.ended = is_whole != Some(false);
            return if self.ended {
                Ok(())
            } else {
                self.short("it ended before as many came as there are")
            };
        };
        let by_index = matches!(next, Position::Index(_));
        match (is_whole, doubt) {
            // Its total may count whom the filter leaves out: then it says nothing of where this ends.
            (Some(false), _) if received == 0 && self.filter.is_some() && !self.resumed => {
                return Err(incomplete(
                    "nobody came where the total says that there is more",
                ));
            }
            // The server knows no places: its total may count what it gives at most, as some do.
            (Some(true), Doubt::Total) if new == 0 && received > 0 && by_index => {
                self.doubt = Doubt::Count;
                self.position = None;
            }
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
    pub(super) fn again(&mut self, why: &str) -> Result<()> {
        self.restarts += 1;
        if self.resumed {
            let mut error = incomplete(why);
            error.hint = Some(String::from("List anew, without the cursor."));
            return Err(error);
        }
        if self.restarts >= MAX_PASSES {
            return Err(incomplete(why));
        }
        self.begin();
        Ok(())
    }

    /// Goes back to the beginning.
    pub(super) fn begin(&mut self) {
        self.pass += 1;
        self.position = None;
        self.count = 0;
        self.total = None;
        self.first.clear();
        self.begun = false;
        self.doubles = false;
        self.empty = 0;
        self.doubt = Doubt::None;
        self.by_number = false;
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
