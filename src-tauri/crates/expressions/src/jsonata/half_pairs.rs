//! Half surrogate pairs. JavaScript's texts may hold them, Unicode's may not: `'\ud800'` in an expression becomes the
//! noncharacter U+FFFF, which no text contains otherwise, so that functions still see that the text is malformed.

use std::borrow::Cow;

/// Stands for half a pair.
pub(super) const HALF: char = '\u{ffff}';

const ESCAPED: &str = "\\uffff";

/// The expression with escapes of halves replaced.
pub(super) fn replaced(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        result.push_str(before);
        let (taken, next) = match unit(escape) {
            Some(0xd800..0xdc00) => match escape.get(6..).and_then(unit) {
                Some(0xdc00..0xe000) => (escape.get(..12).unwrap_or(escape), 12),
                _ => (ESCAPED, 6),
            },
            Some(0xdc00..0xe000) => (ESCAPED, 6),
            Some(_) => (escape.get(..6).unwrap_or(escape), 6),
            // A backslash hides what follows it, a second one above all.
            None => {
                let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
                (escape.get(..length).unwrap_or(escape), length)
            }
        };
        result.push_str(taken);
        rest = escape.get(next..).unwrap_or("");
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// The number of an escape `\\uXXXX` at the start of a text.
fn unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn halves_are_replaced_and_pairs_are_not() {
        for (text, expected) in [
            (r"'\ud834\udd1e'", r"'\ud834\udd1e'"),
            (r"'\ud800'", r"'\uffff'"),
            (r"'\uDC00\uD800x'", r"'\uffff\uffffx'"),
            (r"'\\ud800'", r"'\\ud800'"),
            (r"'a\u00e4' & '\ud83d'", r"'a\u00e4' & '\uffff'"),
            ("'\\ü\\ud800", "'\\ü\\uffff"),
        ] {
            assert_eq!(replaced(text), expected, "{text}");
        }
    }
}
