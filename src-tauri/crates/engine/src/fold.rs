//! Taking one event into account. Total: an event that fits nothing changes nothing but the counters.

use crate::broken::{Source, Trouble};
use crate::execution::Origin;
use crate::scope::{Attempt, Distributed, Fork, Iteration, Scope, Step, Stopped, Visit, Work};
use crate::variables::Variables;
use crate::{Event, Execution, Failure, Kind, Payload, Phase, Status, Timestamp};

impl Execution {
    /// Takes one more event into account. Total, and decides nothing.
    pub fn apply(&mut self, event: &Event) {
        self.position = event.position;
        if event.id > 0 {
            self.public = event.id;
        }
        match &event.kind {
            Kind::ExecutionStarted { .. }
            | Kind::ExecutionSucceeded { .. }
            | Kind::ExecutionFailed(_)
            | Kind::ExecutionTimedOut(_)
            | Kind::ExecutionAborted(_) => self.apply_execution(event),
            Kind::TimeSkipped { milliseconds } => {
                self.skipped.milliseconds = self.skipped.milliseconds.saturating_add(*milliseconds);
                self.skipped.events += 1;
            }
            Kind::ExecutionRedriven { count, due } => self.go_on(*count, event.at, *due),
            Kind::ParallelStarted { .. }
            | Kind::MapIterationStarted { .. }
            | Kind::MapIterationSucceeded { .. }
            | Kind::Collapsed { .. } => self.apply_nesting(event),
            Kind::StateEntered { .. }
            | Kind::StateExited { .. }
            | Kind::TaskScheduled { .. }
            | Kind::TaskStarted { .. }
            | Kind::TaskSubmitted { .. }
            | Kind::TaskSucceeded { .. }
            | Kind::TaskFailed { .. }
            | Kind::TaskTimedOut { .. }
            | Kind::MapStarted { .. }
            | Kind::MapDistributed { .. }
            | Kind::MapRunStarted { .. }
            | Kind::MapRunRedriven { .. }
            | Kind::MapRunSucceeded { .. }
            | Kind::MapRunFailed { .. }
            | Kind::MapFailed
            | Kind::ParallelFailed
            | Kind::MapSucceeded
            | Kind::ParallelSucceeded
            | Kind::EvaluationFailed { .. }
            | Kind::WaitScheduled { .. }
            | Kind::RetryScheduled { .. }
            | Kind::BeatReceived { .. } => self.apply_state(event),
            Kind::MapRunAborted
            | Kind::MapIterationFailed { .. }
            | Kind::MapIterationAborted { .. }
            | Kind::StateAborted { .. } => {}
        }
    }

    fn apply_execution(&mut self, event: &Event) {
        let status = match &event.kind {
            Kind::ExecutionStarted { start, first, due } => {
                self.skipped.milliseconds = start.virtual_time.unwrap_or(0);
                self.origin = Some(Box::new(Origin::new(start.clone(), event.at, *due)));
                let step = Step::Enter { state: *first, input: start.input.clone() };
                // Most executions never have a second scope, and very many may wait at once.
                self.scopes.reserve_exact(1);
                self.open(Scope::new(0, 0, 0, 0, Variables::default(), step));
                return;
            }
            Kind::ExecutionSucceeded { output } => Status::Succeeded { output: output.clone() },
            Kind::ExecutionTimedOut(failure) => Status::TimedOut(failure.clone()),
            Kind::ExecutionAborted(failure) => Status::Aborted(failure.clone()),
            Kind::ExecutionFailed(failure) => Status::Failed(failure.clone()),
            _ => return,
        };
        self.status = status;
        self.ready.clear();
        if let Some(origin) = &mut self.origin {
            origin.close(event.at);
        }
        // Where it stopped is kept for a redrive.
        if !self.is_redrivable() {
            self.scopes = Vec::new();
        }
    }

    fn apply_state(&mut self, event: &Event) {
        if let Kind::TaskScheduled { task, .. } = &event.kind
            && task.test_case.is_some()
            && let Some(visit) = self.scope(event.scope).and_then(Scope::visit)
        {
            let state = visit.state;
            *self.invocations.entry(state).or_default() += 1;
        }
        let Some(scope) = self.scope_mut(event.scope) else { return };
        // What follows a Map Run that succeeded follows its start (step-functions-executions §8.4).
        if event.id > 0 && !matches!(event.kind, Kind::MapRunSucceeded { .. }) {
            scope.last = event.id;
        }
        match &event.kind {
            Kind::StateEntered { .. } => scope.enter(event),
            Kind::StateExited { output, assigned, next, .. } => {
                scope.variables.assign(assigned);
                let output = output.clone();
                scope.step = match next {
                    Some(state) => Step::Enter { state: *state, input: output },
                    None => Step::Ended { output },
                };
                if next.is_none() && self.end_branch(event.scope) {
                    return;
                }
            }
            _ => {
                let tickets = &mut scope.tickets;
                if let Step::Inside(visit) = &mut scope.step {
                    work(visit, tickets, event);
                }
            }
        }
        self.requeue(event.scope);
    }

