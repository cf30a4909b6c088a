//! Lists: filtered, sorted and cut into pages, by index (RFC 7644 §3.4.2) or by cursor (RFC 9865).

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::filter::{self, Filter};
use super::options::{FilterSupport, Paging, ScimOptions};
use super::path::{Place, Scope};
use super::project::Wanted;
use super::resource::{is_primary, listed, object};
use super::schema::{Type, value};
use crate::fold::lower;
use crate::http::Target;
use crate::json::array;

const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const SEARCH_REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// What a client asks for.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) filter: Option<String>,
    sort_by: Option<String>,
    descending: bool,
    start_index: Option<String>,
    count: Option<String>,
    cursor: Option<String>,
    pub(crate) wanted: Wanted,
}

impl Query {
    /// From the parameters of a URL.
    pub(crate) fn of_url(target: &Target) -> Outcome<Self> {
        let names = |name| {
            let list = target.parameter(name).unwrap_or_default();
            let names = list
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        Ok(Self {
            filter: target.parameter("filter"),
            sort_by: target.parameter("sortBy"),
            descending: target.parameter("sortOrder").as_deref() == Some("descending"),
            start_index: target.parameter("startIndex"),
            count: target.parameter("count"),
            cursor: target.parameter("cursor"),
            wanted: Wanted::new(names("attributes"), names("excludedAttributes"))?,
        })
    }

    /// From the body of a search (RFC 7644 §3.4.3).
    pub(crate) fn of_body(body: &Value) -> Outcome<Self> {
        let body = object(body)?;
        listed(body, SEARCH_REQUEST)?;
        let text = |name| match value(body, name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        let names = |name| {
            let names = value(body, name).and_then(Value::as_array);
            let names = names.into_iter().flatten().filter_map(Value::as_str);
            names.map(str::to_owned).collect()
        };
        Ok(Self {
            filter: text("filter"),
            sort_by: text("sortBy"),
            descending: text("sortOrder").as_deref() == Some("descending"),
            start_index: text("startIndex"),
            count: text("count"),
            cursor: text("cursor"),
            wanted: Wanted::new(names("attributes"), names("excludedAttributes"))?,
        })
    }

    /// Whether the filter or the order asks for that attribute.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        let asked = [&self.filter, &self.sort_by];
        asked
            .into_iter()
            .flatten()
            .any(|text| lower(text).contains(name))
    }

    /// Which of one type are asked for.
    pub(crate) fn fit<'a>(&self, kind: &'a Type, options: &ScimOptions) -> Outcome<Fit<'a>> {
        let Some(text) = &self.filter else {
            return Ok(Fit::Everybody);
        };
        match options.filter {
            FilterSupport::Full => {
                let filter = filter::read(text, Scope::Resource(kind))?;
                Ok(Fit::Those(filter))
            }
            FilterSupport::Ignored => Ok(Fit::Everybody),
            FilterSupport::Empty => Ok(Fit::Nobody),
            FilterSupport::Refused => Err(Refused::filter("the filter is not supported")),
            FilterSupport::Unsupported => Err(Refused::new(501, "", "filters are not supported")),
        }
    }

    /// What those of one type are sorted by, and whether downwards.
    pub(crate) fn order<'a>(&self, kind: &'a Type) -> Outcome<Option<(Place<'a>, bool)>> {
        let Some(name) = &self.sort_by else {
            return Ok(None);
        };
        match Scope::Resource(kind).place(name) {
            Some(place) => Ok(Some((place, self.descending))),
            None => Err(Refused::path(format!("there is no attribute \"{name}\""))),
        }
    }

    /// The page that is asked for, of a list of these ids.
    pub(crate) fn page(&self, options: &ScimOptions, ids: &[&str]) -> Outcome<Page> {
        let total = ids.len();
        let cap = options.page_cap.max(1);
        let count = whole_number(self.count.as_deref(), "count")?;
        let count = count.map_or(cap, |count| count.min(cap));
        let by_cursor = match options.paging {
            Paging::Index => false,
            Paging::Cursor => true,
            Paging::Both => self.cursor.is_some(),
        };
        let start = if by_cursor {
            self.after_cursor(ids)?
        } else {
            let start = whole_number(self.start_index.as_deref(), "startIndex")?;
            start.unwrap_or(1).max(1) - 1
        };
        let end = start.saturating_add(count).min(total);
        let next = match end.checked_sub(1).and_then(|last| ids.get(last)) {
            Some(last) if by_cursor && end < total && count > 0 => {
                Some(format!("{}.{last}", self.mark()))
            }
            _ => None,
        };
        Ok(Page {
            total,
            start,
            end: end.max(start),
            by_cursor,
            next,
        })
    }

    /// Where the page of the given cursor begins.
    fn after_cursor(&self, ids: &[&str]) -> Outcome<usize> {
        let cursor = match self.cursor.as_deref() {
            None | Some("") => return Ok(0),
            Some(cursor) => cursor,
        };
        let (mark, id) = cursor.split_once('.').unwrap_or_default();
        if mark != self.mark() {
            let detail = "the cursor is of another list";
            return Err(Refused::new(400, "invalidCursor", detail));
        }
        match ids.iter().position(|known| *known == id) {
            Some(place) => Ok(place + 1),
            None => Err(Refused::new(400, "expiredCursor", "the cursor has expired")),
        }
    }

    /// What tells the cursors of one list from those of another (FNV-1a over what is asked).
    fn mark(&self) -> String {
        let asked = [
            self.filter.as_deref().unwrap_or_default(),
            self.sort_by.as_deref().unwrap_or_default(),
            if self.descending { "descending" } else { "" },
        ]
        .join("\n");
        let hash = asked.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        format!("{hash:08x}")
    }
}

