//! One expression: parsed once, evaluated with bindings.

use std::collections::BTreeSet;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::Context;
use jsonata_core::parser;
use jsonata_core::value::JValue;
use serde_json::Value;

use super::adapt::adapt;
use super::session::{LIMITS, Limits, Session};
use super::shortcut::Shortcut;
use super::survey::Survey;
use super::{convert, growth, half_pairs, messages};
use crate::{Environment, Variables};

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
    /// AWS's text: the parser's message without its code.
    pub message: String,
    /// Where the expression stands, like `Output/result`.
    pub location: String,
    /// `true` for AWS's `UNSUPPORTED_JSONATA_EXPRESSION`, `false` for `INVALID_JSONATA_EXPRESSION`.
    pub is_unsupported: bool,
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
    #[error("threw an error during evaluation. {text}")]
    Threw {
        /// JSONata's code and message, like `T1006: Attempted to invoke a non-function`.
        text: String,
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
    /// The result is or contains a function or a number that JSON cannot write.
    #[error("returned an unsupported result type.")]
    Unsupported,
}

impl Reason {
    /// Whether it was cut off because it took too long or went too deep.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        matches!(self, Self::Threw { text } if text.starts_with("U1001"))
    }
}

/// One parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    text: String,
    tree: AstNode,
    shortcut: Option<Shortcut>,
    variables: BTreeSet<String>,
    states: BTreeSet<String>,
}

impl Query {
    /// Parses the text between `{%` and `%}` and refuses what AWS refuses.
    pub fn parse(text: &str, location: &str) -> Result<Self, QueryProblem> {
        let (query, refused) = Self::parse_unchecked(text, location)?;
        match refused.into_iter().next() {
            None => Ok(query),
            Some(message) => {
                Err(QueryProblem { message, location: location.to_owned(), is_unsupported: true })
            }
        }
    }

    /// What [`Query::parse`] would refuse, without making anything that could be evaluated.
    pub fn problem(text: &str, location: &str) -> Option<QueryProblem> {
        let problem =
            |message, is_unsupported| QueryProblem { message, location: location.to_owned(), is_unsupported };
        let mut tree = match read(text.trim()) {
            Ok(tree) => tree,
            Err(message) => return Some(problem(message, false)),
        };
        let refused = Survey::of(&tree).refused.into_iter().next();
        match adapt(&mut tree) {
            Err(message) => Some(problem(message, false)),
            Ok(()) => refused.map(|message| problem(message, true)),
        }
    }

    /// Parses the language as it is, with what AWS would refuse in a state machine.
    pub fn parse_unchecked(text: &str, location: &str) -> Result<(Self, Vec<String>), QueryProblem> {
        let text = text.trim();
        let invalid =
            |message: String| QueryProblem { message, location: location.to_owned(), is_unsupported: false };
        let mut tree = read(text).map_err(invalid)?;
        let Survey { variables, states, refused, .. } = Survey::of(&tree);
        let shortcut = Shortcut::of(&tree);
        adapt(&mut tree).map_err(invalid)?;
        growth::bound(&mut tree);
        Ok((Self { text: text.to_owned(), tree, shortcut, variables, states }, refused))
    }

    /// Names of the variables of the state machine that the expression reads.
    pub const fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }

    /// The expression as it is evaluated.
    pub const fn tree(&self) -> &AstNode {
        &self.tree
    }

    /// Members of `$states` that the expression reads.
    pub const fn states(&self) -> &BTreeSet<String> {
        &self.states
    }

    pub fn evaluate(&self, session: &Session<'_>, location: &str) -> Result<Value, QueryFault> {
        self.result(session).map_err(|reason| self.fault(location, reason))
    }

    pub fn fault(&self, location: &str, reason: Reason) -> QueryFault {
        QueryFault { expression: self.text.clone(), location: location.to_owned(), reason }
    }

    fn result(&self, session: &Session<'_>) -> Result<Value, Reason> {
        if let Some(found) = self.shortcut.as_ref().and_then(|shortcut| shortcut.value(session.bindings)) {
            return found.cloned().ok_or(Reason::Undefined);
        }
        let mut context = Context::new();
        for name in self.variables.iter().map(String::as_str).chain(["states"]) {
            if let Some(value) = session.variable(name) {
                context.bind(name.to_owned(), value);
            }
        }
        self.run(context, &JValue::Undefined, &LIMITS, session.bindings.environment)
    }

    /// Evaluates over `data` with everything that `context` binds.
    pub fn run(
        &self,
        context: Context,
        data: &JValue,
        limits: &Limits,
        environment: &Environment,
    ) -> Result<Value, Reason> {
        let outcome = Session::run(context, limits, environment, |evaluator| {
            let value = evaluator.evaluate(&self.tree, data).map_err(|error| {
                let text = match messages::reworded(error.message()) {
                    (Some(code), message) => format!("{code}: {message}"),
                    (None, message) => message,
                };
                Reason::Threw { text }
            })?;
            convert::outward(&value)
        });
        outcome.unwrap_or_else(|| {
            let text = "D3137: The expression could not be evaluated; check its date and number pictures";
            Err(Reason::Threw { text: text.to_owned() })
        })
    }
}

fn read(text: &str) -> Result<AstNode, String> {
    parser::parse(&half_pairs::replaced(text)).map_err(|error| messages::reworded(&error.to_string()).1)
}
