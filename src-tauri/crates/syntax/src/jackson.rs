//! What the JSON parser that AWS uses, Jackson, says about a text that is no JSON: its words, and the place up to which
//! it has read. Ours tells more, but programs compare these words. Definitions are read by an older one (2.10 to 2.12,
//! from a String), which shows the text; texts inside executions by a newer one, which does not.
//!
//! Goes through the text as `ReaderBasedJsonParser` does and stops at the first fault. What follows the first value is
//! not looked at.

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/// Of an unknown token so many characters are shown.
const TOKEN_CHARACTERS_MAX: usize = 256;
/// Of a text so many characters are shown.
const EXCERPT_CHARACTERS_MAX: usize = 500;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The reason.
    pub reason: String,
    /// `[Source: (String)"…"; line: 1, column: 4]`
    pub place: String,
}

/// What the older Jackson says about a text; nothing if it reads it.
#[must_use]
pub fn complaint(text: &str) -> Option<Complaint> {
    let mut reader = Reader::new(text, Source::Shown);
    let reason = reader.read().err()?;
    let place = reader.place(reader.line, reader.column + 1);
    Some(Complaint { reason, place })
}

/// What the newer Jackson says about a text, with the place; nothing if it reads it.
#[must_use]
pub fn redacted_complaint(text: &str) -> Option<String> {
    let mut reader = Reader::new(text, Source::Redacted);
    let reason = reader.read().err()?;
    // The older one points behind an unexpected character, the newer one at it.
    let column = if reason.starts_with("Unexpected character") { reader.column } else { reader.column + 1 };
    Some(format!("{reason}\n at {}", reader.place(reader.line, column)))
}

/// A place in a text as the older Jackson prints it. Columns count from 1, in units of UTF-16.
#[must_use]
pub fn place(text: &str, line: usize, column: usize) -> String {
    let length = text.chars().count();
    let excerpt: String = text.chars().take(EXCERPT_CHARACTERS_MAX).collect();
    let rest = match length.saturating_sub(EXCERPT_CHARACTERS_MAX) {
        0 => String::new(),
        rest => format!("[truncated {rest} chars]"),
    };
    format!("[Source: (String)\"{excerpt}\"{rest}; line: {line}, column: {column}]")
}

/// Whether a place shows the text.
#[derive(Clone, Copy)]
enum Source {
    Shown,
    Redacted,
}

struct Reader<'t> {
    text: &'t str,
    source: Source,
    left: std::str::Chars<'t>,
    last: Option<char>,
    line: usize,
    /// Units of UTF-16 that were read of the line.
    column: usize,
    open: Vec<Open>,
}

/// An array or object that is not closed.
struct Open {
    is_object: bool,
    line: usize,
    column: usize,
    has_entries: bool,
}

/// `Err` is what Jackson says.
type Read<T = ()> = Result<T, String>;

impl<'t> Reader<'t> {
    fn new(text: &'t str, source: Source) -> Self {
        Self { text, source, left: text.chars(), last: None, line: 1, column: 0, open: Vec::new() }
    }

    fn read(&mut self) -> Read {
        loop {
            let Some(mut next) = self.skip_blanks() else {
                let Some(open) = self.open.last() else { return Ok(()) };
                let start = self.place(open.line, open.column);
                let kind = kind(open);
                return Err(ended(&format!(": expected close marker for {kind} (start marker at {start})")));
            };
            if matches!(next, '}' | ']') {
                self.close(next)?;
            } else {
                if let Some(open) = self.open.last_mut() {
                    let (kind, is_object) = (kind(open), open.is_object);
                    if std::mem::replace(&mut open.has_entries, true) {
                        expect(next, ',', &format!("was expecting comma to separate {kind} entries"))?;
                        next = self.within(kind)?;
                    }
                    if is_object {
                        self.name(next)?;
                        expect(
                            self.within(kind)?,
                            ':',
                            "was expecting a colon to separate field name and value",
                        )?;
                        next = self.within(kind)?;
                    }
                }
                self.value(next)?;
            }
            if self.open.is_empty() {
                return Ok(());
            }
        }
    }

    fn close(&mut self, mark: char) -> Read {
        let expected = if mark == '}' { ']' } else { '}' };
        let (is_right, kind, line, column) = match self.open.last() {
            Some(open) => (open.is_object == (mark == '}'), kind(open), open.line, open.column),
            None => (false, "root", 1, 0),
        };
        if !is_right {
            let start = self.place(line, column);
            return Err(format!(
                "Unexpected close marker '{mark}': expected '{expected}' (for {kind} starting at {start})"
            ));
        }
        self.open.pop();
        Ok(())
    }

