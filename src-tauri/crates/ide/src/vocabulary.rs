//! What fields and error names of definitions mean, for those who show them outside the text.

use crate::assist::ERRORS;
use crate::fields::{self, Shape};

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldWord {
    /// The field around it; empty for a field of a state.
    pub of: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is, in a sentence or two; names stand in backticks.
    pub text: &'static str,
    /// What holds without it.
    pub default: Option<&'static str>,
}

/// Who reports an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// Step Functions, for every state.
    Any,
    /// Step Functions, for a Map.
    Map,
    /// Lambda.
    Lambda,
}

/// What an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorWord {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub text: &'static str,
    /// Who reports it.
    pub of: ErrorSource,
}

/// Objects in a state, by the field in which they or lists of them stand.
const INSIDE: [(&str, Shape); 11] = [
    ("", Shape::State),
    ("Retry", Shape::Retrier),
    ("Catch", Shape::Catcher),
    ("Choices", Shape::Rule),
    ("Credentials", Shape::Credentials),
    ("ProcessorConfig", Shape::ProcessorConfig),
    ("ItemReader", Shape::ItemReader),
    ("ReaderConfig", Shape::ReaderConfig),
    ("ItemBatcher", Shape::ItemBatcher),
    ("ResultWriter", Shape::ResultWriter),
    ("WriterConfig", Shape::WriterConfig),
];

/// The fields of states and of what is inside them.
pub fn field_words() -> impl Iterator<Item = FieldWord> {
    INSIDE.into_iter().flat_map(|(of, shape)| {
        fields::of(shape).iter().map(move |field| FieldWord {
            of,
            name: field.name,
            text: field.text,
            default: field.default,
        })
    })
}

/// The errors that AWS defines.
pub fn error_words() -> impl Iterator<Item = ErrorWord> {
    ERRORS.iter().copied()
}
