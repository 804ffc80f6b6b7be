//! What the expressions of a state can see, and how their failures are told.

use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use expressions::jsonata::{Bindings, Expected, QueryFault, Tree};
use expressions::{Environment, Expression, Fault, Path, Template, Unappliable};
use serde_json::{Map, Value};

use crate::broken::Broken;
use crate::needs::{Context, Needs};
use crate::probe::{Probe, Stage};
use crate::variables::Variables;
use crate::{Failure, Payload};

/// The view from one visited state.
#[derive(Debug)]
pub(crate) struct Sight {
    pub name: Arc<str>,
    /// Id of the Entered event, which causes quote.
    pub entered: u64,
    /// Raw input of the state.
    pub input: Payload,
    /// The context object as far as the state's expressions ask for it.
    pub context: Value,
    /// What its expressions may read; the rest is not handed out.
    pub needs: Needs,
    pub variables: Variables,
    pub environment: Environment,
    /// In a test of one state.
    pub probe: Option<Rc<Probe>>,
}

/// What `$states` has besides input and context.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extra<'a> {
    Nothing,
    Result(&'a Payload),
    ErrorOutput(&'a Payload),
}

impl Sight {
    /// JSONPath: what paths and templates see when `$` is `input`.
    fn scope<'s>(&'s self, input: &'s Payload) -> expressions::Scope<'s> {
        expressions::Scope {
            input: input.value(),
            context: &self.context,
            variables: &self.variables,
            environment: &self.environment,
        }
    }

    /// The value of a path over `input`.
    pub fn path(&self, path: &Path, input: &Payload) -> Result<Payload, Broken> {
        if path.is_input() {
            return Ok(input.clone());
        }
        match path.value(&self.scope(input)) {
            Ok(value) => Ok(Payload::from_value(value.into_owned())),
            Err(error) => Err(self.fault(&path.fault(error))),
        }
    }

    /// Lets `use_value` look at the value of a path, or at nothing if there is none.
    pub fn with_path<R>(
        &self,
        path: &Path,
        input: &Payload,
        use_value: impl FnOnce(Option<&Value>) -> R,
    ) -> R {
        match path.value(&self.scope(input)) {
            Ok(value) => use_value(Some(&value)),
            Err(_) => use_value(None),
        }
    }

    pub fn template(&self, template: &Template, input: &Payload) -> Result<Value, Broken> {
        template.evaluate(&self.scope(input)).map_err(|fault| self.fault(&fault))
    }

    pub fn expression(&self, expression: &Expression, field: &str) -> Result<Value, Broken> {
        expression.evaluate(&self.scope(&self.input), field).map_err(|fault| self.fault(&fault))
    }

    pub fn tree(&self, tree: &Tree, extra: Extra<'_>) -> Result<Value, Broken> {
        if let Some(literal) = tree.literal() {
            return Ok(literal.clone());
        }
        self.query(extra, |bindings| tree.evaluate(bindings))
    }

    pub fn tree_as(&self, tree: &Tree, expected: Expected) -> Result<Value, Broken> {
        self.query(Extra::Nothing, |bindings| tree.evaluate_as(expected, bindings))
    }

    fn query(
        &self,
        extra: Extra<'_>,
        evaluate: impl FnOnce(&Bindings<'_>) -> Result<Value, QueryFault>,
    ) -> Result<Value, Broken> {
        let mut states = Map::new();
        if self.needs.input {
            states.insert("input".to_owned(), self.input.value().clone());
        }
        if self.needs.context != Context::Nothing {
            states.insert("context".to_owned(), self.context.clone());
        }
        match extra {
            _ if !self.needs.outcome => {}
            Extra::Nothing => {}
            Extra::Result(result) => {
                states.insert("result".to_owned(), result.value().clone());
            }
            Extra::ErrorOutput(output) => {
                states.insert("errorOutput".to_owned(), output.value().clone());
            }
        }
        let states = Value::Object(states);
        let bindings =
            Bindings { states: &states, variables: &self.variables, environment: &self.environment };
        evaluate(&bindings).map_err(|fault| self.fault(&Fault::Query(fault)))
    }

    /// `States.Runtime` with this cause.
    pub fn runtime(&self, cause: impl Display) -> Broken {
        Broken::new("States.Runtime", self.told(cause))
    }

    /// No rule matched and there is no default. AWS's documents know States.NoChoiceMatched; its executions end with
    /// States.Runtime.
    pub fn no_choice_matched(&self) -> Broken {
        self.runtime("Failed to transition out of the state. The state does not point to a next state.")
    }

    /// `States.QueryEvaluationError` with this cause.
    pub fn query_error(&self, cause: impl Display, location: Option<&str>) -> Broken {
        let failure = Failure::new("States.QueryEvaluationError", self.told(cause));
        Broken { failure, evaluation: Some(location.map(str::to_owned)) }
    }

    /// `States.ResultPathMatchFailure`.
    pub fn unappliable(&self, problem: &Unappliable) -> Broken {
        self.fault(&Fault::ResultPath(problem.clone()))
    }

    fn fault(&self, fault: &Fault) -> Broken {
        let evaluation = match fault {
            Fault::Query(query) => Some(Some(query.location.clone())),
            _ => None,
        };
        Broken { failure: Failure::new(fault.error(), self.told(fault.cause())), evaluation }
    }

    /// Notes a value for a test of this state.
    pub fn note(&self, stage: Stage, value: &Payload) {
        if let Some(probe) = &self.probe {
            probe.note(stage, value);
        }
    }

    /// A test of one state has no history that a cause could point into.
    fn told(&self, cause: impl Display) -> String {
        let Self { name, entered, .. } = self;
        if self.probe.is_some() {
            return cause.to_string();
        }
        format!(
            "An error occurred while executing the state '{name}' (entered at the event id #{entered}). {cause}"
        )
    }
}