    fn apply_nesting(&mut self, event: &Event) {
        match &event.kind {
            Kind::ParallelStarted { branches, first_scope, input } => {
                self.fork(event, branches, *first_scope, input);
            }
            Kind::MapIterationStarted { index, parent, first, input, .. } => {
                let Some(outer) = self.scope_mut(*parent) else { return };
                let variables = outer.variables.clone();
                if let Some(Visit { work: Work::Map(iteration), .. }) = outer.visit_mut() {
                    iteration.next = index.saturating_add(1);
                    iteration.running += 1;
                }
                // It starts all that it may before anything else goes on, also if the turn is cut in between.
                self.unqueue(*parent);
                if self.scope(*parent).is_some_and(Scope::is_ready) {
                    self.ready.push_front(*parent);
                }
                let step = Step::Enter { state: *first, input: input.clone() };
                self.open(Scope::new(event.scope, *parent, *index, event.id, variables, step));
            }
            Kind::MapIterationSucceeded { .. } => self.end_iteration(event),
            Kind::Collapsed { failure } => {
                let inside = self.close_inside(event.scope);
                let is_express = self.is_express();
                let Some(scope) = self.scope_mut(event.scope) else { return };
                scope.last = event.previous;
                if let Some(visit) = scope.visit_mut() {
                    let failed = Work::Failed(Trouble { failure: failure.clone(), source: Source::Inside });
                    let work = std::mem::replace(&mut visit.work, failed);
                    visit.stopped = (!is_express).then(|| Box::new(Stopped { work, inside }));
                }
                self.requeue(event.scope);
            }
            _ => {}
        }
    }

    fn fork(&mut self, event: &Event, branches: &[u32], first_scope: u32, input: &Payload) {
        let Some(outer) = self.scope_mut(event.scope) else { return };
        outer.last = event.id;
        let variables = outer.variables.clone();
        if let Some(visit) = outer.visit_mut() {
            let open = u32::try_from(branches.len()).unwrap_or(u32::MAX);
            visit.work = Work::Parallel(Box::new(Fork { results: vec![None; branches.len()], open }));
            visit.stopped = None;
        }
        self.requeue(event.scope);
        for (index, (state, id)) in (0_u32..).zip(branches.iter().zip(first_scope..)) {
            let step = Step::Enter { state: *state, input: input.clone() };
            self.open(Scope::new(id, event.scope, index, event.id, variables.clone(), step));
        }
    }

    /// Hands the output of a branch that has ended to its Parallel state. False for any other scope.
    fn end_branch(&mut self, id: u32) -> bool {
        let Some(Scope { parent, index, last, step: Step::Ended { output }, .. }) = self.scope(id) else {
            return false;
        };
        let (parent, index, last, output) = (*parent, *index, *last, output.clone());
        if id == 0 {
            return false;
        }
        let Some(outer) = self.scope_mut(parent) else { return false };
        let Some(Visit { work: Work::Parallel(fork), .. }) = outer.visit_mut() else { return false };
        fork.open = fork.open.saturating_sub(1);
        if let Some(result) = fork.results.get_mut(index as usize) {
            *result = Some(output);
        }
        outer.last = last;
        self.close(id);
        self.requeue(parent);
        true
    }

    fn end_iteration(&mut self, event: &Event) {
        let Some(Scope { parent, index, last, step: Step::Ended { output }, .. }) = self.scope(event.scope)
        else {
            return;
        };
        let (parent, index, last, output) = (*parent, *index, *last, output.clone());
        self.close(event.scope);
        let Some(outer) = self.scope_mut(parent) else { return };
        outer.last = event.id;
        if let Some(Visit { work: Work::Map(iteration), .. }) = outer.visit_mut() {
            iteration.running = iteration.running.saturating_sub(1);
            iteration.freed = last;
            if let Some(result) = iteration.results.get_mut(index as usize) {
                *result = Some(output);
            }
        }
        self.requeue(parent);
    }

    /// Adds a scope; it is ready to begin.
    fn open(&mut self, scope: Scope) {
        let id = scope.id;
        self.next_scope = self.next_scope.max(id.saturating_add(1));
        self.scopes.push(scope);
        self.ready.push_back(id);
    }

    fn close(&mut self, id: u32) {
        if let Ok(place) = self.scopes.binary_search_by_key(&id, |scope| scope.id) {
            self.scopes.remove(place);
        }
        self.unqueue(id);
    }

    /// Takes out every scope inside `outer`, at any depth. Scopes come after the ones around them.
    fn close_inside(&mut self, outer: u32) -> Vec<Scope> {
        let mut closed = vec![outer];
        let is_inside = |scope: &mut Scope| {
            let inside = scope.id != outer && closed.binary_search(&scope.parent).is_ok();
            if inside {
                closed.push(scope.id);
            }
            inside
        };
        let inside = self.scopes.extract_if(.., is_inside).collect();
        self.ready.retain(|id| *id == outer || closed.binary_search(id).is_err());
        inside
    }

    /// Puts the scope at the end of the queue if it can go on, and takes it out if it cannot.
    pub(crate) fn requeue(&mut self, id: u32) {
        self.unqueue(id);
        if self.scope(id).is_some_and(Scope::is_ready) {
            self.ready.push_back(id);
        }
    }

