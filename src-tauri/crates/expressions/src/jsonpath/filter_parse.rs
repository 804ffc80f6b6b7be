//! From the text inside `[?(…)]` to a filter.

use serde_json::{Number, Value};

use super::filter::{Filter, FilterPath, Operand};
use super::operators::Operator;
use super::parse;
use super::pattern::Pattern;
use super::reader::{Reader, unescape};
use super::{PathSyntax, parse::FILTERS_MAX};

/// Parses the condition between the parentheses.
pub(super) fn filter(text: &str, offset: usize, depth: usize) -> Result<Filter, PathSyntax> {
    let mut parser = Parser { reader: Reader::new(text, offset), depth };
    let filter = parser.any()?;
    parser.reader.skip_blanks();
    if parser.reader.is_at_end() {
        Ok(filter)
    } else {
        Err(parser.reader.wrong("expected the end of the filter"))
    }
}

struct Parser<'t> {
    reader: Reader<'t>,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Filter, PathSyntax> {
        let first = self.all()?;
        let mut parts = vec![first];
        while self.takes("||") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) })
    }

    fn all(&mut self) -> Result<Filter, PathSyntax> {
        let first = self.single()?;
        let mut parts = vec![first];
        while self.takes("&&") {
            parts.push(self.single()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::All(parts) })
    }

    fn takes(&mut self, expected: &str) -> bool {
        self.reader.skip_blanks();
        self.reader.take(expected)
    }

    fn single(&mut self) -> Result<Filter, PathSyntax> {
        self.reader.skip_blanks();
        if self.reader.peek() == Some('!') && !matches!(self.reader.peek_significant(1), Some('@' | '$')) {
            self.reader.next();
            return self.deeper(|parser| Ok(Filter::Not(Box::new(parser.single()?))));
        }
        if !self.reader.take("(") {
            return self.comparison();
        }
        let inside = self.deeper(Self::any)?;
        if self.takes(")") { Ok(inside) } else { Err(self.reader.wrong("expected `)`")) }
    }

    fn deeper(
        &mut self,
        parse: impl Fn(&mut Self) -> Result<Filter, PathSyntax>,
    ) -> Result<Filter, PathSyntax> {
        if self.depth >= FILTERS_MAX {
            return Err(self.reader.wrong("the filter is nested too deeply"));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn comparison(&mut self) -> Result<Filter, PathSyntax> {
        self.reader.skip_blanks();
        let negated = self.reader.take("!");
        let start = self.reader.at();
        let left = self.operand()?;
        let after_left = self.reader.at();
        match self.operator_and_right() {
            Ok((operator, right)) => Ok(Filter::Compare { left, operator, right }),
            Err(problem) => {
                self.reader.move_to(after_left);
                match left {
                    Operand::Path(path) => Ok(Filter::Exists { path, wanted: !negated }),
                    Operand::Value(_) | Operand::Pattern(_) if self.reader.is_at_end() => {
                        Err(self.reader.wrong_from(start, "a value alone is no condition"))
                    }
                    Operand::Value(_) | Operand::Pattern(_) => Err(problem),
                }
            }
        }
    }

    fn operator_and_right(&mut self) -> Result<(Operator, Operand), PathSyntax> {
        self.reader.skip_blanks();
        let is_sign = |character: char| matches!(character, '<' | '>' | '=' | '~' | '!');
        let start = self.reader.at();
        let text = match self.reader.peek() {
            Some(character) if is_sign(character) => self.reader.take_while(is_sign),
            _ => self.reader.take_while(|character| character != ' '),
        };
        let operator = Operator::written(text)
            .ok_or_else(|| self.reader.wrong_from(start, format!("`{text}` is not an operator")))?;
        Ok((operator, self.operand()?))
    }

    fn operand(&mut self) -> Result<Operand, PathSyntax> {
        self.reader.skip_blanks();
        match self.reader.peek() {
            Some('@' | '$') => self.path().map(Operand::Path),
            Some(quote @ ('\'' | '"')) => self.text(quote),
            Some('/') => self.pattern(),
            Some(open @ ('[' | '{')) => self.json(open),
            _ => self.word(),
        }
    }

    /// A path ends at a blank, an operator sign, or the parenthesis that closes the condition.
    fn path(&mut self) -> Result<FilterPath, PathSyntax> {
        let from_root = self.reader.next() == Some('$');
        let start = self.reader.at();
        let place = self.reader.place();
        while let Some(character) = self.reader.peek() {
            match character {
                '[' => self.jump_over('[', ']')?,
                '(' => self.jump_over('(', ')')?,
                ' ' | ')' | '<' | '>' | '=' | '~' | '!' | ',' => break,
                _ => {
                    self.reader.next();
                }
            }
        }
        let text = self.reader.slice(start, self.reader.at());
        let steps = parse::steps_within(text, place, self.depth)?;
        Ok(FilterPath { from_root, steps })
    }

    fn jump_over(&mut self, open: char, close: char) -> Result<(), PathSyntax> {
        match self.reader.closing(open, close, open == '[') {
            Some(end) => {
                self.reader.move_to(end + 1);
                Ok(())
            }
            None => Err(self.reader.wrong(format!("the closing `{close}` is missing"))),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<&str, PathSyntax> {
        self.reader.next();
        let start = self.reader.at();
        loop {
            let end = self.reader.at();
            match self.reader.next() {
                Some('\\') => {
                    self.reader.next();
                }
                Some(character) if character == quote => return Ok(self.reader.slice(start, end)),
                Some(_) => {}
                None => return Err(self.reader.wrong_from(start, format!("the closing {quote} is missing"))),
            }
        }
    }

    fn text(&mut self, quote: char) -> Result<Operand, PathSyntax> {
        self.quoted(quote).map(|raw| Operand::Value(Value::String(unescape(raw, None))))
    }

    fn pattern(&mut self) -> Result<Operand, PathSyntax> {
        let start = self.reader.at();
        let source = self.quoted('/')?.to_owned();
        let flags = self.reader.take_while(|character| character.is_ascii_alphabetic());
        Pattern::compile(&source, flags).map(Operand::Pattern).ok_or_else(|| {
            self.reader.wrong_from(start, format!("`/{source}/{flags}` is not a supported pattern"))
        })
    }

    /// An array or object literal; strings in single quotes are accepted too.
    fn json(&mut self, open: char) -> Result<Operand, PathSyntax> {
        let close = if open == '[' { ']' } else { '}' };
        let start = self.reader.at();
        self.jump_over(open, close)?;
        let text = self.reader.slice(start, self.reader.at());
        serde_json::from_str(text)
            .or_else(|_| serde_json::from_str(&double_quoted(text)))
            .map(Operand::Value)
            .map_err(|_| self.reader.wrong_from(start, format!("`{text}` is not JSON")))
    }

    fn word(&mut self) -> Result<Operand, PathSyntax> {
        let start = self.reader.at();
        for (word, value) in
            [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
        {
            if self.reader.take(word) {
                return Ok(Operand::Value(value));
            }
        }
        let text = self.reader.take_while(|character| {
            character.is_ascii_digit() || matches!(character, '-' | '+' | '.' | 'E' | 'e')
        });
        let number = match text.parse::<i64>() {
            Ok(whole) => Some(Number::from(whole)),
            Err(_) => text.parse::<f64>().ok().and_then(Number::from_f64),
        };
        number.map(|number| Operand::Value(Value::Number(number))).ok_or_else(|| {
            self.reader.wrong_from(start, "expected a path, a number, a text, `true`, `false` or `null`")
        })
    }
}

/// Turns `['a']` into `["a"]`.
fn double_quoted(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut inside: Option<char> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, inside) {
            ('\\', _) => match characters.next() {
                Some('\'') => result.push('\''),
                Some(other) => result.extend(['\\', other]),
                None => result.push('\\'),
            },
            ('\'', None) => {
                inside = Some('\'');
                result.push('"');
            }
            ('\'', Some('\'')) => {
                inside = None;
                result.push('"');
            }
            ('"', Some('\'')) => result.push_str("\\\""),
            ('"', _) => {
                inside = if inside.is_some() { None } else { Some('"') };
                result.push('"');
            }
            _ => result.push(character),
        }
    }
    result
}
