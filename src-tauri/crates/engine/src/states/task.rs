//! Task: has work done outside.

use std::sync::Arc;

use asl::{Field, Given, QueryLanguage};
use expressions::jsonata::{Expected, Tree};
use expressions::{Path, Template};
use serde_json::Value;

use super::map::{not_an_integer, whole};
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::context::Detail;
use crate::decide::Turn;
use crate::probe::Stage;
use crate::program::State;
use crate::resource;
use crate::sight::{Extra, Sight};
use crate::{Kind, Pattern, Payload, Task as Work, TestCase, token};

#[derive(Debug)]
pub(crate) struct Task {
    resource: Arc<str>,
    pattern: Pattern,
    timeout: Seconds,
    heartbeat: Seconds,
    credentials: Credentials,
}

/// The most that AWS takes.
const SECONDS_MAX: u32 = 99_999_999;

/// Where a number of seconds comes from.
#[derive(Debug)]
enum Seconds {
    Absent,
    Literal(u32),
    Path(&'static str, Path),
    Query(&'static str, Tree),
}

#[derive(Debug)]
enum Credentials {
    Absent,
    Template(Template),
    Query(Tree),
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, task: &asl::Task) -> Option<Task> {
    let Some(resource) = &task.resource else {
        compiler.required("Resource");
        return None;
    };
    let Some(pattern) = resource::pattern(&resource.value) else {
        let message = format!(
            "The resource provided {} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.",
            resource.value
        );
        compiler.report("Resource", message, resource.span);
        return None;
    };
    let timeout = (task.timeout_seconds.as_ref(), task.timeout_seconds_path.as_ref());
    let heartbeat = (task.heartbeat_seconds.as_ref(), task.heartbeat_seconds_path.as_ref());
    Some(Task {
        resource: resource.value.as_str().into(),
        pattern,
        timeout: seconds(compiler, ["TimeoutSeconds", "TimeoutSecondsPath"], timeout),
        heartbeat: seconds(compiler, ["HeartbeatSeconds", "HeartbeatSecondsPath"], heartbeat),
        credentials: credentials(compiler, task),
    })
}

fn seconds(
    compiler: &mut Compiler<'_>,
    [name, path_name]: [&'static str; 2],
    (given, path): (Option<&Field<Given<i64>>>, Option<&Field<String>>),
) -> Seconds {
    if let Some(path) = compiler.path(path_name, path) {
        return Seconds::Path(path_name, path);
    }
    match given {
        None => Seconds::Absent,
        Some(Field { value: Given::Literal(seconds), .. }) => {
            Seconds::Literal(u32::try_from(*seconds).unwrap_or(u32::MAX))
        }
        Some(Field { value: Given::Expression(text), span, .. }) => {
            compiler.query(name, text, *span).map_or(Seconds::Absent, |tree| Seconds::Query(name, tree))
        }
    }
}

fn credentials(compiler: &mut Compiler<'_>, task: &asl::Task) -> Credentials {
    let Some(field) = &task.credentials else { return Credentials::Absent };
    let value = field.with(field.value.template.clone());
    match compiler.state.language {
        QueryLanguage::JsonPath => {
            compiler.template("Credentials", Some(&value)).map_or(Credentials::Absent, Credentials::Template)
        }
        QueryLanguage::Jsonata => {
            compiler.tree("Credentials", Some(&value)).map_or(Credentials::Absent, Credentials::Query)
        }
    }
}

impl Task {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(ticket) = turn.next_ticket(scope) else { return Ok(()) };
        let Some(origin) = &turn.execution.origin else { return Ok(()) };
        let arn = &origin.start.execution_arn;
        let region = resource::region(arn).into();
        let token = self.has_token().then(|| token::issue(arn, ticket, &origin.start.token_key));
        let detail = token.as_deref().map_or(Detail::Nothing, Detail::Token);
        let Some(sight) = turn.sight_with(scope, state, detail) else { return Ok(()) };
        if self.activity().is_some_and(|activity| !turn.has_activity(activity)) {
            return Err(sight.runtime(format_args!("The activity {} does not exist.", self.resource)));
        }
        let effective = state.dataflow.effective(&sight)?;
        let parameters = state.dataflow.arguments(&sight, &effective)?;
        let timeout_seconds = self.timeout.read(&sight, &effective)?;
        let work = Work {
            state: state.name.clone(),
            resource: self.resource.clone(),
            region,
            pattern: self.pattern,
            parameters,
            token,
            timeout_seconds,
            heartbeat_seconds: self.heartbeat.read(&sight, &effective)?,
            credentials_role: self.credentials.read(&sight, &effective)?,
            attempt: turn.visit(scope).map_or(0, |visit| visit.attempt),
            test_case: test_case(turn, scope),
        };
        // An activity that nobody takes times out as well.
        let waits_untaken = self.pattern == Pattern::Activity;
        let due = timeout_seconds.filter(|_| waits_untaken).map(|seconds| turn.after_seconds(seconds));
        turn.record_after_last(scope, Kind::TaskScheduled { ticket, task: Arc::new(work), due });
        Ok(())
    }

    /// ARN of the activity whose workers do it.
    pub fn activity(&self) -> Option<&str> {
        (self.pattern == Pattern::Activity).then_some(&*self.resource)
    }

    /// Whether somebody may answer with a token. A job may also have one: its token overrides the result.
    fn has_token(&self) -> bool {
        match self.pattern {
            Pattern::Activity | Pattern::WaitForTaskToken | Pattern::Sync | Pattern::Sync2 => true,
            Pattern::Function | Pattern::RequestResponse => false,
        }
    }
}

fn test_case(turn: &Turn<'_>, scope: u32) -> Option<Box<TestCase>> {
    let start = &turn.execution.origin.as_ref()?.start;
    let name = start.test_case.clone()?;
    // A child of a Map Run is answered as the machine around it, `<machine>/<label>`.
    let machine = start.state_machine_name.split('/').next().unwrap_or_default().to_owned();
    let state = turn.visit(scope)?.state;
    let invocation = turn.execution.invocations.get(&state).copied().unwrap_or(0);
    Some(Box::new(TestCase { machine, name, invocation }))
}

/// Leaves the state with the task's result.
pub(crate) fn finish(turn: &mut Turn<'_>, scope: u32, state: &State, result: &Payload) -> Result<(), Broken> {
    let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
    sight.note(Stage::Result, result);
    let left = state.dataflow.leave(&sight, result)?;
    turn.exit(scope, left, state.next);
    Ok(())
}

impl Seconds {
    fn read(&self, sight: &Sight, effective: &Payload) -> Result<Option<u32>, Broken> {
        match self {
            Self::Absent => Ok(None),
            Self::Literal(seconds) => Ok(Some(*seconds)),
            Self::Path(field, path) => {
                let value = sight.path(path, effective)?;
                let seconds = whole(value.value()).filter(|seconds| *seconds > 0);
                seconds.map(Some).ok_or_else(|| not_an_integer(sight, field, value.value(), path))
            }
            Self::Query(field, tree) => {
                let value = sight.tree_as(tree, Expected::Number)?;
                computed(field, &value).map(Some).map_err(|cause| sight.query_error(cause, Some(field)))
            }
        }
    }
}

/// A number of seconds that JSONata gave, or AWS's sentence about it.
fn computed(field: &str, value: &Value) -> Result<u32, String> {
    let is_whole = value.as_f64().is_some_and(|seconds| seconds.fract() == 0.0);
    if !is_whole {
        return Err(format!("The {field} field cannot be parsed as an integer: {value}"));
    }
    whole(value)
        .filter(|seconds| *seconds <= SECONDS_MAX)
        .ok_or_else(|| format!("{field} must be between 0 and {SECONDS_MAX} but was: {value}"))
}

impl Credentials {
    fn read(&self, sight: &Sight, effective: &Payload) -> Result<Option<String>, Broken> {
        let value = match self {
            Self::Absent => return Ok(None),
            Self::Template(template) => sight.template(template, effective)?,
            Self::Query(tree) => sight.tree(tree, Extra::Nothing)?,
        };
        Ok(value.get("RoleArn").and_then(Value::as_str).map(str::to_owned))
    }
}
