//! Events of a run as lines on the terminal.

use std::collections::HashMap;

use serde_json::Value;

use crate::client::{number, text};
use crate::style::{Style, shown};

/// Longest cause that is printed with a failed step.
const CAUSE_CHARACTERS_MAX: usize = 200;

/// One passage through a state.
#[derive(Debug)]
struct Visit {
    name: String,
    entered_at: u64,
    /// Id of the event before that of its entry.
    after: u64,
    /// Index of the visit of the Parallel or Map around it.
    around: Option<usize>,
    over: bool,
}

/// Turns events into lines, in order. Knows which visit of a state each event belongs to.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    started_at: u64,
    visits: Vec<Visit>,
    /// Event id → index of its visit.
    owners: HashMap<u64, usize>,
}

impl Steps {
    /// The line for an event, if it is worth one.
    pub fn line(&mut self, event: &Value, style: Style) -> Option<String> {
        let (at, kind) = (number(event, "timestamp"), text(event, "type"));
        if kind == "ExecutionStarted" {
            self.started_at = at;
        }
        let visit = self.visit_of(event, at);
        let name = visit.map(|visit| visit.name.clone()).unwrap_or_default();
        let since = visit.map(|visit| visit.entered_at).unwrap_or_default();
        let line = if detail(event, "stateEnteredEventDetails").is_some() {
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

    /// The visit an event belongs to: a new one if it enters a state, else that of the event before it;
    /// the end of a Parallel or Map follows an event inside, so its visit lies further out.
    fn visit_of(&mut self, event: &Value, at: u64) -> Option<&Visit> {
        let previous_id = number(event, "previousEventId");
        let before = self.owners.get(&previous_id).copied();
        let owner = if let Some(entered) = detail(event, "stateEnteredEventDetails") {
            let previous = before.and_then(|index| Some((index, self.visits.get(index)?)));
            let around =
                previous.and_then(|(index, visit)| if visit.over { visit.around } else { Some(index) });
            let name = shown(text(entered, "name"));
            self.visits.push(Visit { name, entered_at: at, after: previous_id, around, over: false });
            Some(self.visits.len() - 1)
        } else if let Some(exited) = detail(event, "stateExitedEventDetails") {
            let left = self.enclosing(before, &shown(text(exited, "name")));
            if let Some(visit) = left.and_then(|index| self.visits.get_mut(index)) {
                visit.over = true;
            }
            left
        } else if let Some(failed) = detail(event, "evaluationFailedEventDetails") {
            self.evaluating(before, previous_id, &shown(text(failed, "state")))
        } else {
            before
        };
        self.owners.insert(number(event, "id"), owner?);
        self.visits.get(owner?)
    }

    /// Where a JSONata expression failed. If that happened on entry, AWS lets the event follow the one before
    /// the entry.
    fn evaluating(&self, before: Option<usize>, previous_id: u64, name: &str) -> Option<usize> {
        let entered = |visit: &Visit| !visit.over && visit.name == name && visit.after == previous_id;
        self.enclosing(before, name).or_else(|| self.visits.iter().rposition(entered)).or(before)
    }

    /// The open visit of the named state, from a visit outwards.
    fn enclosing(&self, from: Option<usize>, name: &str) -> Option<usize> {
        let outwards = |index: &usize| self.visits.get(*index).and_then(|visit| visit.around);
        let fits = |visit: &Visit| !visit.over && visit.name == name;
        std::iter::successors(from, outwards).find(|index| self.visits.get(*index).is_some_and(fits))
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
    told(text(details, "error"), text(details, "cause"))
}

/// An error and its cause on one line. A function's cause is Lambda's error JSON; its message is what a
/// person wants to read.
pub(crate) fn told(error: &str, cause: &str) -> String {
    let about = serde_json::from_str::<Value>(cause).unwrap_or_default();
    let message = about.get("errorMessage").and_then(Value::as_str).unwrap_or(cause);
    let cause: String = shown(message).chars().take(CAUSE_CHARACTERS_MAX).collect();
    let parts = [shown(error), cause];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
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
    fn an_expression_that_fails_on_entry_is_told_of_its_state() {
        check(
            &[
                json!({"id": 1, "previousEventId": 0, "timestamp": 0, "type": "ExecutionStarted"}),
                json!({"id": 2, "previousEventId": 0, "timestamp": 0, "type": "ChoiceStateEntered",
                    "stateEnteredEventDetails": {"name": "C"}}),
                json!({"id": 3, "previousEventId": 2, "timestamp": 0, "type": "ChoiceStateExited",
                    "stateExitedEventDetails": {"name": "C"}}),
                json!({"id": 4, "previousEventId": 3, "timestamp": 0, "type": "PassStateEntered",
                    "stateEnteredEventDetails": {"name": "P"}}),
                json!({"id": 5, "previousEventId": 3, "timestamp": 0, "type": "EvaluationFailed",
                    "evaluationFailedEventDetails": {"state": "P", "error": "E", "cause": "no"}}),
            ],
            &["   0.00 s  → C", "   0.00 s  ✓ C 0.00 s", "   0.00 s  → P", "   0.00 s  ✗ P: E: no"],
        );
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
                    "stateExitedEventDetails": {"name": "Charge\u{1b}[2J"}}),
                json!({"id": 6, "previousEventId": 5, "timestamp": 3510, "type": "ExecutionFailed"}),
            ],
            &[
                "   0.01 s  → Charge\u{fffd}[2J",
                "   0.50 s  ✗ Charge\u{fffd}[2J: Timeout: no\u{fffd}answer",
                "   2.51 s  ✓ Charge\u{fffd}[2J 2.50 s",
            ],
        );
    }

    #[test]
    fn a_container_is_timed_from_its_own_entry() {
        check(
            &[
                json!({"id": 1, "previousEventId": 0, "timestamp": 0, "type": "ExecutionStarted"}),
                json!({"id": 2, "previousEventId": 0, "timestamp": 10, "type": "MapStateEntered",
                    "stateEnteredEventDetails": {"name": "Each"}}),
                json!({"id": 3, "previousEventId": 2, "timestamp": 10, "type": "MapStateStarted"}),
                json!({"id": 4, "previousEventId": 3, "timestamp": 10, "type": "MapIterationStarted",
                    "mapIterationStartedEventDetails": {"name": "Each", "index": 0}}),
                json!({"id": 5, "previousEventId": 4, "timestamp": 500, "type": "PassStateEntered",
                    "stateEnteredEventDetails": {"name": "One"}}),
                json!({"id": 6, "previousEventId": 5, "timestamp": 510, "type": "PassStateExited",
                    "stateExitedEventDetails": {"name": "One"}}),
                json!({"id": 7, "previousEventId": 6, "timestamp": 1500, "type": "PassStateEntered",
                    "stateEnteredEventDetails": {"name": "Two"}}),
                json!({"id": 8, "previousEventId": 7, "timestamp": 1510, "type": "PassStateExited",
                    "stateExitedEventDetails": {"name": "Two"}}),
                json!({"id": 9, "previousEventId": 8, "timestamp": 1510, "type": "MapIterationSucceeded"}),
                json!({"id": 10, "previousEventId": 9, "timestamp": 1510, "type": "MapStateSucceeded"}),
                json!({"id": 11, "previousEventId": 10, "timestamp": 1510, "type": "MapStateExited",
                    "stateExitedEventDetails": {"name": "Each"}}),
            ],
            &[
                "   0.01 s  → Each",
                "   0.01 s  · Each item 0",
                "   0.50 s  → One",
                "   0.51 s  ✓ One 0.01 s",
                "   1.50 s  → Two",
                "   1.51 s  ✓ Two 0.01 s",
                "   1.51 s  ✓ Each 1.50 s",
            ],
        );
    }
}
