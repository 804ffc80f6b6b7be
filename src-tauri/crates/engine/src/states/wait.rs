//! Wait: lets time pass.

use asl::Given;
use expressions::jsonata::{Expected, Tree};
use expressions::{Instant, Path};
use serde_json::Value;

use crate::broken::Broken;
use crate::compile::Compiler;
use crate::decide::Turn;
use crate::program::State;
use crate::scope::{Scope, Visit, Work};
use crate::sight::Sight;
use crate::states::Body;
use crate::{Kind, Payload, Timestamp};

/// The delay must fit a signed 32-bit number of seconds: 24,855 days are accepted, 24,856 are not.
const SECONDS_MAX: i64 = i32::MAX as i64;

/// Until when to wait.
#[derive(Debug)]
pub(crate) enum Wait {
    Seconds(i64),
    SecondsPath(Path),
    SecondsQuery(Tree),
    Timestamp(Instant),
    TimestampPath(Path),
    TimestampQuery(Tree),
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, wait: &asl::Wait) -> Option<Wait> {
    if let Some(field) = &wait.seconds {
        return match &field.value {
            Given::Literal(seconds) => Some(Wait::Seconds(*seconds)),
            Given::Expression(text) => compiler.query("Seconds", text, field.span).map(Wait::SecondsQuery),
        };
    }
    if let Some(path) = compiler.path("SecondsPath", wait.seconds_path.as_ref()) {
        return Some(Wait::SecondsPath(path));
    }
    if let Some(field) = &wait.timestamp {
        return match &field.value {
            Given::Expression(text) => {
                compiler.query("Timestamp", text, field.span).map(Wait::TimestampQuery)
            }
            Given::Literal(text) => {
                let instant = Instant::parse(text).map(Wait::Timestamp);
                if instant.is_none() {
                    compiler.report(
                        "Timestamp",
                        "String does not match RFC3339 timestamp".to_owned(),
                        field.span,
                    );
                }
                instant
            }
        };
    }
    let path = compiler.path("TimestampPath", wait.timestamp_path.as_ref()).map(Wait::TimestampPath);
    if path.is_none() {
        compiler.required("Seconds");
    }
    path
}

impl Wait {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        let until = self.until(&sight, &effective, turn)?;
        if until <= turn.at {
            return finish(turn, scope, state);
        }
        let Some(ticket) = turn.next_ticket(scope) else { return Ok(()) };
        turn.record_after_last(scope, Kind::WaitScheduled { ticket, until });
        Ok(())
    }

    fn is_for_a_moment(&self) -> bool {
        match self {
            Self::Timestamp(_) | Self::TimestampPath(_) | Self::TimestampQuery(_) => true,
            Self::Seconds(_) | Self::SecondsPath(_) | Self::SecondsQuery(_) => false,
        }
    }

    fn until(&self, sight: &Sight, effective: &Payload, turn: &Turn<'_>) -> Result<Timestamp, Broken> {
        let now = turn.at;
        let moment = |instant| turn.execution.named_moment(ceil(instant));
        let until = match self {
            Self::Seconds(seconds) => after(now, *seconds),
            Self::SecondsPath(path) => after(now, seconds_at(sight, path, effective)?),
            Self::SecondsQuery(tree) => {
                after(now, seconds_of(sight, &sight.tree_as(tree, Expected::Number)?)?)
            }
            Self::Timestamp(instant) => moment(*instant),
            Self::TimestampPath(path) => moment(timestamp_at(sight, path, effective)?),
            Self::TimestampQuery(tree) => {
                let value = sight.tree_as(tree, Expected::String)?;
                let text = value.as_str().unwrap_or_default();
                let cause = "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string";
                let broken = || sight.query_error(format_args!("{cause}: {text}"), Some("Timestamp"));
                moment(Instant::parse(text).ok_or_else(broken)?)
            }
        };
        if until.milliseconds_since(now) > SECONDS_MAX * 1_000 {
            return Err(sight.runtime("Wait state delay is too long."));
        }
        Ok(until)
    }
}

/// The clock of the execution goes on from here, ahead of the wall clock by so much more. Who waits for a moment of the
/// wall clock goes on waiting for it.
pub(crate) fn keep_moments(turn: &mut Turn<'_>, milliseconds: i64) {
    if turn.execution.virtual_time().is_some() {
        return;
    }
    let waiting = |scope: &Scope| match scope.visit()? {
        Visit { state, work: Work::Wait { until, .. }, .. } => Some((scope.id, *state, *until)),
        _ => None,
    };
    let waiting: Vec<_> = turn.execution.scopes.iter().filter_map(waiting).collect();
    for (scope, state, until) in waiting {
        let body = turn.known_state(scope, state).map(|state| &state.body);
        if matches!(body, Some(Body::Wait(wait)) if wait.is_for_a_moment())
            && let Some(ticket) = turn.next_ticket(scope)
        {
            let until = until.plus_milliseconds(milliseconds);
            turn.record_after_last(scope, Kind::WaitScheduled { ticket, until });
        }
    }
}

/// Leaves the state once its time has come.
pub(crate) fn finish(turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
    let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
    let effective = state.dataflow.effective(&sight)?;
    let left = state.dataflow.leave(&sight, &effective)?;
    turn.exit(scope, left, state.next);
    Ok(())
}

fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now.plus_milliseconds(seconds.saturating_mul(1_000))
}

/// Rounds up to the millisecond: a wait never ends early.
fn ceil(instant: Instant) -> Timestamp {
    let has_rest = instant.nanoseconds().rem_euclid(1_000_000) > 0;
    Timestamp(instant.milliseconds().saturating_add(i64::from(has_rest)))
}

fn seconds_at(sight: &Sight, path: &Path, effective: &Payload) -> Result<i64, Broken> {
    sight.with_path(path, effective, |value| match value {
        None => Err(sight
            .runtime(format_args!("The SecondsPath parameter does not reference an input value: {path}"))),
        Some(value) => match value.as_i64() {
            Some(seconds) if seconds >= 0 => Ok(seconds),
            Some(_) => Err(sight.runtime(format_args!(
                "The SecondsPath parameter references a negative value: {path} == {value}"
            ))),
            None => Err(sight.runtime(format_args!(
                "The SecondsPath parameter cannot be parsed as a long value: {path} == {}",
                bare(value)
            ))),
        },
    })
}

/// JSONata numbers are doubles; AWS rounds integer fields down.
#[allow(clippy::cast_possible_truncation, reason = "saturates, and the delay is bounded afterwards")]
fn seconds_of(sight: &Sight, value: &Value) -> Result<i64, Broken> {
    let seconds = value.as_f64().unwrap_or(0.0).floor() as i64;
    if seconds < 0 {
        let cause =
            format_args!("The Seconds field must be a non-negative integer, but was: {value}").to_string();
        return Err(sight.query_error(cause, Some("Seconds")));
    }
    Ok(seconds)
}

fn timestamp_at(sight: &Sight, path: &Path, effective: &Payload) -> Result<Instant, Broken> {
    let refers = "The TimestampPath parameter does not reference";
    sight.with_path(path, effective, |value| match value {
        None => Err(sight.runtime(format_args!("{refers} an input value: {path}"))),
        Some(value) => value.as_str().and_then(Instant::parse).ok_or_else(|| {
            sight.runtime(format_args!(
                "{refers} a valid ISO-8601 extended offset date-time format string: {path} == {}",
                bare(value)
            ))
        }),
    })
}

/// A value as causes quote it: texts without quotes.
fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
