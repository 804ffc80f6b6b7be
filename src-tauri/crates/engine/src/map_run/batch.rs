//! `ItemBatcher`: several items make the input of one child.

use super::BatchLimits;
use crate::Failure;
use crate::Payload;
use crate::broken::{PAYLOAD_BYTES_MAX, too_large};

/// The input of one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The input.
    pub input: Payload,
    /// How many items are in it.
    pub items: u32,
}

/// Puts selected items together. The same items give the same batches.
#[derive(Clone, Debug)]
pub struct Batcher {
    limits: Option<BatchLimits>,
    /// Input up to the items, `{"BatchInput":…,"Items":[`.
    head: String,
    /// The batch being filled, without its end.
    text: String,
    items: u32,
}

/// What closes the input of a batch.
const TAIL: &str = "]}";

impl Batcher {
    /// Without limits each item is a batch of its own, and its child's whole input.
    #[must_use]
    pub fn new(limits: Option<BatchLimits>) -> Self {
        let given = limits.as_ref().and_then(|limits| limits.input.as_ref());
        let given = given.map(|input| format!("\"BatchInput\":{},", input.text()));
        let head = format!("{{{}\"Items\":[", given.unwrap_or_default());
        Self { limits, text: head.clone(), head, items: 0 }
    }

    /// Adds an item; gives a batch that is full by then.
    ///
    /// # Errors
    /// An item that is too large for any input.
    pub fn push(&mut self, item: &Payload, state: &str) -> Result<Option<Batch>, Failure> {
        let Some(limits) = &self.limits else { return Ok(Some(Batch { input: item.clone(), items: 1 })) };
        let bytes_max = limits.bytes_max.map_or(PAYLOAD_BYTES_MAX, |max| max as usize);
        let items_max = limits.items_max.unwrap_or(u32::MAX);
        if self.head.len() + item.bytes() + TAIL.len() > PAYLOAD_BYTES_MAX {
            return Err(too_large(state));
        }
        let grown = self.text.len() + usize::from(self.items > 0) + item.bytes() + TAIL.len();
        // A first item is taken even if it alone is larger than the state wants its batches.
        let full = if self.items > 0 && grown > bytes_max { self.take() } else { None };
        if self.items > 0 {
            self.text.push(',');
        }
        self.text.push_str(item.text());
        self.items += 1;
        Ok(if full.is_none() && self.items >= items_max { self.take() } else { full })
    }

    /// The last batch.
    #[must_use]
    pub fn finish(&mut self) -> Option<Batch> {
        if self.items > 0 { self.take() } else { None }
    }

    fn take(&mut self) -> Option<Batch> {
        let mut text = std::mem::replace(&mut self.text, self.head.clone());
        text.push_str(TAIL);
        let items = std::mem::take(&mut self.items);
        Some(Batch { input: Payload::trusted(text.into()), items })
    }
}
