//! Filters: the grammar of RFC 7644 §3.4.2.2, whole, and whom they fit. It may not know lists.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::errors::{Outcome, Refused};
use super::path::{Place, Scope};
use super::schema::Attribute;
use crate::clock;
use crate::fold::lower;

/// Parentheses and brackets may be this deep.
const DEEPEST: usize = 50;

/// A filter that has been read.
#[derive(Debug)]
pub(crate) enum Filter<'a> {
    And(Vec<Filter<'a>>),
    Or(Vec<Filter<'a>>),
    Not(Box<Filter<'a>>),
    /// `attr op value`, the operator in lower case.
    Compare(Place<'a>, &'static str, Value),
    /// `attr pr`.
    Present(Place<'a>),
    /// `attr[filter]`: one value that fits the whole.
    Element(Place<'a>, Box<Filter<'a>>),
}

const OPERATORS: [&str; 9] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

/// Reads a filter.
pub(crate) fn read<'a>(text: &str, scope: Scope<'a>) -> Outcome<Filter<'a>> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let filter = reader.or(scope)?;
    reader.skip();
    if reader.rest.is_empty() {
        Ok(filter)
    } else {
        Err(reader.wrong("the end"))
    }
}

/// Reads the beginning of a path: `emails[type eq "work"]` (RFC 7644 §3.5.2). Gives the attribute,
/// the filter and what follows.
pub(crate) fn read_element<'a, 't>(
    text: &'t str,
    scope: Scope<'a>,
) -> Outcome<(Place<'a>, Filter<'a>, &'t str)> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    match reader.term(scope) {
        Ok(Filter::Element(place, filter)) => Ok((place, *filter, reader.rest)),
        Ok(_) => Err(Refused::path("the path is no value path")),
        Err(refused) => Err(Refused::path(refused.detail)),
    }
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn wrong(&self, wanted: &str) -> Refused {
        Refused::filter(format!("expected {wanted} before \"{}\"", self.rest))
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Takes a character, if it comes next.
    fn takes(&mut self, wanted: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a word in any case, if it comes next and ends there.
    fn takes_word(&mut self, wanted: &str) -> bool {
        self.skip();
        let length = wanted.len();
        let (Some(word), Some(rest)) = (self.rest.get(..length), self.rest.get(length..)) else {
            return false;
        };
        let ends = rest.is_empty() || rest.starts_with([' ', '(', ')', ']']);
        if ends && word.eq_ignore_ascii_case(wanted) {
            self.rest = rest;
            return true;
        }
        false
    }

    /// `or` binds less than `and`.
    fn or<'a>(&mut self, scope: Scope<'a>) -> Outcome<Filter<'a>> {
        let mut any = vec![self.and(scope)?];
        while self.takes_word("or") {
            any.push(self.and(scope)?);
        }
        Ok(only(any, Filter::Or))
    }

    fn and<'a>(&mut self, scope: Scope<'a>) -> Outcome<Filter<'a>> {
        let mut all = vec![self.term(scope)?];
        while self.takes_word("and") {
            all.push(self.term(scope)?);
        }
        Ok(only(all, Filter::And))
    }

    fn term<'a>(&mut self, scope: Scope<'a>) -> Outcome<Filter<'a>> {
        if self.takes_word("not") {
            if !self.takes('(') {
                return Err(self.wrong("\"(\""));
            }
            return Ok(Filter::Not(Box::new(self.inner(scope, ')')?)));
        }
        if self.takes('(') {
            return self.inner(scope, ')');
        }
        let name = self.name();
        let Some(place) = scope.place(name) else {
            return Err(Refused::filter(format!("there is no attribute \"{name}\"")));
        };
        if place.last().returned == "never" {
            let name = place.last().name;
            return Err(Refused::filter(format!("\"{name}\" can't be filtered")));
        }
        if self.rest.starts_with('[') {
            self.takes('[');
            if !place.attribute.is("complex") || place.sub.is_some() {
                return Err(Refused::filter(format!("\"{name}\" is not complex")));
            }
            let inner = self.inner(Scope::Element(place.attribute), ']')?;
            return Ok(Filter::Element(place, Box::new(inner)));
        }
        if self.takes_word("pr") {
            return Ok(Filter::Present(place));
        }
        for operator in OPERATORS {
            if self.takes_word(operator) {
                let value = self.literal()?;
                return comparison(place, operator, value);
            }
        }
        Err(self.wrong("an operator"))
    }

    fn inner<'a>(&mut self, scope: Scope<'a>, close: char) -> Outcome<Filter<'a>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refused::filter("the filter is too deep"));
        }
        let filter = self.or(scope)?;
        self.depth -= 1;
        if self.takes(close) {
            Ok(filter)
        } else {
            Err(self.wrong(if close == ')' { "\")\"" } else { "\"]\"" }))
        }
    }

    fn name(&mut self) -> &'t str {
        self.skip();
        let part = |letter: char| letter.is_ascii_alphanumeric() || "$-_.:".contains(letter);
        let end = self.rest.find(|letter| !part(letter));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name
    }

    /// A string, `true`, `false`, `null` or a number, all as in JSON.
    fn literal(&mut self) -> Outcome<Value> {
        self.skip();
        let end = match self.rest.strip_prefix('"') {
            Some(inside) => end_of_string(inside).map(|end| end + 2),
            None => Some(self.rest.find([' ', ')', ']']).unwrap_or(self.rest.len())),
        };
        let Some((literal, rest)) = end.and_then(|end| self.rest.split_at_checked(end)) else {
            return Err(self.wrong("a value"));
        };
        match serde_json::from_str(literal) {
            Ok(value @ (Value::String(_) | Value::Bool(_) | Value::Null | Value::Number(_))) => {
                self.rest = rest;
                Ok(value)
            }
            _ => Err(self.wrong("a value")),
        }
    }
}

