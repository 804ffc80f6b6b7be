//! JSON Lines: one JSON value a line. Blank lines are left out.

use std::io::{BufRead, Read};

use super::bytes::Bytes;
use super::{ITEM_BYTES_MAX, ItemReader, ReadError, ReadItem};

pub(super) struct JsonLines {
    bytes: Bytes,
    line: Vec<u8>,
    number: u64,
}

impl JsonLines {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self { bytes, line: Vec::new(), number: 0 }
    }

    /// Whether there is another line that is not blank.
    fn advance(&mut self) -> Result<bool, ReadError> {
        loop {
            self.line.clear();
            self.number += 1;
            let most = ITEM_BYTES_MAX as u64 + 2;
            if self.bytes.by_ref().take(most).read_until(b'\n', &mut self.line)? == 0 {
                return Ok(false);
            }
            if self.line.trim_ascii().len() > ITEM_BYTES_MAX {
                return Err(ReadError::too_large(&format!("line {}", self.number)));
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }
}

impl ItemReader for JsonLines {
    fn read(&mut self) -> Result<Option<ReadItem>, ReadError> {
        if !self.advance()? {
            return Ok(None);
        }
        let value: serde_json::Value = serde_json::from_slice(&self.line)
            .map_err(|error| ReadError::new(format!("line {} is not JSON: {error}", self.number)))?;
        Ok(Some(ReadItem { value: value.to_string(), key: None }))
    }

    fn skip(&mut self, count: u64) -> Result<u64, ReadError> {
        for skipped in 0..count {
            if !self.advance()? {
                return Ok(skipped);
            }
        }
        Ok(count)
    }
}
