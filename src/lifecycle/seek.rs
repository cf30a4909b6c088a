//! Finds somebody by the server's filter, as far as that can be believed: some promise filters and answer an empty list
//! to each.

use crate::attribute::Attribute;
use crate::case;
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::result::Result;
use crate::lifecycle::scan::{Proof, Scan, Sought};
use crate::model::Account;
use crate::provider::{Page, Question};
use crate::scim::error::may_be_of_filter;
use crate::scim::filter::{self, Filter};
use seatwarden_json::Value;

/// How a comparison by userName begins.
const USER_NAME: &str = "userName ";
/// How what is known of it begins where it finds him in another case, too.
const IN_ANY_CASE: &str = "USERNAME ";

impl<H: Host> Client<H> {
    /// Finds by the server's filter, if there is one that can be believed; else by a scan. `certain`: a filter that
    /// finds nobody is not believed either.
    pub(crate) async fn seek(
        &self,
        call: &Call,
        sought: Sought<'_>,
        certain: bool,
    ) -> Result<Scan> {
        let doubts = call.ledger().is_some_and(|ledger| ledger.doubts(sought));
        let certain = certain || doubts;
        let proof = if certain { Proof::Fresh } else { Proof::Any };
        if let Some(ledger) = call.ledger() {
            let known = ledger.recall(sought).filter(|_| !certain);
            if let Some(scan) = known {
                return Ok(scan);
            }
            if certain && ledger.is_whole() {
                return ledger.scan(sought, proof).await;
            }
        }
        let directory = self.session.directory.as_ref();
        let name = sought.user_name.map(|name| (Attribute::UserName, name));
        // Some filters know case where userNames have none.
        let lower = case::lower(sought.user_name.unwrap_or_default());
        let lower = name
            .filter(|(_, name)| *name != lower)
            .map(|(attribute, _)| (attribute, lower.as_str()));
        let mut certain = certain;
        let mut asked_for = Vec::new();
        for part in [name, lower, sought.other].into_iter().flatten() {
            let Some(filter) = directory.filter(&[part]) else {
                return self.scan(call, sought, proof).await;
            };
            let page = match self.few(call, Some(&filter)).await {
                Err(error) if may_be_of_filter(&error) => {
                    return self.scan(call, sought, proof).await;
                }
                page => page?,
            };
            let asked = match part {
                (Attribute::UserName, name) => Sought {
                    user_name: Some(name),
                    other: None,
                },
                other => Sought {
                    user_name: None,
                    other: Some(other),
                },
            };
            let mut scan = Scan::default();
            let (mut hits, received) = (0, page.accounts.len());
            for account in page.accounts {
                hits += usize::from(scan.sort_in(asked, account));
            }
            if scan.exact.is_some() {
                return Ok(scan);
            }
            // Rows of which none is meant, or more rows than came: the filter was ignored, or means something else.
            let is_all = page
                .total
                .is_none_or(|total| u64::try_from(received) == Ok(total));
            if !is_all || hits < received {
                return self.scan(call, sought, proof).await;
            }
            if hits > 0 {
                return Ok(scan);
            }
            // Mail addresses count without case, which not every filter knows; and some misread what is escaped.
            certain |= part.0 == Attribute::Email || part.1.contains(['"', '\\']);
            asked_for.push(filter);
        }
        if certain || !self.filter_finds(call, &asked_for.join(" and ")).await? {
            return self.scan(call, sought, proof).await;
        }
        Ok(Scan::default())
    }

    /// Whether an empty answer to that filter can be believed: by each comparison in it the server is asked once for
    /// somebody who is there for certain. Some promise filters and answer an empty list to each, some to those by other
    /// attributes than userName or by other operators than `eq`.
    pub(crate) async fn filter_finds(&self, call: &Call, filter: &str) -> Result<bool> {
        let directory = self.session.directory.as_ref();
        let mut comparisons = Vec::new();
        let read = Filter::read("filter", filter);
        if filter.contains('\\') || !read.is_ok_and(|read| read.comparisons(&mut comparisons)) {
            return Ok(false);
        }
        // Who is created all the same is refused if the name is taken in another case; a leaver would stay.
        let strict = !matches!(call.operation, "provision" | "provisionAll");
        let mut somebody = None;
        for comparison in comparisons {
            let mut key = comparison.text();
            if strict && key.starts_with(USER_NAME) {
                key.make_ascii_uppercase();
            }
            if directory.filter_finds(&key) {
                continue;
            }
            let people = match &somebody {
                Some(people) => people,
                None => somebody.insert(self.few(call, None).await?),
            };
            if people.accounts.is_empty() {
                return Ok(people.total == Some(0));
            }
            if !self.finds_by(call, (&comparison, &key), people).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the server finds one of `somebody` by what it has there; and, where case doesn't count, in another case.
    async fn finds_by(
        &self,
        call: &Call,
        (comparison, key): (&Filter, &str),
        somebody: &Page,
    ) -> Result<bool> {
        let directory = self.session.directory.as_ref();
        let path = comparison.path();
        let folds = key.starts_with(IN_ANY_CASE) || path.starts_with("emails");
        let known = somebody.accounts.iter().filter_map(|account| {
            let value = filter::plain(account.user.raw.as_ref()?, path)?;
            let other = match &value {
                Value::String(text) if folds => Value::from(case::other(text)),
                value => value.clone(),
            };
            Some((value, other))
        });
        let fits = |account: &Account, filter: &Filter| {
            let raw = account.user.raw.as_ref();
            raw.and_then(|raw| filter.judge(raw, None)) == Some(true)
        };
        // Nobody is greater than himself: another one has to be.
        let known = known.filter(|(value, _)| {
            let filter = comparison.with(value.clone());
            let mut people = somebody.accounts.iter();
            people.any(|account| fits(account, &filter))
        });
        // Whoever has no letter in it says nothing of case.
        let Some((value, other)) = known.max_by_key(|(value, other)| value != other) else {
            return Ok(false);
        };
        for asked in [&other, &value] {
            let filter = comparison.with(asked.clone());
            let page = match self.few(call, Some(&filter.text())).await {
                Err(error) if may_be_of_filter(&error) => return Ok(false),
                page => page?,
            };
            if page.accounts.iter().any(|account| fits(account, &filter)) {
                let is_sure = *asked == other;
                if is_sure {
                    directory.trust_filter(key);
                }
                return Ok(is_sure);
            }
            if other == value {
                break;
            }
        }
        // It is this that people are found by.
        if key.eq_ignore_ascii_case("userName eq null") {
            directory.distrust_filter();
        }
        Ok(false)
    }

    /// The first page of everybody, or of those whom the filter finds.
    async fn few(&self, call: &Call, filter: Option<&str>) -> Result<Page> {
        let directory = self.session.directory.as_ref();
        let question = directory.list(Question {
            position: None,
            size: directory.facts().page_size,
            keep_raw: true,
            filter,
        });
        self.session.ask(call, question).await
    }
}
