//! Reads in a history when timers were due, and when they fired.

use std::collections::BTreeMap;

use engine::{Event, Kind, Ticket, Timestamp};

/// A timer that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fired {
    pub(super) due: Timestamp,
    pub(super) at: Timestamp,
}

/// All that fired: ends of waits, next attempts, missed heartbeats, timeouts of tasks and of the execution. One that
/// fires twice, or that nobody has set, is an error.
pub(super) fn fired(events: &[Event]) -> Vec<Fired> {
    // By scope: an end of a wait or a next attempt.
    let mut waits: BTreeMap<u32, Timestamp> = BTreeMap::new();
    // Of tasks: the timeout, and the next heartbeat.
    let mut deadlines: BTreeMap<Ticket, [Option<Timestamp>; 2]> = BTreeMap::new();
    let mut own = None;
    let mut fired = Vec::new();
    for Event { at, scope, kind, .. } in events {
        let is_cut =
            kind.ends_execution() || matches!(kind, Kind::StateAborted { .. } | Kind::Collapsed { .. });
        if let Some(due) = waits.remove(scope).filter(|_| !is_cut) {
            fired.push(Fired { due, at: *at });
        }
        match kind {
            Kind::ExecutionStarted { due, .. } => own = *due,
            Kind::WaitScheduled { until: due, .. } | Kind::RetryScheduled { at: due, .. } => {
                waits.insert(*scope, *due);
            }
            Kind::TaskScheduled { ticket, due, .. } => drop(deadlines.insert(*ticket, [*due, None])),
            Kind::TaskStarted { ticket, due, beat_due, .. } => {
                deadlines.insert(*ticket, [*due, *beat_due]);
            }
            Kind::BeatReceived { ticket, due } => deadlines.entry(*ticket).or_default()[1] = Some(*due),
            Kind::TaskTimedOut { ticket, heartbeat, .. } => {
                let due = deadlines.remove(ticket).expect("a task times out once")[usize::from(*heartbeat)];
                fired.push(Fired { due: due.expect("it was to time out"), at: *at });
            }
            Kind::TaskSucceeded { ticket, .. } | Kind::TaskFailed { ticket, .. } => {
                deadlines.remove(ticket).expect("a task ends once");
            }
            Kind::ExecutionTimedOut(_) => {
                fired.push(Fired { due: own.take().expect("it was to time out"), at: *at });
            }
            _ => {}
        }
    }
    fired
}
