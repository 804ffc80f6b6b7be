//! `TestState`: one visit of one state, with mocked or real work (step-functions-executions §8.8).

use std::sync::Arc;
use std::time::Duration;

use asl::{State, StateKind};
use engine::trial::{Report, Setting, Trial, Waiting};
use engine::{Failure, Outcome, Program, Start, Task, Ticket, Timestamp};
use runtime::{Origin, Work};
use serde_json::{Map, Value};

use crate::door::Gateway;
use crate::executions::read_input;
use crate::inspection::Shown;
use crate::lone_state;
use crate::members::{ARN, Members, NAME};
use crate::mock::Mock;
use crate::mock_context;
use crate::refusal::Refusal;
use crate::state_machines::check_definition;
use crate::tested_items;

/// How long a test may take.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// Longest text of input, variables, context and data.
const TEXT: std::ops::RangeInclusive<usize> = 0..=262_144;

/// What is asked.
#[derive(Debug)]
struct Request {
    definition: String,
    state_name: Option<String>,
    role_arn: Option<String>,
    input: String,
    variables: Option<String>,
    context: Option<String>,
    level: Option<String>,
    reveals_secrets: bool,
    mock: Option<Mock>,
    configuration: Configuration,
}

/// `stateConfiguration`.
#[derive(Debug, Default)]
struct Configuration {
    retries: Option<u32>,
    failed_iterations: Option<u32>,
    error_caused_by: Option<String>,
    read: Option<String>,
}

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let request = Request::read(&mut members);
    members.check()?;
    request.check_combination()?;
    let (text, name) = match &request.state_name {
        Some(name) => (request.definition.clone(), name.as_str()),
        None => (lone_state::machine(&request.definition), lone_state::NAME),
    };
    check_definition(&text, "STANDARD")?;
    let (machine, program) = compiled(&text)?;
    let state = machine.states().iter().find(|state| state.name == name);
    let state = state.ok_or_else(not_found)?;
    request.check_state(state)?;
    let outcome = request.mock.as_ref().map(|mock| mock.outcome(state)).transpose()?;
    let setting = request.setting(gateway, state)?;
    let visit = |outcome: Option<Outcome>| {
        let (mut trial, waiting) = Trial::begin(&program, name, setting.clone()).ok_or_else(not_found)?;
        Ok::<_, Refusal>(match request.answered(&mut trial, &waiting, outcome)? {
            Some(task) => Visit::NeedsWork(task),
            None => Visit::Over(Box::new(trial.report())),
        })
    };
    let mut visited = visit(outcome)?;
    if let Visit::NeedsWork(task) = visited {
        // A second visit, from the same instant and seed, asks for the same work.
        let outcome = attempt(gateway, &setting.start, &text, task).await?;
        visited = visit(Some(outcome))?;
    }
    match visited {
        Visit::Over(report) => Ok(request.shown().told(*report)),
        Visit::NeedsWork(_) => Err(Refusal::internal("the task was not answered")),
    }
}

/// How far a visit got.
enum Visit {
    Over(Box<Report>),
    NeedsWork(Arc<Task>),
}

fn not_found() -> Refusal {
    Refusal::validation("State not found in definition")
}

fn compiled(text: &str) -> Result<(asl::StateMachine, Program), Refusal> {
    let document = ide::Document::read(text);
    let problems = |found: &[String]| {
        Refusal::new("InvalidDefinition", format!("Invalid State Machine Definition: '{}'", found.join("; ")))
    };
    let machine = document.machine.ok_or_else(|| problems(&[]))?;
    let program = Program::compile(&machine)
        .map_err(|found| problems(&found.into_iter().map(|problem| problem.message).collect::<Vec<_>>()))?;
    Ok((machine, program))
}

async fn attempt(
    gateway: &Gateway,
    start: &Start,
    definition: &str,
    task: Arc<Task>,
) -> Result<Outcome, Refusal> {
    let origin = Origin {
        execution_arn: start.execution_arn.as_str().into(),
        execution: start.name.clone(),
        machine: start.state_machine_name.clone(),
        definition: runtime::definition_hash(definition),
        handlers_folder: Some(gateway.drivers.client_functions.folder()?.path),
    };
    let patience = task.timeout_seconds.map_or(PATIENCE, |seconds| Duration::from_secs(seconds.into()));
    let work = Work { ticket: Ticket(1), task, origin: Arc::new(origin), virtual_time: None };
    let done = tokio::time::timeout(patience.min(PATIENCE), gateway.drivers.runtime.attempt(work)).await;
    let timeout = Failure { error: Some("States.Timeout".to_owned()), cause: None };
    Ok(done.unwrap_or(Outcome::Failed(timeout)))
}

impl Request {
    fn read(members: &mut Members) -> Self {
        let count = |members: &mut Members, name: &str| {
            let number = members.number(name, 0..=i64::from(i32::MAX))?;
            u32::try_from(number).ok()
        };
        Self {
            definition: members.required("definition", 1..=1_048_576),
            state_name: members.text("stateName", NAME),
            role_arn: members.text("roleArn", ARN),
            input: members.text("input", TEXT).unwrap_or_else(|| "{}".to_owned()),
            variables: members.text("variables", TEXT),
            context: members.text("context", TEXT),
            level: members.word("inspectionLevel", &["INFO", "DEBUG", "TRACE"]),
            reveals_secrets: members.flag("revealSecrets").unwrap_or(false),
            mock: Mock::read(members),
            configuration: members
                .structure("stateConfiguration", |inner| Configuration {
                    retries: count(inner, "retrierRetryCount"),
                    failed_iterations: count(inner, "mapIterationFailureCount"),
                    error_caused_by: inner.text("errorCausedByState", NAME),
                    read: inner.text("mapItemReaderData", TEXT),
                })
                .unwrap_or_default(),
        }
    }

