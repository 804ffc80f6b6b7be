//! Tags as requests give them.

use crate::members::Members;
use crate::refusal::Refusal;

/// What AWS keeps for itself.
const RESERVED: &str = "aws:";

/// Key and value.
pub(crate) type Tag = (String, String);

/// Reads `tags`.
pub(crate) fn read(members: &mut Members) -> Vec<Tag> {
    let tag = |inner: &mut Members| {
        let key = inner.text("key", 1..=128).unwrap_or_default();
        (key, inner.text("value", 0..=256).unwrap_or_default())
    };
    members.structures("tags", tag).unwrap_or_default()
}

/// Refuses what may not be written into a tag (AWS, TagResource: letters, digits, white space and some marks).
pub(crate) fn check(tags: &[Tag]) -> Result<(), Refusal> {
    let is_allowed =
        |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || "_.:/=+-@".contains(letter);
    for (key, value) in tags {
        if !key.chars().chain(value.chars()).all(is_allowed) {
            let message = format!(
                "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @. Received: '{key}'='{value}'"
            );
            return Err(Refusal::validation(message));
        }
        if key.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
            let message = "aws: prefixed tag key names are not allowed for external use.";
            return Err(Refusal::validation(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn tags_hold_letters_and_few_marks() {
        let is_good = |key: &str, value: &str| check(&[(key.to_owned(), value.to_owned())]).is_ok();
        assert!(is_good("Größe", "a b_.:/=+-@9") && is_good("awsome", "") && is_good("k", "aws:x"));
        for (key, value) in [("a#", "v"), ("k", "a|b"), ("aws:x", "v"), ("AWS:x", "v"), ("k", "\u{0}")] {
            assert!(!is_good(key, value), "{key}={value}");
        }
    }
}
