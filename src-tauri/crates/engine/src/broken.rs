//! Why a state cannot go on: a failure, and how it shows in the history.

use crate::Failure;
use crate::payload::NESTING_MAX;

/// Nothing that travels through an execution may be larger, in bytes of UTF-8.
pub(crate) const PAYLOAD_BYTES_MAX: usize = 262_144;

/// A failed evaluation or check inside a state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Broken {
    pub failure: Failure,
    /// For a JSONata failure: there is an `EvaluationFailed` event, with this location.
    pub evaluation: Option<Option<String>>,
}

impl Broken {
    /// A failure without an event of its own.
    pub fn new(error: &str, cause: String) -> Self {
        Self { failure: Failure::new(error, cause), evaluation: None }
    }

    /// JSON nested deeper than [`NESTING_MAX`].
    pub fn too_deep(state: &str) -> Self {
        let cause = format!("The state '{state}' made JSON that is nested deeper than {NESTING_MAX} levels.");
        Self::new("States.Runtime", cause)
    }

    /// A payload above [`PAYLOAD_BYTES_MAX`]. `origin` is the state, or what gave the result.
    pub fn too_large(origin: &str) -> Self {
        Self { failure: too_large(origin), evaluation: None }
    }
}

/// The failure for a payload above [`PAYLOAD_BYTES_MAX`].
pub(crate) fn too_large(origin: &str) -> Failure {
    let cause = format!(
        "The state/task '{origin}' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    Failure::new("States.DataLimitExceeded", cause)
}

/// A failure on its way through `Retry` and `Catch`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trouble {
    pub failure: Failure,
    pub source: Source,
}

/// Where a failure comes from, as far as matching and history depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// The answer of a task, or its timeout.
    Task,
    /// A missed heartbeat, which `ErrorEquals` may also call `States.HeartbeatTimeout`.
    Heartbeat,
    /// The state itself: a path, an expression, a limit.
    #[default]
    State,
    /// A branch or an iteration.
    Inside,
}

impl Trouble {
    /// Whether it ends the execution wherever it comes up: a fault in a path or a function of a state's own fields.
    pub fn is_fatal(&self) -> bool {
        self.source == Source::State && self.failure.error.as_deref() == Some("States.Runtime")
    }

    /// Whether an entry of `ErrorEquals` means this failure. `States.Runtime` always ends the execution, and
    /// `States.ALL` does not cover a state's own output being too large.
    pub fn matches(&self, name: &str) -> bool {
        let error = self.failure.error.as_deref().unwrap_or_default();
        if error == "States.Runtime" {
            return false;
        }
        match name {
            "States.ALL" => error != "States.DataLimitExceeded" || self.source == Source::Task,
            "States.TaskFailed" if error != "States.TaskFailed" => {
                error != "States.Timeout"
                    && (error != "States.DataLimitExceeded" || self.source == Source::Task)
            }
            "States.HeartbeatTimeout" => self.source == Source::Heartbeat || error == name,
            _ => error == name,
        }
    }
}
