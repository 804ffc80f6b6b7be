//! In which notation a text is written.

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2, of which AWS's tools read the core schema.
    Yaml,
}

impl Language {
    /// The language of a text, by its first line that says something. JSON in doubt: what is broken there is told in
    /// JSON's words.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let Some(line) = lines.next() else { return Self::Json };
        let is_yaml = line.starts_with(['#', '%']) || line.starts_with("---") || is_plain_key(line);
        if is_yaml { Self::Yaml } else { Self::Json }
    }
}

/// `StartAt: A`, `Comment:`
fn is_plain_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let is_word = |key: &str| key.chars().all(|next| next.is_alphanumeric() || "_-. ".contains(next));
    !key.is_empty() && is_word(key) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::Language::{self, Json, Yaml};

    #[test]
    fn the_first_words_tell_the_language() {
        for (text, expected) in [
            ("", Json),
            ("  \n{\"StartAt\": \"A\"}", Json),
            ("[1]", Json),
            ("\"StartAt\": \"A\",\n", Json),
            ("StartAt: A\n", Yaml),
            ("\n  # how it begins\nStartAt: A", Yaml),
            ("---\nComment:\n", Yaml),
            ("\u{feff}States:\n  A:\n", Yaml),
            ("arn:aws", Json),
            ("hello", Json),
        ] {
            assert_eq!(Language::of(text), expected, "{text:?}");
        }
    }
}
