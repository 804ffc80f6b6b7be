//! Numbers are in the ranges AWS documents; a heartbeat comes before its timeout.

use asl::{Field, Given, State, StateKind, StateMachine};
use syntax::{Diagnostic, Tree};

use super::schema;
use crate::fields::{self, Shape};

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    if let Some(timeout) = &machine.timeout_seconds {
        range(
            timeout.with(timeout.value),
            (Shape::Machine, "TimeoutSeconds"),
            "/TimeoutSeconds".to_owned(),
            found,
        );
    }
    for state in machine.states() {
        let mut given = |shape: Shape, name: &str, field: &Option<Field<Given<i64>>>, around: &str| {
            let literal = field.as_ref().and_then(|field| Some(field.with(*field.value.literal()?)));
            if let Some(literal) = literal {
                range(literal, (shape, name), format!("{}{around}/{name}", state.location), found);
            }
        };
        match &state.kind {
            StateKind::Task(task) => {
                given(Shape::State, "TimeoutSeconds", &task.timeout_seconds, "");
                given(Shape::State, "HeartbeatSeconds", &task.heartbeat_seconds, "");
                heartbeat(state, task, found);
            }
            StateKind::Wait(wait) => given(Shape::State, "Seconds", &wait.seconds, ""),
            StateKind::Map(map) => {
                given(Shape::State, "MaxConcurrency", &map.max_concurrency, "");
                given(Shape::State, "ToleratedFailureCount", &map.tolerated_failure_count, "");
                if let Some(batcher) = &map.item_batcher {
                    let around = "/ItemBatcher";
                    given(Shape::ItemBatcher, "MaxItemsPerBatch", &batcher.max_items_per_batch, around);
                    let bytes = &batcher.max_input_bytes_per_batch;
                    given(Shape::ItemBatcher, "MaxInputBytesPerBatch", bytes, around);
                }
                if let Some(config) = map.item_reader.as_ref().and_then(|reader| reader.config.as_ref()) {
                    given(Shape::ReaderConfig, "MaxItems", &config.max_items, "/ItemReader/ReaderConfig");
                }
                percentage(state, map, found);
            }
            StateKind::Pass(_)
            | StateKind::Choice(_)
            | StateKind::Succeed
            | StateKind::Fail(_)
            | StateKind::Parallel(_)
            | StateKind::Unknown(_) => {}
        }
        retriers(state, found);
    }
}

/// Compares a number with the range that the table of fields has for it.
fn range(field: Field<i64>, (shape, name): (Shape, &str), location: String, found: &mut Vec<Diagnostic>) {
    let (min, max) = fields::range(shape, name);
    let message = if field.value < min {
        format!("Minimum value is {min}")
    } else if field.value > max {
        format!("Maximum value is {max}")
    } else {
        return;
    };
    found.push(schema(message, field.span).at(location));
}

fn retriers(state: &State, found: &mut Vec<Diagnostic>) {
    for (at, retrier) in state.retry.iter().enumerate() {
        let place = |name: &str| format!("{}/Retry[{at}]/{name}", state.location);
        for (name, field) in [
            ("IntervalSeconds", &retrier.interval_seconds),
            ("MaxAttempts", &retrier.max_attempts),
            ("MaxDelaySeconds", &retrier.max_delay_seconds),
        ] {
            if let Some(field) = field {
                range(field.clone(), (Shape::Retrier, name), place(name), found);
            }
        }
        if let Some(rate) = retrier.backoff_rate.as_ref().filter(|rate| rate.value < 1.0) {
            found.push(schema("Minimum value is 1.0", rate.span).at(place("BackoffRate")));
        }
    }
}

fn heartbeat(state: &State, task: &asl::Task, found: &mut Vec<Diagnostic>) {
    let seconds = |field: &Option<Field<Given<i64>>>| field.as_ref()?.value.literal().copied();
    let (Some(heartbeat), Some(timeout)) = (seconds(&task.heartbeat_seconds), seconds(&task.timeout_seconds))
    else {
        return;
    };
    if heartbeat >= timeout {
        let span = task.heartbeat_seconds.as_ref().map_or(state.name_span, |field| field.span);
        let message = "HeartbeatSeconds must be smaller than TimeoutSeconds";
        found.push(
            schema(message, span)
                .at(format!("{}/HeartbeatSeconds", state.location))
                .help(format!("the timeout is {timeout} seconds")),
        );
    }
}

fn percentage(state: &State, map: &asl::Map, found: &mut Vec<Diagnostic>) {
    let Some(field) = &map.tolerated_failure_percentage else { return };
    let Some(value) = field.value.literal() else { return };
    let message = if *value < 0.0 {
        "Minimum value is 0"
    } else if *value > 100.0 {
        "Maximum value is 100"
    } else {
        return;
    };
    found.push(schema(message, field.span).at(format!("{}/ToleratedFailurePercentage", state.location)));
}
