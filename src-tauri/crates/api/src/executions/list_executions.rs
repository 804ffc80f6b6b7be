//! Runs, latest first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ExecutionSummary;
use crate::{Caller, Drivers, Error, Operation};

/// Longest list.
const MAX: u32 = 1000;

/// Which runs were there?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListExecutions {
    /// Only of this workflow.
    pub workflow: Option<String>,
    /// At most so many, up to 1000.
    pub max: u32,
}

/// Latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListExecutionsReply {
    /// The runs.
    pub executions: Vec<ExecutionSummary>,
}

impl Operation for ListExecutions {
    type Reply = ListExecutionsReply;
    const NAME: &'static str = "list_executions";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListExecutionsReply, Error> {
        let machine = self.workflow.as_deref().map(runtime::names::to_name);
        let rows = drivers.runtime.list(machine.as_deref(), self.max.min(MAX))?;
        Ok(ListExecutionsReply { executions: rows.iter().map(ExecutionSummary::from).collect() })
    }
}
