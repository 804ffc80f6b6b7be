//! What the outside world owes a running execution. Derived from the folded state, never stored.

use std::sync::Arc;

use crate::map_run::MapRun;
use crate::{Task, Ticket, Timestamp};

/// One thing to do. The same state always names the same commands with the same tickets, so nothing is lost in a
/// crash: replay, ask again, go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Do this work, or go on waiting for it; the phase says which.
    Perform {
        /// Names the work in every later input.
        ticket: Ticket,
        /// What to do.
        task: Arc<Task>,
        /// How far it is.
        phase: Phase,
    },
    /// Run the children of this Map Run, or go on running them. It is not wanted any more once it is not named.
    RunMap {
        /// Names the Map Run in [`Input::MapRunEnded`](crate::Input::MapRunEnded).
        ticket: Ticket,
        /// What it is made of.
        run: Arc<MapRun>,
    },
    /// Feed [`Input::Fired`](crate::Input::Fired) with this ticket at or after `at`. A ticket has at most one
    /// timer; the instant may move between turns (heartbeats). A task and its timer share one ticket; the
    /// execution's own timeout is [`Ticket::EXECUTION`].
    WakeAt {
        /// Names the timer.
        ticket: Ticket,
        /// When it is due.
        at: Timestamp,
    },
    /// The turn was cut after [`EVENTS_PER_TURN_MAX`](crate::EVENTS_PER_TURN_MAX) events: flush what there is, let
    /// others have their turn, then feed [`Input::Continue`](crate::Input::Continue).
    Continue,
}

/// How far a task attempt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not yet dispatched (an activity: not yet taken by a worker).
    Scheduled,
    /// Dispatched or taken, no answer yet.
    Started,
    /// Accepted; the job's end or the token's answer is outstanding.
    Submitted,
}

/// One thing a running execution waits for, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Name of the state.
    pub state: Arc<str>,
    /// What is waited for.
    pub kind: PendingKind,
    /// Ticket of the task or timer.
    pub ticket: Ticket,
    /// Id of the state's `…StateEntered` event.
    pub entered_event: u64,
    /// When the state was entered.
    pub entered_at: Timestamp,
    /// 0 for the first attempt.
    pub attempt: u32,
    /// When the waiting ends by itself: end of the wait, next attempt, or timeout.
    pub until: Option<Timestamp>,
    /// The task, unless it is a wait or a retry's delay.
    pub task: Option<Arc<Task>>,
}

/// What a state waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingKind {
    /// The answer of a service or function.
    Task,
    /// An answer with the task token.
    Callback,
    /// An activity worker.
    Activity,
    /// The time of a Wait state.
    Wait,
    /// The delay before the next attempt.
    Retry,
    /// The child executions of a distributed Map.
    MapRun,
}
