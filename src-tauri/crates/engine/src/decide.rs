//! From an input to the next events.

use std::rc::Rc;

use expressions::Environment;
use serde_json::Value;

use crate::broken::{Broken, Trouble};
use crate::context::{self, Detail};
use crate::dataflow::Left;
use crate::probe::Probe;
use crate::program::State;
use crate::scope::{Step, Visit, Work};
use crate::sight::Sight;
use crate::states::{Body, map, parallel, task};
use crate::{
    Event, Execution, Failure, Input, Kind, Moment, Payload, Program, Ticket, Timestamp, arrive, failing,
};

/// After this many events a turn ends at the next step; the rest follows on [`Input::Continue`].
pub const EVENTS_PER_TURN_MAX: usize = 1_000;

/// AWS ends a Standard execution with its 25,000th event; an express one may have any number.
pub(crate) const HISTORY_EVENTS_MAX: u64 = 25_000;

/// Decides what `input` at this moment leads to, records it in `execution` and returns the new events. An instant alone
/// is a moment at which every activity is there.
///
/// Deterministic: same program, execution, moment and input give the same events. Each event goes through
/// [`Execution::apply`] as it is decided, so what is read here is always what a replay would read. Never fails: a
/// failing workflow is data.
pub fn decide<'w>(
    program: &'w Program,
    execution: &'w mut Execution,
    moment: impl Into<Moment<'w>>,
    input: Input,
) -> Vec<Event> {
    if execution.status.is_terminal() && input != Input::Redrive {
        return Vec::new();
    }
    let mut turn = Turn::new(program, execution, moment.into());
    arrive::arrive(&mut turn, input);
    turn.run();
    turn.into_events()
}

/// One call of [`decide`].
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    pub program: &'a Program,
    pub execution: &'a mut Execution,
    pub at: Timestamp,
    moment: Moment<'a>,
    /// In a test of one state: what it changes, and where it is noted.
    pub probe: Option<Rc<Probe>>,
    events: Vec<Event>,
}

impl<'a> Turn<'a> {
    pub fn new(program: &'a Program, execution: &'a mut Execution, moment: Moment<'a>) -> Self {
        Self { program, execution, at: moment.at, moment, probe: None, events: Vec::new() }
    }

    pub fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Lets every scope that can go on do so, in turns.
    fn run(&mut self) {
        while let Some(scope) = self.execution.ready.front().copied() {
            if self.ends_here() {
                break;
            }
            let before = self.execution.position;
            self.step(scope);
            // INVARIANT: a ready scope records something, or the loop would never end.
            if self.execution.position == before {
                let cause = format!("The interpreter cannot go on in scope {scope}.");
                self.record(0, 0, Kind::ExecutionFailed(Failure::new("States.Runtime", cause)));
            }
        }
    }

    /// Whether the turn has enough events, or has lasted long enough and come to something.
    pub fn ends_here(&self) -> bool {
        let is_long = || self.program.has_jsonata && !self.events.is_empty() && (self.moment.is_long)();
        self.events.len() >= EVENTS_PER_TURN_MAX || is_long()
    }

    /// Lets one scope go on.
    pub fn step(&mut self, id: u32) {
        let Some(scope) = self.execution.scope(id) else { return };
        match &scope.step {
            Step::Enter { state, .. } => {
                let state = *state;
                self.enter(id, state);
            }
            Step::Ended { output } if id == 0 => {
                let output = output.clone();
                self.record_after_last(0, Kind::ExecutionSucceeded { output });
            }
            Step::Ended { .. } => map::end_iteration(self, id),
            Step::Inside(visit) => {
                let state = visit.state;
                self.proceed(id, state);
            }
        }
    }

    fn enter(&mut self, id: u32, number: u32) {
        if self.moment.is_deleted {
            return failing::end_deleted(self);
        }
        let Some(state) = self.known_state(id, number) else { return };
        let Some(Step::Enter { input, .. }) = self.execution.scope(id).map(|scope| &scope.step) else {
            return;
        };
        let (state_type, name, input) = (state.state_type, state.name.clone(), input.clone());
        self.record_after_last(id, Kind::StateEntered { state_type, state: number, name, input });
        if !state.body.yields_once_entered() {
            self.begin(id, state);
        }
    }

    fn proceed(&mut self, id: u32, number: u32) {
        let Some(state) = self.known_state(id, number) else { return };
        let done = match self.visit(id).map(|visit| &visit.work) {
            Some(Work::Failed(trouble)) => {
                let trouble = trouble.clone();
                self.fail(id, trouble);
                return;
            }
            Some(Work::Resulted(result)) => {
                let result = result.clone();
                task::finish(self, id, state, &result)
            }
            Some(Work::Parallel(_)) => parallel::join(self, id, state),
            Some(Work::Map(_)) => match &state.body {
                Body::Map(map) => map.advance(self, id, state),
                _ => Ok(()),
            },
            Some(Work::MapRun(_)) => map::distributed::finish(self, id, state),
            Some(Work::Idle) => state.body.begin(self, id, state),
            Some(Work::Task(_) | Work::Wait { .. } | Work::Backoff { .. }) | None => Ok(()),
        };
        self.settle(id, done);
    }

    /// Begins the work of a state, first or again.
    pub fn begin(&mut self, id: u32, state: &State) {
        let begun = state.body.begin(self, id, state);
        self.settle(id, begun);
    }

    /// Turns a broken state into a failing one.
    pub fn settle(&mut self, id: u32, done: Result<(), Broken>) {
        if let Err(broken) = done {
            let trouble = failing::tell(self, id, broken);
            self.fail(id, trouble);
        }
    }

