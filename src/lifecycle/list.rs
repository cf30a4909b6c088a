//! The verb `list`: everybody once, or an error; filters that the server doesn't have are applied here.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::input::Fields;
use crate::lifecycle::client::Client;
use crate::lifecycle::cursor::Cursor;
use crate::lifecycle::options::Options;
use crate::lifecycle::pages::{Came, Flight, Pages};
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::hidden;
use crate::model::{Account, User};
use crate::scim::filter::Filter;
use seatwarden_json::Value;
use serde::Serialize;

/// Which users to list, and how.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListQuery {
    /// Only those who are active, or only those who are not.
    pub active: Option<bool>,
    /// Only who has this userName, without case.
    pub user_name: Option<String>,
    /// Only who has this mail address, without case.
    pub email: Option<String>,
    /// Only who has this externalId.
    pub external_id: Option<String>,
    /// Only who has this role, by name or id.
    pub role: Option<String>,
    /// Only who is in this department, without case.
    pub department: Option<String>,
    /// A SCIM filter as it stands.
    pub filter: Option<String>,
    /// Keep the vendor's records.
    pub raw: Option<bool>,
    /// So many users at most.
    pub limit: Option<u64>,
    /// So many users a request; the provider's largest page if it isn't given.
    pub page_size: Option<u32>,
    /// Where an earlier listing with the same query stopped.
    pub cursor: Option<String>,
    /// What is asked for, in one spelling: what a cursor belongs to.
    asked: String,
}

/// A page of users, as callers see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UserPage {
    /// The users that match.
    pub users: Vec<User>,
    /// How many users the tenant has in all, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Where to go on. Absent after the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A listing that is being read by a caller.
#[derive(Debug)]
pub struct Listing {
    query: ListQuery,
    call: Call,
    pages: Pages,
    ahead: Came,
    skip: usize,
    left: Option<u64>,
    role_id: Option<String>,
    filter: Option<Filter>,
    ended: bool,
    whole: bool,
}

impl Listing {
    /// Whether everybody who matches was given out: the end was reached, and not a limit.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }
}

impl ListQuery {
    /// Reads a query.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(value: Value) -> Result<Self> {
        let mut asked = String::new();
        for (key, value) in value.as_object().into_iter().flatten() {
            if !value.is_null() && !["limit", "cursor"].contains(&key.as_str()) {
                asked.push_str(key);
                asked.push_str(&seatwarden_json::to_string(value));
            }
        }
        let mut fields = Fields::of("query", value)?;
        let query = Self {
            active: fields.flag("active")?,
            user_name: fields.text("userName")?,
            email: fields.text("email")?,
            external_id: fields.text("externalId")?,
            role: fields.text("role")?,
            department: fields.text("department")?,
            filter: fields.text("filter")?,
            raw: fields.flag("raw")?,
            limit: fields.count("limit")?.map(u64::from),
            page_size: fields.count("pageSize")?,
            cursor: fields.text("cursor")?,
            asked,
        };
        fields.end()?;
        for (path, text) in [
            ("query.userName", &query.user_name),
            ("query.email", &query.email),
            ("query.externalId", &query.external_id),
            ("query.role", &query.role),
            ("query.department", &query.department),
            ("query.filter", &query.filter),
        ] {
            if let Some(text) = text {
                crate::input::check_name(path, text)?;
            }
        }
        Ok(query)
    }

    /// The attributes that are filtered by, and what they have to be.
    fn wanted(&self) -> impl Iterator<Item = (Attribute, &str)> {
        [
            (Attribute::UserName, self.user_name.as_deref()),
            (Attribute::Email, self.email.as_deref()),
            (Attribute::Department, self.department.as_deref()),
            (Attribute::ExternalId, self.external_id.as_deref()),
        ]
        .into_iter()
        .filter_map(|(attribute, text)| Some((attribute, text?)))
    }
}

impl<H: Host> Client<H> {
    /// Begins a listing. Nothing is sent before its first page is asked for.
    ///
    /// # Errors
    /// `invalid_input` naming the path; `not_supported` for a filter that this provider has no way to answer.
    pub fn list(&self, query: ListQuery, options: &Options) -> Result<Listing> {
        let facts = self.session.directory.facts();
        let unsupported = |what: &str| {
            Err(Error::new(
                ErrorCode::NotSupported,
                format!("{} can't list by {what}", facts.vendor),
            ))
        };
        if query.external_id.is_some() && !facts.attributes.contains(Attribute::ExternalId) {
            return unsupported("externalId");
        }
        let directory = self.session.directory.as_ref();
        let filter = query.filter.as_deref();
        let filter = filter.map(|text| directory.read_filter(text)).transpose()?;
        let start = match &query.cursor {
            Some(text) => Cursor::read(text, &directory.tenant().key(), &query.asked)?,
            None => Cursor::default(),
        };
        let on_server = match &query.filter {
            Some(text) => Some(text.clone()),
            None => directory.filter(&query.wanted().collect::<Vec<_>>()),
        };
        Ok(Listing {
            left: query.limit,
            skip: start.skip,
            pages: Pages::new(on_server, start),
            ahead: Came::new(),
            filter,
            call: self.begin("list", options),
            query,
            role_id: None,
            ended: false,
            whole: false,
        })
    }

