//! Events as AWS's `GetExecutionHistory` shows them.

use serde_json::{Map, Value, json};

use crate::{Event, Failure, Kind, Pattern, Payload, StateType, Task, resource};

/// The event as a `HistoryEvent` with AWS's member names; `timestamp` is in seconds since the epoch, with three
/// decimals. `None` for private kinds. Without `include_data` inputs, outputs and parameters are left out, as with
/// `includeExecutionData: false`.
#[must_use]
pub fn public(event: &Event, include_data: bool) -> Option<Value> {
    let (name, details) = described(&event.kind, include_data)?;
    let mut shown = json!({
        "timestamp": event.at.seconds(),
        "type": name,
        "id": event.id,
        "previousEventId": event.previous,
    });
    if let (Value::Object(members), Some(details)) = (&mut shown, details) {
        members.insert(details_member(&name), Value::Object(details.members));
    }
    Some(shown)
}

/// AWS's name of the event's type; `None` for private kinds.
#[must_use]
pub fn type_name(event: &Event) -> Option<String> {
    described(&event.kind, false).map(|(name, _)| name)
}

/// The member that holds the details: all states share one for being entered and one for being left.
fn details_member(name: &str) -> String {
    if name.ends_with("StateEntered") {
        return "stateEnteredEventDetails".to_owned();
    }
    if name.ends_with("StateExited") {
        return "stateExitedEventDetails".to_owned();
    }
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).chain("EventDetails".chars()).collect()
}

/// The members of a details object, in AWS's order.
#[derive(Default)]
struct Details {
    members: Map<String, Value>,
    include_data: bool,
}

impl Details {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    fn with_optional(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    fn with_payload(self, name: &str, payload: &Payload) -> Self {
        if !self.include_data {
            return self;
        }
        self.with(name, payload.text()).with(&format!("{name}Details"), json!({ "truncated": false }))
    }

    fn with_failure(self, failure: &Failure) -> Self {
        self.with_optional("error", failure.error.as_deref()).with_optional("cause", failure.cause.as_deref())
    }

    fn with_resource(self, resource: &str) -> Self {
        let (kind, action) = resource::type_and_action(resource);
        self.with("resourceType", kind).with("resource", action)
    }
}

type Described = Option<(String, Option<Details>)>;

fn described(kind: &Kind, include_data: bool) -> Described {
    let details = Details { members: Map::new(), include_data };
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
        Kind::MapStarted { length, .. } => named("MapStateStarted", details.with("length", *length)),
        Kind::MapDistributed { length } => named("MapStateStarted", details.with("length", *length)),
        Kind::MapRunStarted { run, .. } => {
            named("MapRunStarted", details.with("mapRunArn", run.arn.as_str()))
        }
        Kind::MapRunRedriven { arn, count, .. } => {
            named("MapRunRedriven", details.with("mapRunArn", arn.as_str()).with("redriveCount", *count))
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

fn named(name: &str, details: Details) -> Described {
    Some((name.to_owned(), Some(details)))
}

fn bare(name: &str) -> Described {
    Some((name.to_owned(), None))
}

fn execution(kind: &Kind, details: Details) -> Described {
    match kind {
        Kind::ExecutionStarted { start, .. } => named(
            "ExecutionStarted",
            details
                .with_payload("input", &start.input)
                .with("roleArn", start.role_arn.as_str())
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
            named("ExecutionRedriven", details.with("redriveCount", *count))
        }
        _ => None,
    }
}

fn iteration(how: &str, name: &str, index: u32, details: Details) -> Described {
    Some((format!("MapIteration{how}"), Some(details.with("name", name).with("index", index))))
}

fn state(kind: &Kind, details: Details) -> Described {
    match kind {
        Kind::StateEntered { state_type, name, input, .. } => {
            let details = details.with("name", &**name).with_payload("input", input);
            Some((format!("{}StateEntered", state_type.name()), Some(details)))
        }
        Kind::StateExited { state_type, name, output, assigned, .. } => {
            let mut details = details.with("name", &**name).with_payload("output", output);
            if !assigned.is_empty() && details.include_data {
                let variables: Map<String, Value> =
                    assigned.iter().map(|(name, value)| (name.to_string(), value.text().into())).collect();
                details = details
                    .with("assignedVariables", variables)
                    .with("assignedVariablesDetails", json!({ "truncated": false }));
            }
            Some((format!("{}StateExited", state_type.name()), Some(details)))
        }
        Kind::StateAborted { state_type } => Some((format!("{}StateAborted", state_type.name()), None)),
        Kind::EvaluationFailed { state, error, cause, location } => named(
            "EvaluationFailed",
            details
                .with("state", &**state)
                .with("error", error.as_str())
                .with("cause", cause.as_str())
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
    fn event(self, what: &str) -> String {
        let prefix = match self {
            Self::Task => "Task",
            Self::Lambda => "LambdaFunction",
            Self::Activity => "Activity",
        };
        format!("{prefix}{what}")
    }
}

fn task(kind: &Kind, details: Details) -> Described {
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
        Kind::TaskTimedOut { .. } => details.with("error", "States.Timeout"),
        _ => details,
    };
    Some((family.event(what), Some(details)))
}

fn scheduled(task: &Task, is_service: bool, details: Details) -> Details {
    let includes_data = details.include_data;
    let details = if is_service {
        let parameters = includes_data.then(|| task.parameters.text());
        details.with("region", &*task.region).with_optional("parameters", parameters)
    } else {
        details.with("resource", &*task.resource).with_payload("input", &task.parameters)
    };
    let role = task.credentials_role.as_ref().map(|role| json!({ "roleArn": role }));
    details
        .with_optional("timeoutInSeconds", task.timeout_seconds)
        .with_optional("heartbeatInSeconds", task.heartbeat_seconds)
        .with_optional("taskCredentials", role)
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
