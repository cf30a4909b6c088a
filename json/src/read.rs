//! JSON text into values, by hifijson's lexer.

use crate::number::is_large_integer;
use crate::text::Source;
use crate::{Map, Text, Value};
use hifijson::escape::{Error as Escape, Lex as _};
use hifijson::num::Lex as _;
use hifijson::token::{Expect, Lex as _};
use hifijson::{Read as _, SliceLexer};
use std::rc::Rc;
use zeroize::Zeroizing;

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

impl From<Escape> for Problem {
    fn from(error: Escape) -> Self {
        match error {
            Escape::ExpectedLowSurrogate | Escape::InvalidChar(_) => Problem::Surrogate,
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
    let whole = match privacy {
        Privacy::Open => Text::whole(text.into_boxed_str(), false),
        // Into a box with `into_boxed_str` it might be moved, and what was left behind would not be wiped.
        Privacy::Private => Text::whole(Zeroizing::new(text).as_str().into(), true),
    };
    read(whole.source()).map_err(|error| (error, whole))
}

fn read(source: &Rc<Source>) -> Result<Value, Error> {
    let reader = Reader { source };
    let mut lexer = SliceLexer::new(source.text().as_bytes());
    let read = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
        reader.value(next, lexer, DEEPEST)
    });
    read.map_err(|problem| Error {
        at: reader.place(&lexer),
        problem,
    })
}

/// Adds to a text that may be a secret: where it must move to grow, what it leaves behind is wiped.
fn add(text: &mut Zeroizing<String>, more: &str) {
    let length = text.len() + more.len();
    if length > text.capacity() {
        let mut larger = Zeroizing::new(String::with_capacity(2 * length));
        larger.push_str(text);
        *text = larger;
    }
    text.push_str(more);
}

struct Reader<'a> {
    source: &'a Rc<Source>,
}

impl<'a> Reader<'a> {
    /// How far the lexer is, in bytes from the beginning.
    fn place(&self, lexer: &SliceLexer<'a>) -> usize {
        self.source.text().len() - lexer.as_slice().len()
    }

    fn between(&self, from: usize, to: usize) -> &'a str {
        self.source.text().get(from..to).unwrap_or_default()
    }

    fn part(&self, from: usize, to: usize) -> Text {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Text::part(self.source, place(from), place(to))
    }

    /// A string, behind its first quote.
    fn string(&self, lexer: &mut SliceLexer<'a>) -> Result<Text, Problem> {
        let from = self.place(lexer);
        lexer.skip_until(ends_plain_text);
        if lexer.peek_next() != Some(b'"') {
            return self.escaped(from, lexer);
        }
        let to = self.place(lexer);
        lexer.take_next();
        Ok(self.part(from, to))
    }

    /// A string that isn't as it is written, from behind its first quote on.
    #[cold]
    fn escaped(&self, mut from: usize, lexer: &mut SliceLexer<'a>) -> Result<Text, Problem> {
        let mut text = Zeroizing::new(String::new());
        loop {
            add(&mut text, self.between(from, self.place(lexer)));
            match lexer.take_next() {
                Some(b'"') => {
                    return Ok(Text::whole(text.as_str().into(), self.source.is_private()));
                }
                Some(b'\\') => {}
                _ => return Err(Problem::Syntax),
            }
            let kind = lexer.take_next().ok_or(Escape::Eof)?;
            add(&mut text, lexer.escape(kind)?.encode_utf8(&mut [0; 4]));
            from = self.place(lexer);
            lexer.skip_until(ends_plain_text);
        }
    }

    fn number(&self, lexer: &mut SliceLexer<'a>) -> Result<Value, Problem> {
        let from = self.place(lexer);
        lexer.num_ignore().validate()?;
        let to = self.place(lexer);
        Ok(if is_large_integer(self.between(from, to)) {
            Value::String(self.part(from, to))
        } else {
            Value::Number(self.part(from, to))
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
            b'-' | b'0'..=b'9' => self.number(lexer),
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

/// Whether a character of a string ends it, or isn't meant as it stands there.
const fn ends_plain_text(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1f)
}
