//! A task that waits for somebody hands out its token, and does not wait forever. Our own advice: AWS accepts both.

use asl::{State, StateKind, StateMachine};
use serde_json::Value;
use syntax::{Diagnostic, Node, Tree};

pub(super) const NO_TIMEOUT: &str = "CALLBACK_WITHOUT_TIMEOUT";
pub(super) const NO_TOKEN: &str = "CALLBACK_WITHOUT_TOKEN";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let is_callback = resource.value.ends_with(".waitForTaskToken");
        let is_activity = resource.value.contains(":states:") && resource.value.contains(":activity:");
        if (is_callback || is_activity) && !has_limit(tree.node(state.node)) {
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

/// Whether the state says a limit, perhaps as something that is filled in on deployment.
fn has_limit(body: Node<'_>) -> bool {
    const LIMITS: [&str; 4] =
        ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];
    LIMITS.iter().any(|limit| body.get(limit).is_some())
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
