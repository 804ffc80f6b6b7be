//! From the text after the root to steps.

use super::filter_parse;
use super::functions::{self, Call};
use super::reader::{Reader, unescape};
use super::{PathSyntax, Selector, Step, Steps};

/// Longer paths are refused; real ones have a handful of steps.
const STEPS_MAX: usize = 256;
/// How deep filters may stand inside filters.
pub(super) const FILTERS_MAX: usize = 16;

/// Parses the steps that follow a root.
pub(super) fn steps(text: &str, offset: usize) -> Result<Steps, PathSyntax> {
    steps_within(text, offset, 0)
}

/// The same, inside `depth` filters.
pub(super) fn steps_within(text: &str, offset: usize, depth: usize) -> Result<Steps, PathSyntax> {
    let text = text.trim_end_matches(' ');
    let mut parser = Parser { reader: Reader::new(text, offset), steps: Vec::new(), depth };
    if text.is_empty() {
        return Ok(Steps { steps: parser.steps });
    }
    if text.ends_with('.') {
        return Err(parser.reader.wrong("Path must not end with a '.' or '..'"));
    }
    if !text.starts_with(['.', '[']) {
        return Err(parser.reader.wrong("expected `.` or `[` after the root"));
    }
    while !parser.reader.is_at_end() {
        parser.step()?;
        if parser.steps.len() > STEPS_MAX {
            return Err(parser.reader.wrong(format!("a path may have at most {STEPS_MAX} steps")));
        }
    }
    Ok(Steps { steps: parser.steps })
}

struct Parser<'t> {
    reader: Reader<'t>,
    steps: Vec<Step>,
    depth: usize,
}

