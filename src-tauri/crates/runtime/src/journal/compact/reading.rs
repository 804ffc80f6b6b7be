//! From bytes to values. Bytes that mean nothing are a fault, never a panic.

use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{
    DOUBLE, FALSE, FEW_ITEMS, FEW_ITEMS_MAX, FEW_PAIRS, Fault, LIST, NEGATIVE, NULL, NUMBER, PAIRS, SAID,
    SAID_FEW, SAID_FEW_COUNT, SMALL_MAX, TEXT, TRUE, WORDS,
};

/// Values within values; events need a handful.
const DEPTH_MAX: u8 = 32;

/// Calls `each` with the values of a list until it says `false`; whether it never did. What comes after that is not
/// looked at.
pub(in crate::journal) fn read_each<T: DeserializeOwned>(
    bytes: &[u8],
    mut each: impl FnMut(T) -> bool,
) -> Result<bool, Fault> {
    let mut reader = Reader { left: bytes, texts: Vec::new(), depth: 1 };
    let first = reader.byte()?;
    for _ in 0..reader.items(first)? {
        if !each(T::deserialize(&mut reader)?) {
            return Ok(false);
        }
    }
    match reader.left.is_empty() {
        true => Ok(true),
        false => Err(broken("something follows the end")),
    }
}

struct Reader<'de> {
    left: &'de [u8],
    /// Texts that were said and are not words.
    texts: Vec<&'de str>,
    depth: u8,
}

fn broken(what: &str) -> Fault {
    Fault(format!("the body is damaged: {what}"))
}

impl<'de> Reader<'de> {
    fn byte(&mut self) -> Result<u8, Fault> {
        let (first, left) = self.left.split_first().ok_or_else(|| broken("its end is missing"))?;
        self.left = left;
        Ok(*first)
    }

    fn bytes(&mut self, length: usize) -> Result<&'de [u8], Fault> {
        let (bytes, left) = self.left.split_at_checked(length).ok_or_else(|| broken("its end is missing"))?;
        self.left = left;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u64, Fault> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(broken("a number without an end"))
    }

    fn length(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.number()?).map_err(|_| broken("a length"))
    }

    fn new_text(&mut self) -> Result<&'de str, Fault> {
        let length = self.length()?;
        let text = std::str::from_utf8(self.bytes(length)?).map_err(|_| broken("a text"))?;
        self.texts.push(text);
        Ok(text)
    }

    fn said(&self, number: usize) -> Result<&'de str, Fault> {
        let text = match number.checked_sub(WORDS.len()) {
            None => WORDS.get(number).copied(),
            Some(place) => self.texts.get(place).copied(),
        };
        text.ok_or_else(|| broken("a text that was not said"))
    }

    fn text(&mut self, first: u8) -> Result<&'de str, Fault> {
        match first {
            SAID_FEW..NULL => self.said(usize::from(first - SAID_FEW)),
            SAID => {
                let number = self.length()?;
                self.said(number.saturating_add(SAID_FEW_COUNT))
            }
            TEXT => self.new_text(),
            _ => Err(broken("a text is missing")),
        }
    }

    fn pairs(&mut self, first: u8) -> Result<usize, Fault> {
        match first {
            PAIRS => self.length(),
            FEW_PAIRS..FEW_ITEMS => Ok(usize::from(first - FEW_PAIRS)),
            _ => Err(broken("pairs are missing")),
        }
    }

    fn items(&mut self, first: u8) -> Result<usize, Fault> {
        match first {
            LIST => self.length(),
            FEW_ITEMS..=FEW_ITEMS_MAX => Ok(usize::from(first - FEW_ITEMS)),
            _ => Err(broken("a list is missing")),
        }
    }

    /// Goes one value deeper for the time of `visit`.
    fn deeper<T>(&mut self, visit: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= DEPTH_MAX {
            return Err(broken("too many values within values"));
        }
        self.depth += 1;
        let value = visit(self);
        self.depth -= 1;
        value
    }
}

impl<'de> serde::Deserializer<'de> for &mut Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            small @ 0..=SMALL_MAX => visitor.visit_u64(small.into()),
            NULL => visitor.visit_unit(),
            FALSE => visitor.visit_bool(false),
            TRUE => visitor.visit_bool(true),
            NUMBER => visitor.visit_u64(self.number()?),
            NEGATIVE => {
                let number = i64::try_from(self.number()?).map_err(|_| broken("a negative number"))?;
                visitor.visit_i64(-1 - number)
            }
            DOUBLE => {
                let bytes = self.bytes(8)?.first_chunk().ok_or_else(|| broken("a double"))?;
                visitor.visit_f64(f64::from_le_bytes(*bytes))
            }
            first @ (SAID_FEW..NULL | SAID | TEXT) => visitor.visit_borrowed_str(self.text(first)?),
            first @ (LIST | FEW_ITEMS..=FEW_ITEMS_MAX) => {
                let left = self.items(first)?;
                self.deeper(|reader| visitor.visit_seq(Items { reader, left }))
            }
            first @ (PAIRS | FEW_PAIRS..FEW_ITEMS) => {
                let left = self.pairs(first)?;
                self.deeper(|reader| visitor.visit_map(Items { reader, left }))
            }
            _ => Err(broken("a value that means nothing")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.left.first() == Some(&NULL) {
            self.byte()?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let first = self.byte()?;
        if matches!(first, SAID_FEW..NULL | SAID | TEXT) {
            return visitor.visit_enum(self.text(first)?.into_deserializer());
        }
        match self.pairs(first)? {
            1 => self.deeper(|reader| visitor.visit_enum(Variant(reader))),
            _ => Err(broken("a variant")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// What follows a length.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.min(self.reader.left.len()))
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The pair of a variant's name and its content.
struct Variant<'r, 'de>(&'r mut Reader<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'de> serde::de::VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        serde::Deserialize::deserialize(self.0)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        serde::Deserializer::deserialize_any(self.0, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        serde::Deserializer::deserialize_any(self.0, visitor)
    }
}
