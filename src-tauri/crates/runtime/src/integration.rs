//! The port through which the runtime has work done. `resources` implements it, the runtime only calls it.

use std::fmt::Debug;
use std::sync::Arc;

use engine::{Outcome, Pattern, Payload, Task, Ticket};

use crate::{Desk, Later};

/// Where a piece of work comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// ARN of the execution.
    pub execution_arn: Arc<str>,
    /// Name of the execution.
    pub execution: String,
    /// Name of the state machine.
    pub machine: String,
    /// Hash of the definition, to which grants are bound.
    pub definition: String,
    /// Folder in which local handlers are looked for.
    pub handlers_folder: Option<String>,
}

/// One attempt of one task, to be done.
#[derive(Clone, Debug)]
pub struct Work {
    /// Names the attempt within its execution.
    pub ticket: Ticket,
    /// What to do, with evaluated parameters and the token.
    pub task: Arc<Task>,
    /// Whose work it is.
    pub origin: Arc<Origin>,
    /// How far the clock of its execution is ahead of the wall clock, in milliseconds; `None` in real time.
    pub virtual_time: Option<i64>,
}

/// How beginning went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The task is over.
    Answered(Outcome),
    /// The job runs or the token was passed on: the payload is the service's first answer (`TaskSubmitted`). The end
    /// comes through the [`Desk`] or by token.
    Accepted(Payload),
}

/// A local counterpart of a service.
pub trait Integration: Send + Sync + Debug {
    /// Whether it does tasks with this `Resource`. The first integration that says yes gets the task.
    ///
    /// For [`Pattern::Activity`] this only asks to be told: see [`Integration::begin`].
    fn answers(&self, resource: &str, pattern: Pattern) -> bool;

    /// Whether it does this task. What else a task says than its `Resource` matters to a few.
    fn takes(&self, task: &Task) -> bool {
        self.answers(&task.resource, task.pattern)
    }

    /// Does the work, or starts it. Called after `TaskStarted` is on disk, once per ticket; what it returns may be
    /// recorded only when the process lives on.
    ///
    /// Activities are not started by this: it tells that one waits for a worker, and may tell so again after a
    /// restart. `Answered` then answers it as a worker would; `Accepted` leaves it waiting.
    fn begin(&self, work: Work, desk: Desk) -> Later<Begun>;

    /// Nobody waits for this work any more: it timed out, its execution ended, or somebody else answered. The future
    /// of [`Integration::begin`] is dropped afterwards if it still runs. Not called for work that ended by this
    /// integration's own answer, nor for what ended while the process was down.
    fn abandon(&self, work: Work) -> Later<()>;

    /// Whether `begin` may be called a second time with the same ticket without doing anything twice. Work of others
    /// that a crash interrupts is recorded as failed.
    fn repeats_harmlessly(&self) -> bool {
        false
    }
}
