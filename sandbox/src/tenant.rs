//! What the sandbox asks of a tenant, whoever its vendor is. It may not know any of them.

use std::fmt::Debug;

use serde_json::{Map, Value};

use crate::fault::Refusal;
use crate::http::{Request, Response, Target};
use crate::rate::{Allowance, RateLimit};

/// One request that has reached the tenant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) target: &'a Target,
    /// When it arrived, in milliseconds since 1970.
    pub(crate) now_ms: u64,
    /// When its answer will be there; until then it is in flight.
    pub(crate) ends_ms: u64,
}

/// What the tenant made of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// Whether the tenant is another than before.
    pub(crate) committed: bool,
}

impl Answer {
    /// An answer after which nothing has changed.
    pub(crate) fn read(response: Response) -> Self {
        Self {
            response,
            committed: false,
        }
    }

    /// An answer that tells of a change.
    pub(crate) fn wrote(response: Response) -> Self {
        Self {
            response,
            committed: true,
        }
    }
}

/// Which limits a request falls under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Asking for a token.
    Token,
    /// Everything else, by the vendor's label; empty where there is but one.
    Api(&'static str),
}

/// How much of a tenant's concurrency is in use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Concurrency {
    /// `None` where any number is taken.
    pub(crate) limit: Option<u32>,
    /// Requests under way.
    pub(crate) busy: u32,
}

/// A refusal for too many requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    /// The rate limit.
    Rate,
    /// Too many at once.
    Concurrency,
}

/// A tenant of one vendor.
pub(crate) trait Tenant: Debug + Send {
    /// The origins it answers at, that of its API first.
    fn origins(&self) -> Vec<String>;

    /// Which limits a request falls under.
    fn lane(&self, method: &str, target: &Target) -> Lane;

    /// The limits that the vendor documents, all of which count; none where none is documented.
    fn limits(&self, lane: Lane) -> Vec<RateLimit>;

    /// Does what a request asks.
    fn answer(&mut self, call: Call<'_>) -> Answer;

    /// The vendor's refusal of one request too many; `limit` is the one that it is over, if known.
    fn too_many(&mut self, excess: Excess, limit: Option<RateLimit>) -> Response;

    /// A refusal that a test asked for, in the vendor's form.
    fn refusal(&mut self, refusal: &Refusal) -> Response;

    /// The vendor's answer while it is busy or a record is locked.
    fn busy(&mut self) -> Response;

    /// Adds what the vendor puts on every answer.
    fn stamp(&mut self, target: &Target, response: Response, concurrency: Concurrency) -> Response;

    /// Adds the vendor's rate headers: how a lane stands with a limit.
    fn stamp_rate(
        &self,
        response: Response,
        lane: Lane,
        limit: RateLimit,
        allowance: Allowance,
    ) -> Response;

    /// The connection a client needs, as plain JSON.
    fn connection(&self) -> Value;

    /// All stored records.
    fn users(&self) -> Vec<Value>;

    /// Stores a user with these fields and returns the id; the rest is made up.
    fn add_user(&mut self, fields: Map<String, Value>, now_ms: u64) -> String;

    /// Sets fields of a stored user, `null` removing one. False when nobody has that id.
    fn set_user(&mut self, id: &str, fields: Map<String, Value>) -> bool;

    /// Removes a stored user. False when nobody has that id.
    fn remove_user(&mut self, id: &str) -> bool;

    /// Hides a stored user from every read, or shows him again. False when nobody has that id.
    fn hide_user(&mut self, id: &str, hidden: bool) -> bool;

    /// Makes every token issued so far unknown.
    fn expire_tokens(&mut self);

    /// How many users were sent a link to reset their password, by id, in order.
    fn password_resets(&self) -> &[String];

    /// All stored groups; none where the tenant has no such thing. JavaScript has no use for it.
    #[cfg(not(target_arch = "wasm32"))]
    fn groups(&self) -> Vec<crate::Group> {
        Vec::new()
    }

    /// Stores a group and gives its id.
    #[cfg(not(target_arch = "wasm32"))]
    fn add_group(&mut self, _name: &str, _now_ms: u64) -> Option<String> {
        None
    }

    /// Removes a stored group. False when none has that id.
    #[cfg(not(target_arch = "wasm32"))]
    fn remove_group(&mut self, _id: &str) -> bool {
        false
    }

    /// Puts a user into a group, or takes him out. False when one of the two isn't there.
    #[cfg(not(target_arch = "wasm32"))]
    fn set_member(&mut self, _group: &str, _user: &str, _is_in: bool) -> bool {
        false
    }
}
