//! Who has to do something before a task can go on.

use engine::{Pattern, Phase, Task};

/// Whose move it is with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// Ours.
    Dispatch,
    /// An activity worker's, to take it.
    Worker,
    /// The integration's; it forgets the work when the process ends.
    Integration,
    /// Somebody's who has the token, even after a restart.
    Somebody,
}

pub(crate) fn waits_for(task: &Task, phase: Phase) -> WaitsFor {
    match (task.pattern, phase) {
        (Pattern::Activity, Phase::Scheduled) => WaitsFor::Worker,
        (Pattern::Activity, _) | (Pattern::WaitForTaskToken, Phase::Submitted) => WaitsFor::Somebody,
        (_, Phase::Scheduled) => WaitsFor::Dispatch,
        (_, Phase::Started | Phase::Submitted) => WaitsFor::Integration,
    }
}
