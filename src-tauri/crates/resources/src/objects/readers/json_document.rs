//! One JSON document: the items are the elements of an array or the members of an object in it.
//!
//! The text is cut at the borders of the items by counting brackets; each item is then parsed by itself. What lies
//! between the start of the document and the target of the pointer is only skipped.

use std::io::BufRead;

use serde_json::Value;

use super::bytes::Bytes;
use super::{ITEM_BYTES_MAX, ItemReader, ReadError, ReadItem};

/// The target of `ItemsPointer` has to start within these.
const TARGET_BYTES_MAX: u64 = 16 << 20;

pub(super) struct JsonDocument {
    text: Text,
    items: Items,
    /// Nothing may follow the root.
    is_root: bool,
    number: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Items {
    Elements,
    Members,
    Over,
}

impl JsonDocument {
    /// Goes to the array or object. Without a pointer it is the root, and has to be an array.
    ///
    /// AWS documents objects beside `ItemsPointer` only; a root that is an object was refused when it was recorded.
    pub(super) fn open(bytes: Bytes, pointer: Option<&str>) -> Result<Self, ReadError> {
        let mut text = Text { bytes, offset: 0, value: Vec::new() };
        for token in pointer.unwrap_or_default().split('/').skip(1) {
            text.descend(&token.replace("~1", "/").replace("~0", "~"))?;
        }
        let start = text.peek()?;
        if text.offset > TARGET_BYTES_MAX {
            return Err(ReadError::new("the target of ItemsPointer does not start within the first 16 MB"));
        }
        let items = match start {
            Some(b'[') => Items::Elements,
            Some(b'{') if pointer.is_some() => Items::Members,
            None => return Err(ReadError::new("the file is empty and no JSON document")),
            Some(_) => return Err(ReadError::not_iterable()),
        };
        text.skip_byte();
        let is_root = pointer.is_none_or(str::is_empty);
        Ok(Self { text, items, is_root, number: 0 })
    }

    /// Cuts the next item out, into `self.text.value`. Gives the name of a member.
    fn advance(&mut self) -> Result<Option<Option<String>>, ReadError> {
        let close = match self.items {
            Items::Elements => b']',
            Items::Members => b'}',
            Items::Over => return Ok(None),
        };
        let mut next = self.text.peek()?;
        if next == Some(b',') && self.number > 0 {
            self.text.skip_byte();
            next = self.text.peek()?.filter(|byte| *byte != close);
        } else if self.number > 0 && next != Some(close) {
            next = None;
        }
        if next == Some(close) {
            self.text.skip_byte();
            self.items = Items::Over;
            if self.is_root && self.text.peek()?.is_some() {
                return Err(ReadError::new("the file is not valid JSON: something follows the document"));
            }
            return Ok(None);
        }
        let place = format!("item {}", self.number);
        if next.is_none() {
            return Err(ReadError::new(format!("the file is not valid JSON at {place}")));
        }
        self.number += 1;
        let name = if self.items == Items::Members { Some(self.text.name()?) } else { None };
        self.text.cut(&place)?;
        Ok(Some(name))
    }
}

impl ItemReader for JsonDocument {
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError> {
        let Some(key) = self.advance()? else { return Ok(None) };
        let value: Value = serde_json::from_slice(&self.text.value).map_err(|error| {
            ReadError::new(format!("the file is not valid JSON at item {}: {error}", self.number - 1))
        })?;
        let value = match &key {
            Some(key) => serde_json::json!({"Key": key, "Value": value}).to_string(),
            None => value.to_string(),
        };
        Ok(Some(ReadItem { value, key }))
    }

    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        for skipped in 0..count {
            if self.advance()?.is_none() {
                return Ok(skipped);
            }
        }
        Ok(count)
    }
}

/// The text of the document, read from the front.
struct Text {
    bytes: Bytes,
    offset: u64,
    /// The value that was cut out last.
    value: Vec<u8>,
}

impl Text {
    /// The next byte that is not blank.
    fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let chunk = self.bytes.fill_buf()?;
            let blanks = chunk.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
            let next = chunk.get(blanks).copied();
            let is_over = chunk.is_empty();
            self.consume(blanks);
            if next.is_some() || is_over {
                return Ok(next);
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.bytes.consume(count);
        self.offset += count as u64;
    }