    fn value(&mut self, first: char) -> Read {
        match first {
            '"' => self.string("string value", ": was expecting closing quote for a string value"),
            '{' | '[' => {
                let (line, column) = (self.line, self.column);
                self.open.push(Open { is_object: first == '{', line, column, has_entries: false });
                Ok(())
            }
            '}' => Err(unexpected(first, "expected a value")),
            't' => self.token("true"),
            'f' => self.token("false"),
            'n' => self.token("null"),
            'N' => self.token("NaN").and_then(|()| Err(non_standard("NaN"))),
            'I' => self.token("Infinity").and_then(|()| Err(non_standard("Infinity"))),
            '-' | '0'..='9' => self.number(first),
            letter if letter.is_alphabetic() || matches!(letter, '_' | '$') => self.unknown(letter.into()),
            other => Err(unexpected(other, &format!("expected a valid value {VALUES}"))),
        }
    }

    fn name(&mut self, first: char) -> Read {
        expect(first, '"', "was expecting double-quote to start field name")?;
        self.string("name", " in field name")
    }

    fn string(&mut self, what: &str, unclosed: &str) -> Read {
        loop {
            match self.next().ok_or_else(|| ended(unclosed))? {
                '"' => return Ok(()),
                '\\' => self.escape()?,
                control if control < ' ' => {
                    let control = described(control);
                    return Err(format!(
                        "Illegal unquoted character ({control}): has to be escaped using backslash to be included in {what}"
                    ));
                }
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Read {
        let mut next = || self.next().ok_or_else(|| ended(" in character escape sequence"));
        match next()? {
            'b' | 't' | 'n' | 'f' | 'r' | '"' | '/' | '\\' => {}
            'u' => {
                for _ in 0..4 {
                    let digit = next()?;
                    if !digit.is_ascii_hexdigit() {
                        return Err(unexpected(digit, "expected a hex-digit for character escape sequence"));
                    }
                }
            }
            other => return Err(format!("Unrecognized character escape {}", described(other))),
        }
        Ok(())
    }

    /// `true` and the like; its first letter is read.
    fn token(&mut self, token: &str) -> Read {
        let mut read = String::new();
        read.extend(token.chars().next());
        for letter in token.chars().skip(1) {
            if self.peek() != Some(letter) {
                return self.unknown(read);
            }
            read.extend(self.next());
        }
        match self.peek() {
            Some(letter) if is_part(letter) => self.unknown(read),
            _ => Ok(()),
        }
    }

    fn unknown(&mut self, mut read: String) -> Read {
        let mut length = read.chars().count();
        while let Some(letter) = self.peek().filter(|letter| is_part(*letter)) {
            self.next();
            read.push(letter);
            length += 1;
            if length >= TOKEN_CHARACTERS_MAX {
                read.push_str("...");
                break;
            }
        }
        Err(format!("Unrecognized token '{read}': was expecting {VALUES}"))
    }

    fn number(&mut self, first: char) -> Read {
        let mut digit = first;
        if first == '-' {
            digit = self.next().ok_or_else(|| ended(": No digit following minus sign"))?;
            if !digit.is_ascii_digit() {
                let comment = "expected digit (0-9) to follow minus sign, for valid numeric value";
                return Err(unexpected_in_number(digit, comment));
            }
        }
        if digit == '0' && self.peek().is_some_and(|next| next.is_ascii_digit()) {
            return Err("Invalid numeric value: Leading zeroes not allowed".to_owned());
        }
        self.digits();
        if self.peek() == Some('.') {
            self.next();
            self.some_digits("Decimal point not followed by a digit")?;
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            self.next();
            if matches!(self.peek(), Some('+' | '-')) {
                self.next();
            }
            self.some_digits("Exponent indicator not followed by a digit")?;
        }
        match self.peek() {
            Some(next) if self.open.is_empty() && !next.is_ascii_whitespace() => {
                self.next();
                Err(unexpected(next, "Expected space separating root-level values"))
            }
            _ => Ok(()),
        }
    }

    fn some_digits(&mut self, missing: &str) -> Read {
        match self.peek() {
            Some(digit) if digit.is_ascii_digit() => {
                self.digits();
                Ok(())
            }
            Some(other) => {
                self.next();
                Err(unexpected_in_number(other, missing))
            }
            None => Err(ended(&format!(": {missing}"))),
        }
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            self.next();
        }
    }

    /// The next character that is no blank, between the entries of something.
    fn within(&mut self, kind: &str) -> Read<char> {
        self.skip_blanks().ok_or_else(|| ended(&format!(" within/between {kind} entries")))
    }

    fn skip_blanks(&mut self) -> Option<char> {
        loop {
            match self.next()? {
                ' ' | '\t' => {}
                '\n' if self.last == Some('\r') => (self.last, self.column) = (Some('\n'), 0),
                line_end @ ('\n' | '\r') => {
                    self.line += 1;
                    (self.last, self.column) = (Some(line_end), 0);
                    continue;
                }
                other => {
                    self.last = None;
                    return Some(other);
                }
            }
            self.last = None;
        }
    }

    fn peek(&self) -> Option<char> {
        self.left.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.left.next()?;
        self.column += next.len_utf16();
        Some(next)
    }

    fn place(&self, line: usize, column: usize) -> String {
        match self.source {
            Source::Shown => place(self.text, line, column),
            Source::Redacted => format!(
                "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {line}, column: {column}]"
            ),
        }
    }
}

fn kind(open: &Open) -> &'static str {
    if open.is_object { "Object" } else { "Array" }
}

/// Whether Java takes a letter for a part of a name.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$')
}

