//! The context object that a test may give in place of the real one (step-functions-executions §8.8).

use asl::{State, StateKind};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// What a member must be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Text,
    Number,
    Anything,
}

type Fields = [(&'static str, Form)];

const EXECUTION: &Fields = &[
    ("Id", Form::Text),
    ("Input", Form::Anything),
    ("Name", Form::Text),
    ("RoleArn", Form::Text),
    ("StartTime", Form::Text),
    ("RedriveCount", Form::Number),
    ("RedriveTime", Form::Text),
];
const STATE: &Fields = &[("EnteredTime", Form::Text), ("Name", Form::Text), ("RetryCount", Form::Number)];
const STATE_MACHINE: &Fields = &[("Id", Form::Text), ("Name", Form::Text)];
const TASK: &Fields = &[("Token", Form::Text)];

/// Reads a context object for a test of `state`.
pub(crate) fn read(text: &str, state: &State) -> Result<Value, Refusal> {
    let context: Value =
        serde_json::from_str(text).map_err(|_| invalid("Context object must be valid JSON"))?;
    let Value::Object(members) = &context else {
        return Err(invalid("Context object must be a JSON object"));
    };
    for (name, value) in members {
        let fields = match name.as_str() {
            "Execution" => EXECUTION,
            "State" => STATE,
            "StateMachine" => STATE_MACHINE,
            "Task" if has_token(state) => TASK,
            "Task" => {
                return Err(invalid(
                    "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
                ));
            }
            "Map" => {
                return Err(invalid("'Map' field is not supported when mocking a Context object"));
            }
            _ => return Err(invalid(format_args!("Field '{name}' is not allowed"))),
        };
        let Value::Object(inner) = value else {
            return Err(invalid(format_args!("{name} must be an object")));
        };
        check(name, inner, fields)?;
    }
    Ok(context)
}

fn check(around: &str, members: &Map<String, Value>, fields: &Fields) -> Result<(), Refusal> {
    for (name, value) in members {
        let Some((_, form)) = fields.iter().find(|(known, _)| known == name) else {
            return Err(invalid(format_args!("Field '{name}' is not allowed")));
        };
        let expected = match form {
            Form::Text if !value.is_string() => "a string",
            Form::Number if !value.is_number() => "a number",
            _ => continue,
        };
        return Err(invalid(format_args!("{around}.{name} must be {expected}")));
    }
    Ok(())
}

/// Whether the state's task has a token.
fn has_token(state: &State) -> bool {
    let StateKind::Task(task) = &state.kind else { return false };
    let resource = task.resource.as_ref().map_or("", |resource| resource.value.as_str());
    [".sync", ".sync:2", ".waitForTaskToken"].iter().any(|ending| resource.ends_with(ending))
}

fn invalid(reason: impl std::fmt::Display) -> Refusal {
    Refusal::validation(format!("Invalid Context object provided: {reason}"))
}
