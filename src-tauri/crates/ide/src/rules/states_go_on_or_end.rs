//! A state that is neither Choice, Succeed nor Fail has exactly one of `Next` and `End: true`.

use asl::{State, StateMachine, StateType, codes};
use syntax::{Diagnostic, Kind, Tree};

const NONE: &str = "This object should have only one of the following fields: [Next, End]";
const BOTH: &str = "There should only be one of the following fields: [Next, End]";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let Some(kind) = state.state_type() else { continue };
        if matches!(kind, StateType::Choice | StateType::Succeed | StateType::Fail) {
            continue;
        }
        let ends = state.end.as_ref().filter(|end| end.value);
        let (message, span) = match (&state.next, ends) {
            (Some(_), None) | (None, Some(_)) => continue,
            // The key is there, and its value has been complained about.
            (None, None) if has_unreadable(state, tree) => continue,
            (None, None) => (NONE, state.name_span),
            (Some(_), Some(end)) => (BOTH, end.key),
        };
        let problem = Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span).at(&state.location);
        found.push(problem.help("say which state comes next, or `\"End\": true`"));
    }
}

fn has_unreadable(state: &State, tree: &Tree) -> bool {
    let body = tree.node(state.node);
    let fields = ["Next", "End"].map(|key| body.get(key).map(|member| member.value));
    fields.into_iter().flatten().any(|value| !matches!(value.kind(), Kind::Bool(_)))
}
