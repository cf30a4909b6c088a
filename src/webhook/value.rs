//! JSON as it was written: numbers keep their digits, objects their order. Read by hifijson and not into serde_json's
//! values, whose maps, floating point numbers and their tables would be half of the webhooks' wasm (HACKING.md).

use seatwarden_json::is_large_integer;

use hifijson::SliceLexer;
use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::{Expect, Lex as _};
use std::borrow::Cow;

/// Deeper than any vendor's delivery, and well within the stack of wasm. As deep as serde_json goes.
const DEEPEST: usize = 128;

/// A value, borrowed from the text that it was read from as far as it can be.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value<'a> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, spelled as it was. An integer beyond ±2^53, which JavaScript would read wrongly, is a text.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Value<'a>>),
    /// An object. A name that is there twice counts as JavaScript reads it: the last.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads JSON.
    ///
    /// # Errors
    /// Where the text stops being JSON, in bytes from its beginning.
    pub fn read(text: &'a str) -> Result<Self, usize> {
        let mut lexer = SliceLexer::new(text.as_bytes());
        let read = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
            value(next, lexer, DEEPEST)
        });
        read.map_err(|_| text.len().saturating_sub(lexer.as_slice().len()))
    }

    /// A field of an object. `null` is a field that isn't there (RFC 7643 §2.5).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Value::Object(fields) = self else {
            return None;
        };
        let last = fields.iter().rev().find(|(known, _)| known == name);
        last.map(|(_, value)| value)
            .filter(|value| **value != Value::Null)
    }

    /// The value at a path of names, each behind a `/`; itself if the path is empty.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/')
            .skip(1)
            .try_fold(self, |at, name| at.get(name))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is this text.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.as_text() == Some(text)
    }

    /// The value as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Number(digits) => out.push_str(digits),
            Value::Text(text) => quote(text, out),
            Value::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    separate(at, out);
                    item.write(out);
                }
                out.push(']');
            }
            Value::Object(fields) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    separate(at, out);
                    quote(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn separate(at: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
}

/// A string (RFC 8259 §7).
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\0'..='\x1f' => {
                let digit = |shift: u32| char::from_digit((u32::from(letter) >> shift) & 15, 16);
                out.push_str("\\u00");
                out.extend(digit(4));
                out.extend(digit(0));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

fn value<'a>(
    next: u8,
    lexer: &mut SliceLexer<'a>,
    depth: usize,
) -> Result<Value<'a>, hifijson::Error> {
    let depth = depth.checked_sub(1).ok_or(hifijson::Error::Depth)?;
    match next {
        b'a'..=b'z' => Ok(lexer
            .null_or_bool()
            .ok_or(Expect::Value)?
            .map_or(Value::Null, Value::Bool)),
        b'-' | b'0'..=b'9' => {
            let (digits, _) = lexer.num_string().validated()?;
            let digits = Cow::Borrowed(digits);
            Ok(if is_large_integer(&digits) {
                Value::Text(digits)
            } else {
                Value::Number(digits)
            })
        }
        b'"' => Ok(Value::Text(lexer.discarded().str_string()?)),
        b'[' => {
            let mut items = Vec::new();
            lexer
                .discarded()
                .seq(b']', SliceLexer::ws_peek, |next, lexer| {
                    items.push(value(next, lexer, depth)?);
                    Ok::<_, hifijson::Error>(())
                })?;
            Ok(Value::List(items))
        }
        b'{' => {
            let mut fields = Vec::new();
            lexer
                .discarded()
                .seq(b'}', SliceLexer::ws_peek, |next, lexer| {
                    lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
                    let name = lexer.str_string()?;
                    lexer
                        .expect(SliceLexer::ws_peek, b':')
                        .ok_or(Expect::Colon)?;
                    let next = lexer.ws_peek().ok_or(Expect::Value)?;
                    fields.push((name, value(next, lexer, depth)?));
                    Ok::<_, hifijson::Error>(())
                })?;
            Ok(Value::Object(fields))
        }
        _ => Err(Expect::Value)?,
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

/// An object of the fields that are there.
#[must_use]
pub fn object<'a>(fields: &mut [(&'static str, Option<Value<'a>>)]) -> Value<'a> {
    let mut object = Vec::new();
    for (name, value) in fields {
        if let Some(value) = value.take() {
            object.push((Cow::Borrowed(*name), value));
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        Value::read(text).unwrap().json()
    }

    #[test]
    fn what_is_read_is_written_as_it_was_but_for_large_integers() {
        for same in [
            "null",
            "[true,false,null]",
            r#"{"z":1,"a":{"b":[]},"c":{}}"#,
            "[0,-0,1.10,1e5,-2.5E+3,9007199254740992,1.12345678901234567890]",
            r#""ü €😀""#,
            r#""\"\\\u0000\u001f/""#,
        ] {
            assert_eq!(again(same), same);
        }
        for (given, wanted) in [
            ("[9007199254740993]", "[\"9007199254740993\"]"),
            ("-9007199254740993", "\"-9007199254740993\""),
            (" { \"a\" : 1 } ", "{\"a\":1}"),
            (r#""\u00fc\n\t\/\ud83d\ude00""#, "\"ü\\u000a\\u0009/😀\""),
        ] {
            assert_eq!(again(given), wanted);
        }
    }

    #[test]
    fn what_is_written_serde_reads_as_the_same() {
        for text in [
            r#"{"a":[1,2.5,"x\n\"\\\u0007",null,true],"ü":{"b":""}}"#,
            "[]",
        ] {
            let by_serde: serde_json::Value = serde_json::from_str(text).unwrap();
            let again: serde_json::Value = serde_json::from_str(&again(text)).unwrap();
            assert_eq!(again, by_serde);
        }
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_stops_being_any() {
        for (text, at) in [
            ("", 0),
            ("{oops", 1),
            ("[1,]", 3),
            ("[1 2]", 3),
            ("{\"a\" 1}", 5),
            ("nul", 0),
            ("True", 0),
            ("01", 1),
            ("[1.]", 3),
            ("+1", 0),
            ("NaN", 0),
            ("'a'", 0),
            ("1 1", 2),
            ("\"\u{1}\"", 2),
            ("\"a", 2),
            (r#""\ud800""#, 7),
            (r#""\x""#, 3),
        ] {
            let got = Value::read(text).unwrap_err();
            assert!(got.abs_diff(at) <= 1, "{text}: {got}");
        }
        let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
        assert!(Value::read(&deep(DEEPEST)).is_ok());
        assert!(Value::read(&deep(DEEPEST + 1)).is_err());
        assert!(Value::read(&deep(1_000_000)).is_err());
    }

    #[test]
    fn the_last_of_two_fields_of_a_name_counts_as_in_javascript() {
        let twice = Value::read(r#"{"a":{"b":1},"a":{"b":"2"}}"#).unwrap();
        assert!(twice.at("/a/b").unwrap().is("2"));
        assert_eq!(twice.at(""), Some(&twice));
        assert_eq!(twice.at("/a/c"), None);
        assert_eq!(twice.at("/a/b/c"), None);
    }
}
