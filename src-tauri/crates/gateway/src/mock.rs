//! The mock of `TestState`: what a task, a Map or a Parallel is said to have given (step-functions-executions §8.8).

use asl::{State, StateKind};
use aws_models::Strictness;
use engine::{Failure, Outcome, Payload};
use serde_json::Value;

use crate::members::Members;
use crate::refusal::Refusal;

/// `mock` as the request has it.
#[derive(Debug)]
pub(crate) struct Mock {
    result: Option<String>,
    error: Option<Failure>,
    mode: Option<String>,
}

impl Mock {
    pub(crate) fn read(members: &mut Members) -> Option<Self> {
        members.structure("mock", |mock| Self {
            result: mock.text("result", 0..=262_144),
            error: mock.structure("errorOutput", |error| Failure {
                error: error.text("error", 0..=256),
                cause: error.text("cause", 0..=32_768),
            }),
            mode: mock.word("fieldValidationMode", &["PRESENT", "STRICT", "NONE"]),
        })
    }

    /// Refuses a mock that is none, or two.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let fields = "[result, errorOutput]";
        match (&self.result, &self.error) {
            (Some(_), Some(_)) => Err(Refusal::validation(format!(
                "A test mock should have only one of the following fields: {fields}."
            ))),
            (None, None) => Err(Refusal::validation(format!(
                "A test mock should have one of the following fields: {fields}."
            ))),
            _ => Ok(()),
        }
    }

    /// What the state is told, checked against what such a state can give.
    pub(crate) fn outcome(&self, state: &State) -> Result<Outcome, Refusal> {
        if let Some(error) = &self.error {
            return Ok(Outcome::Failed(error.clone()));
        }
        let invalid = |_| Refusal::validation("Mocked result must be valid JSON");
        let result = Payload::parse(self.result.as_deref().unwrap_or_default()).map_err(invalid)?;
        self.check_form(state, result.value())?;
        Ok(Outcome::Succeeded(result))
    }

    fn check_form(&self, state: &State, result: &Value) -> Result<(), Refusal> {
        let refuse = |message: &str| Err(Refusal::validation(message));
        match &state.kind {
            StateKind::Map(map) if map.result_writer.is_some() => match result.is_object() {
                true => Ok(()),
                false => refuse("Mocked result must be a JSON object."),
            },
            StateKind::Map(_) | StateKind::Parallel(_) => {
                let Some(items) = result.as_array() else { return refuse("Mocked result must be an array.") };
                let branches = match &state.kind {
                    StateKind::Parallel(parallel) => parallel.branches.len(),
                    _ => items.len(),
                };
                match items.len() == branches {
                    true => Ok(()),
                    false => refuse(
                        "Mocked result must contain the same number of items as number of Parallel branches.",
                    ),
                }
            }
            StateKind::Task(task) => {
                let resource = task.resource.as_ref().map_or("", |resource| resource.value.as_str());
                self.check_fields(resource, result)
            }
            _ => Ok(()),
        }
    }

    /// Compares the result of a service call with the service's API model.
    fn check_fields(&self, resource: &str, result: &Value) -> Result<(), Refusal> {
        let strictness = match self.mode.as_deref() {
            Some("NONE") => return Ok(()),
            Some("PRESENT") => Strictness::Present,
            _ => Strictness::Strict,
        };
        let Some(answer) = aws_models::answer(resource) else { return Ok(()) };
        let Some(service) = aws_models::service(answer.service) else { return Ok(()) };
        let Some(place) = service.operation(answer.operation).and_then(|operation| operation.answer) else {
            return Ok(());
        };
        if !result.is_object() {
            return Err(Refusal::validation("Mocked result must be a JSON object."));
        }
        service
            .fits(place, result, strictness, answer.free)
            .map_err(|misfit| Refusal::validation(format!("Mock result schema validation error: {misfit}")))
    }
}
