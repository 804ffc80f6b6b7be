//! Numbers are in the ranges AWS documents; a heartbeat comes before its timeout.

use asl::{Field, Given, State, StateKind, StateMachine};
use syntax::{Diagnostic, Tree};

use super::schema;

/// Longest time AWS takes, in seconds.
const SECONDS_MAX: i64 = 99_999_999;
const MAX_DELAY_SECONDS_MAX: i64 = 31_622_400;
const BATCH_BYTES_MAX: i64 = 262_144;
const ITEMS_MAX: i64 = 100_000_000;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    if let Some(timeout) = &machine.timeout_seconds {
        range(timeout.with(timeout.value), 1, SECONDS_MAX, "/TimeoutSeconds".to_owned(), found);
    }
    for state in machine.states() {
        let mut given = |name: &str, field: &Option<Field<Given<i64>>>, min, max| {
            let literal = field.as_ref().and_then(|field| Some(field.with(*field.value.literal()?)));
            if let Some(literal) = literal {
                range(literal, min, max, format!("{}/{name}", state.location), found);
            }
        };
        match &state.kind {
            StateKind::Task(task) => {
                given("TimeoutSeconds", &task.timeout_seconds, 1, SECONDS_MAX);
                given("HeartbeatSeconds", &task.heartbeat_seconds, 1, SECONDS_MAX);
                heartbeat(state, task, found);
            }
            StateKind::Wait(wait) => given("Seconds", &wait.seconds, 0, SECONDS_MAX),
            StateKind::Map(map) => {
                given("MaxConcurrency", &map.max_concurrency, 0, i64::MAX);
                given("ToleratedFailureCount", &map.tolerated_failure_count, 0, i64::MAX);
                if let Some(batcher) = &map.item_batcher {
                    given("ItemBatcher/MaxItemsPerBatch", &batcher.max_items_per_batch, 1, i64::MAX);
                    let bytes = &batcher.max_input_bytes_per_batch;
                    given("ItemBatcher/MaxInputBytesPerBatch", bytes, 1, BATCH_BYTES_MAX);
                }
                if let Some(config) = map.item_reader.as_ref().and_then(|reader| reader.config.as_ref()) {
                    given("ItemReader/ReaderConfig/MaxItems", &config.max_items, 0, ITEMS_MAX);
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

fn range(field: Field<i64>, min: i64, max: i64, location: String, found: &mut Vec<Diagnostic>) {
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
        for (name, field, min, max) in [
            ("IntervalSeconds", &retrier.interval_seconds, 1, SECONDS_MAX),
            ("MaxAttempts", &retrier.max_attempts, 0, SECONDS_MAX),
            ("MaxDelaySeconds", &retrier.max_delay_seconds, 1, MAX_DELAY_SECONDS_MAX),
        ] {
            if let Some(field) = field {
                range(field.clone(), min, max, place(name), found);
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
