//! Why an evaluation failed, with the error name and the text AWS gives.

use crate::jsonata::QueryFault;
use crate::{PathError, Unappliable};

/// A failed evaluation. [`Fault::cause`] is AWS's text without the prefix
/// `An error occurred while executing the state '…' (entered at the event id #…). `, which only the engine knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A field that is a path, like `InputPath` or `TimeoutSecondsPath`, matches nothing.
    InvalidPath {
        /// The path as written.
        path: String,
        /// What Jayway's library would say.
        error: PathError,
    },
    /// A path in a payload template (or in `ErrorPath`, `CausePath`) matches nothing.
    MissingPath {
        /// The path as written.
        path: String,
        /// The field's name, for a template member with its `.$`.
        field: String,
        /// The template's input as compact JSON, also for `$$…` paths.
        input: String,
    },
    /// An intrinsic function was given something it cannot work with.
    Intrinsic {
        /// The whole expression as written.
        call: String,
        /// What is wrong, as a sentence of AWS's.
        problem: String,
    },
    /// An argument of an intrinsic function is a path without a value.
    Argument {
        /// The whole expression as written.
        call: String,
        /// What is wrong, as a sentence of AWS's.
        problem: String,
    },
    /// `ResultPath` does not fit the input.
    ResultPath(Unappliable),
    /// A JSONata expression failed.
    Query(QueryFault),
}

impl Fault {
    /// The error name that `Catch` and `Retry` match.
    #[must_use]
    pub const fn error(&self) -> &'static str {
        match self {
            // AWS's documents know States.IntrinsicFailure; its executions end with States.Runtime.
            Self::InvalidPath { .. }
            | Self::MissingPath { .. }
            | Self::Intrinsic { .. }
            | Self::Argument { .. } => "States.Runtime",
            Self::ResultPath(_) => "States.ResultPathMatchFailure",
            Self::Query(_) => "States.QueryEvaluationError",
        }
    }

    /// AWS's text, without the prefix that names the state.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::InvalidPath { path, error } => format!("Invalid path '{path}' : {error}"),
            Self::MissingPath { path, field, input } => format!(
                "The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input}'"
            ),
            Self::Intrinsic { call, problem } => {
                format!("There was an error while evaluating the intrinsic function: {call}. {problem}")
            }
            Self::Argument { call, problem } => {
                format!("The function '{call}' had the following error: {problem}")
            }
            Self::ResultPath(unappliable) => unappliable.to_string(),
            Self::Query(fault) => fault.to_string(),
        }
    }
}

impl From<QueryFault> for Fault {
    fn from(fault: QueryFault) -> Self {
        Self::Query(fault)
    }
}

impl From<Unappliable> for Fault {
    fn from(unappliable: Unappliable) -> Self {
        Self::ResultPath(unappliable)
    }
}
