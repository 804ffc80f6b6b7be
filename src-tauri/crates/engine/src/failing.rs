//! What becomes of a failure: another attempt, a catcher, the state around, or the end.

use crate::broken::{Broken, Source, Trouble};
use crate::catch::{self, error_output};
use crate::decide::Turn;
use crate::program::State;
use crate::scope::{Scope, Step, Visit, Work};
use crate::states::map::distributed;
use crate::{Failure, Kind, StateType, retry};

/// Records how a broken state shows, and makes a failure of it.
pub(crate) fn tell(turn: &mut Turn<'_>, id: u32, broken: Broken) -> Trouble {
    let previous = before_evaluation(turn, id);
    tell_after(turn, id, previous, broken)
}

fn tell_after(turn: &mut Turn<'_>, id: u32, previous: u64, broken: Broken) -> Trouble {
    let Broken { failure, evaluation } = broken;
    if let Some(location) = evaluation
        && let Some(visit) = turn.visit(id)
    {
        let state = visit.name.clone();
        let error = failure.error.clone().unwrap_or_default();
        let cause = failure.cause.clone().unwrap_or_default();
        turn.record(id, previous, Kind::EvaluationFailed { state, error, cause, location });
    }
    Trouble { failure, source: Source::State }
}

/// AWS enters a state and evaluates its fields in one go, so a failed evaluation follows what the Entered event
/// follows. A Wait, and a state whose work has begun, is further.
fn before_evaluation(turn: &Turn<'_>, id: u32) -> u64 {
    let Some(scope) = turn.execution.scope(id) else { return 0 };
    match scope.visit() {
        Some(visit) if visit.state_type != StateType::Wait && scope.last == visit.entered => visit.before,
        _ => scope.last,
    }
}

/// Hands a failure outwards until something takes it.
pub(crate) fn fail(turn: &mut Turn<'_>, mut id: u32, mut trouble: Trouble) {
    if let Some(probe) = &turn.probe {
        *probe.failure.borrow_mut() = Some(trouble.failure.clone());
    }
    loop {
        let Some(number) = turn.visit(id).map(|visit| visit.state) else { return };
        let Some(state) = turn.known_state(id, number) else { return };
        if trouble.is_fatal() {
            return end(turn, id, trouble);
        }
        if trouble.source == Source::State {
            abandon_inside(turn, id, &trouble);
        }
        if try_again(turn, id, state, &trouble) {
            return;
        }
        let before = before_evaluation(turn, id);
        close(turn, id);
        trouble = match catch_it(turn, id, state, trouble, before) {
            Ok(()) => return,
            Err(trouble) => trouble,
        };
        if id == 0 || trouble.is_fatal() {
            return end(turn, id, trouble);
        }
        let Some(parent) = collapse(turn, id, &trouble) else { return };
        trouble.source = Source::Inside;
        id = parent;
    }
}

/// The execution fails with what happened in this scope. Where that is inside of something, AWS says no more about the
/// states around it.
fn end(turn: &mut Turn<'_>, id: u32, trouble: Trouble) {
    turn.record(0, turn.last(id), Kind::ExecutionFailed(trouble.failure));
}

fn try_again(turn: &mut Turn<'_>, id: u32, state: &State, trouble: &Trouble) -> bool {
    let Some(visit) = turn.visit(id) else { return false };
    let Some((place, retrier)) = retry::find(&state.retry, trouble) else { return false };
    let tested = turn.probe.as_ref().and_then(|probe| probe.retries);
    let used = tested.unwrap_or_else(|| visit.retries.get(place).copied().unwrap_or(0));
    let Some(ticket) = turn.next_ticket(id) else { return false };
    let may_try = retrier.may_try_after(used);
    let delay = retrier.delay_milliseconds(used, &turn.environment());
    if let Some(probe) = &turn.probe {
        let mut notes = probe.notes.borrow_mut();
        notes.retrier = Some(place);
        notes.backoff_milliseconds = may_try.then_some(delay);
    }
    if !may_try {
        return false;
    }
    let at = turn.at.plus_milliseconds(delay);
    let retrier = u32::try_from(place).unwrap_or(u32::MAX);
    turn.record_after_last(id, Kind::RetryScheduled { ticket, at, retrier });
    true
}

/// A Map or Parallel state that gives up says so.
fn close(turn: &mut Turn<'_>, id: u32) {
    match turn.visit(id).map(|visit| visit.state_type) {
        Some(StateType::Map) => turn.record_after_last(id, Kind::MapFailed),
        Some(StateType::Parallel) => turn.record_after_last(id, Kind::ParallelFailed),
        _ => {}
    }
}

/// Leaves the state through the catcher that takes the failure. `Err` holds the failure that nothing took: a
/// fault in the catcher's own fields is not caught by the same state again, which gives up a second time. It is told
/// as if it had come `before` the first.
fn catch_it(
    turn: &mut Turn<'_>,
    id: u32,
    state: &State,
    trouble: Trouble,
    before: u64,
) -> Result<(), Trouble> {
    let Some((place, catcher)) = catch::find(&state.catch, &trouble) else { return Err(trouble) };
    let Some(sight) = turn.sight(id, state) else { return Err(trouble) };
    match catcher.fields.leave_caught(&sight, &catcher.place, &error_output(&trouble)) {
        Ok(left) => {
            if let Some(probe) = &turn.probe {
                probe.notes.borrow_mut().catcher = Some(place);
            }
            turn.exit(id, left, Some(catcher.next));
            Ok(())
        }
        Err(broken) => {
            let again = tell_after(turn, id, before, broken);
            if !again.is_fatal() {
                close(turn, id);
            }
            Err(again)
        }
    }
}

