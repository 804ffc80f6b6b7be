//! A task that waits for somebody hands out its token, and does not wait forever. Our own advice: AWS accepts both.

use asl::{State, StateKind, StateMachine, Task};
use serde_json::Value;
use syntax::{Diagnostic, Tree};

pub(super) const NO_TIMEOUT: &str = "CALLBACK_WITHOUT_TIMEOUT";
pub(super) const NO_TOKEN: &str = "CALLBACK_WITHOUT_TOKEN";

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let is_callback = resource.value.ends_with(".waitForTaskToken");
        let is_activity = resource.value.contains(":states:") && resource.value.contains(":activity:");
        if (is_callback || is_activity) && !has_limit(task) {
            let message = format!("`{}` may wait for a year: it has no timeout", state.name);
            let problem = Diagnostic::warning(NO_TIMEOUT, message, resource.span);
            let help = "add `TimeoutSeconds`, or `HeartbeatSeconds` if somebody reports progress";
            found.push(problem.at(&state.location).help(help));
        }
        if is_callback && !hands_out_token(state) {
            let message = format!("`{}` waits for a token it gives to nobody", state.name);
            let problem = Diagnostic::warning(NO_TOKEN, message, resource.span);
            let help = match state.language {
                asl::QueryLanguage::JsonPath => {
                    "add a parameter such as `\"TaskToken.$\": \"$$.Task.Token\"`"
                }
                asl::QueryLanguage::Jsonata => {
                    "add an argument such as `\"TaskToken\": \"{% $states.context.Task.Token %}\"`"
                }
            };
            found.push(problem.at(&state.location).help(help));
        }
    }
}

fn has_limit(task: &Task) -> bool {
    task.timeout_seconds.is_some()
        || task.timeout_seconds_path.is_some()
        || task.heartbeat_seconds.is_some()
        || task.heartbeat_seconds_path.is_some()
}

/// True if the parameters mention the token, or pass on the whole context.
fn hands_out_token(state: &State) -> bool {
    let template = state.parameters.as_ref().or(state.arguments.as_ref());
    template.is_some_and(|template| mentions_token(&template.value))
}

/// Values come from the tree with bounded depth.
fn mentions_token(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.contains("Task.Token")
                || text.contains("['Task']")
                || text == "$$"
                || text == "$$.Task"
                || text.contains("$states.context %}")
        }
        Value::Array(items) => items.iter().any(mentions_token),
        Value::Object(members) => members.values().any(mentions_token),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
