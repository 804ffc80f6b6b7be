//! State machines that are kept under a name, and activities: made by AWS clients or from an open workflow.

mod delete_activity;
mod delete_state_machine;
mod describe_state_machine;
mod keep_state_machine;
mod list_activities;
mod list_machine_executions;
mod list_state_machines;
mod start_state_machine;

use std::fmt::Debug;

use runtime::{Later, names};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::state_machines as rows;
use ts_rs::TS;

use crate::{Drivers, Error};

pub use delete_activity::{DeleteActivity, DeleteActivityReply};
pub use delete_state_machine::{DeleteStateMachine, DeleteStateMachineReply};
pub use describe_state_machine::{Alias, DescribeStateMachine, StateMachine, Version};
pub use keep_state_machine::{KeepStateMachine, KeepStateMachineReply};
pub use list_activities::{Activity, ListActivities, ListActivitiesReply};
pub use list_machine_executions::{ListMachineExecutions, MachineExecutions};
pub use list_state_machines::{ListStateMachines, ListStateMachinesReply};
pub use start_state_machine::{StartStateMachine, StartStateMachineReply};

/// The port to the operations of Step Functions: what is done here obeys the rules that AWS clients obey. `gateway`
/// knows them.
pub trait StepFunctions: Debug + Send + Sync {
    /// Performs an operation with members named as in AWS's protocol.
    fn call(&self, operation: &'static str, members: Value) -> Later<Result<Value, Error>>;

    /// `StartExecution`, in virtual time if so wanted.
    fn start(&self, members: Value, virtual_time: bool) -> Later<Result<Value, Error>>;
}

/// How a state machine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "AWS's own words")]
pub enum MachineKind {
    Standard,
    Express,
}

impl MachineKind {
    fn from_word(word: &str) -> Self {
        if word == "EXPRESS" { Self::Express } else { Self::Standard }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Express => "EXPRESS",
        }
    }
}

/// A state machine in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MachineSummary {
    /// Names it everywhere.
    pub state_machine_arn: String,
    /// Its name.
    pub name: String,
    /// How it runs.
    pub kind: MachineKind,
    /// When it was created.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// Executions that run now.
    pub running: u64,
    /// Whether it is being deleted: it goes once nothing of it runs any more.
    pub is_deleting: bool,
}

impl MachineSummary {
    fn new(row: &rows::StateMachine, running: u64) -> Self {
        Self {
            state_machine_arn: row.arn.clone(),
            name: row.name.clone(),
            kind: MachineKind::from_word(&row.kind),
            created_at: row.created_at,
            updated_at: row.updated_at,
            running,
            is_deleting: row.is_deleting,
        }
    }
}

/// How many executions of a state machine run; `on_disk` are those of its name that the database knows.
fn running_of(drivers: &Drivers, row: &rows::StateMachine, on_disk: Option<&u64>) -> u64 {
    match row.kind.as_str() {
        "EXPRESS" => drivers.runtime.running_express(&row.arn).len().try_into().unwrap_or(u64::MAX),
        _ => on_disk.copied().unwrap_or_default(),
    }
}

/// What the ARNs of its executions begin with.
fn execution_prefix(row: &rows::StateMachine) -> String {
    match row.kind.as_str() {
        "EXPRESS" => names::express_executions_of(&row.arn),
        _ => names::executions_of(&row.arn),
    }
}

fn missing(arn: &str) -> Error {
    Error::not_found(format!("there is no state machine `{arn}`")).with_hint("somebody may have deleted it")
}

/// A member of an answer that is text; empty if it is missing.
fn text(answer: &Value, member: &str) -> String {
    answer.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
}