/// Which resources of a type are asked for.
#[derive(Debug)]
pub(crate) enum Fit<'a> {
    Everybody,
    Nobody,
    Those(Filter<'a>),
}

impl Fit<'_> {
    /// Whether a resource is.
    pub(crate) fn fits(&self, resource: &Map<String, Value>) -> bool {
        match self {
            Self::Everybody => true,
            Self::Nobody => false,
            Self::Those(filter) => filter.fits(resource),
        }
    }
}

/// A part of a list.
#[derive(Debug)]
pub(crate) struct Page {
    total: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    by_cursor: bool,
    next: Option<String>,
}

impl Page {
    /// The answer, with the resources of the page (RFC 7644 §3.4.2).
    pub(crate) fn json(&self, resources: Vec<Value>) -> Value {
        let mut body = Map::new();
        body.insert("schemas".to_owned(), array![LIST_RESPONSE]);
        body.insert("totalResults".to_owned(), Value::from(self.total));
        body.insert("itemsPerPage".to_owned(), Value::from(resources.len()));
        if !self.by_cursor {
            body.insert("startIndex".to_owned(), Value::from(self.start + 1));
        }
        if let Some(next) = &self.next {
            body.insert("nextCursor".to_owned(), Value::from(next.as_str()));
        }
        // Needed only when there are any.
        if self.total > 0 {
            body.insert("Resources".to_owned(), Value::Array(resources));
        }
        Value::Object(body)
    }
}

/// What a resource is sorted by: the primary value, or the first (RFC 7644 §3.4.2.3).
pub(crate) fn sort_key(place: &Place<'_>, resource: &Map<String, Value>) -> Option<String> {
    let whole = Place {
        sub: None,
        ..*place
    };
    let values = whole.values(resource);
    let value = values
        .iter()
        .find(|value| is_primary(value))
        .or(values.first())?;
    let value = match (place.sub, place.attribute.sub("value")) {
        (Some(sub), _) => value.get(sub.name)?,
        (None, Some(sub)) if place.attribute.multi => value.get(sub.name)?,
        _ => *value,
    };
    match value {
        Value::String(text) if place.last().exact => Some(text.clone()),
        Value::String(text) => Some(lower(text)),
        other => Some(other.to_string()),
    }
}

/// A whole number; a negative one is 0 (RFC 7644 §3.4.2.4).
fn whole_number(given: Option<&str>, name: &str) -> Outcome<Option<usize>> {
    match given {
        None => Ok(None),
        Some(text) => match text.parse::<i64>() {
            Ok(number) => Ok(Some(usize::try_from(number).unwrap_or_default())),
            Err(_) => Err(Refused::value(format!("\"{name}\" must be a whole number"))),
        },
    }
}
