//! `Idempotency-Key`, as Zuora keeps it for its REST API and for OneID: 24 hours, refusals replayed too, 409 while the first
//! request is under way, 422 when another request comes under the same key.

use crate::http::Response;
use crate::tenant::Call;

const KEPT_MS: u64 = 24 * 3_600_000;

/// What a key is known for.
#[derive(Debug)]
struct Kept {
    path: String,
    body: Vec<u8>,
    response: Response,
    came_ms: u64,
    ends_ms: u64,
}

/// What becomes of a request with a key.
#[derive(Debug)]
pub(crate) enum Replay {
    /// The key is new: do what is asked.
    New,
    /// The same request again: the same answer.
    Same(Response),
    /// The first one is under way.
    InFlight,
    /// Another request under the same key.
    Mismatch,
}

/// The keys seen in the last 24 hours.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    kept: Vec<(String, Kept)>,
}

impl Keys {
    pub(crate) fn look(&mut self, key: &str, call: Call<'_>) -> Replay {
        self.kept
            .retain(|(_, kept)| kept.came_ms.saturating_add(KEPT_MS) > call.now_ms);
        let known = self.kept.iter().find(|(known, _)| known == key);
        match known.map(|(_, kept)| kept) {
            None => Replay::New,
            Some(kept) if kept.path != call.target.path || kept.body != call.request.body => {
                Replay::Mismatch
            }
            Some(kept) if kept.ends_ms > call.now_ms => Replay::InFlight,
            Some(kept) => Replay::Same(kept.response.clone()),
        }
    }

    pub(crate) fn keep(&mut self, key: &str, call: Call<'_>, response: &Response) {
        let kept = Kept {
            path: call.target.path.clone(),
            body: call.request.body.clone(),
            response: response.clone(),
            came_ms: call.now_ms,
            ends_ms: call.ends_ms,
        };
        self.kept.push((key.to_owned(), kept));
    }
}
