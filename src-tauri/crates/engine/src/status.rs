//! How an execution stands.

use crate::{Failure, Payload};

/// Running, or how it ended. Only a redrive changes a terminal status, and never success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not over; also before the first event.
    Running,
    /// Over with an output.
    Succeeded {
        /// Output of the last state.
        output: Payload,
    },
    /// Over with an error that nothing caught.
    Failed(Failure),
    /// The machine's `TimeoutSeconds` ran out.
    TimedOut(Failure),
    /// Stopped from outside.
    Aborted(Failure),
}

impl Status {
    /// Whether the execution is over.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        !matches!(self, Self::Running)
    }

    /// AWS's word: `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded { .. } => "SUCCEEDED",
            Self::Failed(_) => "FAILED",
            Self::TimedOut(_) => "TIMED_OUT",
            Self::Aborted(_) => "ABORTED",
        }
    }
}
