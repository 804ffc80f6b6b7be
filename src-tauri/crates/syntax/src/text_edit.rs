//! Changes of a text.

use crate::Span;

/// Replace the bytes of `span` by `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes away; empty for a pure insertion.
    pub span: Span,
    /// What comes instead.
    pub insert: String,
}

impl TextEdit {
    /// Replaces `span` by `insert`.
    #[must_use]
    pub fn replace(span: Span, insert: impl Into<String>) -> Self {
        Self { span, insert: insert.into() }
    }

    /// Inserts at `offset`.
    #[must_use]
    pub fn insert(offset: u32, insert: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), insert)
    }

    /// Deletes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies edits that all refer to the original text; insertions at one place keep their order.
/// `None` if two overlap or one does not fit the text.
#[must_use]
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        result.push_str(text.get(done..start)?);
        result.push_str(&edit.insert);
        text.get(start..end)?;
        done = end;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order_and_insertions_keep_theirs() {
        let edits = [
            TextEdit::replace(Span::new(4, 5), "E"),
            TextEdit::insert(2, "1"),
            TextEdit::insert(2, "2"),
            TextEdit::delete(Span::new(0, 1)),
        ];
        assert_eq!(apply("abcdef", &edits).as_deref(), Some("b12cdEf"));
    }

    #[test]
    fn overlapping_edits_and_edits_inside_a_character_are_refused() {
        assert_eq!(
            apply("abc", &[TextEdit::delete(Span::new(0, 2)), TextEdit::delete(Span::new(1, 3))]),
            None
        );
        assert_eq!(apply("€", &[TextEdit::delete(Span::new(0, 1))]), None);
        assert_eq!(apply("a", &[TextEdit::delete(Span::new(0, 2))]), None);
    }
}
