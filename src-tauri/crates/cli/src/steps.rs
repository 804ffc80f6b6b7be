//! Events of a run as lines on the terminal.

use std::collections::HashMap;

use serde_json::Value;

use crate::client::{number, text};
use crate::style::{Style, shown};

/// Longest cause that is printed with a failed step.
const CAUSE_CHARACTERS_MAX: usize = 200;

/// Turns events into lines, in order. Knows which state each event belongs to.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    started_at: u64,
    /// Event id → name of the state it belongs to and when that was entered.
    states: HashMap<u64, (String, u64)>,
}

impl Steps {
    /// The line for an event, if it is worth one.
    pub fn line(&mut self, event: &Value, style: Style) -> Option<String> {
        let (id, at, kind) = (number(event, "id"), number(event, "timestamp"), text(event, "type"));
        if kind == "ExecutionStarted" {
            self.started_at = at;
        }
        let entered =
            detail(event, "stateEnteredEventDetails").map(|detail| (shown(text(detail, "name")), at));
        let state = entered.clone().or_else(|| self.states.get(&number(event, "previousEventId")).cloned());
        let (name, since) = state.unwrap_or_default();
        self.states.insert(id, (name.clone(), since));
        let line = if entered.is_some() {
            format!("{} {}", style.faint("→"), name)
        } else if let Some(exited) = detail(event, "stateExitedEventDetails") {
            let name = shown(text(exited, "name"));
            let seconds = seconds(at.saturating_sub(since));
            format!("{} {} {}", style.good("✓"), style.strong(&name), style.faint(&seconds))
        } else if let Some(item) = detail(event, "mapIterationStartedEventDetails") {
            format!("{} {} item {}", style.faint("·"), shown(text(item, "name")), number(item, "index"))
        } else if is_failure(kind) {
            format!("{} {}: {}", style.bad("✗"), style.strong(&name), failure(event))
        } else if kind == "TaskSubmitted" || kind == "ActivityScheduled" {
            format!("{} {} waits for an answer", style.warn("…"), style.strong(&name))
        } else {
            return None;
        };
        let clock = format!("{:>9}", seconds(at.saturating_sub(self.started_at)));
        Some(format!("{}  {line}", style.faint(&clock)))
    }
}

fn detail<'a>(event: &'a Value, member: &str) -> Option<&'a Value> {
    event.get(member)
}

/// A step or an attempt of it; the end of the execution is told elsewhere.
fn is_failure(kind: &str) -> bool {
    let over = kind.ends_with("Failed") || kind.ends_with("TimedOut");
    over && !kind.starts_with("Execution") && !kind.starts_with("Map") && !kind.starts_with("Parallel")
}

fn failure(event: &Value) -> String {
    let details = event.as_object().into_iter().flatten().find(|(name, _)| name.ends_with("EventDetails"));
    let Some((_, details)) = details else { return "failed".to_owned() };
    let cause = text(details, "cause");
    // A function's cause is Lambda's error JSON; its message is what a person wants to read.
    let about = serde_json::from_str::<Value>(cause).unwrap_or_default();
    let message = about.get("errorMessage").and_then(Value::as_str).unwrap_or(cause);
    let cause: String = shown(message).chars().take(CAUSE_CHARACTERS_MAX).collect();
    let error = shown(text(details, "error"));
    if cause.is_empty() { error } else { format!("{error}: {cause}") }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:02} s", milliseconds / 1000, milliseconds % 1000 / 10)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Steps;
    use crate::style::Style;

    fn check(events: &[Value], expected: &[&str]) {
        let mut steps = Steps::default();
        let lines: Vec<String> =
            events.iter().filter_map(|event| steps.line(event, Style::plain())).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_step_is_told_when_it_begins_fails_and_ends() {
        check(
            &[
                json!({"id": 1, "previousEventId": 0, "timestamp": 1000, "type": "ExecutionStarted"}),
                json!({"id": 2, "previousEventId": 0, "timestamp": 1010, "type": "TaskStateEntered",
                    "stateEnteredEventDetails": {"name": "Charge\u{1b}[2J"}}),
                json!({"id": 3, "previousEventId": 2, "timestamp": 1010, "type": "LambdaFunctionScheduled"}),
                json!({"id": 4, "previousEventId": 3, "timestamp": 1500, "type": "LambdaFunctionFailed",
                    "lambdaFunctionFailedEventDetails": {"error": "Timeout", "cause": "no\nanswer"}}),
                json!({"id": 5, "previousEventId": 4, "timestamp": 3510, "type": "TaskStateExited",
                    "stateExitedEventDetails": {"name": "Charge"}}),
                json!({"id": 6, "previousEventId": 5, "timestamp": 3510, "type": "ExecutionFailed"}),
            ],
            &[
                "   0.01 s  → Charge\u{fffd}[2J",
                "   0.50 s  ✗ Charge\u{fffd}[2J: Timeout: no\u{fffd}answer",
                "   2.51 s  ✓ Charge 2.50 s",
            ],
        );
    }
}
