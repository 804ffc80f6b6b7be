//! A path with its root: `$…` over the input, `$$…` over the context object, `$name…` over a variable.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::jsonpath::{PathError, PathSyntax, Steps};
use crate::{Fault, Scope};

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`
    Input,
    /// `$$`
    Context,
    /// `$name`
    Variable(String),
}

/// A parsed path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    text: String,
    root: Root,
    steps: Steps,
}

impl Path {
    /// Parses `$…`, `$$…` or `$name…`.
    ///
    /// # Errors
    /// [`PathSyntax`] with the place in bytes of `text`.
    pub fn parse(text: &str) -> Result<Self, PathSyntax> {
        let Some(after) = text.strip_prefix('$') else {
            return Err(PathSyntax { message: "a path starts with `$`".to_owned(), span: 0..text.len() });
        };
        let (root, rest) = match after.strip_prefix('$') {
            Some(rest) => (Root::Context, rest),
            None => match variable_name(after) {
                "" => (Root::Input, after),
                name => (Root::Variable(name.to_owned()), after.get(name.len()..).unwrap_or("")),
            },
        };
        let steps = Steps::parse(rest, text.len() - rest.len())?;
        Ok(Self { text: text.to_owned(), root, steps })
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the path starts from.
    #[must_use]
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// Whether the path is `$`, the whole input.
    #[must_use]
    pub fn is_input(&self) -> bool {
        self.root == Root::Input && self.steps.is_root()
    }

    /// Whether the path names one node, so that its value is that node and not an array of matches.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.steps.is_definite()
    }

    /// The variable the path reads, if it reads one.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match &self.root {
            Root::Variable(name) => Some(name),
            Root::Input | Root::Context => None,
        }
    }

    /// The value of the path: the node for a definite path, else an array of copies of all matches.
    ///
    /// # Errors
    /// [`PathError`] if a definite path matches nothing, a variable is undefined, or a bound is reached.
    /// [`Path::fault`] turns it into AWS's error for a field that holds a path.
    pub fn value<'v>(&self, scope: &Scope<'v>) -> Result<Cow<'v, Value>, PathError> {
        let root = match &self.root {
            Root::Input => scope.input,
            Root::Context => scope.context,
            Root::Variable(name) => {
                scope.variables.find(name).ok_or_else(|| PathError::UndefinedVariable(name.clone()))?
            }
        };
        self.steps.value(root)
    }

    /// The error of `InputPath`, `OutputPath`, `TimeoutSecondsPath` and other fields that are a path:
    /// `Invalid path '$.x' : No results for path: $['x']`.
    #[must_use]
    pub fn fault(&self, error: PathError) -> Fault {
        Fault::InvalidPath { path: self.text.clone(), error }
    }

    pub(crate) const fn steps(&self) -> &Steps {
        &self.steps
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The identifier at the start of `text`, or nothing.
fn variable_name(text: &str) -> &str {
    let starts = |character: char| character.is_alphabetic() || character == '_';
    let continues = |character: char| character.is_alphanumeric() || character == '_';
    if !text.starts_with(starts) {
        return "";
    }
    let end = text.find(|character| !continues(character)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}
