//! From values to bytes.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{
    DOUBLE, FALSE, FEW, FEW_ITEMS, FEW_PAIRS, Fault, LIST, NEGATIVE, NULL, NUMBER, PAIRS, SAID, SAID_FEW,
    SAID_FEW_COUNT, SMALL_MAX, TEXT, TRUE, WORDS,
};
use crate::trusted_keys::Trusted;

/// Of a long text so many bytes at either end are looked at to guess whether it was said before.
const SAMPLE: usize = 32;

/// The bytes of a value.
pub(in crate::journal) fn write(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.bytes)
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// Where texts that are not words are in `bytes`.
    texts: Vec<Range<usize>>,
    /// Numbers of texts by a digest of them.
    numbers: Numbers,
}

type Numbers = HashMap<u64, usize, Trusted>;

static NUMBERS_OF_WORDS: LazyLock<Numbers> = LazyLock::new(|| {
    WORDS.iter().enumerate().map(|(number, word)| (digest(word.as_bytes()), number)).collect()
});

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn unsigned(&mut self, number: u64) {
        match u8::try_from(number) {
            Ok(small) if small <= SMALL_MAX => self.bytes.push(small),
            _ => {
                self.bytes.push(NUMBER);
                self.number(number);
            }
        }
    }

    fn length(&mut self, length: usize, few: u8, many: u8) {
        match u8::try_from(length) {
            Ok(small) if length < FEW => self.bytes.push(few | small),
            _ => {
                self.bytes.push(many);
                self.number(length as u64);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let digest = digest(text.as_bytes());
        let number = NUMBERS_OF_WORDS.get(&digest).or_else(|| self.numbers.get(&digest)).copied();
        if let Some(number) = number.filter(|number| self.is_said(*number, text)) {
            return self.said(number);
        }
        self.bytes.push(TEXT);
        self.number(text.len() as u64);
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        self.numbers.insert(digest, WORDS.len() + self.texts.len());
        self.texts.push(begin..self.bytes.len());
    }

    /// Whether the text with this number is really that text.
    fn is_said(&self, number: usize, text: &str) -> bool {
        match number.checked_sub(WORDS.len()) {
            None => WORDS.get(number) == Some(&text),
            Some(place) => {
                let said = self.texts.get(place).and_then(|range| self.bytes.get(range.clone()));
                said == Some(text.as_bytes())
            }
        }
    }

    fn said(&mut self, number: usize) {
        match number.checked_sub(SAID_FEW_COUNT) {
            None => self.bytes.push(SAID_FEW | number as u8),
            Some(rest) => {
                self.bytes.push(SAID);
                self.number(rest as u64);
            }
        }
    }

    /// A pair, whose value follows.
    fn variant(&mut self, name: &str) {
        self.length(1, FEW_PAIRS, PAIRS);
        self.text(name);
    }
}

/// Different texts may have the same digest; [`Writer::is_said`] compares.
fn digest(text: &[u8]) -> u64 {
    let fold = |digest: u64, bytes: &[u8]| {
        bytes.chunks(8).fold(digest, |digest, chunk| {
            let word = chunk.iter().fold(0, |word: u64, byte| word << 8 | u64::from(*byte));
            (digest.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    };
    let length = text.len() as u64;
    let digest = match (text.first_chunk::<SAMPLE>(), text.last_chunk::<SAMPLE>()) {
        (Some(first), Some(last)) => fold(fold(length, first), last),
        _ => fold(length, text),
    };
    digest ^ digest >> 32
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Items<'w>;
    type SerializeMap = Items<'w>;
    type SerializeStruct = Items<'w>;
    type SerializeStructVariant = Items<'w>;

    fn serialize_bool(self, value: bool) -> Result<(), Fault> {
        self.bytes.push(if value { TRUE } else { FALSE });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Fault> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Fault> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Fault> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Fault> {
        match u64::try_from(value) {
            Ok(number) => self.unsigned(number),
            Err(_) => {
                self.bytes.push(NEGATIVE);
                self.number(value.unsigned_abs() - 1);
            }
        }
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Fault> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Fault> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Fault> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Fault> {
        self.unsigned(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Fault> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Fault> {
        self.bytes.push(DOUBLE);
        self.bytes.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Fault> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Fault> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.bytes.push(NULL);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Fault> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.variant(name);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'w>, Fault> {
        let length = length.ok_or_else(|| Fault("a list of unknown length".into()))?;
        self.length(length, FEW_ITEMS, LIST);
        Ok(Items(self))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'w>, Fault> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'w>, Fault> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<Items<'w>, Fault> {
        self.variant(name);
        self.serialize_seq(Some(length))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Items<'w>, Fault> {
        let length = length.ok_or_else(|| Fault("pairs of unknown number".into()))?;
        self.length(length, FEW_PAIRS, PAIRS);
        Ok(Items(self))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Items<'w>, Fault> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<Items<'w>, Fault> {
        self.variant(name);
        self.serialize_map(Some(length))
    }
}

/// What follows a length.
struct Items<'w>(&'w mut Writer);

macro_rules! items {
    ($($kind:ident $method:ident,)*) => {
        $(impl $kind for Items<'_> {
            type Ok = ();
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
                value.serialize(&mut *self.0)
            }

            fn end(self) -> Result<(), Fault> {
                Ok(())
            }
        })*
    };
}

macro_rules! members {
    ($($kind:ident)*) => {
        $(impl $kind for Items<'_> {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Fault> {
                self.0.text(name);
                value.serialize(&mut *self.0)
            }

            fn end(self) -> Result<(), Fault> {
                Ok(())
            }
        })*
    };
}

items! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}
members!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Fault> {
        name.serialize(&mut *self.0)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Fault> {
        Ok(())
    }
}