fn expect(found: char, wanted: char, comment: &str) -> Read {
    if found == wanted { Ok(()) } else { Err(unexpected(found, comment)) }
}

fn unexpected(found: char, comment: &str) -> String {
    format!("Unexpected character ({}): {comment}", described(found))
}

fn unexpected_in_number(found: char, comment: &str) -> String {
    format!("Unexpected character ({}) in numeric value: {comment}", described(found))
}

fn ended(comment: &str) -> String {
    format!("Unexpected end-of-input{comment}")
}

fn non_standard(token: &str) -> String {
    format!("Non-standard token '{token}': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow")
}

fn described(letter: char) -> String {
    let code = u32::from(letter);
    match code {
        _ if letter.is_control() => format!("(CTRL-CHAR, code {code})"),
        0..=255 => format!("'{letter}' (code {code})"),
        _ => format!("'{letter}' (code {code} / 0x{code:x})"),
    }
}

#[cfg(test)]
mod tests {
    use super::{complaint, redacted_complaint};

    #[test]
    fn faults_are_told_in_jacksons_words() {
        const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        let start = |text: &str| format!("[Source: (String)\"{text}\"; line: 1, column: 1]");
        let cases: [(&str, String, usize); 21] = [
            ("not a definition", format!("Unrecognized token 'not': was expecting {VALUES}"), 4),
            ("xy z", format!("Unrecognized token 'xy': was expecting {VALUES}"), 3),
            ("[nul]", format!("Unrecognized token 'nul': was expecting {VALUES}"), 5),
            ("nullx", format!("Unrecognized token 'nullx': was expecting {VALUES}"), 6),
            ("{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name".into(), 3),
            (r#"{"a": 1,}"#, "Unexpected character ('}' (code 125)): was expecting double-quote to start field name".into(), 10),
            (r#"{"a" 1}"#, "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value".into(), 7),
            (r#"{"a": 1 "b": 2}"#, "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries".into(), 10),
            ("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries".into(), 5),
            ("[1,]", format!("Unexpected character (']' (code 93)): expected a valid value {VALUES}"), 5),
            (r#"{"a": }"#, "Unexpected character ('}' (code 125)): expected a value".into(), 8),
            ("[1}", format!("Unexpected close marker '}}': expected ']' (for Array starting at {})", start("[1}")), 4),
            ("{", format!("Unexpected end-of-input: expected close marker for Object (start marker at {})", start("{")), 2),
            (r#"{"a":"#, "Unexpected end-of-input within/between Object entries".into(), 6),
            (r#"{"a"#, "Unexpected end-of-input in field name".into(), 4),
            (r#"["a"#, "Unexpected end-of-input: was expecting closing quote for a string value".into(), 4),
            ("\"a\tb\"", "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value".into(), 4),
            (r#""\x""#, "Unrecognized character escape 'x' (code 120)".into(), 4),
            ("01", "Invalid numeric value: Leading zeroes not allowed".into(), 2),
            ("-x", "Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value".into(), 3),
            ("“a”", format!("Unexpected character ('“' (code 8220 / 0x201c)): expected a valid value {VALUES}"), 2),
        ];
        for (text, reason, column) in cases {
            let found = complaint(text).unwrap_or_else(|| panic!("{text} is read"));
            let place = format!("[Source: (String)\"{text}\"; line: 1, column: {column}]");
            assert_eq!((found.reason, found.place), (reason, place));
        }
    }

    #[test]
    fn the_newer_one_points_at_the_character_and_hides_the_text() {
        let place = |column: usize| {
            format!(
                "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: {column}]"
            )
        };
        let start = place(1);
        for (text, reason, column) in [
            (
                "{bad",
                "Unexpected character ('b' (code 98)): was expecting double-quote to start field name".into(),
                2,
            ),
            (
                r#"{"a":1"#,
                format!(
                    "Unexpected end-of-input: expected close marker for Object (start marker at {start})"
                ),
                7,
            ),
        ] {
            assert_eq!(redacted_complaint(text), Some(format!("{reason}\n at {}", place(column))));
        }
        assert_eq!(redacted_complaint("{}"), None);
    }

    #[test]
    fn lines_are_counted_and_long_texts_cut() {
        let place = |text: &str| complaint(text).expect("a fault").place;
        assert!(place("{\n  \"a\": 1\n  \"b\"").ends_with("; line: 3, column: 4]"));
        assert!(place("[\r\n\r\n x").ends_with("; line: 3, column: 3]"));
        let long = format!("[{}", "1, ".repeat(400));
        let place = place(&long);
        assert!(place.contains("\"[truncated 701 chars]; line: 1, column: 1202]"), "{place}");
    }

    #[test]
    fn json_is_read() {
        for text in
            ["", " ", "{}", r#"{"a": [1, -2.5e+3, "x\u00e9\n", null, true, false, {}]}"#, "0", "\"\"", "1 "]
        {
            assert_eq!(complaint(text), None, "{text}");
        }
    }
}