/// Where the closing quote of a JSON string is, its opening one left off.
pub(crate) fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

fn only<'a>(
    mut filters: Vec<Filter<'a>>,
    several: fn(Vec<Filter<'a>>) -> Filter<'a>,
) -> Filter<'a> {
    match filters.pop() {
        Some(one) if filters.is_empty() => one,
        last => {
            filters.extend(last);
            several(filters)
        }
    }
}

/// A comparison whose value fits the attribute.
fn comparison<'a>(
    mut place: Place<'a>,
    operator: &'static str,
    value: Value,
) -> Outcome<Filter<'a>> {
    if place.last().is("complex") {
        // `emails co "example.com"` means `emails.value` (RFC 7644 §3.4.2.2).
        place.sub = place.attribute.sub("value");
        if place.sub.is_none() || !place.attribute.multi {
            let name = place.attribute.name;
            return Err(Refused::filter(format!("\"{name}\" is complex")));
        }
    }
    let attribute = place.last();
    let equality = matches!(operator, "eq" | "ne");
    let fits = match &value {
        Value::Null => equality,
        Value::Bool(_) => equality && attribute.is("boolean"),
        Value::String(text) if attribute.is("dateTime") => clock::read(text).is_some(),
        Value::String(_) => !attribute.is("boolean"),
        _ => false,
    };
    if fits {
        Ok(Filter::Compare(place, operator, value))
    } else {
        let name = attribute.name;
        Err(Refused::filter(format!(
            "\"{name} {operator} {value}\" can't be compared"
        )))
    }
}

impl Filter<'_> {
    /// Whether a resource, or an element of a complex attribute, fits.
    pub(crate) fn fits(&self, fields: &Map<String, Value>) -> bool {
        match self {
            Self::And(all) => all.iter().all(|filter| filter.fits(fields)),
            Self::Or(any) => any.iter().any(|filter| filter.fits(fields)),
            Self::Not(filter) => !filter.fits(fields),
            Self::Present(place) => place.values(fields).into_iter().any(present),
            Self::Element(place, filter) => place
                .values(fields)
                .into_iter()
                .filter_map(Value::as_object)
                .any(|element| filter.fits(element)),
            Self::Compare(place, operator, wanted) => {
                let values = place.values(fields);
                // What is unassigned is null (RFC 7643 §2.5).
                if values.is_empty() {
                    return (*operator == "eq") == wanted.is_null()
                        && matches!(*operator, "eq" | "ne");
                }
                let attribute = place.last();
                values
                    .into_iter()
                    .any(|value| holds(attribute, value, operator, wanted))
            }
        }
    }
}

/// Whether a value is one: not null, not empty.
fn present(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.values().any(present),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn holds(attribute: &Attribute, value: &Value, operator: &str, wanted: &Value) -> bool {
    let (Value::String(value), Value::String(wanted)) = (value, wanted) else {
        return (operator == "eq") == (value == wanted);
    };
    if attribute.is("dateTime") {
        let order = clock::read(value).cmp(&clock::read(wanted));
        return ordered(operator, order);
    }
    let (value, wanted) = if attribute.exact {
        (value.clone(), wanted.clone())
    } else {
        (lower(value), lower(wanted))
    };
    match operator {
        "co" => value.contains(&wanted),
        "sw" => value.starts_with(&wanted),
        "ew" => value.ends_with(&wanted),
        _ => ordered(operator, value.cmp(&wanted)),
    }
}

fn ordered(operator: &str, order: Ordering) -> bool {
    match operator {
        "eq" => order.is_eq(),
        "ne" => order.is_ne(),
        "gt" => order.is_gt(),
        "ge" => order.is_ge(),
        "lt" => order.is_lt(),
        "le" => order.is_le(),
        _ => false,
    }
}