    /// The next page of a listing that has a user in it; `None` at its end.
    ///
    /// # Errors
    /// `incomplete_listing` if it can't be proven whole, `not_supported` if the tenant hides a field that is filtered by.
    pub async fn next_page(&self, listing: &mut Listing) -> Result<Option<UserPage>> {
        // Taken out for the time of this page: the frame and the reading both need it.
        let call = std::mem::replace(&mut listing.call, Call::new("list", 1, None));
        let mut flight = Flight::by_page(std::mem::take(&mut listing.ahead));
        let page = self.next_matches(&call, listing, &mut flight);
        let page = self.within(&call, page).await;
        listing.ahead = flight.came();
        listing.call = call;
        page
    }

    /// Reads a listing to its end without a pause, and gives each page that has a user in it: the fastest way, since
    /// pages are under way all the time.
    ///
    /// # Errors
    /// As [`Client::next_page`]. What was given before is then not the whole.
    pub async fn each_page(
        &self,
        listing: &mut Listing,
        give: &mut dyn FnMut(UserPage),
    ) -> Result<()> {
        let call = std::mem::replace(&mut listing.call, Call::new("list", 1, None));
        let reading = async {
            let mut flight = Flight::to_the_end();
            while let Some(page) = self.next_matches(&call, listing, &mut flight).await? {
                give(page);
            }
            Ok(())
        };
        let read = self.within(&call, reading).await;
        listing.call = call;
        read
    }

    async fn next_matches<'a>(
        &'a self,
        call: &'a Call,
        listing: &mut Listing,
        flight: &mut Flight<'a>,
    ) -> Result<Option<UserPage>> {
        if let (Some(role), None) = (&listing.query.role, &listing.role_id) {
            let facts = self.session.directory.facts();
            listing.role_id = Some(if facts.lists_roles() {
                let roles = self.read_roles(call).await?;
                self.pick_role("query.role", role, &roles)?.id.clone()
            } else {
                role.clone()
            });
        }
        while !listing.ended {
            let facts = self.session.directory.facts();
            let size = listing.query.page_size.unwrap_or(facts.page_size);
            let raw = listing.query.raw.unwrap_or(false) || listing.filter.is_some();
            let (session, pages) = (&self.session, &mut listing.pages);
            let next = pages.next(session, call, (size, raw), listing.left, flight);
            let Some(page) = next.await? else {
                break;
            };
            if let Some(filter) = listing.pages.filtered_to_nobody()
                && !self.filter_finds(call, &filter).await?
            {
                // Nobody has shown that it finds people: everybody is read, and filtered here.
                listing.pages = Pages::default();
                continue;
            }
            let (at, total) = (page.at, page.total);
            let received = page.accounts.len();
            let skipped = listing.skip.min(received);
            listing.skip = 0;
            let mut users = Vec::new();
            let mut taken = skipped;
            for account in page.accounts.into_iter().skip(skipped) {
                taken += 1;
                if let Some(user) = self.matching(call, listing, account).await? {
                    users.push(user);
                    listing.left = listing.left.map(|left| left - 1);
                    if listing.left == Some(0) {
                        break;
                    }
                }
            }
            let more = !listing.pages.ended() || taken < received;
            listing.whole = !more;
            listing.ended = !more || listing.left == Some(0);
            if users.is_empty() {
                continue;
            }
            let cursor = if taken < received {
                Some(Cursor {
                    skip: taken,
                    total: at.total.or(total),
                    ..at
                })
            } else {
                listing.pages.rest().filter(|_| more)
            };
            let key = self.session.directory.tenant().key();
            return Ok(Some(UserPage {
                users,
                total,
                cursor: cursor.map(|cursor| cursor.write(&key, &listing.query.asked)),
            }));
        }
        Ok(None)
    }

    /// The user if it matches. A row that doesn't show a field proves nothing: the full record is read.
    async fn matching(&self, call: &Call, listing: &Listing, row: Account) -> Result<Option<User>> {
        let query = &listing.query;
        let directory = self.session.directory.as_ref();
        let fits = |account: &Account, whole: Option<bool>| match &listing.filter {
            Some(filter) => filter.judge(account.user.raw.as_ref()?, whole),
            None => Some(true),
        };
        let mut is_meant = fits(&row, None);
        let needs = is_meant.is_none()
            || !(row.shows_active || directory.may_lack_active())
            || query
                .wanted()
                .any(|(attribute, _)| !row.shown.contains(attribute))
            || (listing.role_id.is_some() && !row.shows_role);
        let mut account = row;
        // Whom the filter leaves out needn't be read.
        if needs && is_meant != Some(false) {
            // Gone meanwhile: not there from the first to the last request.
            let Some(full) = self.in_full(call, Some(account)).await? else {
                return Ok(None);
            };
            account = full;
            for (attribute, _) in query.wanted() {
                if !account.shown.contains(attribute) {
                    return Err(hidden(attribute.name()));
                }
            }
            if listing.role_id.is_some() && !account.shows_role {
                return Err(hidden("role"));
            }
            is_meant = fits(&account, Some(account.user.active));
        }
        let is_meant = is_meant == Some(true);
        if query.raw != Some(true) {
            account.user.raw = None;
        }
        let user = account.user;
        let has_role = |wanted: &String| {
            user.role_id.as_ref() == Some(wanted)
                || user.role.as_deref().is_some_and(|role| folds(role, wanted))
        };
        let matches = is_meant
            && query.active.is_none_or(|active| user.active == active)
            && query.wanted().all(|(attribute, wanted)| {
                attribute
                    .of_user(&user)
                    .is_some_and(|text| match attribute {
                        Attribute::ExternalId => text == wanted,
                        _ => folds(text, wanted),
                    })
            })
            && listing.role_id.as_ref().is_none_or(has_role);
        Ok(matches.then_some(user))
    }
}
