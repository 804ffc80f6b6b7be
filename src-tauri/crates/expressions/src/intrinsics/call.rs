//! A call as it is written: `States.Format('Hello {}', $.name)`.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use super::FUNCTIONS;
use super::function::{Function, Refused};
use crate::{Environment, Fault, Path, PathError, Scope};

/// How deep calls may stand inside calls.
const NESTING_MAX: usize = 10;

/// A parsed call, with the text that AWS's errors quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    text: String,
    outermost: Invocation,
}

/// The text is no call of an intrinsic function.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CallSyntax {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// One function with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    pub function: &'static Function,
    pub arguments: Vec<Argument>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Argument {
    Value(Value),
    Path(Path),
    Call(Invocation),
}

impl PartialEq for Invocation {
    fn eq(&self, other: &Self) -> bool {
        self.function.name == other.function.name && self.arguments == other.arguments
    }
}

impl Call {
    /// Parses `States.Name(…)` with nothing before or after it but blanks. AWS counts the arguments only when
    /// the call is evaluated.
    ///
    /// # Errors
    /// [`CallSyntax`] for bad syntax, an unknown function, or calls nested more than ten deep.
    pub fn parse(text: &str) -> Result<Self, CallSyntax> {
        let mut parser = Parser { text, at: 0 };
        parser.skip_blanks();
        let outermost = parser.call(1)?;
        parser.skip_blanks();
        if parser.at < text.len() {
            return Err(parser.wrong("expected the end of the call"));
        }
        Ok(Self { text: text.to_owned(), outermost })
    }

    /// The text as written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The function that is called last, with its arguments.
    pub(super) fn outermost(&self) -> &Invocation {
        &self.outermost
    }

    /// The call's value over `scope`.
    ///
    /// # Errors
    /// [`Fault::Argument`] for an argument that is not there, [`Fault::Intrinsic`] for a bad one. Both quote
    /// the whole call, also when the trouble lies in a call inside it.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, Fault> {
        self.outermost.evaluate(scope, &self.text)
    }

    /// Adds the names of the variables that the arguments read.
    pub fn collect_variables<'c>(&'c self, names: &mut BTreeSet<&'c str>) {
        self.outermost.collect_variables(names);
    }
}

impl Invocation {
    fn evaluate(&self, scope: &Scope<'_>, text: &str) -> Result<Value, Fault> {
        let mut values = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            values.push(match argument {
                Argument::Value(value) => value.clone(),
                Argument::Path(path) => match path.value(scope) {
                    Ok(value) => value.into_owned(),
                    Err(error) => return Err(missing(path, error, scope, text)),
                },
                Argument::Call(invocation) => invocation.evaluate(scope, text)?,
            });
        }
        self.apply(&values, scope.environment).map_err(|refused| Fault::Intrinsic {
            call: text.to_owned(),
            problem: refused.told(self.function.name),
        })
    }

    fn apply(&self, values: &[Value], environment: &Environment) -> Result<Value, Refused> {
        let expected = self.function.arguments_min..=self.function.arguments_max;
        if !expected.contains(&values.len()) {
            return Err(Refused::Arguments);
        }
        (self.function.apply)(values, environment)
    }

    fn collect_variables<'i>(&'i self, names: &mut BTreeSet<&'i str>) {
        for argument in &self.arguments {
            match argument {
                Argument::Value(_) => {}
                Argument::Path(path) => names.extend(path.variable()),
                Argument::Call(invocation) => invocation.collect_variables(names),
            }
        }
    }
}