    /// Members that cannot be together, or only with a mock.
    fn check_combination(&self) -> Result<(), Refusal> {
        if let Some(mock) = &self.mock {
            mock.check()?;
            if self.reveals_secrets {
                return Err(Refusal::validation(
                    "TestState does not support RevealSecrets when a mock is specified.",
                ));
            }
            return Ok(());
        }
        let Configuration { failed_iterations, error_caused_by, read, .. } = &self.configuration;
        let only_with_a_mock = [
            ("MapIterationFailureCount", failed_iterations.is_some()),
            ("ErrorCausedByState", error_caused_by.is_some()),
            ("MapItemReaderData", read.is_some()),
            ("Context", self.context.is_some()),
        ];
        match only_with_a_mock.iter().find(|(_, is_there)| *is_there) {
            Some((name, _)) => Err(Refusal::validation(format!(
                "TestState does not support {name} when a mock is not specified."
            ))),
            None => Ok(()),
        }
    }

    /// Whether such a state can be tested with or without a mock.
    fn check_state(&self, state: &State) -> Result<(), Refusal> {
        let is_mocked = self.mock.is_some();
        match &state.kind {
            StateKind::Map(_) | StateKind::Parallel(_) if is_mocked => Ok(()),
            StateKind::Map(_) | StateKind::Parallel(_) => Err(Refusal::new(
                "InvalidDefinition",
                "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
            )),
            StateKind::Task(_) if is_mocked => Ok(()),
            StateKind::Task(task) => {
                let resource = task.resource.as_ref().map_or("", |resource| resource.value.as_str());
                check_unmocked(resource)?;
                match &self.role_arn {
                    Some(_) => Ok(()),
                    None => Err(Refusal::validation("RoleArn must be specified when testing a Task state")),
                }
            }
            _ if is_mocked => Err(Refusal::validation(format!(
                "State type '{}' is not supported when a mock is specified",
                state.state_type().map_or("", asl::StateType::name)
            ))),
            _ => Ok(()),
        }
    }

    fn shown(&self) -> Shown<'_> {
        Shown {
            inspects: matches!(self.level.as_deref(), Some("DEBUG" | "TRACE")),
            input: &self.input,
            sources: [&self.context, &self.variables, &self.configuration.read],
        }
    }

    fn setting(&self, gateway: &Gateway, state: &State) -> Result<Setting, Refusal> {
        let input = read_input(&self.input)?;
        let variables = match self.variables.as_deref().map(serde_json::from_str::<Value>) {
            None => Map::new(),
            Some(Ok(Value::Object(variables))) => variables,
            Some(_) => return Err(Refusal::validation("Variables must be a valid JSON object")),
        };
        let context = self.context.as_deref().map(|text| mock_context::read(text, state)).transpose()?;
        let read =
            self.configuration.read.as_deref().map(|text| tested_items::read(text, state)).transpose()?;
        let (machine, run) = (gateway.drivers.chance.uuid(), gateway.drivers.chance.uuid());
        let start = Start {
            execution_arn: gateway.arn("express", &format!("{machine}:{run}")),
            name: run,
            state_machine_arn: gateway.arn("stateMachine", &machine),
            state_machine_name: machine,
            version_arn: None,
            alias_arn: None,
            role_arn: self.role_arn.clone().unwrap_or_default(),
            input,
            seed: u64::from_be_bytes(gateway.drivers.chance.bytes()),
            token_key: gateway.drivers.chance.bytes(),
            test_case: None,
            virtual_time: None,
            trace_header: None,
            logging: None,
        };
        let at = Timestamp(gateway.now());
        Ok(Setting { start, at, variables, context, retries: self.configuration.retries, read })
    }

    /// Answers what the trial waits for with the mock; gives the task whose work must really be done.
    fn answered(
        &self,
        trial: &mut Trial<'_>,
        waiting: &Waiting,
        outcome: Option<Outcome>,
    ) -> Result<Option<Arc<Task>>, Refusal> {
        match (waiting, outcome) {
            (Waiting::Nothing, _) => {}
            (Waiting::Task(task), None) => return Ok(Some(Arc::clone(task))),
            (Waiting::Iterations(items), Some(outcome)) => {
                let failed = self.configuration.failed_iterations.unwrap_or(0);
                if failed > *items {
                    return Err(Refusal::validation(
                        "Map iteration failure count must be less than or equal to the number of Map iterations",
                    ));
                }
                let is_over = matches!(outcome, Outcome::Succeeded(_)) && trial.fail_iterations(failed);
                if !is_over {
                    trial.answer(outcome);
                }
            }
            (Waiting::Task(_) | Waiting::Branches(_), Some(outcome)) => trial.answer(outcome),
            (Waiting::Iterations(_) | Waiting::Branches(_), None) => {}
        }
        Ok(None)
    }
}

/// What only an execution can wait for.
fn check_unmocked(resource: &str) -> Result<(), Refusal> {
    let pattern = [".sync", ".sync:2", ".waitForTaskToken"].iter().find(|ending| resource.ends_with(*ending));
    let what = match pattern {
        Some(ending) => format!("the '{}' service integration pattern", ending.trim_end_matches(":2")),
        None if resource.contains(":activity:") => "Activity tasks".to_owned(),
        None => return Ok(()),
    };
    Err(Refusal::new("InvalidDefinition", format!("TestState API does not support {what}")))
}
