//! The pages of a listing that are under way or have come ahead of their turn, in the order of the listing. Knows
//! nothing of what is in them.

use crate::http::exchange::Pending;
use crate::lifecycle::result::Result;
use crate::provider::{Page, Position};
use std::future::poll_fn;
use std::task::{Context, Poll};

/// Where a page is; `None` is the provider's own beginning.
pub(crate) type Place = Option<Position>;
/// Pages that came, and where each is.
pub(crate) type Came = Vec<(Place, Result<Page>)>;

enum Slot<'a> {
    /// Asked for; whether nobody has looked yet, so that nothing was sent.
    Asked(Pending<'a, Result<Page>>, bool),
    Came(Result<Page>),
}

/// Pages on their way.
pub(crate) struct Flight<'a> {
    slots: Vec<(Place, Slot<'a>)>,
    goes_on: bool,
}

impl<'a> Flight<'a> {
    /// For a reader who takes a page when he likes: all that was asked for is there before he is given one, so while he
    /// has it nothing is under way.
    pub(crate) fn by_page(came: Came) -> Self {
        let came = came.into_iter();
        Self {
            slots: came
                .map(|(place, page)| (place, Slot::Came(page)))
                .collect(),
            goes_on: false,
        }
    }

    /// For a reader who reads to the end without a pause: for each page that is taken, another is asked for.
    pub(crate) const fn to_the_end() -> Self {
        Self {
            slots: Vec::new(),
            goes_on: true,
        }
    }

    /// What came, for the next time. What is still under way ends here.
    pub(crate) fn came(self) -> Came {
        let slots = self.slots.into_iter();
        slots
            .map_while(|(place, slot)| match slot {
                Slot::Came(page) => Some((place, page)),
                Slot::Asked(..) => None,
            })
            .collect()
    }

    /// Whether more may be asked for now.
    pub(super) fn takes_more(&self) -> bool {
        self.goes_on || self.slots.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn first(&self) -> Option<&Place> {
        self.slots.first().map(|(place, _)| place)
    }

    pub(super) fn last(&self) -> Option<&Place> {
        self.slots.last().map(|(place, _)| place)
    }

    /// What is under way ends, what came is forgotten.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
    }

    pub(super) fn push(&mut self, place: Place, page: Pending<'a, Result<Page>>) {
        self.slots.push((place, Slot::Asked(page, true)));
    }

    /// The first page, when it is there.
    pub(super) async fn next(&mut self) -> Option<Result<Page>> {
        poll_fn(|context| self.poll(context)).await;
        if self.slots.is_empty() {
            return None;
        }
        match self.slots.remove(0).1 {
            Slot::Came(page) => Some(page),
            Slot::Asked(..) => None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let is_there = matches!(self.slots.first(), Some((_, Slot::Came(_))));
        // Who is not waited for is looked at when somebody is.
        let only_new = self.goes_on && is_there;
        let mut waits = false;
        for (at, (_, slot)) in self.slots.iter_mut().enumerate() {
            if let Slot::Asked(page, is_new) = slot
                && (*is_new || !only_new)
            {
                *is_new = false;
                match page.as_mut().poll(context) {
                    Poll::Ready(page) => *slot = Slot::Came(page),
                    Poll::Pending => waits |= at == 0 || !self.goes_on,
                }
            }
        }
        if waits {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }
}
