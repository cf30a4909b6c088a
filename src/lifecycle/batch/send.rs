//! Which writes of a batch go together in one request, and what a refusal of it means for each. Decides; sends nothing.

use super::goes_alone;
use super::post::{Posted, Reply};
use super::run::{Run, Task};
use crate::error::Error;
use crate::lifecycle::result::Result;
use crate::provider::BulkKind;

/// A bulk request has so many parts at most, so that its answer comes before the time-out of an attempt.
const MAX_PARTS: usize = 100;
/// What stands around the parts of a bulk request, in bytes.
const AROUND_PARTS: usize = 100;

impl Run {
    /// Writes that go together: as soon as a request is full, or, as the `last` thing to do, nobody else can add to it.
    pub(super) fn sends(&mut self, last: bool) -> Option<Task> {
        let mut posted = self.ledger.posted();
        let kind = posted.first()?.kind;
        let takes = self.directory.takes_bulk();
        let most = takes
            .max_operations
            .and_then(|most| usize::try_from(most).ok());
        let most = most.unwrap_or(MAX_PARTS).min(MAX_PARTS);
        let bytes = takes
            .max_payload_bytes
            .and_then(|most| usize::try_from(most).ok());
        let bytes = bytes.unwrap_or(usize::MAX).saturating_sub(AROUND_PARTS);
        let (mut count, mut size, mut is_full) = (0, 0, false);
        for part in posted.iter().filter(|part| part.kind == kind) {
            if count >= most || size + part.size > bytes {
                is_full = true;
                break;
            }
            count += 1;
            size += part.size;
        }
        let is_alone = self.is_late || self.active() == 0 && !self.ledger.is_busy();
        // Of an input whose size is known, the next ones are there at once.
        let more_come = self.is_pulling && self.size.is_some();
        if !is_full && count < most && !(last && is_alone && !more_come) {
            return None;
        }
        let mut going = Vec::new();
        let all = std::mem::take(&mut *posted);
        for part in all {
            if part.kind == kind && going.len() < count.max(1) {
                going.push(part);
            } else {
                posted.push(part);
            }
        }
        drop(posted);
        if going.len() < 2 {
            for part in going {
                self.ledger.reply(part.ticket, Reply::Alone);
            }
            return self.sends(last);
        }
        self.sending += 1;
        self.posted_since = None;
        Some(Task::Bulk(going))
    }

    /// Hands out what became of writes that went together; those that may go alone, do.
    pub(super) fn answered(
        &mut self,
        posted: Vec<Posted>,
        answer: Result<Vec<crate::provider::BulkOutcome>>,
        ids: &[String],
    ) {
        self.sending -= 1;
        let error = match answer {
            Ok(outcomes) => {
                let mut outcomes = outcomes.into_iter();
                for part in posted {
                    let outcome = outcomes.next().unwrap_or_else(|| {
                        let mut lost = Error::internal("a bulk answer without this one");
                        lost.ambiguous = true;
                        Err(lost)
                    });
                    let reply = match outcome {
                        // Refused: alone, a change is brought in another form, and what was busy is tried again.
                        Err(error)
                            if !error.ambiguous
                                && (part.kind == BulkKind::Update || error.retryable) =>
                        {
                            Reply::Alone
                        }
                        outcome => Reply::Together(outcome, ids.to_vec()),
                    };
                    self.ledger.reply(part.ticket, reply);
                }
                return;
            }
            Err(error) => error,
        };
        let half = posted.len() / 2;
        let kind = posted.first().map_or(BulkKind::Update, |part| part.kind);
        if error.status == Some(413) && half > 1 {
            self.directory.limit_bulk(kind, half);
            posted.iter().for_each(|part| part.sent.set(false));
            self.ledger.posted().extend(posted);
            return;
        }
        let is_alone = goes_alone(&error);
        if is_alone && matches!(error.status, Some(404 | 405 | 501)) {
            self.directory.limit_bulk(kind, 0);
        }
        for part in posted {
            let reply = if is_alone {
                Reply::Alone
            } else {
                Reply::Together(Err(error.clone()), ids.to_vec())
            };
            self.ledger.reply(part.ticket, reply);
        }
    }
}
