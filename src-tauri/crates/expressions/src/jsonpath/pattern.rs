//! Regular expressions of filters (`=~ /…/flags`), which match the whole text as Java's `matches()` does.

use regex::{Regex, RegexBuilder};

use crate::pattern::translated;

/// A compiled pattern. It runs in time linear in the text; look-around and back-references are refused.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    source: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles `source` with Java's flag letters; `None` if it is not supported.
    pub fn compile(source: &str, flags: &str) -> Option<Self> {
        let known = |flag: char| matches!(flag, 'i' | 's' | 'm' | 'x' | 'u' | 'd' | 'U');
        if !flags.chars().all(known) {
            return None;
        }
        let regex = RegexBuilder::new(&format!("^(?:{})$", translated(source)))
            .case_insensitive(flags.contains('i'))
            .dot_matches_new_line(flags.contains('s'))
            .ignore_whitespace(flags.contains('x'))
            .size_limit(1 << 20)
            .build()
            .ok()?;
        Some(Self { source: format!("/{source}/{flags}"), regex })
    }

    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}
