//! Filters (RFC 7644 §3.4.2.2) as typed expressions: written for a server, read from a caller, and applied here,
//! because real servers ignore them, refuse them or answer nothing.

mod read;

use super::path::{self, field};
use crate::case;
use seatwarden_json::Value;

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `userName eq "jane"`
    Compare(String, Operator, Value),
    /// `title pr`
    Present(String),
    /// `emails[type eq "work"]`
    Within(String, Box<Filter>),
    /// `not (…)`
    Not(Box<Filter>),
    /// `… and …`
    And(Box<Filter>, Box<Filter>),
    /// `… or …`
    Or(Box<Filter>, Box<Filter>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
}

const OPERATORS: [(&str, Operator); 9] = [
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("co", Operator::Co),
    ("sw", Operator::Sw),
    ("ew", Operator::Ew),
    ("gt", Operator::Gt),
    ("ge", Operator::Ge),
    ("lt", Operator::Lt),
    ("le", Operator::Le),
];

impl Filter {
    /// `path eq value`
    #[must_use]
    pub fn eq(path: &str, value: impl Into<Value>) -> Self {
        Filter::Compare(path.to_owned(), Operator::Eq, value.into())
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Filter::And(Box::new(self), Box::new(other))
    }

    /// The text of it. A value is a JSON string (RFC 7644 §3.4.2.2), so no character in it can end it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Filter::Compare(path, operator, value) => {
                let word = OPERATORS.iter().find(|(_, known)| known == operator);
                let word = word.map_or("eq", |(word, _)| word);
                let value = seatwarden_json::to_string(value);
                format!("{path} {word} {value}")
            }
            Filter::Present(path) => format!("{path} pr"),
            Filter::Within(path, inner) => format!("{path}[{}]", inner.text()),
            Filter::Not(inner) => format!("not ({})", inner.text()),
            Filter::And(one, other) => format!("{} and {}", one.grouped(), other.grouped()),
            Filter::Or(one, other) => format!("{} or {}", one.text(), other.text()),
        }
    }

    /// `and` binds tighter than `or`.
    fn grouped(&self) -> String {
        match self {
            Filter::Or(..) => format!("({})", self.text()),
            _ => self.text(),
        }
    }

    /// Replaces a path, where a vendor gives it another meaning.
    pub fn rename(&mut self, from: &str, to: &str) {
        match self {
            Filter::Compare(path, ..) | Filter::Present(path) => {
                if path.eq_ignore_ascii_case(from) {
                    to.clone_into(path);
                }
            }
            Filter::Within(..) => {}
            Filter::Not(inner) => inner.rename(from, to),
            Filter::And(one, other) | Filter::Or(one, other) => {
                one.rename(from, to);
                other.rename(from, to);
            }
        }
    }

    /// Whether a record is one of those that are meant.
    #[must_use]
    pub fn matches(&self, record: &Value) -> bool {
        match self {
            Filter::Compare(path, Operator::Ne, wanted) => !values(record, path)
                .iter()
                .any(|has| compare(path, has, Operator::Eq, wanted)),
            // Absent and null are equal (RFC 7643 §2.5).
            Filter::Compare(path, Operator::Eq, Value::Null) => values(record, path).is_empty(),
            Filter::Compare(path, operator, wanted) => values(record, path)
                .iter()
                .any(|has| compare(path, has, *operator, wanted)),
            Filter::Present(path) => !values(record, path).is_empty(),
            Filter::Within(path, inner) => {
                values(record, path).iter().any(|item| inner.matches(item))
            }
            Filter::Not(inner) => !inner.matches(record),
            Filter::And(one, other) => one.matches(record) && other.matches(record),
            Filter::Or(one, other) => one.matches(record) || other.matches(record),
        }
    }
}

/// All values at a path: each item of a list, and of each item its part.
fn values<'v>(record: &'v Value, path: &str) -> Vec<&'v Value> {
    let items = |value: &'v Value| match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    if let Some(found) = path::get(record, path) {
        return items(found);
    }
    let Some((head, sub)) = path.rsplit_once('.') else {
        return Vec::new();
    };
    let inner = path::get(record, head).map(items).unwrap_or_default();
    inner
        .into_iter()
        .filter_map(|item| field(item, sub))
        .flat_map(items)
        .collect()
}

fn compare(path: &str, has: &Value, operator: Operator, wanted: &Value) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    // A complex value is compared by its value (RFC 7643 §2.4).
    let has = field(has, "value").unwrap_or(has);
    let (Value::String(has), Value::String(wanted)) = (has, wanted) else {
        let order = match (has.as_f64(), wanted.as_f64()) {
            (Some(has), Some(wanted)) => has.partial_cmp(&wanted),
            _ => (has == wanted).then_some(Equal),
        };
        return match operator {
            Operator::Eq => order == Some(Equal),
            Operator::Gt => order == Some(Greater),
            Operator::Ge => matches!(order, Some(Greater | Equal)),
            Operator::Lt => order == Some(Less),
            Operator::Le => matches!(order, Some(Less | Equal)),
            _ => false,
        };
    };
    // RFC 7643 §3.1: ids are case-exact. The rest mostly isn't; finding one more is safer than losing one.
    let exact = ["id", "externalId"]
        .iter()
        .any(|name| path.eq_ignore_ascii_case(name));
    let fold = |text: &str| {
        if exact {
            text.to_owned()
        } else {
            case::lower(text)
        }
    };
    let (has, wanted) = (fold(has), fold(wanted));
    match operator {
        Operator::Eq => has == wanted,
        Operator::Ne => has != wanted,
        Operator::Co => has.contains(&wanted),
        Operator::Sw => has.starts_with(&wanted),
        Operator::Ew => has.ends_with(&wanted),
        Operator::Gt => has > wanted,
        Operator::Ge => has >= wanted,
        Operator::Lt => has < wanted,
        Operator::Le => has <= wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use seatwarden_json::json;

    #[test]
    fn a_filter_is_applied_as_the_standard_says() {
        let record = json!({
            "id": "Ab1", "userName": "Jane@Example.com", "active": true, "title": null, "n": 3,
            "emails": [{ "type": "home", "value": "j@home.example" }, { "type": "work", "value": "jane@example.com" }],
            "meta": { "lastModified": "2026-01-02T00:00:00Z" }, "name": { "familyName": "Doe" },
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "IT" },
        });
        for (text, wanted) in [
            ("username eq \"jane@example.com\"", true),
            ("id eq \"ab1\"", false),
            ("id eq \"Ab1\"", true),
            ("emails eq \"J@home.example\"", true),
            ("emails.value sw \"jane\"", true),
            ("emails[type eq \"work\" and value co \"home\"]", false),
            ("emails[type eq \"home\" and value ew \"example\"]", true),
            ("title pr", false),
            ("title eq null", true),
            ("title ne \"x\"", true),
            ("active eq false", false),
            ("not (active eq false)", true),
            ("n gt 2 and n le 3", true),
            ("meta.lastModified ge \"2026-01-01T00:00:00Z\"", true),
            ("name.familyName eq \"doe\" and title pr", false),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"it\"",
                true,
            ),
        ] {
            assert_eq!(
                Filter::read("f", text).unwrap().matches(&record),
                wanted,
                "{text}"
            );
        }
    }
}
