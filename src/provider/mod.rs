//! What a kind of tenant can do, behind one object-safe trait, and one room for each provider.
//!
//! A room is pure: an operation in, requests out; an answer in, a result or the next request out. It never awaits,
//! retries, sleeps or reads a clock; it only says how an answer is to be classified.

pub mod groups;
pub mod oneid;
pub(crate) mod said;
pub mod scim;
pub mod trust;
pub mod zoom;
pub mod zuora;

use crate::attribute::{Attribute, Attributes};
use crate::connection::{Connection, Provider, Tenant};
use crate::error::{Error, ErrorCode, VendorError};
use crate::http::exchange::{Exchange, Refusal};
use crate::http::message::{Answer, ApiRequest, Body, unexpected};
use crate::http::pace::Pace;
use crate::lifecycle::capabilities::Bulk;
use crate::lifecycle::result::Warning;
use crate::model::{Account, Role, UserId};
use crate::scim::filter::Filter;
use seatwarden_json::{Map, Value};
use std::rc::Rc;

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
    /// Whether the userName is the mail address: it is given once, and follows a new one.
    pub mail_is_name: bool,
    /// Whether nobody can be created without a role.
    pub role_required: bool,
    /// The verbs and options that it has no way to do, each with the providers that have.
    pub lacks: &'static [(&'static str, &'static str)],
    /// Whether a user's record says, and takes, which groups the user is in.
    pub groups: bool,
    /// The fields of a `ListQuery` that work here.
    pub filters: &'static [&'static str],
    /// Whether a listing says how many users there are in all. If not, one pass is no proof that somebody isn't there.
    pub counts_users: bool,
    /// The largest page that it gives.
    pub page_size: u32,
    /// The largest number of requests at once.
    pub concurrency: usize,
    /// What to look at when the token endpoint refuses the client.
    pub client_hint: &'static str,
}

impl Facts {
    /// Refuses a verb that this provider has no way to do.
    ///
    /// # Errors
    /// `not_supported`, which says which provider can.
    pub fn check_verb(&self, verb: &str) -> Result<(), Error> {
        // `groups.create` is one of `groups`.
        let kind = verb.split('.').next().unwrap_or_default();
        let lacking = self.lacks.iter().find(|(lacking, _)| *lacking == kind);
        lacking.map_or(Ok(()), |(_, who_can)| {
            Err(Error::new(
                ErrorCode::NotSupported,
                format!("{} has no way to do {verb}", self.vendor),
            )
            .hint(format!(
                "Provider {who_can} has one; capabilities() tells before."
            )))
        })
    }

    /// What to say where the userName changes along with the mail address.
    pub(crate) fn follows(&self, from: &str, to: &str) -> Warning {
        let message = format!(
            "In {} the userName is the mail address: the account of {from} becomes that of {to}, and whoever provisions {from} again makes a second one.",
            self.vendor
        );
        Warning::new(FOLLOWS, message)
    }

    /// Whether its roles can be listed. If not, a role is taken by the name that the caller gives.
    #[must_use]
    pub fn lists_roles(&self) -> bool {
        self.check_verb("roles").is_ok()
    }
}

/// The warning that a userName changes along with the mail address.
pub(crate) const FOLLOWS: &str = "user_name_follows";

/// Where a listing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// The number of a page, from 1.
    Page(u32),
    /// The place of its first user in the whole, from 1 (RFC 7644 §3.4.2.4).
    Index(u64),
    /// What the server gave to go on with (RFC 9865).
    Cursor(String),
}

/// Which page of which users.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// Where; `None` at the beginning.
    pub position: Option<&'q Position>,
    /// So many users at most.
    pub size: u32,
    /// Whether to keep the vendor's records.
    pub keep_raw: bool,
    /// Only those whom the server finds by this.
    pub filter: Option<&'q str>,
}

/// One page of users.
#[derive(Debug)]
pub struct Page {
    /// The users on it.
    pub accounts: Vec<Account>,
    /// How many there are in all, if the provider says so.
    pub total: Option<u64>,
    /// Where to go on. `None` is the provider's own sign that this was the last page; an index is none, since every
    /// page has one that follows: there the total decides.
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
    /// The names of all groups that the user shall be in, where a user's record takes them.
    pub groups: Option<Vec<String>>,
    /// Those that the user was in and shall be in no more.
    pub leaves: Vec<String>,
    /// Who gets the data of an account that is switched off.
    pub transfer_to: Option<String>,
    /// Vendor attributes as they stand; they win.
    pub extra: Map,
}

