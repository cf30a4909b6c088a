//! JSON text into values, by hifijson's lexer.

use crate::number::is_large_integer;
use crate::text::Source;
use crate::{Map, Text, Value};
use hifijson::SliceLexer;
use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::{Expect, Lex as _};
use std::borrow::Cow;
use std::rc::Rc;

/// Deeper than any vendor's answer, and well within the stack of wasm.
pub const DEEPEST: usize = 128;

/// More fields than any object has that is honest. They are searched one after the other, so a million of them would
/// be a way to keep us busy.
pub const MOST_FIELDS: usize = 10_000;

/// Whether there may be secrets in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// There are none.
    Open,
    /// There may be.
    Private,
}

/// A text that is no JSON, or none that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error {
    /// Where it stops being JSON, in bytes from its beginning.
    pub at: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is no JSON.
    Syntax,
    /// An escaped half of a character.
    Surrogate,
    /// Nested deeper than [`DEEPEST`].
    Depth,
    /// An object of more than [`MOST_FIELDS`].
    Fields,
}

impl From<Expect> for Problem {
    fn from(_: Expect) -> Self {
        Problem::Syntax
    }
}

impl From<hifijson::num::Error> for Problem {
    fn from(_: hifijson::num::Error) -> Self {
        Problem::Syntax
    }
}

impl From<hifijson::str::Error> for Problem {
    fn from(error: hifijson::str::Error) -> Self {
        use hifijson::escape::Error::{ExpectedLowSurrogate, InvalidChar, InvalidHex};
        use hifijson::str::Error::Escape;
        match error {
            Escape(ExpectedLowSurrogate | InvalidChar(_) | InvalidHex(_)) => Problem::Surrogate,
            _ => Problem::Syntax,
        }
    }
}

/// Reads a text. Its strings and numbers are parts of one copy of it.
///
/// # Errors
/// Where it stops being JSON.
pub fn from_str(text: &str) -> Result<Value, Error> {
    read(&Source::new(text.into(), false))
}

/// As [`from_str`], of a text that needn't be copied. A private one, with secrets in it, is wiped with the last value that
/// is a part of it.
///
/// # Errors
/// As [`from_str`]; the text comes back along.
pub fn from_string(text: String, privacy: Privacy) -> Result<Value, (Error, Text)> {
    let whole = Text::whole(text.into_boxed_str(), privacy == Privacy::Private);
    read(whole.source()).map_err(|error| (error, whole))
}

fn read(source: &Rc<Source>) -> Result<Value, Error> {
    let text = source.text();
    let reader = Reader {
        source,
        begin: text.as_ptr().addr(),
    };
    let mut lexer = SliceLexer::new(text.as_bytes());
    let read = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
        reader.value(next, lexer, DEEPEST)
    });
    read.map_err(|problem| Error {
        at: text.len().saturating_sub(lexer.as_slice().len()),
        problem,
    })
}

struct Reader<'a> {
    source: &'a Rc<Source>,
    /// Where the text is in memory: the lexer gives slices, and these are kept as places.
    begin: usize,
}

impl<'a> Reader<'a> {
    fn part(&self, part: &str) -> Text {
        let from = part.as_ptr().addr().wrapping_sub(self.begin);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Text::part(self.source, place(from), place(from + part.len()))
    }

    fn string(&self, lexer: &mut SliceLexer<'a>) -> Result<Text, Problem> {
        Ok(match lexer.str_string()? {
            Cow::Borrowed("") => Text::part(self.source, 0, 0),
            Cow::Borrowed(part) => self.part(part),
            Cow::Owned(text) => Text::whole(text.into_boxed_str(), self.source.is_private()),
        })
    }

    fn value(&self, next: u8, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Value, Problem> {
        let depth = depth.checked_sub(1).ok_or(Problem::Depth)?;
        match next {
            b'"' => Ok(Value::String(self.string(lexer.discarded())?)),
            b'a'..=b'z' => Ok(lexer
                .null_or_bool()
                .ok_or(Expect::Value)?
                .map_or(Value::Null, Value::Bool)),
            b'-' | b'0'..=b'9' => {
                let (digits, _) = lexer.num_string().validated()?;
                let number = self.part(digits);
                Ok(if is_large_integer(digits) {
                    Value::String(number)
                } else {
                    Value::Number(number)
                })
            }
            b'{' => self.object(lexer.discarded(), depth).map(Value::Object),
            b'[' => self.array(lexer.discarded(), depth).map(Value::Array),
            _ => Err(Problem::Syntax),
        }
    }

    fn array(&self, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Vec<Value>, Problem> {
        let mut items = Vec::new();
        lexer.seq(b']', SliceLexer::ws_peek, |next, lexer| {
            items.push(self.value(next, lexer, depth)?);
            Ok::<_, Problem>(())
        })?;
        Ok(items)
    }

    fn object(&self, lexer: &mut SliceLexer<'a>, depth: usize) -> Result<Map, Problem> {
        let mut fields = Vec::new();
        lexer.seq(b'}', SliceLexer::ws_peek, |next, lexer| {
            lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
            let name = self.string(lexer)?;
            lexer
                .expect(SliceLexer::ws_peek, b':')
                .ok_or(Expect::Colon)?;
            let next = lexer.ws_peek().ok_or(Expect::Value)?;
            if fields.len() == MOST_FIELDS {
                return Err(Problem::Fields);
            }
            fields.push((name, self.value(next, lexer, depth)?));
            Ok::<_, Problem>(())
        })?;
        Ok(Map::of(fields))
    }
}
