//! Values, and whatever serde derives `Serialize` for, as JSON text.

use crate::{Map, Text, Value};
use serde::ser::{
    self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
};
use std::fmt::{self, Display};

/// What a [`Value`]'s number calls itself, so that its digits are written as they are. To another serializer it is a text,
/// if it isn't an integer that serde knows.
const NUMBER: &str = "$seatwarden_json::Number";

/// As JSON, without white space.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer {
        out: String::new(),
        raw: false,
    };
    // Nothing that we serialize can fail: a shape that isn't written here would be noticed by the first test that has one.
    let written = value.serialize(&mut writer);
    debug_assert!(written.is_ok(), "of a shape that isn't written");
    writer.out
}

impl Serialize for Value {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(digits) => match digits.parse() {
                Ok(number) if *digits != "-0" => serializer.serialize_i64(number),
                _ => serializer.serialize_newtype_struct(NUMBER, digits.as_str()),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items),
            Value::Object(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for Map {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl Serialize for Text {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// A text of JSON that grows. Not generic, so that it is compiled here.
#[derive(Debug)]
pub struct Writer {
    out: String,
    /// Whether the next text is a number's digits.
    raw: bool,
}

impl Writer {
    /// A string (RFC 8259 §7), its escapes as serde_json writes them.
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut kept = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escaped = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x08 => "\\b",
                0x0c => "\\f",
                0..=0x1f => "",
                _ => continue,
            };
            self.out.push_str(text.get(kept..at).unwrap_or_default());
            self.out.push_str(escaped);
            if escaped.is_empty() {
                let digit = |half: u8| char::from_digit(u32::from(half), 16);
                self.out.push_str("\\u00");
                self.out.extend(digit(byte >> 4));
                self.out.extend(digit(byte & 15));
            }
            kept = at + 1;
        }
        self.out.push_str(text.get(kept..).unwrap_or_default());
        self.out.push('"');
    }

    fn whole(&mut self, negative: bool, mut number: u64) {
        let mut digits = [0_u8; 20];
        let mut first = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
            first -= 1;
            if number == 0 {
                break;
            }
        }
        if negative {
            self.out.push('-');
        }
        let digits = digits.get(first..).unwrap_or_default();
        self.out.extend(digits.iter().copied().map(char::from));
    }
}

/// Never met: what is serialized here can't fail.
#[derive(Debug)]
pub struct Error;

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not JSON")
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// An array or an object that is being written.
#[derive(Debug)]
pub struct Several<'a> {
    writer: &'a mut Writer,
    first: bool,
    end: &'static str,
}

impl Several<'_> {
    fn next(&mut self) {
        if !self.first {
            self.writer.out.push(',');
        }
        self.first = false;
    }

    fn named(&mut self, name: &str) {
        self.next();
        self.writer.string(name);
        self.writer.out.push(':');
    }

    fn close(self) {
        self.writer.out.push_str(self.end);
    }
}

impl SerializeSeq for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.next();
        item.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeMap for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        self.next();
        name.serialize(&mut *self.writer)?;
        debug_assert!(self.writer.out.ends_with('"'), "a name that is no text");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.out.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Several<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.named(name);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Several<'a>;
    type SerializeMap = Several<'a>;
    type SerializeStruct = Several<'a>;
    type SerializeTuple = Several<'a>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, truth: bool) -> Result<(), Error> {
        self.out.push_str(if truth { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), Error> {
        self.whole(number < 0, number.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Result<(), Error> {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), Error> {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), Error> {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.whole(false, number);
        Ok(())
    }

    /// Nothing that we say has a fraction: it is left out, as JavaScript leaves out what is not finite.
    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_char(self, letter: char) -> Result<(), Error> {
        self.string(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if self.raw {
            self.out.push_str(text);
        } else {
            self.string(text);
        }
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Error> {
        self.string(name);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.raw = name == NUMBER;
        let written = value.serialize(&mut *self);
        self.raw = false;
        written
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = self.serialize_map(None)?;
        object.serialize_field(name, value)?;
        SerializeStruct::end(object)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Several<'a>, Error> {
        self.out.push('[');
        Ok(Several {
            writer: self,
            first: true,
            end: "]",
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<Several<'a>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Several<'a>, Error> {
        self.out.push('{');
        Ok(Several {
            writer: self,
            first: true,
            end: "}",
        })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Several<'a>, Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}