impl Parser<'_> {
    fn push(&mut self, start: usize, selector: Selector) {
        self.steps.push(Step { selector, span: start..self.reader.place() });
    }

    fn step(&mut self) -> Result<(), PathSyntax> {
        let start = self.reader.place();
        if self.reader.take("..") {
            self.push(start, Selector::Scan);
            return self.after_dot();
        }
        if self.reader.take(".") {
            return self.after_dot();
        }
        self.bare_step()
    }

    fn after_dot(&mut self) -> Result<(), PathSyntax> {
        match self.reader.peek() {
            Some('.') => Err(self.reader.wrong("a third `.` is not valid here")),
            Some(_) => self.bare_step(),
            None => Err(self.reader.wrong("Path must not end with a '.' or '..'")),
        }
    }

    /// A step without its dot: `name`, `*`, `function()` or `[…]`.
    fn bare_step(&mut self) -> Result<(), PathSyntax> {
        let start = self.reader.place();
        match self.reader.peek() {
            Some('[') => {
                let selector = self.bracket()?;
                self.push(start, selector);
            }
            Some('*') => {
                self.reader.next();
                self.push(start, Selector::Wildcard);
            }
            _ => {
                let selector = self.name_or_call()?;
                self.push(start, selector);
            }
        }
        Ok(())
    }

    fn name_or_call(&mut self) -> Result<Selector, PathSyntax> {
        let name = self.reader.take_while(|character| !matches!(character, '.' | '[' | '(' | ' '));
        match self.reader.peek() {
            Some(' ') => {
                Err(self.reader.wrong("a name with blanks is written in brackets, like `['my name']`"))
            }
            Some('(') => self.call(name),
            _ if name.is_empty() => Err(self.reader.wrong("expected a name, `*` or `[`")),
            _ => Ok(Selector::Name(name.to_owned())),
        }
    }

    fn call(&mut self, name: &str) -> Result<Selector, PathSyntax> {
        let Some(close) = self.reader.closing('(', ')', false) else {
            return Err(self.reader.wrong(format!("the arguments of `{name}` are not closed")));
        };
        let inside = self.reader.slice(self.reader.at() + 1, close);
        let arguments = functions::arguments(inside, self.reader.place() + 1, self.depth)?;
        let call = Call::named(name, arguments)
            .ok_or_else(|| self.reader.wrong(format!("there is no function `{name}`")))?;
        self.reader.move_to(close + 1);
        Ok(Selector::Call(Box::new(call)))
    }

    fn bracket(&mut self) -> Result<Selector, PathSyntax> {
        match self.reader.peek_significant(1) {
            Some(quote @ ('\'' | '"')) => self.names(quote),
            Some('*') => self.bracketed_wildcard(),
            Some('?') => self.filter(),
            Some(character) if character.is_ascii_digit() || matches!(character, '-' | ':') => self.numbers(),
            _ => Err(self.reader.wrong("expected `?`, a quoted name, a number or `*` after `[`")),
        }
    }

    fn bracketed_wildcard(&mut self) -> Result<Selector, PathSyntax> {
        self.reader.take("[");
        self.reader.skip_blanks();
        self.reader.take("*");
        self.reader.skip_blanks();
        if self.reader.take("]") {
            Ok(Selector::Wildcard)
        } else {
            Err(self.reader.wrong("expected `]` after `*`"))
        }
    }

    fn names(&mut self, quote: char) -> Result<Selector, PathSyntax> {
        self.reader.take("[");
        let mut names = Vec::new();
        loop {
            self.reader.skip_blanks();
            names.push(self.quoted(quote)?);
            self.reader.skip_blanks();
            match self.reader.next() {
                Some(']') => break,
                Some(',') => {}
                _ => return Err(self.reader.wrong("expected `,` or `]` after a quoted name")),
            }
        }
        match <[String; 1]>::try_from(names) {
            Ok([name]) => Ok(Selector::Name(name)),
            Err(names) => Ok(Selector::Names(names)),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, PathSyntax> {
        if self.reader.peek() != Some(quote) {
            return Err(self.reader.wrong(format!("expected a name in {quote}")));
        }
        self.reader.next();
        let start = self.reader.at();
        loop {
            let end = self.reader.at();
            match self.reader.next() {
                Some('\\') => {
                    self.reader.next();
                }
                Some(character) if character == quote => {
                    // AWS keeps the backslash before the other kind of quote, where Jayway's library drops it.
                    let other = if quote == '"' { '\'' } else { '"' };
                    return Ok(unescape(self.reader.slice(start, end), Some(other)));
                }
                Some(_) => {}
                None => return Err(self.reader.wrong_from(start, format!("the closing {quote} is missing"))),
            }
        }
    }

    fn numbers(&mut self) -> Result<Selector, PathSyntax> {
        let start = self.reader.at();
        self.reader.take("[");
        let text = self.reader.take_while(|character| character != ']').trim_matches(' ');
        if !self.reader.take("]") {
            return Err(self.reader.wrong_from(start, "the closing `]` is missing"));
        }
        let allowed =
            |character: char| character.is_ascii_digit() || matches!(character, ',' | '-' | ':' | ' ');
        let read = |text: &str| text.parse::<i32>().map(i64::from).ok();
        if !text.chars().all(allowed) {
            return Err(self.reader.wrong_from(start, "only numbers, `,`, `-` and `:` may stand here"));
        }
        let selector = if text.contains(':') { slice(text) } else { indices(text, read) };
        selector.ok_or_else(|| self.reader.wrong_from(start, "this is neither an index nor a slice"))
    }

    fn filter(&mut self) -> Result<Selector, PathSyntax> {
        let start = self.reader.at();
        if self.depth >= FILTERS_MAX {
            return Err(self.reader.wrong("filters are nested too deeply"));
        }
        self.reader.take("[");
        self.reader.skip_blanks();
        self.reader.take("?");
        self.reader.skip_blanks();
        if self.reader.peek() != Some('(') {
            return Err(self.reader.wrong("a filter is written `[?(…)]`"));
        }
        let Some(close) = self.reader.closing('(', ')', true) else {
            return Err(self.reader.wrong_from(start, "the closing `)` of the filter is missing"));
        };
        let inside = self.reader.slice(self.reader.at() + 1, close);
        let filter = filter_parse::filter(inside, self.reader.place() + 1, self.depth + 1)?;
        self.reader.move_to(close + 1);
        self.reader.skip_blanks();
        if self.reader.take("]") {
            Ok(Selector::Filter(Box::new(filter)))
        } else {
            Err(self.reader.wrong("expected `]` after the filter"))
        }
    }
}

/// `from:to` with at least one of them. A third part, the step, is allowed and has no effect in this dialect.
fn slice(text: &str) -> Option<Selector> {
    let mut parts = text.split(':');
    let bound = |part: Option<&str>| match part.map(str::trim) {
        None | Some("") => Some(None),
        Some(digits) => digits.parse::<i32>().ok().map(|number| Some(i64::from(number))),
    };
    let from = bound(parts.next())?;
    let to = bound(parts.next())?;
    (from.is_some() || to.is_some()).then_some(Selector::Slice { from, to })
}

fn indices(text: &str, read: impl Fn(&str) -> Option<i64>) -> Option<Selector> {
    let numbers = text.split(',').map(|part| read(part.trim_matches(' '))).collect::<Option<Vec<_>>>()?;
    match numbers.as_slice() {
        [only] => Some(Selector::Index(*only)),
        _ => Some(Selector::Indices(numbers)),
    }
}
