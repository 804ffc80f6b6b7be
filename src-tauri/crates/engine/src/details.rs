//! What an event says of itself, in AWS's words: the name of its type and the members of its details.
//!
//! Borrowed from the event, so that the history can show it as a value and the log can write it as text.

use std::fmt;
use std::sync::Arc;

use crate::{Event, Failure, Kind, Pattern, Payload, StateType, Task, resource};

/// Most events have no more members than that.
const MEMBERS: usize = 8;

/// AWS's name of an event's type, in two parts.
#[derive(Clone, Copy)]
pub(crate) struct TypeName(pub(crate) &'static str, pub(crate) &'static str);

impl fmt::Display for TypeName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)?;
        formatter.write_str(self.1)
    }
}

/// What a member of the details says.
#[derive(Clone, Copy)]
pub(crate) enum Said<'e> {
    Text(&'e str),
    Number(u64),
    /// JSON as a text; a member of its own, `…Details`, says whether it was cut.
    Payload(&'e Payload),
    /// The variables that were assigned; they have such a member too.
    Variables(&'e [(Arc<str>, Payload)]),
    /// An object with a `roleArn`.
    Role(&'e str),
}

/// The members of the details of an event.
pub(crate) struct Details<'e> {
    pub(crate) members: Vec<(&'static str, Said<'e>)>,
    include_data: bool,
}

/// Name and details of an event. `None` for private kinds. Without `include_data` inputs, outputs and parameters are
/// left out, as with `includeExecutionData: false`.
pub(crate) fn described(event: &Event, include_data: bool) -> Option<(TypeName, Option<Details<'_>>)> {
    let details = Details { members: Vec::new(), include_data };
    of_kind(&event.kind, details)
}

impl<'e> Details<'e> {
    fn with(mut self, name: &'static str, said: Said<'e>) -> Self {
        if self.members.is_empty() {
            self.members.reserve_exact(MEMBERS);
        }
        self.members.push((name, said));
        self
    }

    fn with_text(self, name: &'static str, text: &'e str) -> Self {
        self.with(name, Said::Text(text))
    }

    fn with_number(self, name: &'static str, number: impl Into<u64>) -> Self {
        self.with(name, Said::Number(number.into()))
    }

    fn with_optional(self, name: &'static str, text: Option<&'e str>) -> Self {
        match text {
            Some(text) => self.with_text(name, text),
            None => self,
        }
    }

    fn with_seconds(self, name: &'static str, seconds: Option<u32>) -> Self {
        match seconds {
            Some(seconds) => self.with_number(name, seconds),
            None => self,
        }
    }

    fn with_payload(self, name: &'static str, payload: &'e Payload) -> Self {
        if self.include_data { self.with(name, Said::Payload(payload)) } else { self }
    }

    fn with_failure(self, failure: &'e Failure) -> Self {
        self.with_optional("error", failure.error.as_deref()).with_optional("cause", failure.cause.as_deref())
    }

    fn with_resource(self, resource: &'e str) -> Self {
        let (kind, action) = resource::type_and_action(resource);
        self.with_text("resourceType", kind).with_text("resource", action)
    }
}

type Described<'e> = Option<(TypeName, Option<Details<'e>>)>;

fn of_kind<'e>(kind: &'e Kind, details: Details<'e>) -> Described<'e> {
    match kind {
        Kind::ExecutionStarted { .. }
        | Kind::ExecutionSucceeded { .. }
        | Kind::ExecutionFailed(_)
        | Kind::ExecutionTimedOut(_)
        | Kind::ExecutionAborted(_)
        | Kind::ExecutionRedriven { .. } => execution(kind, details),
        Kind::StateEntered { .. }
        | Kind::StateExited { .. }
        | Kind::StateAborted { .. }
        | Kind::EvaluationFailed { .. } => state(kind, details),
        Kind::TaskScheduled { .. }
        | Kind::TaskStarted { .. }
        | Kind::TaskSubmitted { .. }
        | Kind::TaskSucceeded { .. }
        | Kind::TaskFailed { .. }
        | Kind::TaskTimedOut { .. } => task(kind, details),
        Kind::ParallelStarted { .. } => bare("ParallelStateStarted"),
        Kind::ParallelSucceeded => bare("ParallelStateSucceeded"),
        Kind::ParallelFailed => bare("ParallelStateFailed"),
        Kind::MapStarted { length, .. } | Kind::MapDistributed { length } => {
            named("MapStateStarted", details.with_number("length", *length))
        }
        Kind::MapRunStarted { run, .. } => named("MapRunStarted", details.with_text("mapRunArn", &run.arn)),
        Kind::MapRunRedriven { arn, count, .. } => {
            named("MapRunRedriven", details.with_text("mapRunArn", arn).with_number("redriveCount", *count))
        }
        Kind::MapRunSucceeded { .. } => bare("MapRunSucceeded"),
        Kind::MapRunFailed { failure, .. } => named("MapRunFailed", details.with_failure(failure)),
        Kind::MapRunAborted => bare("MapRunAborted"),
        Kind::MapSucceeded => bare("MapStateSucceeded"),
        Kind::MapFailed => bare("MapStateFailed"),
        Kind::MapIterationStarted { name, index, .. } => iteration("Started", name, *index, details),
        Kind::MapIterationSucceeded { name, index } => iteration("Succeeded", name, *index, details),
        Kind::MapIterationFailed { name, index } => iteration("Failed", name, *index, details),
        Kind::MapIterationAborted { name, index } => iteration("Aborted", name, *index, details),
        Kind::WaitScheduled { .. }
        | Kind::RetryScheduled { .. }
        | Kind::BeatReceived { .. }
        | Kind::TimeSkipped { .. }
        | Kind::Collapsed { .. } => None,
    }
}

fn named<'e>(name: &'static str, details: Details<'e>) -> Described<'e> {
    Some((TypeName(name, ""), Some(details)))
}

fn bare<'e>(name: &'static str) -> Described<'e> {
    Some((TypeName(name, ""), None))
}

