//! Everything about one run but its events.

use engine::PendingKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ExecutionSummary;
use crate::{Caller, Drivers, Error, Operation};

/// How is this run?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeExecution {
    /// Which one.
    pub execution_arn: String,
}

/// What a state waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutstandingKind {
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
    /// The children of a Map Run.
    MapRun,
}

/// Something a run waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Outstanding {
    /// Name of the state.
    pub state: String,
    /// What it waits for.
    pub kind: OutstandingKind,
    /// Id of the event that opened this visit of the state.
    pub entered_event: u64,
    /// Which attempt, 0 for the first.
    pub attempt: u32,
    /// When it is due (waits, retries) or times out.
    pub until: Option<i64>,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Execution {
    /// As in lists.
    #[serde(flatten)]
    pub summary: ExecutionSummary,
    /// The text that runs.
    pub definition: String,
    /// JSON.
    pub input: String,
    /// JSON, if it succeeded.
    pub output: Option<String>,
    /// Error name, if it did not.
    pub error: Option<String>,
    /// Why, for people.
    pub cause: Option<String>,
    /// What it waits for.
    pub outstanding: Vec<Outstanding>,
    /// Whether its clock jumps over waits.
    pub virtual_time: bool,
    /// How far its clock is ahead of the real one, in milliseconds; 0 in real time and after the end.
    pub clock_ahead: i64,
    /// Id of the last event there is.
    pub last_event: u64,
}

impl Operation for DescribeExecution {
    type Reply = Execution;
    const NAME: &'static str = "describe_execution";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<Execution, Error> {
        // Asked first: what is read afterwards is then at least as new as what is said to be waited for.
        let (pending, ahead) = drivers.runtime.pending_at(&self.execution_arn).await?;
        let (row, start) = drivers.runtime.describe_whole(&self.execution_arn)?;
        let definition = drivers.runtime.definition_of(&row)?.unwrap_or_default();
        Ok(Execution {
            summary: (&row).into(),
            definition,
            input: row.input,
            output: row.output,
            error: row.error,
            cause: row.cause,
            outstanding: pending.into_iter().map(outstanding).collect(),
            virtual_time: start.virtual_time.is_some(),
            clock_ahead: ahead.unwrap_or(0),
            last_event: row.last_event,
        })
    }
}

pub(super) fn outstanding(pending: engine::Pending) -> Outstanding {
    Outstanding {
        kind: match pending.kind {
            PendingKind::Task => OutstandingKind::Task,
            PendingKind::Callback => OutstandingKind::Callback,
            PendingKind::Activity => OutstandingKind::Activity,
            PendingKind::Wait => OutstandingKind::Wait,
            PendingKind::Retry => OutstandingKind::Retry,
            PendingKind::MapRun => OutstandingKind::MapRun,
        },
        state: pending.state.to_string(),
        entered_event: pending.entered_event,
        attempt: pending.attempt,
        until: pending.until.map(|until| until.0),
    }
}
