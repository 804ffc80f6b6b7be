//! A cursor over the text of a path.

use super::PathSyntax;

/// Where the parser is in the text; `offset` shifts spans into the surrounding text.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, offset: usize) -> Self {
        Self { text, at: 0, offset }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// The position in the surrounding text.
    pub fn place(&self) -> usize {
        self.offset + self.at
    }

    pub fn move_to(&mut self, at: usize) {
        self.at = at;
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The first character at or after `extra` bytes from here that is no blank.
    pub fn peek_significant(&self, extra: usize) -> Option<char> {
        self.rest().get(extra..).and_then(|rest| rest.chars().find(|character| *character != ' '))
    }

    pub fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    pub fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    pub fn skip_blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    pub fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Takes characters while `wanted` holds.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
        self.slice(start, self.at)
    }

    /// The position of the bracket that closes the one here, minding strings and, where `regex` says so,
    /// `/…/`, in which brackets mean nothing.
    pub fn closing(&self, open: char, close: char, regex: bool) -> Option<usize> {
        let mut depth = 0_usize;
        let mut inside: Option<char> = None;
        let mut escaped = false;
        for (position, character) in self.rest().char_indices() {
            if escaped {
                escaped = false;
                continue;
            }
            if let Some(quote) = inside {
                match character {
                    '\\' => escaped = true,
                    _ if character == quote => inside = None,
                    _ => {}
                }
                continue;
            }
            match character {
                '\'' | '"' => inside = Some(character),
                '/' if regex => inside = Some('/'),
                _ if character == open => depth += 1,
                _ if character == close => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(self.at + position);
                    }
                }
                _ => {}
            }
        }
        None
    }

    pub fn wrong(&self, message: impl Into<String>) -> PathSyntax {
        self.wrong_from(self.at, message)
    }

    pub fn wrong_from(&self, from: usize, message: impl Into<String>) -> PathSyntax {
        let end = self.text.len().max(from);
        PathSyntax { message: message.into(), span: self.offset + from..self.offset + end }
    }
}

/// Resolves backslash escapes the way Jayway does: `\uXXXX`, the control letters, anything else is itself. Before
/// `kept` the backslash stays.
pub(super) fn unescape(text: &str, kept: Option<char>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('u') => {
                let digits: String = characters.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                plain.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('f') => plain.push('\u{c}'),
            Some('b') => plain.push('\u{8}'),
            Some(other) if Some(other) == kept => plain.extend(['\\', other]),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}
