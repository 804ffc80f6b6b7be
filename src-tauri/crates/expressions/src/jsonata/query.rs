//! One expression: parsed once, evaluated with bindings.

use std::collections::BTreeSet;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError, EvaluatorOptions};
use jsonata_core::parser;
use jsonata_core::value::JValue;
use serde_json::Value;

use super::{convert, functions};
use crate::{Environment, Variables};

/// How deep an evaluation may nest.
const DEPTH_MAX: usize = 2000;
/// Longest sequence a step or function may produce.
const SEQUENCE_MAX: usize = 1_000_000;
/// A last resort against expressions that never end: the result does not depend on it otherwise.
const TIMEOUT_MILLISECONDS: u64 = 10_000;

/// What an expression can see.
#[derive(Clone, Copy, Debug)]
pub struct Bindings<'a> {
    /// The value of `$states`: an object with `input`, `context`, and where they exist `result` or
    /// `errorOutput`.
    pub states: &'a Value,
    /// The state machine's variables.
    pub variables: &'a dyn Variables,
    /// Clock and randomness.
    pub environment: &'a Environment,
}

/// An expression that cannot be used, found when the machine is created.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryProblem {
    /// The parser's message without its code, as AWS prints it.
    pub message: String,
    /// Where the expression stands, like `Output/result`.
    pub location: String,
    /// Position in the text between `{%` and `%}`, in bytes, if known.
    pub position: Option<usize>,
}

/// A failed evaluation. Its text is AWS's cause without the prefix that names the state.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("The JSONata expression '{expression}' specified for the field '{location}' {reason}")]
pub struct QueryFault {
    /// The text between `{%` and `%}`, trimmed.
    pub expression: String,
    /// Where it stands, like `Arguments/FunctionName`; also the `location` of the event `EvaluationFailed`.
    pub location: String,
    /// What went wrong.
    pub reason: Reason,
}

/// What went wrong in an evaluation.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// The expression matches nothing.
    #[error("returned nothing (undefined).")]
    Undefined,
    /// The expression raised an error.
    #[error("threw an error during evaluation. {code}: {message}")]
    Threw {
        /// JSONata's code, like `T2001`.
        code: String,
        /// JSONata's message.
        message: String,
    },
    /// The field needs a value of another type.
    #[error(
        "returned an unexpected result type. Expected '{expected}', but was '{found}' for value: {value}"
    )]
    WrongType {
        /// The type the field needs.
        expected: &'static str,
        /// The type of the value.
        found: &'static str,
        /// The value as compact JSON.
        value: String,
    },
    /// The result is a function, or too large to be handed on.
    #[error("returned an unsupported result type.")]
    Unsupported,
}

/// One parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    text: String,
    tree: AstNode,
    variables: BTreeSet<String>,
}

impl Query {
    /// Parses the text between `{%` and `%}`.
    pub fn parse(text: &str, location: &str) -> Result<Self, QueryProblem> {
        let text = text.trim();
        let tree = parser::parse(text).map_err(|error| QueryProblem {
            message: error.to_string(),
            location: location.to_owned(),
            position: None,
        })?;
        Ok(Self { text: text.to_owned(), tree, variables: BTreeSet::new() })
    }

    /// Names of the variables of the state machine that the expression reads.
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }

    pub fn evaluate(&self, bindings: &Bindings<'_>, location: &str) -> Result<Value, QueryFault> {
        self.result(bindings).map_err(|reason| self.fault(location, reason))
    }

    pub fn fault(&self, location: &str, reason: Reason) -> QueryFault {
        QueryFault { expression: self.text.clone(), location: location.to_owned(), reason }
    }

    fn result(&self, bindings: &Bindings<'_>) -> Result<Value, Reason> {
        let mut context = Context::new();
        context.bind("states".to_owned(), convert::inward(bindings.states));
        for name in &self.variables {
            if let Some(value) = bindings.variables.find(name) {
                context.bind(name.clone(), convert::inward(value));
            }
        }
        let options = EvaluatorOptions {
            timeout_ms: Some(TIMEOUT_MILLISECONDS),
            cancel: None,
            max_stack_depth: Some(DEPTH_MAX),
            max_sequence_length: Some(SEQUENCE_MAX),
        };
        let mut evaluator = Evaluator::with_options(context, options);
        functions::register(&mut evaluator, bindings.environment);
        let value = evaluator.evaluate(&self.tree, &JValue::Undefined).map_err(|error| threw(&error))?;
        convert::outward(value)
    }
}

fn threw(error: &EvaluatorError) -> Reason {
    let text = error.message();
    match text.split_once(": ") {
        Some((code, message)) => Reason::Threw { code: code.to_owned(), message: message.to_owned() },
        None => Reason::Threw { code: "D3137".to_owned(), message: text.to_owned() },
    }
}
