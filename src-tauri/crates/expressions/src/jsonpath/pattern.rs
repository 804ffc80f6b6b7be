//! Regular expressions of filters (`=~ /…/flags`), which match the whole text as Java's `matches()` does.

use regex::{Regex, RegexBuilder};

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
        let regex = RegexBuilder::new(&format!("^(?:{})$", ascii_classes(source)))
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

/// Java's `\d`, `\w`, `\s` know ASCII only.
fn ascii_classes(source: &str) -> String {
    let mut translated = String::with_capacity(source.len());
    let mut characters = source.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next().unwrap_or('\\');
                let inside = match escaped {
                    'd' => "0-9",
                    'w' => "a-zA-Z0-9_",
                    's' => " \\t\\n\\x0B\\f\\r",
                    '/' => "/",
                    _ => "",
                };
                match (inside, in_class) {
                    ("", _) => translated.extend(['\\', escaped]),
                    ("/", _) => translated.push('/'),
                    (inside, true) => translated.push_str(inside),
                    (inside, false) => translated.extend(["[", inside, "]"]),
                }
                continue;
            }
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        translated.push(character);
    }
    translated
}
