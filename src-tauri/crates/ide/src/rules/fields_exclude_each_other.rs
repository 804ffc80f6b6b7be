//! Fields that say the same thing in two ways are not given both; Wait says how long in exactly one way.

use asl::{Field, State, StateKind, StateMachine, not_one_of};
use syntax::{Diagnostic, Span, Tree};

use super::schema;

/// The ways to say how long a Wait takes, in AWS's order.
const WAIT_FIELDS: [&str; 4] = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"];

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        for (left, right, span) in clashes(state) {
            let kind = state.state_type().map_or("", asl::StateType::name);
            let message = format!("A {kind} state cannot include both field '{left}' and '{right}'");
            found.push(
                schema(message, span).at(&state.location).help(format!("keep one of `{left}` and `{right}`")),
            );
        }
        if matches!(state.kind, StateKind::Wait(_)) {
            found.extend(wait(state, tree));
        }
    }
}

/// Also a field whose value cannot be read counts: it has been complained about.
fn wait(state: &State, tree: &Tree) -> Option<Diagnostic> {
    let body = tree.node(state.node);
    let mut given = body.members().filter(|member| WAIT_FIELDS.contains(&member.key().as_ref()));
    let first = given.next();
    let span = match (first, given.next()) {
        (Some(_), None) => return None,
        (None, _) => state.name_span,
        (Some(_), Some(second)) => second.key_span,
    };
    let message = not_one_of(first.is_none(), &WAIT_FIELDS);
    Some(schema(message, span).at(&state.location).help("say how long to wait, in one way"))
}

fn clashes(state: &State) -> Vec<(&'static str, &'static str, Span)> {
    let mut found = Vec::new();
    let mut pair = |left: &'static str, right: &'static str, one: Option<Span>, other: Option<Span>| {
        if let (Some(_), Some(span)) = (one, other) {
            found.push((left, right, span));
        }
    };
    match &state.kind {
        StateKind::Fail(fail) => {
            pair("Error", "ErrorPath", key(fail.error.as_ref()), key(fail.error_path.as_ref()));
            pair("Cause", "CausePath", key(fail.cause.as_ref()), key(fail.cause_path.as_ref()));
        }
        StateKind::Task(task) => {
            let (literal, path) =
                (key(task.timeout_seconds.as_ref()), key(task.timeout_seconds_path.as_ref()));
            pair("TimeoutSeconds", "TimeoutSecondsPath", literal, path);
            let (literal, path) =
                (key(task.heartbeat_seconds.as_ref()), key(task.heartbeat_seconds_path.as_ref()));
            pair("HeartbeatSeconds", "HeartbeatSecondsPath", literal, path);
        }
        StateKind::Map(map) => {
            let (literal, path) = (key(map.max_concurrency.as_ref()), key(map.max_concurrency_path.as_ref()));
            pair("MaxConcurrency", "MaxConcurrencyPath", literal, path);
            let (literal, path) =
                (key(map.tolerated_failure_count.as_ref()), key(map.tolerated_failure_count_path.as_ref()));
            pair("ToleratedFailureCount", "ToleratedFailureCountPath", literal, path);
            let literal = key(map.tolerated_failure_percentage.as_ref());
            let path = key(map.tolerated_failure_percentage_path.as_ref());
            pair("ToleratedFailurePercentage", "ToleratedFailurePercentagePath", literal, path);
            pair(
                "ItemSelector",
                "Parameters",
                key(map.item_selector.as_ref()),
                key(state.parameters.as_ref()),
            );
        }
        StateKind::Pass(_)
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Parallel(_)
        | StateKind::Unknown(_) => {}
    }
    found
}

fn key<T>(field: Option<&Field<T>>) -> Option<Span> {
    field.map(|field| field.key)
}
