//! Values, and whatever serde derives `Serialize` for, as JSON text.

use crate::writer::Writer;
use crate::{Map, Text, Value};
use serde::ser::{
    self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
};
use std::fmt::{self, Display};
use zeroize::Zeroizing;

/// What a [`Value`]'s number calls itself, so that its digits are written as they are. To another serializer it is a text,
/// if it isn't an integer that serde knows.
const NUMBER: &str = "$seatwarden_json::Number";

/// As JSON, without white space.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    written(value, false)
}

/// As [`to_string`], of what may hold secrets: wiped at its end, and so is each place that it outgrew.
#[must_use]
pub fn to_private_string<T: Serialize + ?Sized>(value: &T) -> Zeroizing<String> {
    Zeroizing::new(written(value, true))
}

fn written<T: Serialize + ?Sized>(value: &T, private: bool) -> String {
    let mut writer = Writer::new(private);
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
    end: char,
}

impl Several<'_> {
    fn next(&mut self) {
        if !self.first {
            self.writer.mark(',');
        }
        self.first = false;
    }

    fn named(&mut self, name: &str) {
        self.next();
        self.writer.string(name);
        self.writer.mark(':');
    }

    fn close(self) {
        self.writer.mark(self.end);
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
        self.writer.mark(':');
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
        self.put(if truth { "true" } else { "false" });
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
            self.put(text);
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
        self.put("null");
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
        self.mark('[');
        Ok(Several {
            writer: self,
            first: true,
            end: ']',
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
        self.mark('{');
        Ok(Several {
            writer: self,
            first: true,
            end: '}',
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
