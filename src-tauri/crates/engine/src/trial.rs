//! One visit of one state, as AWS's `TestState` has it: the interpreter runs it, and tells the values between its
//! fields.
//!
//! A trial is an execution that begins at the tested state and ends when that is left. Work of a task, and the
//! iterations or branches that are not run, are answered from outside; time never passes.

#[cfg(test)]
mod tests;

use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::broken::{Source, Trouble};
use crate::decide::Turn;
use crate::probe::Probe;
use crate::program::State;
use crate::scope::Work;
use crate::states::map::Tested;
use crate::states::{Body, wait};
use crate::variables::Variables;
use crate::{
    Event, Execution, Failure, Input, Inspection, Kind, Outcome, Payload, Program, Start, StateType, Task,
    Timestamp, arrive,
};

/// A test may take five minutes.
const PATIENCE_MILLISECONDS: i64 = 300_000;

/// What a test is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Input, names and role of the execution that the state seems to be in.
    pub start: Start,
    /// The instant of the test.
    pub at: Timestamp,
    /// Variables that have been assigned before.
    pub variables: Map<String, Value>,
    /// Stands in for the context object.
    pub context: Option<Value>,
    /// How often the retrier that is for the error has been used.
    pub retries: Option<u32>,
    /// What the `ItemReader` of a Map is said to have read.
    pub read: Option<Payload>,
}

/// What a trial waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Waiting {
    /// The state has been left, or has failed.
    Nothing,
    /// The result or error of this task.
    Task(Arc<Task>),
    /// The results of the iterations of a Map over so many items.
    Iterations(u32),
    /// The results of so many branches.
    Branches(usize),
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// The state was left.
    Succeeded {
        /// Its output.
        output: Payload,
        /// The state that goes on, if any.
        next: Option<Arc<str>>,
    },
    /// A retrier takes the error.
    Retriable(Failure),
    /// A catcher took the error.
    Caught {
        /// The error.
        failure: Failure,
        /// What the catcher made of it.
        output: Payload,
        /// The state that goes on.
        next: Option<Arc<str>>,
    },
    /// Nothing takes the error.
    Failed(Failure),
}

/// What a test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How the visit ended.
    pub ending: Ending,
    /// The values between the fields, as AWS shows them for this type of state and query language.
    pub inspection: Inspection,
    /// All variables afterwards.
    pub variables: Map<String, Value>,
}

/// One visit of one state.
#[derive(Debug)]
pub struct Trial<'p> {
    program: &'p Program,
    state: &'p State,
    at: Timestamp,
    execution: Execution,
    probe: Rc<Probe>,
    events: Vec<Event>,
    variables: Variables,
    map: Option<Tested>,
}

impl<'p> Trial<'p> {
    /// Enters the state of this name, wherever it is nested; `None` if there is none. Says what is waited for.
    #[must_use]
    pub fn begin(program: &'p Program, name: &str, setting: Setting) -> Option<(Self, Waiting)> {
        let (number, state) = program.named(name)?;
        let probe = Probe { context: setting.context, retries: setting.retries, ..Probe::default() };
        let mut trial = Self {
            program,
            state,
            at: setting.at,
            execution: Execution::new(),
            probe: Rc::new(probe),
            events: Vec::new(),
            variables: Variables::default(),
            map: None,
        };
        let variables: Vec<(Arc<str>, Payload)> = setting
            .variables
            .into_iter()
            .map(|(name, value)| (name.into(), Payload::from_value(value)))
            .collect();
        let input = setting.start.input.clone();
        let start = Arc::new(setting.start);
        trial.turn(|turn| {
            turn.record(0, 0, Kind::ExecutionStarted { start, first: number, due: None });
            if let Some(scope) = turn.execution.scope_mut(0) {
                scope.variables.assign(&variables);
            }
            let (state_type, name) = (state.state_type, state.name.clone());
            turn.record(0, 0, Kind::StateEntered { state_type, state: number, name, input });
            if let Some(visit) = turn.execution.scope_mut(0).and_then(|scope| scope.visit_mut()) {
                visit.attempt = setting.retries.unwrap_or(0);
            }
        });
        let waiting = trial.visit(setting.read.as_ref());
        Some((trial, waiting))
    }

    /// Type of the tested state.
    #[must_use]
    pub fn state_type(&self) -> StateType {
        self.state.state_type
    }

