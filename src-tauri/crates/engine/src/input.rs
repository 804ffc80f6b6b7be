//! What the outside world tells an execution.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::execution_log::Logging;
use crate::{Failure, Outcome, Payload, Ticket};

/// One thing that happened, to be turned into events by [`decide`](crate::decide).
///
/// An input that nobody waits for (a late or second answer, a timer that is not due, anything after the end) gives
/// no events. It is never an error. Only [`Input::Redrive`] means something after the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The execution begins. Only as the very first input.
    Start(Box<Start>),
    /// Goes on after a turn that was cut short: feed it as long as
    /// [`outstanding`](crate::Execution::outstanding) names [`Command::Continue`](crate::Command::Continue).
    Continue,
    /// The driver is about to dispatch the task, or an activity worker has taken it. Flush its events first; if it
    /// gives none, the work is not wanted any more and must not be dispatched.
    Started {
        /// The task.
        ticket: Ticket,
        /// Name of the activity worker, if it gave one.
        worker: Option<String>,
    },
    /// The service has accepted the job or passed the token on; the end of the job or the token is now waited for.
    Submitted {
        /// The task.
        ticket: Ticket,
        /// What the service answered.
        output: Payload,
    },
    /// The task is over. For `.sync` and `.waitForTaskToken` this is the end of the job or the token's answer, and
    /// may also arrive before [`Input::Submitted`].
    Answered {
        /// The task.
        ticket: Ticket,
        /// How it ended.
        outcome: Outcome,
    },
    /// The process died between `Started` and the answer. Becomes the catchable failure
    /// [`Failure::INTERRUPTED`]; the task is not run again unless the state's `Retry` says so.
    Lost {
        /// The task.
        ticket: Ticket,
    },
    /// A heartbeat of a started task: moves its heartbeat deadline.
    Beat {
        /// The task.
        ticket: Ticket,
    },
    /// The timer named by a [`Command::WakeAt`](crate::Command::WakeAt) is due. Too early: no events.
    Fired {
        /// The timer.
        ticket: Ticket,
    },
    /// The Map Run of a [`Command::RunMap`](crate::Command::RunMap) is over.
    MapRunEnded {
        /// The Map Run.
        ticket: Ticket,
        /// Its result, or why it failed.
        outcome: Outcome,
    },
    /// The clock of an execution in virtual time goes forward: to [`Execution::skips_to`](crate::Execution::skips_to),
    /// or to where it [`catches up`](crate::Execution::catches_up) with something that it waited for. Means nothing in
    /// real time.
    Skip {
        /// How far, in milliseconds.
        milliseconds: i64,
    },
    /// The wall clock was set back while nobody looked. The clock of the execution is not: from now on it is this much
    /// further ahead of the wall clock, so that nobody waits longer.
    SetBack {
        /// How far, in milliseconds.
        milliseconds: i64,
    },
    /// Somebody stops the execution: it ends as aborted.
    Stop {
        /// Error and cause as given by the caller.
        failure: Failure,
    },
    /// Somebody wants an execution that failed, timed out or was stopped to go on from there. No events if it
    /// [cannot](crate::Execution::is_redrivable). How long ago it may have ended is the driver's to check.
    Redrive,
}

/// What an execution starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// ARN of the execution.
    pub execution_arn: String,
    /// Name of the execution.
    pub name: String,
    /// Unqualified ARN of the state machine.
    pub state_machine_arn: String,
    /// Name of the state machine.
    pub state_machine_name: String,
    /// Version ARN, if started through a version or an alias.
    pub version_arn: Option<String>,
    /// Alias ARN, if started through an alias.
    pub alias_arn: Option<String>,
    /// Role of the state machine.
    pub role_arn: String,
    /// The execution's input.
    pub input: Payload,
    /// Source of everything random in this execution.
    pub seed: u64,
    /// Key that signs the task tokens.
    pub token_key: [u8; 32],
    /// The test case of the mock file that answers its tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_case: Option<String>,
    /// Runs in virtual time, its clock this many milliseconds ahead of the wall clock at the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_time: Option<i64>,
    /// X-Ray's trace header, if it was started with one. Nothing here looks at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_header: Option<String>,
    /// What is logged of it, if its state machine logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logging: Option<Arc<Logging>>,
}

impl Start {
    /// Whether it is an express execution, which its ARN says.
    #[must_use]
    pub fn is_express(&self) -> bool {
        self.execution_arn.split(':').nth(5) == Some("express")
    }
}
