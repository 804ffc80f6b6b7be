//! What happened, in AWS's vocabulary plus a few kinds of our own.
//!
//! An event carries everything the fold needs, so a journal of events is all that is ever stored. Its form for
//! storing needs a format with field names, such as JSON: fields that say nothing are left out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::map_run::{ItemSource, MapRun};
use crate::{Failure, Payload, Start, Task, Ticket, Timestamp};

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// 1, 2, 3 … over all events of the execution, private kinds included.
    #[serde(rename = "n")]
    pub position: u64,
    /// AWS's event id: 1, 2, 3 … over the public events; 0 for a private kind.
    #[serde(rename = "i", default, skip_serializing_if = "is_zero")]
    pub id: u64,
    /// AWS's `previousEventId`.
    #[serde(rename = "p", default, skip_serializing_if = "is_zero")]
    pub previous: u64,
    /// When it was decided.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// The branch or iteration it belongs to; 0 is the machine itself. Never reused within an execution.
    #[serde(rename = "s", default, skip_serializing_if = "is_root")]
    pub scope: u32,
    /// What happened.
    #[serde(rename = "k")]
    pub kind: Kind,
}

/// The eight types of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateType {
    /// Chooses the next state.
    Choice,
    /// Ends with an error.
    Fail,
    /// Runs a workflow for every item.
    Map,
    /// Runs several workflows at once.
    Parallel,
    /// Passes data on.
    Pass,
    /// Ends well.
    Succeed,
    /// Has work done outside.
    Task,
    /// Lets time pass.
    Wait,
}