/// One of several writes that may go in one request.
#[derive(Debug, Clone, Copy)]
pub enum BulkWrite<'b> {
    /// As [`Directory::create`].
    Create(&'b Draft),
    /// As [`Directory::update`].
    Update(&'b UserId, &'b Draft, &'b Account),
}

/// Writes of one kind go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkKind {
    /// New accounts.
    Create,
    /// Changes to accounts that are there.
    Update,
}

/// What became of one write of several: the id, if the answer said it. An `ambiguous` error: nobody can tell.
pub type BulkOutcome = Result<Option<String>, Error>;

/// What a provider can do. Each operation is a question and how to read its answer.
pub trait Directory: std::fmt::Debug {
    /// What never changes.
    fn facts(&self) -> &'static Facts;
    /// Where it is, and where its tokens come from.
    fn tenant(&self) -> &Tenant;
    /// Sent with each request.
    fn headers(&self) -> &[(&'static str, String)] {
        &[]
    }
    /// How many such requests a second the vendor takes, where that is known.
    fn rate(&self, _request: &ApiRequest) -> Option<f64> {
        None
    }
    /// How fast it is asked before it has answered.
    fn first_pace(&self) -> Pace {
        Pace::default()
    }
    /// The value of `Accept`.
    fn accept(&self) -> &'static str {
        "application/json"
    }
    /// The value of `Content-Type`.
    fn content_type(&self) -> &'static str {
        "application/json"
    }
    /// Whether the vendor documents an `Idempotency-Key` for a request.
    fn takes_idempotency_key(&self, _request: &ApiRequest) -> bool {
        false
    }
    /// Who gets the data of an account, where its record shows that.
    fn transfers_to(&self, _raw: &Value) -> Option<String> {
        None
    }
    /// What a token is good for, as its endpoint said: some vendors name the tenant in it.
    fn heed_scope(&self, _scope: &str) {}
    /// The vendor's id of a request.
    fn request_id<'a>(&self, answer: &'a Answer) -> Option<&'a str>;
    /// What the vendor says went wrong, in any of its forms.
    fn vendor_error(&self, answer: &Answer) -> VendorError;
    /// Whether the tenant did what it was asked.
    ///
    /// # Errors
    /// Why not, and whether to ask again.
    fn classify(&self, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal>;
    /// One page of users.
    fn list(&self, question: Question<'_>) -> Exchange<'_, Page>;
    /// Whether records have been seen that say nothing of being active: then a row that doesn't is no other.
    fn may_lack_active(&self) -> bool {
        false
    }
    /// The filter by which the server finds those who have all of this. `None` if it has none for it.
    fn filter(&self, _wanted: &[(Attribute, &str)]) -> Option<String> {
        None
    }
    /// What its filter was seen to do. `None` where it is what the documents say.
    fn trust(&self) -> Option<&trust::Trust> {
        None
    }
    /// A caller's filter, so that it can be applied here too.
    ///
    /// # Errors
    /// `not_supported` where there are no filters, `invalid_input` for one that can't be read.
    fn read_filter(&self, _text: &str) -> Result<Filter, Error> {
        Err(Error::new(
            ErrorCode::NotSupported,
            format!("{} can't list by a SCIM filter", self.facts().vendor),
        ))
    }
    /// One user, with all that the tenant shows of it.
    fn get(&self, id: &UserId) -> Exchange<'_, Account>;
    /// Makes an account. Gives its id, if the answer says it.
    fn create(&self, draft: &Draft) -> Exchange<'_, Option<String>>;
    /// Changes an account that is as `before`: what isn't in the draft stays.
    fn update(&self, id: &UserId, draft: &Draft, before: &Account) -> Exchange<'_, ()>;
    /// Switching somebody off was taken, and a later look showed him active: whether it is done in another way next time.
    fn adapt_switch(&self) -> bool {
        false
    }
    /// Removes an account for good.
    fn remove(&self, id: &UserId) -> Exchange<'_, ()>;
    /// Has the vendor send a mail with which the user sets a new password.
    ///
    /// # Errors
    /// Where [`Facts::lacks`] says so.
    fn reset_password(&self, _id: &UserId) -> Result<Exchange<'_, ()>, Error> {
        Err(Error::internal("there is no way to reset a password"))
    }
    /// The ids of all roles, where the vendor documents them and has no list to ask for.
    fn fixed_roles(&self) -> &'static [&'static str] {
        &[]
    }
    /// All roles, where they aren't fixed.
    ///
    /// # Errors
    /// Where [`Facts::lacks`] says so.
    fn roles(&self) -> Result<Exchange<'_, Vec<Role>>, Error> {
        Err(Error::internal("there is no way to list roles"))
    }
    /// What it can do with groups.
    ///
    /// # Errors
    /// `not_supported`, where [`Facts::lacks`] says so.
    fn groups(&self) -> Result<&dyn groups::Groups, Error> {
        self.facts().check_verb("groups")?;
        Err(Error::internal("there is no way to reach the groups"))
    }
    /// Vendor attributes in the one spelling that the other operations here take.
    ///
    /// # Errors
    /// `invalid_input` naming the path, for those that a verb of its own is for.
    fn admit_extra(&self, path: &str, extra: Map) -> Result<Map, Error>;
    /// The same once it is known what the record has; `None` for one that is to be made.
    fn unfold(&self, extra: &Map, _record: Option<&Value>) -> Map {
        extra.clone()
    }
    /// A vendor attribute in a full record: null where it is known to be empty, `None` where nobody can tell.
    fn extra<'r>(&self, raw: &'r Value, key: &str) -> Option<&'r Value>;
    /// Under which name a vendor attribute of `extra` is one of ours, if it is.
    fn attribute_of(&self, key: &str) -> Option<Attribute>;
    /// Under which key of `extra` the role goes.
    fn role_key(&self) -> &'static str;
    /// What to ask before it is known what the tenant takes in bulk. `None` once it is known.
    fn inquiry(&self) -> Option<Exchange<'_, ()>> {
        None
    }
    /// What the tenant takes in bulk, as far as it is known.
    fn takes_bulk(&self) -> Bulk {
        Bulk::default()
    }
    /// A write as a part of a bulk request. `None` for one that goes alone.
    fn bulk_part(&self, _write: BulkWrite<'_>) -> Option<Value> {
        None
    }
    /// Sends parts of one kind in one request: what became of each, in their order. A refusal of the whole is an error.
    ///
    /// # Errors
    /// Where [`Directory::bulk_part`] gives nothing.
    fn bulk(
        &self,
        _kind: BulkKind,
        _parts: &[Value],
    ) -> Result<Exchange<'_, Vec<BulkOutcome>>, Error> {
        Err(Error::internal("there is no bulk"))
    }
    /// The tenant refused a bulk request as too large: so many parts at most from now on. With 0, nothing of that kind
    /// goes in bulk any more: it isn't taken, or isn't done.
    fn limit_bulk(&self, _kind: BulkKind, _parts: usize) {}
    /// What to say whenever somebody is switched off here.
    fn leaver_warnings(&self) -> Vec<Warning> {
        Vec::new()
    }
}

/// Whether an answer says that a write was done: nothing at all does, and so does the record, or a word for it.
/// A page of HTML doesn't, nor does JSON of something else: something in between may have answered.
pub(crate) fn accepted(answer: Answer) -> Result<(), Error> {
    if answer.body == Body::Empty {
        return Ok(());
    }
    let body = answer.into_json()?;
    let said = ["id", "success", "schemas", "resources"];
    if said
        .iter()
        .any(|key| crate::scim::path::field(&body, key).is_some())
    {
        Ok(())
    } else {
        Err(unexpected("JSON that doesn't say what was done"))
    }
}

/// The room of a connection.
#[must_use]
pub fn open(connection: Connection) -> Rc<dyn Directory> {
    let tenant = connection.tenant;
    match connection.provider {
        Provider::Zuora(zuora) => Rc::new(zuora::Zuora::new(tenant, &zuora)),
        Provider::Zoom(plan) => Rc::new(zoom::Zoom::new(tenant, plan)),
        Provider::Scim => Rc::new(scim::Scim::new(tenant)),
        Provider::OneId(organization) => Rc::new(oneid::OneId::new(tenant, organization)),
    }
}
