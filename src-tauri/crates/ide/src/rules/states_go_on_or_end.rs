//! A state that is neither Choice, Succeed nor Fail has exactly one of `Next` and `End: true`.

use asl::{State, StateMachine, StateType, codes, not_one_of};
use syntax::{Diagnostic, Kind, Tree};

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let Some(kind) = state.state_type() else { continue };
        if matches!(kind, StateType::Choice | StateType::Succeed | StateType::Fail) {
            continue;
        }
        let ends = state.end.as_ref().filter(|end| end.value);
        let (is_none, span) = match (&state.next, ends) {
            (Some(_), None) | (None, Some(_)) => continue,
            // The key is there, and its value has been complained about.
            (None, None) if has_unreadable(state, tree) => continue,
            (None, None) => (true, state.name_span),
            (Some(_), Some(end)) => (false, end.key),
        };
        let message = not_one_of(is_none, &["Next", "End"]);
        let problem = Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span).at(&state.location);
        found.push(problem.help("say which state comes next, or `\"End\": true`"));
    }
}

fn has_unreadable(state: &State, tree: &Tree) -> bool {
    let body = tree.node(state.node);
    let fields = ["Next", "End"].map(|key| body.get(key).map(|member| member.value));
    fields.into_iter().flatten().any(|value| !matches!(value.kind(), Kind::Bool(_)))
}