/// What happened. State numbers are positions in the compiled program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// `ExecutionStarted`.
    #[serde(rename = "begin")]
    ExecutionStarted {
        /// What it started from.
        start: Arc<Start>,
        /// Number of the first state.
        first: u32,
        /// When the machine's `TimeoutSeconds` run out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// `ExecutionSucceeded`.
    #[serde(rename = "end")]
    ExecutionSucceeded {
        /// Output of the last state.
        output: Payload,
    },
    /// `ExecutionFailed`.
    #[serde(rename = "fail")]
    ExecutionFailed(Failure),
    /// `ExecutionTimedOut`.
    #[serde(rename = "late")]
    ExecutionTimedOut(Failure),
    /// `ExecutionAborted`.
    #[serde(rename = "stop")]
    ExecutionAborted(Failure),
    /// `ExecutionRedriven`: it goes on where it stopped.
    #[serde(rename = "again")]
    ExecutionRedriven {
        /// 1 for the first redrive.
        count: u32,
        /// When the machine's `TimeoutSeconds`, which begin anew, run out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// `…StateEntered`.
    #[serde(rename = "in")]
    StateEntered {
        /// Type of the state.
        #[serde(rename = "type")]
        state_type: StateType,
        /// Its number.
        state: u32,
        /// Its name.
        name: Arc<str>,
        /// Raw input.
        input: Payload,
    },
    /// `…StateExited`.
    #[serde(rename = "out")]
    StateExited {
        /// Type of the state.
        #[serde(rename = "type")]
        state_type: StateType,
        /// Its name.
        name: Arc<str>,
        /// Output, which is the next state's input.
        output: Payload,
        /// Variables it assigned, in the order of the definition.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assigned: Vec<(Arc<str>, Payload)>,
        /// Number of the next state; none at the end of a workflow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<u32>,
    },
    /// `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`.
    #[serde(rename = "plan")]
    TaskScheduled {
        /// Names this attempt.
        ticket: Ticket,
        /// What to do.
        task: Arc<Task>,
        /// Deadline that already runs (activities).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// `TaskStarted`, `LambdaFunctionStarted`, `ActivityStarted`.
    #[serde(rename = "go")]
    TaskStarted {
        /// The attempt.
        ticket: Ticket,
        /// `Resource` of the task.
        resource: Arc<str>,
        /// Activity worker.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worker: Option<String>,
        /// End of `TimeoutSeconds`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        /// End of the first heartbeat interval.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beat_due: Option<Timestamp>,
    },
    /// `TaskSubmitted`.
    #[serde(rename = "sub")]
    TaskSubmitted {
        /// The attempt.
        ticket: Ticket,
        /// `Resource` of the task.
        resource: Arc<str>,
        /// The service's first answer.
        output: Payload,
    },
    /// `TaskSucceeded`, `LambdaFunctionSucceeded`, `ActivitySucceeded`.
    #[serde(rename = "ok")]
    TaskSucceeded {
        /// The attempt.
        ticket: Ticket,
        /// `Resource` of the task.
        resource: Arc<str>,
        /// The result.
        output: Payload,
    },
    /// `TaskFailed`, `LambdaFunctionFailed`, `ActivityFailed`.
    #[serde(rename = "bad")]
    TaskFailed {
        /// The attempt.
        ticket: Ticket,
        /// `Resource` of the task.
        resource: Arc<str>,
        /// The error.
        failure: Failure,
    },
    /// `TaskTimedOut`, `LambdaFunctionTimedOut`, `ActivityTimedOut`.
    #[serde(rename = "slow")]
    TaskTimedOut {
        /// The attempt.
        ticket: Ticket,
        /// `Resource` of the task.
        resource: Arc<str>,
        /// Whether a heartbeat was missed, which `ErrorEquals` may name.
        heartbeat: bool,
    },
    /// `ParallelStateStarted`.
    #[serde(rename = "fork")]
    ParallelStarted {
        /// First states of the branches.
        branches: Vec<u32>,
        /// Scope of the first branch; the others follow.
        first_scope: u32,
        /// Input of every branch.
        input: Payload,
    },
    /// `ParallelStateSucceeded`.
    #[serde(rename = "join")]
    ParallelSucceeded,
    /// `ParallelStateFailed`.
    #[serde(rename = "forkbad")]
    ParallelFailed,
    /// `MapStateStarted`.
    #[serde(rename = "map")]
    MapStarted {
        /// Number of items.
        length: u32,
        /// The items: a JSON array, or an object whose members are the items.
        items: Payload,
        /// How many iterations may run at once.
        concurrency_max: u32,
    },
    /// `MapStateStarted` of a distributed Map.
    #[serde(rename = "dmap")]
    MapDistributed {
        /// Number of items in the state's input; 0 if they are read from elsewhere.
        length: u32,
    },
    /// `MapRunStarted`.
    #[serde(rename = "run")]
    MapRunStarted {
        /// Names the Map Run.
        ticket: Ticket,
        /// What it is made of.
        run: Arc<MapRun>,
    },
    /// `MapRunRedriven`: its children that did not succeed go on.
    #[serde(rename = "runagain")]
    MapRunRedriven {
        /// Names it from now on.
        ticket: Ticket,
        /// Its ARN.
        arn: String,
        /// 1 for the first redrive.
        count: u32,
    },
    /// `MapRunSucceeded`.
    #[serde(rename = "runok")]
    MapRunSucceeded {
        /// The Map Run.
        ticket: Ticket,
        /// Its result.
        result: Payload,
    },
    /// `MapRunFailed`.
    #[serde(rename = "runbad")]
    MapRunFailed {
        /// The Map Run.
        ticket: Ticket,
        /// Why.
        failure: Failure,
    },
    /// `MapRunAborted`.
    #[serde(rename = "runcut")]
    MapRunAborted,
    /// `MapIterationStarted`; its event belongs to the new scope.
    #[serde(rename = "item")]
    MapIterationStarted {
        /// Name of the Map state.
        name: Arc<str>,
        /// Which item, from 0.
        index: u32,
        /// Scope of the Map state.
        parent: u32,
        /// First state of the iteration.
        first: u32,
        /// Its input.
        input: Payload,
    },
    /// `MapIterationSucceeded`.
    #[serde(rename = "itemok")]
    MapIterationSucceeded {
        /// Name of the Map state.
        name: Arc<str>,
        /// Which item.
        index: u32,
    },
    /// `MapIterationFailed`.
    #[serde(rename = "itembad")]
    MapIterationFailed {
        /// Name of the Map state.
        name: Arc<str>,
        /// Which item.
        index: u32,
    },
    /// `MapIterationAborted`.
    #[serde(rename = "itemcut")]
    MapIterationAborted {
        /// Name of the Map state.
        name: Arc<str>,
        /// Which item.
        index: u32,
    },
    /// `MapStateSucceeded`.
    #[serde(rename = "mapok")]
    MapSucceeded,
    /// `MapStateFailed`.
    #[serde(rename = "mapbad")]
    MapFailed,
    /// `TaskStateAborted`, `WaitStateAborted`, `MapStateAborted`, `ParallelStateAborted`.
    #[serde(rename = "cut")]
    StateAborted {
        /// Type of the state.
        #[serde(rename = "type")]
        state_type: StateType,
    },
    /// `EvaluationFailed`.
    #[serde(rename = "eval")]
    EvaluationFailed {
        /// Name of the state.
        state: Arc<str>,
        /// Error name.
        error: String,
        /// Explanation.
        cause: String,
        /// Field whose expression failed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
    },
    /// Private: a Wait state waits until then.
    #[serde(rename = "wait")]
    WaitScheduled {
        /// Names the timer.
        ticket: Ticket,
        /// End of the wait.
        until: Timestamp,
    },
    /// Private: the state failed and will try again then.
    #[serde(rename = "retry")]
    RetryScheduled {
        /// Names the timer.
        ticket: Ticket,
        /// When the next attempt begins.
        at: Timestamp,
        /// Which retrier, whose count rises by one.
        retrier: u32,
    },
    /// Private: the clock of an execution in virtual time went forward, or the wall clock was set back.
    #[serde(rename = "skip")]
    TimeSkipped {
        /// How far, in milliseconds.
        milliseconds: i64,
    },
    /// Private: a heartbeat arrived.
    #[serde(rename = "beat")]
    BeatReceived {
        /// The attempt.
        ticket: Ticket,
        /// The new heartbeat deadline.
        due: Timestamp,
    },
    /// Private: everything inside this Map or Parallel state is over because of this failure, which is now the
    /// state's own.
    #[serde(rename = "fold")]
    Collapsed {
        /// The failure.
        failure: Failure,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_zero(id: &u64) -> bool {
    *id == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_root(scope: &u32) -> bool {
    *scope == 0
}

impl Kind {
    /// The JSON that it tells of most of all: an input or an output.
    #[must_use]
    pub fn payload(&self) -> Option<&Payload> {
        match self {
            Self::ExecutionStarted { start, .. } => Some(&start.input),
            Self::StateEntered { input: payload, .. }
            | Self::ParallelStarted { input: payload, .. }
            | Self::MapIterationStarted { input: payload, .. }
            | Self::MapStarted { items: payload, .. }
            | Self::MapRunSucceeded { result: payload, .. }
            | Self::ExecutionSucceeded { output: payload }
            | Self::StateExited { output: payload, .. }
            | Self::TaskSubmitted { output: payload, .. }
            | Self::TaskSucceeded { output: payload, .. } => Some(payload),
            Self::TaskScheduled { task, .. } => Some(&task.parameters),
            Self::MapRunStarted { run, .. } => match &run.items {
                ItemSource::State(items) => Some(items),
                ItemSource::Reader { arguments, .. } => Some(arguments),
            },
            Self::ExecutionFailed(_)
            | Self::ExecutionTimedOut(_)
            | Self::ExecutionAborted(_)
            | Self::ExecutionRedriven { .. }
            | Self::TaskStarted { .. }
            | Self::TaskFailed { .. }
            | Self::TaskTimedOut { .. }
            | Self::ParallelSucceeded
            | Self::ParallelFailed
            | Self::MapIterationSucceeded { .. }
            | Self::MapIterationFailed { .. }
            | Self::MapIterationAborted { .. }
            | Self::MapSucceeded
            | Self::MapFailed
            | Self::MapDistributed { .. }
            | Self::MapRunRedriven { .. }
            | Self::MapRunFailed { .. }
            | Self::MapRunAborted
            | Self::StateAborted { .. }
            | Self::EvaluationFailed { .. }
            | Self::WaitScheduled { .. }
            | Self::RetryScheduled { .. }
            | Self::BeatReceived { .. }
            | Self::TimeSkipped { .. }
            | Self::Collapsed { .. } => None,
        }
    }

    /// Whether AWS's history has it. The private kinds have no id there.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(
            self,
            Self::WaitScheduled { .. }
                | Self::RetryScheduled { .. }
                | Self::BeatReceived { .. }
                | Self::TimeSkipped { .. }
                | Self::Collapsed { .. }
        )
    }

    /// Whether the execution is over with it.
    #[must_use]
    pub fn ends_execution(&self) -> bool {
        matches!(
            self,
            Self::ExecutionSucceeded { .. }
                | Self::ExecutionFailed(_)
                | Self::ExecutionTimedOut(_)
                | Self::ExecutionAborted(_)
        )
    }
}
