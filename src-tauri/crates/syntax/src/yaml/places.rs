//! From the parser's places, counted in characters, to bytes.

/// Byte offsets of the characters of a text.
pub(super) struct Places {
    /// Offset of each character, and the length of the text; empty if characters are bytes.
    offsets: Vec<u32>,
    length: u32,
}

impl Places {
    pub(super) fn of(text: &str) -> Self {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let offsets = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(offset, _)| u32::try_from(offset).unwrap_or(u32::MAX)).collect()
        };
        Self { offsets, length }
    }

    /// The byte at which a character begins; the end of the text for places behind it.
    pub(super) fn byte(&self, character: usize) -> u32 {
        if self.offsets.is_empty() {
            return u32::try_from(character).map_or(self.length, |offset| offset.min(self.length));
        }
        self.offsets.get(character).copied().unwrap_or(self.length)
    }
}
