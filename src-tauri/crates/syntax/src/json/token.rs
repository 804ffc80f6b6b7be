//! Cuts JSON text into tokens. Total: every byte belongs to a token or to blank space.

use crate::Span;

/// How far guesses look ahead, in bytes.
const AHEAD_MAX: usize = 300;

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
    /// `${Name}`, which SAM or CloudFormation fill in.
    Placeholder,
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

/// Where the last token stands in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Blanks before the first token of the line.
    pub(super) indent: u32,
    /// Whether it is that first token.
    pub(super) is_first: bool,
}

pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    at: usize,
    line_start: usize,
    /// No token of this line has been read.
    is_fresh: bool,
    pub(super) place: Place,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { bytes: text.as_bytes(), at, line_start: at, is_fresh: true, place: Place::default() }
    }

    /// The next byte that is not blank, not consumed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
            if byte == b'\n' {
                self.line_start = self.at;
                self.is_fresh = true;
            }
        }
        None
    }

    /// The next token. Where a key may stand, a broken one is read as far as its colon.
    pub(super) fn next(&mut self, may_be_key: bool) -> (Token, Span) {
        let Some(first) = self.peek() else { return (Token::End, self.span_from(self.at)) };
        let start = self.at;
        self.place = Place {
            indent: if self.is_fresh { small(start - self.line_start) } else { self.place.indent },
            is_first: self.is_fresh,
        };
        self.is_fresh = false;
        let token = match first {
            b'{' => self.single(Token::OpenObject),
            b'}' => self.single(Token::CloseObject),
            b'[' => self.single(Token::OpenArray),
            b']' => self.single(Token::CloseArray),
            b':' => self.single(Token::Colon),
            b',' => self.single(Token::Comma),
            b'"' => self.string(may_be_key),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(may_be_key),
        };
        (token, self.span_from(start))
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn string(&mut self, may_be_key: bool) -> Token {
        self.at += 1;
        let inside = self.at;
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
        self.at = inside + self.readable(inside, may_be_key);
        Token::String(Quality::Bad)
    }

    /// How much of a string without end quote belongs to it: a key ends at its colon, a value before the punctuation
    /// at the end of the line.
    fn readable(&self, inside: usize, may_be_key: bool) -> usize {
        let text = self.bytes.get(inside..self.at).unwrap_or(&[]);
        if let Some(colon) = text.iter().position(|byte| *byte == b':').filter(|_| may_be_key) {
            return colon;
        }
        let is_punctuation = |byte: &u8| matches!(byte, b' ' | b'\t' | b',' | b'{' | b'[');
        text.iter().rposition(|byte| !is_punctuation(byte)).map_or(0, |last| last + 1)
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

    /// The rest of a key that lost its first quote, up to its second.
    fn rest_of_key(&self) -> Option<usize> {
        let rest = self.ahead();
        let stop = |byte: &u8| matches!(byte, b'"' | b'\n' | b':' | b',' | b'{' | b'}' | b'[' | b']');
        let length = rest.iter().position(stop)?;
        let mut behind = rest.iter().skip(length + 1).skip_while(|byte| matches!(byte, b' ' | b'\t'));
        (rest.get(length) == Some(&b'"') && behind.next() == Some(&b':')).then_some(length + 1)
    }

    fn word(&mut self, may_be_key: bool) -> Token {
        let start = self.at;
        if let Some(length) = self.rest_of_key().filter(|_| may_be_key) {
            self.at += length;
            return Token::Unknown;
        }
        if self.bytes.get(start..start + 2) == Some(b"${") {
            let end = self.ahead().iter().position(|byte| matches!(byte, b'}' | b'\n'));
            self.at += end.map_or(2, |end| end + 1);
            return Token::Placeholder;
        }
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

    /// What comes next, as far as guesses look: a bound that keeps hostile texts linear.
    fn ahead(&self) -> &'t [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        rest.get(..AHEAD_MAX).unwrap_or(rest)
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
