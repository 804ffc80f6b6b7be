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

    /// The value of the path: the node for a definite path, else an array of copies of all matches. Where
    /// Jayway's library complains that the parent of an indefinite path is missing, AWS gives an empty array.
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
        match self.steps.value(root) {
            Err(error) if !error.is_a_bound() && !self.steps.is_definite() => {
                Ok(Cow::Owned(Value::Array(Vec::new())))
            }
            outcome => outcome,
        }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Environment, NoVariables};

    fn fault(path: &str, input: &Value) -> String {
        let environment = Environment::new(0, 0);
        let scope =
            Scope { input, context: &Value::Null, variables: &NoVariables, environment: &environment };
        let path = Path::parse(path).unwrap();
        path.value(&scope).map_err(|error| path.fault(error).cause()).unwrap_err()
    }

    #[test]
    fn a_missing_member_is_told_from_a_missing_parent() {
        let input = json!({"a": {}, "text": "x"});
        assert_eq!(fault("$.no", &input), "Invalid path '$.no' : No results for path: $['no']");
        assert_eq!(fault("$.a.b", &input), "Invalid path '$.a.b' : No results for path: $['a']['b']");
        assert_eq!(fault("$.no.b", &input), "Invalid path '$.no.b' : Missing property in path $['no']");
        assert!(
            fault("$.text.b", &input)
                .contains("Expected to find an object with property ['b'] in path $['text']")
        );
    }

    #[test]
    fn roots_are_told_apart() {
        for (text, root) in [
            ("$", Root::Input),
            ("$.a", Root::Input),
            ("$['a']", Root::Input),
            ("$$", Root::Context),
            ("$$.Execution.Id", Root::Context),
            ("$name", Root::Variable("name".to_owned())),
            ("$größe_1[0].x", Root::Variable("größe_1".to_owned())),
        ] {
            assert_eq!(Path::parse(text).unwrap().root(), &root, "{text}");
        }
        for text in ["", "a", "$.", "$..", "$a b", "$1", "$$$", "$[", "$.a[", "$.a b"] {
            assert!(Path::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_problem_points_into_the_path() {
        assert_eq!(Path::parse("$.abc[x]").unwrap_err().span, 5..8);
        assert_eq!(Path::parse("$name.a[?(@.x = 1)]").unwrap_err().span.end, 17);
    }

    #[test]
    fn a_path_that_explodes_runs_out_of_steps() {
        let mut deep = json!(1);
        for _ in 0..20 {
            deep = json!([deep, {"a": 1}, 2]);
        }
        let text = format!("${}", "..*".repeat(12));
        assert!(fault(&text, &deep).contains("more than"), "a bound is reached");
    }
}
