//! Redrive: an execution that did not succeed goes on where it stopped (step-functions-executions §8.5).

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::decide::{HISTORY_EVENTS_MAX, Turn};
use crate::scope::{Scope, Step, Stopped, Visit, Work};
use crate::{Execution, Kind, Program, StateType, Status, Timestamp};

/// How long AWS lets an execution be open, over all its redrives: 365 days.
const OPEN_MILLISECONDS_MAX: i64 = 365 * 86_400_000;
/// How long an express execution may run: 5 minutes.
const EXPRESS_MILLISECONDS_MAX: i64 = 300_000;

impl Execution {
    /// Whether [`Input::Redrive`](crate::Input::Redrive) would let it go on: it is of a Standard machine, did not
    /// succeed, has room in its history and was open for less than a year.
    #[must_use]
    pub fn is_redrivable(&self) -> bool {
        let unsuccessful =
            matches!(self.status, Status::Failed(_) | Status::TimedOut(_) | Status::Aborted(_));
        let is_open_too_long =
            self.origin.as_ref().is_none_or(|origin| origin.open_milliseconds >= OPEN_MILLISECONDS_MAX);
        unsuccessful
            && !self.is_express()
            && !is_open_too_long
            && self.public < HISTORY_EVENTS_MAX.saturating_sub(1)
    }

    /// How long it was open up to its last end, over all redrives, in milliseconds.
    #[must_use]
    pub fn open_milliseconds(&self) -> i64 {
        self.origin.as_ref().map_or(0, |origin| origin.open_milliseconds)
    }

    /// How often it was redriven.
    #[must_use]
    pub fn redrive_count(&self) -> u32 {
        self.origin.as_ref().map_or(0, |origin| origin.redrives)
    }

    /// What a redrive would run again: states by name, each with the number of branches or iterations that stand
    /// there, in the order of their beginning. Empty if it cannot be redriven.
    #[must_use]
    pub fn redriven_states(&self, program: &Program) -> Vec<(Arc<str>, usize)> {
        let mut redriven = self.clone();
        if !self.is_redrivable() {
            return Vec::new();
        }
        redriven.go_on(self.redrive_count(), Timestamp::default(), None);
        let mut found: Vec<(Arc<str>, usize)> = Vec::new();
        for name in redriven.scopes.iter().filter_map(|scope| scope.standing_at(program)) {
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => found.push((name, 1)),
            }
        }
        found
    }

    /// When it was redriven last.
    #[must_use]
    pub fn redriven_at(&self) -> Option<Timestamp> {
        self.origin.as_ref().and_then(|origin| origin.redriven_at)
    }

    /// Opens it again: every scope that had not ended goes on with its state, all counters begin anew.
    pub(crate) fn go_on(&mut self, count: u32, at: Timestamp, due: Option<Timestamp>) {
        let Some(origin) = &mut self.origin else { return };
        (origin.redrives, origin.redriven_at, origin.due) = (count, Some(at), due);
        self.status = Status::Running;
        let mut rewound = Vec::with_capacity(self.scopes.len());
        let mut stopped = std::mem::take(&mut self.scopes);
        while let Some(mut scope) = stopped.pop() {
            stopped.append(&mut scope.rewind());
            rewound.push(scope);
        }
        rewound.sort_unstable_by_key(|scope| scope.id);
        let ids: Vec<u32> = rewound.iter().map(|scope| scope.id).collect();
        self.scopes = rewound;
        ids.into_iter().for_each(|id| self.requeue(id));
    }
}

impl Scope {
    /// Goes back to the beginning of what was not done. Gives the scopes inside that go on as well. What follows
    /// names the scope's own last event, as a retry does, so that every branch keeps its chain.
    fn rewind(&mut self) -> Vec<Self> {
        let Step::Inside(visit) = &mut self.step else { return Vec::new() };
        match visit.state_type {
            StateType::Choice | StateType::Fail | StateType::Pass | StateType::Succeed => {
                self.last = visit.before;
                self.step = Step::Enter { state: visit.state, input: visit.input.clone() };
                Vec::new()
            }
            StateType::Task | StateType::Wait | StateType::Map | StateType::Parallel => visit.rewind(),
        }
    }
}

impl Scope {
    /// The state that it is at, unless that only waits for what is inside.
    fn standing_at(&self, program: &Program) -> Option<Arc<str>> {
        match &self.step {
            Step::Enter { state, .. } => program.state(*state).map(|state| state.name.clone()),
            Step::Inside(visit) if matches!(&visit.work, Work::Map(_) | Work::Parallel(_)) => None,
            Step::Inside(visit) => Some(visit.name.clone()),
            Step::Ended { .. } => None,
        }
    }
}

impl Visit {
    fn rewind(&mut self) -> Vec<Scope> {
        self.attempt = 0;
        self.retries.clear();
        let stopped = self.stopped.take();
        let begins_anew = self.begins_anew(stopped.as_deref());
        match (&mut self.work, stopped) {
            // A wait ends when it would have ended; a result that was not written out yet is not asked for again.
            (Work::Wait { .. } | Work::Resulted(_), _) => {}
            (Work::MapRun(distributed), _) => distributed.is_stopped = distributed.succeeded.is_none(),
            (Work::Parallel(fork), _) if fork.open > 0 => {}
            (Work::Map(iteration), _) if !iteration.is_over() => {}
            (Work::Failed(_) | Work::Backoff { .. }, Some(stopped)) if !begins_anew => {
                let Stopped { work, inside } = *stopped;
                self.work = work;
                if let Work::MapRun(distributed) = &mut self.work {
                    distributed.is_stopped = true;
                }
                return inside;
            }
            // What was outside is asked for again, and what failed over its own result does everything again.
            _ => self.work = Work::Idle,
        }
        Vec::new()
    }

    /// Whether it failed because a result was too large, which parts that are kept would only repeat; or a Map Run
    /// because of what it was made of (step-functions-distributed-map §7.8).
    fn begins_anew(&self, stopped: Option<&Stopped>) -> bool {
        let Work::Failed(trouble) = &self.work else { return false };
        match trouble.failure.error.as_deref() {
            Some("States.DataLimitExceeded") => true,
            Some("States.Runtime") => stopped.is_some_and(|stopped| matches!(stopped.work, Work::MapRun(_))),
            _ => false,
        }
    }
}

/// When the machine's time runs out that begins now: its own limit, or what is left of AWS's.
pub(crate) fn due(turn: &Turn<'_>, is_express: bool) -> Timestamp {
    let limit = if is_express { EXPRESS_MILLISECONDS_MAX } else { OPEN_MILLISECONDS_MAX };
    let left = limit.saturating_sub(turn.execution.open_milliseconds());
    let own = turn.program.timeout_seconds.map(|seconds| i64::from(seconds) * 1_000);
    turn.at.plus_milliseconds(own.map_or(left, |own| own.min(left)))
}

/// Records the redrive.
pub(crate) fn redrive(turn: &mut Turn<'_>) {
    if turn.execution.is_redrivable() {
        let count = turn.execution.redrive_count().saturating_add(1);
        let due = Some(due(turn, false));
        turn.reopen(Kind::ExecutionRedriven { count, due });
    }
}