/// Ends everything inside the state around the failing scope, which takes over the failure.
fn collapse(turn: &mut Turn<'_>, id: u32, trouble: &Trouble) -> Option<u32> {
    let scope = turn.execution.scope(id)?;
    let (parent, index, culprit) = (scope.parent, scope.index, scope.last);
    let own = scope.visit().map(|visit| visit.state_type);
    let around = turn.visit(parent)?;
    let is_map = around.state_type == StateType::Map;
    let name = around.name.clone();
    if is_map {
        turn.record(id, culprit, Kind::MapIterationFailed { name, index });
    }
    if own == Some(StateType::Task) {
        turn.record(id, culprit, Kind::StateAborted { state_type: StateType::Task });
    }
    abort_inside(turn, parent, Some(id), culprit);
    turn.record(parent, culprit, Kind::Collapsed { failure: trouble.failure.clone() });
    Some(parent)
}

/// Ends what still runs inside a state that failed by itself, as a Map does whose next item cannot be selected.
fn abandon_inside(turn: &mut Turn<'_>, id: u32, trouble: &Trouble) {
    let Some(culprit) = turn.execution.scope(id).map(|scope| scope.last) else { return };
    if !inner_scopes(turn, id, None).is_empty() {
        abort_inside(turn, id, None, culprit);
        turn.record(id, culprit, Kind::Collapsed { failure: trouble.failure.clone() });
    }
}

/// Ends everything inside the state of the machine itself, which is ended from outside. A state with nothing inside
/// gets no event of its own: AWS's history of a stopped Task has only its `ExecutionAborted`.
pub(crate) fn abort_all(turn: &mut Turn<'_>) {
    if inner_scopes(turn, 0, None).is_empty() {
        return;
    }
    abort_inside(turn, 0, None, 0);
    if let Some(state_type) = turn.visit(0).map(|visit| visit.state_type).filter(|_| turn.has_room()) {
        turn.record(0, 0, Kind::StateAborted { state_type });
    }
}

/// Ends an execution whose state machine is being deleted, in AWS's words.
pub(crate) fn end_deleted(turn: &mut Turn<'_>) {
    let name = turn.execution.origin.as_ref().map(|origin| origin.start.state_machine_name.clone());
    // A child of a Map Run is named after the machine and the label of its Map state.
    let name = name.as_deref().and_then(|name| name.split('/').next()).unwrap_or_default();
    let failure = Failure::new("States.Runtime", format!("State machine {name} has been deleted."));
    abort_all(turn);
    distributed::abort_own(turn);
    turn.record_after_last(0, Kind::ExecutionFailed(failure));
}

/// Records the end of every scope inside `parent`, but for `spared`. All of them point at the culprit.
fn abort_inside(turn: &mut Turn<'_>, parent: u32, spared: Option<u32>, culprit: u64) {
    // Depth first without recursion: a scope comes up a second time to close the state around its inner ones.
    let mut stack: Vec<(u32, bool)> = inner_scopes(turn, parent, spared);
    while let Some((id, is_closing)) = stack.pop() {
        let Some(scope) = turn.execution.scope(id).filter(|_| turn.has_room()) else { continue };
        let (index, around) = (scope.index, scope.parent);
        let own = match &scope.step {
            Step::Inside(visit) => Some(visit.state_type),
            Step::Enter { .. } | Step::Ended { .. } => None,
        };
        if is_closing {
            if let Some(
                state_type @ (StateType::Task | StateType::Wait | StateType::Map | StateType::Parallel),
            ) = own
            {
                if matches!(turn.visit(id).map(|visit| &visit.work), Some(Work::MapRun(_))) {
                    turn.record(id, culprit, Kind::MapRunAborted);
                }
                turn.record(id, culprit, Kind::StateAborted { state_type });
            }
            continue;
        }
        if let Some(Visit { state_type: StateType::Map, name, .. }) = turn.visit(around) {
            let name = name.clone();
            turn.record(id, culprit, Kind::MapIterationAborted { name, index });
        }
        stack.push((id, true));
        stack.extend(inner_scopes(turn, id, None));
    }
}

/// The scopes directly inside, last first, ready to be popped.
fn inner_scopes(turn: &Turn<'_>, parent: u32, spared: Option<u32>) -> Vec<(u32, bool)> {
    let has_inner =
        matches!(turn.visit(parent).map(|visit| &visit.work), Some(Work::Map(_) | Work::Parallel(_)));
    if !has_inner {
        return Vec::new();
    }
    let inside = |scope: &&Scope| scope.parent == parent && scope.id != 0 && Some(scope.id) != spared;
    turn.execution.scopes.iter().rev().filter(inside).map(|scope| (scope.id, false)).collect()
}
