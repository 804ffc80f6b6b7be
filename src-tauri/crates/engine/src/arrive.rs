//! What an input changes before the scopes go on.

use std::sync::Arc;

use crate::broken::{PAYLOAD_BYTES_MAX, too_large};
use crate::decide::Turn;
use crate::scope::{Attempt, Visit, Work, scope_of};
use crate::states::map::distributed;
use crate::states::wait;
use crate::{Failure, Input, Kind, Outcome, Pattern, Phase, Start, Ticket, failing, redrive, resource};

/// Records what the input means. What nobody waits for means nothing.
pub(crate) fn arrive(turn: &mut Turn<'_>, input: Input) {
    let has_begun = turn.execution.origin.is_some();
    match input {
        Input::Start(start) if !has_begun => begin(turn, *start),
        Input::Start(_) | Input::Continue => {}
        _ if !has_begun => {}
        Input::Started { ticket, worker } => started(turn, ticket, worker),
        Input::Submitted { ticket, output } => {
            let expected = |attempt: &Attempt| attempt.phase == Phase::Started;
            if let Some(resource) =
                attempt(turn, ticket).filter(|found| expected(found)).map(Attempt::resource)
            {
                turn.record_after_last(scope_of(ticket), Kind::TaskSubmitted { ticket, resource, output });
            }
        }
        Input::Answered { ticket, outcome } => answered(turn, ticket, outcome),
        Input::Lost { ticket } => {
            let lost = attempt(turn, ticket).is_some_and(|attempt| attempt.phase == Phase::Started);
            if lost {
                let cause =
                    "Signalbox stopped while the task was running. Whether its work was done is not known.";
                answered(turn, ticket, Outcome::Failed(Failure::new(Failure::INTERRUPTED, cause)));
            }
        }
        Input::Beat { ticket } => beat(turn, ticket),
        Input::Fired { ticket } => fired(turn, ticket),
        Input::Redrive => redrive::redrive(turn),
        Input::MapRunEnded { ticket, outcome } => map_run_ended(turn, ticket, outcome),
        Input::Skip { milliseconds } => {
            if milliseconds > 0 && turn.execution.virtual_time().is_some() {
                turn.record(0, 0, Kind::TimeSkipped { milliseconds });
            }
        }
        Input::SetBack { milliseconds } if milliseconds > 0 => {
            turn.record(0, 0, Kind::TimeSkipped { milliseconds });
            wait::keep_moments(turn, milliseconds);
        }
        Input::SetBack { .. } => {}
        Input::Stop { failure } => {
            failing::abort_all(turn);
            distributed::abort_own(turn);
            turn.record(0, 0, Kind::ExecutionAborted(failure));
        }
    }
}

fn begin(turn: &mut Turn<'_>, start: Start) {
    let due = Some(redrive::due(turn, start.is_express()));
    let first = turn.program.first;
    turn.record(0, 0, Kind::ExecutionStarted { start: Arc::new(start), first, due });
}

fn started(turn: &mut Turn<'_>, ticket: Ticket, worker: Option<String>) {
    let Some(attempt) = attempt(turn, ticket) else { return };
    if attempt.phase != Phase::Scheduled {
        return;
    }
    let task = &attempt.task;
    let due = task.timeout_seconds.map(|seconds| turn.after_seconds(seconds));
    let beat_due = task.heartbeat_seconds.map(|seconds| turn.after_seconds(seconds));
    let resource = task.resource.clone();
    let kind = Kind::TaskStarted { ticket, resource, worker, due, beat_due };
    turn.record_after_last(scope_of(ticket), kind);
}

fn answered(turn: &mut Turn<'_>, ticket: Ticket, outcome: Outcome) {
    // An answer implies that the work was started, whether or not the driver said so.
    started(turn, ticket, None);
    let Some(attempt) = attempt(turn, ticket) else { return };
    let resource = attempt.resource();
    let kind = match outcome {
        Outcome::Succeeded(output) if output.bytes() > PAYLOAD_BYTES_MAX => {
            let origin = match attempt.task.pattern {
                Pattern::Function | Pattern::Activity => &*resource,
                Pattern::RequestResponse | Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken => {
                    resource::type_and_action(&resource).0
                }
            };
            let failure = too_large(origin);
            Kind::TaskFailed { ticket, resource, failure }
        }
        Outcome::Succeeded(output) => Kind::TaskSucceeded { ticket, resource, output },
        Outcome::Failed(failure) => Kind::TaskFailed { ticket, resource, failure },
    };
    turn.record_after_last(scope_of(ticket), kind);
}

fn beat(turn: &mut Turn<'_>, ticket: Ticket) {
    let Some(attempt) = attempt(turn, ticket).filter(|attempt| attempt.phase != Phase::Scheduled) else {
        return;
    };
    let Some(seconds) = attempt.task.heartbeat_seconds else { return };
    let due = turn.after_seconds(seconds);
    turn.record_after_last(scope_of(ticket), Kind::BeatReceived { ticket, due });
}

fn fired(turn: &mut Turn<'_>, ticket: Ticket) {
    let now = turn.at;
    if ticket == Ticket::EXECUTION {
        let due = turn.execution.origin.as_ref().and_then(|origin| origin.due);
        if due.is_some_and(|due| due <= now) {
            failing::abort_all(turn);
            distributed::abort_own(turn);
            turn.record(0, 0, Kind::ExecutionTimedOut(Failure::default()));
        }
        return;
    }
    let scope = scope_of(ticket);
    let Some(visit) = turn.visit(scope) else { return };
    let number = visit.state;
    match &visit.work {
        Work::Task(attempt)
            if attempt.ticket == ticket && attempt.wake_at().is_some_and(|due| due <= now) =>
        {
            let (resource, heartbeat) = (attempt.resource(), attempt.is_heartbeat_first());
            turn.record_after_last(scope, Kind::TaskTimedOut { ticket, resource, heartbeat });
        }
        Work::Wait { ticket: waiting, until } if *waiting == ticket && *until <= now => {
            let Some(state) = turn.known_state(scope, number) else { return };
            let done = wait::finish(turn, scope, state);
            turn.settle(scope, done);
        }
        Work::Backoff { ticket: waiting, at } if *waiting == ticket && *at <= now => {
            let Some(state) = turn.known_state(scope, number) else { return };
            turn.begin(scope, state);
        }
        _ => {}
    }
}

fn map_run_ended(turn: &mut Turn<'_>, ticket: Ticket, outcome: Outcome) {
    let scope = scope_of(ticket);
    let Some(visit) = turn.visit(scope) else { return };
    let Work::MapRun(running) = &visit.work else { return };
    if running.ticket != ticket || running.succeeded.is_some() {
        return;
    }
    let kind = match outcome {
        Outcome::Succeeded(result) if result.bytes() > PAYLOAD_BYTES_MAX => {
            Kind::MapRunFailed { ticket, failure: too_large(&visit.name) }
        }
        Outcome::Succeeded(result) => Kind::MapRunSucceeded { ticket, result },
        Outcome::Failed(failure) => Kind::MapRunFailed { ticket, failure },
    };
    turn.record_after_last(scope, kind);
}

/// The attempt that a ticket names, if it is still waited for.
fn attempt<'t>(turn: &'t Turn<'_>, ticket: Ticket) -> Option<&'t Attempt> {
    match turn.visit(scope_of(ticket)) {
        Some(Visit { work: Work::Task(attempt), .. }) if attempt.ticket == ticket => Some(attempt),
        _ => None,
    }
}
