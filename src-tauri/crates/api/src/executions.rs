//! Runs: started, stopped, watched.

mod describe_execution;
mod describe_map_run;
mod failure;
mod get_execution_history;
mod list_executions;
mod list_map_run_children;
mod preview_redrive;
mod redrive_execution;
mod start_execution;
mod stop_execution;
#[cfg(test)]
mod tests;

use serde::Serialize;
use store::tables::executions as rows;
use ts_rs::TS;

pub use describe_execution::{DescribeExecution, Execution, Outstanding, OutstandingKind};
pub use describe_map_run::{DescribeMapRun, MapRun, MapRunCounts};
pub use get_execution_history::{GetExecutionHistory, History, HistoryEvent};
pub use list_executions::{ListExecutions, ListExecutionsReply};
pub use list_map_run_children::{ListMapRunChildren, ListMapRunChildrenReply, MapRunChild};
pub use preview_redrive::{PreviewRedrive, PreviewRedriveReply, RedrivenState};
pub use redrive_execution::{RedriveExecution, RedriveExecutionReply};
pub(crate) use start_execution::check_grants;
pub use start_execution::{StartExecution, StartExecutionReply};
pub use stop_execution::{StopExecution, StopExecutionReply};

/// AWS's words for how far an execution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "AWS's own words")]
pub enum ExecutionStatus {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
    /// A child of a Map Run that is to be redriven with it.
    PendingRedrive,
}

impl ExecutionStatus {
    /// The status a stored word means.
    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "SUCCEEDED" => Self::Succeeded,
            "FAILED" => Self::Failed,
            "TIMED_OUT" => Self::TimedOut,
            "ABORTED" => Self::Aborted,
            "PENDING_REDRIVE" => Self::PendingRedrive,
            _ => Self::Running,
        }
    }
}

/// An execution in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExecutionSummary {
    /// Names it everywhere.
    pub execution_arn: String,
    /// Its own name.
    pub name: String,
    /// Name of the workflow.
    pub workflow: String,
    /// How far it is.
    pub status: ExecutionStatus,
    /// When it began.
    pub started_at: i64,
    /// When it ended.
    pub stopped_at: Option<i64>,
    /// How often it was redriven.
    pub redrive_count: u32,
}

impl From<&rows::Listed> for ExecutionSummary {
    fn from(row: &rows::Listed) -> Self {
        Self {
            execution_arn: row.arn.clone(),
            name: row.name.clone(),
            workflow: row.machine.clone(),
            status: ExecutionStatus::from_word(&row.status),
            started_at: row.started_at,
            stopped_at: row.stopped_at,
            redrive_count: row.redrive_count,
        }
    }
}

impl From<&rows::Execution> for ExecutionSummary {
    fn from(row: &rows::Execution) -> Self {
        Self {
            execution_arn: row.arn.clone(),
            name: row.name.clone(),
            workflow: row.machine.clone(),
            status: ExecutionStatus::from_word(&row.status),
            started_at: row.started_at,
            stopped_at: row.stopped_at,
            redrive_count: row.redrives.count,
        }
    }
}
