//! Why the runtime refuses a request. A failed execution is not an error.

use crate::NotRedrivable;

/// Why something was refused; the variants follow AWS's exceptions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// `InvalidName`.
    #[error(
        "invalid name: `{0}`\n  help: 1 to 80 characters, no blanks and none of < > {{ }} [ ] ? * \" # % \\ ^ | ~ ` $ & , ; : /"
    )]
    InvalidName(String),
    /// `InvalidDefinition`: the messages of what is wrong.
    #[error("the workflow cannot run: {}", .0.join("; "))]
    InvalidDefinition(Vec<String>),
    /// `InvalidExecutionInput`: it is too long.
    #[error("the input has {bytes} bytes, more than the {max} that a workflow accepts")]
    InputTooLong {
        /// Length in UTF-8.
        bytes: usize,
        /// What is allowed.
        max: usize,
    },
    /// `ExecutionAlreadyExists`.
    #[error("an execution `{0}` exists already\n  help: choose another name")]
    ExecutionAlreadyExists(String),
    /// `ExecutionLimitExceeded`.
    #[error("{max} executions are open, which is as many as an account may have")]
    TooManyExecutions {
        /// What is allowed.
        max: u64,
    },
    /// `ExecutionDoesNotExist`.
    #[error("there is no execution `{0}`")]
    ExecutionDoesNotExist(String),
    /// `ResourceNotFound`: no Map Run of that ARN.
    #[error("there is no Map Run `{0}`")]
    MapRunDoesNotExist(String),
    /// The Map Run is over; nothing can be changed about it.
    #[error("the Map Run is over")]
    MapRunEnded,
    /// `ActivityWorkerLimitExceeded`: so many workers wait for the tasks of this activity already.
    #[error("too many workers wait for tasks of `{0}`")]
    TooManyWorkers(String),
    /// The execution is over; nothing can be changed about it.
    #[error("the execution is over")]
    ExecutionEnded,
    /// `ExecutionNotRedrivable`.
    #[error("{0}")]
    NotRedrivable(NotRedrivable),
    /// `InvalidToken`: not a token of ours.
    #[error("the task token is not valid")]
    InvalidToken,
    /// `TaskDoesNotExist`: a token of ours, but its execution is gone.
    #[error("the task of this token does not exist")]
    TaskDoesNotExist,
    /// `TaskTimedOut`: the task was answered, timed out or stopped before.
    #[error("the task is closed: it was answered, timed out or stopped")]
    TaskTimedOut,
    /// The change was refused by what had to be kept together with it.
    #[error("{0}")]
    Refused(store::Error),
    /// The database failed; nothing was acknowledged.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What is stored of this execution cannot be read.
    #[error("the history of `{execution}` cannot be read: {reason}")]
    Unreadable {
        /// ARN.
        execution: String,
        /// What is wrong.
        reason: String,
    },
    /// The runtime is shutting down.
    #[error("the runtime is closed")]
    Closed,
}