    /// Answers what is waited for.
    pub fn answer(&mut self, outcome: Outcome) {
        let state = self.state;
        match (&state.body, outcome) {
            (Body::Map(_) | Body::Parallel(_), Outcome::Succeeded(result)) => self.turn(|turn| {
                let Some(sight) = turn.sight(0, state) else { return };
                let left = state.dataflow.leave(&sight, &result);
                let done = left.map(|left| turn.exit(0, left, state.next));
                turn.settle(0, done);
            }),
            (Body::Map(_) | Body::Parallel(_), Outcome::Failed(failure)) => {
                self.turn(|turn| turn.fail(0, Trouble { failure, source: Source::Inside }));
            }
            (_, outcome) => {
                let Some(Work::Task(attempt)) = self.work() else { return };
                let ticket = attempt.ticket;
                self.turn(|turn| {
                    arrive::arrive(turn, Input::Answered { ticket, outcome });
                    turn.step(0);
                });
            }
        }
    }

    /// How many of a Map's iterations are said to have failed. More than the state tolerates make it fail, and then
    /// this says `true` and nothing is waited for any more.
    pub fn fail_iterations(&mut self, failed: u32) -> bool {
        let Some(failure) = self.map.and_then(|map| map.failure(failed)) else { return false };
        self.answer(Outcome::Failed(failure));
        true
    }

    /// What was found.
    #[must_use]
    pub fn report(self) -> Report {
        let mut inspection = self.probe.notes.borrow().clone();
        inspection.keep_shown(self.state.state_type, self.state.dataflow.is_jsonata());
        Report { ending: self.ending(&inspection), inspection, variables: self.variables.to_members() }
    }

    /// Begins the work of the entered state.
    fn visit(&mut self, read: Option<&Payload>) -> Waiting {
        let state = self.state;
        match &state.body {
            Body::Map(map) => {
                let mut known = None;
                self.turn(|turn| {
                    let examined = map.examine(turn, 0, state, read).map(|found| known = Some(found));
                    turn.settle(0, examined);
                });
                self.map = known;
                known.map_or(Waiting::Nothing, |known| Waiting::Iterations(known.items))
            }
            Body::Parallel(parallel) => {
                self.turn(|turn| {
                    let examined = parallel.examine(turn, 0, state);
                    turn.settle(0, examined);
                });
                match self.work() {
                    Some(Work::Idle) => Waiting::Branches(parallel.branches()),
                    _ => Waiting::Nothing,
                }
            }
            _ => {
                self.turn(|turn| turn.begin(0, state));
                match self.work() {
                    Some(Work::Task(attempt)) => Waiting::Task(attempt.task.clone()),
                    Some(Work::Wait { until, .. }) => {
                        let is_too_long = until.milliseconds_since(self.at) > PATIENCE_MILLISECONDS;
                        self.pass_time(is_too_long);
                        Waiting::Nothing
                    }
                    _ => Waiting::Nothing,
                }
            }
        }
    }

    /// A wait is over at once, unless no test lasts that long.
    fn pass_time(&mut self, is_too_long: bool) {
        let state = self.state;
        self.turn(|turn| {
            if is_too_long {
                let cause = "The test of the state took longer than five minutes.";
                let failure = Failure::new("States.Timeout", cause);
                turn.fail(0, Trouble { failure, source: Source::State });
                return;
            }
            let done = wait::finish(turn, 0, state);
            turn.settle(0, done);
        });
    }

    fn work(&self) -> Option<&Work> {
        self.execution.scope(0)?.visit().map(|visit| &visit.work)
    }

    fn turn(&mut self, act: impl FnOnce(&mut Turn<'_>)) {
        let mut turn = Turn::new(self.program, &mut self.execution, self.at.into());
        turn.probe = Some(Rc::clone(&self.probe));
        act(&mut turn);
        self.events.extend(turn.into_events());
        if let Some(scope) = self.execution.scope(0) {
            self.variables = scope.variables.clone();
        }
    }

    fn ending(&self, inspection: &Inspection) -> Ending {
        let failure = || self.probe.failure.borrow().clone().unwrap_or_default();
        for event in self.events.iter().rev() {
            match &event.kind {
                Kind::ExecutionFailed(failure) => return Ending::Failed(failure.clone()),
                Kind::RetryScheduled { .. } => return Ending::Retriable(failure()),
                Kind::StateExited { output, next, .. } => {
                    let next = next.and_then(|next| self.program.state(next)).map(|state| state.name.clone());
                    let output = output.clone();
                    return match inspection.catcher {
                        Some(_) => Ending::Caught { failure: failure(), output, next },
                        None => Ending::Succeeded { output, next },
                    };
                }
                _ => {}
            }
        }
        Ending::Failed(Failure::new("States.Runtime", "The state was not left."))
    }
}
