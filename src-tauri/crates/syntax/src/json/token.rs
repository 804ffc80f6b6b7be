//! Cuts JSON text into tokens. Total: every byte belongs to a token or to blank space.

use crate::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Colon,
    Comma,
    String(Quality),
    Number(Quality),
    True,
    False,
    Null,
    /// A bare word or a character that starts nothing.
    Unknown,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    Good,
    /// A string that its line ends, a number such as `01`.
    Bad,
    /// A string that holds a bad escape or a control character.
    BadInside(u32),
}

pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { bytes: text.as_bytes(), at }
    }

    /// The next byte that is not blank, not consumed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    pub(super) fn next(&mut self) -> (Token, Span) {
        let Some(first) = self.peek() else { return (Token::End, self.span_from(self.at)) };
        let start = self.at;
        let token = match first {
            b'{' => self.single(Token::OpenObject),
            b'}' => self.single(Token::CloseObject),
            b'[' => self.single(Token::OpenArray),
            b']' => self.single(Token::CloseArray),
            b':' => self.single(Token::Colon),
            b',' => self.single(Token::Comma),
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        };
        (token, self.span_from(start))
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn string(&mut self) -> Token {
        self.at += 1;
        let mut quality = Quality::Good;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return Token::String(quality);
                }
                b'\n' | b'\r' => break,
                b'\\' => {
                    if !self.escape() && quality == Quality::Good {
                        quality = Quality::BadInside(small(self.at));
                    }
                }
                0..=0x1f => {
                    if quality == Quality::Good {
                        quality = Quality::BadInside(small(self.at));
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        Token::String(Quality::Bad)
    }

    /// Consumes an escape; false (standing just after the backslash) if it is not one.
    fn escape(&mut self) -> bool {
        self.at += 1;
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                true
            }
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or(&[]);
                let good = digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit);
                self.at += if good { 5 } else { 1 };
                good
            }
            _ => false,
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = self.bytes.get(start..self.at).unwrap_or(&[]);
        Token::Number(if is_number(text) { Quality::Good } else { Quality::Bad })
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..=0xff);
        while self.byte().is_some_and(part) {
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
        }
        match self.bytes.get(start..self.at).unwrap_or(&[]) {
            b"true" => Token::True,
            b"false" => Token::False,
            b"null" => Token::Null,
            _ => Token::Unknown,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(small(start), small(self.at))
    }
}

/// RFC 8259: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, rest) = digits(text);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return false;
    }
    let rest = match rest.strip_prefix(b".").map(digits) {
        Some(([], _)) => return false,
        Some((_, rest)) => rest,
        None => rest,
    };
    match rest {
        [] => true,
        [b'e' | b'E', exponent @ ..] => {
            let unsigned = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
            let (digits, rest) = digits(unsigned);
            !digits.is_empty() && rest.is_empty()
        }
        _ => false,
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(count).unwrap_or((text, &[]))
}

fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