    fn skip_byte(&mut self) {
        self.consume(1);
    }

    /// The name of a member, and the colon after it.
    fn name(&mut self) -> Result<String, ReadError> {
        self.cut("the name of a member")?;
        let name = serde_json::from_slice(&self.value);
        if self.peek()? != Some(b':') {
            return Err(ReadError::new("the file is not valid JSON: a member has no value"));
        }
        self.skip_byte();
        name.map_err(|_| ReadError::new("the file is not valid JSON: a member has no name"))
    }

    /// Goes to a member of an object or an element of an array.
    fn descend(&mut self, token: &str) -> Result<(), ReadError> {
        let start = self.peek()?;
        let index = token.parse::<u64>().ok().filter(|_| token == "0" || !token.starts_with(['0', '+']));
        if matches!(start, Some(b'[' | b'{')) {
            self.skip_byte();
        }
        for number in 0.. {
            match self.peek()? {
                Some(b']' | b'}') | None => break,
                Some(b',') if number > 0 => self.skip_byte(),
                Some(_) => {}
            }
            let found = match start {
                Some(b'{') => self.name()? == token,
                Some(b'[') => index == Some(number),
                _ => break,
            };
            if found {
                return Ok(());
            }
            self.pass()?;
        }
        // What is not there cannot be gone through either.
        Err(ReadError::not_iterable())
    }

    /// Reads one value into `self.value`.
    fn cut(&mut self, what: &str) -> Result<(), ReadError> {
        self.value.clear();
        self.through(Some(what))
    }

    /// Reads over one value, however large.
    fn pass(&mut self) -> Result<(), ReadError> {
        self.through(None)
    }

    fn through(&mut self, kept_as: Option<&str>) -> Result<(), ReadError> {
        let mut end = ValueEnd::default();
        self.peek()?;
        let start = self.offset;
        loop {
            let chunk = self.bytes.fill_buf()?;
            if chunk.is_empty() {
                return match end.kind {
                    Kind::Scalar => Ok(()),
                    Kind::None | Kind::Nested => {
                        Err(ReadError::new("the file is not valid JSON: it ends in the middle of a value"))
                    }
                };
            }
            let (count, is_over) = end.find(chunk);
            if let Some(what) = kept_as {
                self.value.extend_from_slice(chunk.get(..count).unwrap_or_default());
                if self.value.len() > ITEM_BYTES_MAX {
                    return Err(ReadError::too_large(what));
                }
            } else if self.offset > TARGET_BYTES_MAX {
                return Err(ReadError::new(
                    "the target of ItemsPointer does not start within the first 16 MB",
                ));
            }
            self.consume(count);
            if is_over && self.offset == start {
                return Err(ReadError::new(
                    "the file is not valid JSON: there is a mark where a value belongs",
                ));
            }
            if is_over {
                return Ok(());
            }
        }
    }
}

/// Finds where a value ends.
#[derive(Default)]
struct ValueEnd {
    kind: Kind,
    depth: u64,
    in_string: bool,
    escaped: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// Nothing was seen yet.
    #[default]
    None,
    /// A number or a word: ends in front of what follows.
    Scalar,
    /// A string, an array, an object.
    Nested,
}

impl ValueEnd {
    /// How many bytes of `chunk` belong to the value, and whether it ends there.
    fn find(&mut self, chunk: &[u8]) -> (usize, bool) {
        for (index, byte) in chunk.iter().enumerate() {
            if self.kind == Kind::None {
                let nested = matches!(byte, b'"' | b'[' | b'{');
                self.kind = if nested { Kind::Nested } else { Kind::Scalar };
            }
            if self.kind == Kind::Scalar {
                if matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r') {
                    return (index, true);
                }
            } else if self.ends_with(*byte) {
                return (index + 1, true);
            }
        }
        (chunk.len(), false)
    }

    fn ends_with(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => return false,
            }
            return !self.in_string && self.depth == 0;
        }
        match byte {
            b'"' => self.in_string = true,
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => return false,
        }
        !self.in_string && self.depth == 0
    }
}
