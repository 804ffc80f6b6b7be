//! Work the engine asks the outside world to do, and what comes back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Payload;

/// Names one piece of outstanding work or one timer inside an execution. Never reused; an answer to a ticket
/// that nobody waits for any more changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ticket(pub u64);

impl Ticket {
    /// The timer of the whole execution (the machine's `TimeoutSeconds`).
    pub const EXECUTION: Self = Self(0);
}

/// An error as ASL sees it: data that `Retry` and `Catch` match on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Error name, for example `States.Timeout`. Absent where AWS leaves it out.
    pub error: Option<String>,
    /// Explanation for people.
    pub cause: Option<String>,
}

impl Failure {
    /// Error name of a task that the process did not survive.
    pub const INTERRUPTED: &'static str = "Signalbox.TaskInterrupted";

    /// A failure with both members.
    #[must_use]
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()) }
    }
}

/// How a task ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The result, as JSON.
    Succeeded(Payload),
    /// The error.
    Failed(Failure),
}

/// What kind of answer a task waits for, read from its `Resource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pattern {
    /// A plain Lambda function ARN: `LambdaFunction…` events.
    Function,
    /// An activity ARN: `Activity…` events; a worker takes it and answers by token.
    Activity,
    /// A service call that is over when the service has answered.
    RequestResponse,
    /// `.sync`: a job is started and waited for.
    Sync,
    /// `.sync:2`: the same, with a parsed result.
    Sync2,
    /// `.waitForTaskToken`: the service has the token, somebody answers with it later.
    WaitForTaskToken,
}

/// One attempt of one Task state, as scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Name of the Task state.
    pub state: Arc<str>,
    /// The `Resource` as written.
    pub resource: Arc<str>,
    /// Region of the execution.
    pub region: Arc<str>,
    /// What kind of answer is awaited.
    pub pattern: Pattern,
    /// Evaluated `Parameters`/`Arguments`, or the effective input.
    pub parameters: Payload,
    /// Task token, for [`Pattern::WaitForTaskToken`] and [`Pattern::Activity`].
    pub token: Option<String>,
    /// `TimeoutSeconds`, 1…99,999,999.
    pub timeout_seconds: Option<u32>,
    /// `HeartbeatSeconds`, less than the timeout.
    pub heartbeat_seconds: Option<u32>,
    /// Role ARN from `Credentials`.
    pub credentials_role: Option<String>,
    /// Which attempt this is, 0 for the first (`$$.State.RetryCount`).
    pub attempt: u32,
    /// In an execution of a test case: which invocation this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_case: Option<Box<TestCase>>,
}

/// An invocation of a state in a test case of the mock file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestCase {
    /// Name of the state machine.
    pub machine: String,
    /// Name of the test case.
    pub name: String,
    /// How often the state's task has been scheduled before in this execution, retries included.
    pub invocation: u32,
}
