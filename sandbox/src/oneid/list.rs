//! Lists: the filters that the reference shows, pages by index or by number, and `resources` in
//! lower case. It may not know users from groups.

use serde_json::{Map, Value};

use crate::http::Target;
use crate::json::{array, fields};
use crate::scim::FilterSupport;
use crate::scim::errors::{Outcome, Refused};
use crate::scim::filter::end_of_string;

pub(crate) const LIST_RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// How a collection is cut into pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pages {
    /// What a page has when `count` doesn't say.
    pub(crate) usual: usize,
    /// The most that `count` may say.
    pub(crate) most: usize,
    /// Whether `startIndex` is the number of a page.
    pub(crate) numbered: bool,
}

impl Pages {
    /// The page that is asked for.
    pub(crate) fn body(
        self,
        target: &Target,
        total: usize,
        row: &mut dyn FnMut(usize) -> Value,
    ) -> Outcome<Value> {
        let number = |name: &str, usual: usize| match target.parameter(name) {
            None => Ok(usual),
            Some(text) => text
                .parse()
                .map_err(|_| Refused::value(format!("{name} must be a whole number"))),
        };
        let count: usize = number("count", self.usual)?;
        let start = number("startIndex", 1)?.max(1);
        if count > self.most {
            let detail = format!("count must be {} or less", self.most);
            return Err(Refused::value(detail));
        }
        let first = if self.numbered {
            (start - 1).saturating_mul(count)
        } else {
            start - 1
        };
        let end = first.saturating_add(count).min(total);
        let rows: Vec<Value> = (first..end).map(row).collect();
        Ok(body(total, start, rows))
    }
}

/// A list with these rows.
pub(crate) fn body(total: usize, start: usize, rows: Vec<Value>) -> Value {
    let mut list = fields! {
        "schemas": array![LIST_RESPONSE],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": rows.len(),
        "resources": rows,
    };
    // A list is no resource, and has all the same what one has.
    for name in ["id", "externalId", "meta"] {
        list.insert(name.to_owned(), Value::Null);
    }
    Value::Object(list)
}

/// Reads a filter: `attribute eq "value"`, several joined by `and`. `None` fits everybody.
pub(crate) fn filter(
    target: &Target,
    support: FilterSupport,
    known: &[&'static str],
) -> Outcome<Option<Vec<(&'static str, String)>>> {
    let Some(text) = target.parameter("filter") else {
        return Ok(None);
    };
    match support {
        FilterSupport::Full => clauses(&text, known).map(Some),
        FilterSupport::Ignored => Ok(None),
        // Nobody's id is empty.
        FilterSupport::Empty => Ok(Some(vec![("id", String::new())])),
        FilterSupport::Refused => Err(Refused::filter("filters are not supported")),
        FilterSupport::Unsupported => Err(Refused::new(501, "", "filters are not supported")),
    }
}

fn clauses(text: &str, known: &[&'static str]) -> Outcome<Vec<(&'static str, String)>> {
    let wrong = || Refused::filter(format!("the filter {text} is not supported"));
    let mut rest = text.trim();
    let mut clauses = Vec::new();
    loop {
        let (name, tail) = rest.split_once(' ').ok_or_else(wrong)?;
        let name = known.iter().find(|one| one.eq_ignore_ascii_case(name));
        let name = *name.ok_or_else(wrong)?;
        let (operator, tail) = tail.trim_start().split_once(' ').ok_or_else(wrong)?;
        if !operator.eq_ignore_ascii_case("eq") {
            return Err(wrong());
        }
        let tail = tail.trim_start();
        let inside = tail.strip_prefix('"').ok_or_else(wrong)?;
        let end = end_of_string(inside).ok_or_else(wrong)? + 2;
        let (literal, tail) = tail.split_at_checked(end).ok_or_else(wrong)?;
        let value: Value = serde_json::from_str(literal).map_err(|_| wrong())?;
        let value = value.as_str().ok_or_else(wrong)?.to_owned();
        clauses.push((name, value));
        let tail = tail.trim_start();
        if tail.is_empty() {
            return Ok(clauses);
        }
        let (joint, tail) = tail.split_once(' ').ok_or_else(wrong)?;
        if !joint.eq_ignore_ascii_case("and") {
            return Err(wrong());
        }
        rest = tail.trim_start();
    }
}

/// What a body has one of: an object, or what is alone in an array.
pub(crate) fn alone(body: &Value) -> Option<&Map<String, Value>> {
    match body {
        Value::Array(items) => match items.as_slice() {
            [one] => one.as_object(),
            _ => None,
        },
        one => one.as_object(),
    }
}
