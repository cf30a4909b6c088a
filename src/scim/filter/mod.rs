//! Filters (RFC 7644 §3.4.2.2) as typed expressions: written for a server, read from a caller, and applied here,
//! because real servers ignore them, refuse them or answer nothing.

mod read;

use super::path::{self, field};
use crate::case;
use crate::time;
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

    /// Adds the comparisons that it is made of, each with null. False where it is made of more: the parts of one of many,
    /// or what isn't so.
    #[must_use]
    pub fn comparisons(&self, found: &mut Vec<Filter>) -> bool {
        match self {
            Filter::Compare(..) => {
                found.push(self.with(Value::Null));
                true
            }
            Filter::Present(_) => {
                found.push(self.clone());
                true
            }
            Filter::Within(..) | Filter::Not(_) => false,
            Filter::And(one, other) | Filter::Or(one, other) => {
                one.comparisons(found) && other.comparisons(found)
            }
        }
    }

    /// What a comparison looks at.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Filter::Compare(path, ..) | Filter::Present(path) => path,
            _ => "",
        }
    }

    /// The same comparison with another value.
    #[must_use]
    pub fn with(&self, value: Value) -> Self {
        match self {
            Filter::Compare(path, operator, _) => Filter::Compare(path.clone(), *operator, value),
            other => other.clone(),
        }
    }

    /// Whether a record is one of those that are meant. `whole` is whether its account is active, if it is the full record:
    /// what it lacks is absent then, and `active` what that says. `None` if it depends on what a row doesn't show.
    #[must_use]
    pub fn judge(&self, record: &Value, whole: Option<bool>) -> Option<bool> {
        let judge = |inner: &Filter| inner.judge(record, whole);
        match self {
            Filter::Compare(path, ..) | Filter::Present(path) | Filter::Within(path, _) => {
                let silent = whole.map(Value::Bool);
                let mut has = values(record, path);
                if has.is_empty() && path.eq_ignore_ascii_case("active") {
                    has.extend(&silent);
                }
                (whole.is_some() || !has.is_empty()).then(|| self.fits(&has))
            }
            Filter::Not(inner) => judge(inner).map(|is| !is),
            Filter::And(one, other) => match (judge(one), judge(other)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (one, other) => one.and(other),
            },
            Filter::Or(one, other) => match (judge(one), judge(other)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (one, other) => one.and(other),
            },
        }
    }

    /// Whether what a record has at the path is what is meant.
    fn fits(&self, has: &[&Value]) -> bool {
        match self {
            // Absent and null are equal (RFC 7643 §2.5).
            Filter::Compare(_, Operator::Eq, Value::Null) => has.is_empty(),
            Filter::Compare(path, Operator::Ne, wanted) => !has
                .iter()
                .any(|has| compare(path, has, Operator::Eq, wanted)),
            Filter::Compare(path, operator, wanted) => {
                has.iter().any(|has| compare(path, has, *operator, wanted))
            }
            Filter::Within(_, inner) => has
                .iter()
                .any(|item| inner.judge(item, Some(false)) == Some(true)),
            _ => !has.is_empty(),
        }
    }
}

/// A value at that path that a server can be asked for, and no escape in it.
#[must_use]
pub fn plain(record: &Value, path: &str) -> Option<Value> {
    let mut values = values(record, path).into_iter();
    let is_plain = |value: &&Value| match value {
        Value::String(text) => !text.is_empty() && !text.contains(['"', '\\']),
        value => !value.is_object(),
    };
    values.find(is_plain).cloned()
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
    let by_order = |order| match operator {
        Operator::Eq => order == Some(Equal),
        Operator::Gt => order == Some(Greater),
        Operator::Ge => matches!(order, Some(Greater | Equal)),
        Operator::Lt => order == Some(Less),
        Operator::Le => matches!(order, Some(Less | Equal)),
        _ => false,
    };
    let (Value::String(has), Value::String(wanted)) = (has, wanted) else {
        return by_order(match (has.as_f64(), wanted.as_f64()) {
            (Some(has), Some(wanted)) => has.partial_cmp(&wanted),
            _ => (has == wanted).then_some(Equal),
        });
    };
    // Times are as late as they are, however they are written (RFC 7643 §2.3.5).
    if !matches!(operator, Operator::Co | Operator::Sw | Operator::Ew)
        && let Some(order) = time::order(has, wanted)
    {
        return by_order(Some(order));
    }
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
                Filter::read("f", text).unwrap().judge(&record, Some(true)),
                Some(wanted),
                "{text}"
            );
        }
    }

    #[test]
    fn what_a_row_does_not_show_is_unknown() {
        let row = json!({ "id": "1", "userName": "jane" });
        for (text, of_row, of_record) in [
            ("title eq \"X\"", None, false),
            ("not (title eq \"X\")", None, true),
            ("title pr", None, false),
            ("userName eq \"jane\" and title ne \"X\"", None, true),
            ("userName eq \"joe\" and title eq \"X\"", Some(false), false),
            ("userName eq \"jane\" or title eq \"X\"", Some(true), true),
            ("emails[type eq \"work\"]", None, false),
            ("active eq true", None, true),
        ] {
            let filter = Filter::read("f", text).unwrap();
            assert_eq!(filter.judge(&row, None), of_row, "{text}");
            assert_eq!(filter.judge(&row, Some(true)), Some(of_record), "{text}");
        }
    }

    #[test]
    fn times_are_compared_as_points_in_time() {
        let has = |modified: &str, text: &str| {
            let record = json!({ "meta": { "lastModified": modified } });
            let filter = Filter::read("f", &format!("meta.lastModified {text}")).unwrap();
            filter.judge(&record, None) == Some(true)
        };
        for modified in [
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.000Z",
            "2026-01-01T00:00:00.0000000Z",
            "2026-01-01t01:00:00+01:00",
        ] {
            for operator in ["ge", "le", "eq"] {
                let text = format!("{operator} \"2026-01-01T00:00:00Z\"");
                assert!(has(modified, &text), "{modified} {text}");
            }
            assert!(!has(modified, "ne \"2026-01-01T00:00:00Z\""), "{modified}");
        }
        for later in [
            "2026-01-01T00:00:00.5Z",
            "2026-01-01T00:00:00.000001Z",
            "2025-12-31T23:30:00-05:00",
        ] {
            assert!(has(later, "gt \"2026-01-01T00:00:00Z\""), "{later}");
        }
        assert!(has("1960-01-01T00:00:00Z", "lt \"1970-01-01T00:00:00Z\""));
        assert!(has("2026-01-01T00:00:00.5Z", "sw \"2026-01-01t\""));
    }
}