    /// Hands a failure to `Retry`, `Catch`, and the states around.
    pub fn fail(&mut self, id: u32, trouble: Trouble) {
        failing::fail(self, id, trouble);
    }

    /// Leaves a state.
    pub fn exit(&mut self, id: u32, left: Left, next: Option<u32>) {
        self.exit_after(id, self.last(id), left, next);
    }

    fn exit_after(&mut self, id: u32, previous: u64, left: Left, next: Option<u32>) {
        let Some(visit) = self.visit(id) else { return };
        let (state_type, name) = (visit.state_type, visit.name.clone());
        let Left { output, assigned } = left;
        self.record(id, previous, Kind::StateExited { state_type, name, output, assigned, next });
    }

    /// Leaves a state whose inside has given `result`. AWS says so before it looks at the state's own fields, and
    /// the exit follows what the success follows.
    pub fn succeed(
        &mut self,
        id: u32,
        state: &State,
        previous: u64,
        kind: Kind,
        result: &Payload,
    ) -> Result<(), Broken> {
        let before = self.last(id);
        self.record(id, previous, kind);
        let Some(sight) = self.sight(id, state) else { return Ok(()) };
        let left = state.dataflow.leave(&sight, result)?;
        self.exit_after(id, before, left, state.next);
        Ok(())
    }

    /// The last event of a scope.
    pub fn last(&self, scope: u32) -> u64 {
        self.execution.scope(scope).map_or(0, |scope| scope.last)
    }

    /// Records an event that follows the scope's last one.
    pub fn record_after_last(&mut self, scope: u32, kind: Kind) {
        self.record(scope, self.last(scope), kind);
    }

    /// Records an event: numbers it, folds it, keeps it. After the end nothing is recorded any more.
    pub fn record(&mut self, scope: u32, previous: u64, kind: Kind) {
        if self.execution.status.is_terminal() {
            return;
        }
        let is_full = self.execution.public + 1 >= HISTORY_EVENTS_MAX && !self.execution.is_express();
        if is_full && kind.is_public() && !kind.ends_execution() {
            let cause =
                format!("The execution reached the maximum number of history events ({HISTORY_EVENTS_MAX}).");
            self.push(scope, previous, Kind::ExecutionFailed(Failure::new("States.Runtime", cause)));
            return;
        }
        self.push(scope, previous, kind);
    }

    /// Whether there is an activity of this ARN.
    pub fn has_activity(&self, arn: &str) -> bool {
        (self.moment.has_activity)(arn)
    }

    /// Whether the history takes one more event and an end.
    pub fn has_room(&self) -> bool {
        self.execution.is_express() || self.execution.public.saturating_add(2) < HISTORY_EVENTS_MAX
    }

    /// Records that the execution, which is over, goes on.
    pub fn reopen(&mut self, kind: Kind) {
        self.push(0, self.execution.public, kind);
    }

    fn push(&mut self, scope: u32, previous: u64, kind: Kind) {
        let id = if kind.is_public() { self.execution.public + 1 } else { 0 };
        let event = Event { position: self.execution.position + 1, id, previous, at: self.at, scope, kind };
        self.execution.apply(&event);
        self.events.push(event);
    }

    /// The state of that number. A journal that names another program's states ends the execution.
    pub fn known_state(&mut self, scope: u32, number: u32) -> Option<&'a State> {
        let program = self.program;
        let state = program.state(number);
        if state.is_none() {
            let cause = format!("The definition has no state number {number}.");
            self.record_after_last(scope, Kind::ExecutionFailed(Failure::new("States.Runtime", cause)));
        }
        state
    }

    /// The state that a scope is inside of.
    pub fn visit(&self, scope: u32) -> Option<&Visit> {
        self.execution.scope(scope)?.visit()
    }

    /// What the expressions of the visited state see.
    pub fn sight(&self, scope: u32, state: &State) -> Option<Sight> {
        self.sight_with(scope, state, Detail::Nothing)
    }

    /// The same with something more in the context object.
    pub fn sight_with(&self, scope: u32, state: &State, detail: Detail<'_>) -> Option<Sight> {
        let scope = self.execution.scope(scope)?;
        let visit = scope.visit()?;
        let given = self.probe.as_ref().and_then(|probe| probe.context.as_ref());
        let context = match self.execution.origin.as_deref() {
            _ if let Some(given) = given => context::given(given, detail),
            Some(origin) => context::build(origin, visit, state.needs.context, detail),
            None => Value::Null,
        };
        Some(Sight {
            name: visit.name.clone(),
            entered: visit.entered,
            input: visit.input.clone(),
            context,
            needs: state.needs,
            variables: scope.variables.clone(),
            environment: self.environment(),
            probe: self.probe.clone(),
        })
    }

    /// Clock and randomness of this point in the history.
    pub fn environment(&self) -> Environment {
        let seed = self.execution.origin.as_ref().map_or(0, |origin| origin.start.seed);
        let decided = self.execution.position.wrapping_sub(self.execution.skipped.events);
        let place = decided.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Environment::new(self.at.0, seed.wrapping_add(place))
    }

    pub fn next_ticket(&self, scope: u32) -> Option<Ticket> {
        self.execution.scope(scope).map(crate::scope::Scope::next_ticket)
    }

    pub fn next_scope(&self) -> u32 {
        self.execution.next_scope
    }

    /// The instant that many seconds from now.
    pub fn after_seconds(&self, seconds: u32) -> Timestamp {
        self.at.plus_milliseconds(i64::from(seconds) * 1_000)
    }
}
