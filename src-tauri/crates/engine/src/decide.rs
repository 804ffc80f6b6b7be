//! From an input to the next events.

use crate::{Event, Execution, Input, Program, Timestamp};

/// After this many events a turn ends at the next step; the rest follows on [`Input::Continue`].
pub const EVENTS_PER_TURN_MAX: usize = 1_000;

/// Decides what `input` at the instant `at` leads to, records it in `execution` and returns the new events.
///
/// Deterministic: same program, execution, instant and input give the same events. Each event goes through
/// [`Execution::apply`] as it is decided, so what is read here is always what a replay would read. Never fails: a
/// failing workflow is data.
pub fn decide(program: &Program, execution: &mut Execution, at: Timestamp, input: Input) -> Vec<Event> {
    let _ = (program, execution, at, input);
    Vec::new()
}