/// The error of an argument without a value. AWS has a sentence of its own for a missing one, and passes on
/// what its library says of an index into something that is no array.
fn missing(path: &Path, error: PathError, scope: &Scope<'_>, call: &str) -> Fault {
    let problem = match error {
        PathError::TooMuchWork | PathError::Function(_) => return path.fault(error),
        PathError::NotAnArray { .. } => error.to_string(),
        _ => {
            let input = scope.input;
            format!("The JsonPath argument for the field '{path}' could not be found in the input '{input}'")
        }
    };
    Fault::Argument { call: call.to_owned(), problem }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn take(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next();
        }
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    fn wrong(&self, message: impl Into<String>) -> CallSyntax {
        self.wrong_from(self.at, message)
    }

    fn wrong_from(&self, start: usize, message: impl Into<String>) -> CallSyntax {
        CallSyntax { message: message.into(), span: start..self.text.len().max(start) }
    }

    fn call(&mut self, depth: usize) -> Result<Invocation, CallSyntax> {
        let start = self.at;
        let name = self.take_while(|character| character.is_ascii_alphanumeric() || character == '.');
        let Some(function) = FUNCTIONS.into_iter().find(|function| function.name == name) else {
            return Err(self.wrong_from(start, format!("`{name}` is not an intrinsic function")));
        };
        if depth > NESTING_MAX {
            return Err(self.wrong_from(start, format!("calls may be nested at most {NESTING_MAX} deep")));
        }
        self.skip_blanks();
        if !self.take('(') {
            return Err(self.wrong(format!("expected `(` after `{name}`")));
        }
        let arguments = self.arguments(function, depth)?;
        Ok(Invocation { function, arguments })
    }

    fn arguments(&mut self, function: &Function, depth: usize) -> Result<Vec<Argument>, CallSyntax> {
        let mut arguments = Vec::new();
        self.skip_blanks();
        if self.take(')') {
            return Ok(arguments);
        }
        loop {
            self.skip_blanks();
            // `States.Format` must still tell `\{` from `{`.
            let is_pattern = function.name == "States.Format" && arguments.is_empty();
            arguments.push(self.argument(is_pattern, depth)?);
            self.skip_blanks();
            if self.take(')') {
                return Ok(arguments);
            }
            if !self.take(',') {
                return Err(self.wrong("expected `,` or `)`"));
            }
        }
    }

    fn argument(&mut self, is_pattern: bool, depth: usize) -> Result<Argument, CallSyntax> {
        match self.peek() {
            Some('\'') => self.string(is_pattern).map(|text| Argument::Value(Value::String(text))),
            Some('$') => self.path(),
            Some(character) if character.is_ascii_digit() || matches!(character, '-' | '+') => self.number(),
            Some('S') => self.call(depth + 1).map(Argument::Call),
            _ => self.word(),
        }
    }

    fn string(&mut self, keep_brace_escapes: bool) -> Result<String, CallSyntax> {
        let start = self.at;
        self.next();
        let mut text = String::new();
        loop {
            let here = self.at;
            match self.next() {
                Some('\'') => return Ok(text),
                Some('\\') => match self.next() {
                    Some('\'') => text.push('\''),
                    Some(escaped @ ('{' | '}' | '\\')) => {
                        if keep_brace_escapes {
                            text.push('\\');
                        }
                        text.push(escaped);
                    }
                    _ => return Err(self.wrong_from(here, "only `\\'`, `\\{`, `\\}` and `\\\\` are escapes")),
                },
                Some(character) => text.push(character),
                None => return Err(self.wrong_from(start, "the closing ' is missing")),
            }
        }
    }

    /// A path reaches to the comma or parenthesis that stands outside its own brackets and strings.
    fn path(&mut self) -> Result<Argument, CallSyntax> {
        let start = self.at;
        let mut depth = 0_usize;
        let mut quote: Option<char> = None;
        while let Some(character) = self.peek() {
            match (character, quote) {
                ('\\', Some(_)) => {
                    self.next();
                }
                (_, Some(open)) if open == character => quote = None,
                (_, Some(_)) => {}
                ('\'' | '"', None) if depth > 0 => quote = Some(character),
                ('[' | '(', None) => depth += 1,
                (')' | ',', None) if depth == 0 => break,
                (']' | ')', None) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.next();
        }
        let text = self.text.get(start..self.at).unwrap_or("").trim_end();
        Path::parse(text).map(Argument::Path).map_err(|problem| CallSyntax {
            message: problem.message,
            span: start + problem.span.start..start + problem.span.end,
        })
    }

    fn number(&mut self) -> Result<Argument, CallSyntax> {
        let start = self.at;
        let text = self.take_while(|character| {
            character.is_ascii_digit() || matches!(character, '-' | '+' | '.' | 'e' | 'E')
        });
        serde_json::from_str(text)
            .map(Argument::Value)
            .map_err(|_| self.wrong_from(start, format!("`{text}` is not a number")))
    }

    fn word(&mut self) -> Result<Argument, CallSyntax> {
        let start = self.at;
        let value = match self.take_while(char::is_alphanumeric) {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => {
                return Err(self.wrong_from(
                    start,
                    "expected a text in single quotes, a number, `true`, `false`, `null`, a path or a call",
                ));
            }
        };
        Ok(Argument::Value(value))
    }
}
