//! Values that remember where they were written.

use syntax::{NodeId, Span};

/// A value with the place of its key and of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where the value stands.
    pub span: Span,
    /// Where its key stands; the same as `span` for items of an array.
    pub key: Span,
    /// The value in the tree it was lowered from.
    pub node: NodeId,
}

impl<T> Field<T> {
    /// The same place with another value.
    pub fn with<U>(&self, value: U) -> Field<U> {
        Field { value, span: self.span, key: self.key, node: self.node }
    }
}

/// A literal, or in a JSONata state a string such as `{% $states.input.n %}` that gives one when it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<T> {
    /// As written.
    Literal(T),
    /// The JSONata string with its `{%` and `%}`.
    Expression(String),
}

impl<T> Given<T> {
    /// The literal, if it is one.
    pub fn literal(&self) -> Option<&T> {
        match self {
            Self::Literal(value) => Some(value),
            Self::Expression(_) => None,
        }
    }
}

/// True for a string that AWS evaluates as JSONata: it starts with `{%` and ends with `%}`.
#[must_use]
pub(crate) fn is_expression(text: &str) -> bool {
    text.len() >= 4 && text.starts_with("{%") && text.ends_with("%}")
}
