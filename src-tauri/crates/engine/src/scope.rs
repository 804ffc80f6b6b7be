//! One running workflow inside an execution: the machine itself, a branch, or an iteration.

use std::sync::Arc;

use crate::broken::Trouble;
use crate::map_run::MapRun;
use crate::variables::Variables;
use crate::{Payload, Phase, StateType, Task, Ticket, Timestamp};

/// Where one workflow stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scope {
    /// Its number; 0 is the machine itself. Never reused.
    pub id: u32,
    /// The scope of the Parallel or Map state around it; its own number for the machine itself.
    pub parent: u32,
    /// Which branch or iteration.
    pub index: u32,
    /// Tickets handed out so far.
    pub tickets: u32,
    /// The public event that the next one follows; 0 before the first.
    pub last: u64,
    /// What its states can read.
    pub variables: Variables,
    /// What it does.
    pub step: Step,
}

/// What a scope does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// Is about to enter a state.
    Enter { state: u32, input: Payload },
    /// Is inside a state.
    Inside(Box<Visit>),
    /// Its last state has been left.
    Ended { output: Payload },
}

/// One visit of one state, from Entered to Exited; retries are the same visit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Visit {
    /// Number of the state.
    pub state: u32,
    pub state_type: StateType,
    pub name: Arc<str>,
    /// Raw input.
    pub input: Payload,
    /// Id of the Entered event.
    pub entered: u64,
    /// What the Entered event follows, which `EvaluationFailed` follows too.
    pub before: u64,
    pub entered_at: Timestamp,
    /// Retries so far, of all retriers.
    pub attempt: u32,
    /// Retries so far, by retrier; empty before the first.
    pub retries: Vec<u32>,
    pub work: Work,
    /// What a Map or Parallel state was at when it failed, until it begins anew.
    pub stopped: Option<Box<Stopped>>,
}

/// The inside of a Map or Parallel state that failed: a redrive goes on from here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stopped {
    /// The branches or iterations, with the results of those that had ended.
    pub work: Work,
    /// The scopes inside that had not ended, at any depth, in order of their numbers.
    pub inside: Vec<Scope>,
}

/// How far the work of a visited state is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Work {
    /// Not begun.
    Idle,
    /// Outside.
    Task(Box<Attempt>),
    /// Until then.
    Wait { ticket: Ticket, until: Timestamp },
    /// Until the next attempt.
    Backoff { ticket: Ticket, at: Timestamp },
    /// In the branches.
    Parallel(Box<Fork>),
    /// In the iterations.
    Map(Box<Iteration>),
    /// In the child executions.
    MapRun(Box<Distributed>),
    /// Done; the output is to be shaped.
    Resulted(Payload),
    /// Failed; `Retry` and `Catch` are to be asked.
    Failed(Trouble),
}

/// One attempt of a task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attempt {
    pub ticket: Ticket,
    pub task: Arc<Task>,
    pub phase: Phase,
    /// End of `TimeoutSeconds`, once it runs.
    pub due: Option<Timestamp>,
    /// When the next heartbeat must have arrived.
    pub beat_due: Option<Timestamp>,
}

impl Attempt {
    /// The `Resource` of its task.
    pub fn resource(&self) -> Arc<str> {
        self.task.resource.clone()
    }

    /// The earlier of its two deadlines.
    pub fn wake_at(&self) -> Option<Timestamp> {
        match (self.due, self.beat_due) {
            (Some(due), Some(beat)) => Some(due.min(beat)),
            (due, beat) => due.or(beat),
        }
    }

    /// Whether the heartbeat is missed before the time is over; both may have passed when somebody looks.
    pub fn is_heartbeat_first(&self) -> bool {
        self.beat_due.is_some_and(|beat| self.due.is_none_or(|due| beat < due))
    }
}

/// The branches of a Parallel state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fork {
    /// Outputs of the branches that have ended.
    pub results: Vec<Option<Payload>>,
    /// Branches that have not.
    pub open: u32,
}

/// The iterations of a Map state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Iteration {
    pub items: Payload,
    /// Outputs of the iterations that have ended.
    pub results: Vec<Option<Payload>>,
    /// The item to start next.
    pub next: u32,
    pub running: u32,
    /// How many may run at once.
    pub running_max: u32,
    /// What the next MapIterationStarted follows.
    pub freed: u64,
}

/// The Map Run of a distributed Map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Distributed {
    pub ticket: Ticket,
    pub run: Arc<MapRun>,
    /// When it was started.
    pub at: Timestamp,
    /// Id of MapRunSucceeded, and the result.
    pub succeeded: Option<(u64, Payload)>,
    /// How often it was redriven.
    pub redrives: u32,
    /// It was over, or given up, when the execution was redriven: it is to be redriven too.
    pub is_stopped: bool,
}

impl Distributed {
    /// Whether its children are to be run.
    pub fn is_running(&self) -> bool {
        self.succeeded.is_none() && !self.is_stopped
    }
}

impl Iteration {
    /// Whether another iteration may start now.
    pub fn may_start(&self) -> bool {
        (self.next as usize) < self.results.len()
            && (self.running_max == 0 || self.running < self.running_max)
    }

    /// Whether every iteration has ended.
    pub fn is_over(&self) -> bool {
        self.next as usize == self.results.len() && self.running == 0
    }
}

impl Scope {
    /// A scope that is about to enter its first state.
    pub fn new(id: u32, parent: u32, index: u32, last: u64, variables: Variables, step: Step) -> Self {
        Self { id, parent, index, tickets: 0, last, variables, step }
    }

    /// The ticket to hand out next. Tickets carry their scope, so that no table is needed to find it.
    pub fn next_ticket(&self) -> Ticket {
        Ticket((u64::from(self.id) << 32) | u64::from(self.tickets.saturating_add(1)))
    }

    /// The visited state.
    pub fn visit(&self) -> Option<&Visit> {
        match &self.step {
            Step::Inside(visit) => Some(visit),
            Step::Enter { .. } | Step::Ended { .. } => None,
        }
    }

    /// The visited state.
    pub fn visit_mut(&mut self) -> Option<&mut Visit> {
        match &mut self.step {
            Step::Inside(visit) => Some(visit),
            Step::Enter { .. } | Step::Ended { .. } => None,
        }
    }

    /// Whether there is something to do without hearing from outside.
    pub fn is_ready(&self) -> bool {
        let Step::Inside(visit) = &self.step else { return true };
        match &visit.work {
            Work::Idle | Work::Resulted(_) | Work::Failed(_) => true,
            Work::Task(_) | Work::Wait { .. } | Work::Backoff { .. } => false,
            Work::Parallel(fork) => fork.open == 0,
            Work::Map(iteration) => iteration.may_start() || iteration.is_over(),
            Work::MapRun(distributed) => !distributed.is_running(),
        }
    }

    /// The ticket it waits for and the instant of its timer.
    pub fn timer(&self) -> Option<(Ticket, Timestamp)> {
        match &self.visit()?.work {
            Work::Task(attempt) => attempt.wake_at().map(|at| (attempt.ticket, at)),
            Work::Wait { ticket, until } => Some((*ticket, *until)),
            Work::Backoff { ticket, at } => Some((*ticket, *at)),
            Work::Idle
            | Work::Parallel(_)
            | Work::Map(_)
            | Work::MapRun(_)
            | Work::Resulted(_)
            | Work::Failed(_) => None,
        }
    }
}

/// The scope a ticket was handed out in.
pub(crate) fn scope_of(ticket: Ticket) -> u32 {
    u32::try_from(ticket.0 >> 32).unwrap_or(u32::MAX)
}
