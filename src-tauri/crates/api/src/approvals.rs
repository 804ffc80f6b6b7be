//! Steps that wait for a person.

mod decide_approval;
mod failure;
mod list_approvals;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;
use store::tables::approvals as rows;
use ts_rs::TS;

pub use decide_approval::{DecideApproval, DecisionWord};
pub use list_approvals::{ListApprovals, ListApprovalsReply};

use crate::Json;

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStatus {
    /// Nobody decided yet.
    Pending,
    /// Somebody said yes.
    Approved,
    /// Somebody said no.
    Rejected,
    /// It needs no decision any more.
    Closed,
}

/// A request for a decision.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Approval {
    /// For `decide_approval`.
    pub id: String,
    /// The run that waits.
    pub execution_arn: String,
    /// Name of the workflow.
    pub workflow: String,
    /// Name of the state that waits.
    pub state: String,
    /// What is asked, in one sentence.
    pub title: String,
    /// The text under it.
    pub instructions: Option<String>,
    /// The data the step was given, as captured when the request was made.
    pub evidence: Json,
    /// How far it is.
    pub status: ApprovalStatus,
    /// When it was made.
    pub requested_at: i64,
    /// When the step times out.
    pub due_at: Option<i64>,
    /// Name of the person who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<i64>,
    /// What the person wrote.
    pub comment: Option<String>,
    /// Why a closed one was closed: timed out, execution stopped, answered by a worker.
    pub closed_reason: Option<String>,
}

impl From<rows::Approval> for Approval {
    fn from(row: rows::Approval) -> Self {
        Self {
            id: row.id,
            execution_arn: row.execution_arn,
            workflow: row.workflow,
            state: row.state,
            title: row.title,
            instructions: row.instructions,
            evidence: Json(serde_json::from_str(&row.evidence).unwrap_or(Value::String(row.evidence))),
            status: match row.status {
                rows::Status::Pending => ApprovalStatus::Pending,
                rows::Status::Approved => ApprovalStatus::Approved,
                rows::Status::Rejected => ApprovalStatus::Rejected,
                rows::Status::Closed => ApprovalStatus::Closed,
            },
            requested_at: row.requested_at,
            due_at: row.due_at,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            comment: row.comment,
            closed_reason: row.closed_reason,
        }
    }
}