fn execution<'e>(kind: &'e Kind, details: Details<'e>) -> Described<'e> {
    match kind {
        Kind::ExecutionStarted { start, .. } => named(
            "ExecutionStarted",
            details
                .with_payload("input", &start.input)
                .with_text("roleArn", &start.role_arn)
                .with_optional("stateMachineAliasArn", start.alias_arn.as_deref())
                .with_optional("stateMachineVersionArn", start.version_arn.as_deref()),
        ),
        Kind::ExecutionSucceeded { output } => {
            named("ExecutionSucceeded", details.with_payload("output", output))
        }
        Kind::ExecutionFailed(failure) => named("ExecutionFailed", details.with_failure(failure)),
        Kind::ExecutionTimedOut(failure) => named("ExecutionTimedOut", details.with_failure(failure)),
        Kind::ExecutionAborted(failure) => named("ExecutionAborted", details.with_failure(failure)),
        Kind::ExecutionRedriven { count, .. } => {
            named("ExecutionRedriven", details.with_number("redriveCount", *count))
        }
        _ => None,
    }
}

fn iteration<'e>(how: &'static str, name: &'e str, index: u32, details: Details<'e>) -> Described<'e> {
    let details = details.with_text("name", name).with_number("index", index);
    Some((TypeName("MapIteration", how), Some(details)))
}

fn state<'e>(kind: &'e Kind, details: Details<'e>) -> Described<'e> {
    match kind {
        Kind::StateEntered { state_type, name, input, .. } => {
            let details = details.with_text("name", name).with_payload("input", input);
            Some((TypeName(state_type.name(), "StateEntered"), Some(details)))
        }
        Kind::StateExited { state_type, name, output, assigned, .. } => {
            let mut details = details.with_text("name", name).with_payload("output", output);
            if !assigned.is_empty() && details.include_data {
                details = details.with("assignedVariables", Said::Variables(assigned));
            }
            Some((TypeName(state_type.name(), "StateExited"), Some(details)))
        }
        Kind::StateAborted { state_type } => Some((TypeName(state_type.name(), "StateAborted"), None)),
        Kind::EvaluationFailed { state, error, cause, location } => named(
            "EvaluationFailed",
            details
                .with_text("state", state)
                .with_text("error", error)
                .with_text("cause", cause)
                .with_optional("location", location.as_deref()),
        ),
        _ => None,
    }
}

/// The three families of task events.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Task,
    Lambda,
    Activity,
}

fn family(resource: &str) -> Family {
    match resource::pattern(resource) {
        Some(Pattern::Function) => Family::Lambda,
        Some(Pattern::Activity) => Family::Activity,
        Some(Pattern::RequestResponse | Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken)
        | None => Family::Task,
    }
}

impl Family {
    fn event(self, what: &'static str) -> TypeName {
        let prefix = match self {
            Self::Task => "Task",
            Self::Lambda => "LambdaFunction",
            Self::Activity => "Activity",
        };
        TypeName(prefix, what)
    }
}

fn task<'e>(kind: &'e Kind, details: Details<'e>) -> Described<'e> {
    let (what, resource) = match kind {
        Kind::TaskScheduled { task, .. } => ("Scheduled", &task.resource),
        Kind::TaskStarted { resource, .. } => ("Started", resource),
        Kind::TaskSubmitted { resource, .. } => ("Submitted", resource),
        Kind::TaskSucceeded { resource, .. } => ("Succeeded", resource),
        Kind::TaskFailed { resource, .. } => ("Failed", resource),
        Kind::TaskTimedOut { resource, .. } => ("TimedOut", resource),
        _ => return None,
    };
    let family = family(resource);
    let is_service = family == Family::Task;
    let details = if is_service { details.with_resource(resource) } else { details };
    let details = match kind {
        Kind::TaskScheduled { task, .. } => scheduled(task, is_service, details),
        Kind::TaskStarted { worker, .. } => match family {
            Family::Lambda => return Some((family.event(what), None)),
            Family::Activity => details.with_optional("workerName", worker.as_deref()),
            Family::Task => details,
        },
        Kind::TaskSubmitted { output, .. } | Kind::TaskSucceeded { output, .. } => {
            details.with_payload("output", output)
        }
        Kind::TaskFailed { failure, .. } => details.with_failure(failure),
        Kind::TaskTimedOut { .. } => details.with_text("error", "States.Timeout"),
        _ => details,
    };
    Some((family.event(what), Some(details)))
}

fn scheduled<'e>(task: &'e Task, is_service: bool, details: Details<'e>) -> Details<'e> {
    let includes_data = details.include_data;
    let details = if is_service {
        let parameters = includes_data.then(|| task.parameters.text());
        details.with_text("region", &task.region).with_optional("parameters", parameters)
    } else {
        details.with_text("resource", &task.resource).with_payload("input", &task.parameters)
    };
    let details = details
        .with_seconds("timeoutInSeconds", task.timeout_seconds)
        .with_seconds("heartbeatInSeconds", task.heartbeat_seconds);
    match &task.credentials_role {
        Some(role) => details.with("taskCredentials", Said::Role(role)),
        None => details,
    }
}

impl StateType {
    /// The value of `Type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Choice => "Choice",
            Self::Fail => "Fail",
            Self::Map => "Map",
            Self::Parallel => "Parallel",
            Self::Pass => "Pass",
            Self::Succeed => "Succeed",
            Self::Task => "Task",
            Self::Wait => "Wait",
        }
    }
}
