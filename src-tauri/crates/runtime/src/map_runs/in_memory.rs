//! Express children that need nobody: they run from begin to end where they are, and leave one row.

use engine::map_run::Ending;
use engine::{Command, Event, Execution, Failure, Input, Program, Start, Status, Ticket, Timestamp, decide};
use store::tables::map_children::MapChild;

/// Turns after which a child counts as one that needs others.
const TURNS_MAX: usize = 64;

/// Runs a child; none if it waits for a task, a timer or children of its own. Nothing was done then. Also gives its
/// events, if it is one that logs.
pub(crate) fn run(program: &Program, start: &Start, at: Timestamp) -> Option<(Status, Vec<Event>)> {
    let mut execution = Execution::new();
    let mut events = decide(program, &mut execution, at, Input::Start(Box::new(start.clone())));
    for _ in 0..TURNS_MAX {
        if execution.status().is_terminal() {
            return Some((execution.status().clone(), events));
        }
        let goes_on = execution.outstanding().into_iter().all(|command| match command {
            Command::Continue | Command::WakeAt { ticket: Ticket::EXECUTION, .. } => true,
            Command::Perform { .. } | Command::RunMap { .. } | Command::WakeAt { .. } => false,
        });
        if !goes_on {
            return None;
        }
        let more = decide(program, &mut execution, at, Input::Continue);
        if start.logging.is_some() {
            events.extend(more);
        }
    }
    None
}

/// The row of a child that ended at once.
pub(crate) fn row(number: u64, items: u64, input: String, status: &Status, at: Timestamp) -> MapChild {
    let (output, failure) = match status {
        Status::Succeeded { output } => (Some(output.text().to_owned()), Failure::default()),
        Status::Failed(failure) | Status::TimedOut(failure) | Status::Aborted(failure) => {
            (None, failure.clone())
        }
        Status::Running => (None, Failure::default()),
    };
    MapChild {
        number,
        items,
        status: status.word().to_owned(),
        started_at: at.0,
        stopped_at: Some(at.0),
        input,
        output,
        error: failure.error,
        cause: failure.cause,
        has_history: false,
        redrive_count: 0,
    }
}

/// How a child ended, by AWS's word; none while it runs.
pub(crate) fn ending(status: &str) -> Option<Ending> {
    match status {
        "SUCCEEDED" => Some(Ending::Succeeded),
        "FAILED" => Some(Ending::Failed),
        "TIMED_OUT" => Some(Ending::TimedOut),
        "ABORTED" => Some(Ending::Aborted),
        _ => None,
    }
}
