//! What is asked of the runtime, and what it answers.

use std::sync::Arc;

use engine::{Payload, Timestamp};

/// Something new is on disk about an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which one.
    pub execution_arn: Arc<str>,
    /// AWS's word for its status.
    pub status: &'static str,
    /// Id of its last public event.
    pub last_event: u64,
}

/// A request to start an execution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartExecution {
    /// Text of the state machine.
    pub definition: String,
    /// Name of the state machine; see [`names::to_name`].
    pub machine: String,
    /// Name of the execution; a random one if none is given.
    pub name: Option<String>,
    /// Input; `{}` if none is given.
    pub input: Option<Payload>,
    /// Folder in which local handlers are looked for.
    pub handlers_folder: Option<String>,
    /// In virtual time, beginning this many milliseconds ahead of the wall clock; `None` for real time.
    pub virtual_time: Option<i64>,
    /// X-Ray's trace header, kept with the execution.
    pub trace_header: Option<String>,
}

/// An execution that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Its ARN.
    pub execution_arn: String,
    /// When.
    pub started_at: Timestamp,
}

/// A part of an execution's history.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// AWS's `HistoryEvent`s in order; `timestamp` in seconds since 1970, with three decimals.
    pub events: Vec<serde_json::Value>,
    /// Id of the last event there is.
    pub last_event: u64,
    /// AWS's word for the execution's status.
    pub status: String,
}

/// An activity task for a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityTask {
    /// Answers the task.
    pub task_token: String,
    /// Input as JSON text.
    pub input: String,
}
