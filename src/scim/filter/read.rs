//! A filter out of its text (RFC 7644 §3.4.2.2, figure 1). Knows nothing of what it means.

use super::{Filter, OPERATORS};
use crate::error::Error;
use seatwarden_json::Value;

/// Deeper nesting is refused.
const DEEPEST: usize = 32;

impl Filter {
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
}