    fn unqueue(&mut self, id: u32) {
        if self.ready.front() == Some(&id) {
            self.ready.pop_front();
        } else if self.ready.back() == Some(&id) {
            self.ready.pop_back();
        } else if let Some(place) = self.ready.iter().position(|ready| *ready == id) {
            self.ready.remove(place);
        }
    }
}

impl Scope {
    fn enter(&mut self, event: &Event) {
        let Kind::StateEntered { state_type, state, name, input } = &event.kind else { return };
        self.step = Step::Inside(Box::new(Visit {
            state: *state,
            state_type: *state_type,
            name: name.clone(),
            input: input.clone(),
            entered: event.id,
            before: event.previous,
            entered_at: event.at,
            attempt: 0,
            retries: Vec::new(),
            work: Work::Idle,
            stopped: None,
        }));
    }
}

/// Moves the work of a visited state.
fn work(visit: &mut Visit, tickets: &mut u32, event: &Event) {
    match &event.kind {
        Kind::TaskScheduled { ticket, task, due } => {
            *tickets += 1;
            let (ticket, task, due) = (*ticket, task.clone(), *due);
            let attempt = Attempt { ticket, task, phase: Phase::Scheduled, due, beat_due: None };
            visit.work = Work::Task(Box::new(attempt));
        }
        Kind::TaskStarted { due, beat_due, .. } => visit.advance(Phase::Started, *due, *beat_due),
        Kind::TaskSubmitted { .. } => {
            if let Work::Task(attempt) = &mut visit.work {
                attempt.phase = Phase::Submitted;
            }
        }
        Kind::BeatReceived { due, .. } => {
            if let Work::Task(attempt) = &mut visit.work {
                attempt.beat_due = Some(*due);
            }
        }
        Kind::TaskSucceeded { .. } | Kind::TaskFailed { .. } | Kind::TaskTimedOut { .. } => visit.end(event),
        Kind::MapStarted { length, items, concurrency_max } => {
            visit.work = Work::Map(Box::new(Iteration {
                items: items.clone(),
                results: vec![None; *length as usize],
                next: 0,
                running: 0,
                running_max: *concurrency_max,
                freed: event.id,
            }));
            visit.stopped = None;
        }
        Kind::MapRunStarted { ticket, run } => {
            *tickets += 1;
            let (ticket, run) = (*ticket, run.clone());
            let distributed =
                Distributed { ticket, run, at: event.at, succeeded: None, redrives: 0, is_stopped: false };
            visit.work = Work::MapRun(Box::new(distributed));
            visit.stopped = None;
        }
        Kind::MapRunRedriven { ticket, count, .. } => {
            *tickets += 1;
            if let Work::MapRun(distributed) = &mut visit.work {
                (distributed.ticket, distributed.redrives, distributed.is_stopped) = (*ticket, *count, false);
            }
        }
        Kind::MapRunSucceeded { result, .. } => {
            if let Work::MapRun(distributed) = &mut visit.work {
                distributed.succeeded = Some((event.id, result.clone()));
            }
        }
        Kind::MapRunFailed { failure, .. } => {
            let failed = Work::Failed(Trouble { failure: failure.clone(), source: Source::Inside });
            let work = std::mem::replace(&mut visit.work, failed);
            visit.stopped = Some(Box::new(Stopped { work, inside: Vec::new() }));
        }
        Kind::WaitScheduled { ticket, until } => {
            *tickets += 1;
            visit.work = Work::Wait { ticket: *ticket, until: *until };
        }
        Kind::RetryScheduled { ticket, at, retrier } => {
            *tickets += 1;
            visit.count_retry(*retrier as usize);
            visit.work = Work::Backoff { ticket: *ticket, at: *at };
        }
        _ => {}
    }
}

impl Visit {
    /// A task is over.
    fn end(&mut self, event: &Event) {
        let (failure, source) = match &event.kind {
            Kind::TaskSucceeded { output, .. } => {
                self.work = Work::Resulted(output.clone());
                return;
            }
            Kind::TaskFailed { failure, .. } => (failure.clone(), Source::Task),
            Kind::TaskTimedOut { heartbeat, .. } => {
                let failure = Failure { error: Some("States.Timeout".to_owned()), cause: None };
                (failure, if *heartbeat { Source::Heartbeat } else { Source::Task })
            }
            _ => return,
        };
        self.work = Work::Failed(Trouble { failure, source });
    }

    fn count_retry(&mut self, retrier: usize) {
        self.attempt += 1;
        if self.retries.len() <= retrier {
            self.retries.resize(retrier + 1, 0);
        }
        if let Some(count) = self.retries.get_mut(retrier) {
            *count += 1;
        }
    }

    fn advance(&mut self, phase: Phase, due: Option<Timestamp>, beat_due: Option<Timestamp>) {
        if let Work::Task(attempt) = &mut self.work {
            (attempt.phase, attempt.due, attempt.beat_due) = (phase, due, beat_due);
        }
    }
}
