//! JSONPath in the dialect of Jayway's library, which is what AWS evaluates.
//!
//! Differences from RFC 9535 that matter: `[s:e]` keeps negative starts relative to the end but not negative
//! ends, a step in a slice is read and ignored, several quoted names select a smaller object, filters see an
//! object as one candidate, and a definite path without a match is an error while an indefinite one is `[]`.

mod evaluate;
mod filter;
mod filter_parse;
mod functions;
mod operators;
mod parse;
mod pattern;
mod reader;
#[cfg(test)]
mod tests;
mod to_jsonata;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde_json::Value;

pub use evaluate::PathError;
pub(crate) use evaluate::{Fuel, rendered};
use filter::Filter;
use functions::Call;
pub(crate) use to_jsonata::{name as jsonata_name, to_jsonata};

/// The text is not a path in this dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PathSyntax {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the path's text.
    pub span: Range<usize>,
}

/// The steps after the root (`$`, `$$`, `$name` or `@`).
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    steps: Vec<Step>,
}

/// One step with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub selector: Selector,
    pub span: Range<usize>,
}

/// What a step selects.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Selector {
    Name(String),
    Names(Vec<String>),
    Index(i64),
    Indices(Vec<i64>),
    Slice { from: Option<i64>, to: Option<i64> },
    Wildcard,
    Scan,
    Filter(Box<Filter>),
    Call(Box<Call>),
}

impl Selector {
    /// The member it selects, if it is a name.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

impl Steps {
    /// Parses what follows the root. `offset` is where `text` starts in the whole path, for spans.
    ///
    /// # Errors
    /// [`PathSyntax`] with the place in the whole path.
    pub fn parse(text: &str, offset: usize) -> Result<Self, PathSyntax> {
        parse::steps(text, offset)
    }

    /// Whether the path names at most one node, so that its value is the node and not an array of matches.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.call_over_everything().is_some() || self.definite_until(self.steps.len())
    }

    /// Whether there are no steps, so that the path is the root itself.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether the last step picks an item of an array by its place.
    #[must_use]
    pub fn ends_with_index(&self) -> bool {
        self.steps.last().is_some_and(|step| matches!(step.selector, Selector::Index(_)))
    }

    /// The value the path has over `root`.
    ///
    /// # Errors
    /// [`PathError`] if a definite path matches nothing, or a bound is reached.
    pub fn value<'v>(&self, root: &'v Value) -> Result<Cow<'v, Value>, PathError> {
        let fuel = Fuel::full();
        evaluate::value(self, root, root, &fuel)
    }

    pub(crate) fn list(&self) -> &[Step] {
        &self.steps
    }

    /// Whether the first `count` steps are definite. Several names are definite only as the last step, where
    /// they select one smaller object.
    fn definite_until(&self, count: usize) -> bool {
        let last = self.steps.len();
        self.steps.iter().take(count).enumerate().all(|(position, step)| match &step.selector {
            Selector::Name(_) | Selector::Index(_) | Selector::Call(_) => true,
            Selector::Names(_) => position + 1 == last,
            Selector::Indices(_)
            | Selector::Slice { .. }
            | Selector::Wildcard
            | Selector::Scan
            | Selector::Filter(_) => false,
        })
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&rendered(&self.steps))
    }
}
