//! Text positions at the border: bytes inside, UTF-16 code units outside, as JavaScript strings count.

use syntax::Span;

/// Converts positions in one text. Ascending questions are cheap: the last answer is the next start.
#[derive(Debug)]
pub struct Utf16<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl<'a> Utf16<'a> {
    /// For positions in `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// The UTF-16 offset of a byte offset; a position inside a character counts as its start, one behind the end as
    /// the end.
    pub fn offset(&mut self, byte: usize) -> u32 {
        let byte = floor_boundary(self.text, byte);
        let units =
            |from: usize, to: usize| self.text.get(from..to).unwrap_or_default().encode_utf16().count();
        self.unit = if byte >= self.byte {
            self.unit.saturating_add(units(self.byte, byte))
        } else {
            self.unit.saturating_sub(units(byte, self.byte))
        };
        self.byte = byte;
        u32::try_from(self.unit).unwrap_or(u32::MAX)
    }

    /// The byte offset of a UTF-16 offset: of the character it stands before or inside; the end if it lies beyond.
    #[must_use]
    pub fn byte(&self, unit: u32) -> usize {
        if self.text.is_ascii() {
            return self.text.len().min(unit as usize);
        }
        let mut units = 0;
        for (byte, character) in self.text.char_indices() {
            units += u32::try_from(character.len_utf16()).unwrap_or(0);
            if units > unit {
                return byte;
            }
        }
        self.text.len()
    }

    /// Both ends of a span.
    pub fn range(&mut self, span: Span) -> (u32, u32) {
        (self.offset(span.start as usize), self.offset(span.end as usize))
    }
}

fn floor_boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|position| text.is_char_boundary(*position)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use syntax::Span;

    use super::Utf16;

    #[test]
    fn offsets_count_as_javascript_does() {
        let text = "aé🦀z";
        let mut utf16 = Utf16::new(text);
        for (byte, unit) in [(0, 0), (1, 1), (3, 2), (7, 4), (8, 5), (99, 5), (4, 2), (3, 2), (0, 0)] {
            assert_eq!(utf16.offset(byte), unit, "byte {byte}");
        }
        assert_eq!(utf16.range(Span::new(1, 7)), (1, 4));
        for (unit, byte) in [(0, 0), (1, 1), (2, 3), (3, 3), (4, 7), (5, 8), (9, 8)] {
            assert_eq!(utf16.byte(unit), byte, "unit {unit}");
        }
    }
}
