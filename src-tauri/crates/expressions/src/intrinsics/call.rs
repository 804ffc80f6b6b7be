//! A call as it is written: `States.Format('Hello {}', $.name)`.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use super::FUNCTIONS;
use super::function::Function;
use crate::template::missing;
use crate::{Fault, Path, Scope};

/// How deep calls may stand inside calls.
const NESTING_MAX: usize = 10;

/// A parsed call.
#[derive(Clone, Debug)]
pub struct Call {
    function: &'static Function,
    arguments: Vec<Argument>,
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

#[derive(Clone, Debug, PartialEq)]
enum Argument {
    Value(Value),
    Path(Path),
    Call(Call),
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.function.name == other.function.name && self.arguments == other.arguments
    }
}

impl Call {
    /// Parses `States.Name(…)` with nothing before or after it but blanks.
    ///
    /// # Errors
    /// [`CallSyntax`] for bad syntax, an unknown function, a wrong number of arguments, or calls nested more
    /// than ten deep.
    pub fn parse(text: &str) -> Result<Self, CallSyntax> {
        let mut parser = Parser { text, at: 0 };
        parser.skip_blanks();
        let call = parser.call(1)?;
        parser.skip_blanks();
        if parser.at == text.len() { Ok(call) } else { Err(parser.wrong("expected the end of the call")) }
    }

    /// The function called.
    #[must_use]
    pub const fn function(&self) -> &'static Function {
        self.function
    }

    /// The call's value over `scope`, for the field named `field`.
    ///
    /// # Errors
    /// [`Fault::MissingPath`] for an argument that is not there, [`Fault::Intrinsic`] for a bad one.
    pub fn evaluate(&self, scope: &Scope<'_>, field: &str) -> Result<Value, Fault> {
        let mut values = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            values.push(match argument {
                Argument::Value(value) => value.clone(),
                Argument::Path(path) => match path.value(scope) {
                    Ok(value) => value.into_owned(),
                    Err(error) => return Err(missing(path, error, scope, field)),
                },
                Argument::Call(call) => call.evaluate(scope, field)?,
            });
        }
        (self.function.apply)(&values, scope.environment)
            .map_err(|problem| Fault::Intrinsic { message: format!("{}: {problem}", self.function.name) })
    }

    /// Adds the names of the variables that the arguments read.
    pub fn collect_variables<'c>(&'c self, names: &mut BTreeSet<&'c str>) {
        for argument in &self.arguments {
            match argument {
                Argument::Value(_) => {}
                Argument::Path(path) => names.extend(path.variable()),
                Argument::Call(call) => call.collect_variables(names),
            }
        }
    }
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

    fn call(&mut self, depth: usize) -> Result<Call, CallSyntax> {
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
        if (function.arguments_min..=function.arguments_max).contains(&arguments.len()) {
            return Ok(Call { function, arguments });
        }
        let message = format!("`{name}` is called as `{name}({})`", function.signature);
        Err(self.wrong_from(start, message))
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
