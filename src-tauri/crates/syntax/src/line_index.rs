//! Converts between byte offsets, lines and columns, and the UTF-16 offsets JavaScript counts in.

/// A place for people. Both count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 0.
    pub line: u32,
    /// Column in Unicode scalar values, from 0.
    pub column: u32,
}

/// Positions of line starts and of characters that UTF-8 and UTF-16 count differently.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset of each line's first byte; the first is 0.
    line_starts: Vec<u32>,
    /// For each non-ASCII character: byte offset after it, and how many fewer units UTF-16 (and plain
    /// characters) have counted up to there.
    wide: Vec<Wide>,
    len: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Wide {
    /// Byte offset just after the character.
    end: u32,
    /// Bytes so far minus UTF-16 units so far.
    utf16_less: u32,
    /// Bytes so far minus characters so far.
    chars_less: u32,
}

impl LineIndex {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut line_starts = vec![0];
        let mut wide = Vec::new();
        let mut last = Wide::default();
        for (at, character) in text.char_indices() {
            if character == '\n' {
                line_starts.push(small(at) + 1);
            }
            let bytes = small(character.len_utf8());
            if bytes > 1 {
                last = Wide {
                    end: small(at) + bytes,
                    utf16_less: last.utf16_less + bytes - small(character.len_utf16()),
                    chars_less: last.chars_less + bytes - 1,
                };
                wide.push(last);
            }
        }
        Self { line_starts, wide, len: small(text.len()) }
    }

    /// UTF-16 offset of a byte offset. Offsets inside a character or past the end are moved back.
    #[must_use]
    pub fn utf16(&self, byte: u32) -> u32 {
        let byte = byte.min(self.len);
        byte.saturating_sub(self.before(byte).utf16_less)
    }

    /// Byte offset of a UTF-16 offset. An offset between two surrogates gives the end of the character.
    #[must_use]
    pub fn byte(&self, utf16: u32) -> u32 {
        let count = self.wide.partition_point(|wide| wide.end - wide.utf16_less <= utf16);
        let less = count.checked_sub(1).and_then(|at| self.wide.get(at)).map_or(0, |wide| wide.utf16_less);
        // An offset inside a wide character lands inside its bytes; that is moved to its end.
        let byte = utf16.saturating_add(less).min(self.len);
        match self.wide.get(count) {
            Some(next) if byte > self.start_of(count) => next.end,
            _ => byte,
        }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn line_column(&self, byte: u32) -> LineColumn {
        let byte = byte.min(self.len);
        let line = self.line_starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.line_starts.get(line).copied().unwrap_or(0);
        let less = self.before(byte).chars_less - self.before(start).chars_less;
        LineColumn { line: small(line), column: (byte - start).saturating_sub(less) }
    }

    /// Byte offset of the first byte of a line, if there is such a line.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.line_starts.get(line as usize).copied()
    }

    fn before(&self, byte: u32) -> Wide {
        let count = self.wide.partition_point(|wide| wide.end <= byte);
        count.checked_sub(1).and_then(|at| self.wide.get(at)).copied().unwrap_or_default()
    }

    fn start_of(&self, at: usize) -> u32 {
        let previous = at.checked_sub(1).and_then(|at| self.wide.get(at)).copied().unwrap_or_default();
        self.wide.get(at).map_or(self.len, |wide| wide.end - 1 - (wide.chars_less - previous.chars_less))
    }
}

/// Texts longer than `u32::MAX` bytes are refused by the parser, so nothing is lost here.
fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_of_a_mixed_text_converts_there_and_back() {
        let text = "a€b\n𝄞ü\r\nzz😀";
        let index = LineIndex::new(text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let utf16 = u32::try_from(text.get(..byte).unwrap().encode_utf16().count()).unwrap();
            let byte = u32::try_from(byte).unwrap();
            assert_eq!(index.utf16(byte), utf16, "utf16 of byte {byte}");
            assert_eq!(index.byte(utf16), byte, "byte of utf16 {utf16}");
        }
    }

    #[test]
    fn a_column_counts_characters() {
        let index = LineIndex::new("a€b\n𝄞ü!");
        assert_eq!(index.line_column(4), LineColumn { line: 0, column: 2 });
        assert_eq!(index.line_column(12), LineColumn { line: 1, column: 2 });
        assert_eq!(index.line_start(1), Some(6));
    }

    #[test]
    fn an_offset_between_surrogates_moves_to_the_end_of_the_character() {
        let index = LineIndex::new("x😀y");
        assert_eq!(index.byte(2), 5);
        assert_eq!(index.byte(99), 6);
    }
}
