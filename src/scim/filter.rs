//! Filters (RFC 7644 §3.4.2.2) as typed expressions: written for a server, read from a caller, and applied here,
//! because real servers ignore them, refuse them or answer nothing.

use super::path::{self, field};
use crate::error::Error;
use seatwarden_json::Value;

/// Deeper nesting is refused.
const DEEPEST: usize = 32;

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

    /// Reads a filter.
    ///
    /// # Errors
    /// `invalid_input` at `path`, with the place from which it can't be read.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let mut reader = Reader { rest: text };
        let filter = reader.or(0);
        match filter {
            Some(filter) if reader.rest.trim().is_empty() => Ok(filter),
            _ => Err(Error::invalid_input(
                path,
                format_args!(
                    "is not a SCIM filter (RFC 7644 §3.4.2.2) from character {} on; one looks like userName eq \"jane@example.com\"",
                    text.chars().count() - reader.rest.chars().count() + 1
                ),
            )),
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
            text.to_lowercase()
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

/// What is left to read.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn or(&mut self, depth: usize) -> Option<Filter> {
        let mut filter = self.and(depth)?;
        while self.word("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.and(depth)?));
        }
        Some(filter)
    }

    fn and(&mut self, depth: usize) -> Option<Filter> {
        let mut filter = self.term(depth)?;
        while self.word("and") {
            filter = filter.and(self.term(depth)?);
        }
        Some(filter)
    }

    fn term(&mut self, depth: usize) -> Option<Filter> {
        if depth > DEEPEST {
            return None;
        }
        if self.sign('(') {
            let inner = self.or(depth + 1)?;
            return self.sign(')').then_some(inner);
        }
        let before = self.rest;
        if self.word("not") {
            if self.sign('(') {
                let inner = self.or(depth + 1)?;
                return self.sign(')').then(|| Filter::Not(Box::new(inner)));
            }
            self.rest = before; // an attribute of that name
        }
        let path = self.name()?.to_owned();
        if self.sign('[') {
            let inner = self.or(depth + 1)?;
            return self
                .sign(']')
                .then(|| Filter::Within(path, Box::new(inner)));
        }
        if self.word("pr") {
            return Some(Filter::Present(path));
        }
        let (_, operator) = OPERATORS.iter().find(|(word, _)| self.word(word))?;
        let value = self.value()?;
        Some(Filter::Compare(path, *operator, value))
    }

    /// A word, whatever its case, that ends where it ends.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let (Some(head), Some(tail)) = (rest.get(..word.len()), rest.get(word.len()..)) else {
            return false;
        };
        let ends = !tail.starts_with(is_name);
        let found = ends && head.eq_ignore_ascii_case(word);
        if found {
            self.rest = tail;
        }
        found
    }

    fn sign(&mut self, sign: char) -> bool {
        let found = self.rest.trim_start().strip_prefix(sign);
        if let Some(rest) = found {
            self.rest = rest;
        }
        found.is_some()
    }

    fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, tail) = rest.split_at_checked(end)?;
        if name.is_empty() {
            return None;
        }
        self.rest = tail;
        Some(name)
    }

    /// A JSON value that is no list and no object.
    fn value(&mut self) -> Option<Value> {
        let rest = self.rest.trim_start();
        let end = if rest.starts_with('"') {
            let mut escaped = false;
            let close = rest.char_indices().skip(1).find(|(_, c)| {
                let closes = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close?.0 + 1
        } else {
            rest.find([' ', ')', ']']).unwrap_or(rest.len())
        };
        let (text, tail) = rest.split_at_checked(end)?;
        let value: Value = seatwarden_json::from_str(text).ok()?;
        if value.is_array() || value.is_object() {
            return None;
        }
        self.rest = tail;
        Some(value)
    }
}

/// A character of an attribute path.
fn is_name(c: char) -> bool {
    // Not by Unicode's tables: they are 3 KB, and a name beyond ASCII is some vendor's own.
    !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '_' | '-' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;
    use seatwarden_json::json;

    #[test]
    fn a_value_is_a_json_string_whatever_is_in_it() {
        for (value, text) in [
            ("jane@example.com", "userName eq \"jane@example.com\""),
            (
                "o\"brien+x@example.com",
                "userName eq \"o\\\"brien+x@example.com\"",
            ),
            ("a\\b", "userName eq \"a\\\\b\""),
            (
                "x\" or active eq true",
                "userName eq \"x\\\" or active eq true\"",
            ),
            ("ü 😀", "userName eq \"ü 😀\""),
        ] {
            let filter = Filter::eq("userName", value);
            assert_eq!(filter.text(), text);
            assert_eq!(Filter::read("f", text).unwrap(), filter);
        }
    }

    #[test]
    fn what_was_read_is_written_and_means_the_same() {
        for text in [
            "userName eq \"a\" and active eq true or title pr",
            "userName eq \"a\" and (active eq true or title pr)",
            "not (userName co \"a\") and meta.lastModified gt \"2020-01-01T00:00:00Z\"",
            "emails[type eq \"work\" and value co \"@example.com\"] or x eq null",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"IT\"",
            "n ge 1.5 or n lt -2",
        ] {
            let filter = Filter::read("f", text).unwrap();
            assert_eq!(filter.text(), text);
        }
        // Operators have no case, and `and` binds tighter.
        let loose = Filter::read("f", "a EQ 1 Or b Eq 2 AND c PR").unwrap();
        assert_eq!(loose.text(), "a eq 1 or b eq 2 and c pr");
        assert!(matches!(loose, Filter::Or(..)));
        assert_eq!(Filter::read("f", "note eq 1").unwrap().text(), "note eq 1");
    }

    #[test]
    fn what_is_no_filter_is_refused_with_its_place() {
        for text in [
            "",
            "userName",
            "userName eq",
            "userName eq jane",
            "userName is \"x\"",
            "(a pr",
            "a pr)",
            "a eq \"x",
            "a eq [1]",
            "a[b pr",
            "a pr and",
            "a pr b pr",
        ] {
            assert!(Filter::read("query.filter", text).is_err(), "{text}");
        }
        let deep = format!("{}a pr{}", "(".repeat(100), ")".repeat(100));
        assert!(Filter::read("query.filter", &deep).is_err());
        let error = Filter::read("query.filter", "a pr and b is 1").unwrap_err();
        assert!(
            error
                .message
                .starts_with("query.filter: is not a SCIM filter")
        );
        assert!(
            error.message.contains("character 11 on"),
            "{}",
            error.message
        );
    }

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
