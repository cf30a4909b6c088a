//! What a kind of tenant can do, behind one object-safe trait, and one room for each provider.
//!
//! A room is pure: an operation in, requests out; an answer in, a result or the next request out. It never awaits,
//! retries, sleeps or reads a clock; it only says how an answer is to be classified.

pub mod zuora;

use crate::attribute::{Attribute, Attributes};
use crate::connection::{Connection, Provider};
use crate::error::{Error, VendorError};
use crate::http::exchange::{Exchange, Refusal};
use crate::http::message::{Answer, ApiRequest, TokenRequest};
use crate::http::origin::Endpoint;
use crate::lifecycle::result::Warning;
use crate::model::{Account, Role, UserId};
use serde_json::{Map, Value};

/// What never changes about a provider.
#[derive(Debug)]
pub struct Facts {
    /// `zuora`
    pub provider: &'static str,
    /// The name that people know: `Zuora`.
    pub vendor: &'static str,
    /// The attributes that its users have.
    pub attributes: Attributes,
    /// Without these nobody can be created.
    pub required: &'static [Attribute],
    /// Whether nobody can be created without a role.
    pub role_required: bool,
    /// Whether users can be in groups.
    pub groups: bool,
    /// The largest page that it gives.
    pub page_size: u32,
    /// The largest number of requests at once.
    pub concurrency: usize,
    /// Whether an attribute that the full record doesn't show is empty. If not, it is unknown.
    pub absent_is_empty: bool,
}

/// Where a listing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// The number of a page, from 1.
    Page(u32),
}

/// One page of users.
#[derive(Debug)]
pub struct Page {
    /// The users on it.
    pub accounts: Vec<Account>,
    /// How many there are in all, if the provider says so.
    pub total: Option<u64>,
    /// Where to go on. `None` is the provider's own sign that this was the last page.
    pub next: Option<Position>,
}

/// What a write shall put into an account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Text attributes.
    pub attributes: Vec<(Attribute, String)>,
    /// Whether the account shall be active.
    pub active: Option<bool>,
    /// The id of the role.
    pub role_id: Option<String>,
    /// Vendor attributes as they stand; they win.
    pub extra: Map<String, Value>,
}

/// What a provider can do. Each operation is a question and how to read its answer.
pub trait Directory: std::fmt::Debug {
    /// What never changes.
    fn facts(&self) -> &'static Facts;
    /// Below this lies everything of the tenant; bearers go to its origin alone.
    fn base(&self) -> &Endpoint;
    /// Client secrets go to its origin alone.
    fn token_endpoint(&self) -> &Endpoint;
    /// How to get a token. `None` if there are no credentials for one.
    fn token_request(&self) -> Option<TokenRequest>;
    /// The name of the token in a store: the same for the same credentials, telling nothing of them.
    fn token_key(&self) -> String;
    /// Sent with each request.
    fn headers(&self) -> &[(&'static str, String)];
    /// The value of `Accept`.
    fn accept(&self) -> &'static str {
        "application/json"
    }
    /// The value of `Content-Type`.
    fn content_type(&self) -> &'static str {
        "application/json"
    }
    /// Whether the vendor documents an `Idempotency-Key` for a request.
    fn takes_idempotency_key(&self, request: &ApiRequest) -> bool;
    /// The vendor's id of a request.
    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str>;
    /// What the vendor says went wrong, in any of its forms.
    fn vendor_error(&self, answer: &Answer) -> VendorError;
    /// Whether the tenant did what it was asked.
    ///
    /// # Errors
    /// Why not, and whether to ask again.
    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal>;
    /// One page of users. `keep_raw` keeps the vendor's records.
    fn list(
        &self,
        position: Option<Position>,
        page_size: u32,
        keep_raw: bool,
    ) -> Exchange<'_, Page>;
    /// One user, with all that the tenant shows of it.
    fn get(&self, id: &UserId) -> Exchange<'_, Account>;
    /// Makes an account. Gives its id, if the answer says it.
    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>>;
    /// Changes an account: what isn't in the draft stays.
    fn update(&self, id: &UserId, draft: &Draft) -> Exchange<'_, ()>;
    /// Removes an account for good.
    fn remove(&self, id: &UserId) -> Exchange<'_, ()>;
    /// Has the vendor send a mail with which the user sets a new password.
    fn reset_password(&self, id: &UserId) -> Exchange<'_, ()>;
    /// All roles.
    fn roles(&self) -> Exchange<'_, Vec<Role>>;
    /// Refuses vendor attributes that a verb of its own is for.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    fn check_extra(&self, path: &str, extra: &Map<String, Value>) -> Result<(), Error>;
    /// Under which name a vendor attribute of `extra` is one of ours, if it is.
    fn attribute_of(&self, key: &str) -> Option<Attribute>;
    /// Under which key of `extra` the role's id goes.
    fn role_key(&self) -> Option<&'static str>;
    /// What to say whenever somebody is switched off here.
    fn leaver_warnings(&self) -> Vec<Warning>;
}

/// The room of a connection.
#[must_use]
pub fn open(connection: Connection) -> Box<dyn Directory> {
    match connection.provider {
        Provider::Zuora(zuora) => Box::new(zuora::Zuora::new(zuora)),
    }
}
